//! What people and programs read.

mod checks;
pub mod ci;
mod elapsed;
pub mod lines;
mod markdown;
mod output;
pub mod plan;
pub mod progress;
mod recorded;
