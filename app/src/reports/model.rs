//! A report as a table of finished texts.
use crate::{
    schedule::model::Paint,
    text::{Text, k},
    values::VariantId,
};
use serde::{Deserialize, Serialize};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Every strip in its colour, boneyard included.
    Stripboard,
    /// One line a scene.
    OneLiner,
    /// A scene with its synopsis and its cast by name of the part.
    ShootingSchedule,
    /// Who starts, works, is held and finishes, by date.
    Dood,
    /// The parts with their days.
    CastList,
    /// The places with their scenes and days.
    LocationList,
    /// What each scene needs.
    BreakdownSheets,
    /// Elements by category, with scenes and days.
    ElementList,
    /// The day out of days of elements.
    ElementDood,
}

impl Kind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Stripboard,
        Self::OneLiner,
        Self::ShootingSchedule,
        Self::Dood,
        Self::CastList,
        Self::LocationList,
        Self::BreakdownSheets,
        Self::ElementList,
        Self::ElementDood,
    ];

    /// Whether it is made of the breakdown, which whoever reads the script may have, and not of the board.
    #[must_use]
    pub fn of_script(self) -> bool {
        matches!(self, Self::BreakdownSheets | Self::ElementList | Self::ElementDood)
    }

    /// As in an address and in a file's name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Stripboard => "stripboard",
            Self::OneLiner => "one-liner",
            Self::ShootingSchedule => "shooting-schedule",
            Self::Dood => "dood",
            Self::CastList => "cast-list",
            Self::LocationList => "location-list",
            Self::BreakdownSheets => "breakdown-sheets",
            Self::ElementList => "element-list",
            Self::ElementDood => "element-dood",
        }
    }

    /// The kind of a key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Stripboard => k::REPORTS_STRIPBOARD,
            Self::OneLiner => k::REPORTS_ONE_LINER,
            Self::ShootingSchedule => k::REPORTS_SHOOTING_SCHEDULE,
            Self::Dood => k::REPORTS_DOOD,
            Self::CastList => k::REPORTS_CAST_LIST,
            Self::LocationList => k::REPORTS_LOCATION_LIST,
            Self::BreakdownSheets => k::REPORTS_BREAKDOWN_SHEETS,
            Self::ElementList => k::REPORTS_ELEMENT_LIST,
            Self::ElementDood => k::REPORTS_ELEMENT_DOOD,
        }
    }

    /// What it is for.
    #[must_use]
    pub fn about(self) -> Text {
        match self {
            Self::Stripboard => k::REPORTS_STRIPBOARD_ABOUT,
            Self::OneLiner => k::REPORTS_ONE_LINER_ABOUT,
            Self::ShootingSchedule => k::REPORTS_SHOOTING_SCHEDULE_ABOUT,
            Self::Dood => k::REPORTS_DOOD_ABOUT,
            Self::CastList => k::REPORTS_CAST_LIST_ABOUT,
            Self::LocationList => k::REPORTS_LOCATION_LIST_ABOUT,
            Self::BreakdownSheets => k::REPORTS_BREAKDOWN_SHEETS_ABOUT,
            Self::ElementList => k::REPORTS_ELEMENT_LIST_ABOUT,
            Self::ElementDood => k::REPORTS_ELEMENT_DOOD_ABOUT,
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Column {
    /// What hides it: stable, of letters, digits and `_`.
    pub key: String,
    /// Its heading.
    pub label: String,
    /// Numbers stand to the right.
    pub number: bool,
    /// Takes what room is left.
    pub wide: bool,
    /// May be hidden by whoever looks.
    pub toggles: bool,
}

impl Column {
    /// A column that may be hidden.
    #[must_use]
    pub fn new(key: &str, label: &str) -> Self {
        Self { key: key.to_owned(), label: label.to_owned(), toggles: true, ..Self::default() }
    }
    /// With numbers.
    #[must_use]
    pub fn number(self) -> Self {
        Self { number: true, ..self }
    }
    /// With the room that is left.
    #[must_use]
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
    /// Always there.
    #[must_use]
    pub fn fixed(self) -> Self {
        Self { toggles: false, ..self }
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Line {
    /// A cell per column; of a banner only the first, its words.
    pub cells: Vec<String>,
    /// Name of the strip's colour; empty for none.
    pub tone: String,
    /// A banner: one text over the whole width.
    pub banner: bool,
    /// The kind of scene, where kinds have colours of the production's own.
    #[serde(default)]
    pub kind: Option<String>,
    /// Its colour, where it is of the production's own.
    #[serde(default)]
    pub own: Option<Paint>,
}

/// Lines under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Section {
    /// What they have in common; empty for none.
    pub heading: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// What closes them: the day break; empty for none.
    pub footer: String,
    /// The colour of that, where it is of the production's own.
    #[serde(default)]
    pub own: Option<Paint>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Which.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// The production, as it is called outside.
    pub production: String,
    /// When it was made.
    pub made: String,
    /// `a4` or `letter`.
    pub paper: String,
    /// The columns that are shown.
    pub columns: Vec<Column>,
    /// All columns and other parts that there are, for choosing.
    pub choices: Vec<Column>,
    /// Choices that were saved under a name.
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// The lines.
    pub sections: Vec<Section>,
    /// What the abbreviations mean.
    pub legend: String,
    /// Changes with the production's own colours; 0 where none are needed.
    #[serde(default)]
    pub design: i64,
}

impl Report {
    /// Without the columns of these keys; those that are always there stay.
    #[must_use]
    pub fn without(mut self, hidden: &[&str]) -> Self {
        let keep: Vec<bool> = self.columns.iter().map(|c| !c.toggles || !hidden.contains(&c.key.as_str())).collect();
        for line in self.sections.iter_mut().flat_map(|s| &mut s.lines).filter(|line| !line.banner) {
            let mut at = keep.iter();
            line.cells.retain(|_| at.next().copied().unwrap_or(true));
        }
        let mut at = keep.iter();
        self.columns.retain(|_| at.next().copied().unwrap_or(true));
        self
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|section| section.lines.is_empty())
    }
}

/// Columns and parts that are left out for somebody, under a name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Variant {
    /// Id.
    pub id: VariantId,
    /// Its name: whom it is for.
    pub name: String,
    /// What is left out, as in an address.
    pub hide: String,
    /// Version for optimistic saving.
    pub version: i64,
}

/// What is left out, as it is kept: every key once, in order, and nothing else that an address may have held.
#[must_use]
pub fn tidy(hide: &str) -> String {
    let plain = |key: &&str| key.len() <= 40 && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let keys: std::collections::BTreeSet<&str> = hidden(hide).into_iter().filter(plain).take(60).collect();
    keys.into_iter().collect::<Vec<_>>().join(".")
}

/// The keys of an address, `a.b`.
#[must_use]
pub fn hidden(text: &str) -> Vec<&str> {
    text.split('.').filter(|key| !key.is_empty()).collect()
}
