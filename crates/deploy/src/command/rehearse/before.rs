//! What the account of a rehearsal holds before it begins.

use super::super::account::Way;
use super::super::{Call, Refused};
use crate::codes;
use crate::deployed::Deployed;
use crate::ending::{Ending, Stop};
use crate::rehearsal::target;
use crate::target::{Target, TargetStack};
use formwork::command::Shell;
use formwork::output;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What was asked for: what a folder or a revision holds, what is deployed, or nothing.
pub(super) fn before(
    call: &Call<'_>,
    wanted: &Target,
    values: &BTreeMap<String, String>,
    shell: &mut Shell<'_>,
) -> Result<Option<Target>, Refused> {
    if call.arguments.from_deployed {
        return Ok(Some(deployed(call, wanted, shell)?));
    }
    let Some(was) = &call.arguments.was else { return Ok(None) };
    let stop = |problems| Stop { ending: Ending::Preflight, problems };
    let folder = call.around.invocation.working_folder.join(was);
    let assembly = match folder.is_dir() {
        true => output::read(&folder).map_err(stop)?,
        false => {
            let copy = of_revision(&call.around.invocation.workspace, was)?;
            output::read(&copy.0.join("cfn-out")).map_err(stop)?
        }
    };
    let mut all = values.clone();
    all.extend(call.arguments.values.clone());
    Ok(Some(target(assembly, &wanted.environment, &all).map_err(stop)?))
}

/// A folder for as long as it is read.
struct Copy(PathBuf);

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// `cfn-out` as it was committed then.
fn of_revision(workspace: &Path, revision: &str) -> Result<Copy, Stop> {
    let stop = |reason: String| {
        let problem = codes::NO_SUCH_BEFORE.problem().with("was", revision).with("reason", reason.trim());
        Stop::new(Ending::Preflight, problem)
    };
    if revision.starts_with('-') {
        return Err(stop("it begins with a hyphen".to_string()));
    }
    let mut git = Command::new("git");
    git.arg("-C").arg(workspace).args(["archive", "--format=tar", revision, "--", "cfn-out"]);
    let archive = git.output().map_err(|error| stop(format!("git cannot be run: {error}")))?;
    if !archive.status.success() {
        let said = String::from_utf8_lossy(&archive.stderr);
        return Err(stop(format!("git says: {}", said.lines().next().unwrap_or_default())));
    }
    let name = format!("formwork-was-{}", std::process::id());
    let copy = Copy(std::env::temp_dir().join(name));
    let unpacked = tar::Archive::new(archive.stdout.as_slice()).unpack(&copy.0);
    unpacked.map_err(|error| stop(format!("{} cannot be written: {error}", copy.0.display())))?;
    Ok(copy)
}

/// What the account has of these stacks, and who else imports from them: read, and nothing written.
fn deployed(call: &Call<'_>, wanted: &Target, shell: &mut Shell<'_>) -> Result<Target, Refused> {
    let way = Way::new(call)?;
    wanted.lives_in(&way.account()?)?;
    let mut was = Target { stacks: Vec::new(), ..wanted.clone() };
    let mut importers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for stack in &wanted.stacks {
        let cloud = way.connection.cloudformation(&stack.region);
        let refused = |failure| Stop::call(&stack.id, &failure);
        let there = way.runtime.block_on(Deployed::read(&cloud, &stack.name)).map_err(refused)?;
        if !there.is_there() || there.is_wreck() {
            continue; // a deploy makes it anew
        }
        let (status, Some(known)) = (there.status().to_string(), there.stack) else { continue };
        let Some(template) = there.template else {
            shell.message(&format!("note: the template of {} is no JSON: taken as not deployed\n", stack.id));
            continue;
        };
        if !status.ends_with("_COMPLETE") {
            shell.message(&format!("note: {} is in {status}: taken as complete\n", stack.id));
        }
        let names: BTreeSet<String> = known.outputs.iter().filter_map(|output| output.export.clone()).collect();
        for export in names {
            let outside = way.runtime.block_on(cloud.importers(&export)).map_err(refused)?;
            for importer in outside.into_iter().filter(|name| wanted.stacks.iter().all(|one| one.name != *name)) {
                importers.entry(importer).or_default().insert(export.clone());
            }
        }
        let (text, parameters, tags) = (template.to_string(), known.parameters, known.tags);
        was.stacks.push(TargetStack { text, template, parameters, tags, ..stack.clone() });
    }
    was.stacks.extend(importers.iter().map(|(name, exports)| importer(name, exports, &wanted.region)));
    Ok(was)
}

/// A stack of somebody else's, of which nothing is known but what it imports.
fn importer(name: &str, exports: &BTreeSet<String>, region: &str) -> TargetStack {
    let imports = exports.iter().enumerate();
    let outputs: serde_json::Map<String, Value> = imports
        .map(|(number, export)| (format!("Import{number}"), json!({"Value": {"Fn::ImportValue": export}})))
        .collect();
    let template = json!({
        "Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}},
        "Outputs": outputs,
    });
    TargetStack {
        id: name.to_string(),
        name: name.to_string(),
        region: region.to_string(),
        text: template.to_string(),
        template,
        ..TargetStack::default()
    }
}
