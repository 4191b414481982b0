//! One board: its name and note, what making it active would do, and the way to delete it.
use super::{
    super::words as schedule_words,
    api::{ActivateBoard, AdoptIssued, DeleteBoard, RenameBoard, load_activation},
    data::{ActivateData, BoardKind, BoardLine},
    words,
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Badge, Check, Field, Form, Notice, Page, Tone, Transition, show, use_data, use_params_map, use_refresh},
    values::*,
};
use leptos::prelude::*;

/// The board of the address.
pub(super) fn board_id() -> impl Fn() -> BoardId + Copy + Send + Sync {
    let params = use_params_map();
    move || params.read().get("board").and_then(|b| b.parse().ok()).unwrap_or_default()
}

/// The page of one board.
#[component]
pub fn BoardInfoPage() -> impl IntoView {
    let (id, board) = (production_id(), board_id());
    let refresh = use_refresh();
    let data = use_data(move || (id(), board(), refresh.0.get()), |(id, board, _)| load_activation(id, board));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <Info production=id() data=data/> }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Info(production: ProductionId, data: ActivateData) -> impl IntoView {
    let edit = use_production().may("board.edit");
    let board = data.board.clone();
    let (kind, id) = (board.kind, board.id);
    let made = words::made(lang(), &board);
    let note = board.note.clone();
    let drift = (kind == BoardKind::Lock).then(|| routes::board(production, id, "drift"));
    let compare = format!("{}/compare?b={id}", routes::boards(production));
    view! {
        <Page title=board.name.clone() actions=move || view! {
            {drift.clone().map(|to| view! { <a class="button" href=to>{t(k::BOARDS_DRIFT)}</a> })}
            {edit.then(|| view! { <a class="button" rel="external" href=routes::production(production, &format!("uss/{id}.uss"))>{t(k::BOARDS_USS)}</a> })}
            <a class="button" href=compare.clone()>{t(k::BOARDS_COMPARE_ACTIVE)}</a>
            <a class="button button--primary" href=routes::draft(production, id)>{t(k::BOARDS_OPEN)}</a>
        }>
            <ol class="crumbs"><li><a href=routes::boards(production)>{t(k::BOARDS_TITLE)}</a></li><li>{board.name.clone()}</li></ol>
            <p><Badge tone=Tone::Plain text=t(words::kind(kind))/>" "<span class="muted">{made}</span></p>
            {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
            <div class="grid-2">
                {(kind == BoardKind::Draft).then(|| view! { <Activation production=production data=data edit=edit/> })}
                {(edit && kind != BoardKind::Issue).then(|| view! { <div class="stack"><Rename production=production board=board.clone()/><Delete production=production board=board/></div> })}
            </div>
        </Page>
    }
}

#[component]
fn Activation(production: ProductionId, data: ActivateData, edit: bool) -> impl IntoView {
    let (activate, adopt) = (Act::of::<ActivateBoard>(), Act::of::<AdoptIssued>());
    let ActivateData { board, days, fixed, scenes } = data;
    let (same, stuck) = (days.is_empty(), !fixed.is_empty());
    let lines = days
        .into_iter()
        .map(|d| {
            let name = format!(
                "{} · {}",
                schedule_words::day_name(lang(), &d.label, d.kind),
                schedule_words::date(lang(), d.date)
            );
            let what: Vec<&str> = d.differs.iter().map(|w| t(words::differs(*w))).collect();
            let locked = fixed.contains(&d.day).then(|| view! { <Badge tone=Tone::Bad text=t(k::BOARDS_IS_ISSUED)/> });
            view! { <li class="line"><span><b class="strong">{name}</b>" "{locked}<small>{what.join(", ")}</small></span></li> }
        })
        .collect_view();
    let moved = schedule_words::scenes(lang(), scenes);
    let summary = tf(k::BOARDS_SCENES_MOVE, &[("n", &moved)]);
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::BOARDS_ACTIVATE)}</h2></div>
            {same.then(|| view! { <p class="card__body">{t(k::BOARDS_SAME)}</p> })}
            {(!same).then(|| view! { <p class="card__body">{summary}</p><ul class="lines">{lines}</ul> })}
            <div class="card__body stack">
                {stuck.then(|| view! {
                    <Notice tone=Tone::Warn><p>{t(k::BOARDS_STUCK)}</p></Notice>
                    {edit.then(|| view! { <Form action=adopt class="form" label=t(k::BOARDS_ADOPT)>
                        <input type="hidden" name="production" value=production.to_string()/>
                        <input type="hidden" name="board" value=board.id.to_string()/>
                        <button class="button">{t(k::BOARDS_ADOPT)}</button>
                    </Form> })}
                })}
                {(edit && !stuck && !same).then(|| view! {
                    <p class="muted">{t(k::BOARDS_ACTIVATE_HINT)}</p>
                    <Form action=activate class="form" label=t(k::BOARDS_ACTIVATE)>
                        <input type="hidden" name="production" value=production.to_string()/>
                        <input type="hidden" name="board" value=board.id.to_string()/>
                        <input type="hidden" name="version" value=board.version.to_string()/>
                        <button class="button button--primary">{t(k::BOARDS_ACTIVATE)}</button>
                    </Form>
                })}
            </div>
        </section>
    }
}

#[component]
fn Rename(production: ProductionId, board: BoardLine) -> impl IntoView {
    let action = Act::of::<RenameBoard>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::BOARDS_RENAME)}</h2></div><div class="card__body">
            <Form action=action class="form" label=t(k::BOARDS_RENAME)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="board" value=board.id.to_string()/>
                <input type="hidden" name="version" value=board.version.to_string()/>
                <Field name="name" label=t(k::BOARDS_NAME) value=board.name required=true autocomplete="off"/>
                <Field name="note" label=t(k::BOARDS_NOTE) value=board.note autocomplete="off"/>
                <button class="button">{t(k::SCHEDULE_SAVE)}</button>
            </Form>
        </div></section>
    }
}

#[component]
fn Delete(production: ProductionId, board: BoardLine) -> impl IntoView {
    let action = Act::of::<DeleteBoard>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::BOARDS_DELETE)}</h2></div><div class="card__body">
            <Form action=action class="form" label=t(k::BOARDS_DELETE)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="board" value=board.id.to_string()/>
                <input type="hidden" name="version" value=board.version.to_string()/>
                <Check name="sure" label=t(k::BOARDS_DELETE_SURE)/>
                <button class="button button--danger">{t(k::BOARDS_DELETE)}</button>
            </Form>
        </div></section>
    }
}
