//! What the browser may ask of people.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{Contact, People, PersonFile, Preview};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, MultipartData, MultipartFormData},
};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{
        check, import, incoming,
        model::{MOST_BYTES, Origin},
        store::{self, NewPerson},
    },
    crate::{
        access::{self, Scope},
        accounts, audit,
        error::{FieldError, Problems},
        routes,
        text::k,
    },
};

/// Everyone, for the office.
#[server(input = GetUrl)]
pub async fn load_people(production: ProductionId) -> Result<People, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewPeople>| {
        let all = store::people(scope).await?;
        audit::listed(scope, all.people.iter().filter(|p| !p.removed && !p.phone.is_empty()).map(|p| p.id));
        Ok(all)
    })
    .await
}

/// The people the viewer may know of.
#[server(input = GetUrl)]
pub async fn load_contacts(production: ProductionId) -> Result<Vec<Contact>, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewContacts>| {
        let all = store::contacts(scope).await?;
        audit::listed(scope, all.iter().filter(|c| !c.phone.is_empty()).filter_map(|c| c.id));
        Ok(all)
    })
    .await
}

/// A person's page.
#[server(input = GetUrl)]
pub async fn load_person(production: ProductionId, person: PersonId) -> Result<PersonFile, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewPeople>| {
        let file = store::file(scope, person).await?;
        audit::looked(scope, person);
        Ok(file)
    })
    .await
}

/// Adds someone by name, department and telephone.
#[server]
pub async fn add_person(
    production: ProductionId,
    name: String,
    department: String,
    phone: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let name = problems.text("name", &name, 120);
    let department = problems.optional("department", &department, 80);
    let phone = check::number_of(&mut problems, &phone);
    problems.done()?;
    let role = if department.to_lowercase() == "cast" { Role::Cast } else { Role::Crew };
    let new = NewPerson { phone, ..NewPerson::named(&name, role, &department) };
    access::with(production, async |scope: &mut Scope<access::EditPeople>| store::add(scope, &new).await).await?;
    Ok(Landing::on(routes::production(production, "people")))
}

/// A person's form as typed. Only an actor's has the fields of a part.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Typed {
    pub name: String,
    pub role: String,
    pub department: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub language: String,
    #[serde(default)]
    pub character: String,
    #[serde(default)]
    pub new_character: String,
    #[serde(default)]
    pub cast_number: String,
    pub pre_call: String,
    pub travel: String,
    pub makeup: String,
    pub wardrobe: String,
    pub pickup_place: String,
    pub days_off: String,
}

/// Changes someone.
#[server]
pub async fn change_person(
    production: ProductionId,
    person: PersonId,
    version: i64,
    #[server(flatten)] typed: Typed,
) -> Result<Landing, AppError> {
    let (new, part, days) = typed.check()?;
    access::with(production, async |scope: &mut Scope<access::EditPeople>| {
        store::change(scope, person, version, new, part, &days).await
    })
    .await?;
    Ok(Landing::on(routes::person(production, person)))
}

/// Takes someone out of the production.
#[server]
pub async fn remove_person(production: ProductionId, person: PersonId, version: i64) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditPeople>| store::remove(scope, person, version).await)
        .await?;
    Ok(Landing::on(routes::production(production, &format!("people?removed={person}"))))
}

/// Puts someone back.
#[server]
pub async fn restore_person(production: ProductionId, person: PersonId, version: i64) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditPeople>| {
        store::restore(scope, person, version).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, "people")))
}

/// Invites someone to sign in.
#[server]
pub async fn invite_person(production: ProductionId, person: PersonId) -> Result<Landing, AppError> {
    let origin = use_context::<Origin>().ok_or_else(|| AppError::internal("context", "no origin"))?;
    access::with(production, async |scope: &mut Scope<access::InvitePeople>| {
        store::invite(scope, person, &origin.0).await
    })
    .await?;
    Ok(Landing::on(routes::person(production, person)))
}

/// Invites several people; `people` are those ticked.
#[server]
pub async fn invite_people(
    production: ProductionId,
    #[server(default)] people: Vec<String>,
) -> Result<Landing, AppError> {
    let all =
        people.iter().map(|id| id.parse()).collect::<Result<Vec<PersonId>, _>>().map_err(|_| AppError::NotFound)?;
    let origin = use_context::<Origin>().ok_or_else(|| AppError::internal("context", "no origin"))?;
    let sent = access::with(production, async |scope: &mut Scope<access::InvitePeople>| {
        if all.is_empty() {
            return Err(AppError::field("", k::PEOPLE_INVITE_NOBODY));
        }
        store::invite_all(scope, &all, &origin.0).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, &format!("people/invite?sent={sent}"))))
}

