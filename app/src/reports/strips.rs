//! Stripboard, one-liner and shooting schedule: the days with their strips. A day break closes each day.
use super::{
    make::{Made, Source},
    model::{Column, Kind, Line, Section},
};
use crate::{
    schedule::{
        design,
        model::{BoardDay, DayKind, DayTotals, Paint, SceneColour, SceneStrip, Strip, StripKind, look},
        words,
    },
    text::k,
    values::CharacterId,
};

pub(super) fn made(source: &Source, kind: Kind) -> Made {
    let lang = source.lang;
    let say = |text: crate::text::Text| text.say(lang).to_owned();
    let mut columns = vec![
        Column::new("number", &say(k::SCHEDULE_COL_NO)).fixed(),
        Column::new("int_ext", &say(k::SCHEDULE_COL_IE)),
        Column::new("day_night", &say(k::SCHEDULE_COL_DN)),
        Column::new("set", &say(k::SCHEDULE_COL_SET)).wide().fixed(),
        Column::new("pages", &say(k::SCHEDULE_COL_PAGES)).number(),
        Column::new("cast", &say(k::SCHEDULE_COL_CAST)),
        Column::new("location", &say(k::SCHEDULE_COL_LOC)),
        Column::new("time", &say(k::SCHEDULE_COL_TIME)).number(),
    ];
    if kind != Kind::Stripboard {
        columns.push(Column::new("synopsis", &say(k::REPORTS_COL_SYNOPSIS)).wide());
    }
    let mut sections: Vec<Section> = source.board.days.iter().map(|day| section(source, kind, day)).collect();
    if kind == Kind::Stripboard && !source.board.boneyard.is_empty() {
        sections.push(Section {
            heading: say(k::SCHEDULE_BONEYARD),
            lines: lines(source, kind, &source.board.boneyard),
            footer: sums(source, &DayTotals::of(&source.board.boneyard)),
            ..Section::default()
        });
    }
    if kind == Kind::OneLiner {
        // A day without scenes says nothing on a one-liner.
        sections.retain(|section| !section.lines.is_empty());
    }
    Made { columns, sections, legend: String::new(), more: vec![] }
}

fn section(source: &Source, kind: Kind, day: &BoardDay) -> Section {
    let (lang, name) = (source.lang, words::day_name(source.lang, &day.label, day.kind));
    let date = words::date(lang, day.date);
    let unit = source.board.units.iter().find(|u| u.id == day.unit);
    let several = source.board.units.len() > 1;
    let hours = (day.kind != DayKind::Off).then_some(()).and(day.unit_call).map(|call| {
        let wrap = day.est_wrap.map(|wrap| format!("–{}", words::time(lang, day.date, wrap))).unwrap_or_default();
        format!("{}{wrap}", words::time(lang, day.date, call))
    });
    let state =
        (!day.is_live()).then(|| words::state(day.state).say(lang).to_owned()).filter(|_| day.kind != DayKind::Off);
    let parts =
        [Some(name.clone()), Some(date.clone()), unit.filter(|_| several).map(|u| u.name.clone()), hours, state];
    let heading = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let sums = sums(source, &DayTotals::of(&day.strips));
    let end = k::SCHEDULE_END_OF.fill(lang, &[("name", &name.to_uppercase())]);
    let own = source.own.day_break.map(Paint::from);
    Section { heading, lines: lines(source, kind, &day.strips), footer: format!("{end} · {date} · {sums}"), own }
}

fn sums(source: &Source, sums: &DayTotals) -> String {
    let lang = source.lang;
    let sign = if sums.estimated { "≈ " } else { "" };
    let pages = k::SCHEDULE_PP.fill(lang, &[("n", &sums.eighths.to_string())]);
    format!("{sign}{pages} · {} · {} h", words::scenes(lang, sums.scenes), words::length(sums.minutes))
}

fn lines(source: &Source, kind: Kind, strips: &[Strip]) -> Vec<Line> {
    strips
        .iter()
        .map(|strip| match &strip.kind {
            StripKind::Banner { text } => {
                let length = strip.minutes.filter(|m| *m > 0).map(|m| format!(" · {}", words::length(m)));
                let words = format!("{text}{}", length.unwrap_or_default());
                Line { cells: vec![words], banner: true, own: source.own.banner.map(Paint::from), ..Line::default() }
            }
            StripKind::Scene(scene) => Line {
                cells: cells(source, kind, strip, scene),
                tone: if kind == Kind::Stripboard {
                    words::tone(look(source.palette, strip).colour).to_owned()
                } else {
                    String::new()
                },
                ..painted(source, scene)
            },
        })
        .collect()
}

/// A line in a colour of the production's own, if its kind of scene has one.
fn painted(source: &Source, scene: &SceneStrip) -> Line {
    let same = |own: &&SceneColour| (own.int_ext, own.light) == (scene.int_ext, scene.light);
    let own = source.own.scenes.iter().find(same);
    let kind = own.map(|_| design::kind(scene.int_ext, scene.light));
    Line { own: own.map(|own| own.colour.into()), kind, ..Line::default() }
}

fn cells(source: &Source, kind: Kind, strip: &Strip, scene: &SceneStrip) -> Vec<String> {
    let lang = source.lang;
    let sign = if scene.estimated { "≈ " } else { "" };
    let mut cells = vec![
        scene.number.clone(),
        words::int_ext(scene.int_ext).say(lang).to_owned(),
        words::light(scene.light).say(lang).to_owned(),
        scene.set.clone(),
        format!("{sign}{}", scene.eighths),
        cast(source, kind, &scene.cast),
        scene.location_name.clone(),
        strip.minutes.map(words::length).unwrap_or_default(),
    ];
    if kind != Kind::Stripboard {
        cells.push(scene.synopsis.clone());
    }
    cells
}

/// Numbers; on the shooting schedule with the parts' names.
fn cast(source: &Source, kind: Kind, cast: &[CharacterId]) -> String {
    let find = |id: &CharacterId| source.board.cast.iter().find(|part| part.character == *id);
    let parts = cast.iter().filter_map(find).map(|part| match kind {
        Kind::ShootingSchedule if !part.number.is_empty() => format!("{}. {}", part.number, part.name),
        _ => words::part(part).to_owned(),
    });
    parts.collect::<Vec<_>>().join(", ")
}
