//! A run: from what is wanted to what is there.

mod context;
mod notice;
mod options;

pub use context::{Context, Interrupt, stop_of_journal};
pub use notice::{Notice, StepResult};
pub use options::Options;
