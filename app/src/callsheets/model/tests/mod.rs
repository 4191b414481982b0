//! Tests of the call sheet model and the sheets they work on.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod calls;
mod checklist;
mod personal;
mod random;
mod visibility;

use super::sheet::*;
use crate::values::{DayId, Eighths, Light, LocationId, Minute, PersonId, RevisionId, SceneId};
use jiff::civil::date;
use uuid::Uuid;

pub fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

pub fn person(n: u128) -> PersonId {
    PersonId(uuid(n))
}

pub fn at(minute: i64) -> Option<Minute> {
    Some(Minute(minute))
}

pub fn time(minute: i64) -> Option<CallKind> {
    Some(CallKind::Time { at: Minute(minute) })
}

pub fn place(no: &str, name: &str) -> LocationRow {
    LocationRow {
        id: Some(LocationId(uuid(9000 + u128::from(no.as_bytes()[0])))),
        no: no.into(),
        name: name.into(),
        address: format!("{name} street 1"),
        lat_e6: Some(51_900_000),
        lon_e6: Some(1_200_000),
        zone: "Europe/London".into(),
        parking: String::new(),
        notes: String::new(),
    }
}

pub fn hospital(no: &str) -> Hospital {
    Hospital {
        name: format!("General {no}"),
        address: "Turner Road".into(),
        phone: "01206".into(),
        lat_e6: None,
        lon_e6: None,
        open_24h: true,
        checked_by: Some("Lee".into()),
        checked_on: Some(date(2026, 5, 12)),
        location_no: no.into(),
    }
}

pub fn scene(n: u128, number: &str, cast: &[&str], start: i64) -> SceneRow {
    SceneRow {
        id: SceneId(uuid(5000 + n)),
        number: number.into(),
        int_ext: Default::default(),
        set: format!("Set {number}"),
        day_night: Light::Day,
        script_day: String::new(),
        eighths: Eighths(4),
        cast: cast.iter().map(|s| (*s).to_owned()).collect(),
        location_no: "1".into(),
        synopsis: Some(format!("Synopsis {number}")),
        start: at(start),
        minutes: 60,
        closed: false,
        named: vec![],
        flags: vec![],
    }
}

pub fn part(who: u128, number: &str, call: i64) -> CastRow {
    CastRow {
        person: Some(person(who)),
        character_id: None,
        number: number.into(),
        character: format!("Part {number}"),
        artist: format!("Artist {number}"),
        status: "W".into(),
        pickup: None,
        pickup_place: None,
        call: time(call),
        makeup: at(call),
        wardrobe: None,
        rehearsal: None,
        on_set: at(call + 60),
        location_no: String::new(),
        notes: String::new(),
        phone: Some("0100".into()),
        email: None,
        minor: false,
    }
}

pub fn crew(who: u128, name: &str, call: i64) -> CrewRow {
    CrewRow {
        person: person(who),
        name: name.into(),
        position: "Operator".into(),
        call: time(call),
        location_no: String::new(),
        phone: Some("0200".into()),
        work_phone: None,
        email: None,
        head: false,
        notes: String::new(),
    }
}

pub fn hotel(label: &str) -> PickupPlace {
    PickupPlace { label: label.into(), address: "Quay 1".into(), lat_e6: None, lon_e6: None, home: false }
}

pub fn ride(who: u128, pickup: i64) -> Ride {
    Ride {
        person: person(who),
        name: "Rider".into(),
        pickup: at(pickup),
        place: Some(hotel("Hotel Anker")),
        location_no: "1".into(),
        driver_id: Some(person(77)),
        driver: "Ros".into(),
        driver_phone: Some("0777".into()),
        vehicle: String::new(),
    }
}

/// Cast 1 (persons 1) and 2 (person 2), gaffer 10, sparks 11, operator 20; one place, one hospital.
pub fn sheet() -> Sheet {
    Sheet {
        production: ProductionHead {
            title: Some("The Long Pier".into()),
            code_name: "NORTH".into(),
            ..ProductionHead::default()
        },
        day: DayHead {
            id: DayId(uuid(1)),
            label: "7".into(),
            date: date(2026, 5, 14),
            unit: "Main".into(),
            number: Some(7),
            count: Some(24),
            state: DayState::Planned,
        },
        revision: Some(RevisionHead {
            id: RevisionId(uuid(2)),
            name: "Pink".into(),
            number: 3,
            issued_at: 1_778_780_520_000,
            issued_by: Some("Sam".into()),
        }),
        front: Front {
            unit_call: at(420),
            shooting_call: at(480),
            estimated_wrap: at(1090),
            zone: "Europe/London".into(),
            ..Front::default()
        },
        safety: Safety {
            hazards: "Water".into(),
            hospitals: vec![hospital("1")],
            emergency_number: "999".into(),
            medic: Some(NamedPhone { name: "Mo".into(), phone: "0333".into() }),
        },
        scenes: vec![
            StripRow::Scene(scene(1, "12", &["1"], 480)),
            StripRow::Scene(scene(2, "14", &["1", "2"], 540)),
            StripRow::Banner(BannerRow { what: BannerKind::Meal, text: "Lunch".into(), start: at(600), minutes: 60 }),
            StripRow::Scene(scene(3, "15", &["2"], 660)),
        ],
        totals: Totals { scenes: 3, eighths: Eighths(12), minutes: 180 },
        cast: vec![part(1, "1", 400), part(2, "2", 460)],
        background: vec![],
        departments: vec![
            Department {
                name: "Electric".into(),
                people: vec![CrewRow { head: true, ..crew(10, "Gaffer", 405) }, crew(11, "Sparks", 420)],
            },
            Department { name: "Camera".into(), people: vec![crew(20, "Op", 420)] },
        ],
        locations: vec![place("1", "Pier")],
        transport: vec![ride(1, 365)],
        advance: vec![],
        notes: vec![Note { department: None, text: "Bring boots".into() }],
        contacts: vec![
            Contact { what: ContactKind::SecondAd, name: "Sam".into(), phone: "0111".into() },
            Contact { what: ContactKind::ProductionOffice, name: "Office".into(), phone: "0222".into() },
        ],
        medical: vec![],
    }
}

#[test]
fn a_sheet_survives_its_serialised_form() {
    let json = serde_json::to_string(&sheet()).unwrap();
    assert_eq!(serde_json::from_str::<Sheet>(&json).unwrap(), sheet());
    assert!(json.contains(r#""call":{"kind":"time","at":400}"#), "{json}");
    assert!(json.contains(r#""date":"2026-05-14""#));
    assert!(json.contains(r#"{"kind":"banner","what":"meal""#));
    assert!(json.contains(r#""eighths":4"#));
}
