//! Every server function and every page, asked by every role, by strangers, by nobody, by whoever was disabled and by a
//! session that has expired: each door opens to exactly those whom `docs/permissions.txt` names.
use crate::{demo_app, site::TestApp};
use app::{
    access::{Instance, Scope, Work, Worker},
    accounts,
    text::Lang,
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use std::collections::{BTreeMap, BTreeSet};

/// Which right each function asks for. A function that is missing here fails the test.
const FUNCTIONS: &[(&str, &str)] = &[
    ("audit.view", "audit/api/load_log"),
    ("sheet.draft", "callsheets/api/load_draft productions/api/load_home schedule/api/load_days"),
    ("sheet.prepare", "callsheets/api/decide_call departments/api/decide_proposal"),
    ("sheet.publish", "callsheets/api/issue_sheet callsheets/api/load_publish"),
    ("rest.authorise", "callsheets/api/authorise_rest"),
    ("sheet.track", "callsheets/api/load_tracking"),
    ("sheet.chase", "callsheets/api/resend_call callsheets/api/record_word callsheets/api/correct_address"),
    ("days.own", "callsheets/api/load_my_call schedule/api/load_own_days"),
    (
        "days.answer",
        "calendar/api/renew_calendar calendar/api/end_calendar callsheets/api/confirm_my_call callsheets/api/report_my_problem",
    ),
    (
        "people.department",
        "departments/api/load_department departments/api/save_member departments/api/remove_member departments/api/propose_call",
    ),
    ("workspace.view", "factors/api/load_security"),
    ("workspace.secure", "factors/api/secure_workspace"),
    ("locations.view", "locations/api/load_locations locations/api/load_location"),
    (
        "locations.edit",
        "locations/api/add_location locations/api/change_location locations/api/remove_location locations/api/check_hospital
         locations/api/place_sets",
    ),
    ("members.view", "members/api/load_members"),
    (
        "members.manage",
        "members/api/invite_members members/api/resend_invitation members/api/withdraw_invitation members/api/set_place
         members/api/hand_over members/api/sign_out_member members/api/remove_from_company",
    ),
    ("people.view", "people/api/load_people people/api/load_person people/api/upload_people people/api/preview_people"),
    ("contacts.view", "people/api/load_contacts"),
    (
        "people.edit",
        "people/api/add_person people/api/change_person people/api/remove_person people/api/restore_person
         people/api/save_character people/api/import_people",
    ),
    (
        "people.invite",
        "people/api/invite_person people/api/invite_people people/api/invite_list people/api/withdraw_invite",
    ),
    ("permissions.view", "permissions/api/load_permissions permissions/api/load_access permissions/api/look_through"),
    ("permissions.edit", "permissions/api/change_role permissions/api/grant_access permissions/api/revoke_access"),
    ("production.view", "productions/api/load_head"),
    ("production.edit", "productions/api/load_settings productions/api/edit_production"),
    ("production.create", "productions/api/create_production"),
    (
        "board.view",
        "reports/api/load_report reports/api/load_reports schedule/boards/api/load_boards
         schedule/boards/api/load_activation schedule/boards/api/load_drift schedule/boards/api/load_compare
         schedule/boards/api/board_stamp schedule/api/load_board schedule/api/load_shoot rules/api/load_rules",
    ),
    (
        "board.edit",
        "schedule/arrange/api/load_arrange schedule/arrange/api/arrange_now schedule/arrange/api/keep_arrangement
         schedule/api/move_strip schedule/api/move_strip_to schedule/api/sort_strips schedule/api/add_banner schedule/api/edit_strip
         schedule/api/remove_banner schedule/api/add_day schedule/api/edit_day schedule/api/remove_day schedule/api/add_unit
         schedule/dood/api/load_dood schedule/dood/api/load_dood_part schedule/dood/api/save_dood
         schedule/design/api/load_design schedule/design/api/save_design
         schedule/boards/api/new_board schedule/boards/api/lock_board schedule/boards/api/rename_board
         schedule/boards/api/delete_board schedule/boards/api/activate_board schedule/boards/api/adopt_issued
         schedule/boards/api/add_draft_day schedule/boards/api/edit_draft_day schedule/boards/api/remove_draft_day
         schedule/boards/api/split_day schedule/boards/api/merge_day
         reports/api/save_variant reports/api/rename_variant reports/api/remove_variant
         rules/api/load_person_rules rules/api/load_place_rules rules/api/load_day_rules rules/api/load_scene_rules
         rules/api/save_rules rules/api/save_pack rules/api/remove_pack rules/api/save_unit_rules rules/api/save_person_rules
         rules/api/save_place_rules rules/api/save_day_rules rules/api/save_scene_rules",
    ),
    ("pay.view", "pay/api/load_pay"),
    ("pay.edit", "pay/api/save_pay"),
    ("schedule.issue", "schedule/boards/api/load_issue schedule/boards/api/issue_schedule"),
    (
        "script.view",
        "script/api/list_scenes breakdown/api/load_overview breakdown/api/load_sheet breakdown/api/load_elements",
    ),
    ("script.text", "breakdown/api/load_text"),
    (
        "script.edit",
        "breakdown/api/save_sheet breakdown/api/add_element breakdown/api/change_in_scene breakdown/api/take_out
         breakdown/api/tag_words breakdown/api/untag breakdown/api/save_element breakdown/api/link_element
         breakdown/api/unlink_element breakdown/api/merge_element breakdown/api/remove_element breakdown/api/add_category
         breakdown/api/remove_category script/api/load_import script/api/upload_script script/api/confirm_import script/api/save_scene script/api/add_scene script/api/set_omitted",
    ),
    ("outbox.view", "workspaces/api/list_mails"),
    ("outbox.retry", "workspaces/api/retry_mail"),
    // What is one's own, leaving, and confidential details, which tests of their own try role by role: for whoever is
    // signed in; asked of those who are not.
    (
        "own",
        "accounts/api/who_am_i accounts/api/load_account accounts/api/change_name accounts/api/change_password
         accounts/api/end_session accounts/api/end_other_sessions accounts/enrol/api/found_company
         accounts/profile/api/choose_language accounts/profile/api/own_sheets accounts/profile/api/change_email
         audit/api/load_looks factors/api/load_factors factors/api/start_totp factors/api/load_totp factors/api/confirm_totp
         factors/api/remove_totp factors/api/renew_codes factors/api/load_codes factors/api/keep_codes
         factors/api/load_second factors/api/second_step factors/api/second_passkey factors/api/passkey_creation
         factors/api/add_passkey factors/api/remove_passkey factors/api/load_ways factors/api/confirm_password
         factors/api/confirm_code factors/api/confirm_passkey members/api/leave_company members/api/leave_production
         confidential/api/load_own_confidential confidential/api/load_confidential confidential/api/save_own_medical
         confidential/api/save_own_kin confidential/api/save_own_address confidential/api/enter_kin
         confidential/api/enter_address confidential/api/open_confidential",
    ),
    // For anybody; each guards itself by a token, a password or a key.
    (
        "open",
        "accounts/api/sign_in accounts/api/set_language accounts/api/sign_out accounts/api/request_reset
         accounts/api/find_reset accounts/api/reset_password accounts/api/find_entry accounts/api/enter accounts/api/set_up
         accounts/api/find_invitation accounts/api/accept_invitation accounts/enrol/api/find_entrance
         accounts/enrol/api/register accounts/enrol/api/find_registration accounts/enrol/api/verify_registration
         accounts/profile/api/find_mail_change accounts/profile/api/confirm_mail_change factors/api/sign_in_passkey
         factors/api/passkey_request permissions/api/stop_looking privacy/api/load_privacy",
    ),
];

/// Pages below a production, and the right that opens each. `:day` and the like stand for ids of the demo.
const PAGES: &[(&str, &str)] = &[
    ("production.view", ""),
    ("production.edit", "settings"),
    ("days.own", "my"),
    ("script.view", "script"),
    ("script.edit", "script/import"),
    ("script.view", "breakdown"),
    ("script.view", "elements"),
    ("contacts.view", "people"),
    ("contacts.view", "contacts.vcf"),
    ("people.view", "people/import"),
    ("people.view", "people/:person"),
    ("permissions.view", "people/:person/access"),
    ("people.department", "department"),
    ("permissions.view", "permissions"),
    ("locations.view", "locations"),
    ("board.view", "board"),
    ("schedule.issue", "schedule/issue"),
    ("board.view", "boards"),
    ("board.view", "boards/compare"),
    ("board.view", "rules"),
    ("pay.view", "pay"),
    ("board.edit", "rules/people/:person"),
    ("board.edit", "rules/days/:day"),
    ("board.edit", "arrange"),
    ("board.edit", "uss/active.uss"),
    ("board.edit", "board/strips"),
    ("board.edit", "board/dood"),
    ("board.edit", "board/dood/:part"),
    ("board.view", "strips.css"),
    ("script.text", "screenplay/script.fdx"),
    ("script.text", "screenplay/script.fountain"),
    ("board.view", "reports"),
    ("board.view", "reports/one-liner"),
    ("board.view", "reports/dood/dood.pdf"),
    ("board.view", "reports/cast-list/cast-list.csv"),
    ("script.view", "reports/breakdown-sheets"),
    ("script.view", "reports/breakdown-sheets/breakdown-sheets.pdf"),
    ("script.view", "reports/element-list"),
    ("script.view", "reports/element-list/element-list.csv"),
    ("script.view and board.view", "reports/element-dood"),
    ("script.view and board.view", "reports/element-dood/element-dood.csv"),
    ("sheet.draft", "days"),
    ("sheet.draft", "days/:day"),
    ("sheet.publish", "days/:day/publish"),
    ("sheet.track", "days/:day/tracking"),
];

/// What every function may be asked with, at once: names that it does not know it passes over.
const NOBODY: &str = "018f0000-0000-7000-8000-000000000000";
fn arguments(production: &str, workspace: &str, day: &str) -> String {
    let ids = "thing tag into link brought_by account person location scene strip unit board import grant invitation mail key passkey revision element variant part";
    let texts = "q= note=Note reason=Reason text=Text list=a@b.example name=Name title=Title code_name=Code
        email=a@b.example zone=Europe/London address=Quay phone=+44%201 coordinates= parking= notes= hospital_name=
        hospital_address= hospital_phone= pickup= pickup_place= notice= weather= hazards= number=900 synopsis=
        set_name=QUAY place=member before= to_day= edit= seen_as= as_person= department=Camera position=
        answer=take how=phone kind=shoot time=06:00 rule=board.view=- until= light=day int_ext=ext day_night=DAY
        state=planned character= country=GB language=en palette=default page_size=a4 revision_naming=colours
        rest_minutes=30 compensation=Off label= unit_call=07:00 shooting_call= lunch= est_wrap=18:00 date=2031-05-05 minutes=30
        role=crew group= from= to= pages=1/8 pre_call=0 current=old code=123456 device=none credential={} back=/
        passkey_name=Key report=dood hide= subject=Word amount= script_day= sequence= comments= paragraph=1 starts=0 stops=1
        relation= category=104 second_factor_for=default set=QUAY location_name=Quay password=new
        hospital_checked_by=Ada hospital_checked_on=2026-01-01 eighths=1 cast= background= new_character=
        cast_number= travel= makeup= wardrobe= days_off= pack= was= moves=2 holidays= periods= hours= off=
        day_type=standard cover= decide_by= decides= supervisor= currency=EUR field=number
        travel_dates= fittings= rehearsals= alone=";
    let counts = "version page stamp seen call";
    let flags = "every omitted closed sure";
    let all = ids.split_whitespace().map(|n| format!("{n}={NOBODY}"));
    let all = all.chain(texts.split_whitespace().map(str::to_owned));
    let all = all.chain(counts.split_whitespace().map(|n| format!("{n}=1")));
    let all = all.chain(flags.split_whitespace().map(|n| format!("{n}={}", n == "sure")));
    format!("production={production}&workspace={workspace}&day={day}&{}", all.collect::<Vec<_>>().join("&"))
}

/// A rule pack that can be read.
const PACK: &str = "%7B%22id%22:%22own%22,%22name%22:%22Own%22,%22editions%22:%5B%7B%22valid_from%22:%222026-01-01%22,%22rules%22:%5B%7B%22kind%22:%22travel_is_work%22,%22basis%22:%22contractual%22,%22source%22:%22s%22,%22checked%22:%22c%22%7D%5D%7D%5D%7D";

/// The same, where a name means something else.
fn fitting(path: &str, arguments: &str) -> String {
    match path.rsplit('/').next().unwrap_or_default() {
        "choose_language" => "account=en".to_owned(),
        "decide_call" => arguments.replace("kind=shoot", "kind=off"),
        "save_pack" => arguments.replace("&pack=&", &format!("&pack={PACK}&")),
        "arrange_now" | "load_arrange" | "sort_strips" => arguments.replace(&format!("&board={NOBODY}"), "&board="),
        "keep_arrangement" => {
            arguments.replace(&format!("&board={NOBODY}"), "&board=").replace("&moves=2", "&moves=%5B%5D")
        }
        "split_day" => arguments.replace("&before=&", &format!("&before={NOBODY}&")),
        _ => arguments.to_owned(),
    }
}

/// Whoever asks.
struct Asker {
    name: String,
    cookie: String,
    /// Their role in the demo, if they are of it.
    role: Option<String>,
    /// Owner of the company.
    owner: bool,
    /// Signed in at all.
    alive: bool,
}

/// Who holds each right, from the file that a test holds against the table in the code.
fn policy() -> BTreeMap<String, String> {
    include_str!("../../../docs/permissions.txt")
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let right = words.next()?.to_owned();
            words.next()?;
            Some((right, words.collect::<Vec<_>>().join(" ")))
        })
        .collect()
}

