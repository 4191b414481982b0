//! One's own confidential details: the page of a production, and the way to it from one's account.
use super::{
    api::load_own_confidential,
    entry::{AddressForm, KinForm, MedicalForm},
    model::{Details, Kind, Other, Own, Slot},
};
use crate::{
    accounts::model::MyProduction,
    productions::production_id,
    routes,
    text::{k, t, tf},
    ui::{Notice, Page, Tone, Transition, show, use_data, use_query_map, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;

/// On one's account: where one's confidential details are, production by production.
#[component]
pub fn Mine(productions: Vec<MyProduction>) -> impl IntoView {
    let lines: Vec<_> = productions
        .into_iter()
        .filter(|production| production.role.is_some())
        .map(|production| {
            let label = tf(k::CONFIDENTIAL_IN, &[("production", &production.code_name)]);
            view! {
                <li class="setline"><b class="strong">{production.code_name}</b>
                    <a class="button button--small" href=routes::own_confidential(production.id) aria-label=label>{t(k::CONFIDENTIAL_OPEN_OWN)}</a></li>
            }
        })
        .collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::CONFIDENTIAL_TITLE)}</h2></div><div class="card__body stack">
            <p class="muted">{t(k::CONFIDENTIAL_HINT)}</p>
            <ul class="lines">{lines}</ul>
        </div></section>
    }
    .into_any()
}

/// What was written is said, with and without scripts.
pub(super) fn saved() -> impl Fn() -> Option<AnyView> + Copy + Send + Sync + 'static {
    let query = use_query_map();
    move || {
        query.with(|q| q.get_str("saved").is_some()).then(|| {
            view! { <Notice tone=Tone::Good><p role="status">{t(k::CONFIDENTIAL_SAVED)}</p></Notice> }.into_any()
        })
    }
}

/// One's own details in a production.
#[component]
pub fn OwnPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_own_confidential(id));
    let saved = saved();
    view! {
        <Page title=t(k::CONFIDENTIAL_TITLE)>
            <p>{t(k::CONFIDENTIAL_HINT)}</p>
            {saved}
            <Transition>{move || Suspend::new(async move { show(data.await, move |Own { details, others }| view! {
                <div class="grid-2">
                    <div class="stack"><Forms production=id() details=details/></div>
                    <div class="stack"><Others production=id() others=others/></div>
                </div>
            }) })}</Transition>
        </Page>
    }
    .into_any()
}

#[component]
fn Forms(production: ProductionId, details: Details) -> impl IntoView {
    fn had<T: Default>(slot: Slot<T>) -> (T, i64) {
        match slot {
            Slot::Open { given, seen, .. } => (given.unwrap_or_default(), seen),
            Slot::Hidden | Slot::Glass => (T::default(), 0),
        }
    }
    let ((medical, medical_at), (kin, kin_at), (address, address_at)) =
        (had(details.medical), had(details.kin), had(details.address));
    view! {
        <MedicalForm production=production text=medical seen=medical_at/>
        <KinForm production=production kin=kin seen=kin_at/>
        <AddressForm production=production address=address seen=address_at/>
    }
}

/// Whose details one may open, without the details.
#[component]
fn Others(production: ProductionId, others: Vec<Other>) -> impl IntoView {
    let cards = Kind::ALL.map(|kind| {
        let lines: Vec<_> = others
            .iter()
            .filter(|other| other.kind == kind)
            .map(|other| {
                let to = routes::confidential(production, other.id);
                let label = tf(k::CONFIDENTIAL_OF, &[("name", &other.name)]);
                view! {
                    <li class="setline"><span><b class="strong">{other.name.clone()}</b><small>{other.department.clone()}</small></span>
                        <a class="button button--small" href=to aria-label=label>{t(k::CONFIDENTIAL_OPEN_OTHER)}</a></li>
                }
            })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <section class="card"><div class="card__head"><h2>{t(kind.name())}</h2></div><div class="card__body stack">
                    <p class="muted">{t(k::CONFIDENTIAL_OTHERS_HINT)}</p>
                    <ul class="lines">{lines}</ul>
                </div></section>
            }
        })
    });
    view! { {cards.into_iter().flatten().collect_view()} }.into_any()
}
