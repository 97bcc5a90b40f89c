//! The arguments of `deploy`.

mod help;
mod operation;

pub(super) use operation::Operation;

use crate::api::Login;
use crate::execute::Options;
use crate::plan::approval::Token;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use formwork::command::ColorChoice;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// What is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Action {
    #[default]
    Deploy,
    Plan,
    Diff,
    Destroy,
    Outputs,
    Drift,
    Status,
    Resume,
    Cancel,
    Bootstrap,
    PushImage,
    SubmitJob,
    Jobs,
    ShowJob,
    Logs,
    RefreshSecrets,
}

impl Action {
    /// Whether it is over at once, and no run.
    pub fn is_look(self) -> bool {
        use Action::{Bootstrap, Deploy, Destroy, Plan, Resume};
        !matches!(self, Deploy | Plan | Destroy | Resume | Bootstrap)
    }
}

/// What was asked for.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub action: Action,
    /// A stack's id or a pattern; `all` for all.
    pub stack: String,
    pub environment: String,
    pub login: Login,
    pub values: BTreeMap<String, String>,
    pub from: Option<PathBuf>,
    pub journal: Option<PathBuf>,
    pub exclusively: bool,
    pub json: bool,
    pub color: ColorChoice,
    pub options: Options,
    pub rehearse: bool,
    pub was: Option<String>,
    pub operation: Operation,
    pub image: String,
    pub archive: Option<PathBuf>,
    pub docker: Option<String>,
    pub tag: Option<String>,
    pub from_deployed: bool,
    pub remove_orphans: bool,
    pub fail: Vec<String>,
    pub junit: Option<PathBuf>,
    pub summary: Option<PathBuf>,
    pub outputs_file: Option<PathBuf>,
}

/// What is said instead of doing something.
pub(super) struct Answer {
    pub text: String,
    /// Whether it was asked for.
    pub is_result: bool,
}

const ACTIONS: [(&str, Action, &str); 10] = [
    ("plan", Action::Plan, "Shows what a deploy would do, with its hash, and leaves everything as it is"),
    ("diff", Action::Diff, "Shows what differs between the program and what is deployed, by templates alone"),
    ("destroy", Action::Destroy, "Deletes stacks, and those that need them"),
    ("outputs", Action::Outputs, "Shows what stacks give"),
    ("drift", Action::Drift, "Shows what was changed by hand"),
    ("push-image", Action::PushImage, "Pushes a container image into its repository"),
    ("status", Action::Status, "Shows the state of an environment's stacks, and whether a run was interrupted"),
    ("resume", Action::Resume, "Goes on with a run that was interrupted or has failed"),
    ("cancel", Action::Cancel, "Stops updates that are running, and forgets a run that was interrupted"),
    (
        "bootstrap",
        Action::Bootstrap,
        "Makes the bucket for large templates and the lease; says what to put into the settings",
    ),
];

impl Arguments {
    pub fn parse(arguments: &[OsString]) -> Result<Arguments, Answer> {
        let matches = command()
            .try_get_matches_from(arguments)
            .map_err(|error| Answer { text: error.render().to_string(), is_result: !error.use_stderr() })?;
        match matches.subcommand() {
            Some((group @ ("batch" | "secret"), matches)) => match matches.subcommand() {
                Some((name, matches)) => Arguments::of(operation::action(group, name).unwrap_or_default(), matches),
                None => Arguments::of(Action::Deploy, matches),
            },
            Some(("logs", matches)) => Arguments::of(Action::Logs, matches),
            Some((name, matches)) => {
                let action = ACTIONS.iter().find(|(known, _, _)| *known == name).map(|(_, action, _)| *action);
                Arguments::of(action.unwrap_or_default(), matches)
            }
            None => Arguments::of(Action::Deploy, &matches),
        }
    }

