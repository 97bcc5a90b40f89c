//! What happens during a run, for whoever shows it.

use super::cause;
use crate::ending::Ending;
use crate::preflight::Check;
use formwork::{Place, Problem};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Notice {
    /// The run has begun.
    Began {
        /// The run's name.
        run: String,
        /// The environment.
        environment: String,
        /// The stacks, in order.
        stacks: Vec<String>,
    },
    /// Something goes on that takes a while: a line of text.
    Doing(String),
    /// Something that a person should know and that stops nothing.
    Remark(String),
    /// What was looked at before anything is made.
    Checked(Vec<Check>),
    /// A stack is being worked on.
    StackBegan {
        /// The step: a stack's id, and what for, where that is not all of it: `AppStack/detach`.
        step: String,
        /// `create`, `update`, `delete`, `roll back`.
        action: &'static str,
        /// How many resources it is about.
        resources: usize,
    },
    /// A resource has got further.
    Resource {
        /// The step.
        step: String,
        /// The logical id.
        logical_id: String,
        /// Its type.
        type_name: String,
        /// `CREATE_COMPLETE`.
        status: String,
        /// Why, in CloudFormation's words.
        reason: Option<String>,
        /// Where it was declared.
        place: Place,
        /// When: milliseconds since 1970.
        at_ms: i64,
    },
    /// A stack is done.
    StackEnded {
        /// The step.
        step: String,
        /// What came of it.
        result: StepResult,
        /// How long it took: milliseconds.
        took_ms: i64,
        /// What the stack gives now: key and value.
        outputs: Vec<(String, String)>,
    },
    /// The run is over.
    Ended {
        /// How.
        ending: Ending,
        /// How long it took: milliseconds.
        took_ms: i64,
        /// All steps and what came of them; empty where the run did not get as far as that.
        steps: Vec<(String, StepResult)>,
        /// Why, where it is not fine.
        problems: Vec<Problem>,
    },
}

impl Notice {
    /// Whether it says that a resource failed, and not just because another one did.
    pub fn is_failure(&self) -> bool {
        match self {
            Notice::Resource { status, reason, .. } => {
                status.ends_with("_FAILED") && !cause::is_consequence(reason.as_deref())
            }
            _ => false,
        }
    }
}

/// What came of a step.
#[derive(Clone, Debug)]
pub enum StepResult {
    /// It was made or changed.
    Changed,
    /// There was nothing to do.
    Unchanged,
    /// It failed.
    Failed(Vec<Problem>),
    /// It was not begun: another one failed, or the run was interrupted.
    NotBegun(Vec<Problem>),
    /// It goes on without this program.
    Detached,
}

impl StepResult {
    /// Why, where it is not fine.
    pub fn problems(&self) -> &[Problem] {
        match self {
            StepResult::Failed(problems) | StepResult::NotBegun(problems) => problems,
            StepResult::Changed | StepResult::Unchanged | StepResult::Detached => &[],
        }
    }

    /// One word.
    pub fn word(&self) -> &'static str {
        match self {
            StepResult::Changed => "changed",
            StepResult::Unchanged => "unchanged",
            StepResult::Failed(_) => "failed",
            StepResult::NotBegun(_) => "not begun",
            StepResult::Detached => "detached",
        }
    }
}
