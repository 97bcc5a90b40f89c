use super::fake::{Fake, State, unwatched};
use super::sample::{Sample, said};
use formwork_deploy::image::{Archive, Login, Tag};

/// `AWS:secret`, as Amazon ECR gives it.
const TOKEN: &str = "QVdTOnNlY3JldA==";

fn image(test: &str) -> Archive {
    Sample::oci("amd64", b"layer").open(test).expect("an image")
}

#[tokio::test]
async fn the_login_goes_with_every_request() {
    let fake = Fake::begin(State { wants: Some(format!("Basic {TOKEN}")), ..State::default() });
    assert_eq!(Login::user("AWS", "secret"), Login::Basic(TOKEN.into()));
    let registry = fake.registry(Login::Basic(TOKEN.into()));
    registry.push(&image("basic"), &[Tag::moving("latest")], unwatched()).await.expect("pushed");
}

#[tokio::test]
async fn a_login_that_is_not_accepted_is_said_and_not_shown() {
    let wants = Some("Basic other".to_string());
    let fake = Fake::begin(State { wants, challenge: "Basic realm=\"ecr\"".into(), ..State::default() });
    let registry = fake.registry(Login::Basic(TOKEN.into()));
    let text = said(registry.push(&image("refused"), &[Tag::moving("latest")], unwatched()).await);
    assert!(text.starts_with("error[D0064]: 127.0.0.1:"), "{text}");
    assert!(!text.contains(TOKEN) && !format!("{registry:?}").contains(TOKEN), "{registry:?}");
    assert_eq!(fake.requests().len(), 1, "a refusal is no failure of a moment");
}

#[tokio::test]
async fn a_token_is_fetched_where_the_registry_says() {
    let fake = Fake::begin(State { wants: Some("Bearer abc".to_string()), ..State::default() });
    let scope = "repository:prooflink-test-app:pull,push";
    fake.state.lock().expect("the state").challenge =
        format!("Bearer realm=\"http://{}/token\",service=\"a registry\",scope=\"{scope}\"", fake.host);
    let registry = fake.registry(Login::Basic(TOKEN.into()));
    registry.push(&image("bearer"), &[Tag::moving("latest")], unwatched()).await.expect("pushed");
    let log = fake.state.lock().expect("the state").log.clone();
    let tokens: Vec<_> = log.iter().filter(|(request, _)| request.contains("/token")).collect();
    let wanted = "GET /token?scope=repository%3Aprooflink-test-app%3Apull%2Cpush&service=a%20registry";
    assert_eq!(tokens, [&(wanted.to_string(), format!("Basic {TOKEN}"))]);
}

#[tokio::test]
async fn no_login_is_sent_without_encryption() {
    let fake = Fake::begin(State { wants: Some("Bearer abc".to_string()), ..State::default() });
    let realms = [
        "http://192.0.2.1/token",
        "http://127.0.0.1.example.com/token",
        "http://127.0.0.1:80@192.0.2.1/token",
        "ftp://127.0.0.1/token",
        "",
    ];
    for realm in realms {
        fake.state.lock().expect("the state").challenge = format!("Bearer realm=\"{realm}\"");
        let text = said(fake.registry(Login::Basic(TOKEN.into())).find("latest").await);
        assert!(text.starts_with("error[D0064]") && text.contains("for a token"), "{text}");
    }
}

#[tokio::test]
async fn a_blob_that_lies_elsewhere_is_fetched_without_the_login() {
    let elsewhere = Fake::begin(State::default());
    let place = Some(format!("http://{}", elsewhere.host));
    let fake = Fake::begin(State { wants: Some(format!("Basic {TOKEN}")), blobs_lie_at: place, ..State::default() });
    let registry = fake.registry(Login::Basic(TOKEN.into()));
    registry.push(&image("elsewhere"), &[Tag::moving("latest")], unwatched()).await.expect("pushed");
    let blobs = fake.state.lock().expect("the state").blobs.clone();
    elsewhere.state.lock().expect("the state").blobs = blobs;
    let platforms = registry.platforms("latest").await.expect("an answer");
    assert_eq!(platforms[0].to_string(), "linux/amd64");
    let log = elsewhere.state.lock().expect("the state").log.clone();
    assert_eq!((log.len(), log[0].1.as_str()), (1, ""));
}
