//! Small pieces of the script's pages: the state they share, the fields of a scene.
use super::{
    api::list_scenes,
    model::{Filter, Member, Place, SceneRow, Totals},
    words,
};
use crate::{
    text::{k, lang, t},
    ui::{Check, Choice, Field, Pick, TextArea, options},
    values::{IntExt, Light, ProductionId, SceneId},
};
use leptos::prelude::*;
use std::sync::Arc;

/// What the parts of the list of scenes share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub production: ProductionId,
    /// Whether the viewer may change scenes.
    pub edits: bool,
    /// Page of the list that the server rendered, to come back to.
    pub page: i64,
    /// The filter of that page, as it stands in an address behind the page.
    pub kept: StoredValue<String>,
    /// Scenes in script order: those of the page, later all.
    pub rows: RwSignal<Vec<Arc<SceneRow>>>,
    /// All scenes are in `rows`.
    pub complete: RwSignal<bool>,
    pub totals: RwSignal<Totals>,
    /// How many the filter shows, counted by the server.
    pub matching: RwSignal<i64>,
    pub members: RwSignal<Vec<Member>>,
    pub places: RwSignal<Vec<Place>>,
    pub filter: RwSignal<Filter>,
    /// The scene whose row is a form.
    pub editing: RwSignal<Option<SceneId>>,
}

impl Desk {
    /// Address of a page of this list.
    pub fn page_link(self, page: i64) -> String {
        self.kept.with_value(|kept| format!("?page={page}{kept}"))
    }
    /// Fetches the whole script in one answer.
    pub fn fetch(self) {
        leptos::task::spawn_local(async move {
            let none = String::new;
            if let Ok(list) = list_scenes(self.production, 0, none(), none(), none()).await {
                self.totals.try_set(list.totals);
                self.members.try_set(list.members);
                self.places.try_set(list.places);
                self.rows.try_set(list.rows.into_iter().map(Arc::new).collect());
                self.complete.try_set(true);
            }
        });
    }
}

/// The fields of a scene, filled from one or empty.
#[component]
pub(super) fn SceneFields(
    /// The scene, if there is one.
    scene: Option<Arc<SceneRow>>,
    /// Locations to choose from.
    places: Vec<Place>,
) -> impl IntoView {
    let text = |f: fn(&SceneRow) -> String| scene.as_ref().map(|s| f(s)).unwrap_or_default();
    let int_exts = options(IntExt::ALL.map(|v| (v.key(), t(words::int_ext(v)))));
    let lights = options(Light::ALL.map(|v| (v.key(), t(words::light(v)))));
    let int_ext = scene.as_ref().map_or(IntExt::Int, |s| s.int_ext).key();
    let light = scene.as_ref().map_or(Light::Day, |s| s.light).key();
    let none = Choice { value: String::new(), label: t(k::SCRIPT_NO_LOCATION).to_owned() };
    let places = std::iter::once(none)
        .chain(places.into_iter().map(|p| Choice { value: p.id.to_string(), label: p.name }))
        .collect();
    let location = scene.as_ref().and_then(|s| s.location).map(|l| l.to_string()).unwrap_or_default();
    view! {
        <div class="fields scene-fields">
            <Field name="number" label=t(k::SCRIPT_NUMBER) value=text(|s| s.number.clone()) required=true/>
            <Pick name="int_ext" label=t(k::SCRIPT_INT_OR_EXT) value=int_ext choices=int_exts/>
            <Field name="set_name" label=t(k::SCRIPT_SET) value=text(|s| s.set_name.clone()) required=true class="field--wide"/>
            <Field name="day_night" label=t(k::SCRIPT_DAY_NIGHT) value=text(|s| s.day_night.clone())/>
            <Pick name="light" label=t(k::SCRIPT_LIGHT) value=light choices=lights/>
            <Field name="eighths" label=t(k::SCRIPT_PAGES) value=text(|s| s.eighths.to_string()) hint=t(k::SCRIPT_PAGES_HINT) required=true/>
            <Field name="cast" label=t(k::SCRIPT_CAST) value=text(SceneRow::cast_names) hint=t(k::SCRIPT_CAST_HINT) list="script-parts" class="field--wide"/>
            <Pick name="location" label=t(k::SCRIPT_LOCATION) value=location choices=places/>
            <TextArea name="synopsis" label=t(k::SCRIPT_SYNOPSIS) value=text(|s| s.synopsis.clone()) rows=2/>
            <Check name="closed" label=t(k::SCRIPT_CLOSED_LONG) checked=scene.as_ref().is_some_and(|s| s.closed)/>
        </div>
    }
}

/// Names of parts, suggested in the cast field.
#[component]
pub(super) fn PartNames(
    /// All parts.
    members: RwSignal<Vec<Member>>,
) -> impl IntoView {
    view! {
        <datalist id="script-parts">
            {move || members.get().into_iter().map(|m| view! { <option value=m.name></option> }).collect_view()}
        </datalist>
    }
}

/// `1 2/8`, with a word where the length is a guess.
pub(super) fn length(scene: &SceneRow) -> impl IntoView + use<> {
    let guess = scene
        .estimated
        .then(|| view! { " " <abbr class="faint small" title=t(k::SCRIPT_ESTIMATED)>{t(k::SCRIPT_EST)}</abbr> });
    view! { {scene.eighths.to_string()}{guess} }
}

/// The time of day as in the script, or the light where the script has no words.
pub(crate) fn time_of_day(day_night: &str, light: Light) -> String {
    if day_night.is_empty() && light != Light::Other {
        return words::light(light).say(lang()).to_owned();
    }
    day_night.to_owned()
}
