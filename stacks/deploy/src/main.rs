//! `cargo run --bin deploy -- AppStack prod`: deploys ProofLink.

mod settings;

use formwork_deploy::command;
use formwork_deploy::project::Project;
use std::process::ExitCode;

fn main() -> ExitCode {
    command::deploy(&Project { app: &prooflink::app, settings: &settings::load })
}
