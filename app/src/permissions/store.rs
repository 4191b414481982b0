//! Exceptions in the database: rules of a production for a role, grants to one person. Every change is an event.
use super::{
    model::{self, CONTACTS, THINGS, Thing},
    screen::*,
};
use crate::{
    access::{EditPermissions, Me, Permission, Rule, Rules, Scope, ViewPermissions},
    audit,
    callsheets::model::policy::{Block, Depth},
    error::AppError,
    productions::store::load as load_production,
    text::k,
    values::*,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

sql! {
    ROLE_RULES = rows { role: text, thing: text, depth: text, at: int } from
        "(select role, thing, depth, changed_at as at from role_rules where workspace_id = $1 and production_id = $2) x" order "role, thing";
    ROLE_RULE_SET = "insert into role_rules (workspace_id, production_id, role, thing, depth, changed_at, changed_by) values ($1,$2,$3,$4,$5,$6,$7)
        on conflict (workspace_id, production_id, role, thing) do update set depth = $5, changed_at = $6, changed_by = $7";
    ROLE_COUNTS = rows { role: text, count: int } from
        "(select role, count(*) as count from people where workspace_id = $1 and production_id = $2 and removed_at is null group by role) x" order "role";
    /// Everybody's grants that hold now: what a sheet is cut by.
    GRANTS_NOW = rows { person: uuid, thing: text, depth: text, at: int } from
        "(select person_id as person, thing, depth, made_at as at from person_grants
          where workspace_id = $1 and production_id = $2 and revoked_at is null and (until_at is null or until_at > $3)) x" order "at desc";
    GRANTS_OF = rows { id: uuid, thing: text, depth: text, reason: text, by: text, at: int, until: int, ended: bool } from
        "(select g.id as id, g.thing as thing, g.depth as depth, g.reason as reason, a.name as by, g.made_at as at, g.until_at as until, (g.revoked_at is not null) as ended
          from person_grants g join accounts a on a.id = g.made_by where g.workspace_id = $1 and g.production_id = $2 and g.person_id = $3) x" order "at desc";
    GRANT_INSERT = "insert into person_grants (workspace_id, id, production_id, person_id, thing, depth, reason, made_at, made_by, until_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)";
    GRANT_REVOKE = "update person_grants set revoked_at = $4, revoked_by = $5 where workspace_id = $1 and production_id = $2 and id = $3 and revoked_at is null";
    /// A later grant of the same thing takes the place of an earlier one.
    GRANTS_REPLACE = "update person_grants set revoked_at = $5, revoked_by = $6 where workspace_id = $1 and production_id = $2 and person_id = $3 and thing = $4 and revoked_at is null";
    GRANT_FIND = rows { person: uuid, thing: text, depth: text } from
        "(select person_id as person, thing, depth from person_grants where workspace_id = $1 and production_id = $2 and id = $3 and revoked_at is null) x" order "person";
    ACCESS_PERSON = rows { id: uuid, name: text, role: text, department: text } from
        "(select id, name, role, department from people where workspace_id = $1 and production_id = $2 and id = $3 and removed_at is null) x" order "id";
}

#[derive(Deserialize)]
struct RuleRow {
    role: Role,
    thing: String,
    depth: String,
    at: i64,
}
#[derive(Deserialize)]
struct GrantRow {
    id: Uuid,
    thing: String,
    depth: String,
    reason: String,
    by: String,
    at: i64,
    until: Option<i64>,
    ended: bool,
}
#[derive(Deserialize)]
struct Someone {
    id: PersonId,
    name: String,
    role: Role,
    department: String,
}

/// What was decided in a production beside the table, for cutting its sheets.
#[derive(Debug, Default)]
pub struct Exceptions {
    roles: HashMap<Role, Vec<(String, String)>>,
    people: HashMap<PersonId, Vec<(String, String)>>,
}

impl Exceptions {
    /// Whether somebody holds a right here, exceptions included.
    pub fn holds(&self, person: PersonId, role: Role, right: &str) -> bool {
        let rule = |own: bool| move |(thing, depth): &(String, String)| plain(thing, depth, own);
        let own = self.people.get(&person).into_iter().flatten().map(rule(true));
        let of_role = self.roles.get(&role).into_iter().flatten().map(rule(false));
        model::of_role(role, Rules::at(own.chain(of_role).collect(), 0)).holds(right)
    }

