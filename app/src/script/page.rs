//! The list of scenes: sums, filter, rows that are edited in place.
use super::{
    api::{AddScene, list_scenes},
    model::{Filter, PAGE, SceneList, SceneRow},
    parts::{Desk, PartNames, SceneFields},
    rows::{COLUMNS, SceneLine, focus_soon},
    scroll::Window,
    upload::Upload,
    words,
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Form, Icon, PageTitle, Refresh, Transition, options, show, use_data, use_query_map, use_refresh},
    values::{IntExt, Light},
};
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use std::sync::Arc;

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    page: i64,
    text: String,
    int_ext: String,
    light: String,
}

impl Asked {
    /// The filter, as it stands in an address behind the page.
    fn kept(&self) -> String {
        [("q", &self.text), ("ie", &self.int_ext), ("light", &self.light)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("&{name}={}", escaped(value)))
            .collect()
    }
}

/// Scenes of the production.
#[component]
pub fn ScriptPage() -> impl IntoView {
    let id = production_id();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|q| Asked {
            page: q.get("page").and_then(|p| p.parse().ok()).filter(|p| *p > 0).unwrap_or(1),
            text: q.get("q").unwrap_or_default(),
            int_ext: q.get("ie").unwrap_or_default(),
            light: q.get("light").unwrap_or_default(),
        })
    });
    let data = use_data(move || (id(), asked.get()), |(id, a)| list_scenes(id, a.page, a.text, a.int_ext, a.light));
    view! {
        <Transition>{move || Suspend::new(async move {
            show(data.await, move |list| view! { <Scenes list=list asked=asked.get_untracked()/> })
        })}</Transition>
    }
}

/// Keeps the list: after hydration all scenes, and afresh after every write.
fn keep_fresh(desk: Desk) {
    let Refresh(count) = use_refresh();
    Effect::new(move |last: Option<u32>| {
        let now = count.get();
        if last.map_or(!desk.complete.get_untracked(), |last| last != now) {
            desk.fetch();
        }
        now
    });
}

#[component]
fn Scenes(list: SceneList, asked: Asked) -> impl IntoView {
    let head = use_production();
    let query = use_query_map();
    let (production, edits) = (head.production.id, head.may("script.edit"));
    let desk = Desk {
        production,
        edits,
        page: list.page,
        complete: RwSignal::new(list.complete),
        totals: RwSignal::new(list.totals),
        matching: RwSignal::new(list.matching),
        members: RwSignal::new(list.members),
        places: RwSignal::new(list.places),
        filter: RwSignal::new(Filter::of(&asked.text, &asked.int_ext, &asked.light)),
        editing: RwSignal::new(query.with_untracked(|q| q.get("edit").and_then(|id| id.parse().ok()))),
        rows: RwSignal::new(list.rows.into_iter().map(Arc::new).collect()),
        kept: StoredValue::new(asked.kept()),
    };
    keep_fresh(desk);
    let adding = Memo::new(move |_| edits && query.with(|q| q.get("add").is_some()));
    let empty = Memo::new(move |_| desk.totals.with(|t| t.scenes == 0));
    view! {
        <PageTitle text=t(k::SCRIPT_TITLE)/>
        <div class="page">
            <Head desk=desk empty=empty/>
            {edits.then(|| view! { <PartNames members=desk.members/> })}
            {move || adding.get().then(|| view! { <AddForm desk=desk/> })}
            {move || if empty.get() {
                view! { <NoScenes desk=desk/> }.into_any()
            } else {
                view! { <FilterBar desk=desk asked=asked.clone()/> <SceneTable desk=desk/> <Pager desk=desk/> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Head(desk: Desk, empty: Memo<bool>) -> impl IntoView {
    let reads = use_production().may("script.text") && !empty.get_untracked();
    let lang = lang();
    let sums = move || {
        let all = desk.totals.get();
        let mut parts = vec![words::scenes(lang, all.scenes), words::pages(lang, all.eighths)];
        if all.omitted > 0 {
            parts.push(words::omitted(lang, all.omitted));
        }
        if all.estimated > 0 {
            parts.push(words::estimated(lang, all.estimated));
        }
        parts.join(" · ")
    };
    let tools = desk.edits.then(|| view! {
        <a class="button" href=routes::production(desk.production, "script/import")><Icon name="upload"/>{t(k::SCRIPT_IMPORT)}</a>
        <a class="button" class:button--primary=move || !empty.get() href="?add=1"><Icon name="plus"/>{t(k::SCRIPT_ADD)}</a>
    });
    let files = reads.then(|| view! {
        <a class="button" rel="external" href=routes::production(desk.production, "screenplay/script.fdx")>{t(k::SCRIPT_FDX)}</a>
        <a class="button" rel="external" href=routes::production(desk.production, "screenplay/script.fountain")>{t(k::SCRIPT_FOUNTAIN)}</a>
    });
    // On phones the way to the breakdown is here: their navigation has no room for it.
    let breakdown = view! { <a class="button phone-only" href=routes::production(desk.production, "breakdown")>{t(k::PRODUCTIONS_BREAKDOWN)}</a> };
    view! { <div class="page__head"><hgroup><h1>{t(k::SCRIPT_TITLE)}</h1><p>{sums}</p></hgroup>{breakdown}{files}{tools}</div> }
}

#[component]
fn NoScenes(desk: Desk) -> impl IntoView {
    if desk.edits {
        return view! { <Upload production=desk.production title=t(k::SCRIPT_DROP) primary=true/> }.into_any();
    }
    view! { <div class="empty"><h2>{t(k::SCRIPT_NONE)}</h2><p>{t(k::SCRIPT_NONE_HINT)}</p></div> }.into_any()
}

/// A scene by hand.
#[component]
fn AddForm(desk: Desk) -> impl IntoView {
    let action = Act::of::<AddScene>();
    view! {
        <section class="card" aria-labelledby="add-scene">
            <div class="card__head"><h2 id="add-scene">{t(k::SCRIPT_ADD_TITLE)}</h2></div>
            <div class="card__body">
                <Form action=action class="form">
                    <input type="hidden" name="production" value=desk.production.to_string()/>
                    <SceneFields scene=None places=desk.places.get_untracked()/>
                    <div class="form__actions">
                        <button class="button">{t(k::SCRIPT_ADD_DO)}</button>
                        <a class="button button--quiet" href=routes::production(desk.production, "script")>{t(k::SCRIPT_CANCEL)}</a>
                    </div>
                </Form>
            </div>
        </section>
    }
}

/// `/` leads to the filter, unless something is being typed.
fn slash_focuses(id: &'static str) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            let typing = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()).is_some_and(|e| {
                matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || e.has_attribute("contenteditable")
            });
            if event.key() == "/" && !typing && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
                event.prevent_default();
                focus_soon(id.to_owned());
            }
        });
        on_cleanup(move || handle.remove());
    });
}

