//! Second factors as a person meets them: forms without scripts, cookies, and the pages behind them.
use crate::app::{Answer, TestApp};
use app::{
    access::{Clock, Instance, Scope, Work, Worker},
    outbox,
};
use axum::http::StatusCode;

const PASSWORD: &str = "seven+quiet+herons+walk";
const START: i64 = 1_809_324_000_000;
const MINUTE: i64 = 60_000;

fn at(app: &TestApp, ms: i64) {
    app.db.clock().set(START + ms);
}
async fn site() -> TestApp {
    TestApp::at(Clock::fixed(START)).await
}
async fn sign_in(app: &TestApp) -> Answer {
    let body = format!("email=ada%40saltmarsh.example&password={PASSWORD}");
    app.post("/sign-in?do=accounts.api.sign_in", "", &body).await
}
async fn second(app: &TestApp, cookie: &str, code: &str) -> Answer {
    app.post("/sign-in/second?do=factors.api.second_step", cookie, &format!("code={code}")).await
}
async fn signed_in(app: &TestApp, cookie: &str) -> bool {
    app.get("/", cookie).await.status == StatusCode::OK
}
/// The digits that the app shows now.
fn digits(app: &TestApp, seed: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(seed).expect("base 32");
    let totp = totp_rs::Builder::new().with_secret(secret).build().expect("a seed of 160 bits");
    totp.generate(u64::try_from(app.db.clock().now() / 1000).expect("after 1970")).to_string()
}
/// What stands between `<code>` and `</code>`.
fn codes(page: &str) -> Vec<String> {
    let inner = page.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next());
    inner.map(|text| text.replace("<!>", "").trim().to_owned()).collect()
}

