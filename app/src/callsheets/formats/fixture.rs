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
/// The focus puller, whose personal copy the tests set.
pub(super) const PULLER: u128 = 1_002;

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
    let pickup = json!({"label": "Pier Hotel, side door", "address": "The Quay 4, Harwich", "home": false});
    let ride = |n: u128, name: &str| {
        json!({"person": id(n), "name": name, "pickup": 335, "place": pickup, "location_no": "1",
            "driver": "Sam Poole", "driver_phone": "+44 7700 900150", "vehicle": "Unit car 2"})
    };
    let part = |n: u128, character: &str, artist: &str, status: &str| {
        json!({"person": id(100 + n), "number": n.to_string(), "character": character, "artist": artist,
            "status": status, "pickup": 335, "pickup_place": pickup, "call": {"kind": "time", "at": 360},
            "makeup": 365, "wardrobe": 400, "on_set": 465, "phone": format!("+44 7700 90020{n}")})
    };
    let mut cast = vec![
        part(1, "Mara", "Ines Okonkwo-Brandt", "W"),
        part(2, "Tom", "Łukasz Wiśniewski", "SW"),
        part(3, "The Harbour Master", "Şebnem Yılmaz", "WF"),
        part(4, "Little Finn", "Oisín Ó Súilleabháin", "W"),
    ];
    cast[3]["minor"] = json!(true);
    cast[3]["notes"] = json!("Chaperone: Maeve Ó Súilleabháin. Off set by 13:00.");
    let pages: i64 = (0..scene_count).map(|i| [4, 10, 2, 17, 8][i % 5]).sum();
    json!({
        "production": {"title": "The Long Tide", "code_name": "HARBOUR", "company": "North Sea Pictures Ltd",
            "page_size": "a4", "language": "en", "country": "GB"},
        "day": {"id": id(1), "label": "7", "date": "2026-05-13", "unit": "Main unit", "number": 7, "count": 24},
        "revision": {"id": id(2), "name": "Blue", "number": 2, "issued_at": 1_778_611_320_000_i64,
            "issued_by": "Ruth Adebayo"},
        "front": {"unit_call": 400, "shooting_call": 480, "lunch": 780, "estimated_wrap": 1120, "sunrise": 311,
            "sunset": 1248, "first_light": 272, "last_light": 1287, "zone": "Europe/London",
            "weather": "Dry until 15:00, then showers. 9–14 °C, wind SW 18 km/h gusting 34. Weather cover: Cabin (Studio B).",
            "radio": [{"channel": "1", "used_by": "Production"}, {"channel": "2", "used_by": "Camera", "department": "Camera"},
                {"channel": "5", "used_by": "Locations"}]},
        "safety": {
            "hazards": "Work beside water: life jackets on the pier at all times. Slippery decking before 10:00. Drone flight 09:30–10:15, airspace cleared with Harwich Haven Authority; keep behind the yellow line.",
            "emergency_number": "999", "medic": {"name": "Joan Achterberg", "phone": "+44 7700 900112"},
            "hospitals": [
                {"name": "Colchester General Hospital", "address": "Turner Road\nColchester CO4 5JL", "phone": "+44 1206 747474",
                    "lat_e6": 51_909_720, "lon_e6": 900_830, "open_24h": true, "checked_by": "Ben Ito",
                    "checked_on": "2026-05-11", "location_no": "1"},
                {"name": "Ipswich Hospital", "address": "Heath Road\nIpswich IP4 5PD", "phone": "+44 1473 712233",
                    "open_24h": true, "checked_by": "Ben Ito", "checked_on": "2026-05-11", "location_no": "2"}]},
        "scenes": scenes(scene_count),
        "totals": {"scenes": scene_count, "eighths": pages, "minutes": 45 * scene_count},
        "cast": cast,
        "background": [
            {"description": "Passers-by, 1978", "count": 40, "call": {"kind": "time", "at": 330},
                "notes": "Holding: St Nicholas Hall. Own shoes."},
            {"description": "Dockers", "count": 6, "call": {"kind": "stand_by", "from": 600, "notice_minutes": 30}}],
        "departments": crew(repeat),
        "locations": [
            {"no": "1", "name": "Ha'penny Pier", "address": "The Quay, Harwich CO12 3HH", "lat_e6": 51_947_123,
                "lon_e6": 1_288_910, "parking": "Crew: Angelgate car park. Trucks: east side of the Quay only.",
                "notes": "Gate code at the marshal. Basecamp: Navyard."},
            {"no": "2", "name": "Studio B", "address": "Bath Side, Harwich CO12 3DX", "lat_e6": 51_940_120,
                "lon_e6": 1_270_910, "parking": "Yard, follow arrows."}],
        "transport": [ride(101, "Ines Okonkwo-Brandt"), ride(102, "Łukasz Wiśniewski"), ride(103, "Şebnem Yılmaz"),
            ride(PULLER, "Carys Llewellyn-Jones")],
        "advance": [
            {"label": "8", "date": "2026-05-14", "sets": ["Cabin", "Wheelhouse"], "scenes": ["12", "13", "14A"],
                "notes": "Night shoot"},
            {"label": "9", "date": "2026-05-15", "sets": ["Pier"], "scenes": ["41", "42"]}],
        "notes": [{"text": "No smoking on the pier. Pictures of sets stay off social media."},
            {"department": "Camera", "text": "Second body arrives with the 07:30 van."}],
        "contacts": [
            {"what": "second_ad", "name": "Ruth Adebayo", "phone": "+44 7700 900117"},
            {"what": "production_office", "name": "Harwich office", "phone": "+44 1255 500400"},
            {"what": "location_manager", "name": "Ben Ito", "phone": "+44 7700 900140"},
            {"what": "other", "name": "Border Force Harwich", "phone": "+44 1255 244600"}],
    })
}

/// The sheet of nine scenes and 47 crew.
pub(super) fn sheet() -> Sheet {
    parse(sheet_json(9, 1))
}
/// A sheet from its JSON.
pub(super) fn parse(value: Value) -> Sheet {
    serde_json::from_value(value).unwrap()
}
