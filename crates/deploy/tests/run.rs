//! Runs against the model of CloudFormation, in virtual time.

#[path = "run/approval_at_execution.rs"]
mod approval_at_execution;
#[path = "run/blocker.rs"]
mod blocker;
#[path = "run/cause.rs"]
mod cause;
#[path = "export/chance.rs"]
mod chance;
#[path = "run/crash.rs"]
mod crash;
#[path = "run/deployers.rs"]
mod deployers;
#[path = "run/empty.rs"]
mod empty;
#[path = "run/fault.rs"]
mod fault;
#[path = "run/feed.rs"]
mod feed;
#[path = "run/folder.rs"]
mod folder;
#[path = "run/gate.rs"]
mod gate;
#[path = "run/guard.rs"]
mod guard;
#[path = "run/harness.rs"]
mod harness;
#[path = "run/interrupt.rs"]
mod interrupt;
#[path = "run/options.rs"]
mod options;
#[path = "run/phases.rs"]
mod phases;
#[path = "run/rename.rs"]
mod rename;
#[path = "run/scenario.rs"]
mod scenario;
#[path = "run/status.rs"]
mod status;
#[path = "run/status_failed.rs"]
mod status_failed;
#[path = "run/system.rs"]
mod system;
#[path = "run/throttle.rs"]
mod throttle;
