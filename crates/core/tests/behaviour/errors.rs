//! What can be wrong with a tree: said as a person reads it, with both places, all of it at once.

use crate::sample::{Listed, dev, rendered, thing};
use formwork_core::{
    App, Assembly, Condition, ConditionExpression, CustomResource, Environment, Language, Mapping, Output, Parameter,
    Ref, Stack, Text, pseudo,
};

/// The problems as text; `file.rs:label` is the line with `// label` at its end.
fn said(app: App) -> String {
    text(&app.synth())
}

fn text(assembly: &Assembly) -> String {
    rendered(&assembly.problems, include_str!("errors.rs"))
}

fn circle(stack: &Stack) -> (Ref<CustomResource>, Ref<CustomResource>) {
    (stack.add("Left", thing()), stack.add("Right", thing()))
}

#[test]
fn an_empty_id() {
    let (app, dev) = dev();
    dev.stack("DemoStack").scope("Inside").add("", thing()); // empty
    assert_eq!(
        said(app),
        "error[A0001]: an id is empty
  --> dev/DemoStack/Inside   errors.rs:empty
  help: give the construct in dev/DemoStack/Inside an id, in UpperCamelCase
"
    );
}

#[test]
fn an_empty_id_of_a_stack_and_of_an_environment() {
    let (app, dev) = dev();
    dev.stack(""); // empty stack
    app.environment(Environment::new("", "eu-west-1")).stack("DemoStack"); // empty environment
    assert_eq!(
        said(app),
        "error[A0001]: an id is empty
  --> dev   errors.rs:empty stack
  help: give the construct in dev an id, in UpperCamelCase
error[A0001]: an id is empty
  --> errors.rs:empty environment
  help: give the construct in app demo an id, in UpperCamelCase
"
    );
}

#[test]
fn two_constructs_of_one_id() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.add("Topic", thing()); // first topic
    stack.add("Topic", Parameter::text()); // second topic
    stack.scope("Topic").add("Inside", thing()); // third topic
    let assembly = app.synth();
    assert_eq!(
        text(&assembly),
        "error[A0002]: two constructs in dev/DemoStack have the id `Topic`
  --> dev/DemoStack/Topic   errors.rs:second topic
  note: the first one is dev/DemoStack/Topic (errors.rs:first topic)
  help: give one of them another id
error[A0002]: two constructs in dev/DemoStack have the id `Topic`
  --> dev/DemoStack/Topic   errors.rs:third topic
  note: the first one is dev/DemoStack/Topic (errors.rs:first topic)
  help: give one of them another id
"
    );
}

#[test]
fn two_stacks_of_one_id() {
    let (app, dev) = dev();
    dev.stack("DemoStack"); // first stack
    dev.stack("DemoStack"); // second stack
    assert_eq!(
        said(app),
        "error[A0002]: two constructs in dev have the id `DemoStack`
  --> dev/DemoStack   errors.rs:second stack
  note: the first one is dev/DemoStack (errors.rs:first stack)
  help: give one of them another id
"
    );
}

#[test]
fn two_environments_of_one_name() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "us-east-1")); // first environment
    let again = app.environment(Environment::new("dev", "us-east-1")); // second environment
    dev.stack("DemoStack");
    again.stack("DemoStack");
    assert_eq!(
        said(app),
        "error[A0017]: two environments have the name `dev`
  --> dev   errors.rs:second environment
  note: the first one is dev (errors.rs:first environment)
  help: name one of them otherwise
"
    );
}

#[test]
fn two_paths_of_one_logical_id() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.add("Topic-1", thing()); // plain
    stack.add("Topic.1", Parameter::text()); // dotted
    stack.add("Old", thing()).renamed_from("Topic_1"); // renamed
    assert_eq!(
        said(app),
        "error[A0003]: two elements of one stack have the logical id `Topic1`
  --> dev/DemoStack/Topic.1   errors.rs:dotted
  note: the other one is dev/DemoStack/Topic-1 (errors.rs:plain)
  help: give one of them another id, or take back a `renamed_from`
error[A0003]: two elements of one stack have the logical id `Topic1`
  --> dev/DemoStack/Old   errors.rs:renamed
  note: the other one is dev/DemoStack/Topic.1 (errors.rs:dotted)
  help: give one of them another id, or take back a `renamed_from`
"
    );
}

