//! Log events of Amazon CloudWatch Logs.

use super::{Connection, Failure};

/// A line that a program wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogEvent {
    /// When: milliseconds since 1970.
    pub at_ms: i64,
    /// Its id, which no other one has.
    pub id: String,
    /// The stream.
    pub stream: String,
    /// What it says.
    pub message: String,
}

impl Connection {
    /// The events of a log group since an instant (milliseconds since 1970), oldest first; those that fit a pattern of
    /// CloudWatch Logs where there is one. None where this program was built without CloudWatch Logs.
    ///
    /// # Errors
    /// There is no such group, or a call failed.
    pub async fn log_events(
        &self,
        group: &str,
        since_ms: i64,
        pattern: Option<&str>,
    ) -> Option<Result<Vec<LogEvent>, Failure>> {
        service::events(self, group, since_ms, pattern).await
    }
}

#[cfg(feature = "logs")]
mod service {
    use super::{Connection, Failure, LogEvent};

    pub async fn events(
        connection: &Connection,
        group: &str,
        since_ms: i64,
        pattern: Option<&str>,
    ) -> Option<Result<Vec<LogEvent>, Failure>> {
        let client = aws_sdk_cloudwatchlogs::Client::new(&connection.config);
        let mut events = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let ask = async || {
                let call = client.filter_log_events().log_group_name(group).start_time(since_ms);
                let call = call.set_filter_pattern(pattern.map(str::to_string)).set_next_token(token.clone());
                call.send().await.map_err(|error| Failure::of("FilterLogEvents", &error))
            };
            let page = match connection.pace.call(ask).await {
                Ok(page) => page,
                Err(failure) => return Some(Err(failure)),
            };
            events.extend(page.events().iter().map(|event| LogEvent {
                at_ms: event.timestamp().unwrap_or_default(),
                id: event.event_id().unwrap_or_default().to_string(),
                stream: event.log_stream_name().unwrap_or_default().to_string(),
                message: event.message().unwrap_or_default().to_string(),
            }));
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                events.sort();
                return Some(Ok(events));
            }
        }
    }
}

#[cfg(not(feature = "logs"))]
mod service {
    use super::{Connection, Failure, LogEvent};

    pub async fn events(_: &Connection, _: &str, _: i64, _: Option<&str>) -> Option<Result<Vec<LogEvent>, Failure>> {
        None
    }
}
