//! The log on a real database: nothing that was changed goes unseen, nobody reads what is not theirs.
use super::{
    chain::{Anchor, Problem, WINDOW_MS},
    forget_subject, listed, looked,
    looks::looks,
    model::{Asked, Log},
    record, record_about,
    seal::{Report, Sealer, verify},
    security, store, write_noted,
};
use crate::{
    access::{
        Db, EditBoard, EditScript, Enter, Facts, Inspect, Instance, Own, Scope, Shown, Via, ViewAudit, ViewOwn,
        ViewPeople, Viewer, Work, Worker,
        testing::{House, START, house},
    },
    db_test,
    error::AppError,
    values::*,
};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

sql! {
    EVENT_IDS = rows { id: uuid } from "(select id from audit_events) x" order "id";
    OWNER_OF = rows { id: uuid } from "(select account_id as id from workspace_members where workspace_id = $1 and role = 'owner') x" order "id";
    THAW_EVENTS = sqlite "drop trigger audit_events_no_update" postgres "alter table audit_events disable trigger all";
    THAW_EVENTS_TOO = sqlite "drop trigger audit_events_no_delete" postgres "alter table audit_events disable trigger all";
    THAW_SEALS = sqlite "drop trigger audit_seals_no_update" postgres "alter table audit_seals disable trigger all";
    THAW_SEALS_TOO = sqlite "drop trigger audit_seals_no_delete" postgres "alter table audit_seals disable trigger all";
    EDIT_AT = "update audit_events set at = at + 1 where id = $1";
    EDIT_ACTION = "update audit_events set action = 'scene.added' where id = $1";
    EDIT_DETAIL = sqlite "update audit_events set detail = '{\"name\":\"forged\"}' where id = $1" postgres "update audit_events set detail = '{\"name\":\"forged\"}' where id = $1";
    EDIT_ACTOR = "update audit_events set actor_id = id where id = $1";
    EDIT_KIND = "update audit_events set actor_kind = 'system' where id = $1";
    EDIT_DONE = "update audit_events set done = not done where id = $1";
    EDIT_REQUEST = "update audit_events set request = 'GET /' where id = $1";
    EDIT_FACTS = "update audit_events set facts = null where id = $1";
    EDIT_TARGET = "update audit_events set target = id where id = $1";
    EDIT_ABOUT = "update audit_events set about = id where id = $1";
    EVENT_DELETE = "delete from audit_events where id = $1";
    EVENTS_DELETE_FROM = "delete from audit_events where id >= $1";
    EVENT_COPY = "insert into audit_events (workspace_id, id, production_id, at, actor_kind, actor_id, action, target, detail, done, request, facts, about, private)
        select workspace_id, $2, production_id, at, actor_kind, actor_id, action, target, detail, done, request, facts, about, private from audit_events where id = $1";
    SEAL_OF = "select seq from audit_seals where event_id = $1";
    SEAL_DELETE = "delete from audit_seals where seq = $1";
    SEALS_DELETE_FROM = "delete from audit_seals where seq >= $1";
    SEAL_MOVE = "update audit_seals set seq = $2 where seq = $1";
    SEAL_RENAME = "update audit_seals set event_id = $2, workspace_id = coalesce((select e.workspace_id from audit_events e where e.id = $2), workspace_id),
        production_id = coalesce((select e.production_id from audit_events e where e.id = $2), production_id) where event_id = $1";
    TRUNCATE_EVENTS = sqlite "delete from audit_events" postgres "truncate audit_events";
    ALL_EVENTS = "update audit_events set action = 'x'";
    ALL_SEALS = "update audit_seals set sealed_at = 0";
    MEMBER = "insert into workspace_members (workspace_id, account_id, role, created_at) values ($1,$2,'member',0) on conflict do nothing";
    EVENT_LATE = "insert into audit_events (workspace_id, id, production_id, at, actor_kind, action, detail) values ($1,$2,$3,$4,'system','scene.changed',$5)";
    MANY_EVENTS = sqlite "insert into audit_events (workspace_id, id, production_id, at, actor_kind, action, detail)
            with recursive c(n) as (select 1 union all select n + 1 from c where n < 100000) select $1, randomblob(16), $2, $3, 'member', 'strip.moved', '{\"name\":\"12A\",\"day\":\"3\"}' from c"
        postgres "insert into audit_events (workspace_id, id, production_id, at, actor_kind, action, detail)
            select $1, gen_random_uuid(), $2, $3, 'member', 'strip.moved', '{\"name\":\"12A\",\"day\":\"3\"}' from generate_series(1, 100000)";
    TRUNCATE_SEALS = sqlite "delete from audit_seals" postgres "truncate audit_seals";
}

