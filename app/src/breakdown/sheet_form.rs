//! What is typed on a breakdown sheet: boxes of elements, a line to add one, what is known of the scene.
use super::{
    api::{AddElement, ChangeInScene, SaveSheet, TakeOut},
    model::{CAST, InScene, Sheet, hue, name},
    parts::{choices, flag},
    sheet_page::Desk,
};
use crate::{
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Check, Choice, Field, Form, Icon, Pick, TextArea},
};
use leptos::prelude::*;

/// One box for each category that has something.
#[component]
pub(super) fn Boxes(desk: Desk, sheet: Sheet) -> impl IntoView {
    let mut codes: Vec<i64> = sheet.elements.iter().map(|e| e.category).collect();
    codes.dedup();
    let lang = lang();
    let cast: Vec<_> = sheet.scene.cast.iter().map(|m| (m.id.to_string(), m.number, m.name.clone())).collect();
    let parts = cast
        .into_iter()
        .map(|(id, number, name)| {
            let out = desk.edits.then(|| view! { <Out desk=desk id=id name=name.clone()/> });
            let number = number.map(|n| view! { <span class="castno">{n.to_string()}</span> });
            view! { <li class="element">{number}<span>{name}</span>{out}</li> }
        })
        .collect_view();
    let cast = (!sheet.scene.cast.is_empty()).then(|| {
        let title = name(lang, CAST, &[]);
        view! { <section class="box" data-hue=hue(CAST).key()><h2>{title}</h2><ul>{parts}</ul></section> }
    });
    let none = (sheet.elements.is_empty() && sheet.scene.cast.is_empty())
        .then(|| view! { <p class="muted">{t(k::BREAKDOWN_NO_ELEMENTS)}</p> });
    let boxes = codes
        .into_iter()
        .map(|code| {
            let title = desk.own.with_value(|own| name(lang, code, own));
            let lines = sheet
                .elements
                .iter()
                .filter(|e| e.category == code)
                .cloned()
                .map(|e| view! { <Line desk=desk element=e/> })
                .collect_view();
            view! { <section class="box" data-hue=hue(code).key()><h2>{title}</h2><ul>{lines}</ul></section> }
        })
        .collect_view();
    view! { {none}<div class="boxes">{cast}{boxes}</div> }
}

#[component]
fn Line(desk: Desk, element: InScene) -> impl IntoView {
    let e = element;
    let to = routes::production(desk.production, &format!("elements?element={}", e.id));
    let amount = e.amount.map(|n| view! { <b class="strong">{format!("{n} × ")}</b> });
    let code = (!e.code.is_empty()).then(|| view! { <span class="castno">{e.code.clone()}</span> });
    let note = (!e.note.is_empty()).then(|| view! { <small>{e.note.clone()}</small> });
    let edit = desk.edits.then(|| view! { <Change desk=desk element=e.clone()/> });
    view! { <li class="element">{code}<span>{amount}<a href=to>{e.name.clone()}</a>{note}</span>{edit}</li> }
}

/// How many and a note; taking it out.
#[component]
fn Change(desk: Desk, element: InScene) -> impl IntoView {
    let action = Act::of::<ChangeInScene>();
    let (e, key, out) = (element.clone(), element.id.to_string(), element.id.to_string());
    let label = tf(k::BREAKDOWN_CHANGE_OF, &[("name", &e.name)]);
    let amount = e.amount.map(|n| n.to_string()).unwrap_or_default();
    view! {
        <details class="element__edit">
            <summary aria-label=label.clone() title=label><Icon name="edit"/></summary>
            <Form action=action key=key.clone() class="form">
                <input type="hidden" name="production" value=desk.production.to_string()/>
                <input type="hidden" name="scene" value=desk.scene.to_string()/>
                <input type="hidden" name="element" value=key.clone()/>
                <Field name="amount" label=t(k::BREAKDOWN_AMOUNT) value=amount/>
                <Field name="note" label=t(k::BREAKDOWN_NOTE) value=e.note/>
                <div class="form__actions"><button class="button">{t(k::BREAKDOWN_SAVE)}</button></div>
            </Form>
        </details>
        <Out desk=desk id=out name=element.name/>
    }
}

#[component]
fn Out(desk: Desk, id: String, name: String) -> impl IntoView {
    let action = Act::of::<TakeOut>();
    let label = tf(k::BREAKDOWN_TAKE_OUT, &[("name", &name)]);
    view! {
        <Form action=action key=id.clone() class="element__out">
            <input type="hidden" name="production" value=desk.production.to_string()/>
            <input type="hidden" name="scene" value=desk.scene.to_string()/>
            <input type="hidden" name="thing" value=id/>
            <button class="button button--quiet button--icon" aria-label=label.clone() title=label><Icon name="x"/></button>
        </Form>
    }
}

