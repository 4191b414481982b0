//! The complete draft of a day's sheet, from what the database holds. Reads only; nothing here runs while the writer
//! is held.
use super::{
    clock,
    model::{
        calls::{Calls, compute},
        checklist::{Facts, Finding, RestWarning, check},
        plan::{DayPlan, Idle, Override, PlanCast, PlanCrew, PlanDepartment, PlanStrip},
        revision::{RevisionNaming, name},
        sheet::*,
        visibility::Reader,
    },
    pieces::{background, banner_kind, department, emergency_number, is_head, location, pickup_place, totals},
    screen::RevisionTag,
    store::{self, *},
    words,
};
use crate::{
    access::{Permission, Scope},
    error::AppError,
    productions::{model::Production, store as productions},
    schedule::model::{RestRule, Sun, sun},
    text::Lang,
    values::*,
};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap};

/// A day's draft with everything it was made from.
#[derive(Debug)]
pub struct Draft {
    /// The complete sheet, without a revision.
    pub sheet: Sheet,
    /// Calls with what was computed beside what was decided.
    pub calls: Calls,
    /// Decisions by person, those taken back included.
    pub decisions: HashMap<PersonId, DecisionRow>,
    /// Everyone in the production.
    pub people: Vec<PersonRow>,
    /// The day.
    pub day: DayRow,
    /// The production.
    pub production: Production,
    /// The revision issued last.
    pub last: Option<RevisionRow>,
    /// Too little rest before this day.
    pub rest: Vec<RestWarning>,
    /// See [`store::stamp`].
    pub stamp: i64,
}

/// Everything read for a draft.
struct Material {
    day: DayRow,
    strips: Vec<StripLine>,
    in_scenes: Vec<InScene>,
    people: Vec<PersonRow>,
    parts: Vec<PartRow>,
    places: Vec<PlaceRow>,
    decisions: Vec<DecisionRow>,
    advance: Vec<AdvanceRow>,
    before: Option<BeforeRow>,
    production: Production,
}

/// Whether somebody gets a crew call: everyone but artists and people from outside.
pub fn is_crew(role: Role) -> bool {
    !matches!(role, Role::Cast | Role::Guardian | Role::Agent | Role::Vendor | Role::Client)
}

/// Assembles the draft of a day.
pub async fn draft<P: Permission>(scope: &mut Scope<P>, day: DayId) -> Result<Draft, AppError> {
    let stamp = store::stamp(scope, day).await?;
    let (workspace, id) = (scope.workspace(), scope.production());
    let row: DayRow = scope.one(&DRAFT_DAY, args![workspace, id, day]).await?;
    let m = Material {
        strips: scope.list(&DRAFT_STRIPS, args![workspace, id, day]).await?,
        in_scenes: scope.list(&DRAFT_CAST, args![workspace, id]).await?,
        people: scope.list(&DRAFT_PEOPLE, args![workspace, id]).await?,
        parts: scope.list(&DRAFT_CHARACTERS, args![workspace, id]).await?,
        places: scope.list(&DRAFT_PLACES, args![workspace, id]).await?,
        decisions: scope.list(&DRAFT_DECISIONS, args![workspace, id, day]).await?,
        advance: scope.list(&DRAFT_ADVANCE, args![workspace, id, row.unit, row.date]).await?,
        before: scope.first(&DRAFT_BEFORE, args![workspace, id, row.unit, day, row.call_utc]).await?,
        production: productions::load(scope).await?,
        day: row,
    };
    let last = store::last_revision(scope, day).await?;
    Ok(m.assemble(last, stamp))
}

impl Material {
    fn assemble(self, last: Option<RevisionRow>, stamp: i64) -> Draft {
        let places = self.places_of_day();
        let tz = clock::zone(&self.zone(&places));
        let parts = self.parts_of_day();
        let departments = self.departments();
        let plan = self.plan(&parts, &departments);
        let calls = compute(&plan);
        let mut sheet = self.sheet(&places, &parts, &departments, &tz);
        self.rides(&mut sheet, &calls);
        calls.write_onto(&mut sheet);
        let rest = self.rest(&calls, &tz);
        let decisions = self.decisions.iter().map(|d| (d.person, d.clone())).collect();
        Draft { sheet, calls, decisions, people: self.people, day: self.day, production: self.production, last, rest, stamp }
    }

