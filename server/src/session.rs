//! Sessions: our own store behind tower-sessions, and the one place where a viewer is made of them.
use app::{
    access::{Db, SessionRow, SessionRows, Shown, Viewer, digest},
    accounts::session::{ACCOUNT, SHOWN},
    error::AppError,
    text::Lang,
    values::AccountId,
};
use axum::{
    extract::Request,
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::collections::HashMap;
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
    serde_json::to_string(&record.data).map_err(|e| session_store::Error::Encode(e.to_string()))
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
        let Some(SessionRow { data, account, absolute_until, seen_at, .. }) =
            self.0.load(key(id)).await.map_err(backend)?
        else {
            return Ok(None);
        };
        if self.0.now() - seen_at > SEEN_MS {
            self.0.seen(key(id), account).await.map_err(backend)?;
        }
        let data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&data).map_err(|e| session_store::Error::Decode(e.to_string()))?;
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
        .with_expiry(Expiry::OnInactivity(Duration::days(7)))
}

/// Makes the viewer and the language of a request.
pub async fn viewer(mut request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let viewer = match session {
        Some(session) => match session.get::<AccountId>(ACCOUNT).await {
            Ok(Some(account)) => {
                let hash = session.id().map(|id| key(&id)).unwrap_or_default();
                // Already read with the account: no further question to the database.
                let shown = session.get::<Shown>(SHOWN).await.ok().flatten().unwrap_or_default();
                Viewer::member(account, hash).with(shown)
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
    let lang = language(&request);
    request.extensions_mut().insert(viewer);
    request.extensions_mut().insert(lang);
    next.run(request).await
}

/// The language cookie, else the browser's.
fn language(request: &Request) -> Lang {
    let header = |name| request.headers().get(name).and_then(|v| v.to_str().ok());
    let cookie = header(header::COOKIE)
        .and_then(|all| all.split(';').find_map(|c| c.trim().strip_prefix("lang=")))
        .and_then(Lang::from_tag);
    cookie.unwrap_or_else(|| Lang::from_accept(header(header::ACCEPT_LANGUAGE).unwrap_or_default()))
}
