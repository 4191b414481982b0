//! Small pieces a draft is put together from: departments, places, totals, and what people's words stand for.
use super::{model::sheet::*, store::PersonRow};
use crate::{locations::model::Location, values::*};

/// Whether somebody heads a department.
pub(super) fn is_head(role: Role) -> bool {
    matches!(role, Role::DepartmentHead | Role::LocationManager | Role::TransportCaptain)
}

/// A department of the back page.
pub(super) fn department(name: &str, people: &[&PersonRow]) -> Department {
    let given = |text: &String| Some(text.clone()).filter(|t| !t.trim().is_empty());
    let row = |p: &&PersonRow| CrewRow {
        person: p.id,
        name: p.name.clone(),
        position: p.position.clone(),
        call: None,
        location_no: String::new(),
        phone: given(&p.phone),
        work_phone: given(&p.phone).filter(|_| is_head(p.role)),
        email: given(&p.email),
        head: is_head(p.role),
        notes: String::new(),
    };
    Department { name: name.to_owned(), people: people.iter().map(row).collect() }
}

/// A place of the day.
pub(super) fn location(at: usize, p: &Location) -> LocationRow {
    LocationRow {
        id: Some(p.id),
        no: (at + 1).to_string(),
        name: p.name.clone(),
        address: p.address.clone(),
        lat_e6: p.lat_e6,
        lon_e6: p.lon_e6,
        zone: p.zone.clone(),
        parking: p.parking.clone(),
        notes: p.notes.clone(),
    }
}

/// Sums over the scenes.
pub(super) fn totals(rows: &[StripRow]) -> Totals {
    let scenes = || rows.iter().filter_map(|row| if let StripRow::Scene(s) = row { Some(s) } else { None });
    Totals {
        scenes: u32::try_from(scenes().count()).unwrap_or(u32::MAX),
        eighths: scenes().map(|s| s.eighths).sum(),
        minutes: scenes().map(|s| s.minutes).sum(),
    }
}

/// What a banner stands for, from the words people write on it.
pub(super) fn banner_kind(text: &str) -> BannerKind {
    let text = text.to_lowercase();
    let any = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if any(&["lunch", "meal", "dinner", "breakfast", "mittag", "essen"]) {
        BannerKind::Meal
    } else if any(&["company move", "unit move", "umzug", "motivwechsel"]) {
        BannerKind::CompanyMove
    } else {
        BannerKind::Note
    }
}

/// A pickup place as typed. Unless its words name a public place it is taken for a home, which fewer people get.
pub(super) fn pickup_place(text: &str) -> Option<PickupPlace> {
    const PUBLIC: [&str; 16] = [
        "hotel",
        "lodge",
        "hostel",
        "pension",
        "guest house",
        "gasthof",
        "station",
        "bahnhof",
        "airport",
        "flughafen",
        "studio",
        "unit base",
        "office",
        "büro",
        "terminal",
        "car park",
    ];
    let label = text.trim();
    let lower = label.to_lowercase();
    (!label.is_empty()).then(|| PickupPlace {
        label: label.to_owned(),
        address: String::new(),
        lat_e6: None,
        lon_e6: None,
        home: !PUBLIC.iter().any(|w| lower.contains(w)),
    })
}

/// Background groups as the day's form keeps them; a call is `HH:MM`, minutes, or a call of any kind.
pub(super) fn background(doc: &serde_json::Value) -> Vec<BackgroundRow> {
    let text =
        |row: &serde_json::Value, name: &str| row.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let call = |row: &serde_json::Value| match row.get("call") {
        Some(serde_json::Value::String(at)) => at.parse().map_or(CallKind::OnCall, |at| CallKind::Time { at }),
        Some(serde_json::Value::Number(at)) => CallKind::Time { at: Minute(at.as_i64().unwrap_or(0)) },
        Some(other) => serde_json::from_value(other.clone()).unwrap_or(CallKind::OnCall),
        None => CallKind::OnCall,
    };
    let one = |row: &serde_json::Value| BackgroundRow {
        description: text(row, "description"),
        count: row.get("count").and_then(serde_json::Value::as_u64).and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
        call: call(row),
        notes: text(row, "notes"),
    };
    doc.as_array().map(|rows| rows.iter().map(one).collect()).unwrap_or_default()
}

/// The number to dial in an emergency; 112 also works from any mobile phone where no other is known.
pub(super) fn emergency_number(country: &str) -> &'static str {
    match country {
        "GB" => "999",
        "US" | "CA" | "MX" => "911",
        "AU" => "000",
        "NZ" => "111",
        _ => "112",
    }
}
