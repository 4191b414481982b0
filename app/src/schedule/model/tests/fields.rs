//! Fields, filters, sorting and finding.
use super::*;
use crate::schedule::model::filter::{MAX_CHARS, parse};
use crate::schedule::model::sort::{arranged, find, order, steps};

fn row(number: &str, int_ext: IntExt, light: Light, eighths: i64, cast: &[(&str, &str)]) -> StripFacts {
    let mark =
        |(number, name): &(&str, &str)| Mark { number: (*number).into(), name: (*name).into(), ..Mark::default() };
    StripFacts {
        number: number.to_owned(),
        int_ext,
        light,
        eighths: Eighths(eighths),
        cast: cast.iter().map(mark).collect(),
        ..StripFacts::default()
    }
}

fn rows() -> Vec<StripFacts> {
    let ida = ("3", "IDA");
    let mut rows = vec![
        row("12A", IntExt::Ext, Light::Day, 10, &[("1", "OLAF"), ida]),
        row("2", IntExt::Int, Light::Night, 5, &[ida]),
        row("13", IntExt::Int, Light::Night, 4, &[("13", "MAN 3")]),
        row("A13", IntExt::IntExt, Light::Dusk, 1, &[]),
        StripFacts { banner: true, set: "Company move".to_owned(), minutes: Some(25), ..StripFacts::default() },
    ];
    rows[0].set = "Pier, dawn".to_owned();
    rows[0].date = Some(may(13));
    rows[0].minutes = Some(90);
    rows[1].set = "CABIN (deck)".to_owned();
    rows[1].flags = [SceneFlag::Water].into();
    rows[2].elements = vec![Mark { category: "Props".into(), number: String::new(), name: "Pistol".into() }];
    rows[2].day_night = "LATER".to_owned();
    rows[3].script_day = "D2".to_owned();
    rows
}

#[test]
fn filters_do_what_they_say() {
    let rows = rows();
    for (text, expected) in [
        ("", "0 1 2 3 4"),
        ("cast:3", "0 1"),
        ("cast:ida", "0 1"),
        ("cast:man", "2"),
        ("cast=\"man 3\"", "2"),
        ("cast:3 int night pages>4/8", "1"),
        ("INT", "1 2"),
        ("ie:int_ext,ext", "0 3"),
        ("-int", "0 3 4"),
        ("night or dusk", "1 2 3"),
        ("night | banner", "1 2 4"),
        ("int (cast:3 or elements.props:pistol)", "1 2"),
        ("-(int or banner)", "0 3"),
        ("--int", "1 2"),
        ("pages>=4/8 pages<\"1 2/8\"", "1 2"),
        ("pages:1/8", "3"),
        ("pages!=1/8", "0 1 2"),
        ("minutes>=1:30", "0"),
        ("minutes<=90", "0 4"),
        ("minutes:", "1 2 3"),
        ("-minutes:", "0 4"),
        ("number:12a", "0"),
        ("number>2 number<13", "0 3"),
        ("number=2,13", "1 2"),
        ("number!=2,13", "0 3 4"),
        ("pier", "0"),
        ("set:\"pier, dawn\"", "0"),
        ("set:pier,move", "0 4"),
        ("set:\"(deck)\"", "1"),
        ("flag:water", "1"),
        ("flag:", "0 2 3 4"),
        ("elements:pistol", "2"),
        ("elements.props!=", "2"),
        ("elements.vehicles:pistol", ""),
        ("dn:later", "2"),
        ("dn:night,dusk", "1 2 3"),
        ("later", "2"),
        ("story:d2", "3"),
        ("date>=2026-05-13", "0"),
        ("\"int\"", ""),
        ("\"pier\" ext", "0"),
        ("or", "!2"),
    ] {
        let filter = match parse(text) {
            Ok(filter) => filter,
            Err(error) => {
                assert_eq!(format!("!{}", error.at), expected, "{text}: {error:?}");
                continue;
            }
        };
        let hits: Vec<String> =
            (0..rows.len()).filter(|&at| filter.holds(&rows[at])).map(|at| at.to_string()).collect();
        assert_eq!(hits.join(" "), expected, "{text}");
    }
}

