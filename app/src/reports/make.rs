//! Makes a report of the board, or of the breakdown, as it is now.
use super::{
    breakdown::{self, Days},
    dood,
    model::{Column, Kind, Report, Section, hidden},
    people, store as variants, strips,
};
use crate::{
    access::{Permission, Scope, ViewBoard, ViewScript},
    breakdown::store::paper::paper,
    error::AppError,
    productions::{self, model::Production},
    schedule::{
        design,
        dood::{model::DoodPlan, store as terms},
        model::{Board, DropRule, OwnPalette, Palette},
        store, words,
    },
    text::Lang,
    values::{CharacterId, SceneId},
};
use std::collections::HashMap;

/// What every report of the board is made of.
pub(super) struct Source {
    pub board: Board,
    pub palette: Palette,
    /// Where it differs from that.
    pub own: OwnPalette,
    /// What the parts do besides the strips, and when they may be dropped; only for the day out of days.
    pub plans: HashMap<CharacterId, DoodPlan>,
    pub drops: HashMap<CharacterId, DropRule>,
    pub lang: Lang,
}

/// The columns and the lines of one.
pub(super) struct Made {
    pub columns: Vec<Column>,
    pub sections: Vec<Section>,
    pub legend: String,
    /// What can be left out beside columns, and has been where it is hidden.
    pub more: Vec<Column>,
}

/// The report, in this language, without what is named in `hide`.
pub async fn report(scope: &mut Scope<ViewBoard>, kind: Kind, lang: Lang, hide: &str) -> Result<Report, AppError> {
    if kind.of_script() {
        return Err(AppError::NotFound);
    }
    let board = store::load(scope).await?.board;
    let production = productions::store::load(scope).await?;
    let palette = crate::schedule::data::of_key(&production.palette).unwrap_or_default();
    let (design, version) =
        if kind == Kind::Stripboard { design::store::load(scope).await? } else { Default::default() };
    let own = OwnPalette { base: palette, ..design.palette };
    let (plans, drops) = match kind {
        Kind::Dood => (terms::plans(scope).await?, terms::drops(scope).await?),
        _ => Default::default(),
    };
    let plans = plans.into_iter().map(|(part, (plan, _))| (part, plan)).collect();
    let made = of(&Source { board, palette, own, plans, drops, lang }, kind);
    Ok(Report { design: version, ..finish(scope, production, (kind, lang), made, hide).await? })
}

/// The same of the breakdown, for whoever reads the script; of one scene alone if it is named.
pub async fn of_script(
    scope: &mut Scope<ViewScript>,
    (kind, scene): (Kind, Option<SceneId>),
    lang: Lang,
    hide: &str,
) -> Result<Report, AppError> {
    if !kind.of_script() {
        return Err(AppError::NotFound);
    }
    if kind == Kind::ElementDood && !scope.me().holds("board.view") {
        return Err(AppError::Forbidden);
    }
    let paper = paper(scope).await?;
    if scene.is_some_and(|id| paper.scenes.iter().all(|s| s.scene.id != id)) {
        return Err(AppError::NotFound);
    }
    let made = match kind {
        Kind::ElementList => breakdown::elements(&paper, &days(scope, lang).await?, lang),
        Kind::ElementDood => dood::elements(&paper, &store::whole(scope).await?.board, lang),
        _ => breakdown::sheets(&paper, scene, lang, &hidden(hide)),
    };
    let production = productions::store::load(scope).await?;
    finish(scope, production, (kind, lang), made, hide).await
}

/// On which days scenes are shot, as far as the viewer may know.
async fn days(scope: &mut Scope<ViewScript>, lang: Lang) -> Result<Days, AppError> {
    if !scope.me().holds("board.view") {
        return Ok(None);
    }
    let board = store::bare(scope).await?.board;
    let mut days: HashMap<SceneId, Vec<_>> = HashMap::new();
    for (day, strip) in board.strips() {
        if let (Some(scene), Some(day)) = (strip.scene(), day.map(|at| &board.days[at])) {
            let name = words::day_name(lang, &day.label, day.kind);
            days.entry(scene.scene).or_default().push((day.date, name));
        }
    }
    Ok(Some(days))
}

async fn finish<P: Permission>(
    scope: &mut Scope<P>,
    production: Production,
    (kind, lang): (Kind, Lang),
    made: Made,
    hide: &str,
) -> Result<Report, AppError> {
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
        choices: made.columns.iter().filter(|c| c.toggles).cloned().chain(made.more).collect(),
        variants: variants::list(scope, kind).await?,
        columns: made.columns,
        sections: made.sections,
        legend: made.legend,
        design: 0,
    };
    Ok(report.without(&hidden(hide)))
}

pub(super) fn of(source: &Source, kind: Kind) -> Made {
    match kind {
        Kind::Stripboard | Kind::OneLiner | Kind::ShootingSchedule => strips::made(source, kind),
        Kind::Dood => dood::made(source),
        Kind::CastList => people::cast(source),
        Kind::LocationList => people::locations(source),
        Kind::BreakdownSheets | Kind::ElementList | Kind::ElementDood => {
            Made { columns: vec![], sections: vec![], legend: String::new(), more: vec![] }
        }
    }
}
