//! What figures are taken on: a seeded data folder, one running server, and beside it the bare handlers.

use super::acts;
use super::fdx;
use super::session::Session;
use crate::pg::free_port;
use crate::serving::Server;
use crate::yard::Done;
use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;

/// A seeded data folder, the release program, one running server, and the bare handlers once they are asked for.
pub struct Stand {
    /// The release program.
    pub binary: PathBuf,
    /// JavaScript of the worker's module for Node.
    pub worker: Option<PathBuf>,
    /// Folder of the programs that drive a browser.
    pub pages: Option<PathBuf>,
    /// What a browser measured on boards of so many strips.
    pub drags: HashMap<u32, Value>,
    bare_binary: Option<PathBuf>,
    /// The built site.
    pub site: PathBuf,
    folder: PathBuf,
    /// The running server; measuring the start replaces it.
    server: Option<Server>,
    /// Bare handlers on a copy of the data.
    bare: Option<Server>,
    /// The script has a hundred scenes.
    hundred: bool,
}

impl Stand {
    /// Seeds a fresh folder by starting the server once.
    ///
    /// # Errors
    /// When the folder cannot be made, or the server does not get ready.
    pub fn new(binary: PathBuf, bare_binary: Option<PathBuf>, site: PathBuf, folder: PathBuf) -> Done<Stand> {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("data")).map_err(|e| format!("{}: {e}", folder.display()))?;
        let mut stand = Stand {
            binary,
            worker: None,
            pages: None,
            drags: HashMap::new(),
            bare_binary,
            site,
            folder,
            server: None,
            bare: None,
            hundred: false,
        };
        stand.restart()?;
        Ok(stand)
    }

    /// Stops the server and starts it again on the same data, with the demo's links.
    ///
    /// # Errors
    /// When it does not get ready.
    pub fn restart(&mut self) -> Done<&Server> {
        self.server = None;
        self.server = Some(Server::start(&self.binary, &self.folder.join("data"), &self.site, true)?);
        self.running()
    }

    /// What `look` finds out about a server that was just started as for real work: without links of a demo, each of
    /// which is a write. Afterwards the usual one runs again.
    ///
    /// # Errors
    /// When one of the two does not get ready, or `look` fails.
    pub fn fresh<T>(&mut self, look: impl Fn(&Server) -> Done<T>) -> Done<T> {
        self.server = None;
        let found = Server::start(&self.binary, &self.folder.join("data"), &self.site, false).and_then(|s| look(&s));
        self.restart()?;
        found
    }

    /// The running server.
    ///
    /// # Errors
    /// When an earlier start failed.
    pub fn running(&self) -> Done<&Server> {
        self.server.as_ref().ok_or_else(|| "no server is running".to_owned())
    }

    /// The demo's link for a role, from the `link <role> <url>` lines the server prints.
    ///
    /// # Errors
    /// When there is none.
    pub fn link(&self, role: &str) -> Done<String> {
        let printed = self.running()?.printed();
        let mut links = printed.lines().filter_map(|l| l.strip_prefix("link ")?.trim().split_once(' '));
        let wanted = links.find(|(name, _)| *name == role);
        wanted.map(|(_, url)| url.to_owned()).ok_or_else(|| format!("the server printed no link for `{role}`"))
    }

    /// Signs in as the demo's person of a role.
    ///
    /// # Errors
    /// When there is no link, or it does not sign in.
    pub fn enter(&self, role: &str) -> Done<Session> {
        Session::enter(&self.running()?.host, &self.link(role)?)
    }

    /// Sees to it that the demo's script has at least a hundred scenes: scenes of another script come in behind its own.
    ///
    /// # Errors
    /// When they cannot be imported.
    pub fn hundred_scenes(&mut self) -> Done {
        if !self.hundred {
            let mut office = self.enter("first_ad")?;
            let production = office.place()?.production;
            acts::import_script(&mut office, &production, &fdx::script(36, 201))?;
            self.hundred = true;
        }
        Ok(())
    }

    /// The bare handlers, on a copy of the data as it is when they are first asked for. Starts the product's server
    /// anew then, so take sessions afterwards.
    ///
    /// # Errors
    /// When the data cannot be copied or one of the two does not start.
    pub fn bare(&mut self) -> Done<&Server> {
        if self.bare.is_none() {
            self.hundred_scenes()?;
            // A database is copied whole only while nobody writes to it.
            self.server = None;
            let copied = self.copy();
            self.restart()?;
            copied?;
            let program = self.bare_binary.as_ref().ok_or("the bare handlers were not built")?;
            let host = format!("127.0.0.1:{}", free_port()?);
            let mut command = Command::new(program);
            command.arg(self.folder.join("bare/daybreak.db")).arg(self.folder.join("data.key")).arg(&host);
            self.bare = Some(Server::launch(command, host, self.folder.join("bare.out"), "/live")?);
        }
        self.bare.as_ref().ok_or_else(|| "no bare handlers are running".to_owned())
    }

    /// Writes a file that lasts as long as the stand.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn file(&self, name: &str, text: &str) -> Done<PathBuf> {
        let path = self.folder.join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(path)
    }

    /// Copies the database and whatever lies beside it.
    fn copy(&self) -> Done {
        let (from, to) = (self.folder.join("data"), self.folder.join("bare"));
        std::fs::create_dir_all(&to).map_err(|e| format!("{}: {e}", to.display()))?;
        for entry in std::fs::read_dir(&from).map_err(|e| format!("{}: {e}", from.display()))?.flatten() {
            let path = entry.path();
            if path.is_file() {
                std::fs::copy(&path, to.join(entry.file_name())).map_err(|e| format!("{}: {e}", path.display()))?;
            }
        }
        Ok(())
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        self.server = None;
        self.bare = None;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
