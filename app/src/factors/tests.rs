//! Second factors on a real database: each code once, the door's requirement, passkeys with a device made of software.
use super::{
    passkey, recovery, stepup,
    store::{self, Ceremony},
    totp,
};
use crate::{
    access::{
        CreateProduction, Db, Enter, Instance, ManageOwn, Own, Scope, SecureWorkspace, SessionRows, Shown, Via,
        ViewOwn, ViewOwnDays, ViewProduction, ViewWorkspace, Viewer, Work, Worker, digest,
        testing::{START, house},
    },
    accounts::{self, throttle},
    db_test,
    error::AppError,
    outbox,
    text::Lang,
    values::*,
};

async fn account(db: &Db, mail: &str) -> AccountId {
    let make = async |s: &mut Scope<Work>| accounts::store::create(s, mail, "Ada", None, Lang::De).await;
    db.run(Worker::new().viewer(), Instance, make).await.unwrap()
}
fn weak(account: AccountId) -> Viewer {
    Viewer::member(account, digest(b"here")).with(Shown::by(Via::Password, START))
}
fn strong(account: AccountId) -> Viewer {
    Viewer::member(account, digest(b"here")).with(Shown::by(Via::Totp, START))
}
async fn subjects(db: &Db) -> Vec<String> {
    let mails = db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| outbox::lease(s).await).await;
    mails.unwrap().into_iter().map(|m| m.body).collect()
}
async fn add_totp(db: &Db, who: &Viewer, step: i64) -> String {
    let seed = totp::seed().unwrap();
    db.run(who.clone(), Own, async |s: &mut Scope<ManageOwn>| store::add_totp(s, &seed, step).await).await.unwrap();
    seed
}

db_test! {
    async fn a_code_is_taken_once_and_none_from_before_it(db: Db) {
        let ada = account(&db, "ada@x.example").await;
        let seed = add_totp(&db, &weak(ada), 5).await;
        let (kept, other) = db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| {
            Ok((store::seed(s, ada).await?, store::seed(s, AccountId(uuid::Uuid::now_v7())).await?))
        }).await.unwrap();
        assert_eq!((kept.as_deref(), other), (Some(seed.as_str()), None));
        let step = totp::step(&seed, &totp::digits(&seed, START), START).unwrap().unwrap();
        assert_eq!(step, START / 30_000);
        assert_eq!(totp::step(&seed, &totp::digits(&seed, START - 30_000), START), Ok(Some(step - 1)), "a step old");
        assert_eq!(totp::step(&seed, &totp::digits(&seed, START - 90_000), START), Ok(None), "three steps old");
        let take = async |step: i64| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::use_step(s, ada, step).await).await.unwrap();
        assert!(!take(5).await, "the one that it was set up with");
        assert!(take(step).await);
        assert!(!take(step).await, "replayed");
        assert!(!take(step - 1).await, "older than one that was taken");
        assert!(take(step + 1).await);
        let twice = db.run(weak(ada), Own, async |s: &mut Scope<ManageOwn>| store::add_totp(s, "AAAA", 1).await).await;
        assert_eq!(twice, Err(AppError::Conflict), "one app an account");
    }
}

db_test! {
    async fn codes_are_tried_slowly(db: Db) {
        let (ada, bob) = (account(&db, "ada@x.example").await, account(&db, "bob@x.example").await);
        let start = db.clock().now();
        let attempt = async |who: AccountId| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| throttle::code(s, who).await).await;
        let mut heard = vec![];
        for second in 0..600 {
            db.clock().set(start + second * 1000);
            match attempt(ada).await {
                Ok(()) => heard.push(second),
                Err(AppError::Wait(_)) => {}
                Err(other) => panic!("{other:?}"),
            }
            if second == 0 {
                for _ in 0..4 {
                    assert_eq!(attempt(ada).await, Ok(()), "five at once");
                }
            }
        }
        assert_eq!(heard[..8], [0, 6, 12, 18, 24, 30, 42, 66], "{heard:?}");
        assert!(heard.len() < 15, "{heard:?}");
        assert_eq!(attempt(bob).await, Ok(()), "nobody waits for another");
        db.clock().set(start + 3_600_000);
        let right = async |s: &mut Scope<Enter>| { throttle::code(s, ada).await?; throttle::code_right(s, ada).await };
        db.run(Viewer::anonymous(), Instance, right).await.unwrap();
        for _ in 0..5 {
            assert_eq!(attempt(ada).await, Ok(()));
        }
        assert!(attempt(ada).await.is_err());
    }
}

