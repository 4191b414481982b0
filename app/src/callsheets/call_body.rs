//! The personal sheet: one person's day, the largest thing first. The same pieces serve the personal link and the
//! page of somebody who is signed in.
use super::{
    call_rest::{crew, getting_there, notes, scenes},
    model::{
        changes::Change,
        personal::{Personal, Step, StepKind},
        sheet::{CallKind, DayState},
    },
    screen::{CallDay, CallPage, Kept, NextCall},
    weather::words as weather,
    words,
};
use crate::{
    text::{k, lang, t, tf},
    ui::Icon,
    values::Minute,
};
use jiff::civil::Date;
use leptos::prelude::*;

/// Whether the page says "do not come".
pub fn is_off(kept: &Kept) -> bool {
    kept.dropped || kept.personal.day.state == DayState::Cancelled || kept.personal.call == Some(CallKind::Cancelled)
}

/// Whether the answer is "I'll be there", not "I have seen it".
pub fn asks_to_come(kept: &Kept) -> bool {
    !is_off(kept) && kept.personal.call.is_some_and(CallKind::is_working)
}

/// Date, day and code name.
pub fn headline(page: &CallPage) -> (String, String) {
    let Some(sheet) = &page.sheet else {
        let date = page.next.as_ref().map_or(page.now_local.date, |n| n.date);
        return (words::date_short(date, lang()), page.code_name.clone());
    };
    let day = &sheet.kept.personal.day;
    let label =
        if day.label.is_empty() { String::new() } else { format!("{} · ", tf(k::PDF_DAY, &[("n", &day.label)])) };
    (words::date_short(day.date, lang()), format!("{label}{}", page.code_name))
}

/// Everything below the bar.
#[component]
pub fn CallBody(
    /// The page.
    page: CallPage,
    /// What addresses of other days begin with.
    base: String,
) -> impl IntoView {
    let CallPage { person, sheet, next, .. } = page;
    match sheet {
        None => view! { <NoCall next=next/> }.into_any(),
        Some(sheet) if is_off(&sheet.kept) => {
            view! { {off(&sheet, next, base)} {changed(&sheet)} {foot(&sheet)} }.into_any()
        }
        Some(sheet) => {
            let p = &sheet.kept.personal;
            view! {
                {now(person, p)}
                {changed(&sheet)}
                {help(p)}
                {then(p)}
                {facts(p, next, base)}
                {scenes(p)}
                {notes(p)}
                {getting_there(p)}
                {crew(p)}
                {foot(&sheet)}
            }
            .into_any()
        }
    }
}

#[component]
fn NoCall(next: Option<NextCall>) -> impl IntoView {
    let words = match next {
        Some(next) => {
            let eve = next.date.yesterday().unwrap_or(next.date);
            tf(
                k::CALL_NONE_FOR,
                &[("date", &words::date_short(next.date, lang())), ("eve", &words::date_short(eve, lang()))],
            )
        }
        None => t(k::CALL_NONE).to_owned(),
    };
    view! { <section class="call__now"><h1 class="call__label">{t(k::PDF_YOUR_CALL)}</h1><p class="call__none">{words}</p></section> }
}

/// A day that does not take place, or not for this person: unmistakable.
fn off(sheet: &CallDay, next: Option<NextCall>, base: String) -> impl IntoView + use<> {
    let date = sheet.kept.personal.day.date;
    let told = tf(k::CALL_TOLD, &[("when", &words::stamp(sheet.issued, lang()))]);
    view! {
        <section class="call__now"><h1 class="call__label">{words::date_long(date, lang())}</h1>
            <p class="call__time call__time--word">{t(k::CALL_CANCELLED)}<small>{t(k::CALL_DO_NOT_COME)}</small></p>
            <p>{told}</p>
            {next.map(|next| view! { <p><b>{t(k::CALL_NEXT)}</b>" "<Next next=next base=base/></p> })}</section>
    }
}

