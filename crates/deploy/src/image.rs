//! Container images: read from an archive, looked for in a registry, pushed to it.
//!
//! ```text
//! archive (OCI layout or `docker save`) -> verified blobs and manifests -> registry, by the OCI distribution protocol
//! ```
//!
//! | module | what it does | what it never does |
//! |---|---|---|
//! | [`Archive`] | a tar to blobs and manifests, each one's digest verified | send anything |
//! | [`Registry`] | asks for images and pushes them; signs on, retries, compares digests | read a file but for a blob's bytes |

mod archive;
mod digest;
mod platform;
mod registry;
mod repository;
mod tag;

pub use archive::{Archive, Blob, Manifest};
pub use digest::Digest;
pub use platform::{Platform, platforms};
pub use registry::{Login, Progress, Pushed, Registry, Tag, TagOutcome, Watch};
pub use repository::Repository;
pub use tag::time_tag;