db_test! {
    async fn a_recovery_code_works_once_and_a_new_set_kills_the_old(db: Db) {
        let ada = account(&db, "ada@x.example").await;
        let codes = recovery::make().unwrap();
        assert!(codes.len() == 10 && codes.iter().all(|c| c.len() == 16));
        let set = recovery::hash(codes.clone()).await.unwrap();
        db.run(weak(ada), Own, async |s: &mut Scope<ManageOwn>| store::put_codes(s, &set).await).await.unwrap();
        let try_code = async |code: &str| {
            let salt = db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::salt(s, ada).await).await.unwrap().unwrap();
            let hash = recovery::under(vec![code.to_owned()], salt).await.unwrap().remove(0);
            db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::use_code(s, ada, hash).await).await.unwrap()
        };
        assert!(!try_code("0000000000000000").await);
        assert!(try_code(&codes[3]).await);
        assert!(!try_code(&codes[3]).await, "once");
        let told = subjects(&db).await;
        assert!(told.len() == 2 && told.iter().any(|m| m.contains("Übrige Codes: 9")), "{told:?}");
        let fresh = recovery::hash(recovery::make().unwrap()).await.unwrap();
        db.run(weak(ada), Own, async |s: &mut Scope<ManageOwn>| store::put_codes(s, &fresh).await).await.unwrap();
        assert!(!try_code(&codes[4]).await, "of the old set");
        let left = db.run(weak(ada), Own, async |s: &mut Scope<ViewOwn>| store::codes_left(s, ada).await).await.unwrap();
        assert_eq!(left, 10);
    }
}

db_test! {
    async fn whoever_answers_for_much_needs_a_second_factor(db: Db) {
        let house = house(&db).await;
        for role in [Role::Producer, Role::Accountant, Role::FirstAd, Role::Crew] {
            let must = matches!(role, Role::Producer | Role::Accountant);
            let shown = house.member(&db, role).await;
            let who = shown.account().unwrap();
            let see = async |viewer: Viewer| db.run(viewer, house.production, async |_: &mut Scope<ViewProduction>| Ok(())).await;
            assert_eq!(see(shown).await, Ok(()), "{role:?}");
            assert_eq!(see(weak(who)).await, if must { Err(AppError::FactorNeeded) } else { Ok(()) }, "{role:?}");
            let own = db.run(weak(who), Own, async |s: &mut Scope<ViewOwn>| store::load(s, true).await).await.unwrap();
            assert_eq!((own.required, own.any()), (must, false), "one's own page stays open");
            let console = Viewer::member(who, vec![]).with(Shown::by(Via::Console, START));
            assert_eq!(see(console).await, Ok(()), "the server's console proves more");
        }
        // Whoever answers for one production shows the factor in every other, too.
        let other = crate::access::testing::house(&db).await;
        let producer = other.member(&db, Role::Producer).await.account().unwrap();
        db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| {
            s.enter(house.workspace, house.production).await?;
            let (id, now) = (s.new_id::<PersonId>(), s.now());
            s.exec(&AS_CREW, args![house.workspace, id, house.production, producer, now]).await
        }).await.unwrap();
        let days = db.run(weak(producer), house.production, async |_: &mut Scope<ViewOwnDays>| Ok(())).await;
        assert_eq!(days, Err(AppError::FactorNeeded));
        let stranger = account(&db, "stranger@x.example").await;
        assert_eq!(db.run(weak(stranger), house.production, async |_: &mut Scope<ViewOwnDays>| Ok(())).await, Err(AppError::NotFound));
    }
}

