//! The design of strips, how it is typed, and what the breakdown lends them.
use super::super::{
    data::{key, of_key},
    model::{
        Align, Field, LayoutCell, Mark, OwnPalette, Rgb, SceneColour, StripFacts, StripLayout,
        layout::{LayoutError, MAX_ROWS},
    },
};
use crate::{
    error::Problems,
    text::k,
    values::{IntExt, Light, SceneId},
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Kinds of scenes that can have a colour of their own.
pub const PLACES: [IntExt; 3] = [IntExt::Int, IntExt::Ext, IntExt::IntExt];
/// Their lights.
pub const LIGHTS: [Light; 4] = [Light::Day, Light::Night, Light::Dawn, Light::Dusk];
/// What stands for banners and day breaks among the colours.
pub const BANNER: &str = "banner";
/// See [`BANNER`].
pub const DAY_BREAK: &str = "day_break";

/// How strips look.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StripDesign {
    /// Their rows.
    pub layout: StripLayout,
    /// Their colours, where they differ from the production's palette.
    pub palette: OwnPalette,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DesignData {
    /// The design as it is.
    pub design: StripDesign,
    /// For saving; 0 as long as nothing was.
    pub version: i64,
    /// Categories of elements that a strip can show: key and name.
    pub categories: Vec<(String, String)>,
    /// Some strips of the board to look at.
    pub samples: Vec<StripFacts>,
}

/// What the breakdown knows of the scenes of a board.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// Scenes of which something is known.
    pub scenes: HashMap<SceneId, BesideScene>,
    /// All elements.
    pub elements: Vec<Mark>,
}

/// Of one scene.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BesideScene {
    /// Day of the story.
    pub script_day: String,
    /// Sequence.
    pub sequence: String,
    /// Notes.
    pub notes: String,
    /// Its elements, as places in the list of all.
    pub elements: Vec<usize>,
}

impl Beside {
    /// Adds to the fields of a strip what is known of its scene.
    pub fn add(&self, scene: Option<SceneId>, facts: &mut StripFacts) {
        let Some(known) = scene.and_then(|scene| self.scenes.get(&scene)) else { return };
        facts.script_day.clone_from(&known.script_day);
        facts.sequence.clone_from(&known.sequence);
        facts.notes.clone_from(&known.notes);
        facts.elements = known.elements.iter().filter_map(|at| self.elements.get(*at).cloned()).collect();
    }
}

/// The key of a category of elements in a filter and in a layout: its English name, `special-effects`.
#[must_use]
pub fn category_key(name: &str) -> String {
    let parts = name.to_lowercase();
    parts.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
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
    /// Interior or exterior; of banners and day breaks nothing.
    pub int_ext: String,
    /// Light, or `banner`, `day_break`.
    pub light: String,
    /// Whether it differs from the palette.
    pub own: bool,
    /// The colour.
    pub colour: String,
}

impl TypedCell {
    /// A field as the form shows it at first.
    pub fn of(layout: &StripLayout, field: &Field) -> Self {
        let places = layout
            .rows
            .iter()
            .enumerate()
            .flat_map(|(row, cells)| cells.iter().enumerate().map(move |(place, cell)| (row + 1, place + 1, cell)));
        let found = places.into_iter().find(|(.., cell)| cell.field == *field);
        let field = field.to_string();
        match found {
            Some((row, place, cell)) => Self {
                field,
                row: row.to_string(),
                place: place.to_string(),
                width: cell.width.to_string(),
                align: key(cell.align),
            },
            None => Self { field, place: "9".into(), width: "10".into(), align: key(Align::Start), ..Self::default() },
        }
    }
}

/// Reads the form. Messages stand beside `cells[n][…]` and `colours[n][colour]`.
pub fn read(problems: &mut Problems, cells: &[TypedCell], colours: &[TypedColour]) -> StripDesign {
    StripDesign { layout: layout(problems, cells), palette: palette(problems, colours) }
}

fn layout(problems: &mut Problems, cells: &[TypedCell]) -> StripLayout {
    let mut rows: Vec<Vec<(u32, usize, LayoutCell)>> = vec![Vec::new(); MAX_ROWS];
    for (n, typed) in cells.iter().enumerate().filter(|(_, typed)| !typed.row.trim().is_empty()) {
        let mut wrong = |field: &str, text| problems.add(&format!("cells[{n}][{field}]"), text);
        let row = typed.row.trim().parse().ok().filter(|row| (1..=MAX_ROWS).contains(row));
        let place = typed.place.trim().parse::<u32>().ok();
        let width = typed.width.trim().parse::<u8>().ok().filter(|width| (1..=100).contains(width));
        match (row, place, width, typed.field.parse::<Field>()) {
            (None, ..) | (.., Err(_)) => wrong("row", k::DESIGN_ROW_WRONG),
            (_, None, ..) => wrong("place", k::DESIGN_PLACE_WRONG),
            (_, _, None, _) => wrong("width", k::DESIGN_WIDTH_WRONG),
            (Some(row), Some(place), Some(width), Ok(field)) => {
                let align = of_key(&typed.align).unwrap_or_default();
                rows[row - 1].push((place, n, LayoutCell { field, width, align }));
            }
        }
    }
    for row in &mut rows {
        row.sort_by_key(|(place, n, _)| (*place, *n));
    }
    let rows: Vec<Vec<LayoutCell>> =
        rows.into_iter().map(|row| row.into_iter().map(|(.., cell)| cell).collect()).collect();
    // A row that nothing stands in is none; a strip without rows looks as usual.
    let rows: Vec<Vec<LayoutCell>> = rows.into_iter().filter(|row| !row.is_empty()).collect();
    let layout = if rows.is_empty() { StripLayout::default() } else { StripLayout { rows } };
    match layout.validate() {
        Ok(()) => {}
        Err(LayoutError::Missing { field }) => {
            let at = cells.iter().position(|typed| typed.field == field.to_string());
            problems.add(&at.map_or_else(String::new, |n| format!("cells[{n}][row]")), k::DESIGN_MISSING);
        }
        Err(_) => problems.add("", k::DESIGN_LAYOUT_WRONG),
    }
    layout
}

