//! What the files hold, table by table. Field names are those of the files; `guideline/README.md` explains each.

mod course;
mod exercise;
mod finding;
mod help;
mod person;
mod product;
mod rule;
mod treatment;

pub use course::*;
pub use exercise::*;
pub use finding::*;
pub use help::*;
pub use person::*;
pub use product::*;
pub use rule::*;
pub use treatment::*;

use serde::Deserialize;

/// Why an entry still awaits a clinician.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Review {
    /// A design choice, not evidence.
    #[serde(rename = "assumed")]
    Assumed,
    /// Written from memory; to be checked against the source.
    #[serde(rename = "from memory")]
    FromMemory,
    /// Clinical judgement that a clinician must confirm.
    #[serde(rename = "judgement")]
    Judgement,
}

impl Review {
    /// The word the files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::FromMemory => "from memory",
            Self::Judgement => "judgement",
        }
    }
}
