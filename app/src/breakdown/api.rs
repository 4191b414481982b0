//! What the browser may ask of the breakdown.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{Elements, Overview, SceneText, Sheet};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{
        model::{Fields, Flags, Span, State},
        store::{self, Asked, Typed, elements, elements::TypedElement, words},
    },
    crate::{
        access::{self, Scope},
        error::Problems,
        routes,
        text::k,
    },
};

/// A page of the list of scenes, from 1, filtered.
#[server(input = GetUrl)]
pub async fn load_overview(
    production: ProductionId,
    page: i64,
    text: String,
    category: String,
    state: String,
) -> Result<Overview, AppError> {
    let state = State::ALL.into_iter().find(|s| s.key() == state);
    let asked = Asked { text, category: category.parse().ok(), state };
    access::with(production, async |scope: &mut Scope<access::ViewScript>| store::overview(scope, &asked, page).await)
        .await
}

/// A scene's breakdown sheet.
#[server(input = GetUrl)]
pub async fn load_sheet(production: ProductionId, scene: SceneId) -> Result<Sheet, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewScript>| store::sheet(scope, scene).await).await
}

/// The words of a scene, with what is tagged in them.
#[server(input = GetUrl)]
pub async fn load_text(production: ProductionId, scene: SceneId) -> Result<SceneText, AppError> {
    access::with(production, async |scope: &mut Scope<access::ReadScript>| words::text(scope, scene).await).await
}

/// A page of the list of elements, from 1, and one of them in full.
#[server(input = GetUrl)]
pub async fn load_elements(
    production: ProductionId,
    page: i64,
    text: String,
    category: String,
    element: String,
) -> Result<Elements, AppError> {
    let open = if element.is_empty() { None } else { Some(element.parse().map_err(|_| AppError::NotFound)?) };
    let category = category.parse().ok();
    access::with(production, async |scope: &mut Scope<access::ViewScript>| {
        elements::list(scope, &text, category, page, open).await
    })
    .await
}

/// A sheet as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SheetFields {
    pub script_day: String,
    pub sequence: String,
    pub unit: String,
    /// Empty where the scene has no strip.
    #[serde(default)]
    pub minutes: String,
    pub notes: String,
    pub comments: String,
}

/// Changes what is known of a scene.
#[server]
pub async fn save_sheet(
    production: ProductionId,
    scene: SceneId,
    version: i64,
    #[server(flatten)] fields: SheetFields,
    #[server(default)] closed: bool,
    #[server(default)] stunt: bool,
    #[server(default)] weapon: bool,
    #[server(default)] animal: bool,
    #[server(default)] drone: bool,
    #[server(default)] water: bool,
    #[server(default)] minor: bool,
    #[server(default)] done: bool,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let typed_minutes = fields.minutes.trim();
    let minutes: Option<i64> = match typed_minutes {
        "" => None,
        text => Some(p.take("minutes", text.parse(), k::ERROR_NUMBER)),
    };
    if minutes.is_some_and(|m| !(0..=1440).contains(&m)) {
        p.add("minutes", k::BREAKDOWN_MINUTES_WRONG);
    }
    let unit = match fields.unit.trim() {
        "" => None,
        id => Some(p.take("unit", id.parse(), k::ERROR_CHOICE)),
    };
    let typed = Typed {
        fields: Fields {
            script_day: p.optional("script_day", &fields.script_day, 20),
            sequence: p.optional("sequence", &fields.sequence, 60),
            unit,
            notes: p.optional("notes", &fields.notes, 4000),
            comments: p.optional("comments", &fields.comments, 4000),
            flags: Flags { stunt, weapon, animal, drone, water, minor },
            done,
            version,
        },
        minutes,
        closed,
    };
    p.done()?;
    access::with(production, async |scope: &mut Scope<access::EditScript>| store::save(scope, scene, &typed).await)
        .await?;
    Ok(on_sheet(production, scene))
}

/// Adds a part or an element to a scene, with all that it brings.
#[server]
pub async fn add_element(
    production: ProductionId,
    scene: SceneId,
    category: String,
    name: String,
    #[server(default)] amount: String,
    #[server(default)] note: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let category = p.take("category", category.parse(), k::ERROR_CHOICE);
    let name = name_of(&mut p, &name);
    let amount = amount_of(&mut p, &amount);
    let note = p.optional("note", &note, 500);
    p.done()?;
    access::with(production, async |scope: &mut Scope<access::EditScript>| {
        store::add(scope, scene, category, &name, amount, &note).await
    })
    .await?;
    Ok(on_sheet(production, scene))
}

/// Changes how many of an element a scene needs, and the note beside it.
#[server]
pub async fn change_in_scene(
    production: ProductionId,
    scene: SceneId,
    element: ElementId,
    amount: String,
    note: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let amount = amount_of(&mut p, &amount);
    let note = p.optional("note", &note, 500);
    p.done()?;
    access::with(production, async |scope: &mut Scope<access::EditScript>| {
        store::change_in(scope, scene, element, amount, &note).await
    })
    .await?;
    Ok(on_sheet(production, scene))
}

