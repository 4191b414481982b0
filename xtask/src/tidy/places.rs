//! What may stand where: the borders between pure rules, database, server functions and views.

use super::Finding;
use super::files::Source;
use super::scan::{Scanned, is_word};

/// A word that is allowed in some files only.
struct Rule {
    /// What is looked for in code, comments and strings blanked.
    word: &'static str,
    /// Whether the rule speaks about this file, and the word is out of place in it.
    wrong: fn(&Source) -> bool,
    /// Why.
    why: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        word: "leptos",
        wrong: is_model,
        why: "in a model: rules must stay pure, so that browser, server and tests run the same",
    },
    Rule {
        word: "sqlx",
        wrong: is_model,
        why: "in a model: rules must stay pure, so that browser, server and tests run the same",
    },
    Rule {
        word: "#[server]",
        wrong: not_api,
        why: "outside api.rs: the public functions must be found in one place per feature",
    },
    Rule {
        word: "#[server(",
        wrong: not_api,
        why: "outside api.rs: the public functions must be found in one place per feature",
    },
    Rule {
        word: "sqlx::",
        wrong: |s| !s.path.starts_with("app/src/access"),
        why: "outside app/src/access: it is the only door to the database",
    },
    Rule {
        word: "env::var",
        wrong: |s| s.path != "server/src/config.rs" && !s.path.ends_with("build.rs"),
        why: "outside server/src/config.rs: the environment is read once, into types",
    },
    Rule {
        word: "SystemTime::now",
        wrong: not_clock,
        why: "outside app/src/access/clock.rs: tests must be able to set the time",
    },
    Rule {
        word: "Timestamp::now",
        wrong: not_clock,
        why: "outside app/src/access/clock.rs: tests must be able to set the time",
    },
    Rule {
        word: "Zoned::now",
        wrong: not_clock,
        why: "outside app/src/access/clock.rs: tests must be able to set the time",
    },
    Rule { word: "unimplemented!", wrong: |_| true, why: "what is not there is not offered" },
];

/// Borders, SQL and inline styles.
pub fn check(source: &Source, scanned: &Scanned) -> Vec<Finding> {
    let mut found = Vec::new();
    if source.is_test() || source.is_xtask() || source.is_peer() {
        return found;
    }
    let mut say = |line: usize, what: String| found.push(Finding { path: source.path.clone(), line, what });
    for (number, line) in scanned.code.lines().enumerate() {
        for rule in RULES.iter().filter(|r| (r.wrong)(source) && holds(line, r.word)) {
            say(number + 1, format!("`{}` {}", rule.word, rule.why));
        }
        if source.path.starts_with("app/src") && inline_style(line) {
            say(number + 1, "inline style: the content policy blocks it; use a class from style/".to_owned());
        }
    }
    if !sql_may_stand(source) {
        for (line, text) in scanned.strings.iter().filter(|(_, text)| is_sql(text)) {
            let start: String = text.trim().chars().take(30).collect();
            say(*line, format!("SQL `{start}…` outside store.rs and access: a query's policy is read beside it"));
        }
    }
    found
}

/// A feature's pure rules.
fn is_model(source: &Source) -> bool {
    source.path.ends_with("/model.rs") || source.path.contains("/model/")
}

fn not_api(source: &Source) -> bool {
    !source.path.ends_with("/api.rs") && !source.path.contains("/api/")
}

fn not_clock(source: &Source) -> bool {
    source.path != "app/src/access/clock.rs"
}

/// Stores, the door itself, and the outbox, which every feature writes through in its own transaction.
fn sql_may_stand(source: &Source) -> bool {
    let path = source.path.as_str();
    path == "app/src/outbox.rs"
        || path.ends_with("/store.rs")
        || path.contains("/store/")
        || path.starts_with("app/src/access")
}

/// The word, not as the end or the start of a longer one.
fn holds(line: &str, word: &str) -> bool {
    let starts_word = word.starts_with(is_word);
    let ends_word = word.ends_with(is_word);
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(is_word);
        let after = line[at + word.len()..].chars().next().is_some_and(|c| is_word(c) && word != "env::var");
        !((starts_word && before) || (ends_word && after))
    })
}

