//! Everything that is in the account, and its time.

use super::account::Call;
use super::change_set::ChangeSet;
use super::fault::Faults;
use super::stack::{Resource, Stack};
use super::status;
use std::collections::{BTreeMap, VecDeque};

/// The account. Instants are milliseconds since it began.
#[derive(Debug, Default)]
pub struct State {
    pub account: String,
    pub region: String,
    pub now: u64,
    /// In the order in which they were made, those that are gone included.
    pub stacks: Vec<Stack>,
    pub change_sets: Vec<ChangeSet>,
    /// Names that are taken: kind and name, and whose it is.
    pub names: BTreeMap<String, u64>,
    /// What is outside of every stack: kept when it was removed, or lost.
    pub retained: Vec<Resource>,
    /// How often something has been made, by its name.
    pub made: BTreeMap<String, u32>,
    /// What the tokens in generated names stand for.
    pub tokens: BTreeMap<String, String>,
    pub serial: u64,
    pub faults: Faults,
    pub calls: Vec<Call>,
    pub calls_per_second: Option<usize>,
    /// When calls were let through in the last second.
    pub let_through: VecDeque<u64>,
    /// Buckets and repositories that hold something, by physical id.
    pub filled: Vec<String>,
    pub objects: BTreeMap<String, (String, String)>,
    pub drift_detections: Vec<super::wire::Detection>,
    pub refactors: Vec<super::wire::Refactor>,
}

impl State {
    /// How often this has been made, this time included.
    pub fn count(&mut self, name: &str) -> u32 {
        let count = self.made.entry(name.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// Whether a call is one too many; else it is let through. Those that are refused do not count.
    pub fn is_beyond_limit(&mut self) -> bool {
        let Some(limit) = self.calls_per_second else { return false };
        while self.let_through.front().is_some_and(|at| at + 1_000 <= self.now) {
            self.let_through.pop_front();
        }
        let is_beyond = self.let_through.len() >= limit;
        if !is_beyond {
            self.let_through.push_back(self.now);
        }
        is_beyond
    }

    pub fn next_serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// The position of a stack by its id, gone or not, or else of the stack of this name that is there.
    pub fn position(&self, name_or_id: &str) -> Option<usize> {
        self.stacks
            .iter()
            .rposition(|stack| stack.id == name_or_id || stack.name == name_or_id && status::is_there(stack.status))
    }

    pub fn stack(&self, name_or_id: &str) -> Option<&Stack> {
        self.stacks.get(self.position(name_or_id)?)
    }

    pub fn stack_mut(&mut self, name_or_id: &str) -> Option<&mut Stack> {
        let at = self.position(name_or_id)?;
        self.stacks.get_mut(at)
    }

    /// Lets time pass: everything that is due until then happens, in its order.
    pub fn advance(&mut self, to: u64) {
        while let Some((due, at)) = self.next_due().filter(|(due, _)| *due <= to) {
            self.now = self.now.max(due);
            self.step(at);
        }
        self.now = self.now.max(to);
    }

    /// When something happens next, and to which stack.
    fn next_due(&self) -> Option<(u64, usize)> {
        let dues = self.stacks.iter().enumerate().filter_map(|(at, stack)| Some((stack.operation.as_ref()?.due(), at)));
        dues.min()
    }

    pub fn arn(&self, rest: &str) -> String {
        format!("arn:aws:cloudformation:{}:{}:{rest}", self.region, self.account)
    }
}