sql! {
    AS_CREW = "insert into people (workspace_id, id, production_id, account_id, name, role, department, position, phone, email, language, pre_call_minutes, travel_minutes, makeup_minutes, wardrobe_minutes, pickup_place, created_at, version)
        values ($1,$2,$3,$4,'P','crew','Camera','','','p@x.example','en',0,0,0,0,'',$5,1)";
    OWNER_OF = rows { id: uuid } from "(select account_id as id from workspace_members where workspace_id = $1 and role = 'owner') x" order "id";
    SHORT = "update accounts set short_password = $2 where id = $1";
}

db_test! {
    async fn a_company_may_ask_everybody(db: Db) {
        #[derive(serde::Deserialize)]
        struct Row { id: AccountId }
        let house = house(&db).await;
        let owner = db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| s.one::<Row>(&OWNER_OF, args![house.workspace]).await).await.unwrap().id;
        let crew = house.member(&db, Role::Crew).await.account().unwrap();
        let see = async |viewer: Viewer| db.run(viewer, house.production, async |_: &mut Scope<ViewProduction>| Ok(())).await;
        let widen = async |viewer: Viewer, all: bool| db.run(viewer, house.workspace, async |s: &mut Scope<SecureWorkspace>| store::secure(s, all).await).await;
        let read = async |viewer: Viewer| db.run(viewer, house.workspace, async |s: &mut Scope<ViewWorkspace>| store::security(s).await).await;
        assert_eq!(see(weak(crew)).await, Ok(()));
        assert_eq!(widen(strong(crew), true).await, Err(AppError::NotFound), "no member of the company");
        assert_eq!(widen(weak(owner), true).await, Err(AppError::FactorNeeded));
        assert_eq!(db.run(weak(owner), house.workspace, async |_: &mut Scope<CreateProduction>| Ok(())).await, Err(AppError::FactorNeeded));
        assert!(!read(strong(owner)).await.unwrap().everybody);
        widen(strong(owner), true).await.unwrap();
        assert!(read(strong(owner)).await.unwrap().everybody);
        assert_eq!(see(weak(crew)).await, Err(AppError::FactorNeeded));
        assert_eq!(see(strong(crew)).await, Ok(()));
    }
}

db_test! {
    async fn what_matters_asks_again_after_ten_minutes(db: Db) {
        let ada = account(&db, "ada@x.example").await;
        let ask = async |viewer: Viewer| db.run(viewer, Own, async |s: &mut Scope<ManageOwn>| stepup::fresh(s)).await;
        assert_eq!(ask(weak(ada)).await, Ok(()));
        assert_eq!(ask(Viewer::member(ada, vec![])).await, Err(AppError::StepUp), "nothing was shown");
        db.clock().set(START + stepup::FRESH_MS);
        assert_eq!(ask(weak(ada)).await, Ok(()));
        db.clock().set(START + stepup::FRESH_MS + 1);
        assert_eq!(ask(weak(ada)).await, Err(AppError::StepUp));
        let again = weak(ada).shown().again(Via::Password, db.clock().now());
        assert_eq!((again.mfa_at, ask(weak(ada).with(again)).await), (None, Ok(())), "a password makes nothing strong");
    }
}

db_test! {
    async fn a_first_factor_ends_sessions_that_showed_a_password_alone(db: Db) {
        let rows = SessionRows::new(db.clone());
        let ada = account(&db, "ada@x.example").await;
        let data = |via| serde_json::json!({ "shown": Shown::by(via, START) }).to_string();
        for (name, via) in [("stolen", Via::Password), ("console", Via::Console)] {
            assert!(rows.create(digest(name.as_bytes()), Some(ada), &data(via)).await.unwrap());
        }
        add_totp(&db, &weak(ada), 1).await;
        assert!(rows.load(digest(b"stolen")).await.unwrap().is_none());
        assert!(rows.load(digest(b"console")).await.unwrap().is_some());
    }
}

