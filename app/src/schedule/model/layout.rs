//! What a strip shows and where: rows of fields with relative widths, designed by whoever uses it.
use super::fields::Field;
use serde::{Deserialize, Serialize};

/// Most rows of a strip.
pub const MAX_ROWS: usize = 4;
/// Most fields in a row.
pub const MAX_CELLS: usize = 16;
/// Widest a field can be against the others of its row.
pub const MAX_WIDTH: u8 = 100;

/// Where a text stands in its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the start of the line.
    #[default]
    Start,
    /// In the middle.
    Middle,
    /// At the end.
    End,
}

/// One field of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutCell {
    /// Which.
    pub field: Field,
    /// Width against the others of its row, 1 to 100.
    pub width: u8,
    /// Where its text stands.
    #[serde(default)]
    pub align: Align,
}

/// The rows of a strip, top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StripLayout {
    /// One to four.
    pub rows: Vec<Vec<LayoutCell>>,
}

/// Why a layout cannot be used. Rows and fields are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LayoutError {
    /// No rows or more than four.
    Rows {
        /// How many.
        count: usize,
    },
    /// A row without fields or with more than sixteen.
    Cells {
        /// Row.
        row: usize,
        /// How many.
        count: usize,
    },
    /// A width that is not 1 to 100.
    Width {
        /// Row.
        row: usize,
        /// Field in the row.
        cell: usize,
    },
    /// A field that is there already.
    Twice {
        /// Row.
        row: usize,
        /// Field in the row.
        cell: usize,
    },
    /// A field without which a strip cannot be told apart: its number, interior or exterior, day or night. Colour alone
    /// does not say it.
    Missing {
        /// Which.
        field: Field,
    },
}

impl Default for StripLayout {
    /// One row, as on a strip of cardboard.
    fn default() -> Self {
        let cell = |(field, width, align)| LayoutCell { field, width, align };
        let row = [
            (Field::Number, 6, Align::Start),
            (Field::IntExt, 4, Align::Start),
            (Field::DayNight, 4, Align::Start),
            (Field::Set, 40, Align::Start),
            (Field::Pages, 6, Align::End),
            (Field::Cast, 16, Align::Start),
            (Field::Location, 18, Align::Start),
            (Field::Minutes, 6, Align::End),
        ];
        Self { rows: vec![row.into_iter().map(cell).collect()] }
    }
}

impl StripLayout {
    /// Whether it can be used.
    ///
    /// # Errors
    /// The first thing that is wrong, from the top.
    pub fn validate(&self) -> Result<(), LayoutError> {
        let count = self.rows.len();
        if count == 0 || count > MAX_ROWS {
            return Err(LayoutError::Rows { count });
        }
        let mut seen: Vec<&Field> = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            let count = cells.len();
            if count == 0 || count > MAX_CELLS {
                return Err(LayoutError::Cells { row, count });
            }
            for (cell, LayoutCell { field, width, .. }) in cells.iter().enumerate() {
                if !(1..=MAX_WIDTH).contains(width) {
                    return Err(LayoutError::Width { row, cell });
                }
                if seen.contains(&field) {
                    return Err(LayoutError::Twice { row, cell });
                }
                seen.push(field);
            }
        }
        let missing = [Field::Number, Field::IntExt, Field::DayNight].into_iter().find(|field| !seen.contains(&field));
        missing.map_or(Ok(()), |field| Err(LayoutError::Missing { field }))
    }

    /// Widths of a row in thousandths of the strip, 1000 together; what rounding leaves goes to the first fields.
    #[must_use]
    pub fn shares(&self, row: usize) -> Vec<u32> {
        let Some(cells) = self.rows.get(row) else { return Vec::new() };
        let all: u32 = cells.iter().map(|cell| u32::from(cell.width)).sum();
        let mut shares: Vec<u32> =
            cells.iter().map(|cell| (u32::from(cell.width) * 1000).checked_div(all).unwrap_or_default()).collect();
        let left = 1000_u32.saturating_sub(shares.iter().sum());
        for (share, _) in shares.iter_mut().zip(0..left) {
            *share += 1;
        }
        shares
    }
}
