//! The model of CloudFormation answers as CloudFormation does.

#[path = "model/caller.rs"]
mod caller;
#[path = "model/change_set.rs"]
mod change_set;
#[path = "model/drift.rs"]
mod drift;
#[path = "model/export.rs"]
mod export;
#[path = "model/failure.rs"]
mod failure;
#[path = "model/fault.rs"]
mod fault;
#[path = "model/random.rs"]
mod random;
#[path = "model/refactor.rs"]
mod refactor;
#[path = "model/replacement.rs"]
mod replacement;
#[path = "model/resolve.rs"]
mod resolve;
#[path = "model/service.rs"]
mod service;
#[path = "model/system.rs"]
mod system;
