use super::{Peer, Port, VpcRef, codes};
use formwork_core::{Construct, Data, IntoValue, Name, Properties, Ref, Resource, Scope, Text, Value};
use formwork_resources::ec2::{CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress};
use formwork_resources::ids::ec2::SecurityGroupId;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A security group of a VPC. It lets nothing in and nothing out until a rule says so.
///
/// Rules that name addresses, and rules to other groups of the stack, stand in the group itself, so that AWS's default
/// rule (everything may leave) is visibly not there; what would make groups depend on each other in a circle, or
/// crosses stacks, becomes a resource of its own, in the stack that was declared later.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ec2::{Peer, Port, SecurityGroup, Vpc};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("NetworkStack");
/// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16"));
/// let balancer = stack.add("AlbSecurityGroup", SecurityGroup::new(&vpc, "Load balancer"));
/// let tasks = stack.add("EcsSecurityGroup", SecurityGroup::new(&vpc, "Tasks"));
/// balancer.allow_from(Peer::any_ipv4(), Port::tcp(443), "HTTPS");
/// balancer.connect_to(&tasks, Port::tcp(3000), "Requests"); // out of the one, into the other
/// ```
#[derive(Clone, Debug)]
pub struct SecurityGroup {
    vpc: VpcRef,
    description: Value<Text>,
    name: Option<Value<Text>>,
}

/// A security group made elsewhere; see [`SecurityGroup::from_id`].
#[derive(Clone, Debug)]
pub struct ImportedSecurityGroup {
    id: Value<SecurityGroupId>,
}

/// The handle of a security group, made or imported. Cheap to clone.
#[derive(Clone)]
pub struct SecurityGroupRef {
    group: Rc<Group>,
}

struct Group {
    scope: Scope,
    id: Value<SecurityGroupId>,
    /// None if it is imported.
    resource: Option<Ref<CfnSecurityGroup>>,
    ingress: RefCell<Vec<Data>>,
    egress: RefCell<Vec<Data>>,
    /// The groups that rules inside this one refer to.
    refers_to: RefCell<Vec<Rc<Group>>>,
    /// The ids of the rules that are resources: saying a rule twice makes it once.
    separate: RefCell<BTreeSet<String>>,
}

impl SecurityGroup {
    /// A group in the VPC. The description is at most 255 of `a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`. Update: replacement.
    pub fn new(vpc: &VpcRef, description: impl IntoValue<Text>) -> Self {
        SecurityGroup { vpc: vpc.clone(), description: description.into_value(), name: None }
    }

    /// A group made elsewhere. Rules that concern it become resources of the stack that says them.
    pub fn from_id(id: impl IntoValue<SecurityGroupId>) -> ImportedSecurityGroup {
        ImportedSecurityGroup { id: id.into_value() }
    }

    /// Its name, unique in the VPC. Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }
}

impl Construct for SecurityGroup {
    type Handle = SecurityGroupRef;

    fn build(self, scope: Scope) -> SecurityGroupRef {
        check_description(&scope, &self.description);
        let mut group = CfnSecurityGroup::new(self.description).vpc_id(self.vpc.vpc_id());
        if let Some(name) = self.name {
            group = group.group_name(name);
        }
        let resource = scope.add("Resource", group);
        let group = SecurityGroupRef::new(scope, resource.id(), Some(resource));
        group.write();
        group
    }
}

impl Construct for ImportedSecurityGroup {
    type Handle = SecurityGroupRef;

    fn build(self, scope: Scope) -> SecurityGroupRef {
        SecurityGroupRef::new(scope, self.id, None)
    }
}

impl SecurityGroupRef {
    fn new(scope: Scope, id: Value<SecurityGroupId>, resource: Option<Ref<CfnSecurityGroup>>) -> Self {
        SecurityGroupRef {
            group: Rc::new(Group {
                scope,
                id,
                resource,
                ingress: RefCell::default(),
                egress: RefCell::default(),
                refers_to: RefCell::default(),
                separate: RefCell::default(),
            }),
        }
    }

    /// Its id.
    pub fn security_group_id(&self) -> Value<SecurityGroupId> {
        self.group.id.clone()
    }

    /// Lets a peer in.
    #[track_caller]
    pub fn allow_from(&self, peer: impl Into<Peer>, port: Port, description: impl IntoValue<Text>) -> &Self {
        self.rule(peer.into(), port, description.into_value(), false);
        self
    }

    /// Lets what is in the group reach a peer.
    #[track_caller]
    pub fn allow_to(&self, peer: impl Into<Peer>, port: Port, description: impl IntoValue<Text>) -> &Self {
        self.rule(peer.into(), port, description.into_value(), true);
        self
    }

    /// Lets what is in the group reach another group, on both sides: out of this one, into the other.
    #[track_caller]
    pub fn connect_to(&self, other: &SecurityGroupRef, port: Port, description: impl IntoValue<Text>) -> &Self {
        let description = description.into_value();
        self.allow_to(other, port, &description);
        other.allow_from(self, port, description);
        self
    }

