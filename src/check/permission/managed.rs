//! AWS's own policies: the names of all, the texts of those that are often attached.
//!
//! Source: the policies as AWS publishes them, by the collection in moto 5.2.1 (Apache-2.0), of August 2026; each line of
//! the texts holds path and name, version, day and document.

use super::{Permissions, codes};
use crate::policy::Policy;
use crate::sight::Meaning;
use crate::spelling;

const NAMES: &str = include_str!("managed_policy_names.txt");
const TEXTS: &str = include_str!("managed_policies.txt");

/// What an ARN says the policy is called, if it is one of AWS's own: `service-role/AWSBatchServiceRole`.
pub fn name(arn: &str) -> Option<&str> {
    arn.strip_prefix("arn:")?.split_once(":iam::aws:policy/").map(|(_, name)| name)
}

/// The text of one, if it is known here.
pub fn text(name: &str) -> Option<Policy> {
    let line = TEXTS.lines().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))?;
    let document = line.splitn(4, ' ').nth(3)?;
    Policy::from_json(&serde_json::from_str(document).ok()?)
}

pub fn exists(name: &str) -> bool {
    NAMES.starts_with(&format!("{name}\n")) || NAMES.contains(&format!("\n{name}\n"))
}

impl Permissions<'_, '_, '_> {
    pub(super) fn managed_policies(&mut self) {
        let kinds = ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"];
        let all: Vec<_> = kinds.into_iter().flat_map(|kind| self.sight.of_type(kind)).collect();
        for node in all {
            let arns = self.sight.property(node, "ManagedPolicyArns");
            for (at, arn) in arns.items().iter().enumerate() {
                let Meaning::Text(arn) = arn else { continue };
                let Some(name) = name(arn).filter(|name| !exists(name)) else { continue };
                let near = spelling::nearest(name, NAMES.lines());
                let last = || {
                    let end = format!("/{}", name.rsplit('/').next().unwrap_or(name));
                    NAMES.lines().find(|known| known.ends_with(&end) || end == format!("/{known}"))
                };
                let near = last().or(near).map(|near| format!("; the nearest name is `{near}`"));
                let problem = self.problem(&codes::UNKNOWN_MANAGED_POLICY, node, &format!("ManagedPolicyArns/{at}"));
                self.problems.push(problem.with("policy", name).with("near", near.unwrap_or_default()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_a_policy_and_has_a_name_that_exists() {
        for line in TEXTS.lines() {
            let name = line.split(' ').next().unwrap_or_default();
            assert!(exists(name), "{name}");
            assert!(text(name).is_some_and(|policy| !policy.statements.is_empty()), "{name}");
        }
    }
}
