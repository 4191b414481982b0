//! Day out of days: a line per part, a column per date.
use super::{
    make::{Made, Source},
    model::{Column, Line, Section},
};
use crate::{
    schedule::{
        model::{CompanyDay, DoodCalendar, cast_elements, day_out_of_days},
        words,
    },
    text::k,
};

pub(super) fn made(source: &Source) -> Made {
    let (lang, board) = (source.lang, &source.board);
    let report = day_out_of_days(&DoodCalendar::of(board), &cast_elements(board));
    let say = |text: crate::text::Text| text.say(lang).to_owned();
    let mut columns = vec![
        Column::new("number", &say(k::SCHEDULE_COL_NO)).fixed(),
        Column::new("part", &say(k::REPORTS_COL_PART)).fixed(),
    ];
    for (date, kind, _) in &report.dates {
        let mark = if *kind == CompanyDay::Shoot { "" } else { "*" };
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
    let mut lines: Vec<Line> = report
        .lines
        .iter()
        .map(|line| {
            let part = board.cast.iter().find(|part| part.character == line.id);
            let mut cells = vec![
                part.map(|p| p.number.clone()).unwrap_or_default(),
                part.map(|p| p.name.clone()).unwrap_or_default(),
            ];
            cells.extend(report.dates.iter().map(|(date, ..)| line.on(*date).to_string()));
            let t = &line.totals;
            let counts = [t.work, t.hold, t.travel, t.rehearsal, t.fitting, t.holiday, t.paid];
            cells.extend(counts.map(|n| if n == 0 { String::new() } else { n.to_string() }));
            cells.extend([line.start, line.finish].map(|d| d.map(|d| words::date(lang, d)).unwrap_or_default()));
            Line { cells, ..Line::default() }
        })
        .collect();
    if !lines.is_empty() {
        let mut cells = vec![String::new(), say(k::REPORTS_WORKING)];
        cells.extend(
            report.dates.iter().map(|(_, _, sums)| if sums.work == 0 { String::new() } else { sums.work.to_string() }),
        );
        cells.resize(columns.len(), String::new());
        lines.push(Line { cells, tone: "sum".into(), ..Line::default() });
    }
    let sections = vec![Section { lines, ..Section::default() }];
    Made { columns, sections, legend: say(k::REPORTS_DOOD_LEGEND), more: vec![] }
}
