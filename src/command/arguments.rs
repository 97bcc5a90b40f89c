//! The arguments of `synth`.

use super::ColorChoice;
use super::parse::{self, Answer};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

const ABOUT: &str = "Writes the CloudFormation templates of the app, and says what changed";

const EXAMPLES: &str = "\
Examples:
  synth                          all environments, to cfn-out of the workspace
  synth dev                      one environment; the others stay as they are
  synth dev --stack 'App*'       some stacks of it; quotes keep the shell from taking the star
  synth --list                   what there is, in the order in which it is deployed
  synth --check                  whether cfn-out is what the program makes, with the difference
  synth --out target/templates   another folder
  cdk ls --app target/debug/synth  as the app of AWS CDK's command: templates go where CDK_OUTDIR says

The table at the end: resources of at most 500; bytes of 51,200 in a request or 1,000,000 through S3; values that other
stacks import; resources whose physical name AWS makes up; what changed (+ added, ~ changed, - removed resources).

Exit status: 0 fine, 1 findings or drift, 64 the arguments make no sense.";

/// What was asked for.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub environments: Vec<String>,
    pub stacks: Vec<String>,
    pub list: bool,
    pub check: bool,
    pub denies_warnings: bool,
    pub out: Option<PathBuf>,
    pub json: bool,
    pub color: ColorChoice,
}

impl Arguments {
    pub fn parse(arguments: &[OsString]) -> Result<Arguments, Answer> {
        let matches = parse::matches(command(), arguments)?;
        Ok(Arguments {
            environments: texts(&matches, "environment"),
            stacks: texts(&matches, "stack"),
            list: matches.get_flag("list"),
            check: matches.get_flag("check"),
            denies_warnings: matches.get_flag("deny-warnings"),
            out: matches.get_one::<PathBuf>("out").cloned(),
            json: matches.get_flag("json"),
            color: parse::color(&matches),
        })
    }
}

fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

fn command() -> Command {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    Command::new("synth")
        .about(ABOUT)
        .version(concat!("(formwork ", env!("CARGO_PKG_VERSION"), ")"))
        .after_help(EXAMPLES)
        .arg(
            Arg::new("environment")
                .value_name("ENVIRONMENT")
                .num_args(0..)
                .help("Only these environments [default: all]"),
        )
        .arg(
            Arg::new("stack")
                .long("stack")
                .value_name("PATTERN")
                .action(ArgAction::Append)
                .help("Only stacks whose id, or environment/id, fits: 'App*', 'dev/*'; can be repeated"),
        )
        .arg(flag("list", "Shows the stacks in the order in which they are deployed, and writes nothing"))
        .arg(
            flag("check", "Shows what differs between the program and the folder, and writes nothing")
                .conflicts_with("list"),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("FOLDER")
                .value_parser(value_parser!(PathBuf))
                .help("Where the templates go [default: CDK_OUTDIR, else cfn-out of the workspace]"),
        )
        .arg(flag("deny-warnings", "Writes nothing where there are warnings"))
        .arg(flag("json", "Prints one JSON document instead of text"))
        .arg(parse::color_argument())
}
