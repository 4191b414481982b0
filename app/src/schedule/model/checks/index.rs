//! A board prepared for its checks: everything that a move does not change, with ids turned into indexes.
use super::facts::{BannerKind, DayType, Facts, Limits, Minor, PersonFacts, PersonTimes, PlaceFacts, SceneFacts, Who};
use super::facts::{FreeHours, Meal, Period, PlaceSun, PlanB};
use super::finding::{About, Clause};
use super::packs::{FALLBACK, Rule, Says, in_force};
use crate::schedule::model::board::{Board, BoardDay, DayState, Strip, WrapRule};
use crate::values::{CharacterId, DayId, IntExt, Light, LocationId, Minute, PersonId, SceneId, StripId, UnitId};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

pub(super) struct Index {
    pub(super) days: Vec<Day>,
    pub(super) strips: Vec<StripInfo>,
    pub(super) people: Vec<Person>,
    pub(super) rules: Vec<RuleAt>,
    /// Indexes of rules, per set.
    sets: Vec<Vec<usize>>,
    /// Index of the set that counts, per pack and day.
    pack_days: Vec<Vec<usize>>,
    pub(super) places: HashMap<LocationId, PlaceFacts>,
    /// Strips of each scene.
    pub(super) scenes: HashMap<SceneId, Vec<usize>>,
    pub(super) limits: Limits,
    pub(super) holidays: BTreeSet<Date>,
    /// Day indexes by date, then call.
    pub(super) by_date: Vec<usize>,
    /// Place of a day in `by_date`.
    pub(super) place_of: HashMap<DayId, usize>,
}

pub(super) struct Day {
    pub(super) id: DayId,
    pub(super) unit: UnitId,
    pub(super) date: Date,
    /// Place in `by_date`.
    pub(super) place: usize,
    pub(super) live: bool,
    pub(super) whole_crew: bool,
    pub(super) state: DayState,
    pub(super) wrap_rule: WrapRule,
    pub(super) call: Option<i64>,
    pub(super) call_utc: Option<i64>,
    pub(super) day_type: DayType,
    /// When the first strip begins.
    pub(super) start: Option<i64>,
    pub(super) meals: Option<Vec<Meal>>,
    pub(super) sun: Vec<PlaceSun>,
    pub(super) plan_b: Option<PlanB>,
    /// Index of the person that stands for the unit's crew.
    pub(super) crew: Option<usize>,
}

pub(super) struct StripInfo {
    pub(super) id: StripId,
    pub(super) minutes: Option<i64>,
    pub(super) banner: BannerKind,
    pub(super) scene: Option<SceneInfo>,
}

pub(super) struct SceneInfo {
    pub(super) scene: SceneId,
    pub(super) outdoors: bool,
    pub(super) light: Light,
    pub(super) eighths: i64,
    pub(super) place: Option<LocationId>,
    /// Indexes of people, each once.
    pub(super) people: Vec<usize>,
    pub(super) facts: SceneFacts,
}

/// A subject: the crew of a unit, a cast member with all parts, or somebody of the crew.
pub(super) struct Person {
    pub(super) about: About,
    /// Stands for the whole crew of this unit.
    pub(super) crew_of: Option<UnitId>,
    pub(super) units: Vec<UnitId>,
    pub(super) off: BTreeSet<Date>,
    pub(super) periods: Vec<Period>,
    pub(super) hours: Vec<FreeHours>,
    pub(super) times: HashMap<usize, PersonTimes>,
    pub(super) minor: Option<Minor>,
    pack: usize,
}

pub(super) struct RuleAt {
    pub(super) says: Says,
    pub(super) clause: Clause,
}

impl Index {
    pub(super) fn of(board: &Board) -> Self {
        let facts = &board.facts;
        let mut by_date: Vec<usize> = (0..board.days.len()).collect();
        by_date.sort_by_key(|&at| (board.days[at].date, board.days[at].call_utc_ms.unwrap_or(i64::MAX), at));
        let mut index = Self {
            days: days(board, &by_date),
            strips: Vec::new(),
            people: Vec::new(),
            rules: Vec::new(),
            sets: Vec::new(),
            pack_days: Vec::new(),
            places: facts.places.iter().rev().map(|p| (p.place, p.clone())).collect(),
            scenes: HashMap::new(),
            limits: facts.limits,
            holidays: facts.holidays.clone(),
            by_date,
            place_of: HashMap::new(),
        };
        index.place_of = index.days.iter().rev().map(|day| (day.id, day.place)).collect();
        let at = People::of(board, &mut index);
        index.strips(board, &at);
        for (n, strip) in index.strips.iter().enumerate() {
            if let Some(scene) = &strip.scene {
                index.scenes.entry(scene.scene).or_default().push(n);
            }
        }
        index
    }

