use super::codes;
use formwork_core::{Construct, IntoValue, Ref, Scope, Text, Value, function};
use formwork_resources::ids::kms::AnyKey;
use formwork_resources::ids::sns::{TopicArn, TopicName};
use formwork_resources::sns::CfnTopic;

/// A topic of Simple Notification Service.
///
/// Without a policy, services and identities of its own account may publish to it: CloudWatch's alarms do.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::sns::{Subscription, Topic};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("AppStack");
/// let alarms = stack.add("AlarmTopic", Topic::new().display_name("Alarms"));
/// stack.add("AlarmMail", Subscription::mail(&alarms, "ops@example.com"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Topic {
    name: Option<Value<Text>>,
    display_name: Option<Value<Text>>,
    key: Option<Value<AnyKey>>,
}

/// A topic made elsewhere; see [`Topic::from_arn`].
#[derive(Clone, Debug)]
pub struct ImportedTopic {
    arn: Value<TopicArn>,
}

/// The handle of a topic, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct TopicRef {
    arn: Value<TopicArn>,
    name: Value<TopicName>,
    resource: Option<Ref<CfnTopic>>,
}

impl Topic {
    /// A topic.
    pub fn new() -> Self {
        Topic::default()
    }

    /// A topic made elsewhere.
    pub fn from_arn(arn: impl IntoValue<TopicArn>) -> ImportedTopic {
        ImportedTopic { arn: arn.into_value() }
    }

    /// Its name: unique in the account and region, 1 to 256 of letters, digits, `-` and `_`.
    /// Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// Who its messages are from, as mail and phones show it. Default: none.
    pub fn display_name(mut self, name: impl IntoValue<Text>) -> Self {
        self.display_name = Some(name.into_value());
        self
    }

    /// Encrypts what waits in it, with a key whose policy lets the publishers use it. AWS's own key `alias/aws/sns` lets
    /// no service publish, so alarms need a key of one's own. Default: no encryption.
    pub fn encryption_key(mut self, key: impl IntoValue<AnyKey>) -> Self {
        self.key = Some(key.into_value());
        self
    }
}

impl Construct for Topic {
    type Handle = TopicRef;

    fn build(self, scope: Scope) -> TopicRef {
        let mut topic = CfnTopic::new();
        if let Some(name) = self.name {
            check_name(&scope, &name);
            topic = topic.topic_name(name);
        }
        if let Some(name) = self.display_name {
            topic = topic.display_name(name);
        }
        if let Some(key) = self.key {
            topic = topic.kms_master_key_id(key);
        }
        let topic = scope.add("Resource", topic);
        TopicRef { arn: topic.topic_arn(), name: topic.topic_name(), resource: Some(topic) }
    }
}

impl Construct for ImportedTopic {
    type Handle = TopicRef;

    fn build(self, _scope: Scope) -> TopicRef {
        let name = match self.arn.as_text().and_then(|arn| arn.rsplit(':').next()) {
            Some(name) => TopicName::literal(name.to_string()),
            None => function::select::<Text>(5, function::split(":", &self.arn)).assume(),
        };
        TopicRef { arn: self.arn, name, resource: None }
    }
}

impl TopicRef {
    /// Its ARN.
    pub fn topic_arn(&self) -> Value<TopicArn> {
        self.arn.clone()
    }

    /// Its name.
    pub fn topic_name(&self) -> Value<TopicName> {
        self.name.clone()
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnTopic>> {
        self.resource.as_ref()
    }
}

fn check_name(scope: &Scope, name: &Value<Text>) {
    let Some(text) = name.as_text() else { return };
    let allowed = |sign: char| sign.is_ascii_alphanumeric() || "-_".contains(sign);
    if !text.chars().all(allowed) || text.is_empty() || text.len() > 256 {
        scope.report(codes::INVALID_TOPIC_NAME.problem().with("name", text));
    }
}
