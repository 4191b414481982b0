//! Puts together what the checks need beyond the board. Where this is cut, it is cut for good: without the right to
//! change the board nothing of a person is read, and names of whoever supervises or decides stay behind.
use super::{
    model::*,
    store::{FACT_DAYS, FACT_FLAGS, FACT_OFF, FACT_PEOPLE, FACT_PLACES, Kept, RULES, Row},
};
use crate::{
    access::{Permission, Scope},
    error::AppError,
    schedule::{
        model::{
            Board, BoardDay, StripKind,
            checks::{
                BannerFacts, BannerKind, DayFacts, Facts, Meal, PersonFacts, PlaceFacts, PlaceSun, SceneFacts,
                SceneFlag, UnitFacts, Who,
            },
        },
        times,
    },
    values::*,
};
use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Places nearer than this (micro-degrees of latitude and longitude) have the sun of the day's place: it differs by about
/// two minutes.
const NEAR_E6: (i64, i64) = (300_000, 500_000);

/// What a day holds that a board does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct DayHours {
    /// The day.
    pub day: DayId,
    /// When the first shot is.
    pub shooting_call: Option<Minute>,
    /// When lunch is.
    pub lunch: Option<Minute>,
    /// Where it is.
    pub location: Option<LocationId>,
}
/// A place with its coordinates.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct PlaceRow {
    pub id: LocationId,
    pub name: String,
    pub lat_e6: Option<i64>,
    pub lon_e6: Option<i64>,
}
/// Somebody of cast or crew.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct PersonRow {
    pub id: PersonId,
    pub name: String,
    pub plays: bool,
}
#[derive(Deserialize)]
struct OffRow {
    person: PersonId,
    date: Date,
}
/// A scene that needs care.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct FlagRow {
    pub scene: SceneId,
    closed: bool,
    stunt: bool,
    weapon: bool,
    animal: bool,
    drone: bool,
    water: bool,
    minor: bool,
}

impl FlagRow {
    pub fn flags(self) -> BTreeSet<SceneFlag> {
        let set = |flag| match flag {
            SceneFlag::Closed => self.closed,
            SceneFlag::Stunt => self.stunt,
            SceneFlag::Weapon => self.weapon,
            SceneFlag::Animal => self.animal,
            SceneFlag::Drone => self.drone,
            SceneFlag::Water => self.water,
            SceneFlag::Minor => self.minor,
        };
        SceneFlag::ALL.into_iter().filter(|flag| set(*flag)).collect()
    }
}

/// All working rules of a production by what they are about.
pub(super) struct Book(HashMap<(RuleKind, Uuid), Row>);

impl Book {
    pub fn of(rows: Vec<Row>) -> Self {
        Self(rows.into_iter().map(|row| ((row.kind, row.subject), row)).collect())
    }
    /// Takes the document of one thing out.
    pub fn take<T: DeserializeOwned + Default>(&mut self, kind: RuleKind, id: Uuid) -> Result<Kept<T>, AppError> {
        self.0.remove(&(kind, id)).map_or_else(|| Ok(Kept { rules: T::default(), version: 0 }), Row::read)
    }
    /// Takes it out if there is one.
    fn maybe<T: DeserializeOwned + Default>(&mut self, kind: RuleKind, id: Uuid) -> Result<Option<T>, AppError> {
        self.0.remove(&(kind, id)).map(|row| row.read().map(|kept| kept.rules)).transpose()
    }
}

/// Fills the facts of the active board.
pub async fn fill<P: Permission>(scope: &mut Scope<P>, board: &mut Board) -> Result<(), AppError> {
    fill_planned(scope, board, &[]).await
}

