//! A text as a QR code, for screens and for paper.
use crate::error::AppError;
use qrcodegen::{QrCode, QrCodeEcc};

/// The quiet zone that the standard asks for, in modules.
const BORDER: i32 = 4;

/// Modules along a side, and the dark ones as the data of an SVG path.
///
/// # Errors
/// The text is longer than a code can be.
pub fn picture(text: &str) -> Result<(i32, String), AppError> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|e| AppError::internal("picture", e))?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or_default();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + BORDER, y + BORDER));
            }
            x += run + 1;
        }
    }
    Ok((code.size() + 2 * BORDER, path))
}

/// The same as an SVG document.
///
/// # Errors
/// See [`picture`].
pub fn svg(text: &str) -> Result<String, AppError> {
    let (side, path) = picture(text)?;
    Ok(format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>"#))
}
