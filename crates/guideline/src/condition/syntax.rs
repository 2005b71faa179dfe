//! A condition as it stands in the text: names not yet resolved, every part with its span.

use std::ops::Range;

/// Bytes from and to, within the condition's text.
pub(crate) type Span = Range<usize>;

/// A part of a condition with the place where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The part.
    pub value: T,
    /// From which byte of the condition's text to which.
    pub span: Range<usize>,
}

/// A name, an option or a number with its place.
pub type Name = Spanned<String>;

/// How two numbers, or a finding and an option, are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// The argument of a function.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// `conditions`
    Name(Name),
    /// `'heat'`
    Text(Name),
    /// `3`
    Number(Spanned<f64>),
}

/// The tree of a condition, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Syntax {
    /// `true`, `false`
    Constant(bool),
    /// A yes/no finding or a definition.
    Name(Name),
    /// `trauma = 'minor'`
    CompareText(Name, Comparison, Name),
    /// `age_years >= 50`
    CompareNumber(Name, Comparison, Spanned<f64>),
    /// `bladder in { 'leaking', 'cannot_go' }`
    In(Name, Vec<Name>),
    /// `medicines contains 'lithium'`
    Contains(Name, Name),
    /// `exists (conditions intersect { 'kidney_disease', 'liver_disease' })`
    Intersect(Name, Vec<Name>),
    /// `not_sure(conditions)`
    Call(Name, Vec<Argument>),
    /// `not a`
    Not(Box<Syntax>),
    /// `a and b`
    And(Vec<Syntax>),
    /// `a or b`
    Or(Vec<Syntax>),
    /// `a implies b`
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
