//! A run as CI shows it, from the notices that it gave.

mod junit;
mod summary;
mod xml;

pub use junit::junit;
pub use summary::markdown;
