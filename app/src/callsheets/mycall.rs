//! One's own sheet of a day for somebody who is signed in: the same pieces as behind the personal link.
use super::{
    api::{ConfirmMyCall, ReportMyProblem, load_my_call},
    call_body::{CallBody, asks_to_come, headline},
    page::day_id,
    screen::{CallDay, CallPage},
    tracking_page::problem_word,
    words,
};
use crate::{
    productions::production_id,
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Form, Icon, PageTitle, Pick, TextArea, Transition, options, show, use_data, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;

/// One's own sheet.
#[component]
pub fn MyCallPage() -> impl IntoView {
    let (production, day) = (production_id(), day_id());
    let refresh = use_refresh();
    let data = use_data(move || (production(), day(), refresh.0.get()), |(p, d, _)| load_my_call(p, d));
    view! {
        <Transition>{move || Suspend::new(async move {
            show(data.await, move |page| view! { <MyCall production=production() page=page/> })
        })}</Transition>
    }
}

#[component]
fn MyCall(production: ProductionId, page: CallPage) -> impl IntoView {
    let (date, more) = headline(&page);
    let base = routes::production(production, "my");
    let answer =
        page.sheet.clone().map(|sheet| view! { <Answer production=production sheet=sheet today=page.now_local.date/> });
    view! {
        <PageTitle text=format!("{date} · {more}")/>
        <div class="page page--narrow"><div class="call">
            <p class="call__bar"><span><b>{date}</b>{more}</span><a href=base.clone()>{t(k::PRODUCTIONS_MY_DAYS)}</a></p>
            <CallBody page=page base=base/>
            {answer}
        </div></div>
    }
}

#[component]
fn Answer(production: ProductionId, sheet: CallDay, today: jiff::civil::Date) -> impl IntoView {
    let (confirm, report) = (Act::of::<ConfirmMyCall>(), Act::of::<ReportMyProblem>());
    let comes = asks_to_come(&sheet.kept);
    let current = sheet.confirmed.as_ref().filter(|c| c.current).map(|c| words::clock(c.at, today, lang()));
    let problem = sheet.problem.clone();
    let asks = current.is_none() || problem.is_some();
    let done = match (&problem, &current) {
        (Some((reason, at)), _) => {
            let said =
                tf(k::CALL_TOLD_AD, &[("what", t(problem_word(reason))), ("time", &words::clock(*at, today, lang()))]);
            Some(view! { <p class="thumb__done thumb__done--declined"><Icon name="info"/>{said}</p> }.into_any())
        }
        (None, Some(at)) => Some(
            view! { <p class="thumb__done"><Icon name="check"/>{tf(k::CALL_CONFIRMED, &[("time", at)])}</p> }
                .into_any(),
        ),
        _ => None,
    };
    let ids = move |key: uuid::Uuid| {
        view! {
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="day" value=sheet.day.to_string()/>
            <input type="hidden" name="revision" value=sheet.revision.to_string()/>
            <input type="hidden" name="key" value=key.to_string()/>
        }
    };
    let reasons = options([
        ("late", t(k::CALLSHEETS_P_LATE)),
        ("ill", t(k::CALLSHEETS_P_ILL)),
        ("other", t(k::CALLSHEETS_P_OTHER)),
    ]);
    view! {
        <section aria-label=t(k::CALL_YOUR_ANSWER)>
            {done}
            {asks.then(|| view! {
                <Form action=confirm label=t(k::CALL_YOUR_ANSWER)>{ids(sheet.keys.0)}
                    <button class="button button--primary button--big button--block">{if comes { t(k::CALL_BE_THERE) } else { t(k::CALL_SEEN) }}</button>
                </Form>
                <p class="thumb__small">{t(k::CALL_SMALL_PRINT)}</p>
            })}
            {comes.then(|| view! {
                <details class="problem"><summary>{t(k::CALL_PROBLEM)}</summary>
                    <Form action=report class="form" label=t(k::CALL_PROBLEM)>{ids(sheet.keys.1)}
                        <Pick name="reason" label=t(k::CALL_WHAT_IS_WRONG) choices=reasons/>
                        <TextArea name="note" label=t(k::CALL_NOTE)/>
                        <button class="button">{t(k::CALL_TELL_AD)}</button>
                    </Form>
                </details>
            })}
        </section>
    }
}
