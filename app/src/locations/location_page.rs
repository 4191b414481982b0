//! One location: where it is, where to park, the nearest hospital and whether it was checked.
use super::{
    api::{ChangeLocation, CheckHospital, RemoveLocation, load_location},
    coordinates::{decimal, show as coordinates},
    model::{Location, LocationFile, SetRow, Sketch},
};
use crate::{
    people::model::tel,
    productions::{production_id, use_production},
    routes,
    text::{k, t, tf},
    ui::{
        Act, Badge, Check, Field, Form, Page, TextArea, Tone, Transition, show, use_data, use_params_map, use_refresh,
    },
    values::{LocationId, ProductionId},
};
use leptos::prelude::*;

/// A location's page.
#[component]
pub fn LocationPage() -> impl IntoView {
    let id = production_id();
    let may_edit = use_production().may("locations.edit");
    let params = use_params_map();
    let location = move || params.read().get("location").and_then(|l| l.parse::<LocationId>().ok()).unwrap_or_default();
    let refresh = use_refresh();
    let data = use_data(move || (id(), location(), refresh.0.get()), |(id, location, _)| load_location(id, location));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |file: LocationFile| {
            let l = file.location.clone();
            let sketch = Sketch::around(&file.location, &file.all);
            view! {
                <Page title=l.name.clone()>
                    <ol class="crumbs"><li><a href=routes::production(id(), "locations")>{t(k::LOCATIONS_TITLE)}</a></li><li>{l.address.clone()}</li></ol>
                    <div class="grid-2">
                        <WhereItIs location=l.clone() sketch=sketch/>
                        <div class="stack">
                            <Hospital production=id() location=l.clone() may_edit=may_edit/>
                            <SetsHere sets=file.sets/>
                        </div>
                    </div>
                    {if may_edit { view! { <Details production=id() location=l/> }.into_any() } else { view! { <Facts location=l/> }.into_any() }}
                </Page>
            }
        }) })}</Transition>
    }
}

#[component]
fn WhereItIs(location: Location, sketch: Option<Sketch>) -> impl IntoView {
    let links = location.lat_e6.zip(location.lon_e6).map(|(lat, lon)| {
        let (y, x) = (decimal(lat), decimal(lon));
        let map = format!("https://www.openstreetmap.org/?mlat={y}&mlon={x}#map=17/{y}/{x}");
        view! {
            <p class="row">
                <a class="button" href=format!("geo:{y},{x}")>{t(k::LOCATIONS_MAP_APP)}</a>
                <a class="button" href=map rel="noopener noreferrer" target="_blank">{t(k::LOCATIONS_MAP)}</a>
                <span class="muted">{coordinates(lat, lon)}</span>
            </p>
        }
    });
    let none = links.is_none().then(|| view! { <p class="muted">{t(k::LOCATIONS_NO_COORDINATES)}</p> });
    view! { <section class="stack"><h2>{t(k::LOCATIONS_WHERE)}</h2>{sketch.map(|s| view! { <Drawing sketch=s/> })}{links}{none}</section> }
}

/// The sketch: this place in the middle, others around it, north up.
#[component]
fn Drawing(sketch: Sketch) -> impl IntoView {
    let names: Vec<String> = sketch.points.iter().skip(1).map(|p| p.name.clone()).collect();
    let label = tf(k::LOCATIONS_SKETCH, &[("names", &names.join(", "))]);
    let middle = (Sketch::WIDTH / 2, Sketch::HEIGHT / 2);
    let ways = sketch
        .points
        .iter()
        .skip(1)
        .map(|p| {
            view! { <path class="sketch__way" d=format!("M{} {}L{} {}", middle.0, middle.1, p.x, p.y)></path> }
        })
        .collect_view();
    let points = sketch
        .points
        .iter()
        .enumerate()
        .map(|(n, p)| {
            let class = if p.bad { "sketch__point sketch__point--bad" } else { "sketch__point" };
            // Names of neighbours would lie on each other: they stand below, by number.
            let number = (n > 0).then(|| view! { <text x=(p.x + 8).to_string() y=(p.y - 6).to_string()>{n.to_string()}</text> });
            view! { <circle class=class cx=p.x.to_string() cy=p.y.to_string() r=if n == 0 { "6" } else { "4" }></circle>{number} }
        })
        .collect_view();
    let list = (1..).zip(names).map(|(n, name)| view! { <li><b>{format!("{n} ")}</b>{name}</li> }).collect_view();
    let metres = sketch.bar_metres;
    let scale = if metres >= 1000 { format!("{} km", metres / 1000) } else { format!("{metres} m") };
    view! {
        <svg class="sketch" viewBox="0 0 380 200" role="img" aria-label=label>
            <path class="sketch__line" d="M0 50h380M0 100h380M0 150h380M95 0v200M190 0v200M285 0v200"></path>
            {ways}
            {points}
            <text x="10" y="18">"N ↑"</text>
            <text x="10" y="182">{scale}</text>
            <path class="sketch__way" d=format!("M10 190h{}", sketch.bar)></path>
        </svg>
        <ol class="sketch__names" aria-hidden="true">{list}</ol>
    }
}

