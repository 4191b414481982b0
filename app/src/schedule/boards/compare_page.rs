//! Two boards side by side: figures, parts, and both as strips of colour.
use super::{
    super::{
        design::{model::kind, strips_sheet},
        model::{BoardFigures, DayColours, PartComparison},
        words as schedule_words,
    },
    api::load_compare,
    data::{CompareData, Named},
    drift_page::{change, maybe_date},
    list_page::choices,
    words,
};
use crate::{
    pay,
    productions::production_id,
    routes,
    text::{Text, k, lang, t, tf},
    ui::{Page, Pick, Transition, show, use_data, use_query_map, use_refresh},
    values::*,
};
use leptos::prelude::*;

/// The page that compares.
#[component]
pub fn ComparePage() -> impl IntoView {
    let id = production_id();
    let query = use_query_map();
    let refresh = use_refresh();
    let get = move |name: &str| query.read().get(name).unwrap_or_default();
    let data = use_data(move || (id(), get("a"), get("b"), refresh.0.get()), |(id, a, b, _)| load_compare(id, a, b));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <Compared production=id() data=data/> }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Compared(production: ProductionId, data: CompareData) -> impl IntoView {
    let CompareData { first, second, boards, comparison, parts, limit, design, .. } = data;
    let (a, b) = (words::name(lang(), first.as_ref()), words::name(lang(), second.as_ref()));
    let value = |board: &Option<super::data::BoardLine>| board.as_ref().map(|b| b.id.to_string()).unwrap_or_default();
    let colours = comparison.colours;
    let most = colours.before.iter().chain(&colours.after).map(|d| d.eighths.0).max().unwrap_or(0);
    let hours = schedule_words::hours(limit);
    view! {
        {strips_sheet(production, design)}
        <Page title=t(k::BOARDS_COMPARE) actions=move || view! { <a class="button" href=routes::boards(production)>{t(k::BOARDS_TITLE)}</a> }>
            <form class="compare__pick" method="get" action=format!("{}/compare", routes::boards(production))>
                <Pick name="a" label=t(k::BOARDS_FIRST_BOARD) choices=choices(&boards) value=value(&first)/>
                <Pick name="b" label=t(k::BOARDS_SECOND_BOARD) choices=choices(&boards) value=value(&second)/>
                <button class="button">{t(k::BOARDS_COMPARE_DO)}</button>
            </form>
            <Figures a=a.clone() b=b.clone() before=comparison.figures.before after=comparison.figures.after hours=hours/>
            {comparison.cost.map(|cost| view! { <Cost a=a.clone() b=b.clone() before=cost.before after=cost.after unrated=comparison.unrated.len()/> })}
            <section class="card"><div class="card__head"><h2>{t(k::SCHEDULE_SHOOT)}</h2></div>
                <div class="compare__strips"><Colours name=a.clone() days=colours.before most=most/><Colours name=b.clone() days=colours.after most=most/></div></section>
            <Parts a=a b=b parts=comparison.parts names=parts/>
        </Page>
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[component]
fn Figures(a: String, b: String, before: BoardFigures, after: BoardFigures, hours: String) -> impl IntoView {
    let number = |pick: fn(&BoardFigures) -> i64| (pick(&before), pick(&after));
    let rows: Vec<(Text, i64, i64)> = [
        (k::BOARDS_F_DATES, number(|f| count(f.dates))),
        (k::BOARDS_F_DAYS, number(|f| count(f.days))),
        (k::BOARDS_F_WORK, number(|f| i64::from(f.work_days))),
        (k::BOARDS_F_HOLD, number(|f| i64::from(f.hold_days))),
        (k::BOARDS_F_MOVES, number(|f| count(f.moves))),
        (k::BOARDS_F_OVER, number(|f| count(f.days_over))),
    ]
    .into_iter()
    .map(|(text, (before, after))| (text, before, after))
    .collect();
    let rows = rows
        .into_iter()
        .map(|(text, before, after)| {
            let delta = after - before;
            let said = if delta == 0 { "=".to_owned() } else { format!("{delta:+}").replace('-', "−") };
            let name = tf(text, &[("n", &hours)]);
            view! { <tr><th scope="row">{name}</th><td class="num">{before}</td><td class="num">{after}</td><td class="num strong">{said}</td></tr> }
        })
        .collect_view();
    let length = |f: &BoardFigures| schedule_words::hours(f.minutes_over);
    let pages = [
        (k::BOARDS_F_OVER_TIME, length(&before), length(&after)),
        (k::BOARDS_F_PAGES, before.eighths.to_string(), after.eighths.to_string()),
        (k::BOARDS_F_FULLEST, before.fullest.to_string(), after.fullest.to_string()),
        (k::BOARDS_F_BONEYARD, before.boneyard.to_string(), after.boneyard.to_string()),
    ];
    let pages = pages.map(|(text, before, after)| {
        let said = if before == after { "=" } else { "≠" };
        view! { <tr><th scope="row">{t(text)}</th><td class="num">{before}</td><td class="num">{after}</td><td class="num strong">{said}</td></tr> }
    });
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=t(k::BOARDS_COMPARE)>
            <table class="table"><thead><tr><th scope="col">{t(k::BOARDS_FIGURE)}</th><th scope="col" class="num">{a}</th><th scope="col" class="num">{b}</th><th scope="col" class="num">{t(k::BOARDS_DELTA)}</th></tr></thead>
                <tbody>{rows}{pages.into_iter().collect_view()}</tbody></table>
        </div>
    }
}

/// What the cast costs on both, for whoever may see pay.
#[component]
fn Cost(a: String, b: String, before: Money, after: Money, unrated: usize) -> impl IntoView {
    let say = |minor: i64| pay::money(minor, &before.currency);
    let delta = after.minor.saturating_sub(before.minor);
    let sign = if delta > 0 { "+" } else { "" };
    let said = if delta == 0 { "=".to_owned() } else { format!("{sign}{}", say(delta)) };
    let missing = (unrated > 0).then(|| tf(k::PAY_UNRATED, &[("n", &unrated.to_string())]));
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::PAY_COST)}</h2></div><div class="card__body">
            <dl class="facts"><dt>{a}</dt><dd class="num">{say(before.minor)}</dd><dt>{b}</dt><dd class="num">{say(after.minor)}</dd><dt>{t(k::BOARDS_DELTA)}</dt><dd class="num strong">{said}</dd></dl>
            <p class="muted small">{missing}</p>
        </div></section>
    }
    .into_any()
}

