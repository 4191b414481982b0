//! A day of an invented film, for the tests of what goes on paper.

use super::super::model::sheet::Sheet;
use crate::values::PersonId;
use serde_json::{Value, json};
use uuid::Uuid;

/// A person's id by number.
pub(super) fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}
fn id(n: u128) -> String {
    Uuid::from_u128(n).to_string()
}
/// The focus puller, whose personal copy the tests set; `3ea` among the rides.
pub(super) const PULLER: u128 = 1_002;

/// All of the sheet but what is counted here: scenes, sums, crew.
const SHEET: &str = include_str!("fixtures/sheet.json");

const POSITIONS: [(&str, &[&str]); 12] = [
    ("Production", &["Line producer", "Production manager", "Production coordinator", "Assistant coordinator"]),
    ("Assistant directors", &["1st AD", "2nd AD", "3rd AD", "Set PA", "Crowd PA"]),
    ("Camera", &["Director of photography", "Operator B", "1st AC", "2nd AC / clapper loader", "DIT", "Trainee"]),
    ("Grip", &["Key grip", "Best boy grip", "Dolly grip"]),
    ("Electric", &["Gaffer", "Best boy electric", "Rigging gaffer", "Electrician", "Generator operator"]),
    ("Sound", &["Production sound mixer", "Boom operator"]),
    (
        "Art department",
        &["Production designer", "Art director", "Standby art director", "Props master", "Standby props"],
    ),
    ("Costume and make-up", &["Costume designer", "Costume supervisor", "Key make-up artist", "Hair stylist"]),
    ("Locations", &["Location manager", "Unit manager", "Location assistant", "Marshal"]),
    ("Transport", &["Transport captain", "Driver", "Driver", "Driver"]),
    ("Catering", &["Chef", "Catering assistant"]),
    ("Stunts and safety", &["Stunt coordinator", "Marine safety", "Set medic"]),
];
const NAMES: [&str; 12] = [
    "Jo Marsh",
    "Bohdan Шевченко",
    "Carys Llewellyn-Jones",
    "Dietmar Großkopf",
    "Eleni Παπαδοπούλου",
    "Fionnuala Ní Dhomhnaill",
    "Gábor Szőke",
    "Şebnem Yılmaz",
    "Łukasz Wiśniewski",
    "Ines Okonkwo-Brandt",
    "Aylin Demir",
    "Noor Haddad",
];

fn crew(repeat: usize) -> Vec<Value> {
    let mut n = 0;
    let department = |(d, (name, positions)): (usize, &(&str, &[&str]))| {
        let people: Vec<Value> = (0..positions.len() * repeat)
            .map(|i| {
                n += 1;
                let call = match (d + i) % 7 {
                    0 => json!({"kind": "per_hod"}),
                    3 => json!({"kind": "pre_call", "at": 370}),
                    5 => json!({"kind": "on_call"}),
                    _ => json!({"kind": "time", "at": 400}),
                };
                json!({
                    "person": id(if d == 2 { 1_000 + i as u128 } else { 5_000 + n as u128 }),
                    "name": NAMES[(d * 5 + i) % NAMES.len()], "position": positions[i % positions.len()],
                    "call": call, "phone": format!("+44 7700 9{n:05}"), "head": i == 0,
                })
            })
            .collect();
        json!({"name": name, "people": people})
    };
    POSITIONS.iter().enumerate().map(department).collect()
}

fn scenes(count: usize) -> Vec<Value> {
    let sets = ["Pier, dawn", "Pier, later", "Harbour master's office, upper floor", "Cabin", "Wheelhouse"];
    let mut rows = Vec::new();
    for i in 0..count {
        if i == 4 {
            rows.push(json!({"kind": "banner", "what": "meal", "start": 780, "minutes": 60,
                "text": "Lunch · catering at the Navyard"}));
        }
        if i == 5 {
            rows.push(json!({"kind": "banner", "what": "company_move", "start": 845, "minutes": 45,
                "text": "Company move → Studio B (14 km, 25 min)"}));
        }
        let cast: Vec<String> = (1..=(i * 7 % 4) + 1).map(|n| n.to_string()).collect();
        let mut row = json!({
            "kind": "scene", "id": id(9_000 + i as u128), "number": format!("{}{}", 8 + i, ["", "A", "", ""][i % 4]),
            "int_ext": (["ext", "ext", "int", "int_ext"][i % 4]), "set": sets[i % 5],
            "day_night": (["dawn", "day", "day", "night"][i % 4]), "script_day": format!("D{}", 3 + i / 20),
            "eighths": ([4, 10, 2, 17, 8][i % 5]), "cast": cast, "location_no": if i < 5 { "1" } else { "2" },
            "start": 480 + 25 * i as i64, "minutes": 45,
        });
        if i % 3 == 0 {
            row["synopsis"] = json!("Mara finds the boat gone and the rope cut; Tom will not say where he was.");
        }
        if i == 0 {
            row["flags"] = json!(["water", "drone"]);
        }
        if i == 2 {
            row["closed"] = json!(true);
        }
        rows.push(row);
    }
    rows
}

/// The sheet as JSON, for tests that spoil it. `repeat` multiplies the crew of 47.
pub(super) fn sheet_json(scene_count: usize, repeat: usize) -> Value {
    let mut sheet: Value = serde_json::from_str(SHEET).unwrap();
    let pages: i64 = (0..scene_count).map(|i| [4, 10, 2, 17, 8][i % 5]).sum();
    sheet["scenes"] = scenes(scene_count).into();
    sheet["totals"] = json!({"scenes": scene_count, "eighths": pages, "minutes": 45 * scene_count});
    sheet["departments"] = crew(repeat).into();
    sheet
}

/// The sheet of nine scenes and 47 crew.
pub(super) fn sheet() -> Sheet {
    parse(sheet_json(9, 1))
}
/// A sheet from its JSON.
pub(super) fn parse(value: Value) -> Sheet {
    serde_json::from_value(value).unwrap()
}
