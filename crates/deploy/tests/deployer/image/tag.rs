use super::sample::said;
use formwork_deploy::image::{Repository, time_tag};

#[test]
fn a_tag_is_the_time_to_the_second() {
    assert_eq!(time_tag(0, 0), "19700101-000000");
    assert_eq!(time_tag(-1, 0), "19691231-235959");
    assert_eq!(time_tag(1_769_560_200_999, 540), "20260128-093000");
    assert_eq!(time_tag(1_769_560_200_999, 0), "20260128-003000");
    assert_eq!(time_tag(951_782_399_000, 0), "20000228-235959");
    assert_eq!(time_tag(951_782_400_000, 0), "20000229-000000");
    assert_eq!(time_tag(1_798_728_300_000, 540), "20261231-234500");
    assert_eq!(time_tag(1_798_731_900_000, 540), "20270101-004500");
}

#[test]
fn a_repository_is_a_host_and_a_name() {
    let ecr = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/prooflink-dev-app";
    let repository = Repository::parse(ecr).expect("a repository");
    assert_eq!((repository.to_string().as_str(), repository.name()), (ecr, "prooflink-dev-app"));
    for right in ["localhost/app", "localhost:5000/team/app_1", "127.0.0.1:5000/a__b.c-d"] {
        assert_eq!(said(Repository::parse(right)), "", "{right}");
    }
    let wrong = [
        "app",
        "team/app",
        "https://localhost/app",
        "localhost/app:latest",
        "localhost/App",
        "localhost/",
        "localhost//app",
        "localhost:port/app",
        "host.example.com/../app",
        "user@host.example.com/app",
    ];
    for wrong in wrong {
        assert!(said(Repository::parse(wrong)).starts_with("error[D0063]"), "{wrong}");
    }
}
