//! A library as CQL 1.5, to be read by people and by translators.
//!
//! Every name stands in quotes, so that none is taken for a word of the language; every part that has parts of another
//! kind stands in parentheses, so that nobody has to know which word binds tighter.

use crate::Library;
use crate::expression::{Expression, Type};
use easeback_guideline::Comparison;
use std::fmt::Write;

/// A line up to this many characters is not broken.
const LINE: usize = 110;

impl Library {
    /// The library as CQL 1.5.
    pub fn cql(&self) -> String {
        let mut text = comment(&self.about, "");
        let _ = writeln!(text, "\nlibrary {} version {}\n", name(&self.name), quoted(&self.version));
        for parameter in &self.parameters {
            text += &comment(&parameter.about, "");
            let _ = writeln!(text, "parameter {} {}\n", name(&parameter.name), type_of(&parameter.of));
        }
        text += "context Unfiltered\n";
        for expression in &self.expressions {
            let about = comment(&expression.about, "");
            let _ = write!(text, "\n{about}define {}:\n  {}\n", name(&expression.name), broken(&expression.expression));
        }
        text
    }
}

/// Lines of comment.
fn comment(lines: &[String], indent: &str) -> String {
    lines.iter().flat_map(|line| if line.is_empty() { vec![""] } else { line.lines().collect() }).fold(
        String::new(),
        |mut text, line| {
            let _ = writeln!(text, "{}", format!("{indent}// {line}").trim_end());
            text
        },
    )
}

fn name(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn type_of(of: &Type) -> String {
    match of {
        Type::Boolean => "Boolean".to_owned(),
        Type::Text => "String".to_owned(),
        Type::Whole => "Integer".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::Texts => "List<String>".to_owned(),
        Type::Booleans(names) => {
            let elements: Vec<_> = names.iter().map(|element| format!("  {} Boolean", name(element))).collect();
            format!("Tuple {{\n{}\n}}", elements.join(",\n"))
        }
    }
}

/// An expression, one part a line where it is long.
fn broken(expression: &Expression) -> String {
    let line = print(expression);
    if line.chars().count() <= LINE {
        return line;
    }
    match expression {
        Expression::And(parts) => joined(parts, "\n  and "),
        Expression::Or(parts) => joined(parts, "\n  or "),
        Expression::If(condition, then, otherwise) => {
            format!("if {} then {}\n  else {}", print(condition), print(then), broken(otherwise))
        }
        Expression::Tuple(elements) => format!("Tuple {{\n    {}\n  }}", self::elements(elements).join(",\n    ")),
        _ => line,
    }
}

fn elements(elements: &[(String, Expression)]) -> Vec<String> {
    elements.iter().map(|(element, value)| format!("{}: {}", name(element), print(value))).collect()
}

fn print(expression: &Expression) -> String {
    match expression {
        Expression::Null(_) => "null".to_owned(),
        Expression::Boolean(value) => value.to_string(),
        Expression::Text(text) => quoted(text),
        Expression::Number(number, of) => self::number(*number, of),
        Expression::Largest(of) => format!("maximum {}", type_of(of)),
        Expression::Parameter(named) | Expression::Named(named) => name(named),
        Expression::Element(of, element) => format!("{}.{}", part(of), name(element)),
        Expression::Tuple(elements) => format!("Tuple {{ {} }}", self::elements(elements).join(", ")),
        Expression::Not(inner) => format!("not {}", part(inner)),
        Expression::And(parts) => joined(parts, " and "),
        Expression::Or(parts) => joined(parts, " or "),
        Expression::Implies(left, right) => format!("{} implies {}", part(left), part(right)),
        Expression::Compare(left, comparison, right) => format!("{} {} {}", part(left), sign(*comparison), part(right)),
        Expression::In(text, list) => format!("{} in {}", part(text), part(list)),
        Expression::Exists(list) => format!("exists {}", part(list)),
        Expression::IsNull(inner) => format!("{} is null", part(inner)),
        Expression::IsTrue(inner) => format!("{} is true", part(inner)),
        Expression::IsFalse(inner) => format!("{} is false", part(inner)),
        Expression::If(condition, then, otherwise) => {
            format!("if {} then {} else {}", print(condition), print(then), print(otherwise))
        }
        Expression::Either(first, second) => format!("Coalesce({}, {})", print(first), print(second)),
    }
}

/// The parts of an and or an or. Comparisons, tests and `not` bind tighter than both.
fn joined(parts: &[Expression], word: &str) -> String {
    let parts = parts.iter().map(|inner| match inner {
        Expression::Compare(..)
        | Expression::In(..)
        | Expression::Not(_)
        | Expression::Exists(_)
        | Expression::IsNull(_)
        | Expression::IsTrue(_)
        | Expression::IsFalse(_) => print(inner),
        _ => part(inner),
    });
    parts.collect::<Vec<_>>().join(word)
}

/// A part of another expression.
fn part(expression: &Expression) -> String {
    match expression {
        Expression::Null(_)
        | Expression::Boolean(_)
        | Expression::Text(_)
        | Expression::Number(..)
        | Expression::Parameter(_)
        | Expression::Named(_)
        | Expression::Element(..)
        | Expression::Tuple(_)
        | Expression::Either(..) => print(expression),
        _ => format!("({})", print(expression)),
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

/// A number as a literal of its type: a Decimal always has a point.
pub(crate) fn number(number: f64, of: &Type) -> String {
    match of {
        Type::Decimal if number.fract() == 0.0 => format!("{number:.1}"),
        _ => number.to_string(),
    }
}
