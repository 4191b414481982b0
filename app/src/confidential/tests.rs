//! Who sees what of whom, on both engines: the table, broken glass, another's eyes, erased keys, other productions.
use super::{
    KEPT_MS,
    model::{Details, Kin, Kind, Own, Slot, depth, usual},
    store,
};
use crate::{
    access::{
        Db, EditPeople, GiveConfidential, Instance, Me, OpenConfidential, Scope, Shown, Via, ViewConfidential,
        ViewDraft, ViewOwn, Viewer, Work, Worker, role_holds, testing::*, unhex,
    },
    audit::{self, model::Look},
    callsheets::model::policy::Depth,
    db_test,
    error::AppError,
    outbox,
    values::*,
};
use serde::Deserialize;

const MEDICAL: &str = "allergic to quinces";
const STREET: &str = "1 Quince Lane";
const MINUTE: i64 = 60_000;

crate::sql! {
    RAW = rows { sealed: bytes } from "confidential" order "kind";
    LEAVE = "update people set removed_at = $3 where workspace_id = $1 and id = $2";
    GRANT = "insert into person_grants (workspace_id, id, production_id, person_id, thing, depth, reason, made_at, made_by) values ($1,$2,$3,$4,$5,$6,'covers',$7,$8)";
}

fn kin() -> Kin {
    Kin { name: "Quentin Quince".into(), phone: "0700 900777".into(), relation: "brother".into() }
}

struct Set {
    db: Db,
    unit: House,
    /// Somebody of the crew who gave all three.
    whom: PersonId,
    them: Viewer,
}

impl Set {
    async fn new(db: &Db) -> Self {
        let unit = house(db).await;
        let (whom, them) = unit.person(db, Role::Crew, "Camera").await;
        let set = Self { db: db.clone(), unit, whom, them };
        set.give(Kind::Medical, Some(&MEDICAL), 0).await.unwrap();
        set.give(Kind::Kin, Some(&kin()), 0).await.unwrap();
        set.give(Kind::Address, Some(&STREET), 0).await.unwrap();
        set
    }
    async fn one(&self, role: Role) -> (PersonId, Viewer) {
        self.unit.person(&self.db, role, "Production").await
    }
    async fn give<T: serde::Serialize>(&self, kind: Kind, given: Option<&T>, seen: i64) -> Result<(), AppError> {
        let work = async |s: &mut Scope<GiveConfidential>| store::give(s, kind, given, seen).await;
        self.db.run(self.them.clone(), self.unit.production, work).await
    }
    async fn own(&self) -> Own {
        self.db.run(self.them.clone(), self.unit.production, store::own).await.unwrap()
    }
    async fn see(&self, viewer: &Viewer) -> Result<Details, AppError> {
        let work = async |s: &mut Scope<ViewConfidential>| store::details(s, self.whom).await;
        self.db.run(viewer.clone(), self.unit.production, work).await
    }
    async fn open(&self, viewer: &Viewer, kind: Kind) -> Result<(), AppError> {
        let work = async |s: &mut Scope<OpenConfidential>| {
            store::open(s, self.whom, kind, "fell off a quince ladder", "http://x.test/").await
        };
        self.db.run(viewer.clone(), self.unit.production, work).await
    }
    async fn enter(&self, viewer: &Viewer, whom: PersonId, kind: Kind) -> Result<(), AppError> {
        let work = async |s: &mut Scope<EditPeople>| store::enter(s, whom, kind, &"2 Medlar Road").await;
        self.db.run(viewer.clone(), self.unit.production, work).await
    }
    async fn looks(&self) -> Vec<Look> {
        audit::write_noted(&self.db, &Worker::new()).await.unwrap();
        let work = async |s: &mut Scope<ViewOwn>| audit::looks_of(s).await;
        self.db.run(self.them.clone(), crate::access::Own, work).await.unwrap()
    }
    async fn work<T>(&self, work: impl AsyncFnOnce(&mut Scope<Work>) -> Result<T, AppError>) -> T {
        self.db.run(Worker::new().viewer(), Instance, work).await.unwrap()
    }
}

fn open<T>(given: T, minutes: Option<i64>) -> Slot<T> {
    Slot::Open { given: Some(given), seen: START, minutes }
}