/// Sets an app up as a person does: the cookie from then on, the seed, the recovery codes.
async fn enrol(app: &TestApp, cookie: &str) -> (String, String, Vec<String>) {
    let begun = app.post("/me?do=factors.api.start_totp", cookie, "").await;
    assert_eq!((begun.status, begun.location()), (StatusCode::SEE_OTHER, "/me/authenticator"), "{}", begun.body);
    let page = app.get("/me/authenticator", cookie).await;
    assert!(page.body.contains("class=\"qr\"") && !page.body.contains("style=\""), "{}", page.body);
    let seed = codes(&page.body).first().expect("the key").replace(' ', "");
    let confirm = async |code: &str| {
        app.post("/me/authenticator?do=factors.api.confirm_totp", cookie, &format!("code={code}")).await
    };
    let wrong = confirm("000000").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    assert!(codes(&wrong.body).first().is_some_and(|again| again.replace(' ', "") == seed), "the same key again");
    let done = confirm(&digits(app, &seed)).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/me/codes"), "{}", done.body);
    let cookie = done.cookie();
    let recovery = codes(&app.get("/me/codes", &cookie).await.body);
    assert_eq!(recovery.len(), 10);
    let kept = app.post("/me/codes?do=factors.api.keep_codes", &cookie, "").await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert!(codes(&app.get("/me/codes", &cookie).await.body).is_empty(), "shown once");
    (cookie, seed, recovery)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_after_the_password() {
    let app = site().await;
    let console = app.owner().await;
    let (mine, seed, recovery) = enrol(&app, &console).await;
    assert!(!signed_in(&app, &console).await && signed_in(&app, &mine).await, "under a new id");

    let half = sign_in(&app).await;
    assert_eq!((half.status, half.location()), (StatusCode::SEE_OTHER, "/sign-in/second"), "{}", half.body);
    let pending = half.cookie();
    assert!(!pending.contains("device="), "the browser is not known before the factor");
    assert!(!signed_in(&app, &pending).await, "a password alone");
    assert_eq!(app.get("/me", &pending).await.status, StatusCode::UNAUTHORIZED);
    let page = app.get("/sign-in/second", &pending).await;
    assert!(page.status == StatusCode::OK && page.body.contains("name=\"code\""), "{}", page.body);

    // The step that it was set up with was taken already; nobody else's session is of use.
    let replayed = second(&app, &pending, &digits(&app, &seed)).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", replayed.body);
    assert!(replayed.body.contains("used before"), "{}", replayed.body);
    at(&app, 30_000);
    let code = digits(&app, &seed);
    for other in ["", "id=made-up", mine.as_str()] {
        assert_eq!(second(&app, other, &code).await.status, StatusCode::UNAUTHORIZED, "{other}");
    }
    let done = second(&app, &pending, &code).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/"), "{}", done.body);
    assert!(signed_in(&app, &done.cookie()).await && !signed_in(&app, &pending).await);
    assert_eq!(second(&app, &pending, &code).await.status, StatusCode::UNAUTHORIZED, "the half session is over");

    let again = sign_in(&app).await.cookie();
    assert_eq!(second(&app, &again, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    let lost = second(&app, &again, &recovery[0].to_lowercase()).await;
    assert_eq!(lost.status, StatusCode::SEE_OTHER, "{}", lost.body);
    assert!(app.get("/me", &lost.cookie()).await.body.contains("9 of 10 recovery codes"));
    let third = sign_in(&app).await.cookie();
    assert_eq!(second(&app, &third, &recovery[0]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");

    let work = async |scope: &mut Scope<Work>| outbox::lease(scope).await;
    let mails = app.db.run(Worker::new().viewer(), Instance, work).await.expect("mails");
    let told = mails.iter().filter(|m| m.subject.contains("second factor")).count();
    assert_eq!(told, 3, "set up, codes made, a code used: {mails:?}");
    app.db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_half_a_sign_in() {
    let app = site().await;
    let (mine, seed, _) = enrol(&app, &app.owner().await).await;
    at(&app, 60_000);
    let pending = sign_in(&app).await.cookie();
    let body = "current=seven+quiet+herons+walk&password=eleven+damp+ladders+sing";
    let changed = app.post("/me?do=accounts.api.change_password", &mine, body).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    assert_eq!(second(&app, &pending, &digits(&app, &seed)).await.status, StatusCode::UNAUTHORIZED);
    app.db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_sign_in_lasts_five_minutes_and_codes_are_tried_slowly() {
    let app = site().await;
    let (_, seed, _) = enrol(&app, &app.owner().await).await;
    at(&app, MINUTE);
    let pending = sign_in(&app).await.cookie();
    at(&app, 6 * MINUTE);
    assert_eq!(second(&app, &pending, &digits(&app, &seed)).await.status, StatusCode::UNAUTHORIZED, "too late");
    let pending = sign_in(&app).await.cookie();
    let states: Vec<_> = {
        let mut all = vec![];
        for _ in 0..6 {
            all.push(second(&app, &pending, "000000").await.status.as_u16());
        }
        all
    };
    assert_eq!(states, [422, 422, 422, 422, 422, 429]);
    assert_eq!(second(&app, &pending, &digits(&app, &seed)).await.status, StatusCode::TOO_MANY_REQUESTS);
    let other = sign_in(&app).await.cookie();
    assert_eq!(second(&app, &other, &digits(&app, &seed)).await.status, StatusCode::TOO_MANY_REQUESTS, "by account");
    at(&app, 6 * MINUTE + 6_000);
    assert_eq!(second(&app, &pending, &digits(&app, &seed)).await.status, StatusCode::SEE_OTHER);
    app.db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_needs_a_second_factor() {
    let app = site().await;
    let console = app.owner().await;
    let home = app.get("/", &console).await;
    let workspace =
        home.body.split("href=\"/w/").nth(1).and_then(|rest| rest.split('/').next()).expect("id").to_owned();
    let mails = format!("/w/{workspace}/mails");
    assert_eq!(app.get(&mails, &console).await.status, StatusCode::OK, "the console's link stands in for it");
    assert!(app.get("/me", &console).await.body.contains("made on the server"), "and says so");

    let plain = sign_in(&app).await.cookie();
    assert!(signed_in(&app, &plain).await);
    let refused = app.get(&mails, &plain).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("href=\"/me\"") && refused.body.contains("authenticator app"), "{}", refused.body);
    assert!(app.get("/me", &plain).await.body.contains("Your role needs a second factor"));
    let (strong, ..) = enrol(&app, &plain).await;
    assert_eq!(app.get(&mails, &strong).await.status, StatusCode::OK);
    assert!(signed_in(&app, &console).await, "a strong session stays");

    let page = format!("/w/{workspace}/security");
    assert_eq!(app.get(&page, "").await.status, StatusCode::UNAUTHORIZED);
    assert!(!app.get(&page, &strong).await.body.contains("checked"));
    let body = format!("workspace={workspace}&all=true");
    let set = app.post(&format!("{page}?do=factors.api.secure_workspace"), &strong, &body).await;
    assert_eq!((set.status, set.location()), (StatusCode::SEE_OTHER, page.as_str()), "{}", set.body);
    assert!(app.get(&page, &strong).await.body.contains("checked"));
    app.db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_matters_asks_again() {
    let app = site().await;
    let (mine, seed, _) = enrol(&app, &app.owner().await).await;
    at(&app, 11 * MINUTE);
    for act in ["remove_totp", "renew_codes"] {
        let refused = app.post(&format!("/me?do=factors.api.{act}"), &mine, "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{act}");
        assert!(refused.body.contains("href=\"/me/confirm?back=/me\""), "{act}: {}", refused.body);
    }
    let confirm = async |cookie: &str, body: &str| {
        app.post("/me/confirm?back=/me&do=factors.api.confirm_password", cookie, body).await
    };
    let wrong = confirm(&mine, "password=seven+loud+herons+walk&back=/me").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.body.contains("loud herons"));
    let page = app.get("/me/confirm?back=//evil.example", &mine).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("evil.example\""), "{}", page.body);
    let away = confirm(&mine, &format!("password={PASSWORD}&back=https%3A%2F%2Fevil.example")).await;
    assert_eq!((away.status, away.location()), (StatusCode::SEE_OTHER, "/me"), "never elsewhere");
    let shown = away.cookie();
    assert!(!signed_in(&app, &mine).await && signed_in(&app, &shown).await, "under a new id");
    let renewed = app.post("/me?do=factors.api.renew_codes", &shown, "").await;
    assert_eq!((renewed.status, renewed.location()), (StatusCode::SEE_OTHER, "/me/codes"), "{}", renewed.body);

    at(&app, 25 * MINUTE);
    assert_eq!(app.post("/me?do=factors.api.remove_totp", &shown, "").await.status, StatusCode::FORBIDDEN);
    let body = format!("code={}&back=/me", digits(&app, &seed));
    let by_code = app.post("/me/confirm?do=factors.api.confirm_code", &shown, &body).await;
    assert_eq!(by_code.status, StatusCode::SEE_OTHER, "{}", by_code.body);
    let gone = app.post("/me?do=factors.api.remove_totp", &by_code.cookie(), "").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    assert_eq!(sign_in(&app).await.location(), "/", "nothing more is asked");
    app.db.close().await;
}

/// A shorter password is taken beside a second factor, and has to be replaced before the last one goes.
#[tokio::test(flavor = "multi_thread")]
async fn passwords_beside_a_factor() {
    let app = site().await;
    let console = app.owner().await;
    let change = async |cookie: &str, current: &str, password: &str| {
        let body = format!("current={current}&password={password}");
        app.post("/me?do=accounts.api.change_password", cookie, &body).await
    };
    assert_eq!(change(&console, PASSWORD, "vk7%23Qz!w").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (mine, ..) = enrol(&app, &console).await;
    let done = change(&mine, PASSWORD, "vk7%23Qz!w").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let refused = app.post("/me?do=factors.api.remove_totp", &done.cookie(), "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("too short to stand alone"), "{}", refused.body);
    let long = change(&done.cookie(), "vk7%23Qz!w", "eleven+damp+ladders+sing").await;
    let gone = app.post("/me?do=factors.api.remove_totp", &long.cookie(), "").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    app.db.close().await;
}

/// On this site passkeys are possible; what the browser is asked is bound to the session and forgotten by others.
#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_is_asked_for_in_one_session() {
    let app = site().await;
    let asked = app.post("/api/app/factors/api/passkey_request", "", "").await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    let options: String = serde_json::from_str(&asked.body).expect("a text");
    let options: serde_json::Value = serde_json::from_str(&options).expect("options");
    assert_eq!(options["rpId"], "daybreak.test");
    assert_eq!(options["userVerification"], "required");
    assert!(options["challenge"].as_str().is_some_and(|c| c.len() > 20));
    let answer =
        async |cookie: &str| app.post("/sign-in?do=factors.api.sign_in_passkey", cookie, "credential=%7B%7D").await;
    assert_eq!(answer("").await.status, StatusCode::UNAUTHORIZED);
    let cookie = asked.cookie();
    let refused = answer(&cookie).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("not accepted"), "{}", refused.body);
    assert!(answer(&cookie).await.body.contains("took too long"), "the question was answered");
    // The signed-in one is asked for one of their own; a new one needs a fresh look.
    let owner = app.owner().await;
    assert_eq!(app.post("/api/app/factors/api/passkey_creation", &owner, "").await.status, StatusCode::OK);
    at(&app, 11 * MINUTE);
    assert_eq!(app.post("/api/app/factors/api/passkey_creation", &owner, "").await.status, StatusCode::FORBIDDEN);
    app.db.close().await;
}
