//! Laws: what holds of every program, tried on many that a generator made.

use crate::sample::{Listed, json, thing};
use formwork_core::{
    App, Assembly, Condition, ConditionExpression, CustomResource, DeletionPolicy, Environment, IntoValue, Output,
    Parameter, ParameterRef, Ref, Scope, Stack, Template, Text, Value, document, function, pseudo, text,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::Value as Json;

/// The same cases in every run; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` try others.
fn config() -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(20_260_101);
    }
    config
}

const ENVIRONMENTS: [&str; 2] = ["dev", "prod"];
const STACKS: [&str; 3] = ["AStack", "BStack", "CStack"];
const IDS: [&str; 4] = ["Topic", "Queue", "Table", "Role"];

/// A statement that adds: where, and what. Statements of one place are one.
#[derive(Clone, Debug)]
struct Addition {
    environment: usize,
    stack: usize,
    scope: bool,
    id: usize,
}

/// A statement about the element that an addition made.
#[derive(Clone, Debug)]
enum Setting {
    /// A property, named after the setting, that refers to the element of another addition.
    Refer {
        from: usize,
        to: usize,
        kind: usize,
    },
    DependsOn {
        from: usize,
        to: usize,
    },
    Metadata {
        of: usize,
        key: usize,
    },
    Tag {
        of: usize,
        key: usize,
    },
    Retain {
        of: usize,
    },
    Override {
        of: usize,
        key: usize,
    },
}

type Program = (Vec<Addition>, Vec<Setting>);

fn program() -> impl Strategy<Value = Program> {
    let addition = (0..2_usize, 0..3_usize, any::<bool>(), 0..4_usize)
        .prop_map(|(environment, stack, scope, id)| Addition { environment, stack, scope, id });
    let additions = prop::collection::vec(addition, 1..12).prop_map(|mut additions| {
        additions.sort_by_key(|a| (a.environment, a.stack, a.scope, a.id));
        additions.dedup_by_key(|a| (a.environment, a.stack, a.scope, a.id));
        additions
    });
    let index = 0..12_usize;
    let setting = prop_oneof![
        (index.clone(), index.clone(), 0..4_usize).prop_map(|(from, to, kind)| Setting::Refer { from, to, kind }),
        (index.clone(), index.clone()).prop_map(|(from, to)| Setting::DependsOn { from, to }),
        (index.clone(), 0..3_usize).prop_map(|(of, key)| Setting::Metadata { of, key }),
        (index.clone(), 0..3_usize).prop_map(|(of, key)| Setting::Tag { of, key }),
        index.clone().prop_map(|of| Setting::Retain { of }),
        (index, 0..3_usize).prop_map(|(of, key)| Setting::Override { of, key }),
    ];
    (additions, prop::collection::vec(setting, 0..20))
}

/// A program, and the same statements in another order.
fn permuted() -> impl Strategy<Value = (Program, Program)> {
    program().prop_flat_map(|(additions, settings)| {
        let others = (Just(additions.clone()).prop_shuffle(), Just(settings.clone()).prop_shuffle());
        // a setting names its additions by position, which the other order keeps
        (Just((additions, settings)), others)
    })
}

/// Runs a program. `order` says which addition a setting means by its position.
fn run((additions, settings): &Program, order: &[Addition]) -> Assembly {
    let app = App::new("demo");
    let environments = ENVIRONMENTS.map(|name| app.environment(Environment::new(name, "ap-northeast-1")));
    let mut stacks: Vec<((usize, usize), Stack)> = Vec::new();
    let mut scopes: Vec<((usize, usize), Scope)> = Vec::new();
    let mut made: Vec<(String, Ref<Listed>)> = Vec::new();
    for addition in additions {
        let at = (addition.environment, addition.stack);
        if !stacks.iter().any(|(known, _)| *known == at) {
            stacks.push((at, environments[at.0].stack(STACKS[at.1])));
        }
        let stack = &stacks.iter().find(|(known, _)| *known == at).expect("added").1;
        let scope = if addition.scope {
            if !scopes.iter().any(|(known, _)| *known == at) {
                scopes.push((at, stack.scope("Inside")));
            }
            &scopes.iter().find(|(known, _)| *known == at).expect("added").1
        } else {
            stack
        };
        made.push((format!("{addition:?}"), scope.add(IDS[addition.id], Listed::new())));
    }
    let element = |position: usize| {
        let name = format!("{:?}", order[position % order.len()]);
        &made.iter().find(|(known, _)| *known == name).expect("made").1
    };
    for setting in settings {
        match setting {
            Setting::Refer { from, to, kind } => {
                let (from, to) = (element(*from), element(*to));
                let value: Value<Text> = match kind {
                    0 => to.arn(),
                    1 => text!["x-", to.arn()],
                    2 => function::select(0, to.addresses()),
                    _ => to.target().reference(),
                };
                let name = format!("Of{}{kind}", to.path().replace('/', ""));
                from.edit(|mut from| {
                    from.0.put(name.into(), value.into_data());
                    from
                });
            }
            Setting::DependsOn { from, to } => {
                element(*from).depends_on(element(*to));
            }
            Setting::Metadata { of, key } => {
                element(*of).metadata(format!("Key{key}"), "value");
            }
            Setting::Tag { of, key } => {
                element(*of).tag(format!("Key{key}"), "value");
            }
            Setting::Retain { of } => {
                element(*of).deletion_policy(DeletionPolicy::Retain);
            }
            Setting::Override { of, key } => {
                element(*of).override_property(format!("Raw.Key{key}"), "value");
            }
        }
    }
    app.synth()
}

