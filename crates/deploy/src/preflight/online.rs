//! What only the account knows.

use super::sight::{Sight, of_type};
use super::{Check, Filled, Verdict, certificate, class, hosted_zone, log_group, name, quota, secret};
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
    /// Whether something is in it.
    fn filled<'f>(&'f self, what: Filled, physical_id: &'f str) -> LocalBoxFuture<'f, Answer<()>>;
    /// The members of a secret's text, never their values; none where it is no object. Reads the secret.
    fn members<'f>(&'f self, secret: &'f str) -> LocalBoxFuture<'f, Answer<Vec<String>>>;
    /// Whether AWS sells it.
    fn sold<'f>(&'f self, offer: Offer<'f>) -> LocalBoxFuture<'f, Answer<()>>;
}

/// A database's class, for an engine as the price list calls it, in a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer<'o> {
    /// `db.t4g.micro`.
    pub class: &'o str,
    /// `PostgreSQL`.
    pub engine: &'o str,
    /// `ap-northeast-1`.
    pub region: &'o str,
}

/// A resource that is made or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touched<'t> {
    /// Its stack's position in the target.
    pub stack: usize,
    /// Its logical id.
    pub logical_id: &'t str,
    /// Whether it is made.
    pub is_made: bool,
}

/// Asks about what is made and changed; reads secrets only where `reads_secrets`.
pub async fn online(
    lookups: &dyn Lookups,
    target: &Target,
    touched: &[Touched<'_>],
    reads_secrets: bool,
) -> Vec<Check> {
    let sight = Sight { target };
    let mut checks = Vec::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names = Vec::new();
    for one in touched {
        let Some(stack) = target.stacks.get(one.stack) else { continue };
        let Some(found) = super::sight::resources(stack).find(|found| found.logical_id == one.logical_id) else {
            continue;
        };
        checks.extend(class::sold(lookups, &found).await);
        if !one.is_made {
            continue;
        }
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
    for (_, stack) in stacks.filter(|(at, _)| touched.iter().any(|one| one.is_made && one.stack == *at)) {
        certificate::issued(lookups, stack, &mut checks).await;
        hosted_zone::exists(lookups, stack, &mut checks).await;
        log_groups(lookups, &sight, stack, &mut checks).await;
        secret::online(lookups, &sight, stack, reads_secrets, &mut checks).await;
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
            checks.push(Check::new("log_group", format!("{} {}", stack.id, found.logical_id), verdict));
        }
    }
}
