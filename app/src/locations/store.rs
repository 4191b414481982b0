//! Locations in the database, and which sets of the script are shot at them.
use super::model::*;
use crate::{
    access::{EditLocations, Permission, Scope, ViewLocations},
    audit,
    error::AppError,
    schedule,
    text::k,
    values::*,
};
use serde::Deserialize;
use serde_json::json;

sql! {
    /// All of them, to choose from.
    PLACES = rows { id: uuid, name: text } from
        "(select id, name from locations where workspace_id = $1 and production_id = $2) x" order "name, id";
    LOCATIONS = rows { id: uuid, name: text, address: text, zone: text, parking: text, lat_e6: int, lon_e6: int, hospital_name: text, hospital_checked_on: text, scenes: int } from
        "(select l.id, l.name, l.address, l.zone, l.parking, l.lat_e6, l.lon_e6, l.hospital_name, l.hospital_checked_on,
                 (select count(*) from scenes s where s.workspace_id = l.workspace_id and s.production_id = l.production_id
                   and s.location_id = l.id and not s.omitted) as scenes
          from locations l where l.workspace_id = $1 and l.production_id = $2) x" order "id";
    LOCATION = rows { id: uuid, version: int, name: text, address: text, lat_e6: int, lon_e6: int, zone: text, parking: text, notes: text, hospital_name: text, hospital_address: text, hospital_phone: text, hospital_24h: bool, hospital_checked_by: text, hospital_checked_on: text } from
        "(select id, version, name, address, lat_e6, lon_e6, zone, parking, notes, hospital_name, hospital_address, hospital_phone,
                 hospital_24h, hospital_checked_by, hospital_checked_on
          from locations where workspace_id = $1 and production_id = $2 and id = $3) x" order "id";
    /// The same for all of them.
    LOCATIONS_WHOLE = rows { id: uuid, version: int, name: text, address: text, lat_e6: int, lon_e6: int, zone: text, parking: text, notes: text, hospital_name: text, hospital_address: text, hospital_phone: text, hospital_24h: bool, hospital_checked_by: text, hospital_checked_on: text } from
        "(select id, version, name, address, lat_e6, lon_e6, zone, parking, notes, hospital_name, hospital_address, hospital_phone,
                 hospital_24h, hospital_checked_by, hospital_checked_on
          from locations where workspace_id = $1 and production_id = $2) x" order "name";
    LOCATION_INSERT = "insert into locations (workspace_id, id, production_id, name, address, lat_e6, lon_e6, zone, parking, notes, hospital_name, hospital_address, hospital_phone, hospital_24h, hospital_checked_by, hospital_checked_on, version)
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,1)";
    LOCATION_UPDATE = "update locations set name = $4, address = $5, lat_e6 = $6, lon_e6 = $7, zone = $8, parking = $9, notes = $10, hospital_name = $11, hospital_address = $12,
        hospital_phone = $13, hospital_24h = $14, hospital_checked_by = $15, hospital_checked_on = $16, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $17";
    LOCATION_CHECK = "update locations set hospital_checked_by = $4, hospital_checked_on = $5, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $6";
    LOCATION_USES = "select (select count(*) from scenes s where s.workspace_id = $1 and s.production_id = $2 and s.location_id = $3)
        + (select count(*) from shooting_days d where d.workspace_id = $1 and d.production_id = $2 and d.location_id = $3)";
    LOCATION_REMOVE = "delete from locations where workspace_id = $1 and production_id = $2 and id = $3 and version = $4";
    /// Name of the viewer: as a person of the production, else of their account.
    CHECKER = rows { name: text } from
        "(select coalesce(p.name, a.name) as name from accounts a
          left join people p on p.workspace_id = $1 and p.production_id = $2 and p.account_id = a.id and p.removed_at is null
          where a.id = $3) x" order "name";
    SETS = rows { name: text, location: uuid, scenes: int } from
        "(select set_name as name, location_id as location, count(*) as scenes from scenes
          where workspace_id = $1 and production_id = $2 and not omitted and set_name <> '' group by set_name, location_id) x" order "name, location";
    SET_PLACE = "update scenes set location_id = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and set_name = $3";
}

