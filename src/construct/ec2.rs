//! Networks: VPC, subnets, routes, NAT, endpoints, security groups.

mod cidr;
mod interface_endpoint;
mod peer;
mod port;
mod security_group;
mod subnet;
mod vpc;
mod vpc_network;

pub use cidr::{Cidr, InvalidCidr};
pub use interface_endpoint::{AwsService, InterfaceEndpoint};
pub use peer::Peer;
pub use port::Port;
pub use security_group::{ImportedSecurityGroup, SecurityGroup, SecurityGroupRef};
pub use subnet::{SubnetLayout, SubnetRef, Subnets};
pub use vpc::{GatewayService, ImportedVpc, NatGateways, Vpc, VpcRef};

pub(crate) mod codes {
    //! What can be wrong with networks.

    formwork_core::codes! {
        INVALID_CIDR "C0201" "invalid-cidr" Error {
            "{reason}"
            note ""
            help "write the block as its first address and its prefix, such as 10.0.0.0/16"
        }
        CIDR_OUTSIDE_VPC "C0202" "subnet-outside-vpc" Error {
            "the subnet {block} is not in the VPC's {vpc}"
            note ""
            help "choose a block of {vpc}"
        }
        CIDR_OVERLAP "C0203" "overlapping-subnets" Error {
            "the subnets {block} and {other} overlap"
            note ""
            help "choose blocks that have no address in common"
        }
        CIDR_EXHAUSTED "C0204" "no-room-for-subnet" Error {
            "{vpc} has no room for another /{prefix}"
            note ""
            help "deal smaller subnets, or make the VPC larger"
        }
        SUBNETS_AND_ZONES "C0205" "subnets-without-zones" Error {
            "{count} {kind} subnets are asked for, and there are {zones} zones"
            note "subnet number n stands in zone number n"
            help "name as many zones as there are subnets, with `Vpc::zones`"
        }
        NAT_WITHOUT_PUBLIC "C0206" "nat-without-public-subnet" Error {
            "NAT gateways are asked for, and there is no public subnet to put them in"
            note ""
            help "add public subnets, or choose NatGateways::None"
        }
        INVALID_DESCRIPTION "C0208" "invalid-description" Error {
            "a security group does not take the description `{text}`"
            note "it is at most 255 of a-z A-Z 0-9, space and ._-:/()#,@[]+=&;!$*"
            help "say it in plain English"
        }
        UNPLACED_RULE "C0207" "rule-between-imported-groups" Error {
            "a rule between two imported security groups belongs to no stack"
            note ""
            help "make one of the groups here, or keep the rule where the groups are made"
        }
    }
}
