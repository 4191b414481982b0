//! `daybreak`: the production office in one program.
use clap::Parser;

/// Pages and sheets are made of many small pieces; with the system's allocator they cost about an eighth more.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    server::cli::run(&server::cli::Cli::parse())
}
