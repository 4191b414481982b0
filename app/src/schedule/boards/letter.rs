//! The mail of an issued schedule: somebody's own dates and what changed for them. Carries the code name and dates,
//! never a place.
use super::{super::model::issued::IssuedPersonal, super::words as schedule_words, issue_page::change, words};
use crate::{
    outbox::Mail,
    text::{Lang, k},
    values::*,
};
use jiff::civil::Date;

/// A mail to one person.
#[derive(Debug)]
pub struct Letter {
    person: PersonId,
    to: String,
    subject: String,
    body: String,
}

/// What a letter says beside the dates.
#[derive(Debug)]
pub struct About<'a> {
    /// Name of the person.
    pub name: &'a str,
    /// Code name of the production.
    pub code: &'a str,
    /// Name of the revision.
    pub revision: &'a str,
    /// The revision they were told last.
    pub since: Option<&'a str>,
    /// Dates before are past.
    pub today: Date,
    /// A page that they can open; none without an account.
    pub link: Option<String>,
}

impl Letter {
    /// The words for somebody, in their language.
    pub fn new(person: PersonId, to: &str, about: &About<'_>, personal: &IssuedPersonal, lang: Lang) -> Self {
        let mut parts = vec![
            k::CALLSHEETS_MAIL_HELLO.fill(lang, &[("name", about.name)]),
            k::BOARDS_MAIL_TEXT.fill(lang, &[("name", about.revision), ("code", about.code)]),
        ];
        let ahead = personal.dates.iter().filter(|d| d.date >= about.today);
        let lines: Vec<String> = ahead
            .map(|d| format!("{} · {}", schedule_words::date(lang, d.date), words::date_kind(d.kind).say(lang)))
            .collect();
        parts.push(if lines.is_empty() { k::BOARDS_MAIL_NONE.say(lang).to_owned() } else { lines.join("\n") });
        if let Some(since) = about.since {
            let changes: Vec<String> = personal.changes.iter().map(|c| change(lang, c)).collect();
            let text = if changes.is_empty() { k::BOARDS_MAIL_SAME } else { k::BOARDS_MAIL_CHANGED };
            let said = text.fill(lang, &[("name", since)]);
            parts.push([vec![said], changes].concat().join("\n"));
        }
        if let Some(link) = &about.link {
            parts.push(format!("{}\n{link}", k::BOARDS_MAIL_OPEN.say(lang)));
        }
        Self {
            person,
            to: to.to_owned(),
            subject: k::BOARDS_MAIL_SUBJECT.fill(lang, &[("name", about.code), ("revision", about.revision)]),
            body: parts.join("\n\n"),
        }
    }

    /// As the outbox takes it.
    pub fn mail(&self) -> Mail<'_> {
        Mail {
            kind: "schedule",
            to: &self.to,
            subject: &self.subject,
            body: &self.body,
            person: Some(self.person),
            day: None,
        }
    }

    /// What stands in it.
    #[cfg(test)]
    pub fn text(&self) -> (&str, &str) {
        (&self.to, &self.body)
    }
}
