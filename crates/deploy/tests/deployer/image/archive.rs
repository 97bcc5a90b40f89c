use super::sample::{INDEX, MANIFEST, Sample, said, written};
use formwork_deploy::image::{Archive, Digest};
use proptest::prelude::*;
use serde_json::{Value, json};

fn platforms(archive: &Archive) -> Vec<String> {
    archive.platforms().iter().map(ToString::to_string).collect()
}

#[test]
fn an_oci_layout_gives_its_blobs_and_its_manifest() {
    let archive = Sample::oci("amd64", b"layer").open("oci").expect("an image");
    assert_eq!(platforms(&archive), ["linux/amd64"]);
    assert_eq!(archive.platforms()[0].cpu_architecture(), Some("X86_64"));
    assert_eq!(archive.blobs().len(), 2);
    assert_eq!(archive.blobs()[1].digest, Digest::of(b"layer"));
    assert_eq!(archive.manifests().len(), 1);
    assert_eq!(archive.root().media_type, MANIFEST);
    assert_eq!(archive.root().digest, Digest::of(&archive.root().bytes));
}

#[test]
fn an_index_of_two_platforms_is_kept() {
    let mut sample = Sample::default();
    let images = [sample.image("arm64", b"arm"), sample.image("amd64", b"amd")];
    let index = json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": images}).to_string();
    let index = sample.blob(INDEX, index.as_bytes());
    let archive = sample.index(vec![index]).open("two-platforms").expect("an image");
    assert_eq!(platforms(&archive), ["linux/amd64", "linux/arm64"]);
    assert_eq!(archive.blobs().len(), 4);
    assert_eq!(archive.manifests().len(), 3);
    assert_eq!(archive.root().media_type, INDEX);
}

#[test]
fn platforms_side_by_side_in_index_json_are_one_image() {
    let mut sample = Sample::default();
    let mut images = vec![sample.image("arm64", b"arm"), sample.image("amd64", b"amd")];
    for (image, architecture) in images.iter_mut().zip(["arm64", "amd64"]) {
        image["platform"] = json!({"os": "linux", "architecture": architecture});
    }
    let archive = sample.index(images).open("side-by-side").expect("an image");
    assert_eq!((archive.manifests().len(), archive.root().media_type.as_str()), (3, INDEX));
}

#[test]
fn two_images_without_platforms_are_one_too_many() {
    let mut sample = Sample::default();
    let images = vec![sample.image("amd64", b"one"), sample.image("amd64", b"two")];
    let text = said(sample.index(images).open("two-images"));
    assert!(text.starts_with("error[D0061]"), "{text}");
    assert!(text.contains("it holds 2 images, and a tag names one"), "{text}");
}

/// As `docker save` wrote it: a layer that is there twice is a link the second time.
fn saved(layers: &[&str], digests: &[Digest]) -> Sample {
    let mut sample = Sample::default();
    let digests: Vec<&str> = digests.iter().map(Digest::as_str).collect();
    let config = json!({"os": "linux", "architecture": "arm64", "variant": "v8", "rootfs": {"diff_ids": digests}});
    let config = config.to_string().into_bytes();
    let name = format!("{}.json", Digest::of(&config).hex());
    let list = json!([{"Config": name, "RepoTags": ["app:latest"], "Layers": layers}]).to_string();
    sample.files.push((name, config));
    sample.files.push(("one/layer.tar".into(), b"layer".to_vec()));
    sample.links.push(("two/layer.tar".into(), "../one/layer.tar".into()));
    sample.files.push(("manifest.json".into(), list.into_bytes()));
    sample
}

#[test]
fn what_docker_saves_gets_a_manifest() {
    let layer = Digest::of(b"layer");
    let sample = saved(&["one/layer.tar", "two/layer.tar"], &[layer.clone(), layer.clone()]);
    let archive = sample.open("saved").expect("an image");
    assert_eq!(platforms(&archive), ["linux/arm64/v8"]);
    assert_eq!(archive.blobs().len(), 2);
    let manifest: Value = serde_json::from_slice(&archive.root().bytes).expect("JSON");
    assert_eq!(manifest["mediaType"], MANIFEST);
    assert_eq!(manifest["layers"][1]["digest"], layer.as_str());
    assert_eq!(manifest["config"]["digest"], archive.blobs()[1].digest.as_str());
    assert_eq!(sample.open("saved").expect("an image").root(), archive.root());
}

