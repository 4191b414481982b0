//! What a search found: what it saves, person by person, and the form that keeps it.
use super::{
    super::{
        model::{ArrangeDraft, Board},
        words,
    },
    api::KeepArrangement,
    data::Counted,
    page::Stand,
};
use crate::{
    text::{k, lang, t, tf},
    ui::{Act, Badge, Field, Form, Notice, Tone},
    values::*,
};
use leptos::prelude::*;

/// The draft, to be kept or left. Nothing was changed yet.
#[component]
pub(super) fn Saving(
    production: ProductionId,
    from: String,
    board: StoredValue<Board>,
    draft: ArrangeDraft,
    proved: bool,
    bound: i64,
    stand: RwSignal<Stand>,
    counted: Counted,
) -> impl IntoView {
    let action = Act::of::<KeepArrangement>();
    let saving = &draft.saving;
    let saved = counted.saves(saving.saved().max(0));
    let rest = (saving.cost.after.total() - bound).max(0);
    let proof = if proved {
        view! { <Badge tone=Tone::Good text=t(k::SCHEDULE_ARRANGE_PROVED)/> }.into_any()
    } else {
        view! { <p class="muted">{counted.at_most(rest)}</p> }.into_any()
    };
    let changed =
        |before: i64, after: i64| if before == after { after.to_string() } else { format!("{before} → {after}") };
    let moves = tf(
        k::SCHEDULE_ARRANGE_FIGURES,
        &[
            ("moves", &changed(saving.company_moves.before, saving.company_moves.after)),
            ("flips", &changed(saving.flips.before, saving.flips.after)),
            ("strips", &draft.moves.len().to_string()),
        ],
    );
    let name = |parts: &[CharacterId]| {
        board.with_value(|b| {
            let all = b.cast.iter().filter(|c| parts.contains(&c.character));
            all.map(|c| format!("{} {}", c.number, c.name).trim().to_owned()).collect::<Vec<_>>().join(", ")
        })
    };
    let rows = saving
        .cast
        .iter()
        .filter(|c| c.days.before != c.days.after)
        .map(|c| {
            let (was, is) = (c.days.before, c.days.after);
            let less = c.total.before - c.total.after;
            let sign = if less > 0 { "−" } else if less < 0 { "+" } else { "" };
            view! {
                <tr><th scope="row">{name(&c.parts)}</th>
                    <td class="num" data-label=t(k::BOARDS_F_WORK)>{changed(was.work.into(), is.work.into())}</td>
                    <td class="num" data-label=t(k::BOARDS_HOLDS)>{changed(was.hold.into(), is.hold.into())}</td>
                    <td class="num strong" data-label=t(k::BOARDS_DELTA)>{format!("{sign}{}", counted.amount(less.abs()))}</td></tr>
            }
        })
        .collect_view();
    let broken = draft.left.iter().filter(|l| !l.before).count();
    let warned = (broken > 0).then(|| {
        let n = words::count(lang(), broken, k::SCHEDULE_ARRANGE_LEFT_ONE, k::SCHEDULE_ARRANGE_LEFT);
        view! { <Notice tone=Tone::Warn><p>{n}</p></Notice> }
    });
    let json = serde_json::to_string(&draft.moves).unwrap_or_default();
    view! {
        <section class="card"><div class="card__head"><h2>{saved}</h2></div>
            <div class="card__body stack">
                {proof}
                <p>{moves}</p>
                {warned}
                <Form action=action class="form" label=t(k::SCHEDULE_ARRANGE_KEEP)>
                    <input type="hidden" name="production" value=production.to_string()/>
                    <input type="hidden" name="board" value=from/>
                    <input type="hidden" name="moves" value=json/>
                    <Field name="name" label=t(k::BOARDS_NAME) value=t(k::SCHEDULE_ARRANGE_NAME) autocomplete="off"/>
                    <div class="form__actions">
                        <button class="button button--primary">{t(k::SCHEDULE_ARRANGE_KEEP)}</button>
                        <button class="button" type="button" on:click=move |_| stand.set(Stand::Idle)>{t(k::SCHEDULE_ARRANGE_LEAVE)}</button>
                    </div>
                </Form>
            </div>
            <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::BOARDS_BY_PART)><table class="table table--fold">
                <thead><tr><th scope="col">{t(k::BOARDS_PART)}</th><th scope="col" class="num">{t(k::BOARDS_F_WORK)}</th><th scope="col" class="num">{t(k::BOARDS_HOLDS)}</th><th scope="col" class="num">{t(k::BOARDS_DELTA)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div></section>
    }
}
