//! `check`: anybody's templates, judged, with no Rust program behind them.

mod arguments;
mod examples;
mod explain;
mod parameter;

use super::parse::refuse;
use super::{FINDINGS, FINE, Invocation, Shell};
use crate::check::{Acknowledged, check_on as judge};
use crate::input::{self, Home};
use crate::report::{self, counted};
use crate::{Problem, Severity};
use arguments::{Action, Arguments, Format};
use std::process::ExitCode;

/// The whole command `check`, for `main`.
///
/// The status is 0 without errors, 1 with, and 64 if the arguments make no sense.
pub fn check() -> ExitCode {
    ExitCode::from(run_check(&Invocation::of_process(), &mut Shell::of_process()))
}

/// The command `check`, called with these arguments, in these surroundings; gives the exit status.
///
/// ```
/// use formwork::command::{Invocation, Shell, run_check};
/// let folder = std::env::temp_dir().join(format!("formwork-check-{}", std::process::id()));
/// std::fs::create_dir_all(&folder).unwrap();
/// std::fs::write(folder.join("vpc.yaml"), "Resources:\n  Mail: {Type: AWS::SNS::Topic, DependsOn: Jobs}\n").unwrap();
/// let invocation = Invocation {
///     arguments: ["check", "vpc.yaml"].map(Into::into).to_vec(),
///     working_folder: folder.clone(),
///     workspace: folder.clone(),
///     cdk_outdir: None,
///     cdk_validates: true,
///     today: None,
/// };
/// let mut said = Vec::new();
/// let status = run_check(&invocation, &mut Shell::new(std::io::sink(), &mut said));
/// std::fs::remove_dir_all(&folder).unwrap();
/// assert_eq!(status, 1);
/// assert!(String::from_utf8(said).unwrap().contains("vpc.yaml:2"));
/// ```
pub fn run_check(invocation: &Invocation, shell: &mut Shell<'_>) -> u8 {
    let arguments = match Arguments::parse(&invocation.arguments) {
        Ok(arguments) => arguments,
        Err(answer) => return answer.say(shell),
    };
    shell.choose_color(arguments.color);
    match &arguments.action {
        Action::List => {
            shell.result(&explain::list());
            FINE
        }
        Action::Explain(code) => match explain::explain(code) {
            Ok(text) => {
                shell.result(&text);
                FINE
            }
            Err(usage) => refuse(&usage, shell),
        },
        Action::Check(paths) => {
            let home = Home { account: arguments.account.clone(), region: arguments.region.clone() };
            let mut assembly = input::read(&invocation.working_folder, paths, &home);
            if let Err(usage) = parameter::set(&mut assembly, &arguments.parameters) {
                return refuse(&usage, shell);
            }
            if arguments.network {
                // what cannot be read is in no network
                shell.problems(&assembly.problems, "");
                shell.result(&report::network(&assembly, shell.paint()));
                return if assembly.problems.is_empty() { FINE } else { FINDINGS };
            }
            let stacks = assembly.environments.iter().map(|environment| environment.stacks.len()).sum();
            let (problems, acknowledged) = match judge(assembly, invocation.today) {
                Ok(verified) => (verified.warnings().to_vec(), verified.acknowledged().to_vec()),
                Err(rejected) => (rejected.problems, rejected.acknowledged),
            };
            if arguments.acknowledged {
                shell.result(&report::audit(&acknowledged, shell.paint()));
            } else {
                say(&problems, &acknowledged, stacks, arguments.format, shell);
            }
            let least = if arguments.denies_warnings { Severity::Warning } else { Severity::Error };
            let refused = |problem: &Problem| problem.code.severity >= least;
            if problems.iter().any(refused) { FINDINGS } else { FINE }
        }
    }
}

fn say(problems: &[Problem], acknowledged: &[Acknowledged], stacks: usize, format: Format, shell: &mut Shell<'_>) {
    let document = match format {
        Format::Json => report::findings_json(problems, acknowledged, shell.language),
        Format::Sarif => report::findings_sarif(problems, acknowledged, shell.language),
        Format::Text => {
            shell.problems(problems, "");
            if problems.is_empty() {
                let known = match acknowledged.len() {
                    0 => String::new(),
                    count => format!(", {} acknowledged", counted(count, "finding")),
                };
                shell.result(&format!("{}, nothing found{known}\n", counted(stacks, "template")));
            }
            return;
        }
    };
    shell.result(&format!("{}\n", serde_json::to_string_pretty(&document).unwrap_or_default()));
}
