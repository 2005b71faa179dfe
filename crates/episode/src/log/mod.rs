//! What is known at an instant: a pure fold over what happened.
//!
//! Events count in the order in which they happened, and at the same instant in the order of their sequence, never in the
//! order in which they arrive here. So a phone that was offline may hand its events in later, and the log is the same.

mod entries;
mod episode;
mod standing;

pub use entries::{
    Allowance, Dated, DoneCheckIn, Dose, ExerciseSession, Harm, NoFact, OtherUse, Pain, Running, Stopped, TakenBack,
    Use, Visit,
};
pub use episode::{AnsweredScreen, Episode, ShownDecision, answered};
pub(crate) use episode::{DURATION, REST};

use crate::{Event, Recorded};
use easeback_engine::Answer;
use jiff::Timestamp;
use jiff::civil::Date;
use standing::{Later, Told, told};
use std::collections::BTreeMap;

/// The finding whose answers are readings of pain, 0 to 10.
pub(crate) const PAIN: &str = "pain_now";

/// The finding whose answers are harms. A harm outlives the episode, and a later "none" does not end it.
const HARM: &str = "bad_reaction";

/// What one person's events come to at an instant.
///
/// Every list is in the order in which things happened, and holds what happened outside of episodes too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// Every episode, oldest first; only the last one can be open.
    pub episodes: Vec<Episode>,
    /// Each setting ever chosen, with its latest value.
    pub settings: BTreeMap<String, String>,
    /// Every dose, and every earlier telling of a dose that was corrected or withdrawn.
    pub doses: Vec<Dose>,
    /// Doses that were told of by events dated after the instant, as a clock that went back leaves them behind. They are no
    /// facts yet, and no dose is allowed as if they had not been taken.
    pub ahead: Vec<Dose>,
    /// The zone of what happened last, by its name.
    pub zone: Option<String>,
    /// Every treatment used that is no medicine.
    pub uses: Vec<Use>,
    /// Uses that were told of and are no facts.
    pub other_uses: Vec<OtherUse>,
    /// Sessions that were started, and neither ended nor given up.
    pub running: Vec<Running>,
    /// Every reading of the pain.
    pub pains: Vec<Pain>,
    /// Treatments that were given up.
    pub stopped: Vec<Stopped>,
    /// Days of which it is known whether they were spent mostly lying down.
    pub rest: BTreeMap<Date, bool>,
    /// Bad reactions that nobody has cleared.
    pub harms: Vec<Harm>,
    /// Sessions of the exercise programme.
    pub exercises: Vec<ExerciseSession>,
    /// The levels of the exercise programme that were chosen, by number.
    pub levels: Vec<(Timestamp, u32)>,
}

impl Log {
    /// What is known at `instant`: the events that happened until then, that instant included, in whatever order they are
    /// given. Answers, check-ins and visits outside of any episode leave no trace.
    pub fn at(events: &[Recorded], instant: Timestamp) -> Self {
        Self::of(events, instant, Later::LeftOut)
    }

    /// What is known now, when the clock shows `clock`, whatever it showed while the events were written down: what is
    /// dated later counts as of now. So an answer from a time ahead is not lost, and a clock that is put right makes no dose
    /// older than it is. A dose that is dated later stands in [`Log::ahead`] too.
    pub fn by_clock(events: &[Recorded], clock: Timestamp) -> Self {
        Self::of(events, clock, Later::CountsAsNow)
    }

    fn of(events: &[Recorded], instant: Timestamp, later: Later) -> Self {
        let mut log = Self::default();
        let told = told(events, instant, later);
        for one in &told {
            log.apply(one);
        }
        log.zone = told.last().map(|last| last.zone.to_owned());
        let mut ahead: Vec<&Recorded> = events.iter().filter(|recorded| recorded.latest() > instant).collect();
        ahead.sort_by_key(|recorded| (recorded.at, recorded.sequence));
        let uses = ahead.iter().filter_map(|recorded| Use::of_event(recorded));
        log.other_uses.extend(uses.map(|told| OtherUse { told, because: NoFact::Ahead }));
        log.ahead = ahead.into_iter().filter_map(Dose::of_event).collect();
        log
    }

    /// The episode that has not ended.
    pub fn open(&self) -> Option<&Episode> {
        self.episodes.last().filter(|episode| episode.ended_at.is_none())
    }

    /// The open episode, and then those that the check was begun anew in, back to the first one of this spell.
    pub fn spell(&self) -> impl Iterator<Item = &Episode> {
        let mut goes_on = self.open().is_some();
        self.episodes.iter().rev().take_while(move |episode| {
            let of_it = goes_on;
            goes_on &= episode.anew;
            of_it
        })
    }

    fn open_mut(&mut self) -> Option<&mut Episode> {
        self.episodes.last_mut().filter(|episode| episode.ended_at.is_none())
    }

