//! Day out of days: a line per part or element, a column per date.
use super::{
    breakdown::{colour, place},
    make::{Made, Source},
    model::{Column, Line, Section},
};
use crate::{
    breakdown::{
        model::name,
        store::paper::{Paper, PaperElement},
    },
    schedule::{
        model::{
            Board, CompanyDay, DayOutOfDays, DoodCalendar, DoodElement, DoodLine, DropRule, cast_elements,
            day_out_of_days,
        },
        words,
    },
    text::{Lang, Text, k},
    values::ElementId,
};
use std::collections::BTreeMap;

/// Calendar days between drop and pickup of an element that may be dropped: what SAG-AFTRA asks for at least for a day
/// performer of long-form television ("more than 10"), taken for things as well, which have no agreement.
const ELEMENT_DROP: DropRule = DropRule { min_days: 10 };

/// Of the cast.
pub(super) fn made(source: &Source) -> Made {
    let (lang, board) = (source.lang, &source.board);
    let mut rows = cast_elements(board);
    for row in &mut rows {
        source.plans.get(&row.id).cloned().unwrap_or_default().add_to(row);
        row.drop = source.drops.get(&row.id).copied();
    }
    let report = day_out_of_days(&DoodCalendar::of(board), &rows);
    let mut lines: Vec<Line> = report
        .lines
        .iter()
        .map(|line| {
            let part = board.cast.iter().find(|part| part.character == line.id);
            let number = part.map(|p| p.number.clone()).unwrap_or_default();
            filled(&report, line, [number, part.map(|p| p.name.clone()).unwrap_or_default()], lang)
        })
        .collect();
    if !lines.is_empty() {
        lines.push(sums(&report, lang));
    }
    let sections = vec![Section { lines, ..Section::default() }];
    table(&report, [k::SCHEDULE_COL_NO, k::REPORTS_COL_PART], sections, lang)
}

/// Of what the breakdown has for it, a section per category.
pub(super) fn elements(paper: &Paper, board: &Board, lang: Lang) -> Made {
    let rows: Vec<DoodElement<ElementId>> = paper.elements.iter().map(|element| asked(paper, element)).collect();
    let report = day_out_of_days(&DoodCalendar::of(board), &rows);
    let mut groups: BTreeMap<(usize, i64), Vec<Line>> = BTreeMap::new();
    for line in &report.lines {
        let Some(element) = paper.elements.iter().find(|element| element.id == line.id) else { continue };
        let cells = filled(&report, line, [element.code.clone(), element.name.clone()], lang);
        groups.entry(place(element.category)).or_default().push(cells);
    }
    let sections = groups.into_iter().map(|((_, code), lines)| Section {
        heading: format!("{} · {}", name(lang, code, &paper.categories), colour(code).say(lang)),
        lines,
        ..Section::default()
    });
    table(&report, [k::BREAKDOWN_CODE, k::REPORTS_COL_ELEMENT], sections.collect(), lang)
}

/// An element with the scenes that need it.
fn asked(paper: &Paper, element: &PaperElement) -> DoodElement<ElementId> {
    let needs = |id| paper.scenes.iter().filter(move |one| one.elements.iter().any(|e| e.id == id));
    DoodElement {
        id: element.id,
        scenes: needs(element.id).map(|one| one.scene.id).collect(),
        dood: element.dood,
        hold: element.hold,
        drop: element.drops.then_some(ELEMENT_DROP),
        ..DoodElement::default()
    }
}

/// Columns beside what the lines are called by.
fn table<K>(report: &DayOutOfDays<K>, names: [Text; 2], sections: Vec<Section>, lang: Lang) -> Made {
    let say = |text: Text| text.say(lang).to_owned();
    let mut columns = vec![Column::new("number", &say(names[0])).fixed(), Column::new("part", &say(names[1])).fixed()];
    for (date, kind, _) in &report.dates {
        let mark = match kind {
            CompanyDay::Shoot => "",
            CompanyDay::Off => "*",
            CompanyDay::Holiday => "/",
            CompanyDay::Hiatus => "~",
        };
        let label = format!("{} {}.{}.{mark}", words::weekday_letter(lang, *date), date.day(), date.month());
        columns.push(Column::new(&format!("d{date}"), &label).fixed());
    }
    let totals = [
        ("work", k::REPORTS_TOTAL_WORK),
        ("hold", k::REPORTS_TOTAL_HOLD),
        ("travel", k::REPORTS_TOTAL_TRAVEL),
        ("rehearsal", k::REPORTS_TOTAL_REHEARSAL),
        ("fitting", k::REPORTS_TOTAL_FITTING),
        ("holiday", k::REPORTS_TOTAL_HOLIDAY),
        ("paid", k::REPORTS_TOTAL_PAID),
    ];
    columns.extend(totals.map(|(key, text)| Column::new(key, &say(text)).number()));
    columns.push(Column::new("start", &say(k::REPORTS_COL_START)));
    columns.push(Column::new("finish", &say(k::REPORTS_COL_FINISH)));
    Made { columns, sections, legend: say(k::REPORTS_DOOD_LEGEND), more: vec![] }
}

fn filled<K>(report: &DayOutOfDays<K>, line: &DoodLine<K>, names: [String; 2], lang: Lang) -> Line {
    let mut cells = names.to_vec();
    cells.extend(report.dates.iter().map(|(date, ..)| line.on(*date).to_string()));
    let t = &line.totals;
    let counts = [t.work, t.hold, t.travel, t.rehearsal, t.fitting, t.holiday, t.paid];
    cells.extend(counts.map(|n| if n == 0 { String::new() } else { n.to_string() }));
    cells.extend([line.start, line.finish].map(|d| d.map(|d| words::date(lang, d)).unwrap_or_default()));
    Line { cells, ..Line::default() }
}

/// How many work on each date; the sums of the lines are left empty.
fn sums<K>(report: &DayOutOfDays<K>, lang: Lang) -> Line {
    let mut cells = vec![String::new(), k::REPORTS_WORKING.say(lang).to_owned()];
    let count = |n: u32| if n == 0 { String::new() } else { n.to_string() };
    cells.extend(report.dates.iter().map(|(_, _, sums)| count(sums.work)));
    // Seven sums, start and finish.
    cells.extend(std::iter::repeat_n(String::new(), 9));
    Line { cells, tone: "sum".into(), ..Line::default() }
}
