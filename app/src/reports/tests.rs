//! Every report has a cell for every column, on screen and in files.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
use super::{
    breakdown,
    make::{self, Source, of},
    model::{Kind, Report, tidy},
    store,
};
use crate::{
    access::{EditBoard, Scope, ViewBoard, ViewScript, Viewer, testing::house},
    breakdown::{
        model::{CategoryRow, Fields, InScene},
        store::paper::{Paper, PaperElement, PaperScene},
    },
    db_test,
    error::AppError,
    schedule::{
        dood::model::DoodPlan,
        model::{DoodEvent, OwnPalette, Palette, Rgb, SceneColour, StripKind, checks::sample},
    },
    script::model::{Member, SceneRow},
    text::Lang,
    values::{CharacterId, Eighths, ElementId, IntExt, Light, Role, SceneId},
};
use std::collections::HashMap;

fn of_board() -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(|kind| !kind.of_script())
}

fn report(kind: Kind, lang: Lang) -> Report {
    let source = Source {
        board: sample(60, 12, 14, 3),
        palette: Palette::default(),
        own: OwnPalette::default(),
        plans: HashMap::new(),
        drops: HashMap::new(),
        lang,
    };
    let made = of(&source, kind);
    Report {
        kind,
        title: kind.name().say(lang).to_owned(),
        production: "CODE".into(),
        made: "now".into(),
        paper: "a4".into(),
        choices: vec![],
        variants: vec![],
        columns: made.columns,
        sections: made.sections,
        legend: made.legend,
        design: 0,
    }
}

#[test]
fn every_line_has_a_cell_for_every_column() {
    for kind in of_board() {
        for lang in Lang::ALL {
            let all = report(kind, lang);
            assert!(!all.is_empty(), "{kind:?}");
            for hide in [&[][..], &["pages", "cast", "synopsis"], &["hold", "paid", "number", "part", "set"]] {
                let some = all.clone().without(hide);
                assert!(some.columns.len() <= all.columns.len());
                let whole = some.sections.iter().flat_map(|s| &s.lines).filter(|line| !line.banner);
                assert!(whole.into_iter().all(|line| line.cells.len() == some.columns.len()), "{kind:?} {hide:?}");
                assert!(some.columns.iter().all(|c| !c.toggles || !hide.contains(&c.key.as_str())));
            }
        }
    }
}

#[test]
fn every_scene_is_on_the_stripboard_once() {
    let board = sample(60, 12, 14, 3);
    let lines = report(Kind::Stripboard, Lang::En).sections.into_iter().flat_map(|s| s.lines).filter(|l| !l.banner);
    let mut shown: Vec<String> = lines.map(|line| line.cells[0].clone()).collect();
    let mut there: Vec<String> =
        board.strips().filter_map(|(_, strip)| strip.scene()).map(|scene| scene.number.clone()).collect();
    shown.sort();
    there.sort();
    assert_eq!(shown, there);
}

#[test]
fn files_hold_what_the_screen_shows() {
    for kind in of_board() {
        let all = report(kind, Lang::De);
        let pdf = super::pdf::pdf(&all, Lang::De).expect("sets");
        assert!(pdf.starts_with(b"%PDF"), "{kind:?}");
        let csv = String::from_utf8(super::csv::file(&all).expect("writes")).expect("text");
        let lines: usize = all.sections.iter().map(|s| s.lines.len()).sum();
        let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(csv.as_bytes());
        assert_eq!(reader.records().filter(Result::is_ok).count(), lines, "{kind:?}");
    }
}

#[test]
fn nothing_typed_is_markup_or_a_formula() {
    let mut all = report(Kind::OneLiner, Lang::En);
    let evil = "=cmd|' /C calc'!A0 #set page(width: 1pt) *bold* <script>".to_owned();
    all.sections[0].lines[0].cells[3].clone_from(&evil);
    assert!(super::pdf::pdf(&all, Lang::En).is_ok());
    let csv = String::from_utf8(super::csv::file(&all).expect("writes")).expect("text");
    assert!(csv.contains(&format!("'{evil}")) && !csv.contains(&format!(",{evil}")), "{csv}");
}

