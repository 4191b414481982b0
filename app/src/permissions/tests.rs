//! Exceptions hold from the next request on, nobody gives what they lack, and other eyes see exactly what they see.
use super::{model, store};
use crate::{
    access::{testing::*, *},
    audit,
    callsheets::model::policy::{Block, Depth},
    db_test,
    error::AppError,
    people,
    values::*,
};

const DAY: i64 = 86_400_000;

struct Set {
    db: Db,
    production: ProductionId,
    unit: House,
}

impl Set {
    async fn new(db: &Db) -> Self {
        let unit = house(db).await;
        Self { db: db.clone(), production: unit.production, unit }
    }
    async fn one(&self, role: Role) -> (PersonId, Viewer) {
        self.unit.person(&self.db, role, "Camera").await
    }
    async fn opens<P: Permission<On = ProductionId>>(&self, viewer: &Viewer) -> Result<(), AppError> {
        self.db.run(viewer.clone(), self.production, async |_: &mut Scope<P>| Ok(())).await
    }
    async fn rule(&self, by: &Viewer, role: Role, thing: &str, depth: &str) -> Result<(), AppError> {
        let wishes = [(thing.to_owned(), depth.to_owned())];
        self.db
            .run(by.clone(), self.production, async |s: &mut Scope<EditPermissions>| {
                let seen = s.number(&LAST_RULE, args![s.workspace(), s.production(), role.key()]).await?.unwrap_or(0);
                store::change_role(s, role, seen, &wishes).await
            })
            .await
    }
    async fn grant(&self, by: &Viewer, to: PersonId, wish: (&str, &str), until: Option<&str>) -> Result<(), AppError> {
        let until = until.map(|day| day.parse().unwrap());
        self.db
            .run(by.clone(), self.production, async |s: &mut Scope<EditPermissions>| {
                store::grant(s, to, wish, "covers for a colleague", until).await
            })
            .await
    }
}

crate::sql! {
    LAST_RULE = "select coalesce(max(changed_at),0) from role_rules where workspace_id = $1 and production_id = $2 and role = $3";
    PHONE = "update people set phone = $3 where workspace_id = $1 and id = $2";
}

db_test! { async fn a_rule_holds_from_the_next_request_on(db: Db) {
    let set = Set::new(&db).await;
    let (pm, crew) = (set.one(Role::ProductionManager).await.1, set.one(Role::Crew).await.1);
    let supervisor = set.one(Role::ScriptSupervisor).await.1;
    assert_eq!(set.opens::<ViewBoard>(&crew).await, Err(AppError::Forbidden));
    set.rule(&pm, Role::Crew, "board.view", "full").await.unwrap();
    assert_eq!(set.opens::<ViewBoard>(&crew).await, Ok(()));
    assert_eq!(set.opens::<EditBoard>(&crew).await, Err(AppError::Forbidden));
    // Whoever may not see does not change either.
    assert_eq!(set.opens::<EditScript>(&supervisor).await, Ok(()));
    set.rule(&pm, Role::ScriptSupervisor, "script.view", "-").await.unwrap();
    assert_eq!(set.opens::<ViewScript>(&supervisor).await, Err(AppError::Forbidden));
    assert_eq!(set.opens::<EditScript>(&supervisor).await, Err(AppError::Forbidden));
    // Another production of the same company is as it was.
    let other = Set::new(&db).await;
    let elsewhere = other.one(Role::Crew).await.1;
    assert_eq!(other.opens::<ViewBoard>(&elsewhere).await, Err(AppError::Forbidden));
    // The page shows both as changed, and the log says so.
    let matrix = db.run(pm.clone(), set.production, async |s: &mut Scope<ViewPermissions>| store::matrix(s, Some(Role::Crew), false).await).await.unwrap();
    let at = matrix.roles.iter().position(|(role, _)| *role == Role::Crew).unwrap();
    let changed: Vec<_> = matrix.lines.iter().filter(|line| !line.cells[at].1).map(|line| line.name.key()).collect();
    assert_eq!(changed, ["permissions_board_view"]);
    let events = db.run(pm.clone(), set.production, async |s: &mut Scope<ViewDraft>| audit::recent(s).await).await.unwrap();
    assert_eq!(events.iter().filter(|e| e.action == "right.rule").count(), 2);
    // A form that knew older rules changes nothing.
    let stale = db.run(pm.clone(), set.production, async |s: &mut Scope<EditPermissions>| {
        store::change_role(s, Role::Crew, 0, &[("board.view".into(), "-".into())]).await
    }).await;
    assert_eq!(stale, Err(AppError::Conflict));
} }

