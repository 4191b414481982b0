//! The document of a personal link: plain HTML without WASM. Its attributes are what its script and its worker read;
//! a page that is not a sheet never carries the link's hash, or a device would keep it.
use super::{
    answer::REASONS,
    call_body::{CallBody, asks_to_come, headline, is_off},
    screen::{CallDay, CallPage},
    tracking_page::problem_word,
    verify::Standing,
    words,
};
use crate::{
    access::{digest, hex},
    error::AppError,
    shell::Assets,
    text::{Lang, k, lang, t, tf},
    ui::Icon,
};
use leptos::prelude::*;

/// The page of a link, in the person's own language, else in the one asked for.
pub fn call_page(page: CallPage, token: &str, assets: &Assets, speaks: Lang) -> String {
    rendered(page.lang.unwrap_or(speaks), move || document(page, token, assets))
}

/// `/call/` without a link: where the installed app starts on a device that keeps no sheet.
pub fn bare_page(assets: &Assets, speaks: Lang) -> String {
    plain(k::CALL_OPEN_LINK.say(speaks).to_owned(), k::PDF_YOUR_CALL.say(speaks), speaks, assets)
}

/// The page of a link that leads nowhere (404) or was replaced (410), or whose answer was refused.
pub fn refused_page(error: &AppError, assets: &Assets, speaks: Lang) -> String {
    plain(error.say(speaks), k::ERROR_TITLE.say(speaks), speaks, assets)
}

/// What is said after an account was asked for.
pub fn account_page(assets: &Assets, speaks: Lang) -> String {
    plain(k::CALL_ACCOUNT_SENT.say(speaks).to_owned(), k::CALL_ACCOUNT.say(speaks), speaks, assets)
}

/// What a printed sheet's code says; without a code, what the page is for.
pub fn verify_page(standing: Option<Standing>, assets: &Assets, speaks: Lang) -> String {
    let (title, words) = match standing {
        Some(Standing::Genuine) => (k::VERIFY_GENUINE, k::VERIFY_GENUINE_HINT),
        Some(Standing::Superseded) => (k::VERIFY_SUPERSEDED, k::VERIFY_SUPERSEDED_HINT),
        Some(Standing::Unknown) => (k::VERIFY_UNKNOWN, k::VERIFY_UNKNOWN_HINT),
        None => (k::VERIFY_TITLE, k::VERIFY_HINT),
    };
    plain(words.say(speaks).to_owned(), title.say(speaks), speaks, assets)
}

fn plain(words: String, title: &'static str, speaks: Lang, assets: &Assets) -> String {
    let css = assets.call_css.clone();
    rendered(speaks, move || {
        view! {
            <!DOCTYPE html>
            <html lang=lang().tag()>
                <head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                    <meta name="color-scheme" content="light dark"/><meta name="robots" content="noindex"/><title>{title}</title>
                    <link rel="icon" href="/icons/call.svg" type="image/svg+xml"/><link rel="stylesheet" href=css/></head>
                <body class="callpage"><main class="call"><section class="call__now"><h1 class="call__label">{title}</h1><p class="call__none">{words}</p></section></main></body>
            </html>
        }
    })
}

/// Renders without hydration, in one language.
fn rendered<V: RenderHtml>(speaks: Lang, make: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(speaks);
        make().to_html()
    });
    owner.cleanup();
    html
}

fn document(page: CallPage, token: &str, assets: &Assets) -> impl IntoView + use<> {
    let base = format!("/call/{token}");
    let account = format!("/call/{token}/account");
    let hash = hex(&digest(token.as_bytes())[..8]);
    let (date, more) = headline(&page);
    let title = format!("{date} · {more}");
    let sheet = page.sheet.as_ref();
    let day = sheet.map(|s| s.day.to_string());
    let revision = sheet.and_then(|s| s.kept.personal.revision.as_ref()).map(|r| r.name.clone());
    let issued = sheet.and_then(|s| s.kept.personal.revision.as_ref()).map(|r| r.issued_at.to_string());
    let revision_id = sheet.map_or_else(|| "none".to_owned(), |s| s.revision.to_string());
    let content = sheet.map_or_else(
        || page.next.as_ref().map_or_else(|| "none".into(), |n| n.day.to_string()),
        |s| s.kept.stamp.clone(),
    );
    let expires = sheet.map_or(page.now + 72 * 3_600_000, |s| s.expires);
    let bundle = match page.next.as_ref().filter(|n| n.call.is_some()) {
        Some(next) => format!("{base} {base}/{}", next.day),
        None => base.clone(),
    };
    let off = sheet.is_some_and(|s| is_off(&s.kept)).then_some("cancelled");
    let now = page.now_local.at.to_string();
    let as_of = page.now.to_string();
    let thumb = sheet.map(|sheet| thumb(sheet, &format!("{base}/{}", sheet.day), page.now_local.date));
    let (css, js) = (assets.call_css.clone(), assets.call_js.clone());
    view! {
        <!DOCTYPE html>
        <html lang=lang().tag() data-call-token-hash=hash>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="robots" content="noindex"/>
                <title>{title}</title>
                <link rel="stylesheet" href=css/>
                <link rel="manifest" href="/call.webmanifest"/>
                <link rel="icon" href="/icons/call.svg"/>
                <script type="module" src=js></script>
            </head>
            <body class="callpage" data-revision=revision data-revision-id=revision_id data-content=content data-day=day data-issued=issued
                data-as-of=as_of data-expires=expires.to_string() data-bundle=bundle>
                <main class="call" data-state=off>
                    <header class="call__bar"><p><b>{date}</b>{more}</p>
                        <p class="net" id="freshness" role="status" data-live=t(k::CALL_LIVE) data-checking=t(k::CALL_CHECKING) data-offline=t(k::CALL_OFFLINE)
                            data-waiting=t(k::CALL_WAITING)>{tf(k::CALL_AS_OF, &[("time", &now)])}</p></header>
                    <CallBody page=page base=base/>
                    <form class="call__account" method="post" action=account><button class="button button--quiet">{t(k::CALL_ACCOUNT)}</button></form>
                </main>
                {thumb}
            </body>
        </html>
    }
}

