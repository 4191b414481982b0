//! All elements of the production by category; one of them open.
use super::{
    api::{AddCategory, RemoveCategory, load_elements},
    element_page::ElementPanel,
    model::{CategoryRow, ElementRow, Elements, OWN, hue, name},
    parts::{Pages, choices, kept},
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Empty, Field, Form, Icon, Page, Transition, show, use_data, use_query_map, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    page: i64,
    text: String,
    category: String,
    element: String,
}

/// Elements of the production.
#[component]
pub fn ElementsPage() -> impl IntoView {
    let id = production_id();
    let query = use_query_map();
    let refresh = use_refresh();
    let asked = Memo::new(move |_| {
        query.with(|q| Asked {
            page: q.get("page").and_then(|p| p.parse().ok()).unwrap_or(1),
            text: q.get("q").unwrap_or_default(),
            category: q.get("category").unwrap_or_default(),
            element: q.get("element").unwrap_or_default(),
        })
    });
    let data = use_data(
        move || (id(), asked.get(), refresh.0.get()),
        |(id, a, _)| load_elements(id, a.page, a.text, a.category, a.element),
    );
    view! {
        <Transition>{move || Suspend::new(async move {
            show(data.await, move |list| view! { <List list=list asked=asked.get_untracked()/> })
        })}</Transition>
    }
}

#[component]
fn List(list: Elements, asked: Asked) -> impl IntoView {
    let head = use_production();
    let (production, edits) = (head.production.id, head.may("script.edit"));
    let filter = kept(&[("q", &asked.text), ("category", &asked.category)]);
    let own = StoredValue::new(list.categories.clone());
    let actions = move || {
        view! {
            <a class="button" href=routes::production(production, "reports/element-list")>{t(k::REPORTS_ELEMENT_LIST)}</a>
            <a class="button" href=routes::production(production, "breakdown")>{t(k::BREAKDOWN_TITLE)}</a>
        }
    };
    let panel = list.open.clone().map(
        |file| view! { <ElementPanel production=production file=file edits=edits own=own known=list.known.clone()/> },
    );
    let none = (list.all == 0)
        .then(|| view! { <Empty title=t(k::BREAKDOWN_NO_ELEMENTS_YET) hint=t(k::BREAKDOWN_NO_ELEMENTS_HINT)/> });
    let no_match = (list.all > 0 && list.rows.is_empty())
        .then(|| view! { <p class="empty empty--bare">{t(k::BREAKDOWN_NO_MATCH)}</p> });
    let mut codes: Vec<i64> = list.rows.iter().map(|e| e.category).collect();
    codes.dedup();
    let open = asked.element.clone();
    let page = list.page;
    let groups = codes
        .into_iter()
        .map(|code| {
            let rows: Vec<ElementRow> = list.rows.iter().filter(|e| e.category == code).cloned().collect();
            view! { <Group production=production code=code rows=rows own=own kept=format!("&page={page}{filter}") open=open.clone()/> }
        })
        .collect_view();
    view! {
        <Page title=t(k::BREAKDOWN_ELEMENTS) actions=actions>
            <Filter asked=asked.clone() categories=list.categories.clone() matching=list.matching all=list.all/>
            {panel}{none}{no_match}
            <div class="boxes">{groups}</div>
            <Pages page=page matching=list.matching kept=filter.clone()/>
            {edits.then(|| view! { <OwnCategories production=production categories=list.categories/> })}
        </Page>
    }
}

#[component]
fn Filter(asked: Asked, categories: Vec<CategoryRow>, matching: i64, all: i64) -> impl IntoView {
    let options = choices(&categories, false)
        .into_iter()
        .map(|c| {
            let selected = c.value == asked.category;
            view! { <option value=c.value selected=selected>{c.label}</option> }
        })
        .collect_view();
    let count = tf(k::BREAKDOWN_FILTERED_ELEMENTS, &[("n", &matching.to_string()), ("all", &all.to_string())]);
    view! {
        <form class="filters" role="search" method="get">
            <label class="search">
                <span class="sr">{t(k::BREAKDOWN_FIND_ELEMENT)}</span><Icon name="search"/>
                <input class="input" type="search" name="q" value=asked.text placeholder=t(k::BREAKDOWN_FIND_ELEMENT)/>
            </label>
            <select class="select select--auto" name="category" aria-label=t(k::BREAKDOWN_ANY_CATEGORY)>
                <option value="">{t(k::BREAKDOWN_ANY_CATEGORY)}</option>{options}
            </select>
            <button class="button">{t(k::BREAKDOWN_SHOW)}</button>
            <span class="filters__count" role="status">{count}</span>
        </form>
    }
}

#[component]
fn Group(
    production: ProductionId,
    code: i64,
    rows: Vec<ElementRow>,
    own: StoredValue<Vec<CategoryRow>>,
    kept: String,
    open: String,
) -> impl IntoView {
    let title = own.with_value(|own| name(lang(), code, own));
    let lines = rows
        .into_iter()
        .map(|e| {
            let to = routes::production(production, &format!("elements?element={}{kept}", e.id));
            let here = (e.id.to_string() == open).then_some("true");
            let code = (!e.code.is_empty()).then(|| view! { <span class="castno">{e.code.clone()}</span> });
            let scenes = tf(k::BREAKDOWN_N_SCENES, &[("n", &e.scenes.to_string())]);
            view! { <li class="element">{code}<span><a href=to aria-current=here>{e.name.clone()}</a><small>{scenes}</small></span></li> }
        })
        .collect_view();
    view! { <section class="box" data-hue=hue(code).key()><h2>{title}</h2><ul>{lines}</ul></section> }
}

/// The production's own categories.
#[component]
fn OwnCategories(production: ProductionId, categories: Vec<CategoryRow>) -> impl IntoView {
    let action = Act::of::<AddCategory>();
    let lines = categories
        .into_iter()
        .filter(|c| c.code >= OWN && !c.name.is_empty())
        .map(|c| {
            let remove = (c.elements == 0)
                .then(|| view! { <DropCategory production=production code=c.code name=c.name.clone()/> });
            view! { <li class="element"><span>{c.name.clone()}</span>{remove}</li> }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="own-categories">
            <div class="card__head"><h2 id="own-categories">{t(k::BREAKDOWN_OWN_CATEGORIES)}</h2></div>
            <div class="card__body">
                <ul>{lines}</ul>
                <Form action=action class="form">
                    <input type="hidden" name="production" value=production.to_string()/>
                    <Field name="name" label=t(k::BREAKDOWN_NEW_CATEGORY) required=true autocomplete="off"/>
                    <div class="form__actions"><button class="button">{t(k::BREAKDOWN_ADD)}</button></div>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn DropCategory(production: ProductionId, code: i64, name: String) -> impl IntoView {
    let action = Act::of::<RemoveCategory>();
    let label = tf(k::BREAKDOWN_REMOVE_OF, &[("name", &name)]);
    view! {
        <Form action=action key=code.to_string() class="element__out">
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="code" value=code.to_string()/>
            <button class="button button--quiet button--icon" aria-label=label.clone() title=label><Icon name="x"/></button>
        </Form>
    }
}
