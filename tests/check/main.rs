//! The command `check`, and how it reads templates.

mod acknowledgement;
mod cdk_programs;
mod command;
mod corpus;
mod docs;
mod findings;
mod folder;
mod good;
mod include;
mod mistakes;
mod mutation;
mod naive;
mod network;
mod permission;
mod policy;
mod public;
mod round_trip;
mod yaml;
