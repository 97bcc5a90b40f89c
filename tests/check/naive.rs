//! A second model of the network, as simple as can be: it tries every address, every port where a rule changes, and every
//! hop. It shares nothing with the first but the templates.

use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};

/// Resources by `Stack/Id`, with their references resolved.
pub struct Naive {
    all: BTreeMap<String, (String, Value)>,
    /// The rules of a group, inward or not.
    rules: HashMap<(String, bool), Vec<Rule>>,
    /// The entries of the ACL of a subnet.
    acls: HashMap<String, Vec<Entry>>,
}

struct Rule {
    ports: (i64, i64),
    block: Option<(u32, u32)>,
    peer: Option<String>,
}

struct Entry {
    number: i64,
    egress: bool,
    allows: bool,
    ports: (i64, i64),
    block: (u32, u32),
}

/// What was seen of all that was tried.
#[derive(Clone, Copy)]
struct Tried {
    passed: bool,
    failed: bool,
    unknown: bool,
}

const PASS: Tried = Tried { passed: true, failed: false, unknown: false };
const FAIL: Tried = Tried { passed: false, failed: true, unknown: false };
const UNKNOWN: Tried = Tried { passed: false, failed: false, unknown: true };

impl Tried {
    fn of(passed: bool) -> Tried {
        if passed { PASS } else { FAIL }
    }

    /// Both have to pass, whatever is tried of either.
    fn and(self, other: Tried) -> Tried {
        if self.is_no() || other.is_no() {
            return FAIL;
        }
        let unknown = self.unknown || other.unknown;
        Tried { passed: self.passed && other.passed, failed: self.failed || other.failed, unknown }
    }

    fn is_no(self) -> bool {
        !self.passed && !self.unknown
    }

    /// Each of several ways is tried.
    fn each(all: impl IntoIterator<Item = Tried>) -> Tried {
        let nothing = Tried { passed: false, failed: false, unknown: false };
        all.into_iter().fold(nothing, |one, other| Tried {
            passed: one.passed || other.passed,
            failed: one.failed || other.failed,
            unknown: one.unknown || other.unknown,
        })
    }

    fn word(self) -> &'static str {
        match self {
            Tried { passed: false, unknown: false, .. } => "no",
            Tried { unknown: true, .. } => "unknown",
            Tried { failed: true, .. } => "depends",
            _ => "yes",
        }
    }
}

fn address(text: &str) -> u32 {
    text.split('.').fold(0, |all, part| all << 8 | part.parse::<u32>().expect("a number"))
}

/// First and last address of a block.
fn block(text: &str) -> (u32, u32) {
    let (start, prefix) = text.split_once('/').expect("a block");
    let hosts = 32 - prefix.parse::<u32>().expect("a number");
    let size = 1u64 << hosts;
    let first = u64::from(address(start)) / size * size;
    (first as u32, (first + size - 1) as u32)
}

fn holds(range: (u32, u32), address: u32) -> bool {
    range.0 <= address && address <= range.1
}

impl Naive {
    /// Reads the templates of an environment: by stack, its name and its template.
    pub fn of(stacks: &[(String, String, Value)]) -> Naive {
        let mut all = BTreeMap::new();
        for (stack, _, template) in stacks {
            for (id, resource) in template["Resources"].as_object().expect("resources") {
                let kind = resource["Type"].as_str().expect("a type").to_string();
                let properties = resource.get("Properties").cloned().unwrap_or(json!({}));
                all.insert(format!("{stack}/{id}"), (kind, resolve(stacks, stack, &properties)));
            }
        }
        let mut naive = Naive { all, rules: HashMap::new(), acls: HashMap::new() };
        naive.read_rules();
        naive.read_acls();
        naive
    }

