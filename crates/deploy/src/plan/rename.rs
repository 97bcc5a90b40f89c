//! Resources that only got another logical id: CloudFormation would make new ones and delete the old ones.
//!
//! What is removed is compared with what is added, over all stacks: the same content is a certain rename, the same fixed
//! name or construct path a likely one. One that holds data must not be deployed before somebody decided.

mod digest;
pub mod names;
mod pair;
mod remedy;
mod rewrite;

use super::export::StackKey;
use serde_json::Value;

pub use pair::renames;
pub use remedy::Mapping;
pub use rewrite::rewritten;

/// A stack's template, before and after.
#[derive(Clone, Debug)]
pub struct Sides<'a> {
    pub stack: StackKey,
    /// None for a stack that is new.
    pub deployed: Option<&'a Value>,
    /// None for a stack that is not wanted any more.
    pub wanted: Option<&'a Value>,
}

/// A resource in a stack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub stack: StackKey,
    pub logical_id: String,
}

/// A resource that seems to be one that was there under another logical id or in another stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// `AWS::RDS::DBInstance`.
    pub type_name: String,
    /// What would be removed.
    pub from: Spot,
    /// What would be added: one, or all that it may be.
    pub to: Vec<Spot>,
    pub certainty: Certainty,
    /// Whether it holds data that its removal loses, by AWS's schemas.
    pub is_stateful: bool,
    /// The construct path that the removed one had, where its metadata tells.
    pub path: Option<String>,
}

/// How sure a rename is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Both say the same, but for names of resources that were renamed with them.
    Certain,
    /// They differ, and have one fixed name or one construct path.
    Likely,
    /// More than one fits.
    Ambiguous,
}

impl Rename {
    /// Whether a deploy must not go on before it is decided what this is.
    pub fn blocks(&self) -> bool {
        self.is_stateful
    }
}