/// Two scenes, three elements of two categories; one scene is omitted, one element in none.
fn paper() -> Paper {
    let id = |n: u128| uuid::Uuid::from_u128(n);
    let scene = |n: u128, number: &str, omitted: bool| SceneRow {
        id: SceneId(id(n)),
        number: number.into(),
        int_ext: IntExt::Int,
        set_name: "QUAY".into(),
        day_night: String::new(),
        light: Light::Night,
        eighths: Eighths(17),
        estimated: false,
        omitted,
        closed: false,
        synopsis: "They wait.".into(),
        cast: vec![Member { id: CharacterId(id(9)), number: Some(1), name: "IDA".into() }],
        location: None,
        location_name: String::new(),
        version: 1,
    };
    let inside = |n: u128, category: i64, name: &str, amount: Option<i64>| InScene {
        id: ElementId(id(n)),
        category,
        code: String::new(),
        name: name.into(),
        amount,
        note: "lit".into(),
    };
    let fields = Fields { script_day: "N2".into(), notes: "Tide at 21:00".into(), ..Fields::default() };
    let element = |n: u128, category: i64, name: &str| PaperElement {
        id: ElementId(id(n)),
        category,
        code: String::new(),
        name: name.into(),
        note: String::new(),
        dood: n != 22,
        hold: true,
        drops: false,
    };
    Paper {
        scenes: vec![
            PaperScene {
                scene: scene(1, "12A", false),
                fields,
                elements: vec![inside(20, 104, "Lantern", Some(2)), inside(21, 500, "Drones", None)],
            },
            PaperScene { scene: scene(2, "13", true), fields: Fields::default(), elements: vec![] },
        ],
        elements: vec![element(20, 104, "Lantern"), element(22, 104, "Rope"), element(21, 500, "Drones")],
        categories: vec![CategoryRow { code: 500, name: "Sky".into(), elements: 1 }],
    }
}

#[test]
fn a_breakdown_sheet_says_what_a_scene_needs() {
    let of = |scene: Option<u128>, hidden: &[&str]| {
        breakdown::sheets(&paper(), scene.map(|n| SceneId(uuid::Uuid::from_u128(n))), Lang::En, hidden)
    };
    let all = of(None, &[]);
    assert_eq!(all.sections.len(), 1, "an omitted scene needs nothing");
    let sheet = &all.sections[0];
    for part in ["Scene 12A", "INT", "QUAY", "2 1/8", "Script day N2"] {
        assert!(sheet.heading.contains(part), "{part} in {}", sheet.heading);
    }
    let lines: Vec<String> = sheet.lines.iter().map(|line| line.cells.join("|")).collect();
    assert_eq!(
        lines,
        [
            "Synopsis||They wait.",
            "Cast|red|1. IDA",
            "Props|purple|Lantern ×2 (lit)",
            "Sky|grey|Drones (lit)",
            "Notes||Tide at 21:00"
        ]
    );
    let less: Vec<String> =
        of(None, &["synopsis", "cast", "notes"]).sections[0].lines.iter().map(|l| l.cells[0].clone()).collect();
    assert_eq!(less, ["Props", "Sky"]);
    assert_eq!(of(Some(2), &[]).sections.len(), 1, "asked for by its page, it is printed");
    assert!(of(Some(3), &[]).sections.is_empty());
}

#[test]
fn elements_are_listed_with_scenes_and_days() {
    let scene = SceneId(uuid::Uuid::from_u128(1));
    let on = |n: i8, name: &str| (jiff::civil::date(2027, 5, n), name.to_owned());
    let days = Some([(scene, vec![on(12, "Day 3"), on(10, "Day 1")])].into_iter().collect());
    let all = breakdown::elements(&paper(), &days, Lang::En);
    let heads: Vec<&str> = all.sections.iter().map(|s| s.heading.as_str()).collect();
    assert_eq!(heads, ["Props · purple", "Sky · grey"]);
    assert_eq!(all.sections[0].lines[0].cells, ["", "Lantern", "1", "12A (×2)", "", "Day 1, Day 3"]);
    assert_eq!(all.sections[0].lines[1].cells, ["", "Rope", "0", "", "", ""]);
    // Whoever does not see the board is told no day.
    let none = breakdown::elements(&paper(), &None, Lang::En);
    assert!(none.columns.iter().all(|c| c.key != "days"));
    for made in [all, none, breakdown::sheets(&paper(), None, Lang::Fr, &[])] {
        let width = made.columns.len();
        assert!(made.sections.iter().flat_map(|s| &s.lines).all(|line| line.cells.len() == width));
    }
}

