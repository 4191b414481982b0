//! What the browser may ask of call sheets.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::screen::{CallPage, DraftScreen, PublishScreen, TrackScreen};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{
        answer, call,
        model::sheet::CallKind,
        publish, short_rest, tracking,
        views::{self, Decision},
    },
    crate::{
        access::{self, Scope},
        error::Problems,
        people::Origin,
        routes,
        text::k,
    },
};

/// The draft of a day; `seen_as` names the person through whose eyes, or is empty.
#[server(input = GetUrl)]
pub async fn load_draft(production: ProductionId, day: DayId, seen_as: String) -> Result<DraftScreen, AppError> {
    let seen_as = match seen_as.trim() {
        "" => None,
        id => Some(id.parse::<PersonId>().map_err(|_| AppError::NotFound)?),
    };
    access::with(production, async |scope: &mut Scope<access::ViewDraft>| {
        views::draft_screen(scope, day, seen_as).await
    })
    .await
}

/// Decides about somebody's call. Kind `computed` takes the decision about the call back.
#[server]
pub async fn decide_call(
    production: ProductionId,
    day: DayId,
    person: PersonId,
    version: i64,
    kind: String,
    time: String,
    notice: String,
    pickup: String,
    pickup_place: String,
    note: String,
    reason: String,
) -> Result<Landing, AppError> {
    let decision = decision(&kind, &time, &notice, &pickup, &pickup_place, &note, &reason)?;
    access::with(production, async |scope: &mut Scope<access::PrepareSheet>| {
        views::decide(scope, day, person, version, &decision).await
    })
    .await?;
    Ok(Landing::on(routes::day(production, day, "")))
}

/// What publishing would mean.
#[server(input = GetUrl)]
pub async fn load_publish(production: ProductionId, day: DayId) -> Result<PublishScreen, AppError> {
    // Only whoever may publish gets the page; all of them may see drafts.
    let screen = access::with(production, async |scope: &mut Scope<access::ViewDraft>| {
        if !scope.me().holds("sheet.publish") {
            return Err(AppError::Forbidden);
        }
        let may_authorise = scope.me().holds("rest.authorise");
        Ok(PublishScreen { may_authorise, ..publish::plan(scope, day).await?.screen() })
    });
    screen.await
}

/// Publishes the draft that was looked at.
#[server]
pub async fn issue_sheet(production: ProductionId, day: DayId, stamp: i64) -> Result<Landing, AppError> {
    publish::publish(production, day, stamp, &origin()).await?;
    Ok(Landing::on(routes::day(production, day, "tracking")))
}

/// Authorises short rest of one person before one day, down to what it is now.
#[server]
pub async fn authorise_rest(
    production: ProductionId,
    day: DayId,
    person: PersonId,
    rest_minutes: i64,
    reason: String,
    compensation: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let reason = problems.text("reason", &reason, 300);
    let compensation = problems.text("compensation", &compensation, 300);
    problems.done()?;
    access::with(production, async |scope: &mut Scope<access::AuthoriseRest>| {
        short_rest::authorise(scope, day, person, rest_minutes, &reason, &compensation).await
    })
    .await?;
    Ok(Landing::on(routes::day(production, day, "publish")))
}

/// Who has it.
#[server(input = GetUrl)]
pub async fn load_tracking(production: ProductionId, day: DayId) -> Result<TrackScreen, AppError> {
    access::with(production, async |scope: &mut Scope<access::TrackSheet>| tracking::track(scope, day).await).await
}

/// Sends somebody their link again.
#[server]
pub async fn resend_call(production: ProductionId, day: DayId, person: PersonId) -> Result<Landing, AppError> {
    let origin = origin();
    access::with(production, async |scope: &mut Scope<access::ChaseSheet>| {
        tracking::resend(scope, day, person, &origin).await
    })
    .await?;
    Ok(Landing::on(routes::day(production, day, "tracking")))
}

/// Records that somebody confirmed by phone or in person.
#[server]
pub async fn record_word(
    production: ProductionId,
    day: DayId,
    person: PersonId,
    how: String,
) -> Result<Landing, AppError> {
    if !["phone", "in_person"].contains(&how.as_str()) {
        return Err(AppError::field("how", k::ERROR_CHOICE));
    }
    access::with(production, async |scope: &mut Scope<access::ChaseSheet>| {
        tracking::record_word(scope, day, person, &how).await
    })
    .await?;
    Ok(Landing::on(routes::day(production, day, "tracking")))
}