db_test! {
    async fn with_the_last_factor_the_codes_go(db: Db) {
        let ada = account(&db, "ada@x.example").await;
        add_totp(&db, &weak(ada), 1).await;
        let set = recovery::Hashed { salt: vec![0; 16], hashes: vec![vec![1; 32], vec![2; 32]] };
        db.run(weak(ada), Own, async |s: &mut Scope<ManageOwn>| store::put_codes(s, &set).await).await.unwrap();
        let short = async |short: bool| db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| s.exec(&SHORT, args![ada, short]).await).await.unwrap();
        let remove = async || db.run(strong(ada), Own, async |s: &mut Scope<ManageOwn>| store::remove_totp(s).await).await;
        let left = async || db.run(strong(ada), Own, async |s: &mut Scope<ViewOwn>| store::codes_left(s, ada).await).await.unwrap();
        short(true).await;
        assert!(matches!(remove().await, Err(AppError::Invalid(_))), "a short password does not stand alone");
        assert_eq!(left().await, 2);
        short(false).await;
        remove().await.unwrap();
        assert_eq!(left().await, 0);
        assert_eq!(remove().await, Err(AppError::NotFound));
    }
}

db_test! {
    async fn a_ceremony_is_of_one_session_once_and_for_minutes(db: Db) {
        let ada = account(&db, "ada@x.example").await;
        let start = db.clock().now();
        let begin = async |state: &str| db.run(weak(ada), Own, async |s: &mut Scope<ManageOwn>| store::begin(s, b"mine", Ceremony::Ask, state).await).await.unwrap();
        let take = async |binding: &'static [u8], what: Ceremony| db.run(weak(ada), Own, async |s: &mut Scope<ManageOwn>| store::take(s, binding, what).await).await.unwrap();
        begin("first").await;
        begin("second").await;
        assert_eq!(take(b"theirs", Ceremony::Ask).await, None);
        assert_eq!(take(b"mine", Ceremony::Create).await, None);
        assert_eq!(take(b"mine", Ceremony::Ask).await.as_deref(), Some("second"));
        assert_eq!(take(b"mine", Ceremony::Ask).await, None, "once");
        begin("third").await;
        db.clock().set(start + 300_000);
        assert_eq!(take(b"mine", Ceremony::Ask).await, None, "five minutes");
        db.run(Worker::new().viewer(), Instance, store::sweep).await.unwrap();
    }
}

mod device {
    //! A passkey's device made of software, as the browser would ask it.
    use serde_json::{Value, json};
    use webauthn_authenticator_rs::{AuthenticatorBackend, softpasskey::SoftPasskey};
    use webauthn_rs::prelude::Url;

    /// It keeps none by itself, which a browser would mind.
    pub fn make(device: &mut SoftPasskey, origin: &str, options: &str) -> String {
        let mut options: Value = serde_json::from_str(options).unwrap();
        options["authenticatorSelection"]["requireResidentKey"] = json!(false);
        let answer = device
            .perform_register(Url::parse(origin).unwrap(), serde_json::from_value(options).unwrap(), 1000)
            .unwrap();
        serde_json::to_string(&answer).unwrap()
    }
    /// It has to be told which passkey; as one that finds it by itself, it then says whose it is.
    pub fn show(device: &mut SoftPasskey, origin: &str, options: &str, id: &str, whose: &[u8]) -> String {
        let mut options: Value = serde_json::from_str(options).unwrap();
        options["allowCredentials"] = json!([{ "type": "public-key", "id": id }]);
        let mut answer =
            device.perform_auth(Url::parse(origin).unwrap(), serde_json::from_value(options).unwrap(), 1000).unwrap();
        answer.response.user_handle = Some(whose.to_vec());
        serde_json::to_string(&answer).unwrap()
    }
}

