//! What brings what: links lead from a part or an element to an element.
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Everything that these bring, and what that brings in turn; without themselves. Ends on any links, circles included.
pub fn brought(start: &[Uuid], links: &[(Uuid, Uuid)]) -> Vec<Uuid> {
    let mut from: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (source, brings) in links {
        from.entry(*source).or_default().push(*brings);
    }
    let mut seen: HashSet<Uuid> = start.iter().copied().collect();
    let mut found = Vec::new();
    let mut open = start.to_vec();
    while let Some(next) = open.pop() {
        for brings in from.get(&next).into_iter().flatten() {
            if seen.insert(*brings) {
                found.push(*brings);
                open.push(*brings);
            }
        }
    }
    found
}

/// Whether a further link would lead back to where it comes from.
pub fn circle(source: Uuid, brings: Uuid, links: &[(Uuid, Uuid)]) -> bool {
    source == brings || brought(&[brings], links).contains(&source)
}

/// The links after one thing became another: none of them twice, none to itself, none that would close a circle.
pub fn merged(gone: Uuid, into: Uuid, links: &[(Uuid, Uuid)]) -> Vec<(Uuid, Uuid)> {
    let is = |id: Uuid| if id == gone { into } else { id };
    let mut kept: Vec<(Uuid, Uuid)> = links.iter().copied().filter(|(a, b)| *a != gone && *b != gone).collect();
    for (source, brings) in links.iter().filter(|(a, b)| *a == gone || *b == gone) {
        let link = (is(*source), is(*brings));
        if !kept.contains(&link) && !circle(link.0, link.1, &kept) {
            kept.push(link);
        }
    }
    kept
}
