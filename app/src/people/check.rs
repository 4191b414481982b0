//! Checks what was typed about a person; everything wrong with a form is said at once.
use super::{api::Typed, model::phone, store::NewPerson};
use crate::{
    accounts,
    error::{AppError, Problems},
    text::{Lang, k},
    values::*,
};
use jiff::civil::Date;

/// The part someone is to play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// None.
    Nobody,
    /// One of the script; its number, if it is to change.
    Is(CharacterId, Option<i64>),
    /// A new one by name, with its number.
    New(String, Option<i64>),
}

/// More days off than a long shoot has.
const MOST_DAYS_OFF: usize = 400;

impl Typed {
    /// What can be written, or everything that is wrong.
    pub fn check(&self) -> Result<(NewPerson, Part, Vec<Date>), AppError> {
        let mut p = Problems::default();
        let new = NewPerson {
            name: p.text("name", &self.name, 120),
            role: role(&mut p, &self.role),
            department: p.optional("department", &self.department, 80),
            position: p.optional("position", &self.position, 120),
            phone: number_of(&mut p, &self.phone),
            email: mail_of(&mut p, &self.email),
            language: Lang::ALL.into_iter().find(|l| l.tag() == self.language),
            character: None,
            pre_call_minutes: minutes(&mut p, "pre_call", &self.pre_call),
            travel_minutes: minutes(&mut p, "travel", &self.travel),
            makeup_minutes: minutes(&mut p, "makeup", &self.makeup),
            wardrobe_minutes: minutes(&mut p, "wardrobe", &self.wardrobe),
            pickup_place: p.optional("pickup_place", &self.pickup_place, 200),
        };
        if new.language.is_none() {
            p.add("language", k::ERROR_CHOICE);
        }
        let part = self.part(&mut p);
        let mut days = vec![];
        for line in self.days_off.split(['\n', ',', ';']).map(str::trim).filter(|l| !l.is_empty()) {
            match line.parse::<Date>() {
                Ok(day) => days.push(day),
                Err(_) => {
                    p.add("days_off", k::PEOPLE_DAYS_OFF_WRONG);
                    break;
                }
            }
        }
        if days.len() > MOST_DAYS_OFF {
            p.add("days_off", k::PEOPLE_DAYS_OFF_MANY);
        }
        p.done()?;
        days.sort();
        days.dedup();
        Ok((new, part, days))
    }

    fn part(&self, p: &mut Problems) -> Part {
        let number = cast_number(p, "cast_number", &self.cast_number);
        let name = p.optional("new_character", &self.new_character, 80);
        if !name.is_empty() {
            return Part::New(name, number);
        }
        match self.character.parse() {
            Ok(id) => Part::Is(id, number),
            Err(_) if self.character.is_empty() => Part::Nobody,
            Err(_) => {
                p.add("character", k::ERROR_CHOICE);
                Part::Nobody
            }
        }
    }
}

fn role(p: &mut Problems, text: &str) -> Role {
    text.parse().unwrap_or_else(|()| {
        p.add("role", k::ERROR_CHOICE);
        Role::Crew
    })
}

/// A telephone number as typed.
pub fn number_of(p: &mut Problems, text: &str) -> String {
    p.take("phone", phone(text).ok_or(()), k::PEOPLE_PHONE_WRONG)
}

/// A mail address, or nothing.
fn mail_of(p: &mut Problems, text: &str) -> String {
    if text.trim().is_empty() {
        String::new()
    } else {
        p.take("email", accounts::model::email(text).ok_or(()), k::ERROR_EMAIL)
    }
}

/// Minutes of at most a day; nothing typed is none.
fn minutes(p: &mut Problems, field: &str, text: &str) -> i64 {
    let text = text.trim();
    let found = if text.is_empty() { Ok(0) } else { text.parse::<i64>().map_err(drop) };
    p.take(field, found.and_then(|m| if (0..=1440).contains(&m) { Ok(m) } else { Err(()) }), k::PEOPLE_MINUTES_WRONG)
}

/// A cast number, or none.
pub fn cast_number(p: &mut Problems, field: &str, text: &str) -> Option<i64> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let number = text.parse::<i64>().ok().filter(|n| (1..=9999).contains(n));
    if number.is_none() {
        p.add(field, k::ERROR_NUMBER);
    }
    number
}
