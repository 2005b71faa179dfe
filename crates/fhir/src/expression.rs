//! The part of CQL that the guideline needs, as a tree: written as CQL by [`cql`](crate::cql), as ELM by [`elm`](crate::elm).

use easeback_guideline::Comparison;
use std::collections::BTreeSet;

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    Boolean,
    Text,
    Whole,
    Decimal,
    Texts,
    /// Elements of one tuple, each a Boolean.
    Booleans(Vec<String>),
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    /// Unknown, of a type.
    Null(Type),
    Boolean(bool),
    Text(String),
    /// A number, written as the type of what it is compared with.
    Number(f64, Type),
    /// The largest number of a type: "never" of hours since a dose.
    Largest(Type),
    Parameter(String),
    Named(String),
    /// An element of a tuple.
    Element(Box<Expression>, String),
    Tuple(Vec<(String, Expression)>),
    Not(Box<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Implies(Box<Expression>, Box<Expression>),
    Compare(Box<Expression>, Comparison, Box<Expression>),
    /// A text is in a list of texts that is never unknown.
    In(Box<Expression>, Box<Expression>),
    Exists(Box<Expression>),
    IsNull(Box<Expression>),
    IsTrue(Box<Expression>),
    IsFalse(Box<Expression>),
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// The first of two that is not unknown.
    Either(Box<Expression>, Box<Expression>),
}

impl Expression {
    pub(crate) fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }

    pub(crate) fn unknown(self) -> Self {
        Self::IsNull(Box::new(self))
    }

    pub(crate) fn known_true(self) -> Self {
        Self::IsTrue(Box::new(self))
    }

    pub(crate) fn known_false(self) -> Self {
        Self::IsFalse(Box::new(self))
    }

    pub(crate) fn element(self, name: &str) -> Self {
        Self::Element(Box::new(self), name.to_owned())
    }

    pub(crate) fn compared(self, comparison: Comparison, other: Self) -> Self {
        Self::Compare(Box::new(self), comparison, Box::new(other))
    }

    pub(crate) fn among(self, list: Self) -> Self {
        Self::In(Box::new(self), Box::new(list))
    }

    pub(crate) fn or_else(self, other: Self) -> Self {
        Self::Either(Box::new(self), Box::new(other))
    }

    pub(crate) fn when(self, condition: Self, otherwise: Self) -> Self {
        Self::If(Box::new(condition), Box::new(self), Box::new(otherwise))
    }

    /// Any of these; false of none.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut parts: Vec<_> = parts.into_iter().collect();
        match parts.len() {
            0 => Self::Boolean(false),
            1 => parts.remove(0),
            _ => Self::Or(parts),
        }
    }

    /// Whether a parameter or an expression of this name stands in it.
    pub(crate) fn mentions(&self, name: &str) -> bool {
        let mut found = false;
        self.visit(&mut |part| {
            found |= matches!(part, Self::Parameter(other) | Self::Named(other) if other == name);
        });
        found
    }

    /// Every element of a parameter that stands in it.
    pub(crate) fn elements<'e>(&'e self, parameter: &str, elements: &mut BTreeSet<&'e str>) {
        self.visit(&mut |part| {
            if let Self::Element(of, element) = part
                && matches!(of.as_ref(), Self::Parameter(other) if other == parameter)
            {
                elements.insert(element);
            }
        });
    }

    /// Looks at every part, itself included.
    fn visit<'e>(&'e self, look: &mut impl FnMut(&'e Self)) {
        look(self);
        match self {
            Self::Null(_)
            | Self::Boolean(_)
            | Self::Text(_)
            | Self::Number(..)
            | Self::Largest(_)
            | Self::Parameter(_)
            | Self::Named(_) => {}
            Self::Element(inner, _)
            | Self::Not(inner)
            | Self::Exists(inner)
            | Self::IsNull(inner)
            | Self::IsTrue(inner)
            | Self::IsFalse(inner) => inner.visit(look),
            Self::Implies(left, right)
            | Self::Compare(left, _, right)
            | Self::In(left, right)
            | Self::Either(left, right) => {
                left.visit(look);
                right.visit(look);
            }
            Self::If(condition, then, otherwise) => {
                condition.visit(look);
                then.visit(look);
                otherwise.visit(look);
            }
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.visit(look)),
            Self::Tuple(elements) => elements.iter().for_each(|(_, element)| element.visit(look)),
        }
    }
}
