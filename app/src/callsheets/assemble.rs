//! The complete draft of a day's sheet, from what the database holds. Reads only; nothing here runs while the writer
//! is held.
use super::{
    material::Material,
    model::{
        calls::Calls,
        checklist::{Facts, Finding, RestWarning, check},
        revision::{RevisionNaming, name},
        sheet::Sheet,
        visibility::Reader,
    },
    screen::RevisionTag,
    store::{self, *},
    words,
};
use crate::{
    access::{Permission, Scope},
    error::AppError,
    locations::store as locations,
    productions::{model::Production, store as productions},
    text::Lang,
    values::*,
};
use std::collections::HashMap;

/// A day's draft with everything it was made from.
#[derive(Debug)]
pub struct Draft {
    /// The complete sheet, without a revision.
    pub sheet: Sheet,
    /// Calls with what was computed beside what was decided.
    pub calls: Calls,
    /// Decisions by person, those taken back included.
    pub decisions: HashMap<PersonId, DecisionRow>,
    /// Everyone in the production.
    pub people: Vec<PersonRow>,
    /// The day.
    pub day: DayRow,
    /// The production.
    pub production: Production,
    /// The revision issued last.
    pub last: Option<RevisionRow>,
    /// Too little rest before this day.
    pub rest: Vec<RestWarning>,
    /// See [`store::stamp`].
    pub stamp: i64,
}

/// Whether somebody gets a crew call: everyone but artists and people from outside.
pub fn is_crew(role: Role) -> bool {
    !matches!(role, Role::Cast | Role::Guardian | Role::Agent | Role::Vendor | Role::Client)
}

/// Assembles the draft of a day.
pub async fn draft<P: Permission>(scope: &mut Scope<P>, day: DayId) -> Result<Draft, AppError> {
    let stamp = store::stamp(scope, day).await?;
    let (workspace, id) = (scope.workspace(), scope.production());
    let row: DayRow = scope.one(&DRAFT_DAY, args![workspace, id, day]).await?;
    let m = Material {
        strips: scope.list(&DRAFT_STRIPS, args![workspace, id, day]).await?,
        in_scenes: scope.list(&DRAFT_CAST, args![workspace, id]).await?,
        people: store::everyone(scope).await?,
        parts: scope.list(&DRAFT_CHARACTERS, args![workspace, id]).await?,
        places: locations::whole(scope).await?,
        decisions: scope.list(&DRAFT_DECISIONS, args![workspace, id, day]).await?,
        advance: scope.list(&DRAFT_ADVANCE, args![workspace, id, row.unit, row.date]).await?,
        before: scope.first(&DRAFT_BEFORE, args![workspace, id, row.unit, day, row.call_utc]).await?,
        authorised: scope.list(&REST_GIVEN, args![workspace, id, day]).await?,
        production: productions::load(scope).await?,
        day: row,
    };
    let last = store::last_revision(scope, day).await?;
    Ok(m.assemble(last, stamp))
}

impl Draft {
    /// The production's language.
    pub fn lang(&self) -> Lang {
        Lang::from_tag(&self.production.language).unwrap_or_default()
    }
    /// How the production names revisions.
    pub fn naming(&self) -> RevisionNaming {
        naming(&self.production.revision_naming)
    }
    /// The revision that would come.
    pub fn next(&self) -> RevisionTag {
        let number = self.last.as_ref().map_or(0, |r| r.number).saturating_add(1);
        let naming = self.naming();
        RevisionTag {
            name: words::revision(name(naming, number), self.lang()),
            swatch: words::swatch(naming, number),
            number,
        }
    }
    /// The revision issued last.
    pub fn tag(&self) -> Option<RevisionTag> {
        let naming = self.naming();
        self.last.as_ref().map(|r| RevisionTag {
            name: r.name.clone(),
            swatch: words::swatch(naming, r.number),
            number: r.number,
        })
    }
    /// What stands in the way of publishing, or deserves a look.
    pub fn findings(&self) -> Vec<Finding> {
        let others = |p: &&PersonRow| matches!(p.role, Role::Guardian | Role::Agent) && !p.email.trim().is_empty();
        let reached_through_others =
            self.people.iter().filter(others).flat_map(|g| stands_for(&self.people, g)).collect();
        let previous = self.last.as_ref().map(|r| &r.sheet);
        check(&self.sheet, &Facts { rest: self.rest.clone(), previous, reached_through_others, ..Facts::default() })
    }
    /// Somebody as a reader of this sheet.
    pub fn reader(&self, person: &PersonRow) -> Reader {
        reader(&self.people, person)
    }
}

/// Somebody as a reader, with those they stand for.
pub fn reader(people: &[PersonRow], person: &PersonRow) -> Reader {
    let department = Some(person.department.clone()).filter(|d| !d.trim().is_empty());
    Reader {
        stands_for: stands_for(people, person),
        exceptions: person.exceptions.clone(),
        ..Reader::new(Some(person.id), person.role, department)
    }
}

/// A guardian's minors, an agent's clients: the artists of the part they are tied to.
pub fn stands_for(people: &[PersonRow], person: &PersonRow) -> Vec<PersonId> {
    if !matches!(person.role, Role::Guardian | Role::Agent) || person.character.is_none() {
        return vec![];
    }
    let artist = |p: &&PersonRow| p.role == Role::Cast && p.character == person.character;
    people.iter().filter(artist).map(|p| p.id).collect()
}

/// How a production names its revisions, from its settings.
pub fn naming(text: &str) -> RevisionNaming {
    if text == "numbers" { RevisionNaming::Numbers } else { RevisionNaming::Colours }
}
