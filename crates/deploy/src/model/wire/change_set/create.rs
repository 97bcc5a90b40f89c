//! Change sets made: what is refused at once, and what the change set will say.

mod imports;

use super::{is_of, updatable};
use crate::model::change_set::{ChangeSet, NO_CHANGES};
use crate::model::preview::{self, Wish};
use crate::model::state::State;
use crate::model::template::listed;
use crate::model::wire::Reply;
use crate::model::wire::refusal::Refusal;
use crate::model::wire::request::Request;
use crate::model::wire::response::Xml;
use crate::model::wire::template::{check_capabilities, goal};

/// What CloudFormation says of a logical id that is to be another type.
const RETYPED: &str = "Update of resource type is not permitted. The new template modifies resource type of the \
                       following resources";

pub fn create(state: &mut State, request: &Request) -> Reply {
    let stack_name = request.text("StackName").unwrap_or_default();
    let name = request.text("ChangeSetName").unwrap_or_default();
    let kind = request.text("ChangeSetType").unwrap_or("UPDATE");
    if let Some(known) = state.change_sets.iter().find(|set| set.name == name && is_of(state, set, stack_name)) {
        if known.token.is_some() && known.token.as_deref() == request.text("ClientToken") {
            return Ok(made(known));
        }
        let message = format!("ChangeSet {name} cannot be created due to a mismatch with existing attribute Name");
        return Err(Refusal::new("AlreadyExistsException", message));
    }
    let at = state.position(stack_name);
    let status = at.and_then(|at| state.stacks.get(at)).map(|stack| stack.status);
    match (kind, status) {
        ("CREATE", None | Some("REVIEW_IN_PROGRESS")) | ("IMPORT", None) => {}
        ("CREATE", Some(_)) => {
            let message =
                format!("Stack [{stack_name}] already exists and cannot be created again with the changeSet [{name}].");
            return Err(Refusal::validation(message));
        }
        (_, None) => return Err(Refusal::validation(format!("Stack [{stack_name}] does not exist"))),
        (_, Some(status)) => updatable(state, at, status)?,
    }
    let goal = goal(state, request, at)?;
    check_capabilities(&goal)?;
    let at = at.unwrap_or_else(|| state.new_stack(stack_name));
    let imports = imports::wanted(state, at, request, &goal);
    let reverts_drift = request.text("DeploymentMode") == Some("REVERT_DRIFT");
    let Some(stack) = state.stacks.get(at) else { return Err(Refusal::validation("no stack")) };
    let wish = Wish { imports: &imports, reverts_drift };
    let changes = preview::changes(state, stack, &goal, wish);
    let retyped: Vec<&String> = stack
        .resources
        .values()
        .filter(|one| !matches!(one.status, "DELETE_COMPLETE" | "DELETE_SKIPPED"))
        .filter(|one| {
            let kind = goal.resource(&one.logical_id).and_then(|body| body.get("Type")?.as_str());
            kind.is_some_and(|kind| kind != one.type_name)
        })
        .map(|one| &one.logical_id)
        .collect();
    if !retyped.is_empty() {
        let retyped = listed(retyped);
        return Err(Refusal::validation(format!("{RETYPED}: {retyped}")));
    }
    let has_new_outputs = stack.goal.section("Outputs") != goal.section("Outputs");
    let is_first = matches!(stack.status, "REVIEW_IN_PROGRESS");
    let is_failed = stack.status.ends_with("_FAILED");
    let (stack_name, stack_id) = (stack.name.clone(), stack.id.clone());
    let validations = match request.flag("DisableValidation") {
        Some(true) => Vec::new(),
        _ => state.faults.early_validations(&stack_name),
    };
    let kinds: Vec<&str> = validations
        .iter()
        .map(
            |(_, name, _)| {
                if name == "NAME_CONFLICT_VALIDATION" { "ResourceExistenceCheck" } else { "PropertyValidation" }
            },
        )
        .collect();
    let (changes, failure) = match changes {
        Err(reason) => (Vec::new(), Some(reason)),
        Ok(changes) if changes.is_empty() && !has_new_outputs && !is_first && !is_failed => {
            (changes, Some(NO_CHANGES.to_owned()))
        }
        Ok(changes) => {
            let failed =
                |kind: &&str| format!("The following hook(s)/validation failed: [AWS::EarlyValidation::{kind}].");
            (changes, kinds.first().map(failed))
        }
    };
    let hook = state.faults.hook(&stack_name);
    let failure = failure.or(hook.as_ref().map(|(name, ..)| format!("The following hook(s) failed: [{name}].")));
    let number = state.count(&format!("change set/{stack_id}/{name}"));
    let operation = state.count("operation");
    let set = ChangeSet {
        id: state.arn(&format!("changeSet/{name}/{number:08}-{}", stack_id.rsplit('/').next().unwrap_or_default())),
        name: name.to_owned(),
        drops_property_values: state.faults.drops_property_values(&stack_name),
        stack_id,
        stack_name,
        kind: kind.to_owned(),
        description: request.owned("Description"),
        goal,
        changes,
        created: state.now,
        failure,
        token: request.owned("ClientToken"),
        on_failure: request.owned("OnStackFailure"),
        is_express: request.text("DeploymentConfig.Mode") == Some("EXPRESS"),
        disable_rollback: request.flag("DeploymentConfig.DisableRollback"),
        reverts_drift,
        imports,
        validations,
        hook,
        operation: format!("00000000-0000-0000-0001-{operation:012}"),
        ..ChangeSet::default()
    };
    let reply = made(&set);
    state.change_sets.push(set);
    Ok(reply)
}

fn made(set: &ChangeSet) -> Xml {
    Xml::new().text("Id", &set.id).text("StackId", &set.stack_id)
}
