//! Rules over several files: both engines' migrations, every language's texts, the list of statements.

use super::Finding;
use super::files::Source;
use super::scan;
use std::collections::{BTreeMap, BTreeSet};

const STATEMENTS: &str = "app/src/access/statements.rs";

/// Migrations, texts, statements.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut found = migrations(sources);
    found.extend(locales(sources));
    found.extend(statements(sources));
    found
}

/// Both engines carry the same steps.
fn migrations(sources: &[Source]) -> Vec<Finding> {
    let names = |engine: &str| under(sources, &format!("migrations/{engine}/"));
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    let lone = |mine: &BTreeSet<&str>, theirs: &BTreeSet<&str>, engine: &str, other: &str| -> Vec<Finding> {
        let missing = mine.difference(theirs);
        let found = missing.map(|name| Finding {
            path: format!("migrations/{engine}/{name}"),
            line: 0,
            what: format!("has no counterpart in migrations/{other}: both engines must stand at the same version"),
        });
        found.collect()
    };
    let mut found = lone(&sqlite, &postgres, "sqlite", "postgres");
    found.extend(lone(&postgres, &sqlite, "postgres", "sqlite"));
    found
}

/// File names below a folder.
fn under<'a>(sources: &'a [Source], folder: &str) -> BTreeSet<&'a str> {
    sources.iter().filter_map(|s| s.path.strip_prefix(folder)).filter(|name| name.ends_with(".sql")).collect()
}

/// A text: where it stands and which `{names}` it fills in.
struct Text<'a> {
    path: &'a str,
    line: usize,
    names: BTreeSet<&'a str>,
}

/// All languages have the same keys with the same names to fill in, and code uses every key.
fn locales(sources: &[Source]) -> Vec<Finding> {
    let en = texts(sources, "en");
    let code: Vec<&str> = sources.iter().filter(|s| s.is_rust() && !s.is_xtask()).map(|s| s.text.as_str()).collect();
    let used = used_keys(&code);
    let named = named_keys(&code);
    let mut found = Vec::new();
    let mut say = |text: &Text, what: String| found.push(Finding { path: text.path.to_owned(), line: text.line, what });
    for (key, text) in &en {
        let upper = key.to_uppercase();
        let by_name = named.iter().any(|n| n == key || (n.ends_with('_') && key.starts_with(n.as_str())));
        if !used.contains(upper.as_str()) && !by_name {
            say(text, format!("`{key}` is not used: no code says k::{upper}"));
        }
    }
    for language in languages(sources) {
        let other = texts(sources, language);
        for (key, text) in &en {
            match other.get(key) {
                None => say(text, format!("`{key}` has no text in {language}")),
                Some(other) if other.names != text.names => {
                    say(text, format!("`{key}` fills in other names than in {language}"))
                }
                Some(_) => {}
            }
        }
        for (key, text) in other.iter().filter(|(key, _)| !en.contains_key(*key)) {
            say(text, format!("`{key}` has no English text"));
        }
    }
    found
}

/// Every language but English, which the others are compared with.
fn languages(sources: &[Source]) -> BTreeSet<&str> {
    let folders = sources.iter().filter_map(|s| s.path.strip_prefix("app/locales/")?.split_once('/'));
    folders.map(|(language, _)| language).filter(|language| *language != "en").collect()
}

/// `key = text` lines of one language.
fn texts<'a>(sources: &'a [Source], language: &str) -> BTreeMap<&'a str, Text<'a>> {
    let folder = format!("app/locales/{language}/");
    let mut all = BTreeMap::new();
    for source in sources.iter().filter(|s| s.path.starts_with(&folder)) {
        for (number, line) in source.text.lines().enumerate() {
            let Some((key, value)) = line.split_once('=').filter(|_| !line.trim_start().starts_with('#')) else {
                continue;
            };
            let names = value.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
            all.insert(key.trim(), Text { path: &source.path, line: number + 1, names });
        }
    }
    all
}

/// Every name after `k::`, also inside `k::{A, B}`.
fn used_keys<'a>(code: &[&'a str]) -> BTreeSet<&'a str> {
    let mut used = BTreeSet::new();
    for text in code {
        for (at, _) in text.match_indices("k::") {
            let rest = &text[at + 3..];
            let group = rest.strip_prefix('{').and_then(|r| r.split('}').next());
            let names = group.unwrap_or_else(|| rest.split(|c| !scan::is_word(c)).next().unwrap_or_default());
            used.extend(names.split(',').map(str::trim));
        }
    }
    used
}

