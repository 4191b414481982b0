//! A person's working rules: the pack of their contract, when they are free, and what a minor's permit says.
use super::{
    api::{SavePersonRules, load_person_rules},
    data::{MinorSeen, PersonData},
    forms::crumbs,
    typed,
    words::packs,
};
use crate::{
    productions::production_id,
    text::{k, t, tf},
    ui::{
        Act, Check, Field, Form, Page, Pick, TextArea, Transition, options, show, use_data, use_params_map, use_refresh,
    },
    values::{PersonId, ProductionId},
};
use leptos::prelude::*;

/// The page of one person's rules.
#[component]
pub fn PersonRulesPage() -> impl IntoView {
    let id = production_id();
    let params = use_params_map();
    let person = move || params.read().get("person").and_then(|p| p.parse::<PersonId>().ok()).unwrap_or_default();
    let refresh = use_refresh();
    let data = use_data(move || (id(), person(), refresh.0.get()), |(id, person, _)| load_person_rules(id, person));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data: PersonData| view! {
            <Page title=data.name.clone()>{crumbs(id(), data.name.clone())}<PersonForm production=id() data=data/></Page>
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn PersonForm(production: ProductionId, data: PersonData) -> impl IntoView {
    let action = Act::of::<SavePersonRules>();
    let choices = packs(k::RULES_PACK_OTHER, &data.packs);
    let works_in = match data.units.as_slice() {
        [] => String::new(),
        [one] if data.all_units.len() > 1 => one.to_string(),
        _ => "all".to_owned(),
    };
    let ends = [(String::new(), t(k::RULES_NO_UNIT).to_owned()), ("all".to_owned(), t(k::RULES_ALL_UNITS).to_owned())];
    let several = data.all_units.len() > 1;
    let single = data.all_units.into_iter().filter(|_| several).map(|unit| (unit.id.to_string(), unit.name));
    let units = options(ends.into_iter().chain(single));
    let crew = !data.cast;
    view! {
        <Form action=action class="form" label=data.name>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="person" value=data.id.to_string()/>
            <input type="hidden" name="version" value=data.version.to_string()/>
            <section class="card"><div class="card__head"><h2>{t(k::RULES_CONTRACT)}</h2></div><div class="card__body stack">
                <Pick name="pack" label=t(k::RULES_PACK_CONTRACT) choices=choices value=data.pack/>
                {crew.then(|| view! { <Pick name="works_in" label=t(k::RULES_WORKS_IN) choices=units value=works_in hint=t(k::RULES_WORKS_IN_HINT)/> })}
                <TextArea name="periods" label=t(k::RULES_CONTRACT_PERIODS) value=typed::periods(&data.periods) hint=t(k::RULES_PERIODS_HINT)/>
                <TextArea name="hours" label=t(k::RULES_FREE_HOURS) value=typed::hours(&data.hours) hint=t(k::RULES_FREE_HOURS_HINT)/>
            </div></section>
            <MinorFields minor=data.minor/>
            <div class="form__actions"><button class="button button--primary">{t(k::RULES_SAVE)}</button></div>
        </Form>
    }
    .into_any()
}

#[component]
fn MinorFields(minor: Option<MinorSeen>) -> impl IntoView {
    let is_minor = minor.is_some();
    let MinorSeen { birth_known, age, permit, chaperone } = minor.unwrap_or_default();
    let has_permit = permit.is_some();
    let permit = permit.unwrap_or_default();
    let valid = |date: jiff::civil::Date| if has_permit { date.to_string() } else { String::new() };
    let birth_hint = match age {
        Some(n) if birth_known => tf(k::RULES_BIRTH_KNOWN, &[("n", &n.to_string())]),
        _ => t(k::RULES_BIRTH_HINT).to_owned(),
    };
    let age = typed::number(age.filter(|_| !birth_known));
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::RULES_MINOR)}</h2></div><div class="card__body stack">
            <Check name="is_minor" label=t(k::RULES_IS_MINOR) checked=is_minor/>
            <div class="fields">
                <Field name="birth" label=t(k::RULES_BIRTH) kind="date" hint=birth_hint autocomplete="off"/>
                <Field name="age" label=t(k::RULES_AGE) kind="number" value=age hint=t(k::RULES_AGE_HINT)/>
            </div>
            <Check name="chaperone" label=t(k::RULES_CHAPERONE) checked=chaperone/>
            <h3>{t(k::RULES_PERMIT)}</h3>
            <div class="fields">
                <Field name="permit" label=t(k::RULES_PERMIT_NAME) value=permit.name.clone() autocomplete="off"/>
                <Field name="valid_from" label=t(k::RULES_VALID_SINCE) kind="date" value=valid(permit.valid.from)/>
                <Field name="valid_to" label=t(k::RULES_VALID_UNTIL) kind="date" value=valid(permit.valid.to)/>
            </div>
            <div class="fields">
                <Field name="work" label=t(k::RULES_WORK) value=typed::length(permit.work) hint=t(k::RULES_LENGTH_HINT) class="field--time"/>
                <Field name="on_set" label=t(k::RULES_ON_SET) value=typed::length(permit.on_set) hint=t(k::RULES_LENGTH_HINT) class="field--time"/>
                <Field name="earliest" label=t(k::RULES_EARLIEST) value=typed::time(permit.earliest) class="field--time"/>
                <Field name="latest" label=t(k::RULES_LATEST) value=typed::time(permit.latest) class="field--time"/>
            </div>
        </div></section>
    }
    .into_any()
}
