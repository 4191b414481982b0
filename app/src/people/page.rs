//! The list of people: all of it for the office, the contacts for everyone else.
use super::{
    api::{AddPerson, RestorePerson, load_people},
    cast::CastList,
    contacts::ContactsPage,
    model::{People, PersonRow, by_department, found, tel},
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{Text, k, t, tf},
    ui::{
        Act, Badge, Empty, Field, Form, Icon, Notice, Page, Tone, Transition, show, use_data, use_query_map,
        use_refresh,
    },
    values::{ProductionId, Role},
};
use leptos::{ev::SubmitEvent, html, prelude::*, wasm_bindgen::JsCast, web_sys};

/// A role in words.
pub fn role_name(role: Role) -> Text {
    Text::by_key(&format!("people_role_{}", role.key())).unwrap_or(k::ERROR_TITLE)
}

/// People: who may see all of them gets the full list, everyone else the contacts.
#[component]
pub fn PeoplePage() -> impl IntoView {
    if use_production().may("people.view") {
        view! { <OfficePage/> }.into_any()
    } else {
        view! { <ContactsPage/> }.into_any()
    }
}

#[component]
fn OfficePage() -> impl IntoView {
    let id = production_id();
    let may_edit = use_production().may("people.edit");
    let refresh = use_refresh();
    let question = question();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_people(id));
    let may_invite = use_production().may("people.invite");
    let import = move || {
        let to = |below: &str| routes::production(id(), below);
        view! {
            {may_invite.then(|| view! { <a class="button" href=to("people/invite")>{t(k::PEOPLE_INVITE_MANY)}</a> })}
            <a class="button" href=to("contacts.vcf") rel="external" download="">{t(k::PEOPLE_VCARD)}</a>
            {may_edit.then(|| view! { <a class="button" href=to("people/import")>{t(k::PEOPLE_IMPORT)}</a> })}
        }
    };
    view! {
        <Page title=t(k::PEOPLE_TITLE) actions=import>
            <Imported/>
            <Transition>{move || Suspend::new(async move { show(data.await, move |people: People| {
                let People { people, characters } = people;
                let (gone, here): (Vec<_>, Vec<_>) = people.into_iter().partition(|p| p.removed);
                let groups = by_department(here, |p| &p.department);
                let departments: Vec<String> = groups.iter().map(|(name, _)| name.clone()).filter(|n| !n.is_empty()).collect();
                let count: usize = groups.iter().map(|(_, rows)| rows.len()).sum();
                view! {
                    <JustRemoved production=id() gone=gone.clone()/>
                    {may_edit.then(|| view! { <QuickAdd production=id() departments=departments.clone()/> })}
                    <Filter question=question label=t(k::PEOPLE_FIND)/>
                    <p class="muted">{tf(k::PEOPLE_COUNT, &[("n", &count.to_string()), ("departments", &departments.len().to_string())])}</p>
                    {(count == 0).then(|| view! { <Empty title=t(k::PEOPLE_NONE) hint=t(k::PEOPLE_NONE_HINT)/> })}
                    <PeopleTable production=id() groups=groups question=question/>
                    <CastList production=id() characters=characters may_edit=may_edit/>
                    <Removed production=id() gone=gone may_edit=may_edit/>
                }
            }) })}</Transition>
        </Page>
    }
}

/// What is looked for: from the address at first, then from the field.
pub(super) fn question() -> RwSignal<String> {
    RwSignal::new(use_query_map().read_untracked().get("q").unwrap_or_default())
}

/// Finds lines in the list; a plain GET form, so that it works without scripts too.
#[component]
pub(super) fn Filter(
    /// What is looked for.
    question: RwSignal<String>,
    /// What may be typed.
    label: &'static str,
) -> impl IntoView {
    let typed = move |event| question.set(event_target_value(&event));
    view! {
        <form class="filters" role="search" method="get" on:submit=move |e: SubmitEvent| e.prevent_default()>
            <label class="search"><span class="sr">{label}</span>
                <Icon name="search"/>
                <input class="input" type="search" name="q" placeholder=label value=question.get_untracked() on:input=typed/>
            </label>
        </form>
    }
}

