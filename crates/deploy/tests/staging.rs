//! The staging bucket and the lease, against the model of S3, in virtual time.

#[path = "staging/bench.rs"]
mod bench;
#[path = "staging/bootstrap.rs"]
mod bootstrap;
#[cfg(feature = "s3")]
#[path = "staging/bucket.rs"]
mod bucket;
#[path = "staging/command.rs"]
mod command;
#[cfg(feature = "s3")]
#[path = "staging/lease.rs"]
mod lease;
#[cfg(feature = "s3")]
#[path = "staging/run.rs"]
mod run;
#[cfg(not(feature = "s3"))]
#[path = "staging/without.rs"]
mod without;
