//! Numbers of the categories (Universal Category Identification): what a category is, whatever it is called.
use serde::{Deserialize, Serialize};

macro_rules! ucids { ($($(#[$doc:meta])* $name:ident = $id:literal;)*) => {
    /// What a category is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Ucid { $($(#[$doc])* $name),* }
    impl Ucid {
        /// Every category of the standard.
        pub const ALL: &[Self] = &[$(Self::$name),*];
        /// Its number.
        #[must_use]
        pub fn number(self) -> i64 { match self { $(Self::$name => $id),* } }
    }
} }
ucids! {
    /// Set.
    Set = 0;
    /// Interior or exterior.
    IntExt = 1;
    /// Day or night.
    DayNight = 2;
    /// Day of the story.
    ScriptDay = 3;
    /// Unit.
    Unit = 4;
    /// Sequence.
    Sequence = 5;
    /// Place of shooting.
    Location = 6;
    /// Cast.
    Cast = 100;
    /// Background.
    Background = 101;
    /// Stunts.
    Stunts = 102;
    /// Vehicles.
    Vehicles = 103;
    /// Props.
    Props = 104;
    /// Special effects on set.
    SpecialEffects = 105;
    /// Wardrobe.
    Wardrobe = 106;
    /// Make-up and hair.
    MakeupHair = 107;
    /// Animals.
    Animals = 108;
    /// Animal handlers.
    Wranglers = 109;
    /// Camera.
    Camera = 110;
    /// Grip.
    Grip = 111;
    /// Electric.
    Electric = 112;
    /// Sound.
    Sound = 113;
    /// Music.
    Music = 114;
    /// Art department.
    Art = 115;
    /// Set dressing.
    SetDressing = 116;
    /// Greens.
    Greenery = 117;
    /// Security.
    Security = 118;
    /// Special equipment.
    SpecialEquipment = 119;
    /// Additional labour.
    AdditionalLabor = 120;
    /// Visual effects.
    VisualEffects = 121;
    /// Mechanical effects.
    MechanicalEffects = 122;
    /// Notes.
    Notes = 123;
    /// Comments.
    Comments = 124;
    /// Miscellaneous.
    Miscellaneous = 125;
    /// Anything else.
    Other = 126;
}

impl Ucid {
    /// The category with this number; `None` for a custom one.
    #[must_use]
    pub fn of(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|ucid| ucid.number() == number)
    }

    /// Whether a number is about a scene as a whole (0 to 99, from 50 custom) and not about what is in it.
    #[must_use]
    pub fn is_scene(number: i64) -> bool {
        (0..100).contains(&number)
    }

    /// Whether a number is free for a production's own categories: 50 to 99 and from 500.
    #[must_use]
    pub fn is_custom(number: i64) -> bool {
        (50..100).contains(&number) || number >= 500
    }
}
