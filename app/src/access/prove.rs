//! The proof: does this viewer hold this permission on this target? Asked in the same transaction as the work.
use super::{
    Arg, Sql, Viewer,
    engine::Tx,
    permission::{On, by_kind},
    policy::{Standing, holds},
    rules::{Rule, Rules},
    viewer::Kind,
};
use crate::{args, error::AppError, sql, values::*};
use serde::Deserialize;

sql! {
    /// A production with the viewer's place in it.
    /// Whoever answers for a company, for money or for other people's rights, here or elsewhere, must have shown a second
    /// factor (`$3`), and so must everybody where the company says so.
    PROVE_PRODUCTION = rows { workspace: uuid, person: uuid, role: text, department: text, ws_role: text, lacks: bool } from
        "(select p.workspace_id as workspace, m.id as person, m.role as role, m.department as department, w.role as ws_role,
                 (not $3 and (s.second_factor_for = 'all'
                    or exists (select 1 from workspace_members x where x.account_id = $2 and x.role in ('owner','admin'))
                    or exists (select 1 from people x where x.account_id = $2 and x.removed_at is null and x.role in ('producer','accountant')))) as lacks
          from productions p
          join workspaces s on s.id = p.workspace_id
          left join people m on m.workspace_id = p.workspace_id and m.production_id = p.id and m.account_id = $2 and m.removed_at is null
          left join workspace_members w on w.workspace_id = p.workspace_id and w.account_id = $2
          join accounts a on a.id = $2 and a.disabled_at is null
          where p.id = $1) x" order "person";
    /// The exceptions that concern the viewer as a person of the production.
    PROVE_RULES = rows { thing: text, depth: text, own: bool, until: int, ended: bool } from
        "(select r.thing as thing, r.depth as depth, false as own, null as until, false as ended, r.changed_at as at
            from people m join role_rules r on r.workspace_id = m.workspace_id and r.production_id = m.production_id and r.role = m.role
            where m.production_id = $1 and m.account_id = $2 and m.removed_at is null
          union all
          select g.thing, g.depth, true, g.until_at, (g.revoked_at is not null), g.made_at
            from people m join person_grants g on g.workspace_id = m.workspace_id and g.person_id = m.id
            where m.production_id = $1 and m.account_id = $2 and m.removed_at is null) x" order "own desc, at desc";
    /// Somebody of the production, through whose eyes it is looked at.
    PROVE_PERSON = rows { workspace: uuid, person: uuid, role: text, department: text } from
        "(select workspace_id as workspace, id as person, role, department from people
          where production_id = $1 and id = $2 and removed_at is null) x" order "person";
    PROVE_PERSON_RULES = rows { thing: text, depth: text, own: bool, until: int, ended: bool } from
        "(select r.thing as thing, r.depth as depth, false as own, null as until, false as ended, r.changed_at as at
            from people m join role_rules r on r.workspace_id = m.workspace_id and r.production_id = m.production_id and r.role = m.role
            where m.production_id = $1 and m.id = $2
          union all
          select g.thing, g.depth, true, g.until_at, (g.revoked_at is not null), g.made_at
            from people m join person_grants g on g.workspace_id = m.workspace_id and g.person_id = m.id
            where m.production_id = $1 and m.id = $2) x" order "own desc, at desc";
    PROVE_WORKSPACE = rows { workspace: uuid, ws_role: text, lacks: bool } from
        "(select w.workspace_id as workspace, w.role as ws_role,
                 (not $3 and (s.second_factor_for = 'all'
                    or exists (select 1 from workspace_members x where x.account_id = $2 and x.role in ('owner','admin'))
                    or exists (select 1 from people x where x.account_id = $2 and x.removed_at is null and x.role in ('producer','accountant')))) as lacks
          from workspace_members w
          join workspaces s on s.id = w.workspace_id
          join accounts a on a.id = w.account_id and a.disabled_at is null
          where w.workspace_id = $1 and w.account_id = $2) x" order "workspace";
    PROVE_LINK_RULES = rows { thing: text, depth: text, own: bool, until: int, ended: bool } from
        "(select r.thing as thing, r.depth as depth, false as own, null as until, false as ended, r.changed_at as at
            from personal_links l join people m on m.workspace_id = l.workspace_id and m.id = l.person_id
            join role_rules r on r.workspace_id = m.workspace_id and r.production_id = m.production_id and r.role = m.role
            where l.token_hash = $1
          union all
          select g.thing, g.depth, true, g.until_at, (g.revoked_at is not null), g.made_at
            from personal_links l join person_grants g on g.workspace_id = l.workspace_id and g.person_id = l.person_id
            where l.token_hash = $1) x" order "own desc, at desc";
    PROVE_ACCOUNT = rows { id: uuid } from "(select id from accounts where id = $1 and disabled_at is null) x" order "id";
    PROVE_LINK = rows { workspace: uuid, production: uuid, person: uuid, role: text, department: text, revoked: bool } from
        "(select l.workspace_id as workspace, l.production_id as production, l.person_id as person, p.role as role,
                 p.department as department, (l.revoked_at is not null or p.removed_at is not null or a.disabled_at is not null) as revoked
          from personal_links l join people p on p.workspace_id = l.workspace_id and p.id = l.person_id
          left join accounts a on a.id = p.account_id
          where l.token_hash = $1) x" order "person";
    /// The same for the link of a calendar.
    PROVE_FEED_RULES = rows { thing: text, depth: text, own: bool, until: int, ended: bool } from
        "(select r.thing as thing, r.depth as depth, false as own, null as until, false as ended, r.changed_at as at
            from calendar_links l join people m on m.workspace_id = l.workspace_id and m.id = l.person_id
            join role_rules r on r.workspace_id = m.workspace_id and r.production_id = m.production_id and r.role = m.role
            where l.token_hash = $1
          union all
          select g.thing, g.depth, true, g.until_at, (g.revoked_at is not null), g.made_at
            from calendar_links l join person_grants g on g.workspace_id = l.workspace_id and g.person_id = l.person_id
            where l.token_hash = $1) x" order "own desc, at desc";
    PROVE_FEED = rows { workspace: uuid, production: uuid, person: uuid, role: text, department: text, revoked: bool } from
        "(select l.workspace_id as workspace, l.production_id as production, l.person_id as person, p.role as role,
                 p.department as department, (l.revoked_at is not null or p.removed_at is not null or a.disabled_at is not null) as revoked
          from calendar_links l join people p on p.workspace_id = l.workspace_id and p.id = l.person_id
          left join accounts a on a.id = p.account_id
          where l.token_hash = $1) x" order "person";
}

