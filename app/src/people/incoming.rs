//! From the rows of an imported list to people: what is taken in, what is left out, and what to know about it.
use super::{
    import::{Row, Table, guess, read, role},
    model::*,
    store::{self, NewPerson},
};
use crate::{
    access::{EditPeople, Permission, Scope},
    accounts, audit,
    error::AppError,
    text::{Text, k},
    values::Role,
};
use std::collections::{HashMap, HashSet};

/// A person of the list, about to be added.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The person.
    pub person: NewPerson,
    /// Name of the part they play; empty for none.
    pub part: String,
}

/// What the rows come to.
#[derive(Debug, Default)]
pub struct Plan {
    /// To be added.
    pub ready: Vec<Incoming>,
    /// Rows left out.
    pub skipped: i64,
    /// What to know.
    pub notes: Vec<Note>,
}

/// Who is there already: mail addresses, and names with departments.
#[derive(Debug, Default)]
pub struct Known {
    mails: HashSet<String>,
    names: HashSet<(String, String)>,
    /// Roles that this viewer must not hand out.
    refused: Vec<Role>,
}
impl Known {
    /// Nobody is there yet.
    pub fn nobody(refused: Vec<Role>) -> Self {
        Self { refused, ..Self::default() }
    }
    fn has(&self, person: &NewPerson) -> bool {
        (!person.email.is_empty() && self.mails.contains(&person.email.to_lowercase()))
            || self.names.contains(&(person.name.to_lowercase(), person.department.to_lowercase()))
    }
    fn add(&mut self, email: &str, name: &str, department: &str) {
        if !email.is_empty() {
            self.mails.insert(email.to_lowercase());
        }
        self.names.insert((name.to_lowercase(), department.to_lowercase()));
    }
}

/// Who is there already in this production.
pub async fn known<P: Permission>(scope: &mut Scope<P>) -> Result<Known, AppError> {
    let mut known = Known::nobody(store::refused(scope.me()));
    for p in store::everyone(scope).await?.iter().filter(|p| !p.removed) {
        known.add(&p.email, &p.name, &p.department);
    }
    Ok(known)
}

/// The meaning of the columns: as chosen, or as guessed where nothing was chosen.
pub fn meaning(table: &Table, chosen: &[String]) -> Vec<Column> {
    let guessed = guess(table);
    if chosen.is_empty() {
        return guessed;
    }
    (0..guessed.len())
        .map(|at| chosen.get(at).and_then(|key| Column::from_key(key)).unwrap_or(Column::Ignore))
        .collect()
}

/// What the rows come to; `known` grows by them, so that a list that names someone twice adds them once.
pub fn plan(table: &Table, columns: &[Column], known: &mut Known) -> Plan {
    let mut plan = Plan::default();
    let mut heading = String::new();
    for row in &table.rows {
        let mut note = |text: Text, words: &str| {
            plan.notes.push(Note { line: row.line, text, words: words.chars().take(80).collect() });
        };
        if let Some(only) = alone(row, columns) {
            heading = only.chars().take(80).collect();
            note(k::PEOPLE_NOTE_HEADING, only);
            continue;
        }
        match person(row, columns, &known.refused, &mut note) {
            Some(mut found) => {
                if found.person.department.is_empty() {
                    found.person.department.clone_from(&heading);
                }
                if known.has(&found.person) {
                    note(k::PEOPLE_NOTE_DOUBLE, &found.person.name);
                    plan.skipped += 1;
                } else {
                    known.add(&found.person.email, &found.person.name, &found.person.department);
                    plan.ready.push(found);
                }
            }
            None => plan.skipped += 1,
        }
    }
    plan
}

/// The heading of a department: a cell that stands alone in its row and does not look like somebody's name.
fn alone<'a>(row: &'a Row, columns: &[Column]) -> Option<&'a str> {
    let mut filled = row.cells.iter().enumerate().filter(|(_, c)| !c.is_empty());
    let (at, only) = filled.next().filter(|_| columns.len() >= 3)?;
    let capitals = only.chars().any(char::is_alphabetic) && !only.chars().any(char::is_lowercase);
    let named = matches!(columns.get(at), Some(Column::Name | Column::First | Column::Last));
    (filled.next().is_none() && !only.contains('@') && (!named || capitals || is_department(only))).then_some(only)
}

