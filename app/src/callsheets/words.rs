//! Dates, times, calls and changes in words, for the editor, the personal sheet and the mails. The same on both sides:
//! whatever needs a time zone has been turned into a [`Local`] on the server.
use super::model::{
    changes::Change,
    personal::{HelpKind, StepKind},
    revision::{Colour, RevisionName, RevisionNaming, name},
    sheet::{CallKind, ContactKind, DayState, PickupPlace, RevisionHead},
};
use crate::{
    text::{Lang, Text, k},
    values::{IntExt, Light, Minute},
};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

const WEEKDAYS: [Text; 7] = [k::PDF_WD_1, k::PDF_WD_2, k::PDF_WD_3, k::PDF_WD_4, k::PDF_WD_5, k::PDF_WD_6, k::PDF_WD_7];
const LONG: [Text; 7] = [
    k::PDF_WEEKDAY_1,
    k::PDF_WEEKDAY_2,
    k::PDF_WEEKDAY_3,
    k::PDF_WEEKDAY_4,
    k::PDF_WEEKDAY_5,
    k::PDF_WEEKDAY_6,
    k::PDF_WEEKDAY_7,
];
const MONTHS: [Text; 12] = [
    k::PDF_MON_1,
    k::PDF_MON_2,
    k::PDF_MON_3,
    k::PDF_MON_4,
    k::PDF_MON_5,
    k::PDF_MON_6,
    k::PDF_MON_7,
    k::PDF_MON_8,
    k::PDF_MON_9,
    k::PDF_MON_10,
    k::PDF_MON_11,
    k::PDF_MON_12,
];
const LONG_MONTHS: [Text; 12] = [
    k::PDF_MONTH_1,
    k::PDF_MONTH_2,
    k::PDF_MONTH_3,
    k::PDF_MONTH_4,
    k::PDF_MONTH_5,
    k::PDF_MONTH_6,
    k::PDF_MONTH_7,
    k::PDF_MONTH_8,
    k::PDF_MONTH_9,
    k::PDF_MONTH_10,
    k::PDF_MONTH_11,
    k::PDF_MONTH_12,
];

/// An instant as the clock at the place shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Local {
    /// Date there.
    pub date: Date,
    /// Time there.
    pub at: Minute,
}

fn pick(names: &[Text], one_based: i8, lang: Lang) -> &'static str {
    usize::try_from(one_based - 1).ok().and_then(|i| names.get(i)).map_or("", |text| text.say(lang))
}

/// `Wed`.
pub fn weekday(date: Date, lang: Lang) -> &'static str {
    pick(&WEEKDAYS, date.weekday().to_monday_one_offset(), lang)
}

/// `Wed 13 May`.
pub fn date_short(date: Date, lang: Lang) -> String {
    let (day, month) = (date.day().to_string(), pick(&MONTHS, date.month(), lang));
    k::PDF_DATE_SHORT.fill(lang, &[("weekday", weekday(date, lang)), ("day", &day), ("month", month)])
}

/// `Wednesday 13 May 2026`.
pub fn date_long(date: Date, lang: Lang) -> String {
    k::PDF_DATE_LONG.fill(
        lang,
        &[
            ("weekday", pick(&LONG, date.weekday().to_monday_one_offset(), lang)),
            ("day", &date.day().to_string()),
            ("month", pick(&LONG_MONTHS, date.month(), lang)),
            ("year", &date.year().to_string()),
        ],
    )
}

/// The date a minute of this day falls on, when it is another one: after midnight, or the evening before.
pub fn other_date(at: Minute, date: Date) -> Option<Date> {
    let span = 1.days().checked_mul(at.day_offset()).ok().filter(|_| at.day_offset() != 0)?;
    date.checked_add(span).ok()
}

/// A time of the day; with its weekday when it falls on another date.
pub fn time(at: Minute, date: Date, lang: Lang) -> String {
    match other_date(at, date) {
        Some(other) => k::PDF_OTHER_DAY.fill(lang, &[("time", &at.to_string()), ("weekday", weekday(other, lang))]),
        None => at.to_string(),
    }
}

/// A time, or a dash.
pub fn maybe_time(at: Option<Minute>, date: Date, lang: Lang) -> String {
    at.map_or_else(|| "–".to_owned(), |at| time(at, date, lang))
}

