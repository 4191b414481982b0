//! A schedule between programs, with the types of the field: pages in eighths, dates as dates.
use super::{stamp::Stamp, ucid::Ucid};
use crate::values::Eighths;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// Keys that are not the standard's, kept as they came. One's own begin with `_`.
pub type Extra = Map<String, Value>;

/// A whole file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Interchange {
    /// Whose schedule this is.
    pub header: Header,
    /// Scenes and banners.
    pub breakdowns: Vec<Breakdown>,
    /// Kinds of elements.
    pub categories: Vec<Category>,
    /// Everything needed in a scene, and its set, place and light.
    pub elements: Vec<Element>,
    /// Arrangements; none in a mere breakdown.
    pub stripboards: Vec<Stripboard>,
    /// Calendars; none in a mere breakdown.
    pub calendars: Vec<Calendar>,
    /// Other keys of the standard's object.
    pub extra: Extra,
    /// Keys beside the standard's object.
    pub outer: Extra,
}

/// Whose schedule this is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// Id of the file.
    pub id: String,
    /// Who made it.
    pub author: Option<String>,
    /// For which company.
    pub company: Option<String>,
    /// When it was made.
    pub created: String,
    /// What it is.
    pub description: Option<String>,
    /// Number of the episode.
    pub episode: Option<String>,
    /// Title of the episode.
    pub episode_name: Option<String>,
    /// Name of the schedule.
    pub name: String,
    /// Title of the film or series.
    pub project: Option<String>,
    /// Revision colour of the schedule.
    pub schedule_colour: Option<String>,
    /// Revision date of the schedule.
    pub schedule_date: Option<String>,
    /// Revision colour of the script.
    pub script_colour: Option<String>,
    /// Revision date of the script.
    pub script_date: Option<String>,
    /// Season.
    pub season: Option<String>,
    /// Program that wrote the file.
    pub source: String,
    /// Version of the standard.
    pub version: String,
}

/// Scene or banner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BreakdownKind {
    /// A scene. Some programs write `strip`.
    #[default]
    Scene,
    /// A banner.
    Banner,
}

/// The breakdown of a scene, or a banner.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Breakdown {
    /// Id.
    pub id: String,
    /// Scene or banner.
    pub kind: BreakdownKind,
    /// Text of a banner.
    pub banner: Option<String>,
    /// Comments.
    pub comments: Option<String>,
    /// When it was made.
    pub created: String,
    /// What happens.
    pub description: Option<String>,
    /// Ids of its elements, set, place and light among them.
    pub elements: Vec<String>,
    /// Length. In the file a decimal, 1/8 = 0.125.
    pub pages: Option<Eighths>,
    /// Scene number.
    pub scene: Option<String>,
    /// Page of the script it begins on.
    pub script_page: Option<String>,
    /// Estimated time to shoot it, in milliseconds.
    pub duration_ms: Option<i64>,
    /// Other keys.
    pub extra: Extra,
}

/// A kind of elements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Category {
    /// Id within the file.
    pub id: String,
    /// When it was made.
    pub created: String,
    /// What this production calls it.
    pub name: String,
    /// What it is, see [`Ucid`].
    pub ucid: i64,
    /// Other keys.
    pub extra: Extra,
}

/// An element.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Id within the file.
    pub id: String,
    /// Id of its category.
    pub category: String,
    /// When it was made.
    pub created: String,
    /// Weekdays on which it cannot be had: Sunday 0 to Saturday 6.
    pub days_off: BTreeSet<u8>,
    /// Calendar days between drop and pickup.
    pub drop_days: u32,
    /// Number on the board ("7").
    pub number: Option<String>,
    /// Its own events.
    pub events: Vec<Event>,
    /// In the day out of days.
    pub is_dood: bool,
    /// May be dropped.
    pub is_drop: bool,
    /// May be held.
    pub is_hold: bool,
    /// Its number stays.
    pub is_id_lock: bool,
    /// Ids of the elements that come along with it.
    pub linked: Vec<String>,
    /// Name.
    pub name: String,
    /// Other keys.
    pub extra: Extra,
}

impl Default for Element {
    /// The standard's defaults: in the day out of days, held and dropped.
    fn default() -> Self {
        Self {
            id: String::new(),
            category: String::new(),
            created: String::new(),
            days_off: BTreeSet::new(),
            drop_days: 10,
            number: None,
            events: Vec::new(),
            is_dood: true,
            is_drop: true,
            is_hold: true,
            is_id_lock: false,
            linked: Vec::new(),
            name: String::new(),
            extra: Extra::new(),
        }
    }
}

/// What an event is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// The first shooting day of the boards.
    Start,
    /// A day off: its name may be `holiday`.
    DayOff,
    /// Anything else: `fitting`, `rehearsal`, `travel`, `photo`.
    Event,
    /// A type the standard does not have.
    Other(String),
}