    /// The blocks of which somebody gets more or less than their role usually does.
    pub fn blocks_of(&self, person: PersonId, role: Role) -> Vec<(Block, Depth)> {
        if self.roles.is_empty() && self.people.is_empty() {
            return vec![];
        }
        let rule = |own: bool| move |(thing, depth): &(String, String)| plain(thing, depth, own);
        let own = self.people.get(&person).into_iter().flatten().map(rule(true));
        let of_role = self.roles.get(&role).into_iter().flatten().map(rule(false));
        model::blocks(&Rules::at(own.chain(of_role).collect(), 0))
    }
}

fn plain(thing: &str, depth: &str, own: bool) -> Rule {
    Rule { thing: thing.to_owned(), depth: depth.to_owned(), own, until: None, ended: false }
}

/// What was decided in this production.
pub async fn exceptions<P: Permission>(scope: &mut Scope<P>) -> Result<Exceptions, AppError> {
    #[derive(Deserialize)]
    struct Row {
        person: PersonId,
        thing: String,
        depth: String,
    }
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let [rules, grants] = scope.lists([&ROLE_RULES, &GRANTS_NOW], args![workspace, production, now]).await?;
    let mut all = Exceptions::default();
    for row in rules.read::<RuleRow>()? {
        all.roles.entry(row.role).or_default().push((row.thing, row.depth));
    }
    for row in grants.read::<Row>()? {
        all.people.entry(row.person).or_default().push((row.thing, row.depth));
    }
    Ok(all)
}

async fn rules<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<RuleRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&ROLE_RULES, args![workspace, production]).await
}

fn of_role(rules: &[RuleRow], role: Role) -> Me {
    let rules = rules.iter().filter(|r| r.role == role).map(|r| plain(&r.thing, &r.depth, false)).collect();
    model::of_role(role, Rules::at(rules, 0))
}

fn choices(thing: &Thing, me: &Me, now: Depth) -> Vec<String> {
    let may = |to: &&Depth| **to == now || (!thing.fixed && (**to < now || model::may_give(me, thing.key, **to)));
    thing.choices.iter().filter(may).map(|depth| model::shown(thing, *depth).to_owned()).collect()
}

/// The table: the roles that somebody has here, or all of them.
pub async fn matrix(scope: &mut Scope<ViewPermissions>, chosen: Option<Role>, every: bool) -> Result<Matrix, AppError> {
    #[derive(Deserialize)]
    struct Count {
        role: Role,
        count: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rules = rules(scope).await?;
    let counts: Vec<Count> = scope.list(&ROLE_COUNTS, args![workspace, production]).await?;
    let count = |role: Role| counts.iter().find(|c| c.role == role).map_or(0, |c| c.count);
    let shown = |role: &Role| every || count(*role) > 0 || chosen == Some(*role);
    let roles: Vec<(Role, i64)> = Role::ALL.iter().copied().filter(shown).map(|role| (role, count(role))).collect();
    let them: Vec<Me> = roles.iter().map(|(role, _)| of_role(&rules, *role)).collect();
    let cell = |thing: &Thing, them: &Me| {
        let now = model::has(them, thing.key);
        let usual = them.role.map_or(Depth::None, |role| model::usual(role, thing.key));
        (model::shown(thing, now).to_owned(), now == usual)
    };
    let lines = THINGS
        .iter()
        .map(|thing| Line {
            name: thing.name,
            group: thing.group,
            cells: them.iter().map(|them| cell(thing, them)).collect(),
        })
        .collect();
    let me = scope.me();
    let panel = chosen.map(|role| {
        let them = of_role(&rules, role);
        Panel {
            role,
            seen: rules.iter().filter(|r| r.role == role).map(|r| r.at).max().unwrap_or(0),
            lines: THINGS.iter().filter(|t| !t.fixed).map(|t| choice(t, me, &them, role)).collect(),
        }
    });
    Ok(Matrix { may_edit: me.holds("permissions.edit"), roles, lines, panel })
}

fn choice(thing: &Thing, me: &Me, them: &Me, role: Role) -> Choice {
    let now = model::has(them, thing.key);
    Choice {
        thing: thing.key.to_owned(),
        name: thing.name,
        group: thing.group,
        now: model::shown(thing, now).to_owned(),
        usual: model::shown(thing, model::usual(role, thing.key)).to_owned(),
        choices: choices(thing, me, now),
    }
}

/// A wish for a thing, checked: it exists, it can be changed, and whoever wishes has it themselves.
fn checked(me: &Me, key: &str, depth: &str, now: Depth) -> Result<(&'static Thing, Depth), AppError> {
    let thing = model::thing(key).filter(|t| !t.fixed).ok_or(AppError::NotFound)?;
    let to = model::meant(thing, depth).filter(|to| thing.choices.contains(to)).ok_or(AppError::NotFound)?;
    if to > now && !model::may_give(me, key, to) {
        return Err(AppError::field("", k::PERMISSIONS_NOT_YOURS));
    }
    Ok((thing, to))
}

/// Changes what a role may see and do in this production. `seen` is when its rules were last changed, as the page knew.
pub async fn change_role(
    scope: &mut Scope<EditPermissions>,
    role: Role,
    seen: i64,
    wishes: &[(String, String)],
) -> Result<(), AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let account = scope.me().account.ok_or(AppError::SignedOut)?;
    let rules = rules(scope).await?;
    if rules.iter().filter(|r| r.role == role).map(|r| r.at).max().unwrap_or(0) != seen {
        return Err(AppError::Conflict);
    }
    let them = of_role(&rules, role);
    for (key, depth) in wishes {
        let before = model::has(&them, key);
        let (thing, to) = checked(scope.me(), key, depth, before)?;
        // A right that rests on another which is missing shows as none: leaving it so is no decision.
        if to == before {
            continue;
        }
        let args = args![workspace, production, role.key(), thing.key, to.key(), now, account];
        scope.exec(&ROLE_RULE_SET, args).await?;
        let detail = json!({ "role": role.key(), "thing": thing.key, "from": before.key(), "to": to.key() });
        audit::record(scope, "right.rule", Some(production.0), detail).await?;
    }
    Ok(())
}

