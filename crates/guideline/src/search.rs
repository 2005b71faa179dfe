//! Finding a product or a medicine by what a person types: any case, accents or none, a letter wrong, half a word.
//!
//! It finds names and says nothing of how sure it is: the person is shown what was found and says which one it is.
//! The same question gives the same answer in the same order, always.

use crate::Guideline;
use crate::model::{Ingredient, MedicineName, MedicineNames, Product};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The most letters of a question that are looked at: questions come from requests.
const QUERY_LIMIT: usize = 64;
/// A word of so many letters may have one letter wrong …
const ONE_TYPO_FROM: usize = 5;
/// … and one of so many, two.
const TWO_TYPOS_FROM: usize = 8;

/// How well a name answers a question, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    Exact,
    Starts,
    WordStarts,
    Contains,
    Typos(usize),
    Inside,
}

/// A question or a name in small letters without accents.
#[derive(Debug)]
pub(crate) struct Folded {
    /// Its words with one space between them.
    pub(crate) spaced: String,
    /// The same without spaces: `co-codamol` and `cocodamol` are one.
    pub(crate) joined: String,
}

impl Folded {
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = String::with_capacity(text.len());
        for char in text.chars() {
            match char {
                char if char.is_ascii_alphanumeric() => letters.push(char.to_ascii_lowercase()),
                '\'' | '’' | '\u{300}'..='\u{36f}' => {}
                char if char.is_alphanumeric() => fold(char, &mut letters),
                _ => letters.push(' '),
            }
        }
        let spaced = letters.split_whitespace().collect::<Vec<_>>().join(" ");
        let joined = spaced.replace(' ', "");
        Self { spaced, joined }
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.spaced.split(' ').filter(|word| !word.is_empty())
    }
}

/// A letter in lower case without its accent.
fn fold(char: char, letters: &mut String) {
    for lower in char.to_lowercase() {
        match lower {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ą' => letters.push('a'),
            'ç' | 'ć' | 'č' => letters.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => letters.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' => letters.push('i'),
            'ñ' | 'ń' | 'ň' => letters.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => letters.push('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' => letters.push('u'),
            'ý' | 'ÿ' => letters.push('y'),
            'š' | 'ś' => letters.push('s'),
            'ž' | 'ź' | 'ż' => letters.push('z'),
            'ł' => letters.push('l'),
            'ß' => letters.push_str("ss"),
            'æ' => letters.push_str("ae"),
            'œ' => letters.push_str("oe"),
            '\u{300}'..='\u{36f}' => {}
            other => letters.push(other),
        }
    }
}

/// A question, ready to be compared with many names.
pub(crate) struct Question(Folded);

impl Question {
    /// None where there is nothing to look for.
    pub(crate) fn new(query: &str) -> Option<Self> {
        let query: String = query.chars().take(QUERY_LIMIT).collect();
        let folded = Folded::of(&query);
        (!folded.joined.is_empty()).then_some(Self(folded))
    }

    /// How well a name answers it, where it does without a letter wrong.
    fn fit(&self, name: &str) -> Option<Fit> {
        let name = Folded::of(name);
        let Self(query) = self;
        if name.joined == query.joined {
            Some(Fit::Exact)
        } else if name.joined.starts_with(&query.joined) {
            Some(Fit::Starts)
        } else if query.words().all(|part| name.words().any(|word| word.starts_with(part))) {
            Some(Fit::WordStarts)
        } else if name.joined.contains(&query.joined) {
            Some(Fit::Contains)
        } else {
            None
        }
    }

    /// What it fits, of all these. Letters that are wrong are looked for only where what is right is fewer than `limit`: they
    /// come after it, and comparing letter by letter takes time.
    pub(crate) fn fits<'g, T: Copy>(
        &self,
        all: impl Iterator<Item = T> + Clone,
        limit: usize,
        name: impl Fn(T) -> &'g str,
    ) -> Vec<(Fit, T)> {
        let right: Vec<_> = all.clone().filter_map(|one| Some((self.fit(name(one))?, one))).collect();
        if right.len() >= limit {
            return right;
        }
        let fit = |name: &str| self.fit(name).or_else(|| self.typos(name).map(Fit::Typos));
        all.filter_map(|one| Some((fit(name(one))?, one))).collect()
    }

    /// How many letters are wrong in all, where every word of the question is near enough to a word of the name.
    fn typos(&self, name: &str) -> Option<usize> {
        let name = Folded::of(name);
        let of_word = |part: &str| {
            let length = part.chars().count();
            let allowed = match length {
                TWO_TYPOS_FROM.. => 2,
                ONE_TYPO_FROM.. => 1,
                _ => 0,
            };
            let near = |word: &str| {
                if allowed == 0 {
                    return word.starts_with(part).then_some(0);
                }
                (word.chars().count().abs_diff(length) <= allowed)
                    .then(|| strsim::osa_distance(part, word))
                    .filter(|wrong| *wrong <= allowed)
            };
            name.words().filter_map(near).min()
        };
        let wrong = self.0.words().map(of_word).sum::<Option<usize>>();
        let joined = || {
            let length = self.0.joined.chars().count();
            let wrong = strsim::osa_distance(&self.0.joined, &name.joined);
            (length >= TWO_TYPOS_FROM && wrong == 1).then_some(wrong)
        };
        wrong.or_else(joined)
    }
}

/// A medicine that was found by its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoundMedicine<'g> {
    /// The name.
    pub name: &'g MedicineName,
    /// The list in which it stands, with the options of the question about medicines that it is.
    pub list: &'g MedicineNames,
}

