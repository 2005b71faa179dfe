//! Why a document cannot be written.

/// Why a document cannot be written. No message holds a text of the document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The title is empty.
    #[error("the document has no title; give it one that tells it from others")]
    NoTitle,

    /// The language is no tag.
    #[error("the language is no language tag; write it like `en` or `en-GB`")]
    Language,

    /// A chart has no alternative text.
    #[error("a chart has no alternative text; say in words what it shows")]
    NoAlternative,

    /// A row has not one text for each column.
    #[error("row {row} of a table has {found} texts, and the table has {columns} columns; they must be as many")]
    UnevenRow {
        /// The row, from 1.
        row: usize,
        /// How many texts it has.
        found: usize,
        /// How many columns the table has.
        columns: usize,
    },

    /// The small print is longer than the foot of a page.
    #[error("the small print takes {lines} lines, and there is room for {room}; make it shorter")]
    SmallPrint {
        /// How many lines it takes.
        lines: usize,
        /// How many lines there is room for.
        room: usize,
    },

    /// A typeface cannot be read. The typefaces are part of the program.
    #[error("a built-in typeface cannot be read")]
    Typeface,

    /// The PDF could not be written, or does not keep to PDF/UA-1; the source says why.
    #[error("the document cannot be written as an accessible PDF")]
    Pdf {
        /// What the writer says.
        #[source]
        source: krilla::error::KrillaError,
    },
}
