//! A run: from what is wanted to what is there.

mod cause;
mod change_set;
mod conflict;
mod context;
mod deploy;
mod empty;
mod feed;
mod gate;
mod graph;
mod guard;
mod notice;
mod options;
mod parameter;
mod policy;
mod prepare;
mod protection;
mod remove;
mod repair;
mod run;
mod services;
mod settle;
mod step;
mod survey;
mod watch;
mod work;

pub use context::{Context, Interrupt, Surroundings, stop_of_journal};
pub use empty::{Emptier, Filled};
pub use gate::{FoundImage, Gate, Images};
pub use graph::worse;
pub use guard::StoppedTasks;
pub use notice::{Notice, StepResult};
pub use options::Options;
pub use prepare::{Prepared, Preview, prepare};
pub use run::{Outcome, Plan, Request, Task, run};
pub use services::Services;
pub use step::{Approved, Step, StepAction};
