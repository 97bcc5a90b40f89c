use super::codes;
use formwork_core::Scope;
use formwork_resources::ecs::service::{DeploymentCircuitBreaker, DeploymentConfiguration};
use std::ops::RangeInclusive;

/// What happens to a deployment whose tasks do not come up.
///
/// ```
/// use formwork::ecs::CircuitBreaker;
/// let safe = CircuitBreaker::Rollback;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CircuitBreaker {
    /// It fails.
    Stop,
    /// It fails, and the service goes back to what ran before.
    Rollback,
}

/// How a service goes from one revision of its task to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Deployment {
    pub percent: Option<RangeInclusive<u16>>,
    pub circuit_breaker: Option<CircuitBreaker>,
}

impl Deployment {
    pub fn check(&self, scope: &Scope) {
        if let Some(percent) = self.percent.as_ref().filter(|percent| percent.start() >= percent.end()) {
            let problem = codes::PERCENT.problem().with("least", i64::from(*percent.start()));
            scope.report(problem.with("most", i64::from(*percent.end())));
        }
    }

    /// The property, where there is something to say.
    pub fn property(&self) -> Option<DeploymentConfiguration> {
        let mut deployment = DeploymentConfiguration::new();
        if let Some(breaker) = self.circuit_breaker {
            let breaker = DeploymentCircuitBreaker::new(true, breaker == CircuitBreaker::Rollback);
            deployment = deployment.deployment_circuit_breaker(breaker);
        }
        if let Some(percent) = &self.percent {
            deployment = deployment.minimum_healthy_percent(*percent.start()).maximum_percent(*percent.end());
        }
        (self.circuit_breaker.is_some() || self.percent.is_some()).then_some(deployment)
    }
}
