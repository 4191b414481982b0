//! What the browser may ask of locations.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{LocationFile, Locations};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{
        coordinates,
        model::SEVERAL,
        store::{self, NewLocation},
    },
    crate::{
        access::{self, Scope},
        error::Problems,
        people::model::phone,
        routes,
        text::k,
    },
};

/// All locations, and where sets are shot.
#[server(input = GetUrl)]
pub async fn load_locations(production: ProductionId) -> Result<Locations, AppError> {
    access::with(production, store::overview).await
}

/// A location's page.
#[server(input = GetUrl)]
pub async fn load_location(production: ProductionId, location: LocationId) -> Result<LocationFile, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewLocations>| store::file(scope, location).await).await
}

/// Adds a location by name and address; its page asks for the rest.
#[server]
pub async fn add_location(
    production: ProductionId,
    name: String,
    address: String,
    zone: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let name = problems.text("name", &name, 120);
    let address = problems.optional("address", &address, 300);
    let zone = check_zone(&mut problems, &zone);
    problems.done()?;
    let new = NewLocation::named(&name, &address, &zone);
    let id = access::with(production, async |scope: &mut Scope<access::EditLocations>| store::add(scope, &new).await)
        .await?;
    Ok(Landing::on(routes::production(production, &format!("locations/{id}"))))
}

/// Changes a location.
#[server]
pub async fn change_location(
    production: ProductionId,
    location: LocationId,
    version: i64,
    name: String,
    address: String,
    coordinates: String,
    zone: String,
    parking: String,
    notes: String,
    hospital_name: String,
    hospital_address: String,
    hospital_phone: String,
    #[server(default)] hospital_24h: bool,
    hospital_checked_by: String,
    hospital_checked_on: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let at = coordinates::parse(&coordinates);
    if at.is_none() && !coordinates.trim().is_empty() {
        let short = coordinates.contains("goo.gl") || coordinates.contains("://");
        p.add("coordinates", if short { k::LOCATIONS_COORDINATES_SHORT } else { k::LOCATIONS_COORDINATES_WRONG });
    }
    let new = NewLocation {
        name: p.text("name", &name, 120),
        address: p.optional("address", &address, 300),
        at,
        zone: check_zone(&mut p, &zone),
        parking: p.optional("parking", &parking, 1000),
        notes: p.optional("notes", &notes, 4000),
        hospital_name: p.optional("hospital_name", &hospital_name, 120),
        hospital_address: p.optional("hospital_address", &hospital_address, 300),
        hospital_phone: p.take("hospital_phone", phone(&hospital_phone).ok_or(()), k::PEOPLE_PHONE_WRONG),
        hospital_24h,
        hospital_checked_by: p.optional("hospital_checked_by", &hospital_checked_by, 120),
        hospital_checked_on: check_date(&mut p, &hospital_checked_on),
    };
    if !new.hospital_checked_on.is_empty() && new.hospital_checked_by.is_empty() {
        p.add("hospital_checked_by", k::LOCATIONS_CHECKED_WHO);
    }
    p.done()?;
    access::with(production, async |scope: &mut Scope<access::EditLocations>| {
        store::change(scope, location, version, new).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, &format!("locations/{location}"))))
}

/// Takes a location away that nothing needs.
#[server]
pub async fn remove_location(
    production: ProductionId,
    location: LocationId,
    version: i64,
) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditLocations>| {
        store::remove(scope, location, version).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, "locations")))
}

/// Notes that the viewer checked the hospital today.
#[server]
pub async fn check_hospital(production: ProductionId, location: LocationId, version: i64) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditLocations>| {
        store::check_hospital(scope, location, version).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, &format!("locations/{location}"))))
}

/// Says where sets are shot. Only what was changed in the form is written: somebody else may have placed another set.
#[server]
pub async fn place_sets(
    production: ProductionId,
    #[server(default)] sets: Vec<String>,
    #[server(default)] were: Vec<String>,
    #[server(default)] places: Vec<String>,
) -> Result<Landing, AppError> {
    let mut changed = vec![];
    for ((set, was), place) in sets.into_iter().zip(were).zip(places) {
        if was == place || place == SEVERAL {
            continue;
        }
        let place = if place.is_empty() {
            None
        } else {
            Some(place.parse().map_err(|_| AppError::field("", k::ERROR_CHOICE))?)
        };
        changed.push((set, place));
    }
    access::with(production, async |scope: &mut Scope<access::EditLocations>| store::place_sets(scope, &changed).await)
        .await?;
    Ok(Landing::on(routes::production(production, "locations")))
}

#[cfg(feature = "ssr")]
fn check_zone(problems: &mut Problems, zone: &str) -> String {
    let zone = zone.trim();
    if jiff::tz::TimeZone::get(zone).is_err() || !zone.contains('/') {
        problems.add("zone", k::LOCATIONS_ZONE_WRONG);
    }
    zone.to_owned()
}

/// A date, or nothing.
#[cfg(feature = "ssr")]
fn check_date(problems: &mut Problems, text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    problems.take("hospital_checked_on", text.parse::<jiff::civil::Date>().map(|d| d.to_string()), k::ERROR_DATE)
}
