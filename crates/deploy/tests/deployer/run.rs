//! Runs against the model of CloudFormation, in virtual time.

mod approval_at_execution;
mod blocker;
mod cause;
mod crash;
mod deployers;
mod empty;
mod fault;
mod feed;
mod folder;
mod gate;
mod guard;
mod harness;
mod interrupt;
mod options;
mod phases;
mod rename;
mod scenario;
mod status;
mod status_failed;
mod system;
mod throttle;
