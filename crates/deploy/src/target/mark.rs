//! Whose stack it is: a tag on every stack that is deployed, by which one that left the program is found.

use super::Target;

/// The tag's key.
pub const MARK: &str = "formwork:app";

/// The tag's value: `prooflink/dev`, of a target whose stacks are called `prooflink-dev-..`. None where no stack's name
/// says what app it belongs to.
pub fn mark(target: &Target) -> Option<String> {
    let middle = format!("-{}-", target.environment);
    let mut names = target.stacks.iter().map(|stack| stack.name.as_str());
    let app = names.find_map(|name| name.split_once(&middle)).map(|(app, _)| app)?;
    Some(format!("{app}/{}", target.environment))
}
