use super::{WebAclRule, codes};
use formwork_core::{Construct, IntoValue, Name, Scope, Text, Value};
use formwork_resources::ids::wafv2::WebAclArn;
use formwork_resources::wafv2::CfnWebAcl;
use formwork_resources::wafv2::web_acl::{self, AllowAction, BlockAction, DefaultAction, Rule, VisibilityConfig};

/// A web ACL, regional: rules that decide which requests reach a load balancer, an API, a user pool.
///
/// AWS demands that every web ACL and rule says whether it has metrics and keeps samples; here both are on, as in the
/// console, and cost nothing.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::wafv2::{IpSet, WebAcl, WebAclRule};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
/// let office = stack.add("Office", IpSet::ipv4(["192.0.2.0/24"]));
/// let acl = stack.add("WebAcl", WebAcl::block_by_default().rule(WebAclRule::allow("office", &office)));
/// ```
#[derive(Clone, Debug)]
pub struct WebAcl {
    allow: bool,
    rules: Vec<WebAclRule>,
    name: Option<Value<Text>>,
    metric_name: Option<Name>,
    description: Option<Value<Text>>,
}

/// A web ACL made elsewhere; see [`WebAcl::from_arn`].
#[derive(Clone, Debug)]
pub struct ImportedWebAcl {
    arn: Value<WebAclArn>,
}

/// The handle of a web ACL, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct WebAclRef {
    arn: Value<WebAclArn>,
}

impl WebAcl {
    /// Blocks what no rule allows.
    pub fn block_by_default() -> Self {
        WebAcl { allow: false, rules: Vec::new(), name: None, metric_name: None, description: None }
    }

    /// Allows what no rule blocks.
    pub fn allow_by_default() -> Self {
        WebAcl { allow: true, ..WebAcl::block_by_default() }
    }

    /// A web ACL made elsewhere.
    pub fn from_arn(arn: impl IntoValue<WebAclArn>) -> ImportedWebAcl {
        ImportedWebAcl { arn: arn.into_value() }
    }

    /// Adds a rule, to be tried after those before it.
    pub fn rule(mut self, rule: WebAclRule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Its name, unique in the account and region: 1 to 128 of letters, digits, `-` and `_`. Default: CloudFormation
    /// makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// What the metric of its default action is called: 1 to 128 characters. Default: its name, or without one the id
    /// of the construct.
    pub fn metric_name(mut self, name: impl Into<Name>) -> Self {
        self.metric_name = Some(name.into());
        self
    }

    /// What it is for, 3 to 256 characters.
    pub fn description(mut self, text: impl IntoValue<Text>) -> Self {
        self.description = Some(text.into_value());
        self
    }

    fn metric(&self, scope: &Scope) -> Value<Text> {
        match (&self.metric_name, &self.name) {
            (Some(metric), _) => metric.clone().into_value(),
            (None, Some(name)) => name.clone(),
            (None, None) => scope.path().rsplit('/').next().unwrap_or_default().to_string().into_value(),
        }
    }
}

/// Each rule has the priority that it asks for, or the one after the rule before it.
fn number(scope: &Scope, rules: Vec<WebAclRule>) -> Vec<Rule> {
    let mut taken: Vec<(Name, i64)> = Vec::new();
    let mut numbered = Vec::new();
    for rule in rules {
        let priority = rule.priority.unwrap_or_else(|| taken.last().map_or(0, |(_, before)| before + 1));
        if taken.iter().any(|(name, _)| *name == rule.name) {
            scope.report(codes::DUPLICATE_RULE.problem().with("name", rule.name.to_string()));
        }
        if let Some((first, _)) = taken.iter().find(|(_, other)| *other == priority) {
            let problem = codes::DUPLICATE_PRIORITY.problem().with("first", first.to_string());
            scope.report(problem.with("second", rule.name.to_string()).with("priority", priority));
        }
        taken.push((rule.name.clone(), priority));
        numbered.push(rule.into_rule(scope, priority));
    }
    numbered
}

impl Construct for WebAcl {
    type Handle = WebAclRef;

    fn build(self, scope: Scope) -> WebAclRef {
        let action = match self.allow {
            true => DefaultAction::new().allow(AllowAction::new()),
            false => DefaultAction::new().block(BlockAction::new()),
        };
        let mut acl = CfnWebAcl::new(action, web_acl::Scope::Regional, visibility(self.metric(&scope)));
        let rules = number(&scope, self.rules);
        if !rules.is_empty() {
            acl = acl.rules(rules);
        }
        if let Some(name) = self.name {
            check_name(&scope, "a web ACL", name.as_text());
            acl = acl.name(name);
        }
        if let Some(description) = self.description {
            acl = acl.description(description);
        }
        let acl = scope.add("Resource", acl);
        WebAclRef { arn: acl.arn() }
    }
}

pub(super) fn visibility(metric: impl IntoValue<Text>) -> VisibilityConfig {
    VisibilityConfig::new(true, metric, true)
}

pub(super) fn check_name(scope: &Scope, kind: &'static str, name: Option<&str>) {
    let sign = |sign: u8| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_';
    if let Some(name) = name.filter(|name| !(1..=128).contains(&name.len()) || !name.bytes().all(sign)) {
        scope.report(codes::INVALID_NAME.problem().with("name", name).with("kind", kind));
    }
}

impl Construct for ImportedWebAcl {
    type Handle = WebAclRef;

    fn build(self, _scope: Scope) -> WebAclRef {
        WebAclRef { arn: self.arn }
    }
}

impl WebAclRef {
    /// Its ARN.
    pub fn web_acl_arn(&self) -> Value<WebAclArn> {
        self.arn.clone()
    }
}
