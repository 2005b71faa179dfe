//! Products and names of medicines: none is missing, none is added, and each counts as what it holds.
//!
//! `product-names.txt` and `medicine-names.txt` are what was collected, a line for each: name, country, form, units of a
//! dose, kind, and what is inside; name and class.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

use easeback_guideline::{Guideline, Ingredient, Product, ProductTrait};
use std::collections::{BTreeMap, BTreeSet};

fn built_in() -> Guideline {
    Guideline::built_in().unwrap()
}

#[track_caller]
fn assert_same(collected: &BTreeSet<String>, guideline: &BTreeSet<String>) {
    let missing: Vec<_> = collected.difference(guideline).collect();
    let added: Vec<_> = guideline.difference(collected).collect();
    assert!(missing.is_empty() && added.is_empty(), "missing {missing:#?}, not collected {added:#?}");
}

/// A product as the list writes it.
fn line(product: &Product) -> String {
    let Product { name, country, form, unit, units_per_dose, ingredients, kind, .. } = product;
    // The list writes a measured unit into the form: "gel, unit 1 g".
    let measured = unit.as_ref().filter(|unit| unit.starts_with(|first: char| first.is_ascii_digit()));
    let form = measured.map_or_else(|| form.clone(), |unit| format!("{form}, unit {unit}"));
    let units = units_per_dose.map(|units| units.to_string()).unwrap_or_default();
    let inside = ingredients
        .iter()
        .map(|content| {
            content.mg.map_or_else(|| content.ingredient.clone(), |mg| format!("{} {mg}", content.ingredient))
        })
        .collect::<Vec<_>>();
    format!("{name}|{country}|{form}|{units}|{}|{}", kind.word(), inside.join("; "))
}

#[test]
fn every_product_that_was_collected_is_there_with_all_that_it_holds() {
    let collected: BTreeSet<String> = include_str!("product-names.txt").lines().map(str::to_owned).collect();
    assert_same(&collected, &built_in().products.iter().map(line).collect());
    assert_eq!(collected.len(), 484);
}

#[test]
fn no_country_has_lost_a_product() {
    let mut counts = BTreeMap::new();
    let guideline = built_in();
    for product in &guideline.products {
        *counts.entry(product.country.as_str()).or_insert(0) += 1;
    }
    assert_eq!(counts, [("au", 53), ("ca", 62), ("es", 63), ("gb", 106), ("mx", 55), ("us", 145)].into());
    let unseen = guideline.products.iter().filter(|product| product.review.is_some()).count();
    assert_eq!((unseen, guideline.products.len() - unseen), (269, 215));
}

#[test]
fn every_name_that_was_collected_is_there_as_what_it_is() {
    let guideline = built_in();
    let collected: BTreeSet<String> = include_str!("medicine-names.txt").lines().map(str::to_lowercase).collect();
    assert_eq!(collected.len(), 958);
    let named: BTreeSet<String> = guideline
        .medicine_names
        .iter()
        .flat_map(|list| {
            list.names.iter().flat_map(|medicine| list.classes.iter().map(|class| format!("{}|{class}", medicine.name)))
        })
        .map(|line| line.to_lowercase())
        .collect();
    // What else the notes of the list say of a name: what a mix holds besides, and which patches are opioids. And a blood
    // thinner that was missing.
    let noted = [
        "phenprocoumon|anticoagulant",
        "marcumar|anticoagulant",
        "marcoumar|anticoagulant",
        "falithrom|anticoagulant",
        "duragesic|opioid_or_sedative",
        "durogesic|opioid_or_sedative",
        "febrax|other_nsaid",
        "fentanyl patch|opioid_or_sedative",
        "matrifen|opioid_or_sedative",
        "mezolar|opioid_or_sedative",
        "robaxisal extra strength|opioid_or_sedative",
    ];
    assert_same(&collected.iter().cloned().chain(noted.map(str::to_owned)).collect(), &named);
}

/// A name that is a product's too is at least what every product of that name is.
#[test]
fn a_name_is_never_less_than_the_product_of_that_name() {
    let guideline = built_in();
    for list in &guideline.medicine_names {
        for medicine in &list.names {
            let same = |product: &&Product| product.name.to_lowercase() == medicine.name.to_lowercase();
            for product in guideline.products.iter().filter(same) {
                let counts = guideline.counts_as(product);
                let missing: Vec<_> = counts
                    .medicines_options
                    .iter()
                    .filter(|option| !list.classes.iter().any(|class| class == *option))
                    .collect();
                assert!(missing.is_empty(), "{} ({}) is {missing:?} too", medicine.name, product.id);
            }
        }
    }
}

