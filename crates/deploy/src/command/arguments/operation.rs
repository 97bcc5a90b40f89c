//! The arguments of what is done beside deploying.

use super::{Action, base};
use super::{flag, has, one, text, with_environment, with_login};
use clap::{Arg, ArgMatches, Command};

/// What was asked for.
#[derive(Debug, Default)]
pub struct Operation {
    /// The job, its id, or the log.
    pub name: String,
    pub key: Option<String>,
    pub executor: Option<String>,
    pub wait: bool,
    pub follow: bool,
    pub since: Option<String>,
    pub filter: Option<String>,
    pub stream: Option<String>,
    pub no_restart: bool,
}

impl Operation {
    pub fn of(matches: &ArgMatches) -> Self {
        let flag = |name: &str| has(matches, name) && matches.get_flag(name);
        Operation {
            name: text(matches, "name").unwrap_or_default(),
            key: text(matches, "key"),
            executor: text(matches, "executor"),
            wait: has(matches, "until-end") && flag("until-end"),
            follow: flag("follow"),
            since: text(matches, "since"),
            filter: text(matches, "filter"),
            stream: text(matches, "stream"),
            no_restart: flag("no-restart"),
        }
    }
}

/// The subcommands: `batch submit`, `batch jobs`, `batch show`, `logs`, `secret refresh`.
pub fn commands() -> [Command; 3] {
    let group = |name: &'static str, about: &'static str| {
        Command::new(name).about(about).subcommand_required(true).arg_required_else_help(true)
    };
    let leaf = |name: &'static str, about: &'static str| with_login(base(name).about(about));
    let named = |command: Command, what: &'static str, about: &'static str| {
        with_environment(command.arg(Arg::new("name").value_name(what).required(true).help(about)))
    };
    let submit = named(leaf("submit", "Submits a job"), "JOB", "The job: user-import, test-case-import")
        .arg(one("key", "KEY", "The file that it reads, in the bucket: imports/users.csv"))
        .arg(one("executor", "NAME", "Who wants it"))
        .arg(Arg::new("until-end").long("wait").action(clap::ArgAction::SetTrue).help("Waits for its end"));
    let jobs = with_environment(leaf("jobs", "Shows the jobs, newest first"));
    let show = named(leaf("show", "Shows a job"), "ID", "Its id, as `submit` and `jobs` say it");
    let logs = named(leaf("logs", "Shows what programs write"), "LOG", "Whose: app, batch")
        .arg(flag("follow", "Goes on until Ctrl-C").short('f'))
        .arg(one("since", "SPAN", "How far back: 30s, 10m, 2h, 1d [default: 10m]"))
        .arg(one("filter", "PATTERN", "Only what fits a pattern of CloudWatch Logs"))
        .arg(one("stream", "STREAM", "Only this stream"));
    let refresh =
        leaf("refresh", "Writes secrets anew that have another one's value in them, and restarts the service")
            .arg(flag("no-restart", "Leaves the service as it is: it reads secrets when its tasks start"));
    [
        group("batch", "Jobs of AWS Batch").subcommands([submit, jobs, show]),
        logs,
        group("secret", "Secrets that are made of others").subcommand(with_environment(refresh)),
    ]
}

/// The action of a subcommand of `batch` or `secret`.
pub fn action(group: &str, name: &str) -> Option<Action> {
    Some(match (group, name) {
        ("batch", "submit") => Action::SubmitJob,
        ("batch", "jobs") => Action::Jobs,
        ("batch", "show") => Action::ShowJob,
        ("secret", "refresh") => Action::RefreshSecrets,
        _ => return None,
    })
}
