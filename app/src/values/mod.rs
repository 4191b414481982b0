//! Small types that parse: ids, pages, times, roles. Pure, the same on both sides.
mod ids;
mod light;
mod measure;
mod money;
mod role;

pub use ids::*;
pub use light::{IntExt, Light};
pub use measure::{Eighths, Minute, NotEighths, NotMinute};
pub use money::{CURRENCIES, Money, NotMoney, amount, minor_units, sum};
pub use role::Role;
