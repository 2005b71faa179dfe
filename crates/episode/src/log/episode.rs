//! One spasm: what was answered, shown and said in it.

use super::{PAIN, list};
use crate::facts::TAKEN_BEFORE;
use crate::log::entries::{Allowance, Dated, DoneCheckIn, TakenBack, Visit};
use crate::log::standing::Told;
use crate::{EventId, GuidelineStamp, Rows};
use easeback_engine::Answer;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// How many days the pain had lasted when it was asked.
pub(crate) const DURATION: &str = "duration_days";

/// How many days were spent mostly lying down, up to the day on which it was asked.
pub(crate) const REST: &str = "rest_days";

/// One spasm, from its start to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    /// The id of the event that started it.
    pub id: EventId,
    /// When it started.
    pub started_at: Timestamp,
    /// Whether the check was begun anew in it while the episode before was open: then it is the same spell, and what that
    /// one showed still counts.
    pub anew: bool,
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
    /// Check-ins, oldest first.
    pub check_ins: Vec<DoneCheckIn>,
    /// Visits to a doctor, oldest first.
    pub visits: Vec<Visit>,
    /// What a doctor or pharmacist has said yes to; any changed answer ends all of them.
    pub allowances: Vec<Allowance>,
    /// Answers that were taken back as a mistake, oldest first.
    pub taken_back: Vec<TakenBack>,
    /// By row, when an answer was given that counts on with time: how long the pain has lasted, days of rest, what was taken.
    pub dated: BTreeMap<String, Dated>,
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
    /// The zone it was in.
    pub zone: String,
    /// How soon and whom to see, by its id.
    pub disposition: String,
    /// Within how many days, where the disposition has a window.
    pub within_days: Option<u32>,
    /// The ids of the red flags that fired.
    pub red_flags: Vec<String>,
    /// What it was decided by.
    pub guideline: GuidelineStamp,
}

impl Episode {
    pub(super) fn new(id: EventId, started_at: Timestamp, anew: bool) -> Self {
        let (rows, screens, decisions, check_ins, visits, allowances, taken_back, dated) = Default::default();
        let ended_at = None;
        Self {
            id,
            started_at,
            anew,
            ended_at,
            rows,
            screens,
            decisions,
            check_ins,
            visits,
            allowances,
            taken_back,
            dated,
        }
    }

    /// Whether an instant lies in it; that of its end belongs to what comes after it.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.started_at <= at && self.ended_at.is_none_or(|ended| at < ended)
    }

    pub(super) fn answer(&mut self, told: &Told<'_>, screen: Option<&str>, answers: &BTreeMap<String, Answer>) {
        for row in [DURATION, REST, TAKEN_BEFORE] {
            if let Some(answer) = answers.get(row) {
                self.date(told, row, answer);
            }
        }
        if let Some(visit) = self.visits.last_mut() {
            let new = answers.iter().filter(|(row, answer)| visit.rows.get(*row) != Some(*answer));
            visit.since.extend(new.map(|(row, answer)| (row.clone(), answer.clone())));
        }
        // Most answers of a long log are the same again.
        let changed: Vec<_> = answers.iter().filter(|(row, answer)| self.rows.get(*row) != Some(*answer)).collect();
        if !changed.is_empty() {
            self.allowances.clear();
        }
        let replaced = Replaced::by(answers);
        self.rows.retain(|row, _| !replaced.by_its_list_or_options(row) || answers.contains_key(row));
        self.rows.extend(changed.into_iter().map(|(row, answer)| (row.clone(), answer.clone())));
        // A row belongs to the screen that answered it last; a screen answered again moves to the end.
        self.take_off_screens(|row| replaced.holds(row));
        let Some(screen) = screen else { return };
        let mut rows: Vec<String> = answers.keys().cloned().collect();
        if let Some(place) = self.screens.iter().position(|answered| answered.screen == screen) {
            rows.extend(self.screens.remove(place).rows);
            rows.sort();
        }
        if !rows.is_empty() {
            self.screens.push(AnsweredScreen { screen: screen.to_owned(), rows, at: told.at });
        }
    }

    /// Pain that was felt outside of a check-in: a doctor who looked before did not know of it where it is worse.
    pub(super) fn felt(&mut self, pain: f64) {
        let worse = matches!(self.rows.get(PAIN), Some(Answer::Number(told)) if pain > *told);
        if let Some(visit) = self.visits.last_mut().filter(|_| worse) {
            visit.since.push((PAIN.to_owned(), Answer::Number(pain)));
        }
    }

    /// Keeps when an answer was given that counts on. How long the pain has lasted, told again in the same words, was most
    /// likely only passed by: then it counts from when it was first told.
    fn date(&mut self, told: &Told<'_>, row: &str, answer: &Answer) {
        let again = row == DURATION && self.rows.get(row) == Some(answer);
        if !(again && self.dated.contains_key(row)) {
            self.dated.insert(row.to_owned(), Dated { at: told.at, zone: told.zone.to_owned() });
        }
    }

    /// These rows are to be asked again. That is no mistake yet: what they had shown still counts.
    pub(super) fn withdraw(&mut self, rows: &[String]) {
        self.rows.retain(|row, _| !rows.contains(row));
        self.take_off_screens(|row| rows.iter().any(|gone| gone == row));
        self.allowances.clear();
        self.dated.retain(|row, _| !rows.contains(row));
    }

    /// What these rows said was a mistake.
    pub(super) fn take_back<'r>(&mut self, at: Timestamp, rows: impl Iterator<Item = &'r String>) {
        let rows: Vec<String> = rows.cloned().collect();
        self.dated.retain(|row, _| !rows.contains(row));
        if let Some(visit) = self.visits.last_mut() {
            visit.since.retain(|(row, _)| !rows.contains(row));
        }
        self.taken_back.push(TakenBack { at, rows });
    }

    fn take_off_screens(&mut self, gone: impl Fn(&str) -> bool) {
        for screen in &mut self.screens {
            screen.rows.retain(|row| !gone(row.as_str()));
        }
        self.screens.retain(|screen| !screen.rows.is_empty());
    }
}

/// The rows once these new answers are given too: a whole list (`conditions`) and single options of it
/// (`conditions.diabetes`) replace each other, as they do in the log.
#[must_use]
pub fn answered(mut rows: Rows, new: &Rows) -> Rows {
    let replaced = Replaced::by(new);
    rows.retain(|row, _| !replaced.holds(row));
    rows.extend(new.iter().map(|(row, answer)| (row.clone(), answer.clone())));
    rows
}

/// The rows whose older answers new ones take the place of: they answer it again, or the whole list that it is an option
/// of, or an option of the whole list that it is.
struct Replaced<'a> {
    answers: &'a BTreeMap<String, Answer>,
    /// The lists of which an option is answered by itself.
    lists: BTreeSet<&'a str>,
}

impl<'a> Replaced<'a> {
    fn by(answers: &'a BTreeMap<String, Answer>) -> Self {
        Self { answers, lists: answers.keys().filter_map(|row| list(row)).collect() }
    }

    fn by_its_list_or_options(&self, row: &str) -> bool {
        self.lists.contains(row) || list(row).is_some_and(|list| self.answers.contains_key(list))
    }

    fn holds(&self, row: &str) -> bool {
        self.answers.contains_key(row) || self.by_its_list_or_options(row)
    }
}
