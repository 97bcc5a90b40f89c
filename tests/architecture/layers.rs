//! The layers: which files belong to which, and what they may name.

use crate::source::Source;
use std::collections::BTreeSet;

/// A row of the table: files that begin with one of `files` may name `may`, the standard library without effects, and
/// crates that are neither ours nor listed in [`kind_of_crate`].
pub struct Layer {
    pub files: &'static [&'static str],
    may: &'static [Kind],
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[rustfmt::skip]
pub enum Kind {
    // our crates and the modules of the library
    Core, Facts, Resources, Spelling, Sight, Policy, Construct, Check, Input, Output, Report, Command, Library, Stacks, Codegen,
    // the modules of the deployer; `Foundation` is what all of them stand on: time, codes, endings, projects
    Change, Plan, Model, Api, Journal, Target, Foundation, Staging, Image, Preflight, Execute, Rehearsal, DeployReport, DeployCommand, Deployer,
    // crates with a place of their own
    Arguments, Sdk,
    // effects
    Files, Process, Environment, Terminal, Clock, Network, Addresses,
}

use Kind::*;

/// From the bottom up. The first row that holds a file counts.
#[rustfmt::skip]
pub const LAYERS: &[Layer] = &[
    Layer { files: &["crates/core/src/"], may: &[] },
    Layer { files: &["crates/resources/src/"], may: &[Core] },
    Layer { files: &["crates/codegen/src/"], may: &[Codegen, Files, Process, Environment] },
    Layer { files: &["src/spelling", "src/fargate_memory"], may: &[] },
    Layer { files: &["src/construct"], may: &[Core, Resources, Spelling, Construct, Addresses] },
    Layer { files: &["src/sight"], may: &[Core, Sight, Addresses] },
    Layer { files: &["src/policy"], may: &[Policy, Addresses] },
    Layer { files: &["src/check"], may: &[Core, Facts, Spelling, Sight, Policy, Check, Addresses] },
    Layer { files: &["src/output"], may: &[Core, Check, Output, Files] },
    Layer { files: &["src/input"], may: &[Core, Spelling, Sight, Output, Input, Files] },
    Layer { files: &["src/report"], may: &[Core, Spelling, Check, Output, Report] },
    // the day on which acknowledgements end
    Layer { files: &["src/command/invocation.rs"], may: &[Check, Command, Files, Process, Environment, Clock] },
    Layer {
        files: &["src/command"],
        may: &[
            Core, Spelling, Check, Input, Output, Report, Command, Arguments, Files, Process, Environment, Terminal,
        ],
    },
    Layer { files: &["src/bin/"], may: &[Command, Library, Process] },
    Layer { files: &["src/lib.rs"], may: &[Core, Resources, Construct] },
    Layer { files: &["crates/deploy/src/change.rs"], may: &[] },
    Layer { files: &["crates/deploy/src/plan"], may: &[Library, Change, Plan, Addresses] },
    Layer { files: &["crates/deploy/src/model"], may: &[Library, Sdk, Model, Addresses] },
    Layer { files: &["crates/deploy/src/api"], may: &[Sdk, Change, Api] },
    Layer { files: &["crates/deploy/src/clock.rs"], may: &[Clock] },
    Layer { files: &["crates/deploy/src/journal"], may: &[Files, Foundation, Journal] },
    Layer { files: &["crates/deploy/src/target"], may: &[Library, Foundation, Target] },
    Layer { files: &["crates/deploy/src/staging"], may: &[Library, Api, Foundation, Staging] },
    Layer { files: &["crates/deploy/src/preflight"], may: &[Library, Plan, Target, Foundation, Preflight] },
    Layer { files: &["crates/deploy/src/image"], may: &[Library, Sdk, Files, Foundation, Image, Addresses] },
    Layer {
        files: &["crates/deploy/src/codes.rs", "crates/deploy/src/codes/", "crates/deploy/src/deployed.rs", "crates/deploy/src/ending.rs", "crates/deploy/src/project"],
        may: &[Library, Api, Foundation],
    },
    Layer {
        files: &["crates/deploy/src/execute"],
        may: &[Library, Change, Plan, Api, Journal, Target, Foundation, Staging, Preflight, Execute],
    },
    Layer {
        files: &["crates/deploy/src/rehearsal"],
        may: &[Library, Plan, Model, Api, Journal, Target, Foundation, Staging, Execute, Preflight, Rehearsal],
    },
    Layer {
        files: &["crates/deploy/src/report"],
        may: &[Library, Change, Plan, Target, Foundation, Preflight, Execute, DeployReport],
    },
    Layer {
        files: &["crates/deploy/src/command"],
        may: &[
            Library, Plan, Model, Api, Journal, Target, Foundation, Staging, Image, Preflight, Execute, Rehearsal, DeployReport,
            DeployCommand,            Arguments,
            Files, Process, Environment, Terminal,
        ],
    },
    Layer { files: &["crates/deploy/src/lib.rs"], may: &[] },
    Layer { files: &["crates/deploy/tests/"], may: &[Library, Deployer, Sdk, Files, Process, Environment, Clock, Network] },
    Layer { files: &["stacks/deploy/src/"], may: &[Library, Stacks, Deployer, Process] },
    Layer { files: &["stacks/src/bin/"], may: &[Library, Stacks, Process] },
    Layer { files: &["stacks/src/"], may: &[Library, Files, Addresses] },
    Layer { files: &["examples/"], may: &[Library, Stacks, Files, Process, Environment] },
    Layer { files: &["crates/core/tests/"], may: &[Core] },
    Layer { files: &["crates/resources/tests/"], may: &[Core, Facts, Resources, Files] },
    Layer {
        files: &["tests/", "stacks/tests/", "crates/codegen/tests/"],
        may: &[
            Core, Facts, Resources, Library, Stacks, Codegen, Check, Output, Report, Command, Files, Process,
            Environment, Clock, Addresses,
        ],
    },
];