/// Invites the people of a pasted list of addresses, adding those who are not in the production yet.
#[server]
pub async fn invite_list(production: ProductionId, list: String) -> Result<Landing, AppError> {
    let found = accounts::model::addresses(&list).map_err(|line| {
        let with = vec![("line".to_owned(), line)];
        AppError::Invalid(vec![FieldError { field: "list".into(), text: k::MEMBERS_LIST_WRONG, with }])
    })?;
    let origin = use_context::<Origin>().ok_or_else(|| AppError::internal("context", "no origin"))?;
    let sent = access::with(production, async |scope: &mut Scope<access::InvitePeople>| {
        store::invite_listed(scope, &found, &origin.0).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, &format!("people/invite?sent={sent}"))))
}

/// Takes an open invitation back.
#[server]
pub async fn withdraw_invite(production: ProductionId, person: PersonId) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::InvitePeople>| store::withdraw(scope, person).await)
        .await?;
    Ok(Landing::on(routes::production(production, "people/invite")))
}

/// Adds a part, or renames and renumbers one; `character` is empty for a new one.
#[server]
pub async fn save_character(
    production: ProductionId,
    character: String,
    name: String,
    number: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let name = problems.text("name", &name, 80);
    let number = check::cast_number(&mut problems, "number", &number);
    let id = if character.is_empty() { None } else { Some(character.parse().map_err(|_| AppError::NotFound)?) };
    problems.done()?;
    access::with(production, async |scope: &mut Scope<access::EditPeople>| {
        store::save_character(scope, id, &name, number).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, "people")))
}

/// Reads an uploaded list. It always answers with a refusal that carries the text: nothing is kept on the server,
/// and the page goes on with what it was given.
#[server(input = MultipartFormData)]
pub async fn upload_people(data: MultipartData) -> Result<Landing, AppError> {
    let mut fields = data.into_inner().ok_or_else(|| AppError::field("", k::ERROR_ARGUMENTS))?;
    let unreadable = |_| AppError::field("", k::ERROR_ARGUMENTS);
    let (mut production, mut file) = (None, vec![]);
    while let Some(mut field) = fields.next_field().await.map_err(unreadable)? {
        let is_file = field.name() == Some("file");
        if field.name() == Some("production") {
            production = field.text().await.map_err(unreadable)?.parse::<ProductionId>().ok();
            continue;
        }
        while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
            if is_file {
                file.extend_from_slice(&chunk);
            }
            if file.len() > MOST_BYTES {
                return Err(AppError::TooLarge);
            }
        }
    }
    let production = production.ok_or(AppError::NotFound)?;
    let (text, how) = import::decode(&file)?;
    access::with(production, async |scope: &mut Scope<access::ViewPeople>| incoming::preview(scope, &text, &[]).await)
        .await?;
    let with = vec![("text".to_owned(), text), ("read_as".to_owned(), how.key().to_owned())];
    Err(AppError::Invalid(vec![FieldError { field: String::new(), text: k::PEOPLE_IMPORT_CHECK, with }]))
}

/// What taking in a list would do. Nothing is written.
#[server]
pub async fn preview_people(
    production: ProductionId,
    text: String,
    #[server(default)] columns: Vec<String>,
) -> Result<Preview, AppError> {
    if text.len() > MOST_BYTES * 2 {
        return Err(AppError::TooLarge);
    }
    access::with(production, async |scope: &mut Scope<access::ViewPeople>| {
        incoming::preview(scope, &text, &columns).await
    })
    .await
}

/// Takes a list in when `step` is `confirm`; otherwise the page shows again what would happen.
#[server]
pub async fn import_people(
    production: ProductionId,
    text: String,
    #[server(default)] read_as: String,
    #[server(default)] columns: Vec<String>,
    #[server(default)] step: String,
) -> Result<Landing, AppError> {
    let _ = read_as;
    // Windows-1252 grows by half in UTF-8, and forms turn each line end into two characters.
    if text.len() > MOST_BYTES * 2 {
        return Err(AppError::TooLarge);
    }
    if step != "confirm" {
        access::with(production, async |scope: &mut Scope<access::ViewPeople>| {
            incoming::preview(scope, &text, &columns).await
        })
        .await?;
        return Err(AppError::field("", k::PEOPLE_IMPORT_CHECK));
    }
    let (added, skipped) = access::with(production, async |scope: &mut Scope<access::EditPeople>| {
        incoming::take_in(scope, &text, &columns).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, &format!("people?added={added}&skipped={skipped}"))))
}
