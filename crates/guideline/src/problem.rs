//! What is wrong with a guideline: every problem at once, each with its place and what may help.

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use std::fmt;
use std::ops::Range;

/// One file of a guideline: its name within the folder, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name, `red-flags.toml` or `people/everyday.toml`.
    pub name: String,
    /// The text.
    pub text: String,
}

impl SourceFile {
    /// The line of a place in the text, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        1 + self.text.get(..at).map_or(0, |before| before.matches('\n').count())
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// What may help.
    pub help: Option<String>,
    /// The file, when it stands in one.
    pub file: Option<String>,
    /// The line, from 1; 0 when it stands in no file.
    pub line: usize,
    span: Range<usize>,
    source: Option<NamedSource<String>>,
}

impl Problem {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, file: None, line: 0, span: 0..0, source: None }
    }

    pub(crate) fn at(mut self, file: &SourceFile, span: Range<usize>) -> Self {
        self.line = file.line(span.start);
        self.source = Some(NamedSource::new(&file.name, file.text.clone()));
        self.file = Some(file.name.clone());
        self.span = span;
        self
    }

    pub(crate) fn help(mut self, help: Option<impl Into<String>>) -> Self {
        self.help = help.map(Into::into);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl Diagnostic for Problem {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.source.as_ref()?;
        let label = LabeledSpan::new(Some("here".to_owned()), self.span.start, self.span.len());
        Some(Box::new(std::iter::once(label)))
    }
}

/// Everything that is wrong with a guideline, in the order of its files. Never empty.
#[derive(Clone, Debug)]
pub struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    /// The problems.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.0 {
            if let Some(file) = &problem.file {
                write!(formatter, "{file}:{}: ", problem.line)?;
            }
            writeln!(formatter, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
