//! The query protocol: a form comes in, XML goes out.
//!
//! | file | actions |
//! |---|---|
//! | `change_set` | of change sets |
//! | `stack` | what a stack is |
//! | `resource` | what is in it |
//! | `operation` | deleting, rolling back, cancelling |
//! | `drift` | what somebody has changed |
//! | `refactor` | moving resources between stacks, or to another logical id |
//! | `event` | what happened |
//! | `export` | exports and who uses them |
//! | `template` | templates |
//! | `identity` | of STS: who calls |
//! | `object` | of S3: objects, with conditions |

mod change;
mod change_set;
mod connector;
mod drift;
mod event;
mod export;
mod hook;
mod identity;
mod object;
mod operation;
mod refactor;
pub mod refusal;
mod request;
mod resource;
mod response;
mod stack;
mod template;

pub use connector::Connector;
pub use drift::Detection;
pub use refactor::Refactor;

use super::state::State;
use refusal::Refusal;
use request::Request;
use response::Xml;

type Reply = Result<Xml, Refusal>;

/// What CloudFormation and STS do.
fn act(state: &mut State, action: &str, request: &Request) -> Reply {
    match action {
        "CancelUpdateStack" => operation::cancel(state, request),
        "ContinueUpdateRollback" => operation::continue_rollback(state, request),
        "CreateChangeSet" => change_set::create(state, request),
        "DeleteChangeSet" => change_set::delete(state, request),
        "DeleteStack" => operation::delete(state, request),
        "DescribeChangeSet" => change_set::describe(state, request),
        "DescribeEvents" => event::describe_events(state, request),
        "CreateStackRefactor" => refactor::create(state, request),
        "DescribeStackDriftDetectionStatus" => drift::describe_detection(state, request),
        "DescribeStackEvents" => event::describe_stack_events(state, request),
        "DescribeStackRefactor" => refactor::describe(state, request),
        "DescribeStackResource" => resource::describe_one(state, request),
        "DescribeStackResourceDrifts" => drift::describe(state, request),
        "DescribeStackResources" => resource::describe(state, request),
        "DescribeStacks" => stack::describe(state, request),
        "DetectStackDrift" => drift::detect(state, request),
        "ExecuteChangeSet" => change_set::execute(state, request),
        "ExecuteStackRefactor" => refactor::execute(state, request),
        "GetCallerIdentity" => Ok(identity::caller(state)),
        "GetHookResult" => hook::get(state, request),
        "GetStackPolicy" => stack::policy(state, request),
        "GetTemplate" => template::text(state, request),
        "GetTemplateSummary" => template::summary(state, request),
        "ListChangeSets" => change_set::list(state, request),
        "ListExports" => export::exports(state, request),
        "ListHookResults" => hook::list(state, request),
        "ListImports" => export::imports(state, request),
        "ListStackRefactors" => refactor::list(state, request),
        "ListStackResources" => resource::list(state, request),
        "ListStacks" => stack::list(state, request),
        "RollbackStack" => operation::roll_back(state, request),
        "SetStackPolicy" => stack::set_policy(state, request),
        "UpdateTerminationProtection" => stack::set_protection(state, request),
        "ValidateTemplate" => template::validate(state, request),
        _ => Err(Refusal::new("InvalidAction", format!("Could not find operation {action} for version 2010-05-15"))),
    }
}

/// A page of a list, and where the next one begins.
fn page<'a, T>(all: &'a [T], request: &Request, size: usize) -> Result<(&'a [T], Option<String>), Refusal> {
    let from = match request.text("NextToken") {
        Some(token) => {
            token.parse::<usize>().map_err(|_| Refusal::validation("The value of NextToken is not valid"))?
        }
        None => 0,
    };
    let rest = all.get(from..).unwrap_or_default();
    match rest.get(..size) {
        Some(page) if rest.len() > size => Ok((page, Some((from + size).to_string()))),
        _ => Ok((rest, None)),
    }
}
