//! The audit log's background work: writing what was noted, sealing the chain, anchoring its end outside of the database;
//! its verification from the command line; and its download.
use crate::{AppState, cli::out};
use app::{
    access::{Db, Inspect, Instance, Scope, Viewer, Worker},
    audit::{
        self,
        chain::{Anchor, Head, Problem},
        csv,
        model::Asked,
        seal::{self, Sealer},
    },
    error::AppError,
    routes,
    text::Lang,
    values::WorkspaceId,
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use std::{
    io::Write,
    path::{Path as FilePath, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use tokio::sync::Notify;

/// How often the chain's end is anchored while the server runs.
const ANCHOR_MS: i64 = 3_600_000;
/// So many problems are printed.
const PRINTED: usize = 1_000;

/// Runs until told to stop; what is left is written, sealed and anchored then.
pub async fn keep(db: Db, anchors: PathBuf, stop: Arc<Notify>) {
    let mut keeper = Keeper { sealer: Sealer::default(), worker: Worker::new(), anchored: None, anchors };
    loop {
        let over = tokio::select! {
            () = stop.notified() => true,
            () = tokio::time::sleep(Duration::from_secs(1)) => false,
        };
        if let Err(error) = keeper.round(&db, over).await {
            tracing::warn!(%error, "audit");
        }
        if over {
            return;
        }
    }
}

struct Keeper {
    sealer: Sealer,
    worker: Worker,
    /// When the end was anchored last.
    anchored: Option<i64>,
    anchors: PathBuf,
}
impl Keeper {
    async fn round(&mut self, db: &Db, last: bool) -> Result<(), AppError> {
        while audit::write_noted(db, &self.worker).await? > 0 {}
        self.sealer.all(db, &self.worker).await?;
        let now = db.clock().now();
        if last || self.anchored.is_none_or(|at| now - at >= ANCHOR_MS) {
            let head = db.run(self.worker.viewer(), Instance, seal::head::<Inspect>).await?;
            anchor(&self.anchors, &head, now).await?;
            self.anchored = Some(now);
        }
        Ok(())
    }
}

/// Notes the chain's end outside of the database, unless it is noted already. On the disk when this answers.
async fn anchor(path: &FilePath, head: &Head, now: i64) -> Result<(), AppError> {
    if head.seq == 0 {
        return Ok(());
    }
    let at = jiff::Timestamp::from_millisecond(now).map(|at| at.to_string()).unwrap_or_default();
    let (path, line) = (path.to_owned(), Anchor(head.clone()).to_string());
    let done = tokio::task::spawn_blocking(move || {
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        if known.lines().next_back().is_some_and(|last| last.starts_with(&line)) {
            return Ok(());
        }
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(&path)?;
        // A line that a crash cut short must not swallow this one.
        let start = if known.is_empty() || known.ends_with('\n') { "" } else { "\n" };
        file.write_all(format!("{start}{line} {at}\n").as_bytes())?;
        file.sync_all()
    });
    let failed = |e: &dyn std::fmt::Display| AppError::internal("anchor", e);
    done.await.map_err(|e| failed(&e))?.map_err(|e| failed(&e))
}

/// The anchors of a file, and the lines that are none. A missing file holds none.
fn read_anchors(path: &FilePath) -> std::io::Result<(Vec<Anchor>, Vec<Problem>)> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        other => other?,
    };
    let (mut anchors, mut bad) = (vec![], vec![]);
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match Anchor::read(line) {
            Some(anchor) => anchors.push(anchor),
            None => bad.push(Problem::BadAnchor(n + 1)),
        }
    }
    Ok((anchors, bad))
}

/// `daybreak verify`: walks the chain, compares it with the anchors, says what it found. 0: nothing; 1: something.
pub async fn verify(db: &Db, path: &FilePath) -> Result<ExitCode, String> {
    let (anchors, mut problems) = read_anchors(path).map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
    let report = db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Inspect>| seal::verify(scope, &anchors).await)
        .await
        .map_err(|e| e.say(Lang::En))?;
    problems.extend(report.problems);
    for problem in problems.iter().take(PRINTED) {
        out(&problem.to_string());
    }
    if problems.len() > PRINTED {
        out(&format!("and {} more", problems.len() - PRINTED));
    }
    let (sealed, waiting, count) = (report.sealed, report.waiting, anchors.len());
    out(&format!("{sealed} events checked, {waiting} not sealed yet, {count} anchors, {} problems", problems.len()));
    if !problems.is_empty() {
        return Ok(ExitCode::from(1));
    }
    anchor(path, &report.head, db.clock().now()).await.map_err(|e| e.say(Lang::En))?;
    Ok(ExitCode::SUCCESS)
}

/// The company's log as a file, with the same filter as the page.
pub async fn file(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Extension(lang): Extension<Lang>,
    Path(workspace): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = match workspace.parse::<WorkspaceId>() {
        Ok(workspace) => csv::export(&state.db, viewer, workspace, asked, lang).await,
        Err(_) => Err(AppError::NotFound),
    };
    match made {
        Ok(bytes) => {
            let mut response = bytes.into_response();
            for (name, value) in [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
                (header::CACHE_CONTROL, "no-store"),
            ] {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
            response
        }
        Err(AppError::StepUp) => {
            let page =
                workspace.parse().map(|workspace| routes::audit(workspace, "")).unwrap_or_else(|_| routes::home());
            Redirect::to(&routes::confirm(&page)).into_response()
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error.say(lang)).into_response()
        }
    }
}
