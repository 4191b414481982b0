//! Random sheets in which every text is a word of its own, remembered with what it is.

use super::super::sheet::*;
use super::{at, hospital, part, person, place, scene, sheet, time, uuid};
use crate::values::{CharacterId, PersonId};
use jiff::civil::date;
use proptest::prelude::*;

/// What a word on the sheet is. Owners are people, departments their index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    Title,
    DayLabel,
    IssuedBy,
    Checker,
    Hazard,
    Radio(Option<usize>),
    DepartmentName(usize),
    CrewName(PersonId, usize, bool),
    CrewPhone(PersonId, usize, bool),
    CrewWorkPhone(PersonId, usize, bool),
    CrewEmail(PersonId, usize),
    Artist(PersonId),
    CastNumbers(PersonId),
    Home { rider: PersonId, driver: PersonId },
    Hotel { rider: PersonId, driver: PersonId },
    RideName { rider: PersonId, driver: PersonId },
    Set(Vec<PersonId>),
    Synopsis { cast: Vec<PersonId>, closed: bool, named: Vec<PersonId> },
    Banner,
    Background,
    Advance,
    Note(Option<usize>),
    FirstAdPhone,
    OfficePhone,
    GateCode,
    Medical(PersonId),
}

/// A sheet with its words.
#[derive(Clone, Debug)]
pub struct Marked {
    pub sheet: Sheet,
    pub words: Vec<(String, Fact)>,
    /// Crew with the index of their department.
    pub crew: Vec<(PersonId, usize)>,
    pub cast: Vec<PersonId>,
}

pub const DRIVERS: [u128; 2] = [800, 801];

pub fn department(n: usize) -> String {
    format!("[department {n}]")
}

/// Sizes and switches a sheet is grown from.
#[derive(Clone, Debug)]
pub struct Seed {
    pub departments: Vec<Vec<(bool, bool)>>,
    pub cast: Vec<(bool, bool)>,
    pub scenes: Vec<(bool, Vec<usize>, Vec<usize>)>,
    pub backgrounds: usize,
    pub advance: usize,
}

pub fn seed() -> impl Strategy<Value = Seed> {
    use proptest::collection::vec;
    let people = vec((any::<bool>(), any::<bool>()), 1..4);
    let scenes = vec((any::<bool>(), vec(0usize..4, 0..3), vec(0usize..8, 0..2)), 0..5);
    (vec(people, 1..4), vec((any::<bool>(), any::<bool>()), 0..4), scenes, 0usize..3, 0usize..3).prop_map(
        |(departments, cast, scenes, backgrounds, advance)| Seed { departments, cast, scenes, backgrounds, advance },
    )
}

impl Marked {
    fn word(&mut self, fact: Fact) -> String {
        let word = format!("[{}]", self.words.len());
        self.words.push((word.clone(), fact));
        word
    }

    fn ride(&mut self, rider: PersonId, home: bool, n: usize) -> PickupPlace {
        let driver = person(DRIVERS[n % 2]);
        let fact = if home { Fact::Home { rider, driver } } else { Fact::Hotel { rider, driver } };
        let place =
            PickupPlace { label: self.word(fact.clone()), address: self.word(fact), lat_e6: None, lon_e6: None, home };
        let name = self.word(Fact::RideName { rider, driver });
        self.sheet.transport.push(Ride {
            person: rider,
            name,
            pickup: at(300),
            place: Some(place.clone()),
            location_no: "1".into(),
            driver_id: Some(driver),
            driver: "Ros".into(),
            driver_phone: Some("0777".into()),
            vehicle: String::new(),
        });
        place
    }

    fn crew(&mut self, department: usize, n: usize, head: bool, rides: bool) -> CrewRow {
        let who = person((200 + department * 10 + n) as u128);
        self.crew.push((who, department));
        if rides {
            self.ride(who, head, n);
        }
        let text = self.word(Fact::Medical(who));
        self.sheet.medical.push(MedicalNote { person: who, name: String::new(), text });
        CrewRow {
            person: who,
            name: self.word(Fact::CrewName(who, department, head)),
            position: self.word(Fact::CrewName(who, department, false)),
            call: time(420),
            location_no: String::new(),
            phone: Some(self.word(Fact::CrewPhone(who, department, head))),
            work_phone: Some(self.word(Fact::CrewWorkPhone(who, department, head))),
            email: Some(self.word(Fact::CrewEmail(who, department))),
            head,
            notes: self.word(Fact::CrewEmail(who, department)),
        }
    }