#[test]
fn two_exports_of_one_logical_id() {
    let (app, dev) = dev();
    let data = dev.stack("DataStack");
    let short = data.add("Web", thing()); // short
    let long = data.add("WebAcl", thing()); // long
    data.add("ExportWebRef", Output::new("x")); // output
    let user = thing()
        .property("A", short.get_att::<Text>("AclArn"))
        .property("B", long.get_att::<Text>("Arn"))
        .property("C", long.get_att::<Text>("Arn"))
        .property("D", short.reference());
    dev.stack("WebStack").add("User", user);
    assert_eq!(
        said(app),
        "error[A0003]: two elements of one stack have the logical id `ExportWebAclArn`
  --> dev/DataStack/WebAcl   errors.rs:long
  note: the other one is dev/DataStack/Web (errors.rs:short)
  help: give one of them another id, or take back a `renamed_from`
error[A0003]: two elements of one stack have the logical id `ExportWebRef`
  --> dev/DataStack/ExportWebRef   errors.rs:output
  note: the other one is dev/DataStack/Web (errors.rs:short)
  help: give one of them another id, or take back a `renamed_from`
"
    );
}

#[test]
fn two_attributes_that_would_be_one_export() {
    let (app, dev) = dev();
    let table = dev.stack("DataStack").add("Table", thing()); // table
    let user = thing()
        .property("A", table.get_att::<Text>("Endpoint.Port"))
        .property("B", table.get_att::<Text>("EndpointPort"));
    dev.stack("WebStack").add("User", user);
    assert_eq!(
        said(app),
        "error[A0003]: two elements of one stack have the logical id `ExportTableEndpointPort`
  --> dev/DataStack/Table   errors.rs:table
  note: the other one is dev/DataStack/Table (errors.rs:table)
  help: give one of them another id, or take back a `renamed_from`
"
    );
}

#[test]
fn a_path_without_a_logical_id() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let kanji = stack.add("網", thing()); // kanji
    stack.add("Default", thing()); // default
    stack.add("User", thing().property("Of", kanji.reference())).depends_on(&kanji);
    assert_eq!(
        said(app),
        "error[A0004]: the path gives no logical id
  --> dev/DemoStack/網   errors.rs:kanji
  note: a logical id is made of the letters a to z and the digits of a path, and `Default` does not count
  help: give the construct an id with a letter in it
error[A0004]: the path gives no logical id
  --> dev/DemoStack/Default   errors.rs:default
  note: a logical id is made of the letters a to z and the digits of a path, and `Default` does not count
  help: give the construct an id with a letter in it
"
    );
}

#[test]
fn a_value_of_another_app() {
    let (other, theirs) = dev();
    let stack = theirs.stack("OtherStack");
    let topic = stack.add("Topic", thing()); // their topic
    let here = stack.add("IsHere", Condition::new(ConditionExpression::equals(pseudo::region(), "here"))); // theirs
    let (app, dev) = dev();
    let user = dev.stack("DemoStack").add("User", thing().property("Topic", topic.reference())); // our user
    user.depends_on(&topic).condition(&here);
    let assembly = app.synth();
    assert_eq!(
        text(&assembly),
        "error[A0005]: a value of another app is used here
  --> dev/DemoStack/User   errors.rs:our user
  note: it comes from dev/OtherStack/Topic (errors.rs:their topic)
  help: make both in one app, or pass the value as a literal or a parameter
error[A0005]: a value of another app is used here
  --> dev/DemoStack/User   errors.rs:our user
  note: it comes from dev/OtherStack/IsHere (errors.rs:theirs)
  help: make both in one app, or pass the value as a literal or a parameter
error[A0005]: a value of another app is used here
  --> dev/DemoStack/User   errors.rs:our user
  note: it comes from dev/OtherStack/Topic (errors.rs:their topic)
  help: make both in one app, or pass the value as a literal or a parameter
"
    );
    drop(other);
}

