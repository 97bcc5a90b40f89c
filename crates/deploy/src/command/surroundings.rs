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
    /// Who deploys, for others who want to: `user@host`.
    pub holder: String,
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
            holder: format!("{}@{}", user(), host()),
            answers: None,
        }
    }
}

fn user() -> String {
    let mut named = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    named.find(|name| !name.is_empty()).unwrap_or_else(|| "somebody".to_string())
}

fn host() -> String {
    let files = ["/proc/sys/kernel/hostname", "/etc/hostname"].into_iter();
    let read = files.filter_map(|file| std::fs::read_to_string(file).ok());
    let named = read.chain(["HOSTNAME", "COMPUTERNAME"].into_iter().filter_map(|name| std::env::var(name).ok()));
    let mut named = named.map(|name| name.trim().to_string()).filter(|name| !name.is_empty());
    named.next().unwrap_or_else(|| "some machine".to_string())
}