/// Takes a part or an element out of a scene.
#[server]
pub async fn take_out(production: ProductionId, scene: SceneId, thing: uuid::Uuid) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditScript>| store::take_out(scope, scene, thing).await)
        .await?;
    Ok(on_sheet(production, scene))
}

/// Tags words of a scene.
#[server]
pub async fn tag_words(
    production: ProductionId,
    scene: SceneId,
    paragraph: i64,
    starts: i64,
    stops: i64,
    category: String,
    name: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let category = p.take("category", category.parse(), k::ERROR_CHOICE);
    let name = name_of(&mut p, &name);
    p.done()?;
    let at = Span { paragraph, starts, stops };
    access::with(production, async |scope: &mut Scope<access::EditScript>| {
        words::tag(scope, scene, at, category, &name).await
    })
    .await?;
    Ok(on_sheet(production, scene))
}

/// Takes a tag off its words.
#[server]
pub async fn untag(production: ProductionId, scene: SceneId, tag: TagId) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditScript>| words::untag(scope, scene, tag).await)
        .await?;
    Ok(on_sheet(production, scene))
}

/// Changes an element.
#[server]
pub async fn save_element(
    production: ProductionId,
    element: ElementId,
    version: i64,
    category: String,
    code: String,
    name: String,
    note: String,
    #[server(default)] dood: bool,
    #[server(default)] hold: bool,
    #[server(default)] drops: bool,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let typed = TypedElement {
        category: p.take("category", category.parse(), k::ERROR_CHOICE),
        code: p.optional("code", &code, 16),
        name: name_of(&mut p, &name),
        note: p.optional("note", &note, 1000),
        dood,
        hold,
        drops,
    };
    if drops && !hold {
        p.add("drops", k::BREAKDOWN_DROP_NEEDS_HOLD);
    }
    p.done()?;
    access::with(production, async |scope: &mut Scope<access::EditScript>| {
        elements::save(scope, element, version, &typed).await
    })
    .await?;
    Ok(on_element(production, element))
}

/// Says what brings an element.
#[server]
pub async fn link_element(
    production: ProductionId,
    element: ElementId,
    brought_by: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let name = p.text("brought_by", &brought_by, 120);
    p.done()?;
    access::with(production, async |scope: &mut Scope<access::EditScript>| elements::link(scope, element, &name).await)
        .await?;
    Ok(on_element(production, element))
}

/// Ends a link.
#[server]
pub async fn unlink_element(production: ProductionId, element: ElementId, link: LinkId) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditScript>| {
        elements::unlink(scope, element, link).await
    })
    .await?;
    Ok(on_element(production, element))
}

/// One element becomes another.
#[server]
pub async fn merge_element(
    production: ProductionId,
    element: ElementId,
    version: i64,
    into: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let into = p.text("into", &into, 120);
    p.done()?;
    let target = access::with(production, async |scope: &mut Scope<access::EditScript>| {
        elements::merge(scope, element, version, &into).await
    })
    .await?;
    Ok(on_element(production, target))
}

/// Takes an element away; asks whether that is meant.
#[server]
pub async fn remove_element(
    production: ProductionId,
    element: ElementId,
    version: i64,
    #[server(default)] sure: bool,
) -> Result<Landing, AppError> {
    if !sure {
        return Err(AppError::field("", k::BREAKDOWN_SURE));
    }
    access::with(production, async |scope: &mut Scope<access::EditScript>| {
        elements::remove(scope, element, version).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, "elements")))
}

/// Adds a category of the production's own.
#[server]
pub async fn add_category(production: ProductionId, name: String) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let name = p.text("name", &name.split_whitespace().collect::<Vec<_>>().join(" "), 60);
    p.done()?;
    access::with(production, async |scope: &mut Scope<access::EditScript>| elements::category(scope, &name).await)
        .await?;
    Ok(Landing::on(routes::production(production, "elements")))
}

/// Takes a category of the production's own away.
#[server]
pub async fn remove_category(production: ProductionId, code: i64) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditScript>| elements::drop_category(scope, code).await)
        .await?;
    Ok(Landing::on(routes::production(production, "elements")))
}

#[cfg(feature = "ssr")]
fn on_sheet(production: ProductionId, scene: SceneId) -> Landing {
    Landing::on(routes::production(production, &format!("breakdown/{scene}")))
}

#[cfg(feature = "ssr")]
fn on_element(production: ProductionId, element: ElementId) -> Landing {
    Landing::on(routes::production(production, &format!("elements?element={element}")))
}

/// A name with single spaces; something in it must be a letter or a digit.
#[cfg(feature = "ssr")]
fn name_of(p: &mut Problems, typed: &str) -> String {
    let name = p.text("name", &typed.split_whitespace().collect::<Vec<_>>().join(" "), 120);
    if !name.is_empty() && !name.chars().any(char::is_alphanumeric) {
        p.add("name", k::BREAKDOWN_NAME_WRONG);
    }
    name
}

#[cfg(feature = "ssr")]
fn amount_of(p: &mut Problems, typed: &str) -> Option<i64> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let amount: i64 = typed.parse().unwrap_or(0);
    if !(1..=9999).contains(&amount) {
        p.add("amount", k::BREAKDOWN_AMOUNT_WRONG);
    }
    Some(amount)
}
