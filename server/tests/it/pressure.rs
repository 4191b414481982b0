//! Sessions that end while requests are under way, guessing, and writes from elsewhere.
use crate::app::{ORIGIN, TestApp};
use app::{
    access::{Clock, Instance, Scope, Work, Worker},
    accounts,
    text::Lang,
    values::AccountId,
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

const EMAIL: &str = "bo@saltmarsh.example";
const RIGHT: &str = "seven+quiet+herons+walk";

/// How often something is tried: so many times, or as the environment says, for measuring.
#[expect(clippy::disallowed_methods, reason = "a test has no settings")]
fn times(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}
fn races() -> usize {
    times("DAYBREAK_RACES", 120)
}

async fn somebody(app: &TestApp) -> AccountId {
    let make = async |scope: &mut Scope<Work>| accounts::store::create(scope, EMAIL, "Bo", None, Lang::En).await;
    app.db.run(Worker::new().viewer(), Instance, make).await.expect("an account")
}

async fn enter(app: &TestApp, account: AccountId) -> String {
    let link = async |s: &mut Scope<Work>| accounts::store::make_entry_link(s, Some(account), "admin", 60_000).await;
    let token = app.db.run(Worker::new().viewer(), Instance, link).await.expect("a link");
    let token = token.as_str();
    let entered = app.post(&format!("/enter/{token}?do=accounts.api.enter"), "", &format!("token={token}")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    entered.cookie()
}

/// Ends sessions one after the other, each in another way, while others of its requests read and write the session:
/// none that begins after the acknowledgement is served, and none is alive again once all have come back.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_has_ended_stays_ended() {
    let app = Arc::new(TestApp::new().await);
    let account = somebody(&app).await;
    let (served, late) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    for race in 0..races() {
        let (cookie, other) = (enter(&app, account).await, enter(&app, account).await);
        let (ended, over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let running: Vec<_> = (0..4)
            .map(|n| {
                let (app, cookie) = (app.clone(), cookie.clone());
                let (ended, over, served, late) = (ended.clone(), over.clone(), served.clone(), late.clone());
                tokio::spawn(async move {
                    while !over.load(Ordering::SeqCst) {
                        let after = ended.load(Ordering::SeqCst);
                        // The first two read; the others have something written into the session.
                        let answer = match n {
                            0 | 1 => app.get("/api/app/accounts/api/who_am_i", &cookie).await,
                            _ => app.post("/api/app/factors/api/start_totp", &cookie, "").await,
                        };
                        let open = answer.status.is_success() || answer.status.is_redirection();
                        served.fetch_add(usize::from(open), Ordering::SeqCst);
                        late.fetch_add(usize::from(open && after), Ordering::SeqCst);
                    }
                })
            })
            .collect();
        tokio::task::yield_now().await;
        match race % 3 {
            0 => {
                let out = app.post("/me?do=accounts.api.end_other_sessions", &other, "").await;
                assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.body);
            }
            1 => {
                let out = app.post("/?do=accounts.api.sign_out", &cookie, "").await;
                assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.body);
            }
            _ => {
                let off = async |s: &mut Scope<Work>| accounts::suspend::disable(s, EMAIL).await;
                app.db.run(Worker::new().viewer(), Instance, off).await.expect("disables");
            }
        }
        ended.store(true, Ordering::SeqCst);
        tokio::task::yield_now().await;
        assert_eq!(app.get("/api/app/accounts/api/who_am_i", &cookie).await.status, StatusCode::UNAUTHORIZED);
        over.store(true, Ordering::SeqCst);
        for one in running {
            one.await.expect("asks");
        }
        assert_eq!(
            app.get("/api/app/accounts/api/who_am_i", &cookie).await.status,
            StatusCode::UNAUTHORIZED,
            "revived"
        );
        if race % 3 == 2 {
            let on = async |s: &mut Scope<Work>| accounts::suspend::enable(s, EMAIL).await;
            app.db.run(Worker::new().viewer(), Instance, on).await.expect("enables");
            assert_eq!(app.get("/api/app/accounts/api/who_am_i", &cookie).await.status, StatusCode::UNAUTHORIZED);
        }
    }
    println!("{} races, {} served before", races(), served.load(Ordering::SeqCst));
    assert!(served.load(Ordering::SeqCst) > races() / 2, "somebody was served while it was alive");
    assert_eq!(late.load(Ordering::SeqCst), 0, "served after the end was acknowledged");
    app.db.close().await;
}

