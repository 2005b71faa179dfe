//! What it means for the plan that somebody took a product: the one place where ingredients become doses and answers.
//!
//! It reads only what the guideline says of each ingredient. An amount that is not known is left open.

use crate::Guideline;
use crate::model::{Ingredient, Product, ProductTrait};
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

/// How something was taken, as far as it matters to what it counts as.
#[derive(Clone, Copy, Debug, Default)]
pub struct TakenAs<'g> {
    /// The product, where it is known.
    pub product: Option<&'g Product>,
    /// Whether it was put on the skin.
    pub on_skin: bool,
    /// Whether there was more than one ingredient, or may have been.
    pub mixed: bool,
}

impl<'g> TakenAs<'g> {
    /// As the box says it is taken.
    pub fn on_the_box(product: &'g Product) -> Self {
        Self { product: Some(product), on_skin: product.on_skin, mixed: product.is(ProductTrait::Mixed) }
    }

    fn is(self, apart: ProductTrait) -> bool {
        self.product.is_some_and(|product| product.is(apart))
            || match apart {
                ProductTrait::Mixed => self.mixed,
                ProductTrait::OnSkin => self.on_skin,
                ProductTrait::SlowRelease | ProductTrait::Prescription => false,
            }
    }
}

impl Ingredient {
    /// Every option of the question about medicines that is true of somebody who takes this ingredient so: what it is
    /// itself, and what its product is whatever is inside.
    pub fn medicines_options<'g>(&'g self, taken: TakenAs<'g>) -> BTreeSet<&'g str> {
        let instead = taken.product.and_then(|product| self.medicines_option_of_kind.get(&product.kind));
        let when = &self.medicines_option_when;
        let usual =
            || self.medicines_option.as_ref().filter(|_| when.is_empty() || when.iter().any(|one| taken.is(*one)));
        let of_product = taken.product.into_iter().flat_map(|product| &product.medicines_options);
        instead.or_else(usual).into_iter().chain(of_product).map(String::as_str).collect()
    }
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
            counts.medicines_options.extend(ingredient.medicines_options(TakenAs::on_the_box(product)));
            counts.treatments.extend(ingredient.treatment.as_deref());
            counts.sedating |= ingredient.sedating;
            counts.nsaid_like |= ingredient.nsaid_like;
        }
        counts
    }
}
