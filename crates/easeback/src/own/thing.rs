//! What somebody means by a name: a medicine or treatment of the guideline, or a product with what is inside.

use super::same;
use crate::error::Error;
use crate::page::list;
use easeback_guideline::{Guideline, Medicine, Product, Treatment, TreatmentKind};

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
    let names: Vec<String> = products.iter().map(|product| format!("`{}`", product.id)).collect();
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
        assert!(find(&guideline, "moonshine", None).is_err());
    }
}
