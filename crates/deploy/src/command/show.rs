//! What the command prints.

use super::Surroundings;
use super::arguments::Arguments;
use crate::ending::Stop;
use crate::execute::{Notice, Outcome, Plan, StepResult};
use crate::report;
use crate::report::plan::PlannedStack;
use formwork::command::Shell;
use serde_json::{Value, json};

/// What goes on, as it goes on.
pub(super) struct Screen;

impl Screen {
    pub fn new(_arguments: &Arguments, _around: &Surroundings) -> Self {
        Screen
    }

    pub fn show(&self, shell: &mut Shell<'_>, arguments: &Arguments, notice: &Notice, _at_ms: i64) {
        if arguments.json {
            return;
        }
        match notice {
            Notice::StackBegan { step, action, resources } => {
                shell.message(&format!("{step}: {action}, {resources} resources\n"));
            }
            Notice::StackEnded { step, result, took_ms, .. } => {
                shell.message(&format!("{step}: {} after {} s\n", result.word(), took_ms / 1000));
            }
            Notice::Doing(text) | Notice::Remark(text) => shell.message(&format!("{text}\n")),
            Notice::Resource { step, logical_id, status, reason: Some(reason), .. } if status.ends_with("_FAILED") => {
                shell.message(&format!("{step}: {logical_id} {status}: {reason}\n"));
            }
            _ => {}
        }
    }

    pub fn finish(&self, shell: &mut Shell<'_>, arguments: &Arguments, outcome: &Outcome) {
        if !arguments.json {
            shell.problems(&outcome.problems, "");
            for (step, result) in &outcome.steps {
                if let StepResult::Unchanged = result {
                    shell.result(&format!("{step}: unchanged\n"));
                }
            }
        }
    }
}

/// A plan.
pub(super) fn plan(shell: &mut Shell<'_>, arguments: &Arguments, plan: &Plan<'_>) {
    let stacks: Vec<PlannedStack<'_>> = plan
        .steps
        .iter()
        .zip(plan.previews)
        .map(|(step, preview)| PlannedStack {
            name: &step.name,
            action: preview.action,
            changes: &preview.changes,
            target: step.stack.and_then(|at| plan.target.stacks.get(at)),
        })
        .collect();
    if arguments.json {
        let mut object = json!({"v": 1, "type": "plan", "hash": plan.hash.as_str()});
        if let (Some(object), Value::Object(more)) = (object.as_object_mut(), report::plan::json(&stacks)) {
            object.extend(more);
        }
        shell.result(&format!("{object}\n"));
        return;
    }
    let paint = shell.paint();
    shell.result(&report::plan::text(&stacks, paint));
    for remark in plan.remarks {
        shell.result(&format!("note: {remark}\n"));
    }
}

/// Why nothing was done.
pub(super) fn stopped(shell: &mut Shell<'_>, arguments: &Arguments, stop: &Stop) {
    match arguments.json {
        true => {
            let problems = formwork::report::problems_json(&stop.problems, shell.language);
            let result = json!({
                "v": 1, "type": "result", "ending": stop.ending.word(), "status": stop.ending.status(), "problems": problems,
            });
            shell.result(&format!("{result}\n"));
        }
        false => shell.problems(&stop.problems, ": nothing was done"),
    }
}
