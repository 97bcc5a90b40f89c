//! A run as people, programs and CI see it while it goes on and at its end.

mod ci;
mod glass;
mod lines;
mod log;
mod story;
mod terminal;