    fn zone(&self, places: &[&PlaceRow]) -> String {
        places.first().map(|p| &p.zone).filter(|z| !z.is_empty()).unwrap_or(&self.production.zone).clone()
    }

    /// Where people report first, then the places of the scenes in shooting order.
    fn places_of_day(&self) -> Vec<&PlaceRow> {
        let mut out: Vec<&PlaceRow> = Vec::new();
        let ids = self.day.location.into_iter().chain(self.strips.iter().filter_map(|s| s.location));
        for id in ids {
            if let Some(place) = self.places.iter().find(|p| p.id == id)
                && !out.iter().any(|p| p.id == id)
            {
                out.push(place);
            }
        }
        out
    }

    /// Parts that work or are held on this day, with their day-out-of-days code, in board order.
    fn parts_of_day(&self) -> Vec<(&PartRow, Option<&PersonRow>, &'static str)> {
        let mut dates: HashMap<CharacterId, Vec<jiff::civil::Date>> = HashMap::new();
        for row in &self.in_scenes {
            dates.entry(row.character).or_default().push(row.date);
        }
        let today = |c: CharacterId| self.in_scenes.iter().any(|r| r.day == self.day.id && r.character == c);
        let code = |part: &PartRow, decided: bool| {
            let all = dates.get(&part.id)?;
            let (first, last) = (all.iter().min()?, all.iter().max()?);
            match (today(part.id), *first == self.day.date, *last == self.day.date) {
                (true, true, true) => Some("SWF"),
                (true, true, false) => Some("SW"),
                (true, false, true) => Some("WF"),
                (true, false, false) => Some("W"),
                (false, ..) if *first < self.day.date && self.day.date < *last => Some("H"),
                (false, ..) => decided.then_some(""),
            }
        };
        let plays = |part: &PartRow| {
            let artist = |p: &&PersonRow| p.character == Some(part.id) && !matches!(p.role, Role::Guardian | Role::Agent);
            self.people.iter().find(artist)
        };
        let one = |part| {
            let person: Option<&PersonRow> = plays(part);
            let decided = person.is_some_and(|p| self.decisions.iter().any(|d| d.person == p.id && !d.is_empty()));
            code(part, decided).or(if decided { Some("") } else { None }).map(|code| (part, person, code))
        };
        self.parts.iter().filter_map(one).collect()
    }

    /// Crew by department in the order in which departments came to the production, heads first.
    fn departments(&self) -> Vec<(&str, Vec<&PersonRow>)> {
        let mut out: Vec<(&str, Vec<&PersonRow>)> = Vec::new();
        for person in self.people.iter().filter(|p| is_crew(p.role)) {
            match out.iter_mut().find(|(name, _)| *name == person.department) {
                Some((_, people)) => people.push(person),
                None => out.push((&person.department, vec![person])),
            }
        }
        for (_, people) in &mut out {
            people.sort_by_key(|p| (!is_head(p.role), p.role != Role::DeputyHead));
        }
        out
    }

