//! A first visit as a browser makes it: the page, then everything the page names, counted as sent.

use crate::http::{Client, Reply};
use crate::yard::Done;

/// The personal sheet's service worker.
const WORKER: &str = "/call-sw.js";
const ACCEPT: (&str, &str) = ("accept-encoding", "br");

/// Body bytes of the page at `url` and of every file of the same origin it loads, each in the form that is sent to a
/// browser that takes brotli. `cookie` may be empty.
///
/// A personal sheet is fetched once more by its service worker, which keeps it together with the icon and the
/// manifest.
///
/// # Errors
/// When the page or one of its files is not answered with 200.
pub fn first(host: &str, url: &str, cookie: &str) -> Done<u64> {
    let mut client = Client::connect(host)?;
    let page = follow(&mut client, path_of(url), cookie)?;
    let html = page.text();
    let mut sum = page.body.len() as u64;
    let mut paths = loaded(&html, &["stylesheet", "preload", "modulepreload"]);
    if path_of(url).starts_with("/call/") {
        sum *= 2;
        // Registered by script, so no tag names it.
        paths.push(WORKER.to_owned());
        paths.extend(loaded(&html, &["icon", "manifest"]).into_iter().filter(|p| !p.starts_with("/pkg/")));
    }
    for path in paths {
        let reply = client.get(&path, &[ACCEPT])?;
        match reply.status {
            200 => sum += reply.body.len() as u64,
            status => return Err(format!("{path} answered {status}")),
        }
    }
    Ok(sum)
}

/// Opens a page, following redirects.
fn follow(client: &mut Client, first: &str, cookie: &str) -> Done<Reply> {
    let mut path = first.to_owned();
    for _ in 0..5 {
        let mut headers =
            vec![ACCEPT, ("accept", "text/html"), ("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")];
        if !cookie.is_empty() {
            headers.push(("cookie", cookie));
        }
        let reply = client.get(&path, &headers)?;
        match (reply.status, reply.header("location")) {
            (200, _) => return Ok(reply),
            (301..=308, Some(to)) => path = path_of(to).to_owned(),
            (status, _) => return Err(format!("{path} answered {status}")),
        }
    }
    Err(format!("{first} redirects without end"))
}

/// The path of an address, whatever its host.
pub fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    rest.split('#').next().unwrap_or(rest)
}

/// What the page's tags make a browser fetch: scripts, pictures and links of these kinds, each once. Icons and the
/// manifest are fetched later, and only by some browsers.
fn loaded(html: &str, kinds: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.split_whitespace().next().unwrap_or_default();
        let fetched = match name {
            "script" | "img" | "source" => attribute(tag, "src"),
            "link" if attribute(tag, "rel").is_some_and(|rel| kinds.contains(&rel)) => attribute(tag, "href"),
            _ => None,
        };
        if let Some(path) = fetched.filter(|p| p.starts_with('/') && !p.starts_with("//"))
            && !found.iter().any(|f| f == path)
        {
            found.push(path.to_owned());
        }
    }
    found
}

/// A quoted attribute's value.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_browser_fetches() {
        let html = r#"<link rel="stylesheet" href="/pkg/a.css"><link rel="icon" href="/i.svg"><script src="/pkg/a.js"></script>
            <link rel="preload" href="/pkg/a.wasm" as="fetch"><a href="/days">x</a><img src="//other/x"><script src="/pkg/a.js">"#;
        assert_eq!(loaded(html, &["stylesheet", "preload"]), ["/pkg/a.css", "/pkg/a.js", "/pkg/a.wasm"]);
        assert_eq!(loaded(html, &["icon"]), ["/i.svg", "/pkg/a.js"]);
    }

    #[test]
    fn takes_the_path() {
        assert_eq!(path_of("http://127.0.0.1:3000/call/x?d=1#top"), "/call/x?d=1");
        assert_eq!(path_of("/days"), "/days");
        assert_eq!(path_of("http://host"), "/");
    }
}
