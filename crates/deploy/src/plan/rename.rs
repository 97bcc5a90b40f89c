//! Resources that only got another name.
pub mod names;
