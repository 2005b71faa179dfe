//! Conditions: a small part of CQL, parsed, resolved against the findings, and ready to be evaluated.
//!
//! [`parse`] turns text into a [`Syntax`] tree with spans; [`resolve`] gives every name its meaning and
//! its type and yields a [`Condition`], in which definitions are written out and only [`Atom`]s are left.

mod edit;
pub(crate) mod literals;
pub(crate) mod parse;
mod print;
pub(crate) mod resolve;
pub(crate) mod syntax;

pub use edit::Edit;
pub(crate) use literals::Literals;
pub use syntax::{Argument, Comparison, Name, Spanned, Syntax};

use crate::model::{Finding, TreatmentKind};
use crate::{Answer, FindingId, LevelId, OptionId, TreatmentId};
use serde::{Deserialize, Deserializer};

/// A condition as it was written, with its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    text: String,
    syntax: Syntax,
    condition: Condition,
}

impl Rule {
    /// The condition as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its parts as they were written, with the names of definitions.
    pub fn syntax(&self) -> &Syntax {
        &self.syntax
    }

    /// What it means, with definitions written out.
    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    /// A text that has no meaning yet.
    pub(crate) fn unread(text: &str) -> Self {
        Self { text: text.to_owned(), syntax: Syntax::Constant(false), condition: Condition::Constant(false) }
    }

    pub(crate) fn set(&mut self, syntax: Syntax, condition: Condition) {
        self.syntax = syntax;
        self.condition = condition;
    }
}

/// Reads the text alone; the loader gives it its meaning before anyone sees it.
impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::unread(&String::deserialize(deserializer)?))
    }
}

/// What a condition means: atoms joined by and, or and not.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Always true or always false.
    Constant(bool),
    /// A single comparison.
    Atom(Atom),
    /// The opposite.
    Not(Box<Condition>),
    /// All of them.
    And(Vec<Condition>),
    /// Any of them.
    Or(Vec<Condition>),
}

/// A single comparison, over facts or over the decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Atom {
    /// A yes/no finding is yes.
    Yes(FindingId),
    /// A one-of finding has one of these options: bit `i` stands for option `i`.
    OneOf(FindingId, u32),
    /// A many-of finding has this option among the chosen.
    Contains(FindingId, OptionId),
    /// A number is this or more.
    AtLeast(FindingId, f64),
    /// A number is more than this.
    Above(FindingId, f64),
    /// The finding, or this option of it, is not sure; for a list: any option of it. Two-valued.
    NotSure(FindingId, Option<OptionId>),
    /// The finding, or this option of it, was not asked; for a list: any option of it. Two-valued.
    NotAsked(FindingId, Option<OptionId>),
    /// The treatment is offered. Two-valued.
    Offered(TreatmentId),
    /// The level allows the treatment, but a stop holds it back. Two-valued.
    Withheld(TreatmentId),
    /// Where both treatments are offered, each offer names the other as one that it must not be combined with. Two-valued.
    KeptApart(TreatmentId, TreatmentId),
    /// Any treatment of this kind is offered, or any at all. Two-valued.
    OfferedKind(Option<TreatmentKind>),
    /// The disposition is this or more urgent; with a window, at most that many days. Two-valued.
    Urgency(LevelId, Option<u32>),
    /// The disposition is exactly this. Two-valued.
    Disposition(LevelId),
}

impl Atom {
    /// The finding it speaks of, when it speaks of one.
    pub const fn finding(&self) -> Option<FindingId> {
        match self {
            Self::Yes(finding)
            | Self::OneOf(finding, _)
            | Self::Contains(finding, _)
            | Self::AtLeast(finding, _)
            | Self::Above(finding, _)
            | Self::NotSure(finding, _)
            | Self::NotAsked(finding, _) => Some(*finding),
            _ => None,
        }
    }
}

/// Whether a number from the log may be "never": longer ago than anything, beyond the finding's range.
fn may_be_never(finding: &Finding) -> bool {
    finding.when_absent_after.as_ref().is_some_and(|after| matches!(after.value, Answer::OneOf(_)))
}

impl Condition {
    /// Every atom, in the order of the text, each as often as it stands there.
    pub fn atoms(&self) -> Vec<Atom> {
        let mut atoms = Vec::new();
        self.collect_atoms(&mut atoms);
        atoms
    }

    fn collect_atoms(&self, atoms: &mut Vec<Atom>) {
        match self {
            Self::Constant(_) => {}
            Self::Atom(atom) => atoms.push(*atom),
            Self::Not(inner) => inner.collect_atoms(atoms),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.collect_atoms(atoms)),
        }
    }

    /// Every finding it speaks of, once, in the order of the guideline.
    pub fn findings(&self) -> Vec<FindingId> {
        let mut findings: Vec<_> = self.atoms().iter().filter_map(Atom::finding).collect();
        findings.sort_unstable();
        findings.dedup();
        findings
    }
}
