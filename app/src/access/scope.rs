//! `Scope<P>`: a transaction that exists only together with its proof.
use super::{
    Arg, Db, Me, Permission, Sql, SubjectKey, Target, Texts, Viewer,
    engine::Tx,
    later::{Later, What},
    prove::prove,
    viewer::Kind,
};
use crate::{error::AppError, text::Lang};
use serde::de::DeserializeOwned;
use std::marker::PhantomData;
use uuid::Uuid;

/// An open transaction plus the proof that the viewer holds `P`. Private fields, made only here.
pub struct Scope<P: Permission> {
    tx: Tx,
    on: P::On,
    me: Me,
    viewer: Viewer,
    db: Db,
    ends_sessions: bool,
    /// Someone looks through another's eyes: nothing is written.
    looks: bool,
    made_keys: Vec<(Uuid, SubjectKey)>,
    dead_keys: Vec<Uuid>,
    _p: PhantomData<fn() -> P>,
}

impl<P: Permission> Scope<P> {
    /// The target the permission was proved on.
    pub fn on(&self) -> P::On {
        self.on.clone()
    }
    /// What the proof found out about the viewer.
    pub fn me(&self) -> &Me {
        &self.me
    }
    /// Who is asking.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }
    /// For the audit log: member, device, system, anonymous.
    pub fn viewer_kind(&self) -> &'static str {
        self.viewer.kind()
    }
    /// The company that is being worked in.
    pub fn workspace(&self) -> crate::values::WorkspaceId {
        self.me.workspace
    }
    /// The production that is being worked in.
    pub fn production(&self) -> crate::values::ProductionId {
        self.me.production
    }
    /// Unix milliseconds.
    pub fn now(&self) -> i64 {
        self.db.clock().now()
    }
    /// A new id (UUIDv7).
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        T::from(Uuid::now_v7())
    }
    /// Keys for sealing tokens.
    pub fn keys(&self) -> &super::Keys {
        self.db.keys()
    }
    /// What waits to be written into the audit log after the answer.
    pub fn later(&self) -> &Later {
        self.db.later()
    }
    /// The key of an account or person, if it is at hand.
    pub fn subject_key(&self, subject: Uuid) -> Option<SubjectKey> {
        let made = self.made_keys.iter().find(|(id, _)| *id == subject).map(|(_, key)| *key);
        made.or_else(|| self.db.subjects().get(subject))
    }
    /// Keeps a key at hand; one that this scope made, only once that is written.
    pub fn keep_subject_key(&mut self, subject: Uuid, key: SubjectKey, made: bool) {
        if made { self.made_keys.push((subject, key)) } else { self.db.subjects().put(subject, key) }
    }
    /// Whoever had this key at hand has it no longer, once that is written.
    pub fn drop_subject_key(&mut self, subject: Uuid) {
        self.made_keys.retain(|(id, _)| *id != subject);
        self.dead_keys.push(subject);
    }
    /// Rows of a `rows` statement.
    pub async fn list<T: DeserializeOwned>(&mut self, sql: &Sql, args: &[Arg]) -> Result<Vec<T>, AppError> {
        self.tx.list(sql, args).await
    }
    /// Several `rows` statements in one turn; they share their arguments.
    pub async fn lists<const N: usize>(&mut self, sql: [&Sql; N], args: &[Arg]) -> Result<[Texts; N], AppError> {
        self.tx.lists(sql, args).await
    }
    /// First row of a `rows` statement, if any.
    pub async fn first<T: DeserializeOwned>(&mut self, sql: &Sql, args: &[Arg]) -> Result<Option<T>, AppError> {
        Ok(self.list(sql, args).await?.into_iter().next())
    }
    /// The one row of a `rows` statement, or "not found".
    pub async fn one<T: DeserializeOwned>(&mut self, sql: &Sql, args: &[Arg]) -> Result<T, AppError> {
        self.first(sql, args).await?.ok_or(AppError::NotFound)
    }
    /// A whole number (count, `returning version`), if there is a row.
    pub async fn number(&mut self, sql: &Sql, args: &[Arg]) -> Result<Option<i64>, AppError> {
        self.tx.number(sql, args).await
    }
    /// Bytes of one column, if there is a row.
    pub async fn bytes(&mut self, sql: &Sql, args: &[Arg]) -> Result<Option<Vec<u8>>, AppError> {
        self.tx.bytes(sql, args).await
    }
    /// Runs a write; how many rows it touched.
    pub async fn exec(&mut self, sql: &Sql, args: &[Arg]) -> Result<u64, AppError> {
        self.writes()?;
        self.tx.exec(sql, args).await
    }
    fn writes(&self) -> Result<(), AppError> {
        if self.looks { Err(AppError::Looking) } else { Ok(()) }
    }
    /// Writes an event: nothing after it in this scope reads or counts it.
    pub async fn event(&mut self, sql: &Sql, args: &[Arg]) -> Result<(), AppError> {
        self.writes()?;
        self.tx.event(sql, args).await
    }
    /// Runs a write of one row that has to be there: else "not found".
    pub async fn exec_one(&mut self, sql: &Sql, args: &[Arg]) -> Result<(), AppError> {
        self.writes()?;
        if self.tx.touch(sql, args).await? { Ok(()) } else { Err(AppError::NotFound) }
    }
    /// Runs a write of one row with a condition on `version`: nothing touched means that someone else was first. The
    /// conflict is said here, by what is asked next, or at the end of the scope; nothing is written then.
    pub async fn exec_versioned(&mut self, sql: &Sql, args: &[Arg]) -> Result<(), AppError> {
        self.writes()?;
        self.tx.versioned(sql, args).await
    }
    /// Runs a write that ends sessions, or changes what is read with them: none of them is believed any longer than the
    /// commit takes.
    pub async fn end_sessions(&mut self, sql: &Sql, args: &[Arg]) -> Result<u64, AppError> {
        self.writes()?;
        self.ends_sessions = true;
        self.tx.exec(sql, args).await
    }
    /// Someone who may make a production steps into the new one; only within the workspace of the proof, or as system.
    pub async fn settle_in(
        &mut self,
        workspace: crate::values::WorkspaceId,
        production: crate::values::ProductionId,
    ) -> Result<(), AppError> {
        let system = matches!(self.viewer.0, Kind::System);
        if !system && (P::NAME != "production.create" || workspace != self.me.workspace) {
            return Err(AppError::Forbidden);
        }
        self.me.workspace = workspace;
        self.me.production = production;
        self.tx.restrict(&self.me).await
    }
    /// System work, whoever accepts an invitation, and whoever reads the log of their company enters one production after
    /// another; row-level security follows.
    pub async fn enter(
        &mut self,
        workspace: crate::values::WorkspaceId,
        production: crate::values::ProductionId,
    ) -> Result<(), AppError> {
        let own_log = P::NAME == "audit.view" && workspace == self.me.workspace;
        if !matches!(self.viewer.0, Kind::System) && P::NAME != "enter" && !own_log {
            return Err(AppError::Forbidden);
        }
        self.me.workspace = workspace;
        self.me.production = production;
        self.tx.restrict(&self.me).await
    }
}

