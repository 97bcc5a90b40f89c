//! Runs against the model of CloudFormation, in virtual time.

#[path = "export/chance.rs"]
mod chance;
#[path = "run/crash.rs"]
mod crash;
#[path = "run/deployers.rs"]
mod deployers;
#[path = "run/folder.rs"]
mod folder;
#[path = "run/harness.rs"]
mod harness;
#[path = "run/interrupt.rs"]
mod interrupt;
#[path = "run/phases.rs"]
mod phases;
#[path = "run/rename.rs"]
mod rename;
#[path = "run/system.rs"]
mod system;
#[path = "run/throttle.rs"]
mod throttle;
