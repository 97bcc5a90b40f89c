use super::{ScheduleExpression, ScheduleTarget};
use formwork_core::{Construct, IntoValue, Properties, Ref, Resource, Scope, Text, Value};
use formwork_resources::scheduler::CfnSchedule;
use formwork_resources::scheduler::schedule::{FlexibleTimeWindow, FlexibleTimeWindowMode, ScheduleState};

/// A schedule: an action of AWS at set times, to the minute.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::iam::{Principal, Role};
/// use formwork::scheduler::{Automation, Schedule, ScheduleExpression, ScheduleTarget};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
/// # let steps = stack.add("StepsRole", Role::new(Principal::service("ssm.amazonaws.com")));
/// # let scheduler = stack.add("SchedulerRole", Role::new(Principal::service("scheduler.amazonaws.com")));
/// let stop = Automation::new("AWS-StopRdsInstance", &steps).parameter("InstanceId", "shop");
/// stop.grant_start(&scheduler);
/// let target = ScheduleTarget::automation(&stop, &scheduler);
/// stack.add("Stop", Schedule::new(ScheduleExpression::daily(22, 0), target).time_zone("Asia/Tokyo"));
/// ```
#[derive(Clone, Debug)]
pub struct Schedule {
    expression: ScheduleExpression,
    target: ScheduleTarget,
    /// What is passed on as it is.
    properties: Properties,
}

/// The handle of a schedule. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ScheduleRef {
    resource: Ref<CfnSchedule>,
}

impl Schedule {
    /// Calls the target whenever the expression says so. What was granted to the target's role is there before it.
    pub fn new(expression: ScheduleExpression, target: ScheduleTarget) -> Self {
        Schedule { expression, target, properties: Properties::new() }
    }

    fn with(mut self, change: impl FnOnce(CfnSchedule) -> CfnSchedule) -> Self {
        self.properties = change(CfnSchedule::from_properties(self.properties)).into_properties();
        self
    }

    /// The time zone of its times, such as `Asia/Tokyo`. Default: UTC.
    pub fn time_zone(self, zone: impl IntoValue<Text>) -> Self {
        self.with(|schedule| schedule.schedule_expression_timezone(zone))
    }

    /// Its name: unique in its group, 1 to 64 letters, digits and `-_.`. Default: CloudFormation makes one. Update:
    /// replacement.
    pub fn name(self, name: impl IntoValue<Text>) -> Self {
        self.with(|schedule| schedule.name(name))
    }

    /// What it is for, at most 512 characters. Default: none.
    pub fn description(self, text: impl IntoValue<Text>) -> Self {
        self.with(|schedule| schedule.description(text))
    }

    /// The group that it is in. Default: `default`.
    pub fn group(self, name: impl IntoValue<Text>) -> Self {
        self.with(|schedule| schedule.group_name(name))
    }

    /// Whether it runs. Default: what AWS does, yes.
    pub fn enabled(self, enabled: bool) -> Self {
        self.with(|schedule| schedule.state(if enabled { ScheduleState::Enabled } else { ScheduleState::Disabled }))
    }
}

impl Construct for Schedule {
    type Handle = ScheduleRef;

    fn build(self, scope: Scope) -> ScheduleRef {
        let expression = self.expression.into_text().unwrap_or_else(|problem| {
            scope.report(problem);
            String::new()
        });
        let role = self.target.role.clone();
        let schedule = CfnSchedule::from_properties(self.properties)
            .schedule_expression(expression)
            .flexible_time_window(FlexibleTimeWindow::new(FlexibleTimeWindowMode::Off))
            .target(self.target.into_property());
        let resource = scope.add("Resource", schedule);
        role.needed_by(&resource);
        ScheduleRef { resource }
    }
}

impl ScheduleRef {
    /// Its name.
    pub fn schedule_name(&self) -> Value<Text> {
        self.resource.name()
    }

    /// Its ARN.
    pub fn schedule_arn(&self) -> Value<Text> {
        self.resource.arn()
    }

    /// The resource.
    pub fn resource(&self) -> &Ref<CfnSchedule> {
        &self.resource
    }
}
