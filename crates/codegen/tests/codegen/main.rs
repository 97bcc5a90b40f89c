//! The generator: what it reads, what it writes, and that both are in step.

mod drift;
mod fixups;
mod import;
mod names;
mod relations;
mod report;
mod sentences;
mod sources;
