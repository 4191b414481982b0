//! The feed as a file (RFC 5545, RFC 7986). Escaping and folding are those of `icalendar`; what it writes as it stands,
//! control characters, is taken out before.
use super::model::Stage;
use crate::{
    access::{digest, hex},
    text::Lang,
};
use icalendar::{Calendar, Component, Event as Written, EventStatus, Property};
use jiff::{Timestamp, civil::Date};

/// How often a calendar is asked to look again.
const EVERY: &str = "PT1H";

/// One event.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// Stays the same for good.
    pub uid: String,
    /// The whole day.
    pub date: Date,
    /// Where it stands.
    pub stage: Stage,
    /// What it says in the calendar.
    pub summary: String,
    /// What it says when it is opened.
    pub about: String,
    /// Rises with each change.
    pub sequence: i64,
    /// When that was, Unix ms.
    pub changed_at: i64,
}

impl Event {
    /// Digest of what a reader sees of it.
    pub fn hash(&self) -> String {
        let status = status(self.stage).0;
        hex(&digest(format!("{}\n{status}\n{}\n{}", self.date, self.summary, self.about).as_bytes()))
    }
}

fn status(stage: Stage) -> (&'static str, EventStatus) {
    match stage {
        Stage::Tentative => ("tentative", EventStatus::Tentative),
        Stage::Confirmed => ("confirmed", EventStatus::Confirmed),
        Stage::Cancelled => ("cancelled", EventStatus::Cancelled),
    }
}