    #[track_caller]
    fn rule(&self, peer: Peer, port: Port, description: Value<Text>, egress: bool) {
        let here = self.group.scope.here();
        check_description(&here, &description);
        let other = match &peer {
            Peer::SecurityGroup(other) => Some(other.group.clone()),
            _ => None,
        };
        let inline = self.group.resource.is_some() && other.as_ref().is_none_or(|other| self.can_hold(other, egress));
        if !inline {
            return self.separate(here, &peer, port, description, egress);
        }
        let rule = rule(&peer, port, &description, egress).into_value::<Text>().into_data();
        let rules = if egress { &self.group.egress } else { &self.group.ingress };
        if !rules.borrow().contains(&rule) {
            rules.borrow_mut().push(rule);
        }
        self.group.refers_to.borrow_mut().extend(other);
        self.write();
    }

    /// Whether a rule about `other` may stand inside this group: egress, in one stack, and not in a circle.
    fn can_hold(&self, other: &Rc<Group>, egress: bool) -> bool {
        egress
            && other.resource.is_some()
            && self.group.scope.is_in_stack_of(&other.scope)
            && !other.reaches(&self.group)
    }

    /// Writes the rules that stand inside the group. Without any egress rule one that lets nothing out replaces AWS's
    /// default, which lets everything out.
    fn write(&self) {
        let Some(resource) = &self.group.resource else { return };
        let (ingress, mut egress) = (self.group.ingress.borrow().clone(), self.group.egress.borrow().clone());
        if egress.is_empty() {
            egress.push(Data::map([
                ("CidrIp", Data::text("255.255.255.255/32")),
                ("Description", Data::text("Disallow all traffic")),
                ("FromPort", Data::Integer(252)),
                ("IpProtocol", Data::text("icmp")),
                ("ToPort", Data::Integer(86)),
            ]));
        }
        resource.edit(|group| {
            let group = group.security_group_egress(Value::from_data(Data::List(egress)));
            if ingress.is_empty() {
                return group;
            }
            group.security_group_ingress(Value::from_data(Data::List(ingress)))
        });
    }

    /// A rule as a resource of its own.
    fn separate(&self, here: Scope, peer: &Peer, port: Port, description: Value<Text>, egress: bool) {
        let direction = if egress { "To" } else { "From" };
        let other = match peer {
            Peer::SecurityGroup(other) => Some(&other.group),
            _ => None,
        };
        let owner = match other {
            Some(other) if self.group.resource.is_none() && other.resource.is_none() => {
                return here.report(codes::UNPLACED_RULE.problem());
            }
            // the later stack may depend on the earlier one, never the other way round
            Some(other) if other.scope.is_declared_after(&here) => other,
            _ => &self.group,
        };
        let name = other.map(|other| other.name_for(&self.group)).or(peer.id()).unwrap_or_else(|| "Peer".to_string());
        let id = if Rc::ptr_eq(owner, &self.group) {
            format!("{direction}{name}{}", port.id())
        } else {
            format!("{}{direction}This{}", self.group.name_for(owner), port.id())
        };
        if !owner.separate.borrow_mut().insert(id.clone()) {
            return;
        }
        let mut properties = rule(peer, port, &description, egress);
        properties.set("GroupId", self.security_group_id());
        let scope = if Rc::ptr_eq(owner, &self.group) { here } else { owner.scope.at(&here) };
        if egress {
            scope.add(id, CfnSecurityGroupEgress::from_properties(properties));
        } else {
            scope.add(id, CfnSecurityGroupIngress::from_properties(properties));
        }
    }
}

impl Group {
    /// Whether rules inside this group lead, by way of others, to `target`.
    fn reaches(self: &Rc<Self>, target: &Rc<Group>) -> bool {
        Rc::ptr_eq(self, target) || self.refers_to.borrow().iter().any(|next| next.reaches(target))
    }

    /// Its construct path as part of an id, seen from `from`: without the environment, and without their common stack.
    fn name_for(&self, from: &Group) -> String {
        let skip = if self.scope.is_in_stack_of(&from.scope) { 2 } else { 1 };
        self.scope.path().split('/').skip(skip).collect()
    }
}

fn rule(peer: &Peer, port: Port, description: &Value<Text>, egress: bool) -> Properties {
    let mut rule = Properties::new();
    let (property, data) = peer.property(egress);
    rule.put(Name::Borrowed(property), data);
    rule.set("Description", description.clone());
    rule.put(Name::Borrowed("IpProtocol"), Data::text(port.protocol));
    if let Some((from, to)) = port.range {
        rule.put(Name::Borrowed("FromPort"), Data::Integer(from));
        rule.put(Name::Borrowed("ToPort"), Data::Integer(to));
    }
    rule
}

/// AWS takes only some signs in descriptions of groups and rules.
fn check_description(scope: &Scope, description: &Value<Text>) {
    let Some(text) = description.as_text() else { return };
    let allowed = |sign: char| sign.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(sign);
    if !text.chars().all(allowed) || text.len() > 255 {
        scope.report(codes::INVALID_DESCRIPTION.problem().with("text", text));
    }
}

impl std::fmt::Debug for SecurityGroupRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecurityGroupRef({})", self.group.scope.path())
    }
}