/// The nearest hospital, and whether somebody has made sure of it.
#[component]
fn Hospital(production: ProductionId, location: Location, may_edit: bool) -> impl IntoView {
    let action = Act::of::<CheckHospital>();
    let l = location;
    let state = if l.is_checked() {
        let said = tf(k::LOCATIONS_CHECKED_BY, &[("day", &l.hospital_checked_on), ("name", &l.hospital_checked_by)]);
        view! { <Badge tone=Tone::Good text=said/> }
    } else {
        view! { <Badge tone=Tone::Bad text=t(k::LOCATIONS_BLOCKS)/> }
    };
    let round_the_clock = l.hospital_24h.then(|| view! { <Badge tone=Tone::Plain text=t(k::LOCATIONS_24H)/> });
    let call = (!l.hospital_phone.is_empty())
        .then(|| view! { <a class="button button--small" href=format!("tel:{}", tel(&l.hospital_phone))>{l.hospital_phone.clone()}</a> });
    let name =
        if l.hospital_name.is_empty() { t(k::LOCATIONS_NO_HOSPITAL).to_owned() } else { l.hospital_name.clone() };
    let check = (may_edit && !l.hospital_name.is_empty()).then(|| {
        view! {
            <Form action=action>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="location" value=l.id.to_string()/>
                <input type="hidden" name="version" value=l.version.to_string()/>
                <button class="button button--small">{t(k::LOCATIONS_CHECK_NOW)}</button>
            </Form>
        }
    });
    view! {
        <section class="stack">
            <h2>{t(k::LOCATIONS_HOSPITAL)}</h2>
            <div class="hospital">
                <b class="strong">{name}</b>
                <span class="muted">{l.hospital_address.clone()}</span>
                <span class="row">{state}{round_the_clock}</span>
                <span class="row">{call}{check}</span>
            </div>
        </section>
    }
}

#[component]
fn SetsHere(sets: Vec<SetRow>) -> impl IntoView {
    let none = sets.is_empty().then(|| view! { <p class="muted">{t(k::LOCATIONS_NO_SETS)}</p> });
    let lines = sets.into_iter().map(|s| view! {
        <li class="setline"><b class="strong">{s.name}</b><span class="muted">{tf(k::LOCATIONS_SCENES, &[("n", &s.scenes.to_string())])}</span></li>
    }).collect_view();
    view! { <section class="stack"><h2>{t(k::LOCATIONS_SETS_HERE)}</h2>{none}<ul class="lines">{lines}</ul></section> }
}

/// What those read who may not change it.
#[component]
fn Facts(location: Location) -> impl IntoView {
    let facts = [
        (k::LOCATIONS_ADDRESS, location.address),
        (k::LOCATIONS_ZONE, location.zone),
        (k::LOCATIONS_PARKING, location.parking),
        (k::LOCATIONS_NOTES, location.notes),
    ];
    let rows = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <dt>{t(name)}</dt><dd>{value}</dd> })
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }
}

#[component]
fn Details(production: ProductionId, location: Location) -> impl IntoView {
    let (action, remove) = (Act::of::<ChangeLocation>(), Act::of::<RemoveLocation>());
    let l = location;
    let (id, version) = (l.id.to_string(), l.version.to_string());
    let at = l.lat_e6.zip(l.lon_e6).map(|(lat, lon)| coordinates(lat, lon)).unwrap_or_default();
    view! {
        <Form action=action class="form">
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="location" value=l.id.to_string()/>
            <input type="hidden" name="version" value=l.version.to_string()/>
            <div class="fields fields--text">
                <Field name="name" label=t(k::LOCATIONS_NAME) value=l.name required=true autocomplete="off"/>
                <Field name="address" label=t(k::LOCATIONS_ADDRESS) value=l.address autocomplete="off"/>
                <Field name="coordinates" label=t(k::LOCATIONS_COORDINATES) value=at hint=t(k::LOCATIONS_COORDINATES_HINT) autocomplete="off"/>
                <Field name="zone" label=t(k::LOCATIONS_ZONE) value=l.zone required=true/>
            </div>
            <TextArea name="parking" label=t(k::LOCATIONS_PARKING) value=l.parking rows=2 hint=t(k::LOCATIONS_PARKING_HINT)/>
            <TextArea name="notes" label=t(k::LOCATIONS_NOTES) value=l.notes rows=3/>
            <fieldset class="fieldset">
                <legend>{t(k::LOCATIONS_HOSPITAL)}</legend>
                <p class="field__hint">{t(k::LOCATIONS_HOSPITAL_HINT)}</p>
                <div class="fields fields--text">
                    <Field name="hospital_name" label=t(k::LOCATIONS_HOSPITAL_NAME) value=l.hospital_name autocomplete="off"/>
                    <Field name="hospital_address" label=t(k::LOCATIONS_HOSPITAL_ADDRESS) value=l.hospital_address autocomplete="off"/>
                    <Field name="hospital_phone" label=t(k::LOCATIONS_HOSPITAL_PHONE) value=l.hospital_phone kind="tel" autocomplete="off"/>
                    <Check name="hospital_24h" label=t(k::LOCATIONS_HOSPITAL_24H) checked=l.hospital_24h/>
                    <Field name="hospital_checked_by" label=t(k::LOCATIONS_HOSPITAL_BY) value=l.hospital_checked_by autocomplete="off"/>
                    <Field name="hospital_checked_on" label=t(k::LOCATIONS_HOSPITAL_ON) value=l.hospital_checked_on kind="date"/>
                </div>
            </fieldset>
            <div class="form__actions"><button class="button button--primary">{t(k::LOCATIONS_SAVE)}</button></div>
        </Form>
        <Form action=remove>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="location" value=id/>
            <input type="hidden" name="version" value=version/>
            <button class="button button--danger">{t(k::LOCATIONS_REMOVE)}</button>
        </Form>
    }
}
