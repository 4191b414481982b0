//! Screenplays: bytes of a Final Draft or Fountain file, or of a schedule, in; scenes out, and back. Pure; no database, no page.
//!
//! Files come from anywhere, so every reader here works in one pass, without recursion, and never panics.

mod builder;
mod daylight;
mod decode;
mod draft;
mod fdx;
mod fdx_nodes;
mod fdx_out;
mod fdx_tags;
mod fdx_values;
mod fountain;
mod fountain_clean;
mod fountain_out;
mod heading;
mod heading_out;
mod length;
mod refusal;
mod skip;
mod speaker;
mod uss;

#[cfg(test)]
mod tests;

pub use draft::{
    BoardDraft, DayDraft, Draft, Extras, Format, IntExt, ItemDraft, Light, SceneDraft, SheetDraft, TagDraft,
};
pub use fdx_out::fdx;
pub use fountain_out::fountain;
pub use refusal::Refusal;
pub use skip::{Skip, SkipReason};

/// Most bytes of a file that are read. A feature script is under 2 MiB of XML; ten times that is no script.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// The same for plain text, where a feature script is 200 KiB.
pub const MAX_FOUNTAIN_BYTES: usize = 4 * 1024 * 1024;

fn limit(bytes: &[u8], most: usize) -> Result<(), Refusal> {
    let mib = |bytes: usize| i64::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(i64::MAX);
    if bytes.len() > most { Err(Refusal::TooLarge { mib: mib(bytes.len()), most: mib(most) }) } else { Ok(()) }
}

/// Reads a screenplay. The format is found from the content; the name only helps where the content does not decide.
///
/// # Errors
/// A [`Refusal`] says why nothing could be read and what to do about it.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Draft, Refusal> {
    limit(bytes, MAX_BYTES)?;
    let extension = file_name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    decode::refuse_binary(bytes, &extension)?;
    let text = decode::text(bytes)?;
    match decode::kind(&text, &extension)? {
        Format::Fdx => fdx::read(&text),
        Format::Uss => uss::read(text.as_bytes()),
        Format::Fountain => match limit(bytes, MAX_FOUNTAIN_BYTES).and_then(|()| fountain::read(&text)) {
            // A heading would have shown that this is a script; without one only the name speaks for it.
            Err(Refusal::NoScenes) if !decode::is_text_extension(&extension) => Err(Refusal::UnknownFormat),
            other => other,
        },
    }
}
