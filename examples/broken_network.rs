//! A service that its load balancer cannot reach, and what is said of it.
//!
//! As the app of AWS CDK's command, that command says it: `cdk synth --app target/debug/examples/broken_network`.

use formwork::ec2::{Peer, Port, SecurityGroup, SubnetLayout, Vpc};
use formwork::ecs::{Cluster, Container, FargateService, FargateSize, FargateTaskDefinition, PortMapping};
use formwork::elasticloadbalancingv2::{Listener, LoadBalancer, TargetGroup};
use formwork::{App, Environment, Language, check::check, command};
use std::process::ExitCode;

fn app() -> App {
    let app = App::new("demo");
    let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("WebStack");
    let subnets = SubnetLayout::dealt(2, 24);
    let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").public_subnets(subnets.clone()).private_subnets(subnets));
    let front = stack.add("Front", SecurityGroup::new(&vpc, "Load balancer"));
    let tasks = stack.add("Tasks", SecurityGroup::new(&vpc, "Tasks"));
    front.allow_from(Peer::any_ipv4(), Port::tcp(80), "HTTP");
    // nobody lets the load balancer in: tasks.allow_from(&front, Port::tcp(8080), "Load balancer to tasks")

    let group = stack.add("Group", TargetGroup::ip(&vpc, 8080));
    let balancer = LoadBalancer::internet_facing(&vpc).security_group(&front).drop_invalid_header_fields(true);
    let balancer = stack.add("Balancer", balancer);
    stack.add("Listener", Listener::http(&balancer, &group));

    let container = Container::new("web", "public.ecr.aws/nginx/nginx:1.29").port(PortMapping::tcp(8080));
    let task = stack.add("Task", FargateTaskDefinition::new(FargateSize::of::<256, 512>(), container));
    let cluster = stack.add("Cluster", Cluster::new());
    let service = FargateService::new(&cluster, &task, vpc.private_subnets()).security_group(&tasks);
    let service = stack.add("Service", service.target_group(&group, "web", 8080));
    stack.expect(&balancer).reaches(&service).on(8080);
    app
}

fn main() -> ExitCode {
    if std::env::var_os("CDK_OUTDIR").is_some() {
        return command::synth(|| Ok(app()));
    }
    let rejected = check(app().synth()).expect_err("a closed port");
    for problem in &rejected.problems {
        println!("{}", problem.render(Language::English));
    }
    let codes: Vec<&str> = rejected.problems.iter().map(|problem| problem.code.number).collect();
    assert!(codes.contains(&"N0101") && codes.contains(&"N0110"), "{codes:?}");
    ExitCode::SUCCESS
}
