//! What the audit log gets after the answer: refusals, whose scope is rolled back, and looks, whose scope only reads. The
//! server writes it in batches. Bounded: when too much waits, the oldest is dropped and counted.
use super::{Facts, SubjectKey, Viewer, permission::On};
use crate::values::{AccountId, PersonId, ProductionId, WorkspaceId};
use serde_json::Value;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// So many wait at most.
const MOST: usize = 2_000;
/// So many are remembered, lest one is noted again and again.
const REMEMBERED: usize = 20_000;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 86_400_000;

/// Something to be written.
#[derive(Debug, Clone)]
pub struct Noted {
    /// When it happened, unix ms.
    pub at: i64,
    /// What kind of viewer.
    pub kind: &'static str,
    /// Whoever was signed in.
    pub actor: Option<AccountId>,
    /// The request.
    pub facts: Option<Arc<Facts>>,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum What {
    /// Somebody was not allowed.
    Refused {
        /// The right that was asked for.
        right: &'static str,
        /// On what.
        on: On,
    },
    /// Somebody saw others' details.
    Looked {
        /// Company.
        workspace: WorkspaceId,
        /// Production.
        production: ProductionId,
        /// Whose.
        people: Vec<PersonId>,
        /// In a list, not on their page.
        list: bool,
    },
    /// Somebody saw a confidential detail of a person at once.
    Confidential {
        /// Company.
        workspace: WorkspaceId,
        /// Production.
        production: ProductionId,
        /// Whose.
        person: PersonId,
        /// Key of the detail.
        kind: &'static str,
    },
    /// Something about an account; see `audit::security`.
    Security {
        /// Whose.
        account: Option<AccountId>,
        /// What.
        action: &'static str,
        /// Done or refused.
        done: bool,
        /// More of it.
        detail: Value,
    },
    /// The log of a company was taken out as a file.
    Exported {
        /// Company.
        workspace: WorkspaceId,
    },
}

/// Who did what to whom: noted once in a while only.
type Once = (Uuid, Uuid, &'static str);

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Noted>,
    lost: u64,
    told: HashMap<Once, i64>,
}

/// What waits.
#[derive(Debug, Default)]
pub struct Later(Mutex<Queue>);

impl Later {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
    /// Somebody was not allowed; the same again counts once a minute.
    pub(super) fn refused(&self, viewer: &Viewer, at: i64, right: &'static str, on: On) {
        let place = match on {
            On::Production(id) => id.0,
            On::Workspace(id) => id.0,
            On::Instance | On::Own => Uuid::nil(),
        };
        self.once(viewer, at, (place, right, MINUTE_MS), What::Refused { right, on });
    }
    /// Somebody saw a person's page: once an hour.
    pub fn looked(&self, viewer: &Viewer, at: i64, place: (WorkspaceId, ProductionId), person: PersonId) {
        let (workspace, production) = place;
        let what = What::Looked { workspace, production, people: vec![person], list: false };
        self.once(viewer, at, (person.0, "look", HOUR_MS), what);
    }
    /// Somebody saw a list of people with their details: once a day.
    pub fn listed(&self, viewer: &Viewer, at: i64, place: (WorkspaceId, ProductionId), people: Vec<PersonId>) {
        let (workspace, production) = place;
        if !people.is_empty() {
            let what = What::Looked { workspace, production, people, list: true };
            self.once(viewer, at, (production.0, "list", DAY_MS), what);
        }
    }
    /// Somebody saw a confidential detail of a person: once an hour.
    pub fn confidential(
        &self,
        viewer: &Viewer,
        at: i64,
        place: (WorkspaceId, ProductionId),
        person: PersonId,
        kind: &'static str,
    ) {
        let (workspace, production) = place;
        let what = What::Confidential { workspace, production, person, kind };
        self.once(viewer, at, (person.0, kind, HOUR_MS), what);
    }
    /// Anything else.
    pub fn note(&self, viewer: &Viewer, at: i64, what: What) {
        self.push(viewer, at, what);
    }
    fn once(&self, viewer: &Viewer, at: i64, (place, name, each): (Uuid, &'static str, i64), what: What) {
        let Some(account) = viewer.account() else { return };
        let (key, since) = ((account.0, place, name), at.div_euclid(each));
        {
            let mut queue = self.queue();
            if queue.told.get(&key) == Some(&since) {
                return;
            }
            if queue.told.len() >= REMEMBERED {
                queue.told.clear();
            }
            queue.told.insert(key, since);
        }
        self.push(viewer, at, what);
    }
    fn push(&self, viewer: &Viewer, at: i64, what: What) {
        let noted = Noted { at, kind: viewer.kind(), actor: viewer.account(), facts: viewer.facts().cloned(), what };
        let mut queue = self.queue();
        if queue.waiting.len() >= MOST {
            queue.waiting.pop_front();
            queue.lost += 1;
        }
        queue.waiting.push_back(noted);
    }
    /// Takes out the oldest, and how many were dropped since the last time.
    pub fn take(&self, most: usize) -> (Vec<Noted>, u64) {
        let mut queue = self.queue();
        let count = queue.waiting.len().min(most);
        (queue.waiting.drain(..count).collect(), std::mem::take(&mut queue.lost))
    }
    /// Puts back what could not be written.
    pub fn put_back(&self, noted: Vec<Noted>, lost: u64) {
        let mut queue = self.queue();
        queue.lost += lost;
        for one in noted.into_iter().rev() {
            if queue.waiting.len() >= MOST {
                queue.lost += 1;
            } else {
                queue.waiting.push_front(one);
            }
        }
    }
}

/// Keys of accounts and persons that were used lately, so that an event asks nothing of the database.
#[derive(Debug, Default)]
pub struct Subjects(Mutex<HashMap<Uuid, SubjectKey>>);

impl Subjects {
    fn keys(&self) -> MutexGuard<'_, HashMap<Uuid, SubjectKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
    pub(super) fn get(&self, subject: Uuid) -> Option<SubjectKey> {
        self.keys().get(&subject).copied()
    }
    pub(super) fn put(&self, subject: Uuid, key: SubjectKey) {
        let mut keys = self.keys();
        if keys.len() >= REMEMBERED {
            keys.clear();
        }
        keys.insert(subject, key);
    }
    /// After a commit: what was made is at hand, what was destroyed is not.
    pub(super) fn settle(&self, made: Vec<(Uuid, SubjectKey)>, dead: &[Uuid]) {
        for (subject, key) in made {
            self.put(subject, key);
        }
        for subject in dead {
            self.keys().remove(subject);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_bounded_and_repeats_count_once() {
        let later = Later::default();
        let viewer = |n: u128| Viewer::member(AccountId(Uuid::from_u128(n)), vec![]);
        for n in 0..2_100 {
            for at in [0, 1, MINUTE_MS - 1] {
                later.refused(&viewer(n), at, "board.edit", On::Instance);
            }
        }
        let (all, lost) = later.take(5_000);
        assert_eq!((all.len(), lost), (MOST, 100), "the oldest went");
        assert_eq!(all[0].actor, viewer(100).account());
        later.refused(&viewer(1), MINUTE_MS, "board.edit", On::Instance);
        later.refused(&Viewer::anonymous(), MINUTE_MS, "board.edit", On::Instance);
        let (one, lost) = later.take(5_000);
        assert_eq!((one.len(), lost), (1, 0), "a minute later; nobody is nobody");
        later.put_back(one, 2);
        let (again, lost) = later.take(5_000);
        assert_eq!((again.len(), lost), (1, 2));
    }
}