async fn someone<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<Someone, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&ACCESS_PERSON, args![workspace, production, person]).await
}

async fn grants<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<Vec<GrantRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&GRANTS_OF, args![workspace, production, person]).await
}

fn standing(who: &Someone, rules: &[RuleRow], grants: &[GrantRow], now: i64) -> Me {
    let own = grants.iter().map(|g| Rule { until: g.until, ended: g.ended, ..plain(&g.thing, &g.depth, true) });
    let of_role = rules.iter().filter(|r| r.role == who.role).map(|r| plain(&r.thing, &r.depth, false));
    Me {
        person: Some(who.id),
        department: who.department.clone(),
        ..model::of_role(who.role, Rules::at(own.chain(of_role).collect(), now))
    }
}

/// What one person may see and do, why, and until when.
pub async fn access(scope: &mut Scope<ViewPermissions>, person: PersonId) -> Result<Access, AppError> {
    let who = someone(scope, person).await?;
    let (rules, grants, now) = (rules(scope).await?, grants(scope, person).await?, scope.now());
    let zone = TimeZone::get(&load_production(scope).await?.zone).unwrap_or(TimeZone::UTC);
    let date = |ms: i64| Timestamp::from_millisecond(ms).map(|at| at.to_zoned(zone.clone()).date().to_string());
    let date = |ms: i64| date(ms).unwrap_or_default();
    // The last day on which it holds, not the midnight at which it ends.
    let last_day = |until: i64| date(until - 1);
    let (me, them) = (scope.me(), standing(&who, &rules, &grants, now));
    let active = |g: &&GrantRow| !g.ended && g.until.is_none_or(|until| until > now);
    let lines = THINGS
        .iter()
        .map(|thing| {
            let grant = grants.iter().filter(active).find(|g| g.thing == thing.key);
            let ruled = rules.iter().any(|r| r.role == who.role && r.thing == thing.key);
            let depth = model::has(&them, thing.key);
            let why = match grant {
                Some(_) => Why::Grant,
                None if ruled && depth != model::usual(who.role, thing.key) => Why::Rule,
                None => Why::Role,
            };
            Held {
                name: thing.name,
                group: thing.group,
                depth: model::shown(thing, depth).to_owned(),
                why,
                until: grant.and_then(|g| g.until).map(last_day),
            }
        })
        .collect();
    let shown = grants.iter().filter_map(|g| {
        let thing = model::thing(&g.thing)?;
        Some(Grant {
            id: g.id,
            name: thing.name,
            depth: Depth::of(&g.depth).map_or_else(|| g.depth.clone(), |depth| model::shown(thing, depth).to_owned()),
            reason: g.reason.clone(),
            by: g.by.clone(),
            from: date(g.at),
            until: g.until.map(last_day),
            over: !active(&g),
        })
    });
    Ok(Access {
        person,
        name: who.name.clone(),
        role: who.role,
        department: who.department.clone(),
        may_edit: me.holds("permissions.edit"),
        beyond: model::beyond(&them, me).map(|thing| thing.name),
        lines,
        choices: THINGS.iter().filter(|t| !t.fixed).map(|t| choice(t, me, &them, who.role)).collect(),
        grants: shown.collect(),
    })
}

