//! Load balancers, as their templates say.
#![cfg(feature = "elasticloadbalancingv2")]

use formwork::certificatemanager::Certificate;
use formwork::ec2::{Peer, Port, SecurityGroup, SubnetLayout, SubnetRef, Subnets, Vpc, VpcRef};
use formwork::elasticloadbalancingv2::{
    Action, HealthCheck, Listener, ListenerCertificate, ListenerRule, LoadBalancer, SslPolicy, TargetGroup,
};
use formwork::ids::certificatemanager::CertificateArn;
use formwork::ids::ec2::{SubnetId, VpcId};
use formwork::ids::elasticloadbalancingv2::{ListenerArn, LoadBalancerArn, TargetGroupArn};
use formwork::{App, CustomResource, Duration, Environment, Language, Parameter, Stack};
use serde_json::{Value, json};

const BALANCER: &str = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188";
const TARGETS: &str = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shared/73e2d6bc24d8a067";
const LISTENER: &str =
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2";
const CERTIFICATE: &str = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d";

/// Builds one stack and returns its template, and what was wrong, in full.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "eu-west-1")).stack("EdgeStack"));
    let assembly = app.synth();
    let template = serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("JSON");
    (template, assembly.problems.iter().map(|problem| problem.render(Language::English)).collect())
}

/// The resources of one stack that has nothing wrong with it, without those of its VPC.
fn resources(build: impl FnOnce(&Stack)) -> Value {
    let (mut template, problems) = synth(build);
    assert_eq!(problems, Vec::<String>::new());
    template["Resources"].as_object_mut().expect("resources").retain(|id, _| !id.starts_with("Vpc"));
    template["Resources"].take()
}

/// What is wrong, without its place, which has line numbers in it.
fn wrong(build: impl FnOnce(&Stack)) -> Vec<String> {
    let (_, problems) = synth(build);
    let without_place = |problem: &String| {
        let lines = problem.lines().filter(|line| !line.starts_with("  --> "));
        lines.collect::<Vec<_>>().join("\n")
    };
    problems.iter().map(without_place).collect()
}

fn vpc(stack: &Stack) -> VpcRef {
    let subnets = SubnetLayout::dealt(2, 24);
    stack.add("Vpc", Vpc::new("10.0.0.0/16").zones(["a", "b"]).public_subnets(subnets.clone()).private_subnets(subnets))
}

fn imported_vpc(stack: &Stack) -> VpcRef {
    let subnet = |id: &'static str| SubnetRef::from_id(SubnetId::literal(id));
    let vpc = Vpc::from_id(VpcId::literal("vpc-1")).public_subnets([subnet("subnet-1"), subnet("subnet-2")]);
    stack.add("Vpc", vpc.private_subnets([subnet("subnet-3"), subnet("subnet-4")]))
}

fn of_type<'a>(resources: &'a Value, type_name: &str) -> Vec<(&'a str, &'a Value)> {
    let resources = resources.as_object().expect("resources").iter();
    resources
        .filter(|(_, resource)| resource["Type"] == type_name)
        .map(|(id, resource)| (id.as_str(), resource))
        .collect()
}

#[test]
fn a_target_group_says_what_was_asked_and_no_default() {
    let resources = resources(|stack| {
        let vpc = imported_vpc(stack);
        stack.add("Tasks", TargetGroup::ip(&vpc, 3000));
        stack.add("Instances", TargetGroup::instances(&vpc, 443).https().target("i-0a1b2c3d4e5f60718"));
    });
    let tasks = json!({"Port": 3000, "Protocol": "HTTP", "TargetType": "ip", "VpcId": "vpc-1"});
    let instances = json!({
        "Port": 443, "Protocol": "HTTPS", "TargetType": "instance", "VpcId": "vpc-1",
        "Targets": [{"Id": "i-0a1b2c3d4e5f60718"}]
    });
    let group =
        |properties: Value| json!({"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": properties});
    assert_eq!(resources, json!({"Instances282EEC04": group(instances), "Tasks0BA6A452": group(tasks)}));
}

