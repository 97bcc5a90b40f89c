//! All steps, each as soon as those before it are done.

use super::deploy::{StepEnd, deploy};
use super::prepare::{Prepared, Templates, work};
use super::refactor::refactor;
use super::remove::remove;
use super::step::{Approved, StepAction};
use super::watch::Board;
use super::{Context, Interrupt, Notice, StepResult};
use crate::api::Stack;
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::journal::{Operation, Record};
use crate::target::Target;
use futures_util::stream::{FuturesUnordered, StreamExt};

/// What came of all steps, in their order.
pub struct Ran {
    /// What came of each.
    pub results: Vec<StepResult>,
    /// How the run ends.
    pub ending: Ending,
}

/// What the steps need.
pub struct Graph<'g> {
    /// What is to be deployed.
    pub target: &'g Target,
    /// The account.
    pub account: &'g str,
    /// The steps, and the change sets that were made for them.
    pub prepared: &'g Prepared,
    /// The templates before and after each.
    pub templates: &'g Templates,
    /// What was approved.
    pub approved: &'g Approved,
    /// Whether leftovers that hold data may be deleted.
    pub may_delete_data: bool,
}

/// Runs all steps. One that fails keeps those that need it from beginning; others go on.
///
/// # Errors
/// The journal cannot be written: then everything stops at once.
pub async fn execute(context: &Context<'_>, graph: &Graph<'_>) -> Result<Ran, Stop> {
    let steps = &graph.prepared.steps;
    let board = Board::default();
    let mut results: Vec<Option<StepResult>> = vec![None; steps.len()];
    let mut ending = Ending::Fine;
    for (at, step) in steps.iter().enumerate() {
        if let Some(changed) = context.interrupted.done.get(&step.id) {
            results[at] = Some(if *changed { StepResult::Changed } else { StepResult::Unchanged });
        }
    }
    let mut running = FuturesUnordered::new();
    let mut is_running = vec![false; steps.len()];
    let mut has_cancelled = false;
    loop {
        let interrupted = context.interrupt() != Interrupt::None;
        for at in 0..steps.len() {
            if results[at].is_some() || is_running[at] || running.len() >= context.options.parallel.max(1) {
                continue;
            }
            let step = &steps[at];
            if let Some(failed) = step.after.iter().find(|before| has_failed(&results[**before])) {
                let problem = codes::PRODUCER_FAILED.problem().with("stack", step.id.as_str());
                let problem = problem.with("producer", steps[*failed].id.as_str());
                results[at] = Some(end(context, at, graph, StepResult::NotBegun(vec![problem]), 0, None));
            } else if step.after.iter().all(|before| results[*before].is_some()) {
                if interrupted || step.after.iter().any(|before| was_left(&results[*before])) {
                    results[at] = Some(end(context, at, graph, StepResult::NotBegun(Vec::new()), 0, None));
                    ending = worse(ending, Ending::Detached);
                } else {
                    is_running[at] = true;
                    running.push(one(context, &board, graph, at));
                }
            }
        }
        if running.is_empty() {
            if results.iter().all(Option::is_some) {
                break;
            }
            continue;
        }
        let mut interrupt = context.interrupt.clone();
        let (at, began_ms, ended) = tokio::select! {
            ended = running.next() => match ended {
                Some(ended) => ended,
                None => continue,
            },
            Ok(_) = interrupt.wait_for(|now| *now == Interrupt::Cancel), if !has_cancelled => {
                has_cancelled = true;
                cancel(context, graph, &is_running, &results).await?;
                continue;
            }
        };
        is_running[at] = false;
        let took_ms = context.clock.now_ms() - began_ms;
        let step = &steps[at];
        let is_lost = matches!(&ended, Err(stop) if matches!(stop.ending, Ending::Credentials | Ending::Detached));
        let (result, stack) = match ended {
            Ok(StepEnd::Changed(stack)) => (StepResult::Changed, stack),
            Ok(StepEnd::Unchanged(stack)) => (StepResult::Unchanged, stack),
            Ok(StepEnd::Detached) => (StepResult::Detached, None),
            Err(stop) if stop.ending == Ending::Internal => return Err(stop),
            Err(stop) if stop.ending == Ending::Detached && stop.problems.is_empty() => (StepResult::Detached, None),
            Err(stop) => {
                ending = worse(ending, stop.ending);
                (StepResult::Failed(stop.problems), None)
            }
        };
        match &result {
            StepResult::Changed | StepResult::Unchanged => {
                let changed = matches!(result, StepResult::Changed);
                context.record(Record::Done { step: step.id.clone(), changed })?;
            }
            // nothing is known of the operation, which may go on: `resume` looks for it under the same token
            StepResult::Failed(_) if is_lost => {}
            StepResult::Failed(problems) => {
                let reason = problems.first().map(|problem| problem.code.slug).unwrap_or_default();
                context.record(Record::Failed { step: step.id.clone(), reason: reason.to_string() })?;
            }
            _ => ending = worse(ending, Ending::Detached),
        }
        results[at] = Some(end(context, at, graph, result, took_ms, stack));
    }
    Ok(Ran { results: results.into_iter().flatten().collect(), ending })
}

