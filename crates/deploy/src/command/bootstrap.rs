//! `deploy bootstrap`: makes the staging bucket of an environment.

use super::account::{connect, runtime};
use super::go::{Start, begin};
use super::load::{Loaded, load};
use super::{Call, Refused};
use crate::ending::{Ending, Stop};
use crate::execute::{Request, Task};
use crate::plan::class::Class;
use crate::staging;
use crate::target::{MARK, Target, Values, make};
use formwork::Environment;
use formwork::check::check;
use formwork::command::Shell;
use std::collections::BTreeSet;

/// A run like any other, of the one stack that holds the bucket.
pub(super) fn bootstrap(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Call { around, arguments, .. } = *call;
    let Loaded { request: Request { target, options, .. }, settings } = load(call)?;
    let name = match &settings.staging_bucket {
        Some(name) => name.clone(),
        None => {
            let number = number(call, &target)?;
            staging::bucket_name(project_of(&target), &target.environment, &number)
        }
    };
    let request = Request { task: Task::Deploy, target: staging_target(&target, &name)?, options };
    let auto = Class::from_number(settings.approve_up_to).unwrap_or_default();
    let ending = begin(
        &Start { arguments, around, auto, staging_bucket: None, images: Vec::new(), folders: None, interrupted: None },
        &request,
        shell,
    )?;
    // in JSON the last line is the result, and the outputs of the stack have the name
    if ending == Ending::Fine && !arguments.json {
        if settings.staging_bucket.is_none() {
            let file = settings.files.first().map_or("the settings", String::as_str);
            shell.message(&format!("put this line into {file}:\n"));
        }
        shell.result(&format!("staging_bucket = \"{name}\"\n"));
    }
    Ok(ending)
}

/// The account that the environment lives in, or else that of the credentials.
fn number(call: &Call<'_>, target: &Target) -> Result<String, Stop> {
    if let Some(account) = &target.account {
        return Ok(account.clone());
    }
    runtime(&call.around.transport)?.block_on(async {
        let connection = connect(call.around, call.arguments, &target.region).await?;
        connection.account().await.map_err(|failure| Stop::call("the account", &failure))
    })
}

/// What the names of an environment's stacks begin with: `prooflink` of `prooflink-dev-network`.
fn project_of(target: &Target) -> &str {
    let middle = format!("-{}-", target.environment);
    let mut names = target.stacks.iter().map(|stack| stack.name.as_str());
    names.find_map(|name| name.split_once(&middle)).map_or("formwork", |(project, _)| project)
}

fn staging_target(target: &Target, bucket: &str) -> Result<Target, Stop> {
    let stop = |problems| Stop { ending: Ending::Preflight, problems };
    let environment = Environment::new(target.environment.clone(), target.region.clone());
    let assembly = staging::assembly(project_of(target), &environment, bucket);
    let verified = check(assembly).map_err(|rejected| stop(rejected.problems))?;
    let wanted = BTreeSet::from([staging::STACK.to_string()]);
    let mut made = make(&verified, &target.environment, &wanted, &Values::default()).map_err(stop)?;
    // it is of no program, which would say that it left
    made.stacks.iter_mut().for_each(|stack| drop(stack.tags.remove(MARK)));
    Ok(Target { account: target.account.clone(), ..made })
}