    fn apply(&mut self, told: &Told<'_>) {
        let &Told { id, at, zone, event, stands, .. } = told;
        if let Event::MedicineTaken { .. } = event {
            self.doses.extend(Dose::told(told));
        }
        if !stands {
            let told = Use::told(told).map(|told| OtherUse { told, because: NoFact::Retold });
            self.other_uses.extend(told);
            return;
        }
        match event {
            Event::EpisodeStarted {} => {
                let anew = self.open().is_some();
                self.end(at);
                self.episodes.push(Episode::new(id, at, anew));
            }
            Event::EpisodeEnded {} => self.end(at),
            Event::SettingChanged { setting, value } => {
                self.settings.insert(setting.clone(), value.clone());
            }
            Event::AnswersGiven { screen, answers } => self.answer(told, screen.as_deref(), answers),
            Event::CheckedIn { check_in, answers, questions } => {
                self.answer(told, None, answers);
                if let Some(episode) = self.open_mut() {
                    episode.check_ins.push(DoneCheckIn {
                        id,
                        at,
                        zone: zone.to_owned(),
                        check_in: check_in.clone(),
                        questions: questions.clone(),
                    });
                }
            }
            Event::AnswersCorrected { answers, .. } => {
                self.harms.retain(|harm| !names(answers.keys(), HARM, &harm.reaction));
                if let Some(episode) = self.open_mut() {
                    episode.take_back(at, answers.keys());
                }
                self.answer(told, None, answers);
            }
            Event::AnswersWithdrawn { rows } => {
                if let Some(episode) = self.open_mut() {
                    episode.withdraw(rows);
                }
            }
            Event::DecisionShown { disposition, within_days, red_flags, guideline } => {
                if let Some(episode) = self.open_mut() {
                    episode.decisions.push(ShownDecision {
                        at,
                        zone: zone.to_owned(),
                        disposition: disposition.clone(),
                        within_days: *within_days,
                        red_flags: red_flags.clone(),
                        guideline: guideline.clone(),
                    });
                }
            }
            Event::DoctorSeen { said, plan } => {
                if let Some(episode) = self.open_mut() {
                    let (said, plan, rows) = (said.clone(), plan.clone(), episode.rows.clone());
                    episode.visits.push(Visit { id, at, said, plan, rows, since: Vec::new() });
                }
            }
            Event::TreatmentAllowed { treatment, stop } => {
                if let Some(episode) = self.open_mut() {
                    episode.allowances.push(Allowance { at, treatment: treatment.clone(), stop: stop.clone() });
                }
            }
            _ => self.list(told),
        }
    }

    /// What is only listed, in or outside of an episode.
    fn list(&mut self, told: &Told<'_>) {
        let &Told { id, at, event, .. } = told;
        let zone = told.zone.to_owned();
        match event {
            Event::SessionStarted { treatment, part, seconds, pain_before } => self.running.push(Running {
                id,
                started_at: at,
                treatment: treatment.clone(),
                part: part.clone(),
                seconds: *seconds,
                pain_before: *pain_before,
            }),
            Event::SessionAbandoned { session } => {
                if let Some(place) = self.running.iter().position(|running| running.id == *session) {
                    let told = self.running.remove(place).until(at, &zone);
                    self.other_uses.push(OtherUse { told, because: NoFact::GivenUp });
                }
            }
            Event::TreatmentUsed { session, .. } => {
                self.running.retain(|running| Some(running.id) != *session);
                self.uses.extend(Use::told(told));
            }
            Event::PainFelt { pain, after } => {
                if let Some(episode) = self.open_mut() {
                    episode.felt(*pain);
                }
                self.pains.push(Pain { at, zone, pain: *pain, asked: false, after: *after });
            }
            Event::TreatmentStopped { treatment, reason } => {
                self.stopped.push(Stopped { at, treatment: treatment.clone(), reason: reason.clone() });
            }
            Event::RestLogged { date, mostly_lying } => {
                self.rest.insert(*date, *mostly_lying);
            }
            Event::HarmNoticed { reactions, treatment } => {
                let harm = |reaction: &String| Harm { at, reaction: reaction.clone(), treatment: treatment.clone() };
                self.harms.extend(reactions.iter().map(harm));
            }
            Event::HarmCleared { reactions } => self.harms.retain(|harm| !reactions.contains(&harm.reaction)),
            Event::ExercisesDone { level, exercises, effort, pain_during } => self.exercises.push(ExerciseSession {
                id,
                at,
                zone,
                level: *level,
                exercises: exercises.clone(),
                effort: *effort,
                pain_during: *pain_during,
            }),
            Event::LevelChosen { level } => self.levels.push((at, *level)),
            _ => {}
        }
    }

    /// Takes in answers: harms and readings of pain go to their lists, the rest to the open episode.
    fn answer(&mut self, told: &Told<'_>, screen: Option<&str>, answers: &BTreeMap<String, Answer>) {
        let Some(episode) = self.open_mut() else { return };
        let is_harm = |row: &str| row == HARM || list(row) == Some(HARM);
        if answers.keys().any(|row| is_harm(row)) {
            let others = answers.iter().filter(|(row, _)| !is_harm(row));
            episode.answer(told, screen, &others.map(|(row, answer)| (row.clone(), answer.clone())).collect());
        } else {
            episode.answer(told, screen, answers);
        }
        if let Some(Answer::Number(pain)) = answers.get(PAIN) {
            self.pains.push(Pain { at: told.at, zone: told.zone.to_owned(), pain: *pain, asked: true, after: None });
        }
        for (row, answer) in answers.iter().filter(|(row, _)| is_harm(row)) {
            let reactions = match (answer, row.split_once('.')) {
                (Answer::ManyOf { chosen, .. }, None) => chosen.clone(),
                (Answer::YesNo(true), Some((_, option))) => vec![option.to_owned()],
                _ => Vec::new(),
            };
            for reaction in reactions {
                if !self.harms.iter().any(|harm| harm.reaction == reaction) {
                    self.harms.push(Harm { at: told.at, reaction, treatment: None });
                }
            }
        }
    }

    fn end(&mut self, at: Timestamp) {
        if let Some(episode) = self.open_mut() {
            episode.ended_at = Some(at);
        }
    }
}

/// Whether one of the rows is this option of this list, or the whole list.
fn names<'r>(mut rows: impl Iterator<Item = &'r String>, list: &str, option: &str) -> bool {
    rows.any(|row| match row.split_once('.') {
        Some((of, one)) => of == list && one == option,
        None => row == list,
    })
}

/// The list that a row is one option of.
fn list(row: &str) -> Option<&str> {
    row.split_once('.').map(|(list, _)| list)
}