#[test]
fn a_value_of_an_app_that_is_gone() {
    let lost = {
        let (_, theirs) = dev();
        theirs.stack("OtherStack").add("Topic", Listed::new()).arn()
    };
    let (app, dev) = dev();
    dev.stack("DemoStack").add("Shown", Output::new(lost)); // shown
    assert_eq!(
        said(app),
        "error[A0005]: a value of another app is used here
  --> dev/DemoStack/Shown   errors.rs:shown
  note: it comes from an app that is gone
  help: make both in one app, or pass the value as a literal or a parameter
"
    );
}

#[test]
fn a_stack_that_waits_for_one_of_another_app() {
    let (_other, theirs) = dev();
    for id in ["AStack", "BStack", "CStack"] {
        theirs.stack(id);
    }
    let their_stack = theirs.stack("OtherStack"); // other stack
    let (app, dev) = dev();
    dev.stack("DemoStack").depends_on(&their_stack); // our stack
    assert_eq!(
        said(app),
        "error[A0005]: a value of another app is used here
  --> dev/DemoStack   errors.rs:our stack
  note: it comes from dev/OtherStack (errors.rs:other stack)
  help: make both in one app, or pass the value as a literal or a parameter
"
    );
}

#[test]
fn a_value_of_another_environment() {
    let (app, dev) = dev();
    let topic = dev.stack("DataStack").add("Topic", thing()); // topic of dev
    let prod = app.environment(Environment::new("prod", "ap-northeast-1"));
    let user = prod.stack("DataStack").add("User", thing().property("Topic", topic.reference())); // user of prod
    user.depends_on(&topic);
    let expected = "error[A0006]: a value of environment `dev` is used in environment `prod`
  --> prod/DataStack/User   errors.rs:user of prod
  note: it comes from dev/DataStack/Topic (errors.rs:topic of dev); environments of one app never mix
  help: take the value from a stack of `prod`, or pass it as a literal or a parameter
";
    assert_eq!(said(app), expected.repeat(2));
}

#[test]
fn a_value_of_another_region() {
    let (app, dev) = dev();
    let certificate = dev.stack("EdgeStack").region("us-east-1").add("Certificate", Listed::new()); // certificate
    dev.stack("WebStack").add("Listener", thing().property("Arn", certificate.arn())); // listener
    let assembly = app.synth();
    assert_eq!(assembly.environments[0].stacks[1].dependencies, [""; 0]);
    assert_eq!(
        text(&assembly),
        "error[A0007]: a value of region us-east-1 is used in region ap-northeast-1
  --> dev/WebStack/Listener   errors.rs:listener
  note: it comes from dev/EdgeStack/Certificate (errors.rs:certificate); exports do not cross regions
  help: let the deployer bring it (`.fed()`), or read it by name (`.weak()`); or keep both stacks in one region
"
    );
}

#[test]
fn two_stacks_that_need_each_other() {
    let (app, dev) = dev();
    let (web, data) = (dev.stack("WebStack"), dev.stack("DataStack")); // stacks
    let service = web.add("Service", thing()); // service
    let bucket = data.add("Bucket", thing().property("Origin", service.reference())); // bucket
    service.edit(|service| service.property("Bucket", bucket.reference()));
    assert_eq!(
        said(app),
        "error[A0008]: stacks depend on each other in a circle: dev/WebStack -> dev/DataStack -> dev/WebStack
  --> dev/WebStack   errors.rs:stacks
  note: dev/WebStack/Service (errors.rs:service) uses dev/DataStack/Bucket (errors.rs:bucket), and dev/DataStack/Bucket (errors.rs:bucket) uses dev/WebStack/Service (errors.rs:service)
  help: move one of the two to the other's stack
"
    );
}