/// `Wed 13 May, 19:42`.
pub fn stamp(local: Local, lang: Lang) -> String {
    k::PDF_STAMP.fill(lang, &[("date", &date_short(local.date, lang)), ("time", &local.at.to_string())])
}

/// An instant's time alone, with its date when that is not the given one.
pub fn clock(local: Local, today: Date, lang: Lang) -> String {
    if local.date == today { local.at.to_string() } else { stamp(local, lang) }
}

/// A call as a table shows it.
pub fn call(call: CallKind, date: Date, lang: Lang) -> String {
    let at = |minute| time(minute, date, lang);
    match call {
        CallKind::Time { at: t } => at(t),
        CallKind::PreCall { at: t } => k::PDF_CALL_PRE.fill(lang, &[("time", &at(t))]),
        CallKind::StandBy { from, notice_minutes: 0 } => k::PDF_CALL_STAND_BY.fill(lang, &[("time", &at(from))]),
        CallKind::StandBy { from, notice_minutes } => {
            k::PDF_CALL_STAND_BY_NOTICE.fill(lang, &[("time", &at(from)), ("n", &notice_minutes.to_string())])
        }
        CallKind::WillNotify { by } => k::PDF_CALL_WILL_NOTIFY.fill(lang, &[("time", &at(by))]),
        CallKind::OnCall => k::PDF_CALL_ON_CALL.say(lang).to_owned(),
        CallKind::PerHod => k::PDF_CALL_PER_HOD.say(lang).to_owned(),
        CallKind::Travel => k::PDF_CALL_TRAVEL.say(lang).to_owned(),
        CallKind::Hold => k::PDF_CALL_HOLD.say(lang).to_owned(),
        CallKind::Off => k::PDF_CALL_OFF.say(lang).to_owned(),
        CallKind::Cancelled => k::PDF_CALL_CANCELLED.say(lang).to_owned(),
    }
}

/// A call, or a dash.
pub fn maybe_call(it: Option<CallKind>, date: Date, lang: Lang) -> String {
    it.map_or_else(|| "–".to_owned(), |it| call(it, date, lang))
}

/// Where a pickup is, in one line.
pub fn pickup_place(place: &PickupPlace, lang: Lang) -> String {
    let parts: Vec<&str> = [place.label.trim(), place.address.trim()].into_iter().filter(|p| !p.is_empty()).collect();
    if parts.is_empty() && place.home { k::CALL_AT_HOME.say(lang).to_owned() } else { parts.join(", ") }
}

/// Name of a revision as printed.
pub fn revision(name: RevisionName, lang: Lang) -> String {
    match name {
        RevisionName::Number { number } => k::CALLSHEETS_NUMBERED.fill(lang, &[("n", &number.to_string())]),
        RevisionName::Colour { colour, round } => {
            let word = match colour {
                Colour::White => k::CALLSHEETS_WHITE,
                Colour::Blue => k::CALLSHEETS_BLUE,
                Colour::Pink => k::CALLSHEETS_PINK,
                Colour::Yellow => k::CALLSHEETS_YELLOW,
                Colour::Green => k::CALLSHEETS_GREEN,
                Colour::Goldenrod => k::CALLSHEETS_GOLDENROD,
                Colour::Buff => k::CALLSHEETS_BUFF,
                Colour::Salmon => k::CALLSHEETS_SALMON,
                Colour::Cherry => k::CALLSHEETS_CHERRY,
            }
            .say(lang);
            match round {
                0 | 1 => word.to_owned(),
                2 => k::CALLSHEETS_SECOND.fill(lang, &[("name", word)]),
                3 => k::CALLSHEETS_THIRD.fill(lang, &[("name", word)]),
                n => k::CALLSHEETS_AGAIN.fill(lang, &[("name", word), ("n", &n.to_string())]),
            }
        }
    }
}

/// Key of a revision's swatch: a colour, or `number`.
pub fn swatch(naming: RevisionNaming, number: u32) -> String {
    match name(naming, number) {
        RevisionName::Colour { colour, .. } => colour.key().to_owned(),
        RevisionName::Number { .. } => "number".to_owned(),
    }
}

/// Name of a revision from its head, or that it is a draft.
pub fn revision_or_draft(head: Option<&RevisionHead>, lang: Lang) -> String {
    head.map_or_else(|| k::CALLSHEETS_DRAFT.say(lang).to_owned(), |r| r.name.clone())
}

