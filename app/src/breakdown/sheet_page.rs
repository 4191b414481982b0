//! A scene's breakdown sheet: its header, its boxes by category, its words.
use super::{
    api::{load_sheet, load_text},
    model::{CategoryRow, SceneText, Sheet},
    parts::{FlagBadges, Known},
    script_text::ScriptText,
    sheet_form::{AddForm, Boxes, SheetForm},
};
use crate::{
    error::AppError,
    productions::{production_id, use_production},
    routes,
    text::{k, t, tf},
    ui::{Icon, PageTitle, Transition, show, use_data, use_params_map, use_refresh},
    values::{ProductionId, SceneId},
};
use leptos::prelude::*;

/// What the parts of the sheet share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub production: ProductionId,
    pub scene: SceneId,
    pub edits: bool,
    pub own: StoredValue<Vec<CategoryRow>>,
}

/// A breakdown sheet.
#[component]
pub fn SheetPage() -> impl IntoView {
    let id = production_id();
    let head = use_production();
    let (edits, reads) = (head.may("script.edit"), head.may("script.text"));
    let params = use_params_map();
    let scene = move || params.read().get("scene").and_then(|s| s.parse::<SceneId>().ok()).unwrap_or_default();
    let refresh = use_refresh();
    let key = move || (id(), scene(), refresh.0.get());
    let data = use_data(key, |(id, scene, _)| load_sheet(id, scene));
    let words = use_data(key, move |(id, scene, _)| async move {
        if reads { load_text(id, scene).await.map(Some) } else { Ok::<_, AppError>(None) }
    });
    // Side by side: what waits for data inside of what waits does not hydrate.
    view! {
        <div class="page">
            <Transition>{move || Suspend::new(async move {
                show(data.await, move |sheet| view! { <Whole sheet=sheet production=id() edits=edits/> })
            })}</Transition>
            <Transition>{move || Suspend::new(async move {
                let (words, sheet) = (words.await, data.await);
                match (words, sheet) {
                    (Ok(Some(words)), Ok(sheet)) => Some(view! { <Words words=words sheet=sheet production=id() edits=edits/> }),
                    _ => None,
                }
            })}</Transition>
        </div>
    }
}

#[component]
fn Words(words: SceneText, sheet: Sheet, production: ProductionId, edits: bool) -> impl IntoView {
    let desk = Desk { production, scene: sheet.scene.id, edits, own: StoredValue::new(sheet.categories) };
    view! { <ScriptText desk=desk text=words/> }
}

#[component]
fn Whole(sheet: Sheet, production: ProductionId, edits: bool) -> impl IntoView {
    let desk = Desk { production, scene: sheet.scene.id, edits, own: StoredValue::new(sheet.categories.clone()) };
    let title = tf(k::BREAKDOWN_SHEET, &[("number", &sheet.scene.number)]);
    let step = |to: Option<super::model::Neighbour>, icon: &'static str, words: crate::text::Text| match to {
        Some(n) => {
            let label = tf(words, &[("number", &n.number)]);
            let to = routes::production(production, &format!("breakdown/{}", n.id));
            view! { <a class="button button--icon" href=to aria-label=label.clone() title=label><Icon name=icon/></a> }
                .into_any()
        }
        None => view! { <span class="button button--icon" aria-hidden="true" data-off=""><Icon name=icon/></span> }
            .into_any(),
    };
    let (previous, next) = (
        step(sheet.previous.clone(), "left", k::BREAKDOWN_PREVIOUS_SCENE),
        step(sheet.next.clone(), "right", k::BREAKDOWN_NEXT_SCENE),
    );
    let known = sheet.known.clone();
    let print = routes::production(
        production,
        &format!("reports/breakdown-sheets/breakdown-sheets.pdf?scene={}", sheet.scene.id),
    );
    view! {
        <PageTitle text=title.clone()/>
        <header class="page__head">
            <hgroup>
                <ol class="crumbs"><li><a href=routes::production(production, "breakdown")>{t(k::BREAKDOWN_TITLE)}</a></li></ol>
                <h1>{title}</h1>
            </hgroup>
            <a class="button" rel="external" href=print>{t(k::BREAKDOWN_PRINT)}</a>
            <nav class="stepper" aria-label=t(k::BREAKDOWN_SCENES)>{previous}{next}</nav>
        </header>
        <Header sheet=sheet.clone()/>
        {edits.then(|| view! { <Known id="known-elements" known=known own=desk.own/> })}
        <Boxes desk=desk sheet=sheet.clone()/>
        {edits.then(|| view! { <AddForm desk=desk/> })}
        <SheetForm desk=desk sheet=sheet/>
    }
}

/// What the script says of the scene, as a breakdown sheet is headed.
#[component]
fn Header(sheet: Sheet) -> impl IntoView {
    let s = sheet.scene;
    let minutes = sheet.minutes.map(|m| tf(k::BREAKDOWN_MINUTES_SHORT, &[("n", &m.to_string())])).unwrap_or_default();
    let unit = sheet.units.iter().find(|u| Some(u.id) == sheet.fields.unit).map(|u| u.name.clone()).unwrap_or_default();
    let facts = [
        (k::BREAKDOWN_NO, s.number.clone()),
        (k::BREAKDOWN_IE, t(crate::script::int_ext(s.int_ext)).to_owned()),
        (k::BREAKDOWN_SET, s.set_name.clone()),
        (k::BREAKDOWN_DN, crate::script::time_of_day(&s.day_night, s.light)),
        (k::BREAKDOWN_LENGTH, s.eighths.to_string()),
        (k::BREAKDOWN_SCRIPT_DAY, sheet.fields.script_day.clone()),
        (k::BREAKDOWN_MINUTES, minutes),
        (k::BREAKDOWN_UNIT, unit),
        (k::BREAKDOWN_SEQUENCE, sheet.fields.sequence.clone()),
        (k::BREAKDOWN_LOCATION, s.location_name.clone()),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <div><dt>{t(name)}</dt><dd>{value}</dd></div> })
        .collect_view();
    let synopsis = (!s.synopsis.is_empty()).then(|| view! { <p>{s.synopsis.clone()}</p> });
    let omitted =
        s.omitted.then(|| view! { <span class="badge badge--line"><Icon name="x"/>{t(k::BREAKDOWN_OMITTED)}</span> });
    let tone = s.tone();
    view! {
        <section class="card breakdown breakdown__head" data-tone=tone aria-label=t(k::BREAKDOWN_SCENE)>
            <dl class="breakdown__facts">{facts}</dl>
            {synopsis}
            <span class="row">{omitted}<FlagBadges flags=sheet.fields.flags closed=s.closed/></span>
        </section>
    }
}
