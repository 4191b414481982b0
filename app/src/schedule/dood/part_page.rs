//! One part: how its idle days count, and what it does besides the strips.
use super::{
    api::{SaveDood, load_dood_part},
    model::{DoodPart, DoodPlan},
    page::kind,
};
use crate::{
    productions::production_id,
    routes,
    rules::dates,
    text::{k, t, tf},
    ui::{Act, Check, Form, Page, TextArea, Transition, show, use_data, use_params_map, use_refresh},
    values::{CharacterId, ProductionId},
};
use leptos::prelude::*;

/// Names of the lists of dates, in the order of [`DoodPlan::KINDS`].
const FIELDS: [&str; 4] = ["travel_dates", "fittings", "rehearsals", "alone"];

/// A part's plan.
#[component]
pub fn DoodPartPage() -> impl IntoView {
    let id = production_id();
    let params = use_params_map();
    let part = move || params.read().get("part").and_then(|p| p.parse::<CharacterId>().ok()).unwrap_or_default();
    let refresh = use_refresh();
    let data = use_data(move || (id(), part(), refresh.0.get()), |(id, part, _)| load_dood_part(id, part));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |part| view! { <Plan production=id() part=part/> }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Plan(production: ProductionId, part: DoodPart) -> impl IntoView {
    let action = Act::of::<SaveDood>();
    let plan = part.plan.clone();
    // Made within the form, so that each field finds its message.
    let lists = {
        let plan = plan.clone();
        move || {
            let all = DoodPlan::KINDS.into_iter().zip(FIELDS);
            all.map(|(event, name)| {
                view! { <TextArea name=name label=t(kind(event)) value=dates(&plan.on(event)) rows=4 hint=t(k::RULES_DATES_HINT)/> }
            })
            .collect_view()
        }
    };
    let drop = match part.drop {
        Some(n) => tf(k::PAY_DROPPED, &[("n", &n.to_string())]),
        None => t(k::DOOD_NO_DROP).to_owned(),
    };
    view! {
        <Page title=part.title()>
            <ol class="crumbs"><li><a href=routes::dood(production)>{t(k::DOOD_TITLE)}</a></li></ol>
            <section class="card"><div class="card__body">
                <Form action=action key=part.part.to_string() class="form" label=part.title()>
                    <input type="hidden" name="production" value=production.to_string()/>
                    <input type="hidden" name="part" value=part.part.to_string()/>
                    <input type="hidden" name="version" value=part.version.to_string()/>
                    <Check name="hold" label=t(k::DOOD_HOLD) checked=plan.hold/>
                    <Check name="paid_holidays" label=t(k::DOOD_PAID_HOLIDAYS) checked=plan.paid_holidays/>
                    <p class="muted">{drop}</p>
                    <div class="fields">{lists()}</div>
                    <div class="form__actions"><button class="button button--primary">{t(k::SCHEDULE_SAVE)}</button></div>
                </Form>
            </div></section>
        </Page>
    }
}