#[test]
fn a_health_check_is_what_the_caller_says() {
    let check = HealthCheck::http("/api/health")
        .port("8080")
        .interval(Duration::minutes(1))
        .timeout(Duration::seconds(5))
        .healthy_after(2)
        .unhealthy_after(3)
        .success_codes("200-299");
    let resources = resources(|stack| {
        let vpc = imported_vpc(stack);
        stack.add("Full", TargetGroup::ip(&vpc, 80).health_check(check));
        stack.add("Short", TargetGroup::ip(&vpc, 80).health_check(HealthCheck::https("/")));
    });
    let groups = of_type(&resources, "AWS::ElasticLoadBalancingV2::TargetGroup");
    let mut full = groups[0].1["Properties"].clone();
    full.as_object_mut()
        .expect("properties")
        .retain(|key, _| key.to_lowercase().contains("health") || key == "Matcher");
    assert_eq!(
        full,
        json!({
            "HealthCheckIntervalSeconds": 60,
            "HealthCheckPath": "/api/health",
            "HealthCheckPort": "8080",
            "HealthCheckProtocol": "HTTP",
            "HealthCheckTimeoutSeconds": 5,
            "HealthyThresholdCount": 2,
            "Matcher": {"HttpCode": "200-299"},
            "UnhealthyThresholdCount": 3
        })
    );
    let short = &groups[1].1["Properties"];
    assert_eq!(short.as_object().map(|all| all.keys().filter(|key| key.contains("Health")).count()), Some(2));
}

#[test]
fn attributes_stand_in_the_order_they_were_said() {
    let resources = resources(|stack| {
        let group = TargetGroup::ip(&imported_vpc(stack), 80).deregistration_delay(Duration::seconds(10));
        stack.add("Targets", group.attribute("stickiness.enabled", "true"));
    });
    let groups = of_type(&resources, "AWS::ElasticLoadBalancingV2::TargetGroup");
    assert_eq!(
        groups[0].1["Properties"]["TargetGroupAttributes"],
        json!([
            {"Key": "deregistration_delay.timeout_seconds", "Value": "10"},
            {"Key": "stickiness.enabled", "Value": "true"}
        ])
    );
}

#[test]
fn an_internet_facing_load_balancer_stands_in_public_subnets_and_waits_for_the_internet() {
    let resources = resources(|stack| drop(stack.add("Balancer", LoadBalancer::internet_facing(&vpc(stack)))));
    assert_eq!(
        resources["Balancer71DDC9D9"],
        json!({
            "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "DependsOn": "VpcVPCGWBF912B6E",
            "Properties": {
                "Scheme": "internet-facing",
                "Subnets": [{"Ref": "VpcPublicSubnet1Subnet5C2D37C4"}, {"Ref": "VpcPublicSubnet2Subnet691E08A3"}]
            }
        })
    );
}

#[test]
fn an_internal_load_balancer_stands_in_private_subnets_and_waits_for_nothing() {
    let resources = resources(|stack| drop(stack.add("Balancer", LoadBalancer::internal(&vpc(stack)))));
    let (_, balancer) = of_type(&resources, "AWS::ElasticLoadBalancingV2::LoadBalancer")[0];
    assert_eq!(balancer["Properties"]["Scheme"], "internal");
    assert_eq!(balancer["Properties"]["Subnets"][0]["Ref"], "VpcPrivateSubnet1Subnet536B997A");
    assert_eq!(balancer["DependsOn"], Value::Null);
}

#[test]
fn listeners_open_no_security_group() {
    let resources = resources(|stack| {
        let vpc = vpc(stack);
        let group = stack.add("Group", SecurityGroup::new(&vpc, "Load balancer"));
        group.allow_to(Peer::any_ipv4(), Port::tcp(3000), "Targets");
        let balancer = stack.add("Balancer", LoadBalancer::internet_facing(&vpc).security_group(&group));
        stack.add("Listener", Listener::http(&balancer, Action::fixed_response(404, "text/plain", "not found")));
    });
    assert_eq!(of_type(&resources, "AWS::EC2::SecurityGroupIngress").len(), 0);
    let (id, group) = of_type(&resources, "AWS::EC2::SecurityGroup")[0];
    assert_eq!(group["Properties"]["SecurityGroupIngress"], Value::Null);
    let (_, balancer) = of_type(&resources, "AWS::ElasticLoadBalancingV2::LoadBalancer")[0];
    assert!(balancer["Properties"]["SecurityGroups"].to_string().contains(id));
}

