//! Import of a script: choose a file, look at what it would make, take it in.
use super::{
    api::{ConfirmImport, load_import},
    model::{Change, Fate, How, ImportPreview, PreviewScene, Renumbered, Staying, Unread, What},
    upload::Upload,
    words,
};
use crate::{
    error::AppError,
    productions::{production_id, use_production},
    routes,
    text::{Text, k, lang, t, tf},
    ui::{Act, Form, Icon, NotHere, PageTitle, Transition, show, use_data, use_query_map},
    values::{ImportId, IntExt, ProductionId},
};
use leptos::prelude::*;

/// Most scenes that the preview lists; the sums above count all.
const LISTED: usize = 500;

/// Choose a file; then look at it.
#[component]
pub fn ImportPage() -> impl IntoView {
    let id = production_id();
    let query = use_query_map();
    let import =
        Memo::new(move |_| query.with(|q| q.get("import").map(|id| id.parse::<ImportId>().unwrap_or_default())));
    if !use_production().may("script.edit") {
        return view! { <NotHere error=AppError::Forbidden/> }.into_any();
    }
    let data = use_data(
        move || (id(), import.get()),
        |(id, import)| async move {
            match import {
                Some(import) => load_import(id, import).await.map(Some),
                None => Ok(None),
            }
        },
    );
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |preview| match preview {
            Some(preview) => view! { <Preview preview=preview production=id()/> }.into_any(),
            None => view! { <Choose production=id()/> }.into_any(),
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Crumbs(production: ProductionId) -> impl IntoView {
    view! {
        <nav aria-label=t(k::SCRIPT_CRUMBS)><ol class="crumbs">
            <li><a href=routes::production(production, "script")>{t(k::SCRIPT_TITLE)}</a></li>
            <li aria-current="page">{t(k::SCRIPT_IMPORT)}</li>
        </ol></nav>
    }
}

#[component]
fn Choose(production: ProductionId) -> impl IntoView {
    view! {
        <PageTitle text=t(k::SCRIPT_IMPORT_TITLE)/>
        <div class="page page--narrow">
            <Crumbs production=production/>
            <div class="page__head"><hgroup><h1>{t(k::SCRIPT_IMPORT_TITLE)}</h1><p>{t(k::SCRIPT_IMPORT_HINT)}</p></hgroup></div>
            <Upload production=production title=t(k::SCRIPT_DROP) primary=true/>
        </div>
    }
}

#[component]
fn Preview(preview: ImportPreview, production: ProductionId) -> impl IntoView {
    let lang = lang();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let sum =
        words::sum(lang, count(preview.scenes.len()), preview.eighths, preview.parts, count(preview.skipped.len()));
    let guesses =
        (preview.estimated > 0).then(|| view! { <p class="muted">{words::estimated(lang, preview.estimated)}</p> });
    let bare = (preview.unnumbered > 0).then(|| view! { <p class="muted">{t(k::SCRIPT_UNNUMBERED)}</p> });
    let confirmed = preview.confirmed;
    let counts = view! { <Counts preview=preview.clone()/> };
    let act = if confirmed {
        view! {
            <p class="notice notice--ok"><Icon name="check"/><span>{t(k::SCRIPT_IMPORT_DONE)}</span>
                <a class="button" href=routes::production(production, "script")>{t(k::SCRIPT_TO_SCENES)}</a></p>
        }
        .into_any()
    } else {
        view! { <Confirm preview=preview.clone() production=production/> }.into_any()
    };
    view! {
        <PageTitle text=t(k::SCRIPT_IMPORT_TITLE)/>
        <div class="page page--narrow">
            <Crumbs production=production/>
            <hgroup><h1 class="preview__sum">{sum}</h1><p class="mono">{preview.file_name.clone()}</p></hgroup>
            {guesses}{bare}
            {act}
            {(!confirmed).then_some(counts)}
            <BoardList boards=preview.boards.clone()/>
            <UnreadList unread=preview.skipped.clone()/>
            <RenumberedList scenes=preview.renumbered.clone()/>
            <SceneCard scenes=preview.scenes.clone()/>
            <StaysCard scenes=preview.stays.clone()/>
            <Upload production=production title=t(k::SCRIPT_DROP_ANOTHER)/>
        </div>
    }
}

#[component]
fn Confirm(preview: ImportPreview, production: ProductionId) -> impl IntoView {
    let action = Act::of::<ConfirmImport>();
    let n = preview.scenes.len();
    let label = tf(k::SCRIPT_IMPORT_N, &[("scenes", &words::scenes(lang(), i64::try_from(n).unwrap_or(i64::MAX)))]);
    view! {
        <Form action=action class="row">
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="import" value=preview.id.to_string()/>
            <button class="button button--primary">{label}</button>
            <a class="button" href=routes::production(production, "script/import")>{t(k::SCRIPT_ANOTHER_FILE)}</a>
        </Form>
    }
}

/// New, changed, unchanged, staying: only where there is something to compare with.
#[component]
fn Counts(preview: ImportPreview) -> impl IntoView {
    let new = preview.count(Fate::New);
    if new == preview.scenes.len() && preview.stays.is_empty() {
        return ().into_any();
    }
    let all = [
        (k::SCRIPT_NEW, new),
        (k::SCRIPT_CHANGED, preview.count(Fate::Changed)),
        (k::SCRIPT_UNCHANGED, preview.count(Fate::Unchanged)),
        (k::SCRIPT_STAYS, preview.stays.len()),
    ];
    let all = all.map(|(text, n)| view! { <div><dt>{t(text)}</dt><dd>{n}</dd></div> }).collect_view();
    view! { <dl class="preview__counts">{all}</dl> }.into_any()
}

/// Boards of the file, each to become a draft.
#[component]
fn BoardList(boards: Vec<(String, i64)>) -> impl IntoView {
    let lines = boards.iter().map(|(name, days)| {
        let days = tf(k::SCRIPT_BOARD_DAYS, &[("n", &days.to_string())]);
        view! { <li class="line"><span><b class="strong">{name.clone()}</b><small>{days}</small></span></li> }
    });
    let lines = lines.collect_view();
    (!boards.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="boards">
                <div class="card__head"><h2 id="boards">{t(k::SCRIPT_BOARDS)}</h2></div>
                <p class="card__body muted">{t(k::SCRIPT_BOARDS_HINT)}</p>
                <ul class="lines">{lines}</ul>
            </section>
        }
    })
}

