//! A scene as a row of the list, and the same row as a form.
use super::{
    api::{SaveScene, SetOmitted},
    model::SceneRow,
    parts::{Desk, SceneFields, length, time_of_day},
    words,
};
use crate::{
    error::AppError,
    text::{k, t, tf},
    ui::{Act, Form, Icon, Landing},
    values::SceneId,
};
use leptos::{ev, prelude::*};
use std::{sync::Arc, time::Duration};

/// Columns of the list.
pub(super) const COLUMNS: i32 = 9;

/// One scene. Follows its scene in the shared list, so that what someone else changed is seen.
#[component]
pub(super) fn SceneLine(
    /// The scene as it is now.
    scene: Arc<SceneRow>,
    /// What the list shares.
    desk: Desk,
) -> impl IntoView {
    let id = scene.id;
    let now = Memo::new(move |last: Option<&Arc<SceneRow>>| {
        let found = desk.rows.with(|rows| rows.iter().find(|s| s.id == id).cloned());
        found.or_else(|| last.cloned()).unwrap_or_else(|| scene.clone())
    });
    let open = Memo::new(move |_| desk.edits && desk.editing.get() == Some(id));
    move || {
        if open.get() {
            view! { <SceneForm now=now desk=desk/> }.into_any()
        } else {
            view! { <SceneCells scene=now.get() desk=desk/> }.into_any()
        }
    }
}

#[component]
fn SceneCells(scene: Arc<SceneRow>, desk: Desk) -> impl IntoView {
    let id = scene.id;
    let edit = desk.edits.then(|| view! { <EditLink id=id number=scene.number.clone() desk=desk/> });
    let closed =
        scene.closed.then(|| view! { " " <span class="badge"><Icon name="lock"/>{t(k::SCRIPT_CLOSED)}</span> });
    let omitted = scene
        .omitted
        .then(|| view! { " " <span class="badge badge--line"><Icon name="x"/>{t(k::SCRIPT_OMITTED)}</span> });
    let names = scene.cast_names();
    view! {
        <tr data-tone=scene.tone() data-omitted=scene.omitted.then_some("")>
            <th scope="row">{scene.number.clone()}</th>
            <td>{t(words::int_ext(scene.int_ext))}</td>
            <td class="nowrap">{time_of_day(&scene.day_night, scene.light)}</td>
            <td class="scene-set nowrap">{scene.set_name.clone()}{closed}{omitted}</td>
            <td class="clip grow minor fold-line" title=scene.synopsis.clone()>{scene.synopsis.clone()}</td>
            <td class="num fold-end nowrap">{length(&scene)}</td>
            <td class="nowrap fold-after" data-label=t(k::SCRIPT_CAST) title=names>{scene.cast_numbers()}</td>
            <td class="minor nowrap wide-only">{scene.location_name.clone()}</td>
            <td class="fit">{edit}</td>
        </tr>
    }
}

/// Opens the row; without scripts by loading the page with this row as a form.
#[component]
fn EditLink(id: SceneId, number: String, desk: Desk) -> impl IntoView {
    let to = format!("{}&edit={id}", desk.page_link(desk.page));
    let label = tf(k::SCRIPT_EDIT_SCENE, &[("number", &number)]);
    let open = move |event: ev::MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        desk.editing.set(Some(id));
        focus_soon(format!("script-api-save_scene{id}-number"));
    };
    view! { <a class="button button--quiet button--small" id=format!("edit-{id}") href=to aria-label=label on:click=open><Icon name="edit"/>{t(k::SCRIPT_EDIT)}</a> }
}

