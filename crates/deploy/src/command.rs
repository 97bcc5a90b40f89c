//! The command line `deploy`.

mod account;
mod arguments;
mod bootstrap;
mod decide;
mod emptier;
mod folders;
mod go;
mod image;
mod load;
mod look;
mod lookup;
mod operation;
mod orphan;
mod rehearse;
mod resume;
mod show;
mod signal;
mod surroundings;
mod tasks;

pub use surroundings::Surroundings;

use crate::codes;
use crate::ending::{Ending, Stop};
use crate::project::Project;
use arguments::{Action, Arguments};
use formwork::command::Shell;
use std::process::ExitCode;

/// The whole command `deploy`, for `main`.
///
/// The status is that of [`Ending`].
pub fn deploy(project: &Project<'_>) -> ExitCode {
    let ending = run_deploy(project, &Surroundings::of_process(), &mut Shell::of_process());
    ExitCode::from(ending.status())
}

/// The command `deploy`, called with these arguments, in these surroundings.
pub fn run_deploy(project: &Project<'_>, around: &Surroundings, shell: &mut Shell<'_>) -> Ending {
    let arguments = match Arguments::parse(&around.invocation.arguments) {
        Ok(arguments) => arguments,
        Err(answer) if answer.is_result => {
            shell.result(&answer.text);
            return Ending::Fine;
        }
        Err(answer) => {
            shell.message(&answer.text);
            // what asks for JSON reads the last line, whatever else was wrong with its arguments
            if around.invocation.arguments.iter().any(|argument| argument == "--json") {
                show::result(shell, &usage(answer.text.lines().next().unwrap_or_default()));
            }
            return Ending::Usage;
        }
    };
    shell.choose_color(arguments.color);
    match act(&Call { project, around, arguments: &arguments }, shell) {
        Ok(ending) => {
            // a run has said its result itself
            if arguments.json && arguments.action.is_look() {
                show::result(shell, &Stop { ending, problems: Vec::new() });
            }
            ending
        }
        Err(Refused::Usage(text)) => {
            shell.message(&format!("error: {text}\n\nFor more information, try '--help'.\n"));
            if arguments.json {
                show::result(shell, &usage(&text));
            }
            Ending::Usage
        }
        Err(Refused::Stop(stop)) => {
            show::stopped(shell, &arguments, &stop);
            stop.ending
        }
    }
}

/// Arguments that make no sense, as a problem.
fn usage(text: &str) -> Stop {
    let reason = text.trim_start_matches("error: ");
    Stop::new(Ending::Usage, codes::USAGE.problem().with("reason", reason))
}

/// Why nothing was done.
enum Refused {
    /// The arguments make no sense: why.
    Usage(String),
    /// Anything else.
    Stop(Stop),
}

impl From<Stop> for Refused {
    fn from(stop: Stop) -> Self {
        Refused::Stop(stop)
    }
}

/// What was called, in which surroundings, for which program.
#[derive(Clone, Copy)]
struct Call<'c> {
    project: &'c Project<'c>,
    around: &'c Surroundings,
    arguments: &'c Arguments,
}

fn act(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    match call.arguments.action {
        Action::Resume => resume::resume(call, shell),
        Action::Cancel => resume::cancel(call, shell),
        Action::Deploy | Action::Destroy | Action::Plan if call.arguments.rehearse => rehearse::rehearse(call, shell),
        Action::Deploy | Action::Destroy | Action::Plan => go::go(call, shell),
        Action::SubmitJob => operation::submit(call, shell),
        Action::Jobs => operation::jobs(call, shell),
        Action::ShowJob => operation::show_job(call, shell),
        Action::Logs => operation::logs(call, shell),
        Action::RefreshSecrets => operation::refresh(call, shell),
        Action::PushImage => image::push(call, shell),
        Action::Diff => look::diff(call, shell),
        Action::Outputs => look::outputs(call, shell),
        Action::Drift => look::drift(call, shell),
        Action::Status => look::status(call, shell),
        Action::Bootstrap => bootstrap::bootstrap(call, shell),
    }
}
