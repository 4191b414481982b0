//! What changed for one person between the revision they confirmed and another, and who must confirm again.

use super::personal::{CanonicalPlace, OwnScene, Personal, StepKind, plain};
use super::sheet::{CallKind, DayState, Front, LocationRow, PickupPlace, Sheet};
use crate::values::{Minute, PersonId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One change, as the page puts it into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// The person was not on the sheet before.
    Added,
    /// The person is no longer on the sheet.
    Dropped,
    /// The day is cancelled.
    DayCancelled,
    /// The day's state changed in another way.
    DayState {
        /// Before.
        from: DayState,
        /// Now.
        to: DayState,
    },
    /// The day moved to another date.
    DateMoved {
        /// Before.
        from: Date,
        /// Now.
        to: Date,
    },
    /// Times are now read in another zone.
    ZoneChanged {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// The call moved.
    CallMoved {
        /// Before.
        from: Minute,
        /// Now.
        to: Minute,
    },
    /// The call is cancelled.
    CallCancelled,
    /// The call is of another kind, or has other terms.
    CallKind {
        /// Before.
        from: Option<CallKind>,
        /// Now.
        to: Option<CallKind>,
    },
    /// The person's other calls of the day changed.
    FurtherCalls {
        /// Before.
        from: Vec<CallKind>,
        /// Now.
        to: Vec<CallKind>,
    },
    /// They report elsewhere, or the place has another address.
    PlaceChanged {
        /// Before.
        from: Option<Box<LocationRow>>,
        /// Now.
        to: Option<Box<LocationRow>>,
    },
    /// There is a pickup now.
    PickupAdded {
        /// When.
        at: Option<Minute>,
    },
    /// There is no pickup any more.
    PickupRemoved,
    /// The pickup moved.
    PickupMoved {
        /// Before.
        from: Option<Minute>,
        /// Now.
        to: Option<Minute>,
    },
    /// The pickup is elsewhere.
    PickupPlace {
        /// Before.
        from: Option<PickupPlace>,
        /// Now.
        to: Option<PickupPlace>,
    },
    /// A station between call and camera moved, came or went.
    StepMoved {
        /// Which.
        step: StepKind,
        /// Before.
        from: Option<Minute>,
        /// Now.
        to: Option<Minute>,
    },
    /// A scene of theirs was added.
    SceneAdded {
        /// Scene number.
        number: String,
    },
    /// A scene of theirs was taken off.
    SceneRemoved {
        /// Scene number.
        number: String,
    },
    /// A scene of theirs starts at another time.
    SceneMoved {
        /// Scene number.
        number: String,
        /// Before.
        from: Option<Minute>,
        /// Now.
        to: Option<Minute>,
    },
    /// A place was added.
    LocationAdded {
        /// Its name.
        name: String,
    },
    /// A place was taken off.
    LocationRemoved {
        /// Its name.
        name: String,
    },
    /// A place has another address or other coordinates.
    LocationMoved {
        /// Its name.
        name: String,
    },
    /// Another driver; worth showing, nothing to confirm.
    Driver {
        /// The new one.
        to: String,
    },
    /// Estimated wrap moved; worth showing, nothing to confirm.
    WrapMoved {
        /// Before.
        from: Option<Minute>,
        /// Now.
        to: Option<Minute>,
    },
}

impl Change {
    /// Whether a confirmation given before this change no longer holds.
    #[must_use]
    pub fn needs_confirmation(&self) -> bool {
        !matches!(self, Self::Driver { .. } | Self::WrapMoved { .. })
    }

    /// Whether it must go out even in quiet hours: an earlier call or pickup, a cancellation, a change of place.
    /// Later times arrive silently.
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        match self {
            Self::Dropped
            | Self::DayCancelled
            | Self::DateMoved { .. }
            | Self::ZoneChanged { .. }
            | Self::CallCancelled
            | Self::PlaceChanged { .. }
            | Self::PickupAdded { .. }
            | Self::PickupRemoved
            | Self::PickupPlace { .. }
            | Self::LocationAdded { .. }
            | Self::LocationRemoved { .. }
            | Self::LocationMoved { .. }
            | Self::Added
            | Self::DayState { .. }
            | Self::CallKind { .. }
            | Self::FurtherCalls { .. } => true,
            Self::CallMoved { from, to } => to < from,
            Self::PickupMoved { from, to } => from.is_none() || to.is_none() || to < from,
            Self::StepMoved { .. }
            | Self::SceneAdded { .. }
            | Self::SceneRemoved { .. }
            | Self::SceneMoved { .. }
            | Self::Driver { .. }
            | Self::WrapMoved { .. } => false,
        }
    }
}

/// What changed for the person, most important first. Both sides from [`Personal::own`]; `None` means that the person
/// is not on that sheet. Some change needs a confirmation exactly when the canonical texts differ.
#[must_use]
pub fn changes(old: Option<&Personal>, new: Option<&Personal>) -> Vec<Change> {
    match (old, new) {
        (None, None) => vec![],
        (None, Some(_)) => vec![Change::Added],
        (Some(_), None) => vec![Change::Dropped],
        (Some(old), Some(new)) => changes_since(old, new),
    }
}

