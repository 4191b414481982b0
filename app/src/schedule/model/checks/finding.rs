//! What a check finds: typed, without words.
use super::packs::Basis;
use crate::values::{CharacterId, DayId, LocationId, PersonId, SceneId, StripId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Scenes on a day that does not take place.
    NotShooting,
    /// Too little rest between two days of one unit.
    DailyRest,
    /// Too little rest between days of two units.
    RestAcrossUnits,
    /// No long rest within seven days.
    WeeklyRest,
    /// The day is longer than it may be.
    DayLength,
    /// The day is longer than what is paid without overtime.
    Overtime,
    /// The week is longer than it may be.
    WeekLength,
    /// Night work on a day longer than night work may be.
    NightWork,
    /// The first meal is too late, or there is none.
    FirstMeal,
    /// Too long between two meals, or after the last.
    NextMeal,
    /// A meal is too short.
    MealLength,
    /// Planned on a date on which they are not available.
    CastAway,
    /// Planned outside the hours in which they are free.
    CastHours,
    /// The place cannot be had on this date.
    PlaceAway,
    /// The place cannot be had at this time of day.
    PlaceHours,
    /// Day and night outdoors on one day.
    DayNightMix,
    /// More pages than the limit.
    PageLoad,
    /// The strips take longer than the day.
    TimeLoad,
    /// More company moves than the limit.
    CompanyMoves,
    /// A minor younger than may work at all.
    MinorAge,
    /// A minor works too long.
    MinorWork,
    /// A minor is on set too long.
    MinorOnSet,
    /// A minor begins too early.
    MinorEarly,
    /// A minor ends too late.
    MinorLate,
    /// A minor has no valid permit on this date.
    MinorPermit,
    /// A minor has no chaperone.
    MinorChaperone,
    /// A minor's hours on this day cannot be told, as strips have no times.
    MinorUntimed,
    /// In two units at overlapping times.
    UnitOverlap,
    /// A flagged scene without a risk assessment.
    RiskAssessment,
    /// A flagged scene without a named supervisor.
    Supervisor,
    /// A day with a plan B that has nothing to shoot.
    NoCover,
    /// A day with a plan B that nobody decides, or not by any time.
    CoverUndecided,
    /// A scene by day outdoors, planned while there is no daylight.
    NoDaylight,
    /// A scene by night outdoors, planned while it is light.
    NotDark,
    /// Work on a Sunday, which has a premium.
    SundayPremium,
    /// Work on a public holiday, which has a premium.
    HolidayPremium,
    /// Work at night, which has a premium.
    NightPremium,
}

impl FindingKind {
    /// All, as they are sorted.
    pub const ALL: [Self; 37] = {
        use FindingKind::*;
        [
            NotShooting,
            DailyRest,
            RestAcrossUnits,
            WeeklyRest,
            DayLength,
            Overtime,
            WeekLength,
            NightWork,
            FirstMeal,
            NextMeal,
            MealLength,
            CastAway,
            CastHours,
            PlaceAway,
            PlaceHours,
            DayNightMix,
            PageLoad,
            TimeLoad,
            CompanyMoves,
            MinorAge,
            MinorWork,
            MinorOnSet,
            MinorEarly,
            MinorLate,
            MinorPermit,
            MinorChaperone,
            MinorUntimed,
            UnitOverlap,
            RiskAssessment,
            Supervisor,
            NoCover,
            CoverUndecided,
            NoDaylight,
            NotDark,
            SundayPremium,
            HolidayPremium,
            NightPremium,
        ]
    };

    /// What `have` and `due` of a finding of this kind are counted in.
    #[must_use]
    pub fn measure(self) -> Measure {
        match self {
            Self::PageLoad => Measure::Eighths,
            Self::NotShooting | Self::CompanyMoves | Self::DayNightMix => Measure::Count,
            Self::MinorAge => Measure::Years,
            Self::CastHours
            | Self::PlaceHours
            | Self::MinorEarly
            | Self::MinorLate
            | Self::NoDaylight
            | Self::NotDark => Measure::Clock,
            _ => Measure::Minutes,
        }
    }
}

/// What figures are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Elapsed minutes.
    Minutes,
    /// Minutes after midnight of the day's date.
    Clock,
    /// Eighths of a page.
    Eighths,
    /// How many.
    Count,
    /// Years of age.
    Years,
}

/// How grave it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing may be published with it.
    Hard,
    /// A rule is broken; publishing needs somebody's authority.
    Breach,
    /// Somebody should look.
    Notice,
}

/// Whom or what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A day as such.
    Day(DayId),
    /// A scene.
    Scene(SceneId),
    /// A place.
    Place(LocationId),
    /// The crew of a unit as a whole.
    Crew(UnitId),
    /// A cast member.
    Cast {
        /// The part; the first in cast order when the person plays several.
        character: CharacterId,
        /// Who plays it, once cast.
        person: Option<PersonId>,
    },
    /// Somebody of the crew.
    Person(PersonId),
}

/// What the times behind a finding are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Times {
    /// Planned or estimated.
    Estimated,
    /// As worked.
    Actual,
}

/// Where a rule stands written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clause {
    /// Id of the pack.
    pub pack: String,
    /// Since when its edition holds; none for a permit.
    pub valid_from: Option<Date>,
    /// Instrument and clause.
    pub source: String,
    /// Statute or contract.
    pub basis: Basis,
}

/// One thing that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// Whom or what it is about.
    pub about: About,
    /// The days it lies on, in order; it stands at the last.
    pub days: Vec<DayId>,
    /// The strips that cause it, in order: where a click leads. Empty when the day's own times do.
    pub strips: Vec<StripId>,
    /// How grave.
    pub severity: Severity,
    /// The figure as it is, see [`FindingKind::measure`].
    pub have: Option<i64>,
    /// The figure as it should be.
    pub due: Option<i64>,
    /// Planned or worked.
    pub times: Times,
    /// Where the rule stands; none where good sense is the only rule.
    pub clause: Option<Clause>,
}

impl Finding {
    /// The day it stands at.
    #[must_use]
    pub fn day(&self) -> Option<DayId> {
        self.days.last().copied()
    }

    /// The same matter, whatever its figures: what tells a changed finding from a new one.
    #[must_use]
    pub fn same_matter(&self, other: &Self) -> bool {
        let source = |f: &'_ Self| f.clause.as_ref().map(|c| (c.pack.clone(), c.source.clone()));
        (self.kind, self.about, &self.days) == (other.kind, other.about, &other.days) && source(self) == source(other)
    }
}