#[component]
fn FilterBar(desk: Desk, asked: Asked) -> impl IntoView {
    slash_focuses("script-filter");
    let live = RwSignal::new(false);
    Effect::new(move |_| live.set(true));
    let lang = lang();
    let choice = move |name: &'static str,
                       any: crate::text::Text,
                       choices: Vec<crate::ui::Choice>,
                       now: String,
                       set: fn(&mut Filter, &str)| {
        let all = choices
            .into_iter()
            .map(|c| {
                let selected = c.value == now;
                view! { <option value=c.value selected=selected>{c.label}</option> }
            })
            .collect_view();
        view! {
            <select class="select select--auto" name=name aria-label=t(any)
                on:change=move |event| desk.filter.update(|f| set(f, &event_target_value(&event)))>
                <option value="">{t(any)}</option>{all}
            </select>
        }
    };
    let int_exts = options(IntExt::ALL.map(|v| (v.key(), words::int_ext(v).say(lang))));
    let lights = options(Light::ALL.map(|v| (v.key(), words::light(v).say(lang))));
    let shown = move || {
        let found = if desk.complete.get() {
            desk.filter.get().take(&desk.rows.get()).len().to_string()
        } else {
            desk.matching.get().to_string()
        };
        tf(k::SCRIPT_FILTERED, &[("n", &found), ("all", &desk.totals.get().scenes.to_string())])
    };
    view! {
        <form class="filters" role="search" method="get" on:submit=move |event| if live.get_untracked() { event.prevent_default() }>
            <label class="search">
                <span class="sr">{t(k::SCRIPT_FIND)}</span><Icon name="search"/>
                <input class="input" id="script-filter" type="search" name="q" value=asked.text.clone() placeholder=t(k::SCRIPT_FIND_HINT)
                    on:input=move |event| desk.filter.update(|f| f.text = event_target_value(&event))/>
                <kbd aria-hidden="true">"/"</kbd>
            </label>
            {choice("ie", k::SCRIPT_ANY_INT_EXT, int_exts, asked.int_ext.clone(), |f, v| f.int_ext = v.parse().ok())}
            {choice("light", k::SCRIPT_ANY_LIGHT, lights, asked.light.clone(), |f, v| f.light = v.parse().ok())}
            <button class="button" hidden=live>{t(k::SCRIPT_SHOW)}</button>
            <span class="filters__count" role="status">{shown}</span>
        </form>
    }
}

