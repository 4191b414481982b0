//! `bench`: figures that are watched, one a line: `name value unit [ratio-to peer]`.
//!
//! A new figure is one row in [`MEASURES`] and one function that takes the [`Stand`].

mod visit;

use crate::http::Client;
use crate::run::{prepare, server};
use crate::serving::{self, Server};
use crate::site::{self, Kind};
use crate::yard::{Done, Yard};
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

/// One figure.
struct Measure {
    /// As written on the command line and in the output.
    name: &'static str,
    /// The unit, also in the output.
    unit: &'static str,
    /// A well-known program's figure for the ratio, with its name; 0 when there is none.
    peer: (u64, &'static str),
    /// How it is taken.
    take: fn(&mut Stand) -> Done<u64>,
}

/// The table. CPU figures use [`Stand::cpu_us_per_request`].
const MEASURES: &[Measure] = &[
    Measure { name: "start_ms", unit: "ms", peer: (0, ""), take: start },
    Measure { name: "idle_rss_mib", unit: "MiB", peer: (0, ""), take: idle_rss },
    Measure { name: "binary_mib", unit: "MiB", peer: (0, ""), take: binary },
    Measure { name: "crew_first_kib", unit: "KiB", peer: (0, ""), take: crew_first },
    Measure { name: "office_first_kib", unit: "KiB", peer: (0, ""), take: office_first },
    Measure { name: "health_cpu_us", unit: "us", peer: (0, ""), take: health_cpu },
];

/// Roles that the office figure is taken for, the first that the demo has.
const OFFICE: &[&str] = &["first_ad", "coordinator", "production_manager", "producer", "admin"];

/// A seeded data folder, the release program, and one running server.
pub struct Stand {
    binary: PathBuf,
    site: PathBuf,
    folder: PathBuf,
    /// The running server; measuring the start replaces it.
    server: Option<Server>,
}

impl Stand {
    /// Seeds a fresh folder by starting the server once.
    fn new(binary: PathBuf, site: PathBuf) -> Done<Stand> {
        let folder = std::env::temp_dir().join(format!("daybreak-bench-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("data")).map_err(|e| format!("{}: {e}", folder.display()))?;
        let mut stand = Stand { binary, site, folder, server: None };
        stand.restart()?;
        Ok(stand)
    }

    /// Stops the server and starts it again on the same data.
    ///
    /// # Errors
    /// When it does not get ready.
    pub fn restart(&mut self) -> Done<&Server> {
        self.server = None;
        self.server = Some(Server::start(&self.binary, &self.folder.join("data"), &self.site)?);
        self.running()
    }

    /// The running server.
    ///
    /// # Errors
    /// When an earlier start failed.
    pub fn running(&self) -> Done<&Server> {
        self.server.as_ref().ok_or_else(|| "no server is running".to_owned())
    }

    /// The demo's link for a role, from the `link <role> <url>` lines the server prints.
    ///
    /// # Errors
    /// When there is none.
    pub fn link(&self, roles: &[&str]) -> Done<String> {
        let printed = self.running()?.printed();
        let links: Vec<(&str, &str)> =
            printed.lines().filter_map(|l| l.strip_prefix("link ")?.trim().split_once(' ')).collect();
        let wanted = roles.iter().find_map(|role| links.iter().find(|(name, _)| name == role));
        wanted.map(|(_, url)| (*url).to_owned()).ok_or_else(|| format!("the server printed no link for {roles:?}"))
    }

    /// CPU microseconds of the server per request, over `count` GETs of `path` on one connection after a warm-up.
    ///
    /// # Errors
    /// When a request fails or is not answered with 200.
    pub fn cpu_us_per_request(&self, path: &str, headers: &[(&str, &str)], count: u64) -> Done<u64> {
        let server = self.running()?;
        let mut client = Client::connect(&server.host)?;
        let mut send = |count: u64| -> Done<u64> {
            for _ in 0..count {
                let reply = client.get(path, headers)?;
                if reply.status != 200 {
                    return Err(format!("{path} answered {}", reply.status));
                }
            }
            Ok(count)
        };
        send(count / 10 + 1)?;
        serving::cpu_us_per_request(server.pid(), || send(count))
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        self.server = None;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Builds the release, then prints the named figures or all. One that cannot be taken is named with its reason.
///
/// # Errors
/// When nothing can be built or started, or a figure could not be taken.
pub fn run(yard: &Yard, names: &[String]) -> Done {
    if let Some(unknown) = names.iter().find(|n| !MEASURES.iter().any(|m| m.name == n.as_str())) {
        let known: Vec<&str> = MEASURES.iter().map(|m| m.name).collect();
        return Err(format!("no figure `{unknown}`; there are {}", known.join(" ")));
    }
    prepare(yard)?;
    let site = site::build(yard, Kind::Release)?;
    let mut stand = Stand::new(server(yard, "release")?, site)?;
    let mut missed = 0;
    for measure in MEASURES.iter().filter(|m| names.is_empty() || names.iter().any(|n| n == m.name)) {
        match (measure.take)(&mut stand) {
            Ok(value) => println!("{}", line(measure, value)),
            Err(why) => {
                missed += 1;
                println!("{} - {} ({why})", measure.name, measure.unit);
            }
        }
    }
    if missed == 0 { Ok(()) } else { Err(format!("{missed} figures could not be taken")) }
}

/// `name value unit [ratio-to peer]`.
fn line(measure: &Measure, value: u64) -> String {
    let mut text = format!("{} {value} {}", measure.name, measure.unit);
    let (peer, name) = measure.peer;
    if let Some(hundredths) = (value * 100).checked_div(peer) {
        let _ = write!(text, " {}.{:02} {name}", hundredths / 100, hundredths % 100);
    }
    text
}

/// From starting the program on seeded data to the first 200 of /health/ready; the middle of three.
fn start(stand: &mut Stand) -> Done<u64> {
    let mut all = Vec::new();
    for _ in 0..3 {
        all.push(stand.restart()?.start.as_millis());
    }
    all.sort_unstable();
    Ok(u64::try_from(all[1]).unwrap_or(u64::MAX))
}

/// Memory two seconds after the start, when nobody asked for anything.
fn idle_rss(stand: &mut Stand) -> Done<u64> {
    let server = stand.restart()?;
    std::thread::sleep(Duration::from_secs(2));
    Ok(server.rss_kib()?.div_ceil(1024))
}

/// The release program's size.
fn binary(stand: &mut Stand) -> Done<u64> {
    let bytes = stand.binary.metadata().map_err(|e| e.to_string())?.len();
    Ok(bytes.div_ceil(1024 * 1024))
}

/// Everything the first visit of a personal sheet fetches.
fn crew_first(stand: &mut Stand) -> Done<u64> {
    let url = stand.link(&["call", "cast", "crew"])?;
    Ok(visit::first(&stand.running()?.host, &url)?.div_ceil(1024))
}

/// Everything the first visit of an office person fetches after signing in.
fn office_first(stand: &mut Stand) -> Done<u64> {
    let url = stand.link(OFFICE)?;
    Ok(visit::first(&stand.running()?.host, &url)?.div_ceil(1024))
}

/// The floor below every other CPU figure: an answer that asks nothing of pages.
fn health_cpu(stand: &mut Stand) -> Done<u64> {
    stand.cpu_us_per_request("/health/live", &[], 20_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_ratio_only_with_a_peer() {
        let with = |peer| Measure { name: "a_ms", unit: "ms", peer, take: start };
        assert_eq!(line(&with((0, "")), 12), "a_ms 12 ms");
        assert_eq!(line(&with((48, "other")), 12), "a_ms 12 ms 0.25 other");
    }
}
