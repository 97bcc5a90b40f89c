//! What a program expects of its network: said beside the constructs, judged at every synthesis.

use crate::construct::{Resource, caller};
use crate::node::{Node, Target};
use crate::problem::{Place, Source};
use crate::resource::Ref;
use crate::scope::Scope;
use crate::value::{Data, Function, Name, Reference, Value};

/// One end of an expectation: a resource with network interfaces, the internet, or a service of AWS.
///
/// Handles of constructs turn into one; a handle of your own does with [`End::of`].
#[derive(Clone, Debug)]
pub struct End(pub(crate) EndKind);

#[derive(Clone, Debug)]
pub(crate) enum EndKind {
    Internet,
    AwsService(Name),
    Node(Target),
    /// Imported, or not made yet: no template shows it.
    Elsewhere,
}

/// Everything outside of AWS that has a public IPv4 address.
pub const INTERNET: End = End(EndKind::Internet);

/// A service of AWS by its name in endpoints: `s3`, `ecr.api`, `secretsmanager`.
///
/// ```
/// use formwork_core::aws_service;
/// let registry = aws_service("ecr.api");
/// ```
pub fn aws_service(name: impl Into<Name>) -> End {
    End(EndKind::AwsService(name.into()))
}

impl End {
    /// The resource that a value is an attribute of: its ARN, its id.
    ///
    /// ```
    /// use formwork_core::{App, CustomResource, End, Environment, INTERNET};
    /// let app = App::new("demo");
    /// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
    /// let server = stack.add("Server", CustomResource::new("AWS::EC2::Instance"));
    /// stack.expect(INTERNET).never_reaches(End::of(&server.reference()));
    /// assert_eq!(app.synth().environments[0].expectations.len(), 1);
    /// ```
    pub fn of<T>(value: &Value<T>) -> End {
        let target = match value.data() {
            Data::Function(function) => match function.as_ref() {
                Function::Ref(Reference::Node(target)) => Some(target),
                Function::GetAtt { of: Reference::Node(target), .. } => Some(target),
                _ => None,
            },
            _ => None,
        };
        End(target.cloned().map_or(EndKind::Elsewhere, EndKind::Node))
    }
}

impl<R: Resource> From<&Ref<R>> for End {
    fn from(resource: &Ref<R>) -> Self {
        End(EndKind::Node(resource.target()))
    }
}

/// How something is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// However it goes.
    #[default]
    Any,
    /// Through an endpoint of the VPC, never through the internet.
    Endpoint,
    /// Through a NAT gateway in the zone that it starts from.
    NatInSameZone,
}

/// An expectation, as a program says it.
pub(crate) struct Record {
    pub environment: u32,
    pub from: End,
    pub to: End,
    pub port: Option<u16>,
    pub via: Via,
    pub never: bool,
    pub only_from: Vec<End>,
    pub place: Place,
}

/// An expectation, as an assembly holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// Where it starts.
    pub from: Party,
    /// Where it goes.
    pub to: Party,
    /// The port of TCP; none for those that the other end listens on.
    pub port: Option<u16>,
    /// How.
    pub via: Via,
    /// Whether it must not be reached.
    pub never: bool,
    /// The only IP sets whose addresses get through; empty for no such demand.
    pub only_from: Vec<Party>,
    /// Where the program says so.
    pub place: Place,
}

/// One end of an [`Expectation`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// Everything outside of AWS.
    Internet,
    /// A service of AWS: `ecr.api`.
    AwsService(String),
    /// A resource of the environment.
    Resource {
        /// The id of its stack.
        stack: String,
        /// Its logical id.
        id: String,
    },
    /// What no template shows.
    Elsewhere,
}

/// An expectation that has said where it starts. See [`Scope::expect`].
#[must_use = "an expectation is complete with `reaches` or `never_reaches`"]
pub struct Expect {
    node: Node,
    from: End,
    source: Source,
}

/// An expectation to say more of: on which port, and how.
pub struct Expected {
    node: Node,
    at: usize,
}

impl Scope {
    /// Begins an expectation about the network. Every synthesis proves it, and refuses to write templates if it does not
    /// hold or cannot be told.
    ///
    /// ```
    /// use formwork_core::{App, CustomResource, Environment, INTERNET, aws_service};
    /// let app = App::new("demo");
    /// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
    /// let server = stack.add("Server", CustomResource::new("AWS::EC2::Instance"));
    /// let database = stack.add("Database", CustomResource::new("AWS::RDS::DBInstance"));
    /// stack.expect(&server).reaches(&database).on(5432);
    /// stack.expect(&server).reaches(aws_service("s3")).via_endpoint();
    /// stack.expect(&server).reaches(INTERNET).on(443).via_nat_in_same_zone();
    /// stack.expect(INTERNET).never_reaches(&database);
    /// ```
    #[track_caller]
    pub fn expect(&self, from: impl Into<End>) -> Expect {
        Expect { node: self.node.clone(), from: from.into(), source: Source::from(caller(&self.node)) }
    }
}

impl Expect {
    /// The other end is reached: TCP, on the port that [`Expected::on`] says, or else on every port that it listens on; a
    /// service of AWS and the internet on 443.
    pub fn reaches(self, to: impl Into<End>) -> Expected {
        self.record(to.into(), false)
    }

    /// The other end is never reached, on no port that it listens on.
    pub fn never_reaches(self, to: impl Into<End>) -> Expected {
        self.record(to.into(), true)
    }

    fn record(self, to: End, never: bool) -> Expected {
        let tree = &self.node.tree;
        let environment = Scope { node: self.node.clone() }.environment().index;
        let place = Place::new(self.node.path()).source(self.source);
        let mut all = tree.expectations.borrow_mut();
        let at = all.len();
        let (from, via) = (self.from, Via::Any);
        all.push(Record { environment, from, to, port: None, via, never, only_from: Vec::new(), place });
        drop(all);
        Expected { node: self.node, at }
    }
}

impl Expected {
    fn edit(self, change: impl FnOnce(&mut Record)) -> Self {
        // synthesis takes the records out; what is said later changes nothing
        if let Some(record) = self.node.tree.expectations.borrow_mut().get_mut(self.at) {
            change(record);
        }
        self
    }

    /// The port of TCP: 1 to 65,535.
    pub fn on(self, port: u16) -> Self {
        self.edit(|record| record.port = Some(port))
    }

    /// Through an endpoint of the VPC: nothing of it goes through the internet.
    pub fn via_endpoint(self) -> Self {
        self.edit(|record| record.via = Via::Endpoint)
    }

    /// Through a NAT gateway in the availability zone that it starts from, so that a zone needs no other one, and nothing
    /// is charged for traffic between zones.
    pub fn via_nat_in_same_zone(self) -> Self {
        self.edit(|record| record.via = Via::NatInSameZone)
    }

    /// Only the addresses of this IP set get through: a web ACL in front of the load balancer blocks everything else.
    pub fn only_from(self, set: impl Into<End>) -> Self {
        let set = set.into();
        self.edit(|record| record.only_from.push(set))
    }
}
