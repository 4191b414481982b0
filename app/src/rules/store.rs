//! Working rules in the database: one document for each thing they are about, with a version of its own.
use super::model::*;
use crate::{
    access::{Arg, EditBoard, Permission, Scope, Sql},
    audit,
    error::AppError,
    schedule::model::checks::BannerKind,
    values::*,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;

sql! {
    RULES = rows { kind: text, subject: uuid, facts: json, version: int } from
        "(select kind, subject_id as subject, facts, version from working_rules where workspace_id = $1 and production_id = $2) x" order "kind, subject";
    RULE = rows { facts: json, version: int } from
        "(select facts, version from working_rules where workspace_id = $1 and production_id = $2 and kind = $3 and subject_id = $4) x" order "version";
    RULE_INSERT = "insert into working_rules (workspace_id, production_id, kind, subject_id, facts, version) values ($1,$2,$3,$4,$5,1) on conflict do nothing";
    RULE_UPDATE = "update working_rules set facts = $5, version = version + 1
        where workspace_id = $1 and production_id = $2 and kind = $3 and subject_id = $4 and version = $6";
    RULE_PUT = "insert into working_rules (workspace_id, production_id, kind, subject_id, facts, version) values ($1,$2,$3,$4,$5,1)
        on conflict (workspace_id, kind, subject_id) do update set facts = excluded.facts, version = working_rules.version + 1";
    RULE_DROP = "delete from working_rules where workspace_id = $1 and production_id = $2 and kind = $3 and subject_id = $4";

    FACT_DAYS = rows { day: uuid, shooting_call: int, lunch: int, location: uuid } from
        "(select id as day, shooting_call, lunch, location_id as location from shooting_days where workspace_id = $1 and production_id = $2) x" order "day";
    FACT_PLACES = rows { id: uuid, name: text, lat_e6: int, lon_e6: int } from
        "(select id, name, lat_e6, lon_e6 from locations where workspace_id = $1 and production_id = $2) x" order "name, id";
    FACT_PEOPLE = rows { id: uuid, name: text, plays: bool } from
        "(select p.id as id, p.name as name, (p.character_id is not null) as plays
          from people p where p.workspace_id = $1 and p.production_id = $2 and p.removed_at is null) x" order "name, id";
    FACT_OFF = rows { person: uuid, date: text } from
        "(select person_id as person, date from days_off where workspace_id = $1 and production_id = $2) x" order "person, date";
    FACT_FLAGS = rows { scene: uuid, number: text, closed: bool, stunt: bool, weapon: bool, animal: bool, drone: bool, water: bool, minor: bool } from
        "(select c.id as scene, c.number as number, c.closed as closed, coalesce(s.stunt, false) as stunt, coalesce(s.weapon, false) as weapon,
            coalesce(s.animal, false) as animal, coalesce(s.drone, false) as drone, coalesce(s.water, false) as water, coalesce(s.minor, false) as minor,
            c.position as seat
          from scenes c left join scene_sheets s on s.workspace_id = c.workspace_id and s.scene_id = c.id
          where c.workspace_id = $1 and c.production_id = $2 and not c.omitted
            and (c.closed or s.stunt or s.weapon or s.animal or s.drone or s.water or s.minor)) x" order "seat, scene";
    FACT_SCENES = rows { id: uuid, number: text } from
        "(select id, number, position as seat from scenes where workspace_id = $1 and production_id = $2 and not omitted) x" order "seat, id";
    RULES_DAYS = rows { id: uuid, date: text, label: text, kind: text } from
        "(select d.id as id, d.date as date, d.label as label, d.kind as kind, u.position as seat from shooting_days d
          join units u on u.workspace_id = d.workspace_id and u.id = d.unit_id
          where d.workspace_id = $1 and d.production_id = $2) x" order "date, seat, id";

    UNIT_NAMED = rows { name: text } from "(select name from units where workspace_id = $1 and production_id = $2 and id = $3) x" order "name";
    PERSON_NAMED = rows { name: text } from "(select name from people where workspace_id = $1 and production_id = $2 and id = $3 and removed_at is null) x" order "name";
    PLACE_NAMED = rows { name: text } from "(select name from locations where workspace_id = $1 and production_id = $2 and id = $3) x" order "name";
    DAY_NAMED = rows { name: text } from
        "(select coalesce(nullif(label, ''), date) as name from shooting_days where workspace_id = $1 and production_id = $2 and id = $3) x" order "name";
    SCENE_NAMED = rows { name: text } from
        "(select number as name from scenes where workspace_id = $1 and production_id = $2 and id = $3) x" order "name";
}

/// A stored document with the version for saving it; 0 as long as there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept<T> {
    /// What is kept.
    pub rules: T,
    /// Its version.
    pub version: i64,
}

/// A row as it is read.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub kind: RuleKind,
    pub subject: Uuid,
    pub facts: Value,
    pub version: i64,
}

impl Row {
    /// The document. What nobody can read is our fault, and not as good as nothing: a permit must not be lost over it.
    pub fn read<T: DeserializeOwned>(self) -> Result<Kept<T>, AppError> {
        let rules = serde_json::from_value(self.facts).map_err(|e| AppError::internal("working rules", e))?;
        Ok(Kept { rules, version: self.version })
    }
}

