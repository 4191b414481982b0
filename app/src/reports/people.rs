//! The parts with their days, and the places with their scenes. No name of an actor and no number: those are the
//! people's page.
use super::{
    make::{Made, Source},
    model::{Column, Line, Section},
};
use crate::{
    schedule::{
        model::{DayTotals, DoodCalendar, cast_elements, day_out_of_days},
        words,
    },
    text::k,
    values::Eighths,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn cast(source: &Source) -> Made {
    let (lang, board) = (source.lang, &source.board);
    let say = |text: crate::text::Text| text.say(lang).to_owned();
    let columns = vec![
        Column::new("number", &say(k::SCHEDULE_COL_NO)).fixed(),
        Column::new("part", &say(k::REPORTS_COL_PART)).wide().fixed(),
        Column::new("scenes", &say(k::REPORTS_COL_SCENES)).number(),
        Column::new("pages", &say(k::SCHEDULE_COL_PAGES)).number(),
        Column::new("work", &say(k::REPORTS_TOTAL_WORK)).number(),
        Column::new("hold", &say(k::REPORTS_TOTAL_HOLD)).number(),
        Column::new("start", &say(k::REPORTS_COL_START)),
        Column::new("finish", &say(k::REPORTS_COL_FINISH)),
    ];
    let report = day_out_of_days(&DoodCalendar::of(board), &cast_elements(board));
    let lines = board.cast.iter().map(|part| {
        let in_scene = |strip: &&crate::schedule::model::Strip| {
            strip.scene().is_some_and(|scene| scene.cast.contains(&part.character))
        };
        let sums = DayTotals::of(board.strips().map(|(_, strip)| strip).filter(in_scene));
        let line = report.lines.iter().find(|line| line.id == part.character);
        let date = |date: Option<jiff::civil::Date>| date.map(|d| words::date(lang, d)).unwrap_or_default();
        Line {
            cells: vec![
                part.number.clone(),
                part.name.clone(),
                sums.scenes.to_string(),
                sums.eighths.to_string(),
                line.map_or(0, |l| l.totals.work).to_string(),
                line.map_or(0, |l| l.totals.hold).to_string(),
                date(line.and_then(|l| l.start)),
                date(line.and_then(|l| l.finish)),
            ],
            ..Line::default()
        }
    });
    Made {
        columns,
        sections: vec![Section { lines: lines.collect(), ..Section::default() }],
        legend: String::new(),
        more: vec![],
    }
}

pub(super) fn locations(source: &Source) -> Made {
    #[derive(Default)]
    struct Place {
        scenes: Vec<String>,
        eighths: Eighths,
        sets: BTreeSet<String>,
        days: BTreeSet<(jiff::civil::Date, String)>,
    }
    let (lang, board) = (source.lang, &source.board);
    let say = |text: crate::text::Text| text.say(lang).to_owned();
    let columns = vec![
        Column::new("location", &say(k::SCHEDULE_COL_LOC)).fixed(),
        Column::new("sets", &say(k::SCHEDULE_COL_SET)).wide(),
        Column::new("scenes", &say(k::REPORTS_COL_SCENES)).wide(),
        Column::new("pages", &say(k::SCHEDULE_COL_PAGES)).number(),
        Column::new("days", &say(k::SCHEDULE_DAYS)).wide(),
    ];
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    for (day, strip) in board.strips() {
        let Some(scene) = strip.scene() else { continue };
        let name =
            if scene.location_name.is_empty() { say(k::REPORTS_NO_LOCATION) } else { scene.location_name.clone() };
        let place = places.entry(name).or_default();
        place.scenes.push(scene.number.clone());
        place.eighths = place.eighths + scene.eighths;
        place.sets.insert(scene.set.clone());
        if let Some(day) = day.map(|at| &board.days[at]) {
            place.days.insert((day.date, words::day_name(lang, &day.label, day.kind)));
        }
    }
    let lines = places.into_iter().map(|(name, place)| Line {
        cells: vec![
            name,
            place.sets.into_iter().collect::<Vec<_>>().join(", "),
            place.scenes.join(", "),
            place.eighths.to_string(),
            place.days.into_iter().map(|(_, day)| day).collect::<Vec<_>>().join(", "),
        ],
        ..Line::default()
    });
    Made {
        columns,
        sections: vec![Section { lines: lines.collect(), ..Section::default() }],
        legend: String::new(),
        more: vec![],
    }
}
