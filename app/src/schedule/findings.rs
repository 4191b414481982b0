//! What the checks of a schedule find, in words.
use super::model::Board;
use super::model::checks::{About, Fault, Finding, FindingKind, Measure, Problem, Severity, Times};
use super::words;
use crate::{
    text::{Lang, Text, k},
    values::{Eighths, LocationId, Minute, SceneId},
};

/// A finding in words.
#[must_use]
pub fn words(lang: Lang, board: &Board, finding: &Finding) -> String {
    let figure = |figure: Option<i64>| figure.map(|n| self::figure(lang, board, finding, n)).unwrap_or_default();
    let (have, due) = (figure(finding.have), figure(finding.due));
    text(finding).fill(lang, &[("name", &name(lang, board, finding)), ("n", &have), ("due", &due)])
}

/// Where its rule stands written, and whether it rests on estimated or actual times.
#[must_use]
pub fn source(lang: Lang, finding: &Finding) -> String {
    let times = match finding.times {
        Times::Estimated => k::SCHEDULE_CHECK_ESTIMATED,
        Times::Actual => k::SCHEDULE_CHECK_ACTUAL,
    };
    match &finding.clause {
        None => String::new(),
        Some(clause) if clause.pack.is_empty() => k::SCHEDULE_CHECK_PERMIT.fill(lang, &[("name", &clause.source)]),
        Some(clause) => format!("{}; {}", clause.source, times.say(lang)),
    }
}

/// How grave it is.
#[must_use]
pub fn severity(severity: Severity) -> Text {
    match severity {
        Severity::Hard => k::SCHEDULE_CHECK_HARD,
        Severity::Breach => k::SCHEDULE_CHECK_BREACH,
        Severity::Notice => k::SCHEDULE_CHECK_NOTICE,
    }
}

/// What is wrong with a field of one's own pack.
#[must_use]
pub fn fault(lang: Lang, fault: &Fault) -> String {
    let plain = match fault.problem {
        Problem::NotJson { line, column } => {
            let with = [("line", &*line.to_string()), ("column", &*column.to_string())];
            return k::SCHEDULE_PACK_NOT_JSON.fill(lang, &with);
        }
        Problem::Range { from, to } => {
            let with = [("from", &*from.to_string()), ("to", &*to.to_string())];
            return k::SCHEDULE_PACK_RANGE.fill(lang, &with);
        }
        Problem::Missing => k::SCHEDULE_PACK_MISSING,
        Problem::Unknown => k::SCHEDULE_PACK_UNKNOWN,
        Problem::NotText => k::SCHEDULE_PACK_NOT_TEXT,
        Problem::NotWhole => k::SCHEDULE_PACK_NOT_WHOLE,
        Problem::NotYesNo => k::SCHEDULE_PACK_NOT_YES_NO,
        Problem::NotList => k::SCHEDULE_PACK_NOT_LIST,
        Problem::NotRecord => k::SCHEDULE_PACK_NOT_RECORD,
        Problem::NotDate => k::SCHEDULE_PACK_NOT_DATE,
        Problem::NotOneOf => k::SCHEDULE_PACK_NOT_ONE_OF,
        Problem::Order => k::SCHEDULE_PACK_ORDER,
        Problem::Twice => k::SCHEDULE_PACK_TWICE,
    };
    plain.say(lang).to_owned()
}