#[test]
fn a_layer_that_docker_calls_otherwise_is_named() {
    let text = said(saved(&["one/layer.tar"], &[Digest::of(b"other")]).open("saved-other"));
    assert!(text.starts_with("error[D0062]: one/layer.tar in "), "{text}");
    let text = said(saved(&["one/layer.tar"], &[]).open("saved-none"));
    assert!(text.contains("it knows 0 layers, and manifest.json 1"), "{text}");
    let text = said(saved(&["../../layer.tar"], &[Digest::of(b"layer")]).open("saved-outside"));
    assert!(text.contains("../../layer.tar") && text.contains("it is not there"), "{text}");
}

#[test]
fn a_changed_layer_is_named() {
    let mut sample = Sample::oci("amd64", b"layer");
    let layer = format!("blobs/sha256/{}", Digest::of(b"layer").hex());
    for (name, bytes) in &mut sample.files {
        if *name == layer {
            *bytes = b"lawyr".to_vec();
        }
    }
    let text = said(sample.open("changed"));
    assert!(text.starts_with(&format!("error[D0062]: {layer} in ")), "{text}");
    assert!(text.contains(&format!("its bytes are {} and should be", Digest::of(b"lawyr"))), "{text}");
}

#[test]
fn a_missing_layer_is_named() {
    let mut sample = Sample::oci("amd64", b"layer");
    let layer = format!("blobs/sha256/{}", Digest::of(b"layer").hex());
    sample.files.retain(|(name, _)| *name != layer);
    let text = said(sample.open("missing"));
    assert!(text.starts_with(&format!("error[D0062]: {layer} in ")) && text.contains("it is not there"), "{text}");
}

#[test]
fn a_size_that_is_another_is_noticed() {
    let mut sample = Sample::default();
    let mut image = sample.image("amd64", b"layer");
    image["size"] = json!(7);
    let text = said(sample.index(vec![image]).open("size"));
    assert!(text.contains("bytes and should have 7"), "{text}");
}

#[test]
fn what_is_no_archive_of_an_image_is_told_how_to_make_one() {
    let mut other = Sample::default();
    other.files.push(("notes.txt".into(), b"hello".to_vec()));
    let cases = [
        (other.tar(), "neither `oci-layout` nor `manifest.json`"),
        (vec![0x1f, 0x8b, 8, 0, 0], "unpack it with gunzip"),
        (b"no tar at all, whatever it is called".repeat(40), "it is no tar"),
        (Vec::new(), "neither `oci-layout` nor `manifest.json`"),
        (Sample::default().index(vec![]).tar(), "its index.json names no image"),
    ];
    for (at, (bytes, reason)) in cases.into_iter().enumerate() {
        let text = said(Archive::open(&written(&format!("no-image-{at}"), &bytes)));
        assert!(text.starts_with("error[D0061]") && text.contains(reason), "{text}");
        assert!(text.contains("docker save --output FILE IMAGE"), "{text}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let text = said(Archive::open(std::path::Path::new("/nowhere/image.tar")));
    assert!(text.starts_with("error[D0060]: cannot read /nowhere/image.tar"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_archive_is_never_taken_for_another_image(
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in 0..4u8,
    ) {
        let mut bytes = Sample::oci("amd64", &[7; 700]).tar();
        let whole = Archive::open(&written("whole", &bytes)).expect("an image");
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cut == 0 {
            bytes.truncate(at);
        }
        if let Ok(archive) = Archive::open(&written("damaged", &bytes)) {
            prop_assert_eq!(archive.root(), whole.root());
            prop_assert_eq!(archive.platforms(), whole.platforms());
        }
    }
}
