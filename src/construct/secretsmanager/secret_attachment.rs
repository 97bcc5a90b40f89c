use super::SecretRef;
use formwork_core::{Construct, IntoValue, Name, Scope, Text, Value};
use formwork_resources::ids::rds::{DbClusterIdentifier, DbInstanceIdentifier};
use formwork_resources::secretsmanager::CfnSecretTargetAttachment;

/// Completes the credentials of a database: Secrets Manager adds `engine`, `host`, `port`, `dbname` and the
/// identifier to the secret, beside its `username` and `password`.
///
/// The handle is the secret again: a reference to what was added, made by it, waits until it is there.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ids::rds::DbInstanceIdentifier;
/// use formwork::secretsmanager::{AttachmentTarget, Password, Secret, SecretAttachment};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
/// let credentials = stack.add("Credentials", Secret::credentials("postgres", Password::url_safe()));
/// let database = AttachmentTarget::db_instance(DbInstanceIdentifier::literal("shop"));
/// let attached = stack.add("Attachment", SecretAttachment::new(&credentials, database));
/// let host = attached.dynamic_reference("host");
/// ```
#[derive(Clone, Debug)]
pub struct SecretAttachment {
    secret: SecretRef,
    target: AttachmentTarget,
}

/// What the credentials in a secret are for. A `DatabaseRef` of RDS is one too.
#[derive(Clone, Debug)]
pub struct AttachmentTarget {
    type_name: Name,
    id: Value<Text>,
}

impl AttachmentTarget {
    /// A database instance of RDS.
    pub fn db_instance(id: impl IntoValue<DbInstanceIdentifier>) -> Self {
        AttachmentTarget::other("AWS::RDS::DBInstance", id.into_value())
    }

    /// A cluster of RDS.
    pub fn db_cluster(id: impl IntoValue<DbClusterIdentifier>) -> Self {
        AttachmentTarget::other("AWS::RDS::DBCluster", id.into_value())
    }

    /// Any other target that Secrets Manager knows, by its type in CloudFormation and its identifier.
    pub fn other(type_name: impl Into<Name>, id: impl IntoValue<Text>) -> Self {
        AttachmentTarget { type_name: type_name.into(), id: id.into_value() }
    }
}

impl SecretAttachment {
    /// Attaches the secret to the database that it opens. A secret has one attachment at most.
    pub fn new(secret: &SecretRef, target: impl Into<AttachmentTarget>) -> Self {
        SecretAttachment { secret: secret.clone(), target: target.into() }
    }
}

impl Construct for SecretAttachment {
    type Handle = SecretRef;

    fn build(self, scope: Scope) -> SecretRef {
        let AttachmentTarget { type_name, id } = self.target;
        let attachment = CfnSecretTargetAttachment::new(self.secret.secret_arn(), id, type_name);
        SecretRef::new(scope.add("Resource", attachment).secret_id().assume(), None)
    }
}
