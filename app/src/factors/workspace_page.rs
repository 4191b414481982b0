//! Whom a company asks for a second factor. It can ask more people than must have one, never fewer.
use super::{
    api::{SecureWorkspace, load_security},
    model::Security,
};
use crate::{
    text::{k, t},
    ui::{Act, Check, Form, Page, Transition, show, use_data, use_params_map, use_refresh},
    values::WorkspaceId,
};
use leptos::prelude::*;

/// One question.
#[component]
pub fn SecurityPage() -> impl IntoView {
    let (params, refresh, action) = (use_params_map(), use_refresh(), Act::of::<SecureWorkspace>());
    let workspace =
        move || params.read().get("workspace").and_then(|w| w.parse::<WorkspaceId>().ok()).unwrap_or_default();
    let data = use_data(move || (workspace(), refresh.0.get()), |(w, _)| load_security(w));
    view! {
        <Transition>{move || { let id = workspace().to_string(); Suspend::new(async move { show(data.await, move |Security { name, everybody }| view! {
            <crate::productions::Top name=name>
                <Page title=t(k::FACTORS_SECURITY)>
                    <p>{t(k::FACTORS_SECURITY_ABOUT)}</p>
                    <Form action=action class="form">
                        <input type="hidden" name="workspace" value=id/>
                        <Check name="all" label=t(k::FACTORS_SECURITY_ALL) checked=everybody/>
                        <div class="form__actions"><button class="button button--primary">{t(k::ACCOUNTS_NAME_SAVE)}</button></div>
                    </Form>
                </Page>
            </crate::productions::Top>
        }) }) }}</Transition>
    }
    .into_any()
}
