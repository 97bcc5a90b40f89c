//! An OCI image layout: `index.json` and, below it, everything by its digest.

use super::file::File;
use super::{Blob, Found, Manifest, damaged};
use crate::image::{Digest, Platform};
use formwork::Problem;
use serde_json::Value;

const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const INDEXES: [&str; 2] = [INDEX, "application/vnd.docker.distribution.manifest.list.v2+json"];
/// Indexes of indexes go no deeper.
const DEEPEST: usize = 4;

pub(super) fn read(file: &mut File) -> Result<Found, Problem> {
    let (bytes, index) = file.document("index.json")?;
    let descriptors = list(file, "index.json", &index, "manifests")?;
    let mut found = Found::default();
    match descriptors {
        [] => return Err(file.no_image("its index.json names no image")),
        [one] => manifest(file, one, "index.json", &mut found, DEEPEST)?,
        several => {
            let platforms: Vec<_> = several.iter().map(|one| one.get("platform").and_then(Platform::of)).collect();
            let is_distinct = |at: usize| platforms.iter().skip(at + 1).all(|other| Some(other) != platforms.get(at));
            if !(0..platforms.len()).all(|at| platforms.get(at).is_some_and(Option::is_some) && is_distinct(at)) {
                let count = several.len();
                return Err(file.no_image(&format!("it holds {count} images, and a tag names one")));
            }
            for one in several {
                manifest(file, one, "index.json", &mut found, DEEPEST)?;
            }
            let media_type = index.get("mediaType").and_then(Value::as_str).unwrap_or(INDEX).to_string();
            found.manifests.push(Manifest { digest: Digest::of(&bytes), media_type, bytes });
        }
    }
    Ok(found)
}

/// What a descriptor of a manifest or an index leads to, and then itself.
fn manifest(file: &mut File, from: &Value, named_by: &str, found: &mut Found, deep: usize) -> Result<(), Problem> {
    let (name, digest, size) = descriptor(file, from, named_by)?;
    if found.manifests.iter().any(|known| known.digest == digest) {
        return Ok(());
    }
    verified(file, &name, &digest, size)?;
    let (bytes, document) = file.document(&name)?;
    let said = document.get("mediaType").or_else(|| from.get("mediaType")).and_then(Value::as_str);
    let media_type = said.ok_or_else(|| damaged(&file.path, &name, "it has no mediaType"))?.to_string();
    if INDEXES.contains(&media_type.as_str()) {
        if deep == 0 {
            return Err(damaged(&file.path, &name, "indexes within indexes go too deep"));
        }
        for one in list(file, &name, &document, "manifests")? {
            manifest(file, one, &name, found, deep - 1)?;
        }
    } else {
        let config = document.get("config").ok_or_else(|| damaged(&file.path, &name, "it has no `config`"))?;
        let (config_name, config_digest, size) = descriptor(file, config, &name)?;
        found.add_blob(verified(file, &config_name, &config_digest, size)?);
        // what is no image, such as an attestation, has something else there
        if let Some(platform) = file.document(&config_name).ok().and_then(|(_, config)| Platform::of(&config)) {
            found.platforms.push(platform);
        }
        for layer in list(file, &name, &document, "layers")? {
            let (layer_name, digest, size) = descriptor(file, layer, &name)?;
            found.add_blob(verified(file, &layer_name, &digest, size)?);
        }
    }
    found.manifests.push(Manifest { digest, media_type, bytes });
    Ok(())
}

/// The file that a descriptor is of, its digest and its size.
fn descriptor(file: &File, from: &Value, named_by: &str) -> Result<(String, Digest, u64), Problem> {
    let text = from.get("digest").and_then(Value::as_str).unwrap_or_default();
    let digest = Digest::parse(text)
        .ok_or_else(|| damaged(&file.path, named_by, format!("`{}` is no SHA-256 digest", text.escape_debug())))?;
    let size = from.get("size").and_then(Value::as_u64);
    let size = size.ok_or_else(|| damaged(&file.path, named_by, format!("{digest} has no size")))?;
    Ok((format!("blobs/sha256/{}", digest.hex()), digest, size))
}

fn verified(file: &mut File, name: &str, digest: &Digest, size: u64) -> Result<Blob, Problem> {
    let blob = file.blob(name, digest)?;
    if blob.size != size {
        let reason = format!("it has {} bytes and should have {size}", blob.size);
        return Err(damaged(&file.path, name, reason));
    }
    Ok(blob)
}

fn list<'a>(file: &File, name: &str, document: &'a Value, field: &str) -> Result<&'a [Value], Problem> {
    let list = document.get(field).and_then(Value::as_array).map(Vec::as_slice);
    list.ok_or_else(|| damaged(&file.path, name, format!("it has no list `{field}`")))
}