/// Gives or denies one person a thing, for a reason, until the end of a day of the production's calendar or for good.
pub async fn grant(
    scope: &mut Scope<EditPermissions>,
    person: PersonId,
    wish: (&str, &str),
    reason: &str,
    until: Option<Date>,
) -> Result<(), AppError> {
    let who = someone(scope, person).await?;
    let (rules, grants, now) = (rules(scope).await?, grants(scope, person).await?, scope.now());
    let them = standing(&who, &rules, &grants, now);
    let (thing, to) = checked(scope.me(), wish.0, wish.1, model::has(&them, wish.0))?;
    let until = match until {
        Some(day) => {
            let zone = TimeZone::get(&load_production(scope).await?.zone).unwrap_or(TimeZone::UTC);
            let end = day.tomorrow().and_then(|next| next.to_zoned(zone));
            let end = end.map_err(|_| AppError::field("until", k::ERROR_DATE))?.timestamp().as_millisecond();
            if end <= now {
                return Err(AppError::field("until", k::PERMISSIONS_UNTIL_PAST));
            }
            Some(end)
        }
        None => None,
    };
    let (workspace, production) = (scope.workspace(), scope.production());
    let account = scope.me().account.ok_or(AppError::SignedOut)?;
    let id: Uuid = scope.new_id();
    scope.exec(&GRANTS_REPLACE, args![workspace, production, person, thing.key, now, account]).await?;
    let row = args![workspace, id, production, person, thing.key, to.key(), reason, now, account, until];
    scope.exec(&GRANT_INSERT, row).await?;
    let detail = json!({ "thing": thing.key, "to": to.key(), "until": until });
    audit::record_about(scope, "right.granted", person, detail, json!({ "reason": reason })).await
}

/// Takes back what was given or denied. Whoever lifts a denial gives, and needs what they give.
pub async fn revoke(scope: &mut Scope<EditPermissions>, person: PersonId, grant: Uuid) -> Result<(), AppError> {
    #[derive(Deserialize)]
    struct Row {
        person: PersonId,
        thing: String,
        depth: String,
    }
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let account = scope.me().account.ok_or(AppError::SignedOut)?;
    let row: Row = scope.one(&GRANT_FIND, args![workspace, production, grant]).await?;
    let who = someone(scope, person).await?;
    if row.person != who.id {
        return Err(AppError::NotFound);
    }
    let rules = rules(scope).await?;
    let without = model::has(&standing(&who, &rules, &[], now), &row.thing);
    let with = Depth::of(&row.depth).unwrap_or(Depth::None);
    if without > with && !model::may_give(scope.me(), &row.thing, without) {
        return Err(AppError::field("", k::PERMISSIONS_NOT_YOURS));
    }
    scope.exec_one(&GRANT_REVOKE, args![workspace, production, grant, now, account]).await?;
    let detail = json!({ "thing": row.thing });
    audit::record(scope, "right.revoked", Some(person.0), detail).await
}

/// Whether the viewer may look through somebody's eyes: they see nothing that the viewer does not.
pub async fn may_look(scope: &mut Scope<ViewPermissions>, person: PersonId) -> Result<(), AppError> {
    let who = someone(scope, person).await?;
    let (rules, grants, now) = (rules(scope).await?, grants(scope, person).await?, scope.now());
    match model::beyond(&standing(&who, &rules, &grants, now), scope.me()) {
        None => Ok(()),
        Some(_) => Err(AppError::field("", k::PERMISSIONS_SEES_MORE)),
    }
}

/// How much of the contacts the viewer gets.
pub fn contacts(me: &Me) -> Depth {
    model::has(me, CONTACTS)
}