/// The day after, with its call.
#[component]
fn Next(next: NextCall, base: String) -> impl IntoView {
    let date = words::date_short(next.date, lang());
    match next.call {
        Some(call) => view! { <a href=format!("{base}/{}", next.day)>{format!("{date}, {}", words::call(call, next.date, lang()))}</a> }.into_any(),
        None => format!("{date}, {}", t(k::CALL_LATER)).into_any(),
    }
}

/// The call itself: a time, or the word of the trade with what it means.
#[component]
fn Time(call: Option<CallKind>, date: Date) -> impl IntoView {
    let word = |word: &'static str, more: String| {
        view! { <p class="call__time call__time--word">{word}{(!more.is_empty()).then(|| view! { <small>{more}</small> })}</p> }.into_any()
    };
    let at = |at: Minute| words::time(at, date, lang());
    match call {
        Some(CallKind::Time { at } | CallKind::PreCall { at }) => {
            let other = words::other_date(at, date);
            let day = other.unwrap_or(date);
            view! {
                <p class="call__time"><time datetime=format!("{day}T{at}")>{at.to_string()}</time>
                    {other.map(|other| view! { " "<span class="call__weekday">{words::weekday(other, lang())}</span> })}</p>
            }
            .into_any()
        }
        Some(CallKind::StandBy { from, notice_minutes: 0 }) => {
            word(t(k::CALL_STAND_BY), tf(k::CALL_FROM, &[("time", &at(from))]))
        }
        Some(CallKind::StandBy { from, notice_minutes }) => word(
            t(k::CALL_STAND_BY),
            tf(k::CALL_FROM_NOTICE, &[("time", &at(from)), ("n", &notice_minutes.to_string())]),
        ),
        Some(CallKind::WillNotify { by }) => word(t(k::CALL_WILL_NOTIFY), tf(k::CALL_BY, &[("time", &at(by))])),
        Some(CallKind::OnCall) => word(t(k::CALL_ON_CALL), t(k::CALL_ON_CALL_MORE).into()),
        Some(CallKind::PerHod) => word(t(k::CALL_PER_HOD), t(k::CALL_PER_HOD_MORE).into()),
        Some(CallKind::Travel) => word(t(k::CALL_TRAVEL), String::new()),
        Some(CallKind::Hold) => word(t(k::CALL_HOLD), t(k::CALL_HOLD_MORE).into()),
        Some(CallKind::Off) => word(t(k::CALL_OFF), t(k::CALL_OFF_MORE).into()),
        Some(CallKind::Cancelled) => word(t(k::CALL_CANCELLED), t(k::CALL_DO_NOT_COME).into()),
        None => word(t(k::CALL_LATER_WORD), String::new()),
    }
}

fn now(person: crate::values::PersonId, page: &Personal) -> impl IntoView + use<> {
    let date = page.day.date;
    let state = words::state(page.day.state, lang());
    // A guardian's or agent's page says whose call it is.
    let whose = (page.person != person).then(|| {
        let row = page.sheet.cast.iter().flatten().find(|c| c.person == Some(page.person));
        row.map(|c| tf(k::CALL_OF, &[("name", &c.artist)])).unwrap_or_default()
    });
    let further = page.further.iter().map(|c| words::call(*c, date, lang())).collect::<Vec<_>>().join(", ");
    let comes = page.call.is_none_or(CallKind::is_working);
    let place = page.place.clone().filter(|_| comes).map(|p| {
        let map = words::map(p.lat_e6, p.lon_e6)
            .map(|to| view! { <a class="button" href=to rel="noreferrer"><Icon name="pin"/>{t(k::CALL_MAP)}</a> });
        view! { <div class="act"><p><b>{p.name}</b>{p.address}</p>{map}</div> }
    });
    let pickup = page.pickup.clone().map(|p| {
        let at = p.at.map_or_else(String::new, |at| format!(" {}", words::time(at, date, lang())));
        let place = p.place.as_ref().map(|p| words::pickup_place(p, lang())).unwrap_or_default();
        let driver = if p.driver.is_empty() { String::new() } else { tf(k::CALL_DRIVER, &[("name", &p.driver)]) };
        let parts: Vec<String> = [place, driver, p.vehicle].into_iter().filter(|p| !p.is_empty()).collect();
        let ring = p.driver_phone.map(|n| view! { <a class="button" href=words::tel(&n) data-number=n.clone()><Icon name="phone"/>{t(k::CALL_RING)}</a> });
        view! { <div class="act"><p><b>{t(k::PDF_PICKUP)}{at}</b>{parts.join(" · ")}</p>{ring}</div> }
    });
    view! {
        <section class="call__now"><h1 class="call__label">{whose.unwrap_or_else(|| t(k::PDF_YOUR_CALL).to_owned())}</h1>
            {state.map(|words| view! { <p class="strong">{words}</p> })}
            <Time call=page.call date=date/>
            {(!further.is_empty()).then(|| view! { <p>{tf(k::CALL_ALSO, &[("calls", &further)])}</p> })}
            <div class="acts">{place}{pickup}</div></section>
    }
}

