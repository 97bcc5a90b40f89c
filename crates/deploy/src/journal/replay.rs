//! Reading a journal back.

use super::{Operation, Record};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A run that did not end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interrupted {
    /// The run.
    pub run: String,
    /// What was asked for.
    pub request: Value,
    /// The approved classes by step, if the plan was approved.
    pub approved: Option<Value>,
    /// The steps that are done, and whether they changed anything.
    pub done: BTreeMap<String, bool>,
    /// The calls that were about to be made, by step, with their tokens; accepted or not.
    pub begun: BTreeMap<String, BTreeMap<Operation, String>>,
    /// How often each step has failed.
    pub failures: BTreeMap<String, usize>,
    /// How the run ended, if it did.
    pub ended: Option<String>,
}

/// The last run in a folder; none if there is none, or its first record is not whole.
///
/// A record that was cut short by a crash was never acted on, so it does not count.
pub fn read(folder: &Path) -> Option<Interrupted> {
    let text = std::fs::read(folder.join("run.jsonl")).ok()?;
    let text = String::from_utf8_lossy(&text);
    let mut run = Interrupted::default();
    for line in text.lines() {
        let Ok(value) = serde_json::from_str::<Value>(line) else { continue };
        let Some(record) = Record::from_json(&value) else { continue };
        run.take(record);
        if run.run.is_empty() {
            run.run = value.get("run").and_then(Value::as_str).unwrap_or_default().to_string();
        }
    }
    (!run.run.is_empty() && !run.request.is_null()).then_some(run)
}

/// How long each step took in the last run in which it changed something: milliseconds, from the journals in a folder and
/// its history.
pub fn durations(folder: &Path) -> BTreeMap<String, i64> {
    let history = std::fs::read_dir(folder.join("history")).into_iter().flatten().flatten();
    let mut files: Vec<_> = history.map(|entry| entry.path()).collect();
    files.sort(); // runs are named after the time
    let mut durations = BTreeMap::new();
    for file in files.into_iter().rev().take(10).rev().chain([folder.join("run.jsonl")]) {
        let text = std::fs::read(file).unwrap_or_default();
        let mut began: BTreeMap<String, i64> = BTreeMap::new();
        for line in String::from_utf8_lossy(&text).lines() {
            let Ok(value) = serde_json::from_str::<Value>(line) else { continue };
            let at_ms = value.get("at_ms").and_then(Value::as_i64).unwrap_or_default();
            match Record::from_json(&value) {
                Some(Record::Accepted { step, operation: Operation::Execute, .. }) => drop(began.insert(step, at_ms)),
                Some(Record::Done { step, changed: true }) => {
                    if let Some(from) = began.get(&step) {
                        durations.insert(step, at_ms - from);
                    }
                }
                _ => {}
            }
        }
    }
    durations
}

impl Interrupted {
    fn take(&mut self, record: Record) {
        match record {
            Record::Began(request) => self.request = request,
            Record::Approved(classes) => self.approved = Some(classes),
            Record::Intent { step, operation, token } | Record::Accepted { step, operation, token } => {
                self.begun.entry(step).or_default().insert(operation, token);
            }
            Record::Done { step, changed } => drop(self.done.insert(step, changed)),
            Record::Failed { step, .. } => *self.failures.entry(step).or_default() += 1,
            Record::Detached => {}
            Record::Ended(word) => self.ended = Some(word),
        }
    }
}