    fn of(action: Action, matches: &ArgMatches) -> Result<Arguments, Answer> {
        let flag = |name: &str| has(matches, name) && matches.get_flag(name);
        let mut values = BTreeMap::new();
        for given in texts(matches, "set") {
            let Some((key, value)) = given.split_once('=') else {
                return Err(wrong(format!("--set {given}: write it as KEY=VALUE")));
            };
            values.insert(key.to_string(), value.to_string());
        }
        if let Some(given) = text(matches, "approve")
            && Token::parse(&given).is_none()
        {
            let known = "HASH:CLASS, as `deploy plan` prints it, such as 3f2a91c07b5e:4";
            return Err(wrong(format!("--approve {given}: write it as {known}")));
        }
        let path = |name: &str| has(matches, name).then(|| matches.get_one::<PathBuf>(name).cloned()).flatten();
        Ok(Arguments {
            action,
            stack: text(matches, "stack").unwrap_or_else(|| "all".to_string()),
            environment: text(matches, "environment").unwrap_or_default(),
            login: Login {
                profile: text(matches, "profile"),
                region: text(matches, "region"),
                role_arn: text(matches, "role-arn"),
            },
            values,
            from: path("from"),
            journal: path("journal"),
            exclusively: flag("exclusively"),
            json: flag("json"),
            color: match text(matches, "color").as_deref() {
                Some("always") => ColorChoice::Always,
                Some("never") => ColorChoice::Never,
                _ => ColorChoice::Auto,
            },
            options: options(matches),
            rehearse: flag("rehearse"),
            was: text(matches, "was"),
            operation: Operation::of(matches),
            image: text(matches, "image").unwrap_or_default(),
            archive: path("archive"),
            docker: text(matches, "docker"),
            tag: text(matches, "tag"),
            from_deployed: flag("from-deployed"),
            remove_orphans: flag("remove-orphans"),
            fail: texts(matches, "fail"),
            junit: path("junit"),
            summary: path("summary"),
            outputs_file: path("outputs-file"),
        })
    }
}

fn options(matches: &ArgMatches) -> Options {
    let flag = |name: &str| has(matches, name) && matches.get_flag(name);
    let number = |name: &str| has(matches, name).then(|| matches.get_one::<u8>(name).copied()).flatten();
    let by_default = Options::default();
    Options {
        yes: flag("yes"),
        approve: text(matches, "approve"),
        wait: flag("wait"),
        parallel: number("parallel").map_or(by_default.parallel, usize::from),
        express: flag("express"),
        revert_drift: flag("revert-drift"),
        import_existing: flag("import-existing"),
        role_arn: text(matches, "execution-role"),
        notifications: texts(matches, "notify"),
        rollback_alarms: texts(matches, "rollback-alarm"),
        monitoring_minutes: number("monitor-minutes").unwrap_or_default(),
        stack_policy: flag("stack-policy"),
        skip: texts(matches, "skip"),
        retain: texts(matches, "retain"),
        unprotect: flag("unprotect"),
        empty_buckets: flag("empty-buckets"),
        empty_repositories: flag("empty-repositories"),
        read_secrets: flag("read-secrets"),
        refactor: flag("refactor"),
    }
}

fn wrong(text: String) -> Answer {
    Answer { text: format!("error: {text}\n\nFor more information, try '--help'.\n"), is_result: false }
}

/// Not every action has every argument.
fn has(matches: &ArgMatches, name: &str) -> bool {
    matches.try_contains_id(name).is_ok()
}

fn text(matches: &ArgMatches, name: &str) -> Option<String> {
    has(matches, name).then(|| matches.get_one::<String>(name).cloned()).flatten()
}

fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    match has(matches, name) {
        true => matches.get_many::<String>(name).into_iter().flatten().cloned().collect(),
        false => Vec::new(),
    }
}

fn command() -> Command {
    let whole = with_values(with_run(with_stack(with_login(base("deploy").about(help::ABOUT)))))
        .version(concat!("(formwork ", env!("CARGO_PKG_VERSION"), ")"))
        .after_help(help::AFTER)
        .args_conflicts_with_subcommands(true)
        .subcommand_negates_reqs(true);
    let whole = whole.subcommands(operation::commands());
    ACTIONS.iter().fold(whole, |whole, (name, action, about)| {
        let command = with_login(base(name).about(*about));
        whole.subcommand(match action {
            Action::Status => with_environment(command),
            Action::PushImage => with_image(command),
            Action::Resume | Action::Cancel => with_end(with_environment(command)),
            Action::Bootstrap => with_end(with_environment(command)).arg(approve()),
            Action::Outputs | Action::Drift => with_stack(command).arg(exclusively()),
            Action::Diff => with_values(with_stack(command)),
            _ => with_values(with_run(with_stack(command))),
        })
    })
}

fn base(name: &'static str) -> Command {
    Command::new(name)
        .arg(flag("json", "Prints JSON: one object a line; the last one is the result"))
        .arg(
            Arg::new("color")
                .long("color")
                .value_name("WHEN")
                .value_parser(PossibleValuesParser::new(["auto", "always", "never"]))
                .hide_possible_values(true)
                .help("When to use colors; auto: on a terminal, unless NO_COLOR is set [default: auto]"),
        )
        .arg(path("journal", "FOLDER", "Where the journal is [default: $XDG_STATE_HOME/formwork/ACCOUNT-REGION-ENV]"))
}

fn with_stack(command: Command) -> Command {
    let stack = Arg::new("stack").value_name("STACK").required(true);
    with_environment(command.arg(stack.help("A stack by its name in the program, a pattern such as 'Net*', or all")))
}

fn with_environment(command: Command) -> Command {
    let environment = Arg::new("environment").value_name("ENVIRONMENT").required(true);
    command.arg(environment.help("The environment: dev, prod"))
}

