//! Accounts on a real database.
use super::{devices, enrol::registration, profile::mail_change, reset, store};
use crate::{
    access::{Enter, Instance, ManageOwn, Own, Scope, SessionRows, ViewOwn, Viewer, Work, Worker, digest},
    db_test,
    error::AppError,
    outbox,
    text::Lang,
};

db_test! {
    async fn an_admin_link_works_once(db: Db) {
        let token = db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| store::make_entry_link(s, None, "admin", 1_000).await).await.unwrap();
        let open = async || db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::entry(s, token.as_str()).await.map(drop)).await;
        assert_eq!(open().await, Ok(()));
        db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::use_entry(s, token.as_str()).await).await.unwrap();
        assert_eq!(open().await, Err(AppError::Gone));
        let late = db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| store::make_entry_link(s, None, "admin", -1).await).await.unwrap();
        let asked = db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::entry(s, late.as_str()).await.map(drop)).await;
        assert_eq!(asked, Err(AppError::Gone));
    }
}

db_test! {
    async fn an_address_has_one_account(db: Db) {
        let make = async |mail: &'static str| db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| store::create(s, mail, "A", None, Lang::En).await).await;
        assert!(make("a@x.example").await.is_ok());
        assert!(matches!(make("a@x.example").await, Err(AppError::Invalid(_))));
    }
}

db_test! {
    async fn a_link_for_a_new_password_works_once_and_for_an_hour(db: Db) {
        let rows = SessionRows::new(db.clone());
        let make = async |mail: &'static str| db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| store::create(s, mail, "Ada", None, Lang::De).await).await.unwrap();
        let (ada, bob) = (make("Ada@x.example").await, make("bob@x.example").await);
        for (session, account) in [("one", ada), ("two", ada), ("other", bob)] {
            assert!(rows.create(digest(session.as_bytes()), Some(account), "{}").await.unwrap());
        }
        let ask = async |mail: &'static str| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| reset::request(s, mail, None, "https://x.example/").await).await;
        let links = async || -> Vec<String> {
            let mails = db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| outbox::lease(s).await).await.unwrap();
            mails.iter().filter_map(|m| m.body.split("/reset/").nth(1)?.split_whitespace().next().map(str::to_owned)).collect()
        };
        ask("nobody@x.example").await.unwrap();
        assert!(links().await.is_empty());
        ask("ada@x.example").await.unwrap();
        ask(" ADA@x.example ").await.unwrap();
        let two = links().await;
        assert_eq!(two.len(), 2);
        let finish = async |token: &str| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| reset::finish(s, token, &reset::Accepted { hash: "hash".into(), short: false }).await).await;
        assert_eq!(finish("no such token").await, Err(AppError::Gone));
        let start = db.clock().now();
        db.clock().set(start + reset::LASTS_MS);
        assert_eq!(finish(&two[0]).await, Err(AppError::Gone), "an hour later");
        db.clock().set(start + reset::LASTS_MS - 1);
        assert!(rows.load(digest(b"one")).await.unwrap().is_some());
        finish(&two[0]).await.unwrap();
        for (session, there) in [("one", false), ("two", false), ("other", true)] {
            assert_eq!(rows.load(digest(session.as_bytes())).await.unwrap().is_some(), there, "{session}");
        }
        assert_eq!(finish(&two[0]).await, Err(AppError::Gone), "once");
        assert_eq!(finish(&two[1]).await, Err(AppError::Gone), "one new password is enough");
        // Whoever was disabled gets no link, and none of theirs works.
        db.clock().set(start + 2 * reset::LASTS_MS);
        ask("ada@x.example").await.unwrap();
        let last = links().await;
        db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| s.exec(&DISABLE, args![ada]).await).await.unwrap();
        assert_eq!(finish(&last[0]).await, Err(AppError::Gone));
        ask("ada@x.example").await.unwrap();
        assert!(links().await.is_empty());
    }
}

sql! {
    DISABLE = "update accounts set disabled_at = 1 where id = $1";
}

