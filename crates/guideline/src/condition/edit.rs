//! Small changes of a condition, one at a time: a word flipped, an option taken for another, a number moved by a step.
//!
//! They are for asking whether anybody would notice: see `easeback mutate`. Not every change makes sense, and some say
//! the same in other words; whoever reads the changed text finds out.

use super::Rule;
use super::print::print;
use super::syntax::{Argument, Comparison, Name, Spanned, Syntax};
use crate::Answer;
use crate::model::Finding;

/// One small change of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The condition after it, with all its parentheses.
    pub text: String,
    /// What changes, in words, without a final stop.
    pub says: String,
}

impl Rule {
    /// Every small change of this condition that gives it another meaning.
    ///
    /// Each `and` and `or` is flipped, each part negated or freed of its `not`, each option replaced by the next one of
    /// its finding, each number moved by one step either way, and each comparison of a number that is not whole made
    /// strict or loose.
    pub fn edits(&self, findings: &[Finding]) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        for (changed, says) in changes(self.syntax(), findings) {
            let text = print(&changed);
            if edits.iter().all(|known| known.text != text) {
                edits.push(Edit { text, says });
            }
        }
        edits
    }
}

type Changed = (Syntax, String);

fn changes(syntax: &Syntax, findings: &[Finding]) -> Vec<Changed> {
    let becomes = |to: Syntax| {
        let says = format!("`{}` becomes `{}`", print(syntax), print(&to));
        (to, says)
    };
    let negated = || becomes(Syntax::Not(Box::new(syntax.clone())));
    match syntax {
        Syntax::Constant(value) => vec![becomes(Syntax::Constant(!value))],
        Syntax::Name(_) => vec![negated()],
        Syntax::CompareText(name, comparison, option) => {
            let other = if *comparison == Comparison::Equal { Comparison::NotEqual } else { Comparison::Equal };
            let mut list = vec![becomes(Syntax::CompareText(name.clone(), other, option.clone()))];
            let next = next_option(findings, name, std::slice::from_ref(option), option);
            list.extend(next.map(|next| becomes(Syntax::CompareText(name.clone(), *comparison, next))));
            list
        }
        Syntax::CompareNumber(name, comparison, number) => numbers(findings, name, *comparison, number)
            .into_iter()
            .map(|(comparison, number)| becomes(Syntax::CompareNumber(name.clone(), comparison, number)))
            .collect(),
        Syntax::Contains(name, option) => {
            let next = next_option(findings, name, std::slice::from_ref(option), option);
            let next = next.map(|next| becomes(Syntax::Contains(name.clone(), next)));
            next.into_iter().chain([negated()]).collect()
        }
        Syntax::In(name, options) => set(findings, name, options, Syntax::In).chain([negated()]).collect(),
        Syntax::Intersect(name, options) => {
            set(findings, name, options, Syntax::Intersect).chain([negated()]).collect()
        }
        Syntax::Call(function, arguments) => {
            let other = other_function(function, arguments);
            other.map(becomes).into_iter().chain([negated()]).collect()
        }
        Syntax::Not(inner) => {
            let negation = Syntax::Not(Box::new((**inner).clone()));
            let within = changes(inner, findings).into_iter().filter(|(changed, _)| *changed != negation);
            let within = within.map(|(changed, says)| (Syntax::Not(Box::new(changed)), says));
            std::iter::once(becomes((**inner).clone())).chain(within).collect()
        }
        Syntax::And(parts) => joined(parts, findings, Syntax::And, Syntax::Or, ("and", "or")),
        Syntax::Or(parts) => joined(parts, findings, Syntax::Or, Syntax::And, ("or", "and")),
        Syntax::Implies(left, right) => {
            let whole =
                |left: &Syntax, right: &Syntax| Syntax::Implies(Box::new(left.clone()), Box::new(right.clone()));
            let lefts = changes(left, findings).into_iter().map(|(changed, says)| (whole(&changed, right), says));
            let rights = changes(right, findings).into_iter().map(|(changed, says)| (whole(left, &changed), says));
            lefts.chain(rights).collect()
        }
    }
}

