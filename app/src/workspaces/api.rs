//! What the browser may ask of a workspace.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

#[cfg(feature = "ssr")]
use crate::{
    access::{self, Scope},
    outbox, routes,
};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

/// A mail as the admin page shows it; its text with the link is never sent to a browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MailLine {
    /// Id.
    pub id: MailId,
    /// `call`, `invitation`.
    pub kind: String,
    /// Address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// `queued`, `sent`, `failed`.
    pub state: String,
    /// How often it was tried.
    pub tries: i64,
    /// The mail server's last words.
    pub error: String,
    /// Unix ms.
    pub created_at: i64,
}
/// The page of mails.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mails {
    /// Whether a mail server is set up at all.
    pub can_send: bool,
    /// The latest first.
    pub mails: Vec<MailLine>,
}

/// Whether mails can leave this installation; put into the context by the server.
#[derive(Debug, Clone, Copy)]
pub struct CanSend(pub bool);

/// The latest mails.
#[server(input = GetUrl)]
pub async fn list_mails(workspace: WorkspaceId) -> Result<Mails, AppError> {
    let can_send = use_context::<CanSend>().is_some_and(|c| c.0);
    let rows = access::with(workspace, async |scope: &mut Scope<access::ViewOutbox>| outbox::list(scope).await).await?;
    let mails = rows
        .into_iter()
        .map(|m| MailLine {
            id: m.id,
            kind: m.kind,
            recipient: m.recipient,
            subject: m.subject,
            state: m.state,
            tries: m.tries,
            error: m.error,
            created_at: m.created_at,
        })
        .collect();
    Ok(Mails { can_send, mails })
}

/// Tries a mail again now.
#[server]
pub async fn retry_mail(workspace: WorkspaceId, mail: MailId) -> Result<Landing, AppError> {
    access::with(workspace, async |scope: &mut Scope<access::RetryMail>| outbox::retry(scope, mail).await).await?;
    Ok(Landing::on(routes::mails(workspace)))
}