db_test! { async fn each_role_sees_what_the_table_says(db: Db) {
    let set = Set::new(&db).await;
    for role in Role::ALL {
        let viewer = set.one(*role).await.1;
        let may_enter = role_holds(*role, "people.edit") == Some(true);
        let any = Kind::ALL.into_iter().any(|kind| usual(*role, kind) >= Depth::Limited);
        let seen = set.see(&viewer).await;
        if !may_enter && !any {
            assert_eq!(seen, Err(AppError::Forbidden), "{role:?}");
        } else {
            let seen = seen.unwrap();
            let medical = match usual(*role, Kind::Medical) { Depth::Full => open(MEDICAL.to_owned(), None), Depth::Limited => Slot::Glass, _ => Slot::Hidden };
            let kin = match usual(*role, Kind::Kin) { Depth::Limited => Slot::Glass, _ => Slot::Hidden };
            let address = match usual(*role, Kind::Address) { Depth::Full => open(STREET.to_owned(), None), _ => Slot::Hidden };
            assert_eq!((seen.medical, seen.kin, seen.address, seen.may_enter), (medical, kin, address, may_enter), "{role:?}");
        }
        // The glass is broken by whoever the table says, and by nobody else.
        for kind in Kind::ALL {
            let may = usual(*role, kind) == Depth::Limited;
            assert_eq!(set.open(&viewer, kind).await, if may { Ok(()) } else { Err(AppError::Forbidden) }, "{role:?} {kind:?}");
            let enters = if may_enter && kind != Kind::Medical { Ok(()) } else { Err(AppError::Forbidden) };
            // Onto somebody else, so that what is there stays.
            assert_eq!(set.enter(&viewer, set.one(Role::Cast).await.0, kind).await, enters, "{role:?} {kind:?}");
        }
    }
    let expected = |role, kinds: [Depth; 3]| assert_eq!(Kind::ALL.map(|kind| usual(role, kind)), kinds, "{role:?}");
    expected(Role::Medic, [Depth::Full, Depth::Own, Depth::Own]);
    expected(Role::ProductionManager, [Depth::Limited, Depth::Limited, Depth::Own]);
    expected(Role::FirstAd, [Depth::Limited, Depth::Own, Depth::Own]);
    expected(Role::Producer, [Depth::Own, Depth::Limited, Depth::Own]);
    expected(Role::Coordinator, [Depth::Own, Depth::Limited, Depth::Full]);
    expected(Role::TransportCaptain, [Depth::Own, Depth::Own, Depth::Full]);
    expected(Role::Driver, [Depth::Own; 3]);
    // One's own, always; and nobody's name but of those one sees at once.
    let own = set.own().await;
    assert_eq!((own.details.medical, own.details.kin, own.details.address), (open(MEDICAL.into(), None), open(kin(), None), open(STREET.into(), None)));
    assert!(own.others.is_empty());
    let others = async |role| db.run(set.one(role).await.1, set.unit.production, store::own).await.unwrap().others;
    let kinds = |others: Vec<super::model::Other>| others.into_iter().filter(|o| o.id == set.whom).map(|o| o.kind).collect::<Vec<_>>();
    assert_eq!(kinds(others(Role::Medic).await), [Kind::Medical]);
    assert_eq!(kinds(others(Role::TransportCaptain).await), [Kind::Address]);
    assert_eq!(kinds(others(Role::ProductionManager).await), []);
} }

