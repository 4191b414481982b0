//! Blocks of a draft that follow from the day as a whole: front, safety, contacts, pickups, advance, rest.
use super::{
    clock,
    material::Material,
    model::{
        calls::Calls,
        checklist::{RestWarning, RestWord},
        sheet::*,
    },
    pieces::emergency_number,
    store::*,
    weather::{store as weather, wire},
};
use crate::{
    locations::model::Location,
    schedule::model::{RestRule, Sun, sun},
    values::*,
};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

impl Material {
    pub(super) fn front(&self, places: &[&Location], tz: &TimeZone) -> Front {
        let mut front = Front {
            unit_call: Some(Minute(self.day.unit_call)),
            weather: self.day.weather.trim().to_owned(),
            zone: self.zone(places),
            ..Front::default()
        };
        let Some((lat, lon)) = places.first().and_then(|p| p.lat_e6.zip(p.lon_e6)) else { return front };
        // A forecast for where the day was to be shot before is none.
        let here = weather::key((wire::blur(lat), wire::blur(lon)), self.day.date);
        front.forecast = self.day.forecast.clone().filter(|_| self.day.forecast_place.as_ref() == Some(&here));
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

    pub(super) fn safety(&self, places: &[&Location]) -> Safety {
        let hospital = |(i, p): (usize, &&Location)| Hospital {
            name: p.hospital_name.clone(),
            address: p.hospital_address.clone(),
            phone: p.hospital_phone.clone(),
            lat_e6: None,
            lon_e6: None,
            open_24h: p.hospital_24h,
            checked_by: Some(p.hospital_checked_by.clone()).filter(|t| !t.trim().is_empty()),
            checked_on: p.hospital_checked_on.parse().ok(),
            location_no: (i + 1).to_string(),
        };
        let medic = self.people.iter().find(|p| p.role == Role::Medic);
        Safety {
            hazards: self.day.hazards.trim().to_owned(),
            hospitals: places
                .iter()
                .enumerate()
                .filter(|(_, p)| !p.hospital_name.trim().is_empty())
                .map(hospital)
                .collect(),
            emergency_number: emergency_number(&self.production.country).to_owned(),
            medic: medic.map(|p| NamedPhone { name: p.name.clone(), phone: p.phone.clone() }),
        }
    }

    pub(super) fn contacts(&self) -> Vec<Contact> {
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
            out.extend(office.map(|p| Contact {
                what: ContactKind::ProductionOffice,
                name: p.name.clone(),
                phone: p.phone.clone(),
            }));
        }
        out.sort_by_key(|c| c.what);
        out
    }

    /// Everyone who is picked up. Who drives whom is not planned yet: the only driver there is, else the captain.
    pub(super) fn rides(&self, sheet: &mut Sheet, calls: &Calls) {
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

    pub(super) fn next_days(&self) -> Vec<AdvanceDay> {
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

    /// What was authorised for somebody, if it covers rest this short.
    fn word(&self, person: PersonId, rest_minutes: i64) -> Option<RestWord> {
        let row = self.authorised.iter().find(|row| row.person == person && row.minutes <= rest_minutes)?;
        Some(RestWord { by: row.given_by.clone(), reason: row.reason.clone(), compensation: row.compensation.clone() })
    }

    /// Rest since the unit's day before, by its estimated wrap. The crew is one warning, by whoever has least.
    pub(super) fn rest(&self, calls: &Calls, tz: &TimeZone) -> Vec<RestWarning> {
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
            authorised: self.word(person, rest_minutes.max(0)),
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