/// Everything that an assembly would write, by environment and stack.
fn written(assembly: &Assembly) -> Vec<(String, String, Vec<String>, String)> {
    let mut written = Vec::new();
    for environment in &assembly.environments {
        for stack in &environment.stacks {
            let path = format!("{}/{}", environment.name, stack.id);
            written.push((path, stack.stack_name.clone(), stack.dependencies.clone(), stack.template.to_json()));
        }
    }
    written.sort();
    written
}

/// Ids that are likely to clash or to be special, and any others.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec!["Default", "Resource", "", "A", "A-", "a/b", "网", "~", "A1"]).prop_map(String::from),
        prop::collection::vec(any::<char>(), 0..6).prop_map(String::from_iter),
        prop::collection::vec(any::<char>(), 250..270).prop_map(String::from_iter),
        "[A-Za-z0-9]{1,8}",
    ]
}

/// Any JSON; its keys and texts are likely to be those that mean something in a template.
fn any_json() -> impl Strategy<Value = Json> {
    let text = prop_oneof![
        prop::sample::select(vec!["A", "A.B", "AWS::Region", "AWS::SNS::Topic", "Fn::Sub", "", "Ref"])
            .prop_map(String::from),
        any::<String>(),
    ];
    let key = prop::sample::select(vec![
        "Ref",
        "Fn::GetAtt",
        "Fn::Join",
        "Fn::",
        "Condition",
        "Resources",
        "Type",
        "Properties",
        "DependsOn",
        "Outputs",
        "Metadata",
        "Tags",
        "Key",
        "A",
        "a.b",
        "",
    ]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-10_000..10_000_i32).prop_map(|number| Json::from(f64::from(number) / 16.0)),
        text.prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 48, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::vec((key.clone(), inner), 0..5).prop_map(|members| Json::Object(
                members.into_iter().map(|(key, json)| (key.to_string(), json)).collect()
            )),
        ]
    })
}

/// A template that holds `values` wherever values can stand.
fn template_of(values: &[Json]) -> Template {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let stack = dev.stack("DemoStack").description("d").transform("T");
    let size = stack.add("Size", Parameter::text());
    let large = stack.add("IsLarge", Condition::new(ConditionExpression::equals(size.value(), "large")));
    for (index, value) in values.iter().enumerate() {
        let resource = stack.add(format!("Thing{index}"), thing().property("Value", value.clone()));
        resource.metadata("Value", value.clone()).update_policy(value.clone()).condition(&large);
        resource.edit(|resource| resource.property("Chosen", large.choose::<Text>(resource_name(), size.value())));
        let shown: Value<Text> = IntoValue::<formwork_core::Json>::into_value(value.clone()).assume();
        stack.add(format!("Shown{index}"), Output::new(shown));
    }
    app.synth().environments.remove(0).stacks.remove(0).template
}

fn resource_name() -> Value<Text> {
    text![pseudo::stack_name(), "-name"]
}

