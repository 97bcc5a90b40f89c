use super::PortMapping;
use crate::construct::fargate::{Input, check_name};
use crate::construct::logs::LogGroupRef;
use crate::construct::secretsmanager::SecretRef;
use formwork_core::{IntoValue, Name, Scope, Text, Value};
use formwork_resources::ecs::task_definition::{ContainerDefinition, KeyValuePair, LogConfiguration, Secret};

/// A container of a task. If it stops, the task stops.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ecs::{Container, PortMapping};
/// use formwork::logs::LogGroup;
/// use formwork::secretsmanager::{Password, Secret};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
/// let logs = stack.add("Logs", LogGroup::new());
/// let session = stack.add("SessionKey", Secret::generated("KEY", Password::alphanumeric()));
/// let web = Container::new("web", "public.ecr.aws/nginx/nginx:stable")
///     .port(PortMapping::tcp(80))
///     .environment("NODE_ENV", "production")
///     .secret("SESSION_KEY", &session, "KEY")
///     .logs(&logs, "web");
/// ```
#[derive(Clone, Debug)]
pub struct Container {
    pub(super) name: Name,
    image: Value<Text>,
    command: Vec<Value<Text>>,
    entry_point: Vec<Value<Text>>,
    pub(super) ports: Vec<PortMapping>,
    pub(super) input: Input,
}

impl Container {
    /// A container of this name, unique in its task, 1 to 255 of letters, digits, `-` and `_`, and this image.
    ///
    /// A private image is pulled with the task's execution role.
    pub fn new(name: impl Into<Name>, image: impl IntoValue<Text>) -> Self {
        let (command, entry_point, ports) = (Vec::new(), Vec::new(), Vec::new());
        Container { name: name.into(), image: image.into_value(), command, entry_point, ports, input: Input::default() }
    }

    /// What it runs, word by word. Default: what the image says.
    pub fn command<X: IntoValue<Text>>(mut self, words: impl IntoIterator<Item = X>) -> Self {
        self.command = words.into_iter().map(IntoValue::into_value).collect();
        self
    }

    /// What runs the command, word by word. Default: what the image says.
    pub fn entry_point<X: IntoValue<Text>>(mut self, words: impl IntoIterator<Item = X>) -> Self {
        self.entry_point = words.into_iter().map(IntoValue::into_value).collect();
        self
    }

    /// Adds a port that it answers on.
    pub fn port(mut self, port: PortMapping) -> Self {
        self.ports.push(port);
        self
    }

    /// Adds a variable to its environment. Whoever may look at the task definition sees the value.
    pub fn environment(mut self, name: impl Into<Name>, value: impl IntoValue<Text>) -> Self {
        self.input.variables.push((name.into(), value.into_value()));
        self
    }

    /// Adds a variable that holds a field of a secret, and lets the task's execution role read that secret.
    ///
    /// The value is read when a task starts: after a change, start new ones.
    pub fn secret(mut self, name: impl Into<Name>, secret: &SecretRef, field: impl Into<Name>) -> Self {
        self.input.add_secret(name.into(), secret, Some(field.into()));
        self
    }

    /// Adds a variable that holds the whole of a secret, and lets the task's execution role read it.
    pub fn secret_text(mut self, name: impl Into<Name>, secret: &SecretRef) -> Self {
        self.input.add_secret(name.into(), secret, None);
        self
    }

    /// Sends its output to a log group, in streams `PREFIX/CONTAINER/TASK`. Default: it is lost.
    pub fn logs(mut self, group: &LogGroupRef, prefix: impl IntoValue<Text>) -> Self {
        self.input.set_logs(group, prefix.into_value());
        self
    }

    pub(super) fn check(&self, scope: &Scope) {
        check_name(scope, "container", &self.name.clone().into_value(), 255);
        self.input.check(scope, &self.name);
        self.ports.iter().for_each(|port| port.check(scope));
    }

    pub(super) fn into_property(self) -> ContainerDefinition {
        let mut container = ContainerDefinition::new(self.image, self.name);
        if !self.command.is_empty() {
            container = container.command(self.command);
        }
        if !self.entry_point.is_empty() {
            container = container.entry_point(self.entry_point);
        }
        if !self.ports.is_empty() {
            let ports = self.ports.into_iter().map(PortMapping::into_property);
            container = container.port_mappings(ports.collect::<Vec<_>>());
        }
        if let Some(options) = self.input.log_options() {
            container = container.log_configuration(LogConfiguration::new("awslogs").options(options));
        }
        let secrets: Vec<_> = self.input.secrets().into_iter().map(|(name, from)| Secret::new(name, from)).collect();
        if !secrets.is_empty() {
            container = container.secrets(secrets);
        }
        if !self.input.variables.is_empty() {
            let pair = |(name, value): (Name, Value<Text>)| KeyValuePair::new().name(name).value(value);
            container = container.environment(self.input.variables.into_iter().map(pair).collect::<Vec<_>>());
        }
        container
    }
}