const IP: &str = "203.0.113.9";

fn by(viewer: Viewer) -> Viewer {
    viewer.by(Arc::new(Facts::new(IP.parse().ok(), "Mozilla/5.0 (X11; Linux) Firefox/140", "POST", "/api/app/x")))
}
async fn work<T>(db: &Db, work: impl AsyncFnOnce(&mut Scope<Work>) -> Result<T, AppError>) -> Result<T, AppError> {
    db.run(Worker::new().viewer(), Instance, work).await
}
async fn check(db: &Db, anchors: &[Anchor]) -> Report {
    let look = async |scope: &mut Scope<Inspect>| verify(scope, anchors).await;
    db.run(Worker::new().viewer(), Instance, look).await.unwrap()
}
async fn seal(db: &Db) {
    Sealer::default().all(db, &Worker::new()).await.unwrap();
}
async fn owner(db: &Db, house: &House) -> Viewer {
    #[derive(Deserialize)]
    struct Row {
        id: AccountId,
    }
    let row: Row = work(db, async |scope| scope.one(&OWNER_OF, args![house.workspace]).await).await.unwrap();
    by(Viewer::member(row.id, vec![1]).with(Shown::by(Via::Totp, START)))
}
async fn log(db: &Db, viewer: &Viewer, workspace: WorkspaceId, asked: &Asked) -> Result<Log, AppError> {
    db.run(viewer.clone(), workspace, async |scope: &mut Scope<ViewAudit>| store::log(scope, asked, 200).await).await
}
async fn change(db: &Db, viewer: &Viewer, production: ProductionId, n: i64) {
    let done = async |scope: &mut Scope<EditScript>| record(scope, "scene.changed", None, json!({ "name": n })).await;
    db.run(viewer.clone(), production, done).await.unwrap();
}

