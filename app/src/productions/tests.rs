//! Productions on a real database.
use super::store::{self, Settings};
use crate::{
    access::{EditProduction, Scope, ViewProduction, testing::house},
    db_test,
    error::AppError,
    text::Lang,
    values::Role,
};

fn settings(title: &str) -> Settings {
    Settings {
        title: title.into(),
        code_name: "CODE".into(),
        country: "DE".into(),
        zone: "Europe/Berlin".into(),
        page_size: "letter".into(),
        language: Lang::De,
        palette: "default".into(),
        revision_naming: "numbers".into(),
    }
}

db_test! {
    async fn settings_are_changed_by_the_office_and_nobody_else(db: Db) {
        let (ours, theirs) = (house(&db).await, house(&db).await);
        let producer = ours.member(&db, Role::Producer).await;
        let change = async |viewer, version| db.run(viewer, ours.production, async |s: &mut Scope<EditProduction>| store::update(s, &settings("New"), version).await).await;
        assert_eq!(change(producer.clone(), 1).await, Ok(()));
        assert_eq!(change(producer.clone(), 1).await, Err(AppError::Conflict));
        assert_eq!(change(ours.member(&db, Role::Crew).await, 2).await, Err(AppError::Forbidden));
        assert_eq!(change(theirs.member(&db, Role::Producer).await, 2).await, Err(AppError::NotFound));
        let head = db.run(producer, ours.production, async |s: &mut Scope<ViewProduction>| store::head(s).await).await.unwrap();
        assert_eq!((head.production.title.as_str(), head.production.version), ("New", 2));
        assert!(head.may("sheet.publish") && !head.may("outbox.view"));
    }
}
