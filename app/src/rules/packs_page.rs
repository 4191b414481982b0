//! The packs there are, with their dates and sources; the production's own, as JSON.
use super::{
    api::{RemovePack, SavePack},
    data::{OwnLine, PackLine},
    words::pack_name,
};
use crate::{
    text::{k, t, tf},
    ui::{Act, Form, TextArea},
    values::ProductionId,
};
use leptos::prelude::*;

/// Every pack with since when it holds and where its figures stand.
#[component]
pub(super) fn PackTable(packs: Vec<PackLine>) -> impl IntoView {
    let pack = |pack: PackLine| {
        let since: Vec<String> = pack.since.iter().map(ToString::to_string).collect();
        let name = pack_name(&pack);
        let sources = pack.sources.into_iter().map(|source| view! { <li>{source}</li> }).collect_view();
        view! {
            <details><summary>{name}</summary>
                <p class="muted">{tf(k::RULES_VALID_FROM, &[("list", &since.join(", "))])}</p><ul class="rules__sources">{sources}</ul></details>
        }
    };
    let packs = packs.into_iter().map(pack).collect_view();
    view! {
        <section class="card" aria-labelledby="rules-packs">
            <div class="card__head"><h2 id="rules-packs">{t(k::RULES_PACKS)}</h2></div>
            <div class="card__body stack"><p class="muted">{t(k::RULES_PACKS_HINT)}</p>{packs}</div>
        </section>
    }
    .into_any()
}

/// The production's own packs, and room for one more.
#[component]
pub(super) fn OwnPacks(production: ProductionId, version: i64, own: Vec<OwnLine>) -> impl IntoView {
    let own = own
        .into_iter()
        .enumerate()
        .map(|(n, own)| {
            let (id, name) = (own.id.clone(), own.name.clone());
            view! {
                <section class="stack"><h3>{own.name}</h3>
                    <PackForm production=production version=version key=format!("pack{n}") was=own.id text=own.text label=name/>
                    <Remove production=production version=version key=format!("drop{n}") was=id/></section>
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="rules-own">
            <div class="card__head"><h2 id="rules-own">{t(k::RULES_OWN_PACKS)}</h2></div>
            <div class="card__body stack">
                {own}
                <PackForm production=production version=version key="new".to_owned() was=String::new() text=String::new() label=t(k::RULES_OWN_ADD).to_owned()/>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn PackForm(
    production: ProductionId,
    version: i64,
    key: String,
    was: String,
    text: String,
    label: String,
) -> impl IntoView {
    let action = Act::of::<SavePack>();
    let button = if was.is_empty() { k::RULES_OWN_ADD } else { k::RULES_SAVE };
    let rows = if was.is_empty() { 8 } else { 20 };
    view! {
        <Form action=action key=key class="form rules__pack" label=label>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
            <input type="hidden" name="was" value=was/>
            <TextArea name="pack" label=t(k::RULES_OWN_TEXT) value=text rows=rows hint=t(k::RULES_OWN_HINT)/>
            <div class="form__actions"><button class="button">{t(button)}</button></div>
        </Form>
    }
    .into_any()
}

#[component]
fn Remove(production: ProductionId, version: i64, key: String, was: String) -> impl IntoView {
    let action = Act::of::<RemovePack>();
    view! {
        <Form action=action key=key class="form" label=t(k::RULES_OWN_REMOVE)>
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
            <input type="hidden" name="was" value=was/>
            <div class="form__actions"><button class="button button--danger">{t(k::RULES_OWN_REMOVE)}</button></div>
        </Form>
    }
    .into_any()
}