#[test]
fn listeners_forward_redirect_and_answer() {
    let resources = resources(|stack| {
        let balancer = stack.add("Shared", LoadBalancer::from_arn(LoadBalancerArn::literal(BALANCER)));
        let targets = stack.add("Targets", TargetGroup::from_arn(TargetGroupArn::literal(TARGETS)));
        stack.add("Forward", Listener::http(&balancer, &targets));
        stack.add("Redirect", Listener::http(&balancer, Action::redirect_to_https()).port(8080));
        stack.add("Answer", Listener::http(&balancer, Action::fixed_response(404, "text/plain", "no")).port(8081));
    });
    let listener = |port: i64, action: Value| {
        let properties =
            json!({"DefaultActions": [action], "LoadBalancerArn": BALANCER, "Port": port, "Protocol": "HTTP"});
        json!({"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": properties})
    };
    let answer = json!({"ContentType": "text/plain", "MessageBody": "no", "StatusCode": "404"});
    let redirect = json!({"Port": "443", "Protocol": "HTTPS", "StatusCode": "HTTP_301"});
    assert_eq!(
        resources,
        json!({
            "AnswerC178DB39": listener(8081, json!({"FixedResponseConfig": answer, "Type": "fixed-response"})),
            "Forward9800F3B2": listener(80, json!({"TargetGroupArn": TARGETS, "Type": "forward"})),
            "Redirect7D9319B2": listener(8080, json!({"RedirectConfig": redirect, "Type": "redirect"}))
        })
    );
}

#[test]
fn https_has_one_certificate_and_speaks_tls_1_2_and_1_3_unless_told_otherwise() {
    let resources = resources(|stack| {
        let balancer = stack.add("Shared", LoadBalancer::from_arn(LoadBalancerArn::literal(BALANCER)));
        let targets = stack.add("Targets", TargetGroup::from_arn(TargetGroupArn::literal(TARGETS)));
        let certificate = stack.add("Certificate", Certificate::from_arn(CertificateArn::literal(CERTIFICATE)));
        let https = stack.add("A", Listener::https(&balancer, &certificate, &targets));
        let strict = Listener::https(&balancer, &certificate, &targets).port(8443);
        stack.add("B", strict.ssl_policy(SslPolicy::TLS13_1_3_2021_06));
        stack.add("More", ListenerCertificate::new(&https, &certificate));
        let imported = stack.add("Imported", Listener::from_arn(ListenerArn::literal(LISTENER)));
        stack.add("Other", ListenerCertificate::new(&imported, &certificate));
    });
    let listeners = of_type(&resources, "AWS::ElasticLoadBalancingV2::Listener");
    let certificates = json!([{"CertificateArn": CERTIFICATE}]);
    let said = |listener: &Value| {
        let properties = &listener["Properties"];
        json!([properties["Port"], properties["Protocol"], properties["SslPolicy"], properties["Certificates"]])
    };
    assert_eq!(said(listeners[0].1), json!([443, "HTTPS", "ELBSecurityPolicy-TLS13-1-2-2021-06", certificates]));
    assert_eq!(said(listeners[1].1), json!([8443, "HTTPS", "ELBSecurityPolicy-TLS13-1-3-2021-06", certificates]));
    let more = of_type(&resources, "AWS::ElasticLoadBalancingV2::ListenerCertificate");
    assert_eq!(more[0].1["Properties"], json!({"Certificates": certificates, "ListenerArn": {"Ref": listeners[0].0}}));
    assert_eq!(more[1].1["Properties"], json!({"Certificates": certificates, "ListenerArn": LISTENER}));
}

