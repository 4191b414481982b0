//! The page: what may be moved and what must stay, then the search with its best so far, then what it saves.
use super::{
    super::{
        board_bar::part_places,
        model::{ArrangeAsk, ArrangeDraft, ArrangeSaid, ArrangeTask, Board, solver::arrange::Board as Found},
    },
    api::{ArrangeNow, load_arrange},
    data::{ArrangeData, Counted},
    found::Saving,
    worker,
};
use crate::{
    pay::model::Pay,
    productions::production_id,
    routes,
    text::{Text, k, t, tf},
    ui::{Act, Check, Field, Form, Page, Pick, Transition, options, show, use_data, use_query_map},
    values::*,
};
use leptos::{ev::SubmitEvent, form::FromFormData, prelude::*};

/// How a search stands.
#[derive(Debug, Clone, Default)]
pub(super) enum Stand {
    /// None yet.
    #[default]
    Idle,
    /// Under way: what the board costs as it was, the best so far, what none can be below, and seconds gone.
    Running { was: i64, best: i64, bound: i64, seconds: i64 },
    /// What was found: the draft, whether it is proved to be the best, and what none can be below.
    Found { draft: Box<ArrangeDraft>, proved: bool, bound: i64 },
    /// Why there is nothing.
    Failed(Text),
}

/// Arranging a board.
#[component]
pub fn ArrangePage() -> impl IntoView {
    let id = production_id();
    let query = use_query_map();
    let board = move || query.read().get("board").unwrap_or_default();
    let data = use_data(move || (id(), board()), |(id, board)| load_arrange(id, board));
    view! {
        <Transition>{move || Suspend::new(async move {
            show(data.await, move |data: ArrangeData| view! { <Arrange production=id() board=board() data=data scenes=query.read_untracked().get("scenes").unwrap_or_default()/> })
        })}</Transition>
    }
    .into_any()
}

#[component]
fn Arrange(production: ProductionId, board: String, data: ArrangeData, scenes: String) -> impl IntoView {
    let name = data.data.shown.as_ref().map_or_else(|| t(k::BOARDS_ACTIVE).to_owned(), |b| b.name.clone());
    let back = data
        .data
        .shown
        .as_ref()
        .map_or_else(|| routes::production(production, "board"), |b| routes::draft(production, b.id));
    let stand = RwSignal::new(Stand::Idle);
    let shown = StoredValue::new(data.data.board.clone());
    let task = StoredValue::new(None::<ArrangeTask>);
    let address = StoredValue::new(data.worker);
    let (sees, paid) = (data.pay.is_some(), data.paid);
    let pay = StoredValue::new(data.pay);
    let counted = StoredValue::new(Counted::Days);
    on_cleanup(worker::end);
    let from = board.clone();
    let action = Act::of::<ArrangeNow>();
    let search =
        move |event: &SubmitEvent| begin(event, Desk { action, address, board: shown, task, stand, pay, counted });
    view! {
        <Page title=t(k::SCHEDULE_ARRANGE) actions=move || view! { {sees.then(|| view! { <a class="button" href=routes::production(production, "pay")>{t(k::PAY_TITLE)}</a> })}<a class="button" href=back.clone()>{name.clone()}</a> }>
            <p class="muted">{t(k::SCHEDULE_ARRANGE_HINT)}</p>
            <div class="grid-2">
                <section class="card"><div class="card__body" on:submit:capture=move |e| search(&e)>
                    <Ask action=action production=production board=board data=data.data.board scenes=scenes paid=paid sees=sees/>
                </div></section>
                <div class="stack" aria-live="polite">{move || match stand.get() {
                    Stand::Idle => ().into_any(),
                    Stand::Failed(why) => view! { <p class="notice notice--bad" role="alert">{t(why)}</p> }.into_any(),
                    Stand::Running { was, best, bound, seconds } => view! { <Running was=was best=best bound=bound seconds=seconds counted=counted.get_value()/> }.into_any(),
                    Stand::Found { draft, proved, bound } => view! { <Saving production=production from=from.clone() board=shown draft=*draft proved=proved bound=bound stand=stand counted=counted.get_value()/> }.into_any(),
                }}</div>
            </div>
        </Page>
    }
}

