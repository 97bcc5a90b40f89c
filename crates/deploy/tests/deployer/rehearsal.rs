//! A rehearsal as a library call, as a program's own tests make it.

use formwork::{App, CustomResource, Environment, Parameter, Text};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::StepResult;
use formwork_deploy::plan::class::Class;
use formwork_deploy::rehearsal::Rehearsal;
use std::time::Duration;

/// A private gateway, and a parameter that imports its id.
fn shop(subnet: &str, name: Option<&str>) -> App {
    let app = App::new("shop");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let gateway = CustomResource::new("AWS::EC2::NatGateway").property("ConnectivityType", "private");
    let gateway = gateway.property("SubnetId", subnet.to_string());
    let gateway = dev.stack("NetworkStack").add("Gateway", gateway);
    let stack = dev.stack("ShopStack");
    let mail = stack.add("Mail", Parameter::<Text>::text());
    let mut parameter = CustomResource::new("AWS::SSM::Parameter").property("Type", "String");
    if let Some(name) = name {
        parameter = parameter.property("Name", name.to_string());
    }
    let parameter = parameter.property("Value", gateway.reference()).property("Description", mail.value());
    stack.add("GatewayId", parameter);
    app
}

fn words(steps: &[(String, StepResult)]) -> Vec<String> {
    steps.iter().map(|(step, result)| format!("{step} {}", result.word())).collect()
}

#[test]
fn a_first_deploy_takes_minutes_that_do_not_pass() {
    let rehearsed = Rehearsal::of(shop("subnet-1", None).synth(), "dev").expect("a sound program").run();
    assert_eq!(rehearsed.ending, Ending::Fine, "{rehearsed}");
    assert_eq!(words(&rehearsed.steps), ["NetworkStack changed", "ShopStack changed"]);
    assert!(rehearsed.took > Duration::from_secs(60), "{rehearsed}");
    assert_eq!(rehearsed.changes.len(), 2, "{:?}", rehearsed.changes);
}

#[test]
fn the_same_program_again_changes_nothing() {
    let rehearsal = Rehearsal::of(shop("subnet-1", None).synth(), "dev").expect("a sound program");
    let rehearsed = rehearsal.was(shop("subnet-1", None).synth()).expect("a sound program").run();
    assert_eq!(rehearsed.ending, Ending::Fine, "{rehearsed}");
    assert!(rehearsed.changes.is_empty(), "{:?}", rehearsed.changes);
}

#[test]
fn an_exported_id_that_moves_is_seen_to_reach_its_importer() {
    let rehearsal = Rehearsal::of(shop("subnet-2", None).synth(), "dev").expect("a sound program");
    let rehearsed = rehearsal.was(shop("subnet-1", None).synth()).expect("a sound program").run();
    assert_eq!(rehearsed.ending, Ending::Fine, "{rehearsed}");
    assert_eq!(words(&rehearsed.steps), ["ShopStack/detach changed", "NetworkStack changed", "ShopStack changed"]);
    assert_eq!(rehearsed.changes.iter().map(|change| change.class).max(), Some(Class::Replacement));
}

#[test]
fn a_replacement_that_collides_with_its_own_name_is_seen() {
    let group = |port: i64| {
        let app = App::new("shop");
        let group = CustomResource::new("AWS::ElasticLoadBalancingV2::TargetGroup").property("Name", "orders");
        let group = group.property("VpcId", "vpc-1").property("Protocol", "HTTP");
        let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("ShopStack");
        stack.add("Orders", group.property("Port", port));
        app.synth()
    };
    let rehearsal = Rehearsal::of(group(8080), "dev").expect("a sound program");
    let rehearsed = rehearsal.was(group(80)).expect("a sound program").run();
    assert_eq!(rehearsed.ending, Ending::RolledBack, "{rehearsed}");
    assert!(rehearsed.to_string().contains("orders"), "{rehearsed}");
}

#[test]
fn a_resource_that_is_asked_to_fail_shows_the_roll_back() {
    let rehearsal = Rehearsal::of(shop("subnet-1", None).synth(), "dev").expect("a sound program");
    let rehearsed = rehearsal.clone().failing("ShopStack/GatewayId").expect("a resource").run();
    assert_eq!(rehearsed.ending, Ending::RolledBack, "{rehearsed}");
    assert_eq!(words(&rehearsed.steps), ["NetworkStack changed", "ShopStack failed"]);
    assert!(rehearsed.to_string().contains("tests/deployer/rehearsal.rs"), "the line that declared it: {rehearsed}");
    let problem = rehearsal.failing("ShopStack/Gatewayid").expect_err("no such resource");
    assert_eq!(problem.code.slug, "no-such-resource");
}

#[test]
fn a_deletion_goes_consumers_first() {
    let rehearsal = Rehearsal::of(shop("subnet-1", None).synth(), "dev").expect("a sound program").destroying();
    let rehearsed = rehearsal.was(shop("subnet-1", None).synth()).expect("a sound program").run();
    assert_eq!(rehearsed.ending, Ending::Fine, "{rehearsed}");
    assert_eq!(words(&rehearsed.steps), ["ShopStack changed", "NetworkStack changed"]);
}

#[test]
fn the_same_rehearsal_says_the_same() {
    let rehearse = || Rehearsal::of(shop("subnet-1", Some("/shop/gateway")).synth(), "dev").expect("sound").run();
    assert_eq!(format!("{:?}", rehearse()), format!("{:?}", rehearse()));
}
