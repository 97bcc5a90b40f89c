//! Writes `formwork-resources` from AWS's resource schemas.
//!
//! ```text
//! refresh:  two pinned packages -> import -> fixup -> relation -> facts and docs text   (network)
//! emit:     facts and docs text -> Rust sources and features                            (offline, the same bytes always)
//! ```
//!
//! The first half is run by hand, about once a month; the second by the tests as well, which compare it with what is
//! committed.
//!
//! # How to take newer data
//!
//! 1. Raise the versions and hashes in `src/source.rs`, and the versions in `crates/resources/NOTICE`.
//! 2. `cargo run -p formwork-codegen -- refresh`. A layout that is not the known one, a fixup that finds nothing to
//!    correct, two names that would be one: each is an error that names the file to look at.
//! 3. Read what it prints: removed types, properties that replace a resource from now on, renamed parts.
//! 4. Decide on the proposed relations: `refresh --accept`, or a line with a reason in `relations/refused.txt`.
//! 5. Raise the numbers in `tests/drift.rs`, and run the tests.
//!
//! # How to correct the data
//!
//! 1. Add an entry to the table below `src/fixup` that is about its kind: a name, a reason, what changes.
//! 2. `refresh`, and look at the difference in `crates/resources/facts`: a line for each property.
//!
//! # How to change a name
//!
//! `src/name/exceptions.rs` has every name that the rules of case would get wrong. Then `emit`.

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
