//! Final Draft files.

use super::super::{Format, IntExt, Light, MAX_BYTES, Refusal, SkipReason, read};
use super::{check, fdx, reasons, script, sets};

const PRODUCTION: &str = include_str!("../fixtures/production.fdx");
const WILD: &str = include_str!("../fixtures/wild.fdx");

fn refused(bytes: impl AsRef<[u8]>) -> Refusal {
    read("a.fdx", bytes.as_ref()).unwrap_err()
}

fn scene(attributes: &str, heading: &str) -> String {
    format!("<Paragraph Type=\"Scene Heading\" {attributes}><Text>{heading}</Text></Paragraph>")
}

#[test]
fn a_production_draft_is_read_whole() {
    let draft = read("low-water.fdx", PRODUCTION.as_bytes()).unwrap();
    check(&draft);
    assert_eq!(draft.format, Format::Fdx);
    assert_eq!(draft.title.as_deref(), Some("Low Water"));
    assert_eq!(sets(&draft), ["HARBOUR OFFICE", "PIER", "CAR - MOVING", "YARD", "KÜCHE", "MONTAGE - WINTER", "HOUSE"]);
    let numbers: Vec<_> = draft.scenes.iter().map(|s| s.number.as_deref().unwrap()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "A5", "A5", "12pt1"]);
    let lights: Vec<_> = draft.scenes.iter().map(|s| s.light).collect();
    assert_eq!(lights, [Light::Day, Light::Night, Light::Dawn, Light::Dusk, Light::Day, Light::Other, Light::Day]);
    assert_eq!(draft.scenes.iter().map(|s| s.eighths).collect::<Vec<_>>(), [9, 2, 24, 0, 1, 2, 1]);
    assert_eq!(
        draft.scenes.iter().map(|s| s.estimated).collect::<Vec<_>>(),
        [false, false, false, false, true, true, true]
    );
    assert_eq!(draft.scenes[0].synopsis, "The boat comes in late. Nobody waits.");
    assert_eq!(draft.scenes[0].cast, ["ODA", "MARTA"]);
    assert_eq!(draft.scenes[1].cast, ["JÖRG", "MARTA", "Harbour Master"]);
    assert_eq!(draft.cast, ["MARTA", "JÖRG"]);
    assert_eq!(draft.scenes[4].int_ext, IntExt::IntExt);
    assert_eq!(draft.scenes[6].day_night, "JOUR");
    assert!(draft.scenes[3].omitted && draft.scenes[3].cast.is_empty());
    let line = |text: &str| 1 + PRODUCTION[..PRODUCTION.find(text).unwrap()].matches('\n').count() as i64;
    assert_eq!(draft.scenes[1].line, line("EXT. PIER"));
    assert_eq!(
        reasons(&draft),
        [
            (line("about a page"), "bad_length"),
            (line("MONTAGE"), "duplicate_number"),
            (line("MONTAGE"), "no_int_ext"),
            (line("Sprechblase"), "unknown_type"),
            (line("Number=\"6\""), "empty_heading"),
            (line("eacute"), "unknown_entity"),
        ]
    );
    assert!(draft.skipped.iter().any(|s| s.reason == SkipReason::UnknownType { name: "Sprechblase".into(), count: 2 }));
    let json = serde_json::to_string(&draft).unwrap();
    assert!(json.contains("\"format\":\"fdx\"") && !json.contains("Leaked") && !json.contains("NOTE WRITER"));
    assert_eq!(serde_json::from_str::<super::super::Draft>(&json).unwrap(), draft);
}