/// What the proof found out about the viewer; queries may cut by it.
#[derive(Debug, Clone, Default)]
pub struct Me {
    /// The company that is being worked in, if one.
    pub workspace: WorkspaceId,
    /// The production that is being worked in, if one.
    pub production: ProductionId,
    /// The viewer as a person of that production.
    pub person: Option<PersonId>,
    /// Their role in it.
    pub role: Option<Role>,
    /// Their department in it.
    pub department: String,
    /// Owner or admin of the workspace.
    pub admin: bool,
    /// The account that is signed in.
    pub account: Option<AccountId>,
    /// What was decided for their role, or for them, beside the table of rights.
    pub rules: Rules,
    /// The viewer looks through this person's eyes.
    pub looking: bool,
}

impl Me {
    /// Whether another right is held in the same production, for choosing what to offer.
    pub fn holds(&self, right: &str) -> bool {
        holds(right, Standing { role: self.role, admin: self.admin, member: self.admin }, &self.rules)
    }
}

#[derive(Deserialize)]
struct InProduction {
    workspace: WorkspaceId,
    person: Option<PersonId>,
    role: Option<Role>,
    department: Option<String>,
    ws_role: Option<String>,
    lacks: bool,
}
#[derive(Deserialize)]
struct Someone {
    workspace: WorkspaceId,
    person: PersonId,
    role: Role,
    department: String,
}
#[derive(Deserialize)]
struct InWorkspace {
    workspace: WorkspaceId,
    ws_role: String,
    lacks: bool,
}
#[derive(Deserialize)]
struct ByLink {
    workspace: WorkspaceId,
    production: ProductionId,
    person: PersonId,
    role: Role,
    department: String,
    revoked: bool,
}
#[derive(Deserialize)]
struct Account {
    #[serde(rename = "id")]
    _id: AccountId,
}

