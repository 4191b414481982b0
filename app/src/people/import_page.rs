//! Import of a list of people: choose a file, see what would happen, take it in. Nothing is written before that.
//!
//! The text of the list travels with the page: an upload is always refused with the text in the refusal, and the
//! page goes on from there. So nothing has to be kept on the server, and it works without scripts.
use super::{
    api::{ImportPeople, preview_people},
    model::{Column, Note, Preview},
};
use crate::{
    error::AppError,
    productions::{production_id, use_production},
    routes,
    text::{Text, k, lang, t, tf},
    ui::{Act, Form, FormState, NotHere, Notice, Page, Tone, Transition, use_data},
    values::ProductionId,
};
use leptos::prelude::*;

/// What a refused form brought back.
#[derive(Debug, Clone, Default)]
struct Carried {
    text: String,
    read_as: String,
    columns: Vec<String>,
    error: Option<AppError>,
}

#[cfg(feature = "ssr")]
fn refused() -> Option<FormState> {
    use_context::<http::request::Parts>().and_then(|parts| parts.extensions.get::<FormState>().cloned())
}
#[cfg(not(feature = "ssr"))]
fn refused() -> Option<FormState> {
    let element = document().get_element_by_id("form-state")?;
    let state = serde_json::from_str(&element.text_content()?).ok();
    // Coming back to this page later begins anew.
    element.remove();
    state
}

fn carried() -> Carried {
    let Some(state) = refused().filter(|s| s.action.starts_with("people.api.")) else { return Carried::default() };
    let (values, error) = match (state.action.as_str(), state.error) {
        ("people.api.upload_people", Some(AppError::Invalid(fields))) => {
            let with = fields.iter().flat_map(|f| f.with.clone()).collect::<Vec<_>>();
            let read = with.iter().any(|(name, _)| name == "text");
            (with, (!read).then_some(AppError::Invalid(fields)))
        }
        ("people.api.upload_people", error) => (vec![], error),
        (_, error) => (state.values, error),
    };
    let get = |name: &str| values.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default();
    let columns = (0..)
        .map_while(|n| values.iter().find(|(name, _)| *name == format!("columns[{n}]")).map(|(_, v)| v.clone()))
        .collect();
    Carried { text: get("text"), read_as: get("read_as"), columns, error }
}

/// Import of people.
#[component]
pub fn ImportPage() -> impl IntoView {
    let id = production_id();
    let Carried { text, read_as, columns, error } = carried();
    if !use_production().may("people.edit") {
        return view! { <NotHere error=AppError::Forbidden/> }.into_any();
    }
    let read = !text.trim().is_empty();
    // What is wrong with a list that was read stands in its own form.
    let error =
        error.filter(|_| !read).map(|e| view! { <Notice tone=Tone::Bad><p role="alert">{e.say(lang())}</p></Notice> });
    view! {
        <Page title=t(k::PEOPLE_IMPORT)>
            <ol class="crumbs"><li><a href=routes::production(id(), "people")>{t(k::PEOPLE_TITLE)}</a></li><li>{t(k::PEOPLE_IMPORT)}</li></ol>
            {error}
            {read.then(|| view! { <Mapping production=id() text=text read_as=read_as columns=columns/> })}
            <Choose production=id() again=read/>
        </Page>
    }
    .into_any()
}

/// A file, or rows pasted from a spreadsheet. Plain forms: they post the page itself.
#[component]
fn Choose(production: ProductionId, again: bool) -> impl IntoView {
    let button = if again { "button" } else { "button button--primary" };
    view! {
        <form class="form" method="post" enctype="multipart/form-data" action="?do=people.api.upload_people">
            <section class="drop">
                <h2>{if again { t(k::PEOPLE_IMPORT_OTHER) } else { t(k::PEOPLE_IMPORT_DROP) }}</h2>
                <p class="muted">{t(k::PEOPLE_IMPORT_HINT)}</p>
                <input type="hidden" name="production" value=production.to_string()/>
                <label class="sr" for="people-file">{t(k::PEOPLE_IMPORT_FILE)}</label>
                <input type="file" id="people-file" name="file" accept=".csv,.tsv,.txt,text/csv,text/plain" required=true/>
                <button class=button>{t(k::PEOPLE_IMPORT_READ)}</button>
            </section>
        </form>
        <details class="paste">
            <summary>{t(k::PEOPLE_IMPORT_PASTE)}</summary>
            <form class="form" method="post" action="?do=people.api.import_people">
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="read_as" value="typed"/>
                <div class="field"><label class="field__label" for="people-text">{t(k::PEOPLE_IMPORT_ROWS)}</label>
                    <textarea class="textarea" id="people-text" name="text" rows="6" required=true></textarea></div>
                <div class="form__actions"><button class="button">{t(k::PEOPLE_IMPORT_READ)}</button></div>
            </form>
        </details>
    }
}