#[component]
fn Ask(
    action: Act,
    production: ProductionId,
    board: String,
    data: Board,
    scenes: String,
    paid: bool,
    sees: bool,
) -> impl IntoView {
    let places = std::iter::once((String::new(), t(k::SCHEDULE_ARRANGE_ALL).to_owned())).chain(part_places(&data));
    let weights = [
        ("0", k::SCHEDULE_ARRANGE_MOVE_0),
        ("25", k::SCHEDULE_ARRANGE_MOVE_25),
        ("50", k::SCHEDULE_ARRANGE_MOVE_50),
        ("100", k::SCHEDULE_ARRANGE_MOVE_100),
        ("300", k::SCHEDULE_ARRANGE_MOVE_300),
    ];
    let times = ["2", "5", "10", "30", "60", "300"].map(|n| (n, tf(k::SCHEDULE_ARRANGE_SECONDS, &[("n", n)])));
    let several = data.units.len() > 1;
    let fullest =
        data.days.iter().map(|d| super::super::model::DayTotals::of(&d.strips).eighths).max().unwrap_or_default();
    // A day takes what a feature usually plans, and at most what the fullest has now.
    let limit = Eighths(fullest.0.max(8 * 5));
    view! {
        <Form action=action class="form" label=t(k::SCHEDULE_ARRANGE)>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="board" value=board/>
            <Pick name="by[place]" label=t(k::SCHEDULE_ARRANGE_PART) choices=options(places)/>
            <Field name="by[scenes]" label=t(k::SCHEDULE_ARRANGE_SCENES) hint=t(k::SCHEDULE_ARRANGE_SCENES_HINT) value=scenes autocomplete="off"/>
            <Field name="by[locked]" label=t(k::SCHEDULE_ARRANGE_LOCKED) hint=t(k::SCHEDULE_ARRANGE_LOCKED_HINT) autocomplete="off"/>
            <div class="fields">
                <Field name="by[capacity]" label=t(k::SCHEDULE_ARRANGE_CAPACITY) value="4" hint=t(k::SCHEDULE_ARRANGE_PAGES_HINT)/>
                <Field name="by[limit]" label=t(k::SCHEDULE_ARRANGE_LIMIT) value=limit.to_string()/>
            </div>
            <Pick name="by[moves]" label=t(k::SCHEDULE_ARRANGE_MOVES) choices=options(weights.map(|(n, text)| (n, t(text)))) value="50"/>
            <Check name="by[keep_light]" label=t(k::SCHEDULE_ARRANGE_LIGHT) checked=true/>
            <Check name="by[boneyard]" label=t(k::SCHEDULE_ARRANGE_BONEYARD)/>
            {several.then(|| view! { <Check name="by[across_units]" label=t(k::SCHEDULE_ARRANGE_UNITS)/> })}
            {(paid && sees).then(|| view! { <Check name="by[pay]" label=t(k::PAY_ARRANGE_SEES) checked=true/> })}
            {(paid && !sees).then(|| view! { <div><Check name="by[pay]" label=t(k::PAY_ARRANGE)/><p class="muted small">{t(k::PAY_ARRANGE_HINT)}</p></div> })}
            <Pick name="by[seconds]" label=t(k::SCHEDULE_ARRANGE_TIME) choices=options(times) value="5"/>
            <button class="button button--primary">{t(k::SCHEDULE_ARRANGE_DO)}</button>
        </Form>
    }
}

/// What stands while it searches, and the way to stop it.
#[component]
fn Running(was: i64, best: i64, bound: i64, seconds: i64, counted: Counted) -> impl IntoView {
    let saved = (was - best).max(0);
    let rest = (best - bound).max(0);
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::SCHEDULE_ARRANGE_RUNNING)}</h2><span class="muted push">{tf(k::SCHEDULE_ARRANGE_SECONDS, &[("n", &seconds.to_string())])}</span></div>
            <div class="card__body stack">
                <p class="strong">{counted.so_far(saved)}</p>
                <p class="muted">{counted.at_most(rest)}</p>
                <button class="button" type="button" on:click=move |_| worker::say(&ask(&ArrangeAsk::Stop { id: 1 }))>{t(k::SCHEDULE_ARRANGE_STOP)}</button>
            </div></section>
    }
}

