//! Archives as tools write them.

use formwork::{Language, Problem};
use formwork_deploy::image::{Archive, Digest};
use serde_json::{Value, json};
use std::path::PathBuf;

pub const INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

/// A tar that is being filled.
#[derive(Default)]
pub struct Sample {
    pub files: Vec<(String, Vec<u8>)>,
    pub links: Vec<(String, String)>,
}

impl Sample {
    /// An image for one platform with one layer of these bytes.
    pub fn oci(architecture: &str, layer: &[u8]) -> Sample {
        let mut sample = Sample::default();
        let image = sample.image(architecture, layer);
        sample.index(vec![image])
    }

    /// Puts bytes below `blobs` and gives their descriptor.
    pub fn blob(&mut self, media_type: &str, bytes: &[u8]) -> Value {
        let digest = Digest::of(bytes);
        self.files.push((format!("blobs/sha256/{}", digest.hex()), bytes.to_vec()));
        json!({"mediaType": media_type, "digest": digest.as_str(), "size": bytes.len()})
    }

    /// An image's descriptor.
    pub fn image(&mut self, architecture: &str, layer: &[u8]) -> Value {
        let config = json!({"os": "linux", "architecture": architecture, "rootfs": {"type": "layers"}}).to_string();
        let config = self.blob("application/vnd.oci.image.config.v1+json", config.as_bytes());
        let layer = self.blob("application/vnd.oci.image.layer.v1.tar+gzip", layer);
        let manifest = json!({"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": [layer]});
        self.blob(MANIFEST, manifest.to_string().as_bytes())
    }

    /// Ends a layout.
    pub fn index(mut self, manifests: Vec<Value>) -> Sample {
        let index = json!({"schemaVersion": 2, "manifests": manifests}).to_string();
        self.files.push(("oci-layout".into(), br#"{"imageLayoutVersion":"1.0.0"}"#.to_vec()));
        self.files.push(("index.json".into(), index.into_bytes()));
        self
    }

    /// The tar's bytes.
    pub fn tar(&self) -> Vec<u8> {
        let mut tar = tar::Builder::new(Vec::new());
        for (name, bytes) in &self.files {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            tar.append_data(&mut header, name, bytes.as_slice()).expect("in memory");
        }
        for (name, target) in &self.links {
            let mut header = tar::Header::new_gnu();
            header.set_size(0);
            header.set_entry_type(tar::EntryType::Symlink);
            tar.append_link(&mut header, name, target).expect("in memory");
        }
        tar.into_inner().expect("in memory")
    }

    /// The archive, written for a test.
    pub fn open(&self, test: &str) -> Result<Archive, Problem> {
        Archive::open(&written(test, &self.tar()))
    }
}

/// A file of these bytes for a test.
pub fn written(test: &str, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("image");
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(format!("{test}.tar"));
    std::fs::write(&file, bytes).expect("a file");
    file
}

/// What a problem says, on one line.
pub fn said<T>(result: Result<T, Problem>) -> String {
    match result {
        Ok(_) => String::new(),
        Err(problem) => problem.render(Language::English).replace('\n', " "),
    }
}
