//! What every part of a run uses.

use super::{Notice, Options, Plan, Services};
use crate::api::{CloudFormation, Connection};
use crate::clock::Clock;
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::journal::{Interrupted, Journal, JournalError, Operation, Record};
use crate::plan::class::Class;
use crate::target::Target;
use std::collections::BTreeMap;
use tokio::sync::watch;

/// What a person wants who pressed Ctrl-C.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Interrupt {
    /// Nothing.
    #[default]
    None,
    /// Nothing new begins; what runs is waited for.
    Wait,
    /// Nothing new begins; what runs goes on without this program.
    Detach,
    /// Nothing new begins; what runs is cancelled.
    Cancel,
}

/// Where a run takes place.
pub struct Surroundings<'a> {
    /// The way to the account.
    pub connection: &'a Connection,
    /// What else may be used.
    pub services: Services<'a>,
    /// The time.
    pub clock: Clock,
    /// What was begun.
    pub journal: &'a Journal,
    /// Where notices go.
    pub notices: &'a dyn Fn(&Notice),
    /// What the person wants who presses Ctrl-C.
    pub interrupt: watch::Receiver<Interrupt>,
    /// Shows the plan and decides: whether it is carried out, and whether leftovers that hold data may go.
    pub decide: &'a dyn Fn(&Plan<'_>) -> Result<bool, Stop>,
    /// Up to which class a change needs no approval, even one that only shows when the run has begun; none: each one is
    /// asked for before.
    pub standing: Option<Class>,
    /// What an earlier program of this run had begun.
    pub interrupted: &'a Interrupted,
}

/// What every part of a run uses.
pub struct Context<'a> {
    /// The way to the account.
    pub connection: &'a Connection,
    /// What else may be used.
    pub services: Services<'a>,
    /// The time.
    pub clock: Clock,
    /// What was begun.
    pub journal: &'a Journal,
    /// How to go about it.
    pub options: &'a Options,
    /// Where notices go.
    pub notices: &'a dyn Fn(&Notice),
    /// What the person wants.
    pub interrupt: watch::Receiver<Interrupt>,
    /// Up to which class a change needs no approval.
    pub standing: Option<Class>,
    /// What an earlier program of this run had begun.
    pub interrupted: &'a Interrupted,
    clouds: BTreeMap<String, CloudFormation>,
}

impl<'a> Context<'a> {
    /// Of a run in these surroundings.
    pub fn new(around: &Surroundings<'a>, target: &Target, options: &'a Options) -> Self {
        let connection = around.connection;
        let regions = target.stacks.iter().map(|stack| stack.region.as_str());
        Context {
            connection,
            services: around.services,
            clock: around.clock,
            journal: around.journal,
            options,
            notices: around.notices,
            interrupt: around.interrupt.clone(),
            standing: around.standing,
            interrupted: around.interrupted,
            clouds: regions.map(|region| (region.to_string(), connection.cloudformation(region))).collect(),
        }
    }

    /// CloudFormation in a region.
    pub fn cloud(&self, region: &str) -> CloudFormation {
        self.clouds.get(region).cloned().unwrap_or_else(|| self.connection.cloudformation(region))
    }

    /// Says something.
    pub fn say(&self, notice: Notice) {
        (self.notices)(&notice);
    }

    /// What the person wants now.
    pub fn interrupt(&self) -> Interrupt {
        *self.interrupt.borrow()
    }

    /// Writes to the journal.
    ///
    /// # Errors
    /// It cannot be written, so nothing further may be done.
    pub fn record(&self, record: Record) -> Result<(), Stop> {
        self.journal.write(&record).map_err(|error| stop_of_journal(&error))
    }

    /// The token of a call of this run: the same after a crash, so that a second call changes nothing.
    pub fn token(&self, step: &str, operation: Operation, attempt: usize) -> String {
        format!("{}-{}", self.name(step, attempt), operation.word())
    }

    /// The name of a step's attempt, as a part of names and tokens: letters, digits and hyphens, nobody else's begins
    /// like it. An attempt that failed before a `resume` counts.
    pub fn name(&self, step: &str, attempt: usize) -> String {
        let is_plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        let step_name: String = step.chars().map(is_plain).collect();
        let failures = self.interrupted.failures.get(step).map(|failures| format!("{failures}-")).unwrap_or_default();
        format!("formwork-{}-{step_name}-{failures}{attempt}", self.journal.run())
    }

    /// Writes down what is about to be done, does it, and writes down that it was accepted.
    ///
    /// # Errors
    /// The journal cannot be written; a refusal of the call itself is the inner result.
    pub async fn begin<T, E>(
        &self,
        step: &str,
        operation: Operation,
        token: &str,
        call: impl Future<Output = Result<T, E>>,
    ) -> Result<Result<T, E>, Stop> {
        let (step, token) = (step.to_string(), token.to_string());
        self.record(Record::Intent { step: step.clone(), operation, token: token.clone() })?;
        let answer = call.await;
        if answer.is_ok() {
            self.record(Record::Accepted { step, operation, token })?;
        }
        Ok(answer)
    }
}

/// Why a journal stops a run.
pub fn stop_of_journal(error: &JournalError) -> Stop {
    match error {
        JournalError::Io { action, path, error } => {
            let problem = codes::JOURNAL.problem().with("action", *action).with("file", path.display().to_string());
            Stop::new(Ending::Internal, problem.with("reason", error.to_string()))
        }
        JournalError::Locked { path } => {
            let problem = codes::LOCKED.problem().with("environment", "this environment");
            Stop::new(Ending::Locked, problem.with("file", path.display().to_string()))
        }
        JournalError::Crashed => Stop { ending: Ending::Internal, problems: Vec::new() },
    }
}
