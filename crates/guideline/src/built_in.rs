//! The guideline that is built into the program.

use crate::{Guideline, Problems, SourceFile};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../guideline/", $name)))),*]
    };
}

/// Every file of the guideline, example people aside.
const FILES: [(&str, &str); 16] = files![
    "guideline.toml",
    "findings.toml",
    "screens.toml",
    "levels.toml",
    "definitions.toml",
    "red-flags.toml",
    "treatments.toml",
    "medicines.toml",
    "interactions.toml",
    "products.toml",
    "ingredients.toml",
    "medicine-names.toml",
    "course.toml",
    "exercises.toml",
    "safety.toml",
    "sources.toml",
];

impl Guideline {
    /// The guideline built into the program, without its example people.
    ///
    /// The tests of this crate hold that it has no problems and that no file of the folder is left out.
    pub fn built_in() -> Result<Self, Problems> {
        let files: Vec<_> = FILES
            .iter()
            .map(|(name, text)| SourceFile { name: (*name).to_owned(), text: (*text).to_owned() })
            .collect();
        Self::read(&files)
    }
}
