//! From an app to a folder: the judgement, the writer, the command line.

mod codes;
mod command;
mod drift;
mod folder;
mod interrupted;
mod limits;
mod references;
mod sample;
mod selection;
