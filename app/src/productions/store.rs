//! Productions in the database.
use super::model::{Head, Production, Waiting};
use crate::{
    access::{ALL, CreateProduction, EditProduction, Permission, Scope, ViewProduction},
    audit,
    error::AppError,
    schedule,
    text::{Lang, k},
    values::*,
};
use serde::Deserialize;

sql! {
    PRODUCTION_INSERT = "insert into productions (workspace_id, id, title, code_name, country, zone, page_size, language, palette, revision_naming, created_at, version)
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,1)";
    PRODUCTION_UPDATE = "update productions set title = $3, code_name = $4, country = $5, zone = $6, page_size = $7, language = $8, palette = $9, revision_naming = $10, version = version + 1
        where workspace_id = $1 and id = $2 and version = $11";
    PRODUCTION_LOAD = rows { id: uuid, workspace: uuid, title: text, code_name: text, country: text, zone: text, page_size: text, language: text, palette: text, revision_naming: text, version: int } from
        "(select id, workspace_id as workspace, title, code_name, country, zone, page_size, language, palette, revision_naming, version
          from productions where workspace_id = $1 and id = $2) x" order "id";
    WORKSPACE_OF = rows { workspace: uuid } from "(select workspace_id as workspace from productions where id = $1) x" order "workspace";
    VIEWER_NAME = rows { name: text } from "(select name from accounts where id = $1) x" order "name";
    LOOKING_NAME = rows { name: text } from "(select name from people where workspace_id = $1 and production_id = $2 and id = $3) x" order "name";
    CREATOR_INSERT = "insert into people (workspace_id, id, production_id, account_id, name, role, department, position, phone, email, language, pre_call_minutes, travel_minutes, makeup_minutes, wardrobe_minutes, pickup_place, created_at, version)
        select $1, $2, $3, a.id, a.name, 'producer', $4, $5, '', a.email, a.language, 0, 0, 0, 0, '', $6, 1 from accounts a where a.id = $7";
    UNIT_INSERT = "insert into units (workspace_id, id, production_id, name, position) values ($1,$2,$3,$4,0)";
    WAITING = rows { kind: text, count: int, day: uuid, label: text } from
        "(select 'unreachable' as kind, count(*) as count, null as day, '' as label from people p
            where p.workspace_id = $1 and p.production_id = $2 and p.removed_at is null and p.email = '' and p.role not in ('vendor','client')
          union all select 'unchecked_hospital', count(*), null, '' from locations l
            where l.workspace_id = $1 and l.production_id = $2 and (l.hospital_name = '' or l.hospital_checked_on = '')
          union all select 'unscheduled', count(*), null, '' from strips s
            where s.workspace_id = $1 and s.production_id = $2 and s.day_id is null and s.scene_id is not null
          union all select 'uncast', count(*), null, '' from characters c
            where c.workspace_id = $1 and c.production_id = $2 and not exists (select 1 from people p where p.workspace_id = c.workspace_id and p.character_id = c.id and p.removed_at is null)
          union all select 'no_script', 1 - (select count(*) from (select 1 as one from scenes c where c.workspace_id = $1 and c.production_id = $2 limit 1) c), null, ''
          union all select 'no_days', 1 - (select count(*) from (select 1 as one from shooting_days d where d.workspace_id = $1 and d.production_id = $2 limit 1) d), null, ''
          union all select 'failed_mails', count(*), null, '' from sheet_recipients r
            where r.workspace_id = $1 and r.production_id = $2 and r.state = 'failed'
          ) x where count > 0" order "kind";
    UNCONFIRMED = rows { kind: text, count: int, day: uuid, label: text } from
        "(select 'unconfirmed' as kind, count(*) as count, d.id as day, d.label as label, d.date as date from sheet_recipients r
            join shooting_days d on d.workspace_id = r.workspace_id and d.id = r.day_id
            where r.workspace_id = $1 and r.production_id = $2 and d.wrap_utc > $3
              and (r.confirmed_hash is null or r.confirmed_hash <> r.content_hash)
            group by d.id, d.label, d.date) x" order "date, label";
}

/// What a production is made of, checked by `api`.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Working title.
    pub title: String,
    /// The name used outside.
    pub code_name: String,
    /// ISO 3166 code.
    pub country: String,
    /// IANA zone.
    pub zone: String,
    /// `a4` or `letter`.
    pub page_size: String,
    /// Language of its call sheets.
    pub language: Lang,
    /// Strip palette.
    pub palette: String,
    /// `colours` or `numbers`.
    pub revision_naming: String,
}

