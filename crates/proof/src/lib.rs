//! Proofs over all possible people: nothing unsafe builds.
//!
//! The evaluator of [`easeback_engine`] is run over binary decision diagrams, where a truth is the set of all people for
//! whom something holds. So what is proved is proved about the code that decides, not about a model of it.
//!
//! ```no_run
//! use easeback_engine::Engine;
//! use easeback_guideline::Guideline;
//! use easeback_proof::Prover;
//!
//! let engine = Engine::new(Guideline::built_in().expect("it is checked on every build"));
//! let prover = Prover::new(&engine);
//! for claim in prover.claims() {
//!     assert!(prover.prove(&claim).holds(), "{}", claim.says);
//! }
//! ```
//!
//! A claim that does not hold comes with a person: answers for which the ordinary engine breaks it too.

mod axioms;
mod claims;
mod dead;
mod diagrams;
mod diff;
mod everyone;
mod example;
mod fact;
mod interviews;
mod listing;
mod memory;
mod mutate;
mod numbers;
mod order;
mod outcome;
mod person;
mod prevalence;
mod proof;
mod prover;
mod shared;

pub use axioms::Axiom;
pub use claims::Claim;
pub use dead::{Dead, Shadows};
pub use diagrams::{Diagram, Diagrams};
pub use diff::{Change, ChangeKind, Difference, Direction, Witness, diff};
pub use everyone::Everyone;
pub use fact::{About, Fact, Status as FactStatus};
pub use interviews::{Asked, ByDisposition, Interviews};
pub use mutate::{Effect, Everybody, Judge, Mutation, Noticed, Place, Survivor, Verdict, mutations};
pub use num_bigint::BigUint;
pub use person::Person;
pub use proof::{CounterExample, Proof, Status};
pub use prover::Prover;
