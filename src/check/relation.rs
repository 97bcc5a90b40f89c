//! Facts about several resources, which no schema and no single resource tells.
//!
//! | code | about | source |
//! |---|---|---|
//! | `F3001`, `F3002` | load balancers and databases are in two zones | Elastic Load Balancing, `CreateLoadBalancer`; Amazon RDS, "Working with a DB instance in a VPC" |
//! | `F3003`, `F3004`, `F3005`, `F3006` | subnets lie in their VPC and apart, with one route table and one route to a place | Amazon VPC, "Subnet CIDR blocks", "Route tables" |
//! | `F3007` | a name is given once | CloudFormation, "Name type" |
//! | `F3008`, `F3009` | certificates and web ACLs are of the region that uses them | AWS Certificate Manager, "Supported Regions"; AWS WAF, `AssociateWebACL` |
//! | `F3010`, `F3012` | a service names a container of its task, and waits for its listener | Amazon ECS, `LoadBalancer`, "Service load balancing" |
//! | `F3013` | a queue hides a message for as long as its function takes | AWS Lambda, "Using Lambda with Amazon SQS" |
//! | `F3014`, `F3015` | a port has one listener, a priority one rule | Elastic Load Balancing, `CreateListener`, `CreateRule` |
//! | `F3016` | security groups are of the VPC of their subnets | Amazon EC2, "Security groups" |
//! | `F3017` | data of a production outlives its stack | CloudFormation, "DeletionPolicy attribute" |
//! | `F3018` | a job queue is on Fargate or on instances | AWS Batch, `CreateJobQueue` |
//! | `F3019` | `latest` moves | Amazon ECR, "Image tag mutability" |
//!
//! A value that is not known is taken to be right.

mod balancer;
pub mod codes;
mod container;
mod image;
mod job_queue;
mod lost;
mod name;
mod order;
mod queue;
mod region;
mod subnet;
mod vpc;
mod zone;

use super::subject::place;
use crate::sight::{Meaning, Node, Sight, Symbol};
use crate::{AssembledEnvironment, Code, Problem};

/// Every rule, in a file of its own.
const RULES: &[fn(&mut Relations<'_, '_, '_>)] = &[
    zone::judge,
    subnet::judge,
    name::judge,
    region::judge,
    container::judge,
    queue::judge,
    balancer::judge,
    vpc::judge,
    lost::judge,
    job_queue::judge,
    image::judge,
];

/// What the rules share.
struct Relations<'a, 's, 'p> {
    environment: &'a AssembledEnvironment,
    sight: &'s Sight<'a>,
    problems: &'p mut Vec<Problem>,
}

pub(super) fn judge(environment: &AssembledEnvironment, sight: &Sight<'_>, problems: &mut Vec<Problem>) {
    let mut relations = Relations { environment, sight, problems };
    RULES.iter().for_each(|judge| judge(&mut relations));
}

impl<'a> Relations<'a, '_, '_> {
    fn all(&self, type_name: &str) -> Vec<Node> {
        self.sight.of_type(type_name).collect()
    }

    /// Says what is wrong at a place below a resource's properties; `with` fills in the wording.
    fn found(&mut self, code: &'static Code, node: Node, below: &str, with: impl FnOnce(Problem) -> Problem) {
        let pointer = format!("/Resources/{}/Properties/{below}", self.sight.id(node));
        let at = place(self.environment, self.sight.stack(node), pointer.trim_end_matches('/'));
        self.problems.push(with(code.problem().with("name", self.name(node))).at(at));
    }

    fn name(&self, node: Node) -> String {
        super::network::name(self.sight, node)
    }

    /// Whether two values certainly are, or certainly are not, the same.
    fn same(&self, one: &Meaning<'a>, other: &Meaning<'a>) -> Option<bool> {
        match (one, other) {
            (Meaning::Unknown(_) | Meaning::Nothing, _) | (_, Meaning::Unknown(_) | Meaning::Nothing) => None,
            (one, other) if one == other => Some(true),
            (one, other) if one.is_known() && other.is_known() => Some(false),
            // what two resources are called differs
            (Meaning::Symbol(Symbol::Attribute(one, first)), Meaning::Symbol(Symbol::Attribute(other, second))) => {
                (first == second && one != other).then_some(false)
            }
            (Meaning::Symbol(Symbol::Zone(one, first)), Meaning::Symbol(Symbol::Zone(other, second))) => {
                Some(one == other && first == second)
            }
            _ => None,
        }
    }
}
