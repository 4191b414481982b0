//! The style sheet of a production's strips. Made of numbers and colours alone: nothing that anybody typed stands in it.
use super::{
    super::model::{Field, Paint},
    model::{StripDesign, kind},
};
use std::fmt::Write;

/// The sheet: columns of the rows, then what has a colour of its own.
#[must_use]
pub fn sheet(style: &StripDesign) -> String {
    let mut out = String::new();
    for row in 0..style.layout.rows.len() {
        let shares = style.layout.shares(row);
        let columns = style.layout.rows[row].iter().zip(shares);
        let columns = columns.map(|(cell, share)| format!("minmax({},{share}fr)", least(&cell.field)));
        let columns = columns.collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, ".strip__row:nth-child({}){{grid-template-columns:{columns}}}", row + 1);
    }
    if let rows @ 2.. = style.layout.rows.len() {
        // A day that was not seen yet counts as fourteen strips of this height (24 px a row and the line below).
        let _ = writeln!(out, ".shootday{{contain-intrinsic-block-size:auto {}px}}", 14 * (24 * rows + 1));
    }
    for scene in &style.palette.scenes {
        let kind = kind(scene.int_ext, scene.light);
        let which = format!(".strip[data-kind=\"{kind}\"],.table tr.report__strip[data-kind=\"{kind}\"]");
        let look = style.palette.scene(scene.int_ext, scene.light);
        paint(&mut out, &which, look);
        fill(&mut out, &format!("[data-kind=\"{kind}\"]"), look);
    }
    if style.palette.banner.is_some() {
        paint(&mut out, ".strip.strip--banner,.table tr.report__banner>td", style.palette.banner());
        fill(&mut out, ".seg--banner", style.palette.banner());
    }
    if style.palette.day_break.is_some() {
        paint(&mut out, ".strip.strip--break,.table tr.report__break>td", style.palette.day_break());
    }
    out
}

/// What a strip is told by is never cut off, however narrow its list.
fn least(field: &Field) -> &'static str {
    match field {
        Field::Number => "2.75rem",
        Field::IntExt => "2.25rem",
        Field::DayNight => "1.75rem",
        _ => "0",
    }
}

/// A colour and the ink on it; both stay as they are in the dark, as they fit each other.
fn paint(out: &mut String, which: &str, Paint { fill, ink }: Paint) {
    let _ = writeln!(
        out,
        "{which}{{--fill-c:{fill};--edge-c:{fill};--strip-ink:{ink};--strip-ink-2:{ink};background:{fill};color:{ink}}}"
    );
}

/// The same where a strip is a piece of a day's column, or a swatch of the legend.
fn fill(out: &mut String, which: &str, Paint { fill, .. }: Paint) {
    let _ = writeln!(out, ".seg{which}{{fill:{fill}}}.swatch{which}{{background:{fill}}}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        schedule::model::{Align, LayoutCell, Rgb, SceneColour},
        values::{IntExt, Light},
    };

    #[test]
    fn rows_are_columns_of_a_grid_and_colours_bring_their_ink() {
        let cell = |field, width| LayoutCell { field, width, align: Align::Start };
        let mut style = StripDesign::default();
        style.layout.rows = vec![
            vec![cell(Field::Number, 1), cell(Field::IntExt, 1), cell(Field::DayNight, 2)],
            vec![cell(Field::Set, 1)],
        ];
        style.palette.scenes.push(SceneColour { int_ext: IntExt::Int, light: Light::Day, colour: Rgb(0, 0, 80) });
        let text = sheet(&style);
        assert!(
            text.contains(
                ".strip__row:nth-child(1){grid-template-columns:minmax(2.75rem,250fr) minmax(2.25rem,250fr) minmax(1.75rem,500fr)}"
            ),
            "{text}"
        );
        assert!(text.contains(".shootday{contain-intrinsic-block-size:auto 686px}"), "{text}");
        assert!(
            text.contains(
                ".strip[data-kind=\"int-day\"],.table tr.report__strip[data-kind=\"int-day\"]{--fill-c:#000050;"
            ) && text.contains("--strip-ink:#ffffff"),
            "{text}"
        );
        assert!(text.contains(".seg[data-kind=\"int-day\"]{fill:#000050}"), "{text}");
    }
}