#[test]
fn errors_say_where() {
    use FilterErrorKind::*;
    let bad = |field, value: &str| BadValue { field, value: value.to_owned() };
    for (text, at, kind) in [
        ("int colour:red", 4, UnknownField { name: "colour".to_owned() }),
        ("int \"pier", 4, OpenQuote),
        ("int (ext", 4, OpenParenthesis),
        ("int) ext", 3, StrayParenthesis),
        ("int -", 5, Expected),
        ("int or", 6, Expected),
        ("(or int)", 3, Expected),
        ("pages>x", 6, bad(Field::Pages, "x")),
        ("pages>1/2", 6, bad(Field::Pages, "1/2")),
        ("ie:inside", 3, bad(Field::IntExt, "inside")),
        ("minutes:-5", 8, bad(Field::Minutes, "-5")),
        ("flag:fire", 5, bad(Field::Flags, "fire")),
        ("date>may", 5, bad(Field::Date, "may")),
        ("cast>3", 5, BadOperator { field: Field::Cast }),
        ("set<a", 4, BadOperator { field: Field::Set }),
        ("pages>", 6, BadOperator { field: Field::Pages }),
        ("number>1,2", 7, BadOperator { field: Field::Number }),
        (":x", 0, UnknownField { name: String::new() }),
    ] {
        assert_eq!(parse(text), Err(FilterError { at, kind }), "{text}");
    }
    assert_eq!(parse(&"(".repeat(1000)).unwrap_err().kind, TooDeep);
    assert_eq!(parse(&"-".repeat(1000)).unwrap_err().kind, TooDeep);
    assert_eq!(parse(&"ä".repeat(MAX_CHARS + 1)).unwrap_err().kind, TooLong);
}

#[test]
fn fields_have_keys() {
    for field in Field::ALL {
        assert_eq!(field.to_string().parse(), Ok(field));
    }
    let props: Field = serde_json::from_str("\"elements.props\"").unwrap();
    assert_eq!(props, Field::Elements(Some("props".to_owned())));
    assert_eq!(serde_json::to_string(&props).unwrap(), "\"elements.props\"");
    for bad in ["", "elements.", "elements.a b", "colour"] {
        assert_eq!(bad.parse::<Field>(), Err(NotField), "{bad}");
    }
}

#[test]
fn the_board_fills_the_fields() {
    let mut b =
        board(vec![day(100, 4, vec![scene(1, 8, 60, &[7]), banner(2, 30)])], vec![scene(3, 1, 5, &[])], vec![part(7)]);
    b.units = vec![BoardUnit { id: id(1), name: "Main".to_owned(), prefix: String::new() }];
    b.days[0].label = "1".to_owned();
    let facts = StripFacts::of(&b, Some(&b.days[0]), &b.days[0].strips[0]);
    assert_eq!((facts.number.as_str(), facts.unit.as_str(), facts.day.as_str()), ("1", "Main", "1"));
    assert_eq!((facts.cast[0].number.as_str(), facts.minutes, facts.date), ("7", Some(60), Some(may(4))));
    let facts = StripFacts::of(&b, Some(&b.days[0]), &b.days[0].strips[1]);
    assert_eq!((facts.banner, facts.set.as_str()), (true, "Lunch"));
    assert_eq!(StripFacts::of(&b, None, &b.boneyard[0]).date, None);
}

fn keys(text: &str) -> Vec<SortKey> {
    let key = |word: &str| match word.strip_prefix('-') {
        Some(field) => SortKey { field: field.parse().unwrap(), descending: true },
        None => SortKey { field: word.parse().unwrap(), descending: false },
    };
    text.split_whitespace().map(key).collect()
}

#[test]
fn strips_sort_by_any_fields() {
    let rows = rows();
    for (fields, expected) in [
        ("", [0, 1, 2, 3, 4]),
        ("number", [1, 0, 3, 2, 4]),
        ("-number", [2, 3, 0, 1, 4]),
        ("ie number", [1, 2, 0, 3, 4]),
        ("ie -pages", [1, 2, 0, 3, 4]),
        ("pages", [3, 2, 1, 0, 4]),
        ("minutes", [4, 0, 1, 2, 3]),
        ("cast", [0, 1, 2, 3, 4]),
        ("-cast", [2, 1, 0, 3, 4]),
        ("flag", [1, 0, 2, 3, 4]),
        ("set", [1, 4, 0, 2, 3]),
    ] {
        assert_eq!(order(&rows, &keys(fields)), expected, "{fields}");
    }
}

#[test]
fn strips_are_found() {
    let rows = rows();
    assert_eq!(find(&rows, "13"), [2]);
    assert_eq!(find(&rows, "1"), [0, 2]);
    assert_eq!(find(&rows, " PIER "), [0]);
    assert_eq!(find(&rows, "a"), [3, 0, 1, 4]);
    assert!(find(&rows, " ").is_empty());
}

