//! A head's own page: their people, and the calls they propose for them.
use super::{
    api::{ProposeCall, RemoveMember, SaveMember, load_department},
    model::{Ahead, Department, Member, Proposal},
};
use crate::{
    callsheets::words,
    people::role_name,
    productions::production_id,
    routes,
    text::{k, lang, t, tf},
    ui::{
        Act, Badge, Empty, Field, Form, Page, Pick, Tone, Transition, options, show, use_data, use_query_map,
        use_refresh,
    },
    values::{ProductionId, Role},
};
use leptos::prelude::*;

/// The viewer's department.
#[component]
pub fn DepartmentPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let query = use_query_map();
    let chosen = move || query.with(|q| q.get("person")).unwrap_or_default();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_department(id));
    view! {
        <Transition>{move || { let chosen = chosen(); Suspend::new(async move { show(data.await, move |all: Department| {
            let production = id();
            let open = all.people.iter().find(|m| m.id.to_string() == chosen).cloned();
            let adding = chosen == "new";
            let add = format!("{}?person=new", routes::production(production, "department"));
            let people = all.people.iter().map(|m| view! { <Line production=production member=m.clone()/> }).collect_view();
            let none = all.people.is_empty();
            view! {
                <Page title=all.name.clone() actions=move || view! { <a class="button button--primary" href=add.clone()>{t(k::DEPARTMENTS_ADD)}</a> }>
                    <p class="muted">{t(k::DEPARTMENTS_HINT)}</p>
                    {(adding || open.is_some()).then(|| view! { <MemberForm production=production member=open/> })}
                    <div class="grid-2">
                        <section class="card"><div class="card__head"><h2>{t(k::DEPARTMENTS_PEOPLE)}</h2></div>
                            {none.then(|| view! { <Empty title=t(k::DEPARTMENTS_NOBODY) hint=t(k::DEPARTMENTS_NOBODY_HINT)/> })}
                            <ul class="lines">{people}</ul></section>
                        <div class="stack">
                            <Propose production=production people=all.people days=all.days/>
                            <Proposed all=all.proposals/>
                        </div>
                    </div>
                </Page>
            }
        }) }) }}</Transition>
    }
    .into_any()
}

#[component]
fn Line(production: ProductionId, member: Member) -> impl IntoView {
    let to = format!("{}?person={}", routes::production(production, "department"), member.id);
    let job = if member.position.is_empty() { t(role_name(member.role)).to_owned() } else { member.position };
    let ways = [member.phone, member.email].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · ");
    let label = tf(k::DEPARTMENTS_CHANGE_OF, &[("name", &member.name)]);
    view! {
        <li class="setline"><span><b class="strong">{member.name}</b><small>{job}</small><small>{ways}</small></span>
            <a class="button button--small" href=to aria-label=label>{t(k::DEPARTMENTS_CHANGE)}</a></li>
    }
}

