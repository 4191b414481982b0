//! From bytes to text: which kind of file this is, and its characters.

use std::borrow::Cow;

use super::draft::Format;
use super::refusal::Refusal;

/// Line (from 1) of a byte offset.
pub(super) fn line_at(bytes: &[u8], offset: usize) -> i64 {
    let upto = bytes.get(..offset).unwrap_or(bytes);
    1 + i64::try_from(upto.iter().filter(|b| **b == b'\n').count()).unwrap_or(0)
}

/// Refuses what is known by its first bytes not to be text.
pub(super) fn refuse_binary(bytes: &[u8], extension: &str) -> Result<(), Refusal> {
    // Final Draft 5 to 7 wrote these four bytes first.
    if bytes.starts_with(&[0xFD; 4]) || extension == "fdr" {
        return Err(Refusal::BinaryFdr);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(&[0x1F, 0x8B]) {
        return Err(Refusal::Zip);
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(Refusal::Pdf);
    }
    // The container of old Word documents, and RTF.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) || bytes.starts_with(b"{\\rtf") {
        return Err(Refusal::WordProcessor);
    }
    Ok(())
}

/// The characters of the file, without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        _ => {
            let rest = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
            // Looked for first: UTF-16 without its mark is full of them and seldom valid UTF-8 as well.
            if let Some(at) = rest.iter().position(|b| *b == 0) {
                return Err(Refusal::NulByte { line: line_at(rest, at) });
            }
            let text =
                std::str::from_utf8(rest).map_err(|e| Refusal::NotUtf8 { line: line_at(rest, e.valid_up_to()) })?;
            Cow::Borrowed(text)
        }
    };
    if let Some(at) = text.bytes().position(|b| b == 0) {
        return Err(Refusal::NulByte { line: line_at(text.as_bytes(), at) });
    }
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refusal> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut out = String::with_capacity(bytes.len());
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match c {
            Ok(c) => out.push(c),
            Err(_) => return Err(Refusal::NotUtf8 { line: line_at(out.as_bytes(), out.len()) }),
        }
    }
    if rest.is_empty() { Ok(out) } else { Err(Refusal::NotUtf8 { line: line_at(out.as_bytes(), out.len()) }) }
}

/// Which format the text is in, by its beginning.
pub(super) fn kind(text: &str, extension: &str) -> Result<Format, Refusal> {
    let start = text.trim_start();
    let begins = |prefix: &str| {
        start.as_bytes().get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    if begins("<!doctype html") || begins("<html") {
        return Err(Refusal::Html);
    }
    if begins("{\\rtf") {
        return Err(Refusal::WordProcessor);
    }
    if begins("%PDF-") {
        return Err(Refusal::Pdf);
    }
    if begins("{") && (extension == "uss" || text.contains("\"universalScheduleStandard\"")) {
        return Ok(Format::Uss);
    }
    let named_fdx = matches!(extension, "fdx" | "fdxt" | "xml");
    let markup = begins("<?xml") || begins("<FinalDraft") || begins("<!--") || begins("<!doctype");
    if markup || (named_fdx && begins("<")) {
        return Ok(Format::Fdx);
    }
    if named_fdx { Err(Refusal::UnknownFormat) } else { Ok(Format::Fountain) }
}

/// Whether files with this ending are expected to be plain text scripts.
pub(super) fn is_text_extension(extension: &str) -> bool {
    matches!(extension, "fountain" | "spmd" | "txt" | "text" | "md" | "markdown")
}
