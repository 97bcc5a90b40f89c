//! What `docker save` writes where it keeps images in its own form: `manifest.json`, a configuration, layers as tars.
//!
//! There is no manifest for a registry in it, so one is made, always with the same bytes.

use super::file::File;
use super::{Found, Manifest, damaged};
use crate::image::{Digest, Platform};
use formwork::Problem;
use serde_json::{Value, json};

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar";

pub(super) fn read(file: &mut File) -> Result<Found, Problem> {
    let (_, list) = file.document("manifest.json")?;
    let image = match list.as_array().map(Vec::as_slice) {
        Some([image]) => image,
        Some([]) | None => return Err(file.no_image("its manifest.json names no image")),
        Some(several) => {
            return Err(file.no_image(&format!("it holds {} images, and a tag names one", several.len())));
        }
    };
    let missing = |file: &File, field: &str| damaged(&file.path, "manifest.json", format!("it has no `{field}`"));
    let config_name = image.get("Config").and_then(Value::as_str).ok_or_else(|| missing(file, "Config"))?;
    let layers = image.get("Layers").and_then(Value::as_array).ok_or_else(|| missing(file, "Layers"))?;

    // the configuration is called by its digest
    let hex = config_name.trim_end_matches(".json").rsplit('/').next().and_then(Digest::from_hex);
    let named = hex.ok_or_else(|| damaged(&file.path, config_name, "its name is no SHA-256 digest"))?;
    let config = file.blob(config_name, &named)?;
    let (_, document) = file.document(config_name)?;

    let digests = document.pointer("/rootfs/diff_ids").and_then(Value::as_array);
    let digests = digests.ok_or_else(|| damaged(&file.path, config_name, "it has no `rootfs.diff_ids`"))?;
    if digests.len() != layers.len() {
        let reason = format!("it knows {} layers, and manifest.json {}", digests.len(), layers.len());
        return Err(damaged(&file.path, config_name, reason));
    }
    let mut found = Found::default();
    found.platforms.extend(Platform::of(&document));
    let mut descriptors = Vec::new();
    for (layer, digest) in layers.iter().zip(digests) {
        let name = layer.as_str().ok_or_else(|| missing(file, "Layers"))?;
        let digest = digest.as_str().and_then(Digest::parse);
        let digest = digest.ok_or_else(|| damaged(&file.path, config_name, "a layer has no SHA-256 digest"))?;
        let blob = file.blob(name, &digest)?;
        descriptors.push(json!({"mediaType": LAYER, "digest": digest.as_str(), "size": blob.size}));
        found.add_blob(blob);
    }
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": {"mediaType": CONFIG, "digest": config.digest.as_str(), "size": config.size},
        "layers": descriptors,
    });
    found.add_blob(config);
    let bytes = manifest.to_string().into_bytes();
    found.manifests.push(Manifest { digest: Digest::of(&bytes), media_type: MANIFEST.to_string(), bytes });
    Ok(found)
}
