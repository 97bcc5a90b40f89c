//! The files of the workspace: the only place that touches them.

use crate::docs::Docs;
use crate::emit::{self, Files};
use crate::facts::ResourceFacts;
use crate::relation::proposal::Accepted;
use crate::world::World;
use crate::{Failure, intern, parse, write};
use std::path::{Path, PathBuf};

/// The workspace.
pub struct Tree {
    root: PathBuf,
}

const FACTS: &str = "crates/resources/facts";
const DOCS: &str = "crates/codegen/docs";
const ACCEPTED: &str = "crates/codegen/relations/accepted.txt";
const REFUSED: &str = "crates/codegen/relations/refused.txt";

impl Tree {
    /// The workspace that this package is part of.
    pub fn here() -> Self {
        Tree { root: Path::new(env!("CARGO_MANIFEST_DIR")).join("../..") }
    }

    /// A folder for downloads, which git does not see.
    pub fn downloads(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from).join("codegen")
    }

    /// The committed facts.
    pub fn facts(&self) -> Result<World, Failure> {
        let mut resources: Vec<ResourceFacts> = Vec::new();
        for (file, text) in self.texts(FACTS)? {
            let text = intern(&text);
            for name in parse::names(text) {
                let facts = parse::section(text, name).map(parse::resource);
                match facts {
                    Some(Ok(facts)) => resources.push(facts),
                    Some(Err(error)) => return Err(Failure::new(format!("reading {file}")).because(error)),
                    None => return Err(Failure::new(format!("{file} names {name} in no line of its own"))),
                }
            }
        }
        Ok(World::new(resources))
    }

    /// The committed documentation.
    pub fn docs(&self, world: &World) -> Result<Docs, Failure> {
        let mut docs = Docs::default();
        for service in world.services().keys() {
            let file = format!("{DOCS}/{}.txt", emit::module(service));
            docs.read(&format!("AWS::{service}::"), &self.read(&file)?)?;
        }
        Ok(docs)
    }

    /// The proposals of relations that somebody has decided on.
    pub fn accepted(&self) -> Result<Accepted, Failure> {
        Accepted::read(&self.read(ACCEPTED)?, &self.read(REFUSED)?)
    }

    /// Writes the list of those that count.
    pub fn accept(&self, text: &str) -> Result<(), Failure> {
        self.write(ACCEPTED, text)
    }

    /// The text files of facts and documentation.
    pub fn inputs(&self, world: &World, docs: &Docs) -> Files {
        let mut files = Files::new();
        for (service, resources) in world.services() {
            let module = emit::module(service);
            files.insert(format!("{FACTS}/{module}.txt"), write::service(&resources));
            files.insert(format!("{DOCS}/{module}.txt"), docs.write(&format!("AWS::{service}::")));
        }
        files
    }

    /// The sources and manifests that facts and documentation give.
    pub fn outputs(&self, world: &World, docs: &Docs) -> Result<Files, Failure> {
        let mut files = emit::all(world, docs)?;
        for (manifest, forward) in [("crates/resources/Cargo.toml", None), ("Cargo.toml", Some("formwork-resources"))] {
            let text = self.read(manifest)?;
            if forward.is_none_or(|package| depends_on(&text, package)) {
                files.insert(manifest.to_owned(), emit::manifest(&text, world, forward)?);
            }
        }
        Ok(files)
    }

    /// Writes what differs and removes what is left over in `folders`; the paths that changed.
    pub fn update(&self, files: &Files, folders: &[&str]) -> Result<Vec<String>, Failure> {
        let changed = self.differing(files, folders)?;
        for path in &changed {
            match files.get(path) {
                Some(text) => self.write(path, text)?,
                None => std::fs::remove_file(self.root.join(path))
                    .map_err(|error| Failure::new(format!("removing {path}")).because(error))?,
            }
        }
        Ok(changed)
    }

    /// The paths whose committed text is another one, and the files of `folders` that should not be there.
    pub fn differing(&self, files: &Files, folders: &[&str]) -> Result<Vec<String>, Failure> {
        let differs = |path: &&String| std::fs::read_to_string(self.root.join(path)).ok().as_ref() != files.get(*path);
        let mut paths: Vec<String> = files.keys().filter(differs).cloned().collect();
        for folder in folders {
            self.list(folder, &mut |path| {
                if !files.contains_key(&path) {
                    paths.push(path);
                }
            })?;
        }
        Ok(paths)
    }

    /// The folders of [`Tree::inputs`].
    pub fn input_folders() -> [&'static str; 2] {
        [FACTS, DOCS]
    }

    fn texts(&self, folder: &str) -> Result<Vec<(String, String)>, Failure> {
        let mut paths = Vec::new();
        self.list(folder, &mut |path| paths.push(path))?;
        paths.sort();
        paths.into_iter().map(|path| self.read(&path).map(|text| (path, text))).collect()
    }

    fn list(&self, folder: &str, each: &mut dyn FnMut(String)) -> Result<(), Failure> {
        let Ok(entries) = std::fs::read_dir(self.root.join(folder)) else { return Ok(()) };
        for entry in entries.flatten() {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                self.list(&path, each)?;
            } else {
                each(path);
            }
        }
        Ok(())
    }

    fn read(&self, path: &str) -> Result<String, Failure> {
        std::fs::read_to_string(self.root.join(path))
            .map_err(|error| Failure::new(format!("reading {path}")).because(error))
    }

    /// In one step, so that nobody sees half a file.
    fn write(&self, path: &str, text: &str) -> Result<(), Failure> {
        let file = self.root.join(path);
        let new = file.with_extension("new");
        let failed = |error| Failure::new(format!("writing {path}")).because(error);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        std::fs::write(&new, text).map_err(failed)?;
        std::fs::rename(&new, &file).map_err(failed)
    }
}

/// Whether the package of a manifest depends on another: features can be forwarded to nothing else.
fn depends_on(manifest: &str, package: &str) -> bool {
    let section = manifest.split("\n[").find(|section| section.starts_with("dependencies]"));
    section.is_some_and(|section| section.lines().any(|line| line.starts_with(package)))
}
