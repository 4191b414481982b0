//! Reading instances, good and bad.
use super::super::*;
use proptest::prelude::*;

/// Four scenes, three actors; made for this test.
const GOOD: &str = "picnic\n4\n3\n1 0 1 0 5\n0 1 1 0 2\n1 0 0 1 1\n\n2 1 1 3\n";

#[test]
fn the_classic_text_is_read() {
    let read = Instance::parse(GOOD).unwrap();
    assert_eq!((read.name(), read.durations(), read.actors().len()), ("picnic", &[2, 1, 1, 3][..], 3));
    assert_eq!(read.actors()[1], Actor { cost: 2, scenes: vec![false, true, true, false] });
    assert_eq!(read.base(), 5 * 3 + 2 * 2 + 5);
    // In story order the first actor waits a day for scene 3, the third two days for scene 4.
    assert_eq!(read.hold(&[0, 1, 2, 3]), Some(5 + 2));
    assert_eq!(read.hold(&[0, 1, 2]), None);
    assert_eq!(read.hold(&[0, 1, 2, 2]), None);
    assert_eq!(read.hold(&[0, 1, 2, 4]), None);
}

#[test]
fn blanks_are_free() {
    let spread = format!("\n\n{}", GOOD.replace(' ', " \t ").replace('\n', " \r\n"));
    assert_eq!(Instance::parse(&spread).unwrap(), Instance::parse(GOOD).unwrap());
    let joined = "picnic\n4 3 1 0 1 0 5 0 1 1 0 2 1 0 0 1 1 2 1 1 3";
    assert_eq!(Instance::parse(joined).unwrap(), Instance::parse(GOOD).unwrap());
}

#[test]
fn garbage_is_told_with_its_line() {
    use InstanceError::*;
    let cases: [(&str, InstanceError); 14] = [
        ("", Empty),
        (" \n\t\n", Empty),
        ("name", Ends { line: 1 }),
        ("name\n4\n", Ends { line: 2 }),
        ("name\n-1\n3", NotANumber { line: 2 }),
        ("name\n4.5\n3", NotANumber { line: 2 }),
        ("name\n0\n3", Count { line: 2 }),
        ("name\n513\n3", Count { line: 2 }),
        ("name\n4\n9223372036854775807", Count { line: 3 }),
        ("name\n4\n99999999999999999999", NotANumber { line: 3 }),
        ("name\n2\n1\n1 2 5\n1 1", NotABit { line: 4 }),
        ("name\n2\n1\n1 1 5\n1 0", TooLarge { line: 5 }),
        ("name\n2\n1\n1 1 1125899906842624\n1 1", TooLarge { line: 5 }),
        ("name\n2\n1\n1 1 5\n1 1\n7", Trailing { line: 6 }),
    ];
    for (text, error) in cases {
        assert_eq!(Instance::parse(text), Err(error), "{text:?}");
    }
    assert_eq!(NotANumber { line: 2 }.to_string(), "line 2: not a whole number of 0 or more");
}

#[test]
fn numbers_are_checked_as_texts_are() {
    let actor = |cost, scenes: &[bool]| Actor { cost, scenes: scenes.to_vec() };
    assert!(Instance::new("", vec![1, 2], vec![actor(3, &[true, false])]).is_ok());
    assert!(Instance::new("", vec![], vec![actor(3, &[])]).is_err());
    assert!(Instance::new("", vec![1], vec![]).is_err());
    assert!(Instance::new("", vec![1, 2], vec![actor(3, &[true])]).is_err());
    assert!(Instance::new("", vec![1, 2], vec![actor(-3, &[true, true])]).is_err());
    assert!(Instance::new("", vec![i64::MAX, 2], vec![actor(3, &[true, true])]).is_err());
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Instance::parse(&text);
        let _ = Instance::parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0..GOOD.len(), with in "[0-9 \\-x]{0,12}") {
        let _ = Instance::parse(&format!("{}{with}{}", &GOOD[..at], &GOOD[(at + 1).min(GOOD.len())..]));
    }
}
