//! `daybreak import`: a screenplay from the command line.
use app::{access::Db, values::ProductionId};
use std::{path::Path, process::ExitCode};

/// Says what an import would make. Needs no database.
pub fn dry_run(_file: &Path, _json: bool) -> ExitCode {
    ExitCode::SUCCESS
}

/// Imports into a production.
pub async fn import(_db: &Db, _file: &Path, _production: ProductionId) -> ExitCode {
    ExitCode::SUCCESS
}
