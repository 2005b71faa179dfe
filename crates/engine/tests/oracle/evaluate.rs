//! Kleene's three values, and a walk down the tree.

use super::decide::{Outcome, Rank};
use super::language::Condition;
use super::person::{Fact, Person};

/// True, false, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    True,
    False,
    Unknown,
}

impl Truth {
    pub fn known(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    pub fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    pub fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }
}

impl Person<'_> {
    /// A condition that speaks of findings alone.
    pub fn check(&self, condition: &Condition) -> Truth {
        self.check_with(condition, None)
    }

    /// A condition that may also speak of what was decided; that part is always true or false.
    pub fn check_with(&self, condition: &Condition, outcome: Option<&Outcome>) -> Truth {
        let decided = || outcome.expect("only properties and `offer_when` speak of the decision");
        match condition {
            Condition::Constant(value) => Truth::known(*value),
            Condition::Not(inner) => self.check_with(inner, outcome).not(),
            Condition::And(left, right) => match self.check_with(left, outcome) {
                Truth::False => Truth::False,
                left => left.and(self.check_with(right, outcome)),
            },
            Condition::Or(left, right) => match self.check_with(left, outcome) {
                Truth::True => Truth::True,
                left => left.or(self.check_with(right, outcome)),
            },
            Condition::Implies(left, right) => self.check_with(left, outcome).not().or(self.check_with(right, outcome)),
            Condition::Name(name) => match self.guideline.definitions.get(name) {
                Some(definition) => self.check_with(definition, outcome),
                None => match self.fact(name) {
                    Fact::Yes => Truth::True,
                    Fact::No => Truth::False,
                    Fact::NotSure | Fact::NotAsked | Fact::NotLogged => Truth::Unknown,
                    other => panic!("`{name}` is {other:?}, not yes or no"),
                },
            },
            Condition::OneOf(id, options) => match self.fact(id) {
                Fact::Option(answer) => Truth::known(options.iter().any(|option| option == answer)),
                Fact::NotSure | Fact::NotAsked | Fact::NotLogged => Truth::Unknown,
                other => panic!("`{id}` is {other:?}, not one option"),
            },
            Condition::Contains(id, options) => options.iter().fold(Truth::False, |any, option| {
                any.or(match self.option(id, option) {
                    Fact::Yes => Truth::True,
                    Fact::No => Truth::False,
                    _ => Truth::Unknown,
                })
            }),
            Condition::Number(id, sign, limit) => match self.fact(id) {
                Fact::Number(number) => Truth::known(match *sign {
                    ">=" => number >= *limit,
                    "<=" => number <= *limit,
                    ">" => number > *limit,
                    "<" => number < *limit,
                    _ => (number - limit).abs() < 1e-9,
                }),
                Fact::NotSure | Fact::NotAsked | Fact::NotLogged => Truth::Unknown,
                other => panic!("`{id}` is {other:?}, not a number"),
            },
            Condition::NotSure(row) => Truth::known(self.parts(row).contains(&Fact::NotSure)),
            Condition::NotAsked(row) => Truth::known(self.was_not_asked(row)),
            Condition::Offered(id) if id == "any" => Truth::known(!decided().offers.is_empty()),
            Condition::Offered(id) => Truth::known(decided().offers.contains(id)),
            Condition::OfferedKind(kind) => {
                let mut treatments = self.guideline.treatments.iter();
                Truth::known(treatments.any(|one| one.kind == *kind && decided().offers.contains(&one.id)))
            }
            Condition::Withheld(id) => Truth::known(decided().withheld.contains_key(id)),
            Condition::KeptApart(one, other) => {
                let both = decided().offers.contains(one) && decided().offers.contains(other);
                let told = |(a, b): &(String, String)| (a, b) == (one, other) || (b, a) == (one, other);
                Truth::known(!both || self.guideline.not_together.iter().any(told))
            }
            Condition::AtLeast(level, days) => {
                let asked = match (level.as_str(), days) {
                    ("see_doctor_soon", None) => Rank::of(level, Some(i64::MAX)),
                    (level, days) => Rank::of(level, *days),
                };
                Truth::known(decided().at_least >= asked)
            }
            Condition::Disposition(level) if level == "incomplete" => Truth::known(decided().disposition.is_none()),
            Condition::Disposition(level) => {
                Truth::known(decided().disposition.is_some_and(|rank| rank.level() == level))
            }
        }
    }
}
