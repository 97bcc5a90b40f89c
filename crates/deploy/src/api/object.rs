//! Objects of a bucket of S3, written under conditions.

#[cfg(not(feature = "s3"))]
mod absent;
#[cfg(feature = "s3")]
mod store;

#[cfg(not(feature = "s3"))]
pub use absent::Objects;
#[cfg(feature = "s3")]
pub use store::Objects;

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// What names this version of its content.
    pub etag: String,
    /// Its content.
    pub text: String,
}

/// What must hold for an object to be written; else the call fails as [`Conflict`](super::FailureKind::Conflict).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// There is none yet.
    Absent,
    /// It has this etag; fails as [`Missing`](super::FailureKind::Missing) where there is none.
    Same(String),
}
