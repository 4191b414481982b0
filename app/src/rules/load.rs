//! The pages of the working rules, read.
use super::{
    data::*,
    facts::{Book, FlagRow, PersonRow, PlaceRow},
    model::*,
    store::{FACT_FLAGS, FACT_PEOPLE, FACT_PLACES, FACT_SCENES, Kept, RULES, RULES_DAYS, load, named},
};
use crate::{
    access::{EditBoard, Permission, Scope, ViewBoard},
    error::AppError,
    schedule::{
        model::{
            DayKind,
            checks::{Pack, packs::built_in},
        },
        store::units,
    },
    values::*,
};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
struct DayRow {
    id: DayId,
    date: Date,
    label: String,
    kind: DayKind,
}
#[derive(Deserialize)]
pub(super) struct SceneRow {
    pub id: SceneId,
    pub number: String,
}

/// All packs that can be chosen; own ones stand before built-in ones with the same id.
fn pack_lines(rules: &ProductionRules) -> Vec<PackLine> {
    let own = rules.own_packs.iter().map(|own| (&own.pack, true));
    let mut all: Vec<PackLine> = Vec::new();
    for (pack, own) in own.chain(built_in().iter().map(|pack| (pack, false))) {
        if !all.iter().any(|line| line.id == pack.id) {
            all.push(line(pack, own));
        }
    }
    all
}

fn line(pack: &Pack, own: bool) -> PackLine {
    let mut since: Vec<Date> = pack.editions.iter().map(|edition| edition.valid_from).collect();
    since.sort_unstable_by(|a, b| b.cmp(a));
    let mut sources: Vec<String> =
        pack.editions.iter().flat_map(|edition| &edition.rules).map(|rule| rule.source.clone()).collect();
    sources.sort_unstable();
    sources.dedup();
    PackLine { id: pack.id.clone(), name: pack.name.clone(), since, sources, own }
}

/// The page of working rules. People are read only for whoever may change the rules and sees people.
pub async fn overview(scope: &mut Scope<ViewBoard>) -> Result<RulesData, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let args = args![workspace, production];
    let edits = scope.me().holds("board.edit");
    let (script, sees_people) = (scope.me().holds("script.view"), edits && scope.me().holds("people.view"));
    let units = units(scope).await?;
    let [rules, places, days, scenes, flags] =
        scope.lists([&RULES, &FACT_PLACES, &RULES_DAYS, &FACT_SCENES, &FACT_FLAGS], args).await?;
    let mut book = Book::of(rules.read()?);
    let Kept { rules: whole, version } = book.take::<ProductionRules>(RuleKind::Production, production.0)?;
    let numbers: HashMap<SceneId, String> =
        scenes.read::<SceneRow>()?.into_iter().map(|scene| (scene.id, scene.number)).collect();
    let mut data = RulesData { edits, version, packs: pack_lines(&whole), ..RulesData::default() };
    for unit in units {
        let Kept { rules, version } = book.take::<UnitRules>(RuleKind::Unit, unit.id.0)?;
        let pack = rules.pack.unwrap_or_default();
        data.units.push(UnitLine { id: unit.id, name: unit.name, pack, version });
    }
    for place in places.read::<PlaceRow>()? {
        let rules = book.take::<PlaceRules>(RuleKind::Place, place.id.0)?.rules;
        data.places.push(PlaceLine { id: place.id, name: place.name, rules });
    }
    for day in days.read::<DayRow>()? {
        let mut rules = book.take::<DayRules>(RuleKind::Day, day.id.0)?.rules;
        let cover = cover(&rules, &numbers);
        if let Some(plan) = rules.plan_b.as_mut().filter(|_| !edits) {
            plan.decides = None;
        }
        data.days.push(DayLine { id: day.id, date: day.date, label: day.label, kind: day.kind, rules, cover });
    }
    for row in if script { flags.read::<FlagRow>()? } else { Vec::new() } {
        let rules = book.take::<SceneRules>(RuleKind::Scene, row.scene.0)?.rules;
        data.scenes.push(SceneLine {
            id: row.scene,
            number: numbers.get(&row.scene).cloned().unwrap_or_default(),
            flags: row.flags().into_iter().collect(),
            risk_assessed: rules.risk_assessed,
            supervised: rules.supervisor.is_some(),
        });
    }
    if sees_people {
        for row in scope.list::<PersonRow>(&FACT_PEOPLE, args).await? {
            let rules = book.take::<PersonRules>(RuleKind::Person, row.id.0)?.rules;
            let permit = rules.minor.as_ref().is_some_and(|minor| minor.permit.is_some());
            let (pack, minor) = (rules.pack.unwrap_or_default(), rules.minor.is_some());
            data.people.push(PersonLine { id: row.id, name: row.name, cast: row.plays, pack, minor, permit });
        }
    }
    (data.pack, data.limits) = (whole.pack.unwrap_or_default(), whole.limits);
    (data.holidays, data.lunch) = (whole.holidays.into_iter().collect(), whole.lunch_minutes.unwrap_or(LUNCH));
    if edits {
        let own = |own: OwnPack| OwnLine { id: own.pack.id, name: own.pack.name, text: own.text };
        data.own = whole.own_packs.into_iter().map(own).collect();
    }
    Ok(data)
}

