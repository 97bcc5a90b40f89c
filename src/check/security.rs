//! What is safe and what is not: checks of single resources, each with the names that other tools have for it.
//!
//! They are warnings, since a system may want the risk: [acknowledge](crate::Scope::acknowledge) them with the reason. The
//! checks stand in `security/data.controls`, in the language of the [facts](super::fact).

/// The checks, by file.
pub(super) const DATA: &[(&str, &str)] = &[("data.controls", include_str!("security/data.controls"))];

/// What nobody acknowledges in a production: a database or a shell that the internet reaches, and permissions of everybody.
pub(super) const DENIED: &[&str] =
    &["C0106", "C0211", "C0301", "C0302", "C0303", "C0304", "C0311", "C0312", "C0313", "C0314", "C0601", "C0612"];
