//! Accounts on a real database.
use super::{devices, reset, store};
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
