//! Words of the schedule: dates with their weekday, times, days, warnings. All take the language, as event handlers
//! have no page to ask.
use super::data::key;
use super::model::checks::BannerKind;
use super::model::{Board, BoardCast, DayKind, DayState, StripColour};
use crate::{
    text::{Lang, Text, k, t},
    ui::{Choice, options},
    values::{CharacterId, IntExt, Light, Minute, UnitId},
};
use jiff::civil::Date;

/// `Wed 13 May`; the year is never in doubt on a schedule.
pub(crate) fn date(lang: Lang, date: Date) -> String {
    let nth = |text: Text, n: i8| text.say(lang).split(' ').nth(usize::from(n.unsigned_abs())).unwrap_or_default();
    let weekday = nth(k::SCHEDULE_WEEKDAYS, date.weekday().to_monday_zero_offset());
    let month = nth(k::SCHEDULE_MONTHS, date.month() - 1);
    k::SCHEDULE_DATE.fill(lang, &[("weekday", weekday), ("day", &date.day().to_string()), ("month", month)])
}

/// The first letter of its weekday, for a narrow column.
pub(crate) fn weekday_letter(lang: Lang, date: Date) -> String {
    let days = k::SCHEDULE_WEEKDAYS.say(lang);
    let name = days.split(' ').nth(usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()));
    name.and_then(|n| n.chars().next()).map(String::from).unwrap_or_default()
}

/// A time of a shooting day; with its weekday when it falls on another calendar day.
pub(crate) fn time(lang: Lang, of: Date, at: Minute) -> String {
    match at.day_offset() {
        0 => at.to_string(),
        days => {
            let other = of.saturating_add(jiff::Span::new().days(days.clamp(-7, 7)));
            let names = k::SCHEDULE_WEEKDAYS.say(lang);
            let name = names.split(' ').nth(usize::from(other.weekday().to_monday_zero_offset().unsigned_abs()));
            format!("{at} {}", name.unwrap_or_default())
        }
    }
}

/// A time as it is typed: half past one after midnight is `25:30`.
pub(super) fn typed(at: Option<Minute>) -> String {
    at.map(|m| format!("{:02}:{:02}", m.0.max(0) / 60, m.0.max(0) % 60)).unwrap_or_default()
}

