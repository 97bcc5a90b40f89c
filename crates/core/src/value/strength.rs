//! How strongly a value of another stack binds the two stacks.

use super::{Data, Function, Value};

/// How a value of another stack gets here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Strength {
    /// By an export and an import: CloudFormation lets nobody change it while it is used.
    #[default]
    Strong,
    /// By the name of an output, which is read whenever the consumer is deployed.
    Weak,
    /// By a parameter, whose value the deployer brings.
    Fed,
}

const MARKS: [(&str, Strength); 2] = [("formwork:weak", Strength::Weak), ("formwork:fed", Strength::Fed)];

impl Strength {
    /// What a mark around a value says; none for any other function.
    pub(crate) fn of(function: &Function) -> Option<Strength> {
        let Function::Call(name, _) = function else { return None };
        MARKS.iter().find(|(mark, _)| mark == name).map(|(_, strength)| *strength)
    }

    fn mark(self, data: Data) -> Data {
        match MARKS.iter().find(|(_, strength)| *strength == self) {
            Some((mark, _)) => Data::call(mark, data),
            None => data,
        }
    }
}

impl<T> Value<T> {
    /// The same value, but where another stack uses it, that stack reads it by `Fn::GetStackOutput` from an output without
    /// an export: it crosses regions, and the producer may change or lose it at any time. Within its own stack it is
    /// what it was.
    ///
    /// CloudFormation only learns the value while it deploys, so a property whose change replaces the resource is planned
    /// to be replaced each time: `check` warns of that.
    ///
    /// ```
    /// use formwork_core::{App, CustomResource, Environment};
    /// let app = App::new("demo");
    /// let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    /// let topic = dev.stack("TopicStack").add("Alarms", CustomResource::new("AWS::SNS::Topic"));
    /// let queue = CustomResource::new("AWS::SNS::Subscription").property("Endpoint", topic.reference().weak());
    /// dev.stack("QueueStack").add("Mail", queue);
    /// assert!(app.synth().environments[0].stacks[1].template.to_json().contains("Fn::GetStackOutput"));
    /// ```
    #[must_use]
    pub fn weak(self) -> Value<T> {
        Value::from_data(Strength::Weak.mark(self.into_data()))
    }

    /// The same value, but where another stack uses it, that stack takes it as a parameter, which the deployer gives the
    /// producer's output of the moment: it crosses regions, change sets show it, and the producer may change it at any
    /// time. Whoever deploys otherwise has to give the parameter by hand. Within its own stack it is what it was.
    ///
    /// ```
    /// use formwork_core::{App, CustomResource, Environment};
    /// let app = App::new("demo");
    /// let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    /// let topic = dev.stack("TopicStack").add("Alarms", CustomResource::new("AWS::SNS::Topic"));
    /// let queue = CustomResource::new("AWS::SNS::Subscription").property("Endpoint", topic.reference().fed());
    /// dev.stack("QueueStack").add("Mail", queue);
    /// let assembly = app.synth();
    /// assert_eq!(assembly.environments[0].stacks[1].template.parameters[0].0, "FromTopicStackAlarmsRef");
    /// ```
    #[must_use]
    pub fn fed(self) -> Value<T> {
        Value::from_data(Strength::Fed.mark(self.into_data()))
    }
}
