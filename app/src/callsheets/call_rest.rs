//! Below the fold of the personal sheet: scenes, notes, the way there, one's own department, as far as the reader
//! gets them.
use super::{
    model::{personal::Personal, sheet::StripRow},
    words,
};
use crate::{
    text::{k, lang, t, tf},
    ui::Icon,
};
use leptos::prelude::*;

/// Scenes of the day as this person may see them; their own stand out.
pub fn scenes(page: &Personal) -> impl IntoView + use<> {
    let date = page.day.date;
    let rows = page.sheet.scenes.clone()?;
    let items = rows.into_iter().map(|row| match row {
        StripRow::Banner(b) => view! { <li><b></b><span>{b.text}</span><time>{b.start.map(|at| words::time(at, date, lang()))}</time></li> }.into_any(),
        StripRow::Scene(s) => {
            let mine = page.scenes.iter().any(|own| own.number == s.number);
            let place = page.sheet.locations.iter().flatten().find(|l| l.no == s.location_no).map(|l| l.name.clone());
            let facts: Vec<String> = [
                Some(tf(k::CALL_PAGES, &[("n", &s.eighths.to_string())])),
                place,
                s.closed.then(|| t(k::PDF_CLOSED).to_owned()),
                mine.then(|| t(k::CALL_YOU).to_owned()),
            ]
            .into_iter()
            .flatten()
            .collect();
            view! {
                <li data-tone=words::tone(s.int_ext, s.day_night) class:is-mine=mine><b>{s.number}</b>
                    <span>{words::int_ext(s.int_ext, lang())}" "{s.set}<small>{facts.join(" · ")}</small>{s.synopsis.map(|text| view! { <small>{text}</small> })}</span>
                    <time>{s.start.map(|at| words::time(at, date, lang()))}</time></li>
            }
            .into_any()
        }
    }).collect_view();
    Some(
        view! { <section aria-labelledby="sc"><h2 id="sc">{t(k::CALL_SCENES)}</h2><ol class="callscenes">{items}</ol></section> },
    )
}

/// What somebody wrote for them, for their department, for everyone; and what is dangerous.
pub fn notes(page: &Personal) -> impl IntoView + use<> {
    let hazards = page.sheet.safety.as_ref().map(|s| s.hazards.clone()).filter(|h| !h.is_empty());
    let own = page.notes.clone();
    let others: Vec<String> = page.sheet.notes.iter().flatten().map(|n| n.text.clone()).collect();
    let medical: Vec<String> = page.sheet.medical.iter().flatten().map(|n| n.text.clone()).collect();
    let notes: Vec<String> = own.into_iter().chain(others).chain(medical).collect();
    view! {
        {hazards.map(|text| view! { <section aria-labelledby="haz"><h2 id="haz">{t(k::PDF_HAZARDS)}</h2><p>{text}</p></section> })}
        {(!notes.is_empty()).then(|| view! { <section aria-labelledby="notes"><h2 id="notes">{t(k::PDF_NOTES)}</h2>{notes.into_iter().map(|n| view! { <p>{n}</p> }).collect_view()}</section> })}
    }
}

/// Places with parking and the way in; radio.
pub fn getting_there(page: &Personal) -> impl IntoView + use<> {
    let several = page.places.len() > 1;
    let places = page.places.iter().map(|p| {
        let map = words::map(p.lat_e6, p.lon_e6).map(|to| view! { " "<a href=to rel="noreferrer">{t(k::CALL_MAP)}</a> });
        let head = several.then(|| view! { <dt>{tf(k::PDF_AT_LOC, &[("no", &p.no)])}</dt><dd><b>{p.name.clone()}</b>" "{p.address.clone()}{map}</dd> });
        let line = |label: &'static str, text: String| (!text.trim().is_empty()).then(|| view! { <dt>{label}</dt><dd>{text}</dd> });
        view! { {head}{line(t(k::PDF_PARKING), p.parking.clone())}{line(t(k::CALL_WAY), p.notes.clone())} }
    }).collect_view();
    let radio: Vec<String> =
        page.front.iter().flat_map(|f| &f.radio).map(|r| format!("{} {}", r.channel, r.used_by)).collect();
    let any = several
        || !radio.is_empty()
        || page.places.iter().any(|p| !p.parking.trim().is_empty() || !p.notes.trim().is_empty());
    any.then(|| {
        view! {
            <section aria-labelledby="pract"><h2 id="pract">{t(k::CALL_GETTING_THERE)}</h2><dl class="call__facts">
                {places}
                {(!radio.is_empty()).then(|| view! { <dt>{t(k::PDF_RADIO)}</dt><dd>{radio.join(", ")}</dd> })}
            </dl></section>
        }
    })
}

/// People of the back page they may see, and whom else they may ring.
pub fn crew(page: &Personal) -> impl IntoView + use<> {
    let date = page.day.date;
    let ring = |phone: Option<String>| {
        phone.filter(|p| !p.trim().is_empty()).map(|p| view! { <a class="button" href=words::tel(&p) data-number=p.clone()><Icon name="phone"/>{t(k::CALL_RING)}</a> })
    };
    let departments = page.sheet.departments.clone().unwrap_or_default().into_iter().map(|d| {
        let people = d.people.into_iter().filter(|p| p.person != page.person).collect::<Vec<_>>();
        let any = !people.is_empty();
        let rows = people.into_iter().map(|p| {
            let call = p.call.map(|c| words::call(c, date, lang()));
            let facts: Vec<String> = [Some(p.position).filter(|p| !p.is_empty()), call].into_iter().flatten().collect();
            view! { <li class="act"><span><b>{p.name}</b><small>{facts.join(" · ")}</small></span>{ring(p.phone.or(p.work_phone))}</li> }
        }).collect_view();
        any.then(|| view! { <section><h2>{d.name}</h2><ul class="acts">{rows}</ul></section> })
    }).collect_view();
    // Those who stand in the help list are not repeated.
    let known = |phone: &str| page.help.iter().any(|h| h.phone == phone);
    let contacts: Vec<_> = page
        .sheet
        .contacts
        .clone()
        .unwrap_or_default()
        .into_iter()
        .filter(|c| !c.phone.is_empty() && !known(&c.phone))
        .collect();
    let more = (!contacts.is_empty()).then(|| {
        let rows = contacts.into_iter().map(|c| view! { <li class="act"><span><b>{c.name}</b><small>{t(words::contact(c.what))}</small></span>{ring(Some(c.phone))}</li> }).collect_view();
        view! { <section><h2>{t(k::CALL_CONTACTS)}</h2><ul class="acts">{rows}</ul></section> }
    });
    let cast = page
        .sheet
        .cast
        .clone()
        .unwrap_or_default()
        .into_iter()
        .filter(|c| c.person != Some(page.person))
        .collect::<Vec<_>>();
    let cast = (!cast.is_empty()).then(|| {
        let rows = cast.into_iter().map(|c| {
            let call = words::maybe_call(c.call, date, lang());
            let name = if c.artist.is_empty() { c.character.clone() } else { c.artist };
            view! { <li class="act"><span><b>{name}</b><small>{format!("{} · {} · {call}", c.number, c.character)}</small></span>{ring(c.phone)}</li> }
        }).collect_view();
        view! { <section><h2>{t(k::PDF_CAST)}</h2><ul class="acts">{rows}</ul></section> }
    });
    view! { {more}{cast}{departments} }
}
