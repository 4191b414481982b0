//! The chain: what is hashed, and what a walk over it finds. Pure; the database is read by `seal`.
//!
//! `hash = SHA-256(prev_hash ‖ seq ‖ canonical row)`. In the canonical row every field is its length in eight bytes and
//! its bytes; what is missing has the length `u64::MAX`; documents are JSON with sorted keys; bytes stay sealed, so that a
//! destroyed key changes nothing here. The first `prev_hash` is 32 zero bytes.
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;

/// An event whose time is so much older than an earlier seal was put there afterwards: a write takes milliseconds, and
/// the server looks for late ones every minute.
pub const WINDOW_MS: i64 = 120_000;
/// So many events that fit no seal are compared with each other, to tell another order from an edit.
const COMPARED: usize = 300;

/// An event as it is hashed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Row {
    /// Company, or nil.
    pub workspace: Uuid,
    /// Production, or nil.
    pub production: Uuid,
    /// Id.
    pub id: Uuid,
    /// Unix ms.
    pub at: i64,
    /// Kind of viewer.
    pub kind: String,
    /// Who.
    pub actor: Option<Uuid>,
    /// What.
    pub action: String,
    /// To what.
    pub target: Option<Uuid>,
    /// Plain facts.
    pub detail: Value,
    /// Done or refused.
    pub done: bool,
    /// Method and path.
    pub request: String,
    /// Sealed, as hexadecimal digits.
    pub facts: String,
    /// Whose key.
    pub about: Option<Uuid>,
    /// Sealed, as hexadecimal digits.
    pub private: String,
}

impl Row {
    /// The hash of its seal.
    pub fn hash(&self, prev: &[u8], seq: i64) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(prev);
        hash.update(seq.to_be_bytes());
        let mut field = |bytes: Option<&[u8]>| {
            let length = bytes.map_or(u64::MAX, |b| u64::try_from(b.len()).unwrap_or(u64::MAX - 1));
            hash.update(length.to_be_bytes());
            hash.update(bytes.unwrap_or_default());
        };
        field(Some(b"daybreak/audit/1"));
        field(Some(self.workspace.as_bytes()));
        field(Some(self.production.as_bytes()));
        field(Some(self.id.as_bytes()));
        field(Some(&self.at.to_be_bytes()));
        field(Some(self.kind.as_bytes()));
        field(self.actor.as_ref().map(|id| &id.as_bytes()[..]));
        field(Some(self.action.as_bytes()));
        field(self.target.as_ref().map(|id| &id.as_bytes()[..]));
        let mut detail = String::new();
        sorted(&self.detail, &mut detail);
        field(Some(detail.as_bytes()));
        field(Some(&[u8::from(self.done)]));
        field(Some(self.request.as_bytes()));
        field(Some(self.facts.as_bytes()));
        field(self.about.as_ref().map(|id| &id.as_bytes()[..]));
        field(Some(self.private.as_bytes()));
        hash.finalize().to_vec()
    }
}

/// JSON with sorted keys: the engines keep documents in different orders.
fn sorted(value: &Value, out: &mut String) {
    match value {
        Value::Object(object) => {
            let mut keys: Vec<&String> = object.keys().collect();
            keys.sort();
            out.push('{');
            for (n, key) in keys.into_iter().enumerate() {
                out.push_str(if n == 0 { "" } else { "," });
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                sorted(object.get(key).unwrap_or(&Value::Null), out);
            }
            out.push('}');
        }
        Value::Array(all) => {
            out.push('[');
            for (n, one) in all.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { "," });
                sorted(one, out);
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

/// Where the chain ends: how many seals, and the hash of the last one. 32 zero bytes where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Number of the last seal; 0 if there is none.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}
impl Default for Head {
    fn default() -> Self {
        Self { seq: 0, hash: vec![0; 32] }
    }
}

/// A head that was written down outside of the database: `seq hash`, and what a reader may want beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor(pub Head);
impl Anchor {
    /// From a line of the file; a line that is none was tampered with or cut.
    pub fn read(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let seq = words.next()?.parse().ok()?;
        let hash = crate::access::unhex(words.next()?).filter(|hash| hash.len() == 32)?;
        Some(Self(Head { seq, hash }))
    }
}
impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.seq, crate::access::hex(&self.0.hash))
    }
}