/// Says what an import did.
#[component]
fn Imported() -> impl IntoView {
    let query = use_query_map();
    let number = move |name| query.read().get(name).and_then(|n| n.parse::<u32>().ok()).map(|n| n.to_string());
    move || {
        number("added").map(|added| {
            let skipped = number("skipped").unwrap_or_default();
            view! { <Notice tone=Tone::Good><p role="status">{tf(k::PEOPLE_IMPORTED, &[("n", &added), ("skipped", &skipped)])}</p></Notice> }
        })
    }
}

/// Says who was just taken out, and offers to take that back.
#[component]
fn JustRemoved(production: ProductionId, gone: Vec<PersonRow>) -> impl IntoView {
    let query = use_query_map();
    move || {
        let id = query.read().get("removed").unwrap_or_default();
        gone.iter().find(|p| p.id.to_string() == id).cloned().map(|p| {
            view! {
                <Notice tone=Tone::Info>
                    <p role="status">{tf(k::PEOPLE_REMOVED_SAID, &[("name", &p.name)])}</p>
                    <Restore production=production person=p key="undo" label=t(k::PEOPLE_UNDO)/>
                </Notice>
            }
        })
    }
}

/// Name, department, telephone: enough to have someone on the list within half a minute.
#[component]
fn QuickAdd(production: ProductionId, departments: Vec<String>) -> impl IntoView {
    let action = Act::of::<AddPerson>();
    let holder = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if matches!(action.answer().get(), Some(Ok(_))) {
            first_field(holder);
        }
    });
    view! {
        <section class="quick" node_ref=holder aria-label=t(k::PEOPLE_ADD_TITLE)>
            <Form action=action class="quick__form">
                <input type="hidden" name="production" value=production.to_string()/>
                <Field name="name" label=t(k::PEOPLE_NAME) required=true autocomplete="off"/>
                <Field name="department" label=t(k::PEOPLE_DEPARTMENT) list="departments" autocomplete="off"/>
                <Field name="phone" label=t(k::PEOPLE_PHONE) kind="tel" autocomplete="off"/>
                <button class="button button--primary">{t(k::PEOPLE_ADD)}</button>
            </Form>
            <Departments names=departments/>
        </section>
    }
}

/// Ready for the next one.
fn first_field(holder: NodeRef<html::Section>) {
    let Some(section) = holder.get_untracked() else { return };
    if let Ok(Some(first)) = section.query_selector("input:not([type=hidden])") {
        let _ = first.unchecked_ref::<web_sys::HtmlElement>().focus();
    }
}

/// Departments to choose from; any other may be typed.
#[component]
pub(super) fn Departments(names: Vec<String>) -> impl IntoView {
    view! { <datalist id="departments">{names.into_iter().map(|n| view! { <option value=n></option> }).collect_view()}</datalist> }
}