#[test]
fn every_ingredient_is_inside_something() {
    let guideline = built_in();
    let inside: BTreeSet<&str> = guideline
        .products
        .iter()
        .flat_map(|product| &product.ingredients)
        .map(|content| content.ingredient.as_str())
        .collect();
    for ingredient in &guideline.ingredients {
        assert!(inside.contains(ingredient.id.as_str()), "{}", ingredient.id);
    }
}

/// What changes a decision is told to the person wherever it hides.
#[test]
fn every_ingredient_that_means_something_says_so() {
    for ingredient in built_in().ingredients {
        let Ingredient { dose_of, medicines_option, treatment, sedating, nsaid_like, note, .. } = &ingredient;
        let means = dose_of.is_some() || medicines_option.is_some() || treatment.is_some() || *sedating || *nsaid_like;
        assert_eq!(means, note.is_some(), "{}", ingredient.id);
    }
}

#[test]
fn what_works_like_ibuprofen_is_never_overlooked() {
    let guideline = built_in();
    for product in &guideline.products {
        let counts = guideline.counts_as(product);
        if counts.nsaid_like {
            let counted = counts.doses.iter().any(|dose| dose.medicine == "ibuprofen")
                || ["other_nsaid", "antiplatelet_aspirin"]
                    .iter()
                    .any(|option| counts.medicines_options.contains(option))
                || counts.treatments.contains("willow_bark");
            assert!(counted, "{}", product.id);
        }
        if counts.sedating && product.ingredients.iter().any(|content| content.ingredient != "alcohol") {
            assert!(counts.medicines_options.contains("opioid_or_sedative"), "{}", product.id);
        }
    }
}

/// Every milligram of acetaminophen and ibuprofen that is swallowed is counted, or asked for.
#[test]
fn every_swallowed_ingredient_of_a_medicine_is_a_dose() {
    let guideline = built_in();
    for product in &guideline.products {
        let doses = guideline.counts_as(product).doses;
        for medicine in ["acetaminophen", "ibuprofen"] {
            let content = product.ingredients.iter().find(|content| content.ingredient == medicine);
            let expected = content.filter(|_| !product.on_skin).map(|content| content.mg);
            let dose = doses.iter().find(|dose| dose.medicine == medicine).map(|dose| dose.mg_per_unit);
            assert_eq!(dose, expected, "{}: {medicine}", product.id);
        }
    }
}

#[test]
fn products_count_as_what_they_hold() {
    let guideline = built_in();
    for (id, doses, options, treatments) in [
        ("us_tylenol_extra_strength_caplet", vec![("acetaminophen", Some(500.0))], vec![], vec![]),
        (
            "us_vicks_nyquil_severe_caplet",
            vec![("acetaminophen", Some(325.0))],
            vec!["contains_acetaminophen", "opioid_or_sedative"],
            vec![],
        ),
        (
            "us_advil_dual_action_caplet",
            vec![("acetaminophen", Some(250.0)), ("ibuprofen", Some(125.0))],
            vec!["contains_acetaminophen"],
            vec![],
        ),
        (
            "us_tylenol_8_hr_arthritis_pain_extended_release_caplet",
            vec![("acetaminophen", Some(650.0))],
            vec!["contains_acetaminophen"],
            vec![],
        ),
        ("es_neobrufen_600_mg_tablet", vec![("ibuprofen", Some(600.0))], vec!["other_nsaid"], vec![]),
        ("gb_ibuleve_gel", vec![], vec!["other_nsaid"], vec![]),
        ("gb_nurofen_express_caplet", vec![("ibuprofen", Some(200.0))], vec![], vec![]),
        ("us_aleve_caplet", vec![], vec!["other_nsaid"], vec![]),
        ("us_bayer_low_dose_aspirin_enteric_coated_tablet", vec![], vec!["antiplatelet_aspirin"], vec![]),
        ("us_salonpas_hot_patch", vec![], vec![], vec!["capsicum_topical"]),
        ("us_salonpas_lidocaine_4_patch", vec![], vec!["skin_patch_medicine"], vec![]),
        ("us_white_willow_bark_supplement_capsule", vec![], vec![], vec!["willow_bark"]),
        ("ca_robaxin_caplet", vec![], vec!["opioid_or_sedative"], vec![]),
        (
            "mx_tabcin_capsule_or_effervescent_tablet",
            vec![("acetaminophen", None)],
            vec!["contains_acetaminophen"],
            vec![],
        ),
    ] {
        let product = guideline.product(id).unwrap_or_else(|| panic!("{id}"));
        let counts = guideline.counts_as(product);
        let counted: Vec<_> = counts.doses.iter().map(|dose| (dose.medicine, dose.mg_per_unit)).collect();
        assert_eq!(counted, doses, "{id}");
        assert_eq!(counts.medicines_options.into_iter().collect::<Vec<_>>(), options, "{id}");
        assert_eq!(counts.treatments.into_iter().collect::<Vec<_>>(), treatments, "{id}");
    }
}

