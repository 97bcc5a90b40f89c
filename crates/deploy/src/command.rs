//! The command line `deploy`.

mod account;
mod arguments;
mod bootstrap;
mod decide;
mod go;
mod load;
mod look;
mod rehearse;
mod resume;
mod show;
mod signal;
mod surroundings;

pub use surroundings::Surroundings;

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
            return Ending::Usage;
        }
    };
    shell.choose_color(arguments.color);
    match act(project, around, &arguments, shell) {
        Ok(ending) => ending,
        Err(Refused::Usage(text)) => {
            shell.message(&format!("error: {text}\n\nFor more information, try '--help'.\n"));
            Ending::Usage
        }
        Err(Refused::Stop(stop)) => {
            show::stopped(shell, &arguments, &stop);
            stop.ending
        }
    }
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

fn act(
    project: &Project<'_>,
    around: &Surroundings,
    arguments: &Arguments,
    shell: &mut Shell<'_>,
) -> Result<Ending, Refused> {
    match arguments.action {
        Action::Resume => resume::resume(project, around, arguments, shell),
        Action::Cancel => resume::cancel(project, around, arguments, shell),
        Action::Deploy | Action::Destroy | Action::Plan if arguments.rehearse => {
            rehearse::rehearse(project, around, arguments, shell)
        }
        Action::Deploy | Action::Destroy | Action::Plan => go::go(project, around, arguments, shell),
        Action::Bootstrap => bootstrap::bootstrap(project, around, arguments, shell),
        Action::Diff => look::diff(project, around, arguments, shell),
        Action::Outputs => look::outputs(project, around, arguments, shell),
        Action::Drift => look::drift(project, around, arguments, shell),
        Action::Status => look::status(project, around, arguments, shell),
    }
}
