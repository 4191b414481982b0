//! `Scope<P>`: a transaction that exists only together with its proof.
use super::{Arg, Db, Me, Permission, Sql, Target, Texts, Viewer, engine::Tx, prove::prove, viewer::Kind};
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
        self.tx.exec(sql, args).await
    }
    /// Writes an event: nothing after it in this scope reads or counts it.
    pub async fn event(&mut self, sql: &Sql, args: &[Arg]) -> Result<(), AppError> {
        self.tx.event(sql, args).await
    }
    /// Runs a write of one row that has to be there: else "not found".
    pub async fn exec_one(&mut self, sql: &Sql, args: &[Arg]) -> Result<(), AppError> {
        if self.tx.touch(sql, args).await? { Ok(()) } else { Err(AppError::NotFound) }
    }
    /// Runs a write of one row with a condition on `version`: nothing touched means that someone else was first. The
    /// conflict is said here, by what is asked next, or at the end of the scope; nothing is written then.
    pub async fn exec_versioned(&mut self, sql: &Sql, args: &[Arg]) -> Result<(), AppError> {
        self.tx.versioned(sql, args).await
    }
    /// Runs a write that ends sessions: none of them is believed any longer than the commit takes.
    pub async fn end_sessions(&mut self, sql: &Sql, args: &[Arg]) -> Result<u64, AppError> {
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
    /// System work, and whoever accepts an invitation, enters one production after another; row-level security follows.
    pub async fn enter(
        &mut self,
        workspace: crate::values::WorkspaceId,
        production: crate::values::ProductionId,
    ) -> Result<(), AppError> {
        if !matches!(self.viewer.0, Kind::System) && P::NAME != "enter" {
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
        let mut tx = self.begin(P::WRITES).await?;
        let me = prove(&mut tx, &viewer, P::NAME, on.kind()).await?;
        // The process itself looks for what it will enter; from `enter` on it is restricted like everybody.
        if !matches!(viewer.0, Kind::System) {
            tx.restrict(&me).await?;
        }
        let mut scope = Scope { tx, on, me, viewer, db: self.clone(), ends_sessions: false, _p: PhantomData };
        let done = work(&mut scope).await?;
        if scope.ends_sessions {
            self.forget_sessions();
        }
        scope.tx.commit().await?;
        // Whoever read in between read what no longer holds.
        if scope.ends_sessions {
            self.forget_sessions();
        }
        Ok(done)
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
