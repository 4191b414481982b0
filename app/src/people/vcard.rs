//! Contacts as vCards (RFC 2426, version 3.0: what the address books of all phones take), no more than their reader may
//! know. Written here: the crate that writes vCards brings a second time library with its zones, for seven lines.
use super::{model::Contact, page::role_name, store};
use crate::{
    access::{Scope, ViewContacts, digest, hex},
    audit,
    error::AppError,
    productions,
    text::Lang,
};
use std::collections::HashSet;

/// Most octets of a line, RFC 2426 section 2.6.
const LINE: usize = 75;

/// The people the viewer may ring, as a file; and the code name, which names it.
///
/// # Errors
/// When the database does not answer.
pub async fn file(scope: &mut Scope<ViewContacts>, lang: Lang) -> Result<(String, String), AppError> {
    let (all, place) = (store::contacts(scope).await?, scope.production());
    audit::listed(scope, all.iter().filter_map(|contact| contact.id));
    let code = productions::store::load(scope).await?.code_name;
    let mut seen = HashSet::new();
    let mut text = String::new();
    for contact in all.iter().filter(|contact| seen.insert(contact.id)) {
        let id = contact.id.map(|id| hex(&digest(format!("contact/{place}/{id}").as_bytes())[..16]));
        text.push_str(&card(contact, &code, id.as_deref(), lang));
    }
    Ok((text, code))
}

/// One card; nothing of somebody who cannot be rung or written to. The same person keeps the same `UID`, so that a newer
/// file replaces an older one.
fn card(contact: &Contact, code: &str, id: Option<&str>, lang: Lang) -> String {
    let email = contact.email.as_deref().map(str::trim).unwrap_or_default();
    let (name, phone) = (contact.name.trim(), contact.phone.trim());
    if name.is_empty() || phone.is_empty() && email.is_empty() {
        return String::new();
    }
    let (given, family) = name.rsplit_once(' ').unwrap_or((name, ""));
    let title = match contact.position.trim() {
        "" => role_name(contact.role).say(lang),
        position => position,
    };
    let mut out = String::from("BEGIN:VCARD\r\nVERSION:3.0\r\n");
    let mut line = |name: &str, parts: &[&str]| {
        let parts: Vec<String> = parts.iter().map(|part| escaped(part)).collect();
        fold(&mut out, &format!("{name}:{}", parts.join(";")));
    };
    if let Some(id) = id {
        line("UID", &[id]);
    }
    line("FN", &[name]);
    line("N", &[family, given, "", "", ""]);
    match contact.department.trim() {
        "" => line("ORG", &[code]),
        department => line("ORG", &[code, department]),
    }
    line("TITLE", &[title]);
    if !phone.is_empty() {
        line("TEL;TYPE=WORK,VOICE", &[phone]);
    }
    if !email.is_empty() {
        line("EMAIL;TYPE=INTERNET,WORK", &[email]);
    }
    line("CATEGORIES", &[code]);
    out.push_str("END:VCARD\r\n");
    out
}

/// Text within a value: separators are quoted, a line break is one in words, other controls are gone.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, cut where it is too long, never within a character.
fn fold(out: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{people::model::Section, values::Role};
    use ical::parser::vcard::component::VcardContact;
    use proptest::prelude::*;

    fn contact(name: &str, department: &str, phone: &str) -> Contact {
        Contact {
            id: None,
            section: Section::All,
            department: department.into(),
            position: String::new(),
            name: name.into(),
            role: Role::Crew,
            phone: phone.into(),
            email: None,
            pickup: Some("Home address 1".into()),
        }
    }

    fn read(text: &str) -> Vec<VcardContact> {
        ical::VcardParser::new(text.as_bytes()).collect::<Result<_, _>>().unwrap()
    }

    fn value(card: &VcardContact, name: &str) -> Option<String> {
        card.properties.iter().find(|p| p.name == name)?.value.clone()
    }

    #[test]
    fn a_card_says_who_where_and_how() {
        let ros =
            Contact { email: Some("ros@x.example".into()), ..contact("Ros de Vries", "Camera", "+44 7700 900001") };
        let text = card(&ros, "NORTH", Some("abc"), Lang::En);
        let cards = read(&text);
        let of = |name: &str| value(&cards[0], name).unwrap();
        assert_eq!((of("FN"), of("N")), ("Ros de Vries".into(), "Vries;Ros de;;;".into()));
        assert_eq!(
            (of("TEL"), of("EMAIL"), of("UID")),
            ("+44 7700 900001".into(), "ros@x.example".into(), "abc".into())
        );
        assert_eq!((of("ORG"), of("CATEGORIES")), ("NORTH;Camera".into(), "NORTH".into()));
        assert!(!text.contains("Home address"), "where somebody lives is in no address book");
        assert_eq!(card(&contact("Nobody", "", " "), "NORTH", None, Lang::En), "", "cannot be rung");
    }

    #[test]
    fn nothing_typed_breaks_out_of_its_field() {
        let evil = contact("Ann; Lee, \"B\\C\"\r\nTEL:666\nEND:VCARD", "Grip\r\nX-EVIL:1", "01;2,3");
        let text = card(&evil, "A;B", None, Lang::En);
        let cards = read(&text);
        assert_eq!(cards.len(), 1);
        assert_eq!(cards[0].properties.iter().filter(|p| p.name == "TEL").count(), 1);
        assert!(value(&cards[0], "X-EVIL").is_none());
        assert_eq!(text.split("\r\n").filter(|line| *line == "END:VCARD").count(), 1);
    }

    proptest! {
        #[test]
        fn any_name_is_one_card_of_short_lines(name in "\\PC{1,120}", department in ".{0,60}", phone in "[0-9 +]{3,20}") {
            prop_assume!(!name.trim().is_empty() && !phone.trim().is_empty());
            let text = card(&contact(&name, &department, &phone), "NORTH", Some("id"), Lang::De);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE));
            let cards = read(&text);
            prop_assert_eq!(cards.len(), 1);
            prop_assert_eq!(value(&cards[0], "TEL").unwrap(), phone.trim());
        }
    }
}
