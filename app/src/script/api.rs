//! What the browser may ask of the script.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{ImportPreview, SceneList};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, MultipartData, MultipartFormData},
};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{
        formats, import,
        model::Filter,
        store::{self, Typed},
    },
    crate::{
        access::{self, Scope},
        error::{FieldError, Problems},
        routes,
        text::{Text, k},
    },
};

/// A page of the list of scenes from 1, filtered; page 0 is the whole script.
#[server(input = GetUrl)]
pub async fn list_scenes(
    production: ProductionId,
    page: i64,
    text: String,
    int_ext: String,
    light: String,
) -> Result<SceneList, AppError> {
    let filter = Filter::of(&text, &int_ext, &light);
    access::with(production, async |scope: &mut Scope<access::ViewScript>| store::list(scope, &filter, page).await)
        .await
}

/// What an upload would do.
#[server(input = GetUrl)]
pub async fn load_import(production: ProductionId, import: ImportId) -> Result<ImportPreview, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewScript>| import::preview(scope, import).await).await
}

/// Reads a screenplay and keeps what it would make for the preview.
#[server(input = MultipartFormData)]
pub async fn upload_script(data: MultipartData) -> Result<Landing, AppError> {
    let Upload { production, file_name, bytes } = receive(data).await?;
    // Asked before the file is read, without taking the one writer: whoever may not import does not make work.
    access::with(
        production,
        async |scope: &mut Scope<access::ViewScript>| {
            if scope.me().holds("script.edit") { Ok(()) } else { Err(AppError::Forbidden) }
        },
    )
    .await?;
    let (file_name, read) = tokio::task::spawn_blocking(move || {
        let read = formats::read(&file_name, &bytes);
        (file_name, read)
    })
    .await
    .map_err(|e| AppError::internal("script", e))?;
    let draft = read.map_err(|refusal| refused(&refusal))?;
    let import = access::with(production, async |scope: &mut Scope<access::EditScript>| {
        import::start_import(scope, &file_name, &draft).await
    })
    .await?;
    Ok(Landing::on(format!("{}?import={import}", routes::production(production, "script/import"))))
}

/// Writes what the preview showed.
#[server]
pub async fn confirm_import(production: ProductionId, import: ImportId) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditScript>| import::confirm_import(scope, import).await)
        .await?;
    Ok(Landing::on(routes::production(production, "script")))
}

/// A scene as typed: the same fields in the form of a new scene and of one being changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SceneFields {
    pub number: String,
    pub int_ext: String,
    pub set_name: String,
    pub day_night: String,
    pub light: String,
    pub eighths: String,
    pub cast: String,
    pub synopsis: String,
    pub location: String,
}

/// Changes a scene.
#[server]
pub async fn save_scene(
    production: ProductionId,
    scene: SceneId,
    version: i64,
    #[server(flatten)] fields: SceneFields,
    #[server(default)] closed: bool,
    #[server(default)] page: i64,
) -> Result<Landing, AppError> {
    let typed = fields.check(closed)?;
    access::with(production, async |scope: &mut Scope<access::EditScript>| {
        store::save(scope, scene, version, &typed).await
    })
    .await?;
    Ok(back(production, page))
}

/// Makes a scene by hand.
#[server]
pub async fn add_scene(
    production: ProductionId,
    #[server(flatten)] fields: SceneFields,
    #[server(default)] closed: bool,
) -> Result<Landing, AppError> {
    let typed = fields.check(closed)?;
    access::with(production, async |scope: &mut Scope<access::EditScript>| store::add(scope, &typed).await).await?;
    Ok(back(production, 1))
}

/// Takes a scene out of the shoot, or back in.
#[server]
pub async fn set_omitted(
    production: ProductionId,
    scene: SceneId,
    version: i64,
    #[server(default)] omitted: bool,
    #[server(default)] page: i64,
) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditScript>| {
        store::set_omitted(scope, scene, version, omitted).await
    })
    .await?;
    Ok(back(production, page))
}

/// The list, on the page it was left.
#[cfg(feature = "ssr")]
fn back(production: ProductionId, page: i64) -> Landing {
    let list = routes::production(production, "script");
    Landing::on(if page > 1 { format!("{list}?page={page}") } else { list })
}

#[cfg(feature = "ssr")]
impl SceneFields {
    fn check(&self, closed: bool) -> Result<Typed, AppError> {
        let mut problems = Problems::default();
        let location = self.location.trim();
        let place: LocationId = match location {
            "" => LocationId::default(),
            id => problems.take("location", id.parse(), k::ERROR_CHOICE),
        };
        let words: Vec<String> = problems
            .optional("cast", &self.cast, 4000)
            .split([',', ';', '\n'])
            .map(|word| word.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|word| !word.is_empty())
            .collect();
        if words.iter().any(|word| word.chars().count() > 120) {
            problems.add("cast", k::SCRIPT_CAST_COMMAS);
        }
        let typed = Typed {
            number: problems.text("number", &self.number, 32),
            int_ext: problems.take("int_ext", self.int_ext.parse(), k::ERROR_CHOICE),
            set_name: problems.text("set_name", &self.set_name, 200),
            day_night: problems.optional("day_night", &self.day_night, 60),
            light: problems.take("light", self.light.parse(), k::ERROR_CHOICE),
            eighths: problems.take("eighths", self.eighths.trim().parse(), k::ERROR_EIGHTHS),
            cast: words,
            synopsis: problems.optional("synopsis", &self.synopsis, 4000),
            location: (!location.is_empty()).then_some(place),
            closed,
        };
        problems.done()?;
        Ok(typed)
    }
}

#[cfg(feature = "ssr")]
struct Upload {
    production: ProductionId,
    file_name: String,
    bytes: Vec<u8>,
}

/// The fields of the upload. A file beyond what is read is not taken into memory.
#[cfg(feature = "ssr")]
async fn receive(data: MultipartData) -> Result<Upload, AppError> {
    let broken = |_| AppError::field("file", k::SCRIPT_UPLOAD_BROKEN);
    let mut form = data.into_inner().ok_or_else(|| AppError::field("file", k::SCRIPT_UPLOAD_BROKEN))?;
    let (mut production, mut file) = (None, None);
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            if bytes.len() + chunk.len() > formats::MAX_BYTES {
                let mib = |bytes: usize| i64::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(i64::MAX);
                let (mib, most) = (mib(bytes.len() + chunk.len()), mib(formats::MAX_BYTES));
                return Err(refused(&formats::Refusal::TooLarge { mib, most }));
            }
            bytes.extend_from_slice(&chunk);
        }
        match name.as_str() {
            "production" => production = std::str::from_utf8(&bytes).ok().and_then(|id| id.trim().parse().ok()),
            "file" => file = Some((file_name, bytes)),
            _ => {}
        }
    }
    let production = production.ok_or(AppError::NotFound)?;
    match file {
        Some((file_name, bytes)) if !(file_name.is_empty() && bytes.is_empty()) => {
            Ok(Upload { production, file_name, bytes })
        }
        _ => Err(AppError::field("file", k::SCRIPT_NO_FILE)),
    }
}

/// Why a file cannot be read, as a message at the file's field.
#[cfg(feature = "ssr")]
pub(super) fn refused(refusal: &formats::Refusal) -> AppError {
    let text = Text::by_key(&format!("script_refusal_{}", refusal.key())).unwrap_or(k::SCRIPT_UPLOAD_BROKEN);
    let with = refusal.with().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    AppError::Invalid(vec![FieldError { field: "file".to_owned(), text, with }])
}
