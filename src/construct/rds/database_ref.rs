use super::codes;
use crate::construct::ec2::{Peer, Port, SecurityGroupRef};
use crate::construct::secretsmanager::AttachmentTarget;
use formwork_core::{Construct, IntoValue, Ref, Scope, Text, Value, pseudo, text};
use formwork_resources::ids::rds::DbInstanceIdentifier;
use formwork_resources::rds::CfnDbInstance;

/// The handle of a database, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct DatabaseRef {
    pub(super) scope: Scope,
    pub(super) identifier: Value<DbInstanceIdentifier>,
    pub(super) address: Value<Text>,
    pub(super) port: u16,
    pub(super) security_groups: Vec<SecurityGroupRef>,
    pub(super) resource: Option<Ref<CfnDbInstance>>,
}

/// A database made elsewhere; see [`Database::from_identifier`](super::Database::from_identifier).
#[derive(Clone, Debug)]
pub struct ImportedDatabase {
    identifier: Value<DbInstanceIdentifier>,
    address: Value<Text>,
    port: u16,
    security_groups: Vec<SecurityGroupRef>,
}

impl ImportedDatabase {
    pub(super) fn new(identifier: Value<DbInstanceIdentifier>, address: Value<Text>, port: u16) -> Self {
        ImportedDatabase { identifier, address, port, security_groups: Vec::new() }
    }

    /// The port that it listens at. Default: 5432.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds a security group that it has, for [`DatabaseRef::allow_from`].
    pub fn security_group(mut self, group: &SecurityGroupRef) -> Self {
        self.security_groups.push(group.clone());
        self
    }
}

impl Construct for ImportedDatabase {
    type Handle = DatabaseRef;

    fn build(self, scope: Scope) -> DatabaseRef {
        let ImportedDatabase { identifier, address, port, security_groups } = self;
        DatabaseRef { scope, identifier, address, port, security_groups, resource: None }
    }
}

impl DatabaseRef {
    /// Its identifier.
    pub fn identifier(&self) -> Value<DbInstanceIdentifier> {
        self.identifier.clone()
    }

    /// Its ARN.
    pub fn database_arn(&self) -> Value<Text> {
        let (region, account) = (pseudo::region(), pseudo::account_id());
        text!["arn:", pseudo::partition(), ":rds:", region, ":", account, ":db:", self.identifier()]
    }

    /// The host name of its endpoint.
    pub fn address(&self) -> Value<Text> {
        self.address.clone()
    }

    /// The port that it listens at.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its endpoint: host name, colon, port.
    pub fn endpoint(&self) -> Value<Text> {
        text![self.address(), ":", self.port.to_string()]
    }

    /// Its security groups, as far as they are known.
    pub fn security_groups(&self) -> &[SecurityGroupRef] {
        &self.security_groups
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnDbInstance>> {
        self.resource.as_ref()
    }

    /// Lets a peer reach its port: a rule in each of its security groups. With a security group as peer the other side
    /// has its rule too, [`SecurityGroupRef::connect_to`] says both at once.
    #[track_caller]
    pub fn allow_from(&self, peer: impl Into<Peer>, description: impl IntoValue<Text>) -> &Self {
        let (peer, description) = (peer.into(), description.into_value());
        if self.security_groups.is_empty() {
            self.scope.here().report(codes::NO_SECURITY_GROUP.problem());
        }
        for group in &self.security_groups {
            group.allow_from(peer.clone(), Port::tcp(self.port), &description);
        }
        self
    }
}

impl From<&DatabaseRef> for AttachmentTarget {
    fn from(database: &DatabaseRef) -> Self {
        AttachmentTarget::db_instance(database.identifier())
    }
}