/// Finds the viewer's place, and refuses. A foreign thing is "not found"; a known one without the right "forbidden".
pub(super) async fn prove(tx: &mut Tx, viewer: &Viewer, name: &str, on: On, now: i64) -> Result<Me, AppError> {
    if let Some(held) = by_kind(name, &viewer.0) {
        return if held { known(tx, viewer, now).await } else { Err(refusal(viewer)) };
    }
    let Kind::Member { account, shown, .. } = viewer.0 else { return Err(refusal(viewer)) };
    let strong = shown.mfa_at.is_some();
    let is_admin = |role: &Option<String>| matches!(role.as_deref(), Some("owner" | "admin"));
    let (me, standing) = match on {
        On::Production(production) => {
            let [found, rules] =
                tx.lists([&PROVE_PRODUCTION, &PROVE_RULES], args![production, account, strong]).await?;
            let found: InProduction = found.read()?.into_iter().next().ok_or(AppError::NotFound)?;
            let admin = is_admin(&found.ws_role);
            if found.role.is_none() && !admin {
                return Err(AppError::NotFound);
            }
            if found.lacks {
                return Err(AppError::FactorNeeded);
            }
            let me = Me {
                workspace: found.workspace,
                production,
                person: found.person,
                role: found.role,
                department: found.department.unwrap_or_default(),
                admin,
                account: Some(account),
                rules: Rules::at(rules.read()?, now),
                looking: false,
            };
            let me = match viewer.eyes(on) {
                Some(person) => through(tx, &me, person, now).await?,
                None => me,
            };
            let standing = Standing { role: me.role, admin: me.admin, member: found.ws_role.is_some() };
            (me, standing)
        }
        On::Workspace(workspace) => {
            let found: Option<InWorkspace> = first(tx, &PROVE_WORKSPACE, args![workspace, account, strong]).await?;
            let found = found.ok_or(AppError::NotFound)?;
            if found.lacks {
                return Err(AppError::FactorNeeded);
            }
            let admin = is_admin(&Some(found.ws_role));
            let me = Me { workspace: found.workspace, admin, account: Some(account), ..Me::default() };
            (me, Standing { role: None, admin, member: true })
        }
        On::Instance | On::Own => return Err(AppError::Forbidden),
    };
    if holds(name, standing, &me.rules) { Ok(me) } else { Err(AppError::Forbidden) }
}

/// The viewer as somebody else would be: only for whoever may see what others may see, and never to see more than they
/// may themselves. What is that person's alone by its nature, medical notes, stays theirs.
async fn through(tx: &mut Tx, me: &Me, person: PersonId, now: i64) -> Result<Me, AppError> {
    let [found, rules] = tx.lists([&PROVE_PERSON, &PROVE_PERSON_RULES], args![me.production, person]).await?;
    let found: Someone = found.read()?.into_iter().next().ok_or(AppError::NotFound)?;
    let mut rules: Vec<Rule> = rules.read()?;
    let private = Rule { thing: "block.medical".into(), depth: "-".into(), own: true, until: None, ended: false };
    rules.insert(0, private);
    let them = Me {
        workspace: found.workspace,
        production: me.production,
        person: Some(found.person),
        role: Some(found.role),
        department: found.department,
        admin: false,
        account: me.account,
        rules: Rules::at(rules, now),
        looking: true,
    };
    let may = me.holds("permissions.view") && crate::permissions::model::within(&them, me);
    if may { Ok(them) } else { Err(AppError::Forbidden) }
}

/// Rights that hang on the kind of viewer still need an account that is not disabled, or a link that is not revoked.
async fn known(tx: &mut Tx, viewer: &Viewer, now: i64) -> Result<Me, AppError> {
    match &viewer.0 {
        Kind::Member { account, .. } => {
            let found: Option<Account> = first(tx, &PROVE_ACCOUNT, args![*account]).await?;
            found.ok_or(AppError::SignedOut)?;
            Ok(Me { account: Some(*account), ..Me::default() })
        }
        Kind::Device { link } => by_link(tx, [&PROVE_LINK, &PROVE_LINK_RULES], link, now).await,
        Kind::Feed { link } => by_link(tx, [&PROVE_FEED, &PROVE_FEED_RULES], link, now).await,
        Kind::Anonymous | Kind::System => Ok(Me::default()),
    }
}

/// The person of a link.
async fn by_link(tx: &mut Tx, statements: [&Sql; 2], link: &[u8], now: i64) -> Result<Me, AppError> {
    let [found, rules] = tx.lists(statements, args![link.to_vec()]).await?;
    let found: ByLink = found.read()?.into_iter().next().ok_or(AppError::NotFound)?;
    if found.revoked {
        return Err(AppError::Gone);
    }
    Ok(Me {
        workspace: found.workspace,
        production: found.production,
        person: Some(found.person),
        role: Some(found.role),
        department: found.department,
        rules: Rules::at(rules.read()?, now),
        ..Me::default()
    })
}

fn refusal(viewer: &Viewer) -> AppError {
    match viewer.0 {
        Kind::Anonymous => AppError::SignedOut,
        Kind::Member { .. } => AppError::Forbidden,
        Kind::Device { .. } | Kind::Feed { .. } | Kind::System => AppError::NotFound,
    }
}

async fn first<T: serde::de::DeserializeOwned>(tx: &mut Tx, sql: &Sql, args: &[Arg]) -> Result<Option<T>, AppError> {
    Ok(tx.list(sql, args).await?.into_iter().next())
}
