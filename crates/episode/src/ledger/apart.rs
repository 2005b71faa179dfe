//! What must not go together, or not before somebody is asked: what the decision still offers beside something in use
//! is held back by the ledger as it is by the plan.

use super::uses::{AFTER_CAPSICUM, CAPSICUM};
use super::{Ledger, Rule, Why};
use crate::facts::hours_after;
use easeback_engine::Decision;
use easeback_guideline::{Interaction, Severity};
use jiff::Timestamp;

impl<'g> Ledger<'g> {
    /// Adds what is in use and must not go with a treatment that is offered. What is not offered the decision speaks
    /// for.
    pub(super) fn add_apart(
        &self,
        decision: &Decision<'_>,
        treatment: &str,
        instant: Timestamp,
        reasons: &mut Vec<Why<'g>>,
    ) {
        if decision.offer(treatment).is_none() {
            return;
        }
        let hours = self.guideline.log_number("in_use_hours").unwrap_or(f64::MAX);
        // Chili on the skin has a limit of its own, which says the same.
        let after_chili = |why: &Why<'_>| matches!(why.rule, Rule::Limit(limit) if limit.id == AFTER_CAPSICUM);
        let said = reasons.iter().any(after_chili);
        for pair in &self.guideline.interactions {
            let Some(other) = apart(pair, treatment).filter(|other| !(said && *other == CAPSICUM)) else { continue };
            let until = self.last(other).map(|last| hours_after(last, hours)).filter(|until| *until > instant);
            let Some(until) = until else { continue };
            reasons.push(Why { rule: Rule::Told { id: &pair.id, say: &pair.because }, until: Some(until) });
        }
    }

    /// When something was used last, by all that was ever told of it.
    fn last(&self, treatment: &str) -> Option<Timestamp> {
        let is_it = |one: Option<&str>| one == Some(treatment);
        let doses = self.tellings.iter().filter(|one| is_it(one.counts.medicine) || is_it(one.counts.treatment));
        doses.map(|telling| telling.at).chain(self.ends(treatment)).max()
    }
}

/// What must not go with a treatment, by this pair.
fn apart<'g>(pair: &'g Interaction, treatment: &str) -> Option<&'g str> {
    let other = match (pair.a == treatment, pair.b == treatment) {
        (true, _) => &pair.b,
        (_, true) => &pair.a,
        _ => return None,
    };
    matches!(pair.severity, Severity::Never | Severity::AskFirst).then_some(other)
}
