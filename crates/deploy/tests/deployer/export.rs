//! Exports in use never block a deploy: random apps against a model of CloudFormation, and each case by itself.

mod app;
mod case;
mod cloudformation;
mod name;
mod random;
mod run;
mod system;
