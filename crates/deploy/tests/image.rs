//! Images: read from archives, looked for in a registry, pushed to it.

#[path = "image/archive.rs"]
mod archive;
#[path = "image/fake.rs"]
mod fake;
#[path = "image/push.rs"]
mod push;
#[path = "image/sample.rs"]
mod sample;
#[path = "image/sign_on.rs"]
mod sign_on;
#[path = "image/tag.rs"]
mod tag;