/// A seal and the event it is for, if that is still there.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Number.
    pub seq: i64,
    /// When, unix ms.
    pub sealed_at: i64,
    /// Hash of the seal before.
    pub prev: Vec<u8>,
    /// Own hash.
    pub hash: Vec<u8>,
    /// Id of the event.
    pub event: Uuid,
    /// The event.
    pub row: Option<Row>,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The event does not say what was sealed.
    Edited(Uuid),
    /// The event is gone.
    Deleted(Uuid),
    /// The event, or its seal, stands in another place.
    Reordered(Uuid),
    /// The event was put there afterwards.
    Inserted(Uuid),
    /// Seals from one number to another are gone, in the middle.
    Missing(i64, i64),
    /// The chain is shorter than an anchor says: from one number to another.
    Truncated(i64, i64),
    /// The chain was written anew: at this number an anchor says another hash.
    Rewritten(i64),
    /// A line of the anchors is none.
    BadAnchor(usize),
}
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited(id) => write!(f, "edited: event {id} does not say what was sealed"),
            Self::Deleted(id) => write!(f, "deleted: event {id} is gone"),
            Self::Reordered(id) => write!(f, "reordered: event {id} stands in another place than it was sealed in"),
            Self::Inserted(id) => write!(f, "inserted: event {id} was put there afterwards"),
            Self::Missing(from, to) => write!(f, "deleted: seals {from} to {to} are gone"),
            Self::Truncated(from, to) => write!(f, "truncated: an anchor knows seals {from} to {to}, which are gone"),
            Self::Rewritten(seq) => write!(f, "rewritten: seal {seq} is not the one that an anchor knows"),
            Self::BadAnchor(line) => write!(f, "line {line} of the anchors cannot be read"),
        }
    }
}

/// A walk over the chain, seal by seal.
#[derive(Debug, Default)]
pub struct Walk {
    head: Head,
    /// When the batch before, and the present one, were sealed.
    batches: (i64, i64),
    anchors: Vec<Head>,
    odd: Vec<(Sealed, Row)>,
    problems: Vec<Problem>,
    /// Seals seen.
    pub count: u64,
}

