use super::codes;
use crate::construct::iam::RoleRef;
use crate::construct::logs::LogGroupRef;
use crate::construct::secretsmanager::SecretRef;
use formwork_core::{IntoValue, Name, Scope, Text, Value, pseudo};

/// What a container is given: variables, secrets, and where its output goes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    pub variables: Vec<(Name, Value<Text>)>,
    secrets: Vec<Secret>,
    logs: Option<(LogGroupRef, Value<Text>)>,
}

#[derive(Clone, Debug)]
struct Secret {
    variable: Name,
    secret: SecretRef,
    /// None for the whole of it.
    field: Option<Name>,
}

impl Input {
    pub fn add_secret(&mut self, variable: Name, secret: &SecretRef, field: Option<Name>) {
        self.secrets.push(Secret { variable, secret: secret.clone(), field });
    }

    pub fn set_logs(&mut self, group: &LogGroupRef, prefix: Value<Text>) {
        self.logs = Some((group.clone(), prefix));
    }

    /// Whether the execution role has something to do beside pulling the image.
    #[cfg(feature = "ecs")]
    pub fn needs_execution_role(&self) -> bool {
        !self.secrets.is_empty() || self.logs.is_some()
    }

    pub fn check(&self, scope: &Scope, container: &str) {
        let secrets = self.secrets.iter().map(|secret| &secret.variable);
        let mut names: Vec<&Name> = self.variables.iter().map(|(name, _)| name).chain(secrets).collect();
        names.sort();
        let mut twice: Vec<&Name> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        twice.dedup();
        for name in twice {
            let problem = codes::DUPLICATE_VARIABLE.problem().with("container", container);
            scope.report(problem.with("name", name.as_ref()));
        }
    }

    /// Each variable that holds a secret, and where its value comes from.
    pub fn secrets(&self) -> Vec<(Name, Value<Text>)> {
        let value = |secret: &Secret| match &secret.field {
            Some(field) => secret.secret.field(field.clone()),
            None => secret.secret.secret_arn().into_value(),
        };
        self.secrets.iter().map(|secret| (secret.variable.clone(), value(secret))).collect()
    }

    /// The options of the driver `awslogs`.
    pub fn log_options(&self) -> Option<Vec<(&'static str, Value<Text>)>> {
        let (group, prefix) = self.logs.as_ref()?;
        Some(vec![
            ("awslogs-group", group.log_group_name().into_value()),
            ("awslogs-region", pseudo::region()),
            ("awslogs-stream-prefix", prefix.clone()),
        ])
    }

    /// Lets the execution role read each secret, and nothing else.
    pub fn grant_read(&self, role: &RoleRef) {
        for Secret { secret, .. } in &self.secrets {
            secret.grant_read(role);
        }
    }
}
