//! What a person may be told when something does not work. No causes, no SQL words: those go to the log under an id.
use crate::text::{Lang, Text, k};
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// One thing wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the field; empty for the form as a whole.
    pub field: String,
    /// What happened and what to do.
    pub text: Text,
    /// Values for the text.
    pub with: Vec<(String, String)>,
}

impl FieldError {
    /// The message in a language.
    pub fn say(&self, lang: Lang) -> String {
        let with: Vec<_> = self.with.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.text.fill(lang, &with)
    }
}

/// Every way a request can fail, as a person may know it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// 401: sign in first.
    #[error("signed out")]
    SignedOut,
    /// 403: known, but not for this person.
    #[error("forbidden")]
    Forbidden,
    /// 403: whoever looks through another's eyes changes nothing.
    #[error("looking")]
    Looking,
    /// 403: whoever may do this has to sign in with a second factor.
    #[error("a second factor is needed")]
    FactorNeeded,
    /// 403: show once more that it is you.
    #[error("step up")]
    StepUp,
    /// 404: not there, or not to be known.
    #[error("not found")]
    NotFound,
    /// 409: someone else changed it meanwhile.
    #[error("conflict")]
    Conflict,
    /// 410: a link that was replaced or withdrawn.
    #[error("gone")]
    Gone,
    /// 413: more than is accepted.
    #[error("too large")]
    TooLarge,
    /// 429: too many at once.
    #[error("too many")]
    TooMany,
    /// 429: so many seconds first.
    #[error("wait {0} s")]
    Wait(i64),
    /// 422: what was typed cannot be taken.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// 500: our fault; the id stands in the log beside the cause.
    #[error("internal {0}")]
    Internal(String),
    /// The request did not reach the server or came back garbled.
    #[error("transport")]
    Transport(String),
}

impl AppError {
    /// One field is wrong.
    pub fn field(field: &str, text: Text) -> Self {
        Self::Invalid(vec![FieldError { field: field.to_owned(), text, with: vec![] }])
    }
    /// Our fault: the cause goes to the log under an id, and the person gets the id.
    #[cfg(feature = "ssr")]
    pub fn internal(what: &str, cause: impl std::fmt::Display) -> Self {
        let id = uuid::Uuid::now_v7().simple().to_string();
        let id = id[id.len() - 8..].to_owned();
        tracing::error!(%id, what, %cause, "internal");
        Self::Internal(id)
    }
    /// HTTP status of this error.
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Forbidden | Self::Looking | Self::FactorNeeded | Self::StepUp => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::Invalid(_) => 422,
            Self::TooMany | Self::Wait(_) => 429,
            Self::Internal(_) | Self::Transport(_) => 500,
        }
    }
    /// What to tell the person, as a whole.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::SignedOut => k::ERROR_SIGNED_OUT.say(lang).into(),
            Self::Forbidden => k::ERROR_FORBIDDEN.say(lang).into(),
            Self::Looking => k::ERROR_LOOKING.say(lang).into(),
            Self::FactorNeeded => k::FACTORS_NEEDED.say(lang).into(),
            Self::StepUp => k::FACTORS_STEP_UP.say(lang).into(),
            Self::NotFound => k::ERROR_NOT_FOUND.say(lang).into(),
            Self::Conflict => k::ERROR_CONFLICT.say(lang).into(),
            Self::Gone => k::ERROR_GONE.say(lang).into(),
            Self::TooLarge => k::ERROR_TOO_LARGE.say(lang).into(),
            Self::TooMany => k::ERROR_TOO_MANY.say(lang).into(),
            Self::Wait(seconds) => k::ERROR_WAIT.fill(lang, &[("n", &seconds.to_string())]),
            Self::Invalid(fields) => {
                let whole: Vec<_> = fields.iter().filter(|f| f.field.is_empty()).map(|f| f.say(lang)).collect();
                if whole.is_empty() { k::ERROR_INVALID.say(lang).into() } else { whole.join(" ") }
            }
            Self::Internal(id) => k::ERROR_INTERNAL.fill(lang, &[("id", id)]),
            Self::Transport(_) => k::ERROR_TRANSPORT.say(lang).into(),
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::field("", k::ERROR_ARGUMENTS)
            }
            other => Self::Transport(other.to_string()),
        }
    }
}

/// Collects what is wrong with a form, so that a person hears of everything at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<FieldError>);

impl Problems {
    /// Notes a problem with a field.
    pub fn add(&mut self, field: &str, text: Text) {
        self.0.push(FieldError { field: field.to_owned(), text, with: vec![] });
    }
    /// Keeps a parsed value, or notes the problem and gives the default.
    pub fn take<T: Default, E>(&mut self, field: &str, value: Result<T, E>, text: Text) -> T {
        value.unwrap_or_else(|_| {
            self.add(field, text);
            T::default()
        })
    }
    /// Required text: trimmed, not empty, at most `max` characters, no control characters.
    pub fn text(&mut self, field: &str, value: &str, max: usize) -> String {
        let value = self.optional(field, value, max);
        if value.is_empty() {
            self.add(field, k::ERROR_REQUIRED);
        }
        value
    }
    /// Text that may be empty: trimmed, at most `max` characters, no control characters but line breaks.
    pub fn optional(&mut self, field: &str, value: &str, max: usize) -> String {
        let value = value.trim();
        if value.chars().count() > max {
            let with = vec![("max".to_owned(), max.to_string())];
            self.0.push(FieldError { field: field.to_owned(), text: k::ERROR_TOO_LONG, with });
        } else if value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.add(field, k::ERROR_CONTROL);
        }
        value.to_owned()
    }
    /// All is well, or everything that is not.
    pub fn done(self) -> Result<(), AppError> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(self.0)) }
    }
}
