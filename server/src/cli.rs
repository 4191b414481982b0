//! The command line. Each command has `--help`; what it says is one plain sentence.
use crate::{
    config::{Config, Flags},
    serve,
};
use app::{
    access::{Clock, Db, Enter, Instance, Scope, Viewer, Work, Worker},
    accounts,
    error::AppError,
};
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// The production office of a film in one program.
#[derive(Debug, Parser)]
#[command(name = "daybreak", version, about)]
pub struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site.
    Serve {
        /// Seed the demo production first; print a sign-in link per role, and the personal link of one crew member.
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database up to this version's schema.
    Migrate,
    /// Seed the demo production.
    Demo,
    /// Print a link for the first admin: it makes the workspace, or signs in its owner. One use, one day.
    AdminLink {
        /// Sign this address in instead: for somebody who has lost password, app and recovery codes.
        #[arg(long)]
        email: Option<String>,
    },
    /// End everything that the account of an address may do: sessions, links, personal sheets.
    Disable {
        /// The mail address of the account.
        email: String,
    },
    /// Let a disabled account sign in again.
    Enable {
        /// The mail address of the account.
        email: String,
    },
    /// Find the cheapest order of scenes in a file of the talent scheduling problem. Scenes count from 1.
    Solve {
        /// Name, scenes, actors, a line of 0 and 1 with a cost per actor, and the scenes' durations.
        file: PathBuf,
        /// Stop after so many seconds with the best order so far.
        #[arg(long, default_value_t = 60.0, value_parser = seconds)]
        seconds: f64,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write a board with the breakdown as a file for other programs, in the Universal Schedule Standard (.uss), or the
    /// script as Final Draft (.fdx) or Fountain (.fountain), as the file's name says.
    Export {
        /// Id of the production, as in its address.
        #[arg(long)]
        production: uuid::Uuid,
        /// Id of a board beside the active one.
        #[arg(long)]
        board: Option<uuid::Uuid>,
        /// Where to; without it the file goes to standard output.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Check the audit log: recompute its chain and compare it with the anchors. Exit code 1 if something was changed.
    Verify,
    /// Import a screenplay (.fdx, .fountain) or a schedule (.uss) into a production, or say what that would make.
    Import {
        /// The screenplay or schedule.
        file: PathBuf,
        /// Only say what would be made; needs no database.
        #[arg(long)]
        dry_run: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        /// Id of the production, as in its address.
        #[arg(long, required_unless_present = "dry_run")]
        production: Option<uuid::Uuid>,
    },
}

/// Runs a command. 0: done; 1: it did not work; 2: the input was refused.
pub fn run(cli: &Cli) -> ExitCode {
    if let Command::Import { file, dry_run: true, json, .. } = &cli.command {
        return crate::import::dry_run(file, *json);
    }
    if let Command::Solve { file, seconds, json } = &cli.command {
        return crate::solve::run(file, *seconds, *json);
    }
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,sqlx=warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    // One core is left to the database's threads: a worker that is woken for nothing takes their place.
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let workers = cores.saturating_sub(1).max(1);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.to_string()),
    };
    match runtime.block_on(act(cli)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn fail(why: &str) -> ExitCode {
    eprintln!("daybreak: {why}");
    ExitCode::from(1)
}

async fn act(cli: &Cli) -> Result<ExitCode, String> {
    let config = Config::read(&cli.flags).map_err(|e| e.to_string())?;
    accounts::password::set_up(config.hashing.clone()).map_err(|e| say(&e))?;
    let db = Db::open(&config.database, Clock::default()).await.map_err(|e| e.to_string())?;
    match &cli.command {
        Command::Serve { demo } => {
            let links = if *demo { crate::demo::seed(&db, &config.origin).await.map_err(|e| say(&e))? } else { vec![] };
            let origin = config.origin.clone();
            serve::serve(&config, db, move || {
                for (role, url) in &links {
                    out(&format!("link {role} {url}"));
                }
                out(&format!("Daybreak is at {origin}"));
            })
            .await?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Migrate => out("The schema is up to date."),
        Command::Demo => {
            for (role, url) in crate::demo::seed(&db, &config.origin).await.map_err(|e| say(&e))? {
                out(&format!("link {role} {url}"));
            }
        }
        Command::AdminLink { email } => {
            out(&admin_link(&db, &config.origin, email.as_deref()).await.map_err(|e| say(&e))?);
        }
        Command::Disable { email } => out(&suspend(&db, email, true).await?),
        Command::Enable { email } => out(&suspend(&db, email, false).await?),
        Command::Verify => {
            let code = crate::audit::verify(&db, &config.anchors).await;
            db.close().await;
            return code;
        }
        Command::Export { production, board, out } => {
            let board = board.map(Into::into);
            let code = crate::exchange::export(&db, (*production).into(), board, out.as_ref()).await;
            db.close().await;
            return Ok(code);
        }
        // Needs no database and is done above.
        Command::Solve { .. } => {}
        Command::Import { file, production, .. } => {
            let code = crate::import::import(&db, file, production.unwrap_or_default().into()).await;
            db.close().await;
            return Ok(code);
        }
    }
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    let fits = (0.0..=crate::solve::MOST_SECONDS).contains(&seconds);
    fits.then_some(seconds).ok_or_else(|| "between 0 and 86400 seconds".to_owned())
}

async fn suspend(db: &Db, email: &str, off: bool) -> Result<String, String> {
    let act = async |scope: &mut Scope<Work>| {
        if off { accounts::suspend::disable(scope, email).await } else { accounts::suspend::enable(scope, email).await }
    };
    match db.run(Worker::new().viewer(), Instance, act).await {
        Ok(()) if off => Ok(format!("{email} is disabled.")),
        Ok(()) => Ok(format!("{email} may sign in again.")),
        Err(AppError::NotFound) => Err(format!("no account has the address {email}")),
        Err(AppError::Conflict) => Err(format!("{email} is {} already", if off { "disabled" } else { "enabled" })),
        Err(e) => Err(say(&e)),
    }
}

async fn admin_link(db: &Db, origin: &str, email: Option<&str>) -> Result<String, AppError> {
    let named = match email {
        Some(email) => {
            let find = async |scope: &mut Scope<Enter>| accounts::store::by_email(scope, email.trim()).await;
            let found = db.run(Viewer::anonymous(), Instance, find).await?;
            Some(found.ok_or(AppError::NotFound)?.0)
        }
        None => None,
    };
    let token = db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            let owner = match named {
                Some(account) => Some(account),
                None => accounts::store::first_owner(scope).await?,
            };
            accounts::store::make_entry_link(scope, owner, "admin", 86_400_000).await
        })
        .await?;
    Ok(format!("{origin}/enter/{}", token.as_str()))
}

fn say(error: &AppError) -> String {
    error.say(app::text::Lang::En)
}

/// Standard output is this program's answer.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub(crate) fn out(text: &str) {
    println!("{text}");
}
