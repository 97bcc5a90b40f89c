//! Small apps, and what came out of them.

use formwork_core::{
    App, AssembledStack, Assembly, CustomResource, Environment, EnvironmentScope, Language, Problem, Properties,
    Resource, Tags, Target, Template, Text, Value,
};
use serde_json::Value as Json;

/// An app with one environment.
pub fn dev() -> (App, EnvironmentScope) {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    (app, dev)
}

/// A resource whose type does not matter.
pub fn thing() -> CustomResource {
    CustomResource::new("Custom::Thing")
}

/// The resource `id` of the app's only stack, without problems.
pub fn resource(app: App, id: &str) -> Json {
    json(&only_stack(app).template)["Resources"][id].take()
}

/// The app's only stack, without problems.
pub fn only_stack(app: App) -> AssembledStack {
    let mut assembly = synth(app);
    assembly.environments.remove(0).stacks.remove(0)
}

/// The assembly of an app that has no problems.
pub fn synth(app: App) -> Assembly {
    let assembly = app.synth();
    assert_eq!(rendered(&assembly.problems, ""), "");
    assembly
}

/// A stack of the assembly by the path of its construct.
pub fn stack<'a>(assembly: &'a Assembly, path: &str) -> &'a AssembledStack {
    let (environment, id) = path.split_once('/').expect("environment and stack");
    let environment = assembly.environments.iter().find(|known| known.name == environment).expect("environment");
    environment.stacks.iter().find(|stack| stack.id == id).expect("stack")
}

/// The template as JSON.
pub fn json(template: &Template) -> Json {
    serde_json::from_str(&template.to_json()).expect("a template is JSON")
}

/// The problems as text, where a line of the test's source is called by the comment at its end: `errors.rs:first`
/// is the line of `errors.rs` that ends with `// first`.
pub fn rendered(problems: &[Problem], source: &str) -> String {
    let text: String = problems.iter().map(|problem| problem.render(Language::English)).collect();
    let mut named = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(".rs:") {
        let digits = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
        let line: usize = after[..digits].parse().expect("a line number");
        let label = source.lines().nth(line - 1).and_then(|line| line.rsplit_once(" // "));
        let folder = before.rfind("crates/core/tests/behaviour/").expect("a file of these tests");
        named.push_str(&before[..folder]);
        named.push_str(&before[folder + "crates/core/tests/behaviour/".len()..]);
        named.push_str(".rs:");
        named.push_str(label.map_or("no label", |(_, label)| label));
        rest = &after[digits..];
    }
    named + rest
}

macro_rules! tagged {
    ($($(#[$doc:meta])* $name:ident $tags:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name(pub Properties);

        impl $name {
            pub fn new() -> Self {
                $name(Properties::new())
            }
        }

        impl Resource for $name {
            const TYPE: &'static str = concat!("Test::Tagged::", stringify!($name));
            const TAGS: Tags = $tags;
            type Attributes = Attributes;

            fn into_properties(self) -> Properties {
                self.0
            }

            fn from_properties(properties: Properties) -> Self {
                $name(properties)
            }

            fn attributes(target: Target) -> Attributes {
                Attributes(target)
            }
        }
    )*};
}

tagged! {
    /// Its tags are a list of `Key` and `Value`.
    Listed Tags::List("Tags");
    /// Its tags are a list whose entries also say `PropagateAtLaunch`.
    Propagated Tags::Propagated("Tags");
    /// Its tags are a map, under a name of its own.
    Mapped Tags::Map("ThingTags");
    /// It takes no tags.
    Untagged Tags::None;
}

/// The attributes of the types above.
pub struct Attributes(Target);

impl Attributes {
    pub fn arn(&self) -> Value<Text> {
        self.0.get_att("Arn")
    }

    pub fn addresses(&self) -> Value<Vec<Text>> {
        self.0.get_att_list("Addresses")
    }
}
