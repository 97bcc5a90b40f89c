use formwork::Ref;
use formwork::ec2::{CfnSecurityGroup, CfnSubnet};
use formwork::ecs::service::AwsVpcConfiguration;

fn wrong(subnet: &Ref<CfnSubnet>, group: &Ref<CfnSecurityGroup>) {
    AwsVpcConfiguration::new().security_groups([subnet.subnet_id()]);
    AwsVpcConfiguration::new().subnets([group.id()]);
}

fn main() {}
