//! What people and programs read of a run: pure functions from data to text or JSON. Nothing here prints.

mod audit;
mod count;
mod drift;
mod finding;
mod json;
mod naming;
mod network;
mod paint;
mod problem;
mod summary;
mod table;
mod validation;

pub use audit::audit;
pub use count::{counted, grouped};
pub use drift::drifts;
pub use finding::{findings_json, findings_sarif};
pub use json::{drifts_json, problems_json, stacks_json};
pub use naming::is_named;
pub use network::network;
pub use paint::{Paint, Style};
pub use problem::{problem, tally};
pub use summary::{StackFigures, figures, summary};
pub use table::{Align, table};
pub use validation::validation_report;