    fn plan(&self, parts: &[(&PartRow, Option<&PersonRow>, &str)], departments: &[(&str, Vec<&PersonRow>)]) -> DayPlan {
        let strip = |s: &StripLine| match s.scene {
            Some(scene) => PlanStrip::Scene {
                scene,
                minutes: s.minutes,
                cast: self.in_scenes.iter().filter(|r| r.day == self.day.id && r.scene == scene).map(|r| r.character).collect(),
            },
            None => PlanStrip::Banner { what: banner_kind(s.banner.as_deref().unwrap_or_default()), minutes: s.minutes },
        };
        let crew = |p: &&PersonRow| PlanCrew {
            person: p.id,
            offset_minutes: Some(p.pre_call.saturating_neg()),
            travel_minutes: p.travel,
            pickup_place: pickup_place(&p.pickup_place),
        };
        let cast = |(part, person, code): &(&PartRow, Option<&PersonRow>, &str)| PlanCast {
            character: part.id,
            person: person.map(|p| p.id),
            idle: if *code == "H" { Idle::Hold } else { Idle::Off },
            travel_minutes: person.map_or(0, |p| p.travel),
            makeup_minutes: person.map_or(0, |p| p.makeup),
            wardrobe_minutes: person.map_or(0, |p| p.wardrobe),
            rehearsal_minutes: 0,
            pickup_place: person.and_then(|p| pickup_place(&p.pickup_place)),
        };
        DayPlan {
            unit_call: Some(Minute(self.day.unit_call)),
            shooting_call: self.day.shooting_call.map(Minute),
            lunch: self.day.lunch.map(Minute),
            estimated_wrap: Some(Minute(self.day.est_wrap)),
            strips: self.strips.iter().map(strip).collect(),
            departments: departments
                .iter()
                .map(|(name, people)| PlanDepartment {
                    name: (*name).to_owned(),
                    offset_minutes: 0,
                    people: people.iter().map(crew).collect(),
                })
                .collect(),
            cast: parts.iter().map(cast).collect(),
            overrides: self.decisions.iter().filter(|d| !d.is_empty()).map(DecisionRow::decision).collect(),
        }
    }

    fn sheet(
        &self, places: &[&PlaceRow], parts: &[(&PartRow, Option<&PersonRow>, &str)], departments: &[(&str, Vec<&PersonRow>)], tz: &TimeZone,
    ) -> Sheet {
        let numbers: HashMap<CharacterId, String> =
            self.parts.iter().map(|p| (p.id, p.number.map_or_else(|| p.name.clone(), |n| n.to_string()))).collect();
        let no = |id: Option<LocationId>| {
            let at = places.iter().position(|p| Some(p.id) == id);
            at.map(|i| (i + 1).to_string()).unwrap_or_default()
        };
        let scenes: Vec<StripRow> = self.strips.iter().map(|s| self.strip(s, &numbers, no(s.location), parts)).collect();
        let cast = parts.iter().map(|(part, person, code)| self.cast_row(part, *person, code, &numbers)).collect();
        Sheet {
            production: ProductionHead {
                title: Some(self.production.title.clone()),
                code_name: self.production.code_name.clone(),
                company: self.day.company.clone().unwrap_or_default(),
                page_size: if self.production.page_size == "letter" { PageSize::Letter } else { PageSize::A4 },
                language: self.production.language.clone(),
                country: self.production.country.clone(),
            },
            day: DayHead {
                id: self.day.id,
                label: self.day.label.clone(),
                date: self.day.date,
                unit: self.day.unit_name.clone(),
                number: self.day.label.parse().ok(),
                count: u32::try_from(self.day.count).ok().filter(|n| *n > 0),
                state: serde_json::from_value(self.day.state.clone().into()).unwrap_or_default(),
            },
            revision: None,
            front: self.front(places, tz),
            safety: self.safety(places),
            totals: totals(&scenes),
            scenes,
            cast,
            background: background(&self.day.background),
            departments: departments.iter().map(|(name, people)| department(name, people)).collect(),
            locations: places.iter().enumerate().map(|(i, p)| location(i, p)).collect(),
            transport: vec![],
            advance: self.next_days(),
            notes: Some(self.day.notes.trim()).filter(|n| !n.is_empty()).map(|n| Note { department: None, text: n.into() }).into_iter().collect(),
            contacts: self.contacts(),
            medical: vec![],
        }
    }

