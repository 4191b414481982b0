//! `bench`: figures that are watched, one a line: `name value unit (goal) [ratio-to peer]`.
//!
//! A new figure is one row in [`MEASURES`] and one function that takes the [`Stand`]. Figures that change the data
//! (`publish300_ms`, `import120_ms`) stand behind those that would notice.

mod acts;
mod cpu;
mod drag;
mod fdx;
mod session;
mod solver;
mod stand;
mod visit;

use crate::browser;
use crate::run::{example, prepare, server};
use crate::site::{self, Kind};
use crate::yard::{Done, Yard};
use stand::Stand;
use std::fmt::Write;
use std::time::Duration;

/// One figure.
struct Measure {
    /// As written on the command line and in the output.
    name: &'static str,
    /// The unit, also in the output.
    unit: &'static str,
    /// What we aim for, and the most we accept; 0 where there is none.
    goal: (u64, u64),
    /// What it is compared with.
    peer: Peer,
    /// How it is taken.
    take: fn(&mut Stand) -> Done<u64>,
}

/// Somebody else's figure for the ratio.
enum Peer {
    /// Nobody's.
    None,
    /// The same work in a bare handler (`server/examples/bare.rs`), taken in the same run on the same machine.
    Bare(fn(&mut Stand) -> Done<u64>),
    /// Somebody else's program with its name, taken in the same run when there is one.
    Other(fn(&mut Stand) -> Done<Option<u64>>, &'static str),
    /// A figure taken once, with its name.
    Fixed(u64, &'static str),
}

/// A minimal Leptos page (router, meta, one resource, one server function) as brotli in KiB. Measured 2026 with
/// Leptos 0.8.23, opt-level z, LTO, wasm-opt -Oz.
const BARE_LEPTOS: Peer = Peer::Fixed(164, "bare-leptos");

/// The table.
#[rustfmt::skip]
const MEASURES: &[Measure] = &[
    Measure { name: "start_ms", unit: "ms", goal: (200, 0), peer: Peer::None, take: start },
    Measure { name: "idle_rss_mib", unit: "MiB", goal: (30, 0), peer: Peer::None, take: idle_rss },
    Measure { name: "sheet_cpu_us", unit: "us", goal: (400, 800), peer: Peer::Bare(cpu::bare_sheet), take: cpu::sheet },
    Measure { name: "list100_cpu_us", unit: "us", goal: (500, 1200), peer: Peer::Bare(cpu::bare_list), take: cpu::list },
    Measure { name: "write_cpu_us", unit: "us", goal: (400, 600), peer: Peer::Bare(cpu::bare_write), take: cpu::write },
    Measure { name: "write_per_s", unit: "1/s", goal: (0, 0), peer: Peer::Bare(cpu::bare_writes), take: cpu::writes },
    Measure { name: "crew_first_kib", unit: "KiB", goal: (60, 0), peer: Peer::None, take: crew_first },
    Measure { name: "office_first_kib", unit: "KiB", goal: (250, 0), peer: BARE_LEPTOS, take: office_first },
    Measure { name: "binary_mib", unit: "MiB", goal: (0, 0), peer: Peer::None, take: binary },
    Measure { name: "solve_cpu_ms", unit: "ms", goal: (0, 0), peer: Peer::Other(solver::ddo_cpu, "ddo"), take: solver::cpu },
    Measure { name: "solve40_proved", unit: "of 20", goal: (19, 0), peer: Peer::None, take: solver::proved },
    Measure { name: "solve_wasm_ratio", unit: "/100", goal: (250, 0), peer: Peer::None, take: solver::wasm_ratio },
    Measure { name: "arrange2s_cost", unit: "cents", goal: (0, 0), peer: Peer::None, take: solver::arranged },
    Measure { name: "check_move_ms", unit: "ms", goal: (16, 0), peer: Peer::None, take: solver::check_move },
    Measure { name: "drag150_p95_ms", unit: "ms", goal: (50, 0), peer: Peer::Other(drag::plain150, "plain"), take: drag::drag150 },
    Measure { name: "drag1000_p95_ms", unit: "ms", goal: (100, 0), peer: Peer::Other(drag::plain1000, "plain"), take: drag::drag1000 },
    Measure { name: "drop1000_p95_ms", unit: "ms", goal: (100, 0), peer: Peer::Other(drag::plain_drop1000, "plain"), take: drag::drop1000 },
    Measure { name: "scroll1000_p95_ms", unit: "ms", goal: (17, 0), peer: Peer::Other(drag::plain_scroll1000, "plain"), take: drag::scroll1000 },
    Measure { name: "publish300_ms", unit: "ms", goal: (300, 0), peer: Peer::None, take: acts::publish },
    Measure { name: "import120_ms", unit: "ms", goal: (500, 0), peer: Peer::None, take: acts::import },
];

/// Builds the release, then prints the named figures or all. One that cannot be taken is named with its reason.
///
/// # Errors
/// When nothing can be built or started, or a figure could not be taken.
pub fn run(yard: &Yard, names: &[String]) -> Done {
    if let Some(unknown) = names.iter().find(|n| !MEASURES.iter().any(|m| m.name == n.as_str())) {
        let known: Vec<&str> = MEASURES.iter().map(|m| m.name).collect();
        return Err(format!("no figure `{unknown}`; there are {}", known.join(" ")));
    }
    let wanted: Vec<&Measure> =
        MEASURES.iter().filter(|m| names.is_empty() || names.iter().any(|n| n == m.name)).collect();
    prepare(yard)?;
    let site = site::build(yard, Kind::Release)?;
    let program = server(yard, "release")?;
    let bare = match wanted.iter().any(|m| matches!(m.peer, Peer::Bare(_))) {
        true => Some(example(yard, "bare", "release")?),
        false => None,
    };
    // Beside what was built, not in /tmp: there memory may stand for a disk, and a write would cost nothing.
    let folder = yard.target.join(format!("bench-{}", std::process::id()));
    let mut stand = Stand::new(program, bare, site, folder)?;
    if wanted.iter().any(|m| drag::IN_BROWSER.contains(&m.name)) {
        stand.pages = Some(browser::ready(yard)?);
    }
    if wanted.iter().any(|m| solver::IN_NODE.contains(&m.name)) {
        stand.worker = Some(solver::worker(yard)?);
    }
    let missed: usize = wanted.iter().map(|measure| print(measure, &mut stand)).sum();
    if missed == 0 { Ok(()) } else { Err(format!("{missed} figures could not be taken")) }
}

/// Takes a figure and its peer, and prints them; how many of the two could not be taken.
fn print(measure: &Measure, stand: &mut Stand) -> usize {
    let value = match (measure.take)(stand) {
        Ok(value) => value,
        Err(why) => {
            println!("{} - {} ({why})", measure.name, measure.unit);
            return 1;
        }
    };
    let peer = match measure.peer {
        Peer::None => Ok(None),
        Peer::Fixed(value, name) => Ok(Some((value, name))),
        Peer::Bare(take) => take(stand).map(|value| Some((value, "bare"))),
        Peer::Other(take, name) => take(stand).map(|value| value.map(|value| (value, name))),
    };
    match peer {
        Ok(peer) => println!("{}", line(measure, value, peer)),
        Err(why) => {
            println!("{} - bare ({why})", line(measure, value, None));
            return 1;
        }
    }
    0
}

/// `name value unit (goal g, at most m) [ratio-to peer]`.
fn line(measure: &Measure, value: u64, peer: Option<(u64, &str)>) -> String {
    let mut text = format!("{} {value} {}", measure.name, measure.unit);
    match measure.goal {
        (0, _) => {}
        (goal, 0) => drop(write!(text, " (goal {goal})")),
        (goal, most) => drop(write!(text, " (goal {goal}, at most {most})")),
    }
    if let Some((peer, name)) = peer
        && let Some(hundredths) = (value * 100).checked_div(peer)
    {
        let _ = write!(text, " {}.{:02} {name}", hundredths / 100, hundredths % 100);
    }
    text
}

/// The middle one of several, for figures that a busy machine disturbs.
fn middle(mut all: Vec<u64>) -> Done<u64> {
    all.sort_unstable();
    all.get(all.len() / 2).copied().ok_or_else(|| "nothing was measured".to_owned())
}

/// From starting the program on seeded data to the first 200 of /health/ready; the middle of five.
fn start(stand: &mut Stand) -> Done<u64> {
    let mut all = Vec::new();
    for _ in 0..5 {
        all.push(stand.fresh(|server| Ok(u64::try_from(server.start.as_millis()).unwrap_or(u64::MAX)))?);
    }
    middle(all)
}

/// Memory two seconds after the start, when nobody asked for anything.
fn idle_rss(stand: &mut Stand) -> Done<u64> {
    stand.fresh(|server| {
        std::thread::sleep(Duration::from_secs(2));
        Ok(server.rss_kib()?.div_ceil(1024))
    })
}

/// The release program's size.
fn binary(stand: &mut Stand) -> Done<u64> {
    let bytes = stand.binary.metadata().map_err(|e| e.to_string())?.len();
    Ok(bytes.div_ceil(1024 * 1024))
}

/// Everything the first visit of a personal sheet fetches, as sent.
fn crew_first(stand: &mut Stand) -> Done<u64> {
    let url = stand.link("call")?;
    Ok(visit::first(&stand.running()?.host, &url, "")?.div_ceil(1024))
}

/// Everything that the production's home fetches for the 1st AD with nothing kept from before, as sent.
fn office_first(stand: &mut Stand) -> Done<u64> {
    let mut office = stand.enter("first_ad")?;
    let home = format!("/p/{}", office.place()?.production);
    Ok(visit::first(&stand.running()?.host, &home, office.cookie())?.div_ceil(1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_goal_and_ratio_only_where_there_are() {
        let with = |goal| Measure { name: "a_ms", unit: "ms", goal, peer: Peer::None, take: start };
        assert_eq!(line(&with((0, 0)), 12, None), "a_ms 12 ms");
        assert_eq!(line(&with((200, 0)), 12, Some((48, "other"))), "a_ms 12 ms (goal 200) 0.25 other");
        assert_eq!(line(&with((4, 8)), 12, Some((0, "other"))), "a_ms 12 ms (goal 4, at most 8)");
    }

    #[test]
    fn the_middle_is_one_of_them() {
        assert_eq!(middle(vec![9, 1, 4]), Ok(4));
        assert!(middle(vec![]).is_err());
    }
}