impl Layer {
    pub fn holds(&self, path: &str) -> bool {
        self.files.iter().any(|start| path.starts_with(start))
    }
}

/// What the workspace consists of, as far as paths that begin with `crate` need it.
#[derive(Default)]
pub struct World {
    constructs: BTreeSet<String>,
    services: BTreeSet<String>,
}

impl World {
    pub fn of<'a>(files: impl IntoIterator<Item = &'a str>) -> Self {
        let mut world = World::default();
        for path in files {
            let below = |folder| path.strip_prefix(folder).and_then(|rest: &str| rest.split(['/', '.']).next());
            world.constructs.extend(below("src/construct/").map(str::to_string));
            world.services.extend(below("crates/resources/src/services/").map(str::to_string));
        }
        world
    }

    /// What `crate::first` is in the library, which re-exports the core and the resources.
    fn kind_in_library(&self, first: &str) -> Option<Kind> {
        Some(match first {
            "check" => Check,
            "command" => Command,
            "construct" => Construct,
            "facts" => Facts,
            "ids" => Resources,
            "input" => Input,
            "output" => Output,
            "report" => Report,
            "policy" => Policy,
            "sight" => Sight,
            "spelling" => Spelling,
            _ if self.constructs.contains(first) => Construct,
            _ if self.services.contains(first) => Resources,
            _ => Core,
        })
    }
}

/// What `crate::first` is in the deployer.
fn kind_in_deployer(first: &str) -> Option<Kind> {
    Some(match first {
        "change" => Change,
        "plan" => Plan,
        "model" => Model,
        "api" => Api,
        "journal" => Journal,
        "target" => Target,
        "clock" | "codes" | "deployed" | "ending" | "project" => Foundation,
        "staging" => Staging,
        "image" => Image,
        "preflight" => Preflight,
        "execute" => Execute,
        "rehearsal" => Rehearsal,
        "report" => DeployReport,
        "command" => DeployCommand,
        _ => return None,
    })
}