/// Whether reading the text as JSON loses nothing, not even a key that stands twice.
fn is_whole(minified: &str) -> bool {
    let again = serde_json::from_str::<Json>(minified).and_then(|json| serde_json::to_string(&json));
    again.is_ok_and(|again| again == minified)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_same_program_writes_the_same_bytes(program in program()) {
        prop_assert_eq!(written(&run(&program, &program.0)), written(&run(&program, &program.0)));
    }

    #[test]
    fn the_order_of_independent_statements_does_not_matter((one, other) in permuted()) {
        prop_assert_eq!(written(&run(&one, &one.0)), written(&run(&other, &one.0)));
    }

    #[test]
    fn any_ids_give_unique_logical_ids_or_problems(
        app_name in id(),
        environments in prop::collection::vec(id(), 1..3),
        stacks in prop::collection::vec(id(), 1..3),
        paths in prop::collection::vec(prop::collection::vec(id(), 1..4), 0..8),
    ) {
        let app = App::new(app_name);
        for environment in environments {
            let environment = app.environment(Environment::new(environment, "ap-northeast-1"));
            for stack in &stacks {
                let stack = environment.stack(stack.clone());
                for path in &paths {
                    let (last, scopes) = path.split_last().expect("not empty");
                    let scope = scopes.iter().fold((*stack).clone(), |scope, id| scope.scope(id.clone()));
                    let resource = scope.add(last.clone(), thing());
                    scope.add("User", thing().property("Of", resource.reference()));
                }
            }
        }
        let assembly = app.synth();
        for stack in assembly.environments.iter().flat_map(|environment| &environment.stacks) {
            for id in stack.template.resources.keys() {
                prop_assert!(!id.is_empty() && id.len() <= 255 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            }
            if assembly.problems.is_empty() {
                prop_assert_eq!(stack.template.resources.len(), paths.len() * 2);
            }
            prop_assert!(is_whole(&stack.template.to_json_minified()));
        }
        for problem in &assembly.problems {
            prop_assert!(problem.place.is_some());
        }
    }

    #[test]
    fn any_old_path_gives_a_logical_id_or_a_problem(old in any::<String>(), of_scope in any::<bool>()) {
        let app = App::new("demo");
        let scope = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack").scope("Inside");
        let thing = scope.add("Thing", thing());
        if of_scope {
            scope.renamed_from(old);
        } else {
            thing.renamed_from(old);
        }
        let assembly = app.synth();
        prop_assert_eq!(assembly.environments[0].stacks[0].template.resources.len() + assembly.problems.len(), 1);
    }

    #[test]
    fn a_template_that_was_written_can_be_read(values in prop::collection::vec(any_json(), 0..4)) {
        let template = template_of(&values);
        let text = template.to_json();
        let read = Template::from_json(&text).expect("a template");
        prop_assert_eq!(read.to_json(), text);
        prop_assert_eq!(Template::from_json(&read.to_json()).expect("a template"), read);
    }

    #[test]
    fn white_space_is_all_that_pretty_and_minified_differ_in(values in prop::collection::vec(any_json(), 0..4)) {
        let template = template_of(&values);
        let minified = template.to_json_minified();
        prop_assert_eq!(json(&template), serde_json::from_str::<Json>(&minified).expect("JSON"));
        prop_assert!(is_whole(&minified));
    }

    #[test]
    fn any_json_is_read_or_refused(json in any_json(), sections in prop::collection::vec(any_json(), 6)) {
        let _ = Template::from_json(&json.to_string());
        let _ = formwork_core::Data::from(json.clone());
        let names = ["Resources", "Outputs", "Conditions", "Metadata", "Transform", "Description"];
        let members = names.into_iter().zip(sections).map(|(name, json)| (name.to_string(), json));
        let text = Json::Object(members.collect()).to_string();
        let resources = serde_json::json!({"Resources": {"A": json}}).to_string();
        for text in [text, resources] {
            if let Ok(template) = Template::from_json(&text) {
                let again = Template::from_json(&template.to_json()).expect("what was read can be read");
                prop_assert_eq!(again, template);
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Template::from_json(&text);
    }

    #[test]
    fn any_override_fits_or_is_a_problem(
        changes in prop::collection::vec((override_path(), prop::option::of(any_json())), 0..6),
        initial in any_json(),
    ) {
        let app = App::new("demo");
        let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
        let resource: Ref<CustomResource> = stack.add("Thing", thing().property("Initial", initial));
        for (path, json) in changes {
            match json {
                Some(json) if path.len().is_multiple_of(2) => {
                    resource.override_raw(path, json);
                }
                Some(json) => {
                    resource.override_property(path, json);
                }
                None => {
                    resource.delete_property(path);
                }
            }
        }
        let assembly = app.synth();
        let minified = assembly.environments[0].stacks[0].template.to_json_minified();
        prop_assert!(is_whole(&minified), "{}", minified);
    }
}

fn override_path() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(vec![
            "Properties",
            "Type",
            "Condition",
            "DependsOn",
            "Metadata",
            "DeletionPolicy",
            "Initial",
            "0",
            "1",
            "7",
            "",
            "99999999999999999999",
            "A",
            "Fn::Join",
            "Ref",
        ])
        .prop_map(String::from),
        any::<String>(),
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.join("."))
}

/// A program whose statements all stand on the line of the call.
macro_rules! program {
    () => {{
        let app = App::new("demo");
        let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
        let (data, web) = (dev.stack("DataStack"), dev.stack("WebStack"));
        let size: ParameterRef<Text> = data.add("Size", Parameter::text());
        let table = data.scope("Store").add("Table", thing().property("Size", size.value()));
        table.metadata("Why", document!({"Of": (table.reference())}));
        web.add("Service", thing().property("Table", table.get_att::<Text>("Arn")));
        web.add("Shown", Output::new(table.reference()));
        app.synth()
    }};
}

#[test]
fn inserting_a_line_changes_no_template() {
    let before = program!();

    let after = program!();
    assert_eq!(written(&before), written(&after));
    let line =
        |assembly: &Assembly| assembly.environments[0].stacks[0].places[""].source.clone().expect("a source").line;
    assert_eq!(line(&before) + 2, line(&after));
    for (_, _, _, template) in written(&before) {
        assert!(!template.contains(".rs") && !template.contains("laws"), "{template}");
    }
}