    fn read_rules(&mut self) {
        let kinds = [
            ("SecurityGroupIngress", true, "AWS::EC2::SecurityGroupIngress", "SourceSecurityGroupId"),
            ("SecurityGroupEgress", false, "AWS::EC2::SecurityGroupEgress", "DestinationSecurityGroupId"),
        ];
        let mut rules = HashMap::new();
        for (group, own) in self.of_kind("AWS::EC2::SecurityGroup") {
            for (inline, inward, single, peer) in kinds {
                let mut all: Vec<&Value> = own[inline].as_array().into_iter().flatten().collect();
                all.extend(self.of_kind(single).map(|(_, rule)| rule).filter(|rule| rule["GroupId"] == json!(group)));
                let read = |rule: &&Value| Rule {
                    ports: match rule["IpProtocol"].as_str() {
                        Some("-1") => (0, 65_535),
                        Some("tcp") => {
                            (rule["FromPort"].as_i64().unwrap_or(0), rule["ToPort"].as_i64().unwrap_or(65_535))
                        }
                        _ => (1, 0),
                    },
                    block: rule["CidrIp"].as_str().map(block),
                    peer: rule[peer].as_str().map(str::to_string),
                };
                rules.insert((group.clone(), inward), all.iter().map(read).collect());
            }
        }
        self.rules = rules;
    }

    fn read_acls(&mut self) {
        let mut acls = HashMap::new();
        for (_, association) in self.of_kind("AWS::EC2::SubnetNetworkAclAssociation") {
            let entries = self.of_kind("AWS::EC2::NetworkAclEntry").map(|(_, entry)| entry);
            let entries = entries.filter(|entry| entry["NetworkAclId"] == association["NetworkAclId"]);
            let read = |entry: &Value| Entry {
                number: entry["RuleNumber"].as_i64().expect("a number"),
                egress: entry["Egress"].as_bool().unwrap_or(false),
                allows: entry["RuleAction"] == json!("allow"),
                ports: match entry["Protocol"] == json!(-1) {
                    true => (0, 65_535),
                    false => (
                        entry["PortRange"]["From"].as_i64().unwrap_or(0),
                        entry["PortRange"]["To"].as_i64().unwrap_or(65_535),
                    ),
                },
                block: block(entry["CidrBlock"].as_str().expect("a block")),
            };
            let mut entries: Vec<Entry> = entries.map(read).collect();
            entries.sort_by_key(|entry| entry.number);
            acls.insert(association["SubnetId"].as_str().expect("a subnet").to_string(), entries);
        }
        self.acls = acls;
    }

    fn get(&self, name: &str) -> &Value {
        self.all.get(name).map_or(&Value::Null, |(_, properties)| properties)
    }

    fn kind(&self, name: &str) -> &str {
        self.all.get(name).map_or("", |(kind, _)| kind)
    }

