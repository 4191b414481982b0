//! The demo's data as it stands in `demo/production.json`.
use app::{
    confidential::model::Kin,
    error::AppError,
    locations::store::NewLocation,
    people::store::NewPerson,
    productions::store::Settings,
    schedule::{
        Background, NewDay,
        store::{Banner, Item},
    },
    text::{Lang, k},
    values::*,
};
use serde::Deserialize;
use std::collections::HashMap;

/// The whole production.
#[derive(Deserialize)]
pub struct Plan {
    pub title: String,
    pub code_name: String,
    pub country: String,
    pub zone: String,
    pub page_size: String,
    pub company: String,
    pub published_day: String,
    pub cast: Vec<Person>,
    pub crew: Vec<Person>,
    pub others: Vec<Person>,
    pub locations: Vec<Location>,
    pub days: Vec<Day>,
    pub breakdown: Vec<Note>,
    pub elements: Vec<Element>,
    pub dood: Vec<InDood>,
    pub links: Vec<Link>,
}
/// Crew, cast, or somebody beside.
#[derive(Deserialize, Clone)]
#[serde(default)]
pub struct Person {
    pub name: String,
    pub role: Role,
    pub department: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub character: String,
    pub number: Option<i64>,
    pub pickup_place: String,
    pub pre_call_minutes: i64,
    pub travel_minutes: i64,
    pub makeup_minutes: i64,
    pub wardrobe_minutes: i64,
    pub days_off: Vec<jiff::civil::Date>,
    pub medical: String,
    pub kin: Option<Kin>,
    pub address: String,
}
impl Default for Person {
    fn default() -> Self {
        Self {
            name: String::new(),
            role: Role::Cast,
            department: String::new(),
            position: String::new(),
            phone: String::new(),
            email: String::new(),
            character: String::new(),
            number: None,
            pickup_place: String::new(),
            pre_call_minutes: 0,
            travel_minutes: 0,
            makeup_minutes: 0,
            wardrobe_minutes: 0,
            days_off: vec![],
            medical: String::new(),
            kin: None,
            address: String::new(),
        }
    }
}
#[derive(Deserialize)]
pub struct Location {
    pub name: String,
    pub address: String,
    pub lat_e6: i64,
    pub lon_e6: i64,
    pub zone: String,
    pub parking: String,
    pub notes: String,
    pub sets: Vec<String>,
    pub hospital: Hospital,
}
#[derive(Deserialize)]
pub struct Hospital {
    pub name: String,
    pub address: String,
    pub phone: String,
    pub open_24h: bool,
    pub checked_by: String,
    pub checked_on: String,
}
#[derive(Deserialize)]
pub struct Day {
    pub date: jiff::civil::Date,
    pub label: String,
    pub location: String,
    pub unit_call: String,
    pub estimated_wrap: String,
    pub lunch: String,
    pub scenes: Vec<String>,
    /// Minutes of each scene.
    pub minutes: Vec<i64>,
    pub banners: Vec<DayBanner>,
    pub hazards: String,
    pub weather: String,
    pub notes: String,
    pub background: Vec<Group>,
}
#[derive(Deserialize)]
pub struct DayBanner {
    pub after: String,
    pub text: String,
    pub minutes: i64,
}
#[derive(Deserialize)]
pub struct Group {
    pub description: String,
    pub count: i64,
    pub call: String,
}
/// What the script says of a scene beside its heading.
#[derive(Deserialize)]
pub struct Note {
    pub scene: String,
    #[serde(default)]
    pub flags: Vec<String>,
}

/// Something a scene needs.
#[derive(Deserialize)]
pub struct Element {
    pub scene: String,
    pub category: i64,
    pub name: String,
    #[serde(default)]
    pub amount: Option<i64>,
}
/// An element that is hired by the day.
#[derive(Deserialize)]
pub struct InDood {
    pub category: i64,
    pub name: String,
}
/// What a part brings into its scenes.
#[derive(Deserialize)]
pub struct Link {
    pub by: String,
    pub brings: String,
    pub category: i64,
}

