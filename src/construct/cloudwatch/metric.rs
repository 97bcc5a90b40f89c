use super::Statistic;
use formwork_core::{Duration, IntoValue, Name, Text, Value};
use formwork_resources::cloudwatch::alarm::{Dimension, Unit};

/// A metric, and how it is read: a statistic over a period.
///
/// ```
/// use formwork::Duration;
/// use formwork::cloudwatch::{Metric, Statistic};
/// let cpu = Metric::new("AWS/ECS", "CPUUtilization", Statistic::Average, Duration::minutes(5))
///     .dimension("ClusterName", "app-cluster")
///     .dimension("ServiceName", "app-service");
/// ```
#[derive(Clone, Debug)]
pub struct Metric {
    pub(super) namespace: Value<Text>,
    pub(super) name: Value<Text>,
    pub(super) statistic: Statistic,
    pub(super) period: Duration,
    pub(super) dimensions: Vec<(Name, Value<Text>)>,
    pub(super) unit: Option<Value<Unit>>,
}

impl Metric {
    /// A metric of a namespace, read as `statistic` over `period`: 10, 20, 30 seconds or whole minutes.
    pub fn new(
        namespace: impl IntoValue<Text>,
        name: impl IntoValue<Text>,
        statistic: Statistic,
        period: Duration,
    ) -> Self {
        let (namespace, name) = (namespace.into_value(), name.into_value());
        Metric { namespace, name, statistic, period, dimensions: Vec::new(), unit: None }
    }

    /// Adds a dimension: at most 30. A metric is another one with other dimensions.
    pub fn dimension(mut self, name: impl Into<Name>, value: impl IntoValue<Text>) -> Self {
        self.dimensions.push((name.into(), value.into_value()));
        self
    }

    /// Looks only at values of this unit. Default: of any.
    pub fn unit(mut self, unit: impl IntoValue<Unit>) -> Self {
        self.unit = Some(unit.into_value());
        self
    }

    pub(super) fn dimension_properties(&self) -> Vec<Dimension> {
        self.dimensions.iter().map(|(name, value)| Dimension::new(name.clone(), value)).collect()
    }
}
