//! Fountain files.

use super::super::{Format, IntExt, Light, Refusal, read};
use super::{check, fountain, reasons, sets};

const TRAPS: &str = include_str!("../fixtures/traps.fountain");

#[test]
fn every_trap_at_once() {
    let draft = read("long-way.fountain", TRAPS.as_bytes()).unwrap();
    check(&draft);
    assert_eq!(draft.format, Format::Fountain);
    assert_eq!(draft.title.as_deref(), Some("THE LONG WAY DOWN"));
    assert_eq!(sets(&draft), ["STATION HALL", "SNIPER SCOPE POV", "KITCHEN", "HOUSE", "HOUSE"]);
    let numbers: Vec<_> = draft.scenes.iter().map(|s| s.number.as_deref()).collect();
    assert_eq!(numbers, [Some("1A"), Some("2"), Some("12"), None, None]);
    assert_eq!(draft.scenes[0].cast, ["ÉLODIE", "МАША", "McCLANE"]);
    assert_eq!(draft.scenes[1].cast, ["STEEL", "BRICK", "EXTRA LARGE COFFEE"]);
    assert_eq!(draft.scenes[2].cast, ["MARTA"]);
    assert_eq!(draft.scenes[2].day_night, "LATER THAT NIGHT");
    assert_eq!(draft.scenes[3].int_ext, IntExt::IntExt);
    assert_eq!(draft.scenes[3].light, Light::Dusk);
    assert_eq!((draft.scenes[4].int_ext, draft.scenes[4].light), (IntExt::Est, Light::Day));
    assert_eq!(draft.scenes[0].synopsis, "Élodie misses the train.");
    assert_eq!(draft.scenes[1].synopsis, "About the scope. And more.");
    let line = |text: &str| 1 + TRAPS[..TRAPS.find(text).unwrap()].matches('\n').count() as i64;
    assert_eq!(draft.scenes[1].line, line(".SNIPER"));
    assert_eq!(reasons(&draft), [(line(".SNIPER"), "no_int_ext"), (line("/* never"), "unclosed_boneyard")]);
    assert!(draft.scenes.iter().all(|s| s.estimated));
    assert_eq!(read("a.txt", TRAPS.replace('\n', "\r\n").as_bytes()).unwrap(), draft);
    assert_eq!(read("a", TRAPS.replace('\n', "\r").as_bytes()).unwrap(), draft);
}

#[test]
fn headings_need_a_blank_line_before() {
    let draft = fountain("INT. A - DAY\n\nShe walks.\nEXT. B - DAY\n\n# Section\nEXT. C - NIGHT\n[[note]]\n\nEND.\n");
    assert_eq!(sets(&draft), ["A", "C"]);
    assert_eq!(reasons(&draft), [(4, "heading_no_blank")]);
}

#[test]
fn words_that_begin_like_a_heading_are_none() {
    for line in [
        "INTERIOR MONOLOGUE",
        "EXTRA LARGE",
        "ESTABLISHING",
        "INT'L AIRPORT",
        "Est-ce que",
        "Innen liegt Schnee.",
        "I am.",
        "E.T. lands",
        "A/C hums",
    ] {
        assert_eq!(sets(&fountain(&format!("INT. A - DAY\n\n{line}\n\nx"))), ["A"], "{line}");
    }
    for line in [
        "int. b",
        "Ext b - day",
        "INT/EXT. B",
        "INT./EXT B",
        "I/E B",
        "I./E. B",
        "INNEN. B",
        "AUßEN B - TAG",
        "I/A B - NACHT",
        "INT - B - DAY",
        ".b",
        "INNEN/TAG B",
    ] {
        assert_eq!(sets(&fountain(&format!("INT. A - DAY\n\n{line}\n\nx"))), ["A", "B"], "{line}");
    }
}

#[test]
fn who_speaks() {
    let draft = fountain(concat!(
        "INT. A - DAY\n\nANNA\nHi.\n  \nStill Anna.\n\nBANG!\nThe door.\n\nBOB (V.O.) (CONT'D)\n(low)\nYo.\n\n",
        "THE END\n\nANNA (ON PHONE)\n/* x */\nHm.\n\nFADE IN:\nlight\n\n23\nno letters\n\n@\nnobody\n\nDR. O'NEIL-ŽIŽEK [O.S.]\nYes.\n",
    ));
    check(&draft);
    assert_eq!(draft.cast, ["ANNA", "BOB", "DR. O'NEIL-ŽIŽEK"]);
}

#[test]
fn notes_and_boneyard() {
    let draft = fountain(
        "INT. A [[red]] - DAY #3# [[blue]]\n\n/*\nEXT. B - DAY\n\n*/\n\n[[ open\n\nEXT. C - DAY\n\n[[ a\n  \nb ]]\n\nEXT. D - DAY\n",
    );
    assert_eq!(sets(&draft), ["A", "C", "D"]);
    assert_eq!(draft.scenes[0].number.as_deref(), Some("3"));
    assert_eq!(draft.scenes[2].line, 16);
    assert_eq!(reasons(&draft), [(8, "unclosed_note")]);
}

#[test]
fn lengths_follow_the_page() {
    let one = fountain("INT. A - DAY\n\nShe waits.\n");
    assert_eq!((one.eighths, one.estimated), (1, true));
    // 55 lines are a page; every one of these takes two with the blank before it.
    let page = format!("INT. A - DAY\n\n{}", "She waits.\n\n".repeat(26));
    assert_eq!(fountain(&page).eighths, 8);
    let over = format!("INT. A - DAY\n\n{}", "She waits.\n\n".repeat(27));
    assert_eq!(fountain(&over).eighths, 9);
    let speech = format!("ANNA\n{}\n\n", "word ".repeat(70));
    let after = fountain(&format!("INT. A - DAY\n\n{speech}{speech}")).eighths;
    let beside = fountain(&format!("INT. A - DAY\n\n{speech}{}", speech.replace("ANNA", "BOB ^"))).eighths;
    assert!(beside < after, "{beside} {after}");
}

#[test]
fn what_is_no_script_is_refused() {
    assert_eq!(read("a.fountain", b"Just a letter.\n").unwrap_err(), Refusal::NoScenes);
    assert_eq!(read("a.txt", b"Title: X\n\nText\n").unwrap_err(), Refusal::NoScenes);
    assert_eq!(read("a.jpg", b"Just a letter.\n").unwrap_err(), Refusal::UnknownFormat);
    assert_eq!(read("a.fountain", b"INT. A\n\n\xE4").unwrap_err(), Refusal::NotUtf8 { line: 3 });
}

#[test]
fn no_title_page_loses_no_scene() {
    assert_eq!(sets(&fountain("INT. TRAIN: SECOND CLASS - DAY\n\nx\n")), ["TRAIN: SECOND CLASS"]);
    let draft = fountain("\u{FEFF}\n\nTitle: One\nContact:\n\tA street: 1\n\nEXT. A - DAY");
    assert_eq!((draft.title.as_deref(), draft.scenes[0].line), (Some("One"), 7));
}