/// A log of an hour, sealed as it grew.
async fn grown(db: &Db) -> Vec<Uuid> {
    #[derive(Deserialize)]
    struct Row {
        id: Uuid,
    }
    let house = house(db).await;
    let viewer = by(house.member(db, Role::Producer).await);
    let (mut sealer, worker) = (Sealer::default(), Worker::new());
    for n in 0..60 {
        db.clock().set(db.clock().now() + 60_000);
        change(db, &viewer, house.production, n).await;
        let shut_out = async |s: &mut Scope<Enter>| security(s, viewer.account(), "sign_in", false, json!({})).await;
        db.run(by(Viewer::anonymous()), Instance, shut_out).await.unwrap();
        if n % 3 == 0 {
            sealer.all(db, &worker).await.unwrap();
        }
    }
    sealer.all(db, &worker).await.unwrap();
    let rows: Vec<Row> = work(db, async |scope| scope.list(&EVENT_IDS, &[]).await).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

/// Numbers that look random and are the same every time.
struct Dice(u64);
impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

#[derive(Debug)]
enum Harm {
    Edit(usize),
    Delete,
    DeleteSeal,
    Swap,
    SwapEvents,
    Insert,
    Truncate,
    TruncateSeals,
}
use Harm::*;

async fn number(scope: &mut Scope<Work>, event: Uuid) -> i64 {
    scope.number(&SEAL_OF, args![event]).await.unwrap().unwrap()
}

/// Does harm to an event (or two) and says whether the problem that is expected is among those found.
async fn harmed(
    scope: &mut Scope<Work>,
    harm: &Harm,
    one: Uuid,
    two: Uuid,
    anchors: &[Anchor],
) -> (bool, Vec<Problem>) {
    const EDITS: [&crate::access::Sql; 10] = [
        &EDIT_AT,
        &EDIT_ACTION,
        &EDIT_DETAIL,
        &EDIT_ACTOR,
        &EDIT_KIND,
        &EDIT_DONE,
        &EDIT_REQUEST,
        &EDIT_FACTS,
        &EDIT_TARGET,
        &EDIT_ABOUT,
    ];
    let (seq, other) = (number(scope, one).await, number(scope, two).await);
    let new = Uuid::now_v7();
    match harm {
        Edit(n) => scope.exec(EDITS[n % EDITS.len()], args![one]).await,
        Delete => scope.exec(&EVENT_DELETE, args![one]).await,
        DeleteSeal => scope.exec(&SEAL_DELETE, args![seq]).await,
        Swap => {
            scope.exec(&SEAL_MOVE, args![seq, -1_i64]).await.unwrap();
            scope.exec(&SEAL_MOVE, args![other, seq]).await.unwrap();
            scope.exec(&SEAL_MOVE, args![-1_i64, other]).await
        }
        SwapEvents => {
            let between = Uuid::now_v7();
            scope.exec(&SEAL_RENAME, args![one, between]).await.unwrap();
            scope.exec(&SEAL_RENAME, args![two, one]).await.unwrap();
            scope.exec(&SEAL_RENAME, args![between, two]).await
        }
        Insert => scope.exec(&EVENT_COPY, args![one, new]).await,
        Truncate => {
            scope.exec(&SEALS_DELETE_FROM, args![seq]).await.unwrap();
            scope.exec(&EVENTS_DELETE_FROM, args![one]).await
        }
        TruncateSeals => scope.exec(&SEALS_DELETE_FROM, args![seq]).await,
    }
    .unwrap();
    let problems = verify(scope, anchors).await.unwrap().problems;
    let found = problems.iter().any(|problem| match (harm, problem) {
        (Edit(_), Problem::Edited(id)) | (Delete, Problem::Deleted(id)) => *id == one,
        (DeleteSeal, Problem::Missing(from, to)) => (*from, *to) == (seq, seq),
        (Swap | SwapEvents, Problem::Reordered(id)) => *id == one || *id == two,
        (Insert, Problem::Inserted(id)) => *id == new,
        (Truncate | TruncateSeals, Problem::Truncated(from, _)) => *from == seq,
        _ => false,
    });
    (found, problems)
}

/// So many times the log is harmed, or as the environment says, for measuring.
#[expect(clippy::disallowed_methods, reason = "a test has no settings")]
fn rounds() -> usize {
    std::env::var("DAYBREAK_TAMPERS").ok().and_then(|n| n.parse().ok()).unwrap_or(330)
}

db_test! {
    async fn whatever_is_done_to_the_log_is_found(db: Db) {
        let events = grown(&db).await;
        let whole = check(&db, &[]).await;
        assert_eq!((&whole.problems[..], whole.sealed, whole.waiting), (&[][..], events.len() as u64, 0));
        let anchors = [Anchor(whole.head.clone())];
        assert!(check(&db, &anchors).await.problems.is_empty());
        work(&db, async |scope| {
            for thaw in [&THAW_EVENTS, &THAW_EVENTS_TOO, &THAW_SEALS, &THAW_SEALS_TOO] {
                scope.exec(thaw, &[]).await?;
            }
            Ok(())
        }).await.unwrap();
        let mut dice = Dice(7);
        // The last ones are within the time in which an event may still wait for its seal.
        let old = events.len() - 10;
        for round in 0..rounds() {
            let one = dice.below(old);
            let two = (one + 1 + dice.below(old - 2)) % old;
            let harm = match round % 8 {
                0 => Delete,
                // The first and the last have no gap on one side.
                1 => DeleteSeal,
                2 => Swap,
                3 => SwapEvents,
                4 => Insert,
                5 => if dice.below(2) == 0 { Truncate } else { TruncateSeals },
                _ => Edit(dice.below(1_000)),
            };
            let mut said = (false, vec![]);
            let undone: Result<(), _> = work(&db, async |scope| {
                said = harmed(scope, &harm, events[one], events[two], &anchors).await;
                Err(AppError::Conflict)
            }).await;
            assert_eq!(undone, Err(AppError::Conflict));
            assert!(said.0, "round {round}: {harm:?} of {one} and {two}: {:?}", said.1);
        }
        assert!(check(&db, &anchors).await.problems.is_empty(), "all of it was undone");
    }
}

db_test! {
    async fn nothing_is_changed_or_deleted(db: Db) {
        let house = house(&db).await;
        let viewer = house.member(&db, Role::Producer).await;
        change(&db, &viewer, house.production, 1).await;
        seal(&db).await;
        let head = check(&db, &[]).await;
        assert!(head.sealed > 0);
        let id = Uuid::nil();
        for (sql, args) in [
            (&TRUNCATE_EVENTS, &[][..]), (&TRUNCATE_SEALS, &[]), (&EVENTS_DELETE_FROM, args![id]), (&SEALS_DELETE_FROM, args![0_i64]),
            (&ALL_EVENTS, &[]), (&ALL_SEALS, &[]),
        ] {
            let done = work(&db, async |scope| scope.exec(sql, args).await).await;
            assert!(matches!(done, Err(AppError::Internal(_))), "{}: {done:?}", sql.name);
        }
        assert_eq!(check(&db, &[]).await, head);
    }
}

db_test! {
    async fn a_late_event_is_sealed_later(db: Db) {
        let house = house(&db).await;
        let viewer = house.member(&db, Role::Producer).await;
        let (mut sealer, worker) = (Sealer::default(), Worker::new());
        let early = Uuid::now_v7();
        change(&db, &viewer, house.production, 1).await;
        sealer.all(&db, &worker).await.unwrap();
        // Its writer began three minutes before, and commits now.
        let late = Uuid::from_u128(early.as_u128() - (180_000_u128 << 80));
        let now = db.clock().now();
        work(&db, async |scope| scope.exec(&EVENT_LATE, args![house.workspace, late, house.production, now, json!({})]).await).await.unwrap();
        sealer.all(&db, &worker).await.unwrap();
        assert_eq!(check(&db, &[]).await.waiting, 1, "it is looked for once a minute");
        db.clock().set(now + 61_000);
        sealer.all(&db, &worker).await.unwrap();
        let report = check(&db, &[]).await;
        assert_eq!((report.waiting, report.problems), (0, vec![]));
        // A process that begins looks at everything.
        let ancient = Uuid::from_u128(1);
        work(&db, async |scope| scope.exec(&EVENT_LATE, args![WorkspaceId(ancient), ancient, house.production, now, json!({})]).await).await.unwrap();
        seal(&db).await;
        assert_eq!(check(&db, &[]).await.waiting, 0);
        // What is put there long after its time is told by that.
        db.clock().set(now + 2 * WINDOW_MS);
        change(&db, &viewer, house.production, 2).await;
        sealer.all(&db, &worker).await.unwrap();
        let forged = Uuid::from_u128(2);
        work(&db, async |scope| scope.exec(&EVENT_LATE, args![house.workspace, forged, house.production, now - WINDOW_MS, json!({})]).await).await.unwrap();
        assert_eq!(check(&db, &[]).await.problems, [Problem::Inserted(forged)]);
        db.clock().set(now + 3 * WINDOW_MS);
        seal(&db).await;
        assert_eq!(check(&db, &[]).await.problems, [Problem::Inserted(forged)], "a seal does not make it older");
    }
}

db_test! {
    async fn two_servers_make_one_chain(db: Db) {
        let house = house(&db).await;
        let viewer = house.member(&db, Role::Producer).await;
        let write = async |from: i64| {
            for n in from..from + 20 {
                change(&db, &viewer, house.production, n).await;
            }
        };
        let server = async || {
            let (mut sealer, worker) = (Sealer::default(), Worker::new());
            for _ in 0..40 {
                sealer.round(&db, &worker).await.unwrap();
            }
        };
        futures_join(write(0), write(100), server(), server()).await;
        seal(&db).await;
        let report = check(&db, &[]).await;
        assert_eq!((report.problems, report.waiting), (vec![], 0));
        assert!(report.sealed >= 40, "{}", report.sealed);
    }
}
async fn futures_join(
    a: impl Future<Output = ()>,
    b: impl Future<Output = ()>,
    c: impl Future<Output = ()>,
    d: impl Future<Output = ()>,
) {
    tokio::join!(a, b, c, d);
}

db_test! {
    async fn a_destroyed_key_erases_and_leaves_the_chain_whole(db: Db) {
        let house = house(&db).await;
        let ada = owner(&db, &house).await;
        let (person, viewer) = house.person(&db, Role::Producer, "").await;
        let (account, viewer) = (viewer.account().unwrap(), by(viewer));
        work(&db, async |scope| scope.exec(&MEMBER, args![house.workspace, account]).await).await.unwrap();
        // A scope that failed leaves no key at hand that nobody else could open.
        let failed: Result<(), _> = db.run(viewer.clone(), house.production, async |scope: &mut Scope<EditScript>| {
            record(scope, "scene.changed", None, json!({})).await?;
            assert!(scope.subject_key(account.0).is_some());
            Err(AppError::Conflict)
        }).await;
        assert_eq!(failed, Err(AppError::Conflict));
        db.run(viewer.clone(), house.production, async |scope: &mut Scope<EditScript>| {
            assert!(scope.subject_key(account.0).is_none());
            record_about(scope, "person.changed", person, json!({ "n": 1 }), json!({ "phone": "0111" })).await
        }).await.unwrap();
        db.run(viewer.clone(), house.production, async |scope: &mut Scope<EditScript>| {
            assert!(scope.subject_key(account.0).is_some(), "from the second event on the database is not asked");
            security(scope, Some(account), "factor.added", true, json!({ "name": "my phone" })).await
        }).await.unwrap();
        seal(&db).await;
        let lines = async || log(&db, &ada, house.workspace, &Asked { person: account.0.to_string(), ..Asked::default() }).await.unwrap().lines;
        let before = lines().await;
        assert_eq!(before.len(), 2);
        assert!(before.iter().all(|l| l.ip == IP && l.browser == "Firefox · Linux" && l.who == "producer" && l.request == "POST /api/app/x" && !l.erased), "{before:?}");
        assert_eq!(before[0].detail, json!({ "name": "my phone" }));
        assert_eq!(before[1].detail, json!({ "name": "producer", "n": 1, "phone": "0111" }));
        for subject in [account.0, person.0] {
            work(&db, async |scope| forget_subject(scope, subject).await).await.unwrap();
        }
        let after = lines().await;
        assert!(after.iter().all(|l| l.ip.is_empty() && l.browser.is_empty() && l.who.is_empty() && l.erased), "{after:?}");
        assert_eq!((&after[0].detail, &after[1].detail), (&json!({}), &json!({ "n": 1 })));
        change(&db, &viewer, house.production, 1).await;
        assert!(lines().await[0].ip.is_empty(), "nothing personal is written again");
        seal(&db).await;
        let report = check(&db, &[]).await;
        assert_eq!((report.problems, report.waiting), (vec![], 0));
    }
}

db_test! {
    async fn a_refusal_is_on_the_log(db: Db) {
        let house = house(&db).await;
        let ada = owner(&db, &house).await;
        let viewer = by(house.member(&db, Role::Crew).await);
        let worker = Worker::new();
        for _ in 0..3 {
            let asked = db.run(viewer.clone(), house.production, async |_: &mut Scope<EditBoard>| Ok(())).await;
            assert_eq!(asked, Err(AppError::Forbidden));
        }
        assert_eq!(write_noted(&db, &worker).await, Ok(1), "once a minute");
        let found = log(&db, &ada, house.workspace, &Asked { result: "refused".into(), ..Asked::default() }).await.unwrap().lines;
        assert_eq!(found.len(), 1);
        let line = &found[0];
        assert_eq!((line.who.as_str(), line.ip.as_str(), line.action.as_str(), line.done), ("crew", IP, "refused", false));
        assert_eq!((line.production.as_str(), &line.detail), ("FILM", &json!({ "name": "board.edit" })));
        // Whoever is not signed in is told so, which is no refusal of somebody; a foreign production does not exist.
        let asked = db.run(by(Viewer::anonymous()), house.production, async |_: &mut Scope<EditBoard>| Ok(())).await;
        assert_eq!(asked, Err(AppError::SignedOut));
        assert_eq!(write_noted(&db, &worker).await, Ok(0));
        seal(&db).await;
        assert!(check(&db, &[]).await.problems.is_empty());
    }
}

db_test! {
    async fn nobody_reads_the_log_of_another_company(db: Db) {
        let (ours, theirs) = (house(&db).await, house(&db).await);
        let (ada, bob) = (owner(&db, &ours).await, owner(&db, &theirs).await);
        let (mine, other) = (by(ours.member(&db, Role::Producer).await), by(theirs.member(&db, Role::Producer).await));
        // Whoever is invited is a member of the company from then on; these are not.
        work(&db, async |scope| scope.exec(&MEMBER, args![ours.workspace, mine.account()]).await).await.unwrap();
        for n in 0..5 {
            change(&db, &mine, ours.production, n).await;
            change(&db, &other, theirs.production, 100 + n).await;
        }
        for account in [mine.account(), other.account(), ada.account(), None] {
            db.run(by(Viewer::anonymous()), Instance, async |s: &mut Scope<Enter>| security(s, account, "sign_in", account.is_some(), json!({})).await).await.unwrap();
        }
        let all = log(&db, &ada, ours.workspace, &Asked::default()).await.unwrap();
        // Five changes, two sign-ins: not that of a stranger, nor of nobody.
        assert_eq!(all.lines.len(), 7, "{all:?}");
        assert_eq!(all.lines.iter().filter(|l| l.action == "sign_in").count(), 2);
        assert!(all.lines.iter().all(|l| l.detail["name"].as_i64().is_none_or(|n| n < 100)));
        assert_eq!(all.productions.len(), 1);
        let foreign = log(&db, &bob, theirs.workspace, &Asked::default()).await.unwrap().lines;
        for line in &foreign {
            let before = log(&db, &ada, ours.workspace, &Asked { before: line.id.to_string(), ..Asked::default() }).await.unwrap().lines;
            assert!(before.iter().all(|l| all.lines.contains(l)), "{before:?}");
        }
        for asked in [
            Asked { production: theirs.production.to_string(), ..Asked::default() },
            Asked { person: other.account().unwrap().to_string(), ..Asked::default() },
            Asked { production: "nonsense".into(), ..Asked::default() },
            Asked { from: "2030-01-01".into(), ..Asked::default() },
        ] {
            assert!(log(&db, &ada, ours.workspace, &asked).await.unwrap().lines.is_empty(), "{asked:?}");
        }
        for (group, count) in [("script", 5), ("security", 2), ("production", 0), ("schedule", 0)] {
            let asked = Asked { group: group.into(), ..Asked::default() };
            assert_eq!(log(&db, &ada, ours.workspace, &asked).await.unwrap().lines.len(), count, "{group}");
        }
        // Page by page the same lines in the same order.
        let mut paged = vec![];
        let mut asked = Asked::default();
        loop {
            let page = db.run(ada.clone(), ours.workspace, async |scope: &mut Scope<ViewAudit>| store::log(scope, &asked, 3).await).await.unwrap();
            paged.extend(page.lines);
            if !page.more { break; }
            asked.before = paged.last().unwrap().id.to_string();
        }
        assert_eq!(paged, all.lines);
        // The right is the owners' and admins'.
        assert_eq!(log(&db, &mine, ours.workspace, &Asked::default()).await, Err(AppError::Forbidden));
        assert_eq!(log(&db, &bob, ours.workspace, &Asked::default()).await, Err(AppError::NotFound));
        assert_eq!(log(&db, &Viewer::anonymous(), ours.workspace, &Asked::default()).await, Err(AppError::SignedOut));
    }
}

db_test! {
    async fn each_sees_who_looked_at_their_details(db: Db) {
        let house = house(&db).await;
        let ada = owner(&db, &house).await;
        let (person, whose) = house.person(&db, Role::Crew, "Camera").await;
        let (_, office) = house.person(&db, Role::Coordinator, "").await;
        let worker = Worker::new();
        let open = async |viewer: &Viewer| db.run(viewer.clone(), house.production, async |s: &mut Scope<ViewPeople>| {
            looked(s, person);
            listed(s, [person].into_iter());
            Ok(())
        }).await.unwrap();
        let seen = async || db.run(whose.clone(), Own, async |s: &mut Scope<ViewOwn>| looks(s).await).await.unwrap();
        assert!(seen().await.is_empty());
        for _ in 0..3 {
            open(&office).await;
        }
        write_noted(&db, &worker).await.unwrap();
        let told = seen().await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|l| l.who == "coordinator" && l.production == "FILM"));
        assert_eq!(told.iter().filter(|l| l.list).count(), 1);
        // Another process noted the same: the database knows it already.
        db.clock().set(db.clock().now() + 3_600_000);
        open(&office).await;
        open(&ada).await;
        write_noted(&db, &worker).await.unwrap();
        assert_eq!(seen().await.len(), 5, "the next hour, and the owner");
        let told = log(&db, &ada, house.workspace, &Asked { group: "looks".into(), ..Asked::default() }).await.unwrap().lines;
        assert_eq!(told.len(), 5, "{told:?}");
        // Another's looks are not shown to the viewer.
        let own = db.run(office.clone(), Own, async |s: &mut Scope<ViewOwn>| looks(s).await).await.unwrap();
        assert!(own.is_empty());
    }
}

db_test! {
    #[ignore = "100,000 events take a while; run it by name"]
    async fn a_hundred_thousand_events_are_checked_in_seconds(db: Db) {
        let house = house(&db).await;
        let now = db.clock().now();
        work(&db, async |scope| scope.exec(&MANY_EVENTS, args![house.workspace, house.production, now]).await).await.unwrap();
        let start = std::time::Instant::now();
        seal(&db).await;
        println!("sealed in {:?}", start.elapsed());
        let start = std::time::Instant::now();
        let report = check(&db, &[]).await;
        println!("checked in {:?}", start.elapsed());
        assert_eq!((report.problems, report.sealed, report.waiting), (vec![], 100_000, 0));
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