db_test! { async fn broken_glass_is_logged_told_and_closes(db: Db) {
    let set = Set::new(&db).await;
    let pm = set.one(Role::ProductionManager).await.1;
    let colleague = set.one(Role::ProductionManager).await.1;
    set.open(&pm, Kind::Medical).await.unwrap();
    assert_eq!(set.see(&pm).await.unwrap().medical, open(MEDICAL.into(), Some(15)));
    assert_eq!(set.see(&pm).await.unwrap().kin, Slot::Glass, "one detail, not all");
    assert_eq!(set.see(&colleague).await.unwrap().medical, Slot::Glass, "nobody else");
    // Another session of the same account has broken nothing.
    let elsewhere = Viewer::member(pm.account().unwrap(), vec![9]).with(Shown::by(Via::Totp, START));
    assert_eq!(set.see(&elsewhere).await.unwrap().medical, Slot::Glass);
    db.clock().set(START + 14 * MINUTE);
    assert_eq!(set.see(&pm).await.unwrap().medical, open(MEDICAL.into(), Some(1)));
    db.clock().set(START + 15 * MINUTE);
    assert_eq!(set.see(&pm).await.unwrap().medical, Slot::Glass);
    // Told by mail, without the detail and without the reason.
    let mails = set.work(async |s| outbox::lease(s).await).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].body.contains("production_manager") && mails[0].body.contains("http://x.test/me") && mails[0].subject.contains("FILM"), "{}", mails[0].body);
    assert!(!mails[0].body.contains("quince") && !mails[0].body.contains(MEDICAL) && mails[0].person == Some(set.whom));
    // Seen on one's own account, with the reason.
    let looks = set.looks().await;
    assert_eq!(looks.len(), 1, "{looks:?}");
    assert_eq!((looks[0].what, looks[0].reason.as_deref()), (Some(Kind::Medical), Some("fell off a quince ladder")));
    // In the log of the company, and not on the home of the office.
    let recent = db.run(pm.clone(), set.unit.production, async |s: &mut Scope<ViewDraft>| audit::recent(s).await).await.unwrap();
    assert!(recent.iter().all(|line| !line.action.starts_with("confidential")), "{recent:?}");
} }

db_test! { async fn looks_at_once_are_noted(db: Db) {
    let set = Set::new(&db).await;
    let (medic, coordinator) = (set.one(Role::Medic).await.1, set.one(Role::Coordinator).await.1);
    for viewer in [&medic, &medic, &coordinator] {
        set.see(viewer).await.unwrap();
    }
    set.own().await;
    let mut seen: Vec<_> = set.looks().await.into_iter().map(|l| (l.who, l.what, l.reason)).collect();
    seen.sort_by_key(|(who, ..)| who.clone());
    assert_eq!(seen, [("coordinator".into(), Some(Kind::Address), None), ("medic".into(), Some(Kind::Medical), None)]);
} }

db_test! { async fn nobody_sees_it_through_anothers_eyes(db: Db) {
    let set = Set::new(&db).await;
    let (producer, pm) = (set.one(Role::Producer).await.1, set.one(Role::ProductionManager).await);
    let through = |viewer: &Viewer, person| viewer.clone().looking(Some((set.unit.production, person)));
    let theirs = through(&producer, set.whom);
    assert_eq!(db.run(theirs.clone(), set.unit.production, store::own).await, Err(AppError::Looking));
    assert_eq!(set.see(&theirs).await, Err(AppError::Looking));
    // A production manager opens medical notes; a producer who looks through them does not.
    let pms = through(&producer, pm.0);
    assert_eq!(set.see(&pms).await, Err(AppError::Looking));
    assert_eq!(set.open(&pms, Kind::Medical).await, Err(AppError::Looking));
    assert_eq!(set.enter(&pms, set.whom, Kind::Address).await, Err(AppError::Looking));
    let give = async |s: &mut Scope<GiveConfidential>| store::give(s, Kind::Medical, Some(&"x"), START).await;
    assert_eq!(db.run(theirs, set.unit.production, give).await, Err(AppError::Looking));
    assert_eq!(depth(&Me { role: Some(Role::Medic), looking: true, ..Me::default() }, Kind::Medical), Depth::None);
} }

