//! Products in the shop, what is inside them, and names by which people know their medicines.
//!
//! All of it is for recognising: which product a person took, what it holds, and which answer of the question about
//! medicines it is. Nothing here is advice, and a strength that is not known stays unknown.

use super::Review;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A product of one country, and what one unit of it holds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file that stands alone")]
pub struct Product {
    /// Stable id; it begins with the country.
    pub id: String,
    /// The name on the box.
    pub name: String,
    /// The id of a [`Country`](super::Country) or a [`ProductCountry`].
    pub country: String,
    /// What it is: a tablet, a gel.
    pub form: String,
    /// One unit, as one would count it: `caplet`, `15 mL`, `1 g`. None where strengths are not known either.
    pub unit: Option<String>,
    /// How many units the label counts as one dose.
    pub units_per_dose: Option<u32>,
    /// What is inside, each with its amount in one unit.
    pub ingredients: Vec<Content>,
    /// Whether there is more inside than this list says.
    #[serde(default)]
    pub more_inside: bool,
    /// What it is sold for.
    pub kind: ProductKind,
    /// Whether it goes on the skin.
    #[serde(default)]
    pub on_skin: bool,
    /// Whether it gives off what it holds over many hours.
    #[serde(default)]
    pub slow_release: bool,
    /// Whether a doctor has to prescribe it there.
    #[serde(default)]
    pub prescription: bool,
    /// Options of the question about medicines that it is, whatever is inside.
    #[serde(default)]
    pub medicines_options: Vec<String>,
    /// What the person should know of it.
    pub note: Option<String>,
    /// What its label says of how to take it: for those who review it, never shown as advice.
    pub label_says: Option<String>,
    /// Where it was seen.
    pub seen_in: Option<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What else is known of it, for those who review it.
    pub remark: Option<String>,
}

/// An ingredient of a product, and how much of it there is.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The id of an [`Ingredient`].
    pub ingredient: String,
    /// Milligrams in one unit; none when it is not known: the person is asked, it is never guessed.
    pub mg: Option<f64>,
    /// Percent of the whole, where that is what the label gives.
    pub percent: Option<f64>,
}

/// What a product is sold for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    /// One pain medicine and nothing else.
    Plain,
    /// Several pain medicines together.
    Combination,
    /// For the back.
    Backache,
    /// For colds and flu.
    ColdFlu,
    /// For pain at night.
    NightTime,
    /// For sleep.
    SleepAid,
    /// For period pain.
    PeriodPain,
    /// For migraine.
    Migraine,
    /// For children.
    Children,
    /// To be dissolved in water.
    Effervescent,
    /// Given off over many hours.
    ExtendedRelease,
    /// With an opioid.
    OpioidCombination,
    /// With a muscle relaxant.
    MuscleRelaxant,
    /// A little aspirin each day for the heart.
    LowDoseAspirin,
    /// For the stomach.
    Stomach,
    /// A herb.
    Herbal,
    /// A cream, gel or rub.
    TopicalCream,
    /// A patch.
    TopicalPatch,
}

impl ProductKind {
    /// The word that files and programs use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Combination => "combination",
            Self::Backache => "backache",
            Self::ColdFlu => "cold_flu",
            Self::NightTime => "night_time",
            Self::SleepAid => "sleep_aid",
            Self::PeriodPain => "period_pain",
            Self::Migraine => "migraine",
            Self::Children => "children",
            Self::Effervescent => "effervescent",
            Self::ExtendedRelease => "extended_release",
            Self::OpioidCombination => "opioid_combination",
            Self::MuscleRelaxant => "muscle_relaxant",
            Self::LowDoseAspirin => "low_dose_aspirin",
            Self::Stomach => "stomach",
            Self::Herbal => "herbal",
            Self::TopicalCream => "topical_cream",
            Self::TopicalPatch => "topical_patch",
        }
    }
}

/// A country of products for which there are no numbers to call.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductCountry {
    /// Two-letter code.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What may be inside a product, and what that means for the plan.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ingredient {
    /// Stable id.
    pub id: String,
    /// Its name for people, in the words of the US and the UK.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub also_called: Vec<String>,
    /// The id of the [`Medicine`](super::Medicine) with whose doses it is counted, when it is swallowed.
    pub dose_of: Option<String>,
    /// The option of the question about medicines that it is.
    pub medicines_option: Option<String>,
    /// In which products it is that option; none given: in every one.
    #[serde(default)]
    pub medicines_option_when: Vec<ProductTrait>,
    /// The option that it is instead, in a product of this kind.
    #[serde(default)]
    pub medicines_option_of_kind: BTreeMap<ProductKind, String>,
    /// The id of the [`Treatment`](super::Treatment) that it is.
    pub treatment: Option<String>,
    /// Whether it makes sleepy.
    #[serde(default)]
    pub sedating: bool,
    /// Whether it works like ibuprofen or aspirin.
    #[serde(default)]
    pub nsaid_like: bool,
    /// What to say where it hides in a product.
    pub note: Option<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What sets a product apart from a plain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductTrait {
    /// There is something else inside too, or may be.
    Mixed,
    /// It goes on the skin.
    OnSkin,
    /// It gives off what it holds over many hours.
    SlowRelease,
    /// A doctor has to prescribe it.
    Prescription,
}

impl Product {
    /// How much of an ingredient it holds in percent, as the box says or by its milligrams in a gram; none where that is not
    /// known.
    pub fn percent_of(&self, ingredient: &str) -> Option<f64> {
        let content = self.ingredients.iter().find(|content| content.ingredient == ingredient)?;
        let by_weight = || content.mg.filter(|_| self.unit.as_deref() == Some("1 g")).map(|mg| mg / 10.0);
        content.percent.or_else(by_weight)
    }

    /// Whether it is set apart in this way.
    pub fn is(&self, apart: ProductTrait) -> bool {
        match apart {
            ProductTrait::Mixed => self.more_inside || self.ingredients.len() > 1,
            ProductTrait::OnSkin => self.on_skin,
            ProductTrait::SlowRelease => self.slow_release,
            ProductTrait::Prescription => self.prescription,
        }
    }
}

/// Names of medicines that are the same options of the question about medicines.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MedicineNames {
    /// Stable id.
    pub id: String,
    /// Options of the question about medicines. A medicine of this list is every one of them.
    pub classes: Vec<String>,
    /// Why the list awaits review.
    pub review: Option<Review>,
    /// The names.
    pub names: Vec<MedicineName>,
}

/// A name by which a medicine may be known.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MedicineName {
    /// The name.
    pub name: String,
    /// Countries where it is known by this name, where that matters; ids as of [`Product::country`].
    #[serde(default)]
    pub countries: Vec<String>,
    /// A word or two to tell it by.
    pub note: Option<String>,
}

/// Words that stand beside the name of a medicine and do not change what it means.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// Stable id.
    pub id: String,
    /// What they do there.
    pub are: NameWordsKind,
    /// The words, or several words that stand together.
    pub words: Vec<String>,
    /// Why the list awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What words beside a name do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameWordsKind {
    /// They tell the form or how strong it is, and may be left out.
    Beside,
    /// They are units of an amount; a number may be left out too.
    Unit,
    /// They stand between two names of one mix.
    Join,
}
