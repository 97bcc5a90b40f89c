//! Emptying buckets and repositories that a deletion would fail on: only where that was asked for.

use super::work::Work;
use super::{Context, Notice, Options};
use crate::api::{Failure, StackResource};
use crate::codes::operation as codes;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;
use crate::plan::class::goes;
use crate::preflight::Filled;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;

/// Whoever empties.
pub trait Emptier {
    /// Deletes everything in it; gives the number of things. None where this program cannot.
    fn empty<'f>(&'f self, what: Filled, physical_id: &'f str) -> LocalBoxFuture<'f, Option<Result<usize, Failure>>>;
}

/// What a type of resource may hold that stands in the way, where it was asked for to empty it.
pub fn filled(options: &Options, type_name: &str) -> Option<Filled> {
    let what = Filled::of(type_name)?;
    Some(what).filter(|what| match what {
        Filled::Bucket => options.empty_buckets,
        Filled::Repository => options.empty_repositories,
    })
}

/// Whether a resource stays when its stack goes.
fn is_kept(template: &Value, logical_id: &str) -> bool {
    template
        .get("Resources")
        .and_then(|all| all.get(logical_id))
        .is_some_and(|resource| !goes(resource, "DeletionPolicy"))
}

/// What would be emptied: for the plan.
pub fn remarks(options: &Options, template: &Value, stack: &str) -> Vec<String> {
    let resources = template.get("Resources").and_then(Value::as_object).into_iter().flatten();
    let emptied = resources.filter(|(id, one)| {
        let type_name = one.get("Type").and_then(Value::as_str).unwrap_or_default();
        filled(options, type_name).is_some() && !is_kept(template, id)
    });
    emptied.map(|(id, _)| format!("{id} of {stack} is emptied before it is deleted: everything in it goes")).collect()
}

/// Empties what stands in the way of a stack's deletion and goes with it.
///
/// # Errors
/// This program cannot, a call failed, or the journal cannot be written.
pub async fn empty(context: &Context<'_>, work: &Work<'_>, resources: &[StackResource]) -> Result<(), Stop> {
    for resource in resources {
        let Some(what) = filled(context.options, &resource.type_name) else { continue };
        if resource.physical_id.is_empty() || is_kept(work.deployed, &resource.logical_id) {
            continue;
        }
        let name = &resource.physical_id;
        context.say(Notice::Doing(format!("emptying {name}")));
        let emptied = match context.services.emptier {
            Some(emptier) => {
                let token = context.token(&work.step.id, Operation::Empty, 0);
                let call = async { emptier.empty(what, name).await.transpose() };
                let answer = context.begin(&work.step.id, Operation::Empty, &token, call).await?;
                answer.map_err(|failure| Stop::call(name, &failure))?
            }
            None => None,
        };
        let Some(count) = emptied else {
            let (service, feature) = match what {
                Filled::Bucket => ("S3", "s3"),
                Filled::Repository => ("ECR", "ecr"),
            };
            let problem = codes::WITHOUT_SERVICE.problem().with("service", service).with("feature", feature);
            return Err(Stop::new(Ending::Preflight, problem));
        };
        context.say(Notice::Remark(format!("{name}: {count} deleted")));
    }
    Ok(())
}
