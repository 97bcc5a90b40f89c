//! Services of Amazon ECS.

use super::{Connection, Failure};

impl Connection {
    /// Starts the tasks of a service again, a few at a time. None where this program was built without Amazon ECS.
    ///
    /// # Errors
    /// There is no such service, whoever calls may not (`ecs:UpdateService`), or nothing answers.
    pub async fn restart_service(&self, cluster: &str, service: &str) -> Option<Result<(), Failure>> {
        inner::restart(self, cluster, service).await
    }

    /// Why the tasks of a service have stopped since an instant (milliseconds since 1970), one reason a task. None where this
    /// program was built without Amazon ECS.
    ///
    /// # Errors
    /// There is no such service, whoever calls may not, or nothing answers.
    pub async fn stop_reasons(
        &self,
        cluster: &str,
        service: &str,
        since_ms: i64,
    ) -> Option<Result<Vec<String>, Failure>> {
        inner::stop_reasons(self, cluster, service, since_ms).await
    }
}

#[cfg(feature = "ecs")]
mod inner {
    use super::{Connection, Failure};
    use aws_sdk_ecs::types::{DesiredStatus, Task};

    pub async fn stop_reasons(
        connection: &Connection,
        cluster: &str,
        service: &str,
        since_ms: i64,
    ) -> Option<Result<Vec<String>, Failure>> {
        let client = aws_sdk_ecs::Client::new(&connection.config);
        let list = async || {
            let call = client.list_tasks().cluster(cluster).service_name(service);
            let answer = call.desired_status(DesiredStatus::Stopped).send().await;
            answer.map_err(|error| Failure::of("ListTasks", &error))
        };
        let arns = match connection.pace.call(list).await {
            Ok(page) => page.task_arns().to_vec(),
            Err(failure) => return Some(Err(failure)),
        };
        if arns.is_empty() {
            return Some(Ok(Vec::new()));
        }
        let describe = async || {
            let call = client.describe_tasks().cluster(cluster).set_tasks(Some(arns.clone()));
            call.send().await.map_err(|error| Failure::of("DescribeTasks", &error))
        };
        let answer = connection.pace.call(describe).await;
        Some(answer.map(|answer| {
            let is_new = |task: &&Task| {
                let stopped = task.stopping_at().or(task.stopped_at());
                stopped.is_none_or(|at| at.to_millis().unwrap_or(i64::MAX) >= since_ms)
            };
            answer.tasks().iter().filter(is_new).map(reason).collect()
        }))
    }

    /// Why a task stopped: what its containers say, where they say it better.
    fn reason(task: &Task) -> String {
        let stopped = task.stopped_reason().unwrap_or_default();
        let of_container = task.containers().iter().find_map(|container| {
            let name = container.name().unwrap_or_default();
            match (container.reason(), container.exit_code()) {
                (Some(reason), _) => Some(format!("{name}: {reason}")),
                (None, Some(code)) if code != 0 => Some(format!("{name}: exit code {code}")),
                _ => None,
            }
        });
        match of_container {
            Some(reason) if stopped.is_empty() || stopped.starts_with("Essential container") => reason,
            Some(reason) => format!("{stopped} ({reason})"),
            None => stopped.to_string(),
        }
    }

    pub async fn restart(connection: &Connection, cluster: &str, service: &str) -> Option<Result<(), Failure>> {
        let client = aws_sdk_ecs::Client::new(&connection.config);
        let restart = async || {
            let call = client.update_service().cluster(cluster).service(service).force_new_deployment(true);
            call.send().await.map(drop).map_err(|error| Failure::of("UpdateService", &error))
        };
        Some(connection.pace.call(restart).await)
    }
}

#[cfg(not(feature = "ecs"))]
mod inner {
    use super::{Connection, Failure};

    pub async fn restart(_: &Connection, _: &str, _: &str) -> Option<Result<(), Failure>> {
        None
    }

    pub async fn stop_reasons(_: &Connection, _: &str, _: &str, _: i64) -> Option<Result<Vec<String>, Failure>> {
        None
    }
}
