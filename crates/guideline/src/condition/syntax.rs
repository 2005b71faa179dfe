//! A condition as it stands in the text: names not yet resolved, every part with its span.

use std::ops::Range;

/// Bytes from and to, within the condition's text.
pub(crate) type Span = Range<usize>;

/// A part of a condition with the place where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// A name, an option or a number with its place.
pub(crate) type Name = Spanned<String>;

/// How two numbers, or a finding and an option, are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The argument of a function.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Argument {
    Name(Name),
    /// One option of a many-of finding: `conditions.diabetes`.
    Option(Name, Name),
    Text(Name),
    Number(Spanned<f64>),
}

/// The tree of a condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Syntax {
    Constant(bool),
    Name(Name),
    CompareText(Name, Comparison, Name),
    CompareNumber(Name, Comparison, Spanned<f64>),
    In(Name, Vec<Name>),
    Contains(Name, Name),
    Intersect(Name, Vec<Name>),
    Call(Name, Vec<Argument>),
    Not(Box<Syntax>),
    And(Vec<Syntax>),
    Or(Vec<Syntax>),
    Implies(Box<Syntax>, Box<Syntax>),
}

/// What is wrong with a condition, where, and what may help.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) span: Span,
    pub(crate) help: Option<String>,
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>, span: Span) -> Self {
        Self { message: message.into(), span, help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
