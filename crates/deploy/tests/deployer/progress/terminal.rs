use super::glass::Glass;
use super::story::{BEGINNING_MS, at_ms, began, ended, failing, resource};
use formwork::report::Paint;
use formwork_deploy::execute::{Notice, StepResult};
use formwork_deploy::report::progress::Progress;
use std::collections::BTreeMap;

/// What a terminal shows at a second of the run.
fn seen(width: u16, second: i64, earlier_ms: BTreeMap<String, i64>) -> String {
    seen_in(Paint::Plain, width, second, earlier_ms)
}

fn seen_in(paint: Paint, width: u16, second: i64, earlier_ms: BTreeMap<String, i64>) -> String {
    let glass = Glass::new(width);
    let mut progress = Progress::on_terminal(glass.target(), paint).with_earlier(earlier_ms);
    for (at, notice) in failing().iter().filter(|(at, _)| *at <= second) {
        assert_eq!(progress.show(notice, at_ms(*at)), "", "a terminal is drawn on");
    }
    progress.tick(at_ms(second));
    glass.text()
}

#[test]
fn a_stack_in_progress_shows_its_state_and_its_slowest_resource() {
    let expected = "
  note: express mode is off
* NetworkStack   creating       1/2   1m 02s   Gateway AWS::EC2::NatGateway 48s
";
    assert_eq!(seen(100, 63, BTreeMap::new()), expected.trim_start_matches('\n'));
}

#[test]
fn what_is_left_is_guessed_by_earlier_runs() {
    let earlier = BTreeMap::from([("NetworkStack".to_string(), 170_000)]);
    assert!(seen(100, 63, earlier.clone()).contains("1m 02s   ~2m left   Gateway"), "{}", seen(100, 63, earlier));
    let earlier = BTreeMap::from([("NetworkStack".to_string(), 100_000)]);
    assert!(seen(100, 63, earlier.clone()).contains("1m 02s   ~40s left   Gateway"), "{}", seen(100, 63, earlier));
    let exceeded = BTreeMap::from([("NetworkStack".to_string(), 62_000)]);
    assert!(!seen(100, 63, exceeded).contains("left"));
}

#[test]
fn a_failed_resource_is_shown_as_soon_as_it_is_seen() {
    let expected = r#"
  note: express mode is off
  NetworkStack   created        2 resources         1m 42s
  AppStack: AWS::ECS::Service Service0A1B2C3D UPDATE_FAILED
    --> prod/AppStack/Service   stacks/src/app.rs:58
    image <app:"v2"> & its platform | do not fit
* AppStack       rolling back   1m 31s   Service AWS::ECS::Service 3s
"#;
    assert_eq!(seen(100, 195, BTreeMap::new()), expected.trim_start_matches('\n'));
}

#[test]
fn a_run_that_ended_leaves_a_line_for_each_stack() {
    let expected = r#"
  note: express mode is off
  NetworkStack   created        2 resources         1m 42s
  AppStack: AWS::ECS::Service Service0A1B2C3D UPDATE_FAILED
    --> prod/AppStack/Service   stacks/src/app.rs:58
    image <app:"v2"> & its platform | do not fit
  AppStack       failed                             1m 37s
  EdgeStack      not begun
  MailStack      unchanged
  rolled-back after 3m 21s
"#;
    assert_eq!(seen(100, 201, BTreeMap::new()), expected.trim_start_matches('\n'));
}

#[test]
fn a_narrow_terminal_cuts_the_line_of_a_stack_and_wraps_what_stays() {
    let text = seen(50, 195, BTreeMap::new());
    let bar = text.lines().last().unwrap_or_default();
    assert!(bar.starts_with("* AppStack       rolling back   1m 31s   Service"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 50), "{text}");
    assert_eq!(text.matches("rolling back").count(), 1, "the line is drawn over itself\n{text}");
}

