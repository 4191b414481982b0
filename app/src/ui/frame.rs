//! What a page is made of: title, data or the reason why not.
use super::{Notice, Tone};
use crate::{
    error::AppError,
    routes,
    text::{k, lang, t},
};
use leptos::{prelude::*, web_sys};
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// Title of the document, with the product's name.
#[component]
pub fn PageTitle(
    /// The page's own name.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <Title text=format!("{text} · Daybreak")/> }
}

/// A page: heading, actions beside it, content.
#[component]
pub fn Page(
    /// The page's name.
    #[prop(into)]
    title: String,
    /// CSS class beside `page`: `page--narrow`, `page--flush`.
    #[prop(optional)]
    class: &'static str,
    /// Links and buttons beside the heading.
    #[prop(optional, into)]
    actions: ViewFn,
    /// What the page shows.
    children: Children,
) -> impl IntoView {
    view! {
        <PageTitle text=title.clone()/>
        <div class=format!("page {class}")>
            <header class="page__head"><hgroup><h1>{title}</h1></hgroup>{actions.run()}</header>
            {children()}
        </div>
    }
    .into_any()
}

/// Shows data, or says why it cannot be shown, with the right status.
pub fn show<T, V: IntoView + 'static>(data: Result<T, AppError>, view: impl FnOnce(T) -> V) -> AnyView {
    match data {
        Ok(data) => view(data).into_any(),
        Err(error) => view! { <NotHere error=error/> }.into_any(),
    }
}

/// The page that cannot be shown.
#[component]
pub fn NotHere(
    /// Why.
    #[prop(default = AppError::NotFound)]
    error: AppError,
) -> impl IntoView {
    answer_status(&error);
    let signed_out = error == AppError::SignedOut;
    // `leave.js` hears of it: what is kept here of whoever was signed in goes.
    Effect::new(move |_| {
        if let (true, Ok(event)) = (signed_out, web_sys::Event::new("signed-out")) {
            let _ = window().dispatch_event(&event);
        }
    });
    let way = way_out(&error).unwrap_or_else(|| view! { <a class="button" href="/">{t(k::ERROR_HOME)}</a> }.into_any());
    view! {
        <PageTitle text=t(k::ERROR_TITLE)/>
        <div class="page page--narrow" data-signed-out=signed_out>
            <p class="fault__code">{error.status().to_string()}</p>
            <h1 class="title">{t(k::ERROR_TITLE)}</h1>
            <Notice tone=Tone::Warn><p>{error.say(lang())}</p></Notice>
            <p>{way}</p>
        </div>
    }
    .into_any()
}

/// The way that mends an error, where there is one.
pub fn way_out(error: &AppError) -> Option<AnyView> {
    let (to, words) = match error {
        AppError::SignedOut => (routes::sign_in(), k::ACCOUNTS_SIGN_IN),
        AppError::FactorNeeded => (routes::account(), k::FACTORS_NEEDED_GO),
        AppError::StepUp => {
            let here = use_location();
            let search = here.search.get_untracked();
            let kept: Vec<_> =
                search.trim_start_matches('?').split('&').filter(|p| !p.is_empty() && !p.starts_with("do=")).collect();
            let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
            (routes::confirm(&format!("{}{query}", here.pathname.get_untracked())), k::FACTORS_STEP_UP_GO)
        }
        _ => return None,
    };
    Some(view! { <a class="button" href=to>{t(words)}</a> }.into_any())
}

/// The page for an address that leads nowhere.
pub fn not_here() -> AnyView {
    view! { <NotHere/> }.into_any()
}

/// A page whose data failed must not say 200.
#[cfg(feature = "ssr")]
fn answer_status(error: &AppError) {
    if let (Some(options), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(error.status()))
    {
        options.set_status(status);
    }
}
#[cfg(not(feature = "ssr"))]
fn answer_status(_: &AppError) {}
