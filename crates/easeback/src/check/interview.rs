//! What to ask next, with a way back.

use crate::error::Error;
use easeback_engine::{Answer, Disposition, Engine, PersonFacts, Row};
use easeback_guideline::{Finding, LevelId, Screen, ScreenPart, ScreenStyle};
use std::collections::BTreeMap;

/// The finding that says what a person would like to use. It stands on no screen: the app asks it by its buttons.
const WANTS: &str = "wants";

/// Asks one question at a time.
pub(super) trait Ask {
    /// How to answer, in a sentence or two.
    fn how_to(&self) -> &'static str;
    /// Asks, and waits for the reply.
    fn ask(&mut self, question: &Question<'_>) -> Result<Reply, Error>;
    /// How much of the plan to print at once.
    fn detail(&self) -> Detail;
    /// Which part of the plan to show in full, by its place; none to go on.
    fn browse(&mut self, plan: &[&str]) -> Result<Option<usize>, Error>;
    /// Whether to go on with what may be asked after the plan.
    fn wants_more(&mut self) -> Result<bool, Error>;
}

/// How much of the plan to print at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// What there is to do, and each step by step on request.
    Overview,
    /// All of it, step by step.
    Everything,
}

/// One thing to ask.
#[derive(Debug)]
pub(super) struct Question<'e> {
    /// Its heading.
    pub(super) title: &'e str,
    /// A line under the heading.
    pub(super) lead: Option<&'e str>,
    /// Which it is, from 1.
    pub(super) step: usize,
    /// How many there are about, in this part.
    pub(super) about: usize,
    /// What is asked.
    pub(super) asked: Asked<'e>,
}

/// What is asked.
#[derive(Debug)]
pub(super) enum Asked<'e> {
    /// Which of these statements fit: a mark for each.
    Statements(Vec<Row<'e>>),
    /// Which of its choices a statement means that fits.
    Which(Row<'e>),
    /// A single question.
    One(&'e Finding),
}

/// What is said of one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It does not fit.
    No,
    /// It fits.
    Yes,
    /// The person does not know.
    NotSure,
}

/// What came back.
#[derive(Debug)]
pub(super) enum Reply {
    /// A mark for each statement.
    Marks(Vec<Mark>),
    /// The answer to a single question.
    Answer(Answer),
    /// To the question before.
    Back,
    /// The person has had enough.
    Stop,
    /// There is nothing more to read.
    Ended,
}

/// An interview under way.
#[derive(Debug)]
pub(super) struct Interview<'e> {
    engine: &'e Engine,
    said: Said,
    facts: PersonFacts,
    /// What was said before each question.
    before: Vec<Said>,
    /// Whether what may come after the plan is asked now.
    after: bool,
}

/// What was said so far.
#[derive(Clone, Debug, Default)]
struct Said {
    answers: BTreeMap<String, Answer>,
    /// Rows that fit, and of which it is still to be asked which of their choices they mean.
    unclear: Vec<String>,
}

impl<'e> Interview<'e> {
    pub(super) fn new(engine: &'e Engine) -> Self {
        let facts = PersonFacts::nothing_asked(engine.guideline());
        Self { engine, said: Said::default(), facts, before: Vec::new(), after: false }
    }

    /// What is known so far.
    pub(super) const fn facts(&self) -> &PersonFacts {
        &self.facts
    }

    /// How soon and whom to see, as far as is known.
    pub(super) fn disposition(&self) -> Disposition {
        self.engine.disposition(&self.facts)
    }

