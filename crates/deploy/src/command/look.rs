//! What only looks: `diff`, `outputs`, `drift`, `status`.

use super::account::{Way, journal_folder};
use super::image::Lookup;
use super::{Call, Refused, show};
use crate::clock::Clock;
use crate::ending::{Ending, Stop};
use crate::execute::{Context, Gate, Interrupt, Plan, Services, Surroundings as Around, prepare};
use crate::journal::{self, Interrupted, Journal};
use formwork::command::Shell;
use formwork::report::{Align, table};
use serde_json::{Map, Value, json};
use tokio::sync::watch;

pub(super) fn diff(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let arguments = call.arguments;
    let way = Way::new(call)?;
    let target = &way.request.target;
    let clock = Clock::of_machine();
    let journal = Journal::nowhere("diff", clock);
    let (_sender, interrupt) = watch::channel(Interrupt::None);
    let nothing = Interrupted::default();
    let number = way.account()?;
    let registry = Lookup { connection: &way.connection, account: &number };
    let gate = Gate { images: &way.settings.images, registry: &registry };
    let prepared = way.runtime.block_on(async {
        let around = Around {
            connection: &way.connection,
            services: Services { images: Some(gate), ..Services::default() },
            clock,
            journal: &journal,
            notices: &|_| {},
            interrupt,
            decide: &|_| Ok(false),
            standing: None,
            interrupted: &nothing,
        };
        let context = Context::new(&around, target, &way.request.options);
        prepare(&context, target, &number, false).await
    })?;
    show::plan(shell, arguments, &Plan::of(target, &prepared));
    Ok(if prepared.steps.is_empty() { Ending::Fine } else { Ending::Changes })
}

pub(super) fn outputs(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let arguments = call.arguments;
    let way = Way::new(call)?;
    let mut all = Map::new();
    let mut text = String::new();
    for stack in way.chosen() {
        let (_, Some(there)) = way.stack(stack)? else { continue };
        let outputs: Map<String, Value> =
            there.outputs.iter().map(|output| (output.key.clone(), json!(output.value))).collect();
        for output in &there.outputs {
            text.push_str(&format!("{}.{} = {}\n", stack.id, output.key, output.value));
        }
        all.insert(stack.id.clone(), Value::Object(outputs));
    }
    show::found(shell, arguments, "outputs", json!({"stacks": all}), &text);
    Ok(Ending::Fine)
}

pub(super) fn drift(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let arguments = call.arguments;
    let way = Way::new(call)?;
    let mut ending = Ending::Fine;
    for stack in way.chosen() {
        let (cloud, there) = way.stack(stack)?;
        if there.is_none_or(|there| there.status == "REVIEW_IN_PROGRESS") {
            let details = json!({"stack": stack.id, "deployed": false, "drifted": []});
            show::found(shell, arguments, "drift", details, &format!("{}: is not deployed\n", stack.id));
            continue;
        }
        let drifted = way.runtime.block_on(cloud.drift(&stack.name));
        let drifted = drifted.map_err(|failure| Stop::call(&stack.id, &failure))?;
        if drifted.is_empty() {
            let details = json!({"stack": stack.id, "deployed": true, "drifted": []});
            show::found(shell, arguments, "drift", details, &format!("{}: is as it was deployed\n", stack.id));
            continue;
        }
        ending = Ending::Changes;
        let (mut text, mut all) = (String::new(), Vec::new());
        for one in &drifted {
            let place = stack.place_of(&one.logical_id);
            let what = if one.is_deleted { "was deleted" } else { "was changed by hand" };
            text.push_str(&format!("{}: {} {} {what}", stack.id, one.type_name, one.logical_id));
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
            text.push('\n');
            all.push(json!({
                "logicalId": one.logical_id,
                "resourceType": one.type_name,
                "deleted": one.is_deleted,
                "differences": differences,
            }));
        }
        let details = json!({"stack": stack.id, "deployed": true, "drifted": all});
        show::found(shell, arguments, "drift", details, &text);
    }
    Ok(ending)
}

pub(super) fn status(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Call { around, arguments, .. } = *call;
    let way = Way::new(call)?;
    let number = way.account()?;
    let mut rows = Vec::new();
    let mut stacks = Vec::new();
    for stack in way.chosen() {
        let (_, there) = way.stack(stack)?;
        let (state, reason) = match &there {
            Some(there) => (there.status.as_str(), there.reason.as_deref().unwrap_or_default()),
            None => ("not deployed", ""),
        };
        rows.push([stack.id.clone(), stack.name.clone(), state.to_string(), reason.to_string()]);
        stacks.push(json!({"stack": stack.id, "name": stack.name, "status": state, "reason": reason}));
    }
    let folder = journal_folder(around, arguments, &way.request.target, &number);
    let last = journal::read(&folder);
    let interrupted = last.as_ref().filter(|last| last.ended.is_none()).map(|last| last.run.as_str());
    if arguments.json {
        show::found(shell, arguments, "status", json!({"stacks": stacks, "interrupted": interrupted}), "");
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