/// One row as a person, or why not.
fn person(row: &Row, columns: &[Column], refused: &[Role], note: &mut impl FnMut(Text, &str)) -> Option<Incoming> {
    let get = |column: Column| columns.iter().position(|c| *c == column).map_or("", |at| row.cell(at));
    let name = match get(Column::Name) {
        "" => format!("{} {}", get(Column::First), get(Column::Last)).trim().to_owned(),
        name => name.to_owned(),
    };
    if name.is_empty() {
        note(k::PEOPLE_NOTE_NO_NAME, "");
        return None;
    }
    let long = |text: &str, most: usize| text.chars().count() > most;
    let (department, position, part) = (get(Column::Department), get(Column::Position), get(Column::Character));
    if long(&name, 120) || long(department, 80) || long(position, 120) || long(part, 80) {
        note(k::PEOPLE_NOTE_LONG, &name);
        return None;
    }
    for cell in [name.as_str(), department, position, part].into_iter().filter(|c| is_formula(c)) {
        note(k::PEOPLE_NOTE_FORMULA, cell);
    }
    let mut new = NewPerson::named(&name, rights(get(Column::Role), position, part, refused, note), department);
    new.position = position.to_owned();
    new.phone = phone(get(Column::Phone)).unwrap_or_else(|| {
        note(k::PEOPLE_NOTE_PHONE, get(Column::Phone));
        String::new()
    });
    let mail = get(Column::Email);
    new.email = accounts::model::email(mail.trim_start_matches("mailto:")).unwrap_or_else(|| {
        if !mail.is_empty() {
            note(k::PEOPLE_NOTE_EMAIL, mail);
        }
        String::new()
    });
    let part = if new.role == Role::Cast { part.to_owned() } else { String::new() };
    Some(Incoming { person: new, part })
}

/// What spreadsheets would calculate. Here it stays text; it is said, since a name seldom begins so.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '@']) || (cell.starts_with(['+', '-']) && phone(cell).is_none())
}

/// The role of a row: as written, else cast where a part stands, else after the position.
fn rights(written: &str, position: &str, part: &str, refused: &[Role], note: &mut impl FnMut(Text, &str)) -> Role {
    let found = match (role(written), role(position)) {
        (Some(role), _) => role,
        (None, _) if !part.is_empty() => Role::Cast,
        (None, after) => {
            if !written.is_empty() {
                note(k::PEOPLE_NOTE_ROLE, written);
            }
            after.unwrap_or(Role::Crew)
        }
    };
    if refused.contains(&found) {
        note(k::PEOPLE_NOTE_OFFICE, if written.is_empty() { position } else { written });
        return Role::Crew;
    }
    found
}

/// What an import would do.
pub async fn preview<P: Permission>(scope: &mut Scope<P>, text: &str, chosen: &[String]) -> Result<Preview, AppError> {
    let table = read(text)?;
    let columns = meaning(&table, chosen);
    let plan = plan(&table, &columns, &mut known(scope).await?);
    let more = plan.notes.len().saturating_sub(MOST_NOTES);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Preview {
        rows: table.rows.iter().take(5).map(|r| (0..columns.len()).map(|at| r.cell(at).to_owned()).collect()).collect(),
        columns: table.headings.iter().cloned().zip(columns).collect(),
        parted: table.parted.to_owned(),
        ready: count(plan.ready.len()),
        skipped: plan.skipped,
        notes: plan.notes.into_iter().take(MOST_NOTES).collect(),
        more: count(more),
    })
}

/// Takes the list in: how many were added, how many left out.
pub async fn take_in(scope: &mut Scope<EditPeople>, text: &str, chosen: &[String]) -> Result<(usize, i64), AppError> {
    let table = read(text)?;
    let columns = meaning(&table, chosen);
    let plan = plan(&table, &columns, &mut known(scope).await?);
    if plan.ready.is_empty() {
        return Err(AppError::field("", k::PEOPLE_IMPORT_NOBODY));
    }
    let mut parts: HashMap<String, (crate::values::CharacterId, bool)> = HashMap::new();
    for c in store::characters(scope).await? {
        parts.insert(c.name.to_lowercase(), (c.id, c.person.is_some()));
    }
    let added = plan.ready.len();
    for Incoming { mut person, part } in plan.ready {
        if !part.is_empty() {
            let key = part.to_lowercase();
            let (id, taken) = match parts.get(&key) {
                Some(found) => *found,
                None => (store::insert_character(scope, &part, None).await?, false),
            };
            // A part that somebody plays keeps its artist; the newcomer is cast by hand.
            person.character = (!taken).then_some(id);
            parts.insert(key, (id, true));
        }
        store::insert(scope, &person).await?;
    }
    audit::record(scope, "people.imported", None, serde_json::json!({ "n": added })).await?;
    Ok((added, plan.skipped))
}
