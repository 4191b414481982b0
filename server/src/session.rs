//! Sessions: our own store behind tower-sessions, and the one place where a viewer is made of them.
use app::{
    access::{Db, Facts, SessionRow, SessionRows, Shown, Viewer, digest},
    accounts::{
        profile,
        session::{ACCOUNT, EYES, SHOWN},
        throttle::ClientAddress,
    },
    error::AppError,
    privacy::SESSION_DAYS,
    text::Lang,
    values::AccountId,
};
use axum::{
    extract::Request,
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{collections::HashMap, sync::Arc};
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::{
        SameSite,
        time::{Duration, OffsetDateTime},
    },
    session::{Id, Record},
    session_store,
};

/// `seen_at` is written at most once a minute, so that reads stay reads.
const SEEN_MS: i64 = 60_000;

/// Under this name the account's language travels with a session that was read; it is never stored in one.
const LANGUAGE: &str = "language";

/// The session table behind the interface of tower-sessions.
#[derive(Debug, Clone)]
pub struct Store(SessionRows);

fn key(id: &Id) -> Vec<u8> {
    digest(id.to_string().as_bytes())
}
fn backend(error: AppError) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
fn account(record: &Record) -> Option<AccountId> {
    record.data.get(ACCOUNT).and_then(|v| serde_json::from_value(v.clone()).ok())
}
fn data(record: &Record) -> session_store::Result<String> {
    let kept: HashMap<_, _> = record.data.iter().filter(|(name, _)| *name != LANGUAGE).collect();
    serde_json::to_string(&kept).map_err(|e| session_store::Error::Encode(e.to_string()))
}

#[async_trait::async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        loop {
            let made = self.0.create(key(&record.id), account(record), &data(record)?).await;
            if made.map_err(backend)? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }
    /// An update only: a session that ended meanwhile stays ended.
    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let kept = self.0.save(key(&record.id), account(record), &data(record)?).await.map_err(backend)?;
        if kept { Ok(()) } else { Err(session_store::Error::Backend("the session has ended".into())) }
    }
    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(SessionRow { data, account, absolute_until, seen_at, language }) =
            self.0.load(key(id)).await.map_err(backend)?
        else {
            return Ok(None);
        };
        if self.0.now() - seen_at > SEEN_MS {
            self.0.seen(key(id), account).await.map_err(backend)?;
        }
        let mut data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&data).map_err(|e| session_store::Error::Decode(e.to_string()))?;
        data.extend(language.map(|language| (LANGUAGE.to_owned(), language.into())));
        let expiry_date = OffsetDateTime::from_unix_timestamp(absolute_until / 1000)
            .map_err(|e| session_store::Error::Decode(e.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }
    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.0.revoke(key(id)).await.map_err(backend)
    }
}

/// The layer that reads and sets the cookie. Over TLS it is bound to this host; on loopback there is no TLS to bind to.
pub fn layer(db: &Db, https: bool) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store(SessionRows::new(db.clone())))
        .with_name(if https { "__Host-id" } else { "id" })
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::days(SESSION_DAYS)))
}

/// Makes the viewer and the language of a request.
pub async fn viewer(mut request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let mut spoken = None;
    let viewer = match session {
        Some(session) => match session.get::<AccountId>(ACCOUNT).await {
            Ok(Some(account)) => {
                let hash = session.id().map(|id| key(&id)).unwrap_or_default();
                // Already read with the account: no further question to the database.
                spoken = session.get::<String>(LANGUAGE).await.ok().flatten().and_then(|tag| Lang::from_tag(&tag));
                let eyes = session.get(EYES).await.ok().flatten();
                let shown = session.get::<Shown>(SHOWN).await.ok().flatten().unwrap_or_default();
                Viewer::member(account, hash).with(shown).looking(eyes)
            }
            Ok(None) => Viewer::anonymous(),
            Err(error) => {
                tracing::error!(%error, "session");
                return (
                    axum::http::StatusCode::SERVICE_UNAVAILABLE,
                    "The database does not answer. Try again in a minute.",
                )
                    .into_response();
            }
        },
        None => Viewer::anonymous(),
    };
    let lang = language(&request, spoken);
    let facts = facts(&request);
    request.extensions_mut().insert(viewer.by(facts.clone()));
    request.extensions_mut().insert(facts);
    request.extensions_mut().insert(lang);
    next.run(request).await
}

/// What the audit log keeps of a request.
fn facts(request: &Request) -> Arc<Facts> {
    let from = request.extensions().get::<ClientAddress>().and_then(|address| address.0);
    let agent = request.headers().get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Arc::new(Facts::new(from, agent, request.method().as_str(), request.uri().path()))
}

/// The language chosen on this device, else the account's, else the browser's.
fn language(request: &Request, account: Option<Lang>) -> Lang {
    let accepted = || request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    profile::chosen(request.headers()).or(account).unwrap_or_else(|| Lang::from_accept(accepted()))
}
