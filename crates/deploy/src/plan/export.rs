//! The order of a deploy across stacks, in phases where an export that is in use stands in the way.
//!
//! CloudFormation refuses to change or drop an export while another stack imports it, to delete its stack, to export a
//! name twice, and to import a name that nothing exports. Usually one pass, producers first, respects all of that. What
//! it does not respect is done in phases, each a template of its own:
//!
//! | phase | what is deployed |
//! |---|---|
//! | [`Purpose::Detach`] | the importer's deployed template, the value written where it was imported |
//! | [`Purpose::Release`] | the exporter's deployed template without a name that moves to another stack |
//! | [`Purpose::Target`] | the wanted template, and what others still use of the deployed one |
//! | [`Action::Delete`] | stacks that left the app, when all that is wanted stands |
//! | [`Purpose::Finish`] | the wanted template alone |
//!
//! Nothing here calls anything: templates and values come in, a graph of steps goes out.

mod carry;
mod closure;
mod fate;
mod forecast;
mod graph;
mod import;
mod name;
mod phase;
mod plan;
mod reference;
mod refusal;
mod scope;
mod situation;
mod survey;

pub use forecast::Forecast;
pub use name::Name;
pub use phase::phases;
pub use plan::{Action, Carried, Hot, Plan, Purpose, Risk, Staying, Step, Why};
pub use reference::{Reference, visit_references};
pub use refusal::Refusal;
pub use situation::{Deployed, ExportKey, Listing, Output, Situation, StackKey, Wanted};