/// Keys spelled as strings for `Text::by_key`, and the fixed starts of those put together: `"people_role_{}"`.
fn named_keys(code: &[&str]) -> BTreeSet<String> {
    let calls = code.iter().filter(|text| text.contains("by_key("));
    let strings = calls.flat_map(|text| scan::scan(text).strings).map(|(_, string)| string);
    let starts = strings.map(|s| s.split('{').next().unwrap_or_default().to_owned());
    starts.filter(|s| s.contains('_') && s.chars().all(scan::is_word)).collect()
}

/// The test that prepares every statement on both engines knows only the modules listed for it.
fn statements(sources: &[Source]) -> Vec<Finding> {
    let list = sources.iter().find(|s| s.path == STATEMENTS).map_or("", |s| s.text.as_str());
    let mut found = Vec::new();
    for source in
        sources.iter().filter(|s| s.path.starts_with("app/src/") && s.path != STATEMENTS && s.is_rust() && !s.is_test())
    {
        let code = scan::scan(&source.text).code;
        let line = code.lines().position(|l| calls(l, "sql!") || calls(l, "json_rows!"));
        let (Some(line), Some(module)) = (line, module(&source.path)) else { continue };
        let beside = module.strip_prefix("access::").map(|name| format!("super::{name}"));
        if !list.contains(&module) && !beside.is_some_and(|name| list.contains(&name)) {
            let what = format!("`{module}` is not listed in {STATEMENTS}: its SQL is never prepared by the tests");
            found.push(Finding { path: source.path.clone(), line: line + 1, what });
        }
    }
    found
}

/// A macro call, not its definition or re-export.
fn calls(line: &str, name: &str) -> bool {
    let line = line.trim_start();
    let at = line.find(name);
    at.is_some_and(|at| {
        !line[..at].ends_with(scan::is_word) && line[at + name.len()..].trim_start().starts_with(['{', '('])
    })
}

/// `app/src/script/store.rs` is `script::store`, `people/store/mod.rs` is `people::store`.
fn module(path: &str) -> Option<String> {
    let inner = path.strip_prefix("app/src/")?.strip_suffix(".rs")?;
    Some(inner.trim_end_matches("/mod").replace('/', "::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    fn said(sources: &[Source]) -> Vec<String> {
        check(sources).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn migrations_come_in_pairs() {
        let one = [source("migrations/sqlite/0001_a.sql", ""), source("migrations/postgres/0001_a.sql", "")];
        assert!(said(&one).is_empty());
        let two = [source("migrations/sqlite/0001_a.sql", ""), source("migrations/postgres/0002_b.sql", "")];
        assert_eq!(said(&two).len(), 2);
    }

    #[test]
    fn texts_are_paired_filled_and_used() {
        let code = source("app/src/a.rs", "t(k::A_ONE); use k::{A_TWO, A_THREE}; by_key(&format!(\"b_role_{}\", r));");
        let family = source("app/locales/en/b.txt", "b_role_crew = Crew\n");
        let german = source("app/locales/de/b.txt", "b_role_crew = Crew\n");
        let en = source("app/locales/en/a.txt", "# x\na_one = One {n}\na_two = Two\na_three = Three\na_four = Four\n");
        let de = source("app/locales/de/a.txt", "a_one = Eins {m}\na_two = Zwei\na_four = Vier\na_five = Fünf\n");
        let said = said(&[code, en, de, family, german]);
        let expected =
            ["`a_one` fills", "`a_three` has no text in de", "`a_four` is not used", "`a_five` has no English"];
        assert_eq!(said.len(), expected.len(), "{said:?}");
        for part in expected {
            assert!(said.iter().any(|s| s.contains(part)), "{part}: {said:?}");
        }
    }

    #[test]
    fn stores_are_listed() {
        let store = source("app/src/script/store.rs", "//! x\nsql! { A = \"select 1\"; }\n");
        assert_eq!(said(&[store]).len(), 1);
        let store = source("app/src/script/store.rs", "//! x\nsql! { A = \"select 1\"; }\n");
        assert!(said(&[store, source(STATEMENTS, "crate::script::store::STATEMENTS,")]).is_empty());
        assert!(said(&[source("app/src/access/sql.rs", "macro_rules! sql { () => {} }")]).is_empty());
    }
}
