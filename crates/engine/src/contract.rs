//! The contract for programs: people in as JSON, decisions out as JSON.
//!
//! A person is `{"id": …, "facts": {finding: answer}}`. Unknown fields, duplicate keys, wrong kinds and numbers out of
//! range are errors that name the field, the value and what is allowed; nothing is coerced and nothing is guessed.

use crate::decide::{Decision, Disposition, Held};
use crate::engine::Engine;
use crate::error::FactProblem;
use crate::program::Rank;
use crate::{Answer, PersonFacts};
use easeback_guideline::{FindingId, LevelId};
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// One person of the contract.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonIn {
    /// Whatever the caller uses to know the answer again.
    pub id: Option<Id>,
    /// What is known.
    pub facts: AnswersIn,
}

/// The id of a person: a text or a whole number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Id {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
}

/// Answers by finding, each finding once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswersIn(pub BTreeMap<String, Answer>);

impl<'de> Deserialize<'de> for AnswersIn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = AnswersIn;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of findings with their answers")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<AnswersIn, M::Error> {
                let mut answers = BTreeMap::new();
                while let Some(finding) = map.next_key::<String>()? {
                    let answer = map.next_value().map_err(|error| M::Error::custom(format!("`{finding}`: {error}")))?;
                    if answers.insert(finding.clone(), answer).is_some() {
                        return Err(M::Error::custom(format!("`{finding}` is given twice; allowed: once")));
                    }
                }
                Ok(AnswersIn(answers))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// The decision for one person of the contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionOut {
    /// The id that came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// `emergency_now`, `same_day`, `see_doctor_soon`, `home_care` or `incomplete`.
    pub disposition: LevelId,
    /// The window in days, for `see_doctor_soon`.
    pub within_days: Option<u32>,
    /// What has fired so far; only while incomplete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<LevelId>,
    /// The window of what has fired so far; only while incomplete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least_within_days: Option<u32>,
    /// Every question that could still raise the level, in asking order.
    pub ask: Vec<String>,
    /// Every red flag that fired.
    pub reasons: Vec<ReasonOut>,
    /// Every red flag that could not be ruled out.
    pub floors: Vec<FloorOut>,
    /// Every treatment that may be used now.
    pub offers: Vec<OfferOut>,
    /// Every treatment that the level allows and a stop holds back.
    pub withheld: Vec<WithheldOut>,
    /// What to watch for.
    pub safety_net: Vec<String>,
    /// The guideline it was decided by.
    pub guideline: GuidelineOut,
}

/// A red flag that fired.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReasonOut {
    /// Its id.
    pub red_flag: String,
    /// Its code.
    pub code: String,
    /// Its level.
    pub level: LevelId,
    /// Its window in days.
    pub within_days: Option<u32>,
    /// Why, in plain words.
    pub because: String,
    /// What to do.
    pub action: String,
    /// The answers that made it fire.
    pub facts: BTreeMap<String, Answer>,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// A red flag that could not be ruled out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FloorOut {
    /// Its id.
    pub red_flag: String,
    /// Its code.
    pub code: String,
    /// The level of the floor that it sets.
    pub level: LevelId,
    /// The window of the floor in days.
    pub within_days: Option<u32>,
    /// Why, in plain words.
    pub because: String,
    /// What to do: the usual action of the level of the floor.
    pub action: String,
    /// The findings whose answers would settle it.
    pub settled_by: Vec<String>,
}

/// A treatment that may be used now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfferOut {
    /// Its id.
    pub treatment: String,
    /// Whether it is suggested, not only allowed.
    pub suggested: bool,
    /// Its limits; the unit stands in the name.
    pub limits: BTreeMap<String, Answer>,
    /// Treatments that it must not be combined with.
    pub not_with: Vec<String>,
}

/// A treatment that a stop holds back.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithheldOut {
    /// Its id.
    pub treatment: String,
    /// `never` or `ask_first`: the strongest stop that holds.
    pub strength: &'static str,
    /// Why, a reason for each stop that holds.
    pub because: Vec<String>,
    /// The stops that hold, known or not ruled out.
    pub stops: Vec<StopOut>,
}

