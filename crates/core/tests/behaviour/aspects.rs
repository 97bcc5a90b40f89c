//! Aspects: what they see, what they change, what they report, in which order.

use crate::sample::{Listed, dev, only_stack, rendered, resource, thing};
use formwork_core::{Data, Tags, codes};
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

codes! {
    NO_OWNER "X0001" "no-owner" Warning { "`{name}` has no owner" note "" help "tag it" }
}

#[test]
fn an_aspect_sees_every_resource_of_its_scope() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let scope = stack.scope("Inside");
    scope.add("Thing", thing());
    scope.scope("Deep").add("Listed", Listed::new());
    stack.add("Outside", thing());
    let seen = Rc::new(RefCell::new(Vec::new()));
    let log = seen.clone();
    scope.aspect(move |resource| {
        log.borrow_mut().push((resource.path().to_string(), resource.type_name().to_string(), resource.tags()));
    });
    only_stack(app);
    let expected = [
        ("dev/DemoStack/Inside/Thing".to_string(), "Custom::Thing".to_string(), Tags::None),
        ("dev/DemoStack/Inside/Deep/Listed".into(), "Test::Tagged::Listed".into(), Tags::List("Tags")),
    ];
    assert_eq!(*seen.borrow(), expected);
}

#[test]
fn aspects_run_from_the_outside_in_and_then_as_declared() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let scope = stack.scope("Inside");
    scope.add("Thing", thing());
    let seen = Rc::new(RefCell::new(Vec::new()));
    let logging = |name: &'static str| {
        let seen = seen.clone();
        move |_: &mut formwork_core::Visit<'_>| seen.borrow_mut().push(name)
    };
    scope.aspect(logging("scope"));
    stack.aspect(logging("stack"));
    app.aspect(logging("app"));
    scope.aspect(logging("scope again"));
    dev.aspect(logging("environment"));
    only_stack(app);
    assert_eq!(*seen.borrow(), ["app", "environment", "stack", "scope", "scope again"]);
}

#[test]
fn an_aspect_changes_what_the_next_one_and_the_template_see() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.add("Thing", thing().property("Count", 1));
    stack.aspect(|resource| resource.set("Count", Data::Integer(2)));
    stack.aspect(|resource| {
        let seen = resource.get("Count").cloned();
        resource.set("Seen", seen.unwrap_or(Data::Null));
        assert_eq!(resource.get("Other"), None);
    });
    assert_eq!(resource(app, "Thing")["Properties"], json!({"Count": 2, "Seen": 2}));
}

#[test]
fn an_aspect_sees_tags_that_are_set_after_it() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.aspect(|resource| {
        let tags = resource.get("Tags").map_or(0, |tags| tags.items().len());
        resource.set("TagCount", Data::Integer(tags as i64));
    });
    stack.add("Thing", Listed::new()).tag("A", "1");
    app.tag("B", "2");
    assert_eq!(resource(app, "Thing")["Properties"]["TagCount"], 2);
}

#[test]
fn an_aspect_comes_before_overrides() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.aspect(|resource| resource.set("Count", Data::Integer(2)));
    stack.add("Thing", thing()).override_property("Count", 3);
    assert_eq!(resource(app, "Thing")["Properties"], json!({"Count": 3}));
}

#[test]
fn an_aspect_may_set_references() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let topic = stack.add("Topic", Listed::new());
    let arn = topic.arn().into_data();
    stack.scope("Users").aspect(move |resource| resource.set("Topic", arn.clone())).add("Default", thing());
    assert_eq!(resource(app, "Users")["Properties"], json!({"Topic": {"Fn::GetAtt": ["Topic", "Arn"]}}));
}

#[test]
fn an_aspect_reports_at_the_resource() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.aspect(|resource| {
        let name = resource.path().rsplit('/').next().unwrap_or_default().to_string();
        resource.report(NO_OWNER.problem().with("name", name));
    });
    stack.add("Thing", thing()); // thing
    let assembly = app.synth();
    assert_eq!(assembly.environments[0].stacks[0].template.resources.len(), 1);
    assert_eq!(
        rendered(&assembly.problems, include_str!("aspects.rs")),
        "warning[X0001]: `Thing` has no owner
  --> dev/DemoStack/Thing   aspects.rs:thing
  help: tag it
"
    );
}

#[test]
fn what_an_aspect_adds_comes_too_late() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let first = stack.add("First", thing());
    let (inner, tagged, seen) = (stack.clone(), stack.scope("Tagged"), stack.scope("Seen"));
    stack.aspect(move |resource| {
        let late = inner.add(format!("{}Late", resource.path().rsplit('/').next().unwrap_or_default()), thing()); // late
        inner.add("Early", thing());
        let reference = late.reference().into_data();
        resource.set("Late", reference);
        tagged.tag("Late", "yes");
        seen.aspect(|_| {});
        first.edit(|first| first.property("Edited", 1)).depends_on(&late);
    });
    stack.add("Second", thing().property("Early", stack.add("Early", thing()).reference()));
    let assembly = app.synth();
    let text = rendered(&assembly.problems, include_str!("aspects.rs"));
    assert_eq!(text.matches("error[A0015]: something was added here during synthesis").count(), 8, "{text}");
    assert!(text.contains("  --> dev/DemoStack/Tagged   ") && text.contains("  --> dev/DemoStack/Seen   "), "{text}");
    assert!(text.contains(
        "error[A0015]: something was added here during synthesis
  --> dev/DemoStack/FirstLate   aspects.rs:late
  note: an aspect sees and changes what is there; a construct, tag or aspect that it adds comes too late
  help: add it before `App::synth`
"
    ));
    assert_eq!(assembly.environments[0].stacks[0].template.resources.len(), 3);
    assert!(assembly.environments[0].stacks[0].tags.is_empty());
}
