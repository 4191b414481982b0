//! Settings: the environment is read here, once, into types. A flag on the command line wins over the environment.
use app::{
    access::Settings,
    accounts::password::{Cost, Hashing, PEPPER_BYTES, Pepper},
};
use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
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
    /// How passwords are hashed.
    pub hashing: Hashing,
    /// Whether anybody may make an account.
    pub registration: bool,
    /// Where forecasts are fetched, in the wire of Open-Meteo; none: weather is typed.
    pub weather: Option<String>,
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
    /// Guessing would be too cheap, or signing in too dear.
    #[error("DAYBREAK_ARGON2={0} cannot be used: write m=…,t=…,p=… with at least m=19456 (KiB), t=2 and p=1.")]
    Argon2(String),
    /// The pepper lies beside what it protects.
    #[error(
        "The pepper file {0} lies inside the data folder, so whoever copies the folder has the pepper too. Move it elsewhere and set DAYBREAK_PEPPER_FILE."
    )]
    PepperInsideData(PathBuf),
    /// Too short to be secret.
    #[error("The pepper file {0} holds fewer than {PEPPER_BYTES} bytes. Make one with: head -c 32 /dev/urandom > FILE")]
    ShortPepper(PathBuf),
    /// Not there, or not to be read.
    #[error(
        "The pepper file {0} cannot be read ({1}). Put it back; without it nobody whose password was hashed with it can sign in."
    )]
    Pepper(PathBuf, std::io::Error),
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
        let (pepper, old) = (env("DAYBREAK_PEPPER_FILE"), env("DAYBREAK_PEPPER_OLD_FILES").unwrap_or_default());
        let old = old.split(',').map(str::trim).filter(|path| !path.is_empty());
        let hashing = Hashing {
            cost: cost(env("DAYBREAK_ARGON2"))?,
            pepper: pepper.map(|path| self::pepper(Path::new(path.trim()), &data)).transpose()?,
            old: old.map(|path| self::pepper(Path::new(path), &data)).collect::<Result<_, _>>()?,
        };
        Ok(Self {
            listen,
            anchors,
            hashing,
            registration: is_open(env("DAYBREAK_REGISTRATION"))?,
            weather: weather(env("DAYBREAK_WEATHER_URL"))?,
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

/// An address that forecasts can be fetched from.
fn weather(text: Option<String>) -> Result<Option<String>, ConfigError> {
    let good = |text: &String| {
        reqwest::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
    };
    match text {
        Some(text) if !good(&text) => Err(ConfigError::Unreadable("DAYBREAK_WEATHER_URL", text)),
        text => Ok(text),
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

/// Whether anybody may make an account; a house of its own invites whom it knows.
fn is_open(text: Option<String>) -> Result<bool, ConfigError> {
    match text.as_deref().map(str::trim) {
        None | Some("closed") => Ok(false),
        Some("open") => Ok(true),
        Some(other) => Err(ConfigError::Unreadable("DAYBREAK_REGISTRATION", other.to_owned())),
    }
}

/// Work of a new hash.
fn cost(text: Option<String>) -> Result<Cost, ConfigError> {
    text.map_or(Ok(Cost::FLOOR), |text| Cost::parse(&text).ok_or(ConfigError::Argon2(text)))
}

/// A pepper, which must not lie where the data lies.
fn pepper(file: &Path, data: &Path) -> Result<Pepper, ConfigError> {
    let parent = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A folder that does not exist yet holds nothing.
    if let Ok(folder) = data.canonicalize()
        && [parent, file].iter().any(|path| path.canonicalize().is_ok_and(|path| path.starts_with(&folder)))
    {
        return Err(ConfigError::PepperInsideData(file.to_owned()));
    }
    let bytes = std::fs::read(file).map_err(|e| ConfigError::Pepper(file.to_owned(), e))?;
    Pepper::new(bytes).ok_or_else(|| ConfigError::ShortPepper(file.to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registration_is_closed_unless_it_is_opened() {
        assert!(!is_open(None).expect("default"));
        assert!(!is_open(Some("closed".into())).expect("said"));
        assert!(is_open(Some(" open ".into())).expect("said"));
        assert!(is_open(Some("yes".into())).is_err());
    }

    #[test]
    fn less_work_than_the_floor_is_refused_in_a_sentence() {
        assert_eq!(cost(None).expect("default"), Cost::FLOOR);
        let why = cost(Some("m=1024,t=1,p=1".into())).expect_err("below the floor").to_string();
        assert!(why.contains("m=1024,t=1,p=1") && why.contains("m=19456") && why.ends_with('.'), "{why}");
    }

    #[test]
    fn a_pepper_lies_outside_of_the_data() {
        let base = std::env::temp_dir().join(format!("daybreak-pepper-{}", std::process::id()));
        let (data, inside) = (base.join("data"), base.join("data/deep"));
        std::fs::create_dir_all(&inside).expect("folder");
        let write = |path: PathBuf, bytes: usize| {
            std::fs::write(&path, vec![7; bytes]).expect("file");
            path
        };
        let said = |path: &Path| pepper(path, &data).expect_err("refused").to_string();
        assert!(pepper(&write(base.join("good"), PEPPER_BYTES), &data).is_ok());
        assert!(said(&write(inside.join("bad"), PEPPER_BYTES)).contains("inside the data folder"));
        assert!(said(&write(base.join("short"), PEPPER_BYTES - 1)).contains("fewer than 32 bytes"));
        assert!(said(&base.join("missing")).contains("cannot be read"));
        let link = base.join("link");
        std::os::unix::fs::symlink(inside.join("bad"), &link).expect("link");
        assert!(said(&link).contains("inside the data folder"), "a link is no way around");
        let _ = std::fs::remove_dir_all(&base);
    }
}
