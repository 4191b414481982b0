//! All boards of a production: the active one, drafts, locked ones, issued schedules.
use super::{
    api::{LockBoard, NewBoard, load_boards},
    data::{BoardKind, BoardLine, BoardsData},
    words,
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Badge, Choice, Empty, Field, Form, Page, Pick, Tone, Transition, options, show, use_data, use_refresh},
    values::*,
};
use leptos::prelude::*;

/// The page of boards.
#[component]
pub fn BoardsPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_boards(id));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <Boards production=id() data=data/> }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Boards(production: ProductionId, data: BoardsData) -> impl IntoView {
    let head = use_production();
    let (edit, issues_it) = (head.may("board.edit"), head.may("schedule.issue"));
    let BoardsData { boards, days, eighths } = data;
    let figures = tf(k::BOARDS_FIGURES, &[("days", &days.to_string()), ("n", &eighths.to_string())]);
    let list = |kind: BoardKind| boards.iter().filter(|b| b.kind == kind).cloned().collect::<Vec<_>>();
    let compare = format!("{}/compare", routes::boards(production));
    let several = !boards.is_empty();
    let (drafts, locks, issues) = (list(BoardKind::Draft), list(BoardKind::Lock), list(BoardKind::Issue));
    view! {
        <Page title=t(k::BOARDS_TITLE) actions=move || view! {
            {several.then(|| view! { <a class="button" href=compare.clone()>{t(k::BOARDS_COMPARE)}</a> })}
            {issues_it.then(|| view! { <a class="button button--primary" href=routes::production(production, "schedule/issue")>{t(k::BOARDS_ISSUE)}</a> })}
            {edit.then(|| view! { <a class="button" rel="external" href=routes::production(production, "uss/active.uss")>{t(k::BOARDS_USS)}</a> })}
            <a class="button" href=routes::production(production, "board")>{t(k::SCHEDULE_BOARD)}</a>
        }>
            <div class="grid-2">
                <div class="stack">
                    <section class="card"><div class="card__head"><h2>{t(k::BOARDS_ACTIVE)}</h2><Badge tone=Tone::Good text=t(k::BOARDS_ACTIVE_IS)/></div>
                        <ul class="lines"><li><a class="line" href=routes::production(production, "board")><span><b class="strong">{t(k::BOARDS_ACTIVE)}</b><small>{figures}</small></span></a></li></ul>
                    </section>
                    <Group production=production title=t(k::BOARDS_DRAFTS) boards=drafts/>
                    <Group production=production title=t(k::BOARDS_LOCKS) boards=locks/>
                    <Group production=production title=t(k::BOARDS_ISSUES) boards=issues/>
                    {(!several).then(|| view! { <Empty title=t(k::BOARDS_NONE) hint=t(k::BOARDS_NONE_HINT)/> })}
                </div>
                {edit.then(|| view! { <div class="stack"><NewForm production=production boards=boards/><LockForm production=production/></div> })}
            </div>
        </Page>
    }
}

#[component]
fn Group(production: ProductionId, title: &'static str, boards: Vec<BoardLine>) -> impl IntoView {
    let some = !boards.is_empty();
    let lines = boards
        .into_iter()
        .map(|b| {
            let to = routes::board(production, b.id, "");
            let strips = tf(k::BOARDS_OPEN_NAMED, &[("name", &b.name)]);
            let made = words::made(lang(), &b);
            let shown = routes::draft(production, b.id);
            view! {
                <li class="boardline"><a class="line" href=to><span><b class="strong">{b.name}</b><small>{made}{(!b.note.is_empty()).then(|| format!(" · {}", b.note))}</small></span></a>
                    <a class="button button--quiet" href=shown aria-label=strips>{t(k::BOARDS_OPEN)}</a></li>
            }
        })
        .collect_view();
    some.then(|| {
        view! { <section class="card"><div class="card__head"><h2>{title}</h2></div><ul class="lines">{lines}</ul></section> }
    })
}

/// Boards to choose from, the active one first.
pub(super) fn choices(boards: &[BoardLine]) -> Vec<Choice> {
    let lang = lang();
    let one = |b: &BoardLine| (b.id.to_string(), format!("{} ({})", b.name, words::kind(b.kind).say(lang)));
    options(std::iter::once((String::new(), t(k::BOARDS_ACTIVE).to_owned())).chain(boards.iter().map(one)))
}

#[component]
fn NewForm(production: ProductionId, boards: Vec<BoardLine>) -> impl IntoView {
    let action = Act::of::<NewBoard>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::BOARDS_NEW)}</h2></div><div class="card__body">
            <Form action=action class="form" label=t(k::BOARDS_NEW)>
                <input type="hidden" name="production" value=production.to_string()/>
                <Field name="name" label=t(k::BOARDS_NAME) hint=t(k::BOARDS_NAME_HINT) required=true autocomplete="off"/>
                <Pick name="from" label=t(k::BOARDS_FROM) choices=choices(&boards)/>
                <Field name="note" label=t(k::BOARDS_NOTE) autocomplete="off"/>
                <button class="button button--primary">{t(k::BOARDS_NEW_DO)}</button>
            </Form>
        </div></section>
    }
}

#[component]
fn LockForm(production: ProductionId) -> impl IntoView {
    let action = Act::of::<LockBoard>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::BOARDS_LOCK)}</h2></div><div class="card__body stack">
            <p class="muted">{t(k::BOARDS_LOCK_HINT)}</p>
            <Form action=action class="form" label=t(k::BOARDS_LOCK)>
                <input type="hidden" name="production" value=production.to_string()/>
                <Field name="name" label=t(k::BOARDS_NAME) hint=t(k::BOARDS_LOCK_NAME_HINT) required=true autocomplete="off"/>
                <Field name="note" label=t(k::BOARDS_NOTE) autocomplete="off"/>
                <button class="button">{t(k::BOARDS_LOCK_DO)}</button>
            </Form>
        </div></section>
    }
}