db_test! { async fn nobody_gives_what_they_do_not_have(db: Db) {
    let set = Set::new(&db).await;
    let (pm, coordinator) = (set.one(Role::ProductionManager).await.1, set.one(Role::Coordinator).await.1);
    let (person, crew) = set.one(Role::Crew).await;
    assert_eq!(set.rule(&coordinator, Role::Crew, "board.view", "full").await, Err(AppError::Forbidden));
    assert_eq!(set.rule(&crew, Role::Crew, "board.view", "full").await, Err(AppError::Forbidden));
    // A production manager reads closed scenes without their synopsis, and so cannot give it to others.
    assert!(matches!(set.rule(&pm, Role::Crew, "block.scenes", "full").await, Err(AppError::Invalid(_))));
    assert!(matches!(set.grant(&pm, person, ("block.scenes", "full"), None).await, Err(AppError::Invalid(_))));
    // What the trade leaves no choice about cannot be changed, nor what does not exist.
    for (thing, depth) in [("block.safety", "-"), ("block.medical", "full"), ("days.own", "-"), ("enter", "full"), ("script.view", "shared"), ("x", "full")] {
        assert_eq!(set.rule(&pm, Role::Crew, thing, depth).await, Err(AppError::NotFound), "{thing}");
    }
    // A coordinator hands out no role that publishes, and takes over nobody who does.
    let add = async |role: Role| db.run(coordinator.clone(), set.production, async |s: &mut Scope<EditPeople>| people::store::add(s, &people::store::NewPerson::named("New", role, "X")).await).await;
    assert!(add(Role::LocationManager).await.is_ok());
    for role in [Role::Producer, Role::ProductionManager, Role::FirstAd, Role::SecondAd] {
        assert!(matches!(add(role).await, Err(AppError::Invalid(_))), "{role:?}");
    }
    // Somebody given the right to change permissions still gives only what they have.
    set.grant(&pm, person, ("people.view", "full"), None).await.unwrap();
    set.grant(&pm, person, ("permissions.view", "full"), None).await.unwrap();
    set.grant(&pm, person, ("permissions.edit", "full"), None).await.unwrap();
    assert!(matches!(set.grant(&crew, person, ("board.view", "full"), None).await, Err(AppError::Invalid(_))));
    assert!(matches!(set.rule(&crew, Role::Cast, "sheet.publish", "full").await, Err(AppError::Invalid(_))));
    assert!(set.rule(&crew, Role::Cast, "contacts", "department").await.is_ok());
} }

db_test! { async fn a_grant_ends_when_it_should(db: Db) {
    let set = Set::new(&db).await;
    let pm = set.one(Role::ProductionManager).await.1;
    let ((person, crew), (_, colleague)) = (set.one(Role::Crew).await, set.one(Role::Crew).await);
    assert!(matches!(set.grant(&pm, person, ("script.view", "full"), Some("2027-05-02")).await, Err(AppError::Invalid(_))), "past");
    set.grant(&pm, person, ("script.view", "full"), Some("2027-05-04")).await.unwrap();
    assert_eq!(set.opens::<ViewScript>(&crew).await, Ok(()));
    assert_eq!(set.opens::<ViewScript>(&colleague).await, Err(AppError::Forbidden));
    // In London, the 4th ends at 23:00 UTC.
    let end = START + DAY + 17 * 3_600_000;
    db.clock().set(end - 1);
    assert_eq!(set.opens::<ViewScript>(&crew).await, Ok(()));
    db.clock().set(end);
    assert_eq!(set.opens::<ViewScript>(&crew).await, Err(AppError::Forbidden));
    set.grant(&pm, person, ("script.view", "full"), None).await.unwrap();
    assert_eq!(set.opens::<ViewScript>(&crew).await, Ok(()));
    let page = async || db.run(pm.clone(), set.production, async |s: &mut Scope<ViewPermissions>| store::access(s, person).await).await.unwrap();
    let now = page().await;
    assert_eq!(now.grants.iter().filter(|g| !g.over).count(), 1);
    let id = now.grants.iter().find(|g| !g.over).unwrap().id;
    db.run(pm.clone(), set.production, async |s: &mut Scope<EditPermissions>| store::revoke(s, person, id).await).await.unwrap();
    assert_eq!(set.opens::<ViewScript>(&crew).await, Err(AppError::Forbidden));
    assert!(page().await.grants.iter().all(|g| g.over));
    // Another production's grant is nobody's business here.
    let other = Set::new(&db).await;
    let manager = other.one(Role::ProductionManager).await.1;
    let taken = db.run(manager, other.production, async |s: &mut Scope<EditPermissions>| store::revoke(s, person, id).await).await;
    assert_eq!(taken, Err(AppError::NotFound));
} }

