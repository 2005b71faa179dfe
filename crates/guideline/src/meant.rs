//! What a name that was typed by hand may mean: the ingredients behind it, and how sure that is.
//!
//! A dose whose ingredient nobody knows is not counted, so what people write on a form has to be understood: "APAP 500mg",
//! "Tylenol extra strength", "Ibuprofen tablets", "paracetmol". What is left of a name without its strength and its form is
//! certain where it is a name that the guideline knows, of one thing only. Everything else is a guess, and the person says
//! whether it is that one. It never guesses an amount.

use crate::Guideline;
use crate::model::{Ingredient, MedicineName, MedicineNames, NameWordsKind, Product};
use crate::search::{Fit, Folded, Question};
use std::collections::BTreeSet;

/// How many guesses are made at most.
const GUESSES: usize = 5;
/// A word of fewer letters is too short to guess from.
const LETTERS: usize = 4;
/// The most letters that are looked at: names come from requests.
const TYPED_LIMIT: usize = 96;

/// What a name that somebody typed may mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant<'g> {
    /// This, without a doubt.
    Certain(Inside<'g>),
    /// One of these perhaps, the likeliest first: ask which.
    Perhaps(Vec<Inside<'g>>),
    /// Nobody knows.
    Unknown,
}

/// What is inside something that has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Inside<'g> {
    /// What to call it: as people call the ingredient, or the name on a box.
    pub name: String,
    /// Its ingredients, each once.
    pub ingredients: Vec<&'g Ingredient>,
    /// Whether there is more inside that nobody knows.
    pub more_inside: bool,
    /// The box of this name, where only one has it: it knows the amounts too.
    pub product: Option<&'g Product>,
    /// Whether it goes on the skin or acts slowly: it counts otherwise, so it has to be chosen as the box that it is.
    apart: bool,
}

impl Inside<'_> {
    fn ids(&self) -> BTreeSet<&str> {
        self.ingredients.iter().map(|one| one.id.as_str()).collect()
    }

    fn is_as(&self, other: &Self) -> bool {
        self.ids() == other.ids() && self.apart == other.apart
    }
}

/// A name, and what has it.
#[derive(Clone, Copy, Debug)]
struct Named<'g> {
    name: &'g str,
    what: What<'g>,
}

