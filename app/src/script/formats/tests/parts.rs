//! The small parts: names and cut texts.

use super::super::speaker::{fold, name, short};

#[test]
fn names() {
    for (cue, expected) in [
        ("MARTA (V.O.)", Some("MARTA")),
        ("MARTA (CONT’D)", Some("MARTA")),
        ("  MARTA\u{a0}(V.O.)  (CONT'D) ^", Some("MARTA")),
        ("MARTA (cont.)", Some("MARTA")),
        ("MARTA (am Telefon", Some("MARTA")),
        ("MARTA (ON PHONE (V.O.))", Some("MARTA")),
        ("MARTA（画外音）", Some("MARTA")),
        ("MARTA V.O.", Some("MARTA")),
        ("MARTA CONT'D", Some("MARTA")),
        ("MARTA:", Some("MARTA")),
        ("(OLD) MARTA", Some("(OLD) MARTA")),
        ("DR. MARTA B.", Some("DR. MARTA B.")),
        ("**MARTA**", Some("MARTA")),
        ("V.O.", Some("V.O.")),
        ("(V.O.)", None),
        ("^", None),
        ("...", None),
    ] {
        assert_eq!(name(cue).as_deref(), expected, "{cue}");
    }
    assert_eq!(name(&"A".repeat(81)), None);
    assert_eq!(name(&"A ".repeat(5_000_000)), None);
    assert_eq!(fold("Strauß"), fold("STRAUSS"));
    assert_eq!(fold("ΝΊΚΟΣ"), fold("νίκος"));
}

#[test]
fn short_texts() {
    assert_eq!(short(" a \n b ", 10), "a b");
    assert_eq!(short("abcdef", 4), "abc…");
    assert_eq!(short("ab cdef", 4), "ab …");
    assert_eq!(short("abcd", 4), "abcd");
    assert!((0..12).all(|max| short("aé ĵ xyz ooo", max).chars().count() <= max));
}
