use super::fake::{Fake, NAME, State, unwatched};
use super::sample::{INDEX, MANIFEST, Sample, said};
use formwork_deploy::image::{Archive, Digest, Login, Progress, Registry, Repository, Tag, TagOutcome};
use serde_json::json;
use std::sync::{Arc, Mutex};

fn image(test: &str, layer: &[u8]) -> Archive {
    Sample::oci("amd64", layer).open(test).expect("an image")
}

fn tags() -> [Tag; 2] {
    [Tag::fixed("20260128-093000"), Tag::moving("latest")]
}

#[tokio::test]
async fn an_image_arrives_under_its_tags() {
    let fake = Fake::begin(State::default());
    let (archive, registry) = (image("arrives", &[1; 300_000]), fake.registry(Login::Anonymous));
    assert_eq!(registry.find("latest").await.expect("an answer"), None);
    let pushed = registry.push(&archive, &tags(), unwatched()).await.expect("pushed");
    assert_eq!(pushed.digest, archive.root().digest);
    assert_eq!((pushed.there_bytes, pushed.sent_bytes > 300_000), (0, true));
    assert_eq!(pushed.tags, [("20260128-093000".into(), TagOutcome::Set), ("latest".into(), TagOutcome::Set)]);
    for tag in ["latest", "20260128-093000", archive.root().digest.as_str()] {
        assert_eq!(registry.find(tag).await.expect("an answer").as_ref(), Some(&archive.root().digest));
    }
    let state = fake.state.lock().expect("the state");
    assert_eq!(state.manifests["latest"], (MANIFEST.to_string(), archive.root().bytes.clone()));
    assert!(state.blobs[Digest::of(&[1; 300_000]).as_str()] == [1; 300_000]);
}

#[tokio::test]
async fn what_is_there_is_not_sent_again() {
    let fake = Fake::begin(State::default());
    let (archive, registry) = (image("again", b"layer"), fake.registry(Login::Anonymous));
    registry.push(&archive, &tags(), unwatched()).await.expect("pushed");
    let puts = fake.count("PUT");
    let pushed = registry.push(&archive, &tags(), unwatched()).await.expect("pushed");
    assert_eq!(fake.count("PUT"), puts);
    assert_eq!((pushed.sent_bytes, pushed.tags[0].1, pushed.tags[1].1), (0, TagOutcome::There, TagOutcome::There));
    // the next image shares its configuration
    let next = image("again-next", b"next layer");
    let pushed = registry.push(&next, &[Tag::moving("latest")], unwatched()).await.expect("pushed");
    assert_eq!((pushed.sent_bytes, pushed.there_bytes > 0), (10, true));
}

#[tokio::test]
async fn an_index_arrives_after_its_images() {
    let mut sample = Sample::default();
    let mut images = [sample.image("arm64", b"arm"), sample.image("amd64", b"amd")];
    for (image, architecture) in images.iter_mut().zip(["arm64", "amd64"]) {
        image["platform"] = json!({"os": "linux", "architecture": architecture});
    }
    let index = json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": images}).to_string();
    let index = sample.blob(INDEX, index.as_bytes());
    let archive = sample.index(vec![index]).open("index").expect("an image");
    let fake = Fake::begin(State::default());
    let registry = fake.registry(Login::Anonymous);
    registry.push(&archive, &tags(), unwatched()).await.expect("pushed");
    assert_eq!(fake.state.lock().expect("the state").manifests["latest"].0, INDEX);
    let platforms = registry.platforms("latest").await.expect("an answer");
    assert_eq!(platforms.iter().map(ToString::to_string).collect::<Vec<_>>(), ["linux/arm64", "linux/amd64"]);
}

#[tokio::test]
async fn a_registry_that_fails_for_a_moment_is_asked_again() {
    let failing = ["HEAD /v2", "POST /v2", "PUT /v2/prooflink-test-app/blobs", "PUT /v2/prooflink-test-app/manifests"];
    let failing = failing.map(|request| (request.to_string(), 1)).to_vec();
    let fake = Fake::begin(State { failing, ..State::default() });
    let (archive, registry) = (image("moment", b"layer"), fake.registry(Login::Anonymous));
    registry.push(&archive, &tags(), unwatched()).await.expect("pushed");
    assert!(registry.find("latest").await.expect("an answer").is_some());
}

#[tokio::test]
async fn a_registry_that_always_fails_is_given_up() {
    let failing = vec![("HEAD".to_string(), usize::MAX)];
    let fake = Fake::begin(State { failing, ..State::default() });
    let text = said(fake.registry(Login::Anonymous).find("latest").await);
    assert!(text.starts_with("error[D0066]: the image latest got no good answer from 127.0.0.1:"), "{text}");
    assert_eq!(fake.count("HEAD"), 5);
}

