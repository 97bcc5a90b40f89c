use super::{Cidr, SecurityGroupRef};
use formwork_core::{Data, IntoValue, Text, Value};

/// The other end of a security group rule.
///
/// ```
/// use formwork::ec2::Peer;
/// let office = Peer::cidr("203.0.113.0/24".parse().unwrap());
/// ```
#[derive(Clone, Debug)]
pub enum Peer {
    /// IPv4 addresses.
    Ipv4(Value<Text>),
    /// IPv6 addresses.
    Ipv6(Value<Text>),
    /// The addresses of a prefix list, such as a gateway endpoint's.
    PrefixList(Value<Text>),
    /// Whatever is in a security group.
    SecurityGroup(SecurityGroupRef),
}

impl Peer {
    /// A block of IPv4 addresses.
    pub fn cidr(block: Cidr) -> Self {
        Peer::ipv4(block)
    }

    /// A block of IPv4 addresses that is an attribute or a parameter.
    pub fn ipv4(block: impl IntoValue<Text>) -> Self {
        Peer::Ipv4(block.into_value())
    }

    /// Every IPv4 address: the internet.
    pub fn any_ipv4() -> Self {
        Peer::ipv4("0.0.0.0/0")
    }

    /// Every IPv6 address.
    pub fn any_ipv6() -> Self {
        Peer::Ipv6("::/0".into_value())
    }

    /// How it is named in construct ids; none where it is an expression.
    pub(super) fn id(&self) -> Option<String> {
        let text = match self {
            Peer::Ipv4(value) | Peer::Ipv6(value) | Peer::PrefixList(value) => value.data(),
            Peer::SecurityGroup(_) => return None,
        };
        text.as_text().map(|text| text.replace(['.', '/', ':'], "_"))
    }

    /// The property of an ingress (`false`) or egress (`true`) rule that names it, and its value.
    pub(super) fn property(&self, egress: bool) -> (&'static str, Data) {
        match self {
            Peer::Ipv4(value) => ("CidrIp", value.data().clone()),
            Peer::Ipv6(value) => ("CidrIpv6", value.data().clone()),
            Peer::PrefixList(value) if egress => ("DestinationPrefixListId", value.data().clone()),
            Peer::PrefixList(value) => ("SourcePrefixListId", value.data().clone()),
            Peer::SecurityGroup(group) if egress => {
                ("DestinationSecurityGroupId", group.security_group_id().into_data())
            }
            Peer::SecurityGroup(group) => ("SourceSecurityGroupId", group.security_group_id().into_data()),
        }
    }
}

impl From<Cidr> for Peer {
    fn from(block: Cidr) -> Self {
        Peer::cidr(block)
    }
}

impl From<&SecurityGroupRef> for Peer {
    fn from(group: &SecurityGroupRef) -> Self {
        Peer::SecurityGroup(group.clone())
    }
}
