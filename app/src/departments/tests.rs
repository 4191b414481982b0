//! A head manages their own department, and nobody else's.
use super::store;
use crate::{
    access::{testing::*, *},
    callsheets::{model::sheet::CallKind, store as sheets},
    db_test,
    error::AppError,
    people::{self, api::Typed},
    values::*,
};

crate::sql! {
    DAY = "insert into shooting_days (workspace_id, id, production_id, unit_id, date, label, kind, state, unit_call, shooting_call, lunch, est_wrap, location_id, weather, hazards, notes, background, call_utc, wrap_utc, version)
        values ($1,$2,$3,$4,'2027-05-04','1','shoot','planned',420,480,null,1080,null,'','','',$5,$6,$7,1)";
}

fn typed(name: &str, role: &str) -> Typed {
    Typed {
        name: name.into(),
        role: role.into(),
        language: "en".into(),
        email: format!("{}@x.example", name.to_lowercase()),
        // What a head types here is not taken: it is not on their form.
        department: "Sound".into(),
        ..Typed::default()
    }
}

db_test! { async fn a_head_has_their_own_people_and_no_others(db: Db) {
    let house = house(&db).await;
    let production = house.production;
    let (head, viewer) = house.person(&db, Role::DepartmentHead, "Camera").await;
    let (operator, crew) = house.person(&db, Role::Crew, "camera").await;
    let (mixer, _) = house.person(&db, Role::Crew, "Sound").await;
    let (other_head, _) = house.person(&db, Role::DepartmentHead, "Sound").await;
    let producer = house.person(&db, Role::Producer, "Camera").await.0;
    let load = async |viewer: &Viewer| db.run(viewer.clone(), production, store::load).await;
    let save = async |person: Option<(PersonId, i64)>, typed: Typed| db.run(viewer.clone(), production, async |s: &mut Scope<ManageDepartment>| store::save(s, person, typed).await).await;
    let remove = async |person: PersonId| db.run(viewer.clone(), production, async |s: &mut Scope<ManageDepartment>| store::remove(s, person, 1).await).await;
    let ids = async || load(&viewer).await.unwrap().people.iter().map(|m| m.id).collect::<Vec<_>>();
    let mine = ids().await;
    assert!(mine.contains(&head) && mine.contains(&operator) && mine.len() == 2);
    assert_eq!(load(&crew).await, Err(AppError::Forbidden));
    for person in [mixer, other_head, producer, PersonId::default()] {
        assert_eq!(save(Some((person, 1)), typed("Thief", "crew")).await, Err(AppError::NotFound));
        assert_eq!(remove(person).await, Err(AppError::NotFound));
    }
    // New people land in the head's department, whatever was sent; roles above crew and deputy are the office's.
    save(None, typed("Nia", "crew")).await.unwrap();
    for role in ["producer", "department_head", "second_ad", "cast", ""] {
        assert!(matches!(save(None, typed("Ona", role)).await, Err(AppError::Invalid(_))), "{role}");
    }
    assert_eq!(ids().await.len(), 3);
    save(Some((operator, 1)), typed("Oscar", "deputy_head")).await.unwrap();
    let (file, _) = db.run(viewer.clone(), production, async |s: &mut Scope<ManageDepartment>| people::store::whole(s, operator).await).await.unwrap();
    assert_eq!((file.name.as_str(), file.role, file.department.as_str()), ("Oscar", Role::DeputyHead, "Camera"));
    // A head keeps their role, and stays in the production until the office says otherwise.
    save(Some((head, 1)), typed("Hedda", "crew")).await.unwrap();
    let me = load(&viewer).await.unwrap().people.into_iter().find(|m| m.id == head).unwrap();
    assert_eq!(me.role, Role::DepartmentHead);
    assert_eq!(remove(head).await, Err(AppError::Forbidden));
} }

db_test! { async fn a_proposal_becomes_a_call_when_it_is_taken(db: Db) {
    let house = house(&db).await;
    let production = house.production;
    let (_, viewer) = house.person(&db, Role::DepartmentHead, "Camera").await;
    let (operator, crew) = house.person(&db, Role::Crew, "Camera").await;
    let (mixer, _) = house.person(&db, Role::Crew, "Sound").await;
    let second = house.member(&db, Role::SecondAd).await;
    let day = DayId::from(uuid::Uuid::now_v7());
    db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| {
        s.enter(house.workspace, production).await?;
        s.exec(&DAY, args![house.workspace, day, production, house.unit, serde_json::json!([]), START + 86_400_000, START + 130_000_000]).await
    }).await.unwrap();
    let propose = async |viewer: &Viewer, person: PersonId, at: i64| db.run(viewer.clone(), production, async |s: &mut Scope<ManageDepartment>| store::propose(s, day, person, Minute(at), "rig the crane").await).await;
    let decide = async |viewer: &Viewer, seen: i64, take: bool| db.run(viewer.clone(), production, async |s: &mut Scope<PrepareSheet>| store::decide(s, day, operator, Minute(seen), take).await).await;
    let open = async || db.run(second.clone(), production, async |s: &mut Scope<ViewDraft>| store::open(s, day).await).await.unwrap();
    let call = async || db.run(second.clone(), production, async |s: &mut Scope<ViewDraft>| sheets::decision(s, day, operator).await).await.unwrap().and_then(|d| d.call);
    assert_eq!(propose(&viewer, mixer, 330).await, Err(AppError::NotFound), "another department's");
    assert_eq!(propose(&crew, operator, 330).await, Err(AppError::Forbidden));
    propose(&viewer, operator, 330).await.unwrap();
    assert_eq!(call().await, None, "proposed is not decided");
    assert_eq!(decide(&viewer, 330, true).await, Err(AppError::Forbidden));
    // The head thinks again while the assistant director looks at the first proposal.
    propose(&viewer, operator, 345).await.unwrap();
    assert_eq!(decide(&second, 330, true).await, Err(AppError::Conflict));
    decide(&second, 345, true).await.unwrap();
    assert_eq!(call().await, Some(CallKind::PreCall { at: Minute(345) }));
    assert_eq!(decide(&second, 345, false).await, Err(AppError::Conflict), "decided once");
    assert!(open().await.is_empty());
    // A later proposal changes the decision that stands, and one that is left changes nothing.
    propose(&viewer, operator, 430).await.unwrap();
    decide(&second, 430, false).await.unwrap();
    assert_eq!(call().await, Some(CallKind::PreCall { at: Minute(345) }));
    propose(&viewer, operator, 430).await.unwrap();
    decide(&second, 430, true).await.unwrap();
    assert_eq!(call().await, Some(CallKind::Time { at: Minute(430) }));
    let states: Vec<_> = db.run(viewer.clone(), production, store::load).await.unwrap().proposals.into_iter().map(|p| p.state).collect();
    assert_eq!(states, ["taken"]);
} }