#[test]
fn odd_files_are_read_with_remarks() {
    let draft = read("x.xml", WILD.as_bytes()).unwrap();
    check(&draft);
    assert_eq!(draft.title.as_deref(), Some("Odd One"));
    assert_eq!(sets(&draft), ["ATTIC", "ROOF", ""]);
    assert_eq!(draft.scenes[0].day_night, "THE NEXT MORNING");
    assert_eq!(draft.scenes[0].cast, ["ANA"]);
    assert_eq!(draft.scenes[2].number.as_deref(), Some("9"));
    assert_eq!(
        reasons(&draft),
        [
            (1, "template"),
            (3, "before_first_scene"),
            (7, "heading_by_text"),
            (8, "not_a_name"),
            (10, "under_omitted"),
            (11, "unknown_element"),
        ]
    );
    assert_eq!(draft.skipped[1].reason, SkipReason::BeforeFirstScene { count: 2 });
}

#[test]
fn encodings_and_line_ends_change_nothing() {
    let plain = read("a.fdx", PRODUCTION.as_bytes()).unwrap();
    let bom = format!("\u{FEFF}{PRODUCTION}");
    assert_eq!(read("a.fdx", bom.as_bytes()).unwrap(), plain);
    let le: Vec<u8> = bom.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("a.fdx", &le).unwrap(), plain);
    let be: Vec<u8> = bom.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(read("a.fdx", &be).unwrap(), plain);
    assert_eq!(read("a.fdx", PRODUCTION.replace('\n', "\r\n").as_bytes()).unwrap(), plain);
    assert_eq!(read("noname", PRODUCTION.as_bytes()).unwrap(), plain);
    assert!(matches!(refused(&be[..be.len() - 1]), Refusal::NotUtf8 { .. }));
    assert!(matches!(refused([0xFF, 0xFE, 0x00, 0xD8, b'a', 0]), Refusal::NotUtf8 { line: 1 }));
    assert_eq!(refused(b"<FinalDraft>\n\xE9"), Refusal::NotUtf8 { line: 2 });
    assert_eq!(refused(b"<FinalDraft>\n\0"), Refusal::NulByte { line: 2 });
    assert!(matches!(refused(&le[2..]), Refusal::NulByte { line: 1 }));
}

#[test]
fn lengths() {
    for (written, eighths, estimated) in [
        ("1 1/8", 9, false),
        ("2/8", 2, false),
        ("3", 24, false),
        ("1 ⅜", 11, false),
        ("", 1, true),
        ("0", 1, true),
        ("2.0", 1, true),
        ("1/3", 1, true),
        ("-1", 1, true),
        ("99999999999999999999", 1, true),
        ("999999 7/8", 1, true),
    ] {
        let draft = fdx(&format!(
            "<Paragraph Type=\"Scene Heading\"><SceneProperties Length=\"{written}\"/><Text>INT. A - DAY</Text></Paragraph>"
        ));
        assert_eq!((draft.scenes[0].eighths, draft.estimated), (eighths, estimated), "{written}");
        assert_eq!(draft.skipped.is_empty(), !matches!(eighths, 1) || written.len() < 2, "{written}");
    }
}

#[test]
fn numbers_stay_as_written() {
    let all: String =
        ["12A", "A12", "12pt1", "12a"].iter().map(|n| scene(&format!("Number=\"{n}\""), "INT. A - DAY")).collect();
    let draft = fdx(&all);
    assert_eq!(
        draft.scenes.iter().filter_map(|s| s.number.as_deref()).collect::<Vec<_>>(),
        ["12A", "A12", "12pt1", "12a"]
    );
    assert_eq!(reasons(&draft), [(1, "duplicate_number")]);
    assert_eq!(fdx(&scene("", "INT. A - DAY")).scenes[0].number, None);
    assert_eq!(fdx(&scene("Number=\"7\"", "9 INT. A - DAY 9")).scenes[0].number.as_deref(), Some("7"));
    assert_eq!(fdx(&scene("", "14A. OMITTED")).scenes[0].number.as_deref(), Some("14A"));
}