fn text(finding: &Finding) -> Text {
    // Too early has the figure before the one it should be, too late after it.
    let early = finding.have < finding.due;
    let never = finding.have.is_none();
    match finding.kind {
        FindingKind::NotShooting => k::SCHEDULE_NOT_SHOOTING,
        FindingKind::DailyRest => k::SCHEDULE_REST,
        FindingKind::RestAcrossUnits => k::SCHEDULE_CHECK_REST_UNITS,
        FindingKind::WeeklyRest => k::SCHEDULE_CHECK_WEEKLY_REST,
        FindingKind::DayLength => k::SCHEDULE_CHECK_DAY_LENGTH,
        FindingKind::Overtime => k::SCHEDULE_CHECK_OVERTIME,
        FindingKind::WeekLength => k::SCHEDULE_CHECK_WEEK_LENGTH,
        FindingKind::NightWork => k::SCHEDULE_CHECK_NIGHT_WORK,
        FindingKind::FirstMeal => k::SCHEDULE_CHECK_FIRST_MEAL,
        FindingKind::NextMeal => k::SCHEDULE_CHECK_NEXT_MEAL,
        FindingKind::MealLength => k::SCHEDULE_CHECK_MEAL_LENGTH,
        FindingKind::CastAway => k::SCHEDULE_CHECK_CAST_AWAY,
        FindingKind::CastHours | FindingKind::PlaceHours if early => k::SCHEDULE_CHECK_HOURS_FROM,
        FindingKind::CastHours | FindingKind::PlaceHours => k::SCHEDULE_CHECK_HOURS_UNTIL,
        FindingKind::PlaceAway => k::SCHEDULE_CHECK_PLACE_AWAY,
        FindingKind::DayNightMix => k::SCHEDULE_CHECK_DAY_NIGHT,
        FindingKind::PageLoad => k::SCHEDULE_CHECK_PAGE_LOAD,
        FindingKind::TimeLoad => k::SCHEDULE_CHECK_TIME_LOAD,
        FindingKind::CompanyMoves => k::SCHEDULE_CHECK_MOVES,
        FindingKind::MinorAge => k::SCHEDULE_CHECK_MINOR_AGE,
        FindingKind::MinorWork => k::SCHEDULE_CHECK_MINOR_WORK,
        FindingKind::MinorOnSet => k::SCHEDULE_CHECK_MINOR_ON_SET,
        FindingKind::MinorEarly => k::SCHEDULE_CHECK_MINOR_EARLY,
        FindingKind::MinorLate => k::SCHEDULE_CHECK_MINOR_LATE,
        FindingKind::MinorPermit => k::SCHEDULE_CHECK_MINOR_PERMIT,
        FindingKind::MinorChaperone => k::SCHEDULE_CHECK_MINOR_CHAPERONE,
        FindingKind::MinorUntimed => k::SCHEDULE_CHECK_MINOR_UNTIMED,
        FindingKind::UnitOverlap if never => k::SCHEDULE_CHECK_OVERLAP_DATE,
        FindingKind::UnitOverlap => k::SCHEDULE_CHECK_OVERLAP,
        FindingKind::RiskAssessment => k::SCHEDULE_CHECK_RISK,
        FindingKind::Supervisor => k::SCHEDULE_CHECK_SUPERVISOR,
        FindingKind::NoCover => k::SCHEDULE_CHECK_NO_COVER,
        FindingKind::CoverUndecided => k::SCHEDULE_CHECK_UNDECIDED,
        FindingKind::NoDaylight if never => k::SCHEDULE_CHECK_DAYLIGHT_NEVER,
        FindingKind::NoDaylight if early => k::SCHEDULE_CHECK_DAYLIGHT_FROM,
        FindingKind::NoDaylight => k::SCHEDULE_CHECK_DAYLIGHT_UNTIL,
        FindingKind::NotDark if never => k::SCHEDULE_CHECK_DARK_NEVER,
        FindingKind::NotDark if early => k::SCHEDULE_CHECK_DARK_FROM,
        FindingKind::NotDark => k::SCHEDULE_CHECK_DARK_UNTIL,
        FindingKind::SundayPremium => k::SCHEDULE_CHECK_SUNDAY,
        FindingKind::HolidayPremium => k::SCHEDULE_CHECK_HOLIDAY,
        FindingKind::NightPremium => k::SCHEDULE_CHECK_NIGHT,
    }
}

fn figure(lang: Lang, board: &Board, finding: &Finding, n: i64) -> String {
    match finding.kind.measure() {
        Measure::Minutes => words::hours(n),
        Measure::Clock => {
            let day = board.days.iter().find(|day| Some(day.id) == finding.day());
            day.map(|day| words::time(lang, day.date, Minute(n))).unwrap_or_default()
        }
        Measure::Eighths => Eighths(n).to_string(),
        Measure::Count if finding.kind == FindingKind::NotShooting => {
            words::scenes(lang, usize::try_from(n).unwrap_or_default())
        }
        Measure::Count | Measure::Years => n.to_string(),
    }
}

fn name(lang: Lang, board: &Board, finding: &Finding) -> String {
    match finding.about {
        About::Day(_) => String::new(),
        About::Scene(id) => scene(board, id),
        About::Place(id) => place(board, id),
        About::Crew(unit) => words::crew(lang, board, unit),
        About::Cast { character, .. } => words::cast(lang, board, character),
        About::Person(person) => {
            let who = super::model::checks::Who::Person(person);
            let known = board.facts.people.iter().find(|facts| facts.who == who && !facts.name.is_empty());
            known.map_or_else(|| k::SCHEDULE_CREW.say(lang).to_owned(), |facts| facts.name.clone())
        }
    }
}

fn scene(board: &Board, id: SceneId) -> String {
    let mut scenes = board.strips().filter_map(|(_, strip)| strip.scene());
    scenes.find(|scene| scene.scene == id).map(|scene| scene.number.clone()).unwrap_or_default()
}

fn place(board: &Board, id: LocationId) -> String {
    let mut scenes = board.strips().filter_map(|(_, strip)| strip.scene());
    scenes.find(|scene| scene.location == Some(id)).map(|scene| scene.location_name.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::model::checks::{check, sample};

    #[test]
    fn every_finding_has_words_in_every_language() {
        let board = sample(120, 30, 20, 7);
        let found = check(&board);
        let one = found.first().cloned().into_iter();
        let every = one.flat_map(|f| FindingKind::ALL.map(|kind| Finding { kind, ..f.clone() }));
        for finding in every.chain(found) {
            for lang in Lang::ALL {
                let said = words(lang, &board, &finding);
                assert!(!said.is_empty() && !said.contains('{'), "{lang:?} {finding:?}: {said}");
            }
        }
    }

    #[test]
    fn a_rest_says_who_how_much_and_by_what_rule() {
        let board = sample(120, 30, 20, 7);
        let rest = check(&board).into_iter().find(|f| f.kind == FindingKind::DailyRest);
        let said = rest.map(|mut f| {
            (f.have, f.due) = (Some(580), Some(660));
            (words(Lang::En, &board, &f), source(Lang::En, &f))
        });
        let (said, source) = said.unwrap_or_default();
        assert!(said.ends_with("9 h 40 rest, 11 h due"), "{said}");
        assert!(source.ends_with("; estimated"), "{source}");
    }
}
