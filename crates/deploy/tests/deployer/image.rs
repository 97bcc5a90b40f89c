//! Images: read from archives, looked for in a registry, pushed to it.

mod archive;
mod fake;
mod push;
mod sample;
mod sign_on;
mod tag;
