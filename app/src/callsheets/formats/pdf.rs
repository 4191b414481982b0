//! The call sheet as PDF, set by typst inside this process: no files, no network, no clock.
//!
//! Costs tens of milliseconds of CPU and blocks: call it from `spawn_blocking`, never while the writer is held.

use super::super::model::{sheet::PageSize, view::SheetView};
use super::{paper::paper, words};
use crate::text::Lang;
use crate::values::PersonId;
use std::sync::LazyLock;
use thiserror::Error;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_pdf::PdfOptions;

/// Why there is no PDF.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The view could not be written as the template's data.
    #[error("call sheet data: {0}")]
    Data(#[from] serde_json::Error),
    /// The template failed on the data; a bug in the template. Holds no text of the sheet but what typst quotes.
    #[error("call sheet typesetting: {0}")]
    Typeset(String),
}

/// Whose copy a sheet is: named in the footer, own call in a box of its own.
#[derive(Clone, Copy, Debug)]
pub struct MadeFor<'a> {
    /// The reader's name.
    pub name: &'a str,
    /// The reader as a person of the production, to find their own row in the view.
    pub person: Option<PersonId>,
}

/// Sets a view as PDF. Prints nothing that is not in the view; equal arguments give equal bytes.
///
/// # Errors
/// [`PdfError`] only when template or fonts are broken; no data can bring it about.
pub fn sheet_pdf(
    view: &SheetView,
    lang: Lang,
    page: PageSize,
    made_for: Option<MadeFor<'_>>,
) -> Result<Vec<u8>, PdfError> {
    let name = match page {
        PageSize::A4 => "a4",
        PageSize::Letter => "us-letter",
    };
    let data = paper(view, words::Words { lang, date: view.day.date }, name, made_for);
    let world = SheetWorld {
        data: Bytes::new(serde_json::to_vec(&data)?),
        labels: Bytes::new(serde_json::to_vec(&words::labels(lang))?),
    };
    let pdf = set(&world);
    // typst remembers what it computed for all sheets so far: good for the next copies of the same day, a leak for a
    // server that runs for months. Eight sheets later an unused memory is dropped.
    typst::comemo::evict(8);
    pdf
}

fn set(world: &SheetWorld) -> Result<Vec<u8>, PdfError> {
    let document = typst::compile(world).output.map_err(|errors| failed(&errors))?;
    let options = PdfOptions { creator: Smart::Custom(Some("Daybreak".to_owned())), ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))
}

fn failed(errors: &[SourceDiagnostic]) -> PdfError {
    PdfError::Typeset(errors.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join("; "))
}

/// Fonts in the order of preference, see `third_party/fonts/README.md`.
macro_rules! fonts { ($($name:literal)*) => {
    [$(include_bytes!(concat!("../../../../third_party/fonts/", $name, ".ttf")).as_slice()),*]
} }
const FONTS: [&[u8]; 13] = fonts![
    "IBMPlexSansCondensed-Regular" "IBMPlexSansCondensed-Bold" "IBMPlexSansCondensed-Italic"
    "NotoSansCondensed-Regular" "NotoSansCondensed-Bold"
    "NotoSansArabicCondensed-Regular" "NotoSansArabicCondensed-Bold"
    "NotoSansHebrewCondensed-Regular" "NotoSansHebrewCondensed-Bold"
    "NotoSansArmenianCondensed-Regular" "NotoSansArmenianCondensed-Bold"
    "NotoSansGeorgianCondensed-Regular" "NotoSansGeorgianCondensed-Bold"
];

/// What never changes between sheets.
struct Fixed {
    library: LazyHash<Library>,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    template: Source,
    data: FileId,
    labels: FileId,
}

static FIXED: LazyLock<Fixed> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
    Fixed {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(file_id("/sheet.typ"), include_str!("sheet.typ").to_owned()),
        data: file_id("/data.json"),
        labels: file_id("/labels.json"),
    }
});

fn file_id(path: &'static str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant absolute path");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// All typst can reach: the template, two JSON files, the fonts.
struct SheetWorld {
    data: Bytes,
    labels: Bytes,
}

impl World for SheetWorld {
    fn library(&self) -> &LazyHash<Library> {
        &FIXED.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &FIXED.book
    }
    fn main(&self) -> FileId {
        FIXED.template.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == FIXED.template.id() { Ok(FIXED.template.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == FIXED.data {
            Ok(self.data.clone())
        } else if id == FIXED.labels {
            Ok(self.labels.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }
    fn font(&self, index: usize) -> Option<Font> {
        FIXED.fonts.get(index).cloned()
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