#[component]
fn SceneTable(desk: Desk) -> impl IntoView {
    let shown: Memo<Vec<Arc<SceneRow>>> = Memo::new(move |_| {
        let rows = desk.rows.get();
        // Before all scenes are here the server has filtered what is shown.
        if desk.complete.get() { desk.filter.get().take(&rows) } else { rows }
    });
    let count = Memo::new(move |_| shown.with(Vec::len));
    let view = Window::new(count.get_untracked());
    let body = NodeRef::<html::Tbody>::new();
    let look = move || view.look(body, count.get_untracked());
    Effect::new(move |_| {
        count.track();
        look();
    });
    Effect::new(move |_| {
        let scroll = window_event_listener(ev::scroll, move |_| look());
        let resize = window_event_listener(ev::resize, move |_| look());
        on_cleanup(move || {
            scroll.remove();
            resize.remove();
        });
    });
    // A row that is being edited stays, however far one scrolls: what was typed is in it.
    let span = Memo::new(move |_| {
        let ((from, to), all) = (view.rows.get(), count.get());
        let (from, to) = (from.min(all), to.min(all));
        let open = desk.editing.get().and_then(|id| shown.with(|rows| rows.iter().position(|s| s.id == id)));
        open.map_or((from, to), |at| (from.min(at), to.max(at + 1)))
    });
    let near = Memo::new(move |_| {
        let (from, to) = span.get();
        shown.with(|all| all.get(from..to.min(all.len())).unwrap_or_default().to_vec())
    });
    let gap = |height: Signal<i64>| {
        view! {
            <tr class="scenes__gap" aria-hidden="true" hidden=move || height.get() == 0>
                <td colspan=COLUMNS><svg width="1" height=move || height.get().to_string()></svg></td>
            </tr>
        }
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=t(k::SCRIPT_TITLE) on:scroll=move |_| look()>
            <table class="table table--stick table--fold scenes" aria-rowcount=move || (count.get() + 1).to_string()>
                <caption class="sr">{t(k::SCRIPT_CAPTION)}</caption>
                <TableHead/>
                <tbody node_ref=body>
                    {gap(Signal::derive(move || view.pixels(span.get().0)))}
                    <For each=move || near.get() key=|scene| scene.id let:scene><SceneLine scene=scene desk=desk/></For>
                    {gap(Signal::derive(move || view.pixels(count.get().saturating_sub(span.get().1))))}
                </tbody>
            </table>
            {move || (count.get() == 0).then(|| view! { <div class="empty empty--bare"><p>{t(k::SCRIPT_NO_MATCH)}</p></div> })}
        </div>
    }
}

#[component]
fn TableHead() -> impl IntoView {
    view! {
        <thead><tr>
            <th scope="col">{t(k::SCRIPT_NO)}</th>
            <th scope="col">{t(k::SCRIPT_IE)}</th>
            <th scope="col">{t(k::SCRIPT_DN)}</th>
            <th scope="col">{t(k::SCRIPT_SET)}</th>
            <th scope="col" class="grow">{t(k::SCRIPT_SYNOPSIS)}</th>
            <th scope="col" class="num">{t(k::SCRIPT_PAGES)}</th>
            <th scope="col">{t(k::SCRIPT_CAST)}</th>
            <th scope="col">{t(k::SCRIPT_LOCATION)}</th>
            <th scope="col"><span class="sr">{t(k::SCRIPT_EDIT)}</span></th>
        </tr></thead>
    }
}

/// Pages of a hundred, as long as not all scenes are here.
#[component]
fn Pager(desk: Desk) -> impl IntoView {
    let page = desk.page;
    move || {
        let all = desk.matching.get();
        if desk.complete.get() || all <= PAGE {
            return None;
        }
        let (first, last) = ((page - 1) * PAGE + 1, (page * PAGE).min(all));
        let range =
            tf(k::SCRIPT_RANGE, &[("from", &first.to_string()), ("to", &last.to_string()), ("all", &all.to_string())]);
        let back = (page > 1).then(
            || view! { <a class="button" href=desk.page_link(page - 1)><Icon name="left"/>{t(k::SCRIPT_BACK)}</a> },
        );
        let next = (last < all).then(
            || view! { <a class="button" href=desk.page_link(page + 1)>{t(k::SCRIPT_NEXT)}<Icon name="right"/></a> },
        );
        Some(
            view! { <nav class="pager" aria-label=t(k::SCRIPT_PAGER)><span>{range}</span><span class="row">{back}{next}</span></nav> },
        )
    }
}

/// A value in an address.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