/// Puts the cursor where the person works next, once the document has it.
pub(super) fn focus_soon(id: String) {
    request_animation_frame(move || focus(&id));
}
fn focus(id: &str) {
    use leptos::{wasm_bindgen::JsCast, web_sys::HtmlElement};
    if let Some(element) = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Closes the row once it is saved; fetches what someone else saved before.
fn follow(answer: Signal<Option<Result<Landing, AppError>>>, desk: Desk, id: SceneId) {
    Effect::new(move |_| match answer.get() {
        // Not at once: the form itself must hear of the answer before it goes.
        Some(Ok(_)) => set_timeout(
            move || {
                if desk.editing.try_get_untracked() == Some(Some(id)) {
                    desk.editing.set(None);
                    focus_soon(format!("edit-{id}"));
                }
            },
            Duration::ZERO,
        ),
        Some(Err(AppError::Conflict)) => desk.fetch(),
        _ => {}
    });
}

/// The row as a form. What is typed stays when someone else's change arrives; theirs is shown beside it.
#[component]
fn SceneForm(now: Memo<Arc<SceneRow>>, desk: Desk) -> impl IntoView {
    let scene = now.get_untracked();
    let id = scene.id;
    let key = id.to_string();
    let (opened, tone) = (scene.version, scene.tone());
    let save = Act::of::<SaveScene>();
    follow(save.answer(), desk, id);
    let close = move || {
        desk.editing.set(None);
        focus_soon(format!("edit-{id}"));
    };
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    let cancel = move |event: ev::MouseEvent| {
        event.prevent_default();
        close();
    };
    let list = desk.page_link(desk.page);
    let label = tf(k::SCRIPT_EDIT_SCENE, &[("number", &scene.number)]);
    let theirs = move || (now.get().version != opened).then(|| view! { <Theirs scene=now.get()/> });
    view! {
        <tr class="row-edit" data-tone=tone on:keydown=escape>
            <td colspan=COLUMNS>
                <Form action=save key=key.clone() class="form" label=label>
                    <input type="hidden" name="production" value=desk.production.to_string()/>
                    <input type="hidden" name="scene" value=key.clone()/>
                    <input type="hidden" name="page" value=desk.page.to_string()/>
                    <input type="hidden" name="version" value=move || now.get().version.to_string()/>
                    <div role="status">{theirs}</div>
                    <SceneFields scene=Some(scene.clone()) places=desk.places.get_untracked()/>
                    <div class="form__actions">
                        <button class="button">{t(k::SCRIPT_SAVE)}" "<kbd aria-hidden="true">"↵"</kbd></button>
                        <a class="button button--quiet" href=list on:click=cancel>{t(k::SCRIPT_CANCEL)}" "<kbd aria-hidden="true">"Esc"</kbd></a>
                    </div>
                </Form>
                <OmitForm now=now desk=desk/>
            </td>
        </tr>
    }
}

/// What someone else saved meanwhile.
#[component]
fn Theirs(scene: Arc<SceneRow>) -> impl IntoView {
    let heading = format!("{} {}", t(words::int_ext(scene.int_ext)), scene.set_name);
    let values = [
        ("number", scene.number.clone()),
        ("heading", heading),
        ("pages", scene.eighths.to_string()),
        ("cast", scene.cast_names()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    view! { <p class="notice notice--warn"><Icon name="info"/><span>{tf(k::SCRIPT_THEIRS, &values)}</span></p> }
}

#[component]
fn OmitForm(now: Memo<Arc<SceneRow>>, desk: Desk) -> impl IntoView {
    let scene = now.get_untracked();
    let omitted = scene.omitted;
    let omit = Act::of::<SetOmitted>();
    follow(omit.answer(), desk, scene.id);
    let text = if omitted { k::SCRIPT_RESTORE } else { k::SCRIPT_OMIT };
    let hint = if omitted { k::SCRIPT_RESTORE_HINT } else { k::SCRIPT_OMIT_HINT };
    view! {
        <Form action=omit key=scene.id.to_string() class="row">
            <input type="hidden" name="production" value=desk.production.to_string()/>
            <input type="hidden" name="scene" value=scene.id.to_string()/>
            <input type="hidden" name="page" value=desk.page.to_string()/>
            <input type="hidden" name="version" value=move || now.get().version.to_string()/>
            <input type="hidden" name="omitted" value=(!omitted).to_string()/>
            <button class="button button--small">{t(text)}</button>
            <span class="muted small">{t(hint)}</span>
        </Form>
    }
}
