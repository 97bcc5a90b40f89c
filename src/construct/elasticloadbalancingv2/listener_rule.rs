use super::target_group::Route;
use super::{Action, ListenerRef, codes};
use formwork_core::{Construct, Data, IntoValue, Ref, Scope, Text, Value};
use formwork_resources::elasticloadbalancingv2::CfnListenerRule;
use formwork_resources::elasticloadbalancingv2::listener_rule;

/// What a listener does with some of its requests: those that meet every condition.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::elasticloadbalancingv2::{Listener, ListenerRule, TargetGroup};
/// use formwork::ids::elasticloadbalancingv2::ListenerArn;
/// # use formwork::ec2::Vpc;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("ApiStack");
/// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16"));
/// # let arn = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:listener/app/shared/50dc6c49/0467ef3c";
/// let listener = stack.add("Listener", Listener::from_arn(ListenerArn::literal(arn)));
/// let api = stack.add("TargetGroup", TargetGroup::ip(&vpc, 8080));
/// stack.add("Rule", ListenerRule::new(&listener, 10, &api).paths(["/api/*"]));
/// ```
#[derive(Clone, Debug)]
pub struct ListenerRule {
    listener: ListenerRef,
    priority: Value<i64>,
    action: Action,
    conditions: Vec<Data>,
}

impl ListenerRule {
    /// A rule of the listener. Rules are tried from the lowest priority on: 1 to 50,000, each once in a listener.
    pub fn new(listener: &ListenerRef, priority: impl IntoValue<i64>, action: impl Into<Action>) -> Self {
        let (listener, priority) = (listener.clone(), priority.into_value());
        ListenerRule { listener, priority, action: action.into(), conditions: Vec::new() }
    }

    /// Only requests for one of these paths; `*` stands for any characters, `?` for one.
    pub fn paths<P: IntoValue<Text>>(self, paths: impl IntoIterator<Item = P>) -> Self {
        self.condition("path-pattern", "PathPatternConfig", paths)
    }

    /// Only requests to one of these hosts; `*` stands for any characters, `?` for one.
    pub fn hosts<H: IntoValue<Text>>(self, hosts: impl IntoIterator<Item = H>) -> Self {
        self.condition("host-header", "HostHeaderConfig", hosts)
    }

    fn condition<V: IntoValue<Text>>(
        mut self,
        field: &'static str,
        config: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.into_value().into_data()).collect();
        let values = Data::map([("Values", Data::List(values))]);
        self.conditions.push(Data::map([("Field", Data::text(field)), (config, values)]));
        self
    }
}

impl Construct for ListenerRule {
    type Handle = Ref<CfnListenerRule>;

    fn build(self, scope: Scope) -> Ref<CfnListenerRule> {
        if self.conditions.is_empty() {
            scope.report(codes::NO_CONDITION.problem());
        }
        let conditions = Value::<Vec<listener_rule::RuleCondition>>::from_data(Data::List(self.conditions));
        let rule = CfnListenerRule::new(self.action.to_value(&scope), conditions, self.priority);
        let rule = scope.add("Resource", rule.listener_arn(self.listener.listener_arn()));
        self.action.reaches(Route::Rule(rule.clone()));
        rule
    }
}
