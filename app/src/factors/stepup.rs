//! Showing who one is: a code beside a password, and once more before what matters (ASVS 5.0, 7.5.1).
use super::{
    model::{Code, read},
    recovery, store, totp,
};
use crate::{
    access::{self, Enter, Instance, Permission, Scope, Via},
    accounts::throttle,
    error::AppError,
    text::k,
    values::AccountId,
};

/// So long ago a password or a factor may have been shown.
pub const FRESH_MS: i64 = 600_000;

/// Whether whoever asks has shown who they are within ten minutes, in this session; else "step up", which leads to the
/// page that asks for it.
pub fn fresh<P: Permission>(scope: &Scope<P>) -> Result<(), AppError> {
    let age = scope.viewer().shown().proved_at.map(|at| scope.now() - at);
    if age.is_some_and(|age| age <= FRESH_MS) { Ok(()) } else { Err(AppError::StepUp) }
}

/// Takes a code of this account: of its app, or a recovery code. Attempts are counted first; each code is taken once.
pub async fn code(account: AccountId, typed: &str) -> Result<Via, AppError> {
    let typed = read(typed).ok_or_else(|| AppError::field("code", k::FACTORS_CODE_FORM))?;
    enter(async |scope| throttle::code(scope, account).await).await?;
    let (via, right) = match typed {
        Code::Totp(digits) => (Via::Totp, digits_fit(account, &digits).await?),
        Code::Recovery(code) => (Via::Recovery, recovery_fits(account, code).await?),
    };
    if !right {
        enter(async |scope| store::refused(scope, account, via).await).await?;
        return Err(AppError::field("code", k::FACTORS_CODE_WRONG));
    }
    enter(async |scope| throttle::code_right(scope, account).await).await?;
    Ok(via)
}

async fn enter<T>(work: impl AsyncFnOnce(&mut Scope<Enter>) -> Result<T, AppError>) -> Result<T, AppError> {
    access::with(Instance, work).await
}

async fn digits_fit(account: AccountId, digits: &str) -> Result<bool, AppError> {
    let Some(seed) = enter(async |scope| store::seed(scope, account).await).await? else { return Ok(false) };
    let Some(step) = totp::step(&seed, digits, access::now()?)? else { return Ok(false) };
    enter(async |scope| store::use_step(scope, account, step).await).await
}

async fn recovery_fits(account: AccountId, code: String) -> Result<bool, AppError> {
    let Some(salt) = enter(async |scope| store::salt(scope, account).await).await? else { return Ok(false) };
    let hash = recovery::under(vec![code], salt).await?.pop().unwrap_or_default();
    enter(async |scope| store::use_code(scope, account, hash).await).await
}
