//! Names of speaking characters: without (V.O.), (CONT'D) and the like, so that one person is one name.

/// Longest name that is taken for one, in characters.
const LONGEST: usize = 80;

/// One space between words, none around; no-break spaces, tabs and line ends count as spaces.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(256));
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// At most `max` characters, on one line, with an ellipsis where something is cut.
pub(super) fn short(text: &str, max: usize) -> String {
    let mut out = String::new();
    let mut left = max;
    for word in text.split_whitespace() {
        let gap = usize::from(!out.is_empty());
        // Counting stops at the limit: a word may be as long as the file.
        let size = word.chars().take(left + 1).count();
        if size + gap > left {
            out.extend(" ".chars().take(gap.min(left)));
            out.extend(word.chars().take(left.saturating_sub(gap + 1)));
            if out.chars().count() < max {
                out.push('…');
            }
            return out;
        }
        if gap == 1 {
            out.push(' ');
        }
        out.push_str(word);
        left -= size + gap;
    }
    out
}

/// The form in which names are compared. Lower case first, so that ß, ẞ and SS are one.
pub(super) fn fold(name: &str) -> String {
    name.to_lowercase().to_uppercase()
}

/// The name in a character cue, or `None` when there is none in it.
pub(super) fn name(cue: &str) -> Option<String> {
    // A cue is a line; anything many times longer is a paragraph typed in the wrong element.
    if cue.chars().take(LONGEST * 5 + 1).count() > LONGEST * 5 {
        return None;
    }
    let line = collapse(cue);
    let mut name = line.trim_matches(['*', '_', ' ']).trim_end_matches(['^', ' ']);
    loop {
        let before = name.len();
        name = without_group(name, '(', ')');
        name = without_group(name, '[', ']');
        name = without_group(name, '（', '）');
        name = without_bare_extension(name);
        name = name.trim_end_matches([' ', ':', ',', ';', '^', '*', '_', '-', '–', '—']);
        if name.len() == before {
            break;
        }
    }
    let only_group = name.starts_with(['(', '[', '（']) && name.ends_with([')', ']', '）']);
    let good = !only_group && name.chars().count() <= LONGEST && name.chars().any(char::is_alphanumeric);
    good.then(|| name.to_string())
}

/// Drops a parenthesis at the end, closed or not, when words stand before it: `(OLD) MARA` stays.
fn without_group(name: &str, open: char, close: char) -> &str {
    let Some(at) = name.rfind(open) else { return name };
    let (before, group) = name.split_at(at);
    let at_end = group.trim_end_matches([close, ' ']);
    if before.trim().is_empty() || at_end.contains(close) {
        return name;
    }
    before.trim_end()
}

/// Drops extensions some write without parentheses.
fn without_bare_extension(name: &str) -> &str {
    let Some((before, last)) = name.rsplit_once(' ') else { return name };
    let last = last.to_uppercase();
    let known =
        ["V.O.", "V.O", "V/O", "O.S.", "O.S", "O/S", "O.C.", "O.C", "CONT'D", "CONT’D", "CONT.", "CONTD", "CONT`D"];
    if known.contains(&last.as_str()) { before } else { name }
}
