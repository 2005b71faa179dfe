//! The clinical knowledge, read from text and checked.
//!
//! A guideline is a folder of TOML files that a clinician can review. [`Guideline::read`] turns their text into a
//! [`Guideline`] or reports every problem at once; there is no other way to make one, so whoever holds a `Guideline`
//! holds one whose names, types, options, ranges and sources are right. Nothing here reads a file: texts are arguments.
//!
//! ```
//! let guideline = easeback_guideline::Guideline::built_in().expect("the built-in guideline is checked on every build");
//! let saddle = guideline.red_flags.iter().find(|flag| flag.code == "RF01").expect("it is there");
//! assert_eq!(saddle.when.text(), "groin_numb or rectum_numb");
//! ```

mod answer;
mod built_in;
mod change;
mod check;
mod condition;
mod counts;
mod guideline;
mod meant;
mod model;
mod places;
mod problem;
mod read;
mod search;

pub use answer::{Answer, NOT_SURE};
pub use change::RuleAt;
pub use condition::resolve::did_you_mean;
pub use condition::{Argument, Atom, Comparison, Condition, Edit, Name, Rule, Spanned, Syntax};
pub use counts::{CountsAs, DoseOf, TakenAs};
pub use guideline::{FindingId, Guideline, OptionId, TreatmentId};
pub use meant::{Inside, Meant};
pub use model::*;
pub use places::Places;
pub use problem::{Problem, Problems, SourceFile};
pub use search::FoundMedicine;