/// A day's state, when it does not go as planned.
pub fn state(state: DayState, lang: Lang) -> Option<&'static str> {
    Some(match state {
        DayState::Planned => return None,
        DayState::Standby => k::PDF_STATE_STANDBY.say(lang),
        DayState::Swapped => k::PDF_STATE_SWAPPED.say(lang),
        DayState::Cancelled => k::PDF_STATE_CANCELLED.say(lang),
        DayState::PartLost => k::PDF_STATE_PART_LOST.say(lang),
    })
}

/// Interior or exterior.
pub fn int_ext(value: IntExt, lang: Lang) -> &'static str {
    match value {
        IntExt::Int => k::PDF_INT.say(lang),
        IntExt::Ext => k::PDF_EXT.say(lang),
        IntExt::IntExt => k::PDF_INT_EXT.say(lang),
        IntExt::Other => "",
    }
}

/// Light of a scene.
pub fn light(value: Light, lang: Lang) -> &'static str {
    match value {
        Light::Day => k::PDF_LIGHT_DAY.say(lang),
        Light::Night => k::PDF_LIGHT_NIGHT.say(lang),
        Light::Dawn => k::PDF_LIGHT_DAWN.say(lang),
        Light::Dusk => k::PDF_LIGHT_DUSK.say(lang),
        Light::Other => "",
    }
}

/// Colour of a scene's edge.
pub fn tone(place: IntExt, light: Light) -> &'static str {
    match (place, light) {
        (_, Light::Dawn | Light::Dusk) => "dusk",
        (IntExt::Ext | IntExt::IntExt, Light::Night) => "ext-night",
        (IntExt::Ext | IntExt::IntExt, _) => "ext-day",
        (_, Light::Night) => "int-night",
        _ => "int-day",
    }
}

/// What a contact is there for.
pub fn contact(kind: ContactKind) -> Text {
    match kind {
        ContactKind::Medic => k::PDF_MEDIC,
        ContactKind::FirstAd => k::PDF_FIRST_AD,
        ContactKind::SecondAd => k::PDF_SECOND_AD,
        ContactKind::ProductionOffice => k::PDF_PRODUCTION_OFFICE,
        ContactKind::UnitManager => k::PDF_UNIT_MANAGER,
        ContactKind::LocationManager => k::PDF_LOCATION_MANAGER,
        ContactKind::Driver => k::PDF_DRIVER,
        ContactKind::HeadOfDepartment => k::PDF_HOD,
        ContactKind::Other => k::PDF_CONTACT,
    }
}

/// Whom to ring in trouble.
pub fn help(kind: HelpKind) -> Text {
    match kind {
        HelpKind::Emergency => k::PDF_EMERGENCY,
        HelpKind::Medic => k::PDF_MEDIC,
        HelpKind::SecondAd => k::PDF_SECOND_AD,
        HelpKind::ProductionOffice => k::PDF_PRODUCTION_OFFICE,
    }
}

/// A station between call and camera.
pub fn step(kind: StepKind) -> Text {
    match kind {
        StepKind::Makeup => k::PDF_MAKEUP,
        StepKind::Wardrobe => k::PDF_WARDROBE,
        StepKind::Rehearsal => k::PDF_REHEARSAL,
        StepKind::OnSet => k::PDF_ON_SET,
    }
}

/// A number to dial.
pub fn tel(phone: &str) -> String {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{digits}")
}

/// Micro-degrees as decimal degrees, without a detour through floats.
pub fn degrees(e6: i64) -> String {
    let sign = if e6 < 0 { "-" } else { "" };
    format!("{sign}{}.{:06}", e6.unsigned_abs() / 1_000_000, e6.unsigned_abs() % 1_000_000)
}

/// A map of a place, when its coordinates are known: a link, nothing is loaded before it is followed.
pub fn map(lat_e6: Option<i64>, lon_e6: Option<i64>) -> Option<String> {
    let (lat, lon) = (degrees(lat_e6?), degrees(lon_e6?));
    Some(format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"))
}

/// One change: what it is about, what was, what is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it is about, in words.
    pub what: String,
    /// What was; empty when there is nothing to strike through.
    pub from: String,
    /// What is; empty when the words say all.
    pub to: String,
}

