use super::{PolicyDocument, Principal, Statement, codes};
use formwork_core::{Construct, Duration, IntoValue, Name, Ref, Resource, Scope, Text, Value, text};
use formwork_resources::iam::role::Policy;
use formwork_resources::iam::{CfnPolicy, CfnRole};
use formwork_resources::ids::iam::{ManagedPolicyArn, RoleArn, RoleName};
use std::cell::RefCell;
use std::rc::Rc;

/// A role that a principal may assume.
///
/// It holds what the caller says and nothing else. Grants of other constructs (`secret.grant_read(&role)`) go to a
/// policy of their own, made with the first of them.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::iam::{ManagedPolicy, Principal, Role};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
/// let role = stack.add("ExecutionRole", Role::new(Principal::service("ecs-tasks.amazonaws.com"))
///     .managed_policy(ManagedPolicy::aws("service-role/AmazonECSTaskExecutionRolePolicy")));
/// ```
#[derive(Debug)]
pub struct Role {
    trust: Statement,
    name: Option<Value<Text>>,
    description: Option<Value<Text>>,
    managed: Vec<Value<ManagedPolicyArn>>,
    inline: Vec<(Name, PolicyDocument)>,
    max_session: Option<Duration>,
}

/// A role made elsewhere; see [`Role::from_arn`].
#[derive(Debug)]
pub struct ImportedRole {
    arn: Value<RoleArn>,
}

/// The ARNs of AWS's own managed policies.
pub struct ManagedPolicy;

/// The handle of a role, made or imported. Cheap to clone.
#[derive(Clone)]
pub struct RoleRef {
    arn: Value<RoleArn>,
    grants: Rc<Grants>,
}

/// Makes a resource wait for the policy.
type Wait = Box<dyn Fn(&Ref<CfnPolicy>)>;

/// The policy that grants go to, and who waits for it.
struct Grants {
    scope: Scope,
    role_name: Option<Value<RoleName>>,
    policy: RefCell<Option<(Ref<CfnPolicy>, PolicyDocument)>>,
    waiting: RefCell<Vec<Wait>>,
}

impl ManagedPolicy {
    /// The ARN of a managed policy of AWS, from its path and name: `service-role/AWSBatchServiceRole`.
    pub fn aws(path_and_name: impl Into<Name>) -> Value<ManagedPolicyArn> {
        text!["arn:", formwork_core::pseudo::partition(), ":iam::aws:policy/", path_and_name.into()].assume()
    }
}

impl Role {
    /// A role that `principal` may assume.
    pub fn new(principal: Principal) -> Self {
        Role::trusting(Statement::allow(["sts:AssumeRole"]).by(principal))
    }

    /// A role with a trust policy of one statement, for conditions and other actions than `sts:AssumeRole`.
    pub fn trusting(statement: Statement) -> Self {
        let (managed, inline) = (Vec::new(), Vec::new());
        Role { trust: statement, name: None, description: None, managed, inline, max_session: None }
    }

    /// A role made elsewhere.
    ///
    /// Grants attach a policy to it by its name, which a literal ARN tells; with any other ARN a grant is an error.
    pub fn from_arn(arn: impl IntoValue<RoleArn>) -> ImportedRole {
        ImportedRole { arn: arn.into_value() }
    }

    /// Its name: unique in the account, 1 to 64 of letters, digits and `+=,.@-_`. Default: CloudFormation makes one.
    /// Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// What it is for, at most 1,000 characters.
    pub fn description(mut self, text: impl IntoValue<Text>) -> Self {
        self.description = Some(text.into_value());
        self
    }

    /// Attaches a managed policy.
    pub fn managed_policy(mut self, arn: impl IntoValue<ManagedPolicyArn>) -> Self {
        self.managed.push(arn.into_value());
        self
    }

    /// Embeds a policy under a name that is unique in the role.
    pub fn inline_policy(mut self, name: impl Into<Name>, document: PolicyDocument) -> Self {
        self.inline.push((name.into(), document));
        self
    }

    /// How long a session may last: 1 to 12 hours. Default: 1 hour.
    pub fn max_session(mut self, duration: Duration) -> Self {
        self.max_session = Some(duration);
        self
    }
}

impl Construct for Role {
    type Handle = RoleRef;

    fn build(self, scope: Scope) -> RoleRef {
        let mut role = CfnRole::new(PolicyDocument::new([self.trust]));
        if let Some(name) = self.name {
            role = role.role_name(name);
        }
        if let Some(description) = self.description {
            role = role.description(description);
        }
        if !self.managed.is_empty() {
            role = role.managed_policy_arns(self.managed);
        }
        if !self.inline.is_empty() {
            let policies = self.inline.into_iter().map(|(name, document)| Policy::new(document, name));
            role = role.policies(policies.collect::<Vec<_>>());
        }
        if let Some(duration) = self.max_session {
            role = role.max_session_duration(duration.as_seconds());
        }
        let role = scope.add("Resource", role);
        RoleRef::new(scope, role.arn(), Some(role.role_name()))
    }
}

impl Construct for ImportedRole {
    type Handle = RoleRef;

    fn build(self, scope: Scope) -> RoleRef {
        let name = self.arn.as_text().and_then(|arn| arn.rsplit('/').next()).map(str::to_string);
        let name = name.map(RoleName::literal);
        RoleRef::new(scope, self.arn, name)
    }
}

impl RoleRef {
    fn new(scope: Scope, arn: Value<RoleArn>, role_name: Option<Value<RoleName>>) -> Self {
        let (policy, waiting) = (RefCell::new(None), RefCell::new(Vec::new()));
        RoleRef { arn, grants: Rc::new(Grants { scope, role_name, policy, waiting }) }
    }

    /// Its ARN.
    pub fn role_arn(&self) -> Value<RoleArn> {
        self.arn.clone()
    }

    /// Grants a permission: adds the statement to the policy of grants, in the role's own stack.
    #[track_caller]
    pub fn allow(&self, statement: Statement) -> &Self {
        let scope = self.grants.scope.here();
        let Some(role_name) = self.grants.role_name.clone() else {
            scope.report(codes::IMPORTED_ROLE.problem());
            return self;
        };
        let mut policy = self.grants.policy.borrow_mut();
        match policy.as_mut() {
            Some((resource, document)) => {
                document.push(statement);
                resource.edit(|policy| policy.policy_document(document.clone()));
            }
            None => {
                let document = PolicyDocument::new([statement]);
                let resource = CfnPolicy::new(document.clone(), "DefaultPolicy").roles([role_name]);
                let resource = scope.scope("DefaultPolicy").add("Resource", resource);
                self.grants.waiting.borrow().iter().for_each(|wait| wait(&resource));
                *policy = Some((resource, document));
            }
        }
        self
    }

    /// Makes a resource of the role's stack wait for what was and will be granted to the role.
    pub fn needed_by<R: Resource + 'static>(&self, resource: &Ref<R>) -> &Self
    where
        R::Attributes: 'static,
    {
        let resource = resource.clone();
        let wait = move |policy: &Ref<CfnPolicy>| {
            resource.depends_on(policy);
        };
        if let Some((policy, _)) = self.grants.policy.borrow().as_ref() {
            wait(policy);
        }
        self.grants.waiting.borrow_mut().push(Box::new(wait));
        self
    }
}

impl std::fmt::Debug for RoleRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RoleRef({})", self.grants.scope.path())
    }
}
