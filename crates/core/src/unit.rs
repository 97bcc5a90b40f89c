//! Amounts with a unit, so that seconds never go where minutes belong.

mod duration;
mod size;

pub use duration::Duration;
pub use size::Size;
