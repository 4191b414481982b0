//! The contacts: whom this reader may ring. Cut by the query; the page only orders what it is given.
use super::{
    api::load_contacts,
    model::{Contact, Section, by_department, found},
    page::{Filter, Phone, question, role_name},
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, t},
    ui::{Empty, Page, Transition, show, use_data, use_refresh},
};
use leptos::prelude::*;

/// The people the viewer may know of, key contacts first.
#[component]
pub fn ContactsPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let question = question();
    let heads = use_production().may("people.department");
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_contacts(id));
    view! {
        <Page title=t(k::PEOPLE_CONTACTS) actions=move || view! {
            {heads.then(|| view! { <a class="button" href=routes::production(id(), "department")>{t(k::DEPARTMENTS_TITLE)}</a> })}
            <a class="button" href=routes::production(id(), "contacts.vcf") rel="external" download="">{t(k::PEOPLE_VCARD)}</a>
        }>
            <Transition>{move || Suspend::new(async move { show(data.await, move |all: Vec<Contact>| {
                let none = all.is_empty();
                let of = |section: Section| -> Vec<Contact> { all.iter().filter(|c| c.section == section).cloned().collect() };
                let mine: Vec<Contact> = all.iter().filter(|c| matches!(c.section, Section::Own | Section::All)).cloned().collect();
                let groups = by_department(mine, |c| &c.department).into_iter().map(|(name, rows)| {
                    let name = if name.is_empty() { t(k::PEOPLE_NO_DEPARTMENT).to_owned() } else { name };
                    view! { <Group heading=name rows=rows question=question/> }
                }).collect_view();
                view! {
                    {none.then(|| view! { <Empty title=t(k::PEOPLE_CONTACTS_NONE) hint=t(k::PEOPLE_CONTACTS_NONE_HINT)/> })}
                    {(!none).then(|| view! { <Filter question=question label=t(k::PEOPLE_FIND)/> })}
                    <div class="stack">
                        <Group heading=t(k::PEOPLE_KEY_CONTACTS) rows=of(Section::Key) question=question/>
                        {groups}
                        <Group heading=t(k::PEOPLE_HEADS) rows=of(Section::Head) question=question/>
                        <Group heading=t(k::PEOPLE_PICKUPS) rows=of(Section::Pickup) question=question/>
                    </div>
                }
            }) })}</Transition>
        </Page>
    }
}

/// People under one heading; nothing if there are none.
#[component]
fn Group(#[prop(into)] heading: String, rows: Vec<Contact>, question: RwSignal<String>) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let lines: Vec<String> = rows.iter().map(line).collect();
    let hidden = move || question.with(|q| !lines.iter().any(|line| found(line, q)));
    view! {
        <section class="card" hidden=hidden>
            <div class="card__head"><h2>{heading}</h2></div>
            <ul class="lines">{rows.into_iter().map(|c| view! { <ContactLine contact=c question=question/> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// What a line is found by, in small letters.
fn line(c: &Contact) -> String {
    format!("{} {} {} {}", c.name, c.department, c.position, c.phone).to_lowercase()
}

#[component]
fn ContactLine(contact: Contact, question: RwSignal<String>) -> impl IntoView {
    let line = line(&contact);
    let hidden = move || question.with(|q| !found(&line, q));
    let job =
        if contact.position.is_empty() { t(role_name(contact.role)).to_owned() } else { contact.position.clone() };
    let beside = match contact.section {
        Section::Head if !contact.department.is_empty() => format!("{} · {job}", contact.department),
        _ => job,
    };
    view! {
        <li class="contact" hidden=hidden>
            <span><b class="strong">{contact.name}</b><small>{beside}</small>
                {contact.pickup.map(|place| view! { <small>{t(k::PEOPLE_PICKUP_PLACE)}": "{place}</small> })}</span>
            <span class="contact__ways"><Phone number=contact.phone/>
                {contact.email.filter(|e| !e.is_empty()).map(|e| view! { <a href=format!("mailto:{e}")>{e.clone()}</a> })}</span>
        </li>
    }
}
