//! Accounts on a real database.
use super::store;
use crate::{
    access::{Enter, Instance, Scope, Viewer, Work, Worker},
    db_test,
    error::AppError,
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
