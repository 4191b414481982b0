//! Nothing a file holds makes the import panic or break its promises, and nothing makes it slow.
#![expect(clippy::disallowed_methods, reason = "a switch for whoever measures")]

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::{MAX_BYTES, MAX_FOUNTAIN_BYTES, read};
use super::check;

const SEEDS: [&[u8]; 3] = [
    include_bytes!("../fixtures/production.fdx"),
    include_bytes!("../fixtures/wild.fdx"),
    include_bytes!("../fixtures/traps.fountain"),
];

fn holds(name: &str, bytes: &[u8]) {
    match read(name, bytes) {
        Ok(draft) => check(&draft),
        Err(refusal) => assert!(!refusal.to_string().is_empty() && !refusal.key().is_empty()),
    }
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("  ".to_string()),
        "(INT|EXT|I/E|INNEN|EST|\\.|\\.\\.)[./ -]{0,3}[A-Zaß –-]{0,20}( - (DAY|NACHT|LATER|JOUR/NUIT))?( #[0-9A]{0,3}#)?",
        "[A-ZÉÄМ]{1,8} ?(\\(V\\.O\\.\\)|\\(|\\)|\\^| \\[)?",
        "(/\\*|\\*/|\\[\\[|\\]\\]|===|#|=|!|@|>|<|~|\\^){1,3}.{0,10}",
        "\\PC{0,40}",
    ]
}

fn paragraph() -> impl Strategy<Value = String> {
    let kind = prop_oneof![
        Just("Scene Heading"),
        Just("Character"),
        Just("Action"),
        Just("Dialogue"),
        Just("Odd"),
        Just("Summary"),
        Just("")
    ];
    (kind, line(), "[0-9A]{0,3}", "[0-9 /⅛.]{0,6}", 0..8u8).prop_map(|(kind, text, number, length, shape)| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let inner = match shape {
            0 => format!("<DualDialogue><Paragraph Type=\"Character\"><Text>{text}</Text></Paragraph></DualDialogue>"),
            1 => format!("<Text>{text}</Text><OmittedScene><Paragraph Type=\"Scene Heading\"><Text>{text}</Text></Paragraph></OmittedScene>"),
            2 => format!("<ScriptNote><Paragraph><Text>{text}</Text></Paragraph></ScriptNote>"),
            _ => format!("<SceneProperties Length=\"{length}\"/><Text>{text}</Text>"),
        };
        format!("<Paragraph Type=\"{kind}\" Number=\"{number}\">{inner}</Paragraph>\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400), prefix in 0..6usize) {
        let prefixes: [&[u8]; 6] = [b"", b"<FinalDraft><Content>", b"\xFF\xFE", b"\xFE\xFF", b"INT. A\n\n", b"<?xml "];
        let bytes = [prefixes[prefix], &bytes].concat();
        holds("a.fdx", &bytes);
        holds("a.fountain", &bytes);
    }

    #[test]
    fn mutated_fixtures(seed in 0..3usize, edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..12)) {
        let mut bytes = SEEDS[seed].to_vec();
        for (at, byte, how) in edits {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                _ => bytes.insert(at, byte & 0x7F),
            }
        }
        holds("a.fdx", &bytes);
        holds("a.fountain", &bytes);
    }

    #[test]
    fn line_soup(lines in proptest::collection::vec(line(), 0..60)) {
        holds("a.fountain", lines.join("\n").as_bytes());
    }

    #[test]
    fn paragraph_soup(paragraphs in proptest::collection::vec(paragraph(), 0..40)) {
        holds("a.fdx", super::script(&paragraphs.concat()).as_bytes());
    }

    #[test]
    fn headings(text in "\\PC{0,60}") {
        let _ = super::super::heading::parse(&text);
        let _ = super::super::heading::looks_like(&text);
    }
}

/// A large text of one kind. One MiB shows what is quadratic; `FULL_SIZE` fills the limit.
fn full(head: &str, unit: &str, tail: &str) -> Vec<u8> {
    let most = if head.starts_with('<') { MAX_BYTES } else { MAX_FOUNTAIN_BYTES };
    let size = if std::env::var_os("FULL_SIZE").is_some() { most } else { 1024 * 1024 };
    let count = (size - head.len() - tail.len()) / unit.len();
    format!("{head}{}{tail}", unit.repeat(count)).into_bytes()
}

/// Each of these would take minutes or worse if any step looked at a byte again and again.
#[test]
fn the_largest_files_are_read_quickly() {
    let heading = "<Paragraph Type=\"Scene Heading\"><Text>INT. A - DAY</Text></Paragraph>";
    let start = format!("<FinalDraft><Content>{heading}");
    let end = "</Content></FinalDraft>";
    let files = [
        ("a.fdx", full(&start, "<Paragraph Type=\"Character\"><Text>A</Text></Paragraph>", end)),
        (
            "a.fdx",
            full(&format!("{start}<Paragraph Type=\"Character\"><Text>"), "(", &format!("</Text></Paragraph>{end}")),
        ),
        (
            "a.fdx",
            full(
                "<FinalDraft><Content><Paragraph Type=\"Scene Heading\"><Text>",
                "- ",
                &format!("</Text></Paragraph>{end}"),
            ),
        ),
        ("a.fdx", full("<FinalDraft><Content><Paragraph ", "a=\"\" ", &format!("></Paragraph>{end}"))),
        ("a.fdx", full(&format!("{start}<Paragraph><Text>"), "&x;", &format!("</Text></Paragraph>{end}"))),
        ("a.fdx", full("<FinalDraft><Content>", "<Paragraph Type=\"Scene Heading\"><Text>B</Text></Paragraph>\n", end)),
        ("a.fdx", full(&start, "<Text", "")),
        ("a.fountain", full("INT. A\n\n", "[[", "")),
        ("a.fountain", full("INT. A\n\n", "[[]]", "")),
        ("a.fountain", full("INT. A\n\n", "[[\n\n", "]]")),
        ("a.fountain", full("INT. A\n\n", "/*", "")),
        ("a.fountain", full("INT. A\n\n", "/**/\n", "")),
        ("a.fountain", full("INT. A\n\n", "=synopsis\n", "")),
        ("a.fountain", full("INT. A\n\n", "\n", "")),
        ("a.fountain", full("INT. A\n\n", "x\n", "")),
        ("a.fountain", full("", "INT. A\n\n", "")),
        ("a.fountain", full("INT. A\n\n", "BOB\nx\n\n", "")),
        ("a.fountain", full("INT. A", " -", "")),
        ("a.fountain", full("INT. A ", "#", "")),
    ];
    for (index, (name, bytes)) in files.iter().enumerate() {
        let begun = Instant::now();
        holds(name, bytes);
        let took = begun.elapsed();
        if std::env::var_os("SHOW_TIMES").is_some() {
            eprintln!("file {index}: {took:?}");
        }
        assert!(took < Duration::from_secs(30), "file {index} took {took:?}");
    }
}
