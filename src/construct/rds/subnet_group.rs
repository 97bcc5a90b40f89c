use super::codes;
use crate::construct::ec2::{SubnetRef, Subnets};
use formwork_core::{Construct, IntoValue, Ref, Scope, Text, Value};
use formwork_resources::ids::rds::DbSubnetGroupName;
use formwork_resources::rds::CfnDbSubnetGroup;

/// The subnets that databases may stand in, of two zones at least.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ec2::{SubnetLayout, Vpc};
/// use formwork::rds::SubnetGroup;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
/// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").zones(["a", "c"]).isolated_subnets(SubnetLayout::dealt(2, 24)));
/// let group = stack.add("SubnetGroup", SubnetGroup::new(vpc.isolated_subnets(), "Subnets of the database"));
/// ```
#[derive(Clone, Debug)]
pub struct SubnetGroup {
    subnets: Subnets,
    description: Value<Text>,
    name: Option<Value<Text>>,
}

/// A subnet group made elsewhere; see [`SubnetGroup::from_name`].
#[derive(Clone, Debug)]
pub struct ImportedSubnetGroup {
    name: Value<DbSubnetGroupName>,
}

/// The handle of a subnet group, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SubnetGroupRef {
    name: Value<DbSubnetGroupName>,
    resource: Option<Ref<CfnDbSubnetGroup>>,
}

impl SubnetGroup {
    /// A group of these subnets.
    pub fn new(subnets: &Subnets, description: impl IntoValue<Text>) -> Self {
        SubnetGroup { subnets: subnets.clone(), description: description.into_value(), name: None }
    }

    /// A group made elsewhere.
    pub fn from_name(name: impl IntoValue<DbSubnetGroupName>) -> ImportedSubnetGroup {
        ImportedSubnetGroup { name: name.into_value() }
    }

    /// Its name: unique in the account and region, at most 255 lower case letters, digits and `._-` or spaces.
    /// Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }
}

impl Construct for SubnetGroup {
    type Handle = SubnetGroupRef;

    fn build(self, scope: Scope) -> SubnetGroupRef {
        if is_in_one_zone(&self.subnets) {
            scope.report(codes::ONE_ZONE.problem());
        }
        let mut group = CfnDbSubnetGroup::new(self.description, &self.subnets);
        if let Some(name) = self.name {
            group = group.db_subnet_group_name(name);
        }
        let resource = scope.add("Resource", group);
        SubnetGroupRef { name: resource.db_subnet_group_name(), resource: Some(resource) }
    }
}

impl Construct for ImportedSubnetGroup {
    type Handle = SubnetGroupRef;

    fn build(self, _scope: Scope) -> SubnetGroupRef {
        SubnetGroupRef { name: self.name, resource: None }
    }
}

impl SubnetGroupRef {
    /// Its name.
    pub fn name(&self) -> Value<DbSubnetGroupName> {
        self.name.clone()
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnDbSubnetGroup>> {
        self.resource.as_ref()
    }
}

/// Whether the zones are known to be fewer than two. Zones of imported subnets are not known.
fn is_in_one_zone(subnets: &Subnets) -> bool {
    let mut zones = subnets.iter().map(SubnetRef::availability_zone);
    let first = zones.next().flatten();
    let is_first =
        |zone: Option<Value<Text>>| zone.zip(first.as_ref()).is_some_and(|(zone, first)| zone.data() == first.data());
    subnets.len() < 2 || zones.all(is_first)
}