async fn one(
    context: &Context<'_>,
    board: &Board,
    graph: &Graph<'_>,
    at: usize,
) -> (usize, i64, Result<StepEnd, Stop>) {
    let began_ms = context.clock.now_ms();
    let step = &graph.prepared.steps[at];
    let may = graph.may_delete_data;
    let work = work(graph.target, graph.account, step, graph.templates, at, graph.approved, may);
    let ended = match step.action {
        StepAction::Deploy { .. } => {
            let made = graph.prepared.previews.get(at).and_then(|preview| preview.made.clone());
            deploy(context, board, &work, made).await
        }
        StepAction::Delete => remove(context, board, &work).await,
        StepAction::Refactor { .. } => refactor(context, step).await,
    };
    (at, began_ms, ended)
}

/// Stops the updates that run; what is being made for the first time, or deleted, cannot be stopped so.
async fn cancel(
    context: &Context<'_>,
    graph: &Graph<'_>,
    is_running: &[bool],
    results: &[Option<StepResult>],
) -> Result<(), Stop> {
    for (at, step) in graph.prepared.steps.iter().enumerate() {
        if !is_running[at] || results[at].is_some() {
            continue;
        }
        // under the execution's own token, so that its end is seen
        let token = context.token(&step.id, Operation::Execute, 0);
        let cloud = context.cloud(&step.region);
        let call = cloud.cancel_update(&step.name, &token);
        if let Err(failure) = context.begin(&step.id, Operation::CancelUpdate, &token, call).await? {
            context.say(Notice::Remark(format!("{} cannot be cancelled: {}", step.id, failure.message)));
        }
    }
    Ok(())
}

fn end(
    context: &Context<'_>,
    at: usize,
    graph: &Graph<'_>,
    result: StepResult,
    took_ms: i64,
    stack: Option<Stack>,
) -> StepResult {
    let outputs = stack.map(|stack| stack.outputs).unwrap_or_default();
    context.say(Notice::StackEnded {
        step: graph.prepared.steps[at].id.clone(),
        result: result.clone(),
        took_ms,
        outputs: outputs.into_iter().map(|output| (output.key, output.value)).collect(),
    });
    result
}

fn has_failed(result: &Option<StepResult>) -> bool {
    match result {
        Some(StepResult::Failed(_)) => true,
        Some(StepResult::NotBegun(problems)) => !problems.is_empty(),
        _ => false,
    }
}

/// Whether it goes on without this program, or was not begun because somebody pressed Ctrl-C.
fn was_left(result: &Option<StepResult>) -> bool {
    match result {
        Some(StepResult::Detached) => true,
        Some(StepResult::NotBegun(problems)) => problems.is_empty(),
        _ => false,
    }
}

/// Of two endings, the one that a person has to know of first.
pub fn worse(one: Ending, other: Ending) -> Ending {
    const ORDER: [Ending; 10] = [
        Ending::Fine,
        Ending::Changes,
        Ending::Detached,
        Ending::Approval,
        Ending::Preflight,
        Ending::Locked,
        Ending::RolledBack,
        Ending::Credentials,
        Ending::Repair,
        Ending::Internal,
    ];
    let rank = |ending: Ending| ORDER.iter().position(|known| *known == ending).unwrap_or(ORDER.len());
    if rank(other) > rank(one) { other } else { one }
}
