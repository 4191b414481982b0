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
    /// May make a company of their own.
    #[serde(default)]
    pub may_found: bool,
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
    /// What they are to be there, by name.
    pub role: crate::text::Text,
    /// Their department; empty for a company.
    pub department: String,
    /// An account with this address exists: its password is asked, not a new one.
    pub known: bool,
}

/// An account that waits for its address to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// The company that is made with it; may be empty.
    pub company: String,
}
/// An account that waits for its new address to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moving {
    /// Name.
    pub name: String,
    /// The new address.
    pub email: String,
}
/// Who may come in: what the sign-in page says below its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrance {
    /// Anybody may make an account.
    pub open: bool,
    /// Whom to ask otherwise.
    pub contact: String,
}

/// One's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Name.
    pub name: String,
    /// Address to sign in with.
    pub email: String,
    /// Language of mails and of devices without a choice of their own.
    pub language: String,
    /// Language chosen on this device; empty if none was.
    pub here: String,
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

/// The addresses of a list as people paste it: one a line or between commas and semicolons, with a name before it or in
/// a cell of its own, each address once. What is none comes back.
pub fn addresses(text: &str) -> Result<Vec<(String, String)>, String> {
    let (mut pieces, mut quoted) = (vec![String::new()], false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' if !quoted => pieces.push(String::new()),
            '\n' | '\r' => {
                quoted = false;
                pieces.push(String::new());
            }
            c => pieces.last_mut().into_iter().for_each(|last| last.push(c)),
        }
    }
    let mut all: Vec<(String, String)> = vec![];
    let mut name = String::new();
    for piece in pieces.iter().map(|p| p.trim()).filter(|p| !p.is_empty()) {
        if !piece.contains('@') {
            if !name.is_empty() {
                return Err(name);
            }
            name = piece.to_owned();
            continue;
        }
        let (before, mail) = match (piece.rsplit_once('<'), piece.rsplit_once(char::is_whitespace)) {
            (Some((before, mail)), _) => (before, mail.trim_end_matches('>')),
            (None, Some(parts)) => parts,
            (None, None) => ("", piece),
        };
        let mail = email(mail).ok_or_else(|| piece.to_owned())?;
        let before = if before.trim().is_empty() { std::mem::take(&mut name) } else { before.trim().to_owned() };
        name.clear();
        if !all.iter().any(|(_, known)| known.eq_ignore_ascii_case(&mail)) {
            all.push((before, mail));
        }
    }
    if all.is_empty() || !name.is_empty() { Err(name) } else { Ok(all) }
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
