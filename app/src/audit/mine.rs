//! On one's own account: who looked at one's details.
use super::model::Look;
use crate::text::{k, t, tf};
use leptos::prelude::*;

/// Who looked at one's details, the latest first.
#[component]
pub fn Looks(
    /// Once an hour for the own page, once a day for a list.
    looks: Vec<Look>,
) -> impl IntoView {
    let none = looks.is_empty();
    let lines = looks
        .into_iter()
        .map(|look| {
            let how = match (look.what, &look.reason) {
                (Some(_), Some(_)) => k::CONFIDENTIAL_LOOK_OPENED,
                (Some(_), None) => k::CONFIDENTIAL_LOOK_SEEN,
                (None, _) if look.list => k::AUDIT_LOOK_LIST,
                (None, _) => k::AUDIT_LOOK_PAGE,
            };
            let what = look.what.map(|kind| t(kind.name())).unwrap_or_default();
            let about = tf(how, &[("production", &look.production), ("at", &look.since), ("what", what)]);
            let reason = look.reason.filter(|reason| !reason.is_empty());
            let reason = reason.map(|reason| view! { <small>{tf(k::CONFIDENTIAL_LOOK_REASON, &[("reason", &reason)])}</small> });
            view! { <li class="setline"><span><b class="strong">{look.who}</b><small>{about}</small>{reason}</span></li> }
        })
        .collect_view();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::AUDIT_LOOKS)}</h2></div><div class="card__body stack">
            <p class="muted">{t(k::AUDIT_LOOKS_HINT)}</p>
            {none.then(|| view! { <p>{t(k::AUDIT_LOOKS_NONE)}</p> })}
            <ul class="lines">{lines}</ul>
        </div></section>
    }
    .into_any()
}
