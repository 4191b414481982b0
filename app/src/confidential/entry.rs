//! Forms that take a detail: from the person, or from the office for them.
use super::{
    api::{EnterAddress, EnterKin, SaveOwnAddress, SaveOwnKin, SaveOwnMedical},
    model::{Kin, Kind},
};
use crate::{
    text::{k, t},
    ui::{Act, Field, Form, TextArea},
    values::{PersonId, ProductionId},
};
use leptos::prelude::*;

/// A card about one detail, with who sees it.
#[component]
pub(super) fn DetailCard(
    /// Which.
    kind: Kind,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card"><div class="card__head"><h2>{t(kind.name())}</h2></div><div class="card__body stack">
            <p class="muted">{t(kind.readers())}</p>
            {children()}
        </div></section>
    }
    .into_any()
}

/// One's own medical notes.
#[component]
pub(super) fn MedicalForm(production: ProductionId, text: String, seen: i64) -> impl IntoView {
    let action = Act::of::<SaveOwnMedical>();
    view! {
        <DetailCard kind=Kind::Medical>
            <Form action=action class="form" label=t(k::CONFIDENTIAL_MEDICAL)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="seen" value=seen.to_string()/>
                <TextArea name="text" label=t(k::CONFIDENTIAL_MEDICAL_TEXT) value=text rows=5 hint=t(k::CONFIDENTIAL_MEDICAL_HINT)/>
                <div class="form__actions"><button class="button button--primary">{t(k::CONFIDENTIAL_SAVE)}</button></div>
            </Form>
        </DetailCard>
    }
}

/// One's own next of kin.
#[component]
pub(super) fn KinForm(production: ProductionId, kin: Kin, seen: i64) -> impl IntoView {
    let action = Act::of::<SaveOwnKin>();
    view! {
        <DetailCard kind=Kind::Kin>
            <Form action=action class="form" label=t(k::CONFIDENTIAL_KIN)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="seen" value=seen.to_string()/>
                <KinFields kin=kin/>
                <div class="form__actions"><button class="button button--primary">{t(k::CONFIDENTIAL_SAVE)}</button></div>
            </Form>
        </DetailCard>
    }
}

/// One's own home address.
#[component]
pub(super) fn AddressForm(production: ProductionId, address: String, seen: i64) -> impl IntoView {
    let action = Act::of::<SaveOwnAddress>();
    view! {
        <DetailCard kind=Kind::Address>
            <Form action=action class="form" label=t(k::CONFIDENTIAL_ADDRESS)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="seen" value=seen.to_string()/>
                <TextArea name="address" label=t(k::CONFIDENTIAL_ADDRESS_TEXT) value=address rows=3/>
                <div class="form__actions"><button class="button button--primary">{t(k::CONFIDENTIAL_SAVE)}</button></div>
            </Form>
        </DetailCard>
    }
}

#[component]
fn KinFields(kin: Kin) -> impl IntoView {
    view! {
        <div class="fields fields--text">
            <Field name="name" label=t(k::PEOPLE_NAME) value=kin.name autocomplete="off"/>
            <Field name="phone" label=t(k::PEOPLE_PHONE) value=kin.phone kind="tel" autocomplete="off"/>
            <Field name="relation" label=t(k::CONFIDENTIAL_RELATION) value=kin.relation hint=t(k::CONFIDENTIAL_RELATION_HINT) autocomplete="off"/>
        </div>
    }
}

/// Next of kin, entered by the office; what is there is not shown.
#[component]
pub(super) fn EnterKinForm(production: ProductionId, person: PersonId) -> impl IntoView {
    let action = Act::of::<EnterKin>();
    view! {
        <div class="stack"><h3>{t(k::CONFIDENTIAL_ENTER_KIN)}</h3>
            <p class="muted">{t(k::CONFIDENTIAL_ENTER_HINT)}</p>
            <Form action=action class="form" label=t(k::CONFIDENTIAL_ENTER_KIN)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="person" value=person.to_string()/>
                <KinFields kin=Kin::default()/>
                <div class="form__actions"><button class="button">{t(k::CONFIDENTIAL_SAVE)}</button></div>
            </Form>
        </div>
    }
}

/// A home address, entered by the office.
#[component]
pub(super) fn EnterAddressForm(production: ProductionId, person: PersonId) -> impl IntoView {
    let action = Act::of::<EnterAddress>();
    view! {
        <div class="stack"><h3>{t(k::CONFIDENTIAL_ENTER_ADDRESS)}</h3>
            <p class="muted">{t(k::CONFIDENTIAL_ENTER_HINT)}</p>
            <Form action=action class="form" label=t(k::CONFIDENTIAL_ENTER_ADDRESS)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="person" value=person.to_string()/>
                <TextArea name="address" label=t(k::CONFIDENTIAL_ADDRESS_TEXT) rows=3/>
                <div class="form__actions"><button class="button">{t(k::CONFIDENTIAL_SAVE)}</button></div>
            </Form>
        </div>
    }
}
