//! Tree to text: whatever can be written is parsed back as it was meant.

use super::syntax::{Argument, Comparison, Name, Syntax};

/// The text of a tree, with parentheses around every part that has parts.
pub(super) fn print(syntax: &Syntax) -> String {
    let joined = |parts: &[Syntax], word: &str| parts.iter().map(part).collect::<Vec<_>>().join(word);
    let quoted =
        |options: &[Name]| options.iter().map(|option| format!("'{}'", option.value)).collect::<Vec<_>>().join(", ");
    match syntax {
        Syntax::Constant(value) => value.to_string(),
        Syntax::Name(name) => name.value.clone(),
        Syntax::CompareText(name, comparison, option) => {
            format!("{} {} '{}'", name.value, sign(*comparison), option.value)
        }
        Syntax::CompareNumber(name, comparison, number) => {
            format!("{} {} {}", name.value, sign(*comparison), number.value)
        }
        Syntax::In(name, options) => format!("{} in {{ {} }}", name.value, quoted(options)),
        Syntax::Contains(name, option) => format!("{} contains '{}'", name.value, option.value),
        Syntax::Intersect(name, options) => format!("exists ({} intersect {{ {} }})", name.value, quoted(options)),
        Syntax::Call(function, arguments) => {
            let arguments = arguments.iter().map(|argument| match argument {
                Argument::Name(name) => name.value.clone(),
                Argument::Option(finding, option) => format!("{}.{}", finding.value, option.value),
                Argument::Text(text) => format!("'{}'", text.value),
                Argument::Number(number) => number.value.to_string(),
            });
            format!("{}({})", function.value, arguments.collect::<Vec<_>>().join(", "))
        }
        Syntax::Not(inner) => format!("not {}", part(inner)),
        Syntax::And(parts) => joined(parts, " and "),
        Syntax::Or(parts) => joined(parts, " or "),
        Syntax::Implies(left, right) => format!("{} implies {}", part(left), part(right)),
    }
}

fn part(syntax: &Syntax) -> String {
    match syntax {
        Syntax::Constant(_) | Syntax::Name(_) | Syntax::Intersect(..) | Syntax::Call(..) => print(syntax),
        _ => format!("({})", print(syntax)),
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

#[cfg(test)]
mod tests {
    use super::super::parse::{KEYWORDS, parse};
    use super::super::syntax::{Span, Spanned};
    use super::*;
    use proptest::prelude::*;

    fn spanned<T>(value: T) -> Spanned<T> {
        Spanned { value, span: Span::default() }
    }

    fn name() -> impl Strategy<Value = Name> {
        "[a-z][a-z0-9_]{0,8}".prop_filter("a keyword", |word| !KEYWORDS.contains(&word.as_str())).prop_map(spanned)
    }

    fn text() -> impl Strategy<Value = Name> {
        "[a-z0-9_ ]{0,8}".prop_map(spanned)
    }

    fn number() -> impl Strategy<Value = Spanned<f64>> {
        (-10_000..10_000_i32).prop_map(|tenths| spanned(f64::from(tenths) / 10.0))
    }

    fn comparison() -> impl Strategy<Value = Comparison> {
        prop_oneof![
            Just(Comparison::Equal),
            Just(Comparison::NotEqual),
            Just(Comparison::Less),
            Just(Comparison::LessOrEqual),
            Just(Comparison::Greater),
            Just(Comparison::GreaterOrEqual),
        ]
    }

    fn argument() -> impl Strategy<Value = Argument> {
        prop_oneof![
            name().prop_map(Argument::Name),
            (name(), name()).prop_map(|(finding, option)| Argument::Option(finding, option)),
            text().prop_map(Argument::Text),
            number().prop_map(Argument::Number),
        ]
    }

    fn syntax() -> impl Strategy<Value = Syntax> {
        let options = || proptest::collection::vec(text(), 1..4);
        let leaf = prop_oneof![
            any::<bool>().prop_map(Syntax::Constant),
            name().prop_map(Syntax::Name),
            (name(), comparison(), text()).prop_map(|(name, how, option)| Syntax::CompareText(name, how, option)),
            (name(), comparison(), number()).prop_map(|(name, how, number)| Syntax::CompareNumber(name, how, number)),
            (name(), options()).prop_map(|(name, options)| Syntax::In(name, options)),
            (name(), text()).prop_map(|(name, option)| Syntax::Contains(name, option)),
            (name(), options()).prop_map(|(name, options)| Syntax::Intersect(name, options)),
            (name(), proptest::collection::vec(argument(), 1..3)).prop_map(|(name, with)| Syntax::Call(name, with)),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            let parts = || proptest::collection::vec(inner.clone(), 2..4);
            prop_oneof![
                inner.clone().prop_map(|inner| Syntax::Not(Box::new(inner))),
                parts().prop_map(Syntax::And),
                parts().prop_map(Syntax::Or),
                (inner.clone(), inner.clone())
                    .prop_map(|(left, right)| Syntax::Implies(Box::new(left), Box::new(right))),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_parsed_as_it_was_meant(syntax in syntax()) {
            let text = print(&syntax);
            let parsed = parse(&text).map_err(|fault| TestCaseError::fail(format!("{text}: {fault:?}")))?;
            prop_assert_eq!(print(&parsed), text);
        }

        #[test]
        fn whatever_is_typed_is_parsed_or_refused_with_a_place_in_the_text(text in ".{0,40}") {
            if let Err(fault) = parse(&text) {
                prop_assert!(text.get(fault.span.clone()).is_some(), "{:?} in {:?}", fault, text);
            }
        }
    }
}
