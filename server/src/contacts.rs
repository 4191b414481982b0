//! `/p/{production}/contacts.vcf`: the people whom the viewer may ring, for the address book of their phone.
use crate::{AppState, exchange::sent};
use app::{
    access::{Scope, ViewContacts, Viewer},
    error::AppError,
    people::vcard,
    text::Lang,
    values::ProductionId,
};
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};

/// The file, cut for whoever asks.
pub async fn file(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Extension(lang): Extension<Lang>,
    Path(production): Path<String>,
) -> Response {
    let made = match production.parse::<ProductionId>() {
        Ok(production) => {
            let make = async |scope: &mut Scope<ViewContacts>| vcard::file(scope, lang).await;
            state.db.run(viewer, production, make).await
        }
        Err(_) => Err(AppError::NotFound),
    };
    let named = made.map(|(text, code)| (text, crate::exchange::named(&code)));
    sent(named, "vcf", "text/vcard; charset=utf-8", lang)
}
