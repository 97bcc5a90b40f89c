//! Pseudo parameters: what every template knows about where it runs.

use crate::value::{Data, Function, Name, Reference, Text, Value};

fn pseudo<T>(name: &'static str) -> Value<T> {
    Value::from_data(Data::Function(Box::new(Function::Ref(Reference::Name(Name::Borrowed(name))))))
}

/// The account: twelve digits.
pub fn account_id() -> Value<Text> {
    pseudo("AWS::AccountId")
}

/// The region: `ap-northeast-1`.
pub fn region() -> Value<Text> {
    pseudo("AWS::Region")
}

/// The partition: `aws`, `aws-cn`, `aws-us-gov`.
pub fn partition() -> Value<Text> {
    pseudo("AWS::Partition")
}

/// The partition's domain: `amazonaws.com`.
pub fn url_suffix() -> Value<Text> {
    pseudo("AWS::URLSuffix")
}

/// The stack's id, an ARN.
pub fn stack_id() -> Value<Text> {
    pseudo("AWS::StackId")
}

/// The stack's name.
pub fn stack_name() -> Value<Text> {
    pseudo("AWS::StackName")
}

/// The topics that are told of the stack's events.
pub fn notification_arns() -> Value<Vec<Text>> {
    pseudo("AWS::NotificationARNs")
}

/// No value: a property that holds it counts as not set.
pub fn no_value<T>() -> Value<T> {
    pseudo("AWS::NoValue")
}
