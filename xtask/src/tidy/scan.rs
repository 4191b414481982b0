//! Reads Rust just far enough to tell code from comments and strings, and to find functions and test modules.

/// A file taken apart. Every line keeps its number.
pub struct Scanned {
    /// The code with comments and string contents blanked, and test modules blanked too.
    pub code: String,
    /// String literals outside test modules: line from 1, content.
    pub strings: Vec<(usize, String)>,
    /// Lines that belong to `#[cfg(test)] mod`s.
    pub test_lines: usize,
}

/// One function with a body.
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of `fn`, from 1.
    pub line: usize,
    /// Lines from `fn` to the closing brace.
    pub lines: usize,
    /// Under `#[component]`.
    pub component: bool,
}

/// Takes a file apart.
pub fn scan(text: &str) -> Scanned {
    let (masked, mut strings) = mask(text);
    let mut code: Vec<char> = masked.chars().collect();
    let mut test_lines = 0;
    while let Some((start, end)) = test_module(&code) {
        let (first, last) = (line_of(&code, start), line_of(&code, end));
        strings.retain(|(line, _)| *line < first || *line > last);
        test_lines += last - first + 1;
        for c in &mut code[start..=end] {
            if *c != '\n' {
                *c = ' ';
            }
        }
    }
    Scanned { code: code.into_iter().collect(), strings, test_lines }
}

/// Functions with bodies, nested ones too.
pub fn functions(code: &str) -> Vec<Function> {
    let all: Vec<char> = code.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = find(&all, at, "fn ") {
        at = start + 3;
        if start > 0 && is_word(all[start - 1]) {
            continue;
        }
        let name: String = all[at..].iter().take_while(|c| is_word(**c)).collect();
        let Some(open) = body(&all, at) else { continue };
        let Some(close) = closing(&all, open) else { continue };
        if name.is_empty() {
            continue;
        }
        let (line, last) = (line_of(&all, start), line_of(&all, close));
        found.push(Function { component: under_component(code, line), name, line, lines: last - line + 1 });
    }
    found
}

/// Whether the attributes right above a line hold `#[component]`.
fn under_component(code: &str, line: usize) -> bool {
    let lines: Vec<&str> = code.lines().collect();
    let above = lines[..line.saturating_sub(1)].iter().rev().map(|l| l.trim());
    above.take_while(|l| l.is_empty() || l.starts_with("#[")).any(|l| l.starts_with("#[component"))
}

/// The opening brace of the body after a function's name, or `None` for a declaration.
fn body(code: &[char], from: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (offset, c) in code[from..].iter().enumerate() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(from + offset),
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The brace that closes the one at `open`.
fn closing(code: &[char], open: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (offset, c) in code[open..].iter().enumerate() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Some(open + offset);
        }
    }
    None
}

/// The first `#[cfg(test)]` with a block: from the attribute to the closing brace.
fn test_module(code: &[char]) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(start) = find(code, at, "#[cfg(test)]").or_else(|| find(code, at, "#[cfg(all(test")) {
        at = start + 12;
        if let Some(close) = body(code, skip_attribute(code, start)).and_then(|open| closing(code, open)) {
            return Some((start, close));
        }
    }
    None
}

/// The place after the `]` of an attribute.
fn skip_attribute(code: &[char], start: usize) -> usize {
    code[start..].iter().position(|c| *c == ']').map_or(code.len(), |n| start + n + 1)
}

fn find(code: &[char], from: usize, word: &str) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    (from..code.len().saturating_sub(word.len() - 1)).find(|at| code[*at..].starts_with(&word))
}

fn line_of(code: &[char], at: usize) -> usize {
    code[..at].iter().filter(|c| **c == '\n').count() + 1
}

