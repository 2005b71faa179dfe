//! The next dose of each medicine, as the plan for today takes it.

use super::{Ledger, May};
use crate::NextDose;
use easeback_engine::Decision;
use easeback_guideline::TreatmentKind;
use jiff::Timestamp;

impl Ledger<'_> {
    /// When each medicine, herb or rub may be taken next, by the id of its treatment.
    ///
    /// `decision` is the one of the same log.
    pub fn next_doses<'a>(&'a self, decision: &'a Decision<'_>, instant: Timestamp) -> impl Fn(&str) -> NextDose + 'a {
        move |treatment| {
            let kind = self.guideline.treatment(treatment).map(|treatment| treatment.kind);
            let may = if kind == Some(TreatmentKind::SkinRub) {
                self.may_use(decision, treatment, instant)
            } else {
                self.may_take(decision, treatment, instant)
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
