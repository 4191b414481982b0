//! The parts, and what each does besides the strips.
use super::{
    api::load_dood,
    model::{DoodPart, DoodPlan},
};
use crate::{
    productions::production_id,
    routes,
    schedule::model::DoodEvent,
    text::{Text, k, t, tf},
    ui::{Empty, Page, Transition, show, use_data, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;

/// What a kind of event is called.
pub(super) fn kind(event: DoodEvent) -> Text {
    match event {
        DoodEvent::Travel | DoodEvent::TravelIn | DoodEvent::TravelOut => k::DOOD_TRAVEL,
        DoodEvent::Fitting => k::DOOD_FITTINGS,
        DoodEvent::Rehearsal => k::DOOD_REHEARSALS,
        DoodEvent::Work => k::DOOD_ALONE,
    }
}

/// What the parts do besides the strips.
#[component]
pub fn DoodPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_dood(id));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |parts| view! { <Parts production=id() parts=parts/> }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Parts(production: ProductionId, parts: Vec<DoodPart>) -> impl IntoView {
    let report = routes::production(production, "reports/dood");
    let body = if parts.is_empty() {
        view! { <Empty title=t(k::DOOD_EMPTY) hint=t(k::DOOD_EMPTY_HINT)><a class="button" href=routes::production(production, "script/import")>{t(k::SCRIPT_IMPORT)}</a></Empty> }.into_any()
    } else {
        let rows = parts.into_iter().map(|part| {
            let said = said(&part);
            let to = routes::dood_part(production, part.part);
            view! { <li><a class="doodlist__name" href=to>{part.title()}</a><span class="muted">{said}</span></li> }
        });
        view! { <section class="card"><ul class="card__body doodlist">{rows.collect_view()}</ul></section> }.into_any()
    };
    view! {
        <Page title=t(k::DOOD_TITLE) actions=move || view! { <a class="button" href=report.clone()>{t(k::REPORTS_DOOD)}</a> }>
            <p class="muted">{t(k::DOOD_HINT)}</p>
            {body}
        </Page>
    }
}

/// A plan in a line.
fn said(part: &DoodPart) -> String {
    let hold = if part.plan.hold { k::DOOD_IS_HELD } else { k::DOOD_NOT_HELD };
    let mut words = vec![t(hold).to_owned()];
    words.extend(part.drop.map(|n| tf(k::PAY_DROPPED, &[("n", &n.to_string())])));
    words.extend(part.plan.paid_holidays.then(|| t(k::DOOD_PAID_HOLIDAYS).to_owned()));
    for event in DoodPlan::KINDS {
        let dates = part.plan.on(event).len();
        words.extend((dates > 0).then(|| format!("{}: {dates}", t(kind(event)))));
    }
    words.join(" · ")
}
