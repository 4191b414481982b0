//! Values in Final Draft XML: attributes and numeric entities, with nothing resolved that the file could define itself.

use quick_xml::events::BytesStart;

/// An attribute's value; entities it should not have stay as written.
pub(super) fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let mut attributes = element.attributes();
    // Looking for doubles would compare every attribute with every other.
    let found = attributes.with_checks(false).flatten().find(|a| a.key.as_ref() == key)?;
    match quick_xml::escape::unescape(&found.value) {
        Ok(value) => Some(value.into_owned()),
        Err(_) => Some(found.value.into_owned()),
    }
}

/// The character of a numeric entity, `#8217` or `#x2019`, without the sharp sign.
pub(super) fn char_of(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|c| *c != '\0')
}
