//! Folders of a bucket: keys that end with a slash.

/// Folders that a bucket shall have when its stack is deployed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folders {
    /// The stack that makes the bucket: its id.
    pub stack: String,
    /// The bucket's name; `ACCOUNT` in it stands for the account's number.
    pub bucket: String,
    /// The folders: `imports/`.
    pub keys: Vec<String>,
}
