//! Colours of strips, and the order of scene numbers.
use super::*;

#[test]
fn the_default_is_the_trades() {
    use StripColour::*;
    let c = |i, l| Palette::Default.colour(i, l);
    assert_eq!(c(IntExt::Int, Light::Day), White);
    assert_eq!(c(IntExt::Ext, Light::Day), Yellow);
    assert_eq!(c(IntExt::Int, Light::Night), Blue);
    assert_eq!(c(IntExt::Ext, Light::Night), Green);
    assert_eq!(c(IntExt::IntExt, Light::Night), Green);
    assert_eq!(c(IntExt::Int, Light::Dawn), Pink);
    assert_eq!(c(IntExt::Ext, Light::Dusk), Salmon);
    assert_eq!(c(IntExt::Other, Light::Day), Grey);
    assert_eq!(c(IntExt::Int, Light::Other), Grey);
    let c = |i, l| Palette::Continental.colour(i, l);
    let four = [
        (IntExt::Int, Light::Day),
        (IntExt::Ext, Light::Day),
        (IntExt::Int, Light::Night),
        (IntExt::Ext, Light::Night),
    ];
    assert_eq!(four.map(|(i, l)| c(i, l)), [White, Green, Yellow, Blue]);
}

#[test]
fn a_colour_never_stands_alone() {
    let shown = look(Palette::Default, &scene(1, 1, 1, &[]));
    assert_eq!(shown, StripLook { colour: StripColour::White, print: Some((IntExt::Int, Light::Day)) });
    assert_eq!(look(Palette::Default, &banner(2, 10)).print, None);
    assert_eq!(shown.colour.class(), "strip-white");
}

#[test]
fn scene_numbers_sort_as_the_trade_does() {
    let order = [
        "1", "2", "10", "12", "12.1", "A12A", "12A", "12AA", "12AB", "12B", "12pt1", "12pt2", "12pt10",
        // In front of 13: AA13 goes before A13, BA13 between them, AB13 before B13.
        "AA13", "BA13", "A13", "AB13", "B13", "13", "100", "CLOSING", "OPENING",
    ];
    let mut sorted = order;
    sorted.reverse();
    sorted.sort_by_cached_key(|n| SceneKey::of(n));
    assert_eq!(sorted, order);
}

#[test]
fn equal_numbers_written_differently_stay_together() {
    let mut list = ["13", "12 a", "012A", "12A", "12"];
    list.sort_by(|a, b| compare_scene_numbers(a, b));
    assert_eq!((list[0], list[4]), ("12", "13"));
    assert!(compare_scene_numbers("12A", "12a").is_ne());
    let long = ["9".repeat(40), format!("1{}", "0".repeat(40))];
    assert!(compare_scene_numbers(&long[0], &long[1]).is_lt());
}

proptest! {
    #[test]
    fn the_order_is_total(a in "[A-C]{0,2}[0-3]{0,2}[A-C]{0,2}[0-2]?", b in "[A-C]{0,2}[0-3]{0,2}[A-C]{0,2}", c in "\\PC{0,4}") {
        use std::cmp::Ordering;
        let cmp = compare_scene_numbers;
        prop_assert_eq!(cmp(&a, &b), cmp(&b, &a).reverse());
        prop_assert_eq!(cmp(&a, &b) == Ordering::Equal, a == b);
        let mut three = [&a, &b, &c];
        three.sort_by(|x, y| cmp(x, y));
        prop_assert!(cmp(three[0], three[2]).is_le());
    }

    #[test]
    fn an_insert_stands_next_to_its_scene(n in 1..500_u32, letter in "[A-Z]") {
        let after = format!("{n}{letter}");
        let before = format!("{letter}{}", n + 1);
        prop_assert!(compare_scene_numbers(&n.to_string(), &after).is_lt());
        prop_assert!(compare_scene_numbers(&after, &before).is_lt());
        prop_assert!(compare_scene_numbers(&before, &(n + 1).to_string()).is_lt());
    }
}
