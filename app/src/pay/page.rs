//! The page of day rates.
use super::{
    api::{SavePay, load_pay},
    model::{PayData, PayRow},
    words::{money, typed},
};
use crate::{
    productions::production_id,
    routes,
    text::{k, t, tf},
    ui::{Act, Badge, Field, Form, Page, Pick, Tone, Transition, options, show, use_data, use_query_map, use_refresh},
    values::{CURRENCIES, ProductionId},
};
use leptos::prelude::*;

/// Day rates of the cast.
#[component]
pub fn PayPage() -> impl IntoView {
    let id = production_id();
    let query = use_query_map();
    let refresh = use_refresh();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_pay(id));
    let saved = move || query.read().get("saved").is_some();
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <Whole production=id() data=data saved=saved()/> }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Whole(production: ProductionId, data: PayData, saved: bool) -> impl IntoView {
    let empty = data.rows.is_empty();
    let body = if empty {
        view! { <p class="muted">{t(k::PAY_EMPTY)}</p> }.into_any()
    } else if data.edits {
        view! { <Rates production=production data=data/> }.into_any()
    } else {
        view! { <Said data=data/> }.into_any()
    };
    view! {
        <Page title=t(k::PAY_TITLE) actions=move || view! { <a class="button" href=routes::production(production, "arrange")>{t(k::SCHEDULE_ARRANGE)}</a> }>
            <p class="muted">{t(k::PAY_HINT)}</p>
            <div role="status">{saved.then(|| view! { <p class="notice notice--ok">{t(k::PAY_SAVED)}</p> })}</div>
            <section class="card"><div class="card__body">{body}</div></section>
        </Page>
    }
    .into_any()
}

fn name(row: &PayRow) -> String {
    let number = if row.number > 0 { format!("{} ", row.number) } else { String::new() };
    let who = if row.who.is_empty() { String::new() } else { format!(" · {}", row.who) };
    format!("{number}{}{who}", row.name)
}

#[component]
fn Rates(production: ProductionId, data: PayData) -> impl IntoView {
    let action = Act::of::<SavePay>();
    let parts = data.rows;
    // Made within the form, so that each field finds its message.
    let rows = move || {
        parts
            .into_iter()
            .enumerate()
            .map(|(n, row)| {
                let field = |name: &str| format!("rates[{n}][{name}]");
                let amount = |pick: fn(&crate::schedule::model::DayRate) -> i64| {
                    row.terms.map(|terms| typed(pick(&terms.rate))).unwrap_or_default()
                };
                let pause = row.terms.and_then(|terms| terms.drop).map(|drop| drop.min_days.to_string());
                view! {
                    <fieldset class="pay__part"><legend class="strong">{name(&row)}</legend>
                        <input type="hidden" name=field("part") value=row.part.to_string()/>
                        <div class="fields">
                            <Field name=field("work") label=t(k::PAY_WORK) value=amount(|rate| rate.work) autocomplete="off"/>
                            <Field name=field("hold") label=t(k::PAY_HOLD) value=amount(|rate| rate.hold) autocomplete="off"/>
                            <Field name=field("drop") label=t(k::PAY_DROP) value=pause.unwrap_or_default() kind="number" autocomplete="off"/>
                        </div>
                    </fieldset>
                }
            })
            .collect_view()
    };
    let currencies = options(CURRENCIES.map(|code| (code, code)));
    view! {
        <Form action=action class="form" label=t(k::PAY_TITLE)>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="version" value=data.version.to_string()/>
            <Pick name="currency" label=t(k::PAY_CURRENCY) choices=currencies value=data.currency/>
            {rows()}
            <div class="form__actions"><button class="button button--primary">{t(k::PAY_SAVE)}</button></div>
        </Form>
    }
    .into_any()
}

/// The same for whoever only looks.
#[component]
fn Said(data: PayData) -> impl IntoView {
    let currency = data.currency;
    let rows = data
        .rows
        .into_iter()
        .map(|row| {
            let said = match row.terms {
                None => view! { <Badge tone=Tone::Plain text=t(k::PAY_NONE)/> }.into_any(),
                Some(terms) => {
                    let (work, hold) = (money(terms.rate.work, &currency), money(terms.rate.hold, &currency));
                    let drop = terms.drop.map(|drop| tf(k::PAY_DROPPED, &[("n", &drop.min_days.to_string())]));
                    view! { <span>{tf(k::PAY_SAID, &[("work", &work), ("hold", &hold)])}" "{drop}</span> }.into_any()
                }
            };
            view! { <dt>{name(&row)}</dt><dd>{said}</dd> }
        })
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}