fn facts() -> impl Strategy<Value = StripFacts> {
    let cast = prop::collection::vec("[1-3]", 0..3);
    ("[A-B]?[0-3]{0,2}", 0..4_usize, 0..5_usize, 0..4_i64, cast, any::<bool>(), prop::option::of(0..3_i64)).prop_map(
        |(number, ie, dn, eighths, cast, banner, minutes)| {
            let cast: Vec<(&str, &str)> = cast.iter().map(|c| (c.as_str(), "X")).collect();
            StripFacts { banner, minutes, ..row(&number, IntExt::ALL[ie], Light::ALL[dn], eighths, &cast) }
        },
    )
}

fn filters() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        prop::sample::select(vec![
            "int",
            "night",
            "-",
            "(",
            ")",
            "or",
            "|",
            "\"",
            " ",
            "pages>",
            "cast:",
            "1/8",
            ",",
            "=",
            "!",
            "elements.x",
            "\\"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec(atom, 0..14).prop_map(|atoms| atoms.concat())
}

proptest! {
    #[test]
    fn the_fewest_moves_sort_a_list(wanted in Just((0..24_usize).collect::<Vec<_>>()).prop_shuffle(), n in 0..24_usize) {
        let wanted: Vec<usize> = wanted.into_iter().filter(|one| *one < n).collect();
        let steps = steps(&wanted);
        let mut list: Vec<usize> = (0..n).collect();
        for (one, next) in &steps {
            list.retain(|other| other != one);
            let at = next.map_or(list.len(), |next| list.iter().position(|other| *other == next).unwrap());
            list.insert(at, *one);
        }
        prop_assert_eq!(&list, &wanted);
        // What stays is the longest run in order, found here by trying.
        let mut longest = vec![1_usize; n];
        for at in 0..n {
            longest[at] = (0..at).filter(|before| wanted[*before] < wanted[at]).map(|before| longest[before] + 1).max().unwrap_or(1);
        }
        prop_assert_eq!(steps.len(), n - longest.into_iter().max().unwrap_or(0));
    }

    #[test]
    fn sorting_is_a_stable_permutation(
        rows in prop::collection::vec(facts(), 0..12),
        picks in prop::collection::vec((0..17_usize, any::<bool>()), 0..4),
    ) {
        let keys: Vec<SortKey> = picks.into_iter().map(|(at, descending)| SortKey { field: Field::ALL[at].clone(), descending }).collect();
        let sorted = order(&rows, &keys);
        let mut seen = sorted.clone();
        seen.sort_unstable();
        prop_assert!(seen.into_iter().eq(0..rows.len()));
        // What is sorted stays; equal strips stay in the order they came in.
        let again: Vec<StripFacts> = sorted.iter().map(|&at| rows[at].clone()).collect();
        prop_assert!(order(&again, &keys).into_iter().eq(0..rows.len()));
        for pair in sorted.windows(2) {
            let same = order(&[rows[pair[1]].clone(), rows[pair[0]].clone()], &keys) == [0, 1];
            prop_assert!(!same || pair[0] < pair[1] || order(&[rows[pair[0]].clone(), rows[pair[1]].clone()], &keys) == [1, 0]);
        }
    }

    #[test]
    fn reading_never_panics_and_comes_back(text in filters(), row in facts()) {
        match parse(&text) {
            Ok(filter) => {
                let again = parse(&filter.to_string());
                // Writing adds parentheses and quotes, which may go over a limit.
                if let Ok(again) = &again {
                    prop_assert_eq!(again, &filter);
                    prop_assert_eq!(again.holds(&row), filter.holds(&row));
                } else {
                    prop_assert!(matches!(again.unwrap_err().kind, FilterErrorKind::TooDeep | FilterErrorKind::TooLong));
                }
            }
            Err(error) => prop_assert!(error.at <= text.chars().count()),
        }
    }

    #[test]
    fn a_negation_is_the_rest(a in "(int|night|cast:1|pages>1/8|minutes:)", row in facts()) {
        let yes = parse(&a).unwrap().holds(&row);
        prop_assert_eq!(parse(&format!("-{a}")).unwrap().holds(&row), !yes);
        let either = format!("{a} or -{a}");
        prop_assert!(parse(&either).unwrap().holds(&row));
    }
}

#[test]
fn banners_stay_where_they_are() {
    let banner = StripFacts { banner: true, set: "Lunch".to_owned(), ..StripFacts::default() };
    let scene = |number: &str| row(number, IntExt::Int, Light::Day, 1, &[]);
    let rows = [scene("12"), banner.clone(), scene("2"), scene("2A"), banner];
    let by = |descending| SortKey { field: Field::Number, descending };
    assert_eq!(arranged(&rows, &[by(false)]), [2, 1, 3, 0, 4]);
    assert_eq!(arranged(&rows, &[by(true)]), [0, 1, 3, 2, 4]);
    assert_eq!(steps(&[0, 1, 2, 3, 4]), []);
}