/// Fills the facts of a board whose days hold something else than the live ones. What is kept of a live day stands before
/// what the plan holds of it, but for the place.
pub async fn fill_planned<P: Permission>(
    scope: &mut Scope<P>,
    board: &mut Board,
    planned: &[DayHours],
) -> Result<(), AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let (edits, script) = (scope.me().holds("board.edit"), scope.me().holds("script.view"));
    let names = scope.me().holds("people.view");
    let args = args![workspace, production];
    let [rules, days, places, flags] = scope.lists([&RULES, &FACT_DAYS, &FACT_PLACES, &FACT_FLAGS], args).await?;
    let mut book = Book::of(rules.read()?);
    let mut hours: HashMap<DayId, DayHours> = days.read::<DayHours>()?.into_iter().map(|d| (d.day, d)).collect();
    for plan in planned {
        hours.entry(plan.day).and_modify(|live| live.location = plan.location).or_insert(*plan);
    }
    let places: Vec<PlaceRow> = places.read()?;
    let whole: ProductionRules = book.take(RuleKind::Production, production.0)?.rules;
    let lunch = whole.lunch_minutes.unwrap_or(LUNCH);
    let mut facts = of_production(board, &mut book, whole, &places)?;
    if script {
        facts.scenes = of_scenes(&mut book, flags.read()?, edits)?;
    }
    facts.days = of_days(board, &mut book, &hours, &places, lunch, &facts.banners)?;
    if edits {
        let [people, off] = scope.lists([&FACT_PEOPLE, &FACT_OFF], args).await?;
        let first = board.days.iter().map(|day| day.date).min();
        let first = first.unwrap_or_else(|| times::today(&jiff::tz::TimeZone::UTC, now));
        facts.people = of_people(board, &mut book, people.read()?, &off.read()?, first)?;
        if !names {
            facts.people.iter_mut().for_each(|person| person.name.clear());
        }
    } else {
        for plan in facts.days.iter_mut().filter_map(|day| day.plan_b.as_mut()) {
            plan.decides = plan.decides.map(|_| PersonId::default());
        }
    }
    board.facts = facts;
    Ok(())
}

/// What the production says, of itself, its units and places.
fn of_production(
    board: &Board,
    book: &mut Book,
    whole: ProductionRules,
    places: &[PlaceRow],
) -> Result<Facts, AppError> {
    let mut facts = Facts {
        pack: whole.pack,
        own_packs: whole.own_packs.into_iter().map(|own| own.pack).collect(),
        holidays: whole.holidays,
        limits: whole.limits,
        banners: banners(board, book)?,
        ..Facts::default()
    };
    for unit in &board.units {
        let rules: Option<UnitRules> = book.maybe(RuleKind::Unit, unit.id.0)?;
        facts.units.extend(rules.map(|rules| UnitFacts { unit: unit.id, pack: rules.pack }));
    }
    for place in places {
        let rules: Option<PlaceRules> = book.maybe(RuleKind::Place, place.id.0)?;
        facts.places.extend(rules.map(|PlaceRules { periods, off, from, to }| PlaceFacts {
            place: place.id,
            periods,
            off,
            from,
            to,
        }));
    }
    Ok(facts)
}

/// Scenes that need care. Whoever only looks learns that somebody supervises one, not who.
fn of_scenes(book: &mut Book, flags: Vec<FlagRow>, edits: bool) -> Result<Vec<SceneFacts>, AppError> {
    let one = |row: FlagRow| {
        let rules: SceneRules = book.take(RuleKind::Scene, row.scene.0)?.rules;
        let supervisor = rules.supervisor.map(|person| if edits { person } else { PersonId::default() });
        Ok(SceneFacts { scene: row.scene, flags: row.flags(), risk_assessed: rules.risk_assessed, supervisor })
    };
    flags.into_iter().map(one).collect()
}

/// Banners of this board that mean something.
fn banners(board: &Board, book: &mut Book) -> Result<Vec<BannerFacts>, AppError> {
    let mut all = Vec::new();
    for (_, strip) in board.strips().filter(|(_, strip)| matches!(strip.kind, StripKind::Banner { .. })) {
        let rules: Option<BannerRules> = book.maybe(RuleKind::Banner, strip.id.0)?;
        all.extend(rules.map(|rules| BannerFacts { strip: strip.id, kind: rules.kind }));
    }
    Ok(all)
}

