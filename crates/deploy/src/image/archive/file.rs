//! The tar: which files it holds, and where.

use super::{Blob, damaged};
use crate::codes;
use crate::image::Digest;
use formwork::Problem;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};

/// The largest document that registries take, in bytes.
const LARGEST_DOCUMENT: u64 = 4 << 20;

/// A tar, and what it holds.
pub(super) struct File {
    pub path: PathBuf,
    file: fs::File,
    entries: BTreeMap<String, Entry>,
}

enum Entry {
    Bytes {
        offset: u64,
        size: u64,
    },
    /// Another name for a file: `docker save` writes a layer once.
    Link(String),
}

impl File {
    pub fn open(path: &Path) -> Result<File, Problem> {
        let unreadable = |error: io::Error| {
            let problem = codes::image::UNREADABLE_ARCHIVE.problem().with("file", path.display().to_string());
            problem.with("reason", error.to_string())
        };
        let mut file = fs::File::open(path).map_err(unreadable)?;
        let mut start = [0; 2];
        let is_gzip = file.read(&mut start).map_err(unreadable)? == 2 && start == [0x1f, 0x8b];
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let mut opened = File { path: path.to_path_buf(), file, entries: BTreeMap::new() };
        if is_gzip {
            return Err(opened.no_image("it is compressed: unpack it with gunzip"));
        }
        match list(&opened.file) {
            Ok(entries) => opened.entries = entries,
            Err(error) => return Err(opened.no_image(&format!("it is no tar, or not the whole of one: {error}"))),
        }
        Ok(opened)
    }

    pub fn holds(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// A small JSON document.
    pub fn document(&mut self, name: &str) -> Result<(Vec<u8>, Value), Problem> {
        let (offset, size) = self.place(name)?;
        if size > LARGEST_DOCUMENT {
            return Err(damaged(&self.path, name, format!("{size} bytes are too many for a document")));
        }
        let mut bytes = Vec::new();
        let read = self.section(offset, size).and_then(|mut section| section.read_to_end(&mut bytes));
        read.map_err(|error| damaged(&self.path, name, error.to_string()))?;
        let value = serde_json::from_slice(&bytes)
            .map_err(|error| damaged(&self.path, name, format!("it is no JSON: {error}")))?;
        Ok((bytes, value))
    }

    /// A file whose bytes must hash to this digest.
    pub fn blob(&mut self, name: &str, digest: &Digest) -> Result<Blob, Problem> {
        let (offset, size) = self.place(name)?;
        let hashed = self.section(offset, size).and_then(Digest::of_reader);
        let (found, read) = hashed.map_err(|error| damaged(&self.path, name, error.to_string()))?;
        if read != size {
            return Err(damaged(&self.path, name, format!("the archive ends after {read} of its {size} bytes")));
        }
        if found != *digest {
            return Err(damaged(&self.path, name, format!("its bytes are {found} and should be {digest}")));
        }
        Ok(Blob { digest: found, size, offset })
    }

    pub fn no_image(&self, reason: &str) -> Problem {
        let problem = codes::image::NO_IMAGE_ARCHIVE.problem().with("file", self.path.display().to_string());
        problem.with("reason", reason)
    }

    fn place(&self, name: &str) -> Result<(u64, u64), Problem> {
        match self.entries.get(name) {
            Some(Entry::Bytes { offset, size }) => Ok((*offset, *size)),
            // one step, since links to links are nothing that anybody writes
            Some(Entry::Link(target)) => match self.entries.get(target) {
                Some(Entry::Bytes { offset, size }) => Ok((*offset, *size)),
                _ => Err(damaged(&self.path, name, format!("it is a link to {target}, which is not there"))),
            },
            None => Err(damaged(&self.path, name, "it is not there")),
        }
    }

    fn section(&mut self, offset: u64, size: u64) -> io::Result<Take<&mut fs::File>> {
        self.file.seek(SeekFrom::Start(offset))?;
        Ok(Read::by_ref(&mut self.file).take(size))
    }
}

fn list(file: &fs::File) -> io::Result<BTreeMap<String, Entry>> {
    let mut entries = BTreeMap::new();
    let mut archive = tar::Archive::new(file);
    for entry in archive.entries_with_seek()? {
        let entry = entry?;
        let name = normal("", &String::from_utf8_lossy(&entry.path_bytes()));
        let kind = entry.header().entry_type();
        let link = entry.link_name_bytes().map(|link| String::from_utf8_lossy(&link).into_owned());
        match (link, name) {
            (_, Some(name)) if kind.is_file() => {
                entries.insert(name, Entry::Bytes { offset: entry.raw_file_position(), size: entry.size() });
            }
            (Some(link), Some(name)) if kind.is_symlink() => {
                let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
                if let Some(target) = normal(folder, &link) {
                    entries.insert(name, Entry::Link(target));
                }
            }
            (Some(link), Some(name)) if kind.is_hard_link() => {
                if let Some(target) = normal("", &link) {
                    entries.insert(name, Entry::Link(target));
                }
            }
            _ => {}
        }
    }
    Ok(entries)
}

/// A path without `.` and `..`, from a folder in the archive on; none that leads out of it.
fn normal(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