#[test]
fn three_stacks_in_a_circle_and_two_in_another() {
    let (app, dev) = dev();
    let stacks = ["AStack", "BStack", "CStack", "DStack", "EStack"].map(|id| dev.stack(id)); // all
    let [a, b, c, d, e] = &stacks;
    let used = c.add("Used", thing()); // used
    b.add("User", thing()).depends_on(&used); // user
    a.depends_on(b);
    c.depends_on(a);
    d.depends_on(e).depends_on(a);
    e.depends_on(d);
    assert_eq!(
        said(app),
        "error[A0008]: stacks depend on each other in a circle: dev/AStack -> dev/BStack -> dev/CStack -> dev/AStack
  --> dev/AStack   errors.rs:all
  note: dev/AStack (errors.rs:all) uses dev/BStack (errors.rs:all), and dev/CStack (errors.rs:all) uses dev/AStack (errors.rs:all)
  help: move one of the two to the other's stack
error[A0008]: stacks depend on each other in a circle: dev/DStack -> dev/EStack -> dev/DStack
  --> dev/DStack   errors.rs:all
  note: dev/DStack (errors.rs:all) uses dev/EStack (errors.rs:all), and dev/EStack (errors.rs:all) uses dev/DStack (errors.rs:all)
  help: move one of the two to the other's stack
"
    );
}

#[test]
fn two_resources_that_need_each_other() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let left = stack.add("Left", thing()); // left
    let right = thing().property("Left", left.reference()).property("Again", left.reference());
    let right = stack.add("Right", right); // right
    left.depends_on(&right);
    assert_eq!(
        said(app),
        "error[A0009]: resources depend on each other in a circle: dev/DemoStack/Left -> dev/DemoStack/Right -> dev/DemoStack/Left
  --> dev/DemoStack/Left   errors.rs:left
  note: dev/DemoStack/Left (errors.rs:left) uses dev/DemoStack/Right (errors.rs:right)
  help: break the circle with a resource of its own for the relation, such as a separate security group rule
"
    );
}

#[test]
fn a_resource_that_needs_itself() {
    let (app, dev) = dev();
    let group = dev.stack("DemoStack").add("Group", Listed::new()); // group
    group.override_property("Peers.0", group.arn());
    assert_eq!(
        said(app),
        "error[A0009]: resources depend on each other in a circle: dev/DemoStack/Group -> dev/DemoStack/Group
  --> dev/DemoStack/Group   errors.rs:group
  note: dev/DemoStack/Group (errors.rs:group) uses dev/DemoStack/Group (errors.rs:group)
  help: break the circle with a resource of its own for the relation, such as a separate security group rule
"
    );
}

#[test]
fn a_circle_begins_with_what_was_declared_first() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let outside = stack.add("Outside", thing());
    let (left, right) = circle(&stack);
    outside.depends_on(&right);
    right.depends_on(&left);
    left.depends_on(&right);
    let text = said(app);
    assert!(text.starts_with(
        "error[A0009]: resources depend on each other in a circle: dev/DemoStack/Left -> dev/DemoStack/Right -> dev/DemoStack/Left\n"
    ));
}

#[test]
fn circles_apart_are_told_apart() {
    let (app, dev) = dev();
    for id in ["OneStack", "TwoStack"] {
        let (left, right) = circle(&dev.stack(id));
        left.depends_on(&right);
        right.depends_on(&left);
    }
    let text = said(app);
    assert_eq!(text.matches("error[A0009]").count(), 2, "{text}");
}

#[test]
fn the_own_logical_id_is_no_circle() {
    let (app, dev) = dev();
    let group = dev.stack("DemoStack").add("Group", thing());
    let id = group.logical_id();
    group.edit(|group| group.property("Signal", id));
    assert_eq!(said(app), "");
}

