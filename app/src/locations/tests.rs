//! Locations: who may change them, when a check of a hospital holds, where sets are shot, the sketch.
use super::{
    model::*,
    store::{self, NewLocation},
};
use crate::{
    access::{self, Db, Scope, Viewer, Worker},
    accounts, db_test,
    error::AppError,
    people, productions,
    text::Lang,
    values::*,
};

const TIE: access::Sql =
    both("update people set account_id = $4 where workspace_id = $1 and production_id = $2 and id = $3");
const SCENE: access::Sql = both(
    "insert into scenes (workspace_id, id, production_id, position, number, int_ext, set_name, day_night, light, eighths, estimated, omitted, closed, synopsis, version)
        values ($1,$2,$3,$4,$5,'int',$6,'day','',1,$7,$7,$7,'',1)",
);
const fn both(text: &'static str) -> access::Sql {
    access::Sql { name: "test", sqlite: text, postgres: text, columns: &[] }
}

struct Set {
    production: ProductionId,
    manager: Viewer,
    head: Viewer,
    crew: Viewer,
}

async fn set(db: &Db, name: &str) -> Set {
    db.run(Worker::new().viewer(), access::Instance, async |scope: &mut Scope<access::Work>| {
        let owner = accounts::store::create(scope, &format!("owner-{name}@x.example"), "Owner", None, Lang::En).await?;
        let workspace = accounts::store::create_workspace(scope, name, owner).await?;
        let production: ProductionId = scope.new_id();
        let settings = productions::store::Settings {
            title: name.into(),
            code_name: name.into(),
            country: "GB".into(),
            zone: "Europe/London".into(),
            page_size: "a4".into(),
            language: Lang::En,
            palette: "default".into(),
            revision_naming: "colours".into(),
        };
        productions::store::insert(scope, workspace, production, &settings).await?;
        let mut viewers = vec![];
        for role in [Role::LocationManager, Role::DepartmentHead, Role::Crew] {
            let person =
                people::store::insert(scope, &people::store::NewPerson::named("Tom", role, "Locations")).await?;
            let account =
                accounts::store::create(scope, &format!("{name}-{}@x.example", role.key()), "T", None, Lang::En)
                    .await?;
            scope.exec(&TIE, args![workspace, production, person, account]).await?;
            viewers.push(Viewer::member(account, vec![]));
        }
        for (n, set) in ["PIER", "PIER", "CABIN"].into_iter().enumerate() {
            let (id, n) = (scope.new_id::<SceneId>(), i64::try_from(n).unwrap());
            scope.exec(&SCENE, args![workspace, id, production, n, (n + 1).to_string(), set, false]).await?;
        }
        let [manager, head, crew] = viewers.try_into().unwrap();
        Ok(Set { production, manager, head, crew })
    })
    .await
    .unwrap()
}

async fn add(db: &Db, set: &Set, viewer: Viewer, name: &str) -> Result<LocationId, AppError> {
    db.run(viewer, set.production, async |s: &mut Scope<access::EditLocations>| {
        store::add(s, &NewLocation::named(name, "Quay 1", "Europe/London")).await
    })
    .await
}
async fn change(
    db: &Db,
    set: &Set,
    viewer: Viewer,
    id: LocationId,
    version: i64,
    new: NewLocation,
) -> Result<(), AppError> {
    db.run(viewer, set.production, async |s: &mut Scope<access::EditLocations>| {
        store::change(s, id, version, new).await
    })
    .await
}
async fn file(db: &Db, set: &Set, viewer: Viewer, id: LocationId) -> Result<LocationFile, AppError> {
    db.run(viewer, set.production, async |s: &mut Scope<access::ViewLocations>| store::file(s, id).await).await
}
fn with_hospital(name: &str, by: &str, on: &str) -> NewLocation {
    NewLocation {
        hospital_name: name.into(),
        hospital_checked_by: by.into(),
        hospital_checked_on: on.into(),
        hospital_24h: true,
        at: Some((51_945_000, 1_288_500)),
        ..NewLocation::named("Pier", "Pier Road 3", "Europe/London")
    }
}

