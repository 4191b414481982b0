//! A call sheet as it prints, from the view its reader gets: nothing here decides who may see what.
use super::{
    model::{sheet::*, view::SheetView},
    screen::CallLine,
    weather::words as weather,
    words,
};
use crate::text::{k, lang, t, tf};
use jiff::civil::Date;
use leptos::prelude::*;

/// The whole sheet.
#[component]
pub fn SheetPaper(
    /// What the reader gets.
    view: SheetView,
    /// Decisions, to show beside what was computed; only the office has any.
    #[prop(optional)]
    decided: Vec<CallLine>,
) -> impl IntoView {
    let date = view.day.date;
    let label = words::date_long(date, lang());
    let decided = StoredValue::new(decided);
    view! {
        <article class="sheet" aria-label=label><div class="sheet__page">
            <Top view=view.clone()/>
            {words::state(view.day.state, lang()).map(|words| view! { <p class="notice notice--bad"><b class="strong">{words}</b></p> })}
            <Front view=view.clone()/>
            {view.scenes.map(|rows| view! { <Scenes rows=rows totals=view.totals date=date/> })}
            {view.cast.map(|rows| view! { <Cast rows=rows date=date decided=decided/> })}
            {view.background.map(|rows| view! { <Background rows=rows date=date/> })}
            {view.departments.map(|all| view! { <Crew departments=all date=date decided=decided/> })}
            {view.transport.map(|rides| view! { <Transport rides=rides date=date/> })}
            {view.locations.map(|places| view! { <Places places=places/> })}
            {view.contacts.map(|all| view! { <Contacts contacts=all/> })}
            {view.advance.map(|days| view! { <Advance days=days/> })}
            {view.notes.map(|notes| view! { <section class="sheet__block"><h2>{t(k::PDF_NOTES)}</h2>{notes.into_iter().map(|n| view! { <p>{n.text}</p> }).collect_view()}</section> })}
            {view.medical.map(|all| view! { <section class="sheet__block"><h2>{t(k::PDF_MEDICAL)}</h2>{all.into_iter().map(|m| view! { <p><b>{m.name}</b>": "{m.text}</p> }).collect_view()}</section> })}
        </div></article>
    }
}

#[component]
fn Top(view: SheetView) -> impl IntoView {
    let head = view.production;
    let name = if head.code_name.is_empty() { head.title.clone().unwrap_or_default() } else { head.code_name.clone() };
    let day = match (view.day.label.as_str(), view.day.count) {
        ("", _) => String::new(),
        (label, None) => tf(k::PDF_DAY, &[("n", label)]),
        (label, Some(count)) => {
            tf(k::PDF_OF, &[("day", &tf(k::PDF_DAY, &[("n", label)])), ("count", &count.to_string())])
        }
    };
    let line: Vec<String> =
        [t(k::PDF_TITLE).to_owned(), view.day.unit, day].into_iter().filter(|p| !p.is_empty()).collect();
    let date = view.day.date;
    let front = view.front.clone();
    let revision = words::revision_or_draft(view.revision.as_ref(), lang());
    view! {
        <header class="sheet__top">
            <div><p class="sheet__code">{name}</p><p>{head.company}<br/>{line.join(" · ")}</p></div>
            {front.map(|f| view! {
                <p class="sheet__call">{t(k::PDF_UNIT_CALL)}<b>{words::maybe_time(f.unit_call, date, lang())}</b>
                    {f.shooting_call.map(|at| format!("{} {}", t(k::PDF_SHOOTING_CALL), words::time(at, date, lang())))}</p>
            })}
            <div><p class="strong">{words::date_long(date, lang())}</p><p>{revision}</p></div>
        </header>
    }
}