#[test]
fn a_name_that_is_no_environment_name() {
    let app = App::new("demo");
    app.environment(Environment::new("1st", "ap-northeast-1")); // numeral
    assert_eq!(
        said(app),
        "error[A0018]: `1st` is no name for an environment
  --> 1st   errors.rs:numeral
  note: it is a letter, then letters, digits and hyphens: it names stacks and a folder
  help: name it like `dev` or `prod-2`
"
    );
}

#[test]
fn names_that_are_no_stack_names() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    dev.stack("Data_Stack"); // underscore
    dev.stack("OneStack").name("1st"); // digit
    dev.stack("TwoStack").name("x".repeat(128));
    dev.stack("ThreeStack").name(format!("y{}", "x".repeat(128))); // long
    dev.stack("FourStack").name(""); // none
    let text = said(app);
    assert!(text.starts_with(
        "error[A0010]: `demo-dev-data_` is no name for a stack
  --> dev/Data_Stack   errors.rs:underscore
  note: a stack's name is a letter, then letters, digits and hyphens, at most 128 of them
  help: name it with `stack.name(..)`, or change the id of the app, environment or stack that it is made of
error[A0010]: `1st` is no name for a stack
  --> dev/OneStack   errors.rs:digit
"
    ));
    assert_eq!(text.matches("error[A0010]").count(), 4);
    assert!(text.contains("  --> dev/ThreeStack   errors.rs:long\n"));
    assert!(text.contains("error[A0010]: `` is no name for a stack\n  --> dev/FourStack   errors.rs:none\n"));
}

#[test]
fn two_stacks_of_one_name() {
    let (app, dev) = dev();
    let prod = app.environment(Environment::new("prod", "ap-northeast-1"));
    let other = app.environment(Environment::new("other", "ap-northeast-1").account("123456789012"));
    dev.stack("OneStack").name("shared"); // one
    prod.stack("TwoStack").name("shared"); // two
    prod.stack("FarStack").region("us-east-1").name("shared");
    other.stack("OneStack").name("shared");
    assert_eq!(
        said(app),
        "error[A0011]: two stacks have the name `shared` in one account and region
  --> prod/TwoStack   errors.rs:two
  note: the other one is dev/OneStack (errors.rs:one)
  help: name one of them otherwise with `stack.name(..)`
"
    );
}

#[test]
fn names_that_do_not_cross_stacks() {
    let (app, dev) = dev();
    let data = dev.stack("DataStack");
    let here = data.add("IsHere", Condition::new(ConditionExpression::equals(pseudo::region(), "here"))); // condition
    let hosts = data.add("Hosts", Mapping::new().row("a", [("b", "c")])); // mapping
    let topic = data.add("Topic", thing()); // topic
    let web = dev.stack("WebStack");
    web.add("Conditional", thing()).condition(&here); // conditional
    web.add("Chosen", thing().property("P", here.choose::<Text>("a", "b"))); // chosen
    web.add("Found", thing().property("P", hosts.find::<Text>("a", "b"))); // found
    web.add("Named", thing().property("P", topic.logical_id())); // named
    let assembly = app.synth();
    assert_eq!(assembly.environments[0].stacks[1].dependencies, [""; 0]);
    let problem = |kind: &str, user: &str, path: &str, label: &str| {
        format!(
            "error[A0014]: a {kind} of another stack is used here
  --> dev/WebStack/{user}   errors.rs:{}
  note: it is dev/DataStack/{path} (errors.rs:{label}); only attributes of resources and parameters cross stacks
  help: declare it in this stack too
",
            user.to_lowercase()
        )
    };
    let expected = [
        problem("condition", "Conditional", "IsHere", "condition"),
        problem("condition", "Chosen", "IsHere", "condition"),
        problem("mapping", "Found", "Hosts", "mapping"),
        problem("logical id", "Named", "Topic", "topic"),
    ];
    assert_eq!(text(&assembly), expected.concat());
}