/// What changed for a person who is on both sheets; see [`changes`].
#[must_use]
pub fn changes_since(old: &Personal, new: &Personal) -> Vec<Change> {
    let mut out = Vec::new();
    if old.person != new.person || old.day.id != new.day.id {
        // Two different days: nothing to compare, all of it is new.
        return vec![Change::Added];
    }
    match (old.day.state, new.day.state) {
        (from, to) if from == to => {}
        (_, DayState::Cancelled) => out.push(Change::DayCancelled),
        (from, to) => out.push(Change::DayState { from, to }),
    }
    if old.day.date != new.day.date {
        out.push(Change::DateMoved { from: old.day.date, to: new.day.date });
    }
    if old.zone != new.zone {
        out.push(Change::ZoneChanged { from: old.zone.clone(), to: new.zone.clone() });
    }
    call(old, new, &mut out);
    pickup(old, new, &mut out);
    if old.place.as_ref().map(CanonicalPlace::from) != new.place.as_ref().map(CanonicalPlace::from) {
        let boxed = |p: &Personal| p.place.clone().map(Box::new);
        out.push(Change::PlaceChanged { from: boxed(old), to: boxed(new) });
    }
    places(old, new, &mut out);
    steps(old, new, &mut out);
    scenes(&old.sorted_scenes(), &new.sorted_scenes(), &mut out);
    let wrap = |p: &Personal| p.front.as_ref().and_then(|f: &Front| f.estimated_wrap);
    if wrap(old) != wrap(new) {
        out.push(Change::WrapMoved { from: wrap(old), to: wrap(new) });
    }
    out
}

fn call(old: &Personal, new: &Personal, out: &mut Vec<Change>) {
    let (from, to) = (old.call.map(plain), new.call.map(plain));
    match (from, to) {
        (from, to) if from == to => {}
        (Some(CallKind::Time { at: from }), Some(CallKind::Time { at: to })) => {
            out.push(Change::CallMoved { from, to });
        }
        (_, Some(CallKind::Cancelled)) => out.push(Change::CallCancelled),
        _ => out.push(Change::CallKind { from: old.call, to: new.call }),
    }
    let all = |calls: &[CallKind]| calls.iter().map(|c| plain(*c)).collect::<Vec<_>>();
    if all(&old.further) != all(&new.further) {
        out.push(Change::FurtherCalls { from: old.further.clone(), to: new.further.clone() });
    }
}

fn pickup(old: &Personal, new: &Personal, out: &mut Vec<Change>) {
    match (&old.pickup, &new.pickup) {
        (None, None) => {}
        (None, Some(now)) => out.push(Change::PickupAdded { at: now.at }),
        (Some(_), None) => out.push(Change::PickupRemoved),
        (Some(was), Some(now)) => {
            if was.at != now.at {
                out.push(Change::PickupMoved { from: was.at, to: now.at });
            }
            if was.place != now.place {
                out.push(Change::PickupPlace { from: was.place.clone(), to: now.place.clone() });
            }
            if was.driver != now.driver || was.driver_phone != now.driver_phone {
                out.push(Change::Driver { to: now.driver.clone() });
            }
        }
    }
}

fn places(old: &Personal, new: &Personal, out: &mut Vec<Change>) {
    let (was, now) = (old.sorted_places(), new.sorted_places());
    for (before, after) in paired(&was, &now, |place| place.name) {
        match (before, after) {
            (Some(before), Some(after)) if before != after => {
                out.push(Change::LocationMoved { name: after.name.to_owned() });
            }
            (None, Some(after)) => out.push(Change::LocationAdded { name: after.name.to_owned() }),
            (Some(before), None) => out.push(Change::LocationRemoved { name: before.name.to_owned() }),
            _ => {}
        }
    }
}

fn steps(old: &Personal, new: &Personal, out: &mut Vec<Change>) {
    for (before, after) in paired(&old.steps, &new.steps, |step| step.step) {
        let (from, to) = (before.map(|s| s.at), after.map(|s| s.at));
        if let Some(step) = before.or(after).filter(|_| from != to) {
            out.push(Change::StepMoved { step: step.step, from, to });
        }
    }
}

fn scenes(old: &[OwnScene], new: &[OwnScene], out: &mut Vec<Change>) {
    for (before, after) in paired(old, new, |scene| scene.number.as_str()) {
        match (before, after) {
            (Some(was), Some(now)) if was.start != now.start => {
                out.push(Change::SceneMoved { number: now.number.clone(), from: was.start, to: now.start });
            }
            (None, Some(now)) => out.push(Change::SceneAdded { number: now.number.clone() }),
            (Some(was), None) => out.push(Change::SceneRemoved { number: was.number.clone() }),
            _ => {}
        }
    }
}

/// Pairs two sorted lists by key; the second of two with the same key goes with the second of the other list.
fn paired<'a, T, K: PartialEq>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut left: Vec<Option<&T>> = old.iter().map(Some).collect();
    let mut out = Vec::new();
    for item in new {
        let found = left.iter_mut().find(|was| was.is_some_and(|was| key(was) == key(item)));
        out.push((found.and_then(Option::take), Some(item)));
    }
    out.extend(left.into_iter().flatten().map(|was| (Some(was), None)));
    out
}

/// What publishing `new` after `old` means for everyone on either: who is new, who must confirm again and why, who
/// keeps their tick (an empty list, or only changes that need no confirmation).
#[must_use]
pub fn by_person(old: &Sheet, new: &Sheet) -> Vec<(PersonId, Vec<Change>)> {
    let mut people = old.people();
    people.extend(new.people());
    people.sort();
    people.dedup();
    let of =
        |person: PersonId| (person, changes(Personal::own(old, person).as_ref(), Personal::own(new, person).as_ref()));
    people.into_iter().map(of).collect()
}