/// One line of text: a line break in a name would otherwise begin a line of the file.
fn plain(text: &str) -> String {
    let soft: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    soft.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn day(key: &str, date: Date) -> Property {
    Property::new(key, date.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

/// The whole file.
pub(super) fn write(code: &str, lang: Lang, events: impl Iterator<Item = Event>) -> String {
    let name = plain(code);
    let mut all = Calendar::empty();
    all.append_property(Property::new("VERSION", "2.0"));
    all.append_property(Property::new("PRODID", "-//Daybreak//Shooting days//EN"));
    all.append_property(Property::new("CALSCALE", "GREGORIAN"));
    all.append_property(Property::new("METHOD", "PUBLISH"));
    all.append_property(Property::new("X-WR-CALNAME", name.as_str()));
    all.append_property(Property::new("NAME", name.as_str()).add_parameter("VALUE", "TEXT").done());
    all.append_property(Property::new("REFRESH-INTERVAL", EVERY).add_parameter("VALUE", "DURATION").done());
    all.append_property(Property::new("X-PUBLISHED-TTL", EVERY));
    for event in events {
        all.push(written(&event, lang));
    }
    all.to_string()
}

fn written(event: &Event, lang: Lang) -> Written {
    let at = Timestamp::from_millisecond(event.changed_at).unwrap_or_default().strftime("%Y%m%dT%H%M%SZ").to_string();
    let next = event.date.tomorrow().unwrap_or(event.date);
    let said = |key: &str, text: &str| Property::new(key, plain(text)).add_parameter("LANGUAGE", lang.tag()).done();
    let mut one = Written::new();
    one.uid(&event.uid)
        .add_property("DTSTAMP", at.as_str())
        .add_property("LAST-MODIFIED", at.as_str())
        .add_property("SEQUENCE", event.sequence.to_string())
        .append_property(day("DTSTART", event.date))
        .append_property(day("DTEND", next))
        .append_property(said("SUMMARY", &event.summary))
        .append_property(said("DESCRIPTION", &event.about))
        // A tentative day is no reason to refuse another job, nor is a cancelled one.
        .add_property("TRANSP", if event.stage == Stage::Confirmed { "OPAQUE" } else { "TRANSPARENT" })
        .add_property("CLASS", "PRIVATE");
    one.status(status(event.stage).1);
    one.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ical::parser::ical::component::IcalEvent;
    use jiff::civil::date;

    fn event(summary: &str) -> Event {
        Event {
            uid: "a@daybreak".into(),
            date: date(2027, 12, 31),
            stage: Stage::Tentative,
            summary: summary.into(),
            about: "x".into(),
            sequence: 3,
            changed_at: 1_809_324_000_000,
        }
    }
    fn file(summary: &str) -> String {
        write(summary, Lang::De, [event(summary)].into_iter())
    }
    /// As another parser reads it.
    fn read(text: &str) -> IcalEvent {
        // It drops a space that begins a folded line's rest, so it gets the lines whole.
        let text = text.replace("\r\n ", "");
        let mut all = ical::IcalParser::new(text.as_bytes());
        let mut calendar = all.next().expect("a calendar").expect("that can be read");
        assert!(all.next().is_none());
        assert_eq!(calendar.events.len(), 1);
        calendar.events.remove(0)
    }
    fn value(event: &IcalEvent, name: &str) -> String {
        let mut found = event.properties.iter().filter(|p| p.name == name);
        let value = found.next().map_or_else(|| panic!("{name} in {event:?}"), |p| p.value.clone().unwrap_or_default());
        assert!(found.next().is_none(), "{name} twice");
        value
    }

    #[test]
    fn another_parser_reads_what_was_written() {
        let one = read(&file("NORTH · Drehtag"));
        for (name, said) in [
            ("UID", "a@daybreak"),
            ("DTSTART", "20271231"),
            ("DTEND", "20280101"),
            ("DTSTAMP", "20270503T060000Z"),
            ("LAST-MODIFIED", "20270503T060000Z"),
            ("SEQUENCE", "3"),
            ("STATUS", "TENTATIVE"),
            ("TRANSP", "TRANSPARENT"),
            ("SUMMARY", "NORTH · Drehtag"),
        ] {
            assert_eq!(value(&one, name), said, "{name}");
        }
        let start = one.properties.iter().find(|p| p.name == "DTSTART").and_then(|p| p.params.clone());
        assert_eq!(start, Some(vec![("VALUE".to_owned(), vec!["DATE".to_owned()])]));
    }

    #[test]
    fn no_name_can_write_lines_of_its_own() {
        let evil = "A,b;c\\d\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTENDEE:mailto:x@y.example\rX:1\u{85}\u{0}end";
        let text = file(evil);
        let unfolded = text.replace("\r\n ", "");
        assert!(!unfolded.contains("\r\nATTENDEE") && !unfolded.contains("\r\nX:"), "{text}");
        assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT\r\n").count(), 1);
        assert_eq!(
            value(&read(&text), "SUMMARY"),
            "A\\,b\\;c\\\\d END:VEVENT BEGIN:VEVENT ATTENDEE:mailto:x@y.example X:1 end"
        );
        assert!(unfolded.contains("\r\nX-WR-CALNAME:A\\,b\\;c\\\\d END:VEVENT"), "{unfolded}");
        assert!(text.bytes().all(|b| b == b'\r' || b == b'\n' || b >= 0x20));
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_no_letter_is_torn() {
        for n in 60..90 {
            for letter in ["a", "é", "虎", "🎬", ", ", " "] {
                let long = format!("{}{}", "x".repeat(n % 9), letter.repeat(n));
                let text = file(&long);
                assert!(text.ends_with("END:VCALENDAR\r\n"));
                for line in text.split("\r\n") {
                    // The crate counts the space that continues a line for nothing; RFC 5545 3.1 says "should not".
                    assert!(line.len() <= 76 && !line.contains(['\r', '\n']), "{} octets: {line}", line.len());
                }
                let said = plain(&long).replace(',', "\\,");
                assert_eq!(value(&read(&text), "SUMMARY"), said, "{n} {letter}");
            }
        }
    }

    #[test]
    fn the_digest_follows_what_is_seen() {
        let one = event("A");
        let other = [
            Event { summary: "B".into(), ..one.clone() },
            Event { date: date(2027, 12, 30), ..one.clone() },
            Event { stage: Stage::Confirmed, ..one.clone() },
        ];
        assert!(other.iter().all(|e| e.hash() != one.hash()));
        assert_eq!(Event { sequence: 9, changed_at: 1, ..one.clone() }.hash(), one.hash());
    }
}