    fn strip(&self, s: &StripLine, numbers: &HashMap<CharacterId, String>, location_no: String, parts: &[(&PartRow, Option<&PersonRow>, &str)]) -> StripRow {
        let Some(id) = s.scene else {
            let text = s.banner.clone().unwrap_or_default();
            return StripRow::Banner(BannerRow { what: banner_kind(&text), text, start: None, minutes: s.minutes });
        };
        let inside: Vec<CharacterId> =
            self.in_scenes.iter().filter(|r| r.day == self.day.id && r.scene == id).map(|r| r.character).collect();
        // In board order, as every list of cast numbers.
        let ordered = self.parts.iter().filter(|p| inside.contains(&p.id));
        StripRow::Scene(SceneRow {
            id,
            number: s.number.clone().unwrap_or_default(),
            int_ext: s.int_ext.as_deref().and_then(|v| v.parse().ok()).unwrap_or(IntExt::Other),
            set: s.set_name.clone().unwrap_or_default(),
            day_night: s.light.as_deref().and_then(|v| v.parse().ok()).unwrap_or(Light::Other),
            script_day: String::new(),
            eighths: Eighths(s.eighths.unwrap_or(0)),
            cast: ordered.filter_map(|p| numbers.get(&p.id).cloned()).collect(),
            location_no,
            synopsis: s.synopsis.clone().filter(|t| !t.trim().is_empty()),
            start: None,
            minutes: s.minutes,
            closed: s.closed != 0,
            // Whoever plays in a closed scene has to know what happens in it.
            named: if s.closed == 0 {
                vec![]
            } else {
                parts.iter().filter(|(p, ..)| inside.contains(&p.id)).filter_map(|(_, who, _)| who.map(|w| w.id)).collect()
            },
            flags: vec![],
        })
    }

    fn cast_row(&self, part: &PartRow, person: Option<&PersonRow>, code: &str, numbers: &HashMap<CharacterId, String>) -> CastRow {
        let given = |text: &String| Some(text.clone()).filter(|t| !t.trim().is_empty());
        CastRow {
            person: person.map(|p| p.id),
            character_id: Some(part.id),
            number: numbers.get(&part.id).cloned().unwrap_or_default(),
            character: part.name.clone(),
            artist: person.map(|p| p.name.clone()).unwrap_or_default(),
            status: code.to_owned(),
            pickup: None,
            pickup_place: None,
            call: None,
            makeup: None,
            wardrobe: None,
            rehearsal: None,
            on_set: None,
            location_no: String::new(),
            notes: String::new(),
            phone: person.and_then(|p| given(&p.phone)),
            email: person.and_then(|p| given(&p.email)),
            minor: self.people.iter().any(|g| g.role == Role::Guardian && g.character == Some(part.id)),
        }
    }

    fn front(&self, places: &[&PlaceRow], tz: &TimeZone) -> Front {
        let mut front = Front {
            unit_call: Some(Minute(self.day.unit_call)),
            weather: self.day.weather.trim().to_owned(),
            zone: self.zone(places),
            ..Front::default()
        };
        let Some((lat, lon)) = places.first().and_then(|p| p.lat_e6.zip(p.lon_e6)) else { return front };
        let of = |date: jiff::civil::Date| {
            let noon = clock::instant(date, Minute(720), tz);
            let utc_noon = clock::instant(date, Minute(720), &TimeZone::UTC);
            match sun(lat, lon, date, (utc_noon - noon) / 60_000) {
                Ok(Sun::Times(times)) => Some(times),
                _ => None,
            }
        };
        let at = |ms: Option<i64>| ms.map(|ms| clock::minute(ms, self.day.date, tz));
        if let Some(today) = of(self.day.date) {
            (front.sunset, front.last_light) = (at(today.sunset), at(today.last_light));
            (front.sunrise, front.first_light) = (at(today.sunrise), at(today.first_light));
        }
        // A unit called in the afternoon meets the next morning's sun.
        if self.day.unit_call >= 15 * 60
            && let Some(next) = self.day.date.tomorrow().ok().and_then(of)
        {
            (front.sunrise, front.first_light) = (at(next.sunrise), at(next.first_light));
        }
        front
    }

    fn safety(&self, places: &[&PlaceRow]) -> Safety {
        let hospital = |(i, p): (usize, &&PlaceRow)| Hospital {
            name: p.hospital_name.clone(),
            address: p.hospital_address.clone(),
            phone: p.hospital_phone.clone(),
            lat_e6: None,
            lon_e6: None,
            open_24h: p.hospital_24h,
            checked_by: Some(p.checked_by.clone()).filter(|t| !t.trim().is_empty()),
            checked_on: p.checked_on.parse().ok(),
            location_no: (i + 1).to_string(),
        };
        let medic = self.people.iter().find(|p| p.role == Role::Medic);
        Safety {
            hazards: self.day.hazards.trim().to_owned(),
            hospitals: places.iter().enumerate().filter(|(_, p)| !p.hospital_name.trim().is_empty()).map(hospital).collect(),
            emergency_number: emergency_number(&self.production.country).to_owned(),
            medic: medic.map(|p| NamedPhone { name: p.name.clone(), phone: p.phone.clone() }),
        }
    }

