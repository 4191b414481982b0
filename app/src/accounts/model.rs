//! What pages know of accounts.
use crate::values::{AccountId, ProductionId, WorkspaceId};
use serde::{Deserialize, Serialize};

/// Whoever is signed in, with what they can open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Id.
    pub id: AccountId,
    /// Name.
    pub name: String,
    /// Workspaces they belong to.
    pub workspaces: Vec<MyWorkspace>,
    /// Productions they can open.
    pub productions: Vec<MyProduction>,
}
/// A workspace of the viewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyWorkspace {
    /// Id.
    pub id: WorkspaceId,
    /// Name of the company.
    pub name: String,
    /// Owner or admin: may make productions.
    pub admin: bool,
}
/// A production of the viewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyProduction {
    /// Id.
    pub id: ProductionId,
    /// Working title.
    pub title: String,
    /// The name used outside.
    pub code_name: String,
    /// The viewer's role; none for an admin of the workspace.
    pub role: Option<crate::values::Role>,
}

/// What a one-time link is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// Makes the first account and its workspace.
    SetUp,
    /// Signs in as this person.
    SignIn {
        /// Name.
        name: String,
    },
}

/// An invitation as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Name of the person as the production wrote it.
    pub name: String,
    /// Address it was sent to; becomes the account's.
    pub email: String,
    /// Code name of the production.
    pub production: String,
    /// Their role.
    pub role: crate::values::Role,
    /// Their department.
    pub department: String,
    /// An account with this address exists: its password is asked, not a new one.
    pub known: bool,
}

/// One's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Name.
    pub name: String,
    /// Address to sign in with.
    pub email: String,
    /// Where one is signed in.
    pub devices: Vec<Device>,
}
/// Somewhere one is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// What this page calls it.
    pub key: String,
    /// Browser and system, as far as it says; may be empty.
    pub browser: String,
    /// Address it signed in from, where the server knows.
    pub from: String,
    /// Minutes since it was last used.
    pub seen_minutes: i64,
    /// Minutes since it signed in.
    pub since_minutes: i64,
    /// The device that asks.
    pub here: bool,
}

/// Browser and system in the words of their makers: `Firefox · Android`. What is not known is left out.
pub fn browser(agent: &str) -> String {
    // In this order: each of these also calls itself some of those behind it.
    let programs = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let find = |all: &[(&str, &'static str)]| all.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    [find(&programs), find(&systems)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Shortest password when it is the only factor (NIST SP 800-63B-4, 3.1.1.2).
pub const SHORTEST: usize = 15;
/// Shortest password beside a second factor (the same section).
pub const SHORTEST_BESIDE: usize = 8;
/// Longest password that is accepted; nothing is cut off.
pub const LONGEST: usize = 1024;

/// A mail address that can be written to: something, one `@`, a domain with a dot or `localhost`. The proof is the mail.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let plain = |s: &str| {
        !s.is_empty() && !s.chars().any(|c| c.is_whitespace() || c.is_control() || ",;<>()[]\\\"@".contains(c))
    };
    let dotted = domain.split('.').all(|part| !part.is_empty()) && (domain.contains('.') || domain == "localhost");
    (text.len() <= 254 && plain(local) && plain(domain) && dotted).then(|| format!("{local}@{}", domain.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{browser, email};

    #[test]
    fn browsers_by_their_makers_words() {
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
        let desk = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
        let droid = "Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0";
        assert_eq!(
            [browser(phone), browser(desk), browser(droid)],
            ["Safari · iPhone", "Edge · Windows", "Firefox · Android"]
        );
        assert_eq!(browser("curl/8"), "");
    }

    #[test]
    fn addresses() {
        assert_eq!(email(" Ros@Saltmarsh.Example "), Some("Ros@saltmarsh.example".into()));
        for bad in ["", "ros", "ros@", "@x.y", "a b@x.y", "a@x", "a@b@c.d", "a@x..y", "a,b@x.y", "<a@x.y>"] {
            assert_eq!(email(bad), None, "{bad}");
        }
    }
}
