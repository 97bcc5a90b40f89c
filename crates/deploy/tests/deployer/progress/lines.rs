use super::story::{REASON, at_ms, ended, failing, resource};
use formwork::Language;
use formwork_deploy::codes;
use formwork_deploy::ending::{Ending, Stop};
use formwork_deploy::execute::{Notice, StepResult};
use formwork_deploy::report::lines::Lines;
use serde_json::{Value, json};

fn lines() -> Vec<String> {
    let mut lines = Lines::new(Language::English);
    failing().iter().map(|(at, notice)| lines.line(notice, at_ms(*at))).collect()
}

fn read(line: &str) -> Value {
    assert!(line.ends_with("}\n") && line.matches('\n').count() == 1, "{line:?}");
    serde_json::from_str(line).expect("a line is an object")
}

#[test]
fn every_notice_is_a_line_and_the_last_is_the_result() {
    let kinds: Vec<String> =
        lines().iter().map(|line| read(line)["type"].as_str().unwrap_or_default().into()).collect();
    assert_eq!(kinds.len(), failing().len());
    assert_eq!(&kinds[..4], ["began", "remark", "stack", "resource"]);
    assert_eq!(&kinds[kinds.len() - 2..], ["stack-ended", "result"]);
    for line in lines() {
        let line = read(&line);
        assert_eq!((&line["v"], &line["run"]), (&json!(1), &json!("19b3f")), "{line}");
        assert!(line["at_ms"].is_i64(), "{line}");
    }
}

#[test]
fn keys_have_an_order() {
    let expected = r#"{"v":1,"type":"resource","at_ms":1800000190000,"run":"19b3f","step":"AppStack","logicalId":"Alarm0A1B2C3D","resourceType":"AWS::CloudWatch::Alarm","resourceStatus":"CREATE_FAILED","reason":"Resource creation cancelled","path":"prod/AppStack/Alarm","source":"stacks/src/app.rs:58","failed":false}
"#;
    assert!(lines().contains(&expected.to_string()), "{:?}", lines());
    assert_eq!(lines(), lines());
}

#[test]
fn the_result_says_how_why_and_where() {
    let result = read(lines().last().expect("there are some"));
    assert_eq!((&result["ending"], &result["status"]), (&json!("rolled-back"), &json!(5)));
    assert_eq!(result["took_ms"], 201_000);
    let problem = &result["problems"][0];
    assert_eq!((&problem["code"], &problem["slug"]), (&json!("D0013"), &json!("resource-failed")));
    assert_eq!(problem["message"], "AWS::ECS::Service Service0A1B2C3D failed while AppStack was updated");
    assert!(problem["text"].as_str().is_some_and(|text| text.contains(REASON)), "{problem}");
    assert_eq!(
        (&problem["path"], &problem["source"]),
        (&json!("prod/AppStack/Service"), &json!("stacks/src/app.rs:58"))
    );
    let stacks: Vec<(&Value, &Value)> =
        result["stacks"].as_array().into_iter().flatten().map(|stack| (&stack["step"], &stack["result"])).collect();
    let expected =
        [("NetworkStack", "changed"), ("AppStack", "failed"), ("EdgeStack", "not begun"), ("MailStack", "unchanged")];
    assert_eq!(
        stacks,
        expected.map(|(step, result)| (json!(step), json!(result))).iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()
    );
}

#[test]
fn outputs_that_look_like_secrets_are_masked() {
    let text: String = lines().concat();
    assert!(!text.contains("hunter2"), "{text}");
    let result = read(lines().last().expect("there are some"));
    assert_eq!(result["stacks"][0]["outputs"], json!({"VpcId": "vpc-1", "AdminPassword": "****"}));
    let outputs = [("ApiKey", "k"), ("api_key", "k"), ("GITHUB-TOKEN", "k"), ("SecretArn", "k"), ("KeyName", "shown")];
    let line = read(&Lines::default().line(&ended("A", StepResult::Changed, 1, &outputs), 0));
    let masked =
        json!({"ApiKey": "****", "api_key": "****", "GITHUB-TOKEN": "****", "SecretArn": "****", "KeyName": "shown"});
    assert_eq!(line["outputs"], masked);
}

#[test]
fn a_run_that_stops_before_its_end_has_a_result_too() {
    let mut lines = Lines::new(Language::English);
    let stacks = vec!["AppStack".to_string()];
    lines.line(&Notice::Began { run: "1".into(), environment: "dev".into(), stacks }, at_ms(0));
    let stop = Stop::new(Ending::Locked, codes::LOCKED.problem().with("environment", "dev").with("file", "lease"));
    let result = read(&lines.stopped(&stop, 7, at_ms(1)));
    assert_eq!(
        (&result["type"], &result["ending"], &result["took_ms"]),
        (&json!("result"), &json!("locked"), &json!(7))
    );
    assert_eq!(result["stacks"][0]["result"], "not begun");
}

#[test]
fn a_line_break_in_a_reason_breaks_no_line() {
    let notice = resource("A", "Service", "AWS::ECS::Service", "CREATE_FAILED", Some("one\ntwo\u{2028}"), 1);
    assert_eq!(read(&Lines::default().line(&notice, 0))["reason"], "one\ntwo\u{2028}");
}
