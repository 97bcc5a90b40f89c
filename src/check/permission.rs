//! Permissions: what has to be allowed for a system to work, evaluated against the policies of its templates.
//!
//! | code | about |
//! |---|---|
//! | `P0101`, `P0102`, `P0103` | what starts a task: its image, its secrets, its log streams |
//! | `P0104` | secrets of the app that an execution role reads and no task of it names |
//! | `P0105` | tasks without an execution role |
//! | `P0106`, `P0107` | log groups that nobody makes, keys that a secret does not have |
//! | `P0108` | who a role trusts |
//! | `P0109`, `P0110`, `P0111` | roles of schedules and functions |
//! | `P0112` | AWS managed policies that do not exist |
//! | `P0113` | policies of endpoints |
//! | `P0114` | buckets whose name a container is given |
//!
//! What hangs on conditions, or on policies that are not in the app, is taken to be allowed: only what certainly is not, is
//! found. AWS's own policies are those of the file beside this one, each with its version and date.

pub mod codes;
mod endpoint;
mod expand;
mod managed;
mod role;
mod schedule;
mod task;
mod trust;

use super::subject::place;
use crate::policy::{Allowed, Request, Text, allows};
use crate::sight::{Node, Sight};
use crate::{AssembledEnvironment, Code, Problem};
use role::Roles;

/// What the judges of permissions share.
struct Permissions<'a, 's, 'p> {
    environment: &'a AssembledEnvironment,
    sight: &'s Sight<'a>,
    roles: Roles<'a>,
    problems: &'p mut Vec<Problem>,
}

pub(super) fn judge(environment: &AssembledEnvironment, sight: &Sight<'_>, problems: &mut Vec<Problem>) {
    let roles = Roles::new(sight);
    let mut permissions = Permissions { environment, sight, roles, problems };
    permissions.tasks();
    permissions.trust();
    permissions.schedules();
    permissions.functions();
    permissions.managed_policies();
    permissions.endpoints();
}

impl Permissions<'_, '_, '_> {
    /// A problem at a place below a resource's properties.
    fn problem(&self, code: &'static Code, node: Node, below: &str) -> Problem {
        let pointer = format!("/Resources/{}/Properties/{below}", self.sight.id(node));
        code.problem().at(place(self.environment, self.sight.stack(node), &pointer))
    }

    fn name(&self, node: Node) -> String {
        super::network::name(self.sight, node)
    }

    /// The actions of those that a role certainly may not do.
    fn refused(&self, role: Node, actions: &[&str], resource: &Text) -> Vec<String> {
        let Some(own) = self.roles.get(role).filter(|own| own.is_whole) else { return Vec::new() };
        let is_refused = |action: &&&str| {
            let request = Request::new(**action, resource.clone());
            let request = request.context(crate::policy::Context::default().with("aws:SecureTransport", "true"));
            allows(&own.policies, &[], own.boundary.as_ref(), &request) == Allowed::No
        };
        actions.iter().filter(is_refused).map(|action| action.to_string()).collect()
    }
}
