use super::story::{at_ms, failing};
use formwork_deploy::report::progress::Progress;

#[test]
fn a_log_is_readable_line_by_line() {
    let mut progress = Progress::in_log();
    let mut text = String::new();
    let mut notices = failing().into_iter().peekable();
    for second in 0..=201 {
        text += &progress.tick(at_ms(second));
        while let Some((_, notice)) = notices.next_if(|(at, _)| *at == second) {
            text += &progress.show(&notice, at_ms(second));
        }
    }
    let expected = r#"
     0s  run 19b3f in prod, 4 stacks
     0s  note: express mode is off
     1s  NetworkStack   create         2 resources
    30s  NetworkStack   creating       1/2   29s   Gateway AWS::EC2::NatGateway 15s
 1m 00s  NetworkStack   creating       1/2   59s   Gateway AWS::EC2::NatGateway 45s
 1m 30s  NetworkStack   creating       1/2   1m 29s   Gateway AWS::EC2::NatGateway 1m 15s
 1m 43s  NetworkStack   created        2 resources         1m 42s
 1m 44s  AppStack       update         3 resources
 2m 00s  AppStack       updating       1/3   16s   Service AWS::ECS::Service 14s
 2m 30s  AppStack       updating       1/3   46s   Service AWS::ECS::Service 44s
 3m 00s  AppStack       updating       1/3   1m 16s   Service AWS::ECS::Service 1m 14s
 3m 10s  AppStack: AWS::ECS::Service Service0A1B2C3D UPDATE_FAILED
 3m 10s    --> prod/AppStack/Service   stacks/src/app.rs:58
 3m 10s    image <app:"v2"> & its platform | do not fit
 3m 21s  AppStack       failed                             1m 37s
 3m 21s  EdgeStack      not begun
 3m 21s  MailStack      unchanged
 3m 21s  rolled-back after 3m 21s
"#;
    assert_eq!(text, expected.trim_start_matches('\n'));
}

#[test]
fn a_log_says_what_is_in_progress_though_nobody_ticks() {
    let mut progress = Progress::in_log();
    let text: String = failing().iter().map(|(at, notice)| progress.show(notice, at_ms(*at))).collect();
    assert!(text.contains(" 1m 43s  NetworkStack   creating       1/2   1m 42s   Gateway"), "{text}");
}
