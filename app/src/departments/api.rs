//! What the browser may ask of a department.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::Department;
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::store,
    crate::{
        access::{self, Scope},
        error::Problems,
        people::api::Typed,
        routes,
        text::k,
    },
};

/// The viewer's own department.
#[server(input = GetUrl)]
pub async fn load_department(production: ProductionId) -> Result<Department, AppError> {
    access::with(production, store::load).await
}

/// Somebody of the department as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Own {
    pub name: String,
    pub role: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub language: String,
    pub pre_call: String,
}

/// Adds somebody to one's department, or changes somebody; `person` is empty for a new one.
#[server]
pub async fn save_member(
    production: ProductionId,
    person: String,
    version: i64,
    #[server(flatten)] own: Own,
) -> Result<Landing, AppError> {
    let person = match person.as_str() {
        "" => None,
        id => Some((id.parse().map_err(|_| AppError::NotFound)?, version)),
    };
    let Own { name, role, position, phone, email, language, pre_call } = own;
    let typed = Typed { name, role, position, phone, email, language, pre_call, ..Typed::default() };
    access::with(production, async |scope: &mut Scope<access::ManageDepartment>| {
        store::save(scope, person, typed).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, "department")))
}

/// Takes somebody of one's department out of the production.
#[server]
pub async fn remove_member(production: ProductionId, person: PersonId, version: i64) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::ManageDepartment>| {
        store::remove(scope, person, version).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, "department")))
}

/// Proposes a call for one of one's own people.
#[server]
pub async fn propose_call(
    production: ProductionId,
    day: String,
    person: String,
    time: String,
    note: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let day = problems.take("day", day.parse::<DayId>(), k::ERROR_CHOICE);
    let person = problems.take("person", person.parse::<PersonId>(), k::ERROR_CHOICE);
    let call = problems.take("time", time.parse::<Minute>(), k::ERROR_TIME);
    let note = problems.text("note", &note, 160);
    problems.done()?;
    access::with(production, async |scope: &mut Scope<access::ManageDepartment>| {
        store::propose(scope, day, person, call, &note).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, "department")))
}

/// Takes a proposed call, or leaves it: `answer` is `take` or `leave`, `call` the minute that was looked at.
#[server]
pub async fn decide_proposal(
    production: ProductionId,
    day: DayId,
    person: PersonId,
    call: i64,
    answer: String,
) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::PrepareSheet>| {
        store::decide(scope, day, person, Minute(call), answer == "take").await
    })
    .await?;
    Ok(Landing::on(routes::day(production, day, "")))
}
