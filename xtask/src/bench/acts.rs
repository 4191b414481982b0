//! Whole acts of a person, in milliseconds from the click to the answer.

use super::fdx;
use super::middle;
use super::session::Session;
use super::stand::Stand;
use crate::yard::Done;
use std::time::Instant;

/// People on a day that is published.
const PEOPLE: u64 = 300;
/// An act is done so often, and the middle one counts.
const TIMES: usize = 3;

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// A day with three hundred people is published: from the click until every mail is queued, since mails are written
/// in the transaction that publishes. Three days, each issued for the first time, so that everybody is mailed;
/// the first of them also makes most of the personal links.
pub fn publish(stand: &mut Stand) -> Done<u64> {
    let mut office = stand.enter("first_ad")?;
    let production = office.place()?.production;
    let days = open_days(&mut office, &production)?;
    let least = days.iter().map(|(people, _)| *people).min().unwrap_or(PEOPLE);
    let more = crew_list(PEOPLE.saturating_sub(least));
    let fields = [("production", production.as_str()), ("text", &more), ("step", "confirm")];
    stand.enter("producer")?.tell("people.api.import_people", &fields)?;
    let mut all = Vec::new();
    for (_, day) in &days {
        all.push(publish_one(&mut office, &production, day)?);
    }
    middle(all)
}

/// Three days that no sheet was issued for, those with the fewest people, with how many these are.
fn open_days(office: &mut Session, production: &str) -> Done<Vec<(u64, String)>> {
    let list = office.ask("schedule.api.load_days", &[("production", production), ("edit", "")])?;
    let mut days = Vec::new();
    for day in list["days"].as_array().ok_or("no list of days")? {
        let id = day["id"].as_str().ok_or("a day without an id")?;
        if day["revision"] != "" {
            continue;
        }
        let screen = office.ask("callsheets.api.load_publish", &[("production", production), ("day", id)])?;
        if screen["ready"] == true {
            days.push((screen["sum"]["people"].as_u64().unwrap_or(0), id.to_owned()));
        }
    }
    days.sort();
    days.truncate(TIMES);
    if days.len() == TIMES { Ok(days) } else { Err(format!("the demo has no {TIMES} days that can be published")) }
}

/// One publication, and whether all of it is queued.
fn publish_one(office: &mut Session, production: &str, day: &str) -> Done<u64> {
    let fields = [("production", production), ("day", day)];
    let screen = office.ask("callsheets.api.load_publish", &fields)?;
    let (mails, stamp) = (screen["sum"]["mails"].as_u64().unwrap_or(0), screen["stamp"].to_string());
    if mails < PEOPLE {
        return Err(format!("{mails} people would get a mail, not {PEOPLE}"));
    }
    let begun = Instant::now();
    let typed = [fields[0], fields[1], ("stamp", &stamp), ("authorised", "Production manager")];
    office.tell("callsheets.api.issue_sheet", &typed)?;
    let took = millis(begun);
    let tracked = office.ask("callsheets.api.load_tracking", &fields)?;
    let people = tracked["people"].as_array().ok_or("nobody has the sheet")?;
    let queued = people.iter().filter(|p| p["stage"] == "queued").count();
    if queued as u64 == mails { Ok(took) } else { Err(format!("{queued} of {mails} mails are queued")) }
}

/// More crew, as a list that the office imports. Addresses end in `.example`, which leads nowhere.
fn crew_list(count: u64) -> String {
    let mut text = String::from("Name,Department,Position,Phone,Email\n");
    for n in 1..=count {
        let (department, position) = [("Crowd", "Marshal"), ("Lighting", "Electrician"), ("Art", "Painter")]
            [usize::try_from(n % 3).unwrap_or_default()];
        text.push_str(&format!(
            "Bench Person {n},{department},{position},+44 7700 {:06},bench{n}@demo.example\n",
            900_000 + n
        ));
    }
    text
}

/// A 120-page script comes in through the page: upload, preview, confirmation, list of scenes. Each into a production
/// of its own, so that every scene is new. The command line is not timed: it shows no preview, and most of its time
/// is the start of a process.
pub fn import(stand: &mut Stand) -> Done<u64> {
    let mut office = stand.enter("producer")?;
    let workspace = office.place()?.workspace;
    let script = fdx::feature();
    let mut all = Vec::new();
    for _ in 0..TIMES {
        let production = new_production(&mut office, &workspace)?;
        let begun = Instant::now();
        import_script(&mut office, &production, &script)?;
        all.push(millis(begun));
        let fields = [("production", production.as_str()), ("page", "1"), ("text", ""), ("int_ext", ""), ("light", "")];
        let totals = &office.ask("script.api.list_scenes", &fields)?["totals"];
        if totals["eighths"] != fdx::FEATURE_EIGHTHS {
            return Err(format!("the script came in as {} eighths, not {}", totals["eighths"], fdx::FEATURE_EIGHTHS));
        }
    }
    middle(all)
}

/// An empty production; its id.
fn new_production(office: &mut Session, workspace: &str) -> Done<String> {
    let fields = [
        ("workspace", workspace),
        ("title", "Bench"),
        ("code_name", "BENCH"),
        ("country", "GB"),
        ("zone", "Europe/London"),
        ("page_size", "a4"),
        ("language", "en"),
        ("palette", "default"),
        ("revision_naming", "colours"),
    ];
    let made = office.tell("productions.api.create_production", &fields)?;
    let to = made["to"].as_str().and_then(|to| to.strip_prefix("/p/"));
    to.map(str::to_owned).ok_or_else(|| "the new production has no address".to_owned())
}

/// Uploads a script, looks at the preview, confirms, and sees the list of scenes.
///
/// # Errors
/// When a step is refused.
pub fn import_script(office: &mut Session, production: &str, script: &str) -> Done {
    let page = format!("/p/{production}/script/import");
    let upload = "script.api.upload_script";
    let preview = office.upload(&page, upload, &[("production", production)], ("bench.fdx", script))?;
    let id = preview.rsplit_once("?import=").map(|(_, id)| id.to_owned()).ok_or("an upload without a preview")?;
    office.page(&preview)?;
    let fields = [("form_key", ""), ("production", production), ("import", &id)];
    let landed = office.post(&page, "script.api.confirm_import", &fields)?;
    office.page(&landed).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_person_of_the_list_has_an_address() {
        let text = crew_list(225);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 226);
        assert!(lines.iter().all(|l| l.split(',').count() == 5), "{text}");
        assert_eq!(lines.iter().filter(|l| l.contains("@demo.example")).count(), 225);
    }
}
