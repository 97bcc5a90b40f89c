use super::codes;
use super::web_acl::check_name;
use formwork_core::{Construct, IntoValue, Scope, Text, Value};
use formwork_resources::ids::wafv2::IpSetArn;
use formwork_resources::wafv2::CfnIpSet;
use formwork_resources::wafv2::ip_set;
use formwork_resources::wafv2::web_acl::{IpSetReferenceStatement, Statement};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Blocks of addresses that rules of web ACLs refer to, regional. A reference to it is what a
/// [`WebAclRule`](super::WebAclRule) looks for: requests from these addresses.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::wafv2::{IpSet, WebAcl, WebAclRule};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
/// let office = stack.add("Office", IpSet::ipv4(["192.0.2.0/24", "192.0.2.44/32"]));
/// stack.add("WebAcl", WebAcl::block_by_default().rule(WebAclRule::allow("office", &office)));
/// ```
#[derive(Clone, Debug)]
pub struct IpSet {
    addresses: Value<Vec<Text>>,
    version: Version,
    name: Option<Value<Text>>,
    description: Option<Value<Text>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Version {
    Ipv4,
    Ipv6,
}

/// An IP set made elsewhere; see [`IpSet::from_arn`].
#[derive(Clone, Debug)]
pub struct ImportedIpSet {
    arn: Value<IpSetArn>,
}

/// The handle of an IP set, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct IpSetRef {
    arn: Value<IpSetArn>,
}

impl IpSet {
    /// Up to 10,000 blocks of IPv4 addresses, each its first address and a prefix of 1 to 32; a list parameter goes
    /// too.
    pub fn ipv4(addresses: impl IntoValue<Vec<Text>>) -> Self {
        IpSet { addresses: addresses.into_value(), version: Version::Ipv4, name: None, description: None }
    }

    /// Up to 10,000 blocks of IPv6 addresses, each its first address and a prefix of 1 to 128; a list parameter goes
    /// too.
    pub fn ipv6(addresses: impl IntoValue<Vec<Text>>) -> Self {
        IpSet { version: Version::Ipv6, ..IpSet::ipv4(addresses) }
    }

    /// An IP set made elsewhere.
    pub fn from_arn(arn: impl IntoValue<IpSetArn>) -> ImportedIpSet {
        ImportedIpSet { arn: arn.into_value() }
    }

    /// Its name, unique in the account and region: 1 to 128 of letters, digits, `-` and `_`. Default: CloudFormation
    /// makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// What it is for, 3 to 256 characters.
    pub fn description(mut self, text: impl IntoValue<Text>) -> Self {
        self.description = Some(text.into_value());
        self
    }
}

impl Version {
    fn longest(self) -> i64 {
        if self == Version::Ipv4 { 32 } else { 128 }
    }

    /// Whether it is the first address of a block of this version, and a prefix that is not /0.
    fn takes(self, block: &str) -> bool {
        let Some((address, prefix)) = block.split_once('/') else { return false };
        let bits = match self {
            Version::Ipv4 => address.parse::<Ipv4Addr>().map(|address| u128::from(address.to_bits()) << 96),
            Version::Ipv6 => address.parse::<Ipv6Addr>().map(Ipv6Addr::to_bits),
        };
        let prefix = prefix.parse().ok().filter(|prefix: &u32| (1..=self.longest()).contains(&i64::from(*prefix)));
        matches!((bits, prefix), (Ok(bits), Some(prefix)) if bits.checked_shl(prefix).unwrap_or(0) == 0)
    }
}

impl Construct for IpSet {
    type Handle = IpSetRef;

    fn build(self, scope: Scope) -> IpSetRef {
        let literals = self.addresses.data().items().iter().filter_map(|item| item.as_text());
        for address in literals.filter(|address| !self.version.takes(address)) {
            let version = if self.version == Version::Ipv4 { "IPv4" } else { "IPv6" };
            let problem = codes::INVALID_ADDRESS.problem().with("address", address).with("version", version);
            scope.report(problem.with("longest", self.version.longest()));
        }
        let version = match self.version {
            Version::Ipv4 => ip_set::IpAddressVersion::Ipv4,
            Version::Ipv6 => ip_set::IpAddressVersion::Ipv6,
        };
        let mut set = CfnIpSet::new(self.addresses, version, ip_set::Scope::Regional);
        if let Some(name) = self.name {
            check_name(&scope, "an IP set", name.as_text());
            set = set.name(name);
        }
        if let Some(description) = self.description {
            set = set.description(description);
        }
        let set = scope.add("Resource", set);
        IpSetRef { arn: set.arn() }
    }
}

impl Construct for ImportedIpSet {
    type Handle = IpSetRef;

    fn build(self, _scope: Scope) -> IpSetRef {
        IpSetRef { arn: self.arn }
    }
}

impl IpSetRef {
    /// Its ARN.
    pub fn ip_set_arn(&self) -> Value<IpSetArn> {
        self.arn.clone()
    }
}

impl IntoValue<Statement> for &IpSetRef {
    fn into_value(self) -> Value<Statement> {
        let set = IpSetReferenceStatement::new(self.ip_set_arn());
        Statement::new().ip_set_reference_statement(set).into_value()
    }
}
