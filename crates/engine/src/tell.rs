//! What a decision tells a person: what to do, what to say on the phone, and what stands in place of a plan.
//!
//! Every page tells the same in the same order. A level that comes from doubt alone has no reason with an action of its
//! own, so the level's usual action stands in; and an action that stops something, or names a line of its own to call,
//! is never lost: not behind a more urgent one, and not because the person was not sure.

use crate::decide::{Decision, Disposition, Withheld};
use crate::facts::PersonFacts;
use crate::words::{logged, sentence, sentences, told};
use easeback_guideline::{Action, Answer, FindingId, LevelId, RedFlag};

/// What is not known about a treatment that is held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StillOpen<'e> {
    /// Nothing: every stop that holds is known to.
    Nothing,
    /// Only what was taken in the last day, with what to say about it.
    Doses(&'e str),
    /// Answers to these.
    Answers(Vec<FindingId>),
}

/// The actions to tell of those that decide, by rank: the highest one, and whatever is always shown.
fn one_order<'e>(deciding: impl Iterator<Item = &'e Action>) -> impl Iterator<Item = &'e Action> {
    let mut actions: Vec<&Action> = Vec::new();
    for action in deciding {
        if !actions.iter().any(|other| other.id == action.id) {
            actions.push(action);
        }
    }
    actions.sort_by_key(|action| std::cmp::Reverse(action.rank));
    let wins = actions.iter().find(|action| !action.always_shown).map(|action| action.id.clone());
    actions.into_iter().filter(move |action| action.always_shown || Some(&action.id) == wins.as_ref())
}

impl Disposition {
    /// A text with its window in place of `{days}`, as in "1 day" and "3 days".
    pub fn filled(self, text: &str) -> String {
        within(text, self.within_days())
    }
}

/// A text with a window in place of `{days}`, as in "1 day" and "3 days".
pub fn within(text: &str, days: Option<u32>) -> String {
    let window = match days {
        Some(1) => "1 day".to_owned(),
        Some(days) => format!("{days} days"),
        None => "some days".to_owned(),
    };
    text.replace("{days}", &window)
}

impl<'e> Decision<'e> {
    /// What to do, sentence by sentence and each once: first what the deciding reasons ask for, or where there is none
    /// what the level asks for as a rule; then what the other reasons add, so far as it must not be lost. A line to
    /// call, or something to stop, that a doubt of the person asks for comes first, unless the level is as urgent
    /// without it.
    ///
    /// Of the actions that decide only the one of the highest rank is told, and those that are always shown beside it,
    /// so that no order contradicts another one.
    pub fn what_to_do(&self) -> Vec<&'e str> {
        let guideline = self.guideline;
        let action = |flag: &RedFlag| guideline.action(&flag.action).filter(|action| !action.say.is_empty());
        let level = self.disposition.level();
        let (doubts_first, doubts_last): (Vec<_>, Vec<_>) =
            self.doubts_with_a_line().partition(|flag| level < flag.level || self.is_incomplete());
        let deciding: Vec<&'e RedFlag> = self.deciding().map(|reason| reason.red_flag).collect();

        let mut texts: Vec<&'e str> = Vec::new();
        texts.extend(doubts_first.iter().filter_map(|flag| action(flag)).map(|action| action.say.as_str()));
        if deciding.is_empty() {
            texts.extend(guideline.usual_action(level).map(|action| action.say.as_str()));
        }
        texts.extend(one_order(deciding.iter().filter_map(|flag| action(flag))).map(|action| action.say.as_str()));
        texts.extend(deciding.iter().filter_map(|flag| flag.also.as_deref()));
        for flag in self.others().map(|reason| reason.red_flag) {
            // While answers are missing nothing decides yet, and what weighs most so far is told in full.
            let weighs_most =
                self.at_least.is_some_and(|rank| (flag.level, flag.within_days) == (rank.level, rank.within_days));
            let say = |action: &'e Action| if weighs_most { action.say.as_str() } else { action.say_beside() };
            texts.extend(action(flag).filter(|action| action.always_shown).map(say));
            texts.extend(flag.also.as_deref().filter(|_| !flag.also_only_deciding));
        }
        let as_urgent = |flag: &RedFlag| flag.level == level;
        let doubt = |flag: &RedFlag| {
            action(flag).map(|action| if as_urgent(flag) { action.say.as_str() } else { action.say_beside() })
        };
        texts.extend(doubts_last.into_iter().filter_map(doubt));