impl Guideline {
    /// The products that a person may mean, best first, at most `limit`.
    ///
    /// The name that is typed comes before names that begin with it, those before names with a word that begins with it,
    /// then names that hold it, then names with a letter or two wrong, then products that hold what is typed as an
    /// ingredient. Of names that fit as well, those of the person's country come first.
    ///
    /// ```
    /// let guideline = easeback_guideline::Guideline::built_in().expect("it is checked on every build");
    /// let found = guideline.find_products("tilenol", Some("us"), 5);
    /// assert!(found.iter().all(|product| product.name.contains("Tylenol") && product.country == "us"));
    /// ```
    pub fn find_products(&self, query: &str, country: Option<&str>, limit: usize) -> Vec<&Product> {
        let Some(question) = Question::new(query) else { return Vec::new() };
        let mut found = question.fits(self.products.iter(), limit, |product| &product.name);
        if found.len() < limit {
            let named: BTreeSet<&str> = found.iter().map(|(_, product)| product.id.as_str()).collect();
            let inside = self.named_ingredients(&question);
            let more: Vec<_> = self
                .products
                .iter()
                .filter(|product| !named.contains(product.id.as_str()))
                .filter(|product| {
                    product.ingredients.iter().any(|content| inside.contains(content.ingredient.as_str()))
                })
                .collect();
            found.extend(more.into_iter().map(|product| (Fit::Inside, product)));
        }
        found.sort_by_cached_key(|(fit, product)| {
            let at_home = country.is_some_and(|country| country == product.country);
            (*fit, Reverse(at_home), Folded::of(&product.name).spaced, product.country.clone(), product.id.clone())
        });
        found.into_iter().map(|(_, product)| product).take(limit).collect()
    }

    /// Ids of the ingredients that a question names.
    fn named_ingredients(&self, question: &Question) -> BTreeSet<&str> {
        let named = |known: &&Ingredient| {
            let mut names = std::iter::once(&known.name).chain(&known.also_called);
            names.any(|name| question.fit(name).is_some_and(|fit| fit <= Fit::WordStarts))
        };
        self.ingredients.iter().filter(named).map(|known| known.id.as_str()).collect()
    }

    /// The medicines that a person may mean by a name, best first as in [`find_products`](Self::find_products), at most
    /// `limit`.
    pub fn find_medicine_names(&self, query: &str, limit: usize) -> Vec<FoundMedicine<'_>> {
        let Some(question) = Question::new(query) else { return Vec::new() };
        let all = self.medicine_names.iter().flat_map(|list| list.names.iter().map(move |name| (name, list)));
        let all = all.map(|(name, list)| FoundMedicine { name, list });
        let mut found = question.fits(all, limit, |found| &found.name.name);
        found.sort_by_cached_key(|(fit, found)| (*fit, Folded::of(&found.name.name).spaced, found.name.name.clone()));
        found.into_iter().map(|(_, found)| found).take(limit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(query: &str, name: &str) -> Option<Fit> {
        Question::new(query).unwrap().fits([name].into_iter(), 1, |name| name).first().map(|(fit, _)| *fit)
    }

    #[test]
    fn a_name_is_found_in_any_case_and_with_any_accents() {
        for (query, name) in [
            ("panadól", "Panadol"),
            ("PANADOL", "Panadol"),
            ("panado\u{301}l", "Panadol"),
            ("sonodor", "Soñodor"),
            ("dolocatil codeina", "Dolocatil Codeína"),
            ("cocodamol", "co-codamol"),
            ("co codamol", "co-codamol"),
            ("alka seltzer", "Alka-Seltzer"),
            ("doans", "Doan's"),
            ("goody’s pm", "Goody's PM"),
        ] {
            assert_eq!(fit(query, name), Some(Fit::Exact), "{query}");
        }
    }

    #[test]
    fn names_fit_better_or_worse() {
        for (query, name, expected) in [
            ("tylenol", "Tylenol PM", Some(Fit::Starts)),
            ("pm", "Tylenol PM", Some(Fit::WordStarts)),
            ("pm tyl", "Tylenol PM", Some(Fit::WordStarts)),
            ("quil", "Vicks NyQuil", Some(Fit::Contains)),
            ("tilenol", "Tylenol PM", Some(Fit::Typos(1))),
            ("tylneol pm", "Tylenol PM", Some(Fit::Typos(1))),
            ("excederin", "Excedrin", Some(Fit::Typos(1))),
            ("diclofenack", "diclofenac", Some(Fit::Typos(1))),
            ("ibuprophen", "ibuprofen", Some(Fit::Typos(2))),
            ("tilenol", "Panadol", None),
            ("adv", "Aleve", None),
            ("alevi", "Advil", None),
            ("lyra", "Lyrica", None),
        ] {
            assert_eq!(fit(query, name), expected, "{query}, {name}");
        }
    }

    #[test]
    fn short_words_have_to_be_right() {
        assert_eq!(fit("advl", "Advil"), None);
        assert_eq!(fit("nexx", "Next"), None);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        for query in ["", "  ", "-", "'", "\u{301}"] {
            assert!(Question::new(query).is_none(), "{query:?}");
        }
    }

    #[test]
    fn a_long_question_is_cut() {
        let Question(folded) = Question::new(&"a".repeat(10_000)).unwrap();
        assert_eq!(folded.joined.len(), QUERY_LIMIT);
    }
}
