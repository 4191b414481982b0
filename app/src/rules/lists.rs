//! People, places, days and scenes with what is kept of them; each leads to its form.
use super::{
    data::{DayLine, PackLine, PersonLine, PlaceLine, SceneLine},
    typed,
    words::{day_type, flag, pack_of},
};
use crate::{
    routes,
    schedule::words,
    text::{Text, k, lang, t, tf},
    ui::{Badge, Tone},
    values::ProductionId,
};
use leptos::prelude::*;

/// A list under a heading, with the names of its columns.
fn table(id: &'static str, title: Text, columns: &[Text], rows: AnyView) -> AnyView {
    let heads = columns.iter().map(|name| view! { <th scope="col">{t(*name)}</th> }).collect_view();
    view! {
        <section class="stack" aria-labelledby=id>
            <h2 id=id>{t(title)}</h2>
            <div class="table-box" tabindex="0" role="region" aria-labelledby=id>
                <table class="table table--fold"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
    }
    .into_any()
}

/// A name that leads to its form, where it may be changed.
fn name(production: ProductionId, below: &str, name: String, edits: bool) -> AnyView {
    let to = routes::production(production, &format!("rules/{below}"));
    if edits {
        view! { <th scope="row"><a class="row-link" href=to>{name}</a></th> }.into_any()
    } else {
        view! { <th scope="row">{name}</th> }.into_any()
    }
}

#[component]
pub(super) fn People(production: ProductionId, people: Vec<PersonLine>, packs: Vec<PackLine>) -> impl IntoView {
    let row = |person: PersonLine| {
        let permit = if person.permit { (Tone::Good, k::RULES_PERMIT) } else { (Tone::Warn, k::RULES_NO_PERMIT) };
        let minor = person.minor.then(
            || view! { <Badge tone=Tone::Info text=t(k::RULES_MINOR)/>" "<Badge tone=permit.0 text=t(permit.1)/> },
        );
        view! {
            <tr>{name(production, &format!("people/{}", person.id), person.name, true)}
                <td class="fold-line">{pack_of(&person.pack, &packs, k::RULES_PACK_OTHER)}</td>
                <td class="fold-line">{minor}</td></tr>
        }
    };
    let rows = people.into_iter().map(row).collect_view().into_any();
    table("rules-people", k::RULES_PEOPLE, &[k::RULES_NAME, k::RULES_PACK, k::RULES_MINOR], rows)
}

#[component]
pub(super) fn Places(production: ProductionId, places: Vec<PlaceLine>, edits: bool) -> impl IntoView {
    let row = |place: PlaceLine| {
        let rules = place.rules;
        let periods = typed::periods(&rules.periods).replace('\n', ", ").replace(' ', " – ").replace(", – ", ", ");
        let when = if periods.is_empty() { t(k::RULES_ALWAYS).to_owned() } else { periods };
        let off = typed::dates(&rules.off).replace('\n', ", ");
        let hours = [rules.from, rules.to].map(typed::time);
        let hours = (rules.from.is_some() || rules.to.is_some()).then(|| hours.join(" – "));
        view! {
            <tr>{name(production, &format!("places/{}", place.id), place.name, edits)}
                <td class="fold-line">{when}</td><td class="fold-line">{off}</td><td class="fold-line">{hours}</td></tr>
        }
    };
    let rows = places.into_iter().map(row).collect_view().into_any();
    let columns = [k::RULES_NAME, k::RULES_PERIODS, k::RULES_OFF, k::RULES_HOURS_OF_DAY];
    table("rules-places", k::RULES_PLACES, &columns, rows)
}

#[component]
pub(super) fn Days(production: ProductionId, days: Vec<DayLine>, edits: bool) -> impl IntoView {
    let row = |day: DayLine| {
        let label = words::day_name(lang(), &day.label, day.kind);
        let label = format!("{label} · {}", words::date(lang(), day.date));
        let plan = day.rules.plan_b.map(|plan| {
            let by = plan.decide_by.map(|at| tf(k::RULES_DECIDED_BY, &[("time", &words::time(lang(), day.date, at))]));
            let cover = if day.cover.is_empty() { t(k::RULES_NO_COVER).to_owned() } else { day.cover.clone() };
            [Some(cover), by].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        });
        view! {
            <tr>{name(production, &format!("days/{}", day.id), label, edits)}
                <td class="fold-line">{t(day_type(day.rules.day_type))}</td><td class="fold-line">{plan}</td></tr>
        }
    };
    let rows = days.into_iter().map(row).collect_view().into_any();
    table("rules-days", k::RULES_DAYS, &[k::RULES_DAY, k::RULES_DAY_TYPE, k::RULES_PLAN_B], rows)
}

#[component]
pub(super) fn Scenes(production: ProductionId, scenes: Vec<SceneLine>, edits: bool) -> impl IntoView {
    if scenes.is_empty() {
        return ().into_any();
    }
    let state = |done: bool, yes: Text, no: Text| {
        let (tone, text) = if done { (Tone::Good, yes) } else { (Tone::Warn, no) };
        view! { <Badge tone=tone text=t(text)/> }
    };
    let row = |scene: SceneLine| {
        let flags: Vec<&str> = scene.flags.iter().map(|what| t(flag(*what))).collect();
        view! {
            <tr>{name(production, &format!("scenes/{}", scene.id), tf(k::RULES_SCENE, &[("n", &scene.number)]), edits)}
                <td class="fold-line">{flags.join(", ")}</td>
                <td class="fold-line">{state(scene.risk_assessed, k::RULES_ASSESSED, k::RULES_NOT_ASSESSED)}</td>
                <td class="fold-line">{state(scene.supervised, k::RULES_SUPERVISED, k::RULES_NOT_SUPERVISED)}</td></tr>
        }
    };
    let rows = scenes.into_iter().map(row).collect_view().into_any();
    let columns = [k::RULES_SCENE_COLUMN, k::RULES_CARE, k::RULES_RISK, k::RULES_SUPERVISOR];
    table("rules-scenes", k::RULES_SCENES, &columns, rows)
}