#[test]
fn breakdowns_are_set_on_both_papers() {
    for (size, kind) in [("a4", Kind::BreakdownSheets), ("letter", Kind::ElementList)] {
        let made = match kind {
            Kind::ElementList => breakdown::elements(&paper(), &None, Lang::Nl),
            _ => breakdown::sheets(&paper(), None, Lang::Nl, &[]),
        };
        let report = Report {
            kind,
            paper: size.into(),
            columns: made.columns,
            sections: made.sections,
            ..report(Kind::CastList, Lang::Nl)
        };
        assert!(super::pdf::pdf(&report, Lang::Nl).expect("sets").starts_with(b"%PDF"), "{kind:?}");
        assert!(String::from_utf8(super::csv::file(&report).expect("writes")).expect("text").contains("Lantern"));
    }
}

#[test]
fn only_keys_are_kept() {
    assert_eq!(tidy("pages.cast.pages..<b>.a b.&x=1.int_ext"), "cast.int_ext.pages");
    assert_eq!(tidy(""), "");
}

db_test! {
    async fn variants_are_made_renamed_and_deleted(db: Db) {
        let h = house(&db).await;
        let (ad, head, crew) =
            (h.member(&db, Role::FirstAd).await, h.member(&db, Role::DepartmentHead).await, h.member(&db, Role::Crew).await);
        let save = async |who: &Viewer, name: &str, hide: &str| {
            db.run(who.clone(), h.production, async |s: &mut Scope<EditBoard>| store::add(s, Kind::OneLiner, name, hide).await).await
        };
        let list = async |kind: Kind| {
            db.run(head.clone(), h.production, async |s: &mut Scope<ViewBoard>| store::list(s, kind).await).await.unwrap()
        };
        for who in [&head, &crew] {
            assert_eq!(save(who, "X", "cast").await.map(drop), Err(AppError::Forbidden));
        }
        let id = save(&ad, "For cast", "pages.cast").await.unwrap();
        assert!(matches!(save(&ad, "For cast", "").await, Err(AppError::Invalid(_))), "a name is there once");
        save(&ad, "For grip", "synopsis").await.unwrap();
        assert_eq!(list(Kind::OneLiner).await.iter().map(|v| (v.name.as_str(), v.hide.as_str())).collect::<Vec<_>>(), [("For cast", "cast.pages"), ("For grip", "synopsis")]);
        assert!(list(Kind::Dood).await.is_empty(), "of one report alone");
        let name = async |version: i64, name: &str| {
            db.run(ad.clone(), h.production, async |s: &mut Scope<EditBoard>| store::rename(s, id, version, name).await).await
        };
        assert!(matches!(name(1, "For grip").await, Err(AppError::Invalid(_))));
        assert_eq!(name(1, "Cast").await, Ok(Kind::OneLiner));
        assert_eq!(name(1, "Old").await, Err(AppError::Conflict));
        // Nobody of another production reaches it.
        let other = house(&db).await;
        let stray = other.member(&db, Role::FirstAd).await;
        let gone = db.run(stray, other.production, async |s: &mut Scope<EditBoard>| store::remove(s, id, 2).await).await;
        assert_eq!(gone, Err(AppError::NotFound));
        let remove = async |version: i64| {
            db.run(ad.clone(), h.production, async |s: &mut Scope<EditBoard>| store::remove(s, id, version).await).await
        };
        assert_eq!(remove(1).await, Err(AppError::Conflict));
        assert_eq!(remove(2).await, Ok(Kind::OneLiner));
        assert_eq!(list(Kind::OneLiner).await.len(), 1);
    }
}

db_test! {
    async fn a_breakdown_is_for_whoever_reads_the_script(db: Db) {
        let h = house(&db).await;
        let make = async |who: &Viewer, kind: Kind| {
            db.run(who.clone(), h.production, async |s: &mut Scope<ViewScript>| make::of_script(s, (kind, None), Lang::En, "").await).await
        };
        let keys = |report: Report| report.columns.into_iter().map(|c| c.key).collect::<Vec<_>>();
        let (ad, intimacy) = (h.member(&db, Role::FirstAd).await, h.member(&db, Role::IntimacyCoordinator).await);
        for role in [Role::Crew, Role::Cast, Role::TransportCaptain] {
            let who = h.member(&db, role).await;
            assert_eq!(make(&who, Kind::BreakdownSheets).await.map(drop), Err(AppError::Forbidden), "{role:?}");
        }
        assert!(keys(make(&ad, Kind::ElementList).await.unwrap()).contains(&"days".to_owned()));
        assert!(!keys(make(&intimacy, Kind::ElementList).await.unwrap()).contains(&"days".to_owned()), "sees no board");
        assert!(make(&intimacy, Kind::BreakdownSheets).await.is_ok());
        assert!(make(&ad, Kind::ElementDood).await.is_ok());
        assert_eq!(make(&intimacy, Kind::ElementDood).await.map(drop), Err(AppError::Forbidden), "sees no board");
        assert_eq!(make(&ad, Kind::Dood).await.map(drop), Err(AppError::NotFound), "is none of the script");
        let board = db.run(ad, h.production, async |s: &mut Scope<ViewBoard>| make::report(s, Kind::ElementList, Lang::En, "").await).await;
        assert_eq!(board.map(drop), Err(AppError::NotFound));
    }
}

