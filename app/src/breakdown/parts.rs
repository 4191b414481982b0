//! Small pieces of the breakdown's pages.
use super::model::{CategoryRow, Flags, OWN, STANDARD, abbreviation, hue, name};
use crate::{
    text::{Text, k, lang, t},
    ui::{Badge, Choice, Icon, Tone},
};
use leptos::prelude::*;

/// What may be chosen: the standard categories, then the production's own.
pub(super) fn choices(own: &[CategoryRow], with_cast: bool) -> Vec<Choice> {
    let lang = lang();
    let standard = STANDARD
        .iter()
        .skip(usize::from(!with_cast))
        .map(|(code, text, _)| Choice { value: code.to_string(), label: text.say(lang).to_owned() });
    let own = own
        .iter()
        .filter(|c| c.code >= OWN && !c.name.is_empty())
        .map(|c| Choice { value: c.code.to_string(), label: c.name.clone() });
    standard.chain(own).collect()
}

/// A category's sign: three letters in its colour, its name for whoever cannot guess.
#[component]
pub(super) fn Sign(code: i64, own: StoredValue<Vec<CategoryRow>>) -> impl IntoView {
    let name = own.with_value(|own| name(lang(), code, own));
    let short = abbreviation(&name);
    view! { <abbr class="cat" data-hue=hue(code).key() title=name>{short}</abbr> }
}

/// What needs care: a word for each.
pub(super) fn flag(name: &str) -> Text {
    match name {
        "stunt" => k::BREAKDOWN_FLAG_STUNT,
        "weapon" => k::BREAKDOWN_FLAG_WEAPON,
        "animal" => k::BREAKDOWN_FLAG_ANIMAL,
        "drone" => k::BREAKDOWN_FLAG_DRONE,
        "water" => k::BREAKDOWN_FLAG_WATER,
        _ => k::BREAKDOWN_FLAG_MINOR,
    }
}

/// Badges of what needs care.
#[component]
pub(super) fn FlagBadges(flags: Flags, closed: bool) -> impl IntoView {
    let closed = closed.then(|| view! { <span class="badge"><Icon name="lock"/>{t(k::BREAKDOWN_CLOSED)}</span> });
    let flags =
        flags.names().into_iter().map(|name| view! { <Badge tone=Tone::Warn text=t(flag(name))/> }).collect_view();
    view! { <span class="row">{closed}{flags}</span> }
}

/// Names to choose from while one is typed, each with its category.
#[component]
pub(super) fn Known(id: &'static str, known: Vec<(i64, String)>, own: StoredValue<Vec<CategoryRow>>) -> impl IntoView {
    let lang = lang();
    let options = known
        .into_iter()
        .map(|(code, name_)| {
            let category = own.with_value(|own| name(lang, code, own));
            view! { <option value=name_>{category}</option> }
        })
        .collect_view();
    view! { <datalist id=id>{options}</datalist> }
}

/// Pages of a list, as links that keep the filter.
#[component]
pub(super) fn Pages(page: i64, matching: i64, kept: String) -> impl IntoView {
    let size = i64::try_from(super::model::PAGE).unwrap_or(i64::MAX);
    if matching <= size {
        return ().into_any();
    }
    let link = |page: i64| format!("?page={page}{kept}");
    let (first, last) = ((page - 1) * size + 1, (page * size).min(matching));
    let (from, to, all) = (first.to_string(), last.to_string(), matching.to_string());
    let range = crate::text::tf(k::BREAKDOWN_RANGE, &[("from", &from), ("to", &to), ("all", &all)]);
    let back = (page > 1)
        .then(|| view! { <a class="button" href=link(page - 1)><Icon name="left"/>{t(k::BREAKDOWN_BACK)}</a> });
    let next = (last < matching)
        .then(|| view! { <a class="button" href=link(page + 1)>{t(k::BREAKDOWN_NEXT)}<Icon name="right"/></a> });
    view! { <nav class="pager" aria-label=t(k::BREAKDOWN_PAGES)><span>{range}</span><span class="row">{back}{next}</span></nav> }
        .into_any()
}

/// A value in an address.
pub(super) fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// The filter as it stands in an address behind the page.
pub(super) fn kept(pairs: &[(&str, &str)]) -> String {
    pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("&{n}={}", escaped(v))).collect()
}
