//! What a run of `synth` came to, and how it is said.

use super::{FINDINGS, FINE, Shell};
use crate::check::Verified;
use crate::output::{Drift, Written};
use crate::report::{self, counted};
use crate::{Problem, Severity};
use serde_json::{Value, json};

/// What a run came to. Stacks are the positions of their environments and themselves.
pub(super) enum Outcome {
    /// The program has errors.
    Rejected(Vec<Problem>),
    /// The program has errors, and the `cdk` command says so.
    Reported(Vec<Problem>),
    /// The folder could not be used; what was written until then is whole.
    Failed(Problem),
    Listed {
        verified: Verified,
        stacks: Vec<(usize, usize)>,
    },
    Written {
        verified: Verified,
        folder: String,
        written: Written,
        /// Whether the `cdk` command shows what was found.
        reports: bool,
    },
    Compared {
        verified: Verified,
        folder: String,
        stacks: Vec<(usize, usize)>,
        drifts: Vec<Drift>,
    },
}

impl Outcome {
    pub fn status(&self) -> u8 {
        match self {
            Outcome::Rejected(_) | Outcome::Failed(_) => FINDINGS,
            Outcome::Compared { drifts, .. } if !drifts.is_empty() => FINDINGS,
            _ => FINE,
        }
    }

    fn problems(&self) -> &[Problem] {
        match self {
            Outcome::Rejected(problems) | Outcome::Reported(problems) => problems,
            Outcome::Failed(problem) => std::slice::from_ref(problem),
            Outcome::Listed { verified, .. }
            | Outcome::Written { verified, .. }
            | Outcome::Compared { verified, .. } => verified.warnings(),
        }
    }

    /// For people: problems first, the result after them.
    pub fn say(&self, shell: &mut Shell<'_>) {
        let rejected = matches!(self, Outcome::Rejected(_));
        let is_said = matches!(self, Outcome::Reported(_) | Outcome::Written { reports: true, .. });
        let shown = self.problems().iter().filter(|problem| problem.code.severity > Severity::Info);
        let shown: Vec<Problem> = shown.cloned().collect();
        shell.problems(if is_said { &[] } else { &shown }, if rejected { ": nothing was written" } else { "" });
        let paint = shell.paint();
        match self {
            Outcome::Rejected(_) | Outcome::Reported(_) | Outcome::Failed(_) => {}
            Outcome::Listed { verified, stacks } => {
                let lines = stacks.iter().map(|(environment, stack)| {
                    let of = &verified.assembly().environments[*environment];
                    format!("{}/{} ({})\n", of.name, of.stacks[*stack].id, of.stacks[*stack].stack_name)
                });
                shell.result(&lines.collect::<String>());
            }
            Outcome::Written { verified, folder, written, .. } => {
                shell.result(&report::summary(verified, written, folder, paint));
            }
            Outcome::Compared { folder, stacks, drifts, .. } if drifts.is_empty() => {
                shell.result(&format!("{folder}: {}, as the program makes them\n", counted(stacks.len(), "stack")));
            }
            Outcome::Compared { folder, drifts, .. } => {
                shell.result(&report::drifts(drifts, folder, paint));
                let files = counted(drifts.len(), "file");
                shell.message(&format!(
                    "{folder}: {files} not as the program makes them; `synth` without --check writes them\n"
                ));
            }
        }
    }

    /// The same for programs.
    pub fn json(&self, shell: &Shell<'_>) -> Value {
        let problems = report::problems_json(self.problems(), shell.language);
        match self {
            Outcome::Rejected(_) => json!({"outcome": "rejected", "problems": problems}),
            Outcome::Reported(_) => json!({"outcome": "reported", "problems": problems}),
            Outcome::Failed(_) => json!({"outcome": "failed", "problems": problems}),
            Outcome::Listed { verified, stacks } => json!({
                "outcome": "listed",
                "stacks": report::stacks_json(verified, stacks, None),
                "problems": problems,
            }),
            Outcome::Written { verified, folder, written, .. } => {
                let stacks: Vec<_> = written.stacks.iter().map(|stack| (stack.environment, stack.stack)).collect();
                json!({
                    "outcome": "written",
                    "folder": folder,
                    "stacks": report::stacks_json(verified, &stacks, Some(written)),
                    "replaced": written.replaced,
                    "removed": written.removed,
                    "problems": problems,
                })
            }
            Outcome::Compared { folder, drifts, .. } => json!({
                "outcome": if drifts.is_empty() { "in-step" } else { "drift" },
                "folder": folder,
                "drifts": report::drifts_json(drifts),
                "problems": problems,
            }),
        }
    }
}
