//! Processor time of the server for one request, and for the same work in a bare handler.
//!
//! Everything between the socket and the disk counts: layers, session, rights, audit, rendering. What a client costs
//! does not. A bare handler (`server/examples/bare.rs`) does the same work on a copy of the same database, without
//! layers, session, rights, audit or page.

use super::session::{Session, address};
use super::stand::Stand;
use super::visit::path_of;
use crate::http::{Client, Reply, encode};
use crate::serving::cpu_us_per_request;
use crate::yard::Done;
use serde_json::Value;
use std::time::{Duration, Instant};

/// The kernel counts processor time in ticks of 10 ms, so each figure needs about a second's worth.
const READS: u64 = 5_000;
const WRITES: u64 = 4_000;
/// A figure takes no longer, however slow the disk is.
const LONGEST: Duration = Duration::from_secs(20);
/// Clients that write at once, and for how long.
const CLIENTS: usize = 4;
const WHILE: Duration = Duration::from_secs(5);

/// What a browser says when somebody taps the link in the mail: the server notes then that the sheet was opened.
const TAPPED: &[(&str, &str)] = &[
    ("accept", "text/html"),
    ("sec-fetch-site", "none"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-dest", "document"),
    ("sec-fetch-user", "?1"),
];

/// Processor time per turn of `one`, after a warm-up.
fn per_turn(pid: u32, count: u64, mut one: impl FnMut() -> Done) -> Done<u64> {
    turns(count / 10, LONGEST, &mut one)?;
    cpu_us_per_request(pid, || turns(count, LONGEST, &mut one))
}

/// So many turns, or as many as there is time for; how many it were.
fn turns(count: u64, longest: Duration, one: &mut impl FnMut() -> Done) -> Done<u64> {
    let begun = Instant::now();
    let mut done = 0;
    while done < count && begun.elapsed() < longest {
        one()?;
        done += 1;
    }
    Ok(done)
}

/// A reply of a bare handler, which has to be 200 and not empty.
fn good(path: &str, reply: Reply) -> Done<Reply> {
    if reply.status == 200 && reply.body.len() > 2 {
        return Ok(reply);
    }
    let words: String = reply.text().chars().take(120).collect();
    Err(format!("{path} answered {}: {words}", reply.status))
}

/// A personal sheet, opened by a tap.
pub fn sheet(stand: &mut Stand) -> Done<u64> {
    let url = stand.link("call")?;
    let (server, path) = (stand.running()?, path_of(&url));
    let mut client = Client::connect(&server.host)?;
    let page = good(path, client.get(path, TAPPED)?)?.text();
    if !page.contains("data-revision-id=\"") || page.contains("data-revision-id=\"none\"") {
        return Err("the personal link shows no sheet: the demo's published day is over".to_owned());
    }
    per_turn(server.pid(), READS, || good(path, client.get(path, TAPPED)?).map(drop))
}

/// The sheet's row, parsed and written as JSON.
pub fn bare_sheet(stand: &mut Stand) -> Done<u64> {
    let url = stand.link("call")?;
    let path = format!("/sheet/{}", path_of(&url).rsplit('/').next().unwrap_or_default());
    let server = stand.bare()?;
    let mut client = Client::connect(&server.host)?;
    per_turn(server.pid(), READS, || good(&path, client.get(&path, &[])?).map(drop))
}

/// A hundred scenes as JSON, from the function that the page of the script asks.
pub fn list(stand: &mut Stand) -> Done<u64> {
    stand.hundred_scenes()?;
    let mut office = stand.enter("first_ad")?;
    let production = office.place()?.production;
    let fields = [("production", production.as_str()), ("page", "1"), ("text", ""), ("int_ext", ""), ("light", "")];
    let address = address("script.api.list_scenes", &fields);
    let rows = rows(&office.fetch(&address)?)?;
    if rows != 100 {
        return Err(format!("the list holds {rows} scenes, not 100"));
    }
    per_turn(stand.running()?.pid(), READS, || office.fetch(&address).map(drop))
}

/// The same hundred scenes, with their cast and everything else that the answer holds.
pub fn bare_list(stand: &mut Stand) -> Done<u64> {
    stand.bare()?;
    let place = stand.enter("first_ad")?.place()?;
    let server = stand.bare()?;
    let path = format!("/list/{}/{}", place.workspace, place.production);
    let mut client = Client::connect(&server.host)?;
    let rows = rows(&good(&path, client.get(&path, &[])?)?)?;
    if rows != 100 {
        return Err(format!("the bare list holds {rows} scenes, not 100"));
    }
    per_turn(server.pid(), READS, || good(&path, client.get(&path, &[])?).map(drop))
}

/// How many scenes an answer holds.
fn rows(reply: &Reply) -> Done<usize> {
    let list: Value = serde_json::from_slice(&reply.body).map_err(|e| format!("the list is not JSON: {e}"))?;
    list["rows"].as_array().map(Vec::len).ok_or_else(|| "the list has no rows".to_owned())
}

/// A strip that is moved to the end of the next day, and back to the end of its own.
struct Strip {
    production: String,
    workspace: String,
    id: String,
    version: i64,
    days: [String; 2],
    /// How often it was moved.
    moves: usize,
}

impl Strip {
    /// One strip for each client, each of another day.
    fn several(office: &mut Session, count: usize) -> Done<Vec<Strip>> {
        let place = office.place()?;
        let board = office.ask("schedule.api.load_board", &[("production", &place.production)])?;
        let days = board["board"]["days"].as_array().ok_or("the board has no days")?;
        let strips = days.windows(2).filter_map(|two| {
            let strip = two[0]["strips"].as_array()?.iter().find(|s| s["kind"].get("scene").is_some())?;
            Some(Strip {
                production: place.production.clone(),
                workspace: place.workspace.clone(),
                id: strip["id"].as_str()?.to_owned(),
                version: strip["version"].as_i64()?,
                days: [two[0]["id"].as_str()?.to_owned(), two[1]["id"].as_str()?.to_owned()],
                moves: 0,
            })
        });
        let strips: Vec<Strip> = strips.take(count).collect();
        if strips.len() == count { Ok(strips) } else { Err(format!("the board has no {count} days with scenes")) }
    }

    fn next_day(&mut self) -> String {
        self.moves += 1;
        self.days[self.moves % 2].clone()
    }

    /// As the board does it when a strip is dropped.
    fn move_on(&mut self, office: &mut Session) -> Done {
        let (day, version) = (self.next_day(), self.version.to_string());
        let fields = [
            ("production", self.production.as_str()),
            ("strip", &self.id),
            ("to_day", &day),
            ("before", ""),
            ("version", &version),
        ];
        let done = office.tell("schedule.api.move_strip", &fields)?;
        self.version = done["version"].as_i64().ok_or("a move without a version")?;
        Ok(())
    }

    /// The same update in a bare handler.
    fn move_bare(&mut self, client: &mut Client) -> Done {
        let day = self.next_day();
        let fields = [("workspace", self.workspace.as_str()), ("strip", &self.id), ("day", &day), ("rank", "1048576")];
        let body = encode(&fields);
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        good("/move", client.send("POST", "/move", &headers, body.as_bytes())?).map(drop)
    }
}

/// A strip is moved, with its event.
pub fn write(stand: &mut Stand) -> Done<u64> {
    let mut office = stand.enter("first_ad")?;
    let mut strip = Strip::several(&mut office, 1)?.remove(0);
    per_turn(stand.running()?.pid(), WRITES, || strip.move_on(&mut office))
}

/// A strip is updated, in a transaction of its own.
pub fn bare_write(stand: &mut Stand) -> Done<u64> {
    stand.bare()?;
    let mut strip = Strip::several(&mut stand.enter("first_ad")?, 1)?.remove(0);
    let server = stand.bare()?;
    let mut client = Client::connect(&server.host)?;
    per_turn(server.pid(), WRITES, || strip.move_bare(&mut client))
}

/// Moves a second while four clients move a strip each, every one of them on the disk before it is answered.
pub fn writes(stand: &mut Stand) -> Done<u64> {
    let strips = Strip::several(&mut stand.enter("first_ad")?, CLIENTS)?;
    let mut work = Vec::new();
    for mut strip in strips {
        let mut office = stand.enter("first_ad")?;
        work.push(move || strip.move_on(&mut office));
    }
    together(work)
}

/// The same with bare handlers.
pub fn bare_writes(stand: &mut Stand) -> Done<u64> {
    stand.bare()?;
    let strips = Strip::several(&mut stand.enter("first_ad")?, CLIENTS)?;
    let host = stand.bare()?.host.clone();
    let mut work = Vec::new();
    for mut strip in strips {
        let mut client = Client::connect(&host)?;
        work.push(move || strip.move_bare(&mut client));
    }
    together(work)
}

/// Turns a second of all clients together.
fn together(work: Vec<impl FnMut() -> Done + Send>) -> Done<u64> {
    let begun = Instant::now();
    let done = std::thread::scope(|scope| {
        let clients: Vec<_> =
            work.into_iter().map(|mut one| scope.spawn(move || turns(u64::MAX, WHILE, &mut one))).collect();
        clients.into_iter().map(|c| c.join().map_err(|_| "a client broke off".to_owned())?).sum::<Done<u64>>()
    })?;
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    (done * 1000).checked_div(millis).ok_or_else(|| "no time passed".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_goes_there_and_back() {
        let (a, b) = ("a".to_owned(), "b".to_owned());
        let mut strip = Strip {
            production: String::new(),
            workspace: String::new(),
            id: String::new(),
            version: 1,
            days: [a, b],
            moves: 0,
        };
        assert_eq!([strip.next_day(), strip.next_day(), strip.next_day()], ["b", "a", "b"]);
    }

    #[test]
    fn turns_end_by_number_or_by_time() {
        assert_eq!(turns(3, WHILE, &mut || Ok(())), Ok(3));
        assert_eq!(turns(3, Duration::ZERO, &mut || Ok(())), Ok(0));
        assert!(turns(3, WHILE, &mut || Err("no".to_owned())).is_err());
    }

    #[test]
    fn a_client_that_fails_fails_the_figure() {
        assert!(together(vec![|| Err("no".to_owned())]).is_err());
    }
}