fn of_days(
    board: &Board,
    book: &mut Book,
    hours: &HashMap<DayId, DayHours>,
    places: &[PlaceRow],
    lunch: i64,
    banners: &[BannerFacts],
) -> Result<Vec<DayFacts>, AppError> {
    let sky = Sky::of(board, places);
    let meals: BTreeSet<StripId> =
        banners.iter().filter(|b| b.kind == BannerKind::Meal).map(|banner| banner.strip).collect();
    let mut all = Vec::with_capacity(board.days.len());
    for day in &board.days {
        let rules: DayRules = book.take(RuleKind::Day, day.id.0)?.rules;
        let hours = hours.get(&day.id);
        // A meal banner on the day is its lunch: it must not count twice.
        let banner = day.strips.iter().any(|strip| meals.contains(&strip.id));
        let start = hours.and_then(|h| h.lunch).filter(|_| !banner);
        all.push(DayFacts {
            day: day.id,
            day_type: rules.day_type,
            shooting_call: hours.and_then(|h| h.shooting_call),
            meals: start.map(|start| vec![Meal { start, minutes: lunch }]),
            sun: sky.on(day, hours.and_then(|h| h.location)),
            plan_b: rules.plan_b,
        });
    }
    Ok(all)
}

/// People about whom something is known. Who works on which unit's days as crew somebody has to have said.
fn of_people(
    board: &Board,
    book: &mut Book,
    people: Vec<PersonRow>,
    off: &[OffRow],
    first: Date,
) -> Result<Vec<PersonFacts>, AppError> {
    let mut dates: BTreeMap<PersonId, BTreeSet<Date>> = BTreeMap::new();
    for row in off {
        dates.entry(row.person).or_default().insert(row.date);
    }
    let mut all = Vec::new();
    for person in people {
        let Some(rules) = book.maybe::<PersonRules>(RuleKind::Person, person.id.0)? else { continue };
        let there = |unit: &UnitId| !person.plays && board.units.iter().any(|known| known.id == *unit);
        all.push(PersonFacts {
            who: Who::Person(person.id),
            // The cast goes by their numbers, and the board has their days off.
            name: if person.plays { String::new() } else { person.name },
            off: if person.plays { BTreeSet::new() } else { dates.remove(&person.id).unwrap_or_default() },
            pack: rules.pack,
            units: rules.units.into_iter().filter(there).collect(),
            periods: rules.periods,
            hours: rules.hours,
            times: Vec::new(),
            minor: rules.minor.and_then(|minor| told(&minor, first)),
        });
    }
    Ok(all)
}

/// Places of the board's scenes that the sun shines on.
struct Sky<'a> {
    places: HashMap<LocationId, (i64, i64)>,
    outdoors: BTreeSet<LocationId>,
    board: &'a Board,
}

impl<'a> Sky<'a> {
    fn of(board: &'a Board, places: &[PlaceRow]) -> Self {
        let at = |place: &PlaceRow| Some((place.id, (place.lat_e6?, place.lon_e6?)));
        let out = |int_ext| matches!(int_ext, IntExt::Ext | IntExt::IntExt);
        let scenes = board.strips().filter_map(|(_, strip)| strip.scene()).filter(|scene| out(scene.int_ext));
        let outdoors = scenes.filter_map(|scene| scene.location).collect();
        Self { places: places.iter().filter_map(at).collect(), outdoors, board }
    }

    /// The sun of a day where it is, and where a scene may lie so far away that it is another one; any strip may be moved
    /// to any day.
    fn on(&self, day: &BoardDay, home: Option<LocationId>) -> Vec<PlaceSun> {
        if !day.is_live() {
            return Vec::new();
        }
        let known = |id: LocationId| self.places.get(&id).map(|at| (id, *at));
        let here = |strips: &[crate::schedule::model::Strip]| {
            strips.iter().filter_map(|strip| strip.scene()?.location).find_map(known)
        };
        let base = home
            .and_then(known)
            .or_else(|| here(&day.strips))
            .or_else(|| self.board.days.iter().find_map(|other| here(&other.strips)));
        let Some((base, at)) = base else { return Vec::new() };
        let far = |other: (i64, i64)| (other.0 - at.0).abs() > NEAR_E6.0 || (other.1 - at.1).abs() > NEAR_E6.1;
        let elsewhere = self.outdoors.iter().filter(|id| **id != base).filter_map(|id| known(*id));
        let elsewhere = elsewhere.filter(|(_, other)| far(*other)).map(|(id, other)| (Some(id), other));
        std::iter::once((None, at))
            .chain(elsewhere)
            .filter_map(|(place, (lat, lon))| times::light(&day.zone, day.date, lat, lon, place))
            .collect()
    }
}
