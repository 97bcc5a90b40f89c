//! What only looks: `diff`, `outputs`, `drift`, `status`.

use super::arguments::Arguments;
use super::go::no_runtime;
use super::load::load;
use super::{Call, Refused, account, show};
use crate::api::{CloudFormation, Connection};
use crate::clock::Clock;
use crate::ending::{Ending, Stop};
use crate::execute::{Context, Interrupt, Plan, Request, Surroundings as Around, prepare};
use crate::journal::{self, Interrupted, Journal};
use crate::target::TargetStack;
use formwork::command::Shell;
use formwork::report::{Align, table};
use serde_json::{Map, Value, json};
use tokio::sync::watch;

/// What was asked for, and the way there.
struct Look {
    request: Request,
    runtime: tokio::runtime::Runtime,
    connection: Connection,
}

impl Look {
    fn new(call: &Call<'_>) -> Result<Self, Refused> {
        let Call { around, arguments, .. } = *call;
        let request = load(call)?.request;
        let runtime = account::runtime(&around.transport).map_err(|error| no_runtime(&error))?;
        let connection = runtime.block_on(account::connect(around, arguments, &request.target.region))?;
        Ok(Look { request, runtime, connection })
    }

    fn chosen(&self) -> impl Iterator<Item = &TargetStack> {
        self.request.target.stacks.iter().filter(|stack| stack.is_chosen)
    }

    fn cloud(&self, stack: &TargetStack) -> CloudFormation {
        match stack.region == self.connection.region() {
            true => self.connection.cloudformation(),
            false => self.connection.in_region(&stack.region).cloudformation(),
        }
    }
}

pub(super) fn diff(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let arguments = call.arguments;
    let look = Look::new(call)?;
    let target = &look.request.target;
    let clock = Clock::of_machine();
    let journal = Journal::nowhere("diff", clock);
    let (_sender, interrupt) = watch::channel(Interrupt::None);
    let nothing = Interrupted::default();
    let prepared = look.runtime.block_on(async {
        let number = look.connection.account().await.map_err(|failure| Stop::call("the account", &failure))?;
        let around = Around {
            connection: &look.connection,
            clock,
            journal: &journal,
            notices: &|_| {},
            interrupt,
            decide: &|_| Ok(false),
            standing: None,
            interrupted: &nothing,
        };
        let context = Context::new(&around, target, &look.request.options);
        prepare(&context, target, &number, false).await
    })?;
    show::plan(shell, arguments, &Plan::of(target, &prepared));
    Ok(if prepared.steps.is_empty() { Ending::Fine } else { Ending::Changes })
}

pub(super) fn outputs(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let arguments = call.arguments;
    let look = Look::new(call)?;
    let mut all = Map::new();
    let mut text = String::new();
    for stack in look.chosen() {
        let there = look.runtime.block_on(look.cloud(stack).stack(&stack.name));
        let Some(there) = there.map_err(|failure| Stop::call(&stack.id, &failure))? else { continue };
        let outputs: Map<String, Value> =
            there.outputs.iter().map(|output| (output.key.clone(), json!(output.value))).collect();
        for output in &there.outputs {
            text.push_str(&format!("{}.{} = {}\n", stack.id, output.key, output.value));
        }
        all.insert(stack.id.clone(), Value::Object(outputs));
    }
    match arguments.json {
        true => shell.result(&format!("{}\n", Value::Object(all))),
        false => shell.result(&text),
    }
    Ok(Ending::Fine)
}

pub(super) fn drift(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let arguments = call.arguments;
    let look = Look::new(call)?;
    let mut ending = Ending::Fine;
    for stack in look.chosen() {
        let cloud = look.cloud(stack);
        let there = look.runtime.block_on(cloud.stack(&stack.name));
        let there = there.map_err(|failure| Stop::call(&stack.id, &failure))?;
        if there.is_none_or(|there| there.status == "REVIEW_IN_PROGRESS") {
            shell.result(&line(arguments, &stack.id, "is not deployed", json!({"deployed": false})));
            continue;
        }
        let drifted = look.runtime.block_on(cloud.drift(&stack.name));
        let drifted = drifted.map_err(|failure| Stop::call(&stack.id, &failure))?;
        if drifted.is_empty() {
            shell.result(&line(arguments, &stack.id, "is as it was deployed", json!({"drifted": []})));
            continue;
        }
        ending = Ending::Changes;
        for one in &drifted {
            let place = stack.place_of(&one.logical_id);
            let what = if one.is_deleted { "was deleted" } else { "was changed by hand" };
            let mut text = format!("{} {} {what}", one.type_name, one.logical_id);
            if let Some(source) = place.source {
                text.push_str(&format!("   {}:{}", source.file, source.line));
            }
            for (path, expected, actual) in &one.differences {
                text.push_str(&format!("\n    {path}: {expected} -> {actual}"));
            }
            let differences: Vec<Value> = one
                .differences
                .iter()
                .map(|(path, expected, actual)| json!({"path": path, "deployed": expected, "actual": actual}))
                .collect();
            let details = json!({
                "logical_id": one.logical_id,
                "type": one.type_name,
                "deleted": one.is_deleted,
                "differences": differences,
            });
            shell.result(&line(arguments, &stack.id, &text, json!({"drifted": [details]})));
        }
    }
    Ok(ending)
}

fn line(arguments: &Arguments, stack: &str, text: &str, details: Value) -> String {
    match arguments.json {
        true => {
            let mut object = Map::new();
            object.insert("stack".to_string(), json!(stack));
            object.extend(details.as_object().cloned().unwrap_or_default());
            format!("{}\n", Value::Object(object))
        }
        false => format!("{stack}: {text}\n"),
    }
}

pub(super) fn status(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Call { around, arguments, .. } = *call;
    let look = Look::new(call)?;
    let number = look.runtime.block_on(look.connection.account());
    let number = number.map_err(|failure| Stop::call("the account", &failure))?;
    let mut rows = Vec::new();
    let mut stacks = Vec::new();
    for stack in look.chosen() {
        let there = look.runtime.block_on(look.cloud(stack).stack(&stack.name));
        let there = there.map_err(|failure| Stop::call(&stack.id, &failure))?;
        let (state, reason) = match &there {
            Some(there) => (there.status.as_str(), there.reason.as_deref().unwrap_or_default()),
            None => ("not deployed", ""),
        };
        rows.push([stack.id.clone(), stack.name.clone(), state.to_string(), reason.to_string()]);
        stacks.push(json!({"stack": stack.id, "name": stack.name, "status": state, "reason": reason}));
    }
    let folder = account::journal_folder(around, arguments, &look.request.target, &number);
    let last = journal::read(&folder);
    let interrupted = last.as_ref().filter(|last| last.ended.is_none()).map(|last| last.run.as_str());
    if arguments.json {
        shell.result(&format!("{}\n", json!({"stacks": stacks, "interrupted": interrupted})));
        return Ok(Ending::Fine);
    }
    let headings = ["stack", "name", "status", "reason"];
    let heads = headings.map(|heading| (heading, Align::Left));
    shell.result(&table(heads, &rows, |_, _| None, shell.paint()));
    if let Some(run) = interrupted {
        let environment = &arguments.environment;
        shell.result(&format!("\nthe run {run} was interrupted: `deploy resume {environment}` goes on\n"));
    }
    Ok(Ending::Fine)
}
