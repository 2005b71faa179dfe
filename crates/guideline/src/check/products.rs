//! Products, ingredients and names of medicines: strengths that can be, and nothing named that does not exist.

use super::draft::Draft;
use super::entries::Known;
use crate::model::{Finding, Ingredient, MedicineNames, Product};
use crate::problem::Problem;
use crate::read::Entry;
use std::collections::BTreeMap;

/// The finding whose options products and names are.
const QUESTION: &str = "medicines";

/// Checks what products, ingredients and names of medicines say.
pub(super) fn check(draft: &Draft<'_>, problems: &mut Vec<Problem>) {
    let countries = draft.countries.iter().map(|entry| entry.value.id.as_str());
    let of_products = draft.product_countries.iter().map(|entry| entry.value.id.as_str());
    let countries = Known::from_ids("country of products", countries.chain(of_products));
    let question = draft.findings.iter().map(|entry| &entry.value).find(|finding| finding.id == QUESTION);
    let options = Options::of(question);
    let medicines = Known::of("medicine", &draft.medicines);
    let treatments = Known::of("treatment", &draft.treatments);
    let ingredients = Known::of("ingredient", &draft.ingredients);
    for entry in &draft.ingredients {
        check_ingredient(entry, &options, &medicines, &treatments, problems);
    }
    for entry in &draft.products {
        check_product(entry, &countries, &options, &ingredients, problems);
    }
    report_twice(&draft.products, problems);
    check_names(&draft.medicine_names, &countries, &options, problems);
    for entry in &draft.product_countries {
        if draft.countries.iter().any(|country| country.value.id == entry.value.id) {
            let message = format!("`{}` is a `country` already", entry.value.id);
            problems.push(entry.problem(&["id"], message).help(Some("take this one out")));
        }
    }
}

/// The options of the question about medicines.
struct Options(Known);

impl Options {
    fn of(question: Option<&Finding>) -> Self {
        let ids = question.into_iter().flat_map(|finding| &finding.options).map(|option| option.id.as_str());
        Self(Known::from_ids("option of `medicines`", ids))
    }
}

fn check_ingredient(
    entry: &Entry<'_, Ingredient>,
    Options(options): &Options,
    medicines: &Known,
    treatments: &Known,
    problems: &mut Vec<Problem>,
) {
    let ingredient = &entry.value;
    if let Some(medicine) = &ingredient.dose_of {
        medicines.expect(entry, &["dose_of"], medicine, problems);
    }
    if let Some(option) = &ingredient.medicines_option {
        options.expect(entry, &["medicines_option"], option, problems);
    } else if !ingredient.medicines_option_when.is_empty() {
        let message = format!("`{}` says when it is an option, but not which one", ingredient.id);
        problems.push(entry.problem(&["medicines_option_when"], message).help(Some("give `medicines_option`")));
    }
    for (kind, option) in &ingredient.medicines_option_of_kind {
        options.expect(entry, &["medicines_option_of_kind", kind.word()], option, problems);
    }
    if let Some(treatment) = &ingredient.treatment {
        treatments.expect(entry, &["treatment"], treatment, problems);
    }
}

fn check_product(
    entry: &Entry<'_, Product>,
    countries: &Known,
    Options(options): &Options,
    ingredients: &Known,
    problems: &mut Vec<Problem>,
) {
    let product = &entry.value;
    countries.expect(entry, &["country"], &product.country, problems);
    options.expect_all(entry, &["medicines_options"], &product.medicines_options, problems);
    if product.ingredients.is_empty() {
        let help = Some("name what is inside; leave `mg` out where it is not known");
        problems.push(entry.problem(&["ingredients"], format!("`{}` has no ingredient", product.id)).help(help));
    }
    for (place, content) in product.ingredients.iter().enumerate() {
        let place = place.to_string();
        let path = ["ingredients", &place, "ingredient"];
        ingredients.expect(entry, &path, &content.ingredient, problems);
        let before = product.ingredients.iter().take_while(|other| !std::ptr::eq(*other, content));
        if before.into_iter().any(|other| other.ingredient == content.ingredient) {
            problems.push(entry.problem(&path, format!("`{}` stands twice", content.ingredient)));
        }
        for (key, amount) in [("mg", content.mg), ("percent", content.percent)] {
            if amount.is_some_and(|amount| !(amount > 0.0 && amount.is_finite())) {
                let help = Some("leave it out where it is not known");
                let message = format!("the strength of `{}` is not more than 0", content.ingredient);
                problems.push(entry.problem(&["ingredients", &place, key], message).help(help));
            }
        }
        if content.percent.is_some_and(|percent| percent > 100.0) {
            let message = format!("the strength of `{}` is more than 100 percent", content.ingredient);
            problems.push(entry.problem(&["ingredients", &place, "percent"], message));
        }
        if content.mg.is_some() && product.unit.is_none() {
            let message = format!("milligrams of `{}` in what?", content.ingredient);
            let help = Some("give `unit`: tablet, 5 mL, 1 g");
            problems.push(entry.problem(&["ingredients", &place, "mg"], message).help(help));
        }
    }
    if product.units_per_dose == Some(0) {
        problems.push(entry.problem(&["units_per_dose"], "a dose is no unit at all").help(Some("leave it out")));
    }
    if product.seen_in.is_none() && product.review.is_none() {
        let help = Some("give `seen_in = \"…\"`, or `review = \"from memory\"`");
        problems.push(entry.problem(&["id"], format!("`{}` was seen nowhere", product.id)).help(help));
    }
}

/// Reports products that nobody could tell apart.
fn report_twice(products: &[Entry<'_, Product>], problems: &mut Vec<Problem>) {
    let mut seen = BTreeMap::new();
    for entry in products {
        let Product { name, country, form, .. } = &entry.value;
        if let Some(other) = seen.insert((name.to_lowercase(), country, form), entry) {
            let message = format!("`{name}` stands twice for `{country}` as `{form}`");
            let help = format!("the other one stands at {}:{}", other.file.name, other.line(&["id"]));
            problems.push(entry.problem(&["name"], message).help(Some(help)));
        }
    }
}

fn check_names(
    lists: &[Entry<'_, MedicineNames>],
    countries: &Known,
    Options(options): &Options,
    problems: &mut Vec<Problem>,
) {
    let mut seen = BTreeMap::new();
    for entry in lists {
        let list = &entry.value;
        options.expect_all(entry, &["classes"], &list.classes, problems);
        if list.classes.is_empty() {
            problems.push(entry.problem(&["classes"], format!("the names of `{}` are nothing", list.id)));
        }
        if list.review.is_none() {
            let help = Some("give `review = \"from memory\"`");
            problems.push(entry.problem(&["id"], format!("`{}` has no source", list.id)).help(help));
        }
        for (place, medicine) in list.names.iter().enumerate() {
            let place = place.to_string();
            countries.expect_all(entry, &["names", &place, "countries"], &medicine.countries, problems);
            if let Some(other) = seen.insert(medicine.name.to_lowercase(), &list.id) {
                let message = format!("`{}` stands twice", medicine.name);
                let help = format!("it stands in `{other}` too: give it one place, with all that it is");
                problems.push(entry.problem(&["names", &place, "name"], message).help(Some(help)));
            }
        }
    }
}