#[test]
fn colours_of_its_own_print_with_the_ink_that_is_read() {
    let mut own = OwnPalette { day_break: Some(Rgb(250, 250, 250)), ..OwnPalette::default() };
    own.scenes.push(SceneColour { int_ext: IntExt::Int, light: Light::Day, colour: Rgb(16, 32, 64) });
    let source = Source {
        board: sample(60, 12, 14, 3),
        palette: Palette::default(),
        own,
        plans: HashMap::new(),
        drops: HashMap::new(),
        lang: Lang::En,
    };
    let made = of(&source, Kind::Stripboard);
    let lines = || made.sections.iter().flat_map(|s| &s.lines);
    let painted: Vec<_> = lines().filter(|line| line.tone == "int-day").collect();
    assert!(!painted.is_empty() && painted.len() < lines().count());
    for line in painted {
        assert_eq!((line.kind.as_deref(), line.own.unwrap().ink), (Some("int-day"), Rgb::WHITE));
    }
    assert!(lines().filter(|line| line.tone != "int-day").all(|line| line.own.is_none() && line.kind.is_none()));
    assert_eq!(made.sections[0].own.unwrap().ink, Rgb::BLACK);
    let report =
        Report { columns: made.columns.clone(), sections: made.sections.clone(), ..report(Kind::Stripboard, Lang::En) };
    assert!(super::pdf::pdf(&report, Lang::En).unwrap().starts_with(b"%PDF"));
}

#[test]
fn events_holidays_and_drops_stand_in_the_day_out_of_days() {
    let mut board = sample(60, 12, 14, 3);
    let (part, _) = board.cast.iter().map(|c| (c.character, c)).next().unwrap();
    let first = board.days[0].date;
    let before = first.yesterday().unwrap();
    let mut plan = DoodPlan { hold: false, ..DoodPlan::default() };
    plan.put(DoodEvent::Fitting, &[before]);
    let holiday = board.days.iter().map(|d| d.date).max().unwrap().yesterday().unwrap();
    board.days.retain(|d| d.date != holiday);
    board.facts.holidays.insert(holiday);
    let source = Source {
        board,
        palette: Palette::default(),
        own: OwnPalette::default(),
        plans: HashMap::from([(part, plan)]),
        drops: HashMap::new(),
        lang: Lang::En,
    };
    let made = of(&source, Kind::Dood);
    let column = |date| made.columns.iter().position(|c| c.key == format!("d{date}"));
    let (fitted, pause) = (column(before).unwrap(), column(holiday).unwrap());
    assert!(made.columns[pause].label.ends_with('/'), "{}", made.columns[pause].label);
    let line = &made.sections[0].lines[0];
    assert_eq!(line.cells[fitted], "FT");
    let total = |key: &str| line.cells[made.columns.iter().position(|c| c.key == key).unwrap()].clone();
    assert_eq!((total("fitting").as_str(), total("hold").as_str()), ("1", ""), "not held");
    assert!(made.sections[0].lines[1..].iter().any(|line| line.cells[pause] == "/"), "others have the holiday");
}

#[test]
fn elements_have_a_day_out_of_days_by_category() {
    let paper = paper();
    let mut board = sample(60, 12, 14, 3);
    let scene = paper.scenes[0].scene.id;
    let strip = board.days[1].strips.iter_mut().find_map(|s| match &mut s.kind {
        StripKind::Scene(found) => Some(found),
        StripKind::Banner { .. } => None,
    });
    strip.unwrap().scene = scene;
    let made = super::dood::elements(&paper, &board, Lang::En);
    let names = |at: usize| made.sections[at].lines.iter().map(|l| l.cells[1].as_str()).collect::<Vec<_>>();
    assert_eq!((made.sections.len(), names(0), names(1)), (2, vec!["Lantern"], vec!["Drones"]), "the rope has no row");
    assert!(made.sections[0].lines[0].cells.contains(&"SWF".to_owned()));
    assert!(made.sections.iter().flat_map(|s| &s.lines).all(|l| l.cells.len() == made.columns.len()));
}