/// A label may allow more than we do: what it says of an amount is kept away from what people are shown.
#[test]
fn no_note_for_people_tells_how_much_to_take() {
    let guideline = built_in();
    for product in &guideline.products {
        let note = product.note.as_deref().unwrap_or_default().to_lowercase();
        for words in ["at most", "hours", "max", "every", "start with", "twice", "a day"] {
            assert!(!note.contains(words), "{}: {note}", product.id);
        }
    }
}

#[test]
fn what_a_form_says_of_a_product_is_marked() {
    for product in built_in().products {
        assert_eq!(
            product.form.starts_with("extended-release"),
            product.is(ProductTrait::SlowRelease),
            "{}",
            product.id
        );
        assert!(product.id.starts_with(&format!("{}_", product.country)), "{}", product.id);
    }
}

fn found<'g>(guideline: &'g Guideline, query: &str, country: Option<&str>, limit: usize) -> Vec<(&'g str, &'g str)> {
    let found = guideline.find_products(query, country, limit);
    found.into_iter().map(|product| (product.name.as_str(), product.country.as_str())).collect()
}

#[test]
fn products_are_found_best_first_and_those_of_the_country_before_others() {
    let guideline = built_in();
    assert_eq!(found(&guideline, "panadól", Some("au"), 2), [("Panadol", "au"), ("Panadol Back + Neck", "au")]);
    assert_eq!(found(&guideline, "ADVIL", Some("ca"), 2), [("Advil", "ca"), ("Advil", "us")]);
    assert_eq!(found(&guideline, "advil", Some("us"), 2), [("Advil", "us"), ("Advil", "ca")]);
    assert_eq!(found(&guideline, "saridon", Some("mx"), 2), [("Saridon", "mx"), ("Saridon", "es")]);
    assert!(
        found(&guideline, "tilenol", Some("us"), 5)
            .iter()
            .all(|(name, country)| name.contains("Tylenol") && *country == "us")
    );
    assert_eq!(found(&guideline, "sonodor", None, 5), [("Soñodor", "es")]);
    assert_eq!(found(&guideline, "naproxen", Some("gb"), 1), [("Boots Period Pain Relief", "gb")]);
    assert!(found(&guideline, "paracetamol", Some("gb"), 1).iter().all(|(name, _)| name.starts_with("Paracetamol")));
}

#[test]
fn a_search_gives_at_most_what_it_may_and_nothing_for_nothing() {
    let guideline = built_in();
    assert_eq!(found(&guideline, "a", None, 7).len(), 7);
    assert!(found(&guideline, "a", None, 0).is_empty());
    for query in ["", " ", "--", "zzzzzzzzzzzz"] {
        assert!(found(&guideline, query, Some("us"), 5).is_empty(), "{query}");
        assert!(guideline.find_medicine_names(query, 5).is_empty(), "{query}");
    }
}

#[test]
fn every_product_and_every_medicine_is_found_by_its_own_name() {
    let guideline = built_in();
    for product in &guideline.products {
        let found = guideline.find_products(&product.name, Some(&product.country), 1);
        assert!(found.len() == 1 && found.iter().all(|found| found.name == product.name), "{}", product.id);
    }
    for medicine in guideline.medicine_names.iter().flat_map(|list| &list.names) {
        // Some names differ by an accent alone, which a search does not see.
        let found = guideline.find_medicine_names(&medicine.name, 1);
        let same = |found: &str| found.chars().count() == medicine.name.chars().count();
        assert!(found.iter().any(|found| same(&found.name.name)), "{}", medicine.name);
    }
}

#[test]
fn a_medicine_that_is_two_things_is_found_as_both() {
    let guideline = built_in();
    let found = guideline.find_medicine_names("cocodamol", 1);
    let classes: Vec<_> = found.iter().flat_map(|found| &found.list.classes).collect();
    assert_eq!(classes, ["contains_acetaminophen", "opioid_or_sedative"]);
    assert_eq!(
        guideline.find_medicine_names("zolofft", 1).first().map(|found| found.name.name.as_str()),
        Some("Zoloft")
    );
}
