//! Somebody's confidential details, as far as the reader may see them.
use super::{
    api::load_confidential,
    emergency::Emergency,
    entry::{DetailCard, EnterAddressForm, EnterKinForm},
    mine::saved,
    model::{Details, Kin, Kind, Slot},
};
use crate::{
    people::model::tel,
    productions::production_id,
    routes,
    text::{k, t, tf},
    ui::{Icon, Page, Transition, show, use_data, use_params_map, use_refresh},
    values::{PersonId, ProductionId},
};
use leptos::prelude::*;

/// One person's details.
#[component]
pub fn DetailsPage() -> impl IntoView {
    let id = production_id();
    let params = use_params_map();
    let person = move || params.read().get("person").and_then(|p| p.parse::<PersonId>().ok()).unwrap_or_default();
    let refresh = use_refresh();
    let data = use_data(move || (id(), person(), refresh.0.get()), |(id, person, _)| load_confidential(id, person));
    let saved = saved();
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |details: Details| {
            let production = id();
            let title = tf(k::CONFIDENTIAL_OF, &[("name", &details.name)]);
            let listed = details.listed;
            let name = details.name.clone();
            view! {
                <Page title=title>
                    {listed.then(|| view! {
                        <ol class="crumbs">
                            <li><a href=routes::production(production, "people")>{t(k::PEOPLE_TITLE)}</a></li>
                            <li><a href=routes::person(production, details.person)>{name}</a></li>
                        </ol>
                    })}
                    <p class="muted">{t(k::CONFIDENTIAL_LOOK_HINT)}</p>
                    {saved}
                    <div class="stack"><Cards production=production details=details/></div>
                </Page>
            }
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Cards(production: ProductionId, details: Details) -> impl IntoView {
    let Details { person, name, may_enter, reachable, medical, kin, address, .. } = details;
    let emergency = move |kind: Kind| {
        let name = name.clone();
        view! { <Emergency production=production person=person name=name kind=kind reachable=reachable/> }.into_any()
    };
    let text = |text: String| view! { <p class="confidential__text">{text}</p> }.into_any();
    let enter_kin = may_enter.then(|| view! { <EnterKinForm production=production person=person/> });
    let enter_address = may_enter.then(|| view! { <EnterAddressForm production=production person=person/> });
    let medical = body(medical, || emergency(Kind::Medical), text);
    let kin = body(kin, || emergency(Kind::Kin), kin_lines);
    let address = body(address, || emergency(Kind::Address), text);
    let (any_kin, any_address) = (kin.is_some() || may_enter, address.is_some() || may_enter);
    view! {
        {medical.map(|body| view! { <DetailCard kind=Kind::Medical>{body}</DetailCard> })}
        {any_kin.then(|| view! { <DetailCard kind=Kind::Kin>{kin}{enter_kin}</DetailCard> })}
        {any_address.then(|| view! { <DetailCard kind=Kind::Address>{address}{enter_address}</DetailCard> })}
    }
    .into_any()
}

/// What stands in the card of a detail; none of a hidden one.
fn body<T>(slot: Slot<T>, emergency: impl FnOnce() -> AnyView, view: impl FnOnce(T) -> AnyView) -> Option<AnyView> {
    match slot {
        Slot::Hidden => None,
        Slot::Glass => Some(emergency()),
        Slot::Open { given, minutes, .. } => {
            let left = minutes.map(|n| {
                view! { <p class="muted">{tf(k::CONFIDENTIAL_BREAK_LEFT, &[("n", &n.to_string())])}</p> }
            });
            let given = match given {
                Some(given) => view(given),
                None => view! { <p>{t(k::CONFIDENTIAL_NONE)}</p> }.into_any(),
            };
            Some(view! { {given}{left} }.into_any())
        }
    }
}

fn kin_lines(kin: Kin) -> AnyView {
    let relation = (!kin.relation.is_empty()).then(|| view! { <span class="muted">{kin.relation}</span> });
    view! {
        <p class="row"><b class="strong">{kin.name}</b>{relation}
            <a class="button" href=format!("tel:{}", tel(&kin.phone))><Icon name="phone"/>{kin.phone.clone()}</a></p>
    }
    .into_any()
}