fn kind_of_crate(name: &str, second: &str) -> Option<Kind> {
    Some(match name {
        "formwork_core" => Core,
        "formwork_resources" if second == "facts" => Facts,
        "formwork_resources" => Resources,
        "formwork" => Library,
        "formwork_codegen" => Codegen,
        "formwork_deploy" => Deployer,
        "prooflink" => Stacks,
        "clap" => Arguments,
        "aws_config" | "aws_types" | "aws_credential_types" => Sdk,
        _ if name.starts_with("aws_sdk_") || name.starts_with("aws_smithy_") => Sdk,
        _ => return None,
    })
}

fn effect(module: &str, item: &str) -> Option<Kind> {
    Some(match (module, item) {
        ("fs", _) => Files,
        ("process", _) => Process,
        ("env", _) => Environment,
        ("io", "stdin" | "stdout" | "stderr") => Terminal,
        ("time", "Duration") => return None,
        ("time", _) => Clock,
        ("net", "IpAddr" | "Ipv4Addr" | "Ipv6Addr" | "AddrParseError") => Addresses,
        ("net", _) => Network,
        _ => return None,
    })
}

/// What the file names and its layer may not.
pub fn violations(path: &str, source: &Source, world: &World) -> Vec<String> {
    let Some(layer) = LAYERS.iter().find(|layer| layer.holds(path)) else {
        return vec![format!("{path} is in no layer: add its folder to the table in tests/architecture/layers.rs")];
    };
    let in_library = path.starts_with("src/");
    let mut found = Vec::new();
    for (line, parts) in source.paths(&modules(path)) {
        let part = |index: usize| parts.get(index).map_or("", String::as_str);
        let kind = match part(0) {
            "crate" if in_library => world.kind_in_library(part(1)),
            "crate" if path.starts_with("crates/deploy/src/") => kind_in_deployer(part(1)),
            "std" | "core" | "alloc" => effect(part(1), part(2)),
            name => kind_of_crate(name, part(1)),
        };
        if let Some(kind) = kind.filter(|kind| !layer.may.contains(kind)) {
            found.push(format!("{path}:{line} names {} ({kind:?}); it may name {:?}", parts.join("::"), layer.may));
        }
    }
    found
}

