//! Why a file cannot be imported at all, each reason with what to do about it.

use serde::{Deserialize, Serialize};

/// The file was not read; nothing was taken from it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Refusal {
    /// Final Draft 5 to 7.
    #[error("This is an old binary Final Draft file (.fdr). Open it in Final Draft 8 or later and save it as .fdx.")]
    BinaryFdr,
    /// A zip archive: .docx, .fadein, .highland, .celtx and the like.
    #[error(
        "This is a zip archive or a file that is packed as one (.docx, .fadein, .highland, .celtx). Export the script as .fdx or .fountain."
    )]
    Zip,
    /// A PDF.
    #[error("This is a PDF. A PDF has no scenes to read; export the script as .fdx or .fountain.")]
    Pdf,
    /// A web page.
    #[error(
        "This is a web page (HTML), not a script. Perhaps a sign-in page was saved instead of the file; download it again."
    )]
    Html,
    /// A word processor's document (.doc, .rtf).
    #[error("This is a word processor document. Export the script as .fdx or .fountain.")]
    WordProcessor,
    /// XML, but not Final Draft's.
    #[error(
        "This is XML, but not a Final Draft script: its outer element is \"{root}\" where \"FinalDraft\" was expected."
    )]
    OtherXml {
        /// Name of the outer element.
        root: String,
    },
    /// A document type declaration. Final Draft never writes one; entities in it could be used for an attack.
    #[error(
        "The file has a document type declaration (DOCTYPE). Final Draft does not write one; for safety such files are not read."
    )]
    Dtd,
    /// More bytes than are read.
    #[error("The file is too large: {mib} MiB. At most {most} MiB are read.")]
    TooLarge {
        /// Size in MiB, rounded up.
        mib: i64,
        /// The most that is read of this format, in MiB.
        most: i64,
    },
    /// Neither UTF-8 nor UTF-16 with a byte order mark.
    #[error(
        "Line {line} is not UTF-8. Read are UTF-8, with or without a byte order mark, and UTF-16 with one. Save the file as UTF-8."
    )]
    NotUtf8 {
        /// Line, from 1.
        line: i64,
    },
    /// A zero byte in the text.
    #[error(
        "Line {line} has a zero byte, so this is not a text file, or it is UTF-16 without a byte order mark. Save the file as UTF-8."
    )]
    NulByte {
        /// Line, from 1.
        line: i64,
    },
    /// The XML stops in the middle.
    #[error("The file breaks off: what begins at line {line} never ends. Export or download it again.")]
    TruncatedXml {
        /// Line, from 1.
        line: i64,
    },
    /// The XML is not well formed.
    #[error("The file's XML is broken at line {line}. Export it again from the program it came from.")]
    BrokenXml {
        /// Line, from 1.
        line: i64,
    },
    /// Elements nested deeper than any script does.
    #[error("The file's XML is nested too deeply at line {line}; no script is. It was not read.")]
    TooDeep {
        /// Line, from 1.
        line: i64,
    },
    /// More pieces of XML than any script has.
    #[error("The file's XML has more pieces than any script has. It was not read.")]
    TooMuchXml,
    /// JSON that is no schedule of the standard, or one with a value that cannot be understood.
    #[error(
        "This is not a schedule of the Universal Schedule Standard, or it is damaged, at \"{path}\": {why}. Export it again."
    )]
    Uss {
        /// Which key; empty for the file as a whole.
        path: String,
        /// What is wrong with it, in the terms of the format.
        why: String,
    },
    /// Nothing in it.
    #[error("The file is empty.")]
    Empty,
    /// A script without one scene heading.
    #[error("There is no scene heading in this file. A heading looks like \"INT. KITCHEN - DAY\".")]
    NoScenes,
    /// More scenes than any script has.
    #[error("There are more than 5000 scenes in this file. Import one script at a time.")]
    TooManyScenes,
    /// Neither Final Draft nor Fountain.
    #[error("This is neither a Final Draft script (.fdx) nor Fountain text. Export the script as .fdx or .fountain.")]
    UnknownFormat,
}

impl Refusal {
    /// Stable name of the reason, for the catalogue.
    pub fn key(&self) -> &'static str {
        match self {
            Self::BinaryFdr => "binary_fdr",
            Self::Zip => "zip",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::WordProcessor => "word_processor",
            Self::OtherXml { .. } => "other_xml",
            Self::Dtd => "dtd",
            Self::TooLarge { .. } => "too_large",
            Self::NotUtf8 { .. } => "not_utf8",
            Self::NulByte { .. } => "nul_byte",
            Self::TruncatedXml { .. } => "truncated_xml",
            Self::BrokenXml { .. } => "broken_xml",
            Self::TooDeep { .. } => "too_deep",
            Self::TooMuchXml => "too_much_xml",
            Self::Uss { .. } => "uss",
            Self::Empty => "empty",
            Self::NoScenes => "no_scenes",
            Self::TooManyScenes => "too_many_scenes",
            Self::UnknownFormat => "unknown_format",
        }
    }

    /// The values to fill into the catalogue's sentence, by parameter name.
    pub fn with(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::OtherXml { root } => vec![("root", root.clone())],
            Self::Uss { path, why } => vec![("path", path.clone()), ("why", why.clone())],
            Self::TooLarge { mib, most } => vec![("mib", mib.to_string()), ("most", most.to_string())],
            Self::NotUtf8 { line }
            | Self::NulByte { line }
            | Self::TruncatedXml { line }
            | Self::BrokenXml { line }
            | Self::TooDeep { line } => vec![("line", line.to_string())],
            _ => Vec::new(),
        }
    }
}