db_test! { async fn other_eyes_see_exactly_what_they_see(db: Db) {
    let set = Set::new(&db).await;
    let (producer, ad) = (set.one(Role::Producer).await.1, set.one(Role::FirstAd).await.0);
    let (person, crew) = set.one(Role::Crew).await;
    let (_, sound) = set.unit.person(&db, Role::DepartmentHead, "Sound").await;
    db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| {
        s.enter(set.unit.workspace, set.production).await?;
        s.exec(&PHONE, args![set.unit.workspace, person, "0700 900100"]).await
    }).await.unwrap();
    let through = producer.clone().looking(Some((set.production, person)));
    let contacts = async |viewer: &Viewer| db.run(viewer.clone(), set.production, people::store::contacts).await.unwrap();
    assert_eq!(contacts(&through).await, contacts(&crew).await);
    assert_ne!(contacts(&through).await, contacts(&producer).await);
    assert_eq!(set.opens::<ViewPeople>(&through).await, Err(AppError::Forbidden));
    let head = db.run(through.clone(), set.production, crate::productions::store::head).await.unwrap();
    assert_eq!((head.role, head.admin, head.looking.is_some()), (Some(Role::Crew), false, true));
    // Nothing is written meanwhile, not even what that person may write.
    let head_of = producer.clone().looking(Some((set.production, db.run(sound.clone(), set.production, async |s: &mut Scope<ViewProduction>| Ok(s.me().person.unwrap())).await.unwrap())));
    let write = db.run(head_of, set.production, async |s: &mut Scope<ManageDepartment>| {
        let workspace = s.workspace();
        s.exec(&PHONE, args![workspace, person, "x"]).await
    }).await;
    assert_eq!(write, Err(AppError::Looking));
    // Somebody who reads more cannot be looked through, and whoever may not look cannot by any cookie.
    let more = producer.looking(Some((set.production, ad)));
    assert_eq!(set.opens::<ViewProduction>(&more).await, Err(AppError::Forbidden), "closed scenes");
    let curious = crew.clone().looking(Some((set.production, person)));
    assert_eq!(set.opens::<ViewProduction>(&curious).await, Err(AppError::Forbidden));
    let nobody = set.one(Role::Producer).await.1.looking(Some((set.production, PersonId::default())));
    assert_eq!(set.opens::<ViewProduction>(&nobody).await, Err(AppError::NotFound));
} }

#[test]
fn the_page_has_every_right_and_every_block() {
    let shown = |key: &str| model::thing(key).is_some();
    for right in ALL {
        let of_role = role_holds(Role::Producer, right.name).is_some();
        let always = matches!(
            right.name,
            "production.view"
                | "contacts.view"
                | "production.leave"
                | "confidential.view"
                | "confidential.give"
                | "confidential.open"
        );
        assert_eq!(shown(right.name), of_role && !always, "{}", right.name);
    }
    for block in Block::ALL {
        assert!(shown(&format!("block.{}", block.key())));
    }
    for thing in model::THINGS {
        for role in Role::ALL {
            assert!(thing.choices.contains(&model::usual(*role, thing.key)), "{role:?} {}", thing.key);
        }
    }
    assert_eq!(model::usual(Role::Crew, "contacts"), Depth::Department);
}