/// A line to add something by name.
#[component]
pub(super) fn AddForm(desk: Desk) -> impl IntoView {
    let action = Act::of::<AddElement>();
    let categories = desk.own.with_value(|own| choices(own, true));
    view! {
        <section class="card" aria-labelledby="add-element">
            <div class="card__head"><h2 id="add-element">{t(k::BREAKDOWN_ADD_TITLE)}</h2></div>
            <div class="card__body">
                <Form action=action class="form">
                    <input type="hidden" name="production" value=desk.production.to_string()/>
                    <input type="hidden" name="scene" value=desk.scene.to_string()/>
                    <div class="fields">
                        <Pick name="category" label=t(k::BREAKDOWN_CATEGORY) value="104" choices=categories/>
                        <Field name="name" label=t(k::BREAKDOWN_NAME) list="known-elements" required=true autocomplete="off"/>
                        <Field name="amount" label=t(k::BREAKDOWN_AMOUNT)/>
                        <Field name="note" label=t(k::BREAKDOWN_NOTE)/>
                    </div>
                    <div class="form__actions"><button class="button">{t(k::BREAKDOWN_ADD)}</button></div>
                </Form>
            </div>
        </section>
    }
}

/// What is known of the scene beside the script.
#[component]
pub(super) fn SheetForm(desk: Desk, sheet: Sheet) -> impl IntoView {
    let f = sheet.fields.clone();
    if !desk.edits {
        let texts = [(k::BREAKDOWN_NOTES, f.notes), (k::BREAKDOWN_COMMENTS, f.comments)];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        let rows = texts.map(|(name, text)| view! { <dt>{t(name)}</dt><dd>{text}</dd> }).collect_view();
        return view! { <dl class="facts">{rows}</dl> }.into_any();
    }
    let action = Act::of::<SaveSheet>();
    let none = Choice { value: String::new(), label: t(k::BREAKDOWN_NO_UNIT).to_owned() };
    let units = sheet.units.iter().map(|u| Choice { value: u.id.to_string(), label: u.name.clone() });
    let units = std::iter::once(none).chain(units).collect();
    let unit = f.unit.map(|u| u.to_string()).unwrap_or_default();
    // Fields are made inside of the form: there they learn what was typed and what is wrong with it.
    let minutes = move |m: i64| {
        view! { <Field name="minutes" label=t(k::BREAKDOWN_MINUTES) value=m.to_string() hint=t(k::BREAKDOWN_MINUTES_HINT)/> }
    };
    let set = f.flags.names();
    let flag = move |name: &'static str| view! { <Check name=name label=t(flag(name)) checked=set.contains(&name)/> };
    let closed = sheet.scene.closed;
    view! {
        <section class="card" aria-labelledby="sheet-form">
            <div class="card__head"><h2 id="sheet-form">{t(k::BREAKDOWN_ABOUT)}</h2></div>
            <div class="card__body">
                <Form action=action class="form">
                    <input type="hidden" name="production" value=desk.production.to_string()/>
                    <input type="hidden" name="scene" value=desk.scene.to_string()/>
                    <input type="hidden" name="version" value=f.version.to_string()/>
                    <div class="fields">
                        <Field name="script_day" label=t(k::BREAKDOWN_SCRIPT_DAY) value=f.script_day/>
                        {sheet.minutes.map(minutes)}
                        <Pick name="unit" label=t(k::BREAKDOWN_UNIT) value=unit choices=units/>
                        <Field name="sequence" label=t(k::BREAKDOWN_SEQUENCE) value=f.sequence/>
                        <TextArea name="notes" label=t(k::BREAKDOWN_NOTES) value=f.notes rows=2/>
                        <TextArea name="comments" label=t(k::BREAKDOWN_COMMENTS) value=f.comments rows=2/>
                    </div>
                    <fieldset class="flagset"><legend>{t(k::BREAKDOWN_FLAGS)}</legend>
                        <Check name="closed" label=t(k::BREAKDOWN_CLOSED_LONG) checked=closed/>
                        {["stunt", "weapon", "animal", "drone", "water", "minor"].map(flag).into_iter().collect_view()}
                    </fieldset>
                    <Check name="done" label=t(k::BREAKDOWN_IS_DONE) checked=f.done/>
                    <div class="form__actions"><button class="button button--primary">{t(k::BREAKDOWN_SAVE)}</button></div>
                </Form>
            </div>
        </section>
    }
    .into_any()
}