impl EventKind {
    /// As written.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Start => "start",
            Self::DayOff => "dayOff",
            Self::Event => "event",
            Self::Other(key) => key,
        }
    }

    /// The kind a text stands for.
    #[must_use]
    pub fn of(key: &str) -> Self {
        match key {
            "start" => Self::Start,
            "dayOff" => Self::DayOff,
            "event" => Self::Event,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// Something on a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Id.
    pub id: String,
    /// When.
    pub date: Stamp,
    /// What.
    pub kind: EventKind,
    /// Which.
    pub name: Option<String>,
    /// Other keys.
    pub extra: Extra,
}

/// A calendar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calendar {
    /// Id.
    pub id: String,
    /// Weekdays without shooting: Sunday 0 to Saturday 6.
    pub days_off: BTreeSet<u8>,
    /// Start, days off, other events.
    pub events: Vec<Event>,
    /// Name.
    pub name: String,
    /// Other keys.
    pub extra: Extra,
}

/// One arrangement of the whole script.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stripboard {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Id of its calendar.
    pub calendar: Option<String>,
    /// Boards of units, and the boneyard.
    pub boards: Vec<UnitBoard>,
    /// Other keys.
    pub extra: Extra,
}

/// What stands in a board: strips on days, or strips without a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoardItem {
    /// A strip that is on no day: id of its breakdown.
    Strip(String),
    /// A shooting day: ids of its breakdowns, top to bottom.
    Day(Vec<String>),
}

/// The board of a unit, or the boneyard.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitBoard {
    /// Id.
    pub id: String,
    /// Name, usually `stripboard` or `boneyard`.
    pub name: String,
    /// Days and strips in order.
    pub items: Vec<BoardItem>,
    /// Other keys.
    pub extra: Extra,
}

impl UnitBoard {
    /// Ids of all breakdowns on it, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.items
            .iter()
            .flat_map(|item| match item {
                BoardItem::Strip(id) => std::slice::from_ref(id),
                BoardItem::Day(ids) => ids.as_slice(),
            })
            .map(String::as_str)
    }

    /// Its shooting days.
    pub fn days(&self) -> impl Iterator<Item = &[String]> {
        self.items.iter().filter_map(|item| match item {
            BoardItem::Day(ids) => Some(ids.as_slice()),
            BoardItem::Strip(_) => None,
        })
    }
}

impl Calendar {
    /// First shooting date.
    #[must_use]
    pub fn start(&self) -> Option<Date> {
        self.events.iter().find(|event| event.kind == EventKind::Start).map(|event| event.date.date())
    }

    /// Dates of so many shooting days from the start on, without weekdays off and days off. Fewer if there is no
    /// start or no weekday is left, or the days would not fit into twenty years.
    #[must_use]
    pub fn shooting_dates(&self, count: usize) -> Vec<Date> {
        let days_off: BTreeSet<Date> =
            self.events.iter().filter(|event| event.kind == EventKind::DayOff).map(|event| event.date.date()).collect();
        let weekday = |date: Date| u8::try_from(date.weekday().to_sunday_zero_offset()).unwrap_or_default();
        let open = |date: &Date| !self.days_off.contains(&weekday(*date)) && !days_off.contains(date);
        let all = std::iter::successors(self.start(), |date| date.tomorrow().ok());
        all.take(20 * 366).filter(open).take(count).collect()
    }
}

impl Interchange {
    /// For looking up the elements of breakdowns; made once per file.
    #[must_use]
    pub fn lookup(&self) -> Lookup<'_> {
        let ucids: HashMap<&str, i64> = self.categories.iter().map(|c| (c.id.as_str(), c.ucid)).collect();
        let kind = |element: &Element| ucids.get(element.category.as_str()).copied().unwrap_or(Ucid::Other.number());
        Lookup(self.elements.iter().map(|element| (element.id.as_str(), (kind(element), element))).collect())
    }

    /// Has boards, and is not a mere breakdown.
    #[must_use]
    pub fn is_schedule(&self) -> bool {
        !self.stripboards.is_empty()
    }
}

/// Elements by id, with the number of their category.
#[derive(Debug, Clone)]
pub struct Lookup<'a>(HashMap<&'a str, (i64, &'a Element)>);

impl<'a> Lookup<'a> {
    /// The elements of a breakdown that are of one kind, in its order: one for set, place and light, any number of
    /// cast. Ids that lead nowhere are left out; without a category an element is [`Ucid::Other`].
    pub fn of<'b>(&'b self, breakdown: &'b Breakdown, ucid: Ucid) -> impl Iterator<Item = &'a Element> + 'b {
        let known = breakdown.elements.iter().filter_map(|id| self.0.get(id.as_str()));
        known.filter(move |(kind, _)| *kind == ucid.number()).map(|(_, element)| *element)
    }
}
