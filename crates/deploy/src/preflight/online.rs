//! What only the account knows.

use super::sight::{Sight, of_type};
use super::{Check, Verdict, certificate, hosted_zone, log_group, name, quota};
use crate::codes::preflight as codes;
use crate::target::{Target, TargetStack};
use futures_util::future::{LocalBoxFuture, join_all};
use serde_json::Value;
use std::collections::BTreeMap;

/// What the account says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// It is so.
    Yes(T),
    /// It is not so.
    No,
    /// It cannot be asked: why.
    Unknown(String),
}

/// A certificate of AWS Certificate Manager.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// `ISSUED`.
    pub status: String,
    /// The names that it is for.
    pub names: Vec<String>,
}

/// Where the account is asked; nothing is changed.
pub trait Lookups {
    /// Whether there is a resource of a type with this identifier.
    fn exists<'f>(&'f self, kind: &'f str, identifier: &'f str) -> LocalBoxFuture<'f, Answer<()>>;
    /// How many resources of a type there are.
    fn count<'f>(&'f self, kind: &'f str) -> LocalBoxFuture<'f, Answer<usize>>;
    /// How many there may be.
    fn quota<'f>(&'f self, service: &'f str, code: &'f str) -> LocalBoxFuture<'f, Answer<usize>>;
    /// A certificate.
    fn certificate<'f>(&'f self, arn: &'f str) -> LocalBoxFuture<'f, Answer<Certificate>>;
}

/// A resource that is made: its stack's position in the target, and its logical id.
pub type Name<'n> = (usize, &'n str);

/// Asks about what is added.
pub async fn online(lookups: &dyn Lookups, target: &Target, added: &[Name<'_>]) -> Vec<Check> {
    let sight = Sight { target };
    let mut checks = Vec::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names = Vec::new();
    for (at, logical_id) in added {
        let Some(stack) = target.stacks.get(*at) else { continue };
        let Some(found) = super::sight::resources(stack).find(|found| found.logical_id == *logical_id) else {
            continue;
        };
        *kinds.entry(found.kind()).or_default() += 1;
        names.extend(name::whole_name(&found).map(|name| (found, name)));
    }
    let taken = names.iter().map(async |(found, name)| {
        let verdict = match lookups.exists(found.kind(), name).await {
            Answer::No => Verdict::Pass,
            Answer::Unknown(why) => Verdict::Unknown(why),
            Answer::Yes(()) => {
                let place = found.stack.place_of(found.logical_id);
                let problem = codes::NAME_TAKEN.problem().at(place.pointer(format!("/Resources/{}", found.logical_id)));
                let problem = problem.with("type", found.kind()).with("name", *name);
                let problem = problem.with("stack", found.stack.id.as_str());
                Verdict::Fail(Box::new(problem.with("environment", target.environment.as_str())))
            }
        };
        Check::new("name", *name, verdict)
    });
    checks.extend(join_all(taken).await);
    quota::judge(lookups, &kinds, &mut checks).await;
    let stacks = target.stacks.iter().enumerate();
    for (_, stack) in stacks.filter(|(at, _)| added.iter().any(|(known, _)| known == at)) {
        certificate::issued(lookups, stack, &mut checks).await;
        hosted_zone::exists(lookups, stack, &mut checks).await;
        log_groups(lookups, &sight, stack, &mut checks).await;
    }
    checks
}

/// Whether log groups are there that no stack makes.
async fn log_groups(lookups: &dyn Lookups, sight: &Sight<'_>, stack: &TargetStack, checks: &mut Vec<Check>) {
    for found in of_type(stack, "AWS::ECS::TaskDefinition") {
        let containers = found.property("ContainerDefinitions").and_then(Value::as_array).into_iter().flatten();
        let groups = containers.filter_map(|one| one.pointer("/LogConfiguration/Options/awslogs-group")?.as_str());
        for group in groups.filter(|group| !log_group::is_made(sight, group)) {
            let verdict = match lookups.exists("AWS::Logs::LogGroup", group).await {
                Answer::Yes(()) => Verdict::Pass,
                Answer::Unknown(why) => Verdict::Unknown(why),
                Answer::No => {
                    let place = stack.place_of(found.logical_id).pointer(format!("/Resources/{}", found.logical_id));
                    let problem = codes::NO_LOG_GROUP.problem().at(place).with("group", group);
                    Verdict::Fail(Box::new(problem.with("stack", stack.id.as_str())))
                }
            };
            checks.push(Check::new("log_group", group, verdict));
        }
    }
}
