//! Runs against the model of CloudFormation, in virtual time.

#[path = "run/crash.rs"]
mod crash;
#[path = "run/harness.rs"]
mod harness;
#[path = "run/system.rs"]
mod system;
