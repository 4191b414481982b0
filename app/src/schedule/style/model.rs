//! The style of strips, and how it is typed.
use super::super::{
    data::{key, of_key},
    model::{Align, Field, LayoutCell, OwnPalette, Palette, Rgb, SceneColour, StripLayout, layout::MAX_ROWS},
};
use crate::{
    error::Problems,
    text::k,
    values::{IntExt, Light},
};
use serde::{Deserialize, Serialize};

/// How strips look.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StripStyle {
    /// Their rows.
    pub layout: StripLayout,
    /// Their colours.
    pub palette: OwnPalette,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StyleData {
    /// The style as it is.
    pub style: StripStyle,
    /// For saving; 0 as long as nothing was.
    pub version: i64,
    /// Whether the viewer may change it.
    pub edits: bool,
}

/// A field as it is typed: which row it is in, from 1 (empty: not shown), which place there, how wide, where its text is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedCell {
    /// Key of the field.
    pub field: String,
    /// Row.
    pub row: String,
    /// Place in the row.
    pub place: String,
    /// Width against the others of the row.
    pub width: String,
    /// Where the text stands.
    pub align: String,
}

/// A colour as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedColour {
    /// Interior or exterior; empty for banners and day breaks.
    pub int_ext: String,
    /// Light, or `banner`, `day_break`.
    pub light: String,
    /// Whether it differs from the palette.
    pub own: bool,
    /// The colour.
    pub colour: String,
}

/// Reads the form. Messages stand beside `cells[n][field]` and `colours[n][colour]`.
pub fn read(problems: &mut Problems, base: &str, cells: &[TypedCell], colours: &[TypedColour]) -> StripStyle {
    StripStyle { layout: layout(problems, cells), palette: palette(problems, base, colours) }
}

fn layout(problems: &mut Problems, cells: &[TypedCell]) -> StripLayout {
    let mut placed: Vec<(usize, i64, usize, LayoutCell)> = Vec::new();
    for (n, typed) in cells.iter().enumerate() {
        let at = |field: &str| format!("cells[{n}][{field}]");
        if typed.row.trim().is_empty() {
            continue;
        }
        let row = typed.row.trim().parse().ok().filter(|row| (1..=MAX_ROWS).contains(row));
        let row = problems.take(&at("row"), row.ok_or(()), k::STYLE_ROW_WRONG);
        let field = problems.take(&at("row"), typed.field.parse::<Field>(), k::STYLE_FIELD_WRONG);
        let width = typed.width.trim().parse::<u8>().ok().filter(|width| (1..=100).contains(width));
        let width = problems.take(&at("width"), width.ok_or(()), k::STYLE_WIDTH_WRONG);
        let place = problems.take(&at("place"), typed.place.trim().parse::<i64>(), k::STYLE_PLACE_WRONG);
        let align = of_key(&typed.align).unwrap_or_default();
        if let (Some(row), Some(field), Some(width), Some(place)) = (row, field, width, place) {
            placed.push((row, place, n, LayoutCell { field, width, align }));
        }
    }
    placed.sort_by_key(|(row, place, n, _)| (*row, *place, *n));
    let mut rows: Vec<Vec<LayoutCell>> = vec![Vec::new(); MAX_ROWS];
    for (row, _, _, cell) in placed {
        rows[row - 1].push(cell);
    }
    // A row that nothing stands in is none.
    rows.retain(|row| !row.is_empty());
    let layout = StripLayout { rows };
    problems.take("", layout.validate(), k::STYLE_LAYOUT_WRONG);
    layout
}

fn palette(problems: &mut Problems, base: &str, colours: &[TypedColour]) -> OwnPalette {
    let mut palette = OwnPalette { base: of_key::<Palette>(base).unwrap_or_default(), ..OwnPalette::default() };
    for (n, typed) in colours.iter().enumerate().filter(|(_, typed)| typed.own) {
        let read = typed.colour.parse::<Rgb>();
        let Some(colour) = problems.take(&format!("colours[{n}][colour]"), read, k::STYLE_COLOUR_WRONG) else { continue };
        match (typed.light.as_str(), of_key::<IntExt>(&typed.int_ext), of_key::<Light>(&typed.light)) {
            ("banner", ..) => palette.banner = Some(colour),
            ("day_break", ..) => palette.day_break = Some(colour),
            (_, Some(int_ext), Some(light)) => palette.scenes.push(SceneColour { int_ext, light, colour }),
            _ => {}
        }
    }
    problems.take("", palette.validate(), k::STYLE_COLOUR_TWICE);
    palette
}

/// What a strip is told by in the style sheet: `int-day`.
#[must_use]
pub fn kind(int_ext: IntExt, light: Light) -> String {
    format!("{}-{}", key(int_ext), key(light)).replace('_', "-")
}

/// Where a text stands, as a class.
#[must_use]
pub fn align(of: Align) -> &'static str {
    match of {
        Align::Start => "cell--start",
        Align::Middle => "cell--middle",
        Align::End => "cell--end",
    }
}
