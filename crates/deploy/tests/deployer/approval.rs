//! Who has to say yes.

use formwork_deploy::plan::approval::{Decision, Refusal, Request, Token, answer, decide};
use formwork_deploy::plan::class::{Class, Classified, Effect, hash};

fn plan(classes: &[u8]) -> Vec<Classified> {
    let changes = classes.iter().enumerate().map(|(index, class)| Classified {
        stack: "prooflink-prod-data".into(),
        logical_id: Some(format!("Thing{index}")),
        type_name: "AWS::SNS::Topic".into(),
        effect: Effect::Modified,
        class: Class::from_number(*class).expect("a class"),
        drift: false,
        reasons: Vec::new(),
        values: Vec::new(),
        recreating: Vec::new(),
    });
    changes.collect()
}

fn ask(class: u8, word: bool) -> Decision {
    Decision::Ask { what: Class::from_number(class).expect("a class"), typed_word: word.then(|| "prod".to_string()) }
}

fn decided(plan: &[Classified], auto: u8, yes: bool, token: Option<&str>, is_terminal: bool) -> Decision {
    let token = token.map(|text| Token::parse(text).expect("a token"));
    decide(&Request {
        plan,
        hash: &hash(plan),
        environment: "prod",
        auto: Class::from_number(auto).expect("a class"),
        yes,
        token: token.as_ref(),
        is_terminal,
    })
}

#[test]
fn the_table_of_decisions() {
    // worst class, auto, --yes, terminal
    let table = [
        (0, 1, true, false, Decision::Approved),
        (1, 1, true, false, Decision::Approved),
        (1, 1, true, true, Decision::Approved),
        (1, 1, false, true, ask(1, false)),
        (1, 1, false, false, Decision::Needed),
        (2, 1, true, true, ask(2, false)),
        (2, 1, true, false, Decision::Needed),
        (3, 1, false, true, ask(3, false)),
        (3, 3, true, false, Decision::Approved),
        (4, 1, false, true, ask(4, true)),
        (4, 1, true, true, ask(4, true)),
        (4, 1, true, false, Decision::Needed),
        (4, 4, false, true, ask(4, false)),
        (5, 1, true, true, ask(5, true)),
        (5, 4, true, true, ask(5, true)),
        (5, 5, true, false, Decision::Approved),
        (5, 1, false, false, Decision::Needed),
    ];
    for (class, auto, yes, is_terminal, expected) in table {
        let decision = decided(&plan(&[0, class]), auto, yes, None, is_terminal);
        assert_eq!(decision, expected, "class {class}, auto {auto}, yes {yes}, terminal {is_terminal}");
    }
}

#[test]
fn a_plan_without_changes_needs_nobody() {
    assert_eq!(decided(&[], 0, false, None, false), Decision::Approved);
}

#[test]
fn a_token_approves_its_plan_up_to_its_class_and_refuses_every_other() {
    let changes = plan(&[1, 4]);
    let hash = hash(&changes);
    let with = |token: String, is_terminal| decided(&changes, 1, true, Some(&token), is_terminal);
    let digits = &hash.as_str()[..8];
    assert_eq!(with(format!("{digits}:4"), false), Decision::Approved);
    assert_eq!(with(format!("{}:5", digits.to_ascii_uppercase()), false), Decision::Approved);
    assert_eq!(with(format!("{}:4", hash.as_str()), false), Decision::Approved);
    let above = Refusal::ClassAbove { allowed: Class::Replacement, actual: Class::Security };
    assert_eq!(with(format!("{digits}:3"), true), Decision::Refused(above));
    assert_eq!(with("0000000000:5".to_string(), true), Decision::Refused(Refusal::OtherPlan));
}

#[test]
fn a_token_is_read_strictly() {
    for text in [
        "3f2a91c:4",
        "3f2a91c0",
        "3f2a91c0:",
        "3f2a91c0:6",
        "3f2a91c0:44",
        "3f2a91c0:+4",
        "3f2a91cg:4",
        ":4",
        "",
        "3f2a91c0:4:4",
    ] {
        assert_eq!(Token::parse(text), None, "{text}");
    }
    assert!(Token::parse(&format!("{}:0", "a".repeat(64))).is_some());
    assert_eq!(Token::parse(&format!("{}:0", "a".repeat(65))), None);
}

#[test]
fn taking_back_a_change_by_hand_does_not_pass_by_itself() {
    let mut changes = plan(&[1]);
    changes[0].drift = true;
    assert_eq!(decided(&changes, 1, true, None, true), ask(1, false));
    assert_eq!(decided(&changes, 1, true, None, false), Decision::Needed);
    let token = Token::of(&hash(&changes), Class::InPlace).to_string();
    assert_eq!(decided(&changes, 1, false, Some(&token), false), Decision::Approved);
}

#[test]
fn an_answer_is_yes_only_when_it_says_so() {
    let declined = Decision::Refused(Refusal::Declined);
    for (line, expected) in [
        (Some("y\n"), Decision::Approved),
        (Some("YES"), Decision::Approved),
        (Some(""), declined.clone()),
        (Some("prod"), declined.clone()),
        (None, Decision::Needed),
    ] {
        assert_eq!(answer(ask(3, false), line), expected, "{line:?}");
    }
    for (line, expected) in [
        (Some("prod\n"), Decision::Approved),
        (Some("y"), declined.clone()),
        (Some("Prod"), declined),
        (None, Decision::Needed),
    ] {
        assert_eq!(answer(ask(5, true), line), expected, "{line:?}");
    }
    assert_eq!(answer(Decision::Needed, Some("y")), Decision::Needed, "nobody was asked");
}
