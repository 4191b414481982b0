//! Working rules of a production: its pack and limits, its units, and the way to people, places, days and scenes.
use super::{
    api::{SaveRules, SaveUnitRules, load_rules},
    data::{PackLine, RulesData, UnitLine},
    lists::{Days, People, Places, Scenes},
    packs_page::{OwnPacks, PackTable},
    typed,
    words::{pack_of, packs},
};
use crate::{
    productions::production_id,
    routes,
    text::{k, t},
    ui::{Act, Field, Form, Page, Pick, TextArea, Transition, show, use_data, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;

/// The page of working rules.
#[component]
pub fn RulesPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_rules(id));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <Whole production=id() data=data/> }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Whole(production: ProductionId, data: RulesData) -> impl IntoView {
    let edits = data.edits;
    let RulesData { version, packs, own, units, people, places, days, scenes, .. } = data.clone();
    view! {
        <Page title=t(k::RULES_TITLE) actions=move || view! { <a class="button" href=routes::production(production, "board")>{t(k::SCHEDULE_BOARD)}</a> }>
            <p class="muted">{t(k::RULES_HINT)}</p>
            <div class="grid-2">
                <section class="card" aria-labelledby="rules-production">
                    <div class="card__head"><h2 id="rules-production">{t(k::RULES_PRODUCTION)}</h2></div>
                    <div class="card__body">{if edits { view! { <Production production=production data=data/> }.into_any() } else { view! { <Said data=data/> }.into_any() }}</div>
                </section>
                <section class="card" aria-labelledby="rules-units">
                    <div class="card__head"><h2 id="rules-units">{t(k::RULES_UNITS)}</h2></div>
                    <div class="card__body stack">{units.into_iter().map(|unit| view! { <Unit production=production unit=unit packs=packs.clone() edits=edits/> }).collect_view()}</div>
                </section>
            </div>
            {edits.then(|| view! { <People production=production people=people packs=packs.clone()/> })}
            <Places production=production places=places edits=edits/>
            <Days production=production days=days edits=edits/>
            <Scenes production=production scenes=scenes edits=edits/>
            <PackTable packs=packs/>
            {edits.then(|| view! { <OwnPacks production=production version=version own=own/> })}
        </Page>
    }
    .into_any()
}

#[component]
fn Production(production: ProductionId, data: RulesData) -> impl IntoView {
    let action = Act::of::<SaveRules>();
    let choices = packs(k::RULES_PACK_FALLBACK, &data.packs);
    view! {
        <Form action=action class="form" label=t(k::RULES_PRODUCTION)>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="version" value=data.version.to_string()/>
            <Pick name="pack" label=t(k::RULES_PACK) choices=choices value=data.pack hint=t(k::RULES_PACK_HINT)/>
            <div class="fields">
                <Field name="eighths" label=t(k::RULES_PAGES) value=typed::pages(data.limits.eighths) hint=t(k::RULES_PAGES_HINT) autocomplete="off"/>
                <Field name="moves" label=t(k::RULES_MOVES) kind="number" value=typed::number(data.limits.moves) hint=t(k::RULES_MOVES_HINT)/>
                <Field name="lunch" label=t(k::RULES_LUNCH) kind="number" value=data.lunch.to_string()/>
            </div>
            <TextArea name="holidays" label=t(k::RULES_HOLIDAYS) value=typed::dates(&data.holidays) rows=4 hint=t(k::RULES_DATES_HINT)/>
            <div class="form__actions"><button class="button button--primary">{t(k::RULES_SAVE)}</button></div>
        </Form>
    }
    .into_any()
}

/// The same for whoever only looks.
#[component]
fn Said(data: RulesData) -> impl IntoView {
    let none = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let holidays = typed::dates(&data.holidays).replace('\n', ", ");
    view! {
        <dl class="facts">
            <dt>{t(k::RULES_PACK)}</dt><dd>{pack_of(&data.pack, &data.packs, k::RULES_PACK_FALLBACK)}</dd>
            <dt>{t(k::RULES_PAGES)}</dt><dd>{none(typed::pages(data.limits.eighths))}</dd>
            <dt>{t(k::RULES_MOVES)}</dt><dd>{none(typed::number(data.limits.moves))}</dd>
            <dt>{t(k::RULES_LUNCH)}</dt><dd>{data.lunch.to_string()}</dd>
            <dt>{t(k::RULES_HOLIDAYS)}</dt><dd>{none(holidays)}</dd>
        </dl>
    }
    .into_any()
}

#[component]
fn Unit(production: ProductionId, unit: UnitLine, packs: Vec<PackLine>, edits: bool) -> impl IntoView {
    let action = Act::of::<SaveUnitRules>();
    if !edits {
        let pack = pack_of(&unit.pack, &packs, k::RULES_PACK_PRODUCTION);
        return view! { <p><b class="strong">{unit.name}</b>" · "{pack}</p> }.into_any();
    }
    let choices = super::words::packs(k::RULES_PACK_PRODUCTION, &packs);
    let name = unit.name.clone();
    view! {
        <Form action=action key=unit.id.to_string() class="form" label=unit.name>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="unit" value=unit.id.to_string()/>
            <input type="hidden" name="version" value=unit.version.to_string()/>
            <Pick name="pack" label=name choices=choices value=unit.pack/>
            <div class="form__actions"><button class="button">{t(k::RULES_SAVE)}</button></div>
        </Form>
    }
    .into_any()
}
