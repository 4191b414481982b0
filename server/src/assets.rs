//! The built browser side: read once into memory, served with its compressed forms.
use app::shell::Assets;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use std::{collections::HashMap, path::Path, sync::Arc};

/// Files by address.
#[derive(Clone, Default)]
pub struct Site {
    files: Arc<HashMap<String, File>>,
    /// Hashed names.
    pub assets: Arc<Assets>,
}
#[derive(Default)]
struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Site {
    /// Reads a folder that `cargo xtask` built.
    pub fn load(folder: &Path) -> std::io::Result<Self> {
        let mut raw = HashMap::new();
        collect(folder, folder, &mut raw)?;
        Ok(Self::of(raw))
    }
    /// The site inside the program itself, if it was packed with one.
    pub fn own() -> std::io::Result<Option<Self>> {
        Ok(crate::packed::own()?.map(Self::of))
    }
    fn of(raw: HashMap<String, Bytes>) -> Self {
        let assets = raw.get("/site.json").and_then(|json| serde_json::from_slice(json).ok()).unwrap_or_default();
        Self { files: Arc::new(pair(raw)), assets: Arc::new(assets) }
    }
    /// The file at an address, in the best form that the browser takes.
    pub fn serve(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let file = self.files.get(path)?;
        let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let (body, encoding) = match file {
            File { brotli: Some(b), .. } if accepts.contains("br") => (b, Some("br")),
            File { gzip: Some(b), .. } if accepts.contains("gzip") => (b, Some("gzip")),
            File { plain, .. } => (plain, None),
        };
        let mut response = Response::new(Body::from(body.clone()));
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
        out.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Some(encoding) = encoding {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        // A name under /pkg carries the hash of its content; the worker's own name must stay.
        let keep = match path {
            _ if path.starts_with("/pkg/") => "public, max-age=31536000, immutable",
            "/call-sw.js" => "no-cache",
            _ => "public, max-age=3600",
        };
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        if path == "/call-sw.js" {
            out.insert("service-worker-allowed", HeaderValue::from_static("/call/"));
        }
        *response.status_mut() = StatusCode::OK;
        Some(response)
    }
}

fn collect(root: &Path, folder: &Path, into: &mut HashMap<String, Bytes>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, into)?;
        } else if let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str) {
            into.insert(format!("/{name}"), Bytes::from(std::fs::read(&path)?));
        }
    }
    Ok(())
}

fn pair(mut raw: HashMap<String, Bytes>) -> HashMap<String, File> {
    let plain: Vec<String> =
        raw.keys().filter(|n| !n.ends_with(".br") && !n.ends_with(".gz") && *n != "/site.json").cloned().collect();
    plain
        .into_iter()
        .map(|name| {
            let file = File {
                brotli: raw.remove(&format!("{name}.br")),
                gzip: raw.remove(&format!("{name}.gz")),
                plain: raw.remove(&name).unwrap_or_default(),
            };
            (name, file)
        })
        .collect()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ext)| ext) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
