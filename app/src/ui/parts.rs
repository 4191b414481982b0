//! Small pieces: badge, notice, empty state. Never colour alone: each tone has a sign and words.
use super::Icon;
use leptos::prelude::*;

/// What a message or a state means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    Plain,
    /// Done, well.
    Good,
    /// Look at this.
    Warn,
    /// Stop.
    Bad,
    /// News.
    Info,
}
impl Tone {
    /// Suffix of the CSS class.
    pub fn key(self) -> &'static str {
        match self {
            Self::Plain => "line",
            Self::Good => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
        }
    }
    /// The icon beside the words.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Plain => "clock",
            Self::Good => "check",
            Self::Warn => "warn",
            Self::Bad => "stop",
            Self::Info => "info",
        }
    }
}

/// A state in a word.
#[component]
pub fn Badge(
    /// What it means.
    tone: Tone,
    /// The word.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class=format!("badge badge--{}", tone.key())><Icon name=tone.icon()/>{text}</span> }
}

/// A message that stands in the page.
#[component]
pub fn Notice(
    /// What it means.
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! { <div class=format!("notice notice--{}", tone.key()) role="note"><Icon name=tone.icon()/><div>{children()}</div></div> }
    .into_any()
}

/// Nothing is here yet, and what to do first.
#[component]
pub fn Empty(
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What to do first.
    #[prop(into)]
    hint: String,
    /// The way to do it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{title}</h2>
            <p>{hint}</p>
            <div class="row">{children.map(|c| c())}</div>
        </div>
    }
    .into_any()
}
