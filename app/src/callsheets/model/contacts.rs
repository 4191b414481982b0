//! Whom a reader may ring. Key contacts carry work numbers only.

use super::policy::{Block, Depth};
use super::sheet::{Contact, ContactKind, NamedPhone, Sheet};
use super::visibility::Reader;

/// The contacts of the day as this reader gets them: all of them, or the key contacts of their own day (medic, 2nd AD,
/// production office, unit or location manager, the driver of their pickup, their head of department).
pub(super) fn for_reader(sheet: &Sheet, reader: &Reader) -> Vec<Contact> {
    let all = match reader.depth(Block::Contacts) {
        Depth::Full => true,
        Depth::Own => false,
        Depth::None | Depth::Limited | Depth::Department | Depth::Names | Depth::Shared => return vec![],
    };
    let mut out: Vec<Contact> = Vec::new();
    let listed = |kind| sheet.contacts.iter().any(|c| c.what == kind);
    if let Some(NamedPhone { name, phone }) = &sheet.safety.medic
        && !listed(ContactKind::Medic)
    {
        out.push(Contact { what: ContactKind::Medic, name: name.clone(), phone: phone.clone() });
    }
    out.extend(sheet.contacts.iter().filter(|c| is_key(c.what) || (all && !is_own(c.what))).cloned());
    for ride in sheet.transport.iter().filter(|ride| reader.is_own(ride.person) && !ride.driver.is_empty()) {
        let phone = ride.driver_phone.clone().unwrap_or_default();
        out.push(Contact { what: ContactKind::Driver, name: ride.driver.clone(), phone });
    }
    for department in sheet.departments.iter().filter(|d| reader.is_of(&d.name)) {
        for head in department.people.iter().filter(|p| p.head && !reader.is_own(p.person)) {
            let phone = head.work_phone.clone().unwrap_or_default();
            out.push(Contact { what: ContactKind::HeadOfDepartment, name: head.name.clone(), phone });
        }
    }
    out.sort_by_key(|c| c.what);
    out.dedup();
    out
}

/// The same person for everyone on the unit.
fn is_key(kind: ContactKind) -> bool {
    match kind {
        ContactKind::Medic
        | ContactKind::SecondAd
        | ContactKind::ProductionOffice
        | ContactKind::UnitManager
        | ContactKind::LocationManager => true,
        ContactKind::FirstAd | ContactKind::Driver | ContactKind::HeadOfDepartment | ContactKind::Other => false,
    }
}

/// Worked out for each reader, never taken from the list.
fn is_own(kind: ContactKind) -> bool {
    matches!(kind, ContactKind::Driver | ContactKind::HeadOfDepartment)
}