    fn cast(&mut self, n: usize, rides: bool, home: bool) -> CastRow {
        let who = person((400 + n) as u128);
        self.cast.push(who);
        let pickup_place = rides.then(|| self.ride(who, home, n));
        let text = self.word(Fact::Medical(who));
        self.sheet.medical.push(MedicalNote { person: who, name: String::new(), text });
        CastRow {
            artist: self.word(Fact::Artist(who)),
            character: self.word(Fact::Artist(who)),
            character_id: Some(CharacterId(uuid(600 + n as u128))),
            pickup: at(300).filter(|_| rides),
            pickup_place,
            notes: self.word(Fact::Artist(who)),
            phone: Some(self.word(Fact::CastNumbers(who))),
            email: Some(self.word(Fact::CastNumbers(who))),
            ..part(400 + n as u128, &format!("#{n}"), 400)
        }
    }

    pub fn grow(seed: &Seed) -> Self {
        let bare = Sheet {
            scenes: vec![],
            cast: vec![],
            departments: vec![],
            transport: vec![],
            notes: vec![],
            contacts: vec![],
            ..sheet()
        };
        let mut m = Self { sheet: bare, words: vec![], crew: vec![], cast: vec![] };
        m.sheet.production.title = Some(m.word(Fact::Title));
        m.sheet.day.label = m.word(Fact::DayLabel);
        if let Some(mut revision) = m.sheet.revision.take() {
            revision.issued_by = Some(m.word(Fact::IssuedBy));
            m.sheet.revision = Some(revision);
        }
        m.sheet.safety.hazards = m.word(Fact::Hazard);
        m.sheet.safety.hospitals = vec![Hospital { checked_by: Some(m.word(Fact::Checker)), ..hospital("1") }];
        m.sheet.locations = vec![LocationRow { notes: m.word(Fact::GateCode), ..place("1", "Pier") }];
        for (d, people) in seed.departments.iter().enumerate() {
            let name = department(d);
            m.words.push((name.clone(), Fact::DepartmentName(d)));
            let used_by = m.word(Fact::Radio(Some(d)));
            let channel = d.to_string();
            m.sheet.front.radio.push(RadioChannel { channel, used_by, department: Some(name.clone()) });
            let text = m.word(Fact::Note(Some(d)));
            m.sheet.notes.push(Note { department: Some(name.clone()), text });
            let people = people.iter().enumerate().map(|(n, (head, rides))| m.crew(d, n, *head, *rides)).collect();
            m.sheet.departments.push(Department { name, people });
        }
        let used_by = m.word(Fact::Radio(None));
        m.sheet.front.radio.push(RadioChannel { channel: "1".into(), used_by, department: None });
        let text = m.word(Fact::Note(None));
        m.sheet.notes.push(Note { department: None, text });
        for (n, (rides, home)) in seed.cast.iter().enumerate() {
            let row = m.cast(n, *rides, *home);
            m.sheet.cast.push(row);
        }
        for (n, (closed, cast, named)) in seed.scenes.iter().enumerate() {
            let playing: Vec<usize> = cast.iter().copied().filter(|c| *c < m.cast.len()).collect();
            let people: Vec<PersonId> = playing.iter().filter_map(|c| m.cast.get(*c).copied()).collect();
            let everyone: Vec<PersonId> = m.cast.iter().copied().chain(m.crew.iter().map(|(p, _)| *p)).collect();
            let named: Vec<PersonId> = named.iter().filter_map(|i| everyone.get(*i).copied()).collect();
            let numbers: Vec<String> = playing.iter().map(|c| format!("#{c}")).collect();
            let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
            let synopsis = m.word(Fact::Synopsis { cast: people.clone(), closed: *closed, named: named.clone() });
            let set = m.word(Fact::Set(people));
            m.sheet.scenes.push(StripRow::Scene(SceneRow {
                set,
                synopsis: Some(synopsis),
                closed: *closed,
                named,
                ..scene(n as u128, &format!("{n}"), &numbers, 480)
            }));
        }
        let text = m.word(Fact::Banner);
        m.sheet.scenes.push(StripRow::Banner(BannerRow {
            what: BannerKind::CompanyMove,
            text,
            start: None,
            minutes: 20,
        }));
        for _ in 0..seed.backgrounds {
            let (description, notes) = (m.word(Fact::Background), m.word(Fact::Background));
            let call = CallKind::OnCall;
            m.sheet.background.push(BackgroundRow { description, count: 40, call, notes });
        }
        for _ in 0..seed.advance {
            let word = m.word(Fact::Advance);
            m.sheet.advance.push(AdvanceDay {
                label: word.clone(),
                date: date(2026, 5, 15),
                sets: vec![word.clone()],
                scenes: vec![word.clone()],
                notes: word,
            });
        }
        for (what, fact) in
            [(ContactKind::FirstAd, Fact::FirstAdPhone), (ContactKind::ProductionOffice, Fact::OfficePhone)]
        {
            let phone = m.word(fact);
            m.sheet.contacts.push(Contact { what, name: String::new(), phone });
        }
        m
    }
}
