//! Somebody who is signed in: pages, forms and server functions, asked for as a browser asks.

use super::visit::path_of;
use crate::http::{Client, Reply, encode};
use crate::yard::Done;
use serde_json::Value;

/// The site itself asks: writes without this are refused.
const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");
const JSON: (&str, &str) = ("accept", "application/json");
const HTML: (&str, &str) = ("accept", "text/html");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
/// Between the parts of an upload; in no script.
const BOUNDARY: &str = "----daybreak-bench-4f1c9b";

/// Where somebody works.
pub struct Place {
    /// Id of the company.
    pub workspace: String,
    /// Id of their first production: the demo's.
    pub production: String,
}

/// A connection with a session.
pub struct Session {
    client: Client,
    cookie: String,
}

impl Session {
    /// Signs in by a demo link: its page has one button, which posts the token.
    ///
    /// # Errors
    /// When the link signs nobody in.
    pub fn enter(host: &str, link: &str) -> Done<Session> {
        let mut client = Client::connect(host)?;
        let path = path_of(link);
        let token = path.rsplit('/').next().unwrap_or_default();
        let body = encode(&[("form_key", ""), ("token", token)]);
        let reply =
            client.send("POST", &format!("{path}?do=accounts.api.enter"), &[OWN, HTML, FORM], body.as_bytes())?;
        let cookie = reply.header("set-cookie").and_then(|c| c.split(';').next()).unwrap_or_default().to_owned();
        if reply.status != 303 || cookie.is_empty() {
            return Err(format!("the sign-in link answered {}", reply.status));
        }
        Ok(Session { client, cookie })
    }

    /// The session's cookie, as a request carries it.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// A page, as a person opens it.
    ///
    /// # Errors
    /// When it is not answered with 200.
    pub fn page(&mut self, path: &str) -> Done<Reply> {
        let headers = [OWN, HTML, ("sec-fetch-mode", "navigate"), ("cookie", &self.cookie)];
        expect(200, path, self.client.get(path, &headers)?)
    }

    /// A reading server function by its address, as the browser side fetches it: for asking often.
    ///
    /// # Errors
    /// When it is not answered with 200.
    pub fn fetch(&mut self, address: &str) -> Done<Reply> {
        let headers = [OWN, JSON, ("sec-fetch-mode", "cors"), ("cookie", &self.cookie)];
        expect(200, address, self.client.get(address, &headers)?)
    }

    /// A reading server function, named as in `?do=`.
    ///
    /// # Errors
    /// When it is not answered with 200 and JSON.
    pub fn ask(&mut self, function: &str, fields: &[(&str, &str)]) -> Done<Value> {
        json(function, &self.fetch(&address(function, fields))?)
    }

    /// A writing server function, named as in `?do=`.
    ///
    /// # Errors
    /// As [`Session::ask`].
    pub fn tell(&mut self, function: &str, fields: &[(&str, &str)]) -> Done<Value> {
        let headers = [OWN, JSON, FORM, ("sec-fetch-mode", "cors"), ("cookie", &self.cookie)];
        let reply = self.client.send("POST", &address(function, &[]), &headers, encode(fields).as_bytes())?;
        json(function, &expect(200, function, reply)?)
    }

    /// A form of a page; the address it leads to.
    ///
    /// # Errors
    /// When it was refused.
    pub fn post(&mut self, page: &str, function: &str, fields: &[(&str, &str)]) -> Done<String> {
        self.submit(page, function, FORM, encode(fields).as_bytes())
    }

    /// A form with a file beside its fields; the address it leads to.
    ///
    /// # Errors
    /// When it was refused.
    pub fn upload(&mut self, page: &str, function: &str, fields: &[(&str, &str)], file: (&str, &str)) -> Done<String> {
        let mut body = String::new();
        for (name, value) in fields {
            body.push_str(&format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        let (name, content) = file;
        body.push_str(&format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n{content}\r\n--{BOUNDARY}--\r\n"
        ));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.submit(page, function, ("content-type", &kind), body.as_bytes())
    }

    fn submit(&mut self, page: &str, function: &str, kind: (&str, &str), body: &[u8]) -> Done<String> {
        let headers = [OWN, HTML, kind, ("sec-fetch-mode", "navigate"), ("cookie", &self.cookie)];
        let reply = expect(303, function, self.client.send("POST", &format!("{page}?do={function}"), &headers, body)?)?;
        reply.header("location").map(str::to_owned).ok_or_else(|| format!("{function} leads nowhere"))
    }

    /// Where this person works.
    ///
    /// # Errors
    /// When they have no production.
    pub fn place(&mut self) -> Done<Place> {
        let me = self.ask("accounts.api.who_am_i", &[])?;
        let first = |list: &str| me[list][0]["id"].as_str().map(str::to_owned);
        let (workspace, production) = first("workspaces").zip(first("productions")).ok_or("nobody's production")?;
        Ok(Place { workspace, production })
    }
}

/// Address of a server function: `script.api.list_scenes` is `/api/app/script/api/list_scenes`.
pub fn address(function: &str, fields: &[(&str, &str)]) -> String {
    let query = if fields.is_empty() { String::new() } else { format!("?{}", encode(fields)) };
    format!("/api/app/{}{query}", function.replace('.', "/"))
}

fn json(what: &str, reply: &Reply) -> Done<Value> {
    serde_json::from_slice(&reply.body).map_err(|e| format!("{what} did not answer JSON: {e}"))
}

/// The reply, if it has this status; else its first words.
fn expect(status: u16, what: &str, reply: Reply) -> Done<Reply> {
    if reply.status == status {
        return Ok(reply);
    }
    let words: String = reply.text().chars().take(120).collect();
    Err(format!("{what} answered {}: {words}", reply.status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_functions_have_addresses() {
        assert_eq!(address("script.api.list_scenes", &[]), "/api/app/script/api/list_scenes");
        assert_eq!(address("a.api.b", &[("page", "1"), ("text", "a b")]), "/api/app/a/api/b?page=1&text=a%20b");
    }
}
