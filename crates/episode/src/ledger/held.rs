//! What the plan and the log hold back, whatever the doses leave room for: what a check-in found is to be stopped, what has
//! done harm that nobody has cleared, and everything while a check-in or the whole check comes first.
//!
//! What the person gave up by choice is not among it: they may take it up again.

use super::{Ledger, Rule, Why};
use crate::check_in::expired;
use crate::escalation::escalations;
use crate::phase::relapse;
use crate::{Log, Now};
use easeback_guideline::Guideline;

/// The finding whose options are bad reactions.
const BAD_REACTION: &str = "bad_reaction";
/// The reason with which a treatment is given up after one.
const AFTER_HARM: &str = BAD_REACTION;

/// What is held back, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct HeldBack<'g> {
    /// Treatments, each with what the guideline says of it.
    treatments: Vec<(&'g str, Rule<'g>)>,
    /// Why nothing at all is started now.
    all: Option<Rule<'g>>,
}

impl<'g> Ledger<'g> {
    /// The ledger of what is known now, with all that the plan holds back too: the one to tell people by.
    pub fn of(now: &Now<'g>) -> Self {
        let mut ledger = Self::at(now.guideline(), now.log, now.at);
        ledger.held = HeldBack::of(now);
        ledger
    }

    /// Adds what holds this treatment back whatever the doses are.
    pub(super) fn add_held(&self, treatment: &str, reasons: &mut Vec<Why<'g>>) {
        let of_it = self.held.treatments.iter().filter(|(id, _)| *id == treatment).map(|(_, rule)| rule);
        reasons.extend(of_it.chain(&self.held.all).map(|rule| Why { rule: rule.clone(), until: None }));
    }
}

impl<'g> HeldBack<'g> {
    fn of(now: &Now<'g>) -> Self {
        let escalations = escalations(now).into_iter().map(|one| one.escalation);
        let to_stop = escalations.flat_map(|escalation| {
            let rule = Rule::Told { id: &escalation.id, say: &escalation.say };
            escalation.stop_treatments.iter().map(move |treatment| (treatment.as_str(), rule.clone()))
        });
        let treatments = to_stop.chain(harmful(now.guideline(), now.log)).collect();
        let again = relapse(now).map(|(relapse, _)| Rule::Told { id: &relapse.id, say: &relapse.say });
        let late = || expired(now).map(|missed| Rule::Told { id: &missed.id, say: &missed.expired });
        Self { treatments, all: again.or_else(late) }
    }
}

/// The treatments after which something bad happened that nobody has cleared.
fn harmful<'g>(guideline: &'g Guideline, log: &Log) -> Vec<(&'g str, Rule<'g>)> {
    let words = guideline.finding(BAD_REACTION).and_then(|(_, finding)| finding.held_back.as_deref());
    let Some(say) = words.filter(|_| !log.harms.is_empty()) else { return Vec::new() };
    let harmed = |id: &str| log.harms.iter().any(|harm| harm.treatment.as_deref() == Some(id));
    let given_up = |id: &str| log.stopped.iter().any(|one| one.treatment == id && one.reason == AFTER_HARM);
    let treatments = guideline.treatments.iter().map(|treatment| treatment.id.as_str());
    let harmful = treatments.filter(|id| harmed(id) || given_up(id));
    harmful.map(|id| (id, Rule::Told { id: BAD_REACTION, say })).collect()
}