#[test]
fn a_stack_that_waits_for_one_of_another_environment() {
    let (app, dev) = dev();
    let data = dev.stack("DataStack"); // data of dev
    let prod = app.environment(Environment::new("prod", "ap-northeast-1"));
    prod.stack("WebStack").depends_on(&data); // web of prod
    assert_eq!(
        said(app),
        "error[A0016]: a stack depends on one of another environment
  --> prod/WebStack   errors.rs:web of prod
  note: it is dev/DataStack (errors.rs:data of dev)
  help: environments of one app never mix
"
    );
}

#[test]
fn a_line_is_the_line_of_the_statement() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.add("Topic", thing());
    stack.add("Topic", thing());
    let line = line!() - 1;
    let problem = app.synth().problems.remove(0);
    let source = problem.place.as_ref().and_then(|place| place.source.clone()).expect("a source");
    assert_eq!((source.file.as_ref(), source.line), (file!(), line));
    assert_eq!(
        problem.render(Language::English),
        format!(
            "error[A0002]: two constructs in dev/DemoStack have the id `Topic`
  --> dev/DemoStack/Topic   {0}:{line}
  note: the first one is dev/DemoStack/Topic ({0}:{1})
  help: give one of them another id
",
            file!(),
            line - 1
        )
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let assembly = everything_wrong();
    let mut numbers: Vec<&str> = assembly.problems.iter().map(|problem| problem.code.number).collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(
        numbers,
        [
            "A0001", "A0002", "A0003", "A0004", "A0005", "A0006", "A0007", "A0008", "A0009", "A0010", "A0011", "A0013",
            "A0014", "A0015", "A0016", "A0017", "A0018", "A0019"
        ]
    );
    for environment in &assembly.environments {
        for stack in &environment.stacks {
            assert!(stack.template.to_json().ends_with("}\n"), "a template comes out all the same");
        }
    }
}

/// An assembly with every problem that the core can report.
pub fn everything_wrong() -> Assembly {
    let (_other, theirs) = dev();
    let foreign = theirs.stack("OtherStack").add("Topic", thing());
    let (app, dev) = dev();
    app.environment(Environment::new("dev", "ap-northeast-1"));
    app.environment(Environment::new("../up", "ap-northeast-1"));
    let prod = app.environment(Environment::new("prod", "ap-northeast-1"));
    let (a, b) = (dev.stack("AStack"), dev.stack("BStack"));
    let edge = dev.stack("EdgeStack").region("us-east-1");
    a.add("", thing());
    a.acknowledge(formwork_core::INTERNET, "C0101", "the internet is no resource");
    a.add("Twice", thing());
    a.add("Twice", thing());
    a.add("Same-1", thing());
    a.add("Same.1", thing());
    a.add("網", thing());
    let here = a.add("IsHere", Condition::new(ConditionExpression::equals(pseudo::region(), "here")));
    let user = b.add("User", thing().property("Foreign", foreign.reference()));
    user.override_property("Far", edge.add("Far", thing()).reference());
    user.override_property("Nowhere", 1).override_property("Nowhere.Else", 1);
    user.condition(&here);
    prod.stack("CStack").name("bad name").add("User", thing().property("Other", user.reference()));
    prod.stack("DStack").name("demo-dev-b").depends_on(&a);
    a.depends_on(&b);
    b.depends_on(&a);
    let (left, right) = circle(&a);
    left.depends_on(&right);
    right.depends_on(&left);
    let inner = edge.clone();
    edge.aspect(move |_| drop(inner.scope("Late")));
    app.synth()
}

#[test]
fn what_a_construct_asks_of_a_handle_was_declared_where_the_construct_was_added() {
    struct Granting(formwork_core::Scope);
    impl formwork_core::Construct for Granting {
        type Handle = ();
        fn build(self, _: formwork_core::Scope) {
            self.0.here().add("Policy", thing());
        }
    }
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let role = stack.scope("Role");
    stack.add("Service", Granting(role));
    let line = line!() - 1;
    let assembly = app.synth();
    let stack = &assembly.environments[0].stacks[0];
    let id = stack.template.resources.keys().next().expect("the policy");
    assert_eq!(stack.place(&format!("/Resources/{id}")).source.map(|source| source.line), Some(line));
}
