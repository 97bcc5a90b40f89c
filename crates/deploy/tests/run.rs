//! Runs against the model of CloudFormation, in virtual time.

#[path = "run/crash.rs"]
mod crash;
#[path = "run/harness.rs"]
mod harness;
#[path = "run/phases.rs"]
mod phases;
#[path = "run/system.rs"]
mod system;
#[path = "run/throttle.rs"]
mod throttle;
