//! The words of the printed sheet: labels of the template, dates, times and calls in the sheet's language.

use super::super::model::sheet::{BannerKind, CallKind, ContactKind, DayState, SceneFlag};
use crate::text::{Lang, Text, k};
use crate::values::{IntExt, Light, Minute};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::collections::BTreeMap;

/// What the template calls a label, and the text of the catalogue it gets.
const LABELS: &[(&str, Text)] = &[
    ("title", k::PDF_TITLE),
    ("no_hospital", k::PDF_NO_HOSPITAL),
    ("hospital", k::PDF_HOSPITAL),
    ("hazards", k::PDF_HAZARDS),
    ("help", k::PDF_HELP),
    ("safety", k::PDF_SAFETY),
    ("locations", k::PDF_LOCATIONS),
    ("location", k::PDF_LOCATION),
    ("address", k::PDF_ADDRESS),
    ("parking", k::PDF_PARKING),
    ("no", k::PDF_NO),
    ("loc", k::PDF_LOC),
    ("scenes", k::PDF_SCENES),
    ("scene", k::PDF_SCENE),
    ("ie", k::PDF_IE),
    ("set", k::PDF_SET),
    ("set_synopsis", k::PDF_SET_SYNOPSIS),
    ("dn", k::PDF_DN),
    ("cast_no", k::PDF_CAST_NO),
    ("pages", k::PDF_PAGES),
    ("start", k::PDF_START),
    ("duration", k::PDF_DURATION),
    ("totals", k::PDF_TOTALS),
    ("cast", k::PDF_CAST),
    ("character", k::PDF_CHARACTER),
    ("artist", k::PDF_ARTIST),
    ("status", k::PDF_STATUS),
    ("pickup", k::PDF_PICKUP),
    ("call", k::PDF_CALL),
    ("makeup", k::PDF_MAKEUP),
    ("wardrobe", k::PDF_WARDROBE),
    ("rehearsal", k::PDF_REHEARSAL),
    ("on_set", k::PDF_ON_SET),
    ("notes", k::PDF_NOTES),
    ("phone", k::PDF_PHONE),
    ("background", k::PDF_BACKGROUND),
    ("description", k::PDF_DESCRIPTION),
    ("count", k::PDF_COUNT),
    ("crew", k::PDF_CREW),
    ("continued", k::PDF_CONTINUED),
    ("transport", k::PDF_TRANSPORT),
    ("name", k::PDF_NAME),
    ("from", k::PDF_FROM),
    ("to", k::PDF_TO),
    ("driver", k::PDF_DRIVER),
    ("vehicle", k::PDF_VEHICLE),
    ("advance", k::PDF_ADVANCE),
    ("tentative", k::PDF_TENTATIVE),
    ("sets", k::PDF_SETS),
    ("date_head", k::PDF_DATE_HEAD),
    ("day_head", k::PDF_DAY_HEAD),
    ("medical", k::PDF_MEDICAL),
    ("contacts", k::PDF_CONTACTS),
    ("page", k::PDF_PAGE),
];

const WEEKDAYS: [Text; 7] = [
    k::PDF_WEEKDAY_1,
    k::PDF_WEEKDAY_2,
    k::PDF_WEEKDAY_3,
    k::PDF_WEEKDAY_4,
    k::PDF_WEEKDAY_5,
    k::PDF_WEEKDAY_6,
    k::PDF_WEEKDAY_7,
];
const WEEKDAYS_SHORT: [Text; 7] =
    [k::PDF_WD_1, k::PDF_WD_2, k::PDF_WD_3, k::PDF_WD_4, k::PDF_WD_5, k::PDF_WD_6, k::PDF_WD_7];
const MONTHS: [Text; 12] = [
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
const MONTHS_SHORT: [Text; 12] = [
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

/// The label table handed to the template.
pub(super) fn labels(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    LABELS.iter().map(|(name, text)| (*name, text.say(lang))).collect()
}

/// Speaks one language about one shooting day.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// Language of the sheet.
    pub(super) lang: Lang,
    /// Date the day's minutes count from.
    pub(super) date: Date,
}

fn pick(names: &[Text], one_based: i8, lang: Lang) -> &'static str {
    usize::try_from(one_based - 1).ok().and_then(|i| names.get(i)).map_or("", |text| text.say(lang))
}

impl Words {
    /// The words of a text.
    pub(super) fn say(self, text: Text) -> String {
        text.say(self.lang).to_owned()
    }
    /// The words of a text, filled.
    pub(super) fn fill(self, text: Text, with: &[(&str, &str)]) -> String {
        text.fill(self.lang, with)
    }

