//! Words of the schedule: dates with their weekday, times, days, warnings. All take the language, as event handlers
//! have no page to ask.
use super::model::{Board, BoardCast, DayKind, DayState, RestRule, Subject, Warning};
use crate::{
    text::{Lang, Text, k},
    values::{CharacterId, IntExt, Light, Minute},
};
use jiff::civil::Date;

/// `Wed 13 May`; the year is never in doubt on a schedule.
pub(super) fn date(lang: Lang, date: Date) -> String {
    let nth = |text: Text, n: i8| text.say(lang).split(' ').nth(usize::from(n.unsigned_abs())).unwrap_or_default();
    let weekday = nth(k::SCHEDULE_WEEKDAYS, date.weekday().to_monday_zero_offset());
    let month = nth(k::SCHEDULE_MONTHS, date.month() - 1);
    k::SCHEDULE_DATE.fill(lang, &[("weekday", weekday), ("day", &date.day().to_string()), ("month", month)])
}

/// The first letter of its weekday, for a narrow column.
pub(super) fn weekday_letter(lang: Lang, date: Date) -> String {
    let days = k::SCHEDULE_WEEKDAYS.say(lang);
    let name = days.split(' ').nth(usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()));
    name.and_then(|n| n.chars().next()).map(String::from).unwrap_or_default()
}

/// A time of a shooting day; with its weekday when it falls on another calendar day.
pub(super) fn time(lang: Lang, of: Date, at: Minute) -> String {
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
pub(super) fn length(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes as `9 h 40`.
pub(super) fn hours(minutes: i64) -> String {
    if minutes % 60 == 0 { format!("{} h", minutes / 60) } else { format!("{} h {:02}", minutes / 60, minutes % 60) }
}

/// `Day 6`, or what it is for when it has no number.
pub(super) fn day_name(lang: Lang, label: &str, what: DayKind) -> String {
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
    }
}

/// Whether a day takes place.
pub(super) fn state(state: DayState) -> Text {
    match state {
        DayState::Planned => k::SCHEDULE_STATE_PLANNED,
        DayState::Standby => k::SCHEDULE_STATE_STANDBY,
        DayState::Swapped => k::SCHEDULE_STATE_SWAPPED,
        DayState::Cancelled => k::SCHEDULE_STATE_CANCELLED,
        DayState::PartLost => k::SCHEDULE_STATE_PART_LOST,
    }
}

/// INT, EXT.
pub(super) fn int_ext(value: IntExt) -> Text {
    match value {
        IntExt::Int => k::SCHEDULE_INT,
        IntExt::Ext => k::SCHEDULE_EXT,
        IntExt::IntExt => k::SCHEDULE_INT_EXT,
        IntExt::Other => k::SCHEDULE_UNSAID,
    }
}

/// D, N.
pub(super) fn light(value: Light) -> Text {
    match value {
        Light::Day => k::SCHEDULE_LIGHT_DAY,
        Light::Night => k::SCHEDULE_LIGHT_NIGHT,
        Light::Dawn => k::SCHEDULE_LIGHT_DAWN,
        Light::Dusk => k::SCHEDULE_LIGHT_DUSK,
        Light::Other => k::SCHEDULE_UNSAID,
    }
}

/// So many of something: one has a text of its own.
pub(super) fn count(lang: Lang, n: usize, one: Text, many: Text) -> String {
    if n == 1 { one.say(lang).to_owned() } else { many.fill(lang, &[("n", &n.to_string())]) }
}

/// `9 scenes`.
pub(super) fn scenes(lang: Lang, n: usize) -> String {
    count(lang, n, k::SCHEDULE_SCENE_ONE, k::SCHEDULE_SCENES)
}

/// A part as strips print it: its number, or its name as long as it has none.
pub(super) fn part(cast: &BoardCast) -> &str {
    if cast.number.is_empty() { &cast.name } else { &cast.number }
}

/// `Cast 7`.
pub(super) fn cast(lang: Lang, board: &Board, character: CharacterId) -> String {
    let who = board.cast.iter().find(|c| c.character == character);
    k::SCHEDULE_CAST_WHO.fill(lang, &[("n", who.map_or("?", part))])
}

fn who(lang: Lang, board: &Board, subject: Subject) -> String {
    match subject {
        Subject::Cast { character, .. } => cast(lang, board, character),
        Subject::Crew(id) => match board.units.iter().find(|u| u.id == id) {
            Some(unit) if board.units.len() > 1 => k::SCHEDULE_CREW_OF.fill(lang, &[("name", &unit.name)]),
            _ => k::SCHEDULE_CREW.say(lang).to_owned(),
        },
    }
}

/// A warning in words, and where its rule stands written.
pub(super) fn warning(lang: Lang, board: &Board, warning: &Warning) -> (String, &'static str) {
    match warning {
        Warning::Rest(rest) => {
            let (is, due) = (hours(rest.rest_minutes), hours(rest.due_minutes));
            let words =
                k::SCHEDULE_REST.fill(lang, &[("name", &who(lang, board, rest.subject)), ("n", &is), ("due", &due)]);
            let RestRule::Directive2003_88Art3 = rest.source;
            (words, k::SCHEDULE_REST_SOURCE.say(lang))
        }
        Warning::DayOff(off) => (k::SCHEDULE_DAY_OFF.fill(lang, &[("name", &who(lang, board, off.subject))]), ""),
        Warning::NotShooting { scenes, .. } => (
            k::SCHEDULE_NOT_SHOOTING.fill(lang, &[("n", &self::scenes(lang, usize::try_from(*scenes).unwrap_or(0)))]),
            "",
        ),
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
