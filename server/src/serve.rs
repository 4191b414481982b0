//! Start and graceful stop.
use crate::{AppState, assets::Site, audit, config::Config, mail, router, sweep, weather};
use app::access::{Db, Worker};
use std::{net::SocketAddr, path::PathBuf, sync::Arc};
use tokio::{net::TcpListener, sync::Notify};

/// So long a weather service may take to answer.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// Serves until SIGTERM or Ctrl-C. Open requests are answered, the pools closed.
pub async fn serve(config: &Config, db: Db, ready: impl FnOnce()) -> Result<(), String> {
    let site = site(config)?;
    let mailer = config.smtp_url.as_deref().map(|url| mail::Mailer::new(url, &config.mail_from)).transpose()?;
    let state = AppState::new(db.clone(), site, &config.origin, mailer.is_some())
        .with(&config.proxies, config.contact.as_deref())
        .registering(config.registration);
    let listener =
        TcpListener::bind(config.listen).await.map_err(|e| format!("{} cannot be listened on: {e}", config.listen))?;
    let stop = Arc::new(Notify::new());
    let worker = mailer.map(|m| tokio::spawn(mail::drain(db.clone(), m, Arc::new(Worker::new()), stop.clone())));
    let sweeper = tokio::spawn(sweep::hourly(db.clone(), stop.clone()));
    let forecasts = config.weather.as_deref().map(|url| weather::OpenMeteo::new(url, PATIENCE)).transpose()?;
    let forecasts = forecasts.map(|service| tokio::spawn(weather::watch(db.clone(), service, stop.clone())));
    let over = Arc::new(Notify::new());
    let keeper = tokio::spawn(audit::keep(db.clone(), config.anchors.clone(), over.clone()));
    if config.is_https() && config.proxies.is_empty() {
        tracing::warn!("DAYBREAK_PROXIES is not set: attempts to sign in are not counted by network");
    }
    ready();
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()).await;
    stop.notify_waiters();
    // A worker that was not waiting just now hears it at its next rest.
    stop.notify_one();
    if let Some(worker) = worker {
        let _ = worker.await;
    }
    if let Some(forecasts) = forecasts {
        forecasts.abort();
        let _ = forecasts.await;
    }
    sweeper.abort();
    let _ = sweeper.await;
    // The last of all: what the others wrote is sealed and anchored.
    over.notify_one();
    let _ = keeper.await;
    db.close().await;
    served.map_err(|e| e.to_string())
}

/// The browser side: from the folder that was named, else from inside the program, else from beside it.
fn site(config: &Config) -> Result<Site, String> {
    if config.site.is_none()
        && let Some(own) = Site::own().map_err(|e| e.to_string())?
    {
        return Ok(own);
    }
    let folder = config
        .site
        .clone()
        .or_else(beside_program)
        .ok_or("The browser side is missing. Start with `cargo xtask run`, or name its folder with --site.")?;
    Site::load(&folder).map_err(|e| format!("The browser side cannot be read from {}: {e}", folder.display()))
}

fn beside_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let folder = program.parent()?;
    [folder.join("site"), folder.join("../site")].into_iter().find(|f| f.join("site.json").exists())
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut term) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
