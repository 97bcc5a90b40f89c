//! What the notices of a run come to, for whoever reports at its end.

use crate::ending::Ending;
use crate::execute::{Notice, StepResult};
use formwork::{Place, Problem};
use indexmap::IndexMap;

/// What is known of a run by its notices.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// The run's name.
    pub run: String,
    /// The environment.
    pub environment: String,
    /// The stacks that it is about.
    pub stacks: Vec<String>,
    /// The steps, in the order in which they were heard of.
    pub steps: IndexMap<String, RecordedStep>,
    /// How it ended; none while it goes on.
    pub ending: Option<Ending>,
    /// How long it took: milliseconds.
    pub took_ms: i64,
    /// Why, where it is not fine.
    pub problems: Vec<Problem>,
}

/// What is known of a step.
#[derive(Clone, Debug, Default)]
pub struct RecordedStep {
    /// `create`; none where nothing was begun.
    pub action: Option<&'static str>,
    /// How many resources it is about.
    pub resources: usize,
    /// What came of it; none where its end was not seen.
    pub result: Option<StepResult>,
    /// How long it took: milliseconds.
    pub took_ms: i64,
    /// What the stack gives now.
    pub outputs: Vec<(String, String)>,
    /// The resources that failed, but for those that failed because others did.
    pub failures: Vec<RecordedFailure>,
}

/// A resource that failed.
#[derive(Clone, Debug)]
pub struct RecordedFailure {
    pub logical_id: String,
    pub type_name: String,
    /// In CloudFormation's words.
    pub reason: String,
    /// Where it was declared.
    pub place: Place,
}

impl Recorded {
    /// What these notices come to.
    pub fn of(notices: &[Notice]) -> Self {
        let mut recorded = Recorded::default();
        notices.iter().for_each(|notice| recorded.add(notice));
        recorded
    }

    /// Adds what is said next.
    pub fn add(&mut self, notice: &Notice) {
        match notice {
            Notice::Began { run, environment, stacks } => {
                *self = Recorded {
                    run: run.clone(),
                    environment: environment.clone(),
                    stacks: stacks.clone(),
                    ..Recorded::default()
                };
            }
            Notice::Doing(_) | Notice::Remark(_) | Notice::Checked(_) => {}
            Notice::StackBegan { step, action, resources } => {
                let step = self.step(step);
                (step.action, step.resources) = (Some(*action), *resources);
            }
            Notice::Resource { step, logical_id, type_name, reason, place, .. } => {
                if notice.is_failure() {
                    self.step(step).failures.push(RecordedFailure {
                        logical_id: logical_id.clone(),
                        type_name: type_name.clone(),
                        reason: reason.clone().unwrap_or_default(),
                        place: place.clone(),
                    });
                }
            }
            Notice::StackEnded { step, result, took_ms, outputs } => {
                let step = self.step(step);
                (step.result, step.took_ms) = (Some(result.clone()), *took_ms);
                step.outputs.clone_from(outputs);
            }
            Notice::Ended { ending, took_ms, steps, problems } => {
                (self.ending, self.took_ms) = (Some(*ending), *took_ms);
                self.problems.clone_from(problems);
                self.complete(*ending, steps);
            }
        }
    }

    /// Adds the steps that nothing was said of, and the stacks that had no step.
    fn complete(&mut self, ending: Ending, steps: &[(String, StepResult)]) {
        for (step, result) in steps {
            self.step(step).result.get_or_insert_with(|| result.clone());
        }
        // a plan leaves out the stacks in which nothing changes
        let is_unchanged = ending == Ending::Fine || !steps.is_empty();
        for stack in self.stacks.clone() {
            let is_of_it = |step: &String| step.split('/').next() == Some(stack.as_str());
            if !self.steps.keys().any(is_of_it) {
                let result = if is_unchanged { StepResult::Unchanged } else { StepResult::NotBegun(Vec::new()) };
                self.step(&stack).result = Some(result);
            }
        }
    }

    fn step(&mut self, step: &str) -> &mut RecordedStep {
        self.steps.entry(step.to_string()).or_default()
    }
}

impl RecordedFailure {
    /// Its construct path, or its logical id where only the stack is known.
    pub fn name(&self) -> &str {
        let has_path = self.place.path.splitn(3, '/').nth(2).is_some();
        if has_path { &self.place.path } else { &self.logical_id }
    }
}

impl RecordedStep {
    /// What came of it, for a person: `updated`.
    pub fn word(&self) -> &'static str {
        match (&self.result, self.action) {
            (Some(StepResult::Changed), Some("create")) => "created",
            (Some(StepResult::Changed), Some("update")) => "updated",
            (Some(StepResult::Changed), Some("delete")) => "deleted",
            (Some(StepResult::Changed), Some("roll back")) => "rolled back",
            (Some(result), _) => result.word(),
            (None, _) => "end not seen",
        }
    }
}