/// Minutes as `0:50`.
pub(crate) fn length(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes as `9 h 40`.
pub(super) fn hours(minutes: i64) -> String {
    if minutes % 60 == 0 { format!("{} h", minutes / 60) } else { format!("{} h {:02}", minutes / 60, minutes % 60) }
}

/// `Day 6`, or what it is for when it has no number.
pub(crate) fn day_name(lang: Lang, label: &str, what: DayKind) -> String {
    if label.is_empty() { kind(what).say(lang).to_owned() } else { k::SCHEDULE_DAY.fill(lang, &[("n", label)]) }
}

/// What a day is for.
pub(super) fn kind(kind: DayKind) -> Text {
    match kind {
        DayKind::Shoot => k::SCHEDULE_KIND_SHOOT,
        DayKind::Prep => k::SCHEDULE_KIND_PREP,
        DayKind::Fitting => k::SCHEDULE_KIND_FITTING,
        DayKind::CameraTest => k::SCHEDULE_KIND_CAMERA_TEST,
        DayKind::Rig => k::SCHEDULE_KIND_RIG,
        DayKind::Travel => k::SCHEDULE_KIND_TRAVEL,
        DayKind::Off => k::SCHEDULE_KIND_OFF,
        DayKind::Holiday => k::SCHEDULE_KIND_HOLIDAY,
        DayKind::Hiatus => k::SCHEDULE_KIND_HIATUS,
    }
}

/// Whether a day takes place.
pub(crate) fn state(state: DayState) -> Text {
    match state {
        DayState::Planned => k::SCHEDULE_STATE_PLANNED,
        DayState::Standby => k::SCHEDULE_STATE_STANDBY,
        DayState::Swapped => k::SCHEDULE_STATE_SWAPPED,
        DayState::Cancelled => k::SCHEDULE_STATE_CANCELLED,
        DayState::PartLost => k::SCHEDULE_STATE_PART_LOST,
    }
}

/// INT, EXT.
pub(crate) fn int_ext(value: IntExt) -> Text {
    match value {
        IntExt::Int => k::SCHEDULE_INT,
        IntExt::Ext => k::SCHEDULE_EXT,
        IntExt::IntExt => k::SCHEDULE_INT_EXT,
        IntExt::Other => k::SCHEDULE_UNSAID,
    }
}

/// D, N.
pub(crate) fn light(value: Light) -> Text {
    match value {
        Light::Day => k::SCHEDULE_LIGHT_DAY,
        Light::Night => k::SCHEDULE_LIGHT_NIGHT,
        Light::Dawn => k::SCHEDULE_LIGHT_DAWN,
        Light::Dusk => k::SCHEDULE_LIGHT_DUSK,
        Light::Other => k::SCHEDULE_UNSAID,
    }
}

/// What a banner may stand for.
pub(super) fn banner_kinds() -> Vec<Choice> {
    let all = [
        (BannerKind::Note, k::RULES_BANNER_NOTE),
        (BannerKind::Meal, k::RULES_BANNER_MEAL),
        (BannerKind::Move, k::RULES_BANNER_MOVE),
        (BannerKind::Rehearsal, k::RULES_BANNER_REHEARSAL),
    ];
    options(all.map(|(kind, name)| (key(kind), t(name))))
}

/// So many of something: one has a text of its own.
pub(super) fn count(lang: Lang, n: usize, one: Text, many: Text) -> String {
    if n == 1 { one.say(lang).to_owned() } else { many.fill(lang, &[("n", &n.to_string())]) }
}

/// `9 scenes`.
pub(crate) fn scenes(lang: Lang, n: usize) -> String {
    count(lang, n, k::SCHEDULE_SCENE_ONE, k::SCHEDULE_SCENES)
}

/// A part as strips print it: its number, or its name as long as it has none.
pub(crate) fn part(cast: &BoardCast) -> &str {
    if cast.number.is_empty() { &cast.name } else { &cast.number }
}

/// `Cast 7`.
pub(super) fn cast(lang: Lang, board: &Board, character: CharacterId) -> String {
    let who = board.cast.iter().find(|c| c.character == character);
    k::SCHEDULE_CAST_WHO.fill(lang, &[("n", who.map_or("?", part))])
}

/// The crew, named after its unit where there are several.
pub(super) fn crew(lang: Lang, board: &Board, unit: UnitId) -> String {
    match board.units.iter().find(|u| u.id == unit) {
        Some(unit) if board.units.len() > 1 => k::SCHEDULE_CREW_OF.fill(lang, &[("name", &unit.name)]),
        _ => k::SCHEDULE_CREW.say(lang).to_owned(),
    }
}

/// Class of a strip's colour. The words of place and light stand beside it always.
pub(crate) fn tone(colour: StripColour) -> &'static str {
    match colour {
        StripColour::White => "int-day",
        StripColour::Yellow => "ext-day",
        StripColour::Blue => "int-night",
        StripColour::Green => "ext-night",
        StripColour::Pink => "dusk",
        StripColour::Salmon => "salmon",
        StripColour::Grey => "plain",
        StripColour::Banner => "banner",
        StripColour::Black => "break",
    }
}

#[cfg(test)]
mod word_tests {
    use super::*;
    use jiff::civil::date as on;

    #[test]
    fn dates_and_times_in_every_language() {
        let day = on(2026, 5, 14);
        assert_eq!(date(Lang::En, day), "Thu 14 May");
        assert_eq!(date(Lang::De, day), "Do 14. Mai");
        assert_eq!(date(Lang::Nl, day), "do 14 mei");
        assert_eq!(date(Lang::Fr, day), "jeu. 14 mai");
        assert_eq!(time(Lang::En, day, Minute(1530)), "01:30 Fri");
        assert_eq!(time(Lang::De, day, Minute(-60)), "23:00 Mi");
        assert_eq!(time(Lang::De, day, Minute(425)), "07:05");
        assert_eq!((hours(580).as_str(), hours(660).as_str(), length(50).as_str()), ("9 h 40", "11 h", "0:50"));
        assert_eq!(typed(Some(Minute(1530))), "25:30");
        for lang in Lang::ALL {
            assert_eq!(k::SCHEDULE_WEEKDAYS.say(lang).split(' ').count(), 7);
            assert_eq!(k::SCHEDULE_MONTHS.say(lang).split(' ').count(), 12);
        }
    }
}
