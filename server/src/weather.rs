//! Fetches forecasts for the shooting days to come. No transaction is open while a service is asked; a service that
//! does not answer is left alone for a while, and the day's sheet says how old its forecast is.
use app::{
    access::{Db, Instance, Scope, Work, Worker},
    callsheets::weather::{
        model::Hour,
        store::{self, Wanted},
        wire::{self, WireError},
    },
    error::AppError,
};
use std::{collections::HashMap, future::Future, sync::Arc, time::Duration};
use tokio::sync::Notify;

/// Between two looks for days whose forecast is missing or old.
const LOOK: Duration = Duration::from_secs(60);
/// After a service did not answer.
const PAUSE: Duration = Duration::from_secs(300);
/// So many questions in a row; what is left comes with the next look.
const AT_ONCE: usize = 40;
/// An answer of a few days is some kilobytes.
const LARGEST: usize = 1 << 20;

/// Who can be asked for the weather.
pub trait Provider: Send + Sync {
    /// The hours around a shooting day, UTC, where it is shot.
    ///
    /// # Errors
    /// When the service cannot be reached, refuses, or answers nonsense.
    fn hours(&self, day: &Wanted) -> impl Future<Output = Result<Vec<Hour>, Trouble>> + Send;
}

/// Why there is no forecast.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The service cannot be reached, or says that it does not work.
    #[error("the weather service does not answer: {0}")]
    Silent(String),
    /// It has nothing to say about this day.
    #[error(transparent)]
    Wire(#[from] WireError),
}

/// Open-Meteo, its customers' address, or one's own server of it.
#[derive(Debug, Clone)]
pub struct OpenMeteo {
    client: reqwest::Client,
    url: reqwest::Url,
}

impl OpenMeteo {
    /// At an address such as `https://api.open-meteo.com/v1/forecast`; parameters in it (`apikey`) stay.
    ///
    /// # Errors
    /// No address, or no TLS on this machine.
    pub fn new(url: &str, patience: Duration) -> Result<Self, String> {
        let url = reqwest::Url::parse(url).map_err(|e| format!("DAYBREAK_WEATHER_URL: {e}"))?;
        // Whichever part of the program comes first says who does the cryptography; it is the same for all.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(patience)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("daybreak/", env!("CARGO_PKG_VERSION")));
        Ok(Self { client: client.build().map_err(|e| e.to_string())?, url })
    }
}

impl Provider for OpenMeteo {
    async fn hours(&self, day: &Wanted) -> Result<Vec<Hour>, Trouble> {
        // The address may carry a key, and so may reqwest's messages.
        let silent = |error: reqwest::Error| Trouble::Silent(error.without_url().to_string());
        let mut url = self.url.clone();
        url.query_pairs_mut().extend_pairs(wire::query(day.place.0, day.place.1, day.call, day.wrap));
        let mut answer = self.client.get(url).send().await.map_err(silent)?;
        // What is wrong with a question it tells in the same wire, with 400.
        if !answer.status().is_success() && answer.status() != reqwest::StatusCode::BAD_REQUEST {
            return Err(Trouble::Silent(answer.status().to_string()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(silent)? {
            body.extend_from_slice(&chunk);
            if body.len() > LARGEST {
                return Err(WireError::Unreadable("too long".into()).into());
            }
        }
        Ok(wire::hours(&body)?)
    }
}

/// Runs until told to stop.
pub async fn watch(db: Db, provider: impl Provider, stop: Arc<Notify>) {
    let (worker, mut vain) = (Worker::new(), Vain::new());
    loop {
        let rest = match round(&db, &provider, &worker, &mut vain).await {
            Ok(round) if round.silent => PAUSE,
            Ok(_) => LOOK,
            Err(error) => {
                tracing::warn!(%error, "weather");
                LOOK
            }
        };
        tokio::select! {
            () = stop.notified() => return,
            () = tokio::time::sleep(rest) => {}
        }
    }
}

/// Questions that brought nothing, with the time from which they are worth asking again.
pub type Vain = HashMap<Question, i64>;
/// Where, which day, and its hours.
type Question = (String, i64, i64);
/// So long a question that brought nothing is not asked again.
const VAIN_MS: i64 = 3_600_000;

/// What one look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Days that have a new forecast.
    pub kept: usize,
    /// Questions asked; days of one place and date share one.
    pub asked: usize,
    /// The service did not answer, so no more was asked.
    pub silent: bool,
}

/// One look: asks for every day that wants a forecast, and keeps what comes.
///
/// # Errors
/// When the database does not answer.
pub async fn round(db: &Db, provider: &impl Provider, worker: &Worker, vain: &mut Vain) -> Result<Round, AppError> {
    let wanted = db.run(worker.viewer(), Instance, async |scope: &mut Scope<Work>| store::wanted(scope).await).await?;
    let now = db.clock().now();
    vain.retain(|_, until| *until > now);
    let mut done = Round::default();
    let mut known: HashMap<Question, Vec<Hour>> = HashMap::new();
    for day in wanted {
        let question = (day.key(), day.call, day.wrap);
        if vain.contains_key(&question) {
            continue;
        }
        if !known.contains_key(&question) {
            if done.asked == AT_ONCE {
                break;
            }
            done.asked += 1;
            let hours = match provider.hours(&day).await {
                Ok(hours) => hours,
                Err(Trouble::Silent(why)) => {
                    tracing::warn!(why, "weather");
                    done.silent = true;
                    break;
                }
                Err(Trouble::Wire(why)) => {
                    tracing::warn!(%why, "weather");
                    Vec::new()
                }
            };
            known.insert(question.clone(), hours);
        }
        let Some(forecast) = known.get(&question).and_then(|hours| day.forecast(hours, now)) else {
            vain.insert(question, now + VAIN_MS);
            continue;
        };
        let keep = async |scope: &mut Scope<Work>| store::put(scope, &day, &forecast).await;
        db.run(worker.viewer(), Instance, keep).await?;
        done.kept += 1;
    }
    Ok(done)
}