db_test! { async fn another_production_and_whoever_left_are_not_there(db: Db) {
    let (set, other) = (Set::new(&db).await, Set::new(&db).await);
    for role in [Role::Medic, Role::Coordinator, Role::ProductionManager] {
        let viewer = set.one(role).await.1;
        // Their person by their id in one's own production.
        let see = async |s: &mut Scope<ViewConfidential>| store::details(s, other.whom).await;
        assert_eq!(db.run(viewer.clone(), set.unit.production, see).await, Err(AppError::NotFound), "{role:?}");
        assert_eq!(other.see(&viewer).await, Err(AppError::NotFound), "{role:?}");
        let break_it = async |s: &mut Scope<OpenConfidential>| store::open(s, other.whom, Kind::Medical, "x", "").await;
        let expected = if role == Role::ProductionManager { AppError::NotFound } else { AppError::Forbidden };
        assert_eq!(db.run(viewer.clone(), set.unit.production, break_it).await, Err(expected), "{role:?}");
        if role != Role::Medic {
            assert_eq!(set.enter(&viewer, other.whom, Kind::Address).await, Err(AppError::NotFound), "{role:?}");
        }
    }
    let medic = set.one(Role::Medic).await.1;
    let now = db.clock().now();
    set.work(async |s| s.exec(&LEAVE, args![set.unit.workspace, set.whom, now]).await).await;
    assert_eq!(set.see(&medic).await, Err(AppError::NotFound));
    // It is kept for a while, and then forgotten.
    #[derive(Deserialize)]
    struct Raw { sealed: String }
    let raw = async || set.work(async |s| s.list::<Raw>(&RAW, &[]).await).await;
    set.work(audit::sweep).await;
    assert_eq!(raw().await.len(), 6);
    db.clock().set(START + KEPT_MS + 1);
    set.work(audit::sweep).await;
    let left = raw().await;
    assert_eq!(left.len(), 3, "the other's stay");
    // At rest it is nothing that could be read.
    let clear = |text: &str| unhex(text).unwrap().windows(6).any(|w| w == b"quince" || w == b"Quince");
    assert!(left.iter().all(|row| !clear(&row.sealed)));
} }

db_test! { async fn without_its_key_it_is_gone(db: Db) {
    let set = Set::new(&db).await;
    let pm = set.one(Role::ProductionManager).await.1;
    set.open(&pm, Kind::Medical).await.unwrap();
    set.work(async |s| audit::forget_subject(s, set.whom.0).await).await;
    let none = |minutes| Slot::Open { given: None::<String>, seen: START, minutes };
    assert_eq!(set.see(&set.one(Role::Medic).await.1).await.unwrap().medical, none(None));
    assert_eq!(set.see(&pm).await.unwrap().medical, none(Some(15)));
    assert_eq!(set.own().await.details.address, none(None));
    assert!(matches!(set.give(Kind::Medical, Some(&"again"), START).await, Err(AppError::Invalid(_))));
    assert!(matches!(set.enter(&pm, set.whom, Kind::Address).await, Err(AppError::Invalid(_))));
    let looks = set.looks().await;
    assert_eq!(looks.iter().map(|l| l.reason.as_deref()).collect::<Vec<_>>(), [Some("")], "that somebody did stays");
} }

db_test! { async fn what_changed_meanwhile_is_not_overwritten(db: Db) {
    let set = Set::new(&db).await;
    let coordinator = set.one(Role::Coordinator).await.1;
    db.clock().set(START + MINUTE);
    set.enter(&coordinator, set.whom, Kind::Address).await.unwrap();
    assert_eq!(set.give(Kind::Address, Some(&"3 Sloe Street"), START).await, Err(AppError::Conflict));
    assert_eq!(set.give(Kind::Address, None::<&String>, START).await, Err(AppError::Conflict));
    assert_eq!(set.give(Kind::Address, Some(&"3 Sloe Street"), 0).await, Err(AppError::Conflict));
    assert!(matches!(set.own().await.details.address, Slot::Open { given: Some(a), .. } if a == "2 Medlar Road"));
    set.give(Kind::Address, None::<&String>, START + MINUTE).await.unwrap();
    assert_eq!(set.own().await.details.address, Slot::Open { given: None, seen: 0, minutes: None });
} }

db_test! { async fn a_production_may_give_more_but_never_medical_notes(db: Db) {
    let set = Set::new(&db).await;
    let (person, viewer) = set.one(Role::LocationManager).await;
    let account = set.them.account().unwrap();
    for (thing, depth) in [("confidential.medical", "full"), ("confidential.kin", "limited"), ("confidential.address", "full")] {
        let id = uuid::Uuid::now_v7();
        set.work(async |s| s.exec(&GRANT, args![set.unit.workspace, id, set.unit.production, person, thing, depth, START, account]).await).await;
    }
    let seen = set.see(&viewer).await.unwrap();
    assert_eq!((seen.medical, seen.kin, seen.address), (Slot::Hidden, Slot::Glass, open(STREET.into(), None)));
    assert_eq!(set.open(&viewer, Kind::Medical).await, Err(AppError::Forbidden));
    assert_eq!(set.open(&viewer, Kind::Kin).await, Ok(()));
} }
