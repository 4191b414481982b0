//! From what the database holds to a sheet: who works, what the calls are worked out from, the rows.
use super::{
    assemble::{Draft, is_crew},
    clock,
    model::{
        calls::compute,
        plan::{DayPlan, Idle, Override, PlanCast, PlanCrew, PlanDepartment, PlanStrip},
        sheet::*,
    },
    pieces::{background, banner_kind, department, is_head, location, pickup_place, totals},
    store::*,
};
use crate::{locations::model::Location, productions::model::Production, values::*};
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Everything read for a draft.
pub(super) struct Material {
    pub(super) day: DayRow,
    pub(super) strips: Vec<StripLine>,
    pub(super) in_scenes: Vec<InScene>,
    pub(super) people: Vec<PersonRow>,
    pub(super) parts: Vec<PartRow>,
    pub(super) places: Vec<Location>,
    pub(super) decisions: Vec<DecisionRow>,
    pub(super) advance: Vec<AdvanceRow>,
    pub(super) before: Option<BeforeRow>,
    pub(super) authorised: Vec<RestRow>,
    pub(super) production: Production,
}

impl Material {
    pub(super) fn assemble(self, last: Option<RevisionRow>, stamp: i64) -> Draft {
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
        Draft {
            sheet,
            calls,
            decisions,
            people: self.people,
            day: self.day,
            production: self.production,
            last,
            rest,
            stamp,
        }
    }

    pub(super) fn zone(&self, places: &[&Location]) -> String {
        places.first().map(|p| &p.zone).filter(|z| !z.is_empty()).unwrap_or(&self.production.zone).clone()
    }

    /// Where people report first, then the places of the scenes in shooting order.
    pub(super) fn places_of_day(&self) -> Vec<&Location> {
        let mut out: Vec<&Location> = Vec::new();
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
    pub(super) fn parts_of_day(&self) -> Vec<(&PartRow, Option<&PersonRow>, &'static str)> {
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
            let artist =
                |p: &&PersonRow| p.character == Some(part.id) && !matches!(p.role, Role::Guardian | Role::Agent);
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
    pub(super) fn departments(&self) -> Vec<(&str, Vec<&PersonRow>)> {
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

    pub(super) fn plan(
        &self,
        parts: &[(&PartRow, Option<&PersonRow>, &str)],
        departments: &[(&str, Vec<&PersonRow>)],
    ) -> DayPlan {
        let strip = |s: &StripLine| match s.scene {
            Some(scene) => PlanStrip::Scene {
                scene,
                minutes: s.minutes,
                cast: self
                    .in_scenes
                    .iter()
                    .filter(|r| r.day == self.day.id && r.scene == scene)
                    .map(|r| r.character)
                    .collect(),
            },
            None => {
                PlanStrip::Banner { what: banner_kind(s.banner.as_deref().unwrap_or_default()), minutes: s.minutes }
            }
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

    pub(super) fn sheet(
        &self,
        places: &[&Location],
        parts: &[(&PartRow, Option<&PersonRow>, &str)],
        departments: &[(&str, Vec<&PersonRow>)],
        tz: &TimeZone,
    ) -> Sheet {
        let numbers: HashMap<CharacterId, String> =
            self.parts.iter().map(|p| (p.id, p.number.map_or_else(|| p.name.clone(), |n| n.to_string()))).collect();
        let no = |id: Option<LocationId>| {
            let at = places.iter().position(|p| Some(p.id) == id);
            at.map(|i| (i + 1).to_string()).unwrap_or_default()
        };
        let scenes: Vec<StripRow> =
            self.strips.iter().map(|s| self.strip(s, &numbers, no(s.location), parts)).collect();
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
            notes: Some(self.day.notes.trim())
                .filter(|n| !n.is_empty())
                .map(|n| Note { department: None, text: n.into() })
                .into_iter()
                .collect(),
            contacts: self.contacts(),
            medical: vec![],
        }
    }

    pub(super) fn strip(
        &self,
        s: &StripLine,
        numbers: &HashMap<CharacterId, String>,
        location_no: String,
        parts: &[(&PartRow, Option<&PersonRow>, &str)],
    ) -> StripRow {
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
                parts
                    .iter()
                    .filter(|(p, ..)| inside.contains(&p.id))
                    .filter_map(|(_, who, _)| who.map(|w| w.id))
                    .collect()
            },
            flags: vec![],
        })
    }

    pub(super) fn cast_row(
        &self,
        part: &PartRow,
        person: Option<&PersonRow>,
        code: &str,
        numbers: &HashMap<CharacterId, String>,
    ) -> CastRow {
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
}

impl DecisionRow {
    /// Taken back.
    pub fn is_empty(&self) -> bool {
        self.call.is_none() && self.pickup.is_none() && self.pickup_place.is_empty() && self.note.is_empty()
    }
    pub(super) fn decision(&self) -> Override {
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
