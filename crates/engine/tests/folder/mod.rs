//! The guideline of this repository with its example people, read from its folder.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "shared by tests, each of which uses a part")]

use easeback_guideline::{Guideline, SourceFile};
use std::path::{Path, PathBuf};

/// Every file of the guideline and its example people.
pub fn files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guideline");
    let list = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect::<Vec<_>>()
    };
    list(root.clone())
        .into_iter()
        .chain(list(root.join("people")))
        .map(|path| SourceFile {
            name: path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect()
}

/// The guideline with its example people.
pub fn guideline() -> Guideline {
    Guideline::read(&files()).unwrap_or_else(|problems| panic!("{problems}"))
}
