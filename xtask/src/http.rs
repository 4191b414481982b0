//! A tiny keep-alive HTTP/1.1 client for measuring: it must cost less than the server it measures.

use crate::yard::Done;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// One answer.
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Header names in lower case, in the order sent.
    pub headers: Vec<(String, String)>,
    /// The body as sent: still compressed if the server compressed it.
    pub body: Vec<u8>,
}

impl Reply {
    /// The first header of that (lower-case) name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The body as text, decompressed when it came as brotli.
    pub fn text(&self) -> String {
        let mut plain = Vec::new();
        let bytes = if self.header("content-encoding") == Some("br") {
            match brotli::BrotliDecompress(&mut self.body.as_slice(), &mut plain) {
                Ok(()) => &plain,
                Err(_) => &self.body,
            }
        } else {
            &self.body
        };
        String::from_utf8_lossy(bytes).into_owned()
    }
}

/// One connection, used again and again.
pub struct Client {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Connects to `127.0.0.1:3000` or the like.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn connect(host: &str) -> Done<Client> {
        let stream = TcpStream::connect(host).map_err(|e| format!("{host}: {e}"))?;
        stream.set_nodelay(true).map_err(|e| e.to_string())?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).map_err(|e| e.to_string())?;
        Ok(Client { host: host.to_owned(), stream: BufReader::new(stream) })
    }

    /// A GET with extra headers.
    ///
    /// # Errors
    /// When the connection breaks or the answer is not HTTP.
    pub fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Done<Reply> {
        self.send("GET", path, headers, &[])
    }

    /// Any request; the body's length is sent when it has one.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Done<Reply> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.host);
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() || method != "GET" {
            request.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body);
        self.stream.get_mut().write_all(&bytes).map_err(|e| format!("{}: {e}", self.host))?;
        read_reply(&mut self.stream)
    }
}

/// Fields as a form sends them and as a query carries them.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        if !text.is_empty() {
            text.push('&');
        }
        escape(&mut text, name);
        text.push('=');
        escape(&mut text, value);
    }
    text
}

fn escape(into: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => into.push(char::from(byte)),
            other => into.push_str(&format!("%{other:02X}")),
        }
    }
}

/// Reads one answer: fixed length, chunked, or none (204, 304).
fn read_reply(stream: &mut impl BufRead) -> Done<Reply> {
    let first = line(stream)?;
    let status = first.split(' ').nth(1).and_then(|w| w.parse().ok()).ok_or(format!("not HTTP: `{first}`"))?;
    let mut headers = Vec::new();
    loop {
        let text = line(stream)?;
        if text.is_empty() {
            break;
        }
        if let Some((name, value)) = text.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    let mut reply = Reply { status, headers, body: Vec::new() };
    if reply.header("transfer-encoding") == Some("chunked") {
        loop {
            let size = usize::from_str_radix(line(stream)?.trim(), 16).map_err(|e| format!("chunk size: {e}"))?;
            let start = reply.body.len();
            reply.body.resize(start + size, 0);
            stream.read_exact(&mut reply.body[start..]).map_err(|e| e.to_string())?;
            line(stream)?;
            if size == 0 {
                return Ok(reply);
            }
        }
    }
    let length = reply.header("content-length").and_then(|v| v.parse().ok()).unwrap_or(0);
    reply.body.resize(length, 0);
    stream.read_exact(&mut reply.body).map_err(|e| e.to_string())?;
    Ok(reply)
}

/// One line without its ending.
fn line(stream: &mut impl BufRead) -> Done<String> {
    let mut text = String::new();
    let read = stream.by_ref().take(64 * 1024).read_line(&mut text).map_err(|e| e.to_string())?;
    if read == 0 {
        return Err("the server closed the connection".to_owned());
    }
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_escaped() {
        assert_eq!(encode(&[("a", "x y&z"), ("ü", "")]), "a=x%20y%26z&%C3%BC=");
        assert_eq!(encode(&[]), "");
    }

    #[test]
    fn reads_fixed_and_chunked() {
        let two = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 404 No\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        let mut stream = &two[..];
        let fixed = read_reply(&mut stream).unwrap();
        assert_eq!((fixed.status, fixed.text().as_str()), (200, "hi"));
        let chunked = read_reply(&mut stream).unwrap();
        assert_eq!((chunked.status, chunked.text().as_str()), (404, "abc"));
        assert!(read_reply(&mut stream).is_err());
    }
}
