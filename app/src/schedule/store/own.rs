//! One's own days: only what was issued to this very person, cut from what they were sent.
use super::*;
use crate::{
    access::{Scope, ViewOwnDays},
    callsheets::model::sheet::CallKind,
    error::AppError,
    schedule::{
        data::{OwnDay, When},
        times,
    },
    values::*,
};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    day: DayId,
    date: Date,
    label: String,
    call: Option<CallKind>,
    place: String,
    state: Option<String>,
    confirmed: bool,
    zone: String,
    wrap_utc: i64,
}

/// The viewer's own issued days. Someone who is no person of the production has none.
pub async fn own_days(scope: &mut Scope<ViewOwnDays>) -> Result<Vec<OwnDay>, AppError> {
    let Some(person) = scope.me().person else { return Ok(Vec::new()) };
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let rows: Vec<Row> = scope.list(&OWN_DAYS, args![workspace, production, person]).await?;
    Ok(rows.into_iter().map(|row| own(row, now)).collect())
}

fn own(row: Row, now: i64) -> OwnDay {
    let today = times::today(&times::zone(&row.zone), now);
    let tomorrow = today.tomorrow().unwrap_or(today);
    let when = match row.date {
        date if date == today => When::Today,
        date if date == tomorrow => When::Tomorrow,
        date if date > tomorrow => When::Later,
        // After midnight the running day stays today until its wrap.
        _ if row.wrap_utc > now => When::Today,
        _ => When::Past,
    };
    OwnDay {
        day: row.day,
        date: row.date,
        label: row.label,
        // As they were told, not as the draft has it.
        cancelled: row.state.as_deref() == Some("cancelled") || row.call == Some(CallKind::Cancelled),
        call: row.call,
        place: row.place,
        confirmed: row.confirmed,
        when,
    }
}
