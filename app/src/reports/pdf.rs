//! A report as PDF.
use super::model::{Column, Kind, Report};
use crate::{
    schedule::{
        model::{Rgb, StripColour},
        words,
    },
    text::{Lang, k},
    typeset::{self, PdfError, Template},
};
use serde_json::{Value, json};

/// Sets a report. Wide ones lie on their side.
///
/// # Errors
/// [`PdfError`] only when template or fonts are broken; no data can bring it about.
pub fn pdf(report: &Report, lang: Lang) -> Result<Vec<u8>, PdfError> {
    let labels = json!({
        "page": k::PDF_PAGE.say(lang), "made": k::REPORTS_MADE.fill(lang, &[("at", &report.made)]),
        "empty": k::REPORTS_EMPTY.say(lang),
    });
    typeset::pdf(Template::Report, serde_json::to_vec(&data(report, lang))?, serde_json::to_vec(&labels)?)
}

fn data(report: &Report, lang: Lang) -> Value {
    let sections = report.sections.iter().map(|section| {
        let lines = section.lines.iter().map(|line| {
            let paint = line.own.map_or_else(|| (fill(&line.tone), None), |own| (Some(own.fill), Some(own.ink)));
            json!({ "cells": line.cells, "banner": line.banner, "fill": paint.0.map(parts), "ink": paint.1.map(parts), "sum": line.tone == "sum" })
        });
        let own = section.own.map(|own| json!({ "fill": parts(own.fill), "ink": parts(own.ink) }));
        json!({ "heading": section.heading, "footer": section.footer, "own": own, "lines": lines.collect::<Vec<_>>() })
    });
    let columns = report.columns.iter().map(|c| json!({ "label": c.label, "number": c.number, "width": width(c) }));
    json!({
        "title": report.title, "production": report.production, "lang": lang.tag(), "legend": report.legend,
        "paper": if report.paper == "letter" { "us-letter" } else { "a4" },
        "wide": !matches!(report.kind, Kind::CastList | Kind::BreakdownSheets | Kind::ElementList),
        "dood": matches!(report.kind, Kind::Dood | Kind::ElementDood),
        "columns": columns.collect::<Vec<_>>(), "sections": sections.collect::<Vec<_>>(),
    })
}

/// Share of the room that is left; 0 for as much as it takes.
fn width(column: &Column) -> u8 {
    match (column.wide, column.key.as_str()) {
        (true, "synopsis" | "element") => 3,
        (true, _) => 2,
        (false, "cast" | "location") => 1,
        (false, _) => 0,
    }
}

/// The colour of a strip as it prints.
fn fill(tone: &str) -> Option<Rgb> {
    use StripColour::*;
    let all = [White, Yellow, Blue, Green, Pink, Salmon, Grey];
    all.into_iter().find(|colour| words::tone(*colour) == tone).map(StripColour::rgb)
}

fn parts(colour: Rgb) -> [u8; 3] {
    [colour.0, colour.1, colour.2]
}