/// One of one's people, or a new one.
#[component]
fn MemberForm(production: ProductionId, member: Option<Member>) -> impl IntoView {
    let (save, remove) = (Act::of::<SaveMember>(), Act::of::<RemoveMember>());
    let title = member.as_ref().map_or(t(k::DEPARTMENTS_ADD).to_owned(), |m| m.name.clone());
    let id = member.as_ref().map(|m| m.id.to_string()).unwrap_or_default();
    let version = member.as_ref().map_or(0, |m| m.version).to_string();
    let head = member.as_ref().is_some_and(|m| m.role == Role::DepartmentHead);
    let get = |f: fn(&Member) -> &String| member.as_ref().map(f).cloned().unwrap_or_default();
    let (name, position, phone, email) = (get(|m| &m.name), get(|m| &m.position), get(|m| &m.phone), get(|m| &m.email));
    let roles = if head { vec![Role::DepartmentHead] } else { vec![Role::Crew, Role::DeputyHead] };
    let role = member.as_ref().map_or(Role::Crew, |m| m.role);
    let language = member.as_ref().map_or(lang().tag().to_owned(), |m| m.language.clone());
    let languages = crate::text::Lang::ALL.map(|l| (l.tag(), l.own_name()));
    let pre_call = member.as_ref().map_or(0, |m| m.pre_call).to_string();
    let gone = (member.is_some() && !head).then(|| {
        let (id, version) = (id.clone(), version.clone());
        view! {
            <Form action=remove key=format!("remove{id}")>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="person" value=id/>
                <input type="hidden" name="version" value=version/>
                <button class="button button--danger">{t(k::DEPARTMENTS_REMOVE)}</button>
            </Form>
        }
    });
    view! {
        <section class="card"><div class="card__head"><h2>{title}</h2></div><div class="card__body stack">
            <Form action=save key=format!("{id}.{version}") class="form">
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="person" value=id.clone()/>
                <input type="hidden" name="version" value=version.clone()/>
                <div class="fields fields--text">
                    <Field name="name" label=t(k::PEOPLE_NAME) value=name required=true autocomplete="off"/>
                    <Pick name="role" label=t(k::PEOPLE_ROLE) value=role.key() choices=options(roles.into_iter().map(|r| (r.key(), t(role_name(r)))))/>
                    <Field name="position" label=t(k::PEOPLE_POSITION) value=position autocomplete="off"/>
                    <Field name="phone" label=t(k::PEOPLE_PHONE) value=phone kind="tel" autocomplete="off"/>
                    <Field name="email" label=t(k::PEOPLE_EMAIL) value=email kind="email" autocomplete="off"/>
                    <Pick name="language" label=t(k::PEOPLE_LANGUAGE) value=language choices=options(languages)/>
                    <Field name="pre_call" label=t(k::PEOPLE_PRE_CALL) value=pre_call kind="number"/>
                </div>
                <div class="form__actions">
                    <button class="button button--primary">{t(k::PEOPLE_SAVE)}</button>
                    <a class="button" href=routes::production(production, "department")>{t(k::DEPARTMENTS_CLOSE)}</a>
                </div>
            </Form>
            {gone}
        </div></section>
    }
    .into_any()
}

#[component]
fn Propose(production: ProductionId, people: Vec<Member>, days: Vec<Ahead>) -> impl IntoView {
    let action = Act::of::<ProposeCall>();
    if days.is_empty() || people.is_empty() {
        return ().into_any();
    }
    let days = days.into_iter().map(|d| {
        let day = words::date_short(d.date, lang());
        let call = words::time(d.unit_call, d.date, lang());
        (d.id.to_string(), tf(k::DEPARTMENTS_DAY, &[("label", &d.label), ("day", &day), ("call", &call)]))
    });
    let people = people.into_iter().map(|m| (m.id.to_string(), m.name));
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::DEPARTMENTS_PROPOSE)}</h2></div><div class="card__body">
            <Form action=action class="form">
                <input type="hidden" name="production" value=production.to_string()/>
                <Pick name="day" label=t(k::DEPARTMENTS_FOR_DAY) choices=options(days)/>
                <Pick name="person" label=t(k::DEPARTMENTS_FOR) choices=options(people)/>
                <Field name="time" label=t(k::CALLSHEETS_TIME) hint=t(k::CALLSHEETS_TIME_HINT) required=true autocomplete="off"/>
                <Field name="note" label=t(k::DEPARTMENTS_WHY) hint=t(k::DEPARTMENTS_WHY_HINT) required=true autocomplete="off"/>
                <div class="form__actions"><button class="button button--primary">{t(k::DEPARTMENTS_PROPOSE_DO)}</button></div>
            </Form>
        </div></section>
    }
    .into_any()
}

#[component]
fn Proposed(all: Vec<Proposal>) -> impl IntoView {
    if all.is_empty() {
        return ().into_any();
    }
    let lines = all
        .into_iter()
        .map(|p| {
            let what = format!("{} · {}", p.name, words::time(p.call, p.date, lang()));
            let day = tf(k::DEPARTMENTS_ON, &[("label", &p.label), ("day", &words::date_short(p.date, lang()))]);
            let (tone, word) = match p.state.as_str() {
                "taken" => (Tone::Good, k::DEPARTMENTS_TAKEN),
                "left" => (Tone::Plain, k::DEPARTMENTS_LEFT),
                _ => (Tone::Warn, k::DEPARTMENTS_OPEN),
            };
            view! { <li class="setline"><span><b class="strong">{what}</b><small>{day}" · "{p.note}</small></span><Badge tone=tone text=t(word)/></li> }
        })
        .collect_view();
    view! { <section class="card"><div class="card__head"><h2>{t(k::DEPARTMENTS_PROPOSED)}</h2></div><ul class="lines">{lines}</ul></section> }
        .into_any()
}