#[derive(Clone, Copy, Debug)]
enum What<'g> {
    Ingredient(&'g Ingredient),
    Product(&'g Product),
}

impl Guideline {
    /// What a name that was typed by hand may mean.
    ///
    /// ```
    /// use easeback_guideline::{Guideline, Meant};
    ///
    /// let guideline = Guideline::built_in().expect("it is checked on every build");
    /// let Meant::Certain(inside) = guideline.ingredients_meant("APAP 500mg tablets") else { panic!("it is certain") };
    /// assert_eq!(inside.ingredients[0].id, "acetaminophen");
    /// assert!(matches!(guideline.ingredients_meant("paracetmol"), Meant::Perhaps(_)));
    /// assert_eq!(guideline.ingredients_meant("Zzyzx"), Meant::Unknown);
    /// ```
    pub fn ingredients_meant(&self, typed: &str) -> Meant<'_> {
        let typed: String = typed.chars().take(TYPED_LIMIT).collect();
        let mut found = self.called(&typed);
        if found.len() > 1 || found.iter().any(|one| one.apart) {
            return Meant::Perhaps(found);
        }
        if let Some(one) = found.pop().or_else(|| self.mix(&typed)) {
            return Meant::Certain(one);
        }
        let guesses = self.guesses(&typed);
        if guesses.is_empty() { Meant::Unknown } else { Meant::Perhaps(guesses) }
    }

    /// The id of the ingredient that people call so, apart from strength and form; what is no name of one comes back as it is.
    pub fn ingredient_named<'a>(&'a self, name: &'a str) -> &'a str {
        let known = self.ingredient(name).or_else(|| self.ingredient_called(name));
        known.map_or(name, |one| one.id.as_str())
    }

    /// The ingredient of this name, of an ingredient or of a medicine of the plan, apart from strength and form. It looks at
    /// no product, so it takes little time.
    pub fn ingredient_called(&self, name: &str) -> Option<&Ingredient> {
        let (whole, bare) = (Folded::of(name).joined, self.bare(name));
        let is_it = |known: &str| !known.is_empty() && (known == whole || known == bare);
        let found = self.names_of_ingredients().find(|known| is_it(&Folded::of(known.name).joined))?;
        match found.what {
            What::Ingredient(one) => Some(one),
            What::Product(_) => None,
        }
    }

    /// The list in which a medicine of this very name stands.
    pub fn medicine_called(&self, name: &str) -> Option<&MedicineNames> {
        let is_it = |known: &MedicineName| known.name.eq_ignore_ascii_case(name.trim());
        self.medicine_names.iter().find(|list| list.names.iter().any(is_it))
    }

    fn names_of_ingredients(&self) -> impl Iterator<Item = Named<'_>> + Clone {
        let own = self.ingredients.iter().flat_map(|one| {
            // "acetaminophen (paracetamol)" is two names, and one.
            let parts = one.name.split(['(', ')']).map(str::trim).filter(|part| !part.is_empty());
            let names =
                parts.chain([one.name.as_str(), one.id.as_str()]).chain(one.also_called.iter().map(String::as_str));
            names.map(move |name| Named { name, what: What::Ingredient(one) })
        });
        let of_medicines = self.medicines.iter().flat_map(|medicine| {
            let ingredient = self.ingredient(&medicine.ingredient);
            let named = move |name| Some(Named { name, what: What::Ingredient(ingredient?) });
            medicine.also_called.iter().filter_map(move |name| named(name))
        });
        own.chain(of_medicines)
    }

    fn known_names(&self) -> impl Iterator<Item = Named<'_>> + Clone {
        let boxes = self.products.iter().map(|product| Named { name: &product.name, what: What::Product(product) });
        self.names_of_ingredients().chain(boxes)
    }

    fn inside<'g>(&'g self, named: Named<'g>) -> Inside<'g> {
        match named.what {
            What::Ingredient(one) => Inside {
                name: one.name.clone(),
                ingredients: vec![one],
                more_inside: false,
                product: None,
                apart: false,
            },
            What::Product(product) => {
                let known = product.ingredients.iter().filter_map(|content| self.ingredient(&content.ingredient));
                Inside {
                    name: product.name.clone(),
                    ingredients: known.collect(),
                    more_inside: product.more_inside,
                    product: Some(product),
                    apart: product.on_skin || product.slow_release,
                }
            }
        }
    }

    /// The different things that have this very name; if none has, the ingredients that have it apart from strength and
    /// form, and then the boxes.
    fn called(&self, typed: &str) -> Vec<Inside<'_>> {
        let (whole, bare) = (Folded::of(typed).joined, self.bare(typed));
        let is_bare = |named: &Named<'_>| !bare.is_empty() && self.bare(named.name) == bare;
        let whole = self.known_names().filter(|named| !whole.is_empty() && Folded::of(named.name).joined == whole);
        let mut found = self.each_once(whole);
        if found.is_empty() {
            found = self.each_once(self.names_of_ingredients().filter(is_bare));
        }
        if found.is_empty() {
            found = self.each_once(self.known_names().filter(is_bare));
        }
        found
    }

    fn each_once<'g>(&'g self, named: impl Iterator<Item = Named<'g>>) -> Vec<Inside<'g>> {
        let mut different: Vec<Inside<'g>> = Vec::new();
        for one in named.map(|named| self.inside(named)) {
            match different.iter_mut().find(|known| known.is_as(&one)) {
                Some(known) => {
                    known.more_inside |= one.more_inside;
                    known.product = known.product.filter(|product| one.product == Some(*product));
                }
                None => different.push(one),
            }
        }
        different
    }

    /// A name without the words that do not change what it means.
    fn bare(&self, typed: &str) -> String {
        let folded = Folded::of(typed);
        let mut words: Vec<&str> = folded.words().filter(|word| !self.is_amount(word)).collect();
        for beside in self.words_that(NameWordsKind::Beside) {
            let parts: Vec<&str> = beside.split(' ').collect();
            while let Some(place) = words.windows(parts.len()).position(|some| some == parts) {
                words.drain(place..place + parts.len());
            }
        }
        words.concat()
    }

    fn words_that(&self, are: NameWordsKind) -> impl Iterator<Item = &str> {
        self.name_words.iter().filter(move |list| list.are == are).flat_map(|list| &list.words).map(String::as_str)
    }

    /// Whether a word is `500`, `mg`, `500mg` or `2x500mg`.
    fn is_amount(&self, word: &str) -> bool {
        let parts = word.split(|char: char| char.is_ascii_digit()).filter(|part| !part.is_empty());
        let mut parts = parts.peekable();
        let has_number = word.starts_with(|first: char| first.is_ascii_digit());
        (has_number || parts.peek().is_some_and(|part| *part == word))
            && parts.all(|part| self.words_that(NameWordsKind::Unit).any(|unit| unit == part))
    }

    /// All of a mix, where each of its parts is certain: "ibuprofen + codeine".
    fn mix(&self, typed: &str) -> Option<Inside<'_>> {
        let joins = |word: &&str| self.words_that(NameWordsKind::Join).any(|join| join == *word);
        let spaced = typed.to_lowercase().replace(['+', '/', '&', ','], " and ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let parts = words.split(|word| joins(word)).map(|part| part.join(" ")).filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.collect();
        if parts.len() < 2 {
            return None;
        }
        let known: Option<Vec<Inside<'_>>> = parts
            .iter()
            .filter(|part| !part.split(' ').all(|word| self.is_amount(word)))
            .map(|part| {
                let mut found = self.called(part);
                if found.len() == 1 { found.pop() } else { None }
            })
            .collect();
        Some(together(known?)).filter(|mix| !mix.ingredients.is_empty())
    }

    /// What it may mean: names that begin with it or hold it, with a letter or two wrong, or with one of its words.
    fn guesses(&self, typed: &str) -> Vec<Inside<'_>> {
        let folded = Folded::of(typed);
        let words: Vec<&str> = folded.words().filter(|word| word.len() >= LETTERS && !self.is_beside(word)).collect();
        let bare = self.bare(typed);
        let mut guesses =
            if bare.len() < LETTERS || words.is_empty() { Vec::new() } else { self.near(&words.join(" ")) };
        let by_word: Vec<Inside<'_>> = words
            .iter()
            .filter_map(|word| self.near(word).into_iter().find(|one| !one.ingredients.is_empty()))
            .collect();
        if words.len() > 1 {
            let all = together(by_word.clone());
            if all.ingredients.len() > 1 && by_word.iter().all(|one| one.ingredients.len() == 1) {
                guesses.insert(0, all);
            }
            guesses.extend(by_word);
        }
        let mut different: Vec<Inside<'_>> = Vec::new();
        for one in guesses {
            if !different.iter().any(|known| known.is_as(&one)) {
                different.push(one);
            }
        }
        different.truncate(GUESSES);
        different
    }

    fn is_beside(&self, word: &str) -> bool {
        self.is_amount(word)
            || self.words_that(NameWordsKind::Beside).any(|beside| beside.split(' ').any(|part| part == word))
    }

    /// What has a name near to this one, the nearest first; ingredients before boxes.
    fn near(&self, name: &str) -> Vec<Inside<'_>> {
        let Some(question) = Question::new(name) else { return Vec::new() };
        let mut found = question.fits(self.known_names(), GUESSES, |named| named.name);
        found.sort_by_key(|(fit, named)| (matches!(fit, Fit::Contains), *fit, matches!(named.what, What::Product(_))));
        self.each_once(found.into_iter().map(|(_, named)| named))
    }
}

/// All of these in one.
fn together(parts: Vec<Inside<'_>>) -> Inside<'_> {
    let names: Vec<String> = parts.iter().map(|part| part.name.clone()).collect();
    let more_inside = parts.iter().any(|part| part.more_inside);
    let mut ingredients: Vec<&Ingredient> = Vec::new();
    for one in parts.into_iter().flat_map(|part| part.ingredients) {
        if !ingredients.iter().any(|known| known.id == one.id) {
            ingredients.push(one);
        }
    }
    Inside { name: names.join(" + "), ingredients, more_inside, product: None, apart: false }
}
