//! Runs against the model of CloudFormation, in virtual time.

#[path = "run/approval_at_execution.rs"]
mod approval_at_execution;
#[path = "run/cause.rs"]
mod cause;
#[path = "run/crash.rs"]
mod crash;
#[path = "run/fault.rs"]
mod fault;
#[path = "run/harness.rs"]
mod harness;
#[path = "run/options.rs"]
mod options;
#[path = "run/phases.rs"]
mod phases;
#[path = "run/status.rs"]
mod status;
#[path = "run/status_failed.rs"]
mod status_failed;
#[path = "run/system.rs"]
mod system;
#[path = "run/throttle.rs"]
mod throttle;
