//! A construct of your own: a queue with a second one for what fails, and a handle that grants.

use formwork::iam::{Principal, Role, RoleRef, Statement};
use formwork::ids::sqs::QueueArn;
use formwork::sqs::{CfnQueue, queue::RedrivePolicy};
use formwork::{App, Construct, Duration, Environment, Scope, Value, check::check};

/// A queue that puts aside what failed three times.
struct Jobs {
    visible_after: Duration,
}

/// What others do with it.
struct JobsRef {
    arn: Value<QueueArn>,
}

impl Construct for Jobs {
    type Handle = JobsRef;

    fn build(self, scope: Scope) -> JobsRef {
        let failed = scope.add("Failed", CfnQueue::new());
        let redrive = RedrivePolicy::new().dead_letter_target_arn(failed.arn()).max_receive_count(3);
        let queue = CfnQueue::new().visibility_timeout(self.visible_after.as_seconds()).redrive_policy(redrive);
        JobsRef { arn: scope.add("Resource", queue).arn() }
    }
}

impl JobsRef {
    fn grant_send(&self, role: &RoleRef) {
        role.allow(Statement::allow(["sqs:SendMessage"]).on(&self.arn));
    }
}

fn main() {
    let app = App::new("demo");
    let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("JobStack");
    let jobs = stack.add("Jobs", Jobs { visible_after: Duration::minutes(2) });
    let role = stack.add("Sender", Role::new(Principal::service("lambda.amazonaws.com")));
    jobs.grant_send(&role);

    let verified = check(app.synth()).expect("no problems");
    let template = verified.assembly().environments[0].stacks[0].template.to_json();
    assert!(template.contains("\"sqs:SendMessage\"") && template.contains("\"maxReceiveCount\": 3"));
}
