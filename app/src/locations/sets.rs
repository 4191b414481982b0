//! Which set of the script is shot where: one list, one button.
use super::{
    api::PlaceSets,
    model::{LocationRow, SEVERAL, SetRow},
};
use crate::{
    text::{k, t, tf},
    ui::{Act, Form},
    values::ProductionId,
};
use leptos::prelude::*;

/// All sets, each with its place; to be changed by those who may.
#[component]
pub fn Sets(production: ProductionId, sets: Vec<SetRow>, locations: Vec<LocationRow>, may_edit: bool) -> impl IntoView {
    let action = Act::of::<PlaceSets>();
    if sets.is_empty() {
        return ().into_any();
    }
    let places: Vec<(String, String)> = locations.into_iter().map(|l| (l.id.to_string(), l.name)).collect();
    let lines = sets
        .into_iter()
        .enumerate()
        .map(|(at, set)| view! { <Set at=at set=set places=places.clone() may_edit=may_edit/> })
        .collect_view();
    let list = view! { <ul class="lines">{lines}</ul> };
    let body = if may_edit {
        view! {
            <Form action=action>
                <input type="hidden" name="production" value=production.to_string()/>
                {list}
                <div class="card__foot"><button class="button">{t(k::LOCATIONS_SETS_SAVE)}</button></div>
            </Form>
        }
        .into_any()
    } else {
        list.into_any()
    };
    view! {
        <section class="card">
            <div class="card__head"><h2>{t(k::LOCATIONS_SETS)}</h2></div>
            <p class="card__body muted">{t(k::LOCATIONS_SETS_HINT)}</p>
            {body}
        </section>
    }
    .into_any()
}

#[component]
fn Set(at: usize, set: SetRow, places: Vec<(String, String)>, may_edit: bool) -> impl IntoView {
    let now = if set.several { SEVERAL.to_owned() } else { set.location.map(|l| l.to_string()).unwrap_or_default() };
    let scenes = tf(k::LOCATIONS_SCENES, &[("n", &set.scenes.to_string())]);
    let place = if may_edit {
        let several =
            set.several.then(|| view! { <option value=SEVERAL selected=true>{t(k::LOCATIONS_SEVERAL)}</option> });
        let options = places
            .into_iter()
            .map(|(id, name)| view! { <option value=id.clone() selected=id == now>{name}</option> })
            .collect_view();
        view! {
            <input type="hidden" name=format!("sets[{at}]") value=set.name.clone()/>
            <input type="hidden" name=format!("were[{at}]") value=now.clone()/>
            <select class="select" name=format!("places[{at}]") aria-label=tf(k::LOCATIONS_SET_PLACE, &[("name", &set.name)])>
                {several}
                <option value="" selected=now.is_empty()>{t(k::LOCATIONS_NOWHERE)}</option>
                {options}
            </select>
        }
        .into_any()
    } else {
        let name = places.into_iter().find(|(id, _)| *id == now).map(|(_, name)| name);
        let name =
            name.unwrap_or_else(|| t(if set.several { k::LOCATIONS_SEVERAL } else { k::LOCATIONS_NOWHERE }).to_owned());
        view! { <span>{name}</span> }.into_any()
    };
    view! { <li class="setline"><span><b class="strong">{set.name.clone()}</b><small>{scenes}</small></span>{place}</li> }
}
