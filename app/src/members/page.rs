//! The people of a company, invitations to it, and the ways out of it.
use super::{
    api::{
        HandOver, InviteMembers, LeaveCompany, LeaveProduction, RemoveFromCompany, ResendInvitation, SetPlace,
        SignOutMember, WithdrawInvitation, load_members,
    },
    model::{Company, Member, Open, Place},
};
use crate::{
    accounts::model::Me,
    text::{k, t, tf},
    ui::{
        Act, Badge, Choice, Empty, Form, Notice, Page, Pick, TextArea, Tone, Transition, options, show, use_data,
        use_params_map, use_query_map, use_refresh,
    },
    values::{AccountId, WorkspaceId},
};
use leptos::prelude::*;

/// Who belongs to a company.
#[component]
pub fn MembersPage() -> impl IntoView {
    let params = use_params_map();
    let refresh = use_refresh();
    let query = use_query_map();
    let sent = move || query.with(|q| q.get("sent")).and_then(|n| n.parse::<u32>().ok());
    let workspace =
        move || params.read().get("workspace").and_then(|w| w.parse::<WorkspaceId>().ok()).unwrap_or_default();
    let data = use_data(move || (workspace(), refresh.0.get()), |(w, _)| load_members(w));
    view! {
        <Transition>{move || { let workspace = workspace(); Suspend::new(async move { show(data.await, move |all: Company| {
            let Company { name, me, mine, members, invitations } = all;
            let people = members.into_iter().map(|m| view! { <Line workspace=workspace me=m.account == me mine=mine member=m/> }).collect_view();
            view! {
                <crate::productions::Top name="">
                    <Page title=tf(k::MEMBERS_TITLE, &[("company", &name)])>
                        {move || sent().map(|n| view! { <Notice tone=Tone::Good><p role="status">{tf(k::MEMBERS_SENT, &[("n", &n.to_string())])}</p></Notice> })}
                        <div class="grid-2">
                            <section class="card"><div class="card__head"><h2>{t(k::MEMBERS_PEOPLE)}</h2></div><ul class="lines">{people}</ul></section>
                            <div class="stack"><Invite workspace=workspace/><Invitations workspace=workspace all=invitations/></div>
                        </div>
                    </Page>
                </crate::productions::Top>
            }
        }) }) }}</Transition>
    }
    .into_any()
}

fn places(most: Place) -> Vec<Choice> {
    options(Place::ALL.into_iter().filter(|p| *p <= most).map(|p| (p.key(), t(p.name()))))
}

fn of_account(workspace: WorkspaceId, account: AccountId) -> impl IntoView {
    view! {
        <input type="hidden" name="workspace" value=workspace.to_string()/>
        <input type="hidden" name="account" value=account.to_string()/>
    }
}

fn of_invitation(workspace: WorkspaceId, invitation: uuid::Uuid) -> impl IntoView {
    view! {
        <input type="hidden" name="workspace" value=workspace.to_string()/>
        <input type="hidden" name="invitation" value=invitation.to_string()/>
    }
}

#[component]
fn Line(workspace: WorkspaceId, me: bool, mine: Place, member: Member) -> impl IntoView {
    let (set, sign_out) = (Act::of::<SetPlace>(), Act::of::<SignOutMember>());
    let (remove, hand_over) = (Act::of::<RemoveFromCompany>(), Act::of::<HandOver>());
    let account = member.account;
    let about = tf(
        k::MEMBERS_ABOUT,
        &[("productions", &member.productions.to_string()), ("devices", &member.devices.to_string())],
    );
    // Owners are made and unmade by owners.
    let may = mine == Place::Owner || member.place != Place::Owner;
    let ways = (may && !me).then(|| {
        let label = |text| tf(text, &[("name", &member.name)]);
        let (of_place, of_out) = (label(k::MEMBERS_PLACE_OF), label(k::MEMBERS_SIGN_OUT_OF));
        let (of_remove, of_over) = (label(k::MEMBERS_REMOVE_OF), label(k::MEMBERS_HAND_OVER_OF));
        let most = mine.max(member.place);
        let over = (mine == Place::Owner && member.place != Place::Owner).then(|| view! {
            <Form action=hand_over key=account.to_string()>{of_account(workspace, account)}<button class="button button--small" aria-label=of_over>{t(k::MEMBERS_HAND_OVER)}</button></Form>
        });
        view! {
            <details class="more"><summary class="button button--small">{t(k::MEMBERS_CHANGE)}<span class="sr">{member.name.clone()}</span></summary>
                <div class="stack more__in">
                    <Form action=set key=account.to_string() class="form" label=of_place>{of_account(workspace, account)}
                        <Pick name="place" label=t(k::MEMBERS_PLACE) value=member.place.key() choices=places(most)/>
                        <button class="button">{t(k::MEMBERS_PLACE_SET)}</button></Form>
                    {over}
                    <Form action=sign_out key=account.to_string()>{of_account(workspace, account)}<button class="button button--small" aria-label=of_out>{t(k::MEMBERS_SIGN_OUT)}</button></Form>
                    <Form action=remove key=account.to_string()>{of_account(workspace, account)}<button class="button button--small button--danger" aria-label=of_remove>{t(k::MEMBERS_REMOVE)}</button></Form>
                </div>
            </details>
        }
    });
    let word = t(member.place.name());
    let place = if member.place == Place::Member {
        view! { <span class="muted">{word}</span> }.into_any()
    } else {
        view! { <Badge tone=Tone::Good text=word/> }.into_any()
    };
    view! {
        <li class="setline"><span><b class="strong">{member.name.clone()}</b><small>{member.email}</small><small>{about}</small></span>
            <span class="row">{place}{ways}</span></li>
    }
    .into_any()
}

