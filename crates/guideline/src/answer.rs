//! What a person said about one finding, before the guideline has looked at it.
//!
//! An [`Answer`] is only a shape: whether the finding exists, has this option or allows this number is checked where
//! answers become facts. Its JSON is the contract for programs: `true`, `"leaking"`,
//! `["lithium", "not_sure"]`, `62.5`, or `"not_sure"` for any kind.

use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The word that says "not sure" in every kind of answer.
pub const NOT_SURE: &str = "not_sure";

/// What a person said about one finding.
///
/// A finding without an answer was not asked; there is no value for that here.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The person does not know.
    NotSure,
    /// Yes or no.
    YesNo(bool),
    /// One option of several.
    OneOf(String),
    /// Every option that applies; none of them is an answer too.
    ManyOf {
        /// The options that are known to apply.
        chosen: Vec<String>,
        /// Whether the person is not sure about all the others.
        not_sure: bool,
    },
    /// A number in the finding's unit.
    Number(f64),
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotSure => serializer.serialize_str(NOT_SURE),
            Self::YesNo(yes) => serializer.serialize_bool(*yes),
            Self::OneOf(option) => serializer.serialize_str(option),
            Self::ManyOf { chosen, not_sure } => {
                let mut list = serializer.serialize_seq(Some(chosen.len() + usize::from(*not_sure)))?;
                for option in chosen {
                    list.serialize_element(option)?;
                }
                if *not_sure {
                    list.serialize_element(NOT_SURE)?;
                }
                list.end()
            }
            #[expect(
                clippy::cast_possible_truncation,
                reason = "only whole numbers below 2^53 are written as integers"
            )]
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 9.0e15 => {
                serializer.serialize_i64(*number as i64)
            }
            Self::Number(number) => serializer.serialize_f64(*number),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("true, false, a number, an option, a list of options, or \"not_sure\"")
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Answer, E> {
        Ok(Answer::YesNo(yes))
    }

    #[expect(clippy::cast_precision_loss, reason = "every number a finding allows is far below 2^53")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<Answer, E> {
        Ok(Answer::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "every number a finding allows is far below 2^53")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<Answer, E> {
        Ok(Answer::Number(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Answer, E> {
        Ok(Answer::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Answer, E> {
        Ok(if text == NOT_SURE { Answer::NotSure } else { Answer::OneOf(text.to_owned()) })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Answer, A::Error> {
        let (mut chosen, mut not_sure) = (Vec::new(), false);
        while let Some(option) = list.next_element::<String>()? {
            match option.as_str() {
                NOT_SURE if not_sure => return Err(A::Error::custom("`not_sure` stands twice in the list")),
                NOT_SURE => not_sure = true,
                _ => chosen.push(option),
            }
        }
        Ok(Answer::ManyOf { chosen, not_sure })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_of_the_contract_reads_and_writes_back_the_same() {
        for text in ["true", "false", "\"leaking\"", "\"not_sure\"", "[]", "[\"lithium\",\"not_sure\"]", "29", "62.5"] {
            let answer: Answer = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&answer).unwrap(), text);
        }
    }

    #[test]
    fn objects_and_null_are_no_answers() {
        for text in ["{}", "null", "[1]", "[\"not_sure\",\"not_sure\"]"] {
            assert!(serde_json::from_str::<Answer>(text).is_err(), "{text}");
        }
    }
}