    /// A date with its weekday spelled out: `Wednesday 13 May 2026`.
    pub(super) fn date_long(self, date: Date) -> String {
        self.fill(
            k::PDF_DATE_LONG,
            &[
                ("weekday", pick(&WEEKDAYS, date.weekday().to_monday_one_offset(), self.lang)),
                ("day", &date.day().to_string()),
                ("month", pick(&MONTHS, date.month(), self.lang)),
                ("year", &date.year().to_string()),
            ],
        )
    }
    /// A date in a line or table: `Wed 13 May`.
    pub(super) fn date_short(self, date: Date) -> String {
        self.fill(
            k::PDF_DATE_SHORT,
            &[
                ("weekday", self.weekday(date)),
                ("day", &date.day().to_string()),
                ("month", pick(&MONTHS_SHORT, date.month(), self.lang)),
            ],
        )
    }
    fn weekday(self, date: Date) -> &'static str {
        pick(&WEEKDAYS_SHORT, date.weekday().to_monday_one_offset(), self.lang)
    }
    /// `Tue 12 May, 19:42` of an instant (unix milliseconds) in a zone; UTC, and saying so, if the zone is unknown.
    pub(super) fn stamp(self, at_ms: i64, zone: &str) -> String {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
        let (tz, mark) = TimeZone::get(zone).map_or((TimeZone::UTC, " UTC"), |tz| (tz, ""));
        let local = at.to_zoned(tz);
        let time = format!("{:02}:{:02}{mark}", local.hour(), local.minute());
        self.fill(k::PDF_STAMP, &[("date", &self.date_short(local.date())), ("time", &time)])
    }

    /// A time of the day; with its weekday when it falls on another date than the day's own.
    pub(super) fn time(self, at: Minute) -> String {
        let offset = at.day_offset();
        let other = if offset == 0 { None } else { 1.days().checked_mul(offset).ok() };
        match other.and_then(|span| self.date.checked_add(span).ok()) {
            Some(date) => self.fill(k::PDF_OTHER_DAY, &[("time", &at.to_string()), ("weekday", self.weekday(date))]),
            None => at.to_string(),
        }
    }

    /// A call as printed in a table.
    pub(super) fn call(self, call: CallKind) -> String {
        match call {
            CallKind::Time { at } => self.time(at),
            CallKind::PreCall { at } => self.fill(k::PDF_CALL_PRE, &[("time", &self.time(at))]),
            CallKind::StandBy { from, notice_minutes: 0 } => {
                self.fill(k::PDF_CALL_STAND_BY, &[("time", &self.time(from))])
            }
            CallKind::StandBy { from, notice_minutes } => self
                .fill(k::PDF_CALL_STAND_BY_NOTICE, &[("time", &self.time(from)), ("n", &notice_minutes.to_string())]),
            CallKind::WillNotify { by } => self.fill(k::PDF_CALL_WILL_NOTIFY, &[("time", &self.time(by))]),
            CallKind::OnCall => self.say(k::PDF_CALL_ON_CALL),
            CallKind::PerHod => self.say(k::PDF_CALL_PER_HOD),
            CallKind::Travel => self.say(k::PDF_CALL_TRAVEL),
            CallKind::Hold => self.say(k::PDF_CALL_HOLD),
            CallKind::Off => self.say(k::PDF_CALL_OFF),
            CallKind::Cancelled => self.say(k::PDF_CALL_CANCELLED),
        }
    }

    /// Interior or exterior as a column shows it.
    pub(super) fn int_ext(self, value: IntExt) -> String {
        match value {
            IntExt::Int => self.say(k::PDF_INT),
            IntExt::Ext => self.say(k::PDF_EXT),
            IntExt::IntExt => self.say(k::PDF_INT_EXT),
            IntExt::Other => String::new(),
        }
    }
    /// Light of the scene as a column shows it.
    pub(super) fn light(self, value: Light) -> String {
        match value {
            Light::Day => self.say(k::PDF_LIGHT_DAY),
            Light::Night => self.say(k::PDF_LIGHT_NIGHT),
            Light::Dawn => self.say(k::PDF_LIGHT_DAWN),
            Light::Dusk => self.say(k::PDF_LIGHT_DUSK),
            Light::Other => String::new(),
        }
    }
    /// What a flagged scene is marked with.
    pub(super) fn flag(self, flag: SceneFlag) -> String {
        self.say(match flag {
            SceneFlag::Stunt => k::PDF_STUNT,
            SceneFlag::Weapon => k::PDF_WEAPON,
            SceneFlag::Animal => k::PDF_ANIMAL,
            SceneFlag::Drone => k::PDF_DRONE,
            SceneFlag::Water => k::PDF_WATER,
            SceneFlag::Minor => k::PDF_MINOR,
        })
    }
    /// What a banner without text says.
    pub(super) fn banner(self, kind: BannerKind) -> String {
        self.say(match kind {
            BannerKind::Meal => k::PDF_BANNER_MEAL,
            BannerKind::CompanyMove => k::PDF_BANNER_MOVE,
            BannerKind::Note => k::PDF_BANNER_NOTE,
        })
    }
    /// Banner over a day that does not go as planned; none when it does.
    pub(super) fn state(self, state: DayState) -> Option<String> {
        Some(self.say(match state {
            DayState::Planned => return None,
            DayState::Standby => k::PDF_STATE_STANDBY,
            DayState::Swapped => k::PDF_STATE_SWAPPED,
            DayState::Cancelled => k::PDF_STATE_CANCELLED,
            DayState::PartLost => k::PDF_STATE_PART_LOST,
        }))
    }
    /// What a contact is there for.
    pub(super) fn contact(self, kind: ContactKind) -> String {
        self.say(match kind {
            ContactKind::Medic => k::PDF_MEDIC,
            ContactKind::FirstAd => k::PDF_FIRST_AD,
            ContactKind::SecondAd => k::PDF_SECOND_AD,
            ContactKind::ProductionOffice => k::PDF_PRODUCTION_OFFICE,
            ContactKind::UnitManager => k::PDF_UNIT_MANAGER,
            ContactKind::LocationManager => k::PDF_LOCATION_MANAGER,
            ContactKind::Driver => k::PDF_DRIVER,
            ContactKind::HeadOfDepartment => k::PDF_HOD,
            ContactKind::Other => k::PDF_CONTACT,
        })
    }
}
