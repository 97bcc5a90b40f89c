//! `cargo run --bin synth`: writes the templates of every environment to `cfn-out`.

use std::process::ExitCode;

fn main() -> ExitCode {
    formwork::command::synth(prooflink::app)
}
