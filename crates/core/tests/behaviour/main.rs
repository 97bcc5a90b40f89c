//! What the core does, said as sentences.

mod aspects;
mod between_stacks;
mod codes;
mod elements;
mod errors;
mod laws;
mod overrides;
mod resources;
mod sample;
mod stacks;
mod strength;
mod tags;
mod templates;
mod values;
