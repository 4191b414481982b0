//! The button behind glass: what it does is said before it is pressed.
use super::{api::OpenConfidential, model::Kind};
use crate::{
    text::{Text, k, t, tf},
    ui::{Act, Field, Form, Notice, Tone},
    values::{PersonId, ProductionId},
};
use leptos::prelude::*;

fn button(kind: Kind) -> Text {
    match kind {
        Kind::Medical => k::CONFIDENTIAL_BREAK_MEDICAL,
        Kind::Kin => k::CONFIDENTIAL_BREAK_KIN,
        Kind::Address => k::CONFIDENTIAL_BREAK_ADDRESS,
    }
}

/// Shows a detail in an emergency.
#[component]
pub(super) fn Emergency(
    /// Of which production.
    production: ProductionId,
    /// Whose detail.
    person: PersonId,
    /// Their name.
    name: String,
    /// Which detail.
    kind: Kind,
    /// A mail tells them.
    reachable: bool,
) -> impl IntoView {
    let action = Act::of::<OpenConfidential>();
    let told = if reachable { k::CONFIDENTIAL_BREAK_TOLD } else { k::CONFIDENTIAL_BREAK_UNTOLD };
    view! {
        <Notice tone=Tone::Warn><p>{t(k::CONFIDENTIAL_BREAK_LOGGED)}" "{tf(told, &[("name", &name)])}</p></Notice>
        <Form action=action class="form" key=kind.key() label=t(button(kind))>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="person" value=person.to_string()/>
            <input type="hidden" name="kind" value=kind.key()/>
            <Field name="reason" label=t(k::CONFIDENTIAL_BREAK_REASON) hint=t(k::CONFIDENTIAL_BREAK_REASON_HINT) required=true autocomplete="off"/>
            <div class="form__actions"><button class="button button--danger">{t(button(kind))}</button></div>
        </Form>
    }
    .into_any()
}
