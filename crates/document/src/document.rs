//! The model: what a document is made of. All texts are plain; line ends and tabs in them count as spaces.

use crate::DocumentError;
use jiff::civil::Date;

/// A document to print, keep or send.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The name of the document, shown in the window of a reader and, as much as one line holds, at the top of
    /// every page but the first.
    pub title: String,
    /// The language of all texts as a tag such as `en` or `en-GB` (BCP 47).
    pub language: String,
    /// The day it was made.
    pub made_on: Date,
    /// What it is printed on.
    pub paper: Paper,
    /// What it says, in reading order. A block without text is left out.
    pub blocks: Vec<Block>,
    /// What stands at the foot of every page.
    pub footer: Footer,
}

impl Document {
    /// The document as a PDF. Equal documents give equal bytes. What is a little too long for one page is set in
    /// smaller letters, so that it fits.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] when something is missing that a reader needs (a title, a language, the alternative text of a
    /// chart), when a table is not regular, or when the small print would not leave room for the text.
    pub fn pdf(&self) -> Result<Vec<u8>, DocumentError> {
        crate::draw::pdf(self)
    }
}

/// A size of paper, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// One thing a document says.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; it stays with the block after it.
    Heading {
        /// How deep it stands. A level that skips one counts as the level after the last heading for those who listen.
        level: Level,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// A box around something that must not be overlooked.
    Notice {
        /// The first line, in bold.
        title: String,
        /// The rest.
        paragraphs: Vec<String>,
    },
    /// Names and what belongs to them, side by side.
    KeyValues(Vec<(String, String)>),
    /// Things in no order of importance.
    Bullets(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
}

/// How deep a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The document.
    One,
    /// A section.
    Two,
    /// A part of a section.
    Three,
}

/// Rows under named columns. The names are repeated at the top of a new page; a row is split over two pages only when
/// it is longer than two thirds of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows, each with a text for every column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub name: String,
    /// Where its texts stand.
    pub align: Align,
}

/// Where a text stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left, as words do.
    Start,
    /// At the right, as numbers do.
    End,
}

/// Lines over two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What the chart shows, in words, for everyone who cannot see it.
    pub alternative: String,
    /// The axis from left to right.
    pub across: Axis,
    /// The axis from bottom to top.
    pub up: Axis,
    /// The lines, the first one behind the others.
    pub lines: Vec<Line>,
}

/// An axis with its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// What it measures, with the unit.
    pub name: String,
    /// Where it starts.
    pub from: i16,
    /// Where it ends; not before `from`.
    pub to: i16,
    /// From one mark to the next; taken wider where the marks would be too many to read.
    pub step: u16,
}

/// A line of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// Its points (across, up), left to right. A point outside the axes is not drawn.
    pub points: Vec<(f32, f32)>,
    /// What it looks like.
    pub stroke: Stroke,
}

/// What a line of a chart looks like; the two can be told apart without colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Drawn through, with a dot at each point.
    Solid,
    /// Broken, without dots.
    Dashed,
}

/// What stands at the foot of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footer {
    /// The number of the page, with `{page}` and `{pages}` in it: `Page {page} of {pages}`. It has one short line.
    pub page_of: String,
    /// What has to be said on every page, in small letters. It is read aloud once, at the end.
    pub small_print: String,
}
