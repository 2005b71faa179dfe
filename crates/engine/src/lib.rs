//! Facts to decision: one evaluator, generic over the truth algebra.
//!
//! ```
//! use easeback_engine::{Answer, Disposition, Engine};
//! use easeback_guideline::Guideline;
//! use std::collections::BTreeMap;
//!
//! let engine = Engine::new(Guideline::built_in().expect("it is checked on every build"));
//! let answers = BTreeMap::from([("groin_numb".to_owned(), Answer::YesNo(true))]);
//! let facts = engine.facts(&answers).expect("a yes/no finding takes yes");
//! let decision = engine.decide(&facts);
//! assert_eq!(decision.disposition, Disposition::EmergencyNow);
//! assert_eq!(decision.reasons[0].red_flag.code, "RF01");
//! ```
//!
//! Deciding is pure and total: no clock, no input or output, no randomness, no panic, no error.

mod allow;
mod contract;
mod decide;
mod engine;
mod error;
mod evaluate;
mod examples;
mod facts;
mod interview;
mod program;
mod questions;
mod tell;
mod words;

pub use allow::Allowed;
pub use contract::{
    AnswersIn, DecisionOut, FloorOut, GuidelineOut, Id, OfferOut, PersonIn, ReasonOut, StopOut, WithheldOut,
};
pub use decide::{Decision, Disposition, Held, NotRuledOut, Offer, Reason, Withheld};
pub use easeback_guideline::{Answer, NOT_SURE};
pub use engine::Engine;
pub use error::FactProblem;
pub use evaluate::{Claimed, Evaluation, Facts, Known};
pub use examples::{answers_of, refused_answers_of};
pub use facts::{Crowd, PersonFacts};
pub use interview::{NextScreen, Row};
pub use program::Rank;
pub use tell::{StillOpen, within};
pub use words::{capital, logged, said, sentence, sentences, termed, told, words};
