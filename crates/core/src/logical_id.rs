//! Logical ids: AWS CDK's rule, so that a system moves here without replacing a resource.
//!
//! A human part made of the path's components, and eight hex digits of the path's MD5. A path of one component is
//! itself the id. Source: `makeUniqueId` of `aws-cdk-lib`; `tests/golden/logical-ids.json` holds 500 ids that it made.

use crate::value::Name;
use md5::{Digest, Md5};

/// Why a path gives no logical id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLogicalId {
    /// Every component is `Default`.
    Empty,
    /// The only component has no letter and no digit.
    NoLetters,
}

const HUMAN_LENGTH: usize = 240;
const LONGEST: usize = 255;
/// Components of this name take no part in an id.
const HIDDEN_FROM_ID: &str = "Default";
/// Components of this name take part in the hash only.
const HIDDEN_FROM_HUMAN: &str = "Resource";

/// The id as it stands in a path: `/` divides components, so it becomes `--` inside one.
pub fn sanitize(id: Name) -> Name {
    if id.contains(['/', '\n']) { id.replace(['/', '\n'], "--").into() } else { id }
}

/// The logical id of the element at these components below its stack.
///
/// ```
/// use formwork_core::logical_id;
/// assert_eq!(logical_id(["Vpc", "Resource"]).unwrap(), "Vpc8378EB38");
/// assert_eq!(logical_id(["HostedZoneId"]).unwrap(), "HostedZoneId");
/// ```
///
/// # Errors
/// A path without a component that counts, or with one alone that has no letter and no digit.
pub fn logical_id<'a>(components: impl IntoIterator<Item = &'a str>) -> Result<String, NoLogicalId> {
    let components: Vec<&str> = components.into_iter().filter(|id| *id != HIDDEN_FROM_ID).collect();
    match components.as_slice() {
        [] => return Err(NoLogicalId::Empty),
        [only] => {
            let id: String = letters(only).collect();
            if id.is_empty() {
                return Err(NoLogicalId::NoLetters);
            }
            if id.len() <= LONGEST {
                return Ok(id);
            }
        }
        _ => {}
    }
    let mut id = human(&components);
    id.truncate(HUMAN_LENGTH);
    for byte in &Md5::digest(components.join("/"))[..4] {
        id.push_str(&format!("{byte:02X}"));
    }
    Ok(id)
}

/// The components one after another, without one that the component kept before it ends with.
fn human(components: &[&str]) -> String {
    let mut text = String::new();
    let mut kept = None;
    for component in components {
        if kept.is_some_and(|last: &str| last.ends_with(component)) {
            continue;
        }
        kept = Some(component);
        if *component != HIDDEN_FROM_HUMAN {
            text.extend(letters(component));
        }
    }
    text
}

fn letters(component: &str) -> impl Iterator<Item = char> {
    component.chars().filter(char::is_ascii_alphanumeric)
}
