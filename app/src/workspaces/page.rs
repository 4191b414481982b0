//! The mails of a workspace: what is to go out, what went, what was refused. Links are masked.
use super::api::{MailLine, Mails, RetryMail, list_mails};
use crate::{
    text::{k, t, tf},
    ui::{Act, Badge, Empty, Form, Notice, Page, Suspense, Tone, show, use_data, use_params_map, use_refresh},
    values::WorkspaceId,
};
use leptos::prelude::*;

/// All mails with their state.
#[component]
pub fn MailsPage() -> impl IntoView {
    let params = use_params_map();
    let refresh = use_refresh();
    let workspace =
        move || params.read().get("workspace").and_then(|w| w.parse::<WorkspaceId>().ok()).unwrap_or_default();
    let data = use_data(move || (workspace(), refresh.0.get()), |(w, _)| list_mails(w));
    let retry = Act::of::<RetryMail>();
    view! {
        <Suspense>{move || { let workspace = workspace(); Suspend::new(async move { show(data.await, move |Mails { can_send, mails }| view! {
            <crate::productions::Top name=""><Page title=t(k::WORKSPACES_MAILS)>
                {(!can_send).then(|| view! { <Notice tone=Tone::Warn><p>{t(k::WORKSPACES_NOT_SENT)}</p></Notice> })}
                {if mails.is_empty() {
                    view! { <Empty title=t(k::WORKSPACES_NO_MAILS) hint=t(k::WORKSPACES_NO_MAILS_HINT)/> }.into_any()
                } else {
                    view! { <MailTable mails=mails workspace=workspace retry=retry/> }.into_any()
                }}
            </Page></crate::productions::Top>
        }) }) }}</Suspense>
    }
    .into_any()
}

#[component]
fn MailTable(mails: Vec<MailLine>, workspace: WorkspaceId, retry: Act) -> impl IntoView {
    let rows = mails
        .into_iter()
        .map(|mail| {
            let (tone, word) = match mail.state.as_str() {
                "sent" => (Tone::Good, k::WORKSPACES_SENT),
                "failed" => (Tone::Bad, k::WORKSPACES_FAILED),
                _ => (Tone::Plain, k::WORKSPACES_QUEUED),
            };
            view! {
                <tr>
                    <td>{mail.recipient}</td>
                    <td>{mail.subject}<div class="muted">{t(k::WORKSPACES_MASKED)}</div></td>
                    <td><Badge tone=tone text=t(word)/><div class="muted">{mail.error.clone()}</div></td>
                    <td class="num">{tf(k::WORKSPACES_TRIES, &[("n", &mail.tries.to_string())])}</td>
                    <td>{(mail.state != "sent").then(|| view! {
                        <Form action=retry key=mail.id.to_string()>
                            <input type="hidden" name="workspace" value=workspace.to_string()/>
                            <input type="hidden" name="mail" value=mail.id.to_string()/>
                            <button class="button button--small">{t(k::WORKSPACES_RETRY)}</button>
                        </Form>
                    })}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=t(k::WORKSPACES_MAILS)>
            <table class="table table--fold">
                <thead><tr><th scope="col">{t(k::WORKSPACES_TO)}</th><th scope="col">{t(k::WORKSPACES_SUBJECT)}</th><th scope="col">{t(k::WORKSPACES_STATE)}</th><th scope="col">{t(k::WORKSPACES_TRIED)}</th><th scope="col">{t(k::WORKSPACES_DO)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
