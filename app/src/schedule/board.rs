//! The board: days with their strips, the boneyard, what a move would cost. Whole from the server, live after hydration.
use super::{
    api::load_board,
    board_bar::{BoardBar, BoardFoot},
    board_day::{Boneyard, Day},
    boards::BoardKind,
    data::{BoardData, of_key},
    day_box::DayBox,
    design,
    desk::{Dating, Desk, Lasting},
    drag, keys, live,
    move_box::{KeysBox, MoveBox},
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, t},
    ui::{Empty, PageTitle, Transition, show, use_data, use_query_map, use_refresh},
    values::*,
};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::Element};

/// The stripboard.
#[component]
pub fn BoardPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let lasting = Lasting::new();
    let query = use_query_map();
    let board = move || query.read().get("board").unwrap_or_default();
    let data = use_data(move || (id(), board(), refresh.0.get()), |(id, board, _)| load_board(id, board));
    view! {
        <PageTitle text=t(k::SCHEDULE_BOARD)/>
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <BoardDesk data=data lasting=lasting/> }) })}</Transition>
        <div class="toasts" role="status">{move || {
            let said = lasting.said.get();
            (!said.is_empty()).then(|| view! { <p class="toast">{said}</p> })
        }}</div>
    }
}

/// What the address says about how the board is looked at.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    /// Days of this unit only.
    pub unit: Memo<Option<UnitId>>,
    /// Columns that are not shown.
    pub hidden: Memo<String>,
    /// What strips have to be, as typed.
    pub filter: Memo<String>,
}

#[component]
pub(super) fn BoardDesk(data: BoardData, lasting: Lasting) -> impl IntoView {
    let head = use_production();
    let query = use_query_map();
    let get = move |name: &str| query.read().get(name).unwrap_or_default();
    let looking = Looking {
        unit: Memo::new(move |_| get("unit").parse().ok()),
        hidden: Memo::new(move |_| {
            get("hide")
                .split('.')
                .filter(|c| super::board_bar::COLUMNS.iter().any(|(k, _)| k == c))
                .collect::<Vec<_>>()
                .join(" ")
        }),
        filter: Memo::new(move |_| get("only")),
    };
    let moving = untrack(|| get("move")).parse::<StripId>().ok();
    let dating = Dating::of(&untrack(|| get("day")));
    let palette = of_key(&head.production.palette).unwrap_or_default();
    // What was locked or issued is only looked at.
    let open = data.shown.as_ref().is_none_or(|b| b.kind == BoardKind::Draft);
    let desk = Desk::new(head.production.id, open && head.may("board.edit"), palette, data, lasting, moving, dating);
    keys::listen(desk);
    live::listen(desk);
    let days = desk.with(|b| b.days.iter().map(|d| d.id).collect::<Vec<_>>());
    let none = days.is_empty();
    let days = days.into_iter().map(|day| view! { <Day desk=desk day=day looking=looking/> }).collect_view();
    view! {
        {design::strips_sheet(desk.production, desk.design_version)}
        <h1 class="sr">{t(k::SCHEDULE_BOARD)}</h1>
        <div class="boardpage">
            <BoardBar desk=desk looking=looking/>
            <div class="board" data-hide=move || looking.hidden.get() data-edit=desk.may_edit.to_string()
                on:pointerdown=move |e| drag::press(desk, &e)
                on:pointermove=move |e| drag::shift(desk, &e)
                on:pointerup=move |_| drag::release(desk)
                on:pointercancel=move |_| { drag::cancel(desk); }
                on:touchmove=move |e| if drag::holds(desk) { e.prevent_default() }
                on:contextmenu=move |e| if drag::holds(desk) { e.prevent_default() }
                on:click=move |e| clicked(desk, &e)>
                <Boneyard desk=desk/>
                <div class="days" tabindex="0" role="region" aria-label=t(k::SCHEDULE_DAYS)>
                    {desk.layout.get_value().map_or_else(|| StripHead().into_any(), |layout| design::heads(desk.lang, &layout).into_any())}
                    {none.then(|| view! { <Empty title=t(k::SCHEDULE_NO_DAYS) hint=t(k::SCHEDULE_NO_DAYS_HINT)>
                        <a class="button" href=routes::production(desk.production, "days")>{t(k::SCHEDULE_ADD_DAY)}</a>
                    </Empty> })}
                    {days}
                </div>
            </div>
            <BoardFoot desk=desk/>
        </div>
        <Price desk=desk/>
        <live::ClashBox desk=desk/>
        {desk.may_edit.then(|| view! { <MoveBox desk=desk looking=looking/><DayBox desk=desk looking=looking/> })}
        <KeysBox desk=desk/>
    }
}

/// Heads of the strips' columns. Each strip says the same in words.
#[component]
fn StripHead() -> impl IntoView {
    view! {
        <div class="strip-head" aria-hidden="true">
            <span class="strip__no">{t(k::SCHEDULE_COL_NO)}</span><span class="strip__ie">{t(k::SCHEDULE_COL_IE)}</span>
            <span class="strip__dn">{t(k::SCHEDULE_COL_DN)}</span><span class="strip__set">{t(k::SCHEDULE_COL_SET)}</span>
            <span class="strip__pages">{t(k::SCHEDULE_COL_PAGES)}</span><span class="strip__cast">{t(k::SCHEDULE_COL_CAST)}</span>
            <span class="strip__loc">{t(k::SCHEDULE_COL_LOC)}</span><span class="strip__time">{t(k::SCHEDULE_COL_TIME)}</span>
        </div>
    }
}

/// What the drop would cost, beside the pointer.
#[component]
fn Price(desk: Desk) -> impl IntoView {
    view! {
        <p class="dropcost" node_ref=desk.cost_box hidden=move || desk.cost.with(Option::is_none) aria-hidden="true">
            {move || desk.cost.get().unwrap_or_default().into_iter().map(|part| view! { <span class=part.bad.then_some("is-bad")>{part.words}</span> }).collect_view()}
        </p>
    }
}

/// A click selects; on a strip's number, or by a finger anywhere on it, it opens the form here instead of loading the page
/// with it.
fn clicked(desk: Desk, event: &leptos::ev::MouseEvent) {
    let Some(inside) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
    let day = inside.closest("[data-day]").ok().flatten().and_then(|e| Dating::of(&e.get_attribute("data-day")?));
    if let Some(day) = day.filter(|_| desk.may_edit) {
        event.prevent_default();
        desk.dating.set(Some(day));
        return;
    }
    let Some((id, _)) = drag::strip_at(&inside) else { return };
    let on_number = inside.closest("a").ok().flatten().is_some();
    let (toggles, extends) = (event.ctrl_key() || event.meta_key(), event.shift_key());
    if on_number && (toggles || extends) {
        return;
    }
    if desk.may_edit && (toggles || extends) {
        if toggles {
            desk.mark(id)
        } else {
            desk.mark_to(id)
        }
        return;
    }
    desk.marked.set(Vec::new());
    desk.selected.set(Some(id));
    if (on_number || desk.finger.get_value()) && desk.may_edit {
        event.prevent_default();
        desk.moving.set(Some(id));
    }
}
