//! The image that a stack waits for: looked for just before its change set is made, since an earlier stack of the same
//! run may make its repository.

use super::work::Work;
use super::{Context, Notice, parameter};
use crate::api::Stack;
use crate::codes::image as codes;
use crate::deployed::Deployed;
use crate::ending::{Ending, Stop};
use crate::plan::class::StackAction;
use crate::project::{Image, WithoutImage};
use crate::target::{Target, TargetStack};
use formwork::Problem;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether an image is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundImage {
    /// It is, and it runs where it shall.
    There,
    /// It is not, or its repository is not.
    Missing,
    /// It is, and runs on something else: on what.
    Unfit(String),
    /// Nobody could look: why.
    Unknown(String),
}

/// Where images are looked for.
pub trait Images {
    /// Looks for the image of a tag.
    fn find<'f>(&'f self, image: &'f Image, tag: &'f str) -> LocalBoxFuture<'f, FoundImage>;
}

/// The images that stacks wait for, and where they are looked for.
#[derive(Clone, Copy)]
pub struct Gate<'a> {
    /// The images.
    pub images: &'a [Image],
    /// Where they are looked for.
    pub registry: &'a dyn Images,
}

/// The target as it would be deployed now: a service that waits for its image, without tasks, goes on waiting, which is no
/// change.
pub async fn as_it_waits(context: &Context<'_>, target: &Target, deployed: &[Deployed]) -> Target {
    let mut waiting = target.clone();
    let Some(gate) = context.services.images else { return waiting };
    for (stack, there) in waiting.stacks.iter_mut().zip(deployed) {
        let Some((image, tag, parameter)) = gate.images.iter().find_map(|image| empty(image, stack)) else { continue };
        let known = there.stack.as_ref().and_then(|stack| stack.parameters.get(&parameter));
        let is_empty = there.is_there() && !there.is_wreck() && known.is_some_and(|count| count == "0");
        let is_given = stack.parameters.contains_key(&parameter);
        if is_empty && !is_given {
            let found = gate.registry.find(image, &tag).await;
            if matches!(found, FoundImage::Missing | FoundImage::Unfit(_)) {
                stack.parameters.insert(parameter, "0".to_string());
            }
        }
    }
    waiting
}

/// The image that a stack may start without, its tag, and the parameter that says so.
fn empty<'i>(image: &'i Image, stack: &TargetStack) -> Option<(&'i Image, String, String)> {
    let gate = image.gate.as_ref().filter(|gate| gate.stack == stack.id && stack.is_chosen)?;
    let WithoutImage::StartEmpty { parameter } = &gate.without else { return None };
    let tag = stack.parameters.get(&image.tag_parameter).or(image.tag.as_ref())?;
    Some((image, tag.clone(), parameter.clone()))
}

/// The parameters that get another value because an image is not there.
///
/// # Errors
/// The stack must not be begun without it.
pub async fn image(
    context: &Context<'_>,
    work: &Work<'_>,
    existing: Option<&Stack>,
) -> Result<BTreeMap<String, String>, Stop> {
    let nothing = BTreeMap::new();
    let (Some(gate), Some(stack), false) = (context.services.images, work.stack, work.keeps_parameters) else {
        return Ok(nothing);
    };
    let waits = |image: &&Image| image.gate.as_ref().is_some_and(|gate| gate.stack == stack.id);
    let Some(image) = gate.images.iter().find(waits) else { return Ok(nothing) };
    let Some(tag) = stack.parameters.get(&image.tag_parameter).or(image.tag.as_ref()) else { return Ok(nothing) };
    let count = match image.gate.as_ref().map(|gate| &gate.without) {
        Some(WithoutImage::StartEmpty { parameter }) => Some(parameter).filter(|name| declares(work, name)),
        _ => None,
    };
    let runs = runs(work, existing, count);
    if runs && !changes_image(work, existing) {
        return Ok(nothing);
    }
    let found = gate.registry.find(image, tag).await;
    let about = |code: &'static formwork::Code| about(code, work, image, tag);
    let reason = match &found {
        FoundImage::There => return Ok(nothing),
        FoundImage::Unknown(reason) if count.is_some() => {
            let what =
                format!("unknown: whether {}:{tag} is there, which {} runs: {reason}", image.repository, stack.id);
            context.say(Notice::Remark(what));
            return Ok(nothing);
        }
        FoundImage::Unknown(reason) => {
            let problem = about(&codes::IMAGE_UNKNOWN).with("reason", reason.as_str());
            return Err(Stop::new(Ending::Preflight, problem));
        }
        FoundImage::Missing => "the repository holds no image of this tag".to_string(),
        FoundImage::Unfit(found) => format!("it runs on {found}, and the task wants {}", image.architecture),
    };
    match count.filter(|_| !runs) {
        Some(count) => {
            let (push, then) = commands(work, image, tag, "");
            let what = format!("{}:{tag} is not there, so {} starts without tasks", image.repository, stack.id);
            context.say(Notice::Remark(format!("{what} ({reason}); push it with `{push}`, then `{then}` starts them")));
            Ok(BTreeMap::from([(count.clone(), "0".to_string())]))
        }
        None => {
            let (push, then) = commands(work, image, tag, "resume");
            let problem = about(&codes::IMAGE_MISSING).with("reason", reason);
            Err(Stop::new(Ending::Preflight, problem.with("push", push).with("then", then)))
        }
    }
}

fn about(code: &'static formwork::Code, work: &Work<'_>, image: &Image, tag: &str) -> Problem {
    let problem = code.problem().at(work.place("")).with("stack", work.step.id.as_str());
    problem.with("image", format!("{}:{tag}", image.repository))
}

/// What pushes the image, and what goes on after it.
fn commands(work: &Work<'_>, image: &Image, tag: &str, then: &str) -> (String, String) {
    let (name, environment) = (&image.name, work.environment);
    let push = match tag {
        "latest" => format!("deploy push-image {name} {environment} --archive FILE"),
        _ => format!("deploy push-image {name} {environment} --tag {tag} --archive FILE"),
    };
    let then = match then {
        "" => format!("deploy {} {environment}", work.step.id),
        then => format!("deploy {then} {environment}"),
    };
    (push, then)
}

fn declares(work: &Work<'_>, parameter: &str) -> bool {
    work.template.get("Parameters").is_some_and(|all| all.get(parameter).is_some())
}

/// Whether the service may have tasks now: those must never be stopped for an image that is not there.
fn runs(work: &Work<'_>, existing: Option<&Stack>, count: Option<&String>) -> bool {
    let Some(existing) = existing.filter(|stack| work.action(Some(stack)) == StackAction::Update) else { return false };
    let count = count.and_then(|count| existing.parameters.get(count));
    count.is_none_or(|count| count != "0")
}

/// Whether tasks would run another image than before.
fn changes_image(work: &Work<'_>, existing: Option<&Stack>) -> bool {
    let (before, after) = parameter::bound(work, existing);
    images(&before) != images(&after)
}

fn images(template: &Value) -> Vec<&Value> {
    let resources = template.get("Resources").and_then(Value::as_object).into_iter().flatten();
    let tasks = resources.map(|(_, resource)| resource).filter(|one| one["Type"] == "AWS::ECS::TaskDefinition");
    let containers = tasks.filter_map(|task| task.pointer("/Properties/ContainerDefinitions")?.as_array());
    containers.flatten().map(|container| &container["Image"]).collect()
}
