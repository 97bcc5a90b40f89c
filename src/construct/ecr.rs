//! Container registries.
