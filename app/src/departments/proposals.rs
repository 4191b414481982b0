//! On the draft of a day: the calls that heads of departments propose, to be taken or left.
use super::{api::DecideProposal, model::Proposal};
use crate::{
    callsheets::words,
    text::{k, lang, t, tf},
    ui::{Act, Form},
    values::{DayId, ProductionId},
};
use leptos::prelude::*;

/// Proposed calls of a day; nothing if there are none.
#[component]
pub fn Proposals(production: ProductionId, day: DayId, all: Vec<Proposal>) -> impl IntoView {
    let action = Act::of::<DecideProposal>();
    if all.is_empty() {
        return ().into_any();
    }
    let lines = all
        .into_iter()
        .map(|p| {
            let what = format!("{} · {}", words::time(p.call, p.date, lang()), p.name);
            let why = format!("{}: {}", p.by, p.note);
            let label = |text| tf(text, &[("name", &p.name)]);
            let (take, leave) = (label(k::DEPARTMENTS_TAKE_OF), label(k::DEPARTMENTS_LEAVE_OF));
            view! {
                <li class="setline"><span><b class="strong">{what}</b><small>{why}</small></span>
                    <Form action=action key=p.person.to_string() class="row">
                        <input type="hidden" name="production" value=production.to_string()/>
                        <input type="hidden" name="day" value=day.to_string()/>
                        <input type="hidden" name="person" value=p.person.to_string()/>
                        <input type="hidden" name="call" value=p.call.0.to_string()/>
                        <button class="button button--small button--primary" name="answer" value="take" aria-label=take>{t(k::DEPARTMENTS_TAKE)}</button>
                        <button class="button button--small" name="answer" value="leave" aria-label=leave>{t(k::DEPARTMENTS_LEAVE)}</button>
                    </Form></li>
            }
        })
        .collect_view();
    view! {
        <section class="wide" aria-labelledby="proposed"><h2 id="proposed">{t(k::DEPARTMENTS_PROPOSED)}</h2><ul class="lines">{lines}</ul></section>
    }
    .into_any()
}
