//! One person: what the office knows of them, invitation, removal.
use super::{
    api::{ChangePerson, InvitePerson, RemovePerson, load_person},
    model::{Person, PersonFile},
    page::{Departments, Phone, role_name},
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, t, tf},
    ui::{
        Act, Badge, Field, Form, Notice, Page, Pick, TextArea, Tone, Transition, languages, options, show, use_data,
        use_params_map, use_refresh,
    },
    values::{PersonId, ProductionId, Role},
};
use leptos::prelude::*;

/// A person's page, for the office.
#[component]
pub fn PersonPage() -> impl IntoView {
    let id = production_id();
    let head = use_production();
    let params = use_params_map();
    let person = move || params.read().get("person").and_then(|p| p.parse::<PersonId>().ok()).unwrap_or_default();
    let refresh = use_refresh();
    let data = use_data(move || (id(), person(), refresh.0.get()), |(id, person, _)| load_person(id, person));
    let (may_edit, may_invite) = (head.may("people.edit"), head.may("people.invite"));
    let may_see = head.may("permissions.view");
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |file: PersonFile| {
            let p = file.person.clone();
            let editable = may_edit && !p.removed;
            view! {
                <Page title=p.name.clone()>
                    <ol class="crumbs"><li><a href=routes::production(id(), "people")>{t(k::PEOPLE_TITLE)}</a></li><li>{p.department.clone()}</li></ol>
                    <States person=p.clone()/>
                    {editable.then(|| view! { <Details production=id() file=file.clone()/> })}
                    <div class="row">
                        {(may_see && !p.removed).then(|| view! { <a class="button" href=routes::access(id(), p.id)>{t(k::PERMISSIONS_LINK)}</a> })}
                        {(!p.removed).then(|| view! { <a class="button" href=routes::confidential(id(), p.id)>{t(k::CONFIDENTIAL_TITLE)}</a> })}
                        {(may_invite && !p.removed && !p.signed_in).then(|| view! { <Invite production=id() person=p.clone() until=file.invited_until.clone()/> })}
                        {editable.then(|| view! { <Remove production=id() person=p.clone()/> })}
                    </div>
                </Page>
            }
        }) })}</Transition>
    }
}

/// How they are reached, in a line.
#[component]
fn States(person: Person) -> impl IntoView {
    view! {
        {person.removed.then(|| view! { <Notice tone=Tone::Warn><p>{t(k::PEOPLE_IS_REMOVED)}</p></Notice> })}
        <p class="row">
            <span>{t(role_name(person.role))}</span>
            <Phone number=person.phone.clone()/>
            {if person.email.is_empty() {
                view! { <Badge tone=Tone::Warn text=t(k::PEOPLE_UNREACHABLE)/> }.into_any()
            } else {
                view! { <a href=format!("mailto:{}", person.email)>{person.email.clone()}</a> }.into_any()
            }}
            {person.signed_in.then(|| view! { <Badge tone=Tone::Good text=t(k::PEOPLE_HAS_ACCOUNT)/> })}
        </p>
    }
}

#[component]
fn Details(production: ProductionId, file: PersonFile) -> impl IntoView {
    let action = Act::of::<ChangePerson>();
    let p = file.person.clone();
    let departments = file.departments.clone();
    let days_off = file.days_off.join("\n");
    let roles = options(Role::ALL.iter().map(|r| (r.key(), t(role_name(*r)))));
    view! {
        <Form action=action class="form">
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="person" value=p.id.to_string()/>
            <input type="hidden" name="version" value=p.version.to_string()/>
            <div class="fields fields--text">
                <Field name="name" label=t(k::PEOPLE_NAME) value=p.name.clone() required=true autocomplete="off"/>
                <Pick name="role" label=t(k::PEOPLE_ROLE) value=p.role.key() choices=roles hint=t(k::PEOPLE_ROLE_HINT)/>
                <Field name="department" label=t(k::PEOPLE_DEPARTMENT) value=p.department.clone() list="departments" autocomplete="off"/>
                <Field name="position" label=t(k::PEOPLE_POSITION) value=p.position.clone() autocomplete="off"/>
                <Field name="phone" label=t(k::PEOPLE_PHONE) value=p.phone.clone() kind="tel" autocomplete="off"/>
                <Field name="email" label=t(k::PEOPLE_EMAIL) value=p.email.clone() kind="email" hint=t(k::PEOPLE_EMAIL_HINT) autocomplete="off"/>
                <Pick name="language" label=t(k::PEOPLE_LANGUAGE) value=p.language.clone() choices=languages()/>
            </div>
            {(p.role == Role::Cast).then(|| view! { <PartFields file=file/> })}
            <Times person=p/>
            <TextArea name="days_off" label=t(k::PEOPLE_DAYS_OFF) value=days_off rows=4 hint=t(k::PEOPLE_DAYS_OFF_HINT)/>
            <div class="form__actions"><button class="button button--primary">{t(k::PEOPLE_SAVE)}</button></div>
        </Form>
        <Departments names=departments/>
    }
}

