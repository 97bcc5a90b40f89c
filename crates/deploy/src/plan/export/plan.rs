//! What comes out: steps, and what a person has to know about them.

use super::{ExportKey, Name, StackKey};
use serde_json::Value;
use std::collections::BTreeSet;

/// The steps of a deploy across stacks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// In an order that works. What does not wait for one another may run at once.
    pub steps: Vec<Step>,
    /// Why there is more than one pass, if there is.
    pub hot: Vec<Hot>,
    /// Exports that are not wanted and stay, because stacks outside the app import them.
    pub carried: Vec<Carried>,
    /// Stacks that left the app and stay, because something outside the app imports from them.
    pub staying: Vec<Staying>,
    /// What may go wrong and no order of steps prevents.
    pub risks: Vec<Risk>,
}

/// One operation on one stack.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub stack: StackKey,
    pub action: Action,
    /// The positions of the steps that have to be done before.
    pub after: Vec<usize>,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Creates or updates the stack.
    Deploy {
        purpose: Purpose,
        /// Exactly what to deploy.
        template: Value,
    },
    /// Deletes it.
    Delete,
}

/// Why a template is deployed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// To import no more what is about to change. All parameters keep their values.
    Detach,
    /// To give a name free that another stack will export. All parameters keep their values.
    Release,
    /// It is the wanted one, perhaps with what others still use. Parameters that only the deployed template has keep
    /// their values.
    Target,
    /// It is the wanted one, after all others are done with what was left in.
    Finish,
}

/// An export in use that changes or goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Hot {
    pub export: ExportKey,
    /// The stack that exports it now.
    pub stack: StackKey,
    pub why: Why,
    /// The stacks of the app that import it now.
    pub importers: Vec<StackKey>,
}

/// What happens to an export in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It gets another value.
    Changes,
    /// It may get another value.
    MayChange,
    /// Another stack will export it.
    Moves { to: StackKey },
    /// Nothing will export it.
    Dropped,
}

/// An export that is kept for others.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    pub export: ExportKey,
    pub stack: StackKey,
    /// The names of the stacks that import it.
    pub importers: BTreeSet<String>,
}

/// A stack that is kept for others.
#[derive(Clone, Debug, PartialEq)]
pub struct Staying {
    pub stack: StackKey,
    /// Its exports that are in use.
    pub exports: Vec<ExportKey>,
    /// The names of the stacks that import them.
    pub importers: BTreeSet<String>,
}

/// Something that may go wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Risk {
    /// The value may change, which CloudFormation refuses while stacks outside the app import it.
    MayChangeOutside { export: ExportKey, stack: StackKey, importers: BTreeSet<String> },
    /// The thing behind an export is replaced, and deleted, before the stacks that use it have its successor.
    ReplacedInUse { export: ExportKey, stack: StackKey, importers: Vec<StackKey> },
    /// The things behind an export go before the stacks that use them: they cannot stay beside what is wanted.
    NotKept { export: ExportKey, stack: StackKey, logical_ids: Vec<String> },
    /// The name of an import is not known; it is taken for every export that it may mean.
    UnknownImport { stack: StackKey, name: Name, exports: Vec<ExportKey> },
}
