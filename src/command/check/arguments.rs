//! The arguments of `check`.

use crate::command::ColorChoice;
use crate::command::parse::{self, Answer};
use clap::{Arg, ArgAction, ArgMatches, Command, builder::PossibleValuesParser, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

const ABOUT: &str = "Judges CloudFormation templates, JSON or YAML, without an account";

const EXAMPLES: &str = "\
Examples:
  check template.yaml            one file
  check templates                every template below a folder, together: what one exports another may import
  check cdk.out                  what `cdk synth` or `synth` wrote, by its manifest
  check web.yaml --param Stage=prod --param AppStack.Size=2
                                 with these values of parameters; else their defaults
  check cdk.out --network        who reaches whom
  check cfn-out --format sarif   for code scanning
  check cfn-out --acknowledged   what is taken knowingly, and why
  check --explain R0001          what a code means
  check --list                   every code

Exit status: 0 no errors, 1 errors, 64 the arguments make no sense.";

/// What was asked for.
pub struct Arguments {
    pub action: Action,
    pub format: Format,
    pub account: Option<String>,
    pub region: Option<String>,
    pub denies_warnings: bool,
    pub acknowledged: bool,
    pub network: bool,
    pub parameters: Vec<Parameter>,
    pub color: ColorChoice,
}

pub enum Action {
    Check(Vec<PathBuf>),
    Explain(String),
    List,
}

#[derive(Clone, Copy)]
pub enum Format {
    Text,
    Json,
    Sarif,
}

impl Arguments {
    pub(in crate::command) fn parse(arguments: &[OsString]) -> Result<Arguments, Answer> {
        let matches = parse::matches(command(), arguments)?;
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        Ok(Arguments {
            action: action(&matches),
            format: match matches.get_one::<String>("format").map(String::as_str) {
                Some("json") => Format::Json,
                Some("sarif") => Format::Sarif,
                _ => Format::Text,
            },
            account: text("account"),
            region: text("region"),
            denies_warnings: matches.get_flag("deny-warnings"),
            acknowledged: matches.get_flag("acknowledged"),
            network: matches.get_flag("network"),
            parameters: matches.get_many::<Parameter>("param").into_iter().flatten().cloned().collect(),
            color: parse::color(&matches),
        })
    }
}

/// A parameter's value: of which stack, if it is said, the name, the value.
pub type Parameter = (Option<String>, String, String);

/// `NAME=VALUE`, `STACK.NAME=VALUE`.
fn parameter(text: &str) -> Result<Parameter, String> {
    let wrong = || "write NAME=VALUE, or STACK.NAME=VALUE".to_string();
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    let (stack, name) = match name.rsplit_once('.') {
        Some((stack, name)) => (Some(stack.to_string()), name),
        None => (None, name),
    };
    if name.is_empty() { Err(wrong()) } else { Ok((stack, name.to_string(), value.to_string())) }
}

fn action(matches: &ArgMatches) -> Action {
    if matches.get_flag("list") {
        return Action::List;
    }
    match matches.get_one::<String>("explain") {
        Some(code) => Action::Explain(code.clone()),
        None => Action::Check(matches.get_many::<PathBuf>("path").into_iter().flatten().cloned().collect()),
    }
}

fn command() -> Command {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let one = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    Command::new("check")
        .about(ABOUT)
        .version(concat!("(formwork ", env!("CARGO_PKG_VERSION"), ")"))
        .after_help(EXAMPLES)
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .required_unless_present_any(["list", "explain"])
                .help("Files, and folders with templates or with a manifest.json"),
        )
        .arg(
            one("format", "FORMAT", "text, json or sarif [default: text]")
                .value_parser(PossibleValuesParser::new(["text", "json", "sarif"]))
                .hide_possible_values(true),
        )
        .arg(one("region", "REGION", "Where templates are deployed that do not say it"))
        .arg(one("account", "ACCOUNT", "The account of templates that do not say it"))
        .arg(
            one("param", "NAME=VALUE", "A parameter's value, instead of its default; can be repeated")
                .action(ArgAction::Append)
                .value_parser(parameter),
        )
        .arg(
            flag("network", "Shows who reaches whom, instead of findings")
                .conflicts_with_all(["format", "acknowledged"]),
        )
        .arg(flag("deny-warnings", "Ends with 1 where there are warnings, too"))
        .arg(
            flag("acknowledged", "Lists the findings that are acknowledged, with their reasons")
                .conflicts_with("format"),
        )
        .arg(one("explain", "CODE", "Says what a code means, by its number or name").conflicts_with("path"))
        .arg(flag("list", "Shows every code").conflicts_with_all(["path", "explain"]))
        .arg(parse::color_argument())
}