db_test! {
    async fn a_passkey_signs_in_and_its_copy_does_not(db: Db) {
        let (ada, bob) = (account(&db, "ada@x.example").await, account(&db, "bob@x.example").await);
        let origin = "https://daybreak.example";
        let site = passkey::site(origin).unwrap();
        let mut device = webauthn_authenticator_rs::softpasskey::SoftPasskey::new(true);
        let asked = passkey::create(&site, ada, ("Ada", "ada@x.example"), &[]).unwrap();
        assert!(asked.options.contains(r#""residentKey":"required""#) && asked.options.contains(r#""userVerification":"required""#), "{}", asked.options);
        let made = device::make(&mut device, origin, &asked.options);
        let (id, credential) = passkey::created(&site, &asked.state, &made).unwrap();
        let again = passkey::create(&site, ada, ("Ada", "ada@x.example"), &[]).unwrap();
        assert!(passkey::created(&site, &again.state, &made).is_err(), "an answer to another question");
        db.run(weak(ada), Own, async |s: &mut Scope<ManageOwn>| store::add_passkey(s, "Phone", &id, &credential).await).await.unwrap();
        let theirs = db.run(weak(bob), Own, async |s: &mut Scope<ManageOwn>| store::add_passkey(s, "Phone", &id, &credential).await).await;
        assert_eq!(theirs, Err(AppError::Conflict), "a passkey has one owner");
        let known = async || db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::by_credential(s, &id).await).await.unwrap().unwrap();
        let text = serde_json::from_str::<serde_json::Value>(&made).unwrap()["id"].as_str().unwrap().to_owned();
        let mut round = |whose: AccountId| {
            let asked = passkey::ask(&site, &[]).unwrap();
            let answer = device::show(&mut device, origin, &asked.options, &text, whose.0.as_bytes());
            (asked.state, passkey::Answer::read(&answer).unwrap())
        };
        // Alone, and beside a password.
        let (state, answer) = round(ada);
        assert_eq!(answer.credential(), id);
        let before = known().await;
        let now_is = passkey::answered(&site, &state, &answer, &before, None).unwrap();
        db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::used_passkey(s, before.id, &now_is).await).await.unwrap();
        assert!(passkey::answered(&site, &state, &answer, &known().await, None).is_err(), "a counter that stands still is a copy's");
        let (state, answer) = round(ada);
        assert!(passkey::answered(&site, &state, &answer, &known().await, Some(bob)).is_err(), "another account's");
        assert!(passkey::answered(&site, &passkey::ask(&site, &[]).unwrap().state, &answer, &known().await, Some(ada)).is_err(), "another question's");
        assert!(passkey::answered(&site, &state, &answer, &known().await, Some(ada)).is_ok());
        let (state, answer) = round(bob);
        assert!(passkey::answered(&site, &state, &answer, &known().await, None).is_err(), "it says it is somebody else's");
        // It is a factor, has a line on the page, and can be removed by its owner alone.
        let mine = db.run(weak(ada), Own, async |s: &mut Scope<ViewOwn>| store::load(s, true).await).await.unwrap();
        assert!(mine.any() && mine.passkeys[0].name == "Phone" && mine.passkeys[0].used.minutes == Some(0));
        let remove = async |who: AccountId| db.run(strong(who), Own, async |s: &mut Scope<ManageOwn>| store::remove_passkey(s, mine.passkeys[0].id).await).await;
        assert_eq!(remove(bob).await, Err(AppError::NotFound));
        remove(ada).await.unwrap();
        assert_eq!(subjects(&db).await.len(), 2, "added and removed");
    }
}

#[test]
fn passkeys_need_a_host_name() {
    assert!(passkey::site("https://daybreak.example").is_some() && passkey::site("http://localhost:3000").is_some());
    for none in ["http://127.0.0.1:3000", "http://[::1]:3000", "https://192.0.2.7"] {
        assert!(passkey::site(none).is_none(), "{none}");
    }
}
