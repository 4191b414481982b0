//! One person's rows in what a reader gets of a sheet, and what they mean for that person's day.

use super::personal::{Help, HelpKind, Pickup, Step, StepKind, plain};
use super::sheet::{CallKind, CastRow, Contact, ContactKind, CrewRow, Hospital, LocationRow, Ride, SceneRow, StripRow};
use super::view::SheetView;
use crate::values::PersonId;

/// The rows of one person, and the view they stand in.
pub(super) struct OwnRows<'a> {
    view: &'a SheetView,
    person: PersonId,
    cast: Vec<&'a CastRow>,
    crew: Vec<&'a CrewRow>,
}

impl<'a> OwnRows<'a> {
    /// The rows of a person; none of either kind for somebody who is only driven.
    pub(super) fn of(person: PersonId, view: &'a SheetView) -> Self {
        let cast = view.cast.iter().flatten().filter(|row| row.person == Some(person)).collect();
        let crew =
            view.departments.iter().flatten().flat_map(|d| &d.people).filter(|row| row.person == person).collect();
        Self { view, person, cast, crew }
    }

    /// Call and number of the place of each row.
    fn reports(&self) -> impl Iterator<Item = (Option<CallKind>, &str)> {
        let cast = self.cast.iter().map(|row| (row.call, row.location_no.as_str()));
        cast.chain(self.crew.iter().map(|row| (row.call, row.location_no.as_str())))
    }

    /// All their calls: those to work at first, and of these the earliest.
    pub(super) fn calls(&self) -> Vec<CallKind> {
        let mut calls: Vec<CallKind> = self.reports().filter_map(|(call, _)| call).collect();
        calls.sort_by_key(|call| (!call.is_working(), call.at().is_none(), call.at(), *call));
        calls.dedup_by_key(|call| plain(*call));
        calls
    }

    /// Where they report: the place goes with the row whose call comes first.
    pub(super) fn place(&self, first: Option<CallKind>) -> Option<&'a LocationRow> {
        let no = self.reports().find(|(call, _)| call.map(plain) == first.map(plain)).map_or("", |(_, no)| no);
        let places = self.all_places();
        if no.is_empty() { places.first() } else { places.iter().find(|place| place.no == no) }
    }

    fn all_places(&self) -> &'a [LocationRow] {
        self.view.locations.as_deref().unwrap_or_default()
    }

    /// The scenes one of their parts plays in.
    pub(super) fn scenes(&self) -> Vec<&'a SceneRow> {
        let numbers: Vec<&str> = self.cast.iter().map(|row| row.number.as_str()).collect();
        let own = |row: &'a StripRow| match row {
            StripRow::Scene(s) if s.cast.iter().any(|no| numbers.contains(&no.as_str())) => Some(s),
            StripRow::Scene(_) | StripRow::Banner(_) => None,
        };
        self.view.scenes.iter().flatten().filter_map(own).collect()
    }

    /// Places they come to: for cast those of their scenes and where they report, for crew all.
    pub(super) fn places(&self, reports: Option<&LocationRow>, scenes: &[&SceneRow]) -> Vec<LocationRow> {
        let comes_to = |row: &&LocationRow| {
            !self.crew.is_empty()
                || reports.is_some_and(|place| place.no == row.no)
                || scenes.iter().any(|s| s.location_no == row.no)
        };
        self.all_places().iter().filter(comes_to).cloned().collect()
    }

    /// Their ride, filled up from their row.
    pub(super) fn pickup(&self) -> Option<Pickup> {
        let rides = self.view.transport.iter().flatten().filter(|ride| ride.person == self.person);
        let ride: Option<&Ride> = rides.min_by_key(|ride| (ride.pickup.is_none(), ride.pickup));
        let row = self.cast.iter().find(|row| row.pickup.is_some() || row.pickup_place.is_some());
        match (ride, row) {
            (None, None) => None,
            (Some(ride), row) => Some(Pickup {
                at: ride.pickup.or_else(|| row.and_then(|r| r.pickup)),
                place: ride.place.clone().or_else(|| row.and_then(|r| r.pickup_place.clone())),
                driver: ride.driver.clone(),
                driver_phone: ride.driver_phone.clone(),
                vehicle: ride.vehicle.clone(),
            }),
            (None, Some(row)) => Some(Pickup { at: row.pickup, place: row.pickup_place.clone(), ..Pickup::default() }),
        }
    }

    /// Stations of all their parts, earliest first.
    pub(super) fn steps(&self) -> Vec<Step> {
        let stations = |row: &&CastRow| {
            [
                (StepKind::Makeup, row.makeup),
                (StepKind::Wardrobe, row.wardrobe),
                (StepKind::Rehearsal, row.rehearsal),
                (StepKind::OnSet, row.on_set),
            ]
        };
        let all = self.cast.iter().flat_map(stations);
        let mut steps: Vec<Step> = all.filter_map(|(step, at)| at.map(|at| Step { step, at })).collect();
        steps.sort_by_key(|step| (step.at, step.step));
        steps.dedup();
        steps
    }

    /// Notes beside their rows.
    pub(super) fn notes(&self) -> Vec<String> {
        let notes = self.cast.iter().map(|row| &row.notes).chain(self.crew.iter().map(|row| &row.notes));
        notes.filter(|note| !note.is_empty()).cloned().collect()
    }

    /// Whom to ring in trouble: emergency number, medic, 2nd AD, production office.
    pub(super) fn help(&self) -> Vec<Help> {
        let mut out = Vec::new();
        if let Some(safety) = self.view.safety.as_ref().filter(|s| !s.emergency_number.is_empty()) {
            let phone = safety.emergency_number.clone();
            out.push(Help { what: HelpKind::Emergency, name: String::new(), phone });
        }
        let contacts: &[Contact] = self.view.contacts.as_deref().unwrap_or_default();
        for (what, kind) in [
            (HelpKind::Medic, ContactKind::Medic),
            (HelpKind::SecondAd, ContactKind::SecondAd),
            (HelpKind::ProductionOffice, ContactKind::ProductionOffice),
        ] {
            out.extend(contacts.iter().filter(|c| c.what == kind && !c.phone.is_empty()).map(|c| Help {
                what,
                name: c.name.clone(),
                phone: c.phone.clone(),
            }));
        }
        out
    }

    /// Hospitals, that of the place they report to first.
    pub(super) fn hospitals(&self, reports: Option<&LocationRow>) -> Vec<Hospital> {
        let mut hospitals: Vec<Hospital> = self.view.safety.iter().flat_map(|s| &s.hospitals).cloned().collect();
        hospitals.sort_by_key(|h| reports.is_none_or(|place| place.no != h.location_no));
        hospitals
    }
}