        let mut steps: Vec<&'e str> = Vec::new();
        for step in texts.into_iter().flat_map(sentences) {
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
        steps
    }

    /// The red flags that the person was not sure about and whose action is told whatever else is.
    pub fn doubts_with_a_line(&self) -> impl Iterator<Item = &'e RedFlag> {
        let doubts = self.floors.iter().filter(|floor| floor.was_asked).map(|floor| floor.red_flag);
        doubts.filter(|flag| self.guideline.action(&flag.action).is_some_and(|action| action.always_shown))
    }

    fn is_incomplete(&self) -> bool {
        self.disposition.level() == LevelId::Incomplete
    }

    /// What is not known about a treatment that is held back: answers first, and the log only where answers are not
    /// enough.
    pub fn still_open(&self, facts: &PersonFacts, withheld: &Withheld<'_>) -> StillOpen<'e> {
        let (mut answers, mut doses) = (Vec::new(), None);
        for id in withheld.stops.iter().filter(|stop| !stop.known).flat_map(|stop| &stop.facts) {
            let Some(finding) = self.guideline.finding_at(*id).filter(|finding| finding.is_logged()) else {
                answers.push(*id);
                continue;
            };
            // A fact from the log may wait for the question whether there is anything to log.
            let before = finding.when_absent_after.as_ref().and_then(|after| self.guideline.finding(&after.finding));
            let Some((before, asked)) = before else { continue };
            match facts.answer(self.guideline, before) {
                None => answers.push(before),
                Some(Answer::NotSure) => doses = asked.uncounted_if_not_sure.as_deref().or(doses),
                Some(_) => doses = doses.or(asked.uncounted.as_deref()),
            }
        }
        answers.sort_unstable();
        answers.dedup();
        match doses {
            _ if !answers.is_empty() => StillOpen::Answers(answers),
            Some(say) => StillOpen::Doses(say),
            None => StillOpen::Nothing,
        }
    }

    /// What to say on the phone, a sentence or two a line: the level's first words, what was taken or went wrong where
    /// that is a reason, the answers behind the reasons or, where none decides, behind the doubts, and what a doctor
    /// asks anybody.
    pub fn say_on_the_phone(&self, facts: &PersonFacts) -> Vec<String> {
        let guideline = self.guideline;
        let level = guideline.level(self.disposition.level());
        let first = level.and_then(|level| level.say_to_the_phone.as_ref()).map(|say| self.disposition.filled(say));
        let reasons = self.deciding().chain(&self.reasons).flat_map(|reason| &reason.facts);
        let none_decides = self.deciding().next().is_none();
        let here = (self.disposition.level(), self.disposition.within_days());
        let doubts =
            self.floors.iter().filter(|floor| none_decides && (floor.floor.level, floor.floor.within_days) == here);
        let doubts = doubts.flat_map(|floor| &floor.settled_by);
        let always = guideline.finding_ids().filter(|(_, finding)| finding.always_told).map(|(id, _)| id);
        let mut findings: Vec<FindingId> = Vec::new();
        for finding in reasons.chain(doubts).copied().chain(always) {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        let of_the_log = self.reasons.iter().flat_map(|reason| &reason.facts).copied();
        let of_the_log = logged(guideline, facts, of_the_log);
        first
            .into_iter()
            .chain(of_the_log)
            .chain(told(guideline, facts, &findings))
            .map(|line| sentence(&line))
            .collect()
    }

    /// Where one stop holds back every treatment that the level allows, so that a list of them helps nobody: what to
    /// say instead.
    pub fn instead_of_a_plan(&self) -> Option<&'e str> {
        let (first, others) = self.withheld.split_first()?;
        if !self.offers.is_empty() {
            return None;
        }
        let holds_all = |id: &str| {
            let holds = |stop: &crate::decide::Held<'_>| stop.of_every_treatment && stop.id == id;
            others.iter().all(|one| one.stops.iter().any(holds))
        };
        let stop = first.stops.iter().find(|stop| stop.of_every_treatment && holds_all(stop.id))?;
        let stop = self.guideline.stops_for_all.iter().find(|one| one.id == stop.id)?;
        Some(stop.instead.as_ref().unwrap_or(&stop.because))
    }
}