/// A stop that holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StopOut {
    /// Its id.
    pub stop: String,
    /// `never` or `ask_first`.
    pub strength: &'static str,
    /// Whether it is known to hold; otherwise it could not be ruled out.
    pub known: bool,
    /// The answers that made it hold.
    pub facts: BTreeMap<String, Answer>,
    /// For one that could not be ruled out: the findings whose answers would settle it.
    pub settled_by: Vec<String>,
}

/// Which guideline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GuidelineOut {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its digest.
    pub digest: String,
}

impl Engine {
    /// Decides for one person of the contract.
    pub fn answer(&self, person: &PersonIn) -> Result<DecisionOut, Vec<FactProblem>> {
        let facts = self.facts(&person.facts.0)?;
        Ok(DecisionOut::new(person.id.clone(), &self.decide(&facts), &facts))
    }
}

impl DecisionOut {
    /// A decision as the contract writes it.
    pub fn new(id: Option<Id>, decision: &Decision<'_>, facts: &PersonFacts) -> Self {
        let guideline = decision.guideline;
        let name = |finding: &FindingId| guideline.finding_at(*finding).map(|finding| finding.id.clone());
        let names = |findings: &[FindingId]| findings.iter().filter_map(name).collect::<Vec<_>>();
        let answers = |findings: &[FindingId]| -> BTreeMap<_, _> {
            findings.iter().filter_map(|finding| Some((name(finding)?, facts.answer(guideline, *finding)?))).collect()
        };
        let stop = |held: &Held<'_>| StopOut {
            stop: held.id.to_owned(),
            strength: held.strength.word(),
            known: held.known,
            facts: if held.known { answers(&held.facts) } else { BTreeMap::new() },
            settled_by: if held.known { Vec::new() } else { names(&held.facts) },
        };
        let at_least = decision.at_least.filter(|_| decision.disposition == Disposition::Incomplete);
        Self {
            id,
            disposition: decision.disposition.level(),
            within_days: decision.disposition.within_days(),
            at_least: at_least.map(|rank| rank.level),
            at_least_within_days: at_least.and_then(|rank: Rank| rank.within_days),
            ask: names(&decision.ask),
            reasons: decision
                .reasons
                .iter()
                .map(|reason| ReasonOut {
                    red_flag: reason.red_flag.id.clone(),
                    code: reason.red_flag.code.clone(),
                    level: reason.red_flag.level,
                    within_days: reason.red_flag.within_days,
                    because: reason.red_flag.because.clone(),
                    action: reason.action.clone(),
                    facts: answers(&reason.facts),
                    sources: reason.red_flag.sources.clone(),
                })
                .collect(),
            floors: decision
                .floors
                .iter()
                .map(|floor| FloorOut {
                    red_flag: floor.red_flag.id.clone(),
                    code: floor.red_flag.code.clone(),
                    level: floor.floor.level,
                    within_days: floor.floor.within_days,
                    because: floor.red_flag.because.clone(),
                    action: guideline
                        .usual_action(floor.floor.level)
                        .map(|action| action.say.clone())
                        .unwrap_or_default(),
                    settled_by: names(&floor.settled_by),
                })
                .collect(),
            offers: decision
                .offers
                .iter()
                .map(|offer| OfferOut {
                    treatment: offer.treatment.id.clone(),
                    suggested: offer.suggested,
                    limits: offer
                        .treatment
                        .limits
                        .iter()
                        .map(|limit| (limit.id.clone(), Answer::Number(limit.value)))
                        .collect(),
                    not_with: offer.not_with.iter().map(|other| (*other).to_owned()).collect(),
                })
                .collect(),
            withheld: decision
                .withheld
                .iter()
                .map(|withheld| WithheldOut {
                    treatment: withheld.treatment.id.clone(),
                    strength: withheld.strength.word(),
                    because: withheld.stops.iter().map(|stop| stop.because.to_owned()).collect(),
                    stops: withheld.stops.iter().map(stop).collect(),
                })
                .collect(),
            safety_net: decision.safety_net.iter().map(|sign| sign.say.clone()).collect(),
            guideline: GuidelineOut {
                name: guideline.name.clone(),
                version: guideline.version.clone(),
                digest: guideline.digest.clone(),
            },
        }
    }
}
