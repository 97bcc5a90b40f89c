//! Roles with everything that is attached to them.

use super::{expand, managed};
use crate::policy::Policy;
use crate::sight::{Meaning, Node, Sight};
use std::collections::HashMap;

/// Every role of the environment.
pub struct Roles<'a> {
    all: HashMap<Node, Role>,
    trust: HashMap<Node, Meaning<'a>>,
}

pub struct Role {
    pub policies: Vec<Policy>,
    pub boundary: Option<Policy>,
    /// Whether every policy of it is known: otherwise nothing is certainly refused.
    pub is_whole: bool,
}

impl<'a> Roles<'a> {
    pub fn new(sight: &Sight<'a>) -> Self {
        let mut roles = Roles { all: HashMap::new(), trust: HashMap::new() };
        for node in sight.of_type("AWS::IAM::Role") {
            let mut role = Role { policies: Vec::new(), boundary: None, is_whole: true };
            for policy in sight.property(node, "Policies").items() {
                role.add(expand::policy(sight, policy.get("PolicyDocument")));
            }
            for arn in sight.property(node, "ManagedPolicyArns").items() {
                role.add(attached(sight, arn));
            }
            let boundary = sight.property(node, "PermissionsBoundary");
            if !boundary.is_nothing() {
                role.boundary = attached(sight, &boundary);
                role.is_whole &= role.boundary.is_some();
            }
            roles.trust.insert(node, sight.property(node, "AssumeRolePolicyDocument"));
            roles.all.insert(node, role);
        }
        for kind in ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"] {
            for policy in sight.of_type(kind) {
                let document = expand::policy(sight, &sight.property(policy, "PolicyDocument"));
                for role in sight.property(policy, "Roles").items() {
                    roles.attach(sight, role, &document);
                }
            }
        }
        for policy in sight.of_type("AWS::IAM::RolePolicy") {
            let document = expand::policy(sight, &sight.property(policy, "PolicyDocument"));
            roles.attach(sight, &sight.property(policy, "RoleName"), &document);
        }
        roles
    }

    fn attach(&mut self, sight: &Sight<'a>, role: &Meaning<'a>, document: &Option<Policy>) {
        match sight.named(role, "AWS::IAM::Role", "RoleName").and_then(|node| self.all.get_mut(&node)) {
            Some(role) => role.add(document.clone()),
            // it may be any of them
            None if !role.is_known() => self.all.values_mut().for_each(|role| role.is_whole = false),
            None => {}
        }
    }

    pub fn get(&self, node: Node) -> Option<&Role> {
        self.all.get(&node)
    }

    pub fn trust(&self, node: Node) -> Option<&Meaning<'a>> {
        self.trust.get(&node)
    }

    /// The role that a value means: its ARN, or its name.
    pub fn named(sight: &Sight<'a>, meaning: &Meaning<'a>) -> Option<Node> {
        if let Some(node) = sight.named(meaning, "AWS::IAM::Role", "RoleName") {
            return Some(node);
        }
        // arn:aws:iam::123456789012:role/path/name
        let last = meaning.parts().last()?.text()?;
        let name = last.rsplit_once(":role/").map(|(_, path)| path.rsplit('/').next().unwrap_or(path).to_string())?;
        sight.of_type("AWS::IAM::Role").find(|node| sight.property(*node, "RoleName").is(&name))
    }
}

impl Role {
    fn add(&mut self, policy: Option<Policy>) {
        match policy {
            Some(policy) => self.policies.push(policy),
            None => self.is_whole = false,
        }
    }
}

/// A managed policy by its ARN: one of the app, or one of AWS's own that is known here.
fn attached(sight: &Sight<'_>, arn: &Meaning<'_>) -> Option<Policy> {
    if let Some(node) = arn.node() {
        return expand::policy(sight, &sight.property(node, "PolicyDocument"));
    }
    managed::text(managed::name(&arn.text()?)?)
}