impl Db {
    /// Viewer, proof, work, commit: the only way to a transaction. Any error drops it and nothing is written.
    pub async fn run<P, T, F>(&self, viewer: Viewer, on: P::On, work: F) -> Result<T, AppError>
    where
        P: Permission,
        F: AsyncFnOnce(&mut Scope<P>) -> Result<T, AppError>,
    {
        let looks = viewer.eyes(on.kind()).is_some();
        let mut tx = self.begin(P::WRITES && !looks).await?;
        let me = match prove(&mut tx, &viewer, P::NAME, on.kind(), self.clock().now()).await {
            Err(error) => return Err(self.refused::<P>(&viewer, &on, error)),
            Ok(me) => me,
        };
        // The process itself looks for what it will enter; from `enter` on it is restricted like everybody.
        if !matches!(viewer.0, Kind::System) {
            tx.restrict(&me).await?;
        }
        let (db, made_keys, dead_keys) = (self.clone(), vec![], vec![]);
        let mut scope =
            Scope { tx, on, me, viewer, db, ends_sessions: false, looks, made_keys, dead_keys, _p: PhantomData };
        let done = match work(&mut scope).await {
            Err(error) => return Err(self.refused::<P>(&scope.viewer, &scope.on, error)),
            Ok(done) => done,
        };
        if scope.ends_sessions {
            self.forget_sessions();
        }
        scope.tx.commit().await?;
        self.subjects().settle(scope.made_keys, &scope.dead_keys);
        // Whoever read in between read what no longer holds.
        if scope.ends_sessions {
            self.forget_sessions();
        }
        Ok(done)
    }

    /// A refusal of somebody who is signed in goes to the audit log (ASVS 5.0, 16.3.2). Its scope writes nothing, so it is
    /// noted for later.
    fn refused<P: Permission>(&self, viewer: &Viewer, on: &P::On, error: AppError) -> AppError {
        if let (AppError::Forbidden, Kind::Member { .. }) = (&error, &viewer.0) {
            self.later().refused(viewer, self.clock().now(), P::NAME, on.kind());
        }
        error
    }
}

/// What every server function is: the viewer of this request does `work` on a target.
pub async fn with<P, T, F>(on: P::On, work: F) -> Result<T, AppError>
where
    P: Permission,
    F: AsyncFnOnce(&mut Scope<P>) -> Result<T, AppError>,
{
    let db = leptos::prelude::use_context::<Db>().ok_or_else(|| AppError::internal("context", "no database"))?;
    db.run::<P, T, F>(viewer(), on, work).await
}

/// Notes something for the audit log, of the request being answered; outside of one, nothing.
pub fn note(what: What) {
    if let Some(db) = leptos::prelude::use_context::<Db>() {
        db.later().note(&viewer(), db.clock().now(), what);
    }
}
/// Unix milliseconds by the clock of the request being answered.
pub fn now() -> Result<i64, AppError> {
    let db = leptos::prelude::use_context::<Db>().ok_or_else(|| AppError::internal("context", "no database"))?;
    Ok(db.clock().now())
}

/// The viewer of the request being answered: nobody, unless the session layer says otherwise.
pub fn viewer() -> Viewer {
    maybe_viewer().unwrap_or_else(Viewer::anonymous)
}

/// The viewer that the session layer put into the request.
pub fn maybe_viewer() -> Option<Viewer> {
    leptos::prelude::use_context::<http::request::Parts>().and_then(|parts| parts.extensions.get::<Viewer>().cloned())
}

/// The language of the request being answered.
pub fn lang_of(parts: &http::request::Parts) -> Lang {
    parts.extensions.get::<Lang>().copied().unwrap_or_default()
}
