//! How a run ends.

use crate::api::{Failure, FailureKind};
use crate::codes;
use formwork::Problem;

/// How a run ends; its number is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Ending {
    /// Everything is as it should be.
    Fine = 0,
    /// Something in this program is wrong.
    Internal = 1,
    /// `plan` or `diff` found changes.
    Changes = 2,
    /// Somebody has to approve, or has refused.
    Approval = 3,
    /// It would have failed, so nothing was begun, or nothing further.
    Preflight = 4,
    /// A stack failed and is as it was before.
    RolledBack = 5,
    /// A stack needs repair.
    Repair = 6,
    /// Somebody else is at it.
    Locked = 7,
    /// It goes on without this program.
    Detached = 8,
    /// AWS does not know who calls.
    Credentials = 9,
    /// The arguments make no sense.
    Usage = 64,
    /// Interrupted twice.
    Interrupted = 130,
}

impl Ending {
    /// The exit status.
    pub fn status(self) -> u8 {
        self as u8
    }

    /// A word for it, in `--json` and the journal.
    pub fn word(self) -> &'static str {
        match self {
            Ending::Fine => "fine",
            Ending::Internal => "internal",
            Ending::Changes => "changes",
            Ending::Approval => "approval",
            Ending::Preflight => "preflight",
            Ending::RolledBack => "rolled-back",
            Ending::Repair => "repair",
            Ending::Locked => "locked",
            Ending::Detached => "detached",
            Ending::Credentials => "credentials",
            Ending::Usage => "usage",
            Ending::Interrupted => "interrupted",
        }
    }
}

/// Why a run ends early.
#[derive(Clone, Debug)]
pub struct Stop {
    /// How.
    pub ending: Ending,
    /// Why; may be empty where everything was said.
    pub problems: Vec<Problem>,
}

impl Stop {
    /// With one problem.
    pub fn new(ending: Ending, problem: Problem) -> Self {
        Stop { ending, problems: vec![problem] }
    }

    /// A call that failed, about a stack.
    pub fn call(stack: &str, failure: &Failure) -> Self {
        let (ending, code) = match failure.kind {
            FailureKind::Credentials => (Ending::Credentials, &codes::NO_CREDENTIALS),
            FailureKind::Denied => (Ending::Credentials, &codes::DENIED),
            FailureKind::Conflict => (Ending::Locked, &codes::CALL_REFUSED),
            FailureKind::Unreachable | FailureKind::Throttled => (Ending::Detached, &codes::NO_ANSWER),
            _ => (Ending::Preflight, &codes::CALL_REFUSED),
        };
        let problem = code.problem().with("stack", stack).with("action", failure.action);
        Stop::new(ending, problem.with("code", failure.code.as_str()).with("reason", failure.message.as_str()))
    }
}
