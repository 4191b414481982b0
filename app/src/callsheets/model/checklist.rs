//! What stands in the way of publishing a sheet, or deserves a look before.

use super::sheet::{CallKind, LocationRow, SceneFlag, Sheet, StripRow};
use crate::values::{IntExt, PersonId, SceneId};
use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The sheet cannot be published.
    Blocks,
    /// Worth a look; publishing stays possible.
    Warns,
}

/// Too little rest before this day, as the rule pack found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestWarning {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Minutes of rest they get.
    pub rest_minutes: i64,
    /// Minutes due.
    pub due_minutes: i64,
    /// The clause it rests on, as the pack cites it.
    pub clause: String,
    /// Whether the rest before is counted from an estimated wrap.
    pub estimated: bool,
    /// What production manager or producer authorised, if they did.
    pub authorised: Option<RestWord>,
}

/// Short rest that was authorised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestWord {
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// What the person gets for it.
    pub compensation: String,
}

/// What the sheet itself does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Rest warnings.
    pub rest: Vec<RestWarning>,
    /// The revision issued last.
    pub previous: Option<&'a Sheet>,
    /// People who are reached through somebody else: a guardian, an agent.
    pub reached_through_others: Vec<PersonId>,
    /// Flagged scenes with a risk assessment and a named supervisor.
    pub assessed: Vec<SceneId>,
    /// Minors without a valid permit or chaperone, or with hours outside the permit.
    pub minors_stopped: Vec<PersonId>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// No unit call.
    NoUnitCall,
    /// No place for the day.
    NoLocation,
    /// A place with neither address nor coordinates.
    NoAddress {
        /// Its number.
        no: String,
        /// Its name.
        name: String,
        /// Whether at least coordinates lead there.
        on_the_map: bool,
    },
    /// A place without a hospital.
    NoHospital {
        /// Its number.
        no: String,
        /// Its name.
        name: String,
    },
    /// A hospital nobody checked.
    HospitalUnchecked {
        /// The place's number.
        no: String,
        /// The hospital.
        hospital: String,
    },
    /// A place with no hospital open round the clock.
    NoHospitalAtNight {
        /// Its number.
        no: String,
        /// Its name.
        name: String,
    },
    /// No emergency number.
    NoEmergencyNumber,
    /// No scenes.
    NoScenes,
    /// Nobody has a call.
    NobodyCalled,
    /// Somebody listed has no call of any kind.
    NoCall {
        /// Who.
        person: PersonId,
        /// Their name.
        name: String,
    },
    /// Somebody with neither phone nor e-mail.
    Unreachable {
        /// Who.
        person: PersonId,
        /// Their name.
        name: String,
    },
    /// A working part without an artist.
    NotCast {
        /// Board id.
        number: String,
        /// Part.
        character: String,
    },
    /// A closed scene that nobody is named for: its synopsis reaches only the assistant directors.
    ClosedForAll {
        /// Scene number.
        number: String,
    },
    /// A flagged scene without risk assessment and supervisor.
    NotAssessed {
        /// Scene number.
        number: String,
        /// Its flags.
        flags: Vec<SceneFlag>,
    },
    /// A minor who may not work as planned.
    Minor {
        /// Who.
        person: PersonId,
        /// Their name.
        name: String,
    },
    /// Too little rest.
    Rest(RestWarning),
    /// Neither a forecast nor a word about the weather of a day outside.
    NoWeather,
    /// The sheet says what the last revision said.
    NothingChanged,
}

impl Finding {
    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoUnitCall
            | Self::NoLocation
            | Self::NoHospital { .. }
            | Self::HospitalUnchecked { .. }
            | Self::NobodyCalled
            | Self::NotAssessed { .. }
            | Self::Minor { .. } => Severity::Blocks,
            Self::NoAddress { on_the_map, .. } => blocks_unless(*on_the_map),
            Self::Rest(warning) => blocks_unless(warning.authorised.is_some()),
            Self::NoHospitalAtNight { .. }
            | Self::NoEmergencyNumber
            | Self::NoScenes
            | Self::NoCall { .. }
            | Self::Unreachable { .. }
            | Self::NotCast { .. }
            | Self::ClosedForAll { .. }
            | Self::NoWeather
            | Self::NothingChanged => Severity::Warns,
        }
    }
}

fn blocks_unless(fine: bool) -> Severity {
    if fine { Severity::Warns } else { Severity::Blocks }
}