/// The document of one thing.
pub async fn load<P: Permission, T: DeserializeOwned + Default>(
    scope: &mut Scope<P>,
    kind: RuleKind,
    subject: Uuid,
) -> Result<Kept<T>, AppError> {
    #[derive(Deserialize)]
    struct One {
        facts: Value,
        version: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let found: Option<One> = scope.first(&RULE, args![workspace, production, kind.key(), subject]).await?;
    match found {
        Some(One { facts, version }) => Row { kind, subject, facts, version }.read(),
        None => Ok(Kept { rules: T::default(), version: 0 }),
    }
}

/// Puts a document down; a conflict if someone else did so meanwhile.
async fn save<T: Serialize>(
    scope: &mut Scope<EditBoard>,
    kind: RuleKind,
    subject: Uuid,
    version: i64,
    rules: &T,
) -> Result<(), AppError> {
    let args = args![scope.workspace(), scope.production(), kind.key(), subject];
    let args = [&args[..], &[Arg::doc(rules)?]].concat();
    if version > 0 {
        return scope.exec_versioned(&RULE_UPDATE, &[&args[..], args![version]].concat()).await;
    }
    if scope.exec(&RULE_INSERT, &args).await? == 1 { Ok(()) } else { Err(AppError::Conflict) }
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// The name of a thing of this production, or "not found".
pub(super) async fn named<P: Permission>(scope: &mut Scope<P>, kind: RuleKind, id: Uuid) -> Result<String, AppError> {
    let by: Sql = match kind {
        RuleKind::Unit => UNIT_NAMED,
        RuleKind::Person => PERSON_NAMED,
        RuleKind::Place => PLACE_NAMED,
        RuleKind::Day => DAY_NAMED,
        RuleKind::Scene => SCENE_NAMED,
        RuleKind::Production | RuleKind::Banner => return Err(AppError::NotFound),
    };
    let (workspace, production) = (scope.workspace(), scope.production());
    Ok(scope.one::<Named>(&by, args![workspace, production, id]).await?.name)
}

/// Changes what is kept of the production, as it is now.
pub async fn edit_production(
    scope: &mut Scope<EditBoard>,
    version: i64,
    deed: impl FnOnce(&mut ProductionRules) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let id = scope.production().0;
    let mut kept: Kept<ProductionRules> = load(scope, RuleKind::Production, id).await?;
    if kept.version != version {
        return Err(AppError::Conflict);
    }
    deed(&mut kept.rules)?;
    save(scope, RuleKind::Production, id, version, &kept.rules).await?;
    audit::record(scope, "rules.changed", Some(id), json!({})).await
}

/// The pack of a unit's crew.
pub async fn save_unit(
    scope: &mut Scope<EditBoard>,
    unit: UnitId,
    version: i64,
    rules: &UnitRules,
) -> Result<(), AppError> {
    let name = named(scope, RuleKind::Unit, unit.0).await?;
    save(scope, RuleKind::Unit, unit.0, version, rules).await?;
    audit::record(scope, "rules.unit", Some(unit.0), json!({ "name": name })).await
}

/// What is known of a person. The event says that it changed, not to what.
pub async fn save_person(
    scope: &mut Scope<EditBoard>,
    person: PersonId,
    version: i64,
    rules: &PersonRules,
) -> Result<(), AppError> {
    named(scope, RuleKind::Person, person.0).await?;
    save(scope, RuleKind::Person, person.0, version, rules).await?;
    audit::record(scope, "rules.person", Some(person.0), json!({})).await
}

/// When a place can be had.
pub async fn save_place(
    scope: &mut Scope<EditBoard>,
    place: LocationId,
    version: i64,
    rules: &PlaceRules,
) -> Result<(), AppError> {
    let name = named(scope, RuleKind::Place, place.0).await?;
    save(scope, RuleKind::Place, place.0, version, rules).await?;
    audit::record(scope, "rules.place", Some(place.0), json!({ "name": name })).await
}

/// How a day is worked, and its cover.
pub async fn save_day(
    scope: &mut Scope<EditBoard>,
    day: DayId,
    version: i64,
    rules: &DayRules,
) -> Result<(), AppError> {
    let name = named(scope, RuleKind::Day, day.0).await?;
    if let Some(plan) = &rules.plan_b {
        for scene in &plan.cover {
            named(scope, RuleKind::Scene, scene.0).await?;
        }
        if let Some(person) = plan.decides {
            named(scope, RuleKind::Person, person.0).await?;
        }
    }
    save(scope, RuleKind::Day, day.0, version, rules).await?;
    audit::record(scope, "rules.day", Some(day.0), json!({ "day": name })).await
}

/// Who answers for a scene that needs care.
pub async fn save_scene(
    scope: &mut Scope<EditBoard>,
    scene: SceneId,
    version: i64,
    rules: &SceneRules,
) -> Result<(), AppError> {
    let name = named(scope, RuleKind::Scene, scene.0).await?;
    if let Some(person) = rules.supervisor {
        named(scope, RuleKind::Person, person.0).await?;
    }
    save(scope, RuleKind::Scene, scene.0, version, rules).await?;
    audit::record(scope, "rules.scene", Some(scene.0), json!({ "name": name })).await
}

/// What a banner stands for, in the transaction that writes the banner; that one's event tells of it.
pub async fn put_banner<P: Permission>(scope: &mut Scope<P>, strip: StripId, kind: BannerKind) -> Result<(), AppError> {
    let args = args![scope.workspace(), scope.production(), RuleKind::Banner.key(), strip];
    if kind == BannerKind::Note {
        scope.exec(&RULE_DROP, args).await?;
        return Ok(());
    }
    let doc = Arg::doc(&BannerRules { kind })?;
    scope.exec(&RULE_PUT, &[&args[..], &[doc]].concat()).await?;
    Ok(())
}
