//! A whole run: prepare, approve, execute.

use super::graph::{Graph, execute, worse};
use super::prepare::{Prepared, Preview, destruction, discard_all, prepare, templates};
use super::step::{Approved, Step};
use super::{Context, Notice, Options, StepResult, Surroundings};
use crate::deployed::Deployed;
use crate::ending::{Ending, Stop};
use crate::journal::Record;
use crate::plan::class::{Classified, PlanHash, hash};
use crate::target::Target;
use formwork::Problem;
use serde_json::{Value, json};

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What with.
    pub task: Task,
    /// The stacks.
    pub target: Target,
    /// How.
    pub options: Options,
}

/// What is done with the stacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// They are made, or brought up to date.
    Deploy,
    /// They are deleted.
    Destroy,
}

/// A plan, to be shown and decided.
pub struct Plan<'p> {
    /// What is to be deployed.
    pub target: &'p Target,
    /// The steps.
    pub steps: &'p [Step],
    /// What each of them does.
    pub previews: &'p [Preview],
    /// What was there.
    pub deployed: &'p [Deployed],
    /// All changes.
    pub changes: Vec<Classified>,
    /// The hash of them.
    pub hash: PlanHash,
    /// What a person should know beside that.
    pub remarks: &'p [String],
}

impl<'p> Plan<'p> {
    /// What was prepared for a target.
    pub fn of(target: &'p Target, prepared: &'p Prepared) -> Self {
        let changes: Vec<Classified> = prepared.previews.iter().flat_map(|preview| preview.changes.clone()).collect();
        Plan {
            target,
            steps: &prepared.steps,
            previews: &prepared.previews,
            deployed: &prepared.deployed,
            hash: hash(&changes),
            changes,
            remarks: &prepared.remarks,
        }
    }
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How it ended.
    pub ending: Ending,
    /// Its steps and what came of them.
    pub steps: Vec<(String, StepResult)>,
    /// Why, where it is not fine.
    pub problems: Vec<Problem>,
}

impl Request {
    /// As JSON, for the journal.
    pub fn to_json(&self) -> Value {
        let task = if self.task == Task::Deploy { "deploy" } else { "destroy" };
        json!({"task": task, "target": self.target.to_json(), "options": self.options.to_json()})
    }

    /// From JSON; none if it is something else.
    pub fn from_json(value: &Value) -> Option<Self> {
        Some(Request {
            task: match value.get("task")?.as_str()? {
                "deploy" => Task::Deploy,
                "destroy" => Task::Destroy,
                _ => return None,
            },
            target: Target::from_json(value.get("target")?)?,
            options: Options::from_json(value.get("options")?),
        })
    }
}

/// Runs a request to its end, and says everything on the way.
pub async fn run(request: &Request, around: &Surroundings<'_>) -> Outcome {
    let target = &request.target;
    let chosen = target.stacks.iter().filter(|stack| stack.is_chosen).map(|stack| stack.id.clone());
    let began = Notice::Began {
        run: around.journal.run().to_string(),
        environment: target.environment.clone(),
        stacks: chosen.collect(),
    };
    (around.notices)(&began);
    let context = Context::new(around, target, &request.options);
    let outcome = match steps_done(&context, request, around).await {
        Ok(outcome) => outcome,
        Err(stop) => Outcome { ending: stop.ending, steps: Vec::new(), problems: stop.problems },
    };
    // the last word of a run that did not die; one that goes on without this program is for `resume`
    let last = match outcome.ending {
        Ending::Detached | Ending::Interrupted => Record::Detached,
        ending => Record::Ended(ending.word().to_string()),
    };
    let _ = context.record(last);
    (around.notices)(&Notice::Ended {
        ending: outcome.ending,
        took_ms: around.clock.elapsed().as_millis().try_into().unwrap_or(i64::MAX),
        steps: outcome.steps.clone(),
        problems: outcome.problems.clone(),
    });
    outcome
}

async fn steps_done(context: &Context<'_>, request: &Request, around: &Surroundings<'_>) -> Result<Outcome, Stop> {
    let target = &request.target;
    let account = account(context, target).await?;
    if context.interrupted.request.is_null() {
        context.record(Record::Began(request.to_json()))?;
    }
    let (prepared, approved, may_delete_data) = match begun(context, target).await? {
        Some(begun) => begun,
        None => {
            let prepared = match request.task {
                Task::Deploy => prepare(context, target, &account, true).await?,
                Task::Destroy => destruction(context, target, &account).await?,
            };
            if prepared.steps.is_empty() {
                let unchanged = target.stacks.iter().filter(|stack| stack.is_chosen);
                let steps = unchanged.map(|stack| (stack.id.clone(), StepResult::Unchanged)).collect();
                return Ok(Outcome { ending: Ending::Fine, steps, problems: Vec::new() });
            }
            if !prepared.checks.is_empty() {
                context.say(Notice::Checked(prepared.checks.clone()));
            }
            let may_delete_data = decide(context, target, &account, &prepared, around).await?;
            let mut approved = Approved::default();
            for (step, preview) in prepared.steps.iter().zip(&prepared.previews) {
                approved.approve(&step.id, &preview.changes);
            }
            context.record(Record::Approved(json!({
                "steps": prepared.steps.iter().map(Step::to_json).collect::<Vec<_>>(),
                "classes": approved.to_json(),
                "may_delete_data": may_delete_data,
            })))?;
            (prepared, approved, may_delete_data)
        }
    };
    let templates = templates(target, &prepared.deployed, &prepared.steps);
    let graph = Graph {
        target,
        account: &account,
        prepared: &prepared,
        templates: &templates,
        approved: &approved,
        may_delete_data,
    };
    let ran = execute(context, &graph).await?;
    let problems = ran.results.iter().flat_map(StepResult::problems);
    Ok(Outcome {
        problems: problems.cloned().collect(),
        ending: worse(Ending::Fine, ran.ending),
        steps: prepared.steps.iter().map(|step| step.id.clone()).zip(ran.results.clone()).collect(),
    })
}

/// The account of the credentials; nothing is written where it is not the right one.
async fn account(context: &Context<'_>, target: &Target) -> Result<String, Stop> {
    let account = context.connection.account().await.map_err(|failure| Stop::call("the account", &failure))?;
    target.lives_in(&account)?;
    Ok(account)
}

/// The plan that an earlier program of this run had begun; none where it had not come so far.
async fn begun(context: &Context<'_>, target: &Target) -> Result<Option<(Prepared, Approved, bool)>, Stop> {
    let Some(approved) = &context.interrupted.approved else { return Ok(None) };
    let steps = approved.get("steps").and_then(Value::as_array).into_iter().flatten().filter_map(Step::from_json);
    let steps: Vec<Step> = steps.collect();
    let mut deployed = super::survey::read(context, target).await?;
    super::refactor::anticipate(target, &mut deployed, &steps);
    let prepared = Prepared { deployed, steps, ..Prepared::default() };
    let classes = approved.get("classes").map(Approved::from_json).unwrap_or_default();
    let may_delete_data = approved.get("may_delete_data").and_then(Value::as_bool).unwrap_or_default();
    Ok(Some((prepared, classes, may_delete_data)))
}

async fn decide(
    context: &Context<'_>,
    target: &Target,
    account: &str,
    prepared: &Prepared,
    around: &Surroundings<'_>,
) -> Result<bool, Stop> {
    match (around.decide)(&Plan::of(target, prepared)) {
        Ok(may_delete_data) => Ok(may_delete_data),
        Err(stop) => {
            discard_all(context, target, account, prepared).await?;
            Err(stop)
        }
    }
}
