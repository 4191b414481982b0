//! The personal page's data: the running or next sheet of one person, or a given day's.
use super::{
    clock,
    model::{personal::Personal, sheet::Sheet},
    screen::*,
    store::*,
    words::Local,
};
use crate::{
    access::{Permission, ReadCall, Scope, ViewOwnDays},
    error::AppError,
    text::Lang,
    values::*,
};
use jiff::{civil::Date, tz::TimeZone};
use serde::Deserialize;

const HOUR: i64 = 3_600_000;

#[derive(Deserialize)]
struct SheetRow {
    name: String,
    language: String,
    code_name: String,
    zone: String,
    day: DayId,
    date: Date,
    revision: RevisionId,
    kept: Kept,
    issued_at: i64,
    wrap_utc: i64,
    confirmed_at: Option<i64>,
    current: i64,
    confirmed_how: Option<String>,
    problem: String,
    problem_at: Option<i64>,
    seen: bool,
}

#[derive(Deserialize)]
struct PlannedRow {
    name: String,
    language: String,
    code_name: String,
    zone: String,
    day: Option<DayId>,
    date: Option<Date>,
}

/// What a personal link shows: its next call, or a day's. A day without a sheet for them is "not found".
pub async fn load_call(scope: &mut Scope<ReadCall>, day: Option<DayId>) -> Result<CallPage, AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    page(scope, person, day).await
}

/// The same for somebody who is signed in.
pub async fn load_own(scope: &mut Scope<ViewOwnDays>, day: DayId) -> Result<CallPage, AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    page(scope, person, Some(day)).await
}

async fn page<P: Permission>(scope: &mut Scope<P>, person: PersonId, day: Option<DayId>) -> Result<CallPage, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    // The running day stays until some time after its estimated wrap; nobody's out-time is known yet.
    let running = now - 3 * HOUR;
    let [sheets, planned] =
        scope.lists([&CALL, &CALL_PLANNED], args![workspace, production, person, running, day, now]).await?;
    let mut sheets = sheets.read::<SheetRow>()?.into_iter();
    let (mut first, second) = (sheets.next(), sheets.next());
    if scope.me().rules.ever()
        && let Some(row) = first.as_mut()
    {
        cut_anew(scope, person, row).await?;
    }
    if first.is_none() && day.is_some() {
        return Err(AppError::NotFound);
    }
    let planned: PlannedRow = planned.read()?.pop().ok_or(AppError::NotFound)?;
    let next = match second {
        Some(second) => Some(NextCall { day: second.day, date: second.date, call: second.kept.personal.call }),
        None => planned.day.zip(planned.date).map(|(day, date)| NextCall { day, date, call: None }),
    };
    Ok(match first {
        Some(first) => of(first, person, now, next),
        None => CallPage {
            person,
            lang: Lang::from_tag(&planned.language),
            name: planned.name,
            code_name: planned.code_name,
            now,
            now_local: clock::local(now, &clock::zone(&planned.zone)),
            sheet: None,
            next,
        },
    })
}

/// What was decided about this reader since the sheet was issued holds for what they were sent, too.
async fn cut_anew<P: Permission>(scope: &mut Scope<P>, person: PersonId, row: &mut SheetRow) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    if row.kept.dropped {
        return Ok(());
    }
    let people = super::store::everyone(scope).await?;
    #[derive(Deserialize)]
    struct Issued {
        sheet: Sheet,
    }
    let revision: Option<Issued> =
        scope.first(&REVISION_SHEET, args![workspace, production, row.day, row.revision]).await?;
    let who = people.iter().find(|p| p.id == person);
    if let (Some(revision), Some(who)) = (revision, who) {
        let mut reader = super::assemble::reader(&people, who);
        reader.exceptions = crate::permissions::model::blocks(&scope.me().rules);
        if let Some(personal) = Personal::cut(&revision.sheet, row.kept.personal.person, &reader) {
            row.kept.stamp = super::publish::stamp_of(&personal);
            row.kept.personal = personal;
        }
    }
    Ok(())
}

fn of(row: SheetRow, person: PersonId, now: i64, next: Option<NextCall>) -> CallPage {
    let tz = clock::zone(&row.zone);
    CallPage {
        person,
        lang: Lang::from_tag(&row.language),
        now,
        now_local: clock::local(now, &tz),
        name: row.name.clone(),
        code_name: row.code_name.clone(),
        sheet: Some(sheet(row, now, &tz)),
        next,
    }
}

fn sheet(row: SheetRow, now: i64, tz: &TimeZone) -> CallDay {
    let local = |at: i64| -> Local { clock::local(at, tz) };
    let confirmed = row.confirmed_at.map(|at| Confirmed {
        at: local(at),
        how: row.confirmed_how.clone().unwrap_or_default(),
        current: row.current != 0,
    });
    // A confirmation given after a problem was reported takes it back.
    let problem = row.problem_at.filter(|at| row.confirmed_at.is_none_or(|c| c < *at)).map(|at| {
        let reason = row.problem.lines().next().unwrap_or_default().to_owned();
        (reason, local(at))
    });
    CallDay {
        day: row.day,
        revision: row.revision,
        kept: Kept { base: None, ..row.kept },
        issued: local(row.issued_at),
        confirmed,
        problem,
        seen: row.seen,
        // Until half a day after the estimated wrap, at least three days, at most a week.
        expires: (row.wrap_utc + 12 * HOUR).max(now + 72 * HOUR).min(now + 7 * 24 * HOUR),
        keys: (uuid::Uuid::now_v7(), uuid::Uuid::now_v7()),
    }
}
