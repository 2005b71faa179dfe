//! Where things stand in the files of a guideline, for those who want to point at them.

use crate::SourceFile;
use crate::read::{Entry, Tables};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where every entry of every table stands.
pub struct Places<'f> {
    entries: BTreeMap<(String, String), Entry<'f, Id>>,
}

/// All that is read of an entry here.
#[derive(Deserialize)]
struct Id {
    id: String,
}

/// The tables that a place is asked of.
const TABLES: [&str; 7] = ["definition", "contradiction", "finding", "level", "red_flag", "treatment", "stop_for_all"];

impl<'f> Places<'f> {
    /// Reads where things stand. What does not parse has no place.
    pub fn of(files: &'f [SourceFile]) -> Self {
        let mut ignored = Vec::new();
        let mut tables = Tables::parse(files, &mut ignored);
        let mut entries = BTreeMap::new();
        for table in TABLES {
            for entry in tables.take::<Id>(table, &mut ignored) {
                entries.insert((table.to_owned(), entry.value.id.clone()), entry);
            }
        }
        Self { entries }
    }

    /// The file and the line, from 1, of what stands under a path of keys in an entry; `0` and so on stand for places in
    /// lists. Where there is no such key, of the last one that there is.
    pub fn line(&self, table: &str, id: &str, path: &[&str]) -> Option<(&'f str, usize)> {
        let entry = self.entries.get(&(table.to_owned(), id.to_owned()))?;
        Some((entry.file.name.as_str(), entry.line(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_found_where_it_stands() {
        let text = "[[treatment]]\nid = \"heat\"\n[[treatment.stop]]\nid = \"a\"\n\n[[treatment.stop]]\nid = \"b\"\nwhen = \"x\"\n";
        let files = [SourceFile { name: "treatments.toml".to_owned(), text: text.to_owned() }];
        let places = Places::of(&files);
        assert_eq!(places.line("treatment", "heat", &["stop", "1", "when"]), Some(("treatments.toml", 8)));
        assert_eq!(places.line("treatment", "heat", &["id"]), Some(("treatments.toml", 2)));
        assert_eq!(places.line("treatment", "cold", &["id"]), None);
    }
}
