use super::{Comparison, Metric, MissingData, codes};
use crate::construct::sns::TopicRef;
use formwork_core::{Construct, IntoValue, Ref, Scope, Text, Value};
use formwork_resources::cloudwatch::CfnAlarm;
use formwork_resources::ids::sns::TopicArn;

/// An alarm on a metric.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::Duration;
/// use formwork::cloudwatch::{Alarm, Comparison, Metric, Statistic};
/// use formwork::sns::Topic;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("AppStack");
/// let topic = stack.add("AlarmTopic", Topic::new());
/// let cpu = Metric::new("AWS/ECS", "CPUUtilization", Statistic::Average, Duration::minutes(5));
/// stack.add("CpuAlarm", Alarm::new(cpu, Comparison::Above, 80).action(&topic));
/// ```
#[derive(Clone, Debug)]
pub struct Alarm {
    metric: Metric,
    comparison: Comparison,
    threshold: Value<f64>,
    periods: u32,
    datapoints: Option<u32>,
    missing_data: Option<MissingData>,
    name: Option<Value<Text>>,
    description: Option<Value<Text>>,
    actions: Vec<Value<TopicArn>>,
    ok_actions: Vec<Value<TopicArn>>,
    insufficient_data_actions: Vec<Value<TopicArn>>,
}

impl Alarm {
    /// An alarm that goes off when the metric is on that side of the threshold, for one period.
    pub fn new(metric: Metric, comparison: Comparison, threshold: impl IntoValue<f64>) -> Self {
        Alarm {
            metric,
            comparison,
            threshold: threshold.into_value(),
            periods: 1,
            datapoints: None,
            missing_data: None,
            name: None,
            description: None,
            actions: Vec::new(),
            ok_actions: Vec::new(),
            insufficient_data_actions: Vec::new(),
        }
    }

    /// How many periods, one after another, have to breach. Together they are at most a day, or seven days where a
    /// period is an hour or longer. Default: 1, which CloudFormation wants said.
    pub fn periods(mut self, count: u32) -> Self {
        self.periods = count;
        self
    }

    /// How many of the periods are enough. Default: all.
    pub fn datapoints(mut self, count: u32) -> Self {
        self.datapoints = Some(count);
        self
    }

    /// What a period without values counts as. Default: [`MissingData::Missing`].
    pub fn missing_data(mut self, treatment: MissingData) -> Self {
        self.missing_data = Some(treatment);
        self
    }

    /// Its name, unique in the account and region, at most 255 characters. Default: CloudFormation makes one.
    /// Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// What it means and what to do, at most 1,024 characters.
    pub fn description(mut self, text: impl IntoValue<Text>) -> Self {
        self.description = Some(text.into_value());
        self
    }

    /// Tells a topic when it goes off.
    pub fn action(mut self, topic: &TopicRef) -> Self {
        self.actions.push(topic.topic_arn());
        self
    }

    /// Tells a topic when all is well again.
    pub fn ok_action(mut self, topic: &TopicRef) -> Self {
        self.ok_actions.push(topic.topic_arn());
        self
    }

    /// Tells a topic when there are too few values to judge.
    pub fn insufficient_data_action(mut self, topic: &TopicRef) -> Self {
        self.insufficient_data_actions.push(topic.topic_arn());
        self
    }
}

impl Construct for Alarm {
    type Handle = Ref<CfnAlarm>;

    fn build(self, scope: Scope) -> Ref<CfnAlarm> {
        self.check(&scope);
        let Metric { namespace, name, statistic, period, unit, .. } = &self.metric;
        let mut alarm = CfnAlarm::new()
            .namespace(namespace)
            .metric_name(name)
            .period(period.as_seconds())
            .comparison_operator(self.comparison.operator())
            .threshold(self.threshold)
            .evaluation_periods(self.periods);
        alarm = match statistic.simple() {
            Ok(statistic) => alarm.statistic(statistic),
            Err(extended) => alarm.extended_statistic(extended),
        };
        let dimensions = self.metric.dimension_properties();
        if !dimensions.is_empty() {
            alarm = alarm.dimensions(dimensions);
        }
        if let Some(unit) = unit {
            alarm = alarm.unit(unit);
        }
        if let Some(count) = self.datapoints {
            alarm = alarm.datapoints_to_alarm(count);
        }
        if let Some(treatment) = self.missing_data {
            alarm = alarm.treat_missing_data(treatment.property());
        }
        if let Some(name) = self.name {
            alarm = alarm.alarm_name(name);
        }
        if let Some(description) = self.description {
            alarm = alarm.alarm_description(description);
        }
        if !self.actions.is_empty() {
            alarm = alarm.alarm_actions(self.actions);
        }
        if !self.ok_actions.is_empty() {
            alarm = alarm.ok_actions(self.ok_actions);
        }
        if !self.insufficient_data_actions.is_empty() {
            alarm = alarm.insufficient_data_actions(self.insufficient_data_actions);
        }
        scope.add("Resource", alarm)
    }
}

impl Alarm {
    fn check(&self, scope: &Scope) {
        let (seconds, periods) = (self.metric.period.as_seconds(), i64::from(self.periods));
        if !matches!(seconds, 10 | 20 | 30) && (seconds == 0 || seconds % 60 != 0) {
            return scope.report(codes::INVALID_PERIOD.problem().with("seconds", seconds));
        }
        let datapoints = self.datapoints.map_or(1, i64::from);
        if periods < datapoints || datapoints == 0 {
            let problem = codes::DATAPOINTS.problem().with("datapoints", datapoints);
            scope.report(problem.with("periods", periods));
        }
        let most = if seconds < 3600 { 86_400 } else { 7 * 86_400 };
        if seconds * periods > most {
            let problem = codes::LONG_EVALUATION.problem().with("periods", periods);
            scope.report(problem.with("seconds", seconds));
        }
    }
}
