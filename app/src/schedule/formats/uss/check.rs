//! Whether the ids of a file fit together.
use super::{
    error::{Remark, RemarkKind, Trouble, UssError},
    model::Interchange,
};
use std::collections::HashSet;

/// Every id once in its list, or the file is refused; ids that lead nowhere and breakdowns not placed exactly once
/// are remarked.
pub(super) fn check(file: &Interchange, remarks: &mut Vec<Remark>) -> Result<(), UssError> {
    let breakdowns = unique("breakdowns", file.breakdowns.iter().map(|it| it.id.as_str()))?;
    let categories = unique("categories", file.categories.iter().map(|it| it.id.as_str()))?;
    let elements = unique("elements", file.elements.iter().map(|it| it.id.as_str()))?;
    let calendars = unique("calendars", file.calendars.iter().map(|it| it.id.as_str()))?;
    unique("stripboards", file.stripboards.iter().map(|it| it.id.as_str()))?;
    let mut dangling = |known: &HashSet<&str>, id: &str, path: &dyn Fn() -> String| {
        if !known.contains(id) {
            remarks.push(Remark { path: path(), kind: RemarkKind::Dangling { id: id.to_owned() } });
        }
    };
    let mut repeated = Vec::new();
    for (at, breakdown) in file.breakdowns.iter().enumerate() {
        let mut seen = HashSet::new();
        for (n, id) in breakdown.elements.iter().enumerate() {
            let path = || format!("breakdowns[{at}].elements[{n}]");
            dangling(&elements, id, &path);
            if !seen.insert(id.as_str()) {
                repeated.push(Remark { path: path(), kind: RemarkKind::Repeated { id: id.clone() } });
            }
        }
    }
    for (at, element) in file.elements.iter().enumerate() {
        dangling(&categories, &element.category, &|| format!("elements[{at}].category"));
        for (n, id) in element.linked.iter().enumerate() {
            dangling(&elements, id, &|| format!("elements[{at}].linkedElements[{n}]"));
        }
    }
    for (at, stripboard) in file.stripboards.iter().enumerate() {
        if let Some(id) = &stripboard.calendar {
            dangling(&calendars, id, &|| format!("stripboards[{at}].calendar"));
        }
        let mut placed = HashSet::new();
        for (n, board) in stripboard.boards.iter().enumerate() {
            for id in board.ids() {
                let path = || format!("stripboards[{at}].boards[{n}].breakdownIds");
                dangling(&breakdowns, id, &path);
                if !placed.insert(id) {
                    repeated.push(Remark { path: path(), kind: RemarkKind::Twice { id: id.to_owned() } });
                }
            }
        }
        let count = breakdowns.difference(&placed).count();
        if count > 0 {
            let path = format!("stripboards[{at}].boards");
            repeated.push(Remark { path, kind: RemarkKind::Unplaced { count } });
        }
    }
    remarks.append(&mut repeated);
    Ok(())
}

fn unique<'a>(list: &str, ids: impl Iterator<Item = &'a str>) -> Result<HashSet<&'a str>, UssError> {
    let mut seen = HashSet::new();
    for (at, id) in ids.enumerate() {
        if !seen.insert(id) {
            let trouble = Trouble::SameId { id: id.to_owned() };
            return Err(UssError { path: format!("{list}[{at}].id"), trouble });
        }
    }
    Ok(seen)
}
