//! Who reads what, checked against the rule as the trade states it and not against our own table.

use super::super::policy::is_outside;
use super::super::sheet::*;
use super::super::visibility::Reader;
use super::random::{DRIVERS, Fact, Marked, department, seed};
use super::{crew, part, person, place, ride, scene, sheet, time};
use crate::values::{PersonId, Role};
use proptest::prelude::*;

const OFFICE: [Role; 5] = [Role::Producer, Role::ProductionManager, Role::Coordinator, Role::FirstAd, Role::SecondAd];
const HEADS: [Role; 6] = [
    Role::CrowdSecondAd,
    Role::ScriptSupervisor,
    Role::LocationManager,
    Role::TransportCaptain,
    Role::DepartmentHead,
    Role::DeputyHead,
];
const CREW: [Role; 4] = [Role::Crew, Role::Driver, Role::Medic, Role::IntimacyCoordinator];
const PLAYERS: [Role; 2] = [Role::Cast, Role::Guardian];

/// The rule, fact by fact. `me` are the people whose things are the reader's own, `mine` the reader's department.
fn may_read(fact: &Fact, reader: &Reader, me: &[PersonId], mine: Option<usize>) -> bool {
    let role = reader.role;
    let office = OFFICE.contains(&role);
    let whole = office || HEADS.contains(&role);
    let sheet_readers = whole || role == Role::Accountant;
    let below = CREW.contains(&role);
    let own = |who: &PersonId| me.contains(who);
    let drives = |driver: &PersonId| reader.person == Some(*driver) && !is_outside(role);
    let playing = |cast: &[PersonId]| PLAYERS.contains(&role) && cast.iter().any(own);
    match fact {
        Fact::Title | Fact::DayLabel => !is_outside(role),
        Fact::IssuedBy | Fact::Checker => sheet_readers,
        Fact::Hazard => role != Role::Agent,
        Fact::GateCode => !is_outside(role),
        Fact::Radio(None) => !is_outside(role),
        Fact::Radio(Some(d)) => sheet_readers || (!is_outside(role) && mine == Some(*d)),
        Fact::DepartmentName(d) => sheet_readers || (!is_outside(role) && mine == Some(*d)),
        // The head of one's own department is a key contact.
        Fact::CrewName(who, d, head) => {
            sheet_readers
                || (!is_outside(role) && own(who))
                || (below && mine == Some(*d))
                || (*head && mine == Some(*d) && !is_outside(role))
        }
        Fact::CrewPhone(who, d, head) => {
            office
                || (!is_outside(role) && own(who))
                || (whole && (*head || mine == Some(*d)))
                || (below && mine == Some(*d))
        }
        // The head's work number is a key contact of everybody in the department.
        Fact::CrewWorkPhone(who, d, head) => {
            may_read(&Fact::CrewPhone(*who, *d, *head), reader, me, mine)
                || (*head && mine == Some(*d) && !is_outside(role))
        }
        Fact::CrewEmail(who, d) => office || (!is_outside(role) && own(who)) || (whole && mine == Some(*d)),
        Fact::Artist(who) => sheet_readers || (own(who) && !matches!(role, Role::Vendor | Role::Client)),
        Fact::CastNumbers(who) => {
            office || (reader.person == Some(*who) && !matches!(role, Role::Vendor | Role::Client))
        }
        Fact::Home { rider, driver } => {
            matches!(role, Role::Coordinator | Role::TransportCaptain)
                || (!is_outside(role) && own(rider))
                || drives(driver)
        }
        Fact::Hotel { rider, driver } => whole || (!is_outside(role) && own(rider)) || drives(driver),
        Fact::RideName { rider, driver } => whole || (!is_outside(role) && own(rider)) || drives(driver),
        Fact::Set(cast) => sheet_readers || below || playing(cast),
        Fact::Synopsis { cast, closed, named } => {
            matches!(role, Role::FirstAd | Role::SecondAd)
                || ((sheet_readers || below || playing(cast)) && (!closed || named.iter().any(own)))
        }
        Fact::Banner => sheet_readers || below,
        Fact::Background | Fact::Advance => sheet_readers,
        Fact::Note(None) => sheet_readers || below,
        Fact::Note(Some(d)) => sheet_readers || (below && mine == Some(*d)),
        Fact::FirstAdPhone => whole,
        Fact::OfficePhone => !is_outside(role),
        Fact::Medical(who) => role == Role::Medic || (!is_outside(role) && own(who)),
    }
}

