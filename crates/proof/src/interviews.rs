//! How much is asked until the disposition is known.
//!
//! The interview of [`Engine::next_screen`] is played with people drawn from how common each answer is, findings taken to be
//! independent. How much is asked at most is bounded by proof: what is not wanted by any possible person is never shown.
//! How much is asked of the one who was asked the most is found by search, so the truth lies between the two.

use crate::fact::Status;
use crate::person::Person;
use crate::prevalence;
use crate::prover::Prover;
use easeback_engine::{Answer, Disposition, Engine};
use easeback_guideline::ScreenPart;
use easeback_logic::Algebra;
use std::collections::{BTreeMap, BTreeSet};

/// How much is asked until the disposition is known.
#[derive(Clone, Debug)]
pub struct Interviews {
    /// How many screens and questions the check can ask of anybody: never more, by proof.
    pub at_most: Asked,
    /// How many it asks of the person who was asked the most, of those tried.
    pub most: Asked,
    /// What that person says.
    pub most_asked: BTreeMap<String, Answer>,
    /// What people are asked, by the disposition that they get, in the order of urgency from most to least.
    pub levels: Vec<ByDisposition>,
    /// How many people were drawn.
    pub drawn: usize,
}

/// How much is asked of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// Screens.
    pub screens: usize,
    /// Questions; a screen of statements to tick asks several at once.
    pub questions: usize,
}

/// How much is asked of those who get one disposition.
#[derive(Clone, Debug)]
pub struct ByDisposition {
    /// The disposition.
    pub disposition: Disposition,
    /// How many of those drawn got it.
    pub people: usize,
    /// Screens, on average.
    pub screens: f64,
    /// Questions, on average.
    pub questions: f64,
    /// The most.
    pub most: Asked,
}

impl Prover<'_> {
    /// Plays the check with people drawn by how common each answer is; the same seed draws the same people.
    pub fn interviews(&self, people: usize, seed: u64) -> Interviews {
        let engine = self.engine();
        let mut dice = Dice(seed);
        let shares: Vec<_> =
            self.everyone().facts().iter().map(|fact| (fact, prevalence::of(engine.guideline(), fact))).collect();
        let mut drawn = 0;
        let mut levels: Vec<ByDisposition> = Vec::new();
        let mut most: Option<(Asked, Person)> = None;
        while drawn < people {
            let draw = |dice: &mut Dice| {
                let statuses = shares.iter().map(|(fact, shares)| {
                    let code = dice.pick(shares);
                    fact.codes().find(|(_, known)| *known == code).map_or(Status::NotAsked, |(status, _)| status)
                });
                Person(statuses.collect())
            };
            let person = draw(&mut dice);
            let Some((asked, disposition)) = play(engine, &self.everyone().answers(&person)) else { continue };
            drawn += 1;
            count(&mut levels, asked, disposition);
            if most.as_ref().is_none_or(|(known, _)| asked > *known) {
                most = Some((asked, person));
            }
        }
        let (most, person) = self.climb(most.unwrap_or((Asked::default(), Person(Vec::new()))));
        levels.sort_by_key(|level| {
            let level = level.disposition;
            (std::cmp::Reverse(level.level()), level.within_days())
        });
        for level in &mut levels {
            #[expect(clippy::cast_precision_loss, reason = "a mean of small numbers")]
            let people = level.people as f64;
            (level.screens, level.questions) = (level.screens / people, level.questions / people);
        }
        Interviews { at_most: self.at_most(), most, most_asked: self.everyone().answers(&person), levels, drawn }
    }

    /// Changes one answer at a time as long as more is asked.
    fn climb(&self, (mut most, mut person): (Asked, Person)) -> (Asked, Person) {
        loop {
            let before = most;
            for (place, fact) in self.everyone().facts().iter().enumerate() {
                for status in fact.statuses() {
                    let mut other = person.clone();
                    match other.0.get_mut(place) {
                        Some(known) if *known != status => *known = status,
                        _ => continue,
                    }
                    let asked = play(self.engine(), &self.everyone().answers(&other)).map(|(asked, _)| asked);
                    if let Some(asked) = asked.filter(|asked| *asked > most) {
                        (most, person) = (asked, other);
                    }
                }
            }
            if most == before {
                return (most, person);
            }
        }
    }

    /// Every screen, and every row, that the check wants of some possible person.
    fn at_most(&self) -> Asked {
        let wanted = self.outcome().rows.iter();
        let wanted: Vec<_> =
            wanted.filter(|(_, wanted)| !self.diagrams().and(wanted, self.possible()).is_nobody()).collect();
        let screens: BTreeSet<_> = wanted.iter().map(|(row, _)| row.screen).collect();
        Asked { screens: screens.len(), questions: wanted.len() }
    }
}

fn count(levels: &mut Vec<ByDisposition>, asked: Asked, disposition: Disposition) {
    let place = levels.iter().position(|level| level.disposition == disposition).unwrap_or_else(|| {
        let most = Asked::default();
        levels.push(ByDisposition { disposition, people: 0, screens: 0.0, questions: 0.0, most });
        levels.len() - 1
    });
    let Some(level) = levels.get_mut(place) else { return };
    level.people += 1;
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let (screens, questions) = (asked.screens as f64, asked.questions as f64);
    level.screens += screens;
    level.questions += questions;
    level.most = level.most.max(asked);
}

/// Goes through the check as this person: what is asked, and what comes of it. None where answers contradict each other.
fn play(engine: &Engine, answers: &BTreeMap<String, Answer>) -> Option<(Asked, Disposition)> {
    engine.facts(answers).ok()?;
    let guideline = engine.guideline();
    let logged = |row: &str| guideline.finding(row).is_some_and(|(_, finding)| finding.is_logged());
    let mut said: BTreeMap<_, _> =
        answers.iter().filter(|(row, _)| logged(row)).map(|(row, answer)| (row.clone(), answer.clone())).collect();
    let mut asked = Asked::default();
    loop {
        let facts = engine.facts(&said).ok()?;
        let Some(next) = engine.next_screen(&facts, ScreenPart::Check) else {
            return Some((asked, engine.disposition(&facts)));
        };
        asked.screens += 1;
        asked.questions += next.rows.len();
        for row in next.rows {
            said.insert(row.id.to_owned(), answer(answers, row.id));
        }
    }
}

/// What somebody says to one row of a screen; what they were never asked, they are not sure of.
fn answer(answers: &BTreeMap<String, Answer>, row: &str) -> Answer {
    if let Some(answer) = answers.get(row) {
        return answer.clone();
    }
    match row.split_once('.').and_then(|(id, option)| Some((answers.get(id)?, option))) {
        Some((Answer::ManyOf { chosen, .. }, option)) if chosen.iter().any(|id| id == option) => Answer::YesNo(true),
        Some((Answer::ManyOf { not_sure: false, .. }, _)) => Answer::YesNo(false),
        _ => Answer::NotSure,
    }
}

/// A seeded die (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One of these, by its share.
    fn pick(&mut self, shares: &[(u16, f64)]) -> u16 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let mut left = (self.roll() >> 11) as f64 / (1_u64 << 53) as f64;
        for (code, share) in shares {
            if left < *share {
                return *code;
            }
            left -= share;
        }
        shares.iter().max_by(|(_, one), (_, other)| one.total_cmp(other)).map_or(0, |(code, _)| *code)
    }
}
