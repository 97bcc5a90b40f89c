//! `deploy batch`: Steps that a person does by hand in AWS Batch.

use super::super::{Call, Refused, show};
use super::{Desk, answered, named, operations};
use crate::api::{Job, NewJob};
use crate::clock::Clock;
use crate::codes::operation as codes;
use crate::ending::{Ending, Stop};
use crate::image::time_tag;
use formwork::command::Shell;
use formwork::report::{Align, table};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

const BATCH: &str = "AWS Batch";
const FEATURE: &str = "batch";

/// Minutes that Japan is ahead of UTC: jobs are named by its time.
const JAPAN: i32 = 540;

/// `deploy batch submit user-import dev --key imports/users.csv --executor ann`.
pub fn submit(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let (arguments, asked) = (call.arguments, &call.arguments.operation);
    let offered = operations(call)?;
    let job = named("job", &asked.name, &offered.jobs, |job| &job.name)?;
    let mut variables = Vec::new();
    if let Some(key) = &asked.key {
        if !key.starts_with(&job.key_prefix) || key.len() == job.key_prefix.len() {
            let problem = codes::NO_SUCH_KEY.problem().with("key", key.as_str()).with("job", job.name.as_str());
            let problem = problem.with("prefix", job.key_prefix.as_str());
            return Err(Stop::new(Ending::Preflight, problem).into());
        }
        variables.push((job.key_variable.clone(), key.clone()));
    }
    if let Some(executor) = &asked.executor {
        variables.push((job.executor_variable.clone(), executor.clone()));
    }
    let desk = Desk::new(call)?;
    let new = NewJob {
        name: format!("{}-{}", job.name, time_tag(Clock::of_machine().now_ms(), JAPAN)),
        queue: job.queue.clone(),
        definition: job.definition.clone(),
        variables,
    };
    let answer = desk.runtime.block_on(desk.connection.submit_job(&new));
    let id = answered(answer, BATCH, FEATURE, &job.definition)?;
    let environment = &arguments.environment;
    let text = format!("{}: submitted as {id}\nhow it goes: deploy batch show {id} {environment}\n", new.name);
    show::found(shell, arguments, "submitted", json!({"id": id, "name": new.name}), &text);
    match asked.wait {
        true => wait(call, &desk, &id, shell),
        false => Ok(Ending::Fine),
    }
}

/// Waits for the end of a job.
fn wait(call: &Call<'_>, desk: &Desk, id: &str, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let mut status = String::new();
    let mut pause = Duration::from_secs(1);
    loop {
        let job = one(call, desk, id)?;
        if job.status != status {
            status.clone_from(&job.status);
            pause = Duration::from_secs(1);
            show::found(shell, call.arguments, "job", line(&job), &format!("{}: {status}\n", job.name));
        }
        if job.is_over() {
            return match job.status.as_str() {
                "SUCCEEDED" => Ok(Ending::Fine),
                _ => Err(failed(call, &job).into()),
            };
        }
        desk.runtime.block_on(tokio::time::sleep(pause));
        pause = pause.mul_f64(1.5).min(Duration::from_secs(15));
    }
}

fn failed(call: &Call<'_>, job: &Job) -> Stop {
    let code = job.exit_code.map(|code| format!(" (exit code {code})")).unwrap_or_default();
    let reason = format!("{}{code}", job.reason.as_deref().unwrap_or("AWS Batch says nothing about it"));
    let problem = codes::JOB_FAILED.problem().with("job", job.name.as_str()).with("reason", reason);
    let problem = problem.with("logs", "batch").with("environment", call.arguments.environment.as_str());
    Stop::new(Ending::RolledBack, problem)
}

fn one(call: &Call<'_>, desk: &Desk, id: &str) -> Result<Job, Stop> {
    let answer = desk.runtime.block_on(desk.connection.job(id));
    answered(answer, BATCH, FEATURE, id)?.ok_or_else(|| {
        let problem = codes::NO_SUCH_JOB.problem().with("id", id);
        let problem = problem.with("environment", call.arguments.environment.as_str());
        Stop::new(Ending::Preflight, problem)
    })
}

/// `deploy batch jobs dev`: newest first.
pub fn jobs(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let desk = Desk::new(call)?;
    let queues: BTreeSet<&str> = desk.operations.jobs.iter().map(|job| job.queue.as_str()).collect();
    let mut all = Vec::new();
    for queue in queues {
        let answer = desk.runtime.block_on(desk.connection.jobs(queue));
        all.extend(answered(answer, BATCH, FEATURE, queue)?);
    }
    let rows: Vec<[String; 4]> =
        all.iter().map(|job| [time(job.created_ms), job.status.clone(), job.name.clone(), job.id.clone()]).collect();
    let heads = ["submitted", "status", "job", "id"].map(|heading| (heading, Align::Left));
    let text = match rows.is_empty() {
        true => "there are no jobs\n".to_string(),
        false => table(heads, &rows, |_, _| None, shell.paint()),
    };
    let lines: Vec<Value> = all.iter().map(line).collect();
    show::found(shell, call.arguments, "jobs", json!({"jobs": lines}), &text);
    Ok(Ending::Fine)
}

/// `deploy batch show ID dev`.
pub fn show(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let desk = Desk::new(call)?;
    let job = one(call, &desk, &call.arguments.operation.name)?;
    let mut text = format!("{}: {}", job.name, job.status);
    if let Some(reason) = &job.reason {
        text.push_str(&format!(", {reason}"));
    }
    if let Some(code) = job.exit_code {
        text.push_str(&format!(", exit code {code}"));
    }
    text.push_str(&format!("\nsubmitted {}", time(job.created_ms)));
    if let Some(started) = job.started_ms {
        text.push_str(&format!(", began {}", time(started)));
    }
    if let Some(stopped) = job.stopped_ms {
        text.push_str(&format!(", ended {}", time(stopped)));
    }
    text.push('\n');
    if let Some(stream) = &job.log_stream {
        text.push_str(&format!("its words: deploy logs batch {} --stream {stream}\n", call.arguments.environment));
    }
    super::super::show::found(shell, call.arguments, "job", line(&job), &text);
    Ok(Ending::Fine)
}

fn line(job: &Job) -> Value {
    json!({
        "id": job.id,
        "name": job.name,
        "status": job.status,
        "reason": job.reason,
        "exit_code": job.exit_code,
        "created_ms": job.created_ms,
        "started_ms": job.started_ms,
        "stopped_ms": job.stopped_ms,
        "log_stream": job.log_stream,
    })
}

/// A time in Japan: `2026-01-28 09:30:00`.
fn time(at_ms: i64) -> String {
    super::log::time(at_ms, JAPAN)
}