#[tokio::test]
async fn a_connection_lost_in_the_middle_of_a_blob_begins_it_again() {
    let fake = Fake::begin(State { resets: 1, ..State::default() });
    let layer = vec![3; 6 << 20];
    let (archive, registry) = (image("reset", &layer), fake.registry(Login::Anonymous));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    let watch = Arc::new(move |progress| kept.lock().expect("the list").push(progress));
    registry.push(&archive, &tags(), watch).await.expect("pushed");
    let digest = Digest::of(&layer);
    assert!(fake.state.lock().expect("the state").blobs[digest.as_str()] == layer);
    assert_eq!(fake.count("POST"), 3, "two blobs, and one of them twice");
    let seen = seen.lock().expect("the list");
    let size = layer.len() as u64;
    let sent: Vec<u64> = seen
        .iter()
        .filter_map(|progress| match progress {
            Progress::Sent { digest: found, sent, size: whole } if *found == digest && *whole == size => Some(*sent),
            _ => None,
        })
        .collect();
    assert_eq!(sent.last(), Some(&size));
    assert!(sent.windows(2).any(|pair| pair[1] < pair[0]), "it began again");
    assert!(seen.contains(&Progress::Done { digest, size }));
    assert_eq!(seen.last(), Some(&Progress::Tagged { tag: "latest".into() }));
}

#[tokio::test]
async fn a_registry_that_stores_other_bytes_is_noticed() {
    let other = Digest::of(b"other").to_string();
    let fake = Fake::begin(State { says_digest: Some(other.clone()), ..State::default() });
    let text = said(fake.registry(Login::Anonymous).push(&image("other", b"layer"), &tags(), unwatched()).await);
    assert!(text.starts_with("error[D0069]") && text.contains(&format!("there: {other}")), "{text}");
}

#[tokio::test]
async fn an_archive_that_changes_under_the_push_is_refused() {
    let fake = Fake::begin(State::default());
    let archive = image("swapped", b"layer");
    Sample::oci("amd64", b"lawyr").open("swapped").expect("an image");
    let text = said(fake.registry(Login::Anonymous).push(&archive, &tags(), unwatched()).await);
    assert!(text.starts_with("error[D0065]") && text.contains("DIGEST_INVALID"), "{text}");
    assert!(fake.state.lock().expect("the state").manifests.is_empty());
}

#[tokio::test]
async fn a_fixed_tag_is_never_given_to_another_image_where_tags_stay() {
    let fake = Fake::begin(State { is_immutable: true, ..State::default() });
    let registry = fake.registry(Login::Anonymous);
    let (first, second) = (image("first", b"first"), image("second", b"second"));
    registry.push(&first, &tags(), unwatched()).await.expect("pushed");
    let text = said(registry.push(&second, &tags(), unwatched()).await);
    assert!(text.starts_with("error[D0068]: prooflink-test-app has another image under the tag 20260128"), "{text}");
    assert!(text.contains(first.root().digest.as_str()) && text.contains(second.root().digest.as_str()), "{text}");
    // the same image under the same tag is no change
    registry.push(&first, &tags(), unwatched()).await.expect("pushed");
}

#[tokio::test]
async fn latest_stays_where_tags_stay_unless_it_is_exempt() {
    for (exempt, outcome) in [(vec![], TagOutcome::Unmoved), (vec!["latest".to_string()], TagOutcome::Set)] {
        let exempt = exempt.into_iter().collect();
        let fake = Fake::begin(State { is_immutable: true, exempt, ..State::default() });
        let registry = fake.registry(Login::Anonymous);
        registry.push(&image("old", b"old"), &tags(), unwatched()).await.expect("pushed");
        let next = [Tag::fixed("20260129-093000"), Tag::moving("latest")];
        let pushed = registry.push(&image("new", b"new"), &next, unwatched()).await.expect("pushed");
        assert_eq!(pushed.tags, [("20260129-093000".into(), TagOutcome::Set), ("latest".into(), outcome)]);
    }
}

#[tokio::test]
async fn a_repository_that_is_not_there_is_told_to_be_made() {
    let fake = Fake::begin(State::default());
    let repository = Repository::parse(&format!("{}/other", fake.host)).expect("a repository");
    let registry = Registry::new(repository, Login::Anonymous);
    assert_eq!(registry.find("latest").await.expect("an answer"), None);
    let text = said(registry.push(&image("nowhere", b"layer"), &tags(), unwatched()).await);
    assert!(text.starts_with("error[D0067]") && text.contains("/other"), "{text}");
}

#[tokio::test]
async fn the_platform_of_an_image_is_that_of_its_configuration() {
    let fake = Fake::begin(State::default());
    let registry = fake.registry(Login::Anonymous);
    registry.push(&image("platform", b"layer"), &tags(), unwatched()).await.expect("pushed");
    let platforms = registry.platforms("latest").await.expect("an answer");
    assert_eq!(platforms[0].cpu_architecture(), Some("X86_64"));
    let text = said(registry.platforms("none").await);
    assert!(text.starts_with("error[D0065]") && text.contains("MANIFEST_UNKNOWN"), "{text}");
    assert_eq!(registry.repository().name(), NAME);
}