impl Plan {
    /// As the production store takes it.
    pub fn settings(&self) -> Settings {
        Settings {
            title: self.title.clone(),
            code_name: self.code_name.clone(),
            country: self.country.clone(),
            zone: self.zone.clone(),
            page_size: self.page_size.clone(),
            language: Lang::En,
            palette: "default".into(),
            revision_naming: "colours".into(),
        }
    }
    /// Everybody, crew first.
    pub fn everyone(&self) -> Vec<Person> {
        let cast = self.cast.iter().cloned().map(|p| Person { role: Role::Cast, department: "Cast".into(), ..p });
        self.crew.iter().cloned().chain(cast).chain(self.others.iter().cloned()).collect()
    }
    /// The first of each role: through their eyes the demo can be looked at.
    pub fn eyes(&self) -> Vec<Person> {
        let all = self.everyone();
        // For plain crew somebody whose department has a head beside them, such as a camera operator.
        Role::ALL
            .iter()
            .filter_map(|role| {
                let camera = all.iter().find(|p| p.role == *role && *role == Role::Crew && p.department == "Camera");
                camera.or_else(|| all.iter().find(|p| p.role == *role)).cloned()
            })
            .collect()
    }
}
impl Person {
    /// As the people store takes it.
    pub fn to_new(&self, character: Option<CharacterId>) -> NewPerson {
        NewPerson {
            position: self.position.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            character,
            pre_call_minutes: self.pre_call_minutes,
            travel_minutes: self.travel_minutes,
            makeup_minutes: self.makeup_minutes,
            wardrobe_minutes: self.wardrobe_minutes,
            pickup_place: self.pickup_place.clone(),
            ..NewPerson::named(&self.name, self.role, &self.department)
        }
    }
}
impl Location {
    /// As the location store takes it.
    pub fn to_new(&self) -> NewLocation {
        let h = &self.hospital;
        NewLocation {
            at: Some((self.lat_e6, self.lon_e6)),
            parking: self.parking.clone(),
            notes: self.notes.clone(),
            hospital_name: h.name.clone(),
            hospital_address: h.address.clone(),
            hospital_phone: h.phone.clone(),
            hospital_24h: h.open_24h,
            hospital_checked_by: h.checked_by.clone(),
            hospital_checked_on: h.checked_on.clone(),
            ..NewLocation::named(&self.name, &self.address, &self.zone)
        }
    }
}
impl Day {
    /// As the schedule store takes it. A time at or before the unit call lies after midnight.
    pub fn to_new(&self, unit: UnitId, location: Option<LocationId>) -> Result<NewDay, AppError> {
        let time = |text: &str| text.parse::<Minute>().map_err(|_| AppError::field("", k::ERROR_TIME));
        let unit_call = time(&self.unit_call)?;
        let later = |text: &str| time(text).map(|at| if at <= unit_call { at.plus(1440) } else { at });
        let background = self
            .background
            .iter()
            .map(|g| Ok(Background { description: g.description.clone(), count: g.count, call: Some(time(&g.call)?) }));
        Ok(NewDay {
            unit,
            date: self.date,
            unit_call,
            shooting_call: Some(unit_call.plus(60)),
            lunch: Some(later(&self.lunch)?),
            est_wrap: later(&self.estimated_wrap)?,
            location,
            weather: self.weather.clone(),
            hazards: self.hazards.clone(),
            notes: self.notes.clone(),
            background: background.collect::<Result<_, AppError>>()?,
            ..NewDay::default()
        })
    }
    /// Scenes in shooting order with the banners between them.
    pub fn strips(&self, scenes: &HashMap<String, SceneId>) -> Vec<Item> {
        let mut items = vec![];
        for (number, minutes) in self.scenes.iter().zip(&self.minutes) {
            if let Some(scene) = scenes.get(number) {
                items.push(Item::Scene { scene: *scene, minutes: *minutes });
            }
            for banner in self.banners.iter().filter(|b| &b.after == number) {
                items.push(Item::Banner(Banner { text: banner.text.clone(), minutes: banner.minutes }));
            }
        }
        items
    }
}
