//! The model of CloudFormation answers as CloudFormation does.

#[path = "model/caller.rs"]
mod caller;
#[path = "model/change_set.rs"]
mod change_set;
#[path = "model/export.rs"]
mod export;
#[path = "model/failure.rs"]
mod failure;
#[path = "model/fault.rs"]
mod fault;
#[path = "model/replacement.rs"]
mod replacement;
#[path = "model/system.rs"]
mod system;
