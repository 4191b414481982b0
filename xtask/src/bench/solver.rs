//! The solver: by itself (`daybreak solve`), and with the checks as the browser's worker runs them, in Node.
//!
//! Instances come from the folder that `DAYBREAK_TALENT` names, else they are made up, the same at every run. With
//! `DAYBREAK_DDO`, the program of ddo's example `talentsched`, that solves them, too.

use super::stand::Stand;
use crate::proc;
use crate::site::{Kind, worker};
use crate::yard::{Done, Yard};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// A search that takes longer has failed.
const LONGEST: Duration = Duration::from_secs(120);
/// Seconds of each search that may fail.
const SECONDS: &str = "10";
/// Searches shorter than this say nothing about a ratio.
const TELLING: f64 = 0.001;

/// Loads the module and prints what the call answers.
const SCRIPT: &str = "const w=require(process.argv[2]),fs=require('fs'),a=process.argv.slice(4);\
const read=f=>fs.readFileSync(f,'utf8');\
const calls={solve:()=>w.solve(read(a[0]),Number(a[1])),\
arrange:()=>{const d=new w.Desk();let last;\
d.hear(JSON.stringify({start:{id:1,problem:JSON.parse(read(a[0])),before:JSON.parse(read(a[1])),seed:7,seconds:+a[2]}}));\
while(d.busy())last=JSON.parse(d.turn(20)).at(-1)??last;return JSON.stringify(last.done.found)},\
check_moves:()=>{w.check_moves(400,60,40,200,8n);return w.check_moves(400,60,40,200,7n)}};\
console.log(calls[process.argv[3]]());";

/// Figures that need [`worker`].
pub const IN_NODE: &[&str] = &["solve_wasm_ratio", "arrange2s_cost", "check_move_ms"];

/// Builds the worker's module for Node and returns its JavaScript.
///
/// # Errors
/// When it does not compile.
pub fn worker(yard: &Yard) -> Done<PathBuf> {
    let folder = worker::build(yard, Kind::Release, worker::Host::Node, &yard.target.join("bench-worker"))?;
    std::fs::write(folder.join("call.js"), SCRIPT).map_err(|e| format!("{}: {e}", folder.display()))?;
    Ok(folder.join("worker.js"))
}

/// Processor time of solving all instances to the proven optimum, each in a process of its own, in ms.
pub fn cpu(stand: &mut Stand) -> Done<u64> {
    let files = instances(stand)?;
    let before = children_ms()?;
    for file in &files {
        let found = native(stand, file, "120")?;
        if found["proved"] != true {
            return Err(format!("{} was not proved", file.display()));
        }
    }
    Ok(children_ms()?.saturating_sub(before))
}

/// The same of ddo, on one thread.
pub fn ddo_cpu(stand: &mut Stand) -> Done<Option<u64>> {
    let Some(program) = std::env::var_os("DAYBREAK_DDO") else { return Ok(None) };
    let files = instances(stand)?;
    let before = children_ms()?;
    for file in files {
        let mut command = Command::new(&program);
        command.arg(&file).args(["-t", "1"]);
        proc::asked(&mut command, LONGEST).ok_or_else(|| format!("ddo did not solve {}", file.display()))?;
    }
    Ok(Some(children_ms()?.saturating_sub(before)))
}

/// How many of twenty instances with 40 scenes and 12 actors are proved in time.
pub fn proved(stand: &mut Stand) -> Done<u64> {
    let mut count = 0;
    for seed in 0..20 {
        let file = stand.file(&format!("40-{seed}"), &instance(seed, 40, 12, 40))?;
        count += u64::from(native(stand, &file, SECONDS)?["proved"] == true);
    }
    Ok(count)
}

/// Time in Node against time by itself, geometric mean over the instances, times 100.
pub fn wasm_ratio(stand: &mut Stand) -> Done<u64> {
    let (mut sum, mut count) = (0.0, 0.0);
    for file in instances(stand)? {
        // The quicker of three, each: a busy machine only makes slower.
        let (mut here, mut there) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..3 {
            here = here.min(seconds(&native(stand, &file, "120")?)?);
            there = there.min(seconds(&node(stand, "solve", &[text(&file)?, "120"])?)?);
        }
        if here >= TELLING {
            sum += (there / here).ln();
            count += 1.0;
        }
    }
    if count > 0.0 { Ok((100.0 * f64::exp(sum / count)).round() as u64) } else { Err("all are solved at once".into()) }
}

/// What a board of 120 strips costs after being arranged for two seconds in Node.
pub fn arranged(stand: &mut Stand) -> Done<u64> {
    let (problem, board) = board();
    let (problem, board) = (stand.file("problem", &problem.to_string())?, stand.file("board", &board.to_string())?);
    let found = node(stand, "arrange", &[text(&problem)?, text(&board)?, "2"])?;
    if found["broken"].as_array().is_none_or(|broken| !broken.is_empty()) {
        return Err("the board found breaks rules".to_owned());
    }
    let parts = found["cost"].as_object().ok_or("no cost")?;
    Ok(parts.values().filter_map(Value::as_u64).sum())
}

