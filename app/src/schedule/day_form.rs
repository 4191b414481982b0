//! The form of a shooting day: a new one, or one being changed.
use super::{
    api::{AddDay, EditDay, RemoveDay},
    data::{Background, DayDetail, NewDay, Place, key},
    model::{BoardUnit, DayKind, DayState},
    words,
};
use crate::{
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Field, Form, Pick, TextArea, options},
    values::*,
};
use leptos::prelude::*;

pub(super) const KINDS: [DayKind; 9] = [
    DayKind::Shoot,
    DayKind::Prep,
    DayKind::Fitting,
    DayKind::CameraTest,
    DayKind::Rig,
    DayKind::Travel,
    DayKind::Off,
    DayKind::Holiday,
    DayKind::Hiatus,
];
const STATES: [DayState; 5] =
    [DayState::Planned, DayState::Standby, DayState::Swapped, DayState::PartLost, DayState::Cancelled];

/// A new day.
#[component]
pub(super) fn AddForm(
    production: ProductionId,
    next: NewDay,
    units: Vec<BoardUnit>,
    places: Vec<Place>,
) -> impl IntoView {
    let action = Act::of::<AddDay>();
    view! {
        <section class="card" id="add">
            <div class="card__head"><h2>{t(k::SCHEDULE_ADD_DAY)}</h2></div>
            <div class="card__body">
                <Form action=action class="form" label=t(k::SCHEDULE_ADD_DAY)>
                    <input type="hidden" name="production" value=production.to_string()/>
                    <Fields day=next units=units places=places edit=false/>
                    <div class="form__actions"><button class="button button--primary">{t(k::SCHEDULE_ADD_DAY)}</button></div>
                </Form>
            </div>
        </section>
    }
}

/// A day being changed; it can be removed as long as no call sheet went out for it.
#[component]
pub(super) fn EditForm(
    production: ProductionId,
    day: DayDetail,
    units: Vec<BoardUnit>,
    places: Vec<Place>,
) -> impl IntoView {
    let (edit, remove) = (Act::of::<EditDay>(), Act::of::<RemoveDay>());
    let name = format!("{} · {}", words::day_name(lang(), &day.label, day.day.kind), words::date(lang(), day.day.date));
    let (id, version, issued) = (day.id, day.version, day.issued);
    view! {
        <section class="card" id="edit">
            <div class="card__head"><h2>{tf(k::SCHEDULE_EDIT_DAY, &[("name", &name)])}</h2></div>
            <div class="card__body">
                <Form action=edit key=id.to_string() class="form" label=name>
                    <input type="hidden" name="production" value=production.to_string()/>
                    <input type="hidden" name="day" value=id.to_string()/>
                    <input type="hidden" name="version" value=version.to_string()/>
                    <Fields day=day.day units=units places=places edit=true/>
                    <div class="form__actions">
                        <button class="button button--primary">{t(k::SCHEDULE_SAVE)}</button>
                        <a class="button button--quiet" href=routes::production(production, "days")>{t(k::SCHEDULE_CANCEL)}</a>
                    </div>
                </Form>
            </div>
            <div class="card__foot">
                {if issued {
                    view! { <p class="muted">{t(k::SCHEDULE_ISSUED_STAYS)}</p> }.into_any()
                } else {
                    view! {
                        <Form action=remove key=id.to_string() class="form" label=t(k::SCHEDULE_REMOVE_DAY)>
                            <input type="hidden" name="production" value=production.to_string()/>
                            <input type="hidden" name="day" value=id.to_string()/>
                            <input type="hidden" name="version" value=version.to_string()/>
                            <p class="muted">{t(k::SCHEDULE_REMOVE_HINT)}</p>
                            <button class="button button--danger">{t(k::SCHEDULE_REMOVE_DAY)}</button>
                        </Form>
                    }.into_any()
                }}
            </div>
        </section>
    }
}

#[component]
fn Fields(day: NewDay, units: Vec<BoardUnit>, places: Vec<Place>, edit: bool) -> impl IntoView {
    let kinds = options(KINDS.map(|kind| (key(kind), t(words::kind(kind)))));
    let states = options(STATES.map(|state| (key(state), t(words::state(state)))));
    let units = options(units.into_iter().map(|u| (u.id.to_string(), u.name)));
    let no_place = std::iter::once((String::new(), t(k::SCHEDULE_NO_PLACE).to_owned()));
    let places = options(no_place.chain(places.into_iter().map(|p| (p.id.to_string(), p.name))));
    let location = day.location.map(|l| l.to_string()).unwrap_or_default();
    let background = day.background.iter().map(Background::line).collect::<Vec<_>>().join("\n");
    view! {
        <div class="fields">
            <Field name="date" label=t(k::SCHEDULE_DATE_LABEL) kind="date" value=day.date.to_string() required=true/>
            <Pick name="unit" label=t(k::SCHEDULE_UNIT) choices=units value=day.unit.to_string()/>
            <Pick name="kind" label=t(k::SCHEDULE_KIND) choices=kinds value=key(day.kind)/>
            {edit.then(|| view! { <Pick name="state" label=t(k::SCHEDULE_STATE) choices=states value=key(day.state)/> })}
        </div>
        <div class="fields">
            <Field name="unit_call" label=t(k::SCHEDULE_UNIT_CALL) value=words::typed(Some(day.unit_call)) required=true class="field--time"/>
            <Field name="shooting_call" label=t(k::SCHEDULE_SHOOTING_CALL) value=words::typed(day.shooting_call) class="field--time"/>
            <Field name="lunch" label=t(k::SCHEDULE_LUNCH) value=words::typed(day.lunch) class="field--time"/>
            <Field name="est_wrap" label=t(k::SCHEDULE_EST_WRAP) value=words::typed(Some(day.est_wrap)) hint=t(k::SCHEDULE_WRAP_HINT) required=true class="field--time"/>
        </div>
        <Pick name="location" label=t(k::SCHEDULE_PLACE) choices=places value=location/>
        <Field name="weather" label=t(k::SCHEDULE_WEATHER) value=day.weather/>
        <TextArea name="hazards" label=t(k::SCHEDULE_HAZARDS) value=day.hazards rows=2/>
        <TextArea name="notes" label=t(k::SCHEDULE_NOTES) value=day.notes/>
        <TextArea name="background" label=t(k::SCHEDULE_BACKGROUND) value=background rows=2 hint=t(k::SCHEDULE_BACKGROUND_HINT)/>
    }
}
