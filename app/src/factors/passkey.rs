//! Passkeys (WebAuthn): what the browser is asked, and what it answered. No state is given to it that it could send twice:
//! the ceremony's stays on the server, sealed, for five minutes, once.
use super::store::Known;
use crate::{error::AppError, text::k, values::AccountId};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Webauthn, WebauthnBuilder,
};

/// This site as passkeys know it: by its host name. None where people type an IP address.
pub fn site(origin: &str) -> Option<Webauthn> {
    let url = Url::parse(origin).ok()?;
    let host = url.domain()?.to_owned();
    WebauthnBuilder::new(&host, &url).ok()?.rp_name("Daybreak").build().ok()
}

/// What the browser is asked, and what the server keeps meanwhile.
#[derive(Debug)]
pub struct Asked {
    /// Options for the browser, as JSON.
    pub options: String,
    /// The ceremony's state.
    pub state: String,
}

fn broken(e: impl std::fmt::Display) -> AppError {
    AppError::internal("passkey", e)
}
/// Whatever is wrong with an answer, its owner may only try again; the cause is for the log.
fn refused(cause: impl std::fmt::Display) -> AppError {
    tracing::info!(%cause, "passkey refused");
    AppError::field("", k::FACTORS_PASSKEY_REFUSED)
}
fn asked(mut options: Value, state: &impl serde::Serialize, edit: impl FnOnce(&mut Value)) -> Result<Asked, AppError> {
    let mut options = options.get_mut("publicKey").map(Value::take).ok_or_else(|| broken("no options"))?;
    edit(&mut options);
    Ok(Asked { options: options.to_string(), state: serde_json::to_string(state).map_err(broken)? })
}
fn stored(known: &Known) -> Result<Passkey, AppError> {
    serde_json::from_str(&known.credential).map_err(broken)
}

/// Asks for a new passkey: one that its device finds by itself, so that it signs in without an address.
pub fn create(
    site: &Webauthn,
    account: AccountId,
    (name, email): (&str, &str),
    known: &[Known],
) -> Result<Asked, AppError> {
    let there: Vec<_> = known.iter().map(|k| stored(k).map(|p| p.cred_id().clone())).collect::<Result<_, _>>()?;
    let (options, state) = site.start_passkey_registration(account.0, email, name, Some(there)).map_err(broken)?;
    asked(serde_json::to_value(options).map_err(broken)?, &state, |options| {
        options["authenticatorSelection"]["residentKey"] = json!("required");
        options["authenticatorSelection"]["requireResidentKey"] = json!(true);
    })
}

/// The new passkey: its credential's id, and what is stored of it.
pub fn created(site: &Webauthn, state: &str, answer: &str) -> Result<(Vec<u8>, String), AppError> {
    let state: PasskeyRegistration = serde_json::from_str(state).map_err(broken)?;
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
    let made = site.finish_passkey_registration(&answer, &state).map_err(refused)?;
    Ok((made.cred_id().to_vec(), serde_json::to_string(&made).map_err(broken)?))
}

/// Asks for a passkey: one of these, or, where nobody knows yet who it is, any of this site.
pub fn ask(site: &Webauthn, known: &[Known]) -> Result<Asked, AppError> {
    let (options, state) = site.start_discoverable_authentication().map_err(broken)?;
    let ids: Vec<Value> = known
        .iter()
        .map(|k| stored(k).map(|p| json!({ "type": "public-key", "id": BASE64_URL_SAFE_NO_PAD.encode(p.cred_id()) })))
        .collect::<Result<_, _>>()?;
    asked(serde_json::to_value(options).map_err(broken)?, &state, |options| options["allowCredentials"] = json!(ids))
}

/// A browser's answer that was read, not yet believed.
#[derive(Debug)]
pub struct Answer(PublicKeyCredential);
impl Answer {
    /// Reads it.
    pub fn read(text: &str) -> Result<Self, AppError> {
        serde_json::from_str(text).map(Self).map_err(refused)
    }
    /// Which credential it says it is.
    pub fn credential(&self) -> &[u8] {
        self.0.get_credential_id()
    }
}

/// Whether the answer proves this passkey, of this account or, if nobody was named before, of the account that it names
/// itself. The device must have verified who holds it, and its counter must have gone on: a copy of it lags behind.
/// Gives what is stored of the passkey from now on.
pub fn answered(
    site: &Webauthn,
    state: &str,
    answer: &Answer,
    known: &Known,
    wanted: Option<AccountId>,
) -> Result<String, AppError> {
    let state: DiscoverableAuthentication = serde_json::from_str(state).map_err(broken)?;
    let named = answer.0.get_user_unique_id();
    let fits = named.map_or(wanted.is_some(), |named| named == known.account.0.as_bytes());
    if !fits || wanted.is_some_and(|wanted| wanted != known.account) {
        return Err(refused("another account's"));
    }
    let mut passkey = stored(known)?;
    let result = site.finish_discoverable_authentication_v2(&answer.0, state, &passkey).map_err(refused)?;
    if !result.user_verified() {
        return Err(refused("the holder was not verified"));
    }
    passkey.update_credential(&result);
    serde_json::to_string(&passkey).map_err(broken)
}