/// A strip moved on a board of 400 strips with all checks and findings, in Node once it has compiled the module for
/// good: 95 of 100 take no longer, in ms.
pub fn check_move(stand: &mut Stand) -> Done<u64> {
    let all = node(stand, "check_moves", &[])?;
    let mut took: Vec<f64> = all.as_array().ok_or("no list")?.iter().filter_map(Value::as_f64).collect();
    took.sort_by(f64::total_cmp);
    took.get(took.len() * 95 / 100).map(|ms| ms.ceil() as u64).ok_or_else(|| "nothing was moved".to_owned())
}

fn text(file: &Path) -> Done<&str> {
    file.to_str().ok_or_else(|| format!("{}: a strange name", file.display()))
}

fn seconds(found: &Value) -> Done<f64> {
    found["seconds"].as_f64().ok_or_else(|| "no seconds".to_owned())
}

/// What `daybreak solve` answers.
fn native(stand: &Stand, file: &Path, seconds: &str) -> Done<Value> {
    let mut command = Command::new(&stand.binary);
    answer(command.arg("solve").arg(file).args(["--json", "--seconds", seconds]))
}

/// What the worker's module answers in Node.
fn node(stand: &Stand, call: &str, words: &[&str]) -> Done<Value> {
    let module = stand.worker.as_ref().ok_or("the worker was not built")?;
    answer(Command::new("node").arg(module.with_file_name("call.js")).arg(module).arg(call).args(words))
}

fn answer(command: &mut Command) -> Done<Value> {
    let printed = proc::asked(command, LONGEST * 2).ok_or_else(|| format!("{command:?} failed"))?;
    serde_json::from_str(&printed).map_err(|e| format!("{command:?}: {e}"))
}

/// Processor time of the processes waited for so far; the kernel counts it in ticks of 10 ms.
fn children_ms() -> Done<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").map_err(|e| e.to_string())?;
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks = |at: usize| after.split_whitespace().nth(at).and_then(|word| word.parse::<u64>().ok());
    ticks(13).zip(ticks(14)).map(|(user, system)| (user + system) * 10).ok_or_else(|| "/proc/self/stat".to_owned())
}

/// The named folder's files, or made-up ones.
fn instances(stand: &Stand) -> Done<Vec<PathBuf>> {
    let Some(folder) = std::env::var_os("DAYBREAK_TALENT").map(PathBuf::from) else {
        return (0..12).map(|seed| stand.file(&format!("28-{seed}"), &instance(seed, 28, 10, 8))).collect();
    };
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}

/// `SplitMix64`.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// An instance as text: everybody in two to `most` scenes drawn by lot, for 1 to 100 a day; scenes take up to 10 days.
fn instance(seed: u64, scenes: u64, actors: u64, most: u64) -> String {
    let mut chance = Chance(seed.wrapping_mul(7919).wrapping_add(17));
    let mut text = format!("rand-{scenes}-{actors}-{seed}\n{scenes}\n{actors}\n");
    for _ in 0..actors {
        let (mut left, mut own) = (2 + chance.below(most - 1), std::collections::BTreeSet::new());
        while left > 0 {
            left -= u64::from(own.insert(chance.below(scenes)));
        }
        for scene in 0..scenes {
            text.push_str(if own.contains(&scene) { "1 " } else { "0 " });
        }
        let _ = writeln!(text, "{}", 1 + chance.below(100));
    }
    for _ in 0..scenes {
        let _ = write!(text, "{} ", 1 + chance.below(10));
    }
    text
}

/// A problem of 120 strips, 24 days and 30 members, and the board in story order.
fn board() -> (Value, Value) {
    let mut chance = Chance(5);
    let mut strips = Vec::new();
    for _ in 0..120 {
        let mut cast = std::collections::BTreeSet::new();
        for _ in 0..1 + chance.below(5) {
            cast.insert(chance.below(30).min(chance.below(30)));
        }
        let place = chance.below(10);
        strips.push(json!({
            "load": 4 + chance.below(5), "location": place, "set": place * 4 + chance.below(4),
            "night": chance.below(4) == 0, "cast": cast, "pinned": null, "block": null, "fixed": false,
        }));
    }
    let member = |n: u64, chance: &mut Chance| {
        let cost = if n < 4 { 150_000 + 10_000 * chance.below(15) } else { 20_000 + 5_000 * chance.below(20) };
        let away: Vec<u64> = Vec::new();
        json!({ "cost": cost, "away": away, "hold": (n % 5 != 4).then_some(cost), "drop": (!n.is_multiple_of(3)).then_some(10) })
    };
    let cast: Vec<Value> = (0..30).map(|n| member(n, &mut chance)).collect();
    let closed: Vec<u64> = Vec::new();
    let day = |n: u64| {
        let calendar = n / 5 * 7 + n % 5;
        json!({ "calendar": calendar, "capacity": 36, "limit": 44, "closed": closed, "light": "any", "locked": false })
    };
    let days: Vec<Value> = (0..24).map(day).collect();
    let board: Vec<Vec<u64>> = (0..24).map(|n| (n * 5..n * 5 + 5).collect()).collect();
    let weights = json!({ "company_move": 150_000, "flip": 50_000, "over": 8_000 });
    (json!({ "strips": strips, "days": days, "cast": cast, "weights": weights }), json!(board))
}