/// What changed since what they knew. Hidden while nothing did; the page's script shows it when a newer revision came.
fn changed(sheet: &CallDay) -> impl IntoView + use<> {
    let name = sheet.kept.personal.revision.as_ref().map(|r| r.name.clone()).unwrap_or_default();
    let date = sheet.kept.personal.day.date;
    let answered = sheet.confirmed.as_ref().is_some_and(|c| c.current);
    let since = sheet.kept.since.clone().filter(|_| !answered);
    match since {
        Some(since) => {
            let lines = since.changes.iter().map(|c| view! { <ChangeLine change=c.clone() date=date/> }).collect_view();
            let title = tf(k::CALL_CHANGED_SINCE, &[("name", &since.name)]);
            view! { <section class="call__changed" id="changed" aria-labelledby="chg"><h2 id="chg"><Icon name="info"/>{title}</h2><ul>{lines}</ul></section> }.into_any()
        }
        None => view! {
            <section class="call__changed" id="changed" role="alert" hidden=true><h2><Icon name="info"/>{tf(k::CALL_NEWER, &[("name", &name)])}</h2><p>{t(k::CALL_NOTHING_NEW)}</p></section>
        }
        .into_any(),
    }
}

#[component]
fn ChangeLine(change: Change, date: Date) -> impl IntoView {
    let said = words::change(&change, date, lang());
    let from = (!said.from.is_empty()).then(|| view! { " "<del>{said.from}</del>" →" });
    let to = (!said.to.is_empty()).then(|| view! { " "<ins>{said.to}</ins> });
    view! { <li>{said.what}{from}{to}</li> }
}

