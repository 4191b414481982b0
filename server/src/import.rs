//! `daybreak import`: a screenplay or schedule from the command line.
use crate::cli::out;
use app::{
    access::{Db, Instance, Scope, Work, Worker},
    productions,
    script::{
        self,
        formats::{self, Draft},
    },
    text::Lang,
    values::ProductionId,
};
use std::{path::Path, process::ExitCode};

/// The input was refused.
const REFUSED: u8 = 2;

/// Says what an import would make. Needs no database.
pub fn dry_run(file: &Path, json: bool) -> ExitCode {
    match read(file) {
        Ok(draft) => {
            out(&if json { script::dry_run_json(&draft).to_string() } else { script::cli_summary(&draft) });
            ExitCode::SUCCESS
        }
        Err(why) => refuse(&why),
    }
}

/// Imports into a production.
pub async fn import(db: &Db, file: &Path, production: ProductionId) -> ExitCode {
    let draft = match read(file) {
        Ok(draft) => draft,
        Err(why) => return refuse(&why),
    };
    let done = db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            productions::store::enter(scope, production).await?;
            script::import_draft(scope, &draft).await
        })
        .await;
    match done {
        Ok(_) => {
            out(&script::cli_summary(&draft));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("daybreak: {}", error.say(Lang::En));
            ExitCode::from(1)
        }
    }
}

fn read(file: &Path) -> Result<Draft, String> {
    // The size is asked first, so that a huge file is refused without being read.
    let size = std::fs::metadata(file).map_err(|e| format!("{}: {e}", file.display()))?.len();
    if size > formats::MAX_BYTES as u64 {
        let mib = |n: u64| n / (1024 * 1024);
        return Err(format!(
            "The file is too large: {} MiB. At most {} MiB are read.",
            mib(size),
            mib(formats::MAX_BYTES as u64)
        ));
    }
    let bytes = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    formats::read(&name, &bytes).map_err(|refusal| refusal.to_string())
}

fn refuse(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::from(REFUSED)
}
