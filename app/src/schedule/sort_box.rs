//! Sorting the scenes of a day or of the boneyard by a field. On the board it is a move like any other and can be taken
//! back; without scripts the server does it.
use super::{
    api::SortStrips,
    board_bar::lists,
    design,
    desk::Desk,
    model::{Board, BoardDay, Field as StripField, Move, SortKey, Strip, StripFacts, sort},
    move_box::of_board,
};
#[cfg(feature = "ssr")]
use super::{boards, store};
#[cfg(feature = "ssr")]
use crate::{
    access::{EditBoard, Scope},
    error::AppError,
};
use crate::{
    text::{k, t},
    ui::{Act, Check, Form, Pick, options},
    values::*,
};
use leptos::{ev::SubmitEvent, form::FromFormData, prelude::*};

/// The moves that sort a list.
pub(super) fn sorting(
    board: &Board,
    list: Option<DayId>,
    strips: &[Strip],
    by: &SortKey,
    facts: impl Fn(Option<&BoardDay>, &Strip) -> StripFacts,
) -> Vec<Move> {
    let day = list.and_then(|id| board.days.iter().find(|d| d.id == id));
    let rows: Vec<StripFacts> = strips.iter().map(|strip| facts(day, strip)).collect();
    let wanted = sort::arranged(&rows, std::slice::from_ref(by));
    let steps = sort::steps(&wanted).into_iter();
    steps.map(|(at, next)| Move { strip: strips[at].id, to: list, before: next.map(|n| strips[n].id) }).collect()
}

/// Sorts a list of the active board, or of a draft.
#[cfg(feature = "ssr")]
pub(super) async fn sort_stored(
    scope: &mut Scope<EditBoard>,
    board: Option<BoardId>,
    list: Option<DayId>,
    by: &SortKey,
) -> Result<(), AppError> {
    let mut data = boards::store::shown(scope, board).await?;
    design::store::fill(scope, &mut data).await?;
    let strips = match list {
        None => &data.board.boneyard,
        Some(id) => &data.board.days.iter().find(|d| d.id == id).ok_or(AppError::NotFound)?.strips,
    };
    let facts = |day: Option<&BoardDay>, strip: &Strip| {
        let mut facts = StripFacts::of(&data.board, day, strip);
        data.beside.add(strip.scene().map(|scene| scene.scene), &mut facts);
        facts
    };
    for mv in sorting(&data.board, list, strips, by, facts) {
        match board {
            Some(board) => boards::drafts::move_strip(scope, board, mv, Some(list)).await?,
            None => {
                let version = strips.iter().find(|s| s.id == mv.strip).map_or(0, |s| s.version);
                store::move_strip(scope, mv.strip, mv.to, mv.before, version).await?
            }
        };
    }
    Ok(())
}

/// What to sort, and by what.
#[component]
pub(super) fn SortMenu(desk: Desk) -> impl IntoView {
    let action = Act::of::<SortStrips>();
    let fields =
        StripField::ALL.into_iter().filter(|f| !matches!(f, StripField::Unit | StripField::Day | StripField::Date));
    let fields = options(fields.map(|field| (field.to_string(), design::field(desk.lang, &field, &[]))));
    view! {
        <details class="menu menu--end"><summary class="button">{t(k::SCHEDULE_SORT)}</summary>
            <div class="menu__list boardbar__form" on:submit:capture=move |e| submitted(desk, &e)>
                <Form action=action class="form" label=t(k::SCHEDULE_SORT)>
                    <input type="hidden" name="production" value=desk.production.to_string()/>
                    {of_board(desk)}
                    <Pick name="to_day" label=t(k::SCHEDULE_SORT_WHAT) choices=lists(desk)/>
                    <Pick name="field" label=t(k::SCHEDULE_SORT_BY) choices=fields/>
                    <Check name="descending" label=t(k::SCHEDULE_SORT_DOWN)/>
                    <button class="button">{t(k::SCHEDULE_SORT)}</button>
                </Form>
            </div>
        </details>
    }
}

/// Takes the form before it is sent: the board here sorts, and sends the moves.
fn submitted(desk: Desk, event: &SubmitEvent) {
    let Ok(form) = SortStrips::from_event(event) else { return };
    let Ok(field) = form.field.parse() else { return };
    event.prevent_default();
    event.stop_propagation();
    desk.sort(form.to_day.parse().ok(), &SortKey { field, descending: form.descending });
}