db_test! {
    async fn nobody_ends_what_is_not_theirs(db: Db) {
        let rows = SessionRows::new(db.clone());
        let make = async |mail: &'static str| db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| store::create(s, mail, "A", None, Lang::En).await).await.unwrap();
        let (ada, bob) = (make("ada@x.example").await, make("bob@x.example").await);
        for (session, account) in [("desk", ada), ("phone", ada), ("other", bob)] {
            assert!(rows.create(digest(session.as_bytes()), Some(account), r#"{"agent":"Firefox/1 Linux","from":"203.0.113.9"}"#).await.unwrap());
        }
        let (me, other) = (Viewer::member(ada, digest(b"desk")), Viewer::member(bob, digest(b"other")));
        let list = async |viewer: &Viewer| db.run(viewer.clone(), Own, async |s: &mut Scope<ViewOwn>| devices::load(s).await).await.unwrap().devices;
        let mine = list(&me).await;
        assert_eq!(mine.len(), 2);
        assert!(mine.iter().all(|d| d.browser == "Firefox · Linux" && d.from == "203.0.113.9"));
        assert_eq!(mine.iter().filter(|d| d.here).count(), 1);
        let phone = mine.iter().find(|d| !d.here).unwrap().key.clone();
        let end = async |viewer: &Viewer, key: &str| db.run(viewer.clone(), Own, async |s: &mut Scope<ManageOwn>| devices::end(s, key).await).await;
        assert_eq!(end(&other, &phone).await, Err(AppError::NotFound), "another's");
        assert_eq!(end(&Viewer::anonymous(), &phone).await, Err(AppError::SignedOut));
        db.run(other.clone(), Own, devices::end_others).await.unwrap();
        assert_eq!(list(&me).await.len(), 2);
        end(&me, &phone).await.unwrap();
        assert!(rows.load(digest(b"phone")).await.unwrap().is_none());
        assert!(rows.load(digest(b"desk")).await.unwrap().is_some());
        assert_eq!(end(&me, &phone).await, Err(AppError::NotFound));
    }
}

/// To whom the mails go that wait, with the word after `path` in them. They count as sent from here on.
async fn links(db: &crate::access::Db, path: &str) -> Vec<(String, Option<String>)> {
    let mails = db
        .run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| {
            let mails = outbox::lease(s).await?;
            for mail in &mails {
                outbox::settle(s, mail, &outbox::Outcome::Sent).await?;
            }
            Ok(mails)
        })
        .await
        .unwrap();
    let link = |body: &str| Some(body.split_once(path)?.1.split_whitespace().next()?.to_owned());
    mails.into_iter().map(|m| (m.recipient, link(&m.body))).collect()
}

db_test! {
    async fn a_registration_works_once_and_for_an_hour(db: Db) {
        let want = async |email: &'static str, company: &'static str| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| {
            let wanted = registration::Wanted { name: "Ada".into(), email: email.into(), hash: "hash".into(), company: company.into(), lang: Lang::Fr };
            registration::request(s, &wanted, "https://x.example/").await
        }).await;
        let find = async |token: &str| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| registration::find(s, token).await).await;
        let finish = async |token: &str| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| registration::finish(s, token).await).await;
        let there = async |email: &'static str| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::has_account(s, email).await).await.unwrap();
        want("ada@x.example", "Saltmarsh").await.unwrap();
        want("ADA@x.example", "").await.unwrap();
        let sent = links(&db, "/register/").await;
        let (first, second) = (sent[0].1.clone().unwrap(), sent[1].1.clone().unwrap());
        for _ in 0..3 {
            assert_eq!(find(&first).await.unwrap().company, "Saltmarsh", "a mail scanner looks as often as it likes");
        }
        assert!(!there("ada@x.example").await);
        let start = db.clock().now();
        db.clock().set(start + registration::LASTS_MS);
        assert_eq!(finish(&first).await, Err(AppError::Gone), "an hour later");
        assert_eq!(find(&first).await, Err(AppError::Gone));
        db.clock().set(start + registration::LASTS_MS - 1);
        let ada = finish(&first).await.unwrap();
        assert_eq!(finish(&first).await, Err(AppError::Gone), "once");
        assert!(there("Ada@X.example").await);
        assert!(matches!(finish(&second).await, Err(AppError::Invalid(_))), "the address is taken by now");
        let me = db.run(Viewer::member(ada, digest(b"one")), Own, async |s: &mut Scope<ViewOwn>| store::me(s).await).await.unwrap();
        assert_eq!((me.workspaces.len(), me.workspaces[0].name.as_str(), me.workspaces[0].admin), (1, "Saltmarsh", true));
        // Whoever asks for the address again gets no link, but a word.
        want("ada@x.example", "").await.unwrap();
        assert_eq!(links(&db, "/register/").await, [("ada@x.example".to_owned(), None)]);
        want("bob@x.example", "").await.unwrap();
        let bob = links(&db, "/register/").await[0].1.clone().unwrap();
        db.clock().set(start + 3 * registration::LASTS_MS);
        db.run(Worker::new().viewer(), Instance, registration::sweep).await.unwrap();
        db.clock().set(start);
        assert_eq!(find(&bob).await, Err(AppError::Gone), "swept");
        // Three companies a day, and no more.
        let found = async || db.run(Viewer::member(ada, digest(b"one")), Instance, async |s: &mut Scope<Enter>| registration::found(s, ada, "Further").await).await;
        db.clock().set(start + 100 * registration::LASTS_MS);
        for more in [true, true, true, false] {
            assert_eq!(found().await.is_ok(), more);
        }
    }
}

