use super::{ComputeEnvironmentRef, codes};
use crate::construct::fargate::check_name;
use formwork_core::{Construct, IntoValue, Ref, Scope, Text, Value};
use formwork_resources::batch::CfnJobQueue;
use formwork_resources::batch::job_queue::ComputeEnvironmentOrder;

/// A queue that jobs wait in until a compute environment has room for them.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::batch::{FargateComputeEnvironment, JobQueue};
/// use formwork::ids::batch::ComputeEnvironmentArn;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("BatchStack");
/// let arn = "arn:aws:batch:ap-northeast-1:123456789012:compute-environment/shared";
/// let shared = stack.add("Shared", FargateComputeEnvironment::from_arn(ComputeEnvironmentArn::literal(arn)));
/// let queue = stack.add("Queue", JobQueue::new(1).compute_environment(&shared));
/// let arn = queue.job_queue_arn();
/// ```
#[derive(Clone, Debug)]
pub struct JobQueue {
    priority: Value<i64>,
    name: Option<Value<Text>>,
    environments: Vec<ComputeEnvironmentRef>,
}

impl JobQueue {
    /// A queue of this priority: 0 to 1,000, where of two queues that share a compute environment the greater goes first.
    pub fn new(priority: impl IntoValue<i64>) -> Self {
        JobQueue { priority: priority.into_value(), name: None, environments: Vec::new() }
    }

    /// Adds a compute environment, which is tried after those added before: one to three, all of Fargate or all of EC2.
    pub fn compute_environment(mut self, environment: &ComputeEnvironmentRef) -> Self {
        self.environments.push(environment.clone());
        self
    }

    /// Its name: unique in the account and region, 1 to 128 of letters, digits, `-` and `_`.
    /// Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }
}

impl Construct for JobQueue {
    type Handle = Ref<CfnJobQueue>;

    fn build(self, scope: Scope) -> Ref<CfnJobQueue> {
        if let Some(priority) = self.priority.as_integer().filter(|priority| !(0..=1000).contains(priority)) {
            scope.report(codes::PRIORITY.problem().with("priority", priority));
        }
        if !(1..=3).contains(&self.environments.len()) {
            scope.report(codes::COMPUTE_ENVIRONMENTS.problem().with("count", self.environments.len()));
        }
        let order = |(index, environment): (usize, &ComputeEnvironmentRef)| {
            ComputeEnvironmentOrder::new(environment.compute_environment_arn(), index as i64 + 1)
        };
        let order: Vec<_> = self.environments.iter().enumerate().map(order).collect();
        let mut queue = CfnJobQueue::new(self.priority).compute_environment_order(order);
        if let Some(name) = self.name {
            check_name(&scope, "job queue", &name, 128);
            queue = queue.job_queue_name(name);
        }
        scope.add("Resource", queue)
    }
}