/// Which part an actor plays: one without an artist, or a new one.
#[component]
fn PartFields(file: PersonFile) -> impl IntoView {
    let choices =
        std::iter::once((String::new(), t(k::PEOPLE_NO_PART).to_owned())).chain(file.parts.into_iter().map(|c| {
            let number = c.number.map(|n| format!("{n} ")).unwrap_or_default();
            (c.id.to_string(), format!("{number}{}", c.name))
        }));
    let now = file.person.character_id.map(|c| c.to_string()).unwrap_or_default();
    view! {
        <fieldset class="fieldset">
            <legend>{t(k::PEOPLE_PART)}</legend>
            <div class="fields fields--text">
                <Pick name="character" label=t(k::PEOPLE_PART_PICK) value=now choices=options(choices)/>
                <Field name="new_character" label=t(k::PEOPLE_PART_NEW) hint=t(k::PEOPLE_PART_NEW_HINT) autocomplete="off"/>
                <Field name="cast_number" label=t(k::PEOPLE_NUMBER) hint=t(k::PEOPLE_NUMBER_HINT) autocomplete="off"/>
            </div>
        </fieldset>
    }
}

/// What a call is worked out from, and where they are picked up.
#[component]
fn Times(person: Person) -> impl IntoView {
    view! {
        <fieldset class="fieldset">
            <legend>{t(k::PEOPLE_TIMES)}</legend>
            <p class="field__hint">{t(k::PEOPLE_TIMES_HINT)}</p>
            <div class="fields">
                <Field name="pre_call" label=t(k::PEOPLE_PRE_CALL) value=person.pre_call_minutes.to_string() kind="number"/>
                <Field name="travel" label=t(k::PEOPLE_TRAVEL) value=person.travel_minutes.to_string() kind="number"/>
                <Field name="makeup" label=t(k::PEOPLE_MAKEUP) value=person.makeup_minutes.to_string() kind="number"/>
                <Field name="wardrobe" label=t(k::PEOPLE_WARDROBE) value=person.wardrobe_minutes.to_string() kind="number"/>
                <Field name="pickup_place" label=t(k::PEOPLE_PICKUP_PLACE) value=person.pickup_place hint=t(k::PEOPLE_PICKUP_HINT) autocomplete="off"/>
            </div>
        </fieldset>
    }
}

#[component]
fn Invite(production: ProductionId, person: Person, until: Option<String>) -> impl IntoView {
    let action = Act::of::<InvitePerson>();
    if person.email.is_empty() {
        return view! { <p class="muted">{t(k::PEOPLE_INVITE_NO_MAIL)}</p> }.into_any();
    }
    let label = if until.is_some() { t(k::PEOPLE_INVITE_AGAIN) } else { t(k::PEOPLE_INVITE) };
    view! {
        <Form action=action>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="person" value=person.id.to_string()/>
            <button class="button">{label}</button>
            {until.map(|day| view! { <p class="muted">{tf(k::PEOPLE_INVITED_UNTIL, &[("day", &day)])}</p> })}
        </Form>
    }
    .into_any()
}

#[component]
fn Remove(production: ProductionId, person: Person) -> impl IntoView {
    let action = Act::of::<RemovePerson>();
    view! {
        <Form action=action>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="person" value=person.id.to_string()/>
            <input type="hidden" name="version" value=person.version.to_string()/>
            <button class="button button--danger">{t(k::PEOPLE_REMOVE)}</button>
        </Form>
    }
}
