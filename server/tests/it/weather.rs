//! Forecasts from a service that speaks Open-Meteo's wire, and what happens when it does not.
use crate::app::TestApp;
use app::access::{Clock, Worker};
use axum::{Router, extract::RawQuery, http::StatusCode, routing::get};
use server::weather::{OpenMeteo, Round, Vain, round};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

/// A service on a port of its own: answers as told, and notes what it was asked.
struct Service {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Service {
    async fn answering(answer: fn(&str) -> (StatusCode, String)) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = asked.clone();
        let handler = get(move |RawQuery(query): RawQuery| {
            let query = query.unwrap_or_default();
            noted.lock().expect("lock").push(query.clone());
            async move { answer(&query) }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/v1/forecast?apikey=s3cret", listener.local_addr().expect("address"));
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/v1/forecast", handler)).await });
        Self { url, asked }
    }
    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("lock").clone()
    }
}

fn of(query: &str, name: &str) -> String {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).unwrap_or_default()
}

/// Every hour of the days asked for: dry until noon, then rain.
fn rainy(query: &str) -> (StatusCode, String) {
    let day = |name| of(query, name).parse::<jiff::civil::Date>().expect("a date");
    let start = day("start_date").to_zoned(jiff::tz::TimeZone::UTC).expect("a day").timestamp().as_second();
    let hours = (i64::from(day("start_date").until(day("end_date")).expect("days").get_days()) + 1) * 24;
    let list = |of: &dyn Fn(i64) -> String| (0..hours).map(of).collect::<Vec<_>>().join(",");
    let body = format!(
        r#"{{"latitude":51.9,"longitude":1.3,"hourly":{{"time":[{}],"temperature_2m":[{}],"weather_code":[{}],"precipitation":[{}],"precipitation_probability":[{}],"wind_speed_10m":[{}],"wind_gusts_10m":[{}],"wind_direction_10m":[{}],"relative_humidity_2m":[{}],"cloud_cover":[{}]}}}}"#,
        list(&|n| (start + n * 3600).to_string()),
        list(&|n| format!("{}.4", 8 + n % 24 / 4)),
        list(&|n| if n % 24 < 12 { "3" } else { "63" }.into()),
        list(&|n| if n % 24 < 12 { "0.0" } else { "1.2" }.into()),
        list(&|_| "80".into()),
        list(&|_| "18.2".into()),
        list(&|_| "33.9".into()),
        list(&|_| "225".into()),
        list(&|_| "81".into()),
        list(&|_| "100".into()),
    );
    (StatusCode::OK, body)
}

/// 3 May 2027, 06:00 UTC: the demo's first days are ahead.
const MONDAY: i64 = 1_809_324_000_000;

/// The demo with its days ahead.
async fn demo() -> (TestApp, String, String) {
    let app = TestApp::at(Clock::fixed(MONDAY)).await;
    let (cookies, production) = app.demo().await;
    (app, cookies["first_ad"].clone(), production)
}

async fn look(app: &TestApp, url: &str, vain: &mut Vain) -> Round {
    let service = OpenMeteo::new(url, Duration::from_millis(500)).expect("a service");
    round(&app.db, &service, &Worker::new(), vain).await.expect("a round")
}

/// Drafts of all days, as the 1st AD reads them.
async fn drafts(app: &TestApp, cookie: &str, production: &str) -> String {
    let days = app.get(&format!("/p/{production}/days"), cookie).await.body;
    let mut ids: Vec<&str> = days.split("/days/").skip(1).filter_map(|rest| rest.get(..36)).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut all = String::new();
    for id in ids.iter().filter(|id| id.contains('-')) {
        all += &app.get(&format!("/p/{production}/days/{id}"), cookie).await.body;
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn days_to_come_get_their_forecast() {
    let (app, ad, production) = demo().await;
    let (service, mut vain) = (Service::answering(rainy).await, Vain::new());
    let done = look(&app, &service.url, &mut vain).await;
    assert!(done.kept > 0 && done.asked <= done.kept && !done.silent, "{done:?}");
    for asked in service.asked() {
        assert_eq!((of(&asked, "apikey"), of(&asked, "timezone")), ("s3cret".into(), "UTC".into()));
        for place in ["latitude", "longitude"] {
            let place = of(&asked, place);
            assert!(
                place.split_once('.').is_some_and(|(_, digits)| digits.len() == 2),
                "no nearer than a kilometre: {place}"
            );
        }
    }
    let page = drafts(&app, &ad, &production).await;
    assert!(page.contains("Open-Meteo") && page.contains("wind SW 18 km/h (gusts 34 km/h)"), "on the draft");
    assert_eq!(look(&app, &service.url, &mut vain).await, Round::default(), "fresh ones are not asked for again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_fails_leaves_everything_as_it_was() {
    let (app, ad, production) = demo().await;
    let before = drafts(&app, &ad, &production).await.contains("Open-Meteo");
    let mut vain = Vain::new();
    let silent = Round { asked: 1, silent: true, kept: 0 };
    let broken = Service::answering(|_| (StatusCode::BAD_GATEWAY, String::new())).await;
    assert_eq!(look(&app, &broken.url, &mut vain).await, silent);
    assert_eq!(look(&app, "http://127.0.0.1:9/v1/forecast", &mut vain).await, silent, "nobody there");
    // A socket that accepts and never answers.
    let mute = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", mute.local_addr().expect("address"));
    assert_eq!(look(&app, &url, &mut vain).await, silent);
    assert!(vain.is_empty(), "the days are asked about again");

    for answer in [
        (|_: &str| (StatusCode::BAD_REQUEST, r#"{"error":true,"reason":"out of allowed range"}"#.to_owned()))
            as fn(&str) -> _,
        |_| (StatusCode::OK, "<html>".to_owned()),
        |_| (StatusCode::OK, " ".repeat(2 << 20)),
        |_| (StatusCode::OK, r#"{"hourly":{"time":[]}}"#.to_owned()),
        |_| (StatusCode::OK, r#"{"hourly":{"time":[0],"temperature_2m":[21.0]}}"#.to_owned()),
    ] {
        let (service, mut vain) = (Service::answering(answer).await, Vain::new());
        let done = look(&app, &service.url, &mut vain).await;
        assert!(done.asked > 0 && done.kept == 0 && !done.silent, "{done:?}");
        assert_eq!(look(&app, &service.url, &mut vain).await, Round::default(), "not asked again every minute");
    }
    assert_eq!(drafts(&app, &ad, &production).await.contains("Open-Meteo"), before);
}