    /// The rules that count for a person on a day.
    pub(super) fn rules(&self, person: usize, day: usize) -> impl Iterator<Item = &RuleAt> {
        self.sets[self.set(person, day)].iter().map(|&rule| &self.rules[rule])
    }

    /// Two people with the same set of rules on a day stand under the same rules.
    pub(super) fn set(&self, person: usize, day: usize) -> usize {
        self.pack_days[self.people[person].pack][day]
    }

    fn strips(&mut self, board: &Board, people: &People) {
        let facts = &board.facts;
        let scenes: HashMap<SceneId, &SceneFacts> = facts.scenes.iter().rev().map(|s| (s.scene, s)).collect();
        let banners: HashMap<StripId, BannerKind> = facts.banners.iter().rev().map(|b| (b.strip, b.kind)).collect();
        let info = |strip: &Strip| StripInfo {
            id: strip.id,
            minutes: strip.minutes,
            banner: banners.get(&strip.id).copied().unwrap_or_default(),
            scene: strip.scene().map(|scene| {
                let mut cast: Vec<usize> = scene.cast.iter().filter_map(|c| people.parts.get(c).copied()).collect();
                cast.sort_unstable();
                cast.dedup();
                SceneInfo {
                    scene: scene.scene,
                    outdoors: matches!(scene.int_ext, IntExt::Ext | IntExt::IntExt),
                    light: scene.light,
                    eighths: scene.eighths.0,
                    place: scene.location,
                    people: cast,
                    facts: scenes.get(&scene.scene).map(|&s| s.clone()).unwrap_or_default(),
                }
            }),
        };
        self.strips = board.strips().map(|(_, strip)| info(strip)).collect();
    }
}

fn days(board: &Board, by_date: &[usize]) -> Vec<Day> {
    let facts: HashMap<DayId, &super::facts::DayFacts> = board.facts.days.iter().rev().map(|d| (d.day, d)).collect();
    let mut place = vec![0; board.days.len()];
    for (n, &day) in by_date.iter().enumerate() {
        place[day] = n;
    }
    let day = |(at, day): (usize, &BoardDay)| {
        let facts = facts.get(&day.id).map(|&f| f.clone()).unwrap_or_default();
        let minute = |m: Option<Minute>| m.map(|m| m.0);
        let mut sun = facts.sun;
        if sun.is_empty() && (day.sunrise.is_some() || day.sunset.is_some()) {
            sun.push(PlaceSun { sunrise: day.sunrise, sunset: day.sunset, ..PlaceSun::default() });
        }
        Day {
            id: day.id,
            unit: day.unit,
            date: day.date,
            place: place[at],
            live: day.is_live(),
            whole_crew: day.kind.calls_whole_crew(),
            state: day.state,
            wrap_rule: day.wrap_rule,
            call: minute(day.unit_call),
            call_utc: day.call_utc_ms,
            day_type: facts.day_type,
            start: minute(facts.shooting_call.or(day.unit_call)),
            meals: facts.meals,
            sun,
            plan_b: facts.plan_b,
            crew: None,
        }
    };
    board.days.iter().enumerate().map(day).collect()
}

/// Who is who while an index is built.
struct People {
    parts: HashMap<CharacterId, usize>,
}