fn with_image(command: Command) -> Command {
    let image = Arg::new("image").value_name("IMAGE").required(true).help("The image: app, batch");
    with_environment(command.arg(image))
        .arg(path("archive", "FILE", "An OCI image layout in a tar, or what `docker save` wrote"))
        .arg(one("docker", "IMAGE", "An image that docker has here").conflicts_with("archive"))
        .arg(one("tag", "TAG", "Pushed under this tag and `latest` [default: the time in Japan, 20260128-093000]"))
}

fn with_login(command: Command) -> Command {
    command
        .arg(one("profile", "NAME", "The profile in AWS's files [default: as AWS's own tools find it]"))
        .arg(one("region", "REGION", "The region of the calls; it must be the stack's [default: the stack's]"))
        .arg(one("role-arn", "ARN", "A role to take on first"))
}

fn with_values(command: Command) -> Command {
    command
        .arg(many("set", "KEY=VALUE", "A value that the settings leave out: hosted_zone_id=Z..; wins over them"))
        .arg(path(
            "from",
            "FOLDER",
            "Deploys what `synth` wrote there, as it stands, instead of what the program makes",
        ))
        .arg(exclusively())
}

fn exclusively() -> Arg {
    flag("exclusively", "Without the stacks that it needs")
}

fn approve() -> Arg {
    one("approve", "HASH:CLASS", "Approves exactly this plan, up to this class: what `plan` printed")
}

fn with_end(command: Command) -> Command {
    command
        .arg(flag("yes", "Approves changes up to the class that the settings allow").short('y'))
        .arg(path("junit", "FILE", "Writes the result as JUnit XML"))
        .arg(path("summary", "FILE", "Adds the result to a file as Markdown, such as $GITHUB_STEP_SUMMARY"))
        .arg(path(
            "outputs-file",
            "FILE",
            "Writes what the stacks give, after each of them: .json, else KEY=VALUE lines",
        ))
        .arg(
            many("skip", "RESOURCE", "Leaves it as it is in a rollback that has failed because of it")
                .value_delimiter(','),
        )
        .arg(many("retain", "RESOURCE", "Keeps it in a deletion that has failed because of it").value_delimiter(','))
        .arg(flag("wait", "Waits where somebody else is at work on a stack"))
}

fn with_run(command: Command) -> Command {
    with_end(command)
        .arg(approve())
        .arg(
            number("parallel", "COUNT", "How many stacks are worked on at once [default: 10]")
                .value_parser(value_parser!(u8).range(1..)),
        )
        .arg(flag("express", "Ends when everything is configured, before it is stable; never replaces anything"))
        .arg(flag("revert-drift", "Sets back what was changed by hand"))
        .arg(flag("import-existing", "Takes resources into their stack that exist under their names"))
        .arg(one("execution-role", "ARN", "The role that CloudFormation takes on"))
        .arg(many("notify", "ARN", "A topic that hears of every event"))
        .arg(many("rollback-alarm", "ARN", "An alarm that rolls an update back"))
        .arg(
            number("monitor-minutes", "MINUTES", "For how long the alarms are watched after it: 0 to 180 [default: 0]")
                .value_parser(value_parser!(u8).range(0..=180)),
        )
        .arg(flag("stack-policy", "Denies the replacement and deletion of what holds data, by a stack policy"))
        .arg(flag("remove-orphans", "Deletes stacks of the app that left the program; with all"))
        .arg(flag("unprotect", "Switches termination protection off before a deletion"))
        .arg(flag("refactor", "Lets what only got another logical id stay what it is, by a stack refactoring first"))
        .arg(flag("empty-buckets", "Deletes everything in buckets that are deleted"))
        .arg(flag("empty-repositories", "Deletes the images in repositories that are deleted"))
        .arg(flag("read-secrets", "Reads secrets that no stack makes, to see whether they have the members that are taken"))
        .arg(flag("rehearse", "Runs everything against a model of CloudFormation: no account, no network, no waiting"))
        .arg(
            one(
                "was",
                "FOLDER|REVISION",
                "Rehearses on what this folder, or `cfn-out` in this revision of git, holds [default: an empty account]",
            )
            .requires("rehearse"),
        )
        .arg(
            flag("from-deployed", "Rehearses on what is deployed: reads it with your credentials, and writes nothing")
                .requires("rehearse")
                .conflicts_with("was"),
        )
        .arg(
            many(
                "fail",
                "RESOURCE",
                "Lets a resource fail in the rehearsal: AppStack/Service/Service, or a logical id",
            )
            .requires("rehearse"),
        )
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn one(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn many(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    one(name, value, help).action(ArgAction::Append)
}

fn number(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    one(name, value, help)
}

fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    one(name, value, help).value_parser(value_parser!(PathBuf))
}