#[test]
fn a_service_waits_for_the_listeners_and_rules_of_its_target_group_whatever_came_first() {
    let resources = resources(|stack| {
        let balancer = stack.add("Shared", LoadBalancer::from_arn(LoadBalancerArn::literal(BALANCER)));
        let listener = stack.add("Imported", Listener::from_arn(ListenerArn::literal(LISTENER)));
        let targets = stack.add("Targets", TargetGroup::ip(&imported_vpc(stack), 80));
        stack.add("First", Listener::http(&balancer, &targets));
        let service = stack.add("Service", CustomResource::new("AWS::ECS::Service"));
        targets.needed_by(&service);
        stack.add("Later", ListenerRule::new(&listener, 1, &targets).hosts(["www.example.com"]).paths(["/api/*"]));
        stack.add("Unrelated", Listener::http(&balancer, Action::redirect_to_https()).port(8080));
    });
    assert_eq!(resources["Service"]["DependsOn"], json!(["First8D4707F1", "LaterC575820C"]));
    assert_eq!(
        resources["LaterC575820C"]["Properties"],
        json!({
            "Actions": [{"TargetGroupArn": {"Ref": "Targets7ED976EF"}, "Type": "forward"}],
            "Conditions": [
                {"Field": "host-header", "HostHeaderConfig": {"Values": ["www.example.com"]}},
                {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/api/*"]}}
            ],
            "ListenerArn": LISTENER,
            "Priority": 1
        })
    );
}

#[test]
fn a_service_in_another_stack_waits_for_the_whole_stack_of_the_listener() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "eu-west-1"));
    let shared = dev.stack("SharedStack");
    let targets = shared.add("Targets", TargetGroup::from_arn(TargetGroupArn::literal(TARGETS)));
    let balancer = LoadBalancer::from_arn(LoadBalancerArn::literal(BALANCER));
    let edge = dev.stack("EdgeStack");
    edge.add("Listener", Listener::http(&edge.add("Shared", balancer), &targets));
    let service = dev.stack("AppStack").add("Service", CustomResource::new("AWS::ECS::Service"));
    targets.needed_by(&service);
    let assembly = app.synth();
    assert!(assembly.problems.is_empty());
    let stack = &assembly.environments[0].stacks[2];
    assert_eq!(stack.dependencies, ["EdgeStack"]);
    assert_eq!(stack.template.resources["Service"].depends_on, Vec::<String>::new());
}

#[test]
fn a_load_balancer_in_another_stack_than_its_vpc_waits_for_the_vpcs_stack() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "eu-west-1"));
    let vpc = vpc(&dev.stack("NetworkStack"));
    let edge = dev.stack("EdgeStack");
    let balancer = edge.add("Balancer", LoadBalancer::internet_facing(&vpc));
    let consumer = dev.stack("AppStack").add("Address", CustomResource::new("Custom::Address"));
    consumer.edit(|resource| resource.property("Name", balancer.dns_name()));
    let assembly = app.synth();
    assert!(assembly.problems.is_empty());
    let [network, edge, app] = &assembly.environments[0].stacks[..] else { panic!("three stacks") };
    assert_eq!((&network.dependencies, &edge.dependencies[..]), (&vec![], &["NetworkStack".to_string()][..]));
    assert_eq!(app.dependencies, ["EdgeStack"]);
    let exported = edge.template.to_json();
    assert!(exported.contains(r#""Name": "demo-dev-edge:Balancer71DDC9D9DNSName""#), "{exported}");
}

#[test]
fn imported_handles_know_what_their_arn_tells() {
    let resources = resources(|stack| {
        let arn = stack.add("Arn", Parameter::<LoadBalancerArn>::of("String"));
        let from_parameter = stack.add("A", LoadBalancer::from_arn(arn.value()));
        let arn = stack.add("TargetsArn", Parameter::<TargetGroupArn>::of("String"));
        let targets_from_parameter = stack.add("B", TargetGroup::from_arn(arn.value()));
        let balancer = LoadBalancer::from_arn(LoadBalancerArn::literal(BALANCER)).dns_name("shared.example.com");
        let balancer = stack.add("C", balancer.canonical_hosted_zone_id("Z32O12XQLNTSW2"));
        let targets = stack.add("D", TargetGroup::from_arn(TargetGroupArn::literal(TARGETS)));
        assert_eq!(balancer.full_name().as_text(), Some("app/shared/50dc6c495c0c9188"));
        assert_eq!(targets.full_name().as_text(), Some("targetgroup/shared/73e2d6bc24d8a067"));
        assert_eq!(balancer.dns_name().as_text(), Some("shared.example.com"));
        assert_eq!(balancer.canonical_hosted_zone_id().as_text(), Some("Z32O12XQLNTSW2"));
        let names = CustomResource::new("Custom::Names").property("Balancer", from_parameter.full_name());
        stack.add("Names", names.property("Targets", targets_from_parameter.full_name()));
    });
    assert_eq!(
        resources["Names"]["Properties"],
        json!({
            "Balancer": {"Fn::Select": [1, {"Fn::Split": ["loadbalancer/", {"Ref": "Arn"}]}]},
            "Targets": {"Fn::Select": [5, {"Fn::Split": [":", {"Ref": "TargetsArn"}]}]}
        })
    );
}

#[test]
fn an_imported_load_balancer_that_was_not_told_its_name_says_so() {
    let wrong = wrong(|stack| {
        let balancer = stack.add("Shared", LoadBalancer::from_arn(LoadBalancerArn::literal(BALANCER)));
        balancer.dns_name();
    });
    assert_eq!(
        wrong,
        ["error[C0308]: the DNS name of an imported load balancer is not known\n  \
          note: an ARN does not tell it\n  \
          help: say it where the load balancer is imported, with `dns_name(..)`"]
    );
}

#[test]
fn subnets_of_one_zone_are_refused() {
    let wrong = wrong(|stack| {
        let vpc = vpc(stack);
        stack.add("One", LoadBalancer::internet_facing(&vpc).subnets(&vpc.public_subnets().first(1)));
        let both = vpc
            .public_subnets()
            .first(1)
            .iter()
            .chain(vpc.private_subnets().first(1).iter())
            .cloned()
            .collect::<Vec<_>>();
        stack.add("Same", LoadBalancer::internet_facing(&vpc).subnets(&Subnets::new(both)));
        let three =
            vpc.public_subnets().iter().chain(vpc.private_subnets().first(1).iter()).cloned().collect::<Vec<_>>();
        stack.add("Three", LoadBalancer::internet_facing(&vpc).subnets(&Subnets::new(three)));
        let bare = stack.add("Bare", Vpc::new("10.1.0.0/16"));
        stack.add("None", LoadBalancer::internal(&bare));
    });
    let one = |zones: &str| {
        format!(
            "error[C0302]: a load balancer is given subnets in {zones}, and AWS demands two zones\n  \
             help: give the VPC another subnet in another zone, or choose subnets with `LoadBalancer::subnets`"
        )
    };
    let twice = "error[C0303]: a load balancer is given two subnets in one zone\n  \
                 note: AWS takes one subnet of each zone\n  \
                 help: choose one subnet of each zone with `LoadBalancer::subnets`";
    assert_eq!(wrong, [one("one zone"), one("one zone"), twice.to_string(), one("no zone")]);
}

#[test]
fn health_checks_that_aws_would_refuse_are_all_reported_at_once() {
    let wrong = wrong(|stack| {
        let vpc = imported_vpc(stack);
        let add = |id: &'static str, check: HealthCheck| stack.add(id, TargetGroup::ip(&vpc, 80).health_check(check));
        add("Slow", HealthCheck::http("/").interval(Duration::seconds(5)));
        add("Never", HealthCheck::http("/").interval(Duration::hours(1)).healthy_after(1).unhealthy_after(11));
    });
    let range = |what: &str, value: i64, range: &str| {
        format!(
            "error[C0304]: the {what} of a health check is {value}, and may be {range}\n  help: choose one in the range"
        )
    };
    assert_eq!(
        wrong,
        [
            "error[C0305]: a health check waits 5 s for an answer and starts anew every 5 s\n  \
             note: the timeout must be less than the interval; left out, the timeout is 5 s and the interval 30 s\n  \
             help: lengthen the interval, or shorten the timeout"
                .to_string(),
            range("interval in seconds", 3600, "5 to 300"),
            range("healthy threshold", 1, "2 to 10"),
            range("unhealthy threshold", 11, "2 to 10"),
        ]
    );
}

#[test]
fn names_ports_and_answers_that_aws_would_refuse_are_reported() {
    let (_, problems) = synth(|stack| {
        let vpc = imported_vpc(stack);
        stack.add("Long", TargetGroup::ip(&vpc, 80).name("prooflink-a-very-long-environment-tg"));
        stack.add("Internal", LoadBalancer::internal(&vpc).name("internal-api"));
        stack.add("Port", TargetGroup::ip(&vpc, 0));
        let balancer = stack.add("Shared", LoadBalancer::from_arn(LoadBalancerArn::literal(BALANCER)));
        let odd = Action::fixed_response(301, "text/plain", "");
        let listener = stack.add("Listener", Listener::http(&balancer, odd).port(70_000));
        stack.add("Rule", ListenerRule::new(&listener, 1, Action::redirect_to_https()));
    });
    let said = |problem: &String| problem.lines().next().unwrap_or_default().to_string();
    assert_eq!(
        problems.iter().map(said).collect::<Vec<_>>(),
        [
            "error[C0301]: `prooflink-a-very-long-environment-tg` is no name for a target group",
            "error[C0301]: `internal-api` is no name for a load balancer",
            "error[C0306]: 0 is no port",
            "error[C0306]: 70000 is no port",
            "error[C0307]: a load balancer does not answer with status 301 by itself",
            "error[C0309]: a listener rule says no condition",
        ]
    );
    assert!(
        problems[0].contains("--> dev/EdgeStack/Long   tests/constructs/elasticloadbalancingv2.rs:"),
        "{}",
        problems[0]
    );
}
