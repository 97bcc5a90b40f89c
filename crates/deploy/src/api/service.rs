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
}

#[cfg(feature = "ecs")]
mod inner {
    use super::{Connection, Failure};

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
}
