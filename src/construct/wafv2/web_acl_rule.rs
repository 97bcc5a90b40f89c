use super::web_acl::{check_name, visibility};
use formwork_core::{IntoValue, Name, Scope, Value, document};
use formwork_resources::wafv2::web_acl::{
    AllowAction, BlockAction, CountAction, ManagedRuleGroupStatement, OverrideAction, Rule, RuleAction, Statement,
};

/// A rule of a web ACL: what it looks for in a request, and what it does when it finds it.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::wafv2::web_acl::{CountryCode, GeoMatchStatement, Statement};
/// use formwork::wafv2::{WebAcl, WebAclRule};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
/// let japan = Statement::new().geo_match_statement(GeoMatchStatement::new().country_codes([CountryCode::Jp]));
/// stack.add("WebAcl", WebAcl::block_by_default()
///     .rule(WebAclRule::managed("common", "AWSManagedRulesCommonRuleSet"))
///     .rule(WebAclRule::allow("japan", japan)));
/// ```
#[derive(Clone, Debug)]
pub struct WebAclRule {
    pub(super) name: Name,
    statement: Value<Statement>,
    action: Action,
    pub(super) priority: Option<i64>,
    metric_name: Option<Name>,
}

#[derive(Clone, Copy, Debug)]
enum Action {
    Allow,
    Block,
    Count,
    /// What each rule of the group says.
    Group,
}

impl WebAclRule {
    /// Lets requests pass, and no later rule sees them. The statement is a reference to an
    /// [`IpSet`](super::IpSet)'s handle, or a [`Statement`] of the generated resource. The name is unique in the web
    /// ACL: 1 to 128 of letters, digits, `-` and `_`.
    pub fn allow(name: impl Into<Name>, statement: impl IntoValue<Statement>) -> Self {
        WebAclRule::new(name.into(), statement.into_value(), Action::Allow)
    }

    /// Blocks requests.
    pub fn block(name: impl Into<Name>, statement: impl IntoValue<Statement>) -> Self {
        WebAclRule::new(name.into(), statement.into_value(), Action::Block)
    }

    /// Counts requests, and later rules decide.
    pub fn count(name: impl Into<Name>, statement: impl IntoValue<Statement>) -> Self {
        WebAclRule::new(name.into(), statement.into_value(), Action::Count)
    }

    /// A rule group that AWS keeps, by its name, with the actions of its own rules: `AWSManagedRulesCommonRuleSet`.
    pub fn managed(name: impl Into<Name>, group: impl Into<Name>) -> Self {
        let group = ManagedRuleGroupStatement::new(group.into(), "AWS");
        let statement = Statement::new().managed_rule_group_statement(group);
        WebAclRule::new(name.into(), statement.into_value(), Action::Group)
    }

    fn new(name: Name, statement: Value<Statement>, action: Action) -> Self {
        WebAclRule { name, statement, action, priority: None, metric_name: None }
    }

    /// When it is tried: rules with low numbers come first. Default: one after the rule before it; the first has 0.
    pub fn priority(mut self, priority: u32) -> Self {
        self.priority = Some(priority.into());
        self
    }

    /// What its metric is called: 1 to 128 characters. Default: the rule's name.
    pub fn metric_name(mut self, name: impl Into<Name>) -> Self {
        self.metric_name = Some(name.into());
        self
    }

    pub(super) fn into_rule(self, scope: &Scope, priority: i64) -> Rule {
        check_name(scope, "a rule of a web ACL", Some(&self.name));
        let metric = self.metric_name.unwrap_or_else(|| self.name.clone());
        let rule = Rule::new(self.name, priority, self.statement, visibility(metric));
        match self.action {
            Action::Allow => rule.action(RuleAction::new().allow(AllowAction::new())),
            Action::Block => rule.action(RuleAction::new().block(BlockAction::new())),
            Action::Count => rule.action(RuleAction::new().count(CountAction::new())),
            Action::Group => rule.override_action(OverrideAction::new().none(document!({}))),
        }
    }
}
