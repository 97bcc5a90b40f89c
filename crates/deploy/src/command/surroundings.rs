//! What the command knows of the process that it runs in.

use crate::api::Transport;
use formwork::command::Invocation;
use std::io::IsTerminal;
use std::path::PathBuf;

/// What the command knows of the process that it runs in. A test makes one of its own.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// How it was called.
    pub invocation: Invocation,
    /// Where calls go.
    pub transport: Transport,
    /// Where journals are, by environment.
    pub state: PathBuf,
    /// Whether somebody can be asked.
    pub is_terminal: bool,
    /// What was answered beforehand, line by line, where nobody sits at a terminal; none: the standard input is asked.
    pub answers: Option<Vec<String>>,
}

impl Surroundings {
    /// Of this process: journals are below `$XDG_STATE_HOME/formwork`, by default `~/.local/state/formwork`.
    pub fn of_process() -> Self {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let home = || variable("HOME").unwrap_or_default().join(".local/state");
        Surroundings {
            invocation: Invocation::of_process(),
            transport: Transport::Aws,
            state: variable("XDG_STATE_HOME").unwrap_or_else(home).join("formwork"),
            is_terminal: std::io::stdin().is_terminal() && std::io::stderr().is_terminal(),
            answers: None,
        }
    }
}
