//! Rates: the form, what arranging takes of them, and the database on both engines.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
use super::{
    model::{Pay, TypedRate, read},
    store,
};
use crate::{
    access::{
        Db, EditPay, Instance, Scope, Sql, ViewPay, Work, Worker,
        testing::{House, house},
    },
    db_test,
    error::{AppError, Problems},
    schedule::model::{ArrangeBy, ArrangePrices, DayRate, DropRule, Terms},
    values::*,
};
use uuid::Uuid;

fn part(n: u128) -> CharacterId {
    CharacterId(Uuid::from_u128(n))
}
fn row(part: CharacterId, work: &str, hold: &str, drop: &str) -> TypedRate {
    TypedRate { part: part.to_string(), work: work.into(), hold: hold.into(), drop: drop.into() }
}
fn refused(rates: &[TypedRate], currency: &str) -> Vec<String> {
    let mut problems = Problems::default();
    read(&mut problems, currency, rates);
    match problems.done() {
        Err(AppError::Invalid(all)) => all.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn rates_are_read_as_they_are_typed() {
    let mut problems = Problems::default();
    let rates = [row(part(1), "1.200,50", "600", "10"), row(part(2), "800", "", ""), row(part(3), " ", "", "")];
    let pay = read(&mut problems, "EUR", &rates);
    problems.done().unwrap();
    let first = Terms { rate: DayRate { work: 120_050, hold: 60_000 }, drop: Some(DropRule { min_days: 10 }) };
    let second = Terms { rate: DayRate { work: 80_000, hold: 80_000 }, drop: None };
    assert_eq!(pay.parts, [(part(1), first), (part(2), second)].into(), "no rate is none, not zero");
    assert_eq!((pay.usual_day(), pay.rates().parts.len(), Pay::default().usual_day()), (120_050, 2, 1));
}

#[test]
fn what_cannot_be_read_is_said_beside_its_field() {
    assert_eq!(refused(&[row(part(1), "-1", "x", "0")], "EUR"), ["rates[0][work]", "rates[0][hold]", "rates[0][drop]"]);
    assert_eq!(refused(&[row(part(1), "1", "", ""), row(part(2), "", "5", "")], "EUR"), ["rates[1][work]"]);
    assert_eq!(refused(&[], "XXX"), ["currency"]);
    assert_eq!(refused(&[row(part(1), "1", "", "999")], "EUR"), ["rates[0][drop]"]);
}

#[test]
fn what_was_weighed_in_days_becomes_money() {
    let terms = |work| Terms { rate: DayRate { work, hold: work / 2 }, drop: None };
    let pay = Pay {
        currency: "EUR".into(),
        parts: [(part(1), terms(100_000)), (part(2), terms(20_000)), (part(3), terms(50_000))].into(),
    };
    let prices = ArrangePrices { company_move: 50, flip: 25, over: 10, unrated: DayRate { work: 100, hold: 100 } };
    let mut by = ArrangeBy { prices, ..ArrangeBy::default() };
    pay.weigh(&mut by);
    let day = DayRate { work: 50_000, hold: 50_000 };
    assert_eq!(by.prices, ArrangePrices { company_move: 25_000, flip: 12_500, over: 5_000, unrated: day });
    assert_eq!(by.terms, pay.parts);
}

const fn sql(text: &'static str) -> Sql {
    Sql { name: "test", sqlite: text, postgres: text, columns: &[] }
}
const PART: Sql = sql("insert into characters (workspace_id, production_id, id, name, number) values ($1,$2,$3,$4,$5)");
async fn parts(db: &Db, house: &House) -> [CharacterId; 2] {
    let all = [CharacterId(Uuid::now_v7()), CharacterId(Uuid::now_v7())];
    let put = async |scope: &mut Scope<Work>| {
        scope.enter(house.workspace, house.production).await?;
        for (n, id) in all.into_iter().enumerate() {
            let number = i64::try_from(n).unwrap() + 1;
            scope.exec(&PART, args![house.workspace, house.production, id, format!("PART {n}"), number]).await?;
        }
        Ok(())
    };
    db.run(Worker::new().viewer(), Instance, put).await.unwrap();
    all
}

db_test! {
    async fn pay_is_kept_for_those_who_may_and_sealed(db: Db) {
        let house = house(&db).await;
        let [one, two] = parts(&db, &house).await;
        let producer = house.member(&db, Role::Producer).await;
        let terms = Terms { rate: DayRate { work: 123_456, hold: 7 }, drop: None };
        let pay = Pay { currency: "EUR".into(), parts: [(two, terms)].into() };
        let save = async |version: i64, pay: &Pay| {
            db.run(producer.clone(), house.production, async |s: &mut Scope<EditPay>| store::save(s, version, pay).await).await
        };
        save(0, &pay).await.unwrap();
        let page = db.run(producer.clone(), house.production, async |s: &mut Scope<ViewPay>| store::page(s).await).await.unwrap();
        assert_eq!(page.rows.iter().map(|r| (r.part, r.terms)).collect::<Vec<_>>(), [(one, None), (two, Some(terms))]);
        assert_eq!((page.version, page.edits, page.currency.as_str()), (1, true, "EUR"));
        // Whoever comes second is told, and nothing of theirs is taken.
        assert_eq!(save(0, &pay).await, Err(AppError::Conflict));
        save(1, &Pay { currency: "GBP".into(), ..pay.clone() }).await.unwrap();
        assert_eq!(save(1, &pay).await, Err(AppError::Conflict));
        let foreign = Pay { parts: [(part(9), terms)].into(), ..pay.clone() };
        assert_eq!(save(2, &foreign).await, Err(AppError::NotFound), "a part of another production");
        let sealed = db.run(producer.clone(), house.production, async |s: &mut Scope<ViewPay>| {
            let (workspace, production) = (s.workspace(), s.production());
            s.first::<serde_json::Value>(&store::PAY, args![workspace, production]).await
        });
        let sealed = sealed.await.unwrap().unwrap().to_string();
        assert!(!sealed.contains(&crate::access::hex(b"EUR")) && !sealed.contains(&crate::access::hex(b"123456")));
        for role in [Role::FirstAd, Role::Coordinator, Role::Cast, Role::Crew] {
            let viewer = house.member(&db, role).await;
            let seen = db.run(viewer, house.production, async |s: &mut Scope<ViewPay>| store::page(s).await).await;
            assert_eq!(seen, Err(AppError::Forbidden), "{role:?}");
        }
    }
}