#[component]
fn Front(view: SheetView) -> impl IntoView {
    let date = view.day.date;
    let country = view.production.country.clone();
    let pair = |label: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
    };
    let wide = |label: String, value: String| {
        (!value.trim().is_empty()).then(|| view! { <div class="span-2"><dt>{label}</dt><dd>{value}</dd></div> })
    };
    let times = view.front.clone().map(|f| {
        let both = |a: Option<_>, b: Option<_>| match (a, b) {
            (None, None) => String::new(),
            (a, b) => format!("{} – {}", words::maybe_time(a, date, lang()), words::maybe_time(b, date, lang())),
        };
        let one = |at: Option<_>| at.map(|at| words::time(at, date, lang())).unwrap_or_default();
        view! {
            {pair(t(k::PDF_LUNCH), one(f.lunch))}
            {pair(t(k::PDF_WRAP), one(f.estimated_wrap))}
            {pair(t(k::CALLSHEETS_SUN), both(f.sunrise, f.sunset))}
            {pair(t(k::CALLSHEETS_LIGHT), both(f.first_light, f.last_light))}
            {wide(t(k::PDF_WEATHER).to_owned(), weather::line(&f.weather, f.forecast.map(|f| weather::long(&f, date, &country, lang()))))}
        }
    });
    let safety = view.safety.map(|s| {
        let hospitals = s
            .hospitals
            .into_iter()
            .map(|h| {
                let label = if h.location_no.is_empty() {
                    t(k::PDF_HOSPITAL).to_owned()
                } else {
                    tf(k::CALLSHEETS_HOSPITAL_FOR, &[("no", &h.location_no)])
                };
                let open = if h.open_24h { t(k::PDF_OPEN_24H) } else { t(k::PDF_NOT_24H) };
                let checked = h.checked_on.map_or_else(
                    || t(k::PDF_UNCHECKED).to_owned(),
                    |on| tf(k::PDF_CHECKED, &[("date", &words::date_short(on, lang()))]),
                );
                let parts = [h.name, h.address, h.phone, open.to_owned(), checked];
                let value: Vec<String> = parts.into_iter().filter(|p| !p.trim().is_empty()).collect();
                wide(label, value.join(", "))
            })
            .collect_view();
        view! {
            {wide(t(k::PDF_HAZARDS).to_owned(), s.hazards)}
            {pair(t(k::PDF_EMERGENCY), s.emergency_number)}
            {s.medic.and_then(|m| pair(t(k::PDF_MEDIC), format!("{} {}", m.name, m.phone)))}
            {hospitals}
        }
    });
    view! { <dl class="sheet__grid">{times}{safety}</dl> }
}

