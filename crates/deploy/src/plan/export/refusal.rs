//! Why there is no plan.

use super::{ExportKey, Name, StackKey, Why};
use std::collections::BTreeSet;
use std::fmt;

/// Something that no order of steps solves.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// An export changes or moves that a stack outside the app imports.
    ImportedOutside { export: ExportKey, stack: StackKey, why: Why, importers: BTreeSet<String> },
    /// A name is wanted that a stack outside the app exports.
    NameTaken { export: ExportKey, stack: StackKey, by: String },
    /// Two wanted stacks export one name.
    ExportedTwice { export: ExportKey, stacks: [StackKey; 2] },
    /// A wanted stack imports a name that nothing will export.
    NotExported { export: ExportKey, stack: StackKey },
    /// A stack may import an export that changes or moves, and the name it imports is not known.
    Unclear { stack: StackKey, name: Name, export: ExportKey },
    /// Wanted stacks wait for each other.
    Circle { stacks: Vec<StackKey> },
    /// Two wanted stacks are one.
    WantedTwice { stack: StackKey },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::ImportedOutside { export, stack, why, importers } => {
                let importers: Vec<&str> = importers.iter().map(String::as_str).collect();
                write!(f, "export {export} of {stack} {why}, and stacks outside the app import it: ")?;
                f.write_str(&importers.join(", "))
            }
            Refusal::NameTaken { export, stack, by } => {
                write!(f, "{stack} exports {export}, which {by} outside the app exports already")
            }
            Refusal::ExportedTwice { export, stacks: [first, second] } => {
                write!(f, "{first} and {second} both export {export}")
            }
            Refusal::NotExported { export, stack } => write!(f, "{stack} imports {export}, which nothing will export"),
            Refusal::Unclear { stack, name, export } => {
                write!(f, "{stack} imports {name}, which may be {export}: the name must be known to write its value")
            }
            Refusal::Circle { stacks } => {
                let stacks: Vec<&str> = stacks.iter().map(|stack| stack.name.as_str()).collect();
                write!(f, "stacks wait for each other: {}", stacks.join(", "))
            }
            Refusal::WantedTwice { stack } => write!(f, "two stacks are called {stack}"),
        }
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Changes => f.write_str("changes"),
            Why::MayChange => f.write_str("may change"),
            Why::Moves { to } => write!(f, "moves to {to}"),
            Why::Dropped => f.write_str("goes"),
        }
    }
}
