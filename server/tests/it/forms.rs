//! Forms without scripts: set-up, sign-in, a new production; refusals keep what was typed.
use crate::app::TestApp;
use app::access::Clock;
use axum::http::{StatusCode, header};

#[tokio::test(flavor = "multi_thread")]
async fn from_the_admin_link_to_a_production() {
    let app = TestApp::new().await;
    let cookie = app.owner().await;
    let home = app.get("/", &cookie).await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.body.contains("Ada Owner") && home.body.contains("/new"), "{}", home.body);
    let new = home.body.split("href=\"/w/").nth(2).and_then(|rest| rest.split('"').next()).expect("a link");
    let workspace = new.split('/').next().expect("id");
    let path = format!("/w/{workspace}/new?do=productions.api.create_production");

    let wrong = format!(
        "workspace={workspace}&title=&code_name=NORTH&country=Britain&zone=Mars&page_size=a4&language=en&palette=default&revision_naming=colours"
    );
    let refused = app.post(&path, &cookie, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["value=\"NORTH\"", "value=\"Britain\"", "value=\"Mars\"", "Please fill this in."] {
        assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
    }

    let right = format!(
        "workspace={workspace}&title=The+Ninth+Wave&code_name=NORTH&country=GB&zone=Europe%2FLondon&page_size=a4&language=en&palette=default&revision_naming=colours"
    );
    let made = app.post(&path, &cookie, &right).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let page = app.get(made.location(), &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("NORTH"), "{}", page.body);
    // Without a session the same page is not for anybody.
    assert_eq!(app.get(made.location(), "").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_works_once_and_passwords_are_checked() {
    let app = TestApp::new().await;
    let link = app.admin_link().await;
    let token = link.trim_start_matches("/enter/").to_owned();
    let short = format!("token={token}&workspace=S&name=A&email=not-a-mail&password=short");
    let refused = app.post(&format!("{link}?do=accounts.api.set_up"), "", &short).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains("value=\"short\""), "a password is never sent back");
    assert!(refused.body.contains("not-a-mail"));
    let right = format!("token={token}&workspace=S&name=A&email=a%40s.example&password=seven+quiet+herons+walk");
    let done = app.post(&format!("{link}?do=accounts.api.set_up"), "", &right).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(app.get(&link, "").await.status, StatusCode::GONE);

    for (mail, password, status) in [
        ("a%40s.example", "seven+loud+herons+walk", StatusCode::UNPROCESSABLE_ENTITY),
        ("b%40s.example", "seven+quiet+herons+walk", StatusCode::UNPROCESSABLE_ENTITY),
        ("a%40s.example", "seven+quiet+herons+walk", StatusCode::SEE_OTHER),
    ] {
        let answer =
            app.post("/sign-in?do=accounts.api.sign_in", "", &format!("email={mail}&password={password}")).await;
        assert_eq!(answer.status, status, "{mail} {password}");
    }
    let cookie = done.cookie();
    let out = app.post("/?do=accounts.api.sign_out", &cookie, "").await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get("/", &cookie).await.status, StatusCode::UNAUTHORIZED);
}

/// The same answers for an address that has an account and one that has none, and a pause that grows.
#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slow() {
    let app = TestApp::at(Clock::fixed(Clock::default().now())).await;
    app.owner().await;
    let mut said: Vec<Vec<(StatusCode, String)>> = vec![];
    for mail in ["ada%40saltmarsh.example", "nobody%40saltmarsh.example"] {
        let mut answers = vec![];
        for _ in 0..6 {
            let body = format!("email={mail}&password=seven+loud+herons+walk");
            let answer = app.post("/api/app/accounts/api/sign_in", "", &body).await;
            answers.push((answer.status, answer.body));
        }
        said.push(answers);
    }
    assert_eq!(said[0], said[1]);
    let states: Vec<_> = said[0].iter().map(|(status, _)| status.as_u16()).collect();
    assert_eq!(states, [422, 422, 422, 422, 422, 429]);
    // The right password has to wait as well: otherwise the pause would tell it.
    let right = "email=ada%40saltmarsh.example&password=seven+quiet+herons+walk";
    let page = app.post("/sign-in?do=accounts.api.sign_in", "", right).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.body.contains("Try again in"), "{}", page.body);
    assert!(page.body.contains("ada@saltmarsh.example"), "what was typed stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_its_headers() {
    let app = TestApp::new().await;
    let answer = app.get("/sign-in", "").await;
    let csp = answer.headers.get(header::CONTENT_SECURITY_POLICY).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let nonce = csp.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(answer.body.contains(&format!("nonce=\"{nonce}\"")), "{}", answer.body);
    assert!(!answer.body.contains("style=\""));
    let again = app.get("/sign-in", "").await;
    assert!(!again.body.contains(nonce), "a nonce is used once");
    assert_eq!(app.get("/nothing/here", "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/health/ready", "").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_kept_without_scripts() {
    let app = TestApp::new().await;
    let chosen = app.post("/sign-in?do=accounts.api.set_language", "", "language=de&back=%2Fsign-in").await;
    assert_eq!((chosen.status, chosen.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    let cookie = chosen.cookie();
    assert_eq!(cookie, "lang=de");
    assert!(app.get("/sign-in", &cookie).await.body.contains("Passwort"));
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_empties_the_cache_and_leaves_the_storage() {
    let app = TestApp::new().await;
    let cookie = app.owner().await;
    let out = app.post("/?do=accounts.api.sign_out", &cookie, "").await;
    let said = out.headers.get("clear-site-data").and_then(|v| v.to_str().ok());
    assert_eq!((out.status, said), (StatusCode::SEE_OTHER, Some("\"cache\"")));
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_programs_know_by_heart() {
    let app = TestApp::new().await;
    let text = app.get("/.well-known/security.txt", "").await;
    assert_eq!(text.status, StatusCode::OK);
    assert!(text.body.starts_with("Contact: mailto:security@daybreak.test\nExpires: 20"), "{}", text.body);
    let change = app.get("/.well-known/change-password", "").await;
    assert_eq!((change.status, change.location()), (StatusCode::SEE_OTHER, "/me"));
}
