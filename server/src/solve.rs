//! `daybreak solve`: the classic talent scheduling problem, from a file to the proven optimum.
use crate::cli::out;
use app::schedule::model::solver::{Instance, Options, Progress, solve};
use std::{
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

/// The input was refused.
const REFUSED: u8 = 2;
/// Larger files are no instance of at most 512 scenes and actors.
const MOST_BYTES: u64 = 4 << 20;
/// The longest search.
pub const MOST_SECONDS: f64 = 86_400.0;

/// Searches for so many seconds at most and prints the best order; scenes count from 1.
pub fn run(file: &Path, seconds: f64, json: bool) -> ExitCode {
    let instance = match read(file) {
        Ok(instance) => instance,
        Err(why) => {
            eprintln!("daybreak: {}: {why}", file.display());
            return ExitCode::from(REFUSED);
        }
    };
    let (began, most) = (Instant::now(), Duration::from_secs_f64(seconds.clamp(0.0, MOST_SECONDS)));
    let found = solve(&instance, Options::default(), &mut |_: &Progress| began.elapsed() >= most);
    let seconds = began.elapsed().as_secs_f64();
    let order: Vec<usize> = found.order.iter().map(|scene| scene + 1).collect();
    let (total, hold, bound, proved) = (found.total, found.hold, found.bound, found.proved);
    if json {
        let all = serde_json::json!({
            "order": order, "total": total, "hold": hold, "bound": bound, "proved": proved,
            "seconds": (seconds * 1e6).round() / 1e6,
        });
        out(&all.to_string());
    } else {
        let order = order.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
        out(&format!(
            "order {order}\ntotal {total}\nhold {hold}\nbound {bound}\nproved {proved}\nseconds {seconds:.6}"
        ));
    }
    ExitCode::SUCCESS
}

fn read(file: &Path) -> Result<Instance, String> {
    let size = std::fs::metadata(file).map_err(|e| e.to_string())?.len();
    if size > MOST_BYTES {
        return Err(format!("{size} bytes are too many for an instance of talent scheduling"));
    }
    let bytes = std::fs::read(file).map_err(|e| e.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "this is not a text file".to_owned())?;
    Instance::parse(&text).map_err(|e| e.to_string())
}
