//! The staging bucket and the lease, against the model of S3, in virtual time.

mod bench;
mod bootstrap;
#[cfg(feature = "s3")]
mod bucket;
mod command;
#[cfg(feature = "s3")]
mod lease;
#[cfg(feature = "s3")]
mod run;
#[cfg(not(feature = "s3"))]
mod without;