    fn contacts(&self) -> Vec<Contact> {
        let kind = |role| match role {
            Role::Medic => Some(ContactKind::Medic),
            Role::FirstAd => Some(ContactKind::FirstAd),
            Role::SecondAd => Some(ContactKind::SecondAd),
            Role::Coordinator => Some(ContactKind::ProductionOffice),
            Role::LocationManager => Some(ContactKind::LocationManager),
            _ => None,
        };
        let mut out: Vec<Contact> = self
            .people
            .iter()
            .filter_map(|p| kind(p.role).map(|what| Contact { what, name: p.name.clone(), phone: p.phone.clone() }))
            .collect();
        if !out.iter().any(|c| c.what == ContactKind::ProductionOffice) {
            let office = self.people.iter().find(|p| p.role == Role::ProductionManager);
            out.extend(office.map(|p| Contact { what: ContactKind::ProductionOffice, name: p.name.clone(), phone: p.phone.clone() }));
        }
        out.sort_by_key(|c| c.what);
        out
    }

    /// Everyone who is picked up. Who drives whom is not planned yet: the only driver there is, else the captain.
    fn rides(&self, sheet: &mut Sheet, calls: &Calls) {
        let drivers: Vec<&PersonRow> = self.people.iter().filter(|p| p.role == Role::Driver).collect();
        let captain = self.people.iter().find(|p| p.role == Role::TransportCaptain);
        let driver = match drivers.as_slice() {
            [only] => Some(*only),
            _ => captain,
        };
        let crew = calls.crew.iter().map(|c| (Some(c.person), &c.pickup));
        let cast = calls.cast.iter().map(|c| (c.person, &c.pickup));
        for (person, pickup) in crew.chain(cast) {
            let Some(who) = person.and_then(|id| self.people.iter().find(|p| p.id == id)) else { continue };
            if pickup.value().is_none() || sheet.transport.iter().any(|r| r.person == who.id) {
                continue;
            }
            sheet.transport.push(Ride {
                person: who.id,
                name: who.name.clone(),
                pickup: None,
                place: None,
                location_no: sheet.locations.first().map(|l| l.no.clone()).unwrap_or_default(),
                driver_id: driver.map(|d| d.id),
                driver: driver.map(|d| d.name.clone()).unwrap_or_default(),
                driver_phone: driver.map(|d| d.phone.clone()).filter(|p| !p.trim().is_empty()),
                vehicle: String::new(),
            });
        }
    }

    fn next_days(&self) -> Vec<AdvanceDay> {
        let mut days: BTreeMap<(jiff::civil::Date, DayId), AdvanceDay> = BTreeMap::new();
        for row in &self.advance {
            let day = days.entry((row.date, row.day)).or_insert_with(|| AdvanceDay {
                label: row.label.clone(),
                date: row.date,
                sets: vec![],
                scenes: vec![],
                notes: String::new(),
            });
            day.scenes.extend(row.number.clone());
            if let Some(set) = row.set_name.clone().filter(|set| !day.sets.contains(set)) {
                day.sets.push(set);
            }
        }
        days.into_values().collect()
    }