    /// What to ask next; nothing when all that matters was asked. An emergency is final, so nothing more is asked.
    pub(super) fn next(&self) -> Option<Question<'e>> {
        let level = self.disposition().level();
        if level == LevelId::EmergencyNow {
            return None;
        }
        if let Some(row) = self.said.unclear.first().and_then(|id| self.row(id)) {
            return Some(self.question(&row.finding.ask, None, Asked::Which(row)));
        }
        let check = self.screen(&self.facts, ScreenPart::Check);
        if check.is_some() || level == LevelId::Incomplete {
            return check;
        }
        self.screen(&self.facts, ScreenPart::Comfort)
            .or_else(|| self.wish())
            .or_else(|| self.screen(&self.facts, ScreenPart::Wanted).filter(|_| self.wants_something()))
            .or_else(|| self.screen(&self.facts, ScreenPart::After).filter(|_| self.after))
    }

    /// The row of this id, borrowed from the guideline and not from the answers.
    fn row(&self, id: &str) -> Option<Row<'e>> {
        let screens = self.engine.guideline().screens.iter();
        screens.flat_map(|screen| self.engine.rows(screen)).find(|row| row.id == id)
    }

    fn question(&self, title: &'e str, lead: Option<&'e str>, asked: Asked<'e>) -> Question<'e> {
        let step = self.before.len() + 1;
        Question { title, lead, step, about: step, asked }
    }

    fn screen(&self, facts: &PersonFacts, part: ScreenPart) -> Option<Question<'e>> {
        let next = self.engine.next_screen(facts, part)?;
        let Screen { title, lead, style, .. } = next.screen;
        let asked = match next.rows.first() {
            Some(row) if *style == ScreenStyle::One => Asked::One(row.finding),
            _ => Asked::Statements(next.rows),
        };
        let mut question = self.question(title, lead.as_deref(), asked);
        question.about += next.screens_after;
        Some(question)
    }

    /// What the person would like to use, where that could bring anything: something more would be suggested, or there
    /// would be something to ask about it.
    fn wish(&self) -> Option<Question<'e>> {
        let (_, finding) = self.engine.guideline().finding(WANTS)?;
        if self.said.answers.contains_key(WANTS) {
            return None;
        }
        let everything = finding.options.iter().map(|option| option.id.clone()).collect();
        let mut answers = self.said.answers.clone();
        answers.insert(WANTS.to_owned(), Answer::ManyOf { chosen: everything, not_sure: false });
        let wanting = self.engine.facts(&answers).ok()?;
        let suggested =
            |facts: &PersonFacts| self.engine.decide(facts).offers.iter().filter(|offer| offer.suggested).count();
        let matters =
            self.screen(&wanting, ScreenPart::Wanted).is_some() || suggested(&wanting) > suggested(&self.facts);
        let lead = "Choose what you would like to use, if anything. A few questions may follow, to see if it is safe.";
        matters.then(|| self.question("More that may help", Some(lead), Asked::One(finding)))
    }

    fn wants_something(&self) -> bool {
        let wants = self.said.answers.get(WANTS);
        matches!(wants, Some(Answer::ManyOf { chosen, .. }) if !chosen.is_empty())
    }

    /// Takes a mark for each statement.
    pub(super) fn mark(&mut self, rows: &[Row<'_>], marks: &[Mark]) -> Result<(), Vec<String>> {
        let mut said = self.said.clone();
        for (row, mark) in rows.iter().zip(marks) {
            let answer = match mark {
                Mark::No => row.none(),
                Mark::NotSure => Answer::NotSure,
                Mark::Yes if row.choices().next().is_some() => {
                    said.unclear.push(row.id.to_owned());
                    continue;
                }
                Mark::Yes => Answer::YesNo(row.tick_says_yes()),
            };
            said.answers.insert(row.id.to_owned(), answer);
        }
        self.take(said)
    }

    /// Takes the answer to a single question, by the id of its finding or row.
    pub(super) fn answer(&mut self, id: &str, answer: Answer) -> Result<(), Vec<String>> {
        let mut said = self.said.clone();
        said.unclear.retain(|unclear| unclear != id);
        said.answers.insert(id.to_owned(), answer);
        self.take(said)
    }

    /// Takes in what was said, or tells why it cannot stand with what was said before.
    fn take(&mut self, said: Said) -> Result<(), Vec<String>> {
        match self.engine.facts(&said.answers) {
            Ok(facts) => {
                self.before.push(std::mem::replace(&mut self.said, said));
                self.facts = facts;
                Ok(())
            }
            Err(problems) => Err(problems.into_iter().map(|problem| problem.allowed).collect()),
        }
    }

    /// Back to the question before, as if it had not been answered.
    pub(super) fn back(&mut self) {
        let Some(said) = self.before.pop() else { return };
        if let Ok(facts) = self.engine.facts(&said.answers) {
            self.said = said;
            self.facts = facts;
        }
    }

    /// Whether there is anything to ask after the plan.
    pub(super) fn has_more(&self) -> bool {
        let level = self.disposition().level();
        let open = !matches!(level, LevelId::EmergencyNow | LevelId::Incomplete);
        open && self.screen(&self.facts, ScreenPart::After).is_some()
    }

    /// Goes on with what may be asked after the plan.
    pub(super) const fn go_on(&mut self) {
        self.after = true;
    }
}
