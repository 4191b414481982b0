//! Lines of the log as they are read, what may be asked of it, and how a line is put into words.
use crate::{
    confidential::Kind,
    text::{Lang, Text, k},
    values::{ProductionId, Role},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// Something that happened, as the production home tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditLine {
    /// Id.
    pub id: Uuid,
    /// Unix ms.
    pub at: i64,
    /// Name of who did it; empty for the process itself.
    pub actor: String,
    /// What: `script.imported`, `strip.moved` …; the catalogue has `audit_<action>` with dots as underscores.
    pub action: String,
    /// Plain facts that fill the words: number, name, day.
    pub detail: Value,
}

/// A line of a company's log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Id; also where the next page begins.
    pub id: Uuid,
    /// UTC, as `2027-05-03 06:00:00`.
    pub at: String,
    /// Who did it; empty where that is not known.
    pub who: String,
    /// member, device, system, anonymous.
    pub kind: String,
    /// What.
    pub action: String,
    /// Facts that fill the words.
    pub detail: Value,
    /// Code name of the production, if it was in one.
    pub production: String,
    /// Done, or refused.
    pub done: bool,
    /// Method and path.
    pub request: String,
    /// Where from.
    pub ip: String,
    /// Browser and system.
    pub browser: String,
    /// Whether what was personal in it is erased.
    pub erased: bool,
}

impl Line {
    /// What it says, without who did it.
    pub fn words(&self, lang: Lang) -> String {
        let mut detail = self.detail.clone();
        if let (true, Some(detail)) = (self.erased, detail.as_object_mut()) {
            detail.entry("name").or_insert_with(|| k::AUDIT_ERASED.say(lang).into());
        }
        words(lang, &self.action, self.done, &detail)
    }
}

/// A page of a company's log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// The latest first.
    pub lines: Vec<Line>,
    /// Whether there are older ones.
    pub more: bool,
    /// Accounts of the company.
    pub people: Vec<(Uuid, String)>,
    /// Its productions by their code names.
    pub productions: Vec<(ProductionId, String)>,
}

/// What is asked of the log, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// An account.
    pub person: String,
    /// A group of actions.
    pub group: String,
    /// A production.
    pub production: String,
    /// First day, UTC.
    pub from: String,
    /// Last day, UTC.
    pub to: String,
    /// `done` or `refused`.
    pub result: String,
    /// Only what is older than this event.
    pub before: String,
}

impl Asked {
    /// As the query of an address: what is empty is left out.
    pub fn query(&self) -> String {
        let all = [
            ("person", &self.person),
            ("group", &self.group),
            ("production", &self.production),
            ("from", &self.from),
            ("to", &self.to),
            ("result", &self.result),
            ("before", &self.before),
        ];
        // What is no letter, digit or dash cannot be meant.
        let plain = |text: &str| text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>();
        let pairs: Vec<String> =
            all.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", plain(v))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

/// A group of actions, and how their names begin; at most five ways.
pub type Group = (&'static str, Text, &'static [&'static str]);

/// Groups in the order of the form. Events of accounts are told by belonging to no company.
pub const GROUPS: [Group; 8] = [
    (SECURITY, k::AUDIT_GROUP_SECURITY, &["%"]),
    ("rights", k::AUDIT_GROUP_RIGHTS, &["person.%", "people.%", "invitation.%", "right%", "refused"]),
    ("looks", k::AUDIT_GROUP_LOOKS, &["person.looked", "people.looked", "audit.%", "confidential.%"]),
    ("script", k::AUDIT_GROUP_SCRIPT, &["script.%", "scene.%", "character.%", "element.%", "category.%"]),
    ("schedule", k::AUDIT_GROUP_SCHEDULE, &["strip.%", "banner.%", "day%", "unit.%", "rules.%"]),
    ("boards", k::AUDIT_GROUP_BOARDS, &["board.%", "schedule.%"]),
    ("sheets", k::AUDIT_GROUP_SHEETS, &["sheet.%", "call.%", "rest.%"]),
    ("production", k::AUDIT_GROUP_PRODUCTION, &["production.%", "location.%", "set.%", "pay.%"]),
];
/// The group of sign-ins, passwords, sessions.
pub const SECURITY: &str = "security";

/// What a line says, without who did it.
pub fn words(lang: Lang, action: &str, done: bool, detail: &Value) -> String {
    let key = format!("audit_{}", action.replace('.', "_"));
    let refused = (!done).then(|| Text::by_key(&format!("audit_no_{}", action.replace('.', "_")))).flatten();
    let text = refused.or_else(|| Text::by_key(&key)).unwrap_or(k::AUDIT_OTHER);
    let get = |name: &str| match detail.get(name) {
        Some(Value::String(s)) => s.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let role = detail.get("role").and_then(|role| Role::deserialize(role).ok());
    let role = role.map(|role| crate::people::role_name(role).say(lang).to_owned()).unwrap_or_default();
    let mut with =
        ["name", "day", "n", "title", "reason", "rest", "due", "compensation"].map(|name| (name, get(name))).to_vec();
    with.push(("role", role));
    let with: Vec<(&str, &str)> = with.iter().map(|(name, value)| (*name, value.as_str())).collect();
    text.fill(lang, &with)
}

/// Somebody who looked at one's details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Their name.
    pub who: String,
    /// Code name of the production.
    pub production: String,
    /// The hour, or the day for a list; UTC.
    pub since: String,
    /// In a list of contacts, not on the own page.
    pub list: bool,
    /// A confidential detail, and not the page.
    #[serde(default)]
    pub what: Option<Kind>,
    /// Seen in an emergency, for this reason.
    #[serde(default)]
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_nothing_but_words() {
        let asked =
            Asked { group: "rights".into(), from: "2027-05-03".into(), person: "a&b=\"><".into(), ..Asked::default() };
        assert_eq!(asked.query(), "?person=ab&group=rights&from=2027-05-03");
        assert_eq!(Asked::default().query(), "");
    }

    #[test]
    fn groups_fit_the_question() {
        assert!(GROUPS.iter().all(|(_, _, ways)| (1..=5).contains(&ways.len())));
    }

    #[test]
    fn a_refusal_has_words_of_its_own() {
        let none = Value::Null;
        assert_ne!(words(Lang::En, "sign_in", true, &none), words(Lang::En, "sign_in", false, &none));
        assert_eq!(words(Lang::En, "scene.changed", true, &serde_json::json!({"name": "12A"})), "changed scene 12A");
    }
}
