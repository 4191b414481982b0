//! The call sheet as PDF, set by typst inside this process: no files, no network, no clock.
//!
//! Costs tens of milliseconds of CPU and blocks: call it from `spawn_blocking`, never while the writer is held.

use super::super::model::{sheet::PageSize, view::SheetView};
use super::{paper::paper, words};
use crate::qr;
use crate::text::Lang;
use crate::typeset::{self, PdfError, Template};
use crate::values::PersonId;

/// Whose copy a sheet is: named in the footer, own call in a box of its own.
#[derive(Clone, Copy, Debug)]
pub struct MadeFor<'a> {
    /// The reader's name.
    pub name: &'a str,
    /// The reader as a person of the production, to find their own row in the view.
    pub person: Option<PersonId>,
}

/// Sets a view as PDF, with the address under which it can be verified as a picture. Prints nothing else that is not in the view; equal arguments give equal bytes.
///
/// # Errors
/// [`PdfError`] only when template or fonts are broken; no data can bring it about.
pub fn sheet_pdf(
    view: &SheetView,
    lang: Lang,
    page: PageSize,
    made_for: Option<MadeFor<'_>>,
    verify: Option<&str>,
) -> Result<Vec<u8>, PdfError> {
    let name = match page {
        PageSize::A4 => "a4",
        PageSize::Letter => "us-letter",
    };
    let mut data = paper(view, words::Words { lang, date: view.day.date }, name, made_for);
    // An address too long for a picture is not worth a sheet.
    if let (Some(map), Some(Ok(picture))) = (data.as_object_mut(), verify.map(qr::svg)) {
        map.insert("verify".to_owned(), picture.into());
    }
    typeset::pdf(Template::Sheet, serde_json::to_vec(&data)?, serde_json::to_vec(&words::labels(lang))?)
}
