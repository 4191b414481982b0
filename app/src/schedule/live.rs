//! Several people on one board: what others do appears by itself, and where two moved the same strip both see it.
use super::{
    api::load_board,
    boards::api::board_stamp,
    data::BoardData,
    desk::{Desk, name},
    model::{Board, BoardDay, Move, Strip},
};
use crate::{
    text::{k, t, tf},
    values::*,
};
use leptos::{ev, prelude::*};
use std::{collections::VecDeque, time::Duration};

/// How often the server is asked whether somebody changed the board.
const ASK: Duration = Duration::from_secs(3);

/// A move that met another's: what this person wanted, and what stands now.
#[derive(Debug, Clone)]
pub(super) struct Clash {
    mv: Move,
    name: String,
    mine: String,
    theirs: Option<String>,
}

/// Asks now and then, as long as the board is shown and the page is looked at.
pub(super) fn listen(desk: Desk) {
    Effect::new(move |_| {
        let handle = set_interval_with_handle(move || ask(desk), ASK);
        // Whoever leaves while moves are on their way is asked first.
        let leaving = window_event_listener(ev::beforeunload, move |event| {
            if !sent(desk) {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            handle.into_iter().for_each(|h| h.clear());
            leaving.remove();
        });
    });
}

/// Nothing is on its way.
fn sent(desk: Desk) -> bool {
    desk.busy.try_get_value() != Some(true) && desk.queue.try_with_value(VecDeque::is_empty) != Some(false)
}

/// Nothing is on its way and nothing in the hand.
fn idle(desk: Desk) -> bool {
    sent(desk) && desk.drag.try_with_value(Option::is_none) == Some(true)
}

fn ask(desk: Desk) {
    if document().hidden() || !idle(desk) {
        return;
    }
    leptos::task::spawn_local(async move {
        let board = desk.shown.map(|b| b.to_string()).unwrap_or_default();
        let Ok(stamp) = board_stamp(desk.production, board).await else { return };
        if desk.stamp.try_get_value().is_some_and(|known| known != stamp) {
            catch_up(desk, None);
        }
    });
}

/// Loads the board and takes over what differs. `wanted` is a move that was refused because somebody was first.
pub(super) fn catch_up(desk: Desk, wanted: Option<Move>) {
    leptos::task::spawn_local(async move {
        let board = desk.shown.map(|b| b.to_string()).unwrap_or_default();
        let Ok(data) = load_board(desk.production, board).await else { return };
        // A move that was made meanwhile comes first; the next time around it is part of the board.
        if wanted.is_none() && !idle(desk) {
            return;
        }
        let mine = wanted.map(|mv| (mv, desk.find(mv.strip).map(|(s, _)| name(&s)), desk.list_name(mv.to)));
        take_over(desk, data);
        if let Some((mv, Some(name), mine)) = mine {
            let theirs = desk.find(mv.strip).map(|(_, list)| desk.list_name(list));
            desk.lasting.clash.set(Some(Clash { mv, name, mine, theirs }));
        }
    });
}

/// Lists that differ are drawn anew in place; where days came, went or changed the page is.
fn take_over(desk: Desk, data: BoardData) {
    let bare = |board: &Board| -> Vec<BoardDay> {
        board.days.iter().map(|d| BoardDay { strips: vec![], version: 0, ..d.clone() }).collect()
    };
    let same =
        desk.with(|old| bare(old) == bare(&data.board) && old.cast == data.board.cast && old.units == data.board.units);
    if !same {
        desk.refresh.0.update(|n| *n += 1);
        return;
    }
    let shown = |strips: &[Strip]| -> Vec<Strip> {
        strips.iter().map(|s| Strip { version: 0, rank: 0, ..s.clone() }).collect()
    };
    let lists = desk.with(|old| {
        let days = old.days.iter().zip(&data.board.days).map(|(a, b)| (Some(a.id), &a.strips, &b.strips));
        let all = days.chain([(None, &old.boneyard, &data.board.boneyard)]);
        all.filter(|(_, a, b)| shown(a) != shown(b)).map(|(id, ..)| id).collect::<Vec<Option<DayId>>>()
    });
    let checked = desk.with(|old| old.facts != data.board.facts);
    desk.stamp.set_value(data.stamp);
    desk.board.set_value(data.board);
    if lists.is_empty() && !checked {
        return;
    }
    desk.check_anew();
    desk.redraw(&lists);
    if !lists.is_empty() {
        desk.say(k::SCHEDULE_OTHERS.say(desk.lang).to_owned());
    }
}

/// Both versions of a move that clashed. Nothing is lost: the other's stands until this person decides.
#[component]
pub(super) fn ClashBox(desk: Desk) -> impl IntoView {
    let clash = desk.lasting.clash;
    move || {
        clash.get().map(|c| {
            let (mv, there) = (c.mv, c.theirs.is_some());
            let words = match &c.theirs {
                Some(theirs) => tf(k::SCHEDULE_CLASH, &[("name", &c.name), ("mine", &c.mine), ("theirs", theirs)]),
                None => tf(k::SCHEDULE_CLASH_GONE, &[("name", &c.name)]),
            };
            let keep = tf(k::SCHEDULE_CLASH_KEEP, &[("day", c.theirs.as_deref().unwrap_or_default())]);
            let mine = tf(k::SCHEDULE_CLASH_MINE, &[("day", &c.mine)]);
            view! {
                <div class="clash" role="alertdialog" aria-labelledby="clash">
                    <p id="clash" class="strong">{words}</p>
                    <p class="form__actions">
                        {there.then(|| view! { <button class="button button--primary" type="button" on:click=move |_| { clash.set(None); desk.go(mv); }>{mine}</button> })}
                        <button class="button" type="button" on:click=move |_| clash.set(None)>{if there { keep } else { t(k::SCHEDULE_CLOSE).to_owned() }}</button>
                    </p>
                </div>
            }
        })
    }
}
