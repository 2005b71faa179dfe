//! What it means for the plan that somebody took a product: the one place where ingredients become doses and answers.
//!
//! It reads only what the guideline says of each ingredient. An amount that is not known is left open.

use crate::Guideline;
use crate::model::{Ingredient, Product};
use std::collections::BTreeSet;

/// What a product counts as.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountsAs<'g> {
    /// Doses to count, one for each ingredient that a medicine of the plan has too.
    pub doses: Vec<DoseOf<'g>>,
    /// Options of the question about medicines that are true of somebody who takes it.
    pub medicines_options: BTreeSet<&'g str>,
    /// Ids of treatments that somebody who takes it is using.
    pub treatments: BTreeSet<&'g str>,
    /// Whether it makes sleepy.
    pub sedating: bool,
    /// Whether it works like ibuprofen or aspirin.
    pub nsaid_like: bool,
}

/// A dose that one unit of a product is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DoseOf<'g> {
    /// The id of the medicine whose doses it adds to.
    pub medicine: &'g str,
    /// Milligrams in one unit; none: the person has to be asked.
    pub mg_per_unit: Option<f64>,
}

impl Guideline {
    /// What this product counts as.
    ///
    /// ```
    /// let guideline = easeback_guideline::Guideline::built_in().expect("it is checked on every build");
    /// let night = guideline.product("us_tylenol_pm_extra_strength_caplet").expect("it is there");
    /// let counts = guideline.counts_as(night);
    /// assert_eq!((counts.doses[0].medicine, counts.doses[0].mg_per_unit), ("acetaminophen", Some(500.0)));
    /// assert!(counts.sedating && counts.medicines_options.contains("opioid_or_sedative"));
    /// ```
    pub fn counts_as<'g>(&'g self, product: &'g Product) -> CountsAs<'g> {
        let mut counts = CountsAs::default();
        counts.medicines_options.extend(product.medicines_options.iter().map(String::as_str));
        for content in &product.ingredients {
            let Some(ingredient) = self.ingredient(&content.ingredient) else { continue };
            if let Some(medicine) = ingredient.dose_of.as_deref().filter(|_| !product.on_skin) {
                counts.doses.push(DoseOf { medicine, mg_per_unit: content.mg });
            }
            counts.medicines_options.extend(option(ingredient, product));
            counts.treatments.extend(ingredient.treatment.as_deref());
            counts.sedating |= ingredient.sedating;
            counts.nsaid_like |= ingredient.nsaid_like;
        }
        counts
    }
}

/// The option of the question about medicines that an ingredient is in this product.
fn option<'g>(ingredient: &'g Ingredient, product: &Product) -> Option<&'g str> {
    let when = &ingredient.medicines_option_when;
    match ingredient.medicines_option_of_kind.get(&product.kind) {
        Some(instead) => Some(instead),
        None if when.is_empty() || when.iter().any(|apart| product.is(*apart)) => {
            ingredient.medicines_option.as_deref()
        }
        None => None,
    }
}
