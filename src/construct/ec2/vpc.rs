use super::subnet::{SubnetLayout, SubnetRef, Subnets};
use super::vpc_network;
use formwork_core::{Construct, IntoValue, Name, Ref, Scope, Text, Value};
use formwork_resources::ec2::CfnVpcGatewayAttachment;
use formwork_resources::ids::ec2::VpcId;

/// A VPC with its subnets, routes, NAT gateways and gateway endpoints.
///
/// Nothing is asked of AWS at synthesis: zones are letters of the stack's region, blocks are pinned or dealt here.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ec2::{GatewayService, NatGateways, SubnetLayout, Vpc};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("NetworkStack");
/// let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16")
///     .zones(["a", "c"])
///     .public_subnets(SubnetLayout::pinned(["10.0.1.0/24", "10.0.2.0/24"]))
///     .private_subnets(SubnetLayout::dealt(2, 24))
///     .nat_gateways(NatGateways::One)
///     .gateway_endpoint(GatewayService::S3));
/// assert_eq!(vpc.private_subnets().len(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Vpc {
    pub(super) cidr: String,
    pub(super) zones: Vec<Name>,
    pub(super) public: SubnetLayout,
    pub(super) private: SubnetLayout,
    pub(super) isolated: SubnetLayout,
    pub(super) nat: NatGateways,
    pub(super) gateways: Vec<GatewayService>,
    pub(super) dns: Option<bool>,
    pub(super) map_public_ip: Option<bool>,
    pub(super) name_prefix: Option<String>,
}

/// How many NAT gateways private subnets leave the VPC by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NatGateways {
    /// None: private subnets have no route out.
    None,
    /// One, in the first public subnet: cheaper, and gone with its zone.
    One,
    /// One in each public subnet; a private subnet uses the one of its own zone.
    PerZone,
}

/// A service that has a gateway endpoint, which costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayService {
    /// Amazon S3.
    S3,
    /// Amazon DynamoDB.
    DynamoDb,
}

/// A VPC made elsewhere; see [`Vpc::from_id`].
#[derive(Clone, Debug)]
pub struct ImportedVpc {
    handle: VpcRef,
}

/// The handle of a VPC, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct VpcRef {
    pub(super) vpc_id: Value<VpcId>,
    pub(super) cidr: Option<Value<Text>>,
    pub(super) public: Subnets,
    pub(super) private: Subnets,
    pub(super) isolated: Subnets,
    pub(super) gateway: Option<Ref<CfnVpcGatewayAttachment>>,
}

impl Vpc {
    /// A VPC of this block: a prefix of 16 to 28. Update: replacement.
    pub fn new(cidr: impl Into<String>) -> Self {
        Vpc {
            cidr: cidr.into(),
            zones: Vec::new(),
            public: SubnetLayout::none(),
            private: SubnetLayout::none(),
            isolated: SubnetLayout::none(),
            nat: NatGateways::None,
            gateways: Vec::new(),
            dns: None,
            map_public_ip: None,
            name_prefix: None,
        }
    }

    /// A VPC made elsewhere.
    ///
    /// ```
    /// # use formwork::{App, Environment};
    /// use formwork::ec2::{SubnetRef, Vpc};
    /// use formwork::ids::ec2::{SubnetId, VpcId};
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
    /// let vpc = stack.add("Vpc", Vpc::from_id(VpcId::literal("vpc-0a1b2c3d"))
    ///     .private_subnets([SubnetRef::from_id(SubnetId::literal("subnet-0a1b2c3d"))]));
    /// ```
    pub fn from_id(id: impl IntoValue<VpcId>) -> ImportedVpc {
        let (public, private, isolated) = (Subnets::default(), Subnets::default(), Subnets::default());
        ImportedVpc { handle: VpcRef { vpc_id: id.into_value(), cidr: None, public, private, isolated, gateway: None } }
    }

