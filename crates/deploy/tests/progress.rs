//! A run as people, programs and CI see it while it goes on and at its end.

#[path = "progress/ci.rs"]
mod ci;
#[path = "progress/glass.rs"]
mod glass;
#[path = "progress/lines.rs"]
mod lines;
#[path = "progress/log.rs"]
mod log;
#[path = "progress/story.rs"]
mod story;
#[path = "progress/terminal.rs"]
mod terminal;