fn palette(problems: &mut Problems, colours: &[TypedColour]) -> OwnPalette {
    let mut palette = OwnPalette::default();
    for (n, typed) in colours.iter().enumerate().filter(|(_, typed)| typed.own) {
        let Ok(colour) = typed.colour.parse::<Rgb>() else {
            problems.add(&format!("colours[{n}][colour]"), k::DESIGN_COLOUR_WRONG);
            continue;
        };
        match (typed.light.as_str(), of_key::<IntExt>(&typed.int_ext), of_key::<Light>(&typed.light)) {
            (BANNER, ..) => palette.banner = Some(colour),
            (DAY_BREAK, ..) => palette.day_break = Some(colour),
            (_, Some(int_ext), Some(light)) => palette.scenes.push(SceneColour { int_ext, light, colour }),
            _ => problems.add(&format!("colours[{n}][colour]"), k::DESIGN_COLOUR_WRONG),
        }
    }
    if palette.validate().is_err() {
        problems.add("", k::DESIGN_COLOUR_TWICE);
    }
    palette
}

/// What a strip is told by in the style sheet: `int-day`.
#[must_use]
pub fn kind(int_ext: IntExt, light: Light) -> String {
    format!("{}-{}", key(int_ext), key(light)).replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(field: &str, row: &str, place: &str) -> TypedCell {
        TypedCell { field: field.into(), row: row.into(), place: place.into(), width: "10".into(), align: "end".into() }
    }

    #[test]
    fn rows_are_read_by_their_places_and_empty_ones_close_up() {
        let mut problems = Problems::default();
        let cells = [
            cell("set", "4", "1"),
            cell("dn", "2", "2"),
            cell("number", "2", "1"),
            cell("ie", "4", "0"),
            cell("cast", "", "1"),
        ];
        let design = read(&mut problems, &cells, &[]);
        problems.done().unwrap();
        let names: Vec<Vec<String>> =
            design.layout.rows.iter().map(|row| row.iter().map(|cell| cell.field.to_string()).collect()).collect();
        assert_eq!(names, [vec!["number", "dn"], vec!["ie", "set"]]);
        for typed in &cells[..4] {
            let field: Field = typed.field.parse().unwrap();
            let again = TypedCell::of(&design.layout, &field);
            assert_eq!((again.width.as_str(), again.align.as_str()), ("10", "end"));
        }
        assert_eq!(TypedCell::of(&design.layout, &Field::Cast).row, "");
    }

    #[test]
    fn nothing_typed_is_the_usual_look() {
        let mut problems = Problems::default();
        assert_eq!(read(&mut problems, &[], &[]), StripDesign::default());
        problems.done().unwrap();
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field() {
        let colour = |int_ext: &str, light: &str, colour: &str| TypedColour {
            int_ext: int_ext.into(),
            light: light.into(),
            own: true,
            colour: colour.into(),
        };
        let mut problems = Problems::default();
        let wide = TypedCell { width: "101".into(), ..cell("set", "1", "1") };
        let cells =
            [cell("number", "5", "1"), wide, cell("ie", "1", "x"), cell("nothing", "1", "1"), cell("dn", "", "1")];
        let colours = [colour("int", "day", "red"), colour("", "sideways", "#ffffff"), colour("", BANNER, "#abc")];
        read(&mut problems, &cells, &colours);
        let Err(crate::error::AppError::Invalid(wrong)) = problems.done() else { panic!("refused") };
        let fields: Vec<&str> = wrong.iter().map(|w| w.field.as_str()).collect();
        for field in [
            "cells[0][row]",
            "cells[1][width]",
            "cells[2][place]",
            "cells[3][row]",
            "colours[0][colour]",
            "colours[1][colour]",
        ] {
            assert!(fields.contains(&field), "{field}: {fields:?}");
        }
        let mut problems = Problems::default();
        read(&mut problems, &[cell("number", "1", "1"), cell("ie", "1", "2"), cell("dn", "", "3")], &[]);
        let Err(crate::error::AppError::Invalid(wrong)) = problems.done() else { panic!("refused") };
        assert_eq!(wrong[0].field, "cells[2][row]", "a strip is never told by its colour alone");
    }

    #[test]
    fn what_the_breakdown_knows_is_added() {
        let scene = SceneId::default();
        let mark = Mark { category: "props".into(), number: String::new(), name: "Lantern".into() };
        let known = BesideScene { script_day: "N2".into(), elements: vec![0, 7], ..BesideScene::default() };
        let beside = Beside { scenes: HashMap::from([(scene, known)]), elements: vec![mark.clone()] };
        let mut facts = StripFacts::default();
        beside.add(None, &mut facts);
        assert_eq!(facts, StripFacts::default());
        beside.add(Some(scene), &mut facts);
        assert_eq!((facts.script_day.as_str(), facts.elements), ("N2", vec![mark]));
        assert_eq!(category_key("Makeup/Hair"), "makeup-hair");
    }
}
