//! The next dose of each medicine and the next use of everything else, as the plan for today takes it.

use super::{Ledger, May};
use crate::NextDose;
use easeback_engine::Decision;
use jiff::Timestamp;

impl Ledger<'_> {
    /// When each medicine may be taken next, and each other treatment be used, by the id of the treatment.
    ///
    /// `decision` is the one of the same log.
    pub fn next_doses<'a>(&'a self, decision: &'a Decision<'_>, instant: Timestamp) -> impl Fn(&str) -> NextDose + 'a {
        move |treatment| {
            let counted = self.guideline.medicine(treatment).is_some_and(|medicine| medicine.single_mg_max.is_some());
            let may = if counted {
                self.may_take(decision, treatment, instant)
            } else {
                self.may_use(decision, treatment, instant)
            };
            let (from, mg) = match &may {
                May::Now(room) => (Some(instant), room.most_mg),
                May::NotYet { from, .. } => (Some(*from), None),
                May::NotAtAll { .. } => (None, None),
            };
            let why_not = may.reasons().iter().filter_map(|why| why.rule.say().map(str::to_owned)).collect();
            NextDose { from, mg, why_not }
        }
    }
}
