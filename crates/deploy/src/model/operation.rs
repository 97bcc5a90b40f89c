//! What happens to a stack over time.
//!
//! ```text
//! Forward -> CleanUp -> done            Remove -> done       (a deletion, or a creation rolled back)
//!        \-> Rollback -> RollbackCleanUp -> done
//! ```
//!
//! A phase is a set of tasks, each after those it depends on, all others at the same time.

mod apply;
mod begin;
mod deed;
mod remove;
mod revert;
mod turn;
mod way;

pub use begin::Order;

use super::goal::Goal;
use super::state::State;
use deed::Deeds;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub struct Operation {
    pub kind: Kind,
    pub goal: Goal,
    pub phase: Phase,
    pub tasks: Vec<Task>,
    /// When the next phase begins, or the first task.
    pub wakes: u64,
    /// Whether the phase is over.
    pub is_settled: bool,
    pub on_failure: OnFailure,
    /// What a deletion leaves, by logical id.
    pub retain: Vec<String>,
    /// What a rollback leaves as it is, by logical id.
    pub skip: Vec<String>,
    /// What has failed in this phase: `create`, `update` or `delete`, and the logical id.
    pub failed: Vec<(&'static str, String)>,
    /// Why it goes back although nothing has failed.
    pub refusal: Option<String>,
    pub imports: BTreeMap<String, String>,
    pub reverts_drift: bool,
    pub retain_except_on_create: bool,
    pub is_express: bool,
    /// Whether everything takes no time.
    pub is_instant: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Create,
    Update,
    Import,
    Delete,
    Rollback,
    Continue,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "CREATE_STACK",
            Self::Update | Self::Import => "UPDATE_STACK",
            Self::Delete => "DELETE_STACK",
            Self::Rollback => "ROLLBACK",
            Self::Continue => "CONTINUE_ROLLBACK",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Forward,
    CleanUp,
    Rollback,
    RollbackCleanUp,
    Remove,
}

/// What becomes of a stack when something fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnFailure {
    #[default]
    Rollback,
    Nothing,
    Delete,
}

#[derive(Clone, Debug)]
pub struct Task {
    pub what: What,
    pub logical_id: String,
    /// The tasks that it comes after, by position.
    pub after: Vec<usize>,
    pub state: Progress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Make the resource as the goal says.
    Apply,
    /// Make it as it was before.
    Revert,
    /// Delete the one of this number.
    Remove(u64),
}

#[derive(Clone, Debug)]
pub enum Progress {
    Waiting,
    Running { until: u64, serial: u64, deeds: Deeds, failure: Option<String> },
    Done,
    Failed,
}

/// Milliseconds from one phase to the next.
const GAP: u64 = 1_000;

impl Operation {
    /// When something happens next.
    pub fn due(&self) -> u64 {
        let running = self.tasks.iter().filter_map(|task| match task.state {
            Progress::Running { until, .. } => Some(until),
            _ => None,
        });
        running.min().unwrap_or(self.wakes)
    }

    /// Goes on with other tasks, a little later.
    fn enter(&mut self, phase: Phase, tasks: Vec<Task>, now: u64) {
        self.phase = phase;
        self.tasks = tasks;
        self.failed.clear();
        self.is_settled = false;
        self.wakes = now + self.gap();
    }

    fn gap(&self) -> u64 {
        if self.is_instant { 0 } else { GAP }
    }

    fn is_ready(&self, task: &Task) -> bool {
        let is_done = |at: &usize| matches!(self.tasks.get(*at).map(|task| &task.state), Some(Progress::Done));
        matches!(task.state, Progress::Waiting) && task.after.iter().all(is_done)
    }

    /// Whether nothing new may start: something has failed, and everything goes back.
    fn is_stopped(&self) -> bool {
        self.phase == Phase::Forward && (self.refusal.is_some() || !self.failed.is_empty())
    }
}

impl State {
    /// Does what is due now in the stack at this position.
    pub fn step(&mut self, at: usize) {
        let Some(mut operation) = self.stacks.get_mut(at).and_then(|stack| stack.operation.take()) else { return };
        if operation.is_settled {
            if let Some(next) = self.turn(at, operation)
                && let Some(stack) = self.stacks.get_mut(at)
            {
                stack.operation = Some(next);
            }
            return;
        }
        self.end_what_is_due(at, &mut operation);
        self.cancel_what_is_pointless(at, &mut operation);
        while let Some(ready) = operation.tasks.iter().position(|task| operation.is_ready(task)) {
            if operation.is_stopped() {
                break;
            }
            self.start(at, &mut operation, ready);
            self.cancel_what_is_pointless(at, &mut operation);
        }
        let is_running = operation.tasks.iter().any(|task| matches!(task.state, Progress::Running { .. }));
        if !is_running {
            operation.is_settled = true;
            operation.wakes = self.now + operation.gap();
        }
        if let Some(stack) = self.stacks.get_mut(at) {
            stack.operation = Some(operation);
        }
    }

    fn start(&mut self, at: usize, operation: &mut Operation, task: usize) {
        let Some((what, id)) = operation.tasks.get(task).map(|task| (task.what, task.logical_id.clone())) else {
            return;
        };
        let state = match what {
            What::Apply => self.apply(at, operation, &id),
            What::Revert => self.revert(at, operation, &id),
            What::Remove(serial) => self.remove(at, operation, serial),
        };
        if let (Progress::Failed, What::Apply | What::Revert) = (&state, what) {
            let verb = deed::verb_of_failure(self, at, &id);
            operation.failed.push((verb, id));
        }
        if let Some(task) = operation.tasks.get_mut(task) {
            task.state = state;
        }
    }
}