/// Whom to ring, the emergency number first; then the hospitals.
fn help(page: &Personal) -> impl IntoView + use<> {
    let numbers = page.help.iter().map(|h| view! {
        <li class="act"><span><b>{if h.name.is_empty() { h.phone.clone() } else { t(words::help(h.what)).to_owned() }}</b>
            <small>{if h.name.is_empty() { t(words::help(h.what)).to_owned() } else { h.name.clone() }}</small></span>
            <a class="button" href=words::tel(&h.phone) data-number=h.phone.clone()><Icon name="phone"/>{t(k::CALL_RING)}</a></li>
    }).collect_view();
    let hospitals = page.hospitals.iter().map(|h| {
        let open = if h.open_24h { t(k::PDF_OPEN_24H) } else { t(k::PDF_NOT_24H) };
        let facts = [open.to_owned(), h.address.clone()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
        let map = words::map(h.lat_e6, h.lon_e6).map(|to| view! { <a class="button" href=to rel="noreferrer"><Icon name="pin"/>{t(k::CALL_MAP)}</a> });
        let ring = (!h.phone.is_empty()).then(|| view! { <a class="button" href=words::tel(&h.phone) data-number=h.phone.clone()><Icon name="phone"/>{t(k::CALL_RING)}</a> });
        view! { <li class="act"><span><b>{h.name.clone()}</b><small>{facts}</small></span>{map}{ring}</li> }
    }).collect_view();
    let any = !page.help.is_empty() || !page.hospitals.is_empty();
    any.then(|| view! { <section aria-labelledby="help"><h2 id="help">{t(k::CALL_TROUBLE)}</h2><ul class="help acts">{numbers}{hospitals}</ul></section> })
}

/// Stations of the day in their order.
fn then(page: &Personal) -> impl IntoView + use<> {
    let date = page.day.date;
    let scenes = page.scenes.iter().map(|s| s.number.as_str()).collect::<Vec<_>>().join(", ");
    let mut lines: Vec<(Minute, String, String)> = page
        .steps
        .iter()
        .map(|Step { step, at }| {
            let more = if *step == StepKind::OnSet && !scenes.is_empty() {
                tf(k::CALL_SCENES_OWN, &[("numbers", &scenes)])
            } else {
                String::new()
            };
            (*at, t(words::step(*step)).to_owned(), more)
        })
        .collect();
    if let Some(front) = &page.front {
        let mut add = |at: Option<Minute>, text| lines.extend(at.map(|at| (at, t(text).to_owned(), String::new())));
        add(front.unit_call.filter(|_| page.steps.is_empty()), k::PDF_UNIT_CALL);
        add(front.shooting_call.filter(|_| page.steps.is_empty()), k::PDF_SHOOTING_CALL);
        add(front.lunch, k::PDF_LUNCH);
        add(front.estimated_wrap, k::PDF_WRAP);
    }
    lines.sort_by_key(|(at, ..)| *at);
    let any = !lines.is_empty();
    let items = lines.into_iter().map(|(at, what, more)| {
        let day = words::other_date(at, date).unwrap_or(date);
        view! { <li><time datetime=format!("{day}T{at}")>{words::time(at, date, lang())}</time><span>{what}{(!more.is_empty()).then(|| view! { <small>{more}</small> })}</span></li> }
    }).collect_view();
    any.then(|| view! { <section aria-labelledby="then"><h2 id="then">{t(k::CALL_THEN)}</h2><ol class="then">{items}</ol></section> })
}

fn facts(page: &Personal, next: Option<NextCall>, base: String) -> impl IntoView + use<> {
    let date = page.day.date;
    let front = page.front.clone();
    let country = &page.sheet.production.country;
    let weather = front.as_ref().map(|f| {
        let forecast = f.forecast.as_ref().map(|f| weather::short(f, date, country, lang()));
        weather::line(&f.weather, forecast)
    });
    let weather = weather.filter(|w| !w.is_empty());
    let sun = front.as_ref().filter(|f| f.sunrise.is_some() || f.sunset.is_some()).map(|f| {
        // A night shoot meets the sunset first.
        let (a, b) = if f.sunrise > f.sunset { (f.sunset, f.sunrise) } else { (f.sunrise, f.sunset) };
        format!("{} – {}", words::maybe_time(a, date, lang()), words::maybe_time(b, date, lang()))
    });
    let any = next.is_some() || weather.is_some() || sun.is_some();
    any.then(|| {
        view! {
            <section aria-label=t(k::CALL_DAY)><dl class="call__facts">
                {next.map(|next| view! { <dt>{t(k::CALL_NEXT)}</dt><dd><Next next=next base=base/></dd> })}
                {weather.map(|w| view! { <dt>{t(k::PDF_WEATHER)}</dt><dd>{w}</dd> })}
                {sun.map(|s| view! { <dt>{t(k::CALLSHEETS_SUN)}</dt><dd>{s}</dd> })}
            </dl></section>
        }
    })
}

/// Which revision, and since when.
fn foot(sheet: &CallDay) -> impl IntoView + use<> {
    let name = sheet.kept.personal.revision.as_ref().map(|r| r.name.clone()).unwrap_or_default();
    view! {
        <footer class="call__foot"><span class="revision" data-revision=sheet.kept.swatch.clone()>{name}</span>
            <span>{tf(k::CALL_ISSUED, &[("when", &words::stamp(sheet.issued, lang()))])}</span></footer>
    }
}
