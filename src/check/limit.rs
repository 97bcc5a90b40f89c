//! CloudFormation's limits, judged on the template as it is written.
//!
//! The numbers are those of "Understand CloudFormation quotas" in its user guide.

pub mod codes;
pub(super) mod count;
pub(super) mod dynamic_reference;
pub(super) mod file_name;
pub(super) mod mapping;
pub(super) mod size;
pub(super) mod text;

pub use count::RESOURCES;
pub use size::{TEMPLATE_BYTES, TEMPLATE_BYTES_INLINE};
