//! DNS: records of hosted zones.

mod alias_target;
mod record;

pub use alias_target::AliasTarget;
pub use record::{Record, RecordType};
