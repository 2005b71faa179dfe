//! The languages of health records: the guideline as a library of CQL, HL7's Clinical Quality Language, and as its ELM.
//!
//! [`Library::of`] turns a guideline into one tree of parameters and expressions; [`Library::cql`] writes it as CQL 1.5 and
//! [`Library::elm`] as ELM, the same library in the JSON that engines run. Any CQL engine can then give a second opinion
//! on every condition. What is exported is what the conditions say; the decision that follows from them (levels, floors,
//! offers) is the engine's, and is not exported.
//!
//! ```
//! use easeback_fhir::Library;
//! use easeback_guideline::Guideline;
//!
//! let guideline = Guideline::built_in().expect("it is checked on every build");
//! let library = Library::of(&guideline);
//! assert!(library.cql().contains("define \"red flag: saddle_numbness\":\n  \"groin_numb\" or \"rectum_numb\"\n"));
//! ```

mod cql;
mod elm;
mod expression;
mod facts;
mod library;
mod translate;

pub use library::Library;
