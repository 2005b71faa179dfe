//! Whether a product may be taken, with everything that is inside.

use super::{Ledger, May, Room, Why, medicine};
use crate::Content;
use crate::counted::Whole;
use easeback_engine::Decision;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What the ledger says of a product.
#[derive(Clone, Debug, PartialEq)]
pub struct MayProduct<'g> {
    /// Whether it may be taken, all of it together.
    pub may: May<'g>,
    /// The medicines of the plan that hide in it, with their milligrams; none where the amount is not known.
    pub counts: Vec<(&'g str, Option<f64>)>,
    /// Whether it makes sleepy.
    pub sedating: bool,
    /// Whether it works like ibuprofen or aspirin.
    pub nsaid_like: bool,
}

impl<'g> Ledger<'g> {
    /// Whether so much of a product may be taken at `instant`: `contents` is what is in all of it together.
    ///
    /// Each medicine inside is asked about by itself, with its amount; one whose amount is not known is refused. An
    /// ingredient that works like ibuprofen or makes sleepy, and is no medicine of the plan, is never allowed by it.
    pub fn may_take_product(
        &self,
        decision: &Decision<'_>,
        product: Option<&str>,
        contents: &[Content],
        on_skin: bool,
        instant: Timestamp,
    ) -> MayProduct<'g> {
        let whole = Whole { product, contents, on_skin };
        let (mut counts, mut reasons): (BTreeMap<&'g str, Option<f64>>, Vec<Why<'g>>) = Default::default();
        let (mut sedating, mut nsaid_like) = (false, false);
        let mut now = Room::default();
        for (content, counted) in whole.counts(self.guideline) {
            sedating |= counted.sedating;
            nsaid_like |= counted.nsaid_like;
            match (counted.medicine, counted.treatment) {
                (Some(medicine), _) => {
                    let sum = counts.entry(medicine).or_insert(Some(0.0));
                    *sum = sum.zip(content.mg).map(|(sum, mg)| sum + mg);
                }
                (None, Some(treatment)) => match self.may_use(decision, treatment, instant) {
                    May::Now(part) => now.reaches.extend(part.reaches),
                    held => reasons.extend(held.reasons().iter().cloned()),
                },
                (None, None) if counted.nsaid_like || counted.sedating || counted.option.is_some() => {
                    reasons.push(medicine::not_in_plan(&content.ingredient));
                }
                (None, None) => {}
            }
        }
        if contents.is_empty() {
            reasons.push(medicine::not_in_plan(product.unwrap_or_default()));
        }
        for (medicine, mg) in &counts {
            match self.may_take(decision, medicine, instant) {
                May::Now(part) => {
                    reasons.extend(self.too_much(medicine, *mg, instant));
                    now.reaches.extend(self.reached_by(medicine, mg.unwrap_or(0.0), instant));
                    now.mind.extend(part.mind);
                }
                held => reasons.extend(held.reasons().iter().cloned()),
            }
        }
        MayProduct { may: May::of(now, reasons), counts: counts.into_iter().collect(), sedating, nsaid_like }
    }
}
