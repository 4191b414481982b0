//! One element: what it is, its scenes, what brings it, becoming another, going away.
use super::{
    api::{LinkElement, MergeElement, RemoveElement, SaveElement, UnlinkElement},
    model::{CategoryRow, ElementFile, ElementRow, LinkRow, UsedIn, name},
    parts::{Known, choices},
};
use crate::{
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Check, Field, Form, Icon, Pick, TextArea},
    values::{ElementId, ProductionId},
};
use leptos::prelude::*;

/// An element, open.
#[component]
pub(super) fn ElementPanel(
    production: ProductionId,
    file: ElementFile,
    edits: bool,
    own: StoredValue<Vec<CategoryRow>>,
    known: Vec<(i64, String)>,
) -> impl IntoView {
    let e = file.element;
    let category = own.with_value(|own| name(lang(), e.category, own));
    let close = routes::production(production, "elements");
    let (id, version) = (e.id, e.version);
    let forms = edits.then(|| {
        view! {
            <Known id="known-elements" known=known own=own/>
            <Details production=production element=e.clone() own=own/>
        }
    });
    let ends = edits.then(|| view! { <Merge production=production id=id version=version/> <Remove production=production id=id version=version scenes=file.scenes.len()/> });
    let note = (!edits && !e.note.is_empty()).then(|| view! { <p>{e.note.clone()}</p> });
    view! {
        <section class="card elementpanel" aria-labelledby="element-name">
            <div class="card__head">
                <h2 id="element-name">{e.name.clone()}" "<small class="muted">{category}</small></h2>
                <a class="button button--quiet" href=close>{t(k::BREAKDOWN_CLOSE)}</a>
            </div>
            <div class="card__body">
                {note}
                <Used production=production scenes=file.scenes/>
                {forms}
                <Links production=production id=id links=file.links edits=edits own=own/>
                {ends}
            </div>
        </section>
    }
}

#[component]
fn Used(production: ProductionId, scenes: Vec<UsedIn>) -> impl IntoView {
    let none = scenes.is_empty().then(|| view! { <span class="muted">{t(k::BREAKDOWN_IN_NO_SCENE)}</span> });
    let lines = scenes
        .into_iter()
        .map(|s| {
            let to = routes::production(production, &format!("breakdown/{}", s.id));
            let amount = s.amount.map(|n| format!(" ({n})")).unwrap_or_default();
            view! { <li><a href=to title=s.set_name>{s.number}</a>{amount}</li> }
        })
        .collect_view();
    view! { <div class="row"><b class="strong">{t(k::BREAKDOWN_SCENES)}</b>{none}<ul class="row">{lines}</ul></div> }
}

#[component]
fn Details(production: ProductionId, element: ElementRow, own: StoredValue<Vec<CategoryRow>>) -> impl IntoView {
    let action = Act::of::<SaveElement>();
    let e = element;
    let categories = own.with_value(|own| choices(own, false));
    view! {
        <Form action=action key=e.id.to_string() class="form">
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="element" value=e.id.to_string()/>
            <input type="hidden" name="version" value=e.version.to_string()/>
            <div class="fields">
                <Field name="name" label=t(k::BREAKDOWN_NAME) value=e.name required=true autocomplete="off"/>
                <Pick name="category" label=t(k::BREAKDOWN_CATEGORY) value=e.category.to_string() choices=categories/>
                <Field name="code" label=t(k::BREAKDOWN_CODE) value=e.code hint=t(k::BREAKDOWN_CODE_HINT) autocomplete="off"/>
                <TextArea name="note" label=t(k::BREAKDOWN_NOTE) value=e.note rows=2/>
            </div>
            <fieldset class="flagset"><legend>{t(k::BREAKDOWN_DOOD_LEGEND)}</legend>
                <Check name="dood" label=t(k::BREAKDOWN_DOOD) checked=e.dood/>
                <Check name="hold" label=t(k::BREAKDOWN_HOLD) checked=e.hold/>
                <Check name="drops" label=t(k::BREAKDOWN_DROP) checked=e.drops/>
            </fieldset>
            <div class="form__actions"><button class="button">{t(k::BREAKDOWN_SAVE)}</button></div>
        </Form>
    }
}

/// What brings it, and what it brings.
#[component]
fn Links(
    production: ProductionId,
    id: ElementId,
    links: Vec<LinkRow>,
    edits: bool,
    own: StoredValue<Vec<CategoryRow>>,
) -> impl IntoView {
    let action = Act::of::<LinkElement>();
    let lines = links
        .into_iter()
        .map(|link| {
            let category = own.with_value(|own| name(lang(), link.category, own));
            let words = if link.brings { k::BREAKDOWN_BRINGS } else { k::BREAKDOWN_BROUGHT };
            let words = tf(words, &[("name", &link.name), ("category", &category)]);
            let off = edits.then(|| view! { <Unlink production=production id=id link=link.clone()/> });
            view! { <li class="element"><span>{words}</span>{off}</li> }
        })
        .collect_view();
    let form = edits.then(|| {
        view! {
            <Form action=action key=id.to_string() class="form">
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="element" value=id.to_string()/>
                <Field name="brought_by" label=t(k::BREAKDOWN_BROUGHT_BY) hint=t(k::BREAKDOWN_BROUGHT_BY_HINT) list="known-elements" required=true autocomplete="off"/>
                <div class="form__actions"><button class="button">{t(k::BREAKDOWN_LINK)}</button></div>
            </Form>
        }
    });
    view! { <section class="stack stack--tight"><h3>{t(k::BREAKDOWN_LINKS)}</h3><ul>{lines}</ul>{form}</section> }
}

#[component]
fn Unlink(production: ProductionId, id: ElementId, link: LinkRow) -> impl IntoView {
    let action = Act::of::<UnlinkElement>();
    let label = tf(k::BREAKDOWN_UNLINK, &[("name", &link.name)]);
    view! {
        <Form action=action key=link.id.to_string() class="element__out">
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="element" value=id.to_string()/>
            <input type="hidden" name="link" value=link.id.to_string()/>
            <button class="button button--quiet button--icon" aria-label=label.clone() title=label><Icon name="x"/></button>
        </Form>
    }
}

#[component]
fn Merge(production: ProductionId, id: ElementId, version: i64) -> impl IntoView {
    let action = Act::of::<MergeElement>();
    view! {
        <details class="tags"><summary>{t(k::BREAKDOWN_MERGE)}</summary>
            <Form action=action key=id.to_string() class="form">
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="element" value=id.to_string()/>
                <input type="hidden" name="version" value=version.to_string()/>
                <Field name="into" label=t(k::BREAKDOWN_MERGE_INTO) hint=t(k::BREAKDOWN_MERGE_HINT) list="known-elements" required=true autocomplete="off"/>
                <div class="form__actions"><button class="button">{t(k::BREAKDOWN_MERGE_DO)}</button></div>
            </Form>
        </details>
    }
}

#[component]
fn Remove(production: ProductionId, id: ElementId, version: i64, scenes: usize) -> impl IntoView {
    let action = Act::of::<RemoveElement>();
    let sure = tf(k::BREAKDOWN_REMOVE_SURE, &[("n", &scenes.to_string())]);
    view! {
        <details class="tags"><summary>{t(k::BREAKDOWN_REMOVE)}</summary>
            <Form action=action key=id.to_string() class="form">
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="element" value=id.to_string()/>
                <input type="hidden" name="version" value=version.to_string()/>
                <Check name="sure" label=sure/>
                <div class="form__actions"><button class="button button--danger">{t(k::BREAKDOWN_REMOVE)}</button></div>
            </Form>
        </details>
    }
}
