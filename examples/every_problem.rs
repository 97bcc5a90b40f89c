//! Everything that is wrong is said at once, with construct path and source line.

use formwork::ec2::{NatGateways, SubnetLayout, Vpc};
use formwork::{App, Environment, Language, check::check};

fn main() {
    let app = App::new("demo");
    let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("NetworkStack");
    let blocks = SubnetLayout::pinned(["10.0.1.0/24", "10.0.1.128/25", "192.168.0.0/24"]);
    stack.add("Vpc", Vpc::new("10.0.0.0/16").private_subnets(blocks).nat_gateways(NatGateways::One));
    stack.add("Vpc", Vpc::new("10.0.0.1/16"));

    let rejected = check(app.synth()).expect_err("five problems");
    for problem in &rejected.problems {
        println!("{}", problem.render(Language::English));
    }
    assert_eq!(rejected.problems.len(), 5);
    assert!(rejected.problems.iter().all(|problem| problem.place.as_ref().is_some_and(|place| place.source.is_some())));
}