/// The bar under the thumb: confirm, or what was answered; and a way to say that something is wrong.
fn thumb(sheet: &CallDay, action: &str, today: jiff::civil::Date) -> impl IntoView + use<> {
    let comes = asks_to_come(&sheet.kept);
    let current = sheet.confirmed.as_ref().filter(|c| c.current).map(|c| words::clock(c.at, today, lang()));
    let problem = sheet.problem.clone();
    let done = match (&problem, &current) {
        (Some((reason, at)), _) => {
            let said = tf(k::CALL_TOLD_AD, &[("what", t(problem_word(reason))), ("time", &words::clock(*at, today, lang()))]);
            Some(view! { <p class="thumb__done thumb__done--declined" role="status"><Icon name="info"/>{said}</p> }.into_any())
        }
        (None, Some(at)) => Some(view! { <p class="thumb__done" role="status"><Icon name="check"/>{tf(k::CALL_CONFIRMED, &[("time", at)])}</p> }.into_any()),
        _ => None,
    };
    // Whoever reported a problem can still confirm; whoever confirmed is not asked again.
    let asks = current.is_none() || problem.is_some();
    let button = if comes { t(k::CALL_BE_THERE) } else { t(k::CALL_SEEN) };
    let revision = sheet.revision.to_string();
    let confirm = asks.then(|| view! {
        <form id="confirm" method="post" action=format!("{action}/confirm") data-sent=t(k::CALL_SENT) data-queued=t(k::CALL_QUEUED) data-failed=t(k::CALL_FAILED) data-stale=t(k::CALL_STALE)>
            <input type="hidden" name="key" value=sheet.keys.0.to_string()/>
            <input type="hidden" name="revision" value=revision.clone()/>
            <button class="button button--primary button--big button--block">{button}</button><output></output>
        </form>
    });
    let summary = if current.is_some() { t(k::CALL_CANNOT_AFTER_ALL) } else { t(k::CALL_PROBLEM) };
    let reasons = REASONS.map(|reason| view! {
        <label class="check"><input type="radio" name="reason" value=reason required=true/>{t(problem_word(reason))}</label>
    });
    let trouble = comes.then(|| view! {
        <details class="problem"><summary>{summary}</summary>
            <form id="problem" class="form" method="post" action=format!("{action}/problem") data-sent=t(k::CALL_PROBLEM_SENT) data-queued=t(k::CALL_QUEUED) data-failed=t(k::CALL_FAILED)>
                <input type="hidden" name="key" value=sheet.keys.1.to_string()/>
                <input type="hidden" name="revision" value=revision/>
                <fieldset class="fieldset"><legend>{t(k::CALL_WHAT_IS_WRONG)}</legend>{reasons.into_iter().collect_view()}</fieldset>
                <div class="field"><label class="field__label" for="note">{t(k::CALL_NOTE)}</label><textarea class="textarea" id="note" name="note" maxlength="500"></textarea></div>
                <button class="button button--primary button--block">{t(k::CALL_TELL_AD)}</button><output></output>
                <p class="field__hint">{t(k::CALL_LATER_OUT)}</p>
            </form>
        </details>
    });
    view! {
        <aside class="thumb" aria-label=t(k::CALL_YOUR_ANSWER)><div class="thumb__in">
            {done}{confirm}{trouble}
            {comes.then(|| view! { <p class="thumb__small">{t(k::CALL_SMALL_PRINT)}</p> })}
        </div></aside>
    }
}