fn duration(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[component]
fn Scenes(rows: Vec<StripRow>, totals: Option<Totals>, date: Date) -> impl IntoView {
    let lines = rows.into_iter().map(|row| match row {
        StripRow::Banner(b) => {
            let start = b.start.map(|at| format!("{} ", words::time(at, date, lang())));
            view! { <tr class="banner-row"><td colspan="8">{start}{b.text}</td></tr> }.into_any()
        }
        StripRow::Scene(s) => view! {
            <tr><td>{words::maybe_time(s.start, date, lang())}</td><th scope="row">{s.number}</th><td>{words::int_ext(s.int_ext, lang())}</td>
                <td><b>{s.set}</b>{s.closed.then(|| view! { " · "<b>{t(k::PDF_CLOSED)}</b> })}{s.synopsis.map(|text| view! { <br/>{text} })}</td>
                <td>{words::light(s.day_night, lang())}</td><td class="num">{s.eighths.to_string()}</td><td>{s.cast.join(", ")}</td><td>{s.location_no}</td></tr>
        }.into_any(),
    }).collect_view();
    let foot = totals.map(|sum| {
        let scenes = if sum.scenes == 1 { t(k::PDF_TOTALS_ONE_SCENE).to_owned() } else { tf(k::PDF_TOTALS_SCENES, &[("n", &sum.scenes.to_string())]) };
        view! { <tfoot><tr><td colspan="5">{scenes}</td><td class="num">{sum.eighths.to_string()}</td><td colspan="2">{duration(sum.minutes)}</td></tr></tfoot> }
    });
    view! {
        <section class="sheet__block"><h2>{t(k::PDF_SCENES)}</h2><div class="sheet__scroll" tabindex="0" role="region" aria-label=t(k::PDF_SCENES)><table>
            <thead><tr><th>{t(k::PDF_START)}</th><th>{t(k::PDF_SCENE)}</th><th>{t(k::PDF_IE)}</th><th>{t(k::PDF_SET_SYNOPSIS)}</th><th>{t(k::PDF_DN)}</th>
                <th class="num">{t(k::PDF_PAGES)}</th><th>{t(k::PDF_CAST_NO)}</th><th>{t(k::PDF_LOC)}</th></tr></thead>
            <tbody>{lines}</tbody>{foot}
        </table></div></section>
    }
}

/// A call; where somebody decided otherwise, what was computed struck through and the reason.
fn call_cell(call: Option<CallKind>, line: Option<CallLine>, date: Date) -> AnyView {
    match line.filter(|l| l.decided.is_some() && l.computed.is_some() && l.decided != l.computed) {
        Some(l) => view! {
            <span class="override"><s>{words::maybe_call(l.computed, date, lang())}</s>" "<b>{words::maybe_call(l.decided, date, lang())}</b><small>{l.reason}</small></span>
        }.into_any(),
        None => words::maybe_call(call, date, lang()).into_any(),
    }
}

#[component]
fn Cast(rows: Vec<CastRow>, date: Date, decided: StoredValue<Vec<CallLine>>) -> impl IntoView {
    let lines = rows.into_iter().map(|c| {
        let line = decided.with_value(|all| all.iter().find(|l| Some(l.person) == c.person).cloned());
        let place = c.pickup_place.as_ref().map(|p| words::pickup_place(p, lang())).unwrap_or_default();
        let at = |at: Option<_>| at.map(|at| words::time(at, date, lang()));
        view! {
            <tr><th scope="row">{c.number}</th><td>{c.artist}</td><td>{c.character}</td><td>{c.status}</td>
                <td>{at(c.pickup)}" "{place}</td><td>{call_cell(c.call, line, date)}</td><td>{at(c.makeup)}</td><td>{at(c.on_set)}</td><td>{c.notes}</td></tr>
        }
    }).collect_view();
    view! {
        <section class="sheet__block"><h2>{t(k::PDF_CAST)}</h2><div class="sheet__scroll" tabindex="0" role="region" aria-label=t(k::PDF_CAST)><table>
            <thead><tr><th>{t(k::PDF_NO)}</th><th>{t(k::PDF_ARTIST)}</th><th>{t(k::PDF_CHARACTER)}</th><th>{t(k::PDF_STATUS)}</th><th>{t(k::PDF_PICKUP)}</th>
                <th>{t(k::PDF_CALL)}</th><th>{t(k::PDF_MAKEUP)}</th><th>{t(k::PDF_ON_SET)}</th><th>{t(k::PDF_NOTES)}</th></tr></thead>
            <tbody>{lines}</tbody>
        </table></div></section>
    }
}

#[component]
fn Background(rows: Vec<BackgroundRow>, date: Date) -> impl IntoView {
    let lines = rows.into_iter().map(|b| view! {
        <tr><td>{words::call(b.call, date, lang())}</td><th scope="row" class="num">{b.count.to_string()}</th><td>{b.description}</td><td>{b.notes}</td></tr>
    }).collect_view();
    view! {
        <section class="sheet__block"><h2>{t(k::PDF_BACKGROUND)}</h2><div class="sheet__scroll" tabindex="0" role="region" aria-label=t(k::PDF_BACKGROUND)><table>
            <thead><tr><th>{t(k::PDF_CALL)}</th><th class="num">{t(k::PDF_COUNT)}</th><th>{t(k::PDF_DESCRIPTION)}</th><th>{t(k::PDF_NOTES)}</th></tr></thead>
            <tbody>{lines}</tbody>
        </table></div></section>
    }
}

#[component]
fn Crew(departments: Vec<Department>, date: Date, decided: StoredValue<Vec<CallLine>>) -> impl IntoView {
    let all = departments.into_iter().map(|d| {
        let people = d.people.into_iter().map(|p| {
            let line = decided.with_value(|all| all.iter().find(|l| l.person == p.person).cloned());
            let phone = p.phone.or(p.work_phone);
            view! { <li><span>{p.name}" "<small>{p.position}{phone.map(|phone| format!(" {phone}"))}</small></span><b>{call_cell(p.call, line, date)}</b></li> }
        }).collect_view();
        view! { <section><h3>{d.name}</h3><ul>{people}</ul></section> }
    }).collect_view();
    view! { <section class="sheet__block"><h2>{t(k::PDF_CREW)}</h2><div class="sheet__crew">{all}</div></section> }
}

#[component]
fn Transport(rides: Vec<Ride>, date: Date) -> impl IntoView {
    let lines = rides.into_iter().map(|r| {
        let place = r.place.as_ref().map(|p| words::pickup_place(p, lang()));
        view! {
            <tr><td>{words::maybe_time(r.pickup, date, lang())}</td><th scope="row">{r.name}</th><td>{place}</td><td>{r.driver}" "{r.driver_phone}</td><td>{r.vehicle}</td></tr>
        }
    }).collect_view();
    view! {
        <section class="sheet__block"><h2>{t(k::PDF_TRANSPORT)}</h2><div class="sheet__scroll" tabindex="0" role="region" aria-label=t(k::PDF_TRANSPORT)><table>
            <thead><tr><th>{t(k::PDF_PICKUP)}</th><th>{t(k::PDF_NAME)}</th><th>{t(k::PDF_FROM)}</th><th>{t(k::PDF_DRIVER)}</th><th>{t(k::PDF_VEHICLE)}</th></tr></thead>
            <tbody>{lines}</tbody>
        </table></div></section>
    }
}

#[component]
fn Places(places: Vec<LocationRow>) -> impl IntoView {
    let lines = places.into_iter().map(|p| {
        let name = match words::map(p.lat_e6, p.lon_e6) {
            Some(map) => view! { <a href=map rel="noreferrer">{p.name}</a> }.into_any(),
            None => p.name.into_any(),
        };
        view! { <tr><th scope="row">{p.no}</th><td>{name}</td><td>{p.address}</td><td>{p.parking}</td><td>{p.notes}</td></tr> }
    }).collect_view();
    view! {
        <section class="sheet__block"><h2>{t(k::PDF_LOCATIONS)}</h2><div class="sheet__scroll" tabindex="0" role="region" aria-label=t(k::PDF_LOCATIONS)><table>
            <thead><tr><th>{t(k::PDF_NO)}</th><th>{t(k::PDF_LOCATION)}</th><th>{t(k::PDF_ADDRESS)}</th><th>{t(k::PDF_PARKING)}</th><th>{t(k::PDF_NOTES)}</th></tr></thead>
            <tbody>{lines}</tbody>
        </table></div></section>
    }
}

#[component]
fn Contacts(contacts: Vec<Contact>) -> impl IntoView {
    let all = contacts
        .into_iter()
        .map(|c| view! { <li><span>{c.name}" "<small>{t(words::contact(c.what))}</small></span><b>{c.phone}</b></li> })
        .collect_view();
    view! { <section class="sheet__block"><h2>{t(k::PDF_HELP)}</h2><div class="sheet__crew"><section><ul>{all}</ul></section></div></section> }
}

#[component]
fn Advance(days: Vec<AdvanceDay>) -> impl IntoView {
    let lines = days.into_iter().map(|d| view! {
        <tr><th scope="row">{words::date_short(d.date, lang())}</th><td>{d.label}</td><td>{d.sets.join("; ")}</td><td>{d.scenes.join(", ")}</td></tr>
    }).collect_view();
    view! {
        <section class="sheet__block"><h2>{t(k::PDF_ADVANCE)}</h2><div class="sheet__scroll" tabindex="0" role="region" aria-label=t(k::PDF_ADVANCE)><table>
            <thead><tr><th>{t(k::PDF_DATE_HEAD)}</th><th>{t(k::PDF_DAY_HEAD)}</th><th>{t(k::PDF_SETS)}</th><th>{t(k::PDF_SCENES)}</th></tr></thead>
            <tbody>{lines}</tbody>
        </table></div></section>
    }
}
