//! Inviting many at once: those of the production who have no account yet, or a list pasted from elsewhere.
use super::{
    api::{InviteList, InvitePeople, WithdrawInvite, load_people},
    model::{People, PersonRow},
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, t, tf},
    ui::{
        Act, Badge, Empty, Form, NotHere, Notice, Page, TextArea, Tone, Transition, show, use_data, use_query_map,
        use_refresh,
    },
    values::ProductionId,
};
use leptos::prelude::*;

/// Invitations of a production.
#[component]
pub fn InvitePage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let query = use_query_map();
    let sent = move || query.with(|q| q.get("sent")).and_then(|n| n.parse::<u32>().ok());
    if !use_production().may("people.invite") {
        return view! { <NotHere error=crate::error::AppError::Forbidden/> }.into_any();
    }
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_people(id));
    view! {
        <Page title=t(k::PEOPLE_INVITE_MANY)>
            <ol class="crumbs"><li><a href=routes::production(id(), "people")>{t(k::PEOPLE_TITLE)}</a></li><li>{t(k::PEOPLE_INVITE_MANY)}</li></ol>
            {move || sent().map(|n| view! { <Notice tone=Tone::Good><p role="status">{tf(k::MEMBERS_SENT, &[("n", &n.to_string())])}</p></Notice> })}
            <Transition>{move || Suspend::new(async move { show(data.await, move |all: People| {
                let people: Vec<PersonRow> = all.people.into_iter().filter(|p| !p.removed && !p.signed_in && !p.email.is_empty()).collect();
                let (open, rest): (Vec<_>, Vec<_>) = people.into_iter().partition(|p| p.invited);
                view! {
                    <div class="grid-2">
                        <Waiting production=id() people=rest/>
                        <div class="stack"><Pasted production=id()/><Open production=id() people=open/></div>
                    </div>
                }
            }) })}</Transition>
        </Page>
    }
    .into_any()
}

#[component]
fn Waiting(production: ProductionId, people: Vec<PersonRow>) -> impl IntoView {
    let action = Act::of::<InvitePeople>();
    if people.is_empty() {
        return view! { <Empty title=t(k::PEOPLE_INVITE_NONE) hint=t(k::PEOPLE_INVITE_NONE_HINT)/> }.into_any();
    }
    let lines = people
        .into_iter()
        .enumerate()
        .map(|(at, p)| {
            let id = format!("invite-{}", p.id);
            view! {
                <li class="setline"><label class="check" for=id.clone()><input type="checkbox" id=id.clone() name=format!("people[{at}]") value=p.id.to_string() checked=true/>" "<b class="strong">{p.name}</b></label>
                    <span class="muted">{p.email}</span></li>
            }
        })
        .collect_view();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::PEOPLE_INVITE_WHO)}</h2></div><div class="card__body">
            <Form action=action class="form">
                <input type="hidden" name="production" value=production.to_string()/>
                <ul class="lines">{lines}</ul>
                <div class="form__actions"><button class="button button--primary">{t(k::PEOPLE_INVITE_TICKED)}</button></div>
            </Form>
        </div></section>
    }
    .into_any()
}

#[component]
fn Pasted(production: ProductionId) -> impl IntoView {
    let action = Act::of::<InviteList>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::PEOPLE_INVITE_PASTE)}</h2></div><div class="card__body">
            <Form action=action class="form">
                <input type="hidden" name="production" value=production.to_string()/>
                <TextArea name="list" label=t(k::MEMBERS_LIST) hint=t(k::PEOPLE_INVITE_PASTE_HINT) rows=4/>
                <div class="form__actions"><button class="button">{t(k::MEMBERS_INVITE_DO)}</button></div>
            </Form>
        </div></section>
    }
}

#[component]
fn Open(production: ProductionId, people: Vec<PersonRow>) -> impl IntoView {
    let (again, withdraw) = (Act::of::<InvitePeople>(), Act::of::<WithdrawInvite>());
    if people.is_empty() {
        return ().into_any();
    }
    let lines = people
        .into_iter()
        .map(|p| {
            let id = p.id;
            view! {
                <li class="setline"><span><b class="strong">{p.name}</b><small>{p.email}</small></span>
                    <span class="row"><Badge tone=Tone::Plain text=t(k::PEOPLE_INVITED)/>
                        <Form action=again key=id.to_string()><input type="hidden" name="production" value=production.to_string()/><input type="hidden" name="people[0]" value=id.to_string()/>
                            <button class="button button--small">{t(k::MEMBERS_RESEND)}</button></Form>
                        <Form action=withdraw key=id.to_string()><input type="hidden" name="production" value=production.to_string()/><input type="hidden" name="person" value=id.to_string()/>
                            <button class="button button--small">{t(k::MEMBERS_WITHDRAW)}</button></Form></span></li>
            }
        })
        .collect_view();
    view! { <section class="card"><div class="card__head"><h2>{t(k::MEMBERS_OPEN)}</h2></div><ul class="lines">{lines}</ul></section> }
        .into_any()
}