/// A location as checked, about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLocation {
    /// Name.
    pub name: String,
    /// Street, place.
    pub address: String,
    /// Latitude and longitude in micro-degrees.
    pub at: Option<(i64, i64)>,
    /// IANA zone.
    pub zone: String,
    /// Where to park.
    pub parking: String,
    /// Notes.
    pub notes: String,
    /// Name of the hospital.
    pub hospital_name: String,
    /// Its address.
    pub hospital_address: String,
    /// Its telephone.
    pub hospital_phone: String,
    /// Its emergency department never closes.
    pub hospital_24h: bool,
    /// Who checked it.
    pub hospital_checked_by: String,
    /// When, `YYYY-MM-DD`; empty: not checked.
    pub hospital_checked_on: String,
}
impl NewLocation {
    /// A place of which little is known yet.
    pub fn named(name: &str, address: &str, zone: &str) -> Self {
        Self {
            name: name.to_owned(),
            address: address.to_owned(),
            at: None,
            zone: zone.to_owned(),
            parking: String::new(),
            notes: String::new(),
            hospital_name: String::new(),
            hospital_address: String::new(),
            hospital_phone: String::new(),
            hospital_24h: false,
            hospital_checked_by: String::new(),
            hospital_checked_on: String::new(),
        }
    }
}

/// The page of locations.
pub async fn overview(scope: &mut Scope<ViewLocations>) -> Result<Locations, AppError> {
    Ok(Locations { locations: list(scope).await?, sets: sets(scope).await? })
}

/// A location's page.
pub async fn file(scope: &mut Scope<ViewLocations>, id: LocationId) -> Result<LocationFile, AppError> {
    let location = load(scope, id).await?;
    let all = list(scope).await?;
    let sets = sets_with(scope, |at| at == Some(id)).await?;
    Ok(LocationFile { location, all, sets })
}

/// All locations, oldest first: their place in this list is their number.
pub async fn list<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<LocationRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&LOCATIONS, args![workspace, production]).await
}

/// Everything there is to know of all locations, for call sheets.
pub async fn whole<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<Location>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&LOCATIONS_WHOLE, args![workspace, production]).await
}

/// One location, or `NotFound`.
pub async fn load<P: Permission>(scope: &mut Scope<P>, id: LocationId) -> Result<Location, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&LOCATION, args![workspace, production, id]).await
}

async fn sets<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<SetRow>, AppError> {
    sets_with(scope, |_| true).await
}

