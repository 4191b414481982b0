//! The words of the printed sheet: labels of the template, and what every page says of dates, times and calls, in the
//! sheet's language.

use super::super::{
    model::sheet::{BannerKind, CallKind, ContactKind, DayState, SceneFlag},
    words,
};
use crate::text::{Lang, Text, k};
use crate::values::{IntExt, Light, Minute};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
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
    ("verify", k::PDF_VERIFY),
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
        words::date_long(date, self.lang)
    }
    /// A date in a line or table: `Wed 13 May`.
    pub(super) fn date_short(self, date: Date) -> String {
        words::date_short(date, self.lang)
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
        words::time(at, self.date, self.lang)
    }
    /// A call as printed in a table.
    pub(super) fn call(self, call: CallKind) -> String {
        words::call(call, self.date, self.lang)
    }
    /// Interior or exterior as a column shows it.
    pub(super) fn int_ext(self, value: IntExt) -> String {
        words::int_ext(value, self.lang).to_owned()
    }
    /// Light of the scene as a column shows it.
    pub(super) fn light(self, value: Light) -> String {
        words::light(value, self.lang).to_owned()
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
        words::state(state, self.lang).map(str::to_owned)
    }
    /// What a contact is there for.
    pub(super) fn contact(self, kind: ContactKind) -> String {
        self.say(words::contact(kind))
    }
}
