//! A condition as it is written in the guideline, as an expression.
//!
//! Two forms of the guideline's language are not taken over word for word, because CQL's lists do not know *unknown*:
//! `null in { 'a' }` and `{ 'b', null } contains 'a'` are false there. `bladder in { 'a', 'b' }` becomes two
//! comparisons, and the options of a list are Booleans of their own.

use crate::expression::Expression;
use crate::facts::Facts;
use easeback_guideline::{Argument, Comparison, Name, Syntax};

/// The parameter that lists the treatments that are offered.
pub(crate) const OFFERED: &str = "offered treatments";
/// The parameter that lists the treatments that the level allows and a stop holds back.
pub(crate) const WITHHELD: &str = "withheld treatments";

impl Facts<'_> {
    /// A condition as an expression.
    pub(crate) fn condition(&self, syntax: &Syntax) -> Expression {
        let all = |parts: &[Syntax]| parts.iter().map(|part| self.condition(part)).collect();
        match syntax {
            Syntax::Constant(value) => Expression::Boolean(*value),
            Syntax::Name(name) => self.value(&name.value),
            Syntax::CompareText(name, comparison, option) => {
                self.value(&name.value).compared(*comparison, Expression::Text(option.value.clone()))
            }
            Syntax::CompareNumber(name, comparison, number) => {
                self.value(&name.value).compared(*comparison, self.number(&name.value, number.value))
            }
            Syntax::In(name, options) => Expression::any(options.iter().map(|option| {
                self.value(&name.value).compared(Comparison::Equal, Expression::Text(option.value.clone()))
            })),
            Syntax::Contains(name, option) => self.value(&name.value).element(&option.value),
            Syntax::Intersect(name, options) => {
                Expression::any(options.iter().map(|option| self.value(&name.value).element(&option.value)))
            }
            Syntax::Call(function, arguments) => self.call(function, arguments),
            Syntax::Not(inner) => self.condition(inner).negated(),
            Syntax::And(parts) => Expression::And(all(parts)),
            Syntax::Or(parts) => Expression::Or(all(parts)),
            Syntax::Implies(left, right) => {
                Expression::Implies(Box::new(self.condition(left)), Box::new(self.condition(right)))
            }
        }
    }

    fn call(&self, function: &Name, arguments: &[Argument]) -> Expression {
        let list = |name: &str| Expression::Parameter(name.to_owned());
        match (function.value.as_str(), arguments) {
            ("not_sure", [Argument::Name(finding)]) => self.not_sure(&finding.value),
            ("not_asked", [Argument::Name(finding)]) => self.not_asked(&finding.value),
            ("offered", [Argument::Text(any)]) if any.value == "any" => Expression::Exists(Box::new(list(OFFERED))),
            ("offered", [Argument::Text(id)]) => Expression::Text(id.value.clone()).among(list(OFFERED)),
            ("withheld", [Argument::Text(id)]) => Expression::Text(id.value.clone()).among(list(WITHHELD)),
            // Only properties speak of the decision in other ways, and they are not exported.
            _ => Expression::Null(crate::expression::Type::Boolean),
        }
    }
}
