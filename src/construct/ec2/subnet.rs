use super::{Cidr, InvalidCidr};
use formwork_core::{Data, IntoValue, Text, Value};
use formwork_resources::ids::ec2::{RouteTableId, SubnetId};

/// The blocks of a VPC's subnets of one kind.
///
/// ```
/// use formwork::ec2::SubnetLayout;
/// let pinned = SubnetLayout::pinned(["10.0.1.0/24", "10.0.2.0/24"]);
/// let dealt = SubnetLayout::dealt(2, 24); // the lowest two /24 that are free
/// ```
#[derive(Clone, Debug)]
pub struct SubnetLayout {
    pub(super) blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
pub(super) enum Block {
    Pinned(Cidr),
    Dealt(u8),
    Invalid(InvalidCidr),
}

impl SubnetLayout {
    /// No subnets.
    pub fn none() -> Self {
        SubnetLayout { blocks: Vec::new() }
    }

    /// One subnet for each block, in zone after zone. A text that is no block is reported by synthesis.
    pub fn pinned<B: AsRef<str>>(blocks: impl IntoIterator<Item = B>) -> Self {
        let block = |text: B| text.as_ref().parse().map_or_else(Block::Invalid, Block::Pinned);
        SubnetLayout { blocks: blocks.into_iter().map(block).collect() }
    }

    /// `count` subnets of `prefix` bits, each the lowest block of the VPC that is free.
    ///
    /// Pinned blocks are taken first; then public, private, isolated subnets are dealt, in this order. Adding a subnet
    /// of an earlier kind moves those of later kinds, which replaces them: pin what must stay.
    pub fn dealt(count: usize, prefix: u8) -> Self {
        SubnetLayout { blocks: vec![Block::Dealt(prefix); count] }
    }
}

/// A subnet, made or imported.
#[derive(Clone, Debug)]
pub struct SubnetRef {
    pub(super) subnet_id: Value<SubnetId>,
    pub(super) route_table_id: Option<Value<RouteTableId>>,
    pub(super) zone: Option<Value<Text>>,
}

impl SubnetRef {
    /// A subnet made elsewhere.
    pub fn from_id(id: impl IntoValue<SubnetId>) -> Self {
        SubnetRef { subnet_id: id.into_value(), route_table_id: None, zone: None }
    }

    /// Its id.
    pub fn subnet_id(&self) -> Value<SubnetId> {
        self.subnet_id.clone()
    }

    /// Its route table, where it is known.
    pub fn route_table_id(&self) -> Option<Value<RouteTableId>> {
        self.route_table_id.clone()
    }

    /// Its availability zone, where it is known.
    pub fn availability_zone(&self) -> Option<Value<Text>> {
        self.zone.clone()
    }
}

/// Subnets: wherever a list of subnet ids is wanted, pass a reference to it.
#[derive(Clone, Debug, Default)]
pub struct Subnets {
    pub(super) subnets: Vec<SubnetRef>,
}

impl Subnets {
    /// These subnets.
    pub fn new(subnets: impl IntoIterator<Item = SubnetRef>) -> Self {
        Subnets { subnets: subnets.into_iter().collect() }
    }

    /// The first `count` of them, or all if there are fewer.
    pub fn first(&self, count: usize) -> Subnets {
        Subnets { subnets: self.subnets.iter().take(count).cloned().collect() }
    }

    /// One after another.
    pub fn iter(&self) -> impl Iterator<Item = &SubnetRef> {
        self.subnets.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.subnets.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.subnets.is_empty()
    }
}

impl IntoValue<Vec<SubnetId>> for &Subnets {
    fn into_value(self) -> Value<Vec<SubnetId>> {
        Value::from_data(Data::List(self.iter().map(|subnet| subnet.subnet_id().into_data()).collect()))
    }
}

impl IntoValue<Vec<SubnetId>> for Subnets {
    fn into_value(self) -> Value<Vec<SubnetId>> {
        (&self).into_value()
    }
}