impl Asker {
    /// Whether the table gives this right to them.
    fn holds(&self, holders: &str) -> bool {
        let holders: Vec<&str> = holders.split(", ").collect();
        let role = self.role.as_deref();
        (role.is_some() && holders.contains(&"everyone in the production"))
            || role.is_some_and(|role| holders.contains(&role))
            || self.owner && (holders.contains(&"workspace admin") || holders.contains(&"workspace member"))
    }
}

/// Status, and whether it says that the arguments do not fit.
async fn ask(app: &TestApp, path: &str, method: &Method, cookie: &str, arguments: &str) -> (StatusCode, String) {
    let get = *method == Method::GET;
    let uri = if get { format!("{path}?{arguments}") } else { path.to_owned() };
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header(header::COOKIE, cookie)
        .header(header::ORIGIN, crate::site::ORIGIN)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(if get { String::new() } else { arguments.to_owned() }))
        .expect("request");
    let answer = app.send(request).await;
    (answer.status, answer.body)
}

/// A session of an account of its own, which belongs to nothing.
async fn stranger(app: &TestApp, email: &'static str) -> String {
    let token = app
        .db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            let account = accounts::store::create(scope, email, "Somebody Else", None, Lang::En).await?;
            accounts::store::make_entry_link(scope, Some(account), "admin", 60_000).await
        })
        .await
        .expect("an account");
    let token = token.as_str();
    let entered = app.post(&format!("/enter/{token}?do=accounts.api.enter"), "", &format!("token={token}")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    entered.cookie()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_door_opens_to_whom_the_table_names() {
    let _turn = crate::TURN.lock().await;
    let (app, cookies) = demo_app().await;
    let producer = cookies["producer"].clone();
    let home = app.get("/", &producer).await.body;
    let id = |body: &str, after: &str| body.split(after).nth(1).map(|rest| rest[..36].to_owned());
    let production = id(&home, "href=\"/p/").expect("a production");
    let workspace = id(&home, "href=\"/w/").expect("a company");
    let days = app.get(&format!("/p/{production}/days"), &producer).await.body;
    let day = id(&days, &format!("/p/{production}/days/")).expect("a day");
    let people = app.get(&format!("/p/{production}/people"), &producer).await.body;
    let person = people
        .split(&format!("/p/{production}/people/"))
        .skip(1)
        .filter_map(|rest| rest.get(..36))
        .find(|id| id.parse::<uuid::Uuid>().is_ok())
        .expect("a person")
        .to_owned();
    let parts = app.get(&format!("/p/{production}/board/dood"), &producer).await.body;
    let part = id(&parts, &format!("/p/{production}/board/dood/")).expect("a part");

    let mut askers: Vec<Asker> = cookies
        .into_iter()
        .map(|(role, cookie)| Asker {
            owner: role == "producer",
            name: role.clone(),
            cookie,
            role: Some(role),
            alive: true,
        })
        .collect();
    let dead = |name: &str, cookie: String| Asker { name: name.into(), cookie, role: None, owner: false, alive: false };
    let other = stranger(&app, "other@elsewhere.example").await;
    askers.push(Asker { alive: true, ..dead("another company", other) });
    askers.push(dead("nobody", String::new()));
    let off = stranger(&app, "off@elsewhere.example").await;
    let disable = async |s: &mut Scope<Work>| accounts::suspend::disable(s, "off@elsewhere.example").await;
    app.db.run(Worker::new().viewer(), Instance, disable).await.expect("disables");
    askers.push(dead("disabled", off));
    let ended = stranger(&app, "ended@elsewhere.example").await;
    assert_eq!(app.post("/?do=accounts.api.sign_out", &ended, "").await.status, StatusCode::SEE_OTHER);
    askers.push(dead("signed out", ended));

    let policy = policy();
    let rights: BTreeMap<String, &str> = FUNCTIONS
        .iter()
        .flat_map(|(right, names)| names.split_whitespace().map(move |n| (format!("/api/app/{n}"), *right)))
        .collect();
    let there: BTreeSet<&str> = server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    for path in rights.keys() {
        assert!(there.contains(path.as_str()), "{path} is gone: take it off the list");
    }
    // What writes is tried on a day that is not there.
    let (reading, writing) = (arguments(&production, &workspace, &day), arguments(&production, &workspace, NOBODY));
    let (mut calls, mut wrong) = (0, vec![]);
    for (path, method) in server_fn::axum::server_fn_paths() {
        let arguments = if method == Method::GET { &reading } else { &writing };
        let Some(right) = rights.get(path) else {
            wrong.push(format!("{path}: not on the list"));
            continue;
        };
        for asker in &askers {
            if *right == "open" || *right == "own" && asker.alive {
                continue;
            }
            calls += 1;
            let (status, body) = ask(&app, path, &method, &asker.cookie, &fitting(path, arguments)).await;
            let multipart = path.contains("/upload_");
            if status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("error_arguments") && !multipart {
                wrong.push(format!("{path}: the arguments of this test do not fit: {body}"));
                break;
            }
            let may = asker.alive && *right != "own" && asker.holds(&policy[*right]);
            let refused = match status {
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => true,
                // To whoever is not of it, a production is not there, nor a day that one is not on.
                StatusCode::NOT_FOUND => !may,
                // A file that is not one is refused before it is asked who sends it.
                StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST => multipart && !may,
                _ => false,
            };
            if refused == may {
                wrong.push(format!("{path} ({right}) to {}: {status} {}", asker.name, &body[..body.len().min(120)]));
            }
        }
    }
    for (right, page) in PAGES {
        let page = page.replace(":day", &day).replace(":person", &person).replace(":part", &part);
        for asker in &askers {
            calls += 1;
            let answer = app.get(&format!("/p/{production}/{page}"), &asker.cookie).await;
            let may = asker.alive && right.split(" and ").all(|right| asker.holds(&policy[right]));
            let opened = answer.status == StatusCode::OK;
            if opened != may {
                wrong.push(format!("/p/…/{page} ({right}) to {}: {}", asker.name, answer.status));
            }
        }
    }
    println!("{calls} calls by {} askers", askers.len());
    assert!(wrong.is_empty(), "{} of {calls}:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_disabled_has_no_sheet_either() {
    let _turn = crate::TURN.lock().await;
    let app = TestApp::new().await;
    let seeded = server::demo::seed(&app.db, crate::site::ORIGIN).await.expect("seeds");
    let link = |key: &str| {
        let found = seeded.iter().find(|(role, _)| role == key).map(|(_, url)| url);
        found.expect("a link").trim_start_matches(crate::site::ORIGIN).to_owned()
    };
    let (call, enter) = (link("call"), link("crew"));
    let token = enter.rsplit('/').next().unwrap_or_default();
    let entered = app.post(&format!("{enter}?do=accounts.api.enter"), "", &format!("token={token}")).await;
    let me = app.get("/api/app/accounts/api/who_am_i", &entered.cookie()).await.body;
    let name =
        serde_json::from_str::<serde_json::Value>(&me).expect("me")["name"].as_str().unwrap_or_default().to_owned();
    let email = crate::demo().into_iter().find(|p| p.name == name).expect("of the demo").email;
    assert_eq!(app.get(&call, "").await.status, StatusCode::OK);
    let disable = async |s: &mut Scope<Work>| accounts::suspend::disable(s, &email).await;
    app.db.run(Worker::new().viewer(), Instance, disable).await.expect("disables");
    assert_eq!(app.get(&call, "").await.status, StatusCode::GONE);
    assert_eq!(app.get("/me", &entered.cookie()).await.status, StatusCode::UNAUTHORIZED);
    let again = app.db.run(Worker::new().viewer(), Instance, disable).await;
    assert_eq!(again, Err(app::error::AppError::Conflict));
    let enable = async |s: &mut Scope<Work>| accounts::suspend::enable(s, &email).await;
    app.db.run(Worker::new().viewer(), Instance, enable).await.expect("enables");
    assert_eq!(app.get(&call, "").await.status, StatusCode::OK, "the link is theirs as before");
    assert_eq!(app.get("/me", &entered.cookie()).await.status, StatusCode::UNAUTHORIZED, "the session is not");
}
