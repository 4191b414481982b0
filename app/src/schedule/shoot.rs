//! The shoot at a glance, on the production's home: a column of colours per day, today marked, each leading to its day.
use super::{
    api::load_shoot,
    data::{ShootData, ShootDay, of_key},
    design::{model::kind, strips_sheet},
    model::{Palette, StripColour},
    words,
    words::tone,
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, lang, t, tf},
    ui::{Empty, Transition, show, use_data, use_refresh},
    values::*,
};
use leptos::prelude::*;

/// Eighths that fill a column: a page more than the fullest usual day.
const HEIGHT: i64 = 48;

/// The shoot as one strip of colours per day.
#[component]
pub fn ShootStrip() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let palette = of_key(&use_production().production.palette).unwrap_or_default();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_shoot(id));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <Shoot production=id() palette=palette data=data/> }) })}</Transition>
    }
}

#[component]
fn Shoot(production: ProductionId, palette: Palette, data: ShootData) -> impl IntoView {
    let ShootData { days, design } = data;
    if days.is_empty() {
        let to = routes::production(production, "board");
        return view! { <Empty title=t(k::SCHEDULE_NO_DAYS) hint=t(k::SCHEDULE_NO_DAYS_HINT)><a class="button" href=to>{t(k::SCHEDULE_BOARD)}</a></Empty> }.into_any();
    }
    let week = |day: &ShootDay| day.date.iso_week_date();
    let weeks = days.chunk_by(|a, b| (week(a).year(), week(a).week()) == (week(b).year(), week(b).week()));
    let weeks = weeks
        .map(|days| {
            let days = days
                .iter()
                .map(|day| view! { <Column production=production palette=palette day=day.clone()/> })
                .collect_view();
            view! { <div class="shoot__week">{days}</div> }
        })
        .collect_view();
    let legend = [
        (IntExt::Int, Light::Day),
        (IntExt::Ext, Light::Day),
        (IntExt::Int, Light::Night),
        (IntExt::Ext, Light::Night),
        (IntExt::Ext, Light::Dusk),
    ];
    let legend = legend.map(|(place, light)| {
        let class = format!("swatch swatch--{}", tone(palette.colour(place, light)));
        view! { <li><span class=class data-kind=kind(place, light)></span>{t(words::int_ext(place))}" "{t(words::light(light))}</li> }
    });
    view! {
        {strips_sheet(production, design)}
        <div class="shoot" tabindex="0" role="group" aria-label=t(k::SCHEDULE_SHOOT)>{weeks}</div>
        <ul class="legend">{legend.into_iter().collect_view()}</ul>
    }
    .into_any()
}

#[component]
fn Column(production: ProductionId, palette: Palette, day: ShootDay) -> impl IntoView {
    let lang = lang();
    let pages: Eighths = day.segments.iter().map(|s| s.eighths).sum();
    let name = words::day_name(lang, &day.label, day.kind);
    let mut said =
        format!("{name}, {}, {}", words::date(lang, day.date), tf(k::SCHEDULE_PP, &[("n", &pages.to_string())]));
    let state = match (day.cancelled, day.today, day.past) {
        (true, ..) => Some(("cancelled", k::SCHEDULE_STATE_CANCELLED)),
        (_, true, _) => Some(("today", k::SCHEDULE_TODAY)),
        (.., true) => Some(("shot", k::SCHEDULE_OVER)),
        _ => None,
    };
    if let Some((_, text)) = state {
        said.push_str(", ");
        said.push_str(t(text));
    }
    let above = if day.today { t(k::SCHEDULE_TODAY).to_owned() } else { words::weekday_letter(lang, day.date) };
    // A day fuller than the column is drawn to its scale.
    let height = HEIGHT.max(pages.0);
    let mut y = height;
    let segments = day
        .segments
        .iter()
        .map(|s| {
            y -= s.eighths.0;
            let colour: StripColour = palette.colour(s.int_ext, s.light);
            view! { <rect class=format!("seg seg--{}", tone(colour)) data-kind=kind(s.int_ext, s.light) x="0" y=y.to_string() width="10" height=s.eighths.0.to_string()></rect> }
        })
        .collect_view();
    let label = if day.label.is_empty() { "–".to_owned() } else { day.label.clone() };
    view! {
        <a class="shoot__day" href=routes::day(production, day.id, "") data-state=state.map(|(key, _)| key)>
            <span class="sr">{said}</span><span aria-hidden="true">{above}</span>
            <svg viewBox=format!("0 0 10 {height}") preserveAspectRatio="none" aria-hidden="true">{segments}</svg>
            <b aria-hidden="true">{label}</b>
        </a>
    }
}