fn cover(rules: &DayRules, numbers: &HashMap<SceneId, String>) -> String {
    let cover = rules.plan_b.iter().flat_map(|plan| &plan.cover).filter_map(|scene| numbers.get(scene));
    cover.cloned().collect::<Vec<_>>().join(", ")
}

/// Whoever may be named: for whoever sees people.
async fn somebody(scope: &mut Scope<EditBoard>) -> Result<Vec<Somebody>, AppError> {
    if !scope.me().holds("people.view") {
        return Ok(Vec::new());
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let people: Vec<PersonRow> = scope.list(&FACT_PEOPLE, args![workspace, production]).await?;
    Ok(people.into_iter().map(|row| Somebody { id: row.id, name: row.name }).collect())
}

/// A person's rules. The birth date stays here.
pub async fn person(scope: &mut Scope<EditBoard>, id: PersonId) -> Result<PersonData, AppError> {
    if !scope.me().holds("people.view") {
        return Err(AppError::Forbidden);
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let people: Vec<PersonRow> = scope.list(&FACT_PEOPLE, args![workspace, production]).await?;
    let PersonRow { name, plays: cast, .. } = people.into_iter().find(|row| row.id == id).ok_or(AppError::NotFound)?;
    let Kept { rules, version } = load::<_, PersonRules>(scope, RuleKind::Person, id.0).await?;
    let first = first_day(scope).await?;
    let minor = rules.minor.map(|minor| MinorSeen {
        birth_known: minor.birth.is_some(),
        age: minor.birth.map(|birth| age(birth, first)).or(minor.age),
        permit: minor.permit,
        chaperone: minor.chaperone,
    });
    let whole = load::<_, ProductionRules>(scope, RuleKind::Production, production.0).await?.rules;
    Ok(PersonData {
        id,
        name,
        cast,
        version,
        pack: rules.pack.unwrap_or_default(),
        units: rules.units,
        periods: rules.periods,
        hours: rules.hours,
        minor,
        packs: pack_lines(&whole),
        all_units: units(scope).await?,
    })
}

/// The first day of the shoot, or today.
async fn first_day<P: Permission>(scope: &mut Scope<P>) -> Result<Date, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let days: Vec<DayRow> = scope.list(&RULES_DAYS, args![workspace, production]).await?;
    let today = || crate::schedule::times::today(&jiff::tz::TimeZone::UTC, now);
    Ok(days.first().map_or_else(today, |day| day.date))
}

/// When a place can be had.
pub async fn place(scope: &mut Scope<EditBoard>, id: LocationId) -> Result<PlaceData, AppError> {
    let name = named(scope, RuleKind::Place, id.0).await?;
    let Kept { rules, version } = load(scope, RuleKind::Place, id.0).await?;
    Ok(PlaceData { id, name, version, rules })
}

/// How a day is worked, and its cover.
pub async fn day(scope: &mut Scope<EditBoard>, id: DayId) -> Result<DayData, AppError> {
    let name = named(scope, RuleKind::Day, id.0).await?;
    let Kept { rules, version } = load::<_, DayRules>(scope, RuleKind::Day, id.0).await?;
    let numbers = scenes(scope).await?.into_iter().map(|scene| (scene.id, scene.number)).collect();
    let cover = cover(&rules, &numbers);
    Ok(DayData { id, name, version, rules, cover, people: somebody(scope).await? })
}

/// All scenes by their numbers.
pub(super) async fn scenes<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<SceneRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&FACT_SCENES, args![workspace, production]).await
}

/// Who answers for a scene.
pub async fn scene(scope: &mut Scope<EditBoard>, id: SceneId) -> Result<SceneData, AppError> {
    let number = named(scope, RuleKind::Scene, id.0).await?;
    let Kept { rules, version } = load(scope, RuleKind::Scene, id.0).await?;
    Ok(SceneData { id, number, version, rules, people: somebody(scope).await? })
}
