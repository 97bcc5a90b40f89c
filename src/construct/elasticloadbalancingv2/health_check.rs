use super::codes;
use formwork_core::{Duration, IntoValue, Scope, Text, Value};
use formwork_resources::elasticloadbalancingv2::CfnTargetGroup;
use formwork_resources::elasticloadbalancingv2::target_group::{HealthCheckProtocol, Matcher};
use std::ops::RangeInclusive;

/// How a load balancer finds out whether a target works: it asks for a path, again and again.
///
/// ```
/// use formwork::Duration;
/// use formwork::elasticloadbalancingv2::HealthCheck;
/// let check = HealthCheck::http("/api/health")
///     .interval(Duration::seconds(30))
///     .timeout(Duration::seconds(5))
///     .healthy_after(2)
///     .unhealthy_after(3)
///     .success_codes("200");
/// ```
#[derive(Clone, Debug)]
pub struct HealthCheck {
    https: bool,
    path: Value<Text>,
    port: Option<Value<Text>>,
    interval: Option<Duration>,
    timeout: Option<Duration>,
    healthy: Option<u8>,
    unhealthy: Option<u8>,
    codes: Option<Value<Text>>,
}

impl HealthCheck {
    /// Asks for a path over HTTP. The path begins with `/` and has at most 1,024 characters.
    pub fn http(path: impl IntoValue<Text>) -> Self {
        HealthCheck {
            https: false,
            path: path.into_value(),
            port: None,
            interval: None,
            timeout: None,
            healthy: None,
            unhealthy: None,
            codes: None,
        }
    }

    /// Asks for a path over HTTPS; the target's certificate is not verified.
    pub fn https(path: impl IntoValue<Text>) -> Self {
        HealthCheck { https: true, ..HealthCheck::http(path) }
    }

    /// The port that is asked: `"8080"`. Default: the one that the target gets its requests on.
    pub fn port(mut self, port: impl IntoValue<Text>) -> Self {
        self.port = Some(port.into_value());
        self
    }

    /// How often a target is asked: 5 to 300 seconds, longer than the timeout. Default: 30 seconds.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = Some(interval);
        self
    }

    /// How long an answer may take: 2 to 120 seconds. Default: 5 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How many answers in a row make a target healthy: 2 to 10. Default: 5.
    pub fn healthy_after(mut self, answers: u8) -> Self {
        self.healthy = Some(answers);
        self
    }

    /// How many failures in a row make a target unhealthy: 2 to 10. Default: 2.
    pub fn unhealthy_after(mut self, failures: u8) -> Self {
        self.unhealthy = Some(failures);
        self
    }

    /// The statuses that count as an answer, of 200 to 499: `"200"`, `"200,204"`, `"200-299"`. Default: 200.
    pub fn success_codes(mut self, codes: impl IntoValue<Text>) -> Self {
        self.codes = Some(codes.into_value());
        self
    }

    /// Puts the check into a target group; what AWS would refuse is reported.
    pub(super) fn apply(self, scope: &Scope, mut group: CfnTargetGroup) -> CfnTargetGroup {
        self.check(scope);
        let protocol = if self.https { HealthCheckProtocol::Https } else { HealthCheckProtocol::Http };
        group = group.health_check_protocol(protocol).health_check_path(self.path);
        if let Some(port) = self.port {
            group = group.health_check_port(port);
        }
        if let Some(interval) = self.interval {
            group = group.health_check_interval_seconds(interval.as_seconds());
        }
        if let Some(timeout) = self.timeout {
            group = group.health_check_timeout_seconds(timeout.as_seconds());
        }
        if let Some(answers) = self.healthy {
            group = group.healthy_threshold_count(answers);
        }
        if let Some(failures) = self.unhealthy {
            group = group.unhealthy_threshold_count(failures);
        }
        if let Some(codes) = self.codes {
            group = group.matcher(Matcher::new().http_code(codes));
        }
        group
    }

    fn check(&self, scope: &Scope) {
        let range = |what: &'static str, value: Option<i64>, range: RangeInclusive<i64>| {
            if let Some(value) = value.filter(|value| !range.contains(value)) {
                let problem = codes::HEALTH_CHECK_RANGE.problem().with("what", what).with("value", value);
                scope.report(problem.with("least", *range.start()).with("most", *range.end()));
            }
        };
        let (interval, timeout) = (self.interval.map(Duration::as_seconds), self.timeout.map(Duration::as_seconds));
        range("interval in seconds", interval, 5..=300);
        range("timeout in seconds", timeout, 2..=120);
        range("healthy threshold", self.healthy.map(i64::from), 2..=10);
        range("unhealthy threshold", self.unhealthy.map(i64::from), 2..=10);
        let (interval, timeout) = (interval.unwrap_or(30), timeout.unwrap_or(5));
        if timeout >= interval {
            let problem = codes::HEALTH_CHECK_TIMEOUT.problem().with("timeout", timeout);
            scope.report(problem.with("interval", interval));
        }
    }
}
