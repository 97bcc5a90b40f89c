//! What a deletion would fail on: protection, and what is still inside.

use super::online::{Answer, Lookups};
use super::{Check, Verdict};
use crate::codes::preflight as codes;
use crate::plan::class::protection;
use crate::target::TargetStack;
use formwork::Problem;
use serde_json::Value;

/// What is deleted only when nothing is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// A bucket of S3.
    Bucket,
    /// A repository of ECR.
    Repository,
}

impl Filled {
    /// By the type of a resource.
    pub fn of(type_name: &str) -> Option<Filled> {
        match type_name {
            "AWS::S3::Bucket" => Some(Filled::Bucket),
            "AWS::ECR::Repository" => Some(Filled::Repository),
            _ => None,
        }
    }
}

/// Something that is deleted.
#[derive(Clone, Copy, Debug)]
pub struct Going<'g> {
    pub stack: &'g TargetStack,
    pub logical_id: &'g str,
    /// What it is called.
    pub physical_id: &'g str,
    /// The resource in the template that is deployed.
    pub resource: &'g Value,
    /// Whether it is emptied before.
    pub is_emptied: bool,
}

/// Whether each of them can be deleted.
pub async fn blockers(lookups: Option<&dyn Lookups>, going: &[Going<'_>]) -> Vec<Check> {
    let mut checks = Vec::new();
    for one in going {
        let subject = format!("{} {}", one.stack.id, one.logical_id);
        checks.extend(protected(one).map(|verdict| Check::new("deletion", subject.clone(), verdict)));
        let type_name = one.resource.get("Type").and_then(Value::as_str).unwrap_or_default();
        let Some(what) = Filled::of(type_name).filter(|_| !one.is_emptied) else { continue };
        let answer = match lookups {
            Some(lookups) => lookups.filled(what, one.physical_id).await,
            None => Answer::Unknown("nobody was asked whether it is empty".to_string()),
        };
        let (reason, option) = match what {
            Filled::Bucket => ("there are objects in it", "--empty-buckets"),
            Filled::Repository => ("there are images in it", "--empty-repositories"),
        };
        let verdict = match answer {
            Answer::No => Verdict::Pass,
            Answer::Unknown(why) => Verdict::Unknown(why),
            Answer::Yes(()) => {
                let remedy = format!("empty it, or let the deployer do so: `{option}` deletes everything in it");
                Verdict::Fail(Box::new(problem(one, reason, &remedy)))
            }
        };
        checks.push(Check::new("deletion", subject, verdict));
    }
    checks
}

fn protected(going: &Going<'_>) -> Option<Verdict> {
    let (pointer, value) = protection(going.resource)?;
    if value.is_object() {
        return Some(Verdict::Unknown(format!("{pointer} is only known when it is deployed")));
    }
    let remedy = "take the protection off and deploy that first; or keep the resource: `--retain`".to_string();
    Some(Verdict::Fail(Box::new(problem(going, &format!("{pointer} protects it"), &remedy).at(place(going, pointer)))))
}

fn problem(going: &Going<'_>, reason: &str, remedy: &str) -> Problem {
    let type_name = going.resource.get("Type").and_then(Value::as_str).unwrap_or_default();
    let problem = codes::DELETION_BLOCKED.problem().at(place(going, "")).with("type", type_name);
    let problem = problem.with("resource", going.logical_id).with("stack", going.stack.id.as_str());
    problem.with("reason", reason).with("remedy", remedy)
}

fn place(going: &Going<'_>, pointer: &str) -> formwork::Place {
    going.stack.place_of(going.logical_id).pointer(format!("/Resources/{}{pointer}", going.logical_id))
}
