//! The staging bucket of an environment: what is too large for a call goes through it, and two deployers keep out of each
//! other's way by it.
//!
//! | file | what it does |
//! |---|---|
//! | `bucket` | puts templates and other content there, once, named by their hash |
//! | `lease` | holds an environment for one deployer: taken, renewed, given back |
//! | `held` | what stands in a lease |
//! | `stack` | the stack that makes the bucket |

mod bucket;
mod held;
mod lease;
mod stack;

pub use bucket::{Bucket, TEMPLATE_BYTES};
pub use held::Held;
pub use lease::{Lease, Lost, NotTaken};
pub use stack::{STACK, assembly, bucket_name};
