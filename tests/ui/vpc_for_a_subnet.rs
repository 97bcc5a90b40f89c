use formwork::ec2::{CfnSubnet, CfnVpc};
use formwork::ecs::service::AwsVpcConfiguration;

fn wrong(vpc: &formwork::Ref<CfnVpc>) {
    // a VPC is no subnet
    AwsVpcConfiguration::new().subnets([vpc.vpc_id()]);
    // and a text is no VPC
    CfnSubnet::new("vpc-0a1b2c3d");
}

fn main() {}
