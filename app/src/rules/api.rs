//! What the browser may ask of the working rules.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::data::{DayData, PersonData, PlaceData, RulesData, SceneData};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{load, model::*, store, typed::*},
    crate::{
        access::{self, EditBoard, Scope},
        error::{FieldError, Problems},
        routes,
        schedule::{
            data::of_key,
            findings,
            model::checks::{Fault, Limits, Minor, Period, Permit, PlanB, own},
        },
        text::{Lang, k},
    },
};

/// Packs of one's own that a production may have.
#[cfg(feature = "ssr")]
const OWN_PACKS: usize = 20;
/// Characters of such a pack.
#[cfg(feature = "ssr")]
const PACK_LENGTH: usize = 100_000;

/// Working rules of the production, its units, people, places, days and scenes.
#[server(input = GetUrl)]
pub async fn load_rules(production: ProductionId) -> Result<RulesData, AppError> {
    access::with(production, load::overview).await
}

/// A person's working rules.
#[server(input = GetUrl)]
pub async fn load_person_rules(production: ProductionId, person: PersonId) -> Result<PersonData, AppError> {
    access::with(production, async |scope: &mut Scope<EditBoard>| load::person(scope, person).await).await
}

/// When a place can be had.
#[server(input = GetUrl)]
pub async fn load_place_rules(production: ProductionId, location: LocationId) -> Result<PlaceData, AppError> {
    access::with(production, async |scope: &mut Scope<EditBoard>| load::place(scope, location).await).await
}

/// How a day is worked, and its cover.
#[server(input = GetUrl)]
pub async fn load_day_rules(production: ProductionId, day: DayId) -> Result<DayData, AppError> {
    access::with(production, async |scope: &mut Scope<EditBoard>| load::day(scope, day).await).await
}

/// Who answers for a scene.
#[server(input = GetUrl)]
pub async fn load_scene_rules(production: ProductionId, scene: SceneId) -> Result<SceneData, AppError> {
    access::with(production, async |sc: &mut Scope<EditBoard>| load::scene(sc, scene).await).await
}

/// Changes the production's pack, its limits of a day, holidays and lunch.
#[server]
pub async fn save_rules(
    production: ProductionId,
    version: i64,
    pack: String,
    eighths: String,
    moves: String,
    holidays: String,
    lunch: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let limits =
        Limits { eighths: read_pages(&mut p, "eighths", &eighths), moves: read_number(&mut p, "moves", &moves, 99) };
    let holidays = read_dates(&mut p, "holidays", &holidays).into_iter().collect();
    let lunch_minutes = read_number(&mut p, "lunch", &lunch, 240);
    p.done()?;
    access::with(production, async |scope: &mut Scope<EditBoard>| {
        store::edit_production(scope, version, |rules| {
            let pack = chosen(&pack, &rules.own_packs)?;
            let own_packs = std::mem::take(&mut rules.own_packs);
            *rules = ProductionRules { pack, limits, holidays, lunch_minutes, own_packs };
            Ok(())
        })
        .await
    })
    .await?;
    Ok(back(production))
}

/// Adds a pack of the production's own, or changes one (`was`, its id until now). Nothing is kept of one with a fault.
#[server]
pub async fn save_pack(
    production: ProductionId,
    version: i64,
    #[server(default)] was: String,
    pack: String,
) -> Result<Landing, AppError> {
    if pack.chars().count() > PACK_LENGTH {
        return Err(AppError::TooLarge);
    }
    let read = own::read(&pack).map_err(|faults| refused(&faults))?;
    access::with(production, async |scope: &mut Scope<EditBoard>| {
        store::edit_production(scope, version, |rules| {
            let at = rules.own_packs.iter().position(|own| own.pack.id == was);
            let twice = rules.own_packs.iter().enumerate().any(|(n, own)| own.pack.id == read.id && Some(n) != at);
            if twice {
                return Err(AppError::field("pack", k::RULES_PACK_TWICE));
            }
            let new = OwnPack { text: pack, pack: read };
            match at {
                Some(at) => rules.own_packs[at] = new,
                None if !was.is_empty() => return Err(AppError::NotFound),
                None if rules.own_packs.len() >= OWN_PACKS => {
                    return Err(AppError::field("pack", k::RULES_PACK_ENOUGH));
                }
                None => rules.own_packs.push(new),
            }
            Ok(())
        })
        .await
    })
    .await?;
    Ok(back(production))
}

/// Removes a pack of the production's own. Whoever had it stands under the Directive until they get another.
#[server]
pub async fn remove_pack(production: ProductionId, version: i64, was: String) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<EditBoard>| {
        store::edit_production(scope, version, |rules| {
            let there = rules.own_packs.len();
            rules.own_packs.retain(|own| own.pack.id != was);
            if rules.own_packs.len() == there { Err(AppError::NotFound) } else { Ok(()) }
        })
        .await
    })
    .await?;
    Ok(back(production))
}