#[test]
fn colors_move_nothing() {
    for (width, second) in [(100, 63), (50, 195), (100, 201)] {
        let colored = seen_in(Paint::Colored, width, second, BTreeMap::new());
        assert_eq!(colored, seen(width, second, BTreeMap::new()));
    }
}

#[test]
fn a_reason_cannot_move_the_cursor() {
    let glass = Glass::new(60);
    let mut progress = Progress::on_terminal(glass.target(), Paint::Plain);
    let reason = Some("one\r\u{1b}[2Jtwo\nthree");
    progress.show(&resource("MailStack", "Topic", "AWS::SNS::Topic", "CREATE_FAILED", reason, 1), at_ms(1));
    assert!(glass.text().contains("\n    one[2Jtwo\n    three\n"), "{}", glass.text());
}

#[test]
fn stacks_that_are_worked_on_at_once_have_a_line_each() {
    let glass = Glass::new(100);
    let mut progress = Progress::on_terminal(glass.target(), Paint::Plain);
    let stacks = vec!["DataStack".to_string(), "MailStack".to_string()];
    progress.show(&Notice::Began { run: "1".into(), environment: "dev".into(), stacks }, BEGINNING_MS);
    progress.show(&began("DataStack", "create", 5), BEGINNING_MS);
    progress.show(&began("MailStack", "delete", 0), at_ms(2));
    // the clock of AWS is ahead of this machine's
    progress.show(&resource("MailStack", "Topic", "AWS::SNS::Topic", "DELETE_IN_PROGRESS", None, 900), at_ms(3));
    progress.tick(at_ms(4));
    let both = "* DataStack   creating       0/5   4s\n* MailStack   deleting       2s   Topic AWS::SNS::Topic 1s\n";
    assert_eq!(glass.text(), both);
    progress.show(&ended("DataStack", StepResult::Detached, 5, &[]), at_ms(5));
    let one = "  DataStack   detached       0/5 resources       5s\n* MailStack   deleting       3s   Topic AWS::SNS::Topic 2s\n";
    assert_eq!(glass.text(), one);
}

#[test]
fn a_step_that_an_earlier_program_began_is_shown_since_its_beginning() {
    let glass = Glass::new(100);
    let mut progress = Progress::on_terminal(glass.target(), Paint::Plain);
    let stacks = vec!["DataStack".to_string()];
    progress.show(&Notice::Began { run: "1".into(), environment: "dev".into(), stacks }, at_ms(100));
    progress.show(&resource("DataStack", "Topic", "AWS::SNS::Topic", "UPDATE_IN_PROGRESS", None, 40), at_ms(100));
    assert_eq!(glass.text(), "* DataStack   in progress    1m 00s   Topic AWS::SNS::Topic 1m 00s\n");
    progress.show(&ended("DataStack", StepResult::Changed, 5, &[]), at_ms(105));
    assert_eq!(glass.text().lines().next(), Some("  DataStack   changed                            5s"));
}

#[test]
fn no_resource_takes_longer_than_its_stack() {
    let glass = Glass::new(100);
    let mut progress = Progress::on_terminal(glass.target(), Paint::Plain);
    progress.show(&began("DataStack", "create", 5), at_ms(50));
    progress.show(&resource("DataStack", "Topic", "AWS::SNS::Topic", "CREATE_IN_PROGRESS", None, 1), at_ms(51));
    assert!(glass.text().ends_with("1s   Topic AWS::SNS::Topic 1s\n"), "{}", glass.text());
}

#[test]
fn somebody_else_prints_above_the_lines() {
    let glass = Glass::new(60);
    let mut progress = Progress::on_terminal(glass.target(), Paint::Plain);
    progress.show(&began("DataStack", "create", 5), BEGINNING_MS);
    let shown = progress.aside(|| glass.text());
    assert_eq!(shown, "\n", "nothing is in the way");
    assert!(glass.text().contains("DataStack"));
}