fn ask(ask: &ArrangeAsk) -> String {
    serde_json::to_string(ask).unwrap_or_default()
}

/// What a search needs of its page.
#[derive(Clone, Copy)]
struct Desk {
    action: Act,
    address: StoredValue<String>,
    board: StoredValue<Board>,
    task: StoredValue<Option<ArrangeTask>>,
    stand: RwSignal<Stand>,
    pay: StoredValue<Option<Pay>>,
    counted: StoredValue<Counted>,
}

/// Takes the form before it is sent, and has the worker search. A form that cannot be read goes to the server, which
/// says what is wrong beside the fields; so does all of it where the browser has no workers.
fn begin(event: &SubmitEvent, desk: Desk) {
    let Desk { action, address, board, task, stand, pay, counted } = desk;
    let Ok(form) = ArrangeNow::from_event(event) else { return };
    let Ok((mut by, seconds)) = board.with_value(|board| form.by.read(board)) else { return };
    counted.set_value(Counted::Days);
    if form.by.pay {
        // By pay that the viewer may not see, only the server can search.
        let Some(pay) = pay.get_value().filter(|pay| !pay.is_empty()) else { return };
        pay.weigh(&mut by);
        counted.set_value(Counted::Money(pay.currency));
    }
    let made = board.with_value(|board| ArrangeTask::of(board, &by));
    let Ok(made) = made else {
        event.prevent_default();
        event.stop_propagation();
        stand.set(Stand::Failed(k::SCHEDULE_ARRANGE_CANNOT));
        return;
    };
    let heard = move |text: String| {
        let all: Vec<ArrangeSaid> = serde_json::from_str(&text).unwrap_or_default();
        for said in all {
            hear(said, board, task, stand);
        }
    };
    let broke = move || stand.set(Stand::Failed(k::SCHEDULE_ARRANGE_BROKE));
    if !worker::start(&address.get_value(), heard, broke) {
        return;
    }
    event.prevent_default();
    event.stop_propagation();
    action.forget();
    let (problem, before) = (Box::new(made.problem.clone()), made.before.clone());
    task.set_value(Some(made));
    stand.set(Stand::Running { was: 0, best: 0, bound: 0, seconds: 0 });
    worker::say(&ask(&ArrangeAsk::Start { id: 1, problem, before, seed: 1, seconds }));
}

fn hear(said: ArrangeSaid, board: StoredValue<Board>, task: StoredValue<Option<ArrangeTask>>, stand: RwSignal<Stand>) {
    match said {
        ArrangeSaid::Progress { best, bound, elapsed, .. } => {
            let was = task.with_value(|task| task.as_ref().map_or(best, cost_before));
            stand.set(Stand::Running { was, best, bound, seconds: elapsed / 1000 });
        }
        ArrangeSaid::Done { found, .. } => {
            let (proved, bound) = (found.proved, found.bound);
            stand.set(match take(board, task, &found.board) {
                Some(draft) if draft.moves.is_empty() => Stand::Failed(k::SCHEDULE_ARRANGE_NOTHING),
                Some(draft) => Stand::Found { draft: Box::new(draft), proved, bound },
                None => Stand::Failed(k::SCHEDULE_ARRANGE_CANNOT),
            });
        }
        ArrangeSaid::Failed { .. } => stand.set(Stand::Failed(k::SCHEDULE_ARRANGE_BROKE)),
    }
}

fn cost_before(task: &ArrangeTask) -> i64 {
    super::super::model::solver::arrange::figures(&task.problem, &task.before).cost.total()
}

fn take(board: StoredValue<Board>, task: StoredValue<Option<ArrangeTask>>, found: &Found) -> Option<ArrangeDraft> {
    board.with_value(|board| task.with_value(|task| task.as_ref()?.draft(board, found).ok()))
}