/// The pack of a unit's crew.
#[server]
pub async fn save_unit_rules(
    production: ProductionId,
    unit: UnitId,
    version: i64,
    pack: String,
) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<EditBoard>| {
        let pack = known_pack(scope, &pack).await?;
        store::save_unit(scope, unit, version, &UnitRules { pack }).await
    })
    .await?;
    Ok(back(production))
}

/// What is typed of a person. A birth date that is kept is not shown: left empty, it stays.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PersonTyped {
    pub pack: String,
    #[serde(default)]
    pub works_in: String,
    pub periods: String,
    pub hours: String,
    #[serde(default)]
    pub birth: String,
    #[serde(default)]
    pub age: String,
    #[serde(default)]
    pub permit: String,
    #[serde(default)]
    pub valid_from: String,
    #[serde(default)]
    pub valid_to: String,
    #[serde(default)]
    pub work: String,
    #[serde(default)]
    pub on_set: String,
    #[serde(default)]
    pub earliest: String,
    #[serde(default)]
    pub latest: String,
}

/// Changes a person's working rules.
#[server]
pub async fn save_person_rules(
    production: ProductionId,
    person: PersonId,
    version: i64,
    #[server(default)] is_minor: bool,
    #[server(default)] chaperone: bool,
    #[server(flatten)] typed: PersonTyped,
) -> Result<Landing, AppError> {
    let new = typed.check(is_minor, chaperone)?;
    access::with(production, async |scope: &mut Scope<EditBoard>| {
        if !scope.me().holds("people.view") {
            return Err(AppError::Forbidden);
        }
        let mut new = new;
        new.pack = known_pack(scope, &typed.pack).await?;
        let all = crate::schedule::store::units(scope).await?.into_iter().map(|unit| unit.id);
        new.units = all.filter(|unit| typed.works_in == "all" || typed.works_in == unit.to_string()).collect();
        let was: PersonRules = store::load(scope, RuleKind::Person, person.0).await?.rules;
        if let (Some(new), Some(was)) = (&mut new.minor, was.minor)
            && new.birth.is_none()
            && typed.age.trim().is_empty()
        {
            new.birth = was.birth;
        }
        store::save_person(scope, person, version, &new).await
    })
    .await?;
    Ok(back(production))
}

/// When a place can be had.
#[server]
pub async fn save_place_rules(
    production: ProductionId,
    location: LocationId,
    version: i64,
    periods: String,
    off: String,
    from: String,
    to: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let rules = PlaceRules {
        periods: read_periods(&mut p, "periods", &periods),
        off: read_dates(&mut p, "off", &off).into_iter().collect(),
        from: read_time(&mut p, "from", &from),
        to: read_time(&mut p, "to", &to),
    };
    if rules.from.zip(rules.to).is_some_and(|(from, to)| to <= from) {
        p.add("to", k::SCHEDULE_PACK_ORDER);
    }
    p.done()?;
    access::with(production, async |scope: &mut Scope<EditBoard>| {
        store::save_place(scope, location, version, &rules).await
    })
    .await?;
    Ok(back(production))
}

/// How a day is worked, and its cover: numbers of scenes, until when it is decided, and who decides.
#[server]
pub async fn save_day_rules(
    production: ProductionId,
    day: DayId,
    version: i64,
    day_type: String,
    #[server(default)] has_plan_b: bool,
    cover: String,
    decide_by: String,
    decides: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let day_type = p.take("day_type", of_key(&day_type).ok_or(()), k::ERROR_CHOICE);
    let decide_by = read_time(&mut p, "decide_by", &decide_by);
    let decides = somebody(&mut p, "decides", &decides);
    p.optional("cover", &cover, 2000);
    p.done()?;
    access::with(production, async |scope: &mut Scope<EditBoard>| {
        let plan_b = if has_plan_b {
            let all = load::scenes(scope).await?;
            let mut scenes = Vec::new();
            for number in cover.split([',', ';', '\n', ' ']).map(str::trim).filter(|number| !number.is_empty()) {
                let found = all.iter().find(|scene| scene.number.eq_ignore_ascii_case(number));
                scenes.push(found.map(|scene| scene.id).ok_or_else(|| no_scene(number))?);
            }
            Some(PlanB { cover: scenes, decide_by, decides })
        } else {
            None
        };
        store::save_day(scope, day, version, &DayRules { day_type, plan_b }).await
    })
    .await?;
    Ok(back(production))
}