#[component]
fn PeopleTable(
    production: ProductionId,
    groups: Vec<(String, Vec<PersonRow>)>,
    question: RwSignal<String>,
) -> impl IntoView {
    let body = groups.into_iter().map(|(name, rows)| {
        let lines: Vec<String> = rows.iter().map(|p| line(&name, p)).collect();
        let hidden = move || question.with(|q| !lines.iter().any(|line| found(line, q)));
        let heading = if name.is_empty() { t(k::PEOPLE_NO_DEPARTMENT).to_owned() } else { name.clone() };
        let count = rows.len().to_string();
        view! {
            <tr class="group-row" hidden=hidden><th colspan="4" scope="rowgroup">{heading}" "<span class="faint">{count}</span></th></tr>
            {rows.into_iter().map(|p| view! { <PersonLine production=production line=line(&name, &p) person=p question=question/> }).collect_view()}
        }
    }).collect_view();
    view! {
        <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::PEOPLE_TITLE)>
            <table class="table table--fold">
                <caption class="sr">{t(k::PEOPLE_CAPTION)}</caption>
                <thead><tr><th>{t(k::PEOPLE_NAME)}</th><th>{t(k::PEOPLE_POSITION)}</th><th>{t(k::PEOPLE_PHONE)}</th><th>{t(k::PEOPLE_REACH)}</th></tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

/// What a line is found by, in small letters.
fn line(department: &str, p: &PersonRow) -> String {
    let number = p.number.map(|n| n.to_string()).unwrap_or_default();
    format!(
        "{} {department} {} {} {} {} {number}",
        p.name,
        p.position,
        p.phone,
        p.email,
        p.part.as_deref().unwrap_or_default()
    )
    .to_lowercase()
}

#[component]
fn PersonLine(production: ProductionId, person: PersonRow, line: String, question: RwSignal<String>) -> impl IntoView {
    let hidden = move || question.with(|q| !found(&line, q));
    let part = person.part.clone().map(|part| {
        view! {
            {person.number.map(|n| view! { <span class="castno">{n.to_string()}</span>" " })}{part}
        }
    });
    let job = if person.position.is_empty() && person.part.is_none() {
        t(role_name(person.role)).to_owned()
    } else {
        person.position.clone()
    };
    let gap = (person.part.is_some() && !job.is_empty()).then_some(" · ");
    let mail = if person.email.is_empty() {
        view! { <Badge tone=Tone::Warn text=t(k::PEOPLE_NO_MAIL)/> }.into_any()
    } else {
        view! { <a href=format!("mailto:{}", person.email)>{person.email.clone()}</a> }.into_any()
    };
    let account = match (person.signed_in, person.invited) {
        (true, _) => Some(view! { <Badge tone=Tone::Good text=t(k::PEOPLE_HAS_ACCOUNT)/> }),
        (false, true) => Some(view! { <Badge tone=Tone::Info text=t(k::PEOPLE_INVITED)/> }),
        (false, false) => None,
    };
    view! {
        <tr hidden=hidden>
            <th scope="row"><a class="row-link" href=routes::person(production, person.id)>{person.name}</a></th>
            <td class="minor">{part}{gap}{job}</td>
            <td class="nowrap"><Phone number=person.phone/></td>
            <td><span class="reach">{mail}{account}</span></td>
        </tr>
    }
}

/// A telephone number that can be tapped; shown as it was typed.
#[component]
pub(crate) fn Phone(number: String) -> impl IntoView {
    (!number.is_empty()).then(|| view! { <a href=format!("tel:{}", tel(&number))>{number.clone()}</a> })
}

/// Everyone who was taken out, each with the way back.
#[component]
fn Removed(production: ProductionId, gone: Vec<PersonRow>, may_edit: bool) -> impl IntoView {
    (!gone.is_empty()).then(|| view! {
        <details class="gone">
            <summary>{tf(k::PEOPLE_REMOVED, &[("n", &gone.len().to_string())])}</summary>
            <ul class="lines">
                {gone.into_iter().map(|p| view! {
                    <li class="gone__line"><span><b class="strong">{p.name.clone()}</b><small>{p.department.clone()}</small></span>
                        {may_edit.then(|| view! { <Restore production=production key=p.id.to_string() person=p.clone() label=t(k::PEOPLE_RESTORE)/> })}
                    </li>
                }).collect_view()}
            </ul>
        </details>
    })
}

#[component]
fn Restore(
    production: ProductionId,
    person: PersonRow,
    #[prop(into)] key: String,
    label: &'static str,
) -> impl IntoView {
    let action = Act::of::<RestorePerson>();
    view! {
        <Form action=action key=key label=tf(k::PEOPLE_RESTORE_WHOM, &[("name", &person.name)])>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="person" value=person.id.to_string()/>
            <input type="hidden" name="version" value=person.version.to_string()/>
            <button class="button button--small">{label}</button>
        </Form>
    }
}
