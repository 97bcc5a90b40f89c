use formwork::Ref;
use formwork::ec2::{CfnSecurityGroup, CfnSubnet};
use formwork::ecs::service::AwsVpcConfiguration;

fn wrong(subnet: &Ref<CfnSubnet>, group: &Ref<CfnSecurityGroup>) {
    AwsVpcConfiguration::new([subnet.subnet_id()]).security_groups([subnet.subnet_id()]);
    AwsVpcConfiguration::new([group.id()]);
}

fn main() {}