/// Who answers for a scene that needs care.
#[server]
pub async fn save_scene_rules(
    production: ProductionId,
    scene: SceneId,
    version: i64,
    #[server(default)] risk_assessed: bool,
    supervisor: String,
) -> Result<Landing, AppError> {
    let mut p = Problems::default();
    let supervisor = somebody(&mut p, "supervisor", &supervisor);
    p.done()?;
    let rules = SceneRules { risk_assessed, supervisor };
    access::with(production, async |sc: &mut Scope<EditBoard>| store::save_scene(sc, scene, version, &rules).await)
        .await?;
    Ok(back(production))
}

#[cfg(feature = "ssr")]
fn back(production: ProductionId) -> Landing {
    Landing::on(routes::production(production, "rules"))
}

/// A person of a list, or nobody.
#[cfg(feature = "ssr")]
fn somebody(p: &mut Problems, field: &str, text: &str) -> Option<PersonId> {
    (!text.is_empty()).then(|| p.take(field, text.parse(), k::ERROR_CHOICE))
}

#[cfg(feature = "ssr")]
fn no_scene(number: &str) -> AppError {
    let with = vec![("name".to_owned(), number.chars().take(20).collect())];
    AppError::Invalid(vec![FieldError { field: "cover".to_owned(), text: k::RULES_NO_SCENE, with }])
}

/// The pack that was chosen, if it is one; none for the default.
#[cfg(feature = "ssr")]
fn chosen(pack: &str, own: &[OwnPack]) -> Result<Option<String>, AppError> {
    use crate::schedule::model::checks::packs::built_in;
    let mut known = own.iter().map(|own| &own.pack).chain(built_in());
    match pack.trim() {
        "" => Ok(None),
        id if known.any(|pack| pack.id == id) => Ok(Some(id.to_owned())),
        _ => Err(AppError::field("pack", k::ERROR_CHOICE)),
    }
}

#[cfg(feature = "ssr")]
async fn known_pack(scope: &mut Scope<EditBoard>, pack: &str) -> Result<Option<String>, AppError> {
    let id = scope.production().0;
    let whole: ProductionRules = store::load(scope, RuleKind::Production, id).await?.rules;
    chosen(pack, &whole.own_packs)
}

/// Every fault of a pack, beside its field, in the language of whoever typed it.
#[cfg(feature = "ssr")]
pub(super) fn refused(faults: &[Fault]) -> AppError {
    let lang = use_context::<http::request::Parts>().as_ref().map_or_else(Lang::default, access::lang_of);
    let said = faults.iter().take(12).map(|fault| {
        let way = if fault.field.is_empty() { String::new() } else { format!("{}: ", fault.field) };
        format!("{way}{}", findings::fault(lang, fault))
    });
    let with = vec![("list".to_owned(), said.collect::<Vec<_>>().join(" · "))];
    AppError::Invalid(vec![FieldError { field: "pack".to_owned(), text: k::RULES_PACK_FAULTS, with }])
}

#[cfg(feature = "ssr")]
impl PersonTyped {
    /// All but pack and units, which the database knows.
    fn check(&self, is_minor: bool, chaperone: bool) -> Result<PersonRules, AppError> {
        let mut p = Problems::default();
        let periods = read_periods(&mut p, "periods", &self.periods);
        let hours = read_hours(&mut p, "hours", &self.hours);
        let minor = is_minor.then(|| Minor {
            birth: read_date(&mut p, "birth", &self.birth),
            age: read_number(&mut p, "age", &self.age, 17),
            permit: self.permit(&mut p),
            chaperone,
        });
        p.done()?;
        // The birth date says more than an age.
        let minor = minor.map(|minor| Minor { age: minor.age.filter(|_| minor.birth.is_none()), ..minor });
        Ok(PersonRules { periods, hours, minor, ..PersonRules::default() })
    }

    /// A permit, if anything of it was typed; it is valid from one date to another.
    fn permit(&self, p: &mut Problems) -> Option<Permit> {
        let all =
            [&self.permit, &self.valid_from, &self.valid_to, &self.work, &self.on_set, &self.earliest, &self.latest];
        if all.iter().all(|text| text.trim().is_empty()) {
            return None;
        }
        let (from, to) = (read_date(p, "valid_from", &self.valid_from), read_date(p, "valid_to", &self.valid_to));
        for (field, date) in [("valid_from", from), ("valid_to", to)] {
            if date.is_none() {
                p.add(field, k::ERROR_REQUIRED);
            }
        }
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            p.add("valid_to", k::SCHEDULE_PACK_ORDER);
        }
        let valid = Period { from: from.unwrap_or_default(), to: to.unwrap_or_default() };
        Some(Permit {
            valid,
            work: read_length(p, "work", &self.work),
            on_set: read_length(p, "on_set", &self.on_set),
            earliest: read_time(p, "earliest", &self.earliest),
            latest: read_time(p, "latest", &self.latest),
            name: p.optional("permit", &self.permit, 120),
        })
    }
}
