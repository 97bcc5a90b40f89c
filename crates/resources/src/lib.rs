//! Every resource type of CloudFormation, and what is known about all of them.

#[macro_use]
mod macros;

pub mod facts;
pub mod ids;
mod prelude;
mod services;
mod tag;

pub use services::*;
pub use tag::Tag;
