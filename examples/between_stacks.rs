//! Stacks that pass values: the export, the import and the order come by themselves.

use formwork::ec2::{Port, SecurityGroup, SubnetLayout, Vpc};
use formwork::{App, Environment, check::check};

fn main() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let (network, data, service) = (dev.stack("NetworkStack"), dev.stack("DataStack"), dev.stack("AppStack"));

    let vpc = network.add("Vpc", Vpc::new("10.0.0.0/16").isolated_subnets(SubnetLayout::dealt(2, 24)));
    let database = data.add("Database", SecurityGroup::new(&vpc, "PostgreSQL"));
    let tasks = service.add("Tasks", SecurityGroup::new(&vpc, "Tasks"));
    tasks.connect_to(&database, Port::tcp(5432), "queries");

    let verified = check(app.synth()).expect("no problems");
    let stacks = &verified.assembly().environments[0].stacks;
    assert_eq!(stacks[1].dependencies, ["NetworkStack"]);
    assert_eq!(stacks[2].dependencies, ["DataStack", "NetworkStack"]); // it holds both rules
    assert!(stacks[2].template.to_json().contains("\"Fn::ImportValue\": \"demo-dev-network:Vpc"));
}
