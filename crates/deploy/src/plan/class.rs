//! How bad every change of a change set is, and why.
//!
//! ```text
//! change set + deployed and wanted template -> sides -> reasons -> class -> hash of the plan
//! ```
//!
//! A change has the class of its worst reason. What is not known counts as the worse of what it can be: an expression that
//! differs from the one before is taken to open, not to close.

mod classified;
mod classify;
mod destruction;
mod diff;
mod expression;
mod hash;
mod input;
mod interruption;
mod mask;
mod reason;
mod replacement;
mod security;
mod sides;
mod stack;
mod stateful;

pub use classified::{Classified, Effect, Recreating, ValueChange, grew};
pub use classify::classify;
pub use destruction::{goes, protection};
pub use hash::{PlanHash, hash};
pub use input::{DroppedExport, StackAction, StackChanges};
pub use interruption::{How, INTERRUPTIONS, Interruption};
pub use reason::{Kind, Reason};
pub use stateful::is_stateful;

/// How bad a change is. A later one is worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// 0: metadata and tags.
    #[default]
    Metadata,
    /// 1: something is made or changed in place; nothing stops, nothing opens.
    InPlace,
    /// 2: something restarts, rolls, or is decided only when the change set executes.
    Interruption,
    /// 3: something that holds no data is replaced or removed.
    Replacement,
    /// 4: somebody may do or reach more than before, or less is logged, encrypted or filtered.
    Security,
    /// 5: data or a protection of it goes.
    Destructive,
}

impl Class {
    /// All of them, the mildest first.
    pub const ALL: [Class; 6] =
        [Class::Metadata, Class::InPlace, Class::Interruption, Class::Replacement, Class::Security, Class::Destructive];

    /// 0 to 5.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The class of a number; none above 5.
    ///
    /// ```
    /// use formwork_deploy::plan::class::Class;
    /// assert_eq!(Class::from_number(4), Some(Class::Security));
    /// assert_eq!(Class::from_number(6), None);
    /// ```
    pub fn from_number(number: u8) -> Option<Class> {
        Class::ALL.get(usize::from(number)).copied()
    }

    /// What it is called: `security`.
    pub fn word(self) -> &'static str {
        match self {
            Class::Metadata => "metadata",
            Class::InPlace => "in place",
            Class::Interruption => "interruption",
            Class::Replacement => "replacement",
            Class::Security => "security",
            Class::Destructive => "destructive",
        }
    }
}
