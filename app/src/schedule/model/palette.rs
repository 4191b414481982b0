//! Colours of strips. A colour never stands alone: what is handed out carries interior or exterior and the light,
//! which the page prints as text (I/E, D/N in the reader's language).
use super::board::{Strip, StripKind};
use crate::values::{IntExt, Light};
use serde::{Deserialize, Serialize};

/// A set of colours, chosen per production.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Palette {
    /// The trade's usual: INT/DAY white, EXT/DAY yellow, INT/NIGHT blue, EXT/NIGHT green; dawn pink, dusk salmon.
    #[default]
    Default,
    /// An alternative that colours by what lights the set: INT/DAY white, EXT/DAY green, INT/NIGHT yellow (lamps),
    /// EXT/NIGHT blue; dawn pink, dusk salmon.
    Continental,
}

/// A strip's colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StripColour {
    /// White.
    White,
    /// Yellow.
    Yellow,
    /// Blue.
    Blue,
    /// Green.
    Green,
    /// Pink.
    Pink,
    /// Salmon.
    Salmon,
    /// Place or light unknown.
    Grey,
    /// A banner.
    Banner,
    /// The day break.
    Black,
}

impl StripColour {
    /// Class in the style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::White => "strip-white",
            Self::Yellow => "strip-yellow",
            Self::Blue => "strip-blue",
            Self::Green => "strip-green",
            Self::Pink => "strip-pink",
            Self::Salmon => "strip-salmon",
            Self::Grey => "strip-grey",
            Self::Banner => "strip-banner",
            Self::Black => "strip-break",
        }
    }
}

/// How a strip looks: its colour and what has to be printed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StripLook {
    /// Colour.
    pub colour: StripColour,
    /// Place and light to print; `None` for a banner, which prints its own text.
    pub print: Option<(IntExt, Light)>,
}

impl Palette {
    /// Colour of a scene. INT/EXT counts as exterior: daylight and weather decide when it can be shot.
    #[must_use]
    pub fn colour(self, int_ext: IntExt, light: Light) -> StripColour {
        let outside = match int_ext {
            IntExt::Int => false,
            IntExt::Ext | IntExt::IntExt => true,
            IntExt::Other => return StripColour::Grey,
        };
        match (light, outside, self) {
            (Light::Dawn, ..) => StripColour::Pink,
            (Light::Dusk, ..) => StripColour::Salmon,
            (Light::Other, ..) => StripColour::Grey,
            (Light::Day, false, _) => StripColour::White,
            (Light::Day, true, Self::Default) | (Light::Night, false, Self::Continental) => StripColour::Yellow,
            (Light::Night, false, Self::Default) | (Light::Night, true, Self::Continental) => StripColour::Blue,
            (Light::Night, true, Self::Default) | (Light::Day, true, Self::Continental) => StripColour::Green,
        }
    }
}

/// How a strip looks.
#[must_use]
pub fn look(palette: Palette, strip: &Strip) -> StripLook {
    match &strip.kind {
        StripKind::Scene(scene) => {
            StripLook { colour: palette.colour(scene.int_ext, scene.light), print: Some((scene.int_ext, scene.light)) }
        }
        StripKind::Banner { .. } => StripLook { colour: StripColour::Banner, print: None },
    }
}
