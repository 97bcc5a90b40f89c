//! A run as programs read it: one JSON object a line.

use super::recorded::{Recorded, RecordedStep};
use super::{checks, output};
use crate::ending::{Ending, Stop};
use crate::execute::Notice;
use formwork::{Language, Place, Problem, Source};
use serde_json::{Map, Value, json};

/// The version of the lines: it grows when a key changes its meaning or goes.
const VERSION: u8 = 1;

/// Turns notices into lines. The last line of a run has the type `result`.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    recorded: Recorded,
    language: Language,
}

impl Lines {
    /// For problems in this language.
    pub fn new(language: Language) -> Self {
        Lines { language, ..Lines::default() }
    }

    /// The line of a notice, said at this time (milliseconds since 1970), with its line break.
    pub fn line(&mut self, notice: &Notice, at_ms: i64) -> String {
        self.recorded.add(notice);
        match notice {
            Notice::Began { environment, stacks, .. } => {
                self.object("began", at_ms, json!({"environment": environment, "stacks": stacks}))
            }
            Notice::Doing(text) => self.object("doing", at_ms, json!({"text": text})),
            Notice::Checked(all) => self.object("checks", at_ms, json!({"checks": checks::json(all)})),
            Notice::Remark(text) => self.object("remark", at_ms, json!({"text": text})),
            Notice::StackBegan { step, action, resources } => {
                self.object("stack", at_ms, json!({"step": step, "action": action, "resources": resources}))
            }
            Notice::Resource { step, logical_id, type_name, status, reason, place, at_ms } => {
                let resource = json!({
                    "step": step,
                    "logicalId": logical_id,
                    "resourceType": type_name,
                    "resourceStatus": status,
                    "reason": reason,
                    "path": path(place),
                    "source": place.source.as_ref().map(Source::to_string),
                    "failed": notice.is_failure(),
                });
                self.object("resource", *at_ms, resource)
            }
            Notice::StackEnded { step, .. } => {
                let recorded = self.recorded.steps.get(step).cloned().unwrap_or_default();
                self.object("stack-ended", at_ms, self.step(step, &recorded))
            }
            Notice::Ended { ending, took_ms, problems, .. } => self.result(*ending, *took_ms, problems, at_ms),
        }
    }

    /// The last line of a run that ended without saying so.
    pub fn stopped(&mut self, stop: &Stop, took_ms: i64, at_ms: i64) -> String {
        let ended = Notice::Ended { ending: stop.ending, took_ms, steps: Vec::new(), problems: stop.problems.clone() };
        self.line(&ended, at_ms)
    }

    fn result(&self, ending: Ending, took_ms: i64, problems: &[Problem], at_ms: i64) -> String {
        let stacks = self.recorded.steps.iter().map(|(name, step)| self.step(name, step));
        let result = json!({
            "ending": ending.word(),
            "status": ending.status(),
            "took_ms": took_ms,
            "problems": self.problems(problems),
            "stacks": stacks.collect::<Vec<_>>(),
        });
        self.object("result", at_ms, result)
    }

    fn step(&self, name: &str, step: &RecordedStep) -> Value {
        let outputs = step.outputs.iter().map(|(key, value)| (key.clone(), output::shown(key, value).into()));
        json!({
            "step": name,
            "action": step.action,
            "result": step.result.as_ref().map(|result| result.word()),
            "took_ms": step.took_ms,
            "problems": self.problems(step.result.as_ref().map(|result| result.problems()).unwrap_or_default()),
            "outputs": outputs.collect::<Map<String, Value>>(),
        })
    }

    /// As everywhere, and with the whole text: CloudFormation's reason stands in the note.
    fn problems(&self, problems: &[Problem]) -> Value {
        let mut list = formwork::report::problems_json(problems, self.language);
        for (object, problem) in list.as_array_mut().into_iter().flatten().zip(problems) {
            if let Some(object) = object.as_object_mut() {
                object.insert("text".to_string(), problem.render(self.language).into());
            }
        }
        list
    }

    fn object(&self, kind: &str, at_ms: i64, more: Value) -> String {
        let mut object = json!({"v": VERSION, "type": kind, "at_ms": at_ms, "run": self.recorded.run});
        if let (Some(object), Value::Object(more)) = (object.as_object_mut(), more) {
            object.extend(more);
        }
        format!("{object}\n")
    }
}

fn path(place: &Place) -> Option<&str> {
    Some(place.path.as_str()).filter(|path| !path.is_empty())
}