/// Everyone the reader could be: each role as somebody of the crew, of the cast, as a driver, as nobody on the sheet.
fn readers(m: &Marked) -> Vec<(Reader, Vec<PersonId>, Option<usize>)> {
    let mut out = vec![];
    let mut people: Vec<(Option<PersonId>, Option<usize>)> = vec![(None, None), (Some(person(DRIVERS[0])), None)];
    people.extend(m.crew.iter().map(|(who, d)| (Some(*who), Some(*d))));
    people.extend(m.cast.iter().map(|who| (Some(*who), None)));
    for role in Role::ALL {
        for (who, mine) in &people {
            // A guardian or agent stands for the first of the cast; everybody else only claims to.
            let stands_for: Vec<PersonId> = m.cast.first().copied().into_iter().collect();
            let mut me: Vec<PersonId> = who.iter().copied().collect();
            if matches!(role, Role::Guardian | Role::Agent) {
                me.extend(&stands_for);
            }
            let reader = Reader { stands_for, ..Reader::new(*who, *role, mine.map(department)) };
            out.push((reader, me, *mine));
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nobody_reads_more_or_less_than_the_rule(seed in seed()) {
        let marked = Marked::grow(&seed);
        for (reader, me, mine) in readers(&marked) {
            let json = serde_json::to_string(&marked.sheet.for_reader(&reader)).unwrap();
            for (word, fact) in &marked.words {
                prop_assert_eq!(
                    json.contains(word.as_str()), may_read(fact, &reader, &me, mine),
                    "{:?} for {:?}", fact, reader
                );
            }
        }
    }

    #[test]
    fn people_below_head_of_department_meet_no_foreign_ids(seed in seed()) {
        let marked = Marked::grow(&seed);
        for (reader, me, mine) in readers(&marked) {
            let low = CREW.contains(&reader.role) || PLAYERS.contains(&reader.role) || is_outside(reader.role);
            if !low || reader.role == Role::Medic {
                continue;
            }
            let json = serde_json::to_string(&marked.sheet.for_reader(&reader)).unwrap();
            let rides = |who: &PersonId| {
                let mut rides = marked.sheet.transport.iter();
                rides.any(|r| r.person == *who && r.driver_id == reader.person && reader.person.is_some())
            };
            let people = marked.crew.iter().map(|(p, d)| (p, Some(*d))).chain(marked.cast.iter().map(|p| (p, None)));
            for (who, d) in people {
                let near = me.contains(who) || rides(who) || (d.is_some() && d == mine);
                prop_assert!(near || !json.contains(&who.to_string()), "{who} for {reader:?}");
            }
        }
    }

    /// However many people, parts and days there are behind the curtain, the view is the same to the letter.
    #[test]
    fn hidden_sizes_do_not_show(seed in seed()) {
        let marked = Marked::grow(&seed);
        for (reader, me, mine) in readers(&marked) {
            if !(CREW.contains(&reader.role) || PLAYERS.contains(&reader.role) || is_outside(reader.role))
                || reader.role == Role::Medic
            {
                continue;
            }
            let before = serde_json::to_string(&marked.sheet.for_reader(&reader)).unwrap();
            let mut sheet = marked.sheet.clone();
            let foreign = |who: PersonId| !me.contains(&who);
            sheet.cast.retain(|row| !row.person.is_some_and(foreign));
            sheet.departments.retain(|d| {
                mine.is_some_and(|n| d.name == department(n)) || !d.people.iter().all(|p| foreign(p.person))
            });
            let driven = |r: &Ride| r.driver_id == reader.person && reader.person.is_some();
            sheet.transport.retain(|r| !foreign(r.person) || driven(r));
            sheet.medical.retain(|m| !foreign(m.person));
            sheet.advance.clear();
            sheet.day.count = sheet.day.count.filter(|_| CREW.contains(&reader.role));
            if !CREW.contains(&reader.role) {
                sheet.background.clear();
                sheet.totals = Totals::default();
                let own: Vec<String> = sheet.cast.iter().map(|row| row.number.clone()).collect();
                let plays = PLAYERS.contains(&reader.role);
                sheet.scenes.retain_mut(|row| match row {
                    StripRow::Scene(s) => {
                        s.cast.retain(|no| own.contains(no));
                        plays && !s.cast.is_empty()
                    }
                    StripRow::Banner(_) => false,
                });
            }
            prop_assert_eq!(before, serde_json::to_string(&sheet.for_reader(&reader)).unwrap(), "{:?}", reader);
        }
    }
}

fn view(sheet: &Sheet, role: Role, who: u128, department: Option<&str>) -> serde_json::Value {
    let reader = Reader::new(Some(person(who)), role, department.map(str::to_owned));
    serde_json::to_value(sheet.for_reader(&reader)).unwrap()
}

#[test]
fn crew_reads_cast_as_numbers() {
    let view = view(&sheet(), Role::Crew, 20, Some("camera "));
    assert_eq!(view["scenes"][1]["cast"], serde_json::json!(["1", "2"]));
    assert!(view.get("cast").is_none() && view.get("advance").is_none() && view.get("transport").is_none());
    assert_eq!(view["departments"].as_array().unwrap().len(), 1);
    assert_eq!(view["day"]["count"], 24);
}

#[test]
fn cast_has_no_count_of_days_and_only_own_scenes() {
    let view = view(&sheet(), Role::Cast, 2, None);
    assert!(view["day"].get("count").is_none());
    let scenes = view["scenes"].as_array().unwrap();
    assert_eq!(scenes.iter().map(|s| s["number"].as_str().unwrap()).collect::<Vec<_>>(), ["14", "15"]);
    assert_eq!(scenes[0]["cast"], serde_json::json!(["2"]));
    assert!(view.get("totals").is_none() && view.get("notes").is_none());
}

#[test]
fn an_agent_gets_the_clients_block_and_nothing_else() {
    let reader = Reader { stands_for: vec![person(1)], ..Reader::new(None, Role::Agent, None) };
    let view = serde_json::to_value(sheet().for_reader(&reader)).unwrap();
    let keys: Vec<&String> = view.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["cast", "day", "production", "revision"]);
    assert!(view["production"].get("title").is_none());
    let claims = Reader { stands_for: vec![person(1)], ..Reader::new(Some(person(20)), Role::Crew, None) };
    assert!(sheet().for_reader(&claims).cast.is_none(), "only guardians and agents stand for others");
}

#[test]
fn key_contacts_of_my_day() {
    let mut s = sheet();
    s.departments[0].people[0].work_phone = Some("0900".into());
    s.transport.push(ride(11, 380));
    s.contacts.push(Contact { what: ContactKind::FirstAd, name: "Di".into(), phone: "0444".into() });
    s.contacts.push(Contact { what: ContactKind::HeadOfDepartment, name: "Art".into(), phone: "0555".into() });
    let reader = Reader::new(Some(person(11)), Role::Crew, Some("Electric".into()));
    let contacts = s.for_reader(&reader).contacts.unwrap();
    let got: Vec<_> = contacts.iter().map(|c| (c.what, c.phone.as_str())).collect();
    assert_eq!(
        got,
        [
            (ContactKind::Medic, "0333"),
            (ContactKind::SecondAd, "0111"),
            (ContactKind::ProductionOffice, "0222"),
            (ContactKind::Driver, "0777"),
            (ContactKind::HeadOfDepartment, "0900"),
        ]
    );
}

#[test]
fn phones_of_the_department_last_from_engagement_to_wrap() {
    let reader = Reader { engaged: false, ..Reader::new(Some(person(11)), Role::Crew, Some("Electric".into())) };
    let people = &sheet().for_reader(&reader).departments.unwrap()[0].people;
    assert_eq!((people[0].phone.as_deref(), people[1].phone.as_deref()), (None, Some("0200")));
}

#[test]
fn a_driver_knows_the_door_of_today_only() {
    let mut s = sheet();
    s.transport = vec![ride(1, 365), Ride { driver_id: Some(person(78)), ..ride(2, 400) }];
    s.transport[0].place.as_mut().unwrap().home = true;
    let rides = s.for_reader(&Reader::new(Some(person(77)), Role::Driver, None)).transport.unwrap();
    assert_eq!(rides, [s.transport[0].clone()]);
    let manager = s.for_reader(&Reader::new(None, Role::ProductionManager, None)).transport.unwrap();
    assert_eq!(manager[0].place.as_ref().map(|p| (p.label.as_str(), p.home)), Some(("", true)));
    assert_eq!(manager[1].place.as_ref().map(|p| p.label.as_str()), Some("Hotel Anker"));
}

#[test]
fn outsiders_get_the_place_they_go_to() {
    let mut s = sheet();
    s.locations.push(LocationRow { notes: "gate 4711".into(), ..place("2", "Studio") });
    let mut reader = Reader::new(None, Role::Vendor, None);
    let names = |r: &Reader| s.for_reader(r).locations.into_iter().flatten().map(|l| l.name).collect::<Vec<_>>();
    assert_eq!(names(&reader), ["Pier"]);
    reader.sites = s.locations[1].id.into_iter().collect();
    assert_eq!(names(&reader), ["Studio"]);
    let view = s.for_reader(&reader);
    let front = view.front.unwrap();
    assert_eq!((front.shooting_call, front.unit_call), (None, s.front.unit_call));
    assert!(view.safety.is_some() && view.scenes.is_none() && view.contacts.is_none());
}

#[test]
fn a_draft_tells_no_story_and_a_broken_glass_shows_medical_notes() {
    let mut s = sheet();
    s.revision = None;
    s.medical = vec![MedicalNote { person: person(1), name: "Artist 1".into(), text: "bees".into() }];
    assert!(!view(&s, Role::Crew, 20, None).to_string().contains("Synopsis"));
    for (role, opens) in [(Role::ProductionManager, true), (Role::FirstAd, true), (Role::Producer, false)] {
        let reader = Reader { medical_opened: true, ..Reader::new(None, role, None) };
        assert_eq!(s.for_reader(&reader).medical.is_some(), opens, "{role:?}");
    }
}

#[test]
fn somebody_playing_and_working_reads_both_rows() {
    let mut s = sheet();
    s.cast.push(CastRow { call: time(500), ..part(20, "9", 500) });
    s.departments.push(Department { name: "Stunts".into(), people: vec![crew(20, "Op", 430), crew(30, "Fay", 430)] });
    s.scenes.push(StripRow::Scene(scene(9, "16", &["9"], 700)));
    let view = s.for_reader(&Reader::new(Some(person(20)), Role::Crew, Some("Camera".into())));
    assert_eq!(view.cast.map(|rows| rows.len()), Some(1));
    let departments = view.departments.unwrap();
    assert_eq!(departments.iter().map(|d| d.people.len()).collect::<Vec<_>>(), [1, 1], "own row of the second one");
}
