//! Accounts that people make for themselves, other mail addresses, languages, and that nobody learns who has an account.
use crate::app::{Answer, ORIGIN, TestApp};
use app::{
    access::{Clock, Instance, Scope, Work, Worker},
    accounts::{
        password::{Cost, Hashing},
        store,
    },
    outbox::{self, Leased},
    text::Lang,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use server::{AppState, assets::Site};

const OLD: &str = "seven+quiet+herons+walk";
const NEW: &str = "eleven+damp+ladders+sing";
const HOUR_MS: i64 = 3_600_000;

async fn open() -> TestApp {
    let clock = Clock::fixed(Clock::default().now());
    TestApp::made(clock, |db| AppState::new(db, Site::default(), ORIGIN, false).registering(true)).await
}
async fn mails(app: &TestApp) -> Vec<Leased> {
    app.db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| outbox::lease(scope).await)
        .await
        .expect("mails")
}
fn link(mail: &Leased) -> Option<String> {
    let links = mail.body.split_whitespace().filter_map(|word| word.strip_prefix(ORIGIN));
    links.filter(|link| link.matches('/').count() > 1).map(str::to_owned).next()
}
async fn register(app: &TestApp, email: &str, company: &str) -> Answer {
    let body = format!("name=Bo+Lind&email={email}%40x.example&password={NEW}&company={company}");
    app.post("/register?do=accounts.enrol.api.register", "", &body).await
}
async fn sign_in(app: &TestApp, email: &str, password: &str) -> Answer {
    let body = format!("email={email}&password={password}");
    app.post("/sign-in?do=accounts.api.sign_in", "", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_house_says_whom_to_ask() {
    let app = TestApp::new().await;
    let page = app.get("/register", "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("mailto:security@daybreak.test") && !page.body.contains("name=\"password\""));
    assert!(!app.get("/sign-in", "").await.body.contains("href=\"/register\""));
    assert_eq!(register(&app, "bo", "").await.status, StatusCode::FORBIDDEN);
    assert!(mails(&app).await.is_empty());
    let cookie = app.owner().await;
    assert_eq!(
        app.post("/?do=accounts.enrol.api.found_company", &cookie, "name=More").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_ones_own() {
    let app = open().await;
    assert!(app.get("/sign-in", "").await.body.contains("href=\"/register\""));
    let weak = "name=Bo+Lind&email=bo%40x.example&password=saltmarsh-saltmarsh-bo&company=Saltmarsh";
    let refused = app.post("/register?do=accounts.enrol.api.register", "", weak).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("easy to guess") && refused.body.contains("Bo Lind"), "typed words stay");
    let asked = register(&app, "bo", "Saltmarsh").await;
    assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, "/register?sent=1"), "{}", asked.body);
    assert!(asked.headers.get(header::SET_COOKIE).is_none());
    let sent = mails(&app).await;
    assert_eq!(sent.len(), 1);
    let link = link(&sent[0]).expect("a link");
    let token = link.trim_start_matches("/register/").to_owned();
    for _ in 0..2 {
        let page = app.get(&link, "").await;
        assert!(page.status == StatusCode::OK && page.body.contains("Saltmarsh"), "{}", page.body);
        assert!(page.headers.get(header::SET_COOKIE).is_none());
        assert_eq!(sign_in(&app, "bo%40x.example", NEW).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not yet");
    }
    let verify = async || {
        app.post(
            &format!("{link}?do=accounts.enrol.api.verify_registration"),
            "",
            &format!("token={token}&password={NEW}"),
        )
        .await
    };
    let other = format!("token={token}&password={OLD}");
    let wrong = app.post(&format!("{link}?do=accounts.enrol.api.verify_registration"), "", &other).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else began it");
    let done = verify().await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/"), "{}", done.body);
    let home = app.get("/", &done.cookie()).await;
    assert!(home.status == StatusCode::OK && home.body.contains("/new\""), "a company of one's own: {}", home.body);
    assert_eq!(verify().await.status, StatusCode::GONE, "once");
    assert_eq!(app.get(&link, "").await.status, StatusCode::GONE);
    assert_eq!(sign_in(&app, "bo%40x.example", NEW).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_company_the_home_says_what_to_do() {
    let app = open().await;
    register(&app, "bo", "").await;
    let link = link(&mails(&app).await[0]).expect("a link");
    let token = link.trim_start_matches("/register/");
    let done = app
        .post(
            &format!("{link}?do=accounts.enrol.api.verify_registration"),
            "",
            &format!("token={token}&password={NEW}"),
        )
        .await;
    let cookie = done.cookie();
    let home = app.get("/", &cookie).await;
    assert!(home.body.contains("ask its office to invite you") && home.body.contains("found_company"), "{}", home.body);
    assert_eq!(
        app.post("/?do=accounts.enrol.api.found_company", &cookie, "name=").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let found = app.post("/?do=accounts.enrol.api.found_company", &cookie, "name=Low+Water").await;
    assert_eq!(found.status, StatusCode::SEE_OTHER, "{}", found.body);
    assert!(app.get("/", &cookie).await.body.contains("/new\""));
}

/// What can be seen of an answer, without what is random in each.
fn seen(answer: &Answer, email: &str) -> (u16, Vec<(String, String)>, String) {
    let csp = answer.headers.get("content-security-policy").and_then(|v| v.to_str().ok()).unwrap_or_default();
    let nonce = csp.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or("?").to_owned();
    let plain =
        |text: &str| text.replace(&nonce, "NONCE").replace(email, "EMAIL").replace(&email.replace('@', "%40"), "EMAIL");
    let headers = answer.headers.iter().map(|(n, v)| (n.to_string(), plain(v.to_str().expect("text")))).collect();
    (answer.status.as_u16(), headers, plain(&answer.body))
}

#[tokio::test(flavor = "multi_thread")]
async fn known_and_unknown_addresses_are_alike() {
    let app = open().await;
    app.owner().await;
    let (known, nobody) = ("ada@saltmarsh.example", "eve@saltmarsh.example");
    let mut states = std::collections::BTreeSet::new();
    for _ in 0..10 {
        for (path, rest) in [
            ("/sign-in?do=accounts.api.sign_in", format!("password={NEW}")),
            ("/forgot?do=accounts.api.request_reset", String::new()),
            ("/register?do=accounts.enrol.api.register", format!("name=Ada&password={NEW}&company=X")),
        ] {
            let ask = async |email: &str| {
                let answer = app.post(path, "", &format!("email={}&{rest}", email.replace('@', "%40"))).await;
                seen(&answer, email)
            };
            let (one, other) = (ask(known).await, ask(nobody).await);
            assert_eq!(one, other, "{path}");
            states.insert((path, one.0));
        }
    }
    let wanted = [
        ("/forgot", 303),
        ("/forgot", 429),
        ("/register", 303),
        ("/register", 429),
        ("/sign-in", 422),
        ("/sign-in", 429),
    ];
    let got: Vec<_> =
        states.iter().map(|(path, status)| (path.split('?').next().unwrap_or_default(), *status)).collect();
    assert_eq!(got, wanted);
    let told: Vec<_> = mails(&app).await.into_iter().map(|m| (m.recipient, m.subject)).collect();
    let count = |to: &str, subject: &str| told.iter().filter(|(a, b)| a == to && b == subject).count();
    assert_eq!(count(known, "You already have an account"), 3, "{told:?}");
    assert_eq!(count(nobody, "Confirm your mail address"), 3, "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_mail_address() {
    let app = open().await;
    let desk = app.owner().await;
    register(&app, "bo", "").await;
    let bo = link(&mails(&app).await[0]).expect("a link");
    let token = bo.trim_start_matches("/register/");
    app.post(&format!("{bo}?do=accounts.enrol.api.verify_registration"), "", &format!("token={token}&password={NEW}"))
        .await;
    let phone = sign_in(&app, "ada%40saltmarsh.example", OLD).await.cookie();
    mails(&app).await;
    let ask = async |password: &str, to: &str| {
        app.post("/me?do=accounts.profile.api.change_email", &desk, &format!("email={to}&current={password}")).await
    };
    let wrong = ask(NEW, "ada%40new.example").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("not your present password") && wrong.body.contains("ada@new.example"));
    assert!(ask(OLD, "ADA%40saltmarsh.example").await.body.contains("your present address"));
    let free = ask(OLD, "ada%40new.example").await;
    let sent = mails(&app).await;
    let taken = ask(OLD, "bo%40x.example").await;
    assert_eq!(free.location(), "/me?mail=sent", "{}", free.body);
    assert_eq!(seen(&free, "ada@new.example"), seen(&taken, "bo@x.example"), "the asker is not told");
    let told = mails(&app).await;
    let bo = told.iter().find(|m| m.recipient == "bo@x.example").expect("told");
    assert!(bo.subject.contains("already has an account") && link(bo).is_none(), "{}", bo.body);
    let link = sent.iter().find(|m| m.recipient == "ada@new.example").and_then(link).expect("a link");
    let old = sent.iter().find(|m| m.recipient == "ada@saltmarsh.example").expect("a word");
    assert!(old.body.contains("ada@new.example") && old.body.contains("set a new password"), "{}", old.body);
    let token = link.trim_start_matches("/new-mail/");
    let page = app.get(&link, "").await;
    assert!(page.status == StatusCode::OK && page.body.contains("ada@new.example"), "{}", page.body);
    assert_eq!(sign_in(&app, "ada%40new.example", OLD).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not yet");
    let confirm = async |cookie: &str| {
        app.post(
            &format!("{link}?do=accounts.profile.api.confirm_mail_change"),
            cookie,
            &format!("token={token}&password={NEW}"),
        )
        .await
    };
    let done = confirm(&desk).await;
    assert_eq!(done.location(), "/me?mail=changed", "{}", done.body);
    assert_eq!(app.get("/", &desk).await.status, StatusCode::OK, "who confirmed stays");
    assert_eq!(app.get("/", &phone).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(confirm(&desk).await.status, StatusCode::GONE);
    assert_eq!(sign_in(&app, "ada%40saltmarsh.example", OLD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sign_in(&app, "ada%40new.example", OLD).await.status, StatusCode::SEE_OTHER);
    // An hour later a link is worth nothing.
    mails(&app).await;
    ask(OLD, "ada%40third.example").await;
    let late =
        mails(&app).await.iter().find(|m| m.recipient == "ada@third.example").and_then(self::link).expect("a link");
    app.db.clock().set(app.db.clock().now() + HOUR_MS);
    assert_eq!(app.get(&late, "").await.status, StatusCode::GONE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_of_less_work_is_hashed_anew_at_the_next_sign_in() {
    let app = TestApp::new().await;
    let weak = Hashing { cost: Cost { memory_kib: 8_192, passes: 1, lanes: 1 }, ..Hashing::default() };
    let hash = weak.hash("seven quiet herons walk").expect("hash");
    let kept = async || {
        app.db
            .run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| store::hash_of(s, "old@x.example").await)
            .await
            .expect("asked")
            .expect("a hash")
    };
    app.db
        .run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| {
            store::create(s, "old@x.example", "Old", Some(hash.clone()), Lang::En).await
        })
        .await
        .expect("made");
    assert_eq!(sign_in(&app, "old%40x.example", NEW).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(kept().await, hash, "a wrong password changes nothing");
    assert_eq!(sign_in(&app, "old%40x.example", OLD).await.status, StatusCode::SEE_OTHER);
    let renewed = kept().await;
    assert!(renewed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{renewed}");
    assert_eq!(sign_in(&app, "old%40x.example", OLD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(kept().await, renewed, "once");
}

async fn spoken(app: &TestApp, cookie: &str, accepted: &str) -> String {
    let request = Request::get("/me").header(header::COOKIE, cookie).header(header::ACCEPT_LANGUAGE, accepted);
    let page = app.send(request.body(Body::empty()).expect("request")).await;
    page.body.split("<html lang=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_has_its_language_and_so_has_the_account() {
    let app = TestApp::new().await;
    let cookie = app.owner().await;
    assert_eq!(spoken(&app, "", "nl-BE,fr;q=0.5").await, "nl");
    assert_eq!(spoken(&app, &cookie, "nl").await, "en", "the account's, where the device has none");
    assert_eq!(spoken(&app, &format!("{cookie}; lang=de"), "nl").await, "de", "the device's wins");
    let choose = async |account: &str, device: &str| {
        app.post("/me?do=accounts.profile.api.choose_language", &cookie, &format!("account={account}&here={device}"))
            .await
    };
    let done = choose("fr", "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(done.cookie().contains("lang=") && !done.cookie().contains("lang=f"), "the device has none");
    assert_eq!(spoken(&app, &cookie, "nl").await, "fr");
    assert!(choose("nl", "de").await.cookie().contains("lang=de"));
    assert_eq!(choose("it", "de").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(spoken(&app, &cookie, "").await, "nl");
    // The switch in the menu keeps both.
    let quick = app.post("/me?do=accounts.api.set_language", &cookie, "language=fr&back=%2Fme").await;
    assert!(quick.cookie().contains("lang=fr"));
    assert_eq!(spoken(&app, &cookie, "").await, "fr");
    assert_eq!(app.post("/sign-in?do=accounts.api.set_language", "", "language=de&back=%2F").await.cookie(), "lang=de");
    app.post("/forgot?do=accounts.api.request_reset", "lang=de", "email=ada%40saltmarsh.example").await;
    let sent = mails(&app).await;
    assert!(sent[0].body.starts_with("Bonjour Ada Owner"), "mails speak the account's language: {}", sent[0].body);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_ones_productions_are_no_password() {
    let app = TestApp::new().await;
    let cookie = app.owner().await;
    let body = format!("current={OLD}&password=saltmarsh+saltmarsh+film");
    let refused = app.post("/me?do=accounts.api.change_password", &cookie, &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("easy to guess"), "{}", refused.body);
}
