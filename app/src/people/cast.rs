//! The cast list: parts with their numbers, and who plays them.
use super::{api::SaveCharacter, model::CharacterRow};
use crate::{
    routes,
    text::{k, t, tf},
    ui::{Act, Badge, Field, Form, Tone},
    values::ProductionId,
};
use leptos::prelude::*;

/// All parts, numbered ones first; a line to add one.
#[component]
pub fn CastList(production: ProductionId, characters: Vec<CharacterRow>, may_edit: bool) -> impl IntoView {
    let lines =
        characters.into_iter().map(|c| view! { <Part production=production part=c may_edit=may_edit/> }).collect_view();
    view! {
        <section class="card castlist">
            <div class="card__head"><h2>{t(k::PEOPLE_CAST)}</h2></div>
            <ul class="lines">{lines}</ul>
            {may_edit.then(|| view! { <div class="card__foot"><NewPart production=production/></div> })}
        </section>
    }
}

#[component]
fn Part(production: ProductionId, part: CharacterRow, may_edit: bool) -> impl IntoView {
    let number = part.number.map(|n| n.to_string());
    let artist = match (part.person, part.artist.clone()) {
        (Some(id), Some(name)) => view! { <a href=routes::person(production, id)>{name}</a> }.into_any(),
        _ => view! { <Badge tone=Tone::Warn text=t(k::PEOPLE_NOT_CAST)/> }.into_any(),
    };
    view! {
        <li class="castlist__line">
            <span class="castno">{number.clone().unwrap_or_else(|| "–".into())}</span>
            <span><b class="strong">{part.name.clone()}</b><small>{tf(k::PEOPLE_SCENES, &[("n", &part.scenes.to_string())])}</small></span>
            <span>{artist}</span>
            {may_edit.then(|| view! {
                <details class="castlist__edit"><summary>{t(k::PEOPLE_CHANGE)}<span class="sr">" "{part.name.clone()}</span></summary>
                    <PartForm production=production id=part.id.to_string() name=part.name.clone() number=number.unwrap_or_default()/>
                </details>
            })}
        </li>
    }
}

#[component]
fn NewPart(production: ProductionId) -> impl IntoView {
    view! {
        <details><summary>{t(k::PEOPLE_PART_NEW)}</summary>
            <PartForm production=production id=String::new() name=String::new() number=String::new()/>
        </details>
    }
}

/// Number and name; without an id it adds a part.
#[component]
fn PartForm(production: ProductionId, id: String, name: String, number: String) -> impl IntoView {
    let action = Act::of::<SaveCharacter>();
    view! {
        <Form action=action key=id.clone() class="castlist__form">
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="character" value=id/>
            <Field name="number" label=t(k::PEOPLE_NUMBER) value=number class="field--short"/>
            <Field name="name" label=t(k::PEOPLE_PART) value=name required=true/>
            <button class="button">{t(k::PEOPLE_SAVE)}</button>
        </Form>
    }
}
