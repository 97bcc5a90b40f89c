//! The tasks of services, as a run asks for them.

use crate::api::Connection;
use crate::execute::StoppedTasks;
use futures_util::future::LocalBoxFuture;

/// The services of an account.
pub(super) struct Tasks<'a> {
    pub connection: &'a Connection,
}

impl StoppedTasks for Tasks<'_> {
    fn reasons<'f>(&'f self, service: &'f str, since_ms: i64) -> LocalBoxFuture<'f, Vec<String>> {
        Box::pin(async move {
            // `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME`
            let mut parts = service.rsplit('/');
            let (Some(name), Some(cluster)) = (parts.next(), parts.next()) else { return Vec::new() };
            match self.connection.stop_reasons(cluster, name, since_ms).await {
                Some(Ok(reasons)) => reasons,
                _ => Vec::new(), // it is only a help: a deploy never fails for it
            }
        })
    }
}
