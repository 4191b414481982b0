//! Is the process alive, is it ready. No details: those are for the log.
use app::access::{Db, Inspect, Instance, Scope, Worker};
use axum::{extract::State, http::StatusCode};

/// The process answers.
pub async fn live() -> StatusCode {
    StatusCode::OK
}

/// The database answers.
pub async fn ready(State(db): State<Db>) -> StatusCode {
    let asked = db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Inspect>| {
            app::workspaces::store::ping(scope).await
        })
        .await;
    if asked.is_ok() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}
