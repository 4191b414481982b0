//! Breaking the glass: what is not for every day is shown for a reason, to this session, for some minutes. The act stands in
//! the audit log and the person is told.
use super::{
    model::{Kind, depth},
    store::*,
};
use crate::{
    access::{OpenConfidential, Permission, Scope, ViewOwn, unhex},
    audit::{self, find_key, key_for},
    callsheets::model::policy::Depth,
    error::AppError,
    outbox::{self, Mail},
    people::role_name,
    productions::store::load as load_production,
    routes,
    text::{Lang, k},
    values::*,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

/// So long it is seen afterwards: a call for help takes longer than a page.
const OPEN_MS: i64 = 15 * 60_000;
const MINUTE_MS: i64 = 60_000;

/// Under which name the act stands in the log.
fn action(kind: Kind) -> &'static str {
    match kind {
        Kind::Medical => "confidential.opened_medical",
        Kind::Kin => "confidential.opened_kin",
        Kind::Address => "confidential.opened_address",
    }
}

fn reason_place(person: PersonId, viewer: AccountId, kind: Kind, since: i64) -> String {
    format!("confidential_looks/{person}/{viewer}/{}/{since}", kind.key())
}

/// The details whose glass this session broke lately, each with the minutes left.
pub async fn glasses<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
) -> Result<HashMap<&'static str, i64>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        kind: Kind,
        since: i64,
    }
    let Some(account) = scope.me().account else { return Ok(HashMap::new()) };
    let session = scope.viewer().session().map(<[u8]>::to_vec).unwrap_or_default();
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let args = args![workspace, production, person, account, session, now - OPEN_MS];
    let rows: Vec<Row> = scope.list(&GLASS_NOW, args).await?;
    let left = |since: i64| ((since + OPEN_MS - now) / MINUTE_MS).max(1);
    Ok(rows.into_iter().map(|row| (row.kind.key(), left(row.since))).collect())
}

/// Breaks the glass before one detail of somebody.
pub async fn open(
    scope: &mut Scope<OpenConfidential>,
    person: PersonId,
    kind: Kind,
    reason: &str,
    origin: &str,
) -> Result<(), AppError> {
    own_eyes(scope)?;
    let me = scope.me().clone();
    if depth(&me, kind) != Depth::Limited || me.person == Some(person) {
        return Err(AppError::Forbidden);
    }
    let account = me.account.ok_or(AppError::SignedOut)?;
    let whom = someone(scope, person).await?;
    let session = scope.viewer().session().map(<[u8]>::to_vec).unwrap_or_default();
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let key = match find_key(scope, person.0).await? {
        Some(key) => key,
        None => key_for(scope, person.0).await?,
    };
    let sealed = key.map(|key| key.seal(&reason_place(person, account, kind, now), reason)).transpose()?;
    scope.exec(&GLASS_PUT, args![workspace, person, account, kind.key(), now, production, sealed, session]).await?;
    audit::record_about(scope, action(kind), person, json!({}), json!({ "reason": reason })).await?;
    let viewer = me.person.ok_or(AppError::Forbidden)?;
    let who = someone(scope, viewer).await?.name;
    tell(scope, person, &whom, (&who, me.role), kind, origin).await
}

/// A mail in the person's language: who opened what and when. The reason, which may say more, is not in it.
async fn tell(
    scope: &mut Scope<OpenConfidential>,
    person: PersonId,
    whom: &Someone,
    (who, role): (&str, Option<Role>),
    kind: Kind,
    origin: &str,
) -> Result<(), AppError> {
    if whom.email.is_empty() {
        return Ok(());
    }
    let production = load_production(scope).await?;
    let lang = Lang::from_tag(&whom.language).unwrap_or_default();
    let zone = jiff::tz::TimeZone::get(&production.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let at = jiff::Timestamp::from_millisecond(scope.now()).unwrap_or_default().to_zoned(zone);
    let at = at.strftime("%Y-%m-%d %H:%M").to_string();
    let role = role.map(|role| role_name(role).say(lang)).unwrap_or_default();
    let code = production.code_name.as_str();
    let with = [("who", who), ("role", role), ("what", kind.name().say(lang)), ("code", code), ("at", &at)];
    let end = if whom.signed_in {
        let link = format!("{}{}", origin.trim_end_matches('/'), routes::account());
        format!("{}\n\n{link}", k::CONFIDENTIAL_MAIL_PAGE.say(lang))
    } else {
        k::CONFIDENTIAL_MAIL_ASK.say(lang).to_owned()
    };
    let hello = k::PEOPLE_MAIL_HELLO.fill(lang, &[("name", &whom.name)]);
    let body = [hello, k::CONFIDENTIAL_MAIL_BODY.fill(lang, &with), end].join("\n\n");
    let subject = k::CONFIDENTIAL_MAIL_SUBJECT.fill(lang, &[("code", code)]);
    let mail =
        Mail { kind: "confidential", to: &whom.email, subject: &subject, body: &body, person: Some(person), day: None };
    outbox::enqueue(scope, &[mail]).await
}

/// A look at one of one's own details.
pub struct Seen {
    /// Who.
    pub who: String,
    /// Code name of the production.
    pub production: String,
    /// Unix ms; of a look at once, the hour.
    pub since: i64,
    /// Which detail.
    pub kind: Kind,
    /// The glass was broken.
    pub glass: bool,
    /// For this reason.
    pub reason: String,
}

/// Who saw the details of this account's persons since then.
pub async fn looks(scope: &mut Scope<ViewOwn>, account: AccountId, since: i64) -> Result<Vec<Seen>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        person: PersonId,
        who: String,
        viewer: AccountId,
        production: String,
        kind: Kind,
        glass: bool,
        since: i64,
        reason: String,
    }
    let rows: Vec<Row> = scope.list(&CONFIDENTIAL_LOOKS_MINE, args![account, since]).await?;
    let mut all = vec![];
    for row in rows {
        let key = if row.reason.is_empty() { None } else { find_key(scope, row.person.0).await?.flatten() };
        let place = reason_place(row.person, row.viewer, row.kind, row.since);
        let reason = key.zip(unhex(&row.reason)).and_then(|(key, sealed)| key.open(&place, &sealed).ok());
        let Row { who, production, since, kind, glass, .. } = row;
        all.push(Seen { who, production, since, kind, glass, reason: reason.unwrap_or_default() });
    }
    Ok(all)
}
