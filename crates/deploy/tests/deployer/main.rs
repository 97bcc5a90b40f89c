//! The deployer, part by part, and whole on the model of CloudFormation.

mod approval;
mod chance;
mod class;
mod command;
mod export;
mod folder;
mod image;
mod lookup;
mod model;
mod plan_text;
mod preflight;
mod progress;
mod rehearsal;
mod rename;
mod run;
mod staging;
