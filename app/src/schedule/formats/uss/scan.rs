//! A look over the bytes before they are parsed, so that no file can use up memory or stack.
use super::{
    MAX_BYTES, MAX_DEPTH, MAX_VALUES,
    error::{Trouble, UssError},
};

/// Size, depth and number of values are within the limits.
pub(super) fn scan(bytes: &[u8]) -> Result<(), UssError> {
    let fail = |trouble| Err(UssError { path: String::new(), trouble });
    if bytes.len() > MAX_BYTES {
        return fail(Trouble::TooLarge { most: MAX_BYTES });
    }
    let (mut depth, mut values) = (0_usize, 0_usize);
    let (mut text, mut escaped) = (false, false);
    for &byte in bytes {
        if text {
            (text, escaped) = (escaped || byte != b'"', !escaped && byte == b'\\');
            continue;
        }
        match byte {
            b'"' => text = true,
            b'{' | b'[' => (depth, values) = (depth + 1, values + 1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return fail(Trouble::TooDeep { most: MAX_DEPTH });
        }
        if values > MAX_VALUES {
            return fail(Trouble::TooMany { most: MAX_VALUES });
        }
    }
    Ok(())
}