db_test! { async fn who_sees_and_changes(db: Db) {
    let set = set(&db, "A").await;
    let other = self::set(&db, "B").await;
    assert_eq!(add(&db, &set, set.crew.clone(), "Pier").await, Err(AppError::Forbidden));
    assert_eq!(add(&db, &set, set.head.clone(), "Pier").await, Err(AppError::Forbidden));
    assert_eq!(add(&db, &set, other.manager.clone(), "Pier").await, Err(AppError::NotFound));
    let id = add(&db, &set, set.manager.clone(), "Pier").await.unwrap();
    assert!(matches!(add(&db, &set, set.manager.clone(), "Pier").await, Err(AppError::Invalid(_))), "same name");
    assert!(file(&db, &set, set.head.clone(), id).await.is_ok());
    assert_eq!(file(&db, &set, set.crew.clone(), id).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(file(&db, &other, other.manager.clone(), id).await.unwrap_err(), AppError::NotFound);
    assert_eq!(change(&db, &other, other.manager.clone(), id, 1, with_hospital("H", "", "")).await, Err(AppError::NotFound));
    change(&db, &set, set.manager.clone(), id, 1, with_hospital("H", "", "")).await.unwrap();
    assert_eq!(change(&db, &set, set.manager.clone(), id, 1, with_hospital("H", "", "")).await, Err(AppError::Conflict));
} }

db_test! { async fn a_check_speaks_of_one_hospital(db: Db) {
    let set = set(&db, "A").await;
    let id = add(&db, &set, set.manager.clone(), "Pier").await.unwrap();
    let check = async |version: i64| db.run(set.manager.clone(), set.production, async |s: &mut Scope<access::EditLocations>| store::check_hospital(s, id, version).await).await;
    assert!(matches!(check(1).await, Err(AppError::Invalid(_))), "no hospital yet");
    change(&db, &set, set.manager.clone(), id, 1, with_hospital("Colchester General", "", "")).await.unwrap();
    assert!(!file(&db, &set, set.head.clone(), id).await.unwrap().location.is_checked());
    check(2).await.unwrap();
    assert_eq!(check(2).await, Err(AppError::Conflict));
    let now = file(&db, &set, set.head.clone(), id).await.unwrap().location;
    assert_eq!((now.hospital_checked_by.as_str(), now.hospital_checked_on.as_str(), now.is_checked()), ("Tom", "2027-05-03", true));
    change(&db, &set, set.manager.clone(), id, 3, with_hospital("Colchester General", "Tom", "2027-05-03")).await.unwrap();
    assert!(file(&db, &set, set.head.clone(), id).await.unwrap().location.is_checked(), "same hospital");
    change(&db, &set, set.manager.clone(), id, 4, with_hospital("Ipswich", "Tom", "2027-05-03")).await.unwrap();
    assert!(!file(&db, &set, set.head.clone(), id).await.unwrap().location.is_checked(), "another hospital");
    change(&db, &set, set.manager.clone(), id, 5, with_hospital("Ipswich", "Ros", "2027-05-02")).await.unwrap();
    assert!(file(&db, &set, set.head.clone(), id).await.unwrap().location.is_checked());
    assert!(matches!(change(&db, &set, set.manager.clone(), id, 6, with_hospital("Ipswich", "Ros", "2027-05-04")).await, Err(AppError::Invalid(_))), "future");
} }

db_test! { async fn sets_have_places(db: Db) {
    let set = set(&db, "A").await;
    let id = add(&db, &set, set.manager.clone(), "Pier").await.unwrap();
    let place = async |viewer: Viewer, to: Option<LocationId>| {
        db.run(viewer, set.production, async |s: &mut Scope<access::EditLocations>| store::place_sets(s, &[("PIER".to_owned(), to)]).await).await
    };
    let all = async || db.run(set.head.clone(), set.production, store::overview).await.unwrap();
    let before = all().await;
    assert_eq!(before.sets.iter().map(|s| (s.name.as_str(), s.scenes, s.location)).collect::<Vec<_>>(), [("CABIN", 1, None), ("PIER", 2, None)]);
    assert_eq!(place(set.crew.clone(), Some(id)).await, Err(AppError::Forbidden));
    assert_eq!(place(set.manager.clone(), Some(LocationId(uuid::Uuid::now_v7()))).await, Err(AppError::NotFound));
    place(set.manager.clone(), Some(id)).await.unwrap();
    let after = all().await;
    assert_eq!((after.sets[1].location, after.locations[0].scenes), (Some(id), 2));
    assert_eq!(file(&db, &set, set.head.clone(), id).await.unwrap().sets.len(), 1);
    place(set.manager.clone(), None).await.unwrap();
    assert_eq!(all().await.locations[0].scenes, 0);
} }

db_test! { async fn only_what_nothing_needs_is_removed(db: Db) {
    let set = set(&db, "A").await;
    let id = add(&db, &set, set.manager.clone(), "Pier").await.unwrap();
    let remove = async |viewer: &Viewer, version: i64| {
        db.run(viewer.clone(), set.production, async |s: &mut Scope<access::EditLocations>| store::remove(s, id, version).await).await
    };
    let place = async |to: Option<LocationId>| {
        db.run(set.manager.clone(), set.production, async |s: &mut Scope<access::EditLocations>| store::place_sets(s, &[("PIER".to_owned(), to)]).await).await.unwrap();
    };
    assert_eq!(remove(&set.crew, 1).await, Err(AppError::Forbidden));
    place(Some(id)).await;
    assert!(matches!(remove(&set.manager, 1).await, Err(AppError::Invalid(_))), "scenes are shot there");
    place(None).await;
    assert_eq!(remove(&set.manager, 7).await, Err(AppError::Conflict));
    assert!(file(&db, &set, set.head.clone(), id).await.is_ok(), "still there");
    remove(&set.manager, 1).await.unwrap();
    assert_eq!(file(&db, &set, set.head.clone(), id).await.unwrap_err(), AppError::NotFound);
} }

#[test]
fn the_sketch_is_to_scale() {
    let row = |lat: i64, lon: i64| LocationRow {
        id: LocationId(uuid::Uuid::now_v7()),
        name: "Near".into(),
        address: String::new(),
        zone: String::new(),
        parking: String::new(),
        lat_e6: Some(lat),
        lon_e6: Some(lon),
        hospital_name: String::new(),
        hospital_checked_on: String::new(),
        scenes: 0,
    };
    let here = Location {
        id: LocationId(uuid::Uuid::now_v7()),
        version: 1,
        name: "Here".into(),
        address: String::new(),
        lat_e6: Some(51_945_000),
        lon_e6: Some(1_288_500),
        zone: String::new(),
        parking: String::new(),
        notes: String::new(),
        hospital_name: "H".into(),
        hospital_address: String::new(),
        hospital_phone: String::new(),
        hospital_24h: true,
        hospital_checked_by: "T".into(),
        hospital_checked_on: "2027-05-03".into(),
    };
    let sketch =
        Sketch::around(&here, &[row(51_955_000, 1_288_500), row(51_945_000, 1_298_500), row(10_000_000, 1_000_000)])
            .unwrap();
    assert_eq!(sketch.points.len(), 3, "what is far away is left out");
    assert!(sketch.points.iter().all(|p| (0..=Sketch::WIDTH).contains(&p.x) && (0..=Sketch::HEIGHT).contains(&p.y)));
    assert!(sketch.points.iter().any(|p| p.y < 100 && p.x == 190), "north is up");
    assert!(sketch.points.iter().any(|p| p.x > 190 && p.y == 100), "east is right");
    assert!((30..=200).contains(&sketch.bar));
    assert_eq!(Sketch::around(&Location { lat_e6: None, ..here }, &[]), None);
}