/// A letter, digit or underscore.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Blanks comments and what stands between quotes; returns the strings with their lines.
fn mask(text: &str) -> (String, Vec<(usize, String)>) {
    let all: Vec<char> = text.chars().collect();
    let mut out: Vec<char> = all.clone();
    let mut strings = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < all.len() {
        let end = match all[at] {
            '/' if all.get(at + 1) == Some(&'/') => blank_until(&all, at, |i| all[i] == '\n'),
            '/' if all.get(at + 1) == Some(&'*') => block_comment(&all, at),
            '"' => quoted(&all, at),
            'r' if starts_raw(&all, at) => raw(&all, at),
            '\'' => character(&all, at),
            _ => at,
        };
        if end > at {
            if all[at] == '"' || all[at] == 'r' {
                let content: String = all[at..end].iter().collect();
                strings.push((line, content.trim_start_matches('r').trim_matches('#').trim_matches('"').to_owned()));
            }
            for place in at..end {
                line += usize::from(all[place] == '\n');
                let quote = all[place] == '"' && (place == at || place + 1 == end);
                if all[place] != '\n' && !quote {
                    out[place] = ' ';
                }
            }
            at = end;
        } else {
            line += usize::from(all[at] == '\n');
            at += 1;
        }
    }
    (out.into_iter().collect(), strings)
}

fn blank_until(all: &[char], at: usize, stop: impl Fn(usize) -> bool) -> usize {
    (at..all.len()).find(|i| stop(*i)).unwrap_or(all.len())
}

/// Block comments nest in Rust.
fn block_comment(all: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at + 1 < all.len() {
        match (all[at], all[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    all.len()
}

fn quoted(all: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < all.len() && all[at] != '"' {
        at += 1 + usize::from(all[at] == '\\');
    }
    (at + 1).min(all.len())
}

/// `r"` or `r#"`, not the end of a name and not a raw identifier.
fn starts_raw(all: &[char], at: usize) -> bool {
    let named = at > 0 && is_word(all[at - 1]) && !(all[at - 1] == 'b' && (at < 2 || !is_word(all[at - 2])));
    let hashes = all[at + 1..].iter().take_while(|c| **c == '#').count();
    !named && all.get(at + 1 + hashes) == Some(&'"')
}

fn raw(all: &[char], start: usize) -> usize {
    let hashes = all[start + 1..].iter().take_while(|c| **c == '#').count();
    let mut at = start + hashes + 2;
    while at < all.len() {
        let closes = all[at] == '"' && all[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
        at += 1;
        if closes {
            return at + hashes;
        }
    }
    all.len()
}

/// `'x'`, `'\n'`, `'\u{1F}'`; a lifetime is left alone.
fn character(all: &[char], at: usize) -> usize {
    if all.get(at + 1) == Some(&'\\') {
        return blank_until(all, at + 3, |i| all[i] == '\'').saturating_add(1).min(all.len());
    }
    if all.get(at + 2) == Some(&'\'') { at + 3 } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_blanked() {
        let text =
            "let a = \"x { y\"; // } sqlx\n/* { /* } */ */ let b = r#\"q\"z\"#; let c = '{'; let d: &'a str = '\\'';";
        let done = scan(text);
        assert!(!done.code.contains(['{', '}']), "{}", done.code);
        assert!(!done.code.contains("sqlx"));
        let said: Vec<(usize, &str)> = done.strings.iter().map(|(l, s)| (*l, s.as_str())).collect();
        assert_eq!(said, [(1, "x { y"), (2, "q\"z")]);
        assert_eq!(done.code.chars().count(), text.chars().count());
    }

    #[test]
    fn test_modules_are_set_apart() {
        let text = "//! x\nfn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { let s = \"select 1\"; }\n}\nfn c() {}\n";
        let done = scan(text);
        assert_eq!(done.test_lines, 4);
        assert!(done.strings.is_empty());
        let names: Vec<String> = functions(&done.code).into_iter().map(|f| f.name).collect();
        assert_eq!(names, ["a", "c"]);
    }

    #[test]
    fn a_test_module_in_its_own_file_hides_nothing() {
        let done = scan("#[cfg(test)]\nmod tests;\nfn a() {\n}\n");
        assert_eq!(functions(&done.code)[0].lines, 2);
    }

    #[test]
    fn components_are_known_by_their_attribute() {
        let code = "#[component]\n/* doc */\npub fn Strip(\n    a: i64,\n) -> impl IntoView {\n}\nfn plain() {}\ntrait T { fn no_body(&self); }\n";
        let found = functions(&scan(code).code);
        assert_eq!(found.len(), 2);
        assert!(found[0].component && found[0].lines == 4 && found[0].line == 3);
        assert!(!found[1].component);
    }
}