/// Each of the words that join the parts flipped, then each change within a part.
fn joined(
    parts: &[Syntax],
    findings: &[Finding],
    join: fn(Vec<Syntax>) -> Syntax,
    flip: fn(Vec<Syntax>) -> Syntax,
    (word, flipped): (&str, &str),
) -> Vec<Changed> {
    let side = |parts: &[Syntax]| if let [one] = parts { one.clone() } else { join(parts.to_vec()) };
    let mut list = Vec::new();
    for place in 1..parts.len() {
        let Some((before, after)) = parts.split_at_checked(place) else { continue };
        if let (Some(left), Some(right)) = (before.last(), after.first()) {
            let says = format!("`{word}` becomes `{flipped}` between `{}` and `{}`", print(left), print(right));
            list.push((flip(vec![side(before), side(after)]), says));
        }
    }
    for (place, part) in parts.iter().enumerate() {
        for (changed, says) in changes(part, findings) {
            let mut parts = parts.to_vec();
            if let Some(part) = parts.get_mut(place) {
                *part = changed;
            }
            list.push((join(parts), says));
        }
    }
    list
}

/// Each option of a set replaced by the next one that is not in it.
fn set<'s>(
    findings: &'s [Finding],
    name: &'s Name,
    options: &'s [Name],
    whole: fn(Name, Vec<Name>) -> Syntax,
) -> impl Iterator<Item = Changed> + 's {
    options.iter().enumerate().filter_map(move |(place, option)| {
        let next = next_option(findings, name, options, option)?;
        let says = format!("`{}` becomes `{}` in the set of `{}`", option.value, next.value, name.value);
        let mut options = options.to_vec();
        *options.get_mut(place)? = next;
        Some((whole(name.clone(), options), says))
    })
}

/// The option that follows this one in its finding and is not taken; after the last comes the first.
fn next_option(findings: &[Finding], name: &Name, taken: &[Name], option: &Name) -> Option<Name> {
    let finding = findings.iter().find(|finding| finding.id == name.value)?;
    let place = finding.options.iter().position(|known| known.id == option.value)?;
    let none = match &finding.none {
        // In a list, none of the options is no option that can be among them.
        Some(Answer::OneOf(none)) if finding.kind == crate::Kind::ManyOf => Some(none),
        _ => None,
    };
    let others = finding.options.iter().cycle().skip(place + 1).take(finding.options.len().saturating_sub(1));
    let mut free = others.filter(|known| Some(&known.id) != none && taken.iter().all(|taken| taken.value != known.id));
    free.next().map(|next| Spanned { value: next.id.clone(), span: option.span.clone() })
}

/// A comparison with its number moved by a step either way, turned round, and made strict or loose where that differs.
fn numbers(
    findings: &[Finding],
    name: &Name,
    comparison: Comparison,
    number: &Spanned<f64>,
) -> Vec<(Comparison, Spanned<f64>)> {
    let opposite = match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    };
    let boundary = match comparison {
        Comparison::Less => Some(Comparison::LessOrEqual),
        Comparison::LessOrEqual => Some(Comparison::Less),
        Comparison::Greater => Some(Comparison::GreaterOrEqual),
        Comparison::GreaterOrEqual => Some(Comparison::Greater),
        Comparison::Equal | Comparison::NotEqual => None,
    };
    // For a whole number, a step is the same as the boundary.
    let whole = findings.iter().any(|finding| finding.id == name.value && finding.whole);
    let at = |by: f64| Spanned { value: number.value + by, span: number.span.clone() };
    let boundary = boundary.filter(|_| !whole).map(|boundary| (boundary, at(0.0)));
    let flips = [(opposite, at(0.0)), (comparison, at(1.0)), (comparison, at(-1.0))];
    flips.into_iter().chain(boundary).collect()
}

/// `not_sure` for `not_asked`, `offered` for `withheld`, and the other way round.
fn other_function(function: &Name, arguments: &[Argument]) -> Option<Syntax> {
    let other = match function.value.as_str() {
        "not_sure" => "not_asked",
        "not_asked" => "not_sure",
        "offered" => "withheld",
        "withheld" => "offered",
        _ => return None,
    };
    let function = Spanned { value: other.to_owned(), span: function.span.clone() };
    Some(Syntax::Call(function, arguments.to_vec()))
}
