//! A throw-away PostgreSQL for the tests: started on a free port, stopped and removed whatever happens.

use crate::apt;
use crate::proc;
use crate::yard::Done;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Stops the server and removes its files when its standard input closes, which happens however this tool ends,
/// even by Ctrl-C or KILL. $1 program folder, $2 cluster folder, $3 the user to act as or "".
const WATCH: &str = r#"
trap '' INT TERM HUP
PATH=$PATH:/usr/sbin:/sbin
cat >/dev/null
as() { if [ -n "$user" ]; then runuser -u "$user" -- "$@"; else "$@"; fi; }
user=$3
as "$1/pg_ctl" -D "$2/data" -m immediate -w -t 20 stop
rm -rf -- "$2"
"#;

/// A running cluster; dropping it removes it.
pub struct Postgres {
    port: u16,
    watch: Child,
}

impl Postgres {
    /// Creates and starts a cluster. As root it runs as the user `postgres`, because the server refuses root.
    ///
    /// # Errors
    /// When the programs are missing or the server does not start; the log's end is in the sentence.
    pub fn start(logs: &Path) -> Done<Postgres> {
        let bin = apt::postgres_bin().ok_or("the PostgreSQL server programs are missing")?;
        let user = if apt::is_root() { "postgres" } else { "" };
        let mut make = as_user(user, Path::new("mktemp"));
        let folder =
            proc::asked(make.args(["-d", "/tmp/daybreak-pg-XXXXXX"]).current_dir("/tmp"), Duration::from_secs(5))
                .map(PathBuf::from)
                .ok_or("cannot make a folder for PostgreSQL in /tmp")?;
        let watch = watch(&bin, &folder, user)?;
        let port = free_port()?;
        let cluster = Postgres { port, watch };
        let data = folder.join("data");
        let mut init = as_user(user, &bin.join("initdb"));
        init.args(["--username=daybreak", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-D"]);
        step(init.arg(&data), &logs.join("initdb.log"))?;
        // Durability is not what these tests test, and the machine is small.
        let options = format!(
            "-c listen_addresses=127.0.0.1 -p {port} -k {} -c fsync=off -c synchronous_commit=off \
             -c full_page_writes=off -c max_connections=200 -c shared_buffers=128MB -c autovacuum=off",
            folder.display()
        );
        let mut start = as_user(user, &bin.join("pg_ctl"));
        start
            .arg("-D")
            .arg(&data)
            .arg("-o")
            .arg(&options)
            .arg("-l")
            .arg(folder.join("log"))
            .args(["-w", "-t", "30", "start"]);
        if let Err(why) = step(&mut start, &logs.join("pg_ctl.log")) {
            let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            return Err(format!("{why}\n{}", proc::tail(&log, 10)));
        }
        Ok(cluster)
    }

    /// The superuser's address, on loopback only.
    pub fn url(&self) -> String {
        format!("postgres://daybreak@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        let _ = self.watch.wait();
    }
}

/// A port nobody listens on now. Another program could take it first; then the start fails and says so.
///
/// # Errors
/// When loopback cannot be listened on.
pub fn free_port() -> Done<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|e| format!("no free port: {e}"))?;
    listener.local_addr().map(|a| a.port()).map_err(|e| e.to_string())
}

/// The watcher lives in a process group of its own, so that Ctrl-C in the terminal does not reach it.
fn watch(bin: &Path, folder: &Path, user: &str) -> Done<Child> {
    use std::os::unix::process::CommandExt;
    let mut shell = Command::new("sh");
    shell.args(["-c", WATCH, "watch"]).arg(bin).arg(folder).arg(user).current_dir("/tmp");
    shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    proc::spawn(&mut shell)
}

/// One step of the start, with its log's end as the reason when it fails.
fn step(command: &mut Command, log: &Path) -> Done {
    let done = proc::logged(command.current_dir("/tmp"), log, Duration::from_secs(90))?;
    if done.ok { Ok(()) } else { Err(format!("PostgreSQL did not start:\n{}", proc::tail(&done.text, 15))) }
}

/// A program as another user; "" is the present one.
fn as_user(user: &str, program: &Path) -> Command {
    if user.is_empty() {
        return Command::new(program);
    }
    // Not every PATH has the administrator's folders.
    let runuser = apt::find("runuser").unwrap_or_else(|| PathBuf::from("/usr/sbin/runuser"));
    let mut command = Command::new(runuser);
    command.args(["-u", user, "--"]).arg(program);
    command
}
