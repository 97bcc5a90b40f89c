//! The folder of finished templates: a cloud assembly that the `cdk` command reads too.
//!
//! ```text
//! cfn-out/manifest.json                      an artifact for each environment, the SHA-256 of every other file
//! cfn-out/dev/manifest.json                  an artifact for each stack, in deployment order
//! cfn-out/dev/NetworkStack.template.json     the template
//! cfn-out/dev/sources.json                   logical ids -> construct paths and source lines; no hash, not for git
//! ```
//! cfn-out/validation-report.json             what was found, where the `cdk` command asked for the folder
//!
//! [`write()`] takes [`Verified`](crate::check::Verified) only. A file is replaced as a whole, by rename, and only when its
//! content changes. The root manifest comes last, so a run that ends on its way leaves a folder whose hashes do not
//! match: [`verify`] and [`read`] refuse it, and the next run mends it. Files that no manifest lists are not touched.

pub(crate) mod artifact;
mod change;
pub mod codes;
mod compare;
mod contents;
mod difference;
mod disk;
mod layout;
mod order;
mod read;
mod record;
mod selection;
mod sources;
mod validation;
mod verify;
mod write;

pub use change::{Change, ResourceChanges};
pub use compare::{Drift, DriftKind, compare};
pub use difference::{Difference, differences};
pub use order::deployment_order;
pub use read::read;
pub use selection::Selection;
pub use validation::{write_rejected, write_report};
pub use verify::verify;
pub use write::{Written, WrittenStack, write};
