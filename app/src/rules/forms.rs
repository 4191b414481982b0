//! The forms of a place, a day and a scene.
use super::{
    api::{SaveDayRules, SavePlaceRules, SaveSceneRules, load_day_rules, load_place_rules, load_scene_rules},
    data::{DayData, PlaceData, SceneData, Somebody},
    typed,
    words::day_type,
};
use crate::{
    productions::production_id,
    routes,
    schedule::{data::key, model::checks::DayType},
    text::{Text, k, t, tf},
    ui::{
        Act, Check, Choice, Field, Form, Page, Pick, TextArea, Transition, options, show, use_data, use_params_map,
        use_refresh,
    },
    values::ProductionId,
};
use leptos::prelude::*;

/// The way back to the working rules.
pub(super) fn crumbs(production: ProductionId, name: String) -> impl IntoView + use<> {
    view! { <ol class="crumbs"><li><a href=routes::production(production, "rules")>{t(k::RULES_TITLE)}</a></li><li>{name}</li></ol> }
}

/// An id of the address.
fn id_of<T: std::str::FromStr + Default>(name: &'static str) -> impl Fn() -> T + Copy + Send + Sync {
    let params = use_params_map();
    move || params.read().get(name).and_then(|id| id.parse().ok()).unwrap_or_default()
}

/// Nobody, or somebody.
fn people(none: Text, people: Vec<Somebody>) -> Vec<Choice> {
    let first = std::iter::once((String::new(), t(none).to_owned()));
    options(first.chain(people.into_iter().map(|person| (person.id.to_string(), person.name))))
}

/// When a place can be had.
#[component]
pub fn PlaceRulesPage() -> impl IntoView {
    let (id, place) = (production_id(), id_of("location"));
    let refresh = use_refresh();
    let data = use_data(move || (id(), place(), refresh.0.get()), |(id, place, _)| load_place_rules(id, place));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data: PlaceData| view! {
            <Page title=data.name.clone()>{crumbs(id(), data.name.clone())}<PlaceForm production=id() data=data/></Page>
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn PlaceForm(production: ProductionId, data: PlaceData) -> impl IntoView {
    let action = Act::of::<SavePlaceRules>();
    let rules = data.rules;
    view! {
        <section class="card"><div class="card__body">
            <Form action=action class="form" label=data.name>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="location" value=data.id.to_string()/>
                <input type="hidden" name="version" value=data.version.to_string()/>
                <TextArea name="periods" label=t(k::RULES_PERIODS) value=typed::periods(&rules.periods) hint=t(k::RULES_PERIODS_HINT)/>
                <TextArea name="off" label=t(k::RULES_OFF) value=typed::dates(&rules.off) hint=t(k::RULES_DATES_HINT)/>
                <div class="fields">
                    <Field name="from" label=t(k::RULES_EARLIEST) value=typed::time(rules.from) class="field--time"/>
                    <Field name="to" label=t(k::RULES_LATEST) value=typed::time(rules.to) hint=t(k::RULES_LATE_HINT) class="field--time"/>
                </div>
                <div class="form__actions"><button class="button button--primary">{t(k::RULES_SAVE)}</button></div>
            </Form>
        </div></section>
    }
    .into_any()
}

/// How a day is worked, and its cover.
#[component]
pub fn DayRulesPage() -> impl IntoView {
    let (id, day) = (production_id(), id_of("day"));
    let refresh = use_refresh();
    let data = use_data(move || (id(), day(), refresh.0.get()), |(id, day, _)| load_day_rules(id, day));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data: DayData| {
            let name = tf(k::RULES_DAY_NAMED, &[("name", &data.name)]);
            view! { <Page title=name.clone()>{crumbs(id(), name)}<DayForm production=id() data=data/></Page> }
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn DayForm(production: ProductionId, data: DayData) -> impl IntoView {
    let action = Act::of::<SaveDayRules>();
    let types = [DayType::Standard, DayType::SemiContinuous, DayType::Continuous];
    let types = options(types.map(|kind| (key(kind), t(day_type(kind)))));
    let has_plan = data.rules.plan_b.is_some();
    let plan = data.rules.plan_b.unwrap_or_default();
    let decides = plan.decides.map(|id| id.to_string()).unwrap_or_default();
    let people = people(k::RULES_NOBODY, data.people);
    view! {
        <section class="card"><div class="card__body">
            <Form action=action class="form" label=data.name>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="day" value=data.id.to_string()/>
                <input type="hidden" name="version" value=data.version.to_string()/>
                <Pick name="day_type" label=t(k::RULES_DAY_TYPE) choices=types value=key(data.rules.day_type)/>
                <Check name="has_plan_b" label=t(k::RULES_HAS_PLAN_B) checked=has_plan/>
                <Field name="cover" label=t(k::RULES_COVER) value=data.cover hint=t(k::RULES_COVER_HINT) autocomplete="off"/>
                <div class="fields">
                    <Field name="decide_by" label=t(k::RULES_DECIDE_BY) value=typed::time(plan.decide_by) hint=t(k::RULES_DECIDE_HINT) class="field--time"/>
                    <Pick name="decides" label=t(k::RULES_DECIDES) choices=people value=decides/>
                </div>
                <div class="form__actions"><button class="button button--primary">{t(k::RULES_SAVE)}</button></div>
            </Form>
        </div></section>
    }
    .into_any()
}

/// Who answers for a scene that needs care.
#[component]
pub fn SceneRulesPage() -> impl IntoView {
    let (id, scene) = (production_id(), id_of("scene"));
    let refresh = use_refresh();
    let data = use_data(move || (id(), scene(), refresh.0.get()), |(id, scene, _)| load_scene_rules(id, scene));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data: SceneData| {
            let name = tf(k::RULES_SCENE, &[("n", &data.number)]);
            view! { <Page title=name.clone()>{crumbs(id(), name)}<SceneForm production=id() data=data/></Page> }
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn SceneForm(production: ProductionId, data: SceneData) -> impl IntoView {
    let action = Act::of::<SaveSceneRules>();
    let supervisor = data.rules.supervisor.map(|id| id.to_string()).unwrap_or_default();
    let people = people(k::RULES_NOBODY, data.people);
    view! {
        <section class="card"><div class="card__body">
            <Form action=action class="form" label=data.number>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="scene" value=data.id.to_string()/>
                <input type="hidden" name="version" value=data.version.to_string()/>
                <Check name="risk_assessed" label=t(k::RULES_ASSESSED) checked=data.rules.risk_assessed/>
                <Pick name="supervisor" label=t(k::RULES_SUPERVISOR) choices=people value=supervisor/>
                <div class="form__actions"><button class="button button--primary">{t(k::RULES_SAVE)}</button></div>
            </Form>
        </div></section>
    }
    .into_any()
}
