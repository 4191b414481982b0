//! A production's own colours of strips: any colour for any pair of interior or exterior and light, for banners and
//! day breaks. The ink on a colour is chosen, not entered, so that the text can always be read (WCAG 2.2, 1.4.3).
use super::{
    board::{Strip, StripKind},
    palette::{Palette, StripColour},
};
use crate::values::{IntExt, Light};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An sRGB colour; its JSON is `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The text is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotRgb;

impl fmt::Display for NotRgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a colour such as #ffee88")
    }
}
impl std::error::Error for NotRgb {}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}
impl FromStr for Rgb {
    type Err = NotRgb;
    /// Reads `#ffee88` and `#fe8`.
    fn from_str(text: &str) -> Result<Self, NotRgb> {
        let digits = text.trim().strip_prefix('#').ok_or(NotRgb)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotRgb);
        }
        let value = u32::from_str_radix(digits, 16).map_err(|_| NotRgb)?;
        let part = |shift: u32, mask: u32| u8::try_from(value >> shift & mask).unwrap_or_default();
        match digits.len() {
            6 => Ok(Self(part(16, 255), part(8, 255), part(0, 255))),
            3 => Ok(Self(part(8, 15) * 17, part(4, 15) * 17, part(0, 15) * 17)),
            _ => Err(NotRgb),
        }
    }
}
impl From<Rgb> for String {
    fn from(colour: Rgb) -> Self {
        colour.to_string()
    }
}
impl TryFrom<String> for Rgb {
    type Error = NotRgb;
    fn try_from(text: String) -> Result<Self, NotRgb> {
        text.parse()
    }
}

impl Rgb {
    /// Black ink.
    pub const BLACK: Self = Self(0, 0, 0);
    /// White ink.
    pub const WHITE: Self = Self(255, 255, 255);

    /// Relative luminance as WCAG defines it, 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio of two colours in hundredths, cut: 450 is 4.5 to 1, what AA asks of text.
    #[must_use]
    pub fn contrast(self, other: Self) -> u32 {
        let (a, b) = (self.luminance(), other.luminance());
        ((a.max(b) + 0.05) / (a.min(b) + 0.05) * 100.0 + 1e-6) as u32
    }

    /// Black or white, whichever is easier to read on this colour: one of them has 4.58 to 1 or more on any.
    #[must_use]
    pub fn ink(self) -> Self {
        if self.contrast(Self::BLACK) >= self.contrast(Self::WHITE) { Self::BLACK } else { Self::WHITE }
    }
}

impl StripColour {
    /// The colour on paper.
    #[must_use]
    pub fn rgb(self) -> Rgb {
        match self {
            Self::White => Rgb(255, 255, 255),
            Self::Yellow => Rgb(255, 240, 130),
            Self::Blue => Rgb(160, 200, 245),
            Self::Green => Rgb(160, 220, 165),
            Self::Pink => Rgb(250, 195, 215),
            Self::Salmon => Rgb(250, 190, 160),
            Self::Grey => Rgb(205, 205, 205),
            Self::Banner => Rgb(90, 90, 90),
            Self::Black => Rgb(0, 0, 0),
        }
    }
}

/// A colour and what is written on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Paint {
    /// The strip.
    pub fill: Rgb,
    /// Its text.
    pub ink: Rgb,
}

impl From<Rgb> for Paint {
    fn from(fill: Rgb) -> Self {
        Self { fill, ink: fill.ink() }
    }
}

/// The colour of one kind of scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneColour {
    /// Interior or exterior.
    pub int_ext: IntExt,
    /// Light.
    pub light: Light,
    /// Its colour.
    pub colour: Rgb,
}

/// The colours of a production: a palette and what differs from it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnPalette {
    /// What everything not named here follows.
    pub base: Palette,
    /// Kinds of scenes with a colour of their own, each once.
    pub scenes: Vec<SceneColour>,
    /// Banners.
    pub banner: Option<Rgb>,
    /// Day breaks.
    pub day_break: Option<Rgb>,
}

/// A kind of scene is named twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedTwice(pub IntExt, pub Light);

impl OwnPalette {
    /// Every kind of scene is named once at most.
    ///
    /// # Errors
    /// The first that is named twice.
    pub fn validate(&self) -> Result<(), NamedTwice> {
        let twice = |(at, scene): (usize, &SceneColour)| {
            let same = |other: &SceneColour| (other.int_ext, other.light) == (scene.int_ext, scene.light);
            self.scenes.iter().take(at).any(same).then_some(NamedTwice(scene.int_ext, scene.light))
        };
        self.scenes.iter().enumerate().find_map(twice).map_or(Ok(()), Err)
    }

    /// Colour of a scene.
    #[must_use]
    pub fn scene(&self, int_ext: IntExt, light: Light) -> Paint {
        let own = self.scenes.iter().find(|scene| (scene.int_ext, scene.light) == (int_ext, light));
        own.map_or_else(|| self.base.colour(int_ext, light).rgb(), |scene| scene.colour).into()
    }

    /// Colour of a strip.
    #[must_use]
    pub fn strip(&self, strip: &Strip) -> Paint {
        match &strip.kind {
            StripKind::Scene(scene) => self.scene(scene.int_ext, scene.light),
            StripKind::Banner { .. } => self.banner(),
        }
    }

    /// Colour of a banner.
    #[must_use]
    pub fn banner(&self) -> Paint {
        self.banner.unwrap_or(StripColour::Banner.rgb()).into()
    }

    /// Colour of a day break.
    #[must_use]
    pub fn day_break(&self) -> Paint {
        self.day_break.unwrap_or(StripColour::Black.rgb()).into()
    }
}
