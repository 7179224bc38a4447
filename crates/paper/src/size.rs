//! The paper there is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A paper's size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperSize {
    /// A roll of 58 mm, of which 48 mm are printed on.
    Roll58,
    /// A roll of 80 mm, of which 72 mm are printed on.
    #[default]
    Roll80,
    /// A sheet of 210 by 297 mm.
    A4,
    /// A sheet of 8.5 by 11 inches.
    Letter,
}

impl PaperSize {
    /// How many letters of equal width stand in a line. Those of the rolls are what receipt printers
    /// print in their first font; on a sheet it is what reads well.
    #[must_use]
    pub fn columns(self) -> usize {
        match self {
            Self::Roll58 => 32,
            Self::Roll80 => 48,
            Self::A4 | Self::Letter => 72,
        }
    }

    /// Whether it is cut off a roll, and so is as long as what stands on it.
    #[must_use]
    pub fn is_roll(self) -> bool {
        matches!(self, Self::Roll58 | Self::Roll80)
    }
}