    fn of_kind<'n>(&'n self, kind: &'n str) -> impl Iterator<Item = (&'n String, &'n Value)> {
        self.all.iter().filter(move |(_, (of, _))| of == kind).map(|(name, (_, properties))| (name, properties))
    }

    /// The subnets and groups of something with interfaces.
    fn ends(&self, name: &str) -> (Vec<String>, Vec<String>) {
        let own = self.get(name);
        let (subnets, groups) = match self.kind(name) {
            "AWS::ECS::Service" => {
                let network = &own["NetworkConfiguration"]["AwsvpcConfiguration"];
                (&network["Subnets"], &network["SecurityGroups"])
            }
            "AWS::Batch::ComputeEnvironment" => {
                (&own["ComputeResources"]["Subnets"], &own["ComputeResources"]["SecurityGroupIds"])
            }
            "AWS::RDS::DBInstance" => {
                let group = own["DBSubnetGroupName"].as_str().expect("a subnet group");
                (&self.get(group)["SubnetIds"], &own["VPCSecurityGroups"])
            }
            "AWS::EC2::VPCEndpoint" => (&own["SubnetIds"], &own["SecurityGroupIds"]),
            _ => (&own["Subnets"], &own["SecurityGroups"]),
        };
        (texts(subnets), texts(groups))
    }

    fn usable(&self, subnet: &str) -> std::ops::RangeInclusive<u32> {
        let (first, last) = block(self.get(subnet)["CidrBlock"].as_str().expect("a block"));
        first + 4..=last - 1
    }

    /// Whether groups let TCP through to or from an address of somebody in these groups.
    fn group_passes(&self, groups: &[String], inward: bool, port: i64, at: u32, peers: &[String]) -> bool {
        groups.iter().any(|group| {
            let rules = &self.rules[&(group.clone(), inward)];
            if !inward && rules.is_empty() {
                return true;
            }
            rules.iter().any(|rule| {
                let is_port = rule.ports.0 <= port && port <= rule.ports.1;
                let is_peer = || rule.peer.as_ref().is_some_and(|peer| peers.contains(peer));
                is_port && (rule.block.is_some_and(|block| holds(block, at)) || is_peer())
            })
        })
    }

    /// Whether the ACL of a subnet lets TCP through: the first entry that is about it says so.
    fn acl_passes(&self, subnet: &str, egress: bool, port: i64, at: u32) -> bool {
        let Some(entries) = self.acls.get(subnet) else { return true };
        let is_meant = |entry: &&Entry| {
            entry.egress == egress && holds(entry.block, at) && entry.ports.0 <= port && port <= entry.ports.1
        };
        entries.iter().find(is_meant).is_some_and(|entry| entry.allows)
    }

    /// Ports for replies: the ends of their range, and where an entry changes.
    fn replies(&self) -> Vec<i64> {
        let mut ports = vec![1024, 65_535];
        for (_, entry) in self.of_kind("AWS::EC2::NetworkAclEntry") {
            for end in ["From", "To"] {
                if let Some(port) = entry["PortRange"][end].as_i64() {
                    ports.extend([port - 1, port, port + 1].iter().filter(|port| (1024..=65_535).contains(*port)));
                }
            }
        }
        ports
    }

    /// Addresses of the internet: the ends of it, and where any rule changes.
    fn internet(&self) -> Vec<u32> {
        let mut all = vec![0, u32::MAX, address("8.8.8.8")];
        let mut add = |rule: &Value| {
            for key in ["CidrIp", "CidrBlock"] {
                if let Some(text) = rule[key].as_str() {
                    let (first, last) = block(text);
                    all.extend([first, last, first.saturating_sub(1), last.saturating_add(1)]);
                }
            }
        };
        for (kind, properties) in self.all.values() {
            if kind.starts_with("AWS::EC2::SecurityGroup") || kind == "AWS::EC2::NetworkAclEntry" {
                add(properties);
                for list in ["SecurityGroupIngress", "SecurityGroupEgress"] {
                    properties[list].as_array().into_iter().flatten().for_each(&mut add);
                }
            }
        }
        all
    }

    /// From one subnet's interface to another's, with replies; every address at either end is tried.
    fn pair(&self, from: (&str, &[String]), to: (&str, &[String]), port: i64) -> Tried {
        let is_across = from.0 != to.0;
        let tried = self.replies().into_iter().map(|reply| {
            let near = Tried::each(self.usable(from.0).map(|at| {
                Tried::of(
                    self.group_passes(to.1, true, port, at, from.1)
                        && (!is_across
                            || self.acl_passes(to.0, false, port, at) && self.acl_passes(to.0, true, reply, at)),
                )
            }));
            let far = Tried::each(self.usable(to.0).map(|at| {
                Tried::of(
                    self.group_passes(from.1, false, port, at, to.1)
                        && (!is_across
                            || self.acl_passes(from.0, true, port, at) && self.acl_passes(from.0, false, reply, at)),
                )
            }));
            near.and(far)
        });
        Tried::each(tried)
    }

    fn connect(&self, from: &str, to: &str, port: i64) -> Tried {
        let ((near, own), (far, theirs)) = (self.ends(from), self.ends(to));
        let pairs = near.iter().flat_map(|near| far.iter().map(move |far| (near, far)));
        Tried::each(pairs.map(|(near, far)| self.pair((near, &own), (far, &theirs), port)))
    }

    /// A load balancer passes to the targets of its groups, in its own zones.
    fn balance(&self, from: &str, to: &str, port: i64) -> Tried {
        let mut groups: Vec<&str> = Vec::new();
        for (_, listener) in self.of_kind("AWS::ElasticLoadBalancingV2::Listener") {
            if listener["LoadBalancerArn"] == json!(from) {
                let actions = listener["DefaultActions"].as_array().into_iter().flatten();
                groups.extend(actions.filter_map(|action| action["TargetGroupArn"].as_str()));
            }
        }
        let registered = self.get(to)["LoadBalancers"].as_array().into_iter().flatten();
        let is_target = registered.into_iter().any(|one| {
            one["TargetGroupArn"].as_str().is_some_and(|group| groups.contains(&group))
                && one["ContainerPort"] == json!(port)
        });
        let zones: Vec<&Value> = self.ends(from).0.iter().map(|subnet| &self.get(subnet)["AvailabilityZone"]).collect();
        let is_near = self.ends(to).0.iter().all(|subnet| zones.contains(&&self.get(subnet)["AvailabilityZone"]));
        Tried::of(is_target && is_near).and(self.connect(from, to, port))
    }

    fn table(&self, subnet: &str) -> Option<&str> {
        let mut all = self.of_kind("AWS::EC2::SubnetRouteTableAssociation");
        all.find(|(_, one)| one["SubnetId"] == json!(subnet)).and_then(|(_, one)| one["RouteTableId"].as_str())
    }

    fn default_route(&self, subnet: &str) -> Option<&Value> {
        let table = self.table(subnet)?;
        let mut routes = self.of_kind("AWS::EC2::Route").map(|(_, route)| route);
        routes
            .find(|route| route["RouteTableId"] == json!(table) && route["DestinationCidrBlock"] == json!("0.0.0.0/0"))
    }

    fn has_gateway(&self, subnet: &str) -> bool {
        let vpc = &self.get(subnet)["VpcId"];
        self.default_route(subnet).is_some_and(|route| {
            let mut all = self.of_kind("AWS::EC2::VPCGatewayAttachment");
            route["GatewayId"].is_string()
                && all.any(|(_, one)| one["VpcId"] == *vpc && one["InternetGatewayId"] == route["GatewayId"])
        })
    }

    /// The ACL of a subnet, for calls to the internet and their replies, or the other way.
    fn acl_outside(&self, subnet: &str, outward: bool, port: i64) -> Tried {
        let all = self.internet();
        let tried = self.replies().into_iter().flat_map(|reply| {
            all.iter().map(move |at| {
                Tried::of(self.acl_passes(subnet, outward, port, *at) && self.acl_passes(subnet, !outward, reply, *at))
            })
        });
        Tried::each(tried)
    }

    /// From a subnet to the internet.
    fn out(&self, subnet: &str) -> Tried {
        let Some(nat) = self.default_route(subnet).and_then(|route| route["NatGatewayId"].as_str()) else {
            return FAIL; // nothing here has a public address of its own
        };
        let own = self.get(nat);
        let home = own["SubnetId"].as_str().expect("a subnet");
        let works =
            self.has_gateway(home) && own["AllocationId"].is_string() && own["ConnectivityType"] != json!("private");
        let way = Tried::of(works).and(self.acl_outside(subnet, true, 443)).and(self.acl_outside(home, true, 443));
        if home == subnet {
            return way;
        }
        let there = self.replies().into_iter().flat_map(|reply| {
            let near = self.usable(subnet).map(move |at| (at, true));
            let far = self.usable(home).map(move |at| (at, false));
            near.chain(far).map(move |(at, is_near)| {
                let (of, egress) = if is_near { (home, false) } else { (subnet, true) };
                Tried::of(self.acl_passes(of, egress, 443, at) && self.acl_passes(of, !egress, reply, at))
            })
        });
        way.and(Tried::each(there))
    }

    fn group_outside(&self, groups: &[String], inward: bool, port: i64) -> Tried {
        Tried::each(self.internet().into_iter().map(|at| Tried::of(self.group_passes(groups, inward, port, at, &[]))))
    }

    fn to_internet(&self, from: &str) -> Tried {
        let (subnets, groups) = self.ends(from);
        Tried::each(subnets.iter().map(|subnet| self.out(subnet))).and(self.group_outside(&groups, false, 443))
    }

    fn internet_to(&self, to: &str, port: i64) -> Tried {
        let (subnets, groups) = self.ends(to);
        let is_balancer = self.kind(to) == "AWS::ElasticLoadBalancingV2::LoadBalancer";
        let is_public = is_balancer && self.get(to)["Scheme"] != json!("internal");
        let ways =
            subnets.iter().map(|subnet| Tried::of(self.has_gateway(subnet)).and(self.acl_outside(subnet, false, port)));
        let way = Tried::of(is_public).and(Tried::each(ways)).and(self.group_outside(&groups, true, port));
        let acls = self.of_kind("AWS::WAFv2::WebACLAssociation").map(|(_, one)| one);
        let wall = acls.into_iter().find(|one| one["ResourceArn"] == json!(to)).map(|one| &one["WebACLArn"]);
        let acl = wall.and_then(Value::as_str).map(|acl| self.get(acl.trim_end_matches(".Arn")));
        match acl
            .map(|acl| (!acl["DefaultAction"]["Block"].is_null(), acl["Rules"].as_array().is_none_or(Vec::is_empty)))
        {
            Some((true, true)) => FAIL,
            Some((false, true)) | None => way,
            // some requests get through, and some do not
            Some((_, false)) => way.and(Tried { passed: true, failed: true, unknown: false }),
        }
    }

    fn to_service(&self, from: &str, service: &str) -> Tried {
        let (subnets, groups) = self.ends(from);
        let named =
            |(_, one): &(&String, &Value)| one["ServiceName"].as_str().is_some_and(|name| name.ends_with(service));
        let tried = subnets.iter().map(|subnet| {
            let vpc = self.get(subnet)["VpcId"].as_str().expect("a VPC");
            let of_vpc = |(_, one): &(&String, &Value)| one["VpcId"] == json!(vpc);
            let all: Vec<_> = self.of_kind("AWS::EC2::VPCEndpoint").filter(named).filter(of_vpc).collect();
            let dns = ["EnableDnsSupport", "EnableDnsHostnames"].iter().all(|name| self.get(vpc)[*name] == json!(true));
            let interface = all.iter().find(|(_, one)| one["VpcEndpointType"] == json!("Interface"));
            if let Some((name, _)) = interface.filter(|(_, one)| dns && one["PrivateDnsEnabled"] == json!(true)) {
                let (far, theirs) = self.ends(name);
                return Tried::each(far.iter().map(|far| self.pair((subnet, &groups), (far, &theirs), 443)));
            }
            let table = json!(self.table(subnet).unwrap_or_default());
            let gateway =
                all.iter().any(|(_, one)| one["RouteTableIds"].as_array().is_some_and(|all| all.contains(&table)));
            if gateway {
                let group = self.group_outside(&groups, false, 443);
                // which addresses the service has is not known
                let group = if group.passed && group.failed { UNKNOWN } else { group };
                return group.and(self.acl_outside(subnet, true, 443));
            }
            self.out(subnet).and(self.group_outside(&groups, false, 443))
        });
        Tried::each(tried)
    }

    /// The verdict on a connection, by the names of its ends.
    pub fn verdict(&self, from: &str, to: &str, port: i64) -> &'static str {
        let tried = match (from, to.strip_prefix("AWS ")) {
            (from, Some(service)) => self.to_service(from, service),
            ("internet", _) => self.internet_to(to, port),
            (from, _) if to == "internet" => self.to_internet(from),
            (from, _) if self.kind(from) == "AWS::ElasticLoadBalancingV2::LoadBalancer" => self.balance(from, to, port),
            _ => self.connect(from, to, port),
        };
        tried.word()
    }
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_string).collect()
}

