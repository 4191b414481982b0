//! The table of rights as the page itself: roles across, things down, a symbol and a word in each cell.
use super::{
    api::{ChangeRole, StopLooking, load_permissions},
    screen::{Choice, Line, Matrix, Panel, depth_mark, depth_word},
};
use crate::{
    people::role_name,
    productions::{production_id, use_production},
    routes,
    text::{k, t, tf},
    ui::{Act, Form, Notice, Page, Tone, Transition, show, use_data, use_query_map, use_refresh},
    values::{PersonId, ProductionId, Role},
};
use leptos::prelude::*;

/// Who may see and do what here.
#[component]
pub fn PermissionsPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let query = use_query_map();
    let asked = move |name: &str| query.with(|q| q.get(name)).unwrap_or_default();
    let key = move || (id(), asked("role"), asked("all") == "1", refresh.0.get());
    let data = use_data(key, |(id, role, every, _)| load_permissions(id, role, every));
    let saved = move || asked("saved") == "1";
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |matrix: Matrix| {
            let (production, every) = (id(), asked("all") == "1");
            let here = routes::production(production, "permissions");
            let more = if every { here.clone() } else { format!("{here}?all=1") };
            let word = t(if every { k::PERMISSIONS_ROLES_HERE } else { k::PERMISSIONS_ROLES_ALL });
            view! {
                <Page title=t(k::PERMISSIONS_TITLE) actions=move || view! { <a class="button" href=more.clone()>{word}</a> }>
                    <p class="muted">{t(if matrix.may_edit { k::PERMISSIONS_HINT } else { k::PERMISSIONS_HINT_READ })}</p>
                    {move || saved().then(|| view! { <Notice tone=Tone::Good><p role="status">{t(k::PERMISSIONS_SAVED)}</p></Notice> })}
                    {matrix.panel.clone().map(|panel| view! { <RolePanel production=production panel=panel may_edit=matrix.may_edit/> })}
                    <Table here=here matrix=matrix/>
                </Page>
            }
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Table(here: String, matrix: Matrix) -> impl IntoView {
    let heads = matrix
        .roles
        .iter()
        .map(|(role, people)| {
            let people = tf(k::PERMISSIONS_PEOPLE, &[("n", &people.to_string())]);
            view! { <th scope="col"><a href=format!("{here}?role={}", role.key())>{t(role_name(*role))}</a><small>{people}</small></th> }
        })
        .collect_view();
    let width = matrix.roles.len() + 1;
    let names: Vec<&'static str> = matrix.roles.iter().map(|(role, _)| t(role_name(*role))).collect();
    let groups = grouped(matrix.lines, |line: &Line| line.group).into_iter().map(|(group, lines)| {
        let lines = lines.into_iter().map(|line| view! { <Row line=line roles=names.clone()/> }).collect_view();
        view! { <tbody><tr class="matrix__group"><th scope="rowgroup" colspan=width>{t(group)}</th></tr>{lines}</tbody> }
    });
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=t(k::PERMISSIONS_TITLE)>
            <table class="table matrix matrix--rights">
                <thead><tr><th scope="col">{t(k::PERMISSIONS_THING)}</th>{heads}</tr></thead>
                {groups.collect_view()}
            </table>
        </div>
        <p class="muted matrix__key">{t(k::PERMISSIONS_KEY)}</p>
    }
    .into_any()
}

#[component]
fn Row(line: Line, roles: Vec<&'static str>) -> impl IntoView {
    let switch = line.cells.iter().all(|(depth, _)| matches!(depth.as_str(), "full" | "-"));
    let cells = line
        .cells
        .into_iter()
        .zip(roles)
        .map(|((depth, usual), role)| {
            let allow = match depth.as_str() {
                "full" => "yes",
                "-" => "no",
                _ => "part",
            };
            let changed = (!usual).then(|| view! { <span class="sr">" "{t(k::PERMISSIONS_CHANGED)}</span> });
            view! {
                <td data-allow=allow data-changed=(!usual).then_some("") data-label=role>
                    <span aria-hidden="true">{depth_mark(&depth)}" "</span>{depth_word(&depth, switch)}{changed}
                </td>
            }
        })
        .collect_view();
    view! { <tr><th scope="row">{t(line.name)}</th>{cells}</tr> }
}

