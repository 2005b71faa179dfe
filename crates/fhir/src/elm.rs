//! A library as ELM, the Expression Logical Model: CQL as engines run it, in its JSON form.

use crate::Library;
use crate::cql::number;
use crate::expression::{Expression, Type};
use easeback_guideline::Comparison;
use serde_json::{Map, Value, json};

const TYPES: &str = "urn:hl7-org:elm-types:r1";

impl Library {
    /// The library as ELM, release 1.
    pub fn elm(&self) -> Value {
        let parameters = self.parameters.iter().map(|parameter| {
            json!({
                "name": parameter.name,
                "accessLevel": "Public",
                "parameterTypeSpecifier": specifier(&parameter.of),
            })
        });
        let expressions = self.expressions.iter().map(|named| {
            json!({
                "name": named.name,
                "context": "Unfiltered",
                "accessLevel": "Public",
                "expression": expression(&named.expression),
            })
        });
        json!({
            "library": {
                "identifier": { "id": self.name, "version": self.version },
                "schemaIdentifier": { "id": "urn:hl7-org:elm", "version": "r1" },
                "usings": { "def": [{ "localIdentifier": "System", "uri": TYPES }] },
                "parameters": { "def": parameters.collect::<Vec<_>>() },
                "statements": { "def": expressions.collect::<Vec<_>>() },
            }
        })
    }
}

/// The name of a type that has one.
fn type_name(of: &Type) -> String {
    let name = match of {
        Type::Boolean | Type::Booleans(_) => "Boolean",
        Type::Text | Type::Texts => "String",
        Type::Whole => "Integer",
        Type::Decimal => "Decimal",
    };
    format!("{{{TYPES}}}{name}")
}

fn specifier(of: &Type) -> Value {
    let simple = json!({ "type": "NamedTypeSpecifier", "name": type_name(of) });
    match of {
        Type::Texts => json!({ "type": "ListTypeSpecifier", "elementType": simple }),
        Type::Booleans(names) => {
            let elements = names.iter().map(|name| json!({ "name": name, "elementType": simple }));
            json!({ "type": "TupleTypeSpecifier", "element": elements.collect::<Vec<_>>() })
        }
        _ => simple,
    }
}

fn expression(of: &Expression) -> Value {
    match of {
        Expression::Null(of) => {
            json!({ "type": "As", "operand": { "type": "Null" }, "asTypeSpecifier": specifier(of) })
        }
        Expression::Boolean(value) => literal(value.to_string(), &Type::Boolean),
        Expression::Text(text) => literal(text.clone(), &Type::Text),
        Expression::Number(value, of) => literal(number(*value, of), of),
        Expression::Largest(of) => json!({ "type": "MaxValue", "valueType": type_name(of) }),
        Expression::Parameter(name) => json!({ "type": "ParameterRef", "name": name }),
        Expression::Named(name) => json!({ "type": "ExpressionRef", "name": name }),
        Expression::Element(of, element) => {
            json!({ "type": "Property", "path": element, "source": expression(of) })
        }
        Expression::Tuple(elements) => {
            let elements = elements.iter().map(|(name, value)| json!({ "name": name, "value": expression(value) }));
            json!({ "type": "Tuple", "element": elements.collect::<Vec<_>>() })
        }
        Expression::Not(inner) => unary("Not", inner),
        Expression::And(parts) => joined("And", parts, true),
        Expression::Or(parts) => joined("Or", parts, false),
        Expression::Implies(left, right) => binary("Implies", left, right),
        Expression::Compare(left, Comparison::NotEqual, right) => {
            json!({ "type": "Not", "operand": binary("Equal", left, right) })
        }
        Expression::Compare(left, comparison, right) => binary(word(*comparison), left, right),
        Expression::In(text, list) => binary("In", text, list),
        Expression::Exists(list) => unary("Exists", list),
        Expression::IsNull(inner) => unary("IsNull", inner),
        Expression::IsTrue(inner) => unary("IsTrue", inner),
        Expression::IsFalse(inner) => unary("IsFalse", inner),
        Expression::If(condition, then, otherwise) => json!({
            "type": "If",
            "condition": expression(condition),
            "then": expression(then),
            "else": expression(otherwise),
        }),
        Expression::Either(first, second) => binary("Coalesce", first, second),
    }
}

fn literal(value: String, of: &Type) -> Value {
    let mut literal = Map::new();
    literal.insert("type".to_owned(), "Literal".into());
    literal.insert("valueType".to_owned(), type_name(of).into());
    literal.insert("value".to_owned(), value.into());
    Value::Object(literal)
}

fn unary(kind: &str, operand: &Expression) -> Value {
    json!({ "type": kind, "operand": expression(operand) })
}

fn binary(kind: &str, left: &Expression, right: &Expression) -> Value {
    json!({ "type": kind, "operand": [expression(left), expression(right)] })
}

/// And and or take two operands each; of nothing they are their constant.
fn joined(kind: &str, parts: &[Expression], nothing: bool) -> Value {
    let joined = parts.iter().map(expression).reduce(|left, right| json!({ "type": kind, "operand": [left, right] }));
    joined.unwrap_or_else(|| literal(nothing.to_string(), &Type::Boolean))
}

const fn word(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal | Comparison::NotEqual => "Equal",
        Comparison::Less => "Less",
        Comparison::LessOrEqual => "LessOrEqual",
        Comparison::Greater => "Greater",
        Comparison::GreaterOrEqual => "GreaterOrEqual",
    }
}