/// What each column means, and what would come of it.
#[component]
fn Mapping(production: ProductionId, text: String, read_as: String, columns: Vec<String>) -> impl IntoView {
    let action = Act::of::<ImportPeople>();
    let chosen = RwSignal::new(columns);
    let list = StoredValue::new(text.clone());
    let data = use_data(move || chosen.get(), move |columns| preview_people(production, list.get_value(), columns));
    let said = Text::by_key(&format!("people_read_{read_as}")).map(t);
    view! {
        <Form action=action class="form">
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="read_as" value=read_as/>
            <input type="hidden" name="text" value=text/>
            <Transition>{move || Suspend::new(async move { match data.await {
                Ok(preview) => view! { <Outcome preview=preview said=said chosen=chosen/> }.into_any(),
                Err(e) => view! { <Notice tone=Tone::Bad><p>{e.say(lang())}</p></Notice> }.into_any(),
            } })}</Transition>
            <div class="form__actions">
                <button class="button button--primary" name="step" value="confirm">{t(k::PEOPLE_IMPORT_CONFIRM)}</button>
                <noscript><button class="button" name="step" value="preview">{t(k::PEOPLE_IMPORT_AGAIN)}</button></noscript>
            </div>
        </Form>
    }
}

/// How the list was read, and what taking it in would do.
#[component]
fn Outcome(preview: Preview, said: Option<&'static str>, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let parted = Text::by_key(&format!("people_parted_{}", preview.parted)).map(t);
    view! {
        <h2 class="preview__sum">{tf(k::PEOPLE_IMPORT_SUM, &[("n", &preview.ready.to_string()), ("skipped", &preview.skipped.to_string())])}</h2>
        <p class="muted">{said}" "{parted}</p>
        <Columns preview=preview.clone() chosen=chosen/>
        <Notes notes=preview.notes more=preview.more/>
    }
}

/// The first rows under their headings, each column with its meaning to choose.
#[component]
fn Columns(preview: Preview, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let now: Vec<String> = preview.columns.iter().map(|(_, c)| c.key().to_owned()).collect();
    let heads = preview.columns.iter().enumerate().map(|(at, (heading, column))| {
        let before = now.clone();
        let change = move |event| {
            let mut next = before.clone();
            next[at] = event_target_value(&event);
            chosen.set(next);
        };
        let choices = Column::ALL.map(|c| view! { <option value=c.key() selected=c == *column>{column_name(c)}</option> }).collect_view();
        view! {
            <th scope="col"><span class="import__heading">{heading.clone()}</span>
                <select class="select" name=format!("columns[{at}]") aria-label=tf(k::PEOPLE_IMPORT_COLUMN, &[("name", heading)]) on:change=change>{choices}</select>
            </th>
        }
    }).collect_view();
    let rows = preview
        .rows
        .into_iter()
        .map(|cells| view! { <tr>{cells.into_iter().map(|c| view! { <td>{c}</td> }).collect_view()}</tr> })
        .collect_view();
    view! {
        <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::PEOPLE_IMPORT_PREVIEW)>
            <table class="table import">
                <caption class="sr">{t(k::PEOPLE_IMPORT_PREVIEW)}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The meaning of a column in words.
fn column_name(column: Column) -> &'static str {
    Text::by_key(&format!("people_column_{}", column.key())).map(t).unwrap_or_default()
}

/// What to know about single lines.
#[component]
fn Notes(notes: Vec<Note>, more: i64) -> impl IntoView {
    (!notes.is_empty()).then(|| view! {
        <section class="card">
            <div class="card__head"><h3>{t(k::PEOPLE_IMPORT_NOTES)}</h3></div>
            <ul class="lines">
                {notes.into_iter().map(|n| view! {
                    <li class="import__note"><b>{tf(k::PEOPLE_IMPORT_LINE, &[("n", &n.line.to_string())])}</b><span>{tf(n.text, &[("words", &n.words)])}</span></li>
                }).collect_view()}
            </ul>
            {(more > 0).then(|| view! { <p class="card__foot muted">{tf(k::PEOPLE_IMPORT_MORE, &[("n", &more.to_string())])}</p> })}
        </section>
    })
}
