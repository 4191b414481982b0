//! Child processes: run one quietly into a log file, with a time limit, or let it print.

use crate::yard::Done;
use std::fs::File;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What a captured command left behind.
pub struct Finished {
    /// Exit code 0, in time.
    pub ok: bool,
    /// Standard output and error, in the order written.
    pub text: String,
}

/// Runs a command with its output in `log`; a command over `limit` is ended with all its children.
///
/// # Errors
/// When the log cannot be written or the program cannot be started.
pub fn logged(command: &mut Command, log: &Path, limit: Duration) -> Done<Finished> {
    if let Some(folder) = log.parent() {
        std::fs::create_dir_all(folder).map_err(|e| format!("cannot create {}: {e}", folder.display()))?;
    }
    let out = File::create(log).map_err(|e| format!("cannot write {}: {e}", log.display()))?;
    let err = out.try_clone().map_err(|e| format!("cannot share {}: {e}", log.display()))?;
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    let mut child = spawn(command)?;
    let status = wait(&mut child, limit)?;
    let mut text = String::new();
    let mut bytes = Vec::new();
    if let Ok(mut file) = File::open(log) {
        let _ = file.read_to_end(&mut bytes);
        text = String::from_utf8_lossy(&bytes).into_owned();
    }
    if status.is_none() {
        text.push_str(&format!("\nxtask: ended after {} s without finishing\n", limit.as_secs()));
    }
    Ok(Finished { ok: status.is_some_and(|s| s.success()), text })
}

/// Runs a command whose output the person should see (long builds); an error names the command.
///
/// # Errors
/// When the program cannot be started or does not end with 0.
pub fn shown(command: &mut Command) -> Done {
    let mut child = spawn(command.stdin(Stdio::null()))?;
    let status = child.wait().map_err(|e| e.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", words(command))) }
}

/// Standard output of a short command, or `None` when it is missing, fails or takes over `limit`.
pub fn asked(command: &mut Command, limit: Duration) -> Option<String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut pipe = child.stdout.take()?;
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        let _ = pipe.read_to_string(&mut text);
        text
    });
    let status = wait(&mut child, limit).ok()??;
    let text = reader.join().ok()?;
    status.success().then(|| text.trim().to_owned())
}

/// Replaces this process, so that Ctrl-C and other signals reach the program without a middleman.
pub fn become_program(command: &mut Command) -> String {
    let error = command.exec();
    format!("cannot start `{}`: {error}", words(command))
}

/// Starts a program; the error says which one.
///
/// # Errors
/// When it cannot be started.
pub fn spawn(command: &mut Command) -> Done<Child> {
    command.spawn().map_err(|e| format!("cannot start `{}`: {e}", words(command)))
}

/// The last `count` lines, for showing what failed.
pub fn tail(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// Sends a signal by name (`TERM`, `KILL`); the standard library knows only KILL.
pub fn signal(pid: u32, name: &str) {
    let _ = Command::new("kill").arg(format!("-{name}")).arg(pid.to_string()).stderr(Stdio::null()).status();
}

/// Asks a child to stop, and makes it after `grace`.
pub fn stop(child: &mut Child, grace: Duration) {
    signal(child.id(), "TERM");
    if let Ok(None) = poll(child, grace) {
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// The command as a person would type it.
fn words(command: &Command) -> String {
    let mut all = vec![command.get_program().to_string_lossy().into_owned()];
    all.extend(command.get_args().map(|a| a.to_string_lossy().into_owned()));
    all.join(" ")
}

/// Waits up to `limit`; ends the child and its own children when they are late.
fn wait(child: &mut Child, limit: Duration) -> Done<Option<ExitStatus>> {
    let status = poll(child, limit)?;
    if status.is_none() {
        for pid in descendants(child.id()) {
            signal(pid, "KILL");
        }
        let _ = child.kill();
        let _ = child.wait();
    }
    Ok(status)
}

/// Polls, because the standard library has no wait with a limit.
fn poll(child: &mut Child, limit: Duration) -> Done<Option<ExitStatus>> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            return Ok(Some(status));
        }
        if started.elapsed() > limit {
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Every process below `root`, from /proc, deepest last.
fn descendants(root: u32) -> Vec<u32> {
    let mut found = vec![root];
    let mut next = 0;
    while next < found.len() {
        let path = format!("/proc/{0}/task/{0}/children", found[next]);
        let text = std::fs::read_to_string(path).unwrap_or_default();
        found.extend(text.split_whitespace().filter_map(|w| w.parse::<u32>().ok()));
        next += 1;
    }
    found.split_off(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_command_is_ended() {
        let log = std::env::temp_dir().join(format!("xtask-late-{}.log", std::process::id()));
        let begun = Instant::now();
        let done = logged(Command::new("sleep").arg("30"), &log, Duration::from_millis(100)).unwrap();
        assert!(!done.ok && begun.elapsed() < Duration::from_secs(10));
        assert!(done.text.contains("without finishing"));
        let _ = std::fs::remove_file(log);
    }

    #[test]
    fn tail_keeps_the_end() {
        assert_eq!(tail("a\nb\nc", 2), "b\nc");
        assert_eq!(tail("a", 5), "a");
    }

    #[test]
    fn asked_is_none_when_it_fails() {
        assert_eq!(asked(&mut Command::new("false"), Duration::from_secs(5)), None);
        assert_eq!(asked(Command::new("echo").arg("hi"), Duration::from_secs(5)).as_deref(), Some("hi"));
    }
}
