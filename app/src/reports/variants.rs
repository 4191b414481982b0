//! Variants of a report: what was left out before, as links, and saving what is left out now.
use super::{
    api::{RemoveVariant, RenameVariant, SaveVariant},
    model::{Kind, Variant, tidy},
};
use crate::{
    text::{k, t, tf},
    ui::{Act, Field, Form},
    values::ProductionId,
};
use leptos::prelude::*;

/// The variants of a report, and for whoever edits the board a way to make, rename and delete them.
#[component]
pub(super) fn Variants(
    production: ProductionId,
    kind: Kind,
    to: String,
    variants: Vec<Variant>,
    hide: String,
    edits: bool,
) -> impl IntoView {
    let now = tidy(&hide);
    let link = |name: String, hide: &str| {
        let here = (hide == now).then_some("page");
        let address = if hide.is_empty() { to.clone() } else { format!("{to}?hide={hide}") };
        view! { <li><a class="button button--small" href=address aria-current=here>{name}</a></li> }
    };
    let any = !variants.is_empty();
    let links = any.then(|| {
        let all = std::iter::once(link(t(k::REPORTS_VARIANT_ALL).to_owned(), ""))
            .chain(variants.iter().map(|v| link(v.name.clone(), &v.hide)));
        let all = all.collect_view();
        view! { <nav aria-label=t(k::REPORTS_VARIANTS)><ul class="row reports__variants">{all}</ul></nav> }
    });
    let known = variants.iter().any(|v| v.hide == now);
    let saving = edits && !now.is_empty() && !known;
    let kept = (edits && any).then(|| {
        let all = variants.into_iter().map(|v| view! { <li><Kept production=production variant=v/></li> });
        let all = all.collect_view();
        view! { <details class="reports__columns"><summary>{t(k::REPORTS_VARIANTS)}</summary><ul class="lines">{all}</ul></details> }
    });
    view! {
        {links}
        {saving.then(|| view! { <Save production=production kind=kind hide=now/> })}
        {kept}
    }
}

#[component]
fn Save(production: ProductionId, kind: Kind, hide: String) -> impl IntoView {
    let action = Act::of::<SaveVariant>();
    view! {
        <details class="reports__columns"><summary>{t(k::REPORTS_VARIANT_SAVE)}</summary>
            <Form action=action class="form" label=t(k::REPORTS_VARIANT_SAVE)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="report" value=kind.key()/>
                <input type="hidden" name="hide" value=hide/>
                <Field name="name" label=t(k::REPORTS_VARIANT_NAME) hint=t(k::REPORTS_VARIANT_NAME_HINT) required=true autocomplete="off"/>
                <button class="button">{t(k::REPORTS_VARIANT_SAVE_DO)}</button>
            </Form>
        </details>
    }
}

#[component]
fn Kept(production: ProductionId, variant: Variant) -> impl IntoView {
    let (rename, remove) = (Act::of::<RenameVariant>(), Act::of::<RemoveVariant>());
    let (id, version) = (variant.id.to_string(), variant.version.to_string());
    let known = {
        let (id, version) = (id.clone(), version.clone());
        move || {
            view! {
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="variant" value=id.clone()/>
                <input type="hidden" name="version" value=version.clone()/>
            }
        }
    };
    let again = known.clone();
    let named = [("name", variant.name.as_str())];
    let (rename_it, remove_it) = (tf(k::REPORTS_VARIANT_RENAME_OF, &named), tf(k::REPORTS_VARIANT_REMOVE_OF, &named));
    view! {
        <div class="row">
            <Form action=rename key=id.clone() class="row" label=rename_it>
                {known()}
                <Field name="name" label=t(k::REPORTS_VARIANT_NAME) value=variant.name required=true autocomplete="off"/>
                <button class="button button--small">{t(k::REPORTS_VARIANT_RENAME)}</button>
            </Form>
            <Form action=remove key=id class="row">
                {again()}<button class="button button--small button--danger" aria-label=remove_it>{t(k::REPORTS_VARIANT_REMOVE)}</button>
            </Form>
        </div>
    }
}
