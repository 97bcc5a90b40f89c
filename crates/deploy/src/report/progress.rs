//! What a person sees while a run goes on: on a terminal a line for each stack that is being worked on, elsewhere plain
//! lines that a log can keep.

mod failure;
mod log;
mod terminal;
mod words;
mod working;

use super::checks;
use super::recorded::Recorded;
use crate::execute::Notice;
use formwork::report::{Paint, counted};
use indexmap::IndexMap;
use indicatif::ProgressDrawTarget;
use log::Log;
use std::collections::{BTreeMap, BTreeSet};
use terminal::Terminal;
use words::Words;
use working::Working;

/// Shows a run. It has no clock: whoever calls says what time it is, in milliseconds since 1970.
pub struct Progress {
    recorded: Recorded,
    /// The steps that are being worked on.
    working: IndexMap<String, Working>,
    /// The steps whose end was shown.
    told: BTreeSet<String>,
    words: Words,
    view: View,
}

enum View {
    Terminal(Terminal),
    Log(Log),
}

impl Progress {
    /// On a terminal. Call [`tick`](Progress::tick) some times a second, so that it lives.
    ///
    /// ```no_run
    /// use formwork::report::Paint;
    /// use formwork_deploy::report::progress::Progress;
    /// let progress = Progress::on_terminal(indicatif::ProgressDrawTarget::stderr(), Paint::Colored);
    /// ```
    pub fn on_terminal(target: ProgressDrawTarget, paint: Paint) -> Self {
        Progress::with(View::Terminal(Terminal::new(target)), paint)
    }

    /// In plain lines. Call [`tick`](Progress::tick) now and then, so that it says what is in progress.
    pub fn in_log() -> Self {
        Progress::with(View::Log(Log::default()), Paint::Plain)
    }

    fn with(view: View, paint: Paint) -> Self {
        let words = Words { paint, ..Words::default() };
        Progress { recorded: Recorded::default(), working: IndexMap::new(), told: BTreeSet::new(), words, view }
    }

    /// Guesses how long steps take by how long they took before: milliseconds, by step.
    pub fn with_earlier(mut self, durations_ms: BTreeMap<String, i64>) -> Self {
        self.words.earlier_ms = durations_ms;
        self
    }

    /// Shows what has happened. Returns the lines that the caller has to print; none on a terminal, which was drawn on.
    pub fn show(&mut self, notice: &Notice, at_ms: i64) -> String {
        let beat = match &mut self.view {
            View::Terminal(_) => String::new(),
            View::Log(log) => log.beat(&self.working, &self.words, at_ms),
        };
        self.recorded.add(notice);
        let lines = match notice {
            Notice::Began { run, environment, stacks } => {
                self.words.width = stacks.iter().map(|stack| stack.chars().count()).max().unwrap_or_default();
                match &mut self.view {
                    View::Terminal(_) => Vec::new(),
                    View::Log(log) => {
                        log.begin(at_ms);
                        vec![format!("  run {run} in {environment}, {}", counted(stacks.len(), "stack"))]
                    }
                }
            }
            Notice::Doing(text) => vec![format!("  {text}")],
            Notice::Checked(checks) => checks::text(checks).lines().map(|line| format!("  {line}")).collect(),
            Notice::Remark(text) => vec![format!("  note: {text}")],
            Notice::StackBegan { step, action, resources } => {
                let began_ms = self.working.get(step).map_or(at_ms, |working| working.began_ms);
                self.working.insert(step.clone(), Working::new(action, *resources, began_ms));
                match self.view {
                    View::Terminal(_) => Vec::new(),
                    View::Log(_) => vec![self.words.began(step, action, *resources)],
                }
            }
            Notice::Resource { step, logical_id, type_name, status, reason, place, at_ms: event_ms } => {
                // the clock of AWS may be ahead of this machine's
                let event_ms = (*event_ms).min(at_ms);
                // a step that an earlier program of the run began is not begun again
                let working = self.working.entry(step.clone()).or_insert_with(|| Working::new("", 0, event_ms));
                working.resource(logical_id, type_name, status, place, event_ms);
                match notice.is_failure() {
                    true => self.words.failure(step, logical_id, type_name, status, reason.as_deref(), place),
                    false => Vec::new(),
                }
            }
            Notice::StackEnded { step, .. } => {
                self.told.insert(step.clone());
                let working = self.working.shift_remove(step);
                let recorded = self.recorded.steps.get(step);
                recorded.map(|recorded| self.words.ended(step, recorded, working.as_ref())).into_iter().collect()
            }
            Notice::Ended { ending, took_ms, .. } => {
                self.working.clear();
                self.rest().into_iter().chain([self.words.over(*ending, *took_ms)]).collect()
            }
        };
        beat + &self.put(&lines, at_ms)
    }

    /// Shows that time has passed. Returns lines as [`show`](Progress::show) does.
    pub fn tick(&mut self, at_ms: i64) -> String {
        match &mut self.view {
            View::Terminal(terminal) => {
                terminal.draw(&self.working, &self.words, at_ms);
                String::new()
            }
            View::Log(log) => log.beat(&self.working, &self.words, at_ms),
        }
    }

    /// Prints something else, without the lines of this getting in its way.
    pub fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        match &self.view {
            View::Terminal(terminal) => terminal.aside(print),
            View::Log(_) => print(),
        }
    }

    /// The steps that only the end of the run told of: unchanged ones, and those of an earlier program of the run.
    fn rest(&self) -> Vec<String> {
        let rest = self.recorded.steps.iter().filter(|(name, _)| !self.told.contains(*name));
        rest.map(|(name, step)| self.words.ended(name, step, None)).collect()
    }

    fn put(&mut self, lines: &[String], at_ms: i64) -> String {
        match &mut self.view {
            View::Terminal(terminal) => {
                terminal.draw(&self.working, &self.words, at_ms);
                terminal.put(lines);
                String::new()
            }
            View::Log(log) => log.put(lines, at_ms),
        }
    }
}
