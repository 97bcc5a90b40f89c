use super::{Retention, codes};
use formwork_core::{Construct, DeletionPolicy, IntoValue, Ref, Scope, Text, Value, pseudo, text};
use formwork_resources::ids::kms::AnyKey;
use formwork_resources::ids::logs::{LogGroupArn, LogGroupName};
use formwork_resources::logs::CfnLogGroup;
use formwork_resources::logs::log_group::LogGroupClass;

/// A log group of CloudWatch Logs.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::logs::{LogGroup, Retention};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
/// let group = stack.add("ServerLogs", LogGroup::new().name("/ecs/app-server").retention(Retention::Days30));
/// ```
#[derive(Clone, Debug, Default)]
pub struct LogGroup {
    name: Option<Value<Text>>,
    retention: Option<Retention>,
    class: Option<Value<LogGroupClass>>,
    key: Option<Value<AnyKey>>,
    deletion: Option<DeletionPolicy>,
}

/// A log group made elsewhere; see [`LogGroup::from_name`].
#[derive(Clone, Debug)]
pub struct ImportedLogGroup {
    name: Value<LogGroupName>,
}

/// The handle of a log group, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct LogGroupRef {
    name: Value<LogGroupName>,
    arn: Value<LogGroupArn>,
    resource: Option<Ref<CfnLogGroup>>,
}

impl LogGroup {
    /// A log group.
    pub fn new() -> Self {
        LogGroup::default()
    }

    /// A log group made elsewhere, in the stack's own account and region.
    ///
    /// ```
    /// # use formwork::{App, Environment};
    /// use formwork::ids::logs::LogGroupName;
    /// use formwork::logs::LogGroup;
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
    /// let audit = stack.add("Audit", LogGroup::from_name(LogGroupName::literal("/audit")));
    /// ```
    pub fn from_name(name: impl IntoValue<LogGroupName>) -> ImportedLogGroup {
        ImportedLogGroup { name: name.into_value() }
    }

    /// Its name: unique in the account and region, 1 to 512 of letters, digits and `.-_/#`.
    /// Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// How long it keeps what is written to it. Default: for ever.
    pub fn retention(mut self, retention: Retention) -> Self {
        self.retention = Some(retention);
        self
    }

    /// What it can do and costs. Default: `Standard`. It cannot be changed after the group was made.
    pub fn class(mut self, class: impl IntoValue<LogGroupClass>) -> Self {
        self.class = Some(class.into_value());
        self
    }

    /// Encrypts it with a key of one's own, whose policy lets CloudWatch Logs use it. Default: a key of AWS.
    pub fn encryption_key(mut self, key: impl IntoValue<AnyKey>) -> Self {
        self.key = Some(key.into_value());
        self
    }

    /// What happens to it when it leaves the stack or is replaced. Default: it is deleted.
    ///
    /// A group that stays keeps its name: the stack cannot make it a second time.
    pub fn deletion_policy(mut self, policy: DeletionPolicy) -> Self {
        self.deletion = Some(policy);
        self
    }
}

impl Construct for LogGroup {
    type Handle = LogGroupRef;

    fn build(self, scope: Scope) -> LogGroupRef {
        let mut group = CfnLogGroup::new();
        if let Some(name) = self.name {
            check_name(&scope, &name);
            group = group.log_group_name(name);
        }
        if let Some(retention) = self.retention {
            group = group.retention_in_days(retention.as_days());
        }
        if let Some(class) = self.class {
            group = group.log_group_class(class);
        }
        if let Some(key) = self.key {
            group = group.kms_key_id(key);
        }
        let group = scope.add("Resource", group);
        if let Some(policy) = self.deletion {
            group.deletion_policy(policy);
        }
        LogGroupRef { name: group.log_group_name(), arn: group.arn(), resource: Some(group) }
    }
}

impl Construct for ImportedLogGroup {
    type Handle = LogGroupRef;

    fn build(self, scope: Scope) -> LogGroupRef {
        check_name(&scope, &self.name);
        let (partition, region, account) = (pseudo::partition(), pseudo::region(), pseudo::account_id());
        let arn = text!["arn:", partition, ":logs:", region, ":", account, ":log-group:", &self.name, ":*"];
        LogGroupRef { name: self.name, arn: arn.assume(), resource: None }
    }
}

impl LogGroupRef {
    /// Its name.
    pub fn log_group_name(&self) -> Value<LogGroupName> {
        self.name.clone()
    }

    /// Its ARN, which ends with `:*` and so stands for its streams too.
    pub fn log_group_arn(&self) -> Value<LogGroupArn> {
        self.arn.clone()
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnLogGroup>> {
        self.resource.as_ref()
    }

    /// Lets a role make streams in it and write to them, and nothing else.
    ///
    /// The driver `awslogs` writes with the execution role, which AWS's managed policies already allow it.
    #[cfg(feature = "iam")]
    #[track_caller]
    pub fn grant_write(&self, role: &crate::construct::iam::RoleRef) -> &Self {
        use crate::construct::iam::Statement;
        role.allow(Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"]).on(&self.arn));
        self
    }
}

fn check_name<T>(scope: &Scope, name: &Value<T>) {
    let Some(text) = name.as_text() else { return };
    let allowed = |sign: char| sign.is_ascii_alphanumeric() || ".-_/#".contains(sign);
    if !text.chars().all(allowed) || text.is_empty() || text.len() > 512 {
        scope.report(codes::INVALID_GROUP_NAME.problem().with("name", text));
    }
}
