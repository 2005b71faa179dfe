//! The guideline to work by: the one built in, or the files of a folder.

use crate::error::Error;
use easeback_guideline::{Guideline, SourceFile};
use std::path::Path;

/// The folder of a guideline in which its example people lie.
const PEOPLE: &str = "people";

/// The guideline in this folder, or the one built in.
pub(crate) fn guideline(folder: Option<&Path>) -> Result<Guideline, Error> {
    let read = match folder {
        Some(folder) => Guideline::read(&files(folder)?),
        None => Guideline::built_in(),
    };
    read.map_err(Error::Guideline)
}

/// Every file of the guideline in this folder, and its example people.
pub(crate) fn files(folder: &Path) -> Result<Vec<SourceFile>, Error> {
    let mut files = toml_files(folder, "")?;
    if files.is_empty() {
        return Err(Error::NoGuideline(folder.to_owned()));
    }
    let people = folder.join(PEOPLE);
    if people.is_dir() {
        files.extend(toml_files(&people, "people/")?);
    }
    Ok(files)
}

fn toml_files(folder: &Path, prefix: &str) -> Result<Vec<SourceFile>, Error> {
    let trouble = |source| Error::Folder { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(trouble)? {
        let path = entry.map_err(trouble)?.path();
        if path.extension().is_none_or(|ending| ending != "toml") || path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{name}");
        let text = std::fs::read_to_string(&path).map_err(|source| Error::File { path, source })?;
        files.push(SourceFile { name, text });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}
