use super::case::Case;
use formwork_deploy::plan::class::{Classified, grew, hash};
use serde_json::{Value, json};

fn changes() -> Vec<Classified> {
    let topic = Case::modified("AWS::SNS::Topic", json!({"DisplayName": "a"}), json!({"DisplayName": "b"}));
    let mut other = Case::added("AWS::SQS::Queue", json!({"QueueName": "q", "FifoQueue": true}));
    other.change.logical_id = "Queue".into();
    vec![topic.classified(), other.classified()]
}

#[test]
fn order_does_not_change_the_hash_and_everything_else_does() {
    let plan = changes();
    let known = hash(&plan);
    assert_eq!(known.as_str().len(), 64);
    let reversed: Vec<Classified> = plan.iter().rev().cloned().collect();
    assert_eq!(hash(&reversed), known);
    let edits: [fn(&mut Classified); 7] = [
        |change| change.stack.push('x'),
        |change| change.logical_id = Some("Another".into()),
        |change| change.effect = formwork_deploy::plan::class::Effect::Replaced,
        |change| change.class = formwork_deploy::plan::class::Class::Security,
        |change| change.drift = true,
        |change| change.values[0].after = Some(json!("c")),
        |change| change.values[0].pointer.push('x'),
    ];
    for (number, edit) in edits.into_iter().enumerate() {
        let mut edited = changes();
        edit(&mut edited[0]);
        assert_ne!(hash(&edited), known, "edit {number}");
    }
    assert_ne!(hash(&plan[..1]), known);
}

#[test]
fn members_of_objects_may_stand_in_any_order() {
    let queue = |text: &str| {
        let properties: Value = serde_json::from_str(text).expect("JSON");
        hash(&[Case::added("AWS::SQS::Queue", properties).classified()])
    };
    assert_eq!(queue(r#"{"A": 1, "B": {"C": 2, "D": 3}}"#), queue(r#"{"B": {"D": 3, "C": 2}, "A": 1}"#));
}

#[test]
fn a_hash_stays_what_it_is() {
    assert_eq!(hash(&[]).as_str(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(hash(&changes()).short(), "606d04b842e0");
}

#[test]
fn a_plan_grows_by_a_change_or_a_worse_class_and_not_by_fewer() {
    let plan = changes();
    assert!(!grew(&plan, &plan));
    assert!(!grew(&plan, &plan[..1]));
    assert!(grew(&plan[..1], &plan));
    let opened = |action: &str| {
        let policy = json!({"PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]}});
        vec![Case::added("AWS::IAM::Policy", policy).classified()]
    };
    assert!(grew(&opened("s3:GetObject"), &opened("s3:PutObject")));
    assert!(!grew(&opened("s3:GetObject"), &opened("s3:GetObject")));
}