/// Sets of the script; scenes of one set at several places come together into one row.
async fn sets_with<P: Permission>(
    scope: &mut Scope<P>,
    wanted: impl Fn(Option<LocationId>) -> bool,
) -> Result<Vec<SetRow>, AppError> {
    #[derive(Deserialize)]
    struct At {
        name: String,
        location: Option<LocationId>,
        scenes: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let mut all: Vec<SetRow> = vec![];
    for at in scope.list::<At>(&SETS, args![workspace, production]).await?.into_iter().filter(|at| wanted(at.location))
    {
        match all.last_mut().filter(|s| s.name == at.name) {
            Some(set) => {
                set.scenes += at.scenes;
                set.several = true;
                set.location = None;
            }
            None => all.push(SetRow { name: at.name, scenes: at.scenes, location: at.location, several: false }),
        }
    }
    Ok(all)
}

/// A new location, not checked further; also the demo's way.
pub async fn insert_location<P: Permission>(scope: &mut Scope<P>, new: &NewLocation) -> Result<LocationId, AppError> {
    let (workspace, production, id) = (scope.workspace(), scope.production(), scope.new_id::<LocationId>());
    let (lat, lon) = (new.at.map(|at| at.0), new.at.map(|at| at.1));
    let done = scope
        .exec(
            &LOCATION_INSERT,
            args![
                workspace,
                id,
                production,
                &new.name,
                &new.address,
                lat,
                lon,
                &new.zone,
                &new.parking,
                &new.notes,
                &new.hospital_name,
                &new.hospital_address,
                &new.hospital_phone,
                new.hospital_24h,
                &new.hospital_checked_by,
                &new.hospital_checked_on
            ],
        )
        .await;
    taken(done)?;
    Ok(id)
}

/// Two locations of one name cannot be told apart on a sheet.
fn taken(done: Result<u64, AppError>) -> Result<u64, AppError> {
    match done {
        Err(AppError::Conflict) => Err(AppError::field("name", k::LOCATIONS_NAME_TAKEN)),
        done => done,
    }
}

/// Adds a location and says so.
pub async fn add(scope: &mut Scope<EditLocations>, new: &NewLocation) -> Result<LocationId, AppError> {
    let id = insert_location(scope, new).await?;
    audit::record(scope, "location.added", Some(id.0), json!({ "name": new.name })).await?;
    Ok(id)
}

/// Changes a location. A check speaks of one hospital: with another hospital it falls, unless it was made anew.
pub async fn change(
    scope: &mut Scope<EditLocations>,
    id: LocationId,
    version: i64,
    mut new: NewLocation,
) -> Result<(), AppError> {
    let old = load(scope, id).await?;
    let other = (&old.hospital_name, &old.hospital_address, &old.hospital_phone)
        != (&new.hospital_name, &new.hospital_address, &new.hospital_phone);
    let same_check =
        (&old.hospital_checked_by, &old.hospital_checked_on) == (&new.hospital_checked_by, &new.hospital_checked_on);
    if new.hospital_name.is_empty() || (other && same_check) {
        new.hospital_checked_by.clear();
        new.hospital_checked_on.clear();
    }
    let today = today(scope, &new.zone);
    if new.hospital_checked_on > today {
        return Err(AppError::field("hospital_checked_on", k::LOCATIONS_CHECKED_FUTURE));
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let (lat, lon) = (new.at.map(|at| at.0), new.at.map(|at| at.1));
    let done = scope
        .exec(
            &LOCATION_UPDATE,
            args![
                workspace,
                production,
                id,
                &new.name,
                &new.address,
                lat,
                lon,
                &new.zone,
                &new.parking,
                &new.notes,
                &new.hospital_name,
                &new.hospital_address,
                &new.hospital_phone,
                new.hospital_24h,
                &new.hospital_checked_by,
                &new.hospital_checked_on,
                version
            ],
        )
        .await;
    if taken(done)? != 1 {
        return Err(AppError::Conflict);
    }
    if old.zone != new.zone {
        schedule::store::retime(scope, Some(id)).await?;
    }
    audit::record(scope, "location.changed", Some(id.0), json!({ "name": new.name })).await
}

/// Takes a location away that no scene and no shooting day needs.
pub async fn remove(scope: &mut Scope<EditLocations>, id: LocationId, version: i64) -> Result<(), AppError> {
    let location = load(scope, id).await?;
    let (workspace, production) = (scope.workspace(), scope.production());
    if scope.number(&LOCATION_USES, args![workspace, production, id]).await? != Some(0) {
        return Err(AppError::field("", k::LOCATIONS_IN_USE));
    }
    scope.exec_versioned(&LOCATION_REMOVE, args![workspace, production, id, version]).await?;
    audit::record(scope, "location.removed", Some(id.0), json!({ "name": location.name })).await
}

/// The date at a place, `YYYY-MM-DD`.
fn today<P: Permission>(scope: &Scope<P>, zone: &str) -> String {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    jiff::Timestamp::from_millisecond(scope.now()).map(|now| now.to_zoned(zone).date().to_string()).unwrap_or_default()
}

/// The viewer has checked the hospital today.
pub async fn check_hospital(scope: &mut Scope<EditLocations>, id: LocationId, version: i64) -> Result<(), AppError> {
    #[derive(Deserialize)]
    struct Name {
        name: String,
    }
    let location = load(scope, id).await?;
    if location.hospital_name.is_empty() {
        return Err(AppError::field("", k::LOCATIONS_NO_HOSPITAL));
    }
    let (workspace, production, account) = (scope.workspace(), scope.production(), scope.me().account);
    let name = scope.one::<Name>(&CHECKER, args![workspace, production, account]).await?.name;
    let today = today(scope, &location.zone);
    scope.exec_versioned(&LOCATION_CHECK, args![workspace, production, id, name, today, version]).await?;
    audit::record(scope, "location.checked", Some(id.0), json!({ "name": location.name })).await
}

/// Says where sets are shot: for each set its place now, or none.
pub async fn place_sets(
    scope: &mut Scope<EditLocations>,
    places: &[(String, Option<LocationId>)],
) -> Result<(), AppError> {
    let known = list(scope).await?;
    let (workspace, production) = (scope.workspace(), scope.production());
    for (set, place) in places {
        if place.is_some_and(|id| !known.iter().any(|l| l.id == id)) {
            return Err(AppError::NotFound);
        }
        scope.exec(&SET_PLACE, args![workspace, production, set, *place]).await?;
        audit::record(scope, "set.placed", place.map(|p| p.0), json!({ "name": set })).await?;
    }
    Ok(())
}