/// The modules that the file is in, below its crate.
fn modules(path: &str) -> Vec<String> {
    let below = path.rsplit_once("src/").map_or("", |(_, below)| below).trim_end_matches(".rs");
    let parts = below.split('/').filter(|part| !matches!(*part, "" | "lib" | "main" | "mod"));
    parts.map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world() -> World {
        World::of(["src/construct/ec2.rs", "src/construct/iam/role.rs", "crates/resources/src/services/sqs/queue.rs"])
    }

    #[track_caller]
    fn assert_found(path: &str, text: &str, expected: &[&str]) {
        let found = violations(path, &Source::new(text), &world());
        let named =
            found.iter().map(|one| one.split(" names ").nth(1).unwrap_or(one).split("; ").next().unwrap_or(one));
        assert_eq!(named.collect::<Vec<_>>(), expected, "{path}: {text}");
    }

    #[test]
    fn a_lower_layer_that_names_a_higher_one_is_found() {
        assert_found(
            "crates/core/src/app.rs",
            "use formwork_resources::ec2;",
            &["formwork_resources::ec2 (Resources)"],
        );
        assert_found("crates/core/src/app.rs", "fn f() { formwork::f() }", &["formwork::f (Library)"]);
        assert_found("crates/resources/src/lib.rs", "use ::formwork::App;", &["formwork::App (Library)"]);
        assert_found(
            "src/check/limit.rs",
            "use crate::{App, output::Artifact};",
            &["crate::output::Artifact (Output)"],
        );
        assert_found("src/check/limit.rs", "use super::super::command::synth;", &["crate::command::synth (Command)"]);
        assert_found("src/check/limit.rs", "use crate::ec2::Vpc;", &["crate::ec2::Vpc (Construct)"]);
        assert_found("src/check.rs", "use crate::sqs::CfnQueue;", &["crate::sqs::CfnQueue (Resources)"]);
        assert_found("src/construct/ec2/vpc.rs", "crate::check::check()", &["crate::check::check (Check)"]);
        assert_found("src/output/write.rs", "use crate::report::*;", &["crate::report::* (Report)"]);
        assert_found("stacks/src/data.rs", "use formwork_core as core;", &["formwork_core (Core)"]);
        assert_found("stacks/src/data.rs", "use formwork_resources::s3;", &["formwork_resources::s3 (Resources)"]);
    }

    #[test]
    fn crates_and_effects_outside_their_layer_are_found() {
        assert_found("crates/core/src/app.rs", "use clap::Parser;", &["clap::Parser (Arguments)"]);
        assert_found("src/output/write.rs", "use aws_sdk_s3::Client;", &["aws_sdk_s3::Client (Sdk)"]);
        assert_found("crates/codegen/src/main.rs", "aws_config::load()", &["aws_config::load (Sdk)"]);
        assert_found(
            "crates/core/src/synth.rs",
            "let t = std::time::SystemTime::now();",
            &["std::time::SystemTime::now (Clock)"],
        );
        assert_found(
            "crates/core/src/synth.rs",
            "use std::{fs, rc::Rc, net};",
            &["std::fs (Files)", "std::net (Network)"],
        );
        assert_found("src/check.rs", "std::process::exit(1)", &["std::process::exit (Process)"]);
        assert_found("src/check.rs", "use std::io::{self, stdout};", &["std::io::stdout (Terminal)"]);
        assert_found("stacks/src/lib.rs", "std::env::var(\"X\")", &["std::env::var (Environment)"]);
    }

    #[test]
    fn a_module_of_the_deployer_that_names_a_higher_one_is_found() {
        assert_found("crates/deploy/src/plan/class.rs", "use crate::api::Stack;", &["crate::api::Stack (Api)"]);
        assert_found(
            "crates/deploy/src/plan.rs",
            "use aws_sdk_cloudformation::Client;",
            &["aws_sdk_cloudformation::Client (Sdk)"],
        );
        assert_found(
            "crates/deploy/src/execute/run.rs",
            "use crate::{command::deploy, model};",
            &["crate::command::deploy (DeployCommand)", "crate::model (Model)"],
        );
        assert_found(
            "crates/deploy/src/execute/run.rs",
            "std::time::SystemTime::now()",
            &["std::time::SystemTime::now (Clock)"],
        );
    }

    #[test]
    fn a_file_of_an_unknown_folder_is_found() {
        let found = violations("crates/new/src/lib.rs", &Source::new(""), &world());
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("crates/new/src/lib.rs is in no layer"));
    }

    #[test]
    fn what_a_layer_may_name_is_not_found() {
        assert_found(
            "crates/core/src/app.rs",
            "use crate::{check, output}; use std::rc::Rc; use serde::Serialize;",
            &[],
        );
        assert_found("src/construct/ec2.rs", "use formwork_core::Scope; use crate::iam::Role; use super::iam;", &[]);
        assert_found("src/check/limit.rs", "use super::codes; use crate::{Template, facts::resource};", &[]);
        assert_found("src/check/limit.rs", "mod tests { use super::super::subject; }", &[]);
        assert_found("src/command/synth.rs", "use crate::{check, output::write, report}; use clap::Arg;", &[]);
        assert_found("crates/core/src/app.rs", "use std::time::Duration; // use std::fs;", &[]);
        assert_found("crates/core/src/app.rs", "/// use formwork::App;\nconst A: &str = \"use clap::X;\";", &[]);
        assert_found("stacks/src/settings.rs", "use formwork::check; use std::net::Ipv4Addr;", &[]);
    }
}