/// Goes through a sheet before it is published. What blocks comes first.
#[must_use]
pub fn check(sheet: &Sheet, facts: &Facts<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    if sheet.front.unit_call.is_none() {
        out.push(Finding::NoUnitCall);
    }
    if sheet.locations.is_empty() {
        out.push(Finding::NoLocation);
    }
    for place in &sheet.locations {
        location(sheet, place, &mut out);
    }
    if sheet.safety.emergency_number.trim().is_empty() {
        out.push(Finding::NoEmergencyNumber);
    }
    let outside = |row: &StripRow| matches!(row, StripRow::Scene(scene) if scene.int_ext != IntExt::Int);
    if sheet.front.weather.is_empty() && sheet.front.forecast.is_none() && sheet.scenes.iter().any(outside) {
        out.push(Finding::NoWeather);
    }
    scenes(sheet, facts, &mut out);
    people(sheet, facts, &mut out);
    out.extend(facts.rest.iter().cloned().map(Finding::Rest));
    if facts.previous.is_some_and(|previous| says_the_same(previous, sheet)) {
        out.push(Finding::NothingChanged);
    }
    out.sort_by_key(Finding::severity);
    out
}

/// Whether nothing blocks.
#[must_use]
pub fn may_publish(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity() != Severity::Blocks)
}

fn location(sheet: &Sheet, place: &LocationRow, out: &mut Vec<Finding>) {
    let (no, name) = (place.no.clone(), place.name.clone());
    if place.address.trim().is_empty() {
        let on_the_map = place.lat_e6.is_some() && place.lon_e6.is_some();
        out.push(Finding::NoAddress { no: no.clone(), name: name.clone(), on_the_map });
    }
    // A hospital without a place serves the only place there is.
    let only = sheet.locations.len() == 1;
    let serves = |at: &str| at == place.no || (only && at.is_empty());
    let mut hospitals = sheet.safety.hospitals.iter().filter(|h| serves(&h.location_no)).peekable();
    if hospitals.peek().is_none() {
        out.push(Finding::NoHospital { no, name });
        return;
    }
    let mut at_night = false;
    for hospital in hospitals {
        at_night |= hospital.open_24h;
        if hospital.checked_by.is_none() || hospital.checked_on.is_none() {
            out.push(Finding::HospitalUnchecked { no: no.clone(), hospital: hospital.name.clone() });
        }
    }
    if !at_night {
        out.push(Finding::NoHospitalAtNight { no, name });
    }
}

fn scenes(sheet: &Sheet, facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut any = false;
    for row in &sheet.scenes {
        let StripRow::Scene(scene) = row else { continue };
        any = true;
        if scene.closed && scene.named.is_empty() {
            out.push(Finding::ClosedForAll { number: scene.number.clone() });
        }
        if !scene.flags.is_empty() && !facts.assessed.contains(&scene.id) {
            out.push(Finding::NotAssessed { number: scene.number.clone(), flags: scene.flags.clone() });
        }
    }
    if !any {
        out.push(Finding::NoScenes);
    }
}

fn people(sheet: &Sheet, facts: &Facts<'_>, out: &mut Vec<Finding>) {
    struct Row<'a> {
        person: PersonId,
        name: &'a str,
        call: Option<CallKind>,
        reached: bool,
    }
    let given = |text: &Option<String>| text.as_deref().is_some_and(|t| !t.trim().is_empty());
    let cast = sheet.cast.iter().filter_map(|row| {
        let reached = given(&row.phone) || given(&row.email);
        row.person.map(|person| Row { person, name: &row.artist, call: row.call, reached })
    });
    let crew = sheet.departments.iter().flat_map(|d| &d.people).map(|row| Row {
        person: row.person,
        name: &row.name,
        call: row.call,
        reached: given(&row.phone) || given(&row.work_phone) || given(&row.email),
    });
    let mut rows: Vec<Row<'_>> = crew.chain(cast).collect();
    if !rows.iter().any(|row| row.call.is_some_and(CallKind::is_working)) {
        out.push(Finding::NobodyCalled);
    }
    // Somebody with two rows is reported once, and not at all if one of the rows will do.
    rows.sort_by_key(|row| row.person);
    for mine in rows.chunk_by(|a, b| a.person == b.person) {
        let Some(Row { person, name, .. }) = mine.first() else { continue };
        let (person, name) = (*person, (*name).to_owned());
        if mine.iter().all(|row| row.call.is_none()) {
            out.push(Finding::NoCall { person, name: name.clone() });
        }
        // Whoever is off gets the sheet too, so a hold or a cancellation has to reach them.
        if !mine.iter().any(|row| row.reached) && !facts.reached_through_others.contains(&person) {
            out.push(Finding::Unreachable { person, name: name.clone() });
        }
        if facts.minors_stopped.contains(&person) {
            out.push(Finding::Minor { person, name });
        }
    }
    let uncast = sheet.cast.iter().filter(|row| row.person.is_none() && row.call.is_none_or(CallKind::is_working));
    out.extend(uncast.map(|row| Finding::NotCast { number: row.number.clone(), character: row.character.clone() }));
}

fn says_the_same(previous: &Sheet, sheet: &Sheet) -> bool {
    // Of a forecast only what it says counts, not when it was fetched.
    let plain = |s: &Sheet| {
        let mut plain = Sheet { revision: None, ..s.clone() };
        if let Some(forecast) = &mut plain.front.forecast {
            (forecast.made_on, forecast.made_at) = Default::default();
        }
        plain
    };
    plain(previous) == plain(sheet)
}
