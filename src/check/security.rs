//! What is safe and what is not: checks of single resources, each with the names that other tools have for it.
//!
//! They are warnings, since a system may want the risk: [acknowledge](crate::Scope::acknowledge) them with the reason. The
//! checks stand in `security/data.controls`, in the language of the [facts](super::fact).

/// The checks, by file.
pub(super) const DATA: &[(&str, &str)] = &[("data.controls", include_str!("security/data.controls"))];

/// What nobody acknowledges in a production: a database or a shell that the internet reaches, and permissions of everybody.
pub(super) const DENIED: &[&str] = &[
    "U0106", "U0211", "U0301", "U0302", "U0303", "U0304", "U0305", "U0311", "U0312", "U0313", "U0314", "U0315",
    "U0601", "U0612",
];