#[test]
fn what_is_no_final_draft_script_is_refused() {
    assert_eq!(refused([0xFD, 0xFD, 0xFD, 0xFD, 1, 2]), Refusal::BinaryFdr);
    assert_eq!(read("old.fdr", b"anything").unwrap_err(), Refusal::BinaryFdr);
    assert_eq!(refused(b"PK\x03\x04rest"), Refusal::Zip);
    assert_eq!(refused(b"%PDF-1.7"), Refusal::Pdf);
    assert_eq!(refused(b"{\\rtf1 x}"), Refusal::WordProcessor);
    assert_eq!(refused(b"\n <!DOCTYPE HTML><html>"), Refusal::Html);
    assert_eq!(refused(b"<?xml version=\"1.0\"?><html></html>"), Refusal::Html);
    assert_eq!(refused(b"<book/>"), Refusal::OtherXml { root: "book".into() });
    assert_eq!(refused(b"INT. HOUSE - DAY"), Refusal::UnknownFormat);
    assert_eq!(refused(b"  \n"), Refusal::Empty);
    assert_eq!(refused(b""), Refusal::Empty);
    assert_eq!(refused(script("")), Refusal::NoScenes);
    assert_eq!(refused(b"<FinalDraft/>"), Refusal::NoScenes);
    assert_eq!(refused(b"<?xml version=\"1.0\"?>\n"), Refusal::UnknownFormat);
    assert_eq!(refused(vec![b' '; MAX_BYTES + 1]), Refusal::TooLarge { mib: 21, most: 20 });
}

#[test]
fn attacks_are_refused() {
    let inner = script(&scene("", "INT. A - DAY"));
    let external =
        format!("<?xml version=\"1.0\"?><!DOCTYPE FinalDraft [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{inner}");
    assert_eq!(refused(external), Refusal::Dtd);
    let laughs =
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><FinalDraft><Content>&b;</Content></FinalDraft>";
    assert_eq!(refused(laughs), Refusal::Dtd);
    assert_eq!(refused("<!DOCTYPE FinalDraft ["), Refusal::Dtd);
    let deep = format!("<FinalDraft><Content>\n{}", "<Paragraph>".repeat(100_000));
    assert_eq!(refused(deep), Refusal::TooDeep { line: 2 });
    assert_eq!(refused(script("<Paragraph><Text>&#0;</Text></Paragraph>")), Refusal::BrokenXml { line: 1 });
}

#[test]
fn a_file_that_breaks_off_is_refused_with_its_line() {
    for cut in (60..PRODUCTION.len() - 20).step_by(97) {
        let cut = (cut..).find(|at| PRODUCTION.is_char_boundary(*at)).unwrap();
        let lines = 1 + PRODUCTION[..cut].matches('\n').count() as i64;
        match refused(&PRODUCTION[..cut]) {
            Refusal::TruncatedXml { line } => assert!((1..=lines).contains(&line), "{line} of {lines}"),
            Refusal::BrokenXml { line } => assert_eq!(line, lines, "{cut}"),
            other => panic!("{other:?} at {cut}"),
        }
    }
    let crossed = "<FinalDraft>\n<Content>\n</FinalDraft>";
    assert_eq!(refused(crossed), Refusal::BrokenXml { line: 3 });
    assert_eq!(refused("<FinalDraft>\n<Content>\n"), Refusal::TruncatedXml { line: 3 });
}

#[test]
fn omitted_scenes_keep_their_number_and_no_length() {
    for words in [
        "OMITTED",
        "Omitted",
        "(OMITTED)",
        "SCENE OMITTED",
        "ENTFÄLLT",
        "OMITTED - INT. HOUSE - DAY",
        "INT. HOUSE - DAY (OMITTED)",
    ] {
        let draft = fdx(&scene("Number=\"31\"", words));
        assert!(draft.scenes[0].omitted, "{words}");
        assert_eq!((draft.eighths, draft.scenes[0].number.as_deref()), (0, Some("31")));
        assert!(draft.skipped.is_empty());
    }
    assert!(!fdx(&scene("", "INT. OMITTED PLACE - DAY")).scenes[0].omitted);
}
