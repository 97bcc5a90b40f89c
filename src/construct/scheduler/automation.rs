use crate::construct::iam::{RoleRef, Statement};
use formwork_core::{Data, IntoValue, Json, Name, Text, Value, pseudo, text};

/// A run of a runbook of Systems Manager: the document, its parameters, and the role that its steps run in.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::iam::{Principal, Role};
/// use formwork::scheduler::Automation;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
/// let steps = stack.add("StepsRole", Role::new(Principal::service("ssm.amazonaws.com")));
/// let scheduler = stack.add("SchedulerRole", Role::new(Principal::service("scheduler.amazonaws.com")));
/// let stop = Automation::new("AWS-StopRdsInstance", &steps).parameter("InstanceId", "shop");
/// stop.grant_start(&scheduler);
/// ```
#[derive(Clone, Debug)]
pub struct Automation {
    pub(super) document: Name,
    role: RoleRef,
    parameters: Vec<(Name, Data)>,
}

impl Automation {
    /// A run of a document that AWS owns, such as `AWS-StopRdsInstance`, in steps that act as the role.
    pub fn new(document: impl Into<Name>, role: &RoleRef) -> Self {
        Automation { document: document.into(), role: role.clone(), parameters: Vec::new() }
    }

    /// Sets a parameter of the document.
    pub fn parameter(mut self, name: impl Into<Name>, value: impl IntoValue<Text>) -> Self {
        self.parameters.push((name.into(), value.into_value().into_data()));
        self
    }

    /// Lets a role start it: `ssm:StartAutomationExecution` on the document and on the runs of it, and
    /// `iam:PassRole` on the role of its steps, to Systems Manager only.
    ///
    /// AWS asks for the document and for the run that comes into being; the older name of the document, as
    /// `automation-definition`, is asked for where the change has not arrived.
    #[track_caller]
    pub fn grant_start(&self, role: &RoleRef) -> &Self {
        let of_aws = |kind: &'static str, end: &'static str| {
            let document = text![":", kind, "/", self.document.clone(), end];
            text!["arn:", pseudo::partition(), ":ssm:", pseudo::region(), ":", document]
        };
        let (partition, region, account) = (pseudo::partition(), pseudo::region(), pseudo::account_id());
        let runs = text!["arn:", partition, ":ssm:", region, ":", account, ":automation-execution/*"];
        let start = Statement::allow(["ssm:StartAutomationExecution"]).on(of_aws("document", ""));
        role.allow(start.on(of_aws("automation-definition", ":*")).on(runs));
        let pass = Statement::allow(["iam:PassRole"]).on(self.role.role_arn());
        role.allow(pass.when("StringEquals", "iam:PassedToService", "ssm.amazonaws.com"));
        self
    }

    /// The parameters as the service wants them: each a list.
    pub(super) fn parameters(&self) -> Value<Json> {
        let role = (Name::Borrowed("AutomationAssumeRole"), self.role.role_arn().into_data());
        let parameters = self.parameters.iter().cloned().chain([role]);
        Value::from_data(Data::map(parameters.map(|(name, data)| (name, Data::List(vec![data])))))
    }
}
