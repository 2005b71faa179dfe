//! A small document model, and how it becomes a PDF that a doctor can read, search, copy from and have read aloud.
//!
//! A [`Document`] is a title, a language, a day and a list of [`Block`]s in reading order. [`Document::pdf`] sets them on A4
//! or Letter and writes a tagged file checked against PDF/UA-1: headings, lists, tables with header cells, figures with an
//! alternative text, real characters behind every glyph, fonts embedded as subsets.
//!
//! It knows nothing of backs: every word comes from the caller. It reads no clock and no file, so equal documents give equal
//! bytes. It sets text from left to right, without hyphens, in one typeface; a character that the typeface lacks is shown
//! as `?`, and letters with loose accents are not composed.
//!
//! ```
//! use easeback_document::{Block, Document, Footer, Level, Paper};
//!
//! let document = Document {
//!     title: "Back pain report".into(),
//!     language: "en".into(),
//!     made_on: jiff::civil::date(2026, 3, 9),
//!     paper: Paper::A4,
//!     blocks: vec![
//!         Block::Heading { level: Level::One, text: "Back pain report".into() },
//!         Block::Paragraph("Six days of pain, slowly getting less.".into()),
//!     ],
//!     footer: Footer { page_of: "Page {page} of {pages}".into(), small_print: "Made by the person.".into() },
//! };
//! assert!(document.pdf().expect("it has a title and a language").starts_with(b"%PDF-1.7"));
//! ```

mod chart;
mod compose;
mod document;
mod draw;
mod error;
mod face;
mod footer;
mod ink;
mod page;
mod sheet;
mod structure;
mod table;
mod text;

pub use document::{Align, Axis, Block, Chart, Column, Document, Footer, Level, Line, Paper, Stroke, Table};
pub use error::DocumentError;
