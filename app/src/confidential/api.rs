//! What the browser may ask of confidential details.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{Details, Own};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{
        model::{Kin, Kind},
        store,
    },
    crate::{
        access::{self, Scope},
        error::Problems,
        people::{Origin, model::phone as number},
        routes,
        text::k,
    },
};

/// Characters of medical notes, of an address, of a reason.
#[cfg(feature = "ssr")]
const MOST: (usize, usize, usize) = (1_000, 300, 300);

/// One's own details.
#[server(input = GetUrl)]
pub async fn load_own_confidential(production: ProductionId) -> Result<Own, AppError> {
    access::with(production, store::own).await
}

/// Somebody's details, as far as the viewer may see them.
#[server(input = GetUrl)]
pub async fn load_confidential(production: ProductionId, person: PersonId) -> Result<Details, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewConfidential>| store::details(scope, person).await)
        .await
}

#[cfg(feature = "ssr")]
async fn give<T: serde::Serialize>(
    production: ProductionId,
    kind: Kind,
    given: Option<&T>,
    seen: i64,
) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::GiveConfidential>| {
        store::give(scope, kind, given, seen).await
    })
    .await?;
    Ok(Landing::on(format!("{}?saved=1", routes::own_confidential(production))))
}

#[cfg(feature = "ssr")]
async fn enter<T: serde::Serialize>(
    production: ProductionId,
    person: PersonId,
    kind: Kind,
    given: &T,
) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditPeople>| {
        store::enter(scope, person, kind, given).await
    })
    .await?;
    Ok(Landing::on(format!("{}?saved=1", routes::confidential(production, person))))
}

/// Next of kin as typed: a name with a number, or nothing at all.
#[cfg(feature = "ssr")]
fn kin(problems: &mut Problems, name: &str, phone: &str, relation: &str, required: bool) -> Option<Kin> {
    let none = [name, phone, relation].iter().all(|text| text.trim().is_empty());
    if none && !required {
        return None;
    }
    let name = problems.text("name", name, 120);
    let relation = problems.optional("relation", relation, 60);
    let typed = phone.trim();
    let phone = problems.take("phone", number(typed).ok_or(()), k::PEOPLE_PHONE_WRONG);
    if typed.is_empty() {
        problems.add("phone", k::ERROR_REQUIRED);
    }
    Some(Kin { name, phone, relation })
}

/// Gives one's medical notes; an empty text erases them. `seen` is when they were last changed.
#[server]
pub async fn save_own_medical(production: ProductionId, seen: i64, text: String) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let text = problems.optional("text", &text, MOST.0);
    problems.done()?;
    give(production, Kind::Medical, Some(&text).filter(|text| !text.is_empty()), seen).await
}

/// Gives one's next of kin; empty fields erase them.
#[server]
pub async fn save_own_kin(
    production: ProductionId,
    seen: i64,
    name: String,
    phone: String,
    relation: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let kin = kin(&mut problems, &name, &phone, &relation, false);
    problems.done()?;
    give(production, Kind::Kin, kin.as_ref(), seen).await
}

/// Gives one's home address; an empty text erases it.
#[server]
pub async fn save_own_address(production: ProductionId, seen: i64, address: String) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let address = problems.optional("address", &address, MOST.1);
    problems.done()?;
    give(production, Kind::Address, Some(&address).filter(|text| !text.is_empty()), seen).await
}

/// Enters somebody's next of kin for them, in the place of what is there.
#[server]
pub async fn enter_kin(
    production: ProductionId,
    person: PersonId,
    name: String,
    phone: String,
    relation: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let kin = kin(&mut problems, &name, &phone, &relation, true);
    problems.done()?;
    enter(production, person, Kind::Kin, &kin).await
}

/// Enters somebody's home address for them, in the place of what is there.
#[server]
pub async fn enter_address(production: ProductionId, person: PersonId, address: String) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let address = problems.text("address", &address, MOST.1);
    problems.done()?;
    enter(production, person, Kind::Address, &address).await
}

/// Shows a detail in an emergency: logged, and told to the person.
#[server]
pub async fn open_confidential(
    production: ProductionId,
    person: PersonId,
    kind: String,
    reason: String,
) -> Result<Landing, AppError> {
    let kind = Kind::of(&kind).ok_or(AppError::NotFound)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &reason, MOST.2);
    problems.done()?;
    let origin = use_context::<Origin>().ok_or_else(|| AppError::internal("context", "no origin"))?;
    access::with(production, async |scope: &mut Scope<access::OpenConfidential>| {
        store::open(scope, person, kind, &reason, &origin.0).await
    })
    .await?;
    Ok(Landing::on(routes::confidential(production, person)))
}