/// Corrects an address: a new link goes there, the old one dies.
#[server]
pub async fn correct_address(
    production: ProductionId,
    day: DayId,
    person: PersonId,
    email: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let email = problems.text("email", &email, 200);
    let at = email.find('@');
    if !email.is_empty()
        && (at.is_none_or(|at| at == 0 || at + 1 == email.len()) || email.chars().any(char::is_whitespace))
    {
        problems.add("email", k::ERROR_EMAIL);
    }
    problems.done()?;
    let origin = origin();
    access::with(production, async |scope: &mut Scope<access::ChaseSheet>| {
        tracking::correct(scope, day, person, &email, &origin).await
    })
    .await?;
    Ok(Landing::on(routes::day(production, day, "tracking")))
}

/// One's own sheet of a day, signed in.
#[server(input = GetUrl)]
pub async fn load_my_call(production: ProductionId, day: DayId) -> Result<CallPage, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewOwnDays>| call::load_own(scope, day).await).await
}

/// Confirms one's own call, signed in.
#[server]
pub async fn confirm_my_call(
    production: ProductionId,
    day: DayId,
    revision: RevisionId,
    key: uuid::Uuid,
) -> Result<Landing, AppError> {
    let answer = access::with(production, async |scope: &mut Scope<access::AnswerOwnDay>| {
        answer::confirm_own(scope, day, revision, key).await
    })
    .await?;
    if answer.stale {
        return Err(AppError::field("", k::CALL_STALE));
    }
    Ok(Landing::on(routes::production(production, &format!("my/{day}"))))
}

/// Reports, signed in, that something is wrong with one's own call.
#[server]
pub async fn report_my_problem(
    production: ProductionId,
    day: DayId,
    revision: RevisionId,
    key: uuid::Uuid,
    #[server(default)] reason: String,
    note: String,
) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::AnswerOwnDay>| {
        answer::problem_own(scope, day, revision, key, &reason, &note).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, &format!("my/{day}"))))
}

#[cfg(feature = "ssr")]
fn origin() -> String {
    use_context::<Origin>().map(|origin| origin.0).unwrap_or_default()
}

#[cfg(feature = "ssr")]
fn decision(
    kind: &str,
    time: &str,
    notice: &str,
    pickup: &str,
    place: &str,
    note: &str,
    reason: &str,
) -> Result<Decision, AppError> {
    let mut problems = Problems::default();
    let timed = matches!(kind, "time" | "pre_call" | "stand_by" | "will_notify");
    let at: Minute = if timed { problems.take("time", time.parse(), k::ERROR_TIME) } else { Minute(0) };
    let notice_minutes = match notice.trim() {
        "" => 0,
        n => problems.take("notice", n.parse::<u16>(), k::ERROR_NUMBER).into(),
    };
    let call = match kind {
        "computed" => None,
        "time" => Some(CallKind::Time { at }),
        "pre_call" => Some(CallKind::PreCall { at }),
        "stand_by" => Some(CallKind::StandBy { from: at, notice_minutes }),
        "will_notify" => Some(CallKind::WillNotify { by: at }),
        "on_call" => Some(CallKind::OnCall),
        "per_hod" => Some(CallKind::PerHod),
        "travel" => Some(CallKind::Travel),
        "hold" => Some(CallKind::Hold),
        "off" => Some(CallKind::Off),
        "cancelled" => Some(CallKind::Cancelled),
        _ => {
            problems.add("kind", k::ERROR_CHOICE);
            None
        }
    };
    let pickup = match pickup.trim() {
        "" => None,
        at => Some(problems.take("pickup", at.parse::<Minute>(), k::ERROR_TIME)),
    };
    let decision = Decision {
        call,
        pickup,
        place: problems.optional("pickup_place", place, 200),
        note: problems.optional("note", note, 200),
        reason: problems.optional("reason", reason, 200),
    };
    if call.is_some() && decision.reason.is_empty() {
        problems.add("reason", k::CALLSHEETS_REASON_ASK);
    }
    problems.done()?;
    Ok(decision)
}
