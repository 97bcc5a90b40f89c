//! Jobs of AWS Batch.

use super::{Connection, Failure};

/// A job that is to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewJob {
    /// Its name: letters, digits, hyphens and underscores; need not be unique.
    pub name: String,
    /// The queue.
    pub queue: String,
    /// Its definition; the newest revision runs.
    pub definition: String,
    /// Environment variables beside those of the definition.
    pub variables: Vec<(String, String)>,
}

/// A job as AWS Batch describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `SUBMITTED` to `SUCCEEDED` or `FAILED`.
    pub status: String,
    /// Why, in AWS's words.
    pub reason: Option<String>,
    /// What its program ended with.
    pub exit_code: Option<i32>,
    /// When it was submitted: milliseconds since 1970.
    pub created_ms: i64,
    /// When it began and ended, as far as it has.
    pub started_ms: Option<i64>,
    /// When it ended.
    pub stopped_ms: Option<i64>,
    /// The stream of the log group that has its words.
    pub log_stream: Option<String>,
}

impl Job {
    /// Whether it has come to its end.
    pub fn is_over(&self) -> bool {
        matches!(self.status.as_str(), "SUCCEEDED" | "FAILED")
    }
}

impl Connection {
    /// Submits a job; gives its id. None where this program was built without AWS Batch.
    ///
    /// # Errors
    /// There is no such queue or definition, or the call failed.
    pub async fn submit_job(&self, job: &NewJob) -> Option<Result<String, Failure>> {
        service::submit(self, job).await
    }

    /// The jobs of a queue, newest first. None where this program was built without AWS Batch.
    ///
    /// # Errors
    /// There is no such queue, or a call failed.
    pub async fn jobs(&self, queue: &str) -> Option<Result<Vec<Job>, Failure>> {
        service::jobs(self, queue).await
    }

    /// A job; the inner none where there is no such one. None where this program was built without AWS Batch.
    ///
    /// # Errors
    /// The call failed.
    pub async fn job(&self, id: &str) -> Option<Result<Option<Job>, Failure>> {
        service::job(self, id).await
    }
}

#[cfg(feature = "batch")]
mod service {
    use super::{Connection, Failure, Job, NewJob};
    use aws_sdk_batch::Client;
    use aws_sdk_batch::types::{ContainerOverrides, JobStatus, KeyValuePair};

    const STATUSES: [JobStatus; 7] = [
        JobStatus::Submitted,
        JobStatus::Pending,
        JobStatus::Runnable,
        JobStatus::Starting,
        JobStatus::Running,
        JobStatus::Succeeded,
        JobStatus::Failed,
    ];

    pub async fn submit(connection: &Connection, job: &NewJob) -> Option<Result<String, Failure>> {
        let client = Client::new(&connection.config);
        let variable = |(name, value): &(String, String)| KeyValuePair::builder().name(name).value(value).build();
        let overrides = ContainerOverrides::builder();
        let overrides = overrides.set_environment(Some(job.variables.iter().map(variable).collect())).build();
        // not made again: it has no token, and a second one would be a second job
        connection.pace.turn().await;
        let call = client.submit_job().job_name(&job.name).job_queue(&job.queue).job_definition(&job.definition);
        let answer = call.container_overrides(overrides).send().await;
        let answer = answer.map_err(|error| Failure::of("SubmitJob", &error));
        Some(answer.map(|answer| answer.job_id().unwrap_or_default().to_string()))
    }

    pub async fn jobs(connection: &Connection, queue: &str) -> Option<Result<Vec<Job>, Failure>> {
        let client = Client::new(&connection.config);
        let mut jobs = Vec::new();
        for status in STATUSES {
            let mut token: Option<String> = None;
            loop {
                let ask = async || {
                    let call = client.list_jobs().job_queue(queue).job_status(status.clone());
                    let answer = call.set_next_token(token.clone()).send().await;
                    answer.map_err(|error| Failure::of("ListJobs", &error))
                };
                let page = match connection.pace.call(ask).await {
                    Ok(page) => page,
                    Err(failure) => return Some(Err(failure)),
                };
                jobs.extend(page.job_summary_list().iter().map(|one| Job {
                    id: one.job_id().unwrap_or_default().to_string(),
                    name: one.job_name().unwrap_or_default().to_string(),
                    status: one.status().map(|status| status.as_str().to_string()).unwrap_or_default(),
                    reason: one.status_reason().map(str::to_string),
                    exit_code: one.container().and_then(|container| container.exit_code()),
                    created_ms: one.created_at().unwrap_or_default(),
                    started_ms: one.started_at(),
                    stopped_ms: one.stopped_at(),
                    log_stream: None,
                }));
                token = page.next_token().map(str::to_string);
                if token.is_none() {
                    break;
                }
            }
        }
        jobs.sort_by(|one, other| (other.created_ms, &other.id).cmp(&(one.created_ms, &one.id)));
        Some(Ok(jobs))
    }

    pub async fn job(connection: &Connection, id: &str) -> Option<Result<Option<Job>, Failure>> {
        let client = Client::new(&connection.config);
        let ask = async || {
            let answer = client.describe_jobs().jobs(id).send().await;
            answer.map_err(|error| Failure::of("DescribeJobs", &error))
        };
        let answer = match connection.pace.call(ask).await {
            Ok(answer) => answer,
            Err(failure) => return Some(Err(failure)),
        };
        let job = answer.jobs().first().map(|one| {
            let container = one.container();
            let reason = container.and_then(|container| container.reason()).or(one.status_reason());
            Job {
                id: one.job_id().unwrap_or_default().to_string(),
                name: one.job_name().unwrap_or_default().to_string(),
                status: one.status().map(|status| status.as_str().to_string()).unwrap_or_default(),
                reason: reason.map(str::to_string),
                exit_code: container.and_then(|container| container.exit_code()),
                created_ms: one.created_at().unwrap_or_default(),
                started_ms: one.started_at(),
                stopped_ms: one.stopped_at(),
                log_stream: container.and_then(|container| container.log_stream_name()).map(str::to_string),
            }
        });
        Some(Ok(job))
    }
}

#[cfg(not(feature = "batch"))]
mod service {
    use super::{Connection, Failure, Job, NewJob};

    pub async fn submit(_: &Connection, _: &NewJob) -> Option<Result<String, Failure>> {
        None
    }

    pub async fn jobs(_: &Connection, _: &str) -> Option<Result<Vec<Job>, Failure>> {
        None
    }

    pub async fn job(_: &Connection, _: &str) -> Option<Result<Option<Job>, Failure>> {
        None
    }
}
