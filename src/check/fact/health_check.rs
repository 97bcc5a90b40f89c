//! The time that a health check may take.

use super::{Found, codes};
use crate::Problem;

pub fn judge(found: &Found<'_>, problems: &mut Vec<Problem>) {
    // what is not said has a default that depends on the protocol
    let timeout = found.number("HealthCheckTimeoutSeconds");
    let (Some(timeout), Some(interval)) = (timeout, found.number("HealthCheckIntervalSeconds")) else { return };
    if timeout >= interval {
        let problem = found.problem(&codes::SLOW_HEALTH_CHECK, "HealthCheckTimeoutSeconds").with("timeout", timeout);
        problems.push(problem.with("interval", interval));
    }
}
