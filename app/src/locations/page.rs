//! The list of locations, each with the state of its hospital, and a line to add one.
use super::{
    api::{AddLocation, load_locations},
    model::{LocationRow, Locations},
    sets::Sets,
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, t, tf},
    ui::{Act, Badge, Empty, Field, Form, Page, Tone, Transition, show, use_data, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;

/// All locations of a production.
#[component]
pub fn LocationsPage() -> impl IntoView {
    let id = production_id();
    let head = use_production();
    let may_edit = head.may("locations.edit");
    let zone = head.production.zone.clone();
    let refresh = use_refresh();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_locations(id));
    view! {
        <Page title=t(k::LOCATIONS_TITLE)>
            <Transition>{move || { let zone = zone.clone(); Suspend::new(async move { show(data.await, move |all: Locations| {
                let Locations { locations, sets } = all;
                let bad = locations.iter().filter(|l| !l.is_checked()).count();
                let sum = tf(k::LOCATIONS_COUNT, &[("n", &locations.len().to_string()), ("bad", &bad.to_string())]);
                view! {
                    <p class="muted">{sum}</p>
                    {locations.is_empty().then(|| view! { <Empty title=t(k::LOCATIONS_NONE) hint=t(k::LOCATIONS_NONE_HINT)/> })}
                    <Places production=id() locations=locations.clone()/>
                    {may_edit.then(|| view! { <New production=id() zone=zone/> })}
                    <Sets production=id() sets=sets locations=locations may_edit=may_edit/>
                }
            }) }) }}</Transition>
        </Page>
    }
}

#[component]
fn Places(production: ProductionId, locations: Vec<LocationRow>) -> impl IntoView {
    (!locations.is_empty()).then(|| view! {
        <section class="card" aria-label=t(k::LOCATIONS_TITLE)>
            <ul class="lines">
                {locations.into_iter().enumerate().map(|(at, l)| view! { <Place production=production number=at + 1 location=l/> }).collect_view()}
            </ul>
        </section>
    })
}

#[component]
fn Place(production: ProductionId, number: usize, location: LocationRow) -> impl IntoView {
    let to = routes::production(production, &format!("locations/{}", location.id));
    let badge = if location.is_checked() {
        view! { <Badge tone=Tone::Good text=t(k::LOCATIONS_CHECKED)/> }
    } else {
        view! { <Badge tone=Tone::Bad text=t(k::LOCATIONS_UNCHECKED)/> }
    };
    let scenes = tf(k::LOCATIONS_SCENES, &[("n", &location.scenes.to_string())]);
    view! {
        <li><a class="place" href=to>
            <span class="place__no">{number.to_string()}</span>
            <span><b class="strong">{location.name}</b><small>{scenes}</small></span>
            <span>{location.address}<small>{location.parking}</small></span>
            <span><small>{location.zone}</small></span>
            {badge}
        </a></li>
    }
}

#[component]
fn New(production: ProductionId, zone: String) -> impl IntoView {
    let action = Act::of::<AddLocation>();
    view! {
        <section class="card">
            <div class="card__head"><h2>{t(k::LOCATIONS_NEW)}</h2></div>
            <div class="card__body">
                <Form action=action class="quick__form">
                    <input type="hidden" name="production" value=production.to_string()/>
                    <Field name="name" label=t(k::LOCATIONS_NAME) required=true autocomplete="off"/>
                    <Field name="address" label=t(k::LOCATIONS_ADDRESS) autocomplete="off"/>
                    <Field name="zone" label=t(k::LOCATIONS_ZONE) value=zone required=true/>
                    <button class="button button--primary">{t(k::LOCATIONS_ADD)}</button>
                </Form>
            </div>
        </section>
    }
}