/// A thousand wrong passwords in ten minutes: few are looked at, and whoever comes with a browser that the account knows
/// still gets in.
#[tokio::test(flavor = "multi_thread")]
async fn guessing_leads_nowhere() {
    let start = Clock::default().now();
    let app = TestApp::at(Clock::fixed(start)).await;
    let known = app.owner().await;
    let device = known.split("; ").find(|c| c.starts_with("device=")).expect("a cookie of the browser").to_owned();
    let (mut hashed, mut held) = (0, 0);
    for n in 0..1_000 {
        app.db.clock().set(start + n * 600);
        let guess = format!("email=ada%40saltmarsh.example&password=guess+number+{n}+of+many");
        match app.post("/sign-in?do=accounts.api.sign_in", "", &guess).await.status {
            StatusCode::UNPROCESSABLE_ENTITY => hashed += 1,
            StatusCode::TOO_MANY_REQUESTS => held += 1,
            other => panic!("{other}"),
        }
    }
    println!("{hashed} looked at, {held} held");
    assert!(hashed <= 25, "{hashed}");
    let body = format!("email=ada%40saltmarsh.example&password={RIGHT}");
    assert_eq!(app.post("/sign-in?do=accounts.api.sign_in", "", &body).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(app.post("/sign-in?do=accounts.api.sign_in", &device, &body).await.status, StatusCode::SEE_OTHER);
    app.db.close().await;
}

/// Known and unknown addresses are told the same, byte for byte, at signing in, a lost password and an invitation.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_who_has_an_account() {
    let start = Clock::default().now();
    let app = TestApp::at(Clock::fixed(start)).await;
    app.owner().await;
    let rounds = times("DAYBREAK_ENUMERATION", 12);
    let mut taken = [vec![], vec![]];
    for (path, rest) in [
        ("/sign-in?do=accounts.api.sign_in", "&password=wrong+but+long+enough"),
        ("/forgot?do=accounts.api.request_reset", ""),
    ] {
        for round in 0..rounds {
            app.db.clock().set(app.db.clock().now() + 2 * 86_400_000);
            let mut said = vec![];
            // Both orders alike, so that neither profits from what the other warmed up.
            for which in [round % 2, 1 - round % 2] {
                let email = ["ada%40saltmarsh.example", "nobody%40saltmarsh.example"][which];
                let began = std::time::Instant::now();
                let answer = app.post(path, "", &format!("email={email}{rest}")).await;
                taken[which].push(began.elapsed().as_micros());
                let body = answer.body.replace("ada@saltmarsh.example", "X").replace("nobody@saltmarsh.example", "X");
                let nonce =
                    body.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("-").to_owned();
                said.push((answer.status, answer.location().to_owned(), body.replace(&nonce, "N")));
            }
            assert_eq!(said[0], said[1], "{path}");
        }
    }
    let median = |mut all: Vec<u128>| {
        all.sort_unstable();
        all[all.len() / 2]
    };
    let [known, unknown] = taken.map(median);
    println!("median known {known} us, unknown {unknown} us, gap {} us", known.abs_diff(unknown));
    app.db.close().await;
}

/// Every write, with everything that another site can make a browser say of where it comes from.
#[tokio::test(flavor = "multi_thread")]
async fn no_write_from_elsewhere() {
    let app = TestApp::new().await;
    let cookie = app.owner().await;
    let site = |v: &'static str| ("sec-fetch-site", v);
    let origin = |v: &'static str| ("origin", v);
    let foreign: [&[(&str, &str)]; 14] = [
        &[],
        &[site("cross-site")],
        &[site("same-site")],
        &[site("")],
        &[site("Same-Origin")],
        &[site("cross-site"), origin(ORIGIN)],
        &[site("same-site"), origin(ORIGIN)],
        &[site("cross-site"), origin("null")],
        &[origin("https://evil.example")],
        &[origin("null")],
        &[origin("")],
        &[origin("http://daybreak.test.evil.example")],
        &[origin("https://daybreak.test")],
        &[origin("http://DAYBREAK.test:80"), ("referer", ORIGIN)],
    ];
    let pages = [
        "/sign-in?do=accounts.api.sign_in",
        "/me?do=accounts.api.change_name",
        "/call/x/018f0000-0000-7000-8000-000000000000/confirm",
    ];
    let functions =
        server_fn::axum::server_fn_paths().filter(|(_, method)| *method == Method::POST).map(|(path, _)| path);
    let mut tried = 0;
    for path in functions.chain(pages) {
        for headers in foreign {
            let mut request = Request::post(path).header(header::COOKIE, &cookie);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let request =
                request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from("name=Eve"));
            let status = app.send(request.expect("request")).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path} {headers:?}");
            tried += 1;
        }
    }
    println!("{tried} writes from elsewhere");
    assert!(tried > 1_000, "{tried}");
    app.db.close().await;
}

/// Without a proxy that is known, nobody says where they come from.
#[tokio::test(flavor = "multi_thread")]
async fn an_address_cannot_be_made_up() {
    let app = TestApp::new().await;
    app.owner().await;
    let request = Request::post("/sign-in?do=accounts.api.sign_in")
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-forwarded-for", "203.0.113.77")
        .header("forwarded", "for=203.0.113.77")
        .header("x-real-ip", "203.0.113.77")
        .body(Body::from(format!("email=ada%40saltmarsh.example&password={RIGHT}")));
    let entered = app.send(request.expect("request")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    let page = app.get("/me", &entered.cookie()).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("203.0.113.77"), "{}", page.body);
    app.db.close().await;
}
