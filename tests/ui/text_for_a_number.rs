use formwork::ec2::CfnSecurityGroupIngress;

fn main() {
    let _ = CfnSecurityGroupIngress::new("tcp").from_port("443");
}
