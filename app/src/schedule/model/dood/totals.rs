//! Sums of the day out of days, along a row and down a date.
use super::code::DayCode;
use serde::{Deserialize, Serialize};

/// Days of one row. A date with two things (`TW`) counts in both, and once in `paid`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DoodTotals {
    /// Worked.
    pub work: u32,
    /// Travelled.
    pub travel: u32,
    /// Held.
    pub hold: u32,
    /// Rehearsed.
    pub rehearsal: u32,
    /// Fitted.
    pub fitting: u32,
    /// Holidays.
    pub holiday: u32,
    /// Paid for: every date with anything of the above, holidays only where the row has them paid.
    pub paid: u32,
}

impl DoodTotals {
    pub(super) fn of(codes: impl IntoIterator<Item = DayCode>, paid_holidays: bool) -> Self {
        let mut sum = Self::default();
        for code in codes {
            sum.work += u32::from(code.work);
            sum.travel += u32::from(code.travels());
            sum.hold += u32::from(code.hold);
            sum.rehearsal += u32::from(code.rehearsal);
            sum.fitting += u32::from(code.fitting);
            sum.holiday += u32::from(code.holiday);
            sum.paid += u32::from(code.is_paid() || (code.holiday && paid_holidays));
        }
        sum
    }
}

/// Rows on one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DateTotals {
    /// Work.
    pub work: u32,
    /// Start on it.
    pub start: u32,
    /// Finish on it.
    pub finish: u32,
    /// Are dropped after it.
    pub drop: u32,
    /// Are picked up on it.
    pub pickup: u32,
    /// Travel.
    pub travel: u32,
    /// Are held.
    pub hold: u32,
    /// Rehearse.
    pub rehearsal: u32,
    /// Are fitted.
    pub fitting: u32,
    /// Have a holiday.
    pub holiday: u32,
}

impl DateTotals {
    pub(super) fn add(&mut self, code: DayCode) {
        self.work += u32::from(code.work);
        self.start += u32::from(code.start);
        self.finish += u32::from(code.finish);
        self.drop += u32::from(code.drop);
        self.pickup += u32::from(code.pickup);
        self.travel += u32::from(code.travels());
        self.hold += u32::from(code.hold);
        self.rehearsal += u32::from(code.rehearsal);
        self.fitting += u32::from(code.fitting);
        self.holiday += u32::from(code.holiday);
    }
}
