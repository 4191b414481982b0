//! Packs: those that come along, and one's own.
use super::*;
use crate::schedule::model::checks::own::{Fault, Problem, read};
use crate::schedule::model::checks::packs::{FALLBACK, SOURCES, built_in, find, in_force};

#[test]
fn every_pack_reads_and_says_where_it_comes_from() {
    let ids: Vec<&str> = built_in().iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["eu", "de", "de_arbzg", "fr", "be", "nl", "uk", "sag_aftra", "iatse"]);
    for text in SOURCES {
        let pack = read(text).unwrap();
        assert!(pack.falls_back.as_deref().is_none_or(|id| find(&[], id).is_some()));
        for rule in pack.editions.iter().flat_map(|e| &e.rules) {
            assert!(rule.source.len() > 5 && rule.checked.starts_with("2026-"), "{}: {rule:?}", pack.id);
        }
        assert_eq!(read(&serde_json::to_string(&pack).unwrap()).map(|p| p.id), Ok(pack.id));
    }
}

#[test]
fn editions_follow_the_date() {
    let since = |id: &str, on: Date| in_force(&[], id, on).first().map(|r| (r.pack.id.as_str(), r.since));
    assert_eq!(since("uk", date(2020, 1, 1)), Some(("uk", date(2003, 4, 6))));
    assert_eq!(since("uk", date(2024, 1, 1)), Some(("uk", date(2024, 1, 1))));
    assert_eq!(since("uk", date(2023, 12, 31)), Some(("uk", date(2003, 4, 6))));
    assert_eq!(since("de", date(2024, 12, 31)), Some(("eu", date(2004, 8, 2))));
    assert_eq!(since("de", date(2025, 1, 1)), Some(("de", date(2025, 1, 1))));
    assert_eq!(since("eu", date(2000, 1, 1)), None);
    assert_eq!(since("?", may(4)).map(|(id, _)| id), Some(FALLBACK));
}

#[test]
fn a_fallback_speaks_only_where_the_pack_is_silent() {
    let of = |id: &str, wanted: fn(&Says) -> bool| {
        in_force(&[], id, may(4))
            .into_iter()
            .filter(|r| wanted(&r.rule.says))
            .map(|r| r.pack.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("de", |s| matches!(s, Says::WeeklyRest { .. })), ["eu"]);
    assert_eq!(of("de", |s| matches!(s, Says::MaxWeek { .. })), ["de"]);
    assert_eq!(of("sag_aftra", |s| matches!(s, Says::MaxWeek { .. })), [""; 0]);
    // Belgium speaks about children, the Directive about adolescents.
    assert_eq!(of("be", |s| matches!(s, Says::Minor(_))), ["be", "be", "be", "eu"]);
}

const OWN: &str = r#"{"id":"own","name":"Our crew","falls_back":"eu","editions":[{"valid_from":"2026-01-01","rules":[
    {"kind":"daily_rest","minutes":780,"basis":"contractual","source":"Deal memo, 4","checked":"2026-01-02"}]}]}"#;

#[test]
fn ones_own_pack_counts() {
    let own = read(OWN).unwrap();
    let days = vec![day(10, may(4), at(8, 0), at(18, 0), vec![]), day(11, may(5), at(6, 0), at(12, 0), vec![])];
    let facts = Facts { pack: Some("own".to_owned()), own_packs: vec![own], ..Facts::default() };
    let found = check(&with(board(days), facts));
    assert_eq!(found.len(), 1);
    let clause = found[0].clause.clone().unwrap();
    assert_eq!((clause.source.as_str(), clause.basis, found[0].due), ("Deal memo, 4", Basis::Contractual, Some(780)));
}

#[test]
fn faults_are_named_field_by_field() {
    let rule = "editions[0].rules[0]";
    let cases: &[(&str, &str, &str, Problem)] = &[
        (r#""id":"own""#, r#""id":"""#, "id", Problem::Missing),
        (r#""id":"own","#, "", "id", Problem::Missing),
        (r#""name":"Our crew""#, r#""name":7"#, "name", Problem::NotText),
        (r#""falls_back""#, r#""fals_back""#, "fals_back", Problem::Unknown),
        ("2026-01-01", "2026-13-01", "editions[0].valid_from", Problem::NotDate),
        ("daily_rest", "daily_break", "editions[0].rules[0].kind", Problem::NotOneOf),
        (r#""kind":"daily_rest","#, "", "editions[0].rules[0].kind", Problem::Missing),
        ("780", "0", "editions[0].rules[0].minutes", Problem::Range { from: 1, to: 1440 }),
        ("780", "99999", "editions[0].rules[0].minutes", Problem::Range { from: 1, to: 1440 }),
        ("780", "7.5", "editions[0].rules[0].minutes", Problem::NotWhole),
        ("780", r#""13 h""#, "editions[0].rules[0].minutes", Problem::NotWhole),
        ("contractual", "verbal", "editions[0].rules[0].basis", Problem::NotOneOf),
        (r#""source":"Deal memo, 4","#, "", "editions[0].rules[0].source", Problem::Missing),
        (r#""checked""#, r#""chekd""#, "editions[0].rules[0].chekd", Problem::Unknown),
        (
            r#""kind":"daily_rest","minutes":780"#,
            r#""kind":"minor","from_age":6,"to_age":3"#,
            "editions[0].rules[0].to_age",
            Problem::Order,
        ),
        (
            r#""kind":"daily_rest","minutes":780"#,
            r#""kind":"minor","from_age":3,"to_age":6,"permit":1"#,
            "editions[0].rules[0].permit",
            Problem::NotYesNo,
        ),
        (
            r#""kind":"daily_rest","minutes":780"#,
            r#""kind":"premium","on":"night","to":300"#,
            "editions[0].rules[0].from",
            Problem::Missing,
        ),
        ("[{\"valid_from\"", "{\"x\":[{\"valid_from\"", "", Problem::NotJson { line: 1, column: 1 }),
    ];
    for (n, &(old, new, field, problem)) in cases.iter().enumerate() {
        let faults = read(&OWN.replacen(old, new, 1)).unwrap_err();
        let right = |f: &Fault| {
            f.field == field
                && (f.problem == problem
                    || matches!((f.problem, problem), (Problem::NotJson { .. }, Problem::NotJson { .. })))
        };
        assert!(faults.iter().any(right), "case {n} at {rule}: {faults:?}");
    }
    let field = |text: &str| read(text).unwrap_err();
    assert_eq!(field("[]"), [Fault { field: String::new(), problem: Problem::NotRecord }]);
    assert!(field("{}").contains(&Fault { field: "editions".to_owned(), problem: Problem::Missing }));
    assert!(field(r#"{"editions":5}"#).contains(&Fault { field: "editions".to_owned(), problem: Problem::NotList }));
    assert!(
        field(r#"{"editions":[7]}"#).contains(&Fault { field: "editions[0]".to_owned(), problem: Problem::NotRecord })
    );
    assert!(
        field(r#"{"editions":[{"rules":[7]}]}"#)
            .contains(&Fault { field: "editions[0].rules[0]".to_owned(), problem: Problem::NotRecord })
    );
}
