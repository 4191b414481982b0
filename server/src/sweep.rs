//! Forgets what nobody needs any more, once an hour: sessions long over, counted attempts, previews never confirmed.
use app::{
    access::{Db, Instance, Scope, SessionRows, Work, Worker},
    accounts::{enrol::registration, known, profile::mail_change, reset, throttle},
    audit,
    error::AppError,
    factors, script,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::Notify;

/// Runs until told to stop.
pub async fn hourly(db: Db, stop: Arc<Notify>) {
    let worker = Worker::new();
    loop {
        if let Err(error) = once(&db, &worker).await {
            tracing::warn!(%error, "sweep");
        }
        tokio::select! {
            () = stop.notified() => return,
            () = tokio::time::sleep(Duration::from_secs(3600)) => {}
        }
    }
}

/// One round.
///
/// # Errors
/// When the database does not answer.
pub async fn once(db: &Db, worker: &Worker) -> Result<(), AppError> {
    SessionRows::new(db.clone()).sweep().await?;
    db.run(worker.viewer(), Instance, async |scope: &mut Scope<Work>| {
        throttle::sweep(scope).await?;
        reset::sweep(scope).await?;
        known::sweep(scope).await?;
        audit::sweep(scope).await?;
        registration::sweep(scope).await?;
        mail_change::sweep(scope).await?;
        factors::store::sweep(scope).await?;
        script::sweep(scope).await
    })
    .await
}
