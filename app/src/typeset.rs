//! Sets what Daybreak prints, by typst inside this process: no files, no network, no clock. What is printed comes as
//! JSON of finished texts; a template places it.
//!
//! Costs tens of milliseconds of CPU and blocks: call it from `spawn_blocking`, never while the writer is held.
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
    /// What is to be printed could not be written as the template's data.
    #[error("data of a document: {0}")]
    Data(#[from] serde_json::Error),
    /// The template failed on the data; a bug in the template. Holds no text of the document but what typst quotes.
    #[error("typesetting: {0}")]
    Typeset(String),
}

/// What is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// A call sheet.
    Sheet,
    /// A report of the schedule.
    Report,
}

/// Sets a template with its data and labels, both JSON; equal arguments give equal bytes.
///
/// # Errors
/// [`PdfError`] only when template or fonts are broken.
pub fn pdf(template: Template, data: Vec<u8>, labels: Vec<u8>) -> Result<Vec<u8>, PdfError> {
    let template = match template {
        Template::Sheet => &FIXED.sheet,
        Template::Report => &FIXED.report,
    };
    let pdf = set(&Paper { template, data: Bytes::new(data), labels: Bytes::new(labels) });
    // typst remembers what it computed for all documents so far: good for the next copies of the same day, a leak for
    // a server that runs for months. Eight documents later an unused memory is dropped.
    typst::comemo::evict(8);
    pdf
}

fn set(world: &Paper) -> Result<Vec<u8>, PdfError> {
    let document = typst::compile(world).output.map_err(|errors| failed(&errors))?;
    let options = PdfOptions { creator: Smart::Custom(Some("Daybreak".to_owned())), ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))
}

fn failed(errors: &[SourceDiagnostic]) -> PdfError {
    PdfError::Typeset(errors.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join("; "))
}

/// Fonts in the order of preference, see `third_party/fonts/README.md`.
macro_rules! fonts { ($($name:literal)*) => {
    [$(include_bytes!(concat!("../../third_party/fonts/", $name, ".ttf")).as_slice()),*]
} }
const FONTS: [&[u8]; 13] = fonts![
    "IBMPlexSansCondensed-Regular" "IBMPlexSansCondensed-Bold" "IBMPlexSansCondensed-Italic"
    "NotoSansCondensed-Regular" "NotoSansCondensed-Bold"
    "NotoSansArabicCondensed-Regular" "NotoSansArabicCondensed-Bold"
    "NotoSansHebrewCondensed-Regular" "NotoSansHebrewCondensed-Bold"
    "NotoSansArmenianCondensed-Regular" "NotoSansArmenianCondensed-Bold"
    "NotoSansGeorgianCondensed-Regular" "NotoSansGeorgianCondensed-Bold"
];

/// What never changes between documents.
struct Fixed {
    library: LazyHash<Library>,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    sheet: Source,
    report: Source,
    data: FileId,
    labels: FileId,
}

static FIXED: LazyLock<Fixed> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
    Fixed {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        sheet: Source::new(file_id("/sheet.typ"), include_str!("callsheets/formats/sheet.typ").to_owned()),
        report: Source::new(file_id("/report.typ"), include_str!("reports/report.typ").to_owned()),
        data: file_id("/data.json"),
        labels: file_id("/labels.json"),
    }
});

fn file_id(path: &'static str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant absolute path");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// All typst can reach: the template, two JSON files, the fonts.
struct Paper {
    template: &'static Source,
    data: Bytes,
    labels: Bytes,
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &FIXED.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &FIXED.book
    }
    fn main(&self) -> FileId {
        self.template.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
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
