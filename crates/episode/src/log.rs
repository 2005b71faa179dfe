//! What is known at an instant: a pure fold over what happened.
//!
//! Events count in the order in which they happened, and at the same instant in the order of their sequence, never in the
//! order in which they arrive here. So a phone that was offline may hand its events in later, and the log is the same.

use crate::{Event, EventId, GuidelineStamp, Recorded};
use easeback_engine::Answer;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What one person's events come to at an instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// Every episode, oldest first; only the last one can be open.
    pub episodes: Vec<Episode>,
    /// Each setting ever chosen, with its latest value.
    pub settings: BTreeMap<String, String>,
}

/// One spasm, from its start to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    /// The id of the event that started it.
    pub id: EventId,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended; none while it is open.
    pub ended_at: Option<Timestamp>,
    /// The latest answer of each row. A row that is not here was not asked, or its answer was withdrawn.
    ///
    /// A whole list (`conditions`) and single options of it (`conditions.diabetes`) replace each other: the later kind of
    /// answer stands, and what only the earlier one told counts as not asked.
    pub rows: BTreeMap<String, Answer>,
    /// The screens with answers that still stand, the one answered last at the end.
    pub screens: Vec<AnsweredScreen>,
    /// What was decided and shown, oldest first.
    pub decisions: Vec<ShownDecision>,
}

/// A screen that was answered. Going back is withdrawing the rows of the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredScreen {
    /// Its id.
    pub screen: String,
    /// The rows whose latest answer was given on it, in alphabetical order; never empty.
    pub rows: Vec<String>,
    /// When it was answered last.
    pub at: Timestamp,
}

/// A decision that was on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownDecision {
    /// When.
    pub at: Timestamp,
    /// How soon and whom to see, by its id.
    pub disposition: String,
    /// Within how many days, where the disposition has a window.
    pub within_days: Option<u32>,
    /// The ids of the red flags that fired.
    pub red_flags: Vec<String>,
    /// What it was decided by.
    pub guideline: GuidelineStamp,
}

impl Log {
    /// What is known at `instant`: the events that happened until then, that instant included, in whatever order they are
    /// given. What happened outside of any episode leaves no trace, except for settings.
    pub fn at(events: &[Recorded], instant: Timestamp) -> Self {
        let mut happened: Vec<&Recorded> = events.iter().filter(|recorded| recorded.at <= instant).collect();
        happened.sort_by_key(|recorded| (recorded.at, recorded.sequence));
        let mut log = Self::default();
        for recorded in happened {
            log.apply(recorded);
        }
        log
    }

    /// The episode that has not ended.
    pub fn open(&self) -> Option<&Episode> {
        self.episodes.last().filter(|episode| episode.ended_at.is_none())
    }

    fn open_mut(&mut self) -> Option<&mut Episode> {
        self.episodes.last_mut().filter(|episode| episode.ended_at.is_none())
    }

    fn apply(&mut self, recorded: &Recorded) {
        let at = recorded.at;
        match &recorded.event {
            Event::EpisodeStarted {} => {
                self.end(at);
                self.episodes.push(Episode::new(recorded.id, at));
            }
            Event::EpisodeEnded {} => self.end(at),
            Event::SettingChanged { setting, value } => {
                self.settings.insert(setting.clone(), value.clone());
            }
            Event::AnswersGiven { screen, answers } => {
                if let Some(episode) = self.open_mut() {
                    episode.answer(screen.as_deref(), answers, at);
                }
            }
            Event::AnswersWithdrawn { rows } => {
                if let Some(episode) = self.open_mut() {
                    episode.rows.retain(|row, _| !rows.contains(row));
                    episode.take_off_screens(|row| rows.contains(row));
                }
            }
            Event::DecisionShown { disposition, within_days, red_flags, guideline } => {
                if let Some(episode) = self.open_mut() {
                    episode.decisions.push(ShownDecision {
                        at,
                        disposition: disposition.clone(),
                        within_days: *within_days,
                        red_flags: red_flags.clone(),
                        guideline: guideline.clone(),
                    });
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

impl Episode {
    fn new(id: EventId, started_at: Timestamp) -> Self {
        let (rows, screens, decisions) = Default::default();
        Self { id, started_at, ended_at: None, rows, screens, decisions }
    }

    fn answer(&mut self, screen: Option<&str>, answers: &BTreeMap<String, Answer>, at: Timestamp) {
        let replaced = |row: &String| replace(answers, row);
        self.rows.retain(|row, _| !replaced(row));
        self.rows.extend(answers.iter().map(|(row, answer)| (row.clone(), answer.clone())));
        // A row belongs to the screen that answered it last; a screen answered again moves to the end.
        let mut rows: Vec<String> = answers.keys().cloned().collect();
        self.take_off_screens(replaced);
        let Some(screen) = screen else { return };
        if let Some(place) = self.screens.iter().position(|answered| answered.screen == screen) {
            rows.extend(self.screens.remove(place).rows);
            rows.sort();
        }
        if !rows.is_empty() {
            self.screens.push(AnsweredScreen { screen: screen.to_owned(), rows, at });
        }
    }

    fn take_off_screens(&mut self, gone: impl Fn(&String) -> bool) {
        for screen in &mut self.screens {
            screen.rows.retain(|row| !gone(row));
        }
        self.screens.retain(|screen| !screen.rows.is_empty());
    }
}

/// Whether new answers take the place of the older answer of this row: they answer it again, or the whole list that it is
/// an option of, or an option of the whole list that it is.
fn replace(answers: &BTreeMap<String, Answer>, row: &str) -> bool {
    answers.contains_key(row)
        || list(row).is_some_and(|list| answers.contains_key(list))
        || answers.keys().any(|new| list(new) == Some(row))
}

/// The list that a row is one option of.
fn list(row: &str) -> Option<&str> {
    row.split_once('.').map(|(list, _)| list)
}
