use crate::construct::iam::{RoleRef, Statement};
use formwork_core::{Name, Ref, Text, Value, text};
use formwork_resources::ids::secretsmanager::SecretArn;
use formwork_resources::secretsmanager::CfnSecret;

/// The handle of a secret, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SecretRef {
    arn: Value<SecretArn>,
    resource: Option<Ref<CfnSecret>>,
}

impl SecretRef {
    pub(super) fn new(arn: Value<SecretArn>, resource: Option<Ref<CfnSecret>>) -> Self {
        SecretRef { arn, resource }
    }

    /// Its complete ARN.
    pub fn secret_arn(&self) -> Value<SecretArn> {
        self.arn.clone()
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnSecret>> {
        self.resource.as_ref()
    }

    /// A field, as containers of ECS and jobs of Batch are given it: `ARN:FIELD::`.
    pub fn field(&self, name: impl Into<Name>) -> Value<Text> {
        text![self.secret_arn(), ":", name.into(), "::"]
    }

    /// A field, as CloudFormation puts it into any property: `{{resolve:secretsmanager:ARN:SecretString:FIELD}}`. The
    /// template holds these words only.
    pub fn dynamic_reference(&self, field: impl Into<Name>) -> Value<Text> {
        text!["{{resolve:secretsmanager:", self.secret_arn(), ":SecretString:", field.into(), "}}"]
    }

    /// The whole of a secret that is not JSON, as CloudFormation puts it into any property.
    pub fn dynamic_reference_to_text(&self) -> Value<Text> {
        text!["{{resolve:secretsmanager:", self.secret_arn(), ":SecretString}}"]
    }

    /// Lets a role read it: `secretsmanager:GetSecretValue` on this secret.
    #[track_caller]
    pub fn grant_read(&self, role: &RoleRef) -> &Self {
        role.allow(Statement::allow(["secretsmanager:GetSecretValue"]).on(self.secret_arn()));
        self
    }
}
