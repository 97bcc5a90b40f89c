//! The model of CloudFormation answers as CloudFormation does.

mod caller;
mod change_set;
mod drift;
mod export;
mod failure;
mod fault;
mod random;
mod refactor;
mod replacement;
mod resolve;
mod service;
mod system;
