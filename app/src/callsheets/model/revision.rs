//! What the revisions of a sheet are called. The word itself comes from the catalogue.

use serde::{Deserialize, Serialize};

/// How a production names its revisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionNaming {
    /// White, Blue, Pink ... in the order of the Writers Guild of America.
    #[default]
    Colours,
    /// First, second, third version, as in Germany.
    Numbers,
}

/// Colour of a revision, in the order they follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Unrevised; never comes round again.
    White,
    /// Blue.
    Blue,
    /// Pink.
    Pink,
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Goldenrod.
    Goldenrod,
    /// Buff.
    Buff,
    /// Salmon.
    Salmon,
    /// Cherry.
    Cherry,
}

impl Colour {
    /// All, in order.
    pub const ALL: [Self; 9] = [
        Self::White,
        Self::Blue,
        Self::Pink,
        Self::Yellow,
        Self::Green,
        Self::Goldenrod,
        Self::Buff,
        Self::Salmon,
        Self::Cherry,
    ];

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::White => "white",
            Self::Blue => "blue",
            Self::Pink => "pink",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Goldenrod => "goldenrod",
            Self::Buff => "buff",
            Self::Salmon => "salmon",
            Self::Cherry => "cherry",
        }
    }
}

/// Name of a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RevisionName {
    /// A colour: round 1 is plain ("Blue"), round 2 is "Second Blue", and so on.
    Colour {
        /// Colour.
        colour: Colour,
        /// Round, from 1.
        round: u32,
    },
    /// A version number, from 1.
    Number {
        /// Number.
        number: u32,
    },
}

/// Name of the `number`th issue of a day's sheet. The first issue is 1; 0 is taken for 1.
#[must_use]
pub fn name(naming: RevisionNaming, number: u32) -> RevisionName {
    let number = number.max(1);
    match naming {
        RevisionNaming::Numbers => RevisionName::Number { number },
        RevisionNaming::Colours if number == 1 => RevisionName::Colour { colour: Colour::White, round: 1 },
        RevisionNaming::Colours => {
            let after_white = number - 2;
            let place = usize::try_from(after_white % 8).unwrap_or(0) + 1;
            let colour = Colour::ALL.get(place).copied().unwrap_or(Colour::Blue);
            RevisionName::Colour { colour, round: after_white / 8 + 1 }
        }
    }
}

/// Number and name of the issue after `number`; with none issued yet (0), the first.
#[must_use]
pub fn next(naming: RevisionNaming, number: u32) -> (u32, RevisionName) {
    let number = number.saturating_add(1);
    (number, name(naming, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_round_without_white() {
        let of = |n| match name(RevisionNaming::Colours, n) {
            RevisionName::Colour { colour, round } => format!("{round} {}", colour.key()),
            RevisionName::Number { .. } => panic!("asked for colours"),
        };
        let names: Vec<String> = (0..13).map(of).collect();
        assert_eq!(
            names,
            [
                "1 white",
                "1 white",
                "1 blue",
                "1 pink",
                "1 yellow",
                "1 green",
                "1 goldenrod",
                "1 buff",
                "1 salmon",
                "1 cherry",
                "2 blue",
                "2 pink",
                "2 yellow"
            ]
        );
        assert_eq!(of(18), "3 blue");
    }

    #[test]
    fn numbers_count() {
        assert_eq!(next(RevisionNaming::Numbers, 0), (1, RevisionName::Number { number: 1 }));
        assert_eq!(next(RevisionNaming::Numbers, 3), (4, RevisionName::Number { number: 4 }));
        assert_eq!(next(RevisionNaming::Colours, 2).1, name(RevisionNaming::Colours, 3));
        assert_eq!(next(RevisionNaming::Colours, u32::MAX).0, u32::MAX);
    }
}
