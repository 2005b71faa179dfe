//! Names as people type them: what is certain is counted, what is near is asked, and nothing is guessed in silence.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

use easeback_guideline::{Guideline, Inside, Meant};
use std::collections::BTreeSet;

fn ids(inside: &Inside<'_>) -> Vec<String> {
    let mut ids: Vec<String> = inside.ingredients.iter().map(|one| one.id.clone()).collect();
    ids.sort();
    ids
}

fn certain(typed: &str) -> Option<Vec<String>> {
    match Guideline::built_in().unwrap().ingredients_meant(typed) {
        Meant::Certain(inside) => Some(ids(&inside)),
        _ => None,
    }
}

fn perhaps(typed: &str) -> Vec<Vec<String>> {
    match Guideline::built_in().unwrap().ingredients_meant(typed) {
        Meant::Perhaps(guesses) => guesses.iter().map(ids).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_name_with_its_strength_and_its_form_is_certain() {
    for (typed, expected) in [
        ("Tylenol extra strength", "acetaminophen"),
        ("Extra Strength Tylenol 500 mg caplets", "acetaminophen"),
        ("APAP 500mg", "acetaminophen"),
        ("apap 2 x 500 mg", "acetaminophen"),
        ("paracetamol 1g", "acetaminophen"),
        ("Acetaminophen (paracetamol)", "acetaminophen"),
        ("Paracetamol tablets 500mg", "acetaminophen"),
        ("Ibuprofen tablets", "ibuprofen"),
        ("ibuprofen 400", "ibuprofen"),
        ("IBUPROFENO 600 mg comprimidos", "ibuprofen"),
        ("Ibuprofen gel", "ibuprofen"),
        ("Advil", "ibuprofen"),
        ("Nurofen 200mg caplets", "ibuprofen"),
        ("naproxen", "naproxen_sodium"),
        ("Aleve", "naproxen_sodium"),
        ("Tylenol Extra Strength 500 mg", "acetaminophen"),
        ("lignocaine 4% cream", "lidocaine"),
    ] {
        assert_eq!(certain(typed), Some(vec![expected.to_owned()]), "{typed}");
    }
}

#[test]
fn a_brand_brings_everything_that_is_in_it() {
    assert_eq!(certain("Tylenol PM").unwrap(), ["acetaminophen", "diphenhydramine"]);
    assert_eq!(certain("Excedrin extra strength").unwrap(), ["acetaminophen", "aspirin", "caffeine"]);
    assert_eq!(certain("Advil Dual Action 2 caplets").unwrap(), ["acetaminophen", "ibuprofen"]);
    assert_eq!(certain("ibuprofen 200 mg + codeine 12.8 mg").unwrap(), ["codeine", "ibuprofen"]);
    assert_eq!(certain("paracetamol and codeine").unwrap(), ["acetaminophen", "codeine"]);
}

#[test]
fn an_ingredient_is_called_by_its_names_and_by_the_brands_of_the_plan() {
    let guideline = Guideline::built_in().unwrap();
    for (typed, expected) in
        [("APAP 500mg", "acetaminophen"), ("Tylenol extra strength", "acetaminophen"), ("Advil tablets", "ibuprofen")]
    {
        assert_eq!(guideline.ingredient_named(typed), expected, "{typed}");
    }
    // A mix and what acts slowly are no plain ingredient.
    for typed in ["Tylenol PM", "Tylenol 8 HR Arthritis Pain", "moonshine", "", "500mg"] {
        assert_eq!(guideline.ingredient_named(typed), typed);
    }
}

#[test]
fn a_box_that_counts_otherwise_is_asked_and_brings_itself() {
    let guideline = Guideline::built_in().unwrap();
    for (typed, id) in [
        ("Tylenol 8 HR Arthritis Pain", "us_tylenol_8_hr_arthritis_pain_extended_release_caplet"),
        ("Deep Relief Gel", "gb_deep_relief_gel"),
    ] {
        let Meant::Perhaps(guesses) = guideline.ingredients_meant(typed) else { panic!("{typed}") };
        assert_eq!(guesses.first().unwrap().product.unwrap().id, id);
    }
}

#[test]
fn a_name_with_letters_wrong_or_words_too_many_is_asked() {
    for (typed, expected) in [
        ("paracetmol", "acetaminophen"),
        ("tylenl", "acetaminophen"),
        ("ibuprophen 400mg", "ibuprofen"),
        ("ibuprofn", "ibuprofen"),
        ("ibuprofen slow release", "ibuprofen"),
        ("my old ibuprofen", "ibuprofen"),
    ] {
        assert_eq!(certain(typed), None, "{typed}");
        assert!(perhaps(typed).contains(&vec![expected.to_owned()]), "{typed}: {:?}", perhaps(typed));
    }
    assert_eq!(perhaps("ibuprofen codein").first().unwrap(), &["codeine", "ibuprofen"]);
}

#[test]
fn what_nobody_knows_is_unknown() {
    for typed in ["", "   ", "500mg", "tablets", "2", "Zzyzx", "qwertyuiop", "+", "and"] {
        assert_eq!(Guideline::built_in().unwrap().ingredients_meant(typed), Meant::Unknown, "{typed:?}");
    }
}

/// Whoever types the name on the box is asked, or it is known: no box is less than one of that name.
#[test]
fn the_name_of_every_product_is_never_less_than_what_is_in_it() {
    let guideline = Guideline::built_in().unwrap();
    for product in &guideline.products {
        let inside: BTreeSet<&str> = product.ingredients.iter().map(|content| content.ingredient.as_str()).collect();
        let of = |one: &Inside<'_>| one.ingredients.iter().all(|known| inside.contains(known.id.as_str()));
        match guideline.ingredients_meant(&product.name) {
            Meant::Certain(one) => {
                assert_eq!(ids(&one), inside.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>(), "{}", product.id);
                assert!(one.more_inside || !product.more_inside, "{}", product.id);
            }
            Meant::Perhaps(several) => {
                assert!(several.iter().any(|one| of(one) && one.ingredients.len() == inside.len()), "{}", product.id);
            }
            Meant::Unknown => assert!(inside.is_empty(), "{}", product.id),
        }
    }
}

#[test]
fn every_name_of_an_ingredient_is_certain() {
    let guideline = Guideline::built_in().unwrap();
    for one in &guideline.ingredients {
        for name in one.also_called.iter().chain([&one.name]) {
            assert_eq!(guideline.ingredient_named(name), one.id, "{name}");
        }
    }
}