/// A board as one column of colours per day; said in words for whoever does not see them.
#[component]
fn Colours(name: String, days: Vec<DayColours>, most: i64) -> impl IntoView {
    let height = most.max(48);
    let columns = days
        .into_iter()
        .map(|day| {
            let pages = tf(k::SCHEDULE_PP, &[("n", &day.eighths.to_string())]);
            let over = (day.minutes_over > 0).then(|| t(k::BOARDS_OVER_SHORT));
            let label = if day.label.is_empty() { "–".to_owned() } else { day.label.clone() };
            let said = format!("{label}, {}, {pages} {}", schedule_words::date(lang(), day.date), over.unwrap_or_default());
            let n = i64::try_from(day.colours.len()).unwrap_or(1).max(1);
            let mut y = height;
            // The day's pages, shared by its strips: which colours it has, and how full it is.
            let each = (day.eighths.0 / n).max(1);
            let bars = day
                .colours
                .iter()
                .map(|look| {
                    y -= each;
                    let kind = look.print.map(|(place, light)| kind(place, light));
                    view! { <rect class=format!("seg seg--{}", schedule_words::tone(look.colour)) data-kind=kind x="0" y=y.to_string() width="10" height=each.to_string()></rect> }
                })
                .collect_view();
            view! {
                <li class="shoot__day" data-over=over.is_some().to_string()><span class="sr">{said}</span><span aria-hidden="true">{schedule_words::weekday_letter(lang(), day.date)}</span>
                    <svg viewBox=format!("0 0 10 {height}") preserveAspectRatio="none" aria-hidden="true">{bars}</svg><b aria-hidden="true">{label}</b>
                    <span aria-hidden="true">{over.map(|_| "!")}</span></li>
            }
        })
        .collect_view();
    view! { <h3>{name.clone()}</h3><ol class="shoot" tabindex="0" aria-label=name>{columns}</ol> }
}

#[component]
fn Parts(a: String, b: String, parts: Vec<PartComparison>, names: Vec<Named>) -> impl IntoView {
    let rows = parts
        .into_iter()
        .filter(|p| p.figures.before.work + p.figures.after.work > 0)
        .map(|p| {
            let (was, is) = (p.figures.before, p.figures.after);
            view! {
                <tr><th scope="row">{words::part(&names, p.character)}</th>
                    <td class="fold-line" data-label=t(k::BOARDS_F_WORK)>{change(&was.work, &is.work, u32::to_string)}</td>
                    <td class="fold-line" data-label=t(k::BOARDS_HOLDS)>{change(&was.hold, &is.hold, u32::to_string)}</td>
                    <td class="fold-line" data-label=t(k::BOARDS_FIRST)>{change(&was.first, &is.first, maybe_date)}</td>
                    <td class="fold-line" data-label=t(k::BOARDS_LAST)>{change(&was.last, &is.last, maybe_date)}</td></tr>
            }
        })
        .collect_view();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::BOARDS_BY_PART)}</h2><span class="muted small">{a}" → "{b}</span></div>
            <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::BOARDS_BY_PART)><table class="table table--fold">
                <thead><tr><th scope="col">{t(k::BOARDS_PART)}</th><th scope="col">{t(k::BOARDS_F_WORK)}</th><th scope="col">{t(k::BOARDS_HOLDS)}</th><th scope="col">{t(k::BOARDS_FIRST)}</th><th scope="col">{t(k::BOARDS_LAST)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div></section>
    }
}
