//! The page: some strips as they look, then every field with its row, place and width, then colours.
use super::{
    super::{
        data::key,
        model::{Align, Field as StripField, OwnPalette, Palette, Rgb, StripFacts, layout::MAX_ROWS},
        words,
    },
    api::{SaveDesign, load_design},
    model::{BANNER, DAY_BREAK, DesignData, LIGHTS, PLACES, StripDesign, TypedCell, kind},
    rows,
};
use crate::{
    productions::{production_id, use_production},
    routes,
    schedule::data::of_key,
    text::{k, lang, t, tf},
    ui::{Act, Check, Choice, Field, Form, Page, Pick, Transition, options, show, use_data, use_refresh},
    values::*,
};
use leptos::prelude::*;

/// How strips look.
#[component]
pub fn DesignPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_design(id));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <Design production=id() data=data/> }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Design(production: ProductionId, data: DesignData) -> impl IntoView {
    let action = Act::of::<SaveDesign>();
    let usual = Act::of::<SaveDesign>();
    let palette = of_key::<Palette>(&use_production().production.palette).unwrap_or_default();
    let DesignData { design, version, categories, samples } = data;
    let board = routes::production(production, "board");
    let (fields, elements) = fields(&categories);
    let several = !elements.is_empty();
    let own = design != StripDesign::default();
    view! {
        <Page title=t(k::DESIGN_TITLE) actions=move || view! { <a class="button" href=board.clone()>{t(k::SCHEDULE_BOARD)}</a> }>
            <p class="muted">{t(k::DESIGN_HINT)}</p>
            <Samples production=production design=design.clone() version=version samples=samples palette=palette/>
            <Form action=action class="form design" label=t(k::DESIGN_TITLE)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="version" value=version.to_string()/>
                <section class="card"><div class="card__head"><h2>{t(k::DESIGN_ROWS)}</h2></div><div class="card__body">
                    <p class="muted">{t(k::DESIGN_ROWS_HINT)}</p>
                    {cells(&design, &fields, 0, &categories)}
                    {several.then(|| view! { <details><summary class="button button--quiet">{t(k::DESIGN_BY_CATEGORY)}</summary>{cells(&design, &elements, fields.len(), &categories)}</details> })}
                </div></section>
                <Colours palette=design.palette.clone() base=palette/>
                <button class="button button--primary">{t(k::SCHEDULE_SAVE)}</button>
            </Form>
            {own.then(|| view! {
                <Form action=usual key="usual" class="form" label=t(k::DESIGN_USUAL)>
                    <input type="hidden" name="production" value=production.to_string()/>
                    <input type="hidden" name="version" value=version.to_string()/>
                    <button class="button">{t(k::DESIGN_USUAL)}</button>
                </Form>
            })}
        </Page>
    }
}

/// The fields of the board, and those of the breakdown's categories.
fn fields(categories: &[(String, String)]) -> (Vec<StripField>, Vec<StripField>) {
    let elements = categories.iter().map(|(key, _)| StripField::Elements(Some(key.clone())));
    (StripField::ALL.to_vec(), elements.collect())
}

/// A few strips as they look now.
#[component]
fn Samples(
    production: ProductionId,
    design: StripDesign,
    version: i64,
    samples: Vec<StripFacts>,
    palette: Palette,
) -> impl IntoView {
    let strips = samples.into_iter().map(|facts| {
        let tone = words::tone(palette.colour(facts.int_ext, facts.light));
        let number = facts.number.clone();
        let inside = rows::rows(lang(), &design.layout, &facts, "", &|| view! { <b>{number.clone()}</b> }.into_any());
        view! { <li class=format!("strip strip--own strip--{tone}") data-kind=kind(facts.int_ext, facts.light)>{inside}</li> }
    });
    let strips = strips.collect_view();
    view! {
        <link rel="stylesheet" href=routes::strips_sheet(production, version)/>
        <section class="card design__samples" aria-label=t(k::DESIGN_SAMPLES)>{rows::heads(lang(), &design.layout)}<ol class="strips">{strips}</ol></section>
    }
}

/// A line of the form for each field.
fn cells(
    design: &StripDesign,
    fields: &[StripField],
    from: usize,
    categories: &[(String, String)],
) -> impl IntoView + use<> {
    let aligns = [
        (Align::Start, k::DESIGN_ALIGN_START),
        (Align::Middle, k::DESIGN_ALIGN_MIDDLE),
        (Align::End, k::DESIGN_ALIGN_END),
    ];
    let aligns = options(aligns.map(|(align, text)| (key(align), t(text))));
    let in_rows: Vec<Choice> = options(
        std::iter::once((String::new(), t(k::DESIGN_NO_ROW).to_owned()))
            .chain((1..=MAX_ROWS).map(|n| (n.to_string(), tf(k::DESIGN_ROW_N, &[("n", &n.to_string())])))),
    );
    let lines = fields.iter().enumerate().map(|(n, field)| {
        let TypedCell { field: word, row, place, width, align } = TypedCell::of(&design.layout, field);
        let name = |of: &str| format!("cells[{}][{of}]", from + n);
        view! {
            <fieldset class="design__field"><legend>{rows::field(lang(), field, categories)}</legend>
                <input type="hidden" name=name("field") value=word/>
                <Pick name=name("row") label=t(k::DESIGN_ROW) choices=in_rows.clone() value=row/>
                <Field name=name("place") label=t(k::DESIGN_PLACE) value=place autocomplete="off"/>
                <Field name=name("width") label=t(k::DESIGN_WIDTH) value=width autocomplete="off"/>
                <Pick name=name("align") label=t(k::DESIGN_ALIGN) choices=aligns.clone() value=align/>
            </fieldset>
        }
    });
    lines.collect_view()
}

/// Colours that may differ from the palette.
#[component]
fn Colours(palette: OwnPalette, base: Palette) -> impl IntoView {
    let scene = |int_ext: IntExt, light: Light| {
        let own = palette.scenes.iter().find(|s| (s.int_ext, s.light) == (int_ext, light)).map(|s| s.colour);
        let name = format!("{} / {}", t(words::int_ext(int_ext)), t(words::light(light)));
        (key(int_ext), key(light), name, own, base.colour(int_ext, light).rgb())
    };
    let special = |word: &str, text, own: Option<Rgb>, usual: Rgb| {
        (String::new(), word.to_owned(), t(text).to_owned(), own, usual)
    };
    let usual = OwnPalette::default();
    let all = PLACES.into_iter().flat_map(|place| LIGHTS.map(|light| scene(place, light))).chain([
        special(BANNER, k::DESIGN_BANNER, palette.banner, usual.banner().fill),
        special(DAY_BREAK, k::DESIGN_DAY_BREAK, palette.day_break, usual.day_break().fill),
    ]);
    let lines = all.enumerate().map(|(n, (int_ext, light, name, own, usual))| {
        let of = |field: &str| format!("colours[{n}][{field}]");
        view! {
            <fieldset class="design__colour"><legend>{name}</legend>
                <input type="hidden" name=of("int_ext") value=int_ext/>
                <input type="hidden" name=of("light") value=light/>
                <Check name=of("own") label=t(k::DESIGN_OWN) checked=own.is_some()/>
                <Field name=of("colour") label=t(k::DESIGN_COLOUR) kind="color" value=own.unwrap_or(usual).to_string()/>
            </fieldset>
        }
    });
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::DESIGN_COLOURS)}</h2></div><div class="card__body">
            <p class="muted">{t(k::DESIGN_COLOURS_HINT)}</p>
            <div class="design__colours">{lines.collect_view()}</div>
        </div></section>
    }
}
