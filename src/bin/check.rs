//! `cargo run --bin check -- PATH...`: judges CloudFormation templates, JSON or YAML.

use std::process::ExitCode;

fn main() -> ExitCode {
    formwork::command::check()
}
