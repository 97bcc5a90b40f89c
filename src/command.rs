//! Command lines as library calls: a program that builds an [`App`](crate::App) gets its `synth` in five lines.
//!
//! ```no_run
//! use formwork::{App, CustomResource, Environment, Problem};
//!
//! fn app() -> Result<App, Vec<Problem>> {
//!     let app = App::new("demo");
//!     let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
//!     stack.add("Alarms", CustomResource::new("AWS::SNS::Topic"));
//!     Ok(app)
//! }
//!
//! fn main() -> std::process::ExitCode {
//!     formwork::command::synth(app)
//! }
//! ```
//!
//! Everything a command knows of its surroundings comes in as an [`Invocation`], and everything it says goes out through
//! one [`Shell`], so that [`run_synth`] can be called from a test, without a process.

mod arguments;
mod check;
mod invocation;
mod outcome;
mod parse;
mod pattern;
mod selection;
mod shell;
mod synth;
mod workspace;

pub use check::{check, run_check};
pub use invocation::Invocation;
pub use pattern::fits;
pub use shell::{ColorChoice, Shell};
pub use synth::{run_synth, synth};
pub use workspace::workspace_root;

/// All is well.
pub const FINE: u8 = 0;
/// There are findings, or drift.
pub const FINDINGS: u8 = 1;
/// The command line cannot be understood.
pub const USAGE: u8 = 64;
