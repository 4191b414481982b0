//! Layouts of strips, and a production's own colours.
use super::*;
use crate::schedule::model::paint::NamedTwice;

fn cell(field: Field, width: u8) -> LayoutCell {
    LayoutCell { field, width, align: Align::Start }
}

#[test]
fn the_default_can_be_used_and_kept() {
    let layout = StripLayout::default();
    assert_eq!(layout.validate(), Ok(()));
    let json = serde_json::to_string(&layout).unwrap();
    assert!(json.starts_with(r#"[[{"field":"number","width":6,"align":"start"}"#), "{json}");
    assert_eq!(serde_json::from_str::<StripLayout>(&json).unwrap(), layout);
    assert!(serde_json::from_str::<StripLayout>(r#"[[{"field":"colour","width":1}]]"#).is_err());
}

#[test]
fn what_is_wrong_is_named() {
    let base = || vec![cell(Field::Number, 1), cell(Field::IntExt, 1), cell(Field::DayNight, 1)];
    let check = |rows: Vec<Vec<LayoutCell>>| StripLayout { rows }.validate();
    assert_eq!(check(vec![base(), vec![cell(Field::Elements(Some("props".into())), 100)]]), Ok(()));
    assert_eq!(check(vec![]), Err(LayoutError::Rows { count: 0 }));
    assert_eq!(check(vec![base(); 5]), Err(LayoutError::Rows { count: 5 }));
    assert_eq!(check(vec![base(), vec![]]), Err(LayoutError::Cells { row: 1, count: 0 }));
    assert_eq!(check(vec![base(), vec![cell(Field::Set, 0)]]), Err(LayoutError::Width { row: 1, cell: 0 }));
    assert_eq!(check(vec![base(), vec![cell(Field::Set, 101)]]), Err(LayoutError::Width { row: 1, cell: 0 }));
    assert_eq!(check(vec![base(), vec![cell(Field::Number, 1)]]), Err(LayoutError::Twice { row: 1, cell: 0 }));
    assert_eq!(check(vec![base()[..2].to_vec()]), Err(LayoutError::Missing { field: Field::DayNight }));
}

#[test]
fn colours_have_a_text_form() {
    for (text, colour) in [("#ffee88", Rgb(255, 238, 136)), ("#FE8", Rgb(255, 238, 136)), (" #000000 ", Rgb::BLACK)] {
        assert_eq!(text.parse(), Ok(colour));
    }
    for bad in ["", "#", "ffee88", "#ffee8", "#gggggg", "#+1+1+1", "#ä12345", "#1234567890"] {
        assert_eq!(bad.parse::<Rgb>(), Err(NotRgb), "{bad}");
    }
    assert_eq!(serde_json::to_string(&Rgb(1, 2, 255)).unwrap(), "\"#0102ff\"");
    assert_eq!((Rgb::BLACK.contrast(Rgb::WHITE), Rgb(118, 118, 118).contrast(Rgb::WHITE)), (2100, 454));
}

#[test]
fn a_production_has_its_own_colours() {
    let mut own = OwnPalette::default();
    assert_eq!(own.scene(IntExt::Ext, Light::Day).fill, StripColour::Yellow.rgb());
    assert_eq!((own.day_break().fill, own.day_break().ink), (Rgb::BLACK, Rgb::WHITE));
    let navy = Rgb(10, 20, 80);
    own.scenes.push(SceneColour { int_ext: IntExt::Int, light: Light::Night, colour: navy });
    own.banner = Some(Rgb::WHITE);
    assert_eq!(own.scene(IntExt::Int, Light::Night), Paint { fill: navy, ink: Rgb::WHITE });
    assert_eq!(own.scene(IntExt::Ext, Light::Night).fill, StripColour::Green.rgb());
    assert_eq!((own.banner().ink, own.strip(&banner(1, 1)).fill), (Rgb::BLACK, Rgb::WHITE));
    assert_eq!(own.strip(&scene(1, 1, 1, &[])).fill, Rgb::WHITE);
    assert_eq!(own.validate(), Ok(()));
    own.scenes.push(own.scenes[0]);
    assert_eq!(own.validate(), Err(NamedTwice(IntExt::Int, Light::Night)));
    let json = serde_json::to_string(&own).unwrap();
    assert_eq!(serde_json::from_str::<OwnPalette>(&json).unwrap(), own);
    assert_eq!(serde_json::from_str::<OwnPalette>("{}").unwrap(), OwnPalette::default());
}

proptest! {
    #[test]
    fn text_can_be_read_on_any_colour(r: u8, g: u8, b: u8) {
        let paint = Paint::from(Rgb(r, g, b));
        prop_assert!(paint.fill.contrast(paint.ink) >= 450);
        prop_assert_eq!(paint.fill.to_string().parse(), Ok(paint.fill));
    }

    #[test]
    fn shares_fill_the_strip(widths in prop::collection::vec(1..=100_u8, 1..17)) {
        let layout = StripLayout { rows: vec![widths.iter().map(|&width| cell(Field::Set, width)).collect()] };
        let shares = layout.shares(0);
        prop_assert_eq!((shares.len(), shares.iter().sum::<u32>()), (widths.len(), 1000));
        prop_assert!(layout.shares(1).is_empty());
    }
}
