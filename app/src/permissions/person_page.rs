//! What one person may see and do, in sentences: what, why, until when; and the way to look through their eyes.
use super::{
    api::{GrantAccess, LookThrough, RevokeAccess, load_access},
    page::grouped,
    screen::{Access, Choice, Grant, Held, Why, depth_mark, depth_word},
};
use crate::{
    people::role_name,
    productions::production_id,
    routes,
    text::{k, t, tf},
    ui::{
        Act, Field, Form, Notice, Page, Pick, Tone, Transition, options, show, use_data, use_params_map, use_refresh,
    },
    values::{PersonId, ProductionId},
};
use leptos::prelude::*;

/// One person's permissions.
#[component]
pub fn AccessPage() -> impl IntoView {
    let id = production_id();
    let params = use_params_map();
    let person = move || params.read().get("person").and_then(|p| p.parse::<PersonId>().ok()).unwrap_or_default();
    let refresh = use_refresh();
    let data = use_data(move || (id(), person(), refresh.0.get()), |(id, person, _)| load_access(id, person));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |all: Access| {
            let production = id();
            let title = tf(k::PERMISSIONS_OF, &[("name", &all.name)]);
            let who = [t(role_name(all.role)), all.department.as_str()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
            view! {
                <Page title=title>
                    <ol class="crumbs">
                        <li><a href=routes::production(production, "people")>{t(k::PEOPLE_TITLE)}</a></li>
                        <li><a href=routes::person(production, all.person)>{all.name.clone()}</a></li>
                        <li><a href=routes::production(production, "permissions")>{t(k::PERMISSIONS_TITLE)}</a></li>
                    </ol>
                    <p class="muted">{who}</p>
                    <Eyes production=production person=all.person beyond=all.beyond.map(t)/>
                    <div class="grid-2">
                        <Sentences lines=all.lines/>
                        <div class="stack">
                            {all.may_edit.then(|| view! { <Give production=production person=all.person choices=all.choices/> })}
                            <Grants production=production person=all.person grants=all.grants may_edit=all.may_edit/>
                        </div>
                    </div>
                </Page>
            }
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Eyes(production: ProductionId, person: PersonId, beyond: Option<&'static str>) -> impl IntoView {
    let action = Act::of::<LookThrough>();
    if let Some(thing) = beyond {
        let why = tf(k::PERMISSIONS_BEYOND, &[("thing", thing)]);
        return view! { <Notice tone=Tone::Info><p>{why}</p></Notice> }.into_any();
    }
    view! {
        <Form action=action>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="person" value=person.to_string()/>
            <button class="button button--primary">{t(k::PERMISSIONS_LOOK)}</button>
        </Form>
    }
    .into_any()
}

#[component]
fn Sentences(lines: Vec<Held>) -> impl IntoView {
    let groups = grouped(lines, |line: &Held| line.group)
        .into_iter()
        .map(|(group, lines)| {
            let lines = lines.into_iter().map(sentence).collect_view();
            view! { <section class="card"><div class="card__head"><h2>{t(group)}</h2></div><ul class="lines">{lines}</ul></section> }
        })
        .collect_view();
    view! { <div class="stack">{groups}</div> }
}

fn sentence(line: Held) -> impl IntoView {
    let why = match (line.why, &line.until) {
        (Why::Role, _) => t(k::PERMISSIONS_WHY_ROLE).to_owned(),
        (Why::Rule, _) => t(k::PERMISSIONS_WHY_RULE).to_owned(),
        (Why::Grant, None) => t(k::PERMISSIONS_WHY_GRANT).to_owned(),
        (Why::Grant, Some(day)) => tf(k::PERMISSIONS_WHY_UNTIL, &[("day", day)]),
    };
    let tone = if line.why == Why::Role { "" } else { "strong" };
    let word = depth_word(&line.depth, false);
    view! {
        <li class="setline">
            <span><b class="strong">{t(line.name)}</b><small class=tone>{why}</small></span>
            <span><span aria-hidden="true">{depth_mark(&line.depth)}" "</span>{word}</span>
        </li>
    }
}

/// The form that gives or denies a thing.
#[component]
fn Give(production: ProductionId, person: PersonId, choices: Vec<Choice>) -> impl IntoView {
    let action = Act::of::<GrantAccess>();
    let all = choices.into_iter().flat_map(|line| {
        let now = line.now.clone();
        let name = t(line.name);
        line.choices
            .into_iter()
            .filter(move |depth| *depth != now)
            .map(move |depth| (format!("{}={depth}", line.thing), format!("{name}: {}", depth_word(&depth, false))))
    });
    let all = std::iter::once((String::new(), t(k::PERMISSIONS_CHOOSE).to_owned())).chain(all);
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::PERMISSIONS_GIVE)}</h2></div><div class="card__body">
            <Form action=action class="form">
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="person" value=person.to_string()/>
                <Pick name="rule" label=t(k::PERMISSIONS_WHAT) choices=options(all)/>
                <Field name="reason" label=t(k::PERMISSIONS_REASON) hint=t(k::PERMISSIONS_REASON_HINT) required=true autocomplete="off"/>
                <Field name="until" label=t(k::PERMISSIONS_UNTIL) kind="date" hint=t(k::PERMISSIONS_UNTIL_HINT)/>
                <div class="form__actions"><button class="button button--primary">{t(k::PERMISSIONS_GIVE_DO)}</button></div>
            </Form>
        </div></section>
    }
}

#[component]
fn Grants(production: ProductionId, person: PersonId, grants: Vec<Grant>, may_edit: bool) -> impl IntoView {
    let action = Act::of::<RevokeAccess>();
    if grants.is_empty() {
        return ().into_any();
    }
    let lines = grants
        .into_iter()
        .map(|g| {
            let until = g.until.clone().map(|day| tf(k::PERMISSIONS_TO_DAY, &[("day", &day)]));
            let about = tf(k::PERMISSIONS_GIVEN, &[("name", &g.by), ("day", &g.from)]);
            let about = [Some(about), until].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let end = if g.over {
                view! { <span class="muted">{t(k::PERMISSIONS_OVER)}</span> }.into_any()
            } else if may_edit {
                view! {
                    <Form action=action key=g.id.to_string()>
                        <input type="hidden" name="production" value=production.to_string()/>
                        <input type="hidden" name="person" value=person.to_string()/>
                        <input type="hidden" name="grant" value=g.id.to_string()/>
                        <button class="button button--small">{t(k::PERMISSIONS_TAKE_BACK)}</button>
                    </Form>
                }
                .into_any()
            } else {
                ().into_any()
            };
            let what = format!("{}: {}", t(g.name), depth_word(&g.depth, false));
            view! { <li class="setline"><span><b class="strong">{what}</b><small>{g.reason}</small><small>{about}</small></span>{end}</li> }
        })
        .collect_view();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::PERMISSIONS_GRANTS)}</h2></div><ul class="lines">{lines}</ul></section>
    }
    .into_any()
}
