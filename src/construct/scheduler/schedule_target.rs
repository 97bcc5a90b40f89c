use super::Automation;
use super::json_text::json_text;
use crate::construct::iam::RoleRef;
use formwork_core::{IntoValue, Json, Name, Text, Value, document, pseudo, text};
use formwork_resources::ids::stepfunctions::StateMachineArn;
use formwork_resources::scheduler::schedule::Target;

/// What a schedule calls, and the role that it does so in.
///
/// ```
/// # use formwork::{App, Environment, document};
/// use formwork::iam::{Principal, Role, Statement};
/// use formwork::scheduler::ScheduleTarget;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
/// let role = stack.add("Role", Role::new(Principal::service("scheduler.amazonaws.com")));
/// role.allow(Statement::allow(["sqs:PurgeQueue"]).on("arn:aws:sqs:ap-northeast-1:123456789012:trash"));
/// let queue = "https://sqs.ap-northeast-1.amazonaws.com/123456789012/trash";
/// let purge = ScheduleTarget::call("sqs", "purgeQueue", document!({ "QueueUrl": queue }), &role);
/// ```
#[derive(Clone, Debug)]
pub struct ScheduleTarget {
    arn: Value<Text>,
    input: Value<Text>,
    pub(super) role: RoleRef,
}

impl ScheduleTarget {
    /// Any action of any service, as the SDKs name them (`ssm`, `startAutomationExecution`), with its parameters. The
    /// role must be allowed the action. Expressions in the parameters must give texts that need no escapes in JSON,
    /// as names and ARNs do.
    pub fn call(
        service: impl Into<Name>,
        action: impl Into<Name>,
        parameters: impl IntoValue<Json>,
        role: &RoleRef,
    ) -> Self {
        let target = text![":scheduler:::aws-sdk:", service.into(), ":", action.into()];
        let arn = text!["arn:", pseudo::partition(), target];
        ScheduleTarget { arn, input: json_text(&parameters.into_value()), role: role.clone() }
    }

    /// A runbook of Systems Manager. The role must be allowed to start it: [`Automation::grant_start`].
    pub fn automation(automation: &Automation, role: &RoleRef) -> Self {
        let input = document!({
            "DocumentName": (automation.document.clone()),
            "Parameters": (automation.parameters())
        });
        ScheduleTarget::call("ssm", "startAutomationExecution", input, role)
    }

    pub(super) fn into_property(self) -> Target {
        // of all targets the generated property knows a few by their ids
        Target::new(self.arn.assume::<StateMachineArn>(), self.role.role_arn()).input(self.input)
    }
}
