//! A run: from what is wanted to what is there.

mod cause;
mod change_set;
mod context;
mod deploy;
mod notice;
mod options;
mod policy;
mod remove;
mod repair;
mod step;
mod watch;
mod work;

pub use context::{Context, Interrupt, stop_of_journal};
pub use notice::{Notice, StepResult};
pub use options::Options;
pub use step::{Approved, Step, StepAction};