#[component]
fn Invite(workspace: WorkspaceId) -> impl IntoView {
    let action = Act::of::<InviteMembers>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::MEMBERS_INVITE)}</h2></div><div class="card__body">
            <Form action=action class="form">
                <input type="hidden" name="workspace" value=workspace.to_string()/>
                <TextArea name="list" label=t(k::MEMBERS_LIST) hint=t(k::MEMBERS_LIST_HINT) rows=4/>
                <Pick name="place" label=t(k::MEMBERS_PLACE) value=Place::Member.key() choices=places(Place::Admin) hint=t(k::MEMBERS_PLACE_HINT)/>
                <div class="form__actions"><button class="button button--primary">{t(k::MEMBERS_INVITE_DO)}</button></div>
            </Form>
        </div></section>
    }
    .into_any()
}

#[component]
fn Invitations(workspace: WorkspaceId, all: Vec<Open>) -> impl IntoView {
    let (resend, withdraw) = (Act::of::<ResendInvitation>(), Act::of::<WithdrawInvitation>());
    if all.is_empty() {
        return ().into_any();
    }
    let lines = all
        .into_iter()
        .map(|open| {
            let id = open.id;
            let state = if open.over { view! { <Badge tone=Tone::Warn text=t(k::MEMBERS_OVER)/> } } else { view! { <Badge tone=Tone::Plain text=t(open.place.name())/> } };
            view! {
                <li class="setline"><span><b class="strong">{open.email}</b></span>
                    <span class="row">{state}
                        <Form action=resend key=id.to_string()>{of_invitation(workspace, id)}<button class="button button--small">{t(k::MEMBERS_RESEND)}</button></Form>
                        <Form action=withdraw key=id.to_string()>{of_invitation(workspace, id)}<button class="button button--small">{t(k::MEMBERS_WITHDRAW)}</button></Form>
                    </span></li>
            }
        })
        .collect_view();
    view! { <section class="card"><div class="card__head"><h2>{t(k::MEMBERS_OPEN)}</h2></div><ul class="lines">{lines}</ul></section> }
        .into_any()
}

/// On one's own account: the productions and companies one belongs to, each with a way out.
#[component]
pub fn Leave(
    /// Whoever is signed in.
    me: Me,
) -> impl IntoView {
    let (production, company) = (Act::of::<LeaveProduction>(), Act::of::<LeaveCompany>());
    let none = me.productions.is_empty() && me.workspaces.is_empty();
    let line = |name: String, kind: &'static str, form: AnyView| view! { <li class="setline"><span><b class="strong">{name}</b><small>{kind}</small></span>{form}</li> };
    let productions = me
        .productions
        .into_iter()
        .filter(|p| p.role.is_some())
        .map(|p| {
            let label = tf(k::MEMBERS_LEAVE_OF, &[("name", &p.code_name)]);
            let form = view! {
                <details class="more"><summary class="button button--small">{t(k::MEMBERS_LEAVE)}<span class="sr">" "{p.code_name.clone()}</span></summary>
                    <Form action=production key=p.id.to_string()><input type="hidden" name="production" value=p.id.to_string()/>
                        <button class="button button--small button--danger">{label}</button></Form></details>
            };
            line(p.code_name, t(k::MEMBERS_PRODUCTION), form.into_any())
        })
        .collect_view();
    let companies = me
        .workspaces
        .into_iter()
        .map(|w| {
            let label = tf(k::MEMBERS_LEAVE_OF, &[("name", &w.name)]);
            let form = view! {
                <details class="more"><summary class="button button--small">{t(k::MEMBERS_LEAVE)}<span class="sr">" "{w.name.clone()}</span></summary>
                    <Form action=company key=w.id.to_string()><input type="hidden" name="workspace" value=w.id.to_string()/>
                        <button class="button button--small button--danger">{label}</button></Form></details>
            };
            line(w.name, t(k::MEMBERS_COMPANY), form.into_any())
        })
        .collect_view();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::MEMBERS_MINE)}</h2></div>
            {none.then(|| view! { <Empty title=t(k::MEMBERS_NONE) hint=t(k::MEMBERS_NONE_HINT)/> })}
            <ul class="lines">{productions}{companies}</ul></section>
    }
}
