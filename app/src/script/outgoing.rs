//! The script as a file for other programs: scenes with their words and what is tagged in them, as Final Draft or Fountain.
use super::formats::{self, Draft, Format, IntExt, Light, SceneDraft};
use crate::{
    access::{Permission, Scope},
    breakdown,
    error::AppError,
    productions,
    values::{self, SceneId},
};

/// The file's text, for whoever has proved a right to the script's words.
pub async fn file<P: Permission>(scope: &mut Scope<P>, format: Format) -> Result<String, AppError> {
    let draft = draft(scope).await?;
    match format {
        Format::Fdx => formats::fdx(&draft).map_err(|e| AppError::internal("script", e)),
        Format::Fountain => Ok(formats::fountain(&draft)),
        Format::Uss => Err(AppError::NotFound),
    }
}

/// The script as a file would bring it.
async fn draft<P: Permission>(scope: &mut Scope<P>) -> Result<Draft, AppError> {
    let title = productions::store::load(scope).await?.title;
    let known = super::store::scenes(scope).await?;
    let mut words = breakdown::told(scope).await?;
    let scenes = known.into_iter().map(|now| {
        let (text, tags) = words.remove(&now.id).unwrap_or_default();
        SceneDraft {
            number: Some(now.number).filter(|n| !n.is_empty()),
            int_ext: int_ext(now.int_ext),
            set: now.set_name,
            day_night: now.day_night,
            light: light(now.light),
            eighths: now.eighths.0,
            estimated: now.estimated,
            synopsis: now.synopsis,
            cast: now.cast.into_iter().map(|member| member.name).collect(),
            omitted: now.omitted,
            line: 0,
            // What was omitted is kept here for its return; the file says that it is out.
            text: if now.omitted { Vec::new() } else { text },
            tags: if now.omitted { Vec::new() } else { tags },
            sheet: None,
        }
    });
    Ok(Draft {
        format: Format::Fdx,
        title: Some(title),
        scenes: scenes.collect(),
        cast: Vec::new(),
        eighths: 0,
        estimated: false,
        skipped: Vec::new(),
        numbers: Vec::new(),
        links: Vec::new(),
        boards: Vec::new(),
        extras: formats::Extras::default(),
    })
}

/// The words of scenes, and what is tagged in them.
pub(crate) type Told = std::collections::HashMap<SceneId, (Vec<breakdown::model::Paragraph>, Vec<formats::TagDraft>)>;

fn int_ext(of: values::IntExt) -> IntExt {
    match of {
        values::IntExt::Int => IntExt::Int,
        values::IntExt::Ext => IntExt::Ext,
        values::IntExt::IntExt => IntExt::IntExt,
        values::IntExt::Other => IntExt::None,
    }
}
fn light(of: values::Light) -> Light {
    match of {
        values::Light::Day => Light::Day,
        values::Light::Night => Light::Night,
        values::Light::Dawn => Light::Dawn,
        values::Light::Dusk => Light::Dusk,
        values::Light::Other => Light::Other,
    }
}
