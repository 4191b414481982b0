//! A strip in rows of the production's own. Widths and colours are in its style sheet.
use super::super::{
    model::{Align, Field, Mark, StripFacts, StripLayout},
    words,
};
use crate::{
    routes,
    text::{Lang, k},
    values::ProductionId,
};
use leptos::prelude::*;

/// What a field is called.
pub fn field(lang: Lang, field: &Field, categories: &[(String, String)]) -> String {
    let text = match field {
        Field::Number => k::SCHEDULE_COL_NO,
        Field::IntExt => k::SCHEDULE_COL_IE,
        Field::Set => k::SCHEDULE_COL_SET,
        Field::DayNight => k::SCHEDULE_COL_DN,
        Field::Pages => k::SCHEDULE_COL_PAGES,
        Field::ScriptDay => k::BREAKDOWN_SCRIPT_DAY,
        Field::Minutes => k::SCHEDULE_COL_TIME,
        Field::Unit => k::SCHEDULE_UNIT,
        Field::Cast => k::SCHEDULE_COL_CAST,
        Field::Elements(None) => k::BREAKDOWN_ELEMENTS,
        Field::Elements(Some(category)) => {
            return categories
                .iter()
                .find(|(key, _)| key == category)
                .map_or_else(|| category.clone(), |(_, n)| n.clone());
        }
        Field::Location => k::SCHEDULE_COL_LOC,
        Field::Sequence => k::BREAKDOWN_SEQUENCE,
        Field::Synopsis => k::SCRIPT_SYNOPSIS,
        Field::Notes => k::BREAKDOWN_NOTES,
        Field::Flags => k::BREAKDOWN_FLAGS,
        Field::Day => k::SCHEDULE_COL_DAY,
        Field::Date => k::CALLSHEETS_CHANGE_DATE,
    };
    text.say(lang).to_owned()
}

/// What a strip says in a field; `sign` stands before a length that is a guess.
fn said(lang: Lang, facts: &StripFacts, field: &Field, sign: &str) -> String {
    let names = |marks: Vec<&Mark>| marks.into_iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(", ");
    match field {
        Field::Number => facts.number.clone(),
        Field::IntExt => words::int_ext(facts.int_ext).say(lang).to_owned(),
        Field::Set => facts.set.clone(),
        Field::DayNight => words::light(facts.light).say(lang).to_owned(),
        Field::Pages => format!("{sign}{}", facts.eighths),
        Field::ScriptDay => facts.script_day.clone(),
        Field::Minutes => facts.minutes.map(words::length).unwrap_or_default(),
        Field::Unit => facts.unit.clone(),
        Field::Cast => facts.cast.iter().map(|m| m.number.as_str()).collect::<Vec<_>>().join(", "),
        Field::Elements(category) => names(facts.elements_of(category.as_deref()).collect()),
        Field::Location => facts.location.clone(),
        Field::Sequence => facts.sequence.clone(),
        Field::Synopsis => facts.synopsis.clone(),
        Field::Notes => facts.notes.clone(),
        Field::Flags => facts.flags.iter().map(|f| crate::rules::flag(*f).say(lang)).collect::<Vec<_>>().join(", "),
        Field::Day => facts.day.clone(),
        Field::Date => facts.date.map(|date| words::date(lang, date)).unwrap_or_default(),
    }
}

fn class(align: Align) -> &'static str {
    match align {
        Align::Start => "strip__cell",
        Align::Middle => "strip__cell strip__cell--middle",
        Align::End => "strip__cell strip__cell--end",
    }
}

/// The rows of a strip; its number as `number` draws it.
pub fn rows(
    lang: Lang,
    layout: &StripLayout,
    facts: &StripFacts,
    sign: &str,
    number: &dyn Fn() -> AnyView,
) -> impl IntoView + use<> {
    let row = |cells: &Vec<crate::schedule::model::LayoutCell>| {
        let cells = cells.iter().map(|cell| {
            let inside =
                if cell.field == Field::Number { number() } else { said(lang, facts, &cell.field, sign).into_any() };
            view! { <span class=class(cell.align)>{inside}</span> }
        });
        view! { <div class="strip__row">{cells.collect_view()}</div> }
    };
    layout.rows.iter().map(row).collect_view()
}

/// What stands above such strips.
pub fn heads(lang: Lang, layout: &StripLayout) -> impl IntoView + use<> {
    let row = |cells: &Vec<crate::schedule::model::LayoutCell>| {
        let cells = cells.iter().map(|cell| {
            let name = match &cell.field {
                Field::Elements(Some(category)) => category.clone(),
                other => field(lang, other, &[]),
            };
            view! { <span class=class(cell.align)>{name}</span> }
        });
        view! { <div class="strip__row">{cells.collect_view()}</div> }
    };
    let rows = layout.rows.iter().map(row).collect_view();
    view! { <div class="strip-head strip-head--own" aria-hidden="true">{rows}</div> }
}

/// The style sheet of a production's own look, on pages that show its strips or their colours.
pub fn strips_sheet(production: ProductionId, version: i64) -> impl IntoView + use<> {
    (version > 0).then(|| view! { <link rel="stylesheet" href=routes::strips_sheet(production, version)/> })
}
