//! Whether a product may be taken, with everything that is inside.

use super::{Ledger, May, Room, Rule, Why, medicine, uses};
use crate::Content;
use crate::counted::Whole;
use crate::facts::hours_after;
use easeback_engine::Decision;
use easeback_guideline::{Product, ProductKind};
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
    /// ingredient that is no medicine and no treatment of the plan was weighed by nobody, so it is never allowed; and neither
    /// is a product that may hold more than is known.
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
                (None, Some(treatment)) => {
                    match self.may_use(decision, treatment, instant) {
                        May::Now(part) => now.reaches.extend(part.reaches),
                        held => reasons.extend(held.reasons().iter().cloned()),
                    }
                    reasons.extend(self.too_strong(treatment, whole.product(self.guideline), &content.ingredient));
                }
                (None, None) => reasons.push(medicine::not_in_plan(&content.ingredient)),
            }
        }
        let known = whole.product(self.guideline);
        if contents.is_empty() || known.is_some_and(|product| product.more_inside) {
            let name = known.map_or(product.unwrap_or_default(), |product| &product.name);
            reasons.push(medicine::not_in_plan(name));
        }
        reasons.extend(self.two_at_once(&counts.keys().copied().collect::<Vec<_>>(), instant));
        if on_skin {
            reasons.extend(self.on_warm_skin(instant));
        }
        for (medicine, mg) in &counts {
            match self.may_take(decision, medicine, instant) {
                May::Now(part) => {
                    reasons.extend(self.too_much(medicine, *mg, instant).into_iter().next());
                    now.reaches.extend(self.reached_by(medicine, mg.unwrap_or(0.0), instant));
                    now.mind.extend(part.mind);
                }
                held => reasons.extend(held.reasons().iter().cloned()),
            }
        }
        MayProduct { may: May::of(now, reasons), counts: counts.into_iter().collect(), sedating, nsaid_like }
    }

    /// Why a rub is too strong, or may be: its strength has to be known, and no more than the limit.
    fn too_strong(&self, treatment: &str, product: Option<&Product>, ingredient: &str) -> Option<Why<'g>> {
        let patch = product.is_some_and(|product| product.kind == ProductKind::TopicalPatch);
        let limit = if patch { "patch_strength_percent_max" } else { "cream_strength_percent_max" };
        let limit = self.treatment(treatment)?.limit(limit)?;
        let is_fine = product.and_then(|product| product.percent_of(ingredient)).is_some_and(|is| is <= limit.value);
        (!is_fine).then_some(Why { rule: Rule::Limit(limit), until: None })
    }

    /// Why these medicines must not be taken together now: more of them would be new than may be, or one that is new has to
    /// be tried alone before another.
    fn two_at_once(&self, medicines: &[&str], instant: Timestamp) -> Vec<Why<'g>> {
        let new: Vec<&str> = medicines.iter().copied().filter(|medicine| !self.in_use(medicine, instant)).collect();
        let mut reasons: Vec<Why<'g>> = Vec::new();
        for medicine in medicines {
            let limits = self.treatment(medicine).into_iter().flat_map(|treatment| &treatment.limits);
            for limit in limits {
                let is_new = limit.id == "new_medicines_24h_max" && new.contains(medicine);
                let too_many = is_new && medicine::to_f64(new.len()) > limit.value;
                let too_early = medicine::alone_first(limit).is_some_and(|other| new.contains(&other));
                let said = reasons.iter().any(|why| why.rule.id() == limit.id);
                if (too_many || too_early) && !said {
                    reasons.push(Why { rule: Rule::Limit(limit), until: None });
                }
            }
        }
        reasons
    }

    /// Why a rub must not be put on skin that was warmed.
    fn on_warm_skin(&self, instant: Timestamp) -> Option<Why<'g>> {
        let limit = self.treatment(uses::HEAT)?.limit(uses::AFTER_A_RUB)?;
        let until = hours_after(self.ends(uses::HEAT).max()?, limit.value);
        (until > instant).then_some(Why { rule: Rule::Limit(limit), until: Some(until) })
    }
}