    /// Rest since the unit's day before, by its estimated wrap. The crew is one warning, by whoever has least.
    fn rest(&self, calls: &Calls, tz: &TimeZone) -> Vec<RestWarning> {
        let Some(before) = &self.before else { return vec![] };
        let due = RestRule::default().due_minutes();
        let rest = |call: Option<CallKind>| {
            let at = clock::instant(self.day.date, call.and_then(CallKind::at)?, tz);
            Some((at - before.wrap_utc) / 60_000).filter(|rest| *rest < due)
        };
        let name = |id: PersonId| self.people.iter().find(|p| p.id == id).map(|p| p.name.clone()).unwrap_or_default();
        let warning = |person, name, rest_minutes: i64| RestWarning {
            person,
            name,
            rest_minutes: rest_minutes.max(0),
            due_minutes: due,
            clause: "2003/88/EC, 3".to_owned(),
            estimated: true,
            authorised: false,
        };
        let mut out = Vec::new();
        let mut crew: Vec<(i64, PersonId)> =
            calls.crew.iter().filter_map(|c| rest(c.call.value()).map(|r| (r, c.person))).collect();
        crew.sort();
        if let Some((least, person)) = crew.first() {
            let others = if crew.len() > 1 { format!(" +{}", crew.len() - 1) } else { String::new() };
            out.push(warning(*person, format!("{}{others}", name(*person)), *least));
        }
        for c in &calls.cast {
            let worked = self.in_scenes.iter().any(|r| r.day == before.id && r.character == c.character);
            if let (true, Some(person), Some(least)) = (worked, c.person, rest(c.call.value())) {
                out.push(warning(person, name(person), least));
            }
        }
        out
    }
}

impl DecisionRow {
    /// Taken back.
    pub fn is_empty(&self) -> bool {
        self.call.is_none() && self.pickup.is_none() && self.pickup_place.is_empty() && self.note.is_empty()
    }
    fn decision(&self) -> Override {
        Override {
            person: self.person,
            kind: self.call,
            pickup: self.pickup.map(Minute),
            place: pickup_place(&self.pickup_place),
            note: Some(self.note.clone()).filter(|n| !n.is_empty()),
            reason: self.reason.clone(),
        }
    }
}

impl Draft {
    /// The production's language.
    pub fn lang(&self) -> Lang {
        Lang::from_tag(&self.production.language).unwrap_or_default()
    }
    /// How the production names revisions.
    pub fn naming(&self) -> RevisionNaming {
        naming(&self.production.revision_naming)
    }
    /// The revision that would come.
    pub fn next(&self) -> RevisionTag {
        let number = self.last.as_ref().map_or(0, |r| r.number).saturating_add(1);
        let naming = self.naming();
        RevisionTag { name: words::revision(name(naming, number), self.lang()), swatch: words::swatch(naming, number), number }
    }
    /// The revision issued last.
    pub fn tag(&self) -> Option<RevisionTag> {
        let naming = self.naming();
        self.last.as_ref().map(|r| RevisionTag { name: r.name.clone(), swatch: words::swatch(naming, r.number), number: r.number })
    }
    /// What stands in the way of publishing, or deserves a look.
    pub fn findings(&self) -> Vec<Finding> {
        let others = |p: &&PersonRow| matches!(p.role, Role::Guardian | Role::Agent) && !p.email.trim().is_empty();
        let reached_through_others = self.people.iter().filter(others).flat_map(|g| stands_for(&self.people, g)).collect();
        let previous = self.last.as_ref().map(|r| &r.sheet);
        check(&self.sheet, &Facts { rest: self.rest.clone(), previous, reached_through_others, ..Facts::default() })
    }
    /// Somebody as a reader of this sheet.
    pub fn reader(&self, person: &PersonRow) -> Reader {
        reader(&self.people, person)
    }
}

/// Somebody as a reader, with those they stand for.
pub fn reader(people: &[PersonRow], person: &PersonRow) -> Reader {
    let department = Some(person.department.clone()).filter(|d| !d.trim().is_empty());
    Reader { stands_for: stands_for(people, person), ..Reader::new(Some(person.id), person.role, department) }
}

/// A guardian's minors, an agent's clients: the artists of the part they are tied to.
pub fn stands_for(people: &[PersonRow], person: &PersonRow) -> Vec<PersonId> {
    if !matches!(person.role, Role::Guardian | Role::Agent) || person.character.is_none() {
        return vec![];
    }
    let artist = |p: &&PersonRow| p.role == Role::Cast && p.character == person.character;
    people.iter().filter(artist).map(|p| p.id).collect()
}

/// How a production names its revisions, from its settings.
pub fn naming(text: &str) -> RevisionNaming {
    if text == "numbers" { RevisionNaming::Numbers } else { RevisionNaming::Colours }
}