    /// The zones, by their letter in the stack's region; subnet number n of a kind stands in zone number n.
    /// Default: the first zones that the account has (`Fn::GetAZs`).
    pub fn zones<Z: Into<Name>>(mut self, letters: impl IntoIterator<Item = Z>) -> Self {
        self.zones = letters.into_iter().map(Into::into).collect();
        self
    }

    /// Subnets with a route to the internet gateway. Default: none, and then there is no internet gateway.
    pub fn public_subnets(mut self, layout: SubnetLayout) -> Self {
        self.public = layout;
        self
    }

    /// Subnets whose way out is a NAT gateway. Default: none.
    pub fn private_subnets(mut self, layout: SubnetLayout) -> Self {
        self.private = layout;
        self
    }

    /// Subnets without a way out. Default: none.
    pub fn isolated_subnets(mut self, layout: SubnetLayout) -> Self {
        self.isolated = layout;
        self
    }

    /// How private subnets leave the VPC. Default: not at all.
    pub fn nat_gateways(mut self, nat: NatGateways) -> Self {
        self.nat = nat;
        self
    }

    /// Adds a gateway endpoint to every route table.
    pub fn gateway_endpoint(mut self, service: GatewayService) -> Self {
        self.gateways.push(service);
        self
    }

    /// DNS resolution and DNS host names, both: private DNS of interface endpoints needs them.
    /// Default: what AWS does, resolution without host names.
    pub fn dns(mut self, enabled: bool) -> Self {
        self.dns = Some(enabled);
        self
    }

    /// Whether what starts in a public subnet gets a public address by itself. Default: what AWS does, no.
    pub fn map_public_ip(mut self, enabled: bool) -> Self {
        self.map_public_ip = Some(enabled);
        self
    }

    /// Name tags as the console's "VPC and more" gives them: `PREFIX-vpc`, `PREFIX-subnet-public1-ap-northeast-1a`,
    /// `PREFIX-igw`, `PREFIX-nat-public1`, `PREFIX-vpce-s3`. Default: no Name tags.
    pub fn name_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.name_prefix = Some(prefix.into());
        self
    }
}

impl Construct for Vpc {
    type Handle = VpcRef;

    fn build(self, scope: Scope) -> VpcRef {
        vpc_network::build(self, &scope)
    }
}

impl ImportedVpc {
    /// Its block.
    pub fn cidr(mut self, cidr: impl IntoValue<Text>) -> Self {
        self.handle.cidr = Some(cidr.into_value());
        self
    }

    /// Its public subnets.
    pub fn public_subnets(mut self, subnets: impl IntoIterator<Item = SubnetRef>) -> Self {
        self.handle.public = Subnets::new(subnets);
        self
    }

    /// Its private subnets.
    pub fn private_subnets(mut self, subnets: impl IntoIterator<Item = SubnetRef>) -> Self {
        self.handle.private = Subnets::new(subnets);
        self
    }

    /// Its isolated subnets.
    pub fn isolated_subnets(mut self, subnets: impl IntoIterator<Item = SubnetRef>) -> Self {
        self.handle.isolated = Subnets::new(subnets);
        self
    }
}

impl Construct for ImportedVpc {
    type Handle = VpcRef;

    fn build(self, _scope: Scope) -> VpcRef {
        self.handle
    }
}

impl VpcRef {
    /// Its id.
    pub fn vpc_id(&self) -> Value<VpcId> {
        self.vpc_id.clone()
    }

    /// Its block, where it is known.
    pub fn cidr(&self) -> Option<Value<Text>> {
        self.cidr.clone()
    }

    /// Its public subnets.
    pub fn public_subnets(&self) -> &Subnets {
        &self.public
    }

    /// Its private subnets.
    pub fn private_subnets(&self) -> &Subnets {
        &self.private
    }

    /// Its isolated subnets.
    pub fn isolated_subnets(&self) -> &Subnets {
        &self.isolated
    }

    /// The attachment of the internet gateway, for what has to wait until the internet is there; none without public
    /// subnets or if the VPC is imported.
    pub fn internet_gateway_attachment(&self) -> Option<&Ref<CfnVpcGatewayAttachment>> {
        self.gateway.as_ref()
    }
}
