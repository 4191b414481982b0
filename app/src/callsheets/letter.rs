//! The mail that carries somebody's personal link.
use super::words;
use crate::{
    access::{Permission, Scope},
    error::AppError,
    outbox::{self, Mail},
    text::{Lang, k},
    values::*,
};
use jiff::civil::Date;

/// A mail about a call. Carries the code name and the date, never a place.
#[derive(Debug)]
pub struct Letter {
    person: PersonId,
    to: String,
    subject: String,
    body: String,
}

impl Letter {
    /// The words for somebody, in their language.
    pub fn new(person: PersonId, to: &str, name: &str, code_name: &str, date: Date, link: &str, lang: Lang) -> Self {
        let day = words::date_short(date, lang);
        Self {
            person,
            to: to.to_owned(),
            subject: k::CALLSHEETS_MAIL_SUBJECT.fill(lang, &[("name", code_name), ("date", &day)]),
            body: [
                k::CALLSHEETS_MAIL_HELLO.fill(lang, &[("name", name)]),
                k::CALLSHEETS_MAIL_TEXT.fill(lang, &[("date", &words::date_long(date, lang))]),
                link.to_owned(),
                k::CALLSHEETS_MAIL_FOOT.say(lang).to_owned(),
            ]
            .join("\n\n"),
        }
    }
    fn mail(&self, day: DayId) -> Mail<'_> {
        Mail {
            kind: "call",
            to: &self.to,
            subject: &self.subject,
            body: &self.body,
            person: Some(self.person),
            day: Some(day),
        }
    }
    /// Puts letters into the outbox.
    pub async fn queue<P: Permission>(scope: &mut Scope<P>, letters: &[Self], day: DayId) -> Result<(), AppError> {
        let mails: Vec<Mail<'_>> = letters.iter().map(|letter| letter.mail(day)).collect();
        outbox::enqueue(scope, &mails).await
    }
}
