use super::{TopicRef, codes};
use formwork_core::{Construct, IntoValue, Name, Ref, Scope, Text, Value};
use formwork_resources::sns::CfnSubscription;

/// Who is told what is published to a topic.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ids::sns::TopicArn;
/// use formwork::sns::{Subscription, Topic};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("AppStack");
/// let arn = TopicArn::literal("arn:aws:sns:ap-northeast-1:123456789012:alarms");
/// let alarms = stack.add("AlarmTopic", Topic::from_arn(arn));
/// stack.add("AlarmMail", Subscription::mail(&alarms, "ops@example.com"));
/// ```
#[derive(Clone, Debug)]
pub struct Subscription {
    topic: TopicRef,
    protocol: Name,
    endpoint: Value<Text>,
}

impl Subscription {
    /// A mail address. It gets nothing before its owner confirms in the mail that AWS sends. Update: replacement.
    pub fn mail(topic: &TopicRef, address: impl IntoValue<Text>) -> Self {
        Subscription::to(topic, "email", address)
    }

    /// An endpoint of any protocol of SNS: `https` with an address, `sqs` and `lambda` with an ARN. Update: replacement.
    ///
    /// It does not let SNS use the endpoint: a queue or a function needs a policy that does.
    pub fn to(topic: &TopicRef, protocol: impl Into<Name>, endpoint: impl IntoValue<Text>) -> Self {
        Subscription { topic: topic.clone(), protocol: protocol.into(), endpoint: endpoint.into_value() }
    }
}

impl Construct for Subscription {
    type Handle = Ref<CfnSubscription>;

    fn build(self, scope: Scope) -> Ref<CfnSubscription> {
        if self.protocol == "email" {
            check_address(&scope, &self.endpoint);
        }
        let subscription = CfnSubscription::new(self.protocol, self.topic.topic_arn());
        scope.add("Resource", subscription.endpoint(self.endpoint))
    }
}

fn check_address(scope: &Scope, address: &Value<Text>) {
    let Some(text) = address.as_text() else { return };
    let parts = text.split_once('@');
    let valid = parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if !valid || text.contains(char::is_whitespace) {
        scope.report(codes::INVALID_MAIL_ADDRESS.problem().with("address", text));
    }
}
