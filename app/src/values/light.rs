//! Interior or exterior, and the light a scene plays in: what a strip's colour is made of.
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Where a scene plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntExt {
    /// Interior.
    #[default]
    Int,
    /// Exterior.
    Ext,
    /// Both.
    IntExt,
    /// The heading did not say.
    Other,
}

/// Time of day a scene plays in, brought to five kinds from the words of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Day.
    #[default]
    Day,
    /// Night.
    Night,
    /// Dawn, morning light.
    Dawn,
    /// Dusk, magic hour.
    Dusk,
    /// Anything else (LATER, CONTINUOUS).
    Other,
}

impl IntExt {
    /// All, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Int, Self::Ext, Self::IntExt, Self::Other];
    /// As stored and sent.
    pub fn key(self) -> &'static str {
        match self {
            Self::Int => "int",
            Self::Ext => "ext",
            Self::IntExt => "int_ext",
            Self::Other => "other",
        }
    }
}
impl Light {
    /// All, in the order of a form.
    pub const ALL: [Self; 5] = [Self::Day, Self::Night, Self::Dawn, Self::Dusk, Self::Other];
    /// As stored and sent.
    pub fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
            Self::Dawn => "dawn",
            Self::Dusk => "dusk",
            Self::Other => "other",
        }
    }
}
impl FromStr for IntExt {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|v| v.key() == text).ok_or(())
    }
}
impl FromStr for Light {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|v| v.key() == text).ok_or(())
    }
}
