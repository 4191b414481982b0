//! Settings: the environment is read here, once, into types. A flag on the command line wins over the environment.
use app::access::Settings;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

/// Everything the process needs to know before it starts.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; loopback unless a TLS proxy stands in front.
    pub listen: SocketAddr,
    /// Address that people type, such as `https://daybreak.example`; links in mails are made from it.
    pub origin: String,
    /// Database and key.
    pub database: Settings,
    /// Built browser side; none when it is embedded.
    pub site: Option<PathBuf>,
    /// Mail server; none: mails stay in the outbox.
    pub smtp_url: Option<String>,
    /// Sender of mails.
    pub mail_from: String,
    /// Whom to tell of a hole, for `security.txt`: `mailto:` or `https:`.
    pub contact: Option<String>,
    /// Where the end of the audit log's chain is noted, outside of the database.
    pub anchors: PathBuf,
    /// Proxies in front, whose word about a client's address counts.
    pub proxies: Vec<IpAddr>,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // No URLs with passwords in logs.
        f.debug_struct("Config").field("listen", &self.listen).field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// Flags that the command line may set.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Flags {
    /// Folder of the database (DAYBREAK_DATA, else ./data).
    #[arg(long, global = true)]
    pub data: Option<PathBuf>,
    /// File with the master key, outside the data folder (DAYBREAK_KEY_FILE, else the folder's name with .key).
    #[arg(long, global = true)]
    pub key_file: Option<PathBuf>,
    /// Address and port (DAYBREAK_LISTEN, else 127.0.0.1:3000).
    #[arg(long, global = true)]
    pub listen: Option<SocketAddr>,
    /// Built browser side (DAYBREAK_SITE, else beside the program).
    #[arg(long, global = true)]
    pub site: Option<PathBuf>,
    /// Address that people type (DAYBREAK_ORIGIN, else plain HTTP where it listens).
    #[arg(long, global = true)]
    pub origin: Option<String>,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value that cannot be read.
    #[error("{0} cannot be understood: {1}")]
    Unreadable(&'static str, String),
    /// Plain HTTP to the world.
    #[error(
        "Daybreak speaks plain HTTP, so it listens on loopback only. To serve others put a TLS proxy in front and set DAYBREAK_ORIGIN=https://…"
    )]
    NoTls,
}

#[expect(clippy::disallowed_methods, reason = "the one place where the environment is read")]
fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

impl Config {
    /// From flags and environment.
    pub fn read(flags: &Flags) -> Result<Self, ConfigError> {
        let listen = match (flags.listen, env("DAYBREAK_LISTEN")) {
            (Some(at), _) => at,
            (None, Some(text)) => text.parse().map_err(|_| ConfigError::Unreadable("DAYBREAK_LISTEN", text))?,
            (None, None) => SocketAddr::from(([127, 0, 0, 1], 3000)),
        };
        let origin =
            flags.origin.clone().or_else(|| env("DAYBREAK_ORIGIN")).unwrap_or_else(|| format!("http://{listen}"));
        let origin = origin.trim_end_matches('/').to_owned();
        if !origin.starts_with("http://") && !origin.starts_with("https://") {
            return Err(ConfigError::Unreadable("DAYBREAK_ORIGIN", origin));
        }
        if !listen.ip().is_loopback() && !origin.starts_with("https://") {
            return Err(ConfigError::NoTls);
        }
        let path = |flag: &Option<PathBuf>, name| flag.clone().or_else(|| env(name).map(PathBuf::from));
        let data = path(&flags.data, "DAYBREAK_DATA").unwrap_or_else(|| PathBuf::from("data"));
        let key_file = path(&flags.key_file, "DAYBREAK_KEY_FILE").unwrap_or_else(|| beside(&data));
        let anchors = env("DAYBREAK_AUDIT_ANCHORS").map_or_else(|| data.join("audit.anchors"), PathBuf::from);
        Ok(Self {
            listen,
            anchors,
            database: Settings { data, key_file, database_url: env("DATABASE_URL") },
            site: path(&flags.site, "DAYBREAK_SITE"),
            smtp_url: env("DAYBREAK_SMTP_URL"),
            mail_from: env("DAYBREAK_MAIL_FROM").unwrap_or_else(|| "Daybreak <daybreak@localhost>".into()),
            contact: contact(env("DAYBREAK_SECURITY_CONTACT"))?,
            proxies: addresses(&env("DAYBREAK_PROXIES").unwrap_or_default())?,
            origin,
        })
    }
    /// Whether people come over TLS, so that cookies can say so.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

/// An address that a reader of `security.txt` can follow.
fn contact(text: Option<String>) -> Result<Option<String>, ConfigError> {
    let good = |text: &str| {
        (text.starts_with("mailto:") || text.starts_with("https://")) && !text.contains(char::is_whitespace)
    };
    match text {
        Some(text) if !good(text.trim()) => Err(ConfigError::Unreadable("DAYBREAK_SECURITY_CONTACT", text)),
        text => Ok(text.map(|text| text.trim().to_owned())),
    }
}

/// Addresses between commas.
fn addresses(text: &str) -> Result<Vec<IpAddr>, ConfigError> {
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    words.map(|word| word.parse().map_err(|_| ConfigError::Unreadable("DAYBREAK_PROXIES", word.to_owned()))).collect()
}

/// `data` → `data.key`, beside the folder and not in it.
fn beside(data: &std::path::Path) -> PathBuf {
    let mut name = data.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}
