//! `cargo xtask`: the only build tool of Daybreak. It sets up what is missing, builds both halves,
//! serves, tests, measures and packs. Every command says what it does, asks nothing, and may be repeated.
#![expect(
    clippy::disallowed_methods,
    reason = "the build tool reads the developer's environment and ends with an exit code; the server may not"
)]

mod apt;
mod bench;
mod browser;
mod deny;
mod dev;
mod dist;
mod http;
mod pg;
mod proc;
mod run;
mod serving;
mod site;
mod test;
mod tidy;
mod toolchain;
mod yard;

use yard::{Done, Yard};

const HELP: &str = "\
cargo xtask run               set up, build, seed the demo production in ./data, serve
cargo xtask test [group ...]  everything CI checks, cheapest first; `test --list` names the groups
cargo xtask dev               serve, rebuild and restart on change
cargo xtask bench [name ...]  figures, one a line: name value unit (goal) [ratio-to peer]
cargo xtask build [--release] server and site; with --release also dist/: one file, licences, SBOM
cargo xtask tidy              the house rules no linter knows

Set CARGO_TARGET_DIR to build elsewhere, DAYBREAK_LISTEN to serve elsewhere than 127.0.0.1:3000,
DAYBREAK_TOOLCHAIN=current|debian to choose the compiler instead of taking the first that works.";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Err(why) = dispatch(&args) {
        eprintln!("xtask: {why}");
        std::process::exit(1);
    }
}

/// Finds the command and hands it the rest of the words.
fn dispatch(args: &[String]) -> Done {
    let (name, rest) = match args.split_first() {
        Some((name, rest)) => (name.as_str(), rest),
        None => ("help", args),
    };
    match name {
        "run" => run::run(&Yard::open()?),
        "test" => test::run(&Yard::open()?, rest),
        "dev" => dev::run(&Yard::open()?),
        "bench" => bench::run(&Yard::open()?, rest),
        "build" if rest.iter().any(|word| word == "--release") => dist::run(&Yard::open()?),
        "build" => run::build_only(&Yard::open()?),
        "tidy" => tidy::run(&Yard::open()?),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("unknown command `{other}`\n{HELP}")),
    }
}