/// A change in words.
pub fn change(change: &Change, date: Date, lang: Lang) -> Said {
    let words = |text: Text| Said { what: text.say(lang).to_owned(), from: String::new(), to: String::new() };
    let moved = |text: Text, from: String, to: String| Said { what: text.say(lang).to_owned(), from, to };
    let named = |text: Text, name: &str| Said {
        what: text.fill(lang, &[("name", name)]),
        from: String::new(),
        to: String::new(),
    };
    let t = |at: Option<Minute>| maybe_time(at, date, lang);
    let c = |it: Option<CallKind>| maybe_call(it, date, lang);
    let calls = |all: &[CallKind]| all.iter().map(|it| call(*it, date, lang)).collect::<Vec<_>>().join(", ");
    let st = |it: DayState| state(it, lang).unwrap_or_else(|| k::CALLSHEETS_STATE_PLANNED.say(lang)).to_owned();
    match change {
        Change::Added => words(k::CALLSHEETS_CHANGE_ADDED),
        Change::Dropped => words(k::CALLSHEETS_CHANGE_DROPPED),
        Change::DayCancelled => words(k::CALLSHEETS_CHANGE_DAY_CANCELLED),
        Change::DayState { from, to } => moved(k::CALLSHEETS_CHANGE_STATE, st(*from), st(*to)),
        Change::DateMoved { from, to } => {
            moved(k::CALLSHEETS_CHANGE_DATE, date_short(*from, lang), date_short(*to, lang))
        }
        Change::ZoneChanged { from, to } => moved(k::CALLSHEETS_CHANGE_ZONE, from.clone(), to.clone()),
        Change::CallMoved { from, to } => moved(k::CALLSHEETS_CHANGE_CALL, t(Some(*from)), t(Some(*to))),
        Change::CallCancelled => words(k::CALLSHEETS_CHANGE_CALL_CANCELLED),
        Change::CallKind { from, to } => moved(k::CALLSHEETS_CHANGE_CALL, c(*from), c(*to)),
        Change::FurtherCalls { from, to } => moved(k::CALLSHEETS_CHANGE_FURTHER, calls(from), calls(to)),
        Change::PlaceChanged { from, to } => moved(
            k::CALLSHEETS_CHANGE_PLACE,
            from.as_ref().map(|p| p.name.clone()).unwrap_or_default(),
            to.as_ref().map(|p| p.name.clone()).unwrap_or_default(),
        ),
        Change::PickupAdded { at } => moved(k::CALLSHEETS_CHANGE_PICKUP_ADDED, String::new(), t(*at)),
        Change::PickupRemoved => words(k::CALLSHEETS_CHANGE_PICKUP_REMOVED),
        Change::PickupMoved { from, to } => moved(k::CALLSHEETS_CHANGE_PICKUP, t(*from), t(*to)),
        Change::PickupPlace { from, to } => {
            let p = |it: &Option<PickupPlace>| it.as_ref().map(|p| pickup_place(p, lang)).unwrap_or_default();
            moved(k::CALLSHEETS_CHANGE_PICKUP_PLACE, p(from), p(to))
        }
        Change::StepMoved { step: which, from, to } => {
            Said { what: step(*which).say(lang).to_owned(), from: t(*from), to: t(*to) }
        }
        Change::SceneAdded { number } => named(k::CALLSHEETS_CHANGE_SCENE_ADDED, number),
        Change::SceneRemoved { number } => named(k::CALLSHEETS_CHANGE_SCENE_REMOVED, number),
        Change::SceneMoved { number, from, to } => {
            Said { from: t(*from), to: t(*to), ..named(k::CALLSHEETS_CHANGE_SCENE, number) }
        }
        Change::LocationAdded { name } => named(k::CALLSHEETS_CHANGE_LOCATION_ADDED, name),
        Change::LocationRemoved { name } => named(k::CALLSHEETS_CHANGE_LOCATION_REMOVED, name),
        Change::LocationMoved { name } => named(k::CALLSHEETS_CHANGE_LOCATION_MOVED, name),
        Change::Driver { to } => moved(k::CALLSHEETS_CHANGE_DRIVER, String::new(), to.clone()),
        Change::WrapMoved { from, to } => moved(k::CALLSHEETS_CHANGE_WRAP, t(*from), t(*to)),
    }
}