/// ` style="…"`, ` style=move || …` and Leptos' ` style:width=…`.
fn inline_style(line: &str) -> bool {
    line.match_indices("style").any(|(at, _)| {
        let before = line[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '<');
        let rest = &line[at + "style".len()..];
        let named = rest.strip_prefix(':').map(|r| r.trim_start_matches(|c: char| is_word(c) || c == '-'));
        let attribute = rest.starts_with('=') && !rest.starts_with("==");
        let property = named.is_some_and(|r| r.starts_with('=') && !r.starts_with("==") && r.len() + 1 < rest.len());
        before && (attribute || property)
    })
}

/// Whether a string opens like a statement. Only whole openings count: "Select a day" is a button.
fn is_sql(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    let lower = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    let both = |first: &str, then: &str| lower.starts_with(first) && lower.contains(then);
    both("select ", " from ")
        || lower.starts_with("select 1")
        || lower.starts_with("insert into ")
        || lower.starts_with("insert or ")
        || both("update ", " set ")
        || lower.starts_with("delete from ")
        || both("with ", " as (")
        || both("create ", " table ")
        || lower.starts_with("create table ")
        || lower.starts_with("create index ")
        || lower.starts_with("alter table ")
        || lower.starts_with("drop table ")
        || lower.starts_with("pragma ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::said;

    fn count(path: &str, code: &str) -> usize {
        said(path, &format!("//! x\n{code}\n")).len()
    }

    #[test]
    fn models_are_pure() {
        assert_eq!(count("app/src/schedule/model.rs", "use leptos::prelude::*;"), 1);
        assert_eq!(count("app/src/schedule/model/rest.rs", "use sqlx::Row;"), 2);
        assert_eq!(count("app/src/schedule/model.rs", "// knows no leptos"), 0);
        assert_eq!(count("app/src/schedule/page.rs", "use leptos::prelude::*;"), 0);
    }

    #[test]
    fn server_functions_stand_in_api() {
        assert_eq!(count("app/src/script/page.rs", "#[server]\nasync fn a() {}"), 1);
        assert_eq!(count("app/src/script/page.rs", "#[server(input = GetUrl)]\nasync fn a() {}"), 1);
        assert_eq!(count("app/src/script/api.rs", "#[server]\nasync fn a() {}"), 0);
    }

    #[test]
    fn database_clock_and_environment_have_their_places() {
        assert_eq!(count("app/src/script/store.rs", "use sqlx::Row;"), 1);
        assert_eq!(count("app/src/access/scope.rs", "use sqlx::Row;"), 0);
        assert_eq!(count("server/examples/bare.rs", "use sqlx::Row;"), 0);
        assert_eq!(count("server/src/main.rs", "let a = std::env::var_os(\"X\");"), 1);
        assert_eq!(count("server/src/config.rs", "let a = std::env::var(\"X\");"), 0);
        assert_eq!(count("app/src/script/api.rs", "let t = jiff::Timestamp::now();"), 1);
        assert_eq!(count("app/src/access/clock.rs", "let t = jiff::Timestamp::now();"), 0);
    }

    #[test]
    fn sql_stands_in_stores() {
        assert_eq!(count("app/src/script/api.rs", "let q = \"select id from scenes\";"), 1);
        assert_eq!(count("app/src/script/api.rs", "let q = \"UPDATE scenes\\n SET x = 1\";"), 1);
        assert_eq!(count("app/src/script/store.rs", "let q = \"select id from scenes\";"), 0);
        assert_eq!(count("app/src/script/parts.rs", "let q = \"Select a day\";"), 0);
        assert_eq!(
            count("app/src/script/parts.rs", "#[cfg(test)]\nmod tests {\n const Q: &str = \"delete from a\";\n}"),
            0
        );
    }

    #[test]
    fn styles_stand_in_style() {
        for bad in ["view! { <p style=\"a\"/> }", "view! { <p style:width=w/> }", "view! { <p style=move || x/> }"] {
            assert_eq!(count("app/src/ui/table.rs", bad), 1, "{bad}");
        }
        for good in ["let style = 1;", "Row { style: a }", "if style == b {}", "view! { <p class=\"style\"/> }"] {
            assert!(!inline_style(good), "{good}");
        }
    }
}