#[component]
fn UnreadList(unread: Vec<Unread>) -> impl IntoView {
    if unread.is_empty() {
        return ().into_any();
    }
    let n = unread.len();
    let items = unread.into_iter().map(|u| {
        let with: Vec<(&str, &str)> = u.with.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let reason = Text::by_key(&format!("script_skip_{}", u.reason)).map(|text| tf(text, &with)).unwrap_or_default();
        let todo = Text::by_key(&format!("script_todo_{}", u.reason)).map(|text| tf(text, &with)).unwrap_or_default();
        // A schedule has no lines that anybody would look for.
        let line = (u.line > 0).then(|| view! { <b>{tf(k::SCRIPT_LINE, &[("n", &u.line.to_string())])}"  "</b> });
        view! { <li class="unread"><p><b class="strong">{reason}</b>" "{todo}</p>{(!u.text.is_empty()).then(|| view! { <pre>{line}{u.text.clone()}</pre> })}</li> }
    }).collect_view();
    view! {
        <section class="card" aria-labelledby="unread">
            <div class="card__head"><h2 id="unread">{t(k::SCRIPT_UNREAD)}</h2><span class="count count--warn">{n}</span></div>
            <ul class="lines">{items}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn RenumberedList(scenes: Vec<Renumbered>) -> impl IntoView {
    if scenes.is_empty() {
        return ().into_any();
    }
    let items = scenes
        .into_iter()
        .map(|s| {
            let words = tf(k::SCRIPT_RENUMBERED, &[("from", &s.from), ("to", &s.to), ("set", &s.set_name)]);
            let line = tf(k::SCRIPT_LINE, &[("n", &s.line.to_string())]);
            view! { <li class="line"><span>{words}<small>{line}</small></span></li> }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="renumbered">
            <div class="card__head"><h2 id="renumbered">{t(k::SCRIPT_RENUMBERED_TITLE)}</h2></div>
            <ul class="lines">{items}</ul>
        </section>
    }
    .into_any()
}

/// The scenes of the file: first those that make a difference.
#[component]
fn SceneCard(scenes: Vec<PreviewScene>) -> impl IntoView {
    let more = scenes.len().saturating_sub(LISTED);
    let (same, differ): (Vec<_>, Vec<_>) = scenes.into_iter().partition(|s| s.fate == Fate::Unchanged);
    let n = differ.len();
    let rows = differ.into_iter().chain(same).take(LISTED).map(|s| view! { <SceneDiff scene=s/> }).collect_view();
    view! {
        <section class="card" aria-labelledby="scenes">
            <div class="card__head"><h2 id="scenes">{t(k::SCRIPT_WILL_BE)}</h2><span class="count">{n}</span></div>
            <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::SCRIPT_WILL_BE)><table class="table scenes">
                <caption class="sr">{t(k::SCRIPT_WILL_BE)}</caption>
                <thead><tr>
                    <th scope="col">{t(k::SCRIPT_NO)}</th><th scope="col">{t(k::SCRIPT_WHAT)}</th>
                    <th scope="col" class="grow">{t(k::SCRIPT_DIFFERENCE)}</th><th scope="col" class="num">{t(k::SCRIPT_PAGES)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            {(more > 0).then(|| view! { <p class="card__foot">{tf(k::SCRIPT_MORE, &[("n", &more.to_string())])}</p> })}
        </section>
    }
}

#[component]
fn SceneDiff(scene: PreviewScene) -> impl IntoView {
    let fate = match scene.fate {
        Fate::New => view! { <span class="badge badge--ok"><Icon name="plus"/>{t(k::SCRIPT_NEW)}</span> }.into_any(),
        Fate::Changed => {
            view! { <span class="badge badge--info"><Icon name="edit"/>{t(k::SCRIPT_CHANGED)}</span> }.into_any()
        }
        Fate::Unchanged => view! { <span class="badge"><Icon name="check"/>{t(k::SCRIPT_UNCHANGED)}</span> }.into_any(),
    };
    let omitted = scene
        .omitted
        .then(|| view! { " " <span class="badge badge--line"><Icon name="x"/>{t(k::SCRIPT_OMITTED)}</span> });
    let heading = [t(words::int_ext(scene.int_ext)), &scene.set_name, &scene.day_night];
    let heading = heading.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
    let changes = scene.changes.iter().map(|change| view! { <Difference change=change.clone()/> }).collect_view();
    let guess = scene
        .estimated
        .then(|| view! { " " <abbr class="faint small" title=t(k::SCRIPT_ESTIMATED)>{t(k::SCRIPT_EST)}</abbr> });
    view! {
        <tr>
            <th scope="row">{scene.number.clone()}</th>
            <td class="fit">{fate}{omitted}</td>
            <td class="diff">{heading}{changes}</td>
            <td class="num nowrap">{scene.eighths.to_string()}{guess}</td>
        </tr>
    }
}

#[component]
fn Difference(change: Change) -> impl IntoView {
    let name = match change.what {
        What::Length => k::SCRIPT_PAGES,
        What::Measured => k::SCRIPT_NOW_MEASURED,
        What::Set => k::SCRIPT_SET,
        What::IntExt => k::SCRIPT_INT_OR_EXT,
        What::DayNight => k::SCRIPT_DAY_NIGHT,
        What::Synopsis => k::SCRIPT_SYNOPSIS,
        What::Cast => k::SCRIPT_CAST,
        What::Words => k::SCRIPT_WORDS,
        What::Omitted => k::SCRIPT_NOW_OMITTED,
        What::Restored => k::SCRIPT_NOW_RESTORED,
    };
    if matches!(change.what, What::Measured | What::Omitted | What::Restored) {
        return view! { <br/>{t(name)} }.into_any();
    }
    if change.what == What::Words {
        let words = change.words.into_iter().map(|piece| match piece.how {
            How::Same => view! { <span>{piece.text}</span> }.into_any(),
            How::Gone => view! { <del>{piece.text}</del> }.into_any(),
            How::New => view! { <ins>{piece.text}</ins> }.into_any(),
        });
        return view! { <div class="diff__words"><span class="muted">{t(name)}": "</span>{words.collect_view()}</div> }
            .into_any();
    }
    let said = |text: String| match change.what {
        What::IntExt => text.parse::<IntExt>().map_or(text, |v| t(words::int_ext(v)).to_owned()),
        _ => text,
    };
    let (old, new) = (said(change.old.clone()), said(change.new.clone()));
    view! { <br/><span class="muted">{t(name)}": "</span><del>{old}</del>" "<ins>{new}</ins> }.into_any()
}

#[component]
fn StaysCard(scenes: Vec<Staying>) -> impl IntoView {
    if scenes.is_empty() {
        return ().into_any();
    }
    let n = scenes.len();
    let items = scenes
        .into_iter()
        .map(|s| view! { <li class="line"><b class="strong">{s.number}</b><span>{s.set_name}</span></li> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="stays">
            <div class="card__head"><h2 id="stays">{t(k::SCRIPT_STAYS_TITLE)}</h2><span class="count">{n}</span></div>
            <p class="card__body">{t(k::SCRIPT_STAYS_HINT)}</p>
            <ul class="lines">{items}</ul>
        </section>
    }
    .into_any()
}
