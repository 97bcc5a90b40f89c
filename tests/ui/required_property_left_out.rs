use formwork::ec2::CfnSubnet;

fn main() {
    let _ = CfnSubnet::new();
}
