//! Every statement of every feature, for the test that prepares them all on both engines.
use super::Sql;

/// All registered statements. `xtask tidy` sees to it that no store is forgotten.
pub fn all() -> Vec<Sql> {
    [
        super::prove::STATEMENTS,
        super::session_rows::STATEMENTS,
        crate::accounts::store::STATEMENTS,
        crate::audit::store::STATEMENTS,
        crate::breakdown::store::STATEMENTS,
        crate::breakdown::store::elements::STATEMENTS,
        crate::breakdown::store::paper::STATEMENTS,
        crate::breakdown::store::words::STATEMENTS,
        crate::calendar::store::STATEMENTS,
        crate::callsheets::store::STATEMENTS,
        crate::callsheets::weather::store::STATEMENTS,
        crate::confidential::store::STATEMENTS,
        crate::departments::store::STATEMENTS,
        crate::factors::store::STATEMENTS,
        crate::locations::store::STATEMENTS,
        crate::members::store::STATEMENTS,
        crate::outbox::STATEMENTS,
        crate::pay::store::STATEMENTS,
        crate::people::store::STATEMENTS,
        crate::permissions::store::STATEMENTS,
        crate::productions::store::STATEMENTS,
        crate::reports::store::STATEMENTS,
        crate::rules::store::STATEMENTS,
        crate::schedule::boards::store::STATEMENTS,
        crate::schedule::design::store::STATEMENTS,
        crate::schedule::dood::store::STATEMENTS,
        crate::schedule::store::STATEMENTS,
        crate::script::store::STATEMENTS,
        crate::workspaces::store::STATEMENTS,
    ]
    .concat()
}
