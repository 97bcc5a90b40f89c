//! What came of a rehearsal.

use crate::ending::Ending;
use crate::execute::{Notice, Outcome, StepResult};
use crate::plan::class::Classified;
use formwork::{Language, Problem};
use std::fmt;
use std::time::Duration;

/// What came of a rehearsal.
#[derive(Clone, Debug)]
pub struct Rehearsed {
    /// How it ended.
    pub ending: Ending,
    /// What would change, with its classes.
    pub changes: Vec<Classified>,
    /// The steps in the order in which they ended, and what came of each: `("AppStack", Changed)`.
    pub steps: Vec<(String, StepResult)>,
    /// Why, where it did not end well.
    pub problems: Vec<Problem>,
    /// How long it would have taken, by typical durations.
    pub took: Duration,
    /// The outputs of stacks that changed: stack, key, value. Physical ids in them are made up.
    pub outputs: Vec<(String, String, String)>,
}

impl Rehearsed {
    pub(super) fn new(outcome: Outcome, changes: Vec<Classified>, notices: &[Notice]) -> Self {
        let mut rehearsed = Rehearsed {
            ending: outcome.ending,
            changes,
            steps: Vec::new(),
            problems: outcome.problems,
            took: Duration::ZERO,
            outputs: Vec::new(),
        };
        for notice in notices {
            match notice {
                Notice::StackEnded { step, result, outputs, .. } => {
                    rehearsed.steps.push((step.clone(), result.clone()));
                    let outputs = outputs.iter().map(|(key, value)| (step.clone(), key.clone(), value.clone()));
                    rehearsed.outputs.extend(outputs);
                }
                Notice::Ended { took_ms, .. } => {
                    rehearsed.took = Duration::from_millis(u64::try_from(*took_ms).unwrap_or_default());
                }
                _ => {}
            }
        }
        rehearsed
    }
}

/// The ending, the steps, and everything that is wrong.
impl fmt::Display for Rehearsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} after {} s", self.ending.word(), self.took.as_secs())?;
        for (step, result) in &self.steps {
            writeln!(f, "{step}: {}", result.word())?;
        }
        self.problems.iter().try_for_each(|problem| writeln!(f, "{}", problem.render(Language::English)))
    }
}
