//! Writes `formwork-resources` from AWS's resource schemas.
//!
//! ```text
//! refresh:  two pinned packages -> import -> fixup -> relation -> facts and docs text   (network)
//! emit:     facts and docs text -> Rust sources and features                            (offline, the same bytes always)
//! ```
//!
//! The first half is run by hand, about once a month; the second by the tests as well, which compare it with what is
//! committed.

#[path = "../../resources/src/facts/model.rs"]
#[allow(dead_code)]
mod model;
#[path = "../../resources/src/facts/parse.rs"]
pub mod parse;

pub mod docs;
pub mod emit;
pub mod failure;
pub mod fixup;
pub mod import;
pub mod name;
pub mod relation;
pub mod report;
pub mod source;
pub mod tree;
pub mod world;
pub mod write;

/// The facts about resources, as `formwork-resources` has them: one definition serves writer and reader.
pub mod facts {
    pub use crate::model::*;
}

pub use failure::Failure;

/// A text that lives as long as the program: facts borrow from the text that is compiled into a library, and the
/// generator, which makes its texts, is over in a moment.
pub fn intern(text: &str) -> &'static str {
    String::leak(text.to_owned())
}
