//! A second, slow evaluator, to distrust the engine with.
//!
//! It was written from descriptions alone: `guideline/README.md` for the condition language and the tables, and the
//! rulings of the clinical specification. It shares no code with the engine or with the guideline's reader: it
//! reads the TOML by itself, has its own parser, and walks the tree once per question. Where the two disagree, the text
//! of the rulings says who is right.
//!
//! Where the descriptions leave a choice, it takes the safer reading and says so: a log fact that is not sure does not
//! show that there was no dose (`person.rs`); a question that counts as `no` until it is asked was still not asked
//! (`person.rs`); what a claim concludes must be known true (`properties.rs`).
//!
//! It is meant to be short and obviously right, and refuses to be clever: *open* is decided by trying every answer.

mod decide;
mod evaluate;
mod guideline;
mod language;
mod open;
mod people;
mod person;
mod properties;

pub use decide::{Outcome, Rank};
pub use evaluate::Truth;
pub use guideline::{Finding, Guideline, Kind};
pub use people::{Dice, People, number};
pub use person::{Answers, Person};
