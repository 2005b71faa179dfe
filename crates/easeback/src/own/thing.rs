//! What somebody means by a name: a medicine or treatment of the guideline, or a product with what is inside.

use super::same;
use crate::error::Error;
use crate::page::list;
use easeback_guideline::{Guideline, Inside, Meant, Medicine, Product, Treatment, TreatmentKind};
use std::collections::BTreeSet;

/// How many names to suggest.
const SUGGESTED: usize = 5;

/// What somebody means by a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Thing<'g> {
    /// Something to swallow or to put on, with the numbers its doses are counted by.
    Medicine(&'g Treatment, &'g Medicine),
    /// Something else that helps.
    Treatment(&'g Treatment),
    /// Something from a shop.
    Product(&'g Product),
}

/// The thing of this name. A name that fits several, or none, is an error that says what there is.
pub(super) fn find<'g>(guideline: &'g Guideline, name: &str, country: Option<&str>) -> Result<Thing<'g>, Error> {
    if let Some(treatment) = treatment(guideline, name) {
        return Ok(match guideline.medicine(&treatment.id) {
            Some(medicine) => Thing::Medicine(treatment, medicine),
            None => Thing::Treatment(treatment),
        });
    }
    let called = |product: &&Product| product.id == name || same(&product.name, name);
    let all: Vec<&Product> = guideline.products.iter().filter(called).collect();
    let at_home: Vec<&Product> =
        all.iter().copied().filter(|product| country.is_some_and(|country| product.country == country)).collect();
    match (all.as_slice(), at_home.as_slice()) {
        ([one], _) | (_, [one]) => Ok(Thing::Product(one)),
        ([], _) => Err(unknown(guideline, name, country)),
        (several, _) => {
            let ids: Vec<String> = several.iter().map(|product| format!("`{}`", product.id)).collect();
            Err(Error::Unclear { name: name.to_owned(), help: format!("say which: {}", list(&ids, "or")) })
        }
    }
}

fn treatment<'g>(guideline: &'g Guideline, name: &str) -> Option<&'g Treatment> {
    let shown = |treatment: &&Treatment| treatment.kind != TreatmentKind::Information;
    let own = |treatment: &&Treatment| {
        let brands = guideline.medicine(&treatment.id).map(|medicine| medicine.also_called.as_slice());
        same(&treatment.id, name)
            || same(&treatment.name, name)
            || brands.unwrap_or_default().iter().any(|brand| same(brand, name))
    };
    let by_ingredient = || {
        let id = guideline.ingredient_named(name);
        let medicine = guideline.medicines.iter().find(|medicine| medicine.ingredient == id)?;
        guideline.treatment(&medicine.id)
    };
    guideline.treatments.iter().filter(shown).find(own).or_else(by_ingredient)
}

fn unknown(guideline: &Guideline, name: &str, country: Option<&str>) -> Error {
    let products = guideline.find_products(name, country, SUGGESTED);
    let mut names: Vec<String> = meant(guideline, name).into_iter().map(|id| format!("`{id}`")).collect();
    names.extend(products.iter().map(|product| format!("`{}`", product.id)));
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names.truncate(SUGGESTED);
    let help = match names.as_slice() {
        [] => {
            "type its name, such as `ibuprofen`, `heat`, or the name on the box; the app in the browser takes what no \
               list knows"
                .to_owned()
        }
        names => format!("did you mean {}?", list(names, "or")),
    };
    Error::Unclear { name: name.to_owned(), help }
}

/// The medicines of the plan, and the boxes, that a name may mean.
fn meant<'g>(guideline: &'g Guideline, name: &str) -> Vec<&'g str> {
    let inside = match guideline.ingredients_meant(name) {
        Meant::Certain(inside) => vec![inside],
        Meant::Perhaps(several) => several,
        Meant::Unknown => Vec::new(),
    };
    let id = |inside: &Inside<'g>| match (inside.product, inside.ingredients.as_slice()) {
        (Some(product), _) => Some(product.id.as_str()),
        (None, [one]) => {
            let of_it = guideline.medicines.iter().find(|medicine| medicine.ingredient == one.id);
            of_it.map(|medicine| medicine.id.as_str())
        }
        _ => None,
    };
    inside.iter().filter_map(id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_the_words_of_the_us_and_the_uk() {
        let guideline = Guideline::built_in().unwrap();
        for (name, id) in [
            ("ibuprofen", "ibuprofen"),
            ("Ibuprofen", "ibuprofen"),
            ("Nurofen", "ibuprofen"),
            ("paracetamol", "acetaminophen"),
            ("acetaminophen", "acetaminophen"),
            ("APAP 500mg", "acetaminophen"),
            ("Ibuprofen tablets", "ibuprofen"),
            ("heat", "heat"),
        ] {
            let id_of = match find(&guideline, name, None).unwrap() {
                Thing::Medicine(treatment, _) | Thing::Treatment(treatment) => &treatment.id,
                Thing::Product(product) => &product.id,
            };
            assert_eq!(id_of, id, "{name}");
        }
        let product = &guideline.products[0];
        assert!(matches!(find(&guideline, &product.id, None).unwrap(), Thing::Product(one) if one.id == product.id));
        let error = find(&guideline, "Advyl PM", Some("us")).unwrap_err().to_string();
        assert!(error.contains("did you mean"), "{error}");
        let error = find(&guideline, "paracetmol", None).unwrap_err().to_string();
        assert!(error.contains("did you mean `acetaminophen`"), "{error}");
        assert!(find(&guideline, "moonshine", None).is_err());
    }
}
