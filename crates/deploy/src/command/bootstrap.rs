//! `deploy bootstrap`: makes the staging bucket of an environment.

use super::arguments::Arguments;
use super::go::{Start, begin, no_runtime};
use super::load::{Loaded, load};
use super::{Refused, Surroundings, account};
use crate::ending::{Ending, Stop};
use crate::execute::{Request, Task};
use crate::plan::class::Class;
use crate::project::Project;
use crate::staging;
use crate::target::{Target, Values, make};
use formwork::Environment;
use formwork::check::check;
use formwork::command::Shell;
use std::collections::BTreeSet;

/// A run like any other, of the one stack that holds the bucket.
pub(super) fn bootstrap(
    project: &Project<'_>,
    around: &Surroundings,
    arguments: &Arguments,
    shell: &mut Shell<'_>,
) -> Result<Ending, Refused> {
    let Loaded { request: Request { target, options, .. }, settings } = load(project, around, arguments)?;
    let name = match &settings.staging_bucket {
        Some(name) => name.clone(),
        None => {
            let number = number(around, arguments, &target)?;
            staging::bucket_name(project_of(&target), &target.environment, &number)
        }
    };
    let request = Request { task: Task::Deploy, target: staging_target(&target, &name)?, options };
    let auto = Class::from_number(settings.approve_up_to).unwrap_or_default();
    let ending = begin(&Start { arguments, around, auto, interrupted: None }, &request, shell)?;
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
fn number(around: &Surroundings, arguments: &Arguments, target: &Target) -> Result<String, Stop> {
    if let Some(account) = &target.account {
        return Ok(account.clone());
    }
    let runtime = account::runtime(&around.transport).map_err(|error| no_runtime(&error))?;
    runtime.block_on(async {
        let connection = account::connect(around, arguments, &target.region).await?;
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
    let made = make(&verified, &target.environment, &wanted, &Values::default()).map_err(stop)?;
    Ok(Target { account: target.account.clone(), ..made })
}
