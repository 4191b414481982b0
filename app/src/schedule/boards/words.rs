//! Words of boards beside the active one.
use super::{
    super::{
        model::{
            Differs, DriftKind,
            issued::{DateKind, IssuedDate},
        },
        words,
    },
    data::{BoardKind, BoardLine, Named},
};
use crate::{
    text::{Lang, Text, k},
    values::CharacterId,
};

/// What a board is.
pub(super) fn kind(kind: BoardKind) -> Text {
    match kind {
        BoardKind::Draft => k::BOARDS_KIND_DRAFT,
        BoardKind::Lock => k::BOARDS_KIND_LOCK,
        BoardKind::Issue => k::BOARDS_KIND_ISSUE,
    }
}

/// Its name; none is the active one.
pub(super) fn name(lang: Lang, board: Option<&BoardLine>) -> String {
    board.map_or_else(|| k::BOARDS_ACTIVE.say(lang).to_owned(), |b| b.name.clone())
}

/// When it was made and by whom.
pub(super) fn made(lang: Lang, board: &BoardLine) -> String {
    let date = words::date(lang, board.made_on);
    if board.by.is_empty() { date } else { k::BOARDS_MADE.fill(lang, &[("date", &date), ("name", &board.by)]) }
}

/// In what a day differs.
pub(super) fn differs(what: Differs) -> Text {
    match what {
        Differs::Added => k::BOARDS_DAY_ADDED,
        Differs::Gone => k::BOARDS_DAY_GONE,
        Differs::Date => k::BOARDS_DAY_DATE,
        Differs::Unit => k::BOARDS_DAY_UNIT,
        Differs::Kind => k::BOARDS_DAY_KIND,
        Differs::State => k::BOARDS_DAY_STATE,
        Differs::Times => k::BOARDS_DAY_TIMES,
        Differs::Place => k::BOARDS_DAY_PLACE,
        Differs::Strips => k::BOARDS_DAY_STRIPS,
    }
}

/// How a scene has drifted.
pub(super) fn drifted(what: DriftKind) -> Text {
    match what {
        DriftKind::Added => k::BOARDS_SCENE_ADDED,
        DriftKind::Removed => k::BOARDS_SCENE_REMOVED,
        DriftKind::Moved => k::BOARDS_SCENE_MOVED,
        DriftKind::Redated => k::BOARDS_SCENE_REDATED,
        DriftKind::Reordered => k::BOARDS_SCENE_REORDERED,
        DriftKind::Split => k::BOARDS_SCENE_SPLIT,
        DriftKind::Pages => k::BOARDS_SCENE_PAGES,
    }
}

/// A part: number and name.
pub(super) fn part(parts: &[Named], character: CharacterId) -> String {
    let found = parts.iter().find(|p| p.character == character);
    found.map_or_else(|| "–".to_owned(), |p| format!("{} {}", p.number, p.name).trim().to_owned())
}

/// What somebody does on a date.
pub(crate) fn date_kind(kind: DateKind) -> Text {
    match kind {
        DateKind::Work => k::BOARDS_WORK,
        DateKind::Hold => k::SCHEDULE_CALL_HOLD,
        DateKind::Travel => k::SCHEDULE_KIND_TRAVEL,
        DateKind::Fitting => k::SCHEDULE_KIND_FITTING,
        DateKind::Other => k::BOARDS_OTHER,
    }
}

/// A date as somebody is told it: what they do, in which light, when and where.
pub(in crate::schedule) fn about_date(lang: Lang, told: &IssuedDate) -> String {
    let light = match (told.by_day, told.by_night) {
        (true, true) => Some(k::BOARDS_DAY_NIGHT),
        (false, true) => Some(k::BOARDS_NIGHT),
        (true, false) => Some(k::BOARDS_DAY),
        (false, false) => None,
    };
    let time = |at| words::time(lang, told.date, at);
    let hours = told.from.zip(told.until).map(|(from, until)| format!("{}–{}", time(from), time(until)));
    let place = Some(told.place.clone()).filter(|place| !place.is_empty());
    let word = |text: Text| text.say(lang).to_owned();
    [Some(word(date_kind(told.kind))), light.map(word), hours, place]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}