/// Runs of things under one heading.
pub(super) fn grouped<T, G: PartialEq>(all: Vec<T>, group: impl Fn(&T) -> G) -> Vec<(G, Vec<T>)> {
    let mut out: Vec<(G, Vec<T>)> = vec![];
    for one in all {
        match out.last_mut() {
            Some((last, run)) if *last == group(&one) => run.push(one),
            _ => out.push((group(&one), vec![one])),
        }
    }
    out
}

#[component]
fn RolePanel(production: ProductionId, panel: Panel, may_edit: bool) -> impl IntoView {
    let action = Act::of::<ChangeRole>();
    let (role, seen) = (panel.role, panel.seen);
    if !may_edit {
        return ().into_any();
    }
    let mut at = 0;
    let groups = grouped(panel.lines, |line: &Choice| line.group)
        .into_iter()
        .map(|(group, lines)| {
            let lines = lines
                .into_iter()
                .map(|line| {
                    at += 1;
                    view! { <Setting line=line name=format!("rules[{}]", at - 1)/> }
                })
                .collect_view();
            view! { <fieldset class="fieldset"><legend>{t(group)}</legend><div class="fields">{lines}</div></fieldset> }
        })
        .collect_view();
    let title = tf(k::PERMISSIONS_ROLE_TITLE, &[("role", t(role_name(role)))]);
    view! {
        <section class="card" id="role"><div class="card__head"><h2>{title}</h2></div><div class="card__body">
            // The fields are those of this role as it stands: another role, or newer rules, is another form.
            <Form action=action class="form" key=format!("{}{seen}", role.key())>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="role" value=role.key()/>
                <input type="hidden" name="seen" value=seen.to_string()/>
                {groups}
                <div class="form__actions">
                    <button class="button button--primary">{t(k::PERMISSIONS_SAVE)}</button>
                    <a class="button" href=routes::production(production, "permissions")>{t(k::PERMISSIONS_CLOSE)}</a>
                </div>
            </Form>
        </div></section>
    }
    .into_any()
}

/// One thing of a role, with what the role usually has where that differs.
#[component]
fn Setting(line: Choice, name: String) -> impl IntoView {
    let switch = line.choices.iter().chain([&line.usual]).all(|d| matches!(d.as_str(), "full" | "-"));
    let value = format!("{}={}", line.thing, line.now);
    let choices = line.choices.iter().map(|depth| (format!("{}={depth}", line.thing), depth_word(depth, switch)));
    let hint =
        (line.now != line.usual).then(|| tf(k::PERMISSIONS_USUALLY, &[("what", depth_word(&line.usual, switch))]));
    view! { <crate::ui::Pick name=name label=t(line.name) value=value choices=crate::ui::options(choices) hint=hint.unwrap_or_default()/> }
}

/// While somebody looks through another's eyes: whose, and the way back.
#[component]
pub fn Looking() -> impl IntoView {
    let head = use_production();
    let action = Act::of::<StopLooking>();
    let (Some(name), Some(person), Some(role)) = (head.looking, head.person, head.role) else {
        return ().into_any();
    };
    view! { <Banner production=head.production.id person=person name=name role=role action=action/> }.into_any()
}

#[component]
fn Banner(production: ProductionId, person: PersonId, name: String, role: Role, action: Act) -> impl IntoView {
    let words = tf(k::PERMISSIONS_LOOKING, &[("name", &name), ("role", t(role_name(role)))]);
    view! {
        <div class="looking" role="status">
            <p class="strong">{words}</p>
            <Form action=action>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="person" value=person.to_string()/>
                <button class="button">{t(k::PERMISSIONS_LOOK_STOP)}</button>
            </Form>
        </div>
    }
}
