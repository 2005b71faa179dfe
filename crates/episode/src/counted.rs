//! What a dose counts as: a dose of a medicine of the plan, a treatment in use, an answer about medicines. It reads
//! only what the guideline says of the ingredient, and of the product where the dose names one.
//!
//! What nobody knows is never nothing: it may hold any medicine of the plan, and then no sum of that medicine is known.

use crate::{Content, Dose};
use easeback_guideline::{Guideline, Ingredient, Product, ProductKind, TakenAs};
use std::collections::BTreeSet;

/// The option for a medicine that is known and not in the list.
const OTHER_MEDICINE: &str = "other_medicine";

/// What one ingredient of a dose counts as.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counts<'g> {
    /// The medicine whose doses it adds to.
    pub(crate) medicine: Option<&'g str>,
    /// The treatment that somebody who takes it is using.
    pub(crate) treatment: Option<&'g str>,
    /// The options of the question about medicines that are true of somebody who takes it.
    pub(crate) options: BTreeSet<&'g str>,
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

impl Dose {
    /// The medicines, herbs and rubs of the plan that it is a dose of, each once. A gel with ibuprofen is none of
    /// ibuprofen.
    pub fn treatments<'g>(&self, guideline: &'g Guideline) -> BTreeSet<&'g str> {
        self.each_treatment(guideline).collect()
    }

    /// Whether it is a dose of this medicine, herb or rub of the plan.
    pub fn is_of(&self, guideline: &Guideline, treatment: &str) -> bool {
        self.each_treatment(guideline).any(|one| one == treatment)
    }

    /// By the ingredients alone: this goes over every dose of a long log.
    fn each_treatment<'g>(&self, guideline: &'g Guideline) -> impl Iterator<Item = &'g str> {
        let kind = |one: &'g Ingredient| {
            let swallowed = medicine_of(guideline, one).filter(|_| !self.on_skin);
            swallowed.or(one.treatment.as_deref())
        };
        self.contents.iter().filter_map(move |content| kind(ingredient_of(guideline, content)?))
    }
}

impl<'d> Whole<'d> {
    /// Each ingredient with what it counts as.
    pub(crate) fn counts<'g>(self, guideline: &'g Guideline) -> impl Iterator<Item = (&'d Content, Counts<'g>)> {
        let taken = self.taken_as(guideline);
        self.contents.iter().map(move |content| (content, self.count(guideline, taken, content)))
    }

    /// The product, where the guideline knows it.
    pub(crate) fn product(self, guideline: &Guideline) -> Option<&Product> {
        self.product.and_then(|id| guideline.product(id))
    }

    /// Whether it is known to be a patch: it stays on for hours.
    pub(crate) fn is_patch(self, guideline: &Guideline) -> bool {
        self.product(guideline).is_some_and(|product| product.kind == ProductKind::TopicalPatch)
    }

    /// How much of each dose of this medicine is in it, entry by entry.
    pub(crate) fn of_medicine(self, guideline: &Guideline, medicine: &str) -> impl Iterator<Item = &'d Content> {
        let swallowed = if self.on_skin { &[] } else { self.contents };
        swallowed.iter().filter(move |content| {
            ingredient_of(guideline, content).and_then(|one| medicine_of(guideline, one)) == Some(medicine)
        })
    }

    /// Whether this medicine may be inside without being counted: nothing is known of what it holds, or not everything.
    pub(crate) fn may_hide(self, guideline: &Guideline, medicine: &str) -> bool {
        let hides = |content: &Content| {
            ingredient_of(guideline, content).is_none()
                && guideline.medicine_called(&content.ingredient).is_none_or(|list| {
                    let options =
                        guideline.ingredients.iter().filter(|one| medicine_of(guideline, one) == Some(medicine));
                    let mut options = options.filter_map(|one| one.medicines_option.as_ref());
                    options.any(|option| list.classes.contains(option))
                })
        };
        let is_open = self.product(guideline).is_some_and(|product| product.more_inside);
        !self.on_skin && (self.contents.is_empty() || is_open || self.contents.iter().any(hides))
    }

    fn taken_as(self, guideline: &Guideline) -> TakenAs<'_> {
        TakenAs { product: self.product(guideline), on_skin: self.on_skin, mixed: self.contents.len() > 1 }
    }

    fn count<'g>(self, guideline: &'g Guideline, taken: TakenAs<'g>, content: &Content) -> Counts<'g> {
        let Some(ingredient) = ingredient_of(guideline, content) else {
            return count_unknown(guideline, taken, &content.ingredient);
        };
        let treatment = ingredient.treatment.as_deref();
        Counts {
            medicine: medicine_of(guideline, ingredient).filter(|_| !self.on_skin),
            treatment: treatment.or(ingredient.dose_of.as_deref().filter(|_| !self.on_skin)),
            options: ingredient.medicines_options(taken),
            nsaid_like: ingredient.nsaid_like,
            sedating: ingredient.sedating,
        }
    }
}

/// What a name counts as that is none of an ingredient: what its list says, or a medicine that is not in any.
fn count_unknown<'g>(guideline: &'g Guideline, taken: TakenAs<'g>, name: &str) -> Counts<'g> {
    let of_product = taken.product.into_iter().flat_map(|product| &product.medicines_options).map(String::as_str);
    let list = guideline.medicine_called(name);
    let classes = list.map_or(vec![OTHER_MEDICINE], |list| list.classes.iter().map(String::as_str).collect());
    let is = |works: fn(&Ingredient) -> bool| {
        let options =
            guideline.ingredients.iter().filter(|one| works(one)).filter_map(|one| one.medicines_option.as_deref());
        list.is_some() && options.into_iter().any(|option| classes.contains(&option))
    };
    Counts {
        nsaid_like: is(|one| one.nsaid_like),
        sedating: is(|one| one.sedating),
        options: classes.iter().copied().chain(of_product).collect(),
        ..Counts::default()
    }
}

/// The ingredient, by its id or by what people call it.
pub(crate) fn ingredient_of<'g>(guideline: &'g Guideline, content: &Content) -> Option<&'g Ingredient> {
    guideline.ingredient(&content.ingredient).or_else(|| guideline.ingredient_called(&content.ingredient))
}

/// The medicine whose doses an ingredient adds to when it is swallowed.
pub(crate) fn medicine_of<'g>(guideline: &'g Guideline, ingredient: &'g Ingredient) -> Option<&'g str> {
    let of_treatment = || ingredient.treatment.as_deref().filter(|id| guideline.medicine(id).is_some());
    ingredient.dose_of.as_deref().or_else(of_treatment)
}
