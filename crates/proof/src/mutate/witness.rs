//! A person whom a change decides differently and whom nobody has thought of yet.

use super::judge::{Effect, Example, told};
use crate::diagrams::Diagram;
use crate::everyone::Everyone;
use crate::example;
use crate::person::Person;
use easeback_engine::{Answer, Engine};
use std::collections::BTreeMap;

/// A person whom a change decides differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Survivor {
    /// What they said.
    pub answers: BTreeMap<String, Answer>,
    /// What the guideline tells them and the changed one does not.
    pub no_longer: Vec<Effect>,
    /// What the changed guideline tells them and the guideline does not.
    pub instead: Vec<Effect>,
    /// Where it is an example person, of whom too little is expected to notice: their id.
    pub known: Option<String>,
    /// The example person from whom these answers differ in the fewest places.
    pub like: Option<String>,
    /// The person as TOML, to be saved under `guideline/people/`; nothing for a known one.
    pub toml: String,
}

/// Somebody whom a change decides differently: an example person, or the one who is nearest to the example people whom
/// others are like.
pub(super) fn witness(
    engine: &Engine,
    changed: &Engine,
    everyone: &Everyone<'_>,
    examples: &[Example<'_>],
    differences: &[(Effect, Diagram)],
) -> Survivor {
    let by_both = |answers: &BTreeMap<String, Answer>| (told(engine, answers), told(changed, answers));
    let known = examples.iter().find_map(|example| {
        let (before, after) = by_both(&example.answers);
        (before != after).then(|| (Some(example.person.id.clone()), None, example.answers.clone()))
    });
    let somebody = || {
        let roots: Vec<_> = examples
            .iter()
            .filter(|root| examples.iter().any(|other| other.person.like.as_deref() == Some(&root.person.id)))
            .filter_map(|root| Some((root, everyone.who_said(&root.answers)?)))
            .collect();
        let near = roots.iter().flat_map(|(root, person)| {
            differences.iter().filter_map(move |(_, people)| {
                let (distance, person) = everyone.nearest(people, person)?;
                Some((distance, root.person.id.clone(), person))
            })
        });
        let nearest = near.min_by_key(|(distance, _, _)| *distance).map(|(_, root, person)| (Some(root), person));
        let anybody = || differences.iter().find_map(|(_, people)| Some((None, everyone.pick(people)?)));
        nearest.or_else(anybody).map(|(root, person)| {
            let like = roots.iter().find(|(known, _)| Some(&known.person.id) == root.as_ref());
            let answers =
                like.map_or_else(|| everyone.answers(&person), |(root, _)| in_words_of(everyone, root, &person));
            (None, root, answers)
        })
    };
    let (known, like, answers) = known.or_else(somebody).unwrap_or_default();
    let (before, after) = by_both(&answers);
    let toml = if known.is_some() { String::new() } else { example::like(engine, like.as_deref(), &answers) };
    Survivor {
        no_longer: before.difference(&after).cloned().collect(),
        instead: after.difference(&before).cloned().collect(),
        answers,
        known,
        like,
        toml,
    }
}

/// The answers of a person, as far as they can be in the words of somebody who is much like them.
fn in_words_of(everyone: &Everyone<'_>, other: &Example<'_>, person: &Person) -> BTreeMap<String, Answer> {
    let mut answers = everyone.answers(person);
    for (id, answer) in &other.answers {
        let options = format!("{id}.");
        let mut changed: BTreeMap<_, _> = answers
            .iter()
            .filter(|(row, _)| !row.starts_with(&options))
            .map(|(row, own)| (row.clone(), own.clone()))
            .collect();
        changed.insert(id.clone(), answer.clone());
        if everyone.who_said(&changed).as_ref() == Some(person) {
            answers = changed;
        }
    }
    answers
}
