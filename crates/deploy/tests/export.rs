//! Exports in use never block a deploy: random apps against a model of CloudFormation, and each case by itself.

#[path = "export/app.rs"]
mod app;
#[path = "export/case.rs"]
mod case;
#[path = "export/chance.rs"]
mod chance;
#[path = "export/cloudformation.rs"]
mod cloudformation;
#[path = "export/name.rs"]
mod name;
#[path = "export/random.rs"]
mod random;
#[path = "export/run.rs"]
mod run;
#[path = "export/system.rs"]
mod system;