impl People {
    /// Crews first, then the cast in its order, then single people of the crew.
    fn of(board: &Board, index: &mut Index) -> Self {
        let facts = &board.facts;
        let mut packs = Packs { facts, ids: Vec::new() };
        let mut units: Vec<UnitId> = board.days.iter().map(|d| d.unit).collect();
        units.sort_unstable();
        units.dedup();
        for unit in units {
            let own = facts.units.iter().find(|u| u.unit == unit).and_then(|u| u.pack.as_deref());
            let pack = packs.at(own);
            for day in index.days.iter_mut().filter(|d| d.unit == unit) {
                day.crew = Some(index.people.len());
            }
            index.people.push(Person { crew_of: Some(unit), ..Person::of(About::Crew(unit), pack) });
        }
        let mut parts: HashMap<CharacterId, usize> = HashMap::new();
        let mut known: HashMap<PersonId, usize> = HashMap::new();
        let nobody = super::super::board::BoardCast::default();
        let listed = board.cast.iter().map(|c| (c.character, c));
        let loose = board.strips().filter_map(|(_, s)| s.scene()).flat_map(|s| &s.cast).map(|&c| (c, &nobody));
        for (character, part) in listed.chain(loose) {
            if parts.contains_key(&character) {
                continue;
            }
            let fresh = index.people.len();
            let at = part.person.map_or(fresh, |person| *known.entry(person).or_insert(fresh));
            if at == fresh {
                let about = About::Cast { character, person: part.person };
                index.people.push(Person::of(about, packs.at(None)));
            }
            index.people[at].off.extend(&part.off.0);
            parts.insert(character, at);
        }
        let day_at: HashMap<DayId, usize> = index.days.iter().enumerate().rev().map(|(at, d)| (d.id, at)).collect();
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for who in &facts.people {
            let at = match who.who {
                Who::Part(character) => parts.get(&character).copied(),
                Who::Person(person) => Some(*known.entry(person).or_insert_with(|| {
                    index.people.push(Person::of(About::Person(person), packs.at(None)));
                    index.people.len() - 1
                })),
            };
            if let Some(at) = at.filter(|at| told.insert(*at)) {
                index.people[at].learn(who, packs.at(who.pack.as_deref()), &day_at);
            }
        }
        packs.resolve(index);
        Self { parts }
    }
}

impl Person {
    fn of(about: About, pack: usize) -> Self {
        Self {
            about,
            crew_of: None,
            units: Vec::new(),
            off: BTreeSet::new(),
            periods: Vec::new(),
            hours: Vec::new(),
            times: HashMap::new(),
            minor: None,
            pack,
        }
    }

    fn learn(&mut self, facts: &PersonFacts, pack: usize, days: &HashMap<DayId, usize>) {
        self.units.clone_from(&facts.units);
        self.off.extend(&facts.off);
        self.periods.clone_from(&facts.periods);
        self.hours.clone_from(&facts.hours);
        self.times = facts.times.iter().filter_map(|t| days.get(&t.day).map(|&day| (day, *t))).collect();
        self.minor.clone_from(&facts.minor);
        self.pack = pack;
    }
}

/// The packs in use.
struct Packs<'a> {
    facts: &'a Facts,
    ids: Vec<&'a str>,
}

impl<'a> Packs<'a> {
    fn at(&mut self, own: Option<&'a str>) -> usize {
        let id = own.or(self.facts.pack.as_deref()).unwrap_or(FALLBACK);
        self.ids.iter().position(|known| *known == id).unwrap_or_else(|| {
            self.ids.push(id);
            self.ids.len() - 1
        })
    }

    /// Finds the rules for each pack and day; equal sets are kept once.
    fn resolve(&self, index: &mut Index) {
        let mut rules: HashMap<*const Rule, usize> = HashMap::new();
        let mut sets: HashMap<Vec<usize>, usize> = HashMap::new();
        for id in &self.ids {
            let mut on: HashMap<Date, usize> = HashMap::new();
            let mut of_day = Vec::with_capacity(index.days.len());
            for day in &index.days {
                let set = *on.entry(day.date).or_insert_with(|| {
                    let set: Vec<usize> = in_force(&self.facts.own_packs, id, day.date)
                        .into_iter()
                        .map(|found| {
                            *rules.entry(std::ptr::from_ref(found.rule)).or_insert_with(|| {
                                let clause = Clause {
                                    pack: found.pack.id.clone(),
                                    valid_from: Some(found.since),
                                    source: found.rule.source.clone(),
                                    basis: found.rule.basis,
                                };
                                index.rules.push(RuleAt { says: found.rule.says.clone(), clause });
                                index.rules.len() - 1
                            })
                        })
                        .collect();
                    let fresh = index.sets.len();
                    *sets.entry(set).or_insert_with_key(|set| {
                        index.sets.push(set.clone());
                        fresh
                    })
                });
                of_day.push(set);
            }
            index.pack_days.push(of_day);
        }
    }
}