/// A value with references as `Stack/Id` or `Stack/Id.Attribute`.
fn resolve(stacks: &[(String, String, Value)], stack: &str, value: &Value) -> Value {
    let own = &stacks.iter().find(|(id, ..)| id == stack).expect("a stack").2;
    let again = |value: &Value| resolve(stacks, stack, value);
    let Value::Object(members) = value else {
        return match value {
            Value::Array(items) => Value::Array(items.iter().map(again).collect()),
            other => other.clone(),
        };
    };
    let single = if members.len() == 1 { members.iter().next() } else { None };
    match single.map(|(key, argument)| (key.as_str(), argument)) {
        Some(("Ref", Value::String(name))) if own["Resources"].get(name).is_some() => json!(format!("{stack}/{name}")),
        Some(("Ref", Value::String(name))) => own["Parameters"][name]["Default"].clone(),
        Some(("Fn::GetAtt", Value::Array(parts))) => {
            let part = |at: usize| parts[at].as_str().unwrap_or_default().to_string();
            json!(format!("{stack}/{}.{}", part(0), part(1)))
        }
        Some(("Fn::Sub", Value::String(text))) => json!(text.replace("${AWS::Region}", "ap-northeast-1")),
        Some(("Fn::ImportValue", Value::String(name))) => {
            for (producer, _, template) in stacks {
                for output in template["Outputs"].as_object().into_iter().flat_map(Map::values) {
                    if output["Export"]["Name"].as_str() == Some(name) {
                        return resolve(stacks, producer, &output["Value"]);
                    }
                }
            }
            Value::Null
        }
        _ => Value::Object(members.iter().map(|(key, value)| (key.clone(), again(value))).collect()),
    }
}