db_test! {
    async fn a_mail_address_is_changed_by_its_reader_alone(db: Db) {
        let rows = SessionRows::new(db.clone());
        let make = async |mail: &'static str| db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| store::create(s, mail, "Ada", None, Lang::Nl).await).await.unwrap();
        let (ada, _bob) = (make("ada@x.example").await, make("bob@x.example").await);
        for session in ["one", "two"] {
            assert!(rows.create(digest(session.as_bytes()), Some(ada), "{}").await.unwrap());
        }
        let ask = async |from: &'static str, to: &'static str| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| {
            let owner = reset::owner(s, from).await?;
            mail_change::request(s, &owner, to, "https://x.example/").await
        }).await;
        let finish = async |viewer: Viewer, token: &str| db.run(viewer, Instance, async |s: &mut Scope<Enter>| mail_change::finish(s, token).await).await;
        let find = async |token: &str| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| mail_change::find(s, token).await).await;
        let here = Viewer::member(ada, digest(b"one"));
        ask("ada@x.example", "new@x.example").await.unwrap();
        let sent = links(&db, "/new-mail/").await;
        let old = sent.iter().find(|(to, _)| to == "ada@x.example").expect("a word to the old address");
        assert_eq!(old.1, None, "without the link");
        let token = sent.iter().find(|(to, _)| to == "new@x.example").and_then(|(_, link)| link.clone()).expect("a link");
        // Taken: its reader hears so, and nobody gets a link that works.
        ask("ada@x.example", "BOB@x.example").await.unwrap();
        let taken = links(&db, "/new-mail/").await;
        assert_eq!(taken.len(), 2);
        assert!(taken.iter().all(|(_, link)| link.is_none()), "{taken:?}");
        let start = db.clock().now();
        db.clock().set(start + mail_change::LASTS_MS);
        assert_eq!(finish(here.clone(), &token).await, Err(AppError::Gone), "an hour later");
        db.clock().set(start + mail_change::LASTS_MS - 1);
        for _ in 0..3 {
            assert_eq!(find(&token).await.unwrap().email, "new@x.example");
        }
        assert!(rows.load(digest(b"two")).await.unwrap().is_some(), "looking changes nothing");
        // A link for a new password lies in the old mailbox: it dies with the address.
        db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| reset::request(s, "ada@x.example", None, "https://x.example/").await).await.unwrap();
        let reset_link = links(&db, "/reset/").await[0].1.clone().unwrap();
        assert_eq!(finish(here.clone(), &token).await, Ok(true));
        for (session, there) in [("one", true), ("two", false)] {
            assert_eq!(rows.load(digest(session.as_bytes())).await.unwrap().is_some(), there, "{session}");
        }
        assert_eq!(finish(here.clone(), &token).await, Err(AppError::Gone), "once");
        assert_eq!(db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| reset::find(s, &reset_link).await.map(drop)).await, Err(AppError::Gone));
        assert_eq!(links(&db, "/new-mail/").await, [("ada@x.example".to_owned(), None)], "the old address is told");
        // Confirmed elsewhere: nobody stays signed in. A new password makes links worthless.
        ask("new@x.example", "third@x.example").await.unwrap();
        let third = links(&db, "/new-mail/").await.into_iter().find_map(|(_, link)| link).unwrap();
        db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| { let owner = reset::owner(s, "new@x.example").await?; reset::set(s, &owner, &reset::Accepted { hash: "hash".into(), short: false }).await }).await.unwrap();
        assert_eq!(finish(Viewer::anonymous(), &third).await, Err(AppError::Gone));
        assert!(rows.create(digest(b"three"), Some(ada), "{}").await.unwrap());
        links(&db, "/").await;
        ask("new@x.example", "fourth@x.example").await.unwrap();
        let fourth = links(&db, "/new-mail/").await.into_iter().find_map(|(_, link)| link).unwrap();
        // Somebody else makes an account with it meanwhile.
        make("Fourth@x.example").await;
        assert!(matches!(finish(Viewer::anonymous(), &fourth).await, Err(AppError::Invalid(_))));
        ask("new@x.example", "fifth@x.example").await.unwrap();
        let fifth = links(&db, "/new-mail/").await.into_iter().find_map(|(_, link)| link).unwrap();
        assert_eq!(finish(Viewer::anonymous(), &fifth).await, Ok(false));
        assert!(rows.load(digest(b"three")).await.unwrap().is_none());
    }
}
