//! What the arguments of every command share.

use super::{ColorChoice, FINE, Shell, USAGE};
use clap::{Arg, ArgMatches, Command, builder::PossibleValuesParser};
use std::ffi::OsString;

/// What is said instead of doing something.
pub(super) struct Answer {
    text: String,
    /// Whether it was asked for.
    is_result: bool,
    status: u8,
}

impl Answer {
    /// Says it; gives the exit status.
    pub fn say(&self, shell: &mut Shell<'_>) -> u8 {
        if self.is_result {
            shell.result(&self.text)
        } else {
            shell.message(&self.text)
        }
        self.status
    }
}

/// The arguments, as the command understands them.
pub(super) fn matches(command: Command, arguments: &[OsString]) -> Result<ArgMatches, Answer> {
    command.try_get_matches_from(arguments).map_err(|error| Answer {
        text: error.render().to_string(),
        is_result: !error.use_stderr(),
        status: if error.use_stderr() { USAGE } else { FINE },
    })
}

/// Says that arguments make no sense; gives the exit status.
pub(super) fn refuse(usage: &str, shell: &mut Shell<'_>) -> u8 {
    shell.message(&format!("error: {usage}\n\nFor more information, try '--help'.\n"));
    USAGE
}

/// `--color WHEN`.
pub(super) fn color_argument() -> Arg {
    Arg::new("color")
        .long("color")
        .value_name("WHEN")
        .value_parser(PossibleValuesParser::new(["auto", "always", "never"]))
        .help("When to use colors; auto: on a terminal, unless NO_COLOR is set [default: auto]")
        .hide_possible_values(true)
}

/// What `--color` says.
pub(super) fn color(matches: &ArgMatches) -> ColorChoice {
    match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}
