//! The worker that drains the outbox. Nothing is sent inside a transaction: a mail is leased, sent, then settled.
use app::{
    access::{Db, Instance, Scope, Work, Worker},
    outbox::{self, Leased, Outcome},
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use std::{sync::Arc, time::Duration};
use tokio::sync::Notify;

/// Sends mails through one pooled connection set.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// From `smtp://user:password@host:port` or `smtps://…` and a sender.
    pub fn new(url: &str, from: &str) -> Result<Self, String> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| e.to_string())?;
        let transport = transport.timeout(Some(Duration::from_secs(20))).build();
        let from = from.parse().map_err(|_| format!("DAYBREAK_MAIL_FROM is not an address: {from}"))?;
        Ok(Self { transport, from })
    }

    async fn send(&self, mail: &Leased) -> Outcome {
        let Ok(to) = mail.recipient.parse::<Mailbox>() else { return Outcome::Refused("not a mail address".into()) };
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject.clone())
            // A mail that is sent twice after a crash carries the same id, so that it can be told.
            .message_id(Some(format!("<{}@daybreak>", mail.id)))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone());
        let message = match message {
            Ok(message) => message,
            Err(error) => return Outcome::Refused(error.to_string()),
        };
        match self.transport.send(message).await {
            Ok(_) => Outcome::Sent,
            Err(error) if error.is_permanent() => Outcome::Refused(error.to_string()),
            Err(error) => Outcome::Later(error.to_string()),
        }
    }
}

/// Runs until told to stop. Looks every second, or at once when something was queued.
pub async fn drain(db: Db, mailer: Mailer, worker: Arc<Worker>, stop: Arc<Notify>) {
    loop {
        match round(&db, &mailer, &worker).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, "outbox"),
        }
        tokio::select! {
            () = stop.notified() => return,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
}

/// One batch; how many mails it held. Up to four go out at once.
pub async fn round(db: &Db, mailer: &Mailer, worker: &Worker) -> Result<usize, app::error::AppError> {
    let leased = db.run(worker.viewer(), Instance, async |scope: &mut Scope<Work>| outbox::lease(scope).await).await?;
    let count = leased.len();
    for batch in leased.chunks(4) {
        let sending: Vec<_> = batch
            .iter()
            .map(|mail| {
                let (mailer, mail) = (mailer.clone(), mail.clone());
                tokio::spawn(async move { (mailer.send(&mail).await, mail) })
            })
            .collect();
        for task in sending {
            let Ok((outcome, mail)) = task.await else { continue };
            db.run(worker.viewer(), Instance, async |scope: &mut Scope<Work>| {
                if outbox::settle(scope, &mail, &outcome).await? {
                    app::callsheets::store::mail_settled(scope, &mail, &outcome).await?;
                }
                Ok(())
            })
            .await?;
        }
    }
    Ok(count)
}