/// A new production with its main unit; whoever makes it is its producer.
pub async fn create(scope: &mut Scope<CreateProduction>, s: &Settings) -> Result<ProductionId, AppError> {
    let account = scope.me().account.ok_or(AppError::SignedOut)?;
    let (workspace, now) = (scope.workspace(), scope.now());
    let id: ProductionId = scope.new_id();
    insert(scope, workspace, id, s).await?;
    let person: PersonId = scope.new_id();
    let (department, position) = (k::PRODUCTIONS_DEPARTMENT.say(s.language), k::PRODUCTIONS_PRODUCER.say(s.language));
    scope.exec(&CREATOR_INSERT, args![workspace, person, id, department, position, now, account]).await?;
    audit::record(scope, "production.created", Some(id.0), serde_json::json!({ "title": s.code_name })).await?;
    Ok(id)
}

/// The rows themselves; also the demo's way.
pub async fn insert<P: Permission>(
    scope: &mut Scope<P>,
    workspace: WorkspaceId,
    id: ProductionId,
    s: &Settings,
) -> Result<UnitId, AppError> {
    scope.settle_in(workspace, id).await?;
    let now = scope.now();
    scope
        .exec(
            &PRODUCTION_INSERT,
            args![
                workspace,
                id,
                &s.title,
                &s.code_name,
                &s.country,
                &s.zone,
                &s.page_size,
                s.language.tag(),
                &s.palette,
                &s.revision_naming,
                now
            ],
        )
        .await?;
    let unit: UnitId = scope.new_id();
    scope.exec(&UNIT_INSERT, args![workspace, unit, id, "Main"]).await?;
    Ok(unit)
}

/// Changes the settings; a conflict if someone else did so meanwhile.
pub async fn update(scope: &mut Scope<EditProduction>, s: &Settings, version: i64) -> Result<(), AppError> {
    let (workspace, id) = (scope.workspace(), scope.production());
    let old = load(scope).await?;
    scope
        .exec_versioned(
            &PRODUCTION_UPDATE,
            args![
                workspace,
                id,
                &s.title,
                &s.code_name,
                &s.country,
                &s.zone,
                &s.page_size,
                s.language.tag(),
                &s.palette,
                &s.revision_naming,
                version
            ],
        )
        .await?;
    if old.zone != s.zone {
        // Days at a location with a zone of its own stay as they are.
        schedule::store::retime(scope, None).await?;
    }
    audit::record(scope, "production.changed", Some(id.0), serde_json::json!({})).await
}

/// The production being worked in.
pub async fn load<P: Permission>(scope: &mut Scope<P>) -> Result<Production, AppError> {
    let (workspace, id) = (scope.workspace(), scope.production());
    scope.one(&PRODUCTION_LOAD, args![workspace, id]).await
}

/// The frame around its pages.
pub async fn head(scope: &mut Scope<ViewProduction>) -> Result<Head, AppError> {
    #[derive(Deserialize)]
    struct Name {
        name: String,
    }
    let production = load(scope).await?;
    let account = scope.me().account.ok_or(AppError::SignedOut)?;
    let viewer = scope.one::<Name>(&VIEWER_NAME, args![account]).await?.name;
    let looking = match scope.me().person.filter(|_| scope.me().looking) {
        Some(person) => {
            let (workspace, id) = (scope.workspace(), scope.production());
            Some(scope.one::<Name>(&LOOKING_NAME, args![workspace, id, person]).await?.name)
        }
        None => None,
    };
    let me = scope.me();
    let rights = ALL.iter().filter(|right| me.holds(right.name)).map(|right| right.name.to_owned()).collect();
    Ok(Head { production, viewer, person: me.person, role: me.role, rights, admin: me.admin, looking })
}

/// What waits for the office. Others have their own days to look at.
pub async fn waiting(scope: &mut Scope<crate::access::ViewDraft>) -> Result<Vec<Waiting>, AppError> {
    let (workspace, id, now) = (scope.workspace(), scope.production(), scope.now());
    let mut all: Vec<Waiting> = scope.list(&UNCONFIRMED, args![workspace, id, now]).await?;
    all.extend(scope.list::<Waiting>(&WAITING, args![workspace, id]).await?);
    Ok(all)
}

/// System work steps into a production by its id alone; "not found" if there is none.
pub async fn enter(scope: &mut Scope<crate::access::Work>, production: ProductionId) -> Result<(), AppError> {
    #[derive(Deserialize)]
    struct Row {
        workspace: WorkspaceId,
    }
    let row: Row = scope.one(&WORKSPACE_OF, args![production]).await?;
    scope.enter(row.workspace, production).await
}
