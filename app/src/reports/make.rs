//! Makes a report of the board as it is now.
use super::{
    dood,
    model::{Column, Kind, Report, Section, hidden},
    people, strips,
};
use crate::{
    access::{Scope, ViewBoard},
    error::AppError,
    productions,
    schedule::{
        model::{Board, Palette},
        store, words,
    },
    text::Lang,
};

/// What every report is made of.
pub(super) struct Source {
    pub board: Board,
    pub palette: Palette,
    pub lang: Lang,
}

/// The columns and the lines of one.
pub(super) struct Made {
    pub columns: Vec<Column>,
    pub sections: Vec<Section>,
    pub legend: String,
}

/// The report, in this language, without the columns named in `hide`.
pub async fn report(scope: &mut Scope<ViewBoard>, kind: Kind, lang: Lang, hide: &str) -> Result<Report, AppError> {
    let board = store::load(scope).await?.board;
    let production = productions::store::load(scope).await?;
    let palette = crate::schedule::data::of_key(&production.palette).unwrap_or_default();
    let source = Source { board, palette, lang };
    let made = of(&source, kind);
    let at = jiff::Timestamp::from_millisecond(scope.now()).unwrap_or_default();
    let zone = jiff::tz::TimeZone::get(&production.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let at = at.to_zoned(zone);
    let time = crate::values::Minute(i64::from(at.hour()) * 60 + i64::from(at.minute()));
    let report = Report {
        kind,
        title: kind.name().say(lang).to_owned(),
        production: production.code_name,
        made: format!("{} {} {time}", words::date(lang, at.date()), at.year()),
        paper: production.page_size,
        choices: made.columns.iter().filter(|c| c.toggles).cloned().collect(),
        columns: made.columns,
        sections: made.sections,
        legend: made.legend,
    };
    Ok(report.without(&hidden(hide)))
}

pub(super) fn of(source: &Source, kind: Kind) -> Made {
    match kind {
        Kind::Stripboard | Kind::OneLiner | Kind::ShootingSchedule => strips::made(source, kind),
        Kind::Dood => dood::made(source),
        Kind::CastList => people::cast(source),
        Kind::LocationList => people::locations(source),
    }
}
