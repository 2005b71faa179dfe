//! The truth algebra that every decision is made in.
//!
//! A decision is written once, against [`Algebra`]: and, or, not and the two constants. What a truth *is* is chosen by
//! the caller: a `bool` for one person ([`OnePerson`]), a `bool` with the facts that mattered ([`Recorder`]), a block of
//! machine words for many people at once ([`Lanes`]). Code over an `Algebra` cannot branch on a truth, because the
//! trait offers no way to look at one; so what is shown for one reading holds for all of them.
//!
//! [`ThreeValued`] turns any algebra into Kleene's three-valued logic, where *unknown* is a value.
//!
//! ```
//! use easeback_logic::{Algebra, Kleene, OnePerson, ThreeValued};
//!
//! let logic = ThreeValued(&OnePerson);
//! let (yes, unknown) = (logic.constant(true), Kleene { yes: false, no: false });
//! assert_eq!(logic.or(&yes, &unknown), yes);
//! assert_eq!(logic.and(&yes, &unknown), unknown);
//! ```

mod algebra;
mod kleene;
mod lanes;
mod person;
mod recorder;

pub use algebra::Algebra;
pub use kleene::{Kleene, ThreeValued};
pub use lanes::{Block, Lanes};
pub use person::OnePerson;
pub use recorder::{Marks, Noted, Recorder};
