//! Every report has a cell for every column, on screen and in files.
use super::{
    make::{Source, of},
    model::{Kind, Report},
};
use crate::{
    schedule::model::{Palette, checks::sample},
    text::Lang,
};

fn report(kind: Kind, lang: Lang) -> Report {
    let source = Source { board: sample(60, 12, 14, 3), palette: Palette::default(), lang };
    let made = of(&source, kind);
    Report {
        kind,
        title: kind.name().say(lang).to_owned(),
        production: "CODE".into(),
        made: "now".into(),
        paper: "a4".into(),
        choices: vec![],
        columns: made.columns,
        sections: made.sections,
        legend: made.legend,
    }
}

#[test]
fn every_line_has_a_cell_for_every_column() {
    for kind in Kind::ALL {
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
    for kind in Kind::ALL {
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
