use super::story::{ended, notices};
use formwork_deploy::codes;
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Notice, StepResult};
use formwork_deploy::report::ci::{junit, markdown};

#[test]
fn junit_has_a_test_case_for_each_stack() {
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="deploy prod" tests="4" failures="1" errors="0" skipped="1" time="201.000">
    <properties>
      <property name="run" value="19b3f"/>
    </properties>
    <testcase classname="prod" name="NetworkStack" time="102.000"/>
    <testcase classname="prod" name="AppStack" time="97.000">
      <failure type="resource-failed" message="AWS::ECS::Service Service0A1B2C3D failed while AppStack was updated">error[D0013]: AWS::ECS::Service Service0A1B2C3D failed while AppStack was updated&#10;  --&gt; prod/AppStack/Service   stacks/src/app.rs:58&#10;  note: image &lt;app:&quot;v2&quot;&gt; &amp; its platform | do not fit&#10;  help: mend the cause&#10;</failure>
    </testcase>
    <testcase classname="prod" name="EdgeStack" time="0.000">
      <skipped message="error[D0017]: EdgeStack was not begun&#10;  note: it needs AppStack, which failed&#10;  help: mend AppStack, then `resume`"/>
    </testcase>
    <testcase classname="prod" name="MailStack" time="0.000"/>
  </testsuite>
</testsuites>
"#;
    assert_eq!(junit(&notices()), expected);
}

#[test]
fn a_run_that_fails_before_any_stack_is_no_success() {
    let problem = codes::NO_CREDENTIALS.problem().with("reason", "<&\"'\u{1b}[1m\u{ffff}");
    let steps = Vec::new();
    let ended = Notice::Ended { ending: Ending::Credentials, took_ms: 40, steps, problems: vec![problem] };
    let xml = junit(&[began(), ended]);
    assert!(xml.contains(r#"tests="2" failures="1" errors="0" skipped="1" time="0.040""#), "{xml}");
    assert!(xml.contains(r#"name="the run itself""#) && xml.contains(r#"type="no-credentials""#), "{xml}");
    assert!(xml.contains("&lt;&amp;&quot;&apos;\u{fffd}[1m\u{fffd}"), "{xml}");
    assert!(junit(&[began()]).contains("end not seen"), "what was cut off is no success either");
}

#[test]
fn a_run_with_nothing_to_do_passes() {
    let ended = Notice::Ended { ending: Ending::Fine, took_ms: 40, steps: Vec::new(), problems: Vec::new() };
    let xml = junit(&[began(), ended.clone()]);
    assert!(xml.contains(r#"tests="1" failures="0" errors="0" skipped="0""#), "{xml}");
    assert!(markdown(&[began(), ended]).contains("| AppStack | unchanged |  |  |"));
}

#[test]
fn a_summary_has_stacks_failures_problems_and_outputs() {
    let expected = r#"**prod: rolled-back, 3m 21s**

| stack | result | resources | time |
|---|---|---|---|
| NetworkStack | created | 2 resources | 1m 42s |
| AppStack | failed | 3 resources | 1m 37s |
| EdgeStack | not begun |  |  |
| MailStack | unchanged |  |  |

### Failed resources

| resource | type | reason | source |
|---|---|---|---|
| prod/AppStack/Service | AWS::ECS::Service | image &lt;app:"v2"&gt; &amp; its platform \| do not fit | stacks/src/app.rs:58 |

### Problems

| code | what | where | help |
|---|---|---|---|
| D0013 | AWS::ECS::Service Service0A1B2C3D failed while AppStack was updated | prod/AppStack/Service   stacks/src/app.rs:58 | mend the cause |
| D0017 | EdgeStack was not begun |  | mend AppStack, then \`resume\` |

### Outputs

| stack | key | value |
|---|---|---|
| NetworkStack | VpcId | vpc-1 |
| NetworkStack | AdminPassword | **** |
"#;
    // what is masked is escaped, too
    assert_eq!(markdown(&notices()), expected.replace("| **** |", r"| \*\*\*\* |"));
}

#[test]
fn a_stack_that_goes_on_alone_is_skipped() {
    let alone = ended("AppStack", StepResult::Detached, 9, &[]);
    let steps = vec![("AppStack".to_string(), StepResult::Detached)];
    let end = Notice::Ended { ending: Ending::Detached, took_ms: 9_000, steps, problems: Vec::new() };
    let xml = junit(&[began(), alone, end]);
    assert!(xml.contains(r#"<skipped message="it goes on without the deployer"/>"#), "{xml}");
    assert!(xml.contains(r#"failures="0""#), "{xml}");
}

fn began() -> Notice {
    Notice::Began { run: "1".into(), environment: "dev".into(), stacks: vec!["AppStack".into()] }
}
