//! Starting the built server as a child, waiting until it is ready, and reading what it costs.

use crate::http::Client;
use crate::pg::free_port;
use crate::proc;
use crate::yard::Done;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The words after the program's name: `serve` with the demo production.
pub fn words(data: &Path, site: &Path, listen: &str) -> Vec<String> {
    let mut all = vec!["serve".to_owned(), "--demo".to_owned()];
    for (name, value) in [
        ("--data", data.display().to_string()),
        ("--site", site.display().to_string()),
        ("--listen", listen.to_owned()),
    ] {
        all.extend([name.to_owned(), value]);
    }
    all
}

/// A running server, stopped when dropped.
pub struct Server {
    child: Child,
    /// `127.0.0.1:<port>`.
    pub host: String,
    /// From starting the program to its first 200: of /health/ready, for the product.
    pub start: Duration,
    out: PathBuf,
}

impl Server {
    /// Starts a server on a free port and waits until it is ready. With `demo` it seeds, and makes and prints links.
    ///
    /// # Errors
    /// When it ends first or is not ready within two minutes; its output's end is in the sentence.
    pub fn start(binary: &Path, data: &Path, site: &Path, demo: bool) -> Done<Server> {
        let host = format!("127.0.0.1:{}", free_port()?);
        let mut command = Command::new(binary);
        command.args(words(data, site, &host).iter().filter(|word| demo || *word != "--demo"));
        // A developer's own settings: another database, and a mail server that would really send.
        for name in ["DATABASE_URL", "DAYBREAK_SMTP_URL", "DAYBREAK_ORIGIN", "DAYBREAK_KEY_FILE"] {
            command.env_remove(name);
        }
        Server::launch(command, host, data.with_extension("out"), "/health/ready")
    }

    /// Starts any program that will listen on `host`, with its output in `out`, and waits until `ready` answers 200.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn launch(mut command: Command, host: String, out: PathBuf, ready: &str) -> Done<Server> {
        let file = std::fs::File::create(&out).map_err(|e| format!("cannot write {}: {e}", out.display()))?;
        let copy = file.try_clone().map_err(|e| e.to_string())?;
        command.stdin(Stdio::null()).stdout(file).stderr(copy);
        let begun = Instant::now();
        let child = proc::spawn(&mut command)?;
        let mut server = Server { child, host, start: Duration::ZERO, out };
        loop {
            if server.answers(ready) {
                server.start = begun.elapsed();
                return Ok(server);
            }
            let ended = server.child.try_wait().map_err(|e| e.to_string())?.is_some();
            if ended || begun.elapsed() > Duration::from_secs(120) {
                return Err(format!("the server did not get ready:\n{}", proc::tail(&server.printed(), 20)));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// What it printed so far: the address and the sign-in links.
    pub fn printed(&self) -> String {
        std::fs::read_to_string(&self.out).unwrap_or_default()
    }

    /// The process id, for /proc.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Memory in RAM, in KiB, from /proc.
    pub fn rss_kib(&self) -> Done<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).map_err(|e| e.to_string())?;
        let line = text.lines().find_map(|l| l.strip_prefix("VmRSS:"));
        line.and_then(|l| l.split_whitespace().next()?.parse().ok()).ok_or_else(|| "no VmRSS in /proc".to_owned())
    }

    fn answers(&self, path: &str) -> bool {
        let reply = Client::connect(&self.host).and_then(|mut c| c.get(path, &[]));
        reply.is_ok_and(|r| r.status == 200)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        proc::stop(&mut self.child, Duration::from_secs(15));
    }
}

/// CPU time of a process so far in microseconds: user and system, all threads. The kernel counts in ticks of
/// 10 ms as a rule, so measure at least a second's worth.
///
/// # Errors
/// When the process is gone.
pub fn cpu_us(pid: u32) -> Done<u64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).map_err(|e| format!("process {pid}: {e}"))?;
    let ticks = ticks(&text).ok_or("unreadable /proc stat")?;
    let second = proc::asked(Command::new("getconf").arg("CLK_TCK"), Duration::from_secs(5));
    let per_second: u64 = second.and_then(|t| t.parse().ok()).unwrap_or(100);
    Ok(ticks * 1_000_000 / per_second)
}

/// CPU microseconds the process `pid` spends on one request: `requests` sends some and says how many.
///
/// # Errors
/// When the process ends, a request fails, or none was sent.
pub fn cpu_us_per_request(pid: u32, mut requests: impl FnMut() -> Done<u64>) -> Done<u64> {
    let before = cpu_us(pid)?;
    let sent = requests()?;
    let spent = cpu_us(pid)?.saturating_sub(before);
    spent.checked_div(sent).ok_or_else(|| "no request was sent".to_owned())
}

/// utime + stime: fields 14 and 15, counted after the name, which may hold spaces and brackets.
fn ticks(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_survive_odd_names() {
        let stat = "7 (a) b) S 1 2 3 4 5 6 7 8 9 10 30 12 0 0 20";
        assert_eq!(ticks(stat), Some(42));
    }

    #[test]
    fn measures_itself() {
        let me = std::process::id();
        assert!(cpu_us(me).is_ok());
        assert!(cpu_us_per_request(me, || Ok(0)).is_err());
    }
}