impl Walk {
    /// Past these anchors.
    pub fn past(anchors: &[Anchor]) -> Self {
        let (before, now) = (i64::MIN, i64::MIN);
        Self { anchors: anchors.iter().map(|a| a.0.clone()).collect(), batches: (before, now), ..Self::default() }
    }
    /// The next seal.
    pub fn step(&mut self, seal: Sealed) {
        self.count += 1;
        let gap = seal.seq != self.head.seq + 1;
        if gap {
            self.problems.push(Problem::Missing(self.head.seq + 1, seal.seq - 1));
        }
        let follows = gap || seal.prev == self.head.hash;
        if seal.sealed_at != self.batches.1 {
            self.batches = (self.batches.1.max(self.batches.0), seal.sealed_at);
        }
        if self.anchors.iter().any(|a| a.seq == seal.seq && a.hash != seal.hash) {
            self.problems.push(Problem::Rewritten(seal.seq));
        }
        self.head = Head { seq: seal.seq, hash: seal.hash.clone() };
        let Some(row) = seal.row.clone() else { return self.problems.push(Problem::Deleted(seal.event)) };
        let fits = row.hash(&seal.prev, seal.seq) == seal.hash;
        if fits && self.batches.0 > row.at.saturating_add(WINDOW_MS) {
            self.problems.push(Problem::Inserted(row.id));
        }
        match (fits, follows) {
            (true, true) => {}
            // The seal is not the one of this place.
            (_, false) => self.problems.push(Problem::Reordered(row.id)),
            (false, true) if self.odd.len() < COMPARED => self.odd.push((seal, row)),
            (false, true) => self.problems.push(Problem::Edited(row.id)),
        }
    }
    /// Whether an event without a seal was put there afterwards, or only waits for one.
    pub fn loose(&mut self, id: Uuid, at: i64) -> bool {
        let late = self.batches.1 > at.saturating_add(WINDOW_MS);
        if late {
            self.problems.push(Problem::Inserted(id));
        }
        late
    }
    /// Everything that was found, and where the chain ends.
    pub fn end(mut self) -> (Vec<Problem>, Head) {
        for (seal, row) in &self.odd {
            let elsewhere = self.odd.iter().any(|(other, _)| row.hash(&other.prev, other.seq) == other.hash);
            self.problems.push(if elsewhere { Problem::Reordered(row.id) } else { Problem::Edited(seal.event) });
        }
        if let Some(last) = self.anchors.iter().map(|a| a.seq).max().filter(|last| *last > self.head.seq) {
            self.problems.push(Problem::Truncated(self.head.seq + 1, last));
        }
        (self.problems, self.head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_order_of_keys_does_not_matter() {
        let text = |value: Value| {
            let mut out = String::new();
            sorted(&value, &mut out);
            out
        };
        assert_eq!(
            text(json!({"b": [1, {"z": null, "a": "x\"y"}], "a": true})),
            r#"{"a":true,"b":[1,{"a":"x\"y","z":null}]}"#
        );
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        let of = |kind: &str, action: &str| {
            Row { kind: kind.into(), action: action.into(), ..Row::default() }.hash(&[0; 32], 1)
        };
        assert_ne!(of("ab", "c"), of("a", "bc"));
        let row = Row::default();
        assert_ne!(row.hash(&[0; 32], 1), row.hash(&[0; 32], 2));
        assert_ne!(row.hash(&[0; 32], 1), Row { actor: Some(Uuid::nil()), ..Row::default() }.hash(&[0; 32], 1));
    }

    fn chain(actions: &[&str]) -> Vec<Sealed> {
        let mut prev = vec![0; 32];
        let mut all = vec![];
        for (n, action) in actions.iter().enumerate() {
            let seq = i64::try_from(n).unwrap() + 1;
            let row = Row { id: Uuid::from_u128(n as u128), action: (*action).into(), ..Row::default() };
            let hash = row.hash(&prev, seq);
            all.push(Sealed { seq, sealed_at: 0, prev, hash: hash.clone(), event: row.id, row: Some(row) });
            prev = hash;
        }
        all
    }
    fn walked(all: Vec<Sealed>, anchors: &[Anchor]) -> Vec<Problem> {
        let mut walk = Walk::past(anchors);
        all.into_iter().for_each(|seal| walk.step(seal));
        walk.end().0
    }

    /// Whoever holds the database and the program can write a whole new chain: only an anchor tells.
    #[test]
    fn a_chain_written_anew_is_not_the_anchored_one() {
        let (was, is) = (chain(&["a", "b", "c"]), chain(&["a", "x", "c"]));
        let anchor = |n: usize| Anchor(Head { seq: was[n].seq, hash: was[n].hash.clone() });
        assert!(walked(was.clone(), &[anchor(0), anchor(2)]).is_empty());
        assert!(walked(is.clone(), &[anchor(0)]).is_empty(), "before the change");
        assert_eq!(walked(is.clone(), &[anchor(0), anchor(2)]), [Problem::Rewritten(3)]);
        assert_eq!(walked(is[..1].to_vec(), &[anchor(2)]), [Problem::Truncated(2, 3)]);
    }

    /// An event that got its seal in order, but long after others of its time.
    #[test]
    fn what_was_put_there_afterwards_is_told_by_its_time() {
        let mut all = chain(&["a", "b", "c"]);
        for (seal, at) in all.iter_mut().zip([0, WINDOW_MS, WINDOW_MS + 1]) {
            seal.sealed_at = at;
        }
        assert!(walked(all.clone(), &[]).is_empty(), "late by no more than the window");
        all[1].sealed_at = WINDOW_MS + 1;
        all[2].sealed_at = WINDOW_MS + 2;
        assert_eq!(walked(all.clone(), &[]), [Problem::Inserted(all[2].event)]);
        // A backlog is sealed at one time, however old it is.
        for seal in &mut all {
            seal.sealed_at = 10 * WINDOW_MS;
        }
        assert!(walked(all, &[]).is_empty());
    }

    #[test]
    fn anchors_are_read_as_they_are_written() {
        let anchor = Anchor(Head { seq: 7, hash: vec![9; 32] });
        assert_eq!(Anchor::read(&format!("{anchor} 2027-05-03T06:00:00Z")), Some(anchor));
        assert_eq!(Anchor::read("7 0909"), None);
        assert_eq!(Anchor::read(""), None);
    }
}
