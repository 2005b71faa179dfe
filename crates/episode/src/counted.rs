//! What a dose counts as: a dose of a medicine of the plan, a treatment in use, an answer about medicines. It reads only
//! what the guideline says of the ingredient, and of the product where the dose names one.

use crate::{Content, Dose};
use easeback_guideline::{Guideline, Ingredient, Product, ProductTrait};

/// The option for a medicine that is known and not in the list.
const OTHER_MEDICINE: &str = "other_medicine";

/// What one ingredient of a dose counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Counts<'g> {
    /// The medicine whose doses it adds to.
    pub(crate) medicine: Option<&'g str>,
    /// The treatment that somebody who takes it is using.
    pub(crate) treatment: Option<&'g str>,
    /// The option of the question about medicines that it is.
    pub(crate) option: Option<&'g str>,
    /// Whether it works like ibuprofen or aspirin.
    pub(crate) nsaid_like: bool,
    /// Whether it makes sleepy.
    pub(crate) sedating: bool,
}

/// A dose as a whole, apart from when it was taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whole<'d> {
    pub(crate) product: Option<&'d str>,
    pub(crate) contents: &'d [Content],
    pub(crate) on_skin: bool,
}

impl<'d> From<&'d Dose> for Whole<'d> {
    fn from(dose: &'d Dose) -> Self {
        Self { product: dose.product.as_deref(), contents: &dose.contents, on_skin: dose.on_skin }
    }
}

impl<'d> Whole<'d> {
    /// Each ingredient with what it counts as.
    pub(crate) fn counts<'g>(self, guideline: &'g Guideline) -> impl Iterator<Item = (&'d Content, Counts<'g>)> {
        let product = self.product(guideline);
        self.contents.iter().map(move |content| (content, self.count(guideline, product, content)))
    }

    /// The product, where the guideline knows it.
    pub(crate) fn product(self, guideline: &Guideline) -> Option<&Product> {
        self.product.and_then(|id| guideline.product(id))
    }

    /// How much of each dose of this medicine is in it, entry by entry.
    pub(crate) fn of_medicine(self, guideline: &Guideline, medicine: &str) -> impl Iterator<Item = &'d Content> {
        let swallowed = if self.on_skin { &[] } else { self.contents };
        swallowed.iter().filter(move |content| {
            guideline.ingredient(&content.ingredient).and_then(|one| medicine_of(guideline, one)) == Some(medicine)
        })
    }

    fn count<'g>(self, guideline: &'g Guideline, product: Option<&'g Product>, content: &Content) -> Counts<'g> {
        let Some(ingredient) = guideline.ingredient(&content.ingredient) else {
            return Counts { option: Some(OTHER_MEDICINE), ..Counts::default() };
        };
        let treatment = ingredient.treatment.as_deref();
        Counts {
            medicine: medicine_of(guideline, ingredient).filter(|_| !self.on_skin),
            treatment: treatment.or(ingredient.dose_of.as_deref().filter(|_| !self.on_skin)),
            option: self.option(ingredient, product),
            nsaid_like: ingredient.nsaid_like,
            sedating: ingredient.sedating,
        }
    }

    /// The option of the question about medicines that an ingredient is in this dose.
    fn option<'g>(self, ingredient: &'g Ingredient, product: Option<&Product>) -> Option<&'g str> {
        let instead = product.and_then(|product| ingredient.medicines_option_of_kind.get(&product.kind));
        let apart = |apart: &ProductTrait| {
            product.is_some_and(|product| product.is(*apart))
                || match apart {
                    ProductTrait::Mixed => self.contents.len() > 1,
                    ProductTrait::OnSkin => self.on_skin,
                    ProductTrait::SlowRelease | ProductTrait::Prescription => false,
                }
        };
        let when = &ingredient.medicines_option_when;
        match instead {
            Some(instead) => Some(instead),
            None if when.is_empty() || when.iter().any(apart) => ingredient.medicines_option.as_deref(),
            None => None,
        }
    }
}

/// The medicine whose doses an ingredient adds to when it is swallowed.
pub(crate) fn medicine_of<'g>(guideline: &'g Guideline, ingredient: &'g Ingredient) -> Option<&'g str> {
    let of_treatment = || ingredient.treatment.as_deref().filter(|id| guideline.medicine(id).is_some());
    ingredient.dose_of.as_deref().or_else(of_treatment)
}
