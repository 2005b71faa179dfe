//! A counter-example as an example person, ready to be saved under `guideline/people/`.

use crate::claims::Claim;
use crate::proof::CounterExample;
use easeback_engine::{Answer, Engine, PersonFacts, answers_of};
use std::collections::BTreeMap;
use std::fmt::Write;

impl CounterExample {
    /// The person as TOML, with the decision that they get today; for a claim about a change, before and after it.
    ///
    /// ```no_run
    /// # use easeback_engine::Engine;
    /// # use easeback_guideline::Guideline;
    /// # use easeback_proof::Prover;
    /// # let engine = Engine::new(Guideline::built_in().expect("it is checked on every build"));
    /// let prover = Prover::new(&engine);
    /// for claim in prover.claims() {
    ///     if let Some(person) = prover.prove(&claim).counter_example() {
    ///         println!("{}", person.to_toml(&engine, &claim));
    ///     }
    /// }
    /// ```
    pub fn to_toml(&self, engine: &Engine, claim: &Claim) -> String {
        let id: String =
            claim.id.to_lowercase().chars().map(|char| if char.is_alphanumeric() { char } else { '_' }).collect();
        match &self.after {
            None => person(engine, &format!("against_{id}"), claim, &self.answers),
            Some(after) => {
                let before = person(engine, &format!("against_{id}_before"), claim, &self.answers);
                before + "\n" + &person(engine, &format!("against_{id}_after"), claim, after)
            }
        }
    }
}

/// One `[[person]]`; empty where the input refuses the answers.
fn person(engine: &Engine, id: &str, claim: &Claim, answers: &BTreeMap<String, Answer>) -> String {
    let Ok(facts) = engine.facts(answers) else { return String::new() };
    let mut text =
        format!("[[person]]\nid = \"{id}\"\nwho = \"A person found by the proof.\"\nwhy = {}\n", quoted(&claim.says));
    text.push_str("[person.answers]\n");
    for (row, answer) in answers {
        let row = if row.contains('.') { quoted(row) } else { row.clone() };
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{row} = {}", value(answer));
    }
    text + &expected(engine, &facts)
}

/// Somebody as a `[[person]]`, with the answers in which they differ from whom they are like.
pub(crate) fn like(engine: &Engine, like: Option<&str>, answers: &BTreeMap<String, Answer>) -> String {
    let Ok(facts) = engine.facts(answers) else { return String::new() };
    let guideline = engine.guideline();
    let other = like.and_then(|id| guideline.person(id)).map(|other| answers_of(guideline, other)).unwrap_or_default();
    let mut text = "[[person]]\nid = \"\"\nwho = \"\"\nwhy = \"\"\n".to_owned();
    if let Some(like) = like {
        let _ = writeln!(text, "like = {}", quoted(like));
    }
    text.push_str("[person.answers]\n");
    let row = |row: &str| if row.contains('.') { quoted(row) } else { row.to_owned() };
    for (id, answer) in answers.iter().filter(|(id, answer)| other.get(*id) != Some(answer)) {
        let _ = writeln!(text, "{} = {}", row(id), value(answer));
    }
    for id in other.keys().filter(|id| !answers.contains_key(*id)) {
        let _ = writeln!(text, "{} = \"not_asked\"", row(id));
    }
    text + &expected(engine, &facts)
}

/// The decision that the engine makes today.
fn expected(engine: &Engine, facts: &PersonFacts) -> String {
    let decision = engine.decide(facts);
    let mut text = "# What the guideline says today. Put here what it should say.\n[person.expect]\n".to_owned();
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("disposition", quoted(decision.disposition.level().word()));
    if let Some(days) = decision.disposition.within_days() {
        line("within_days", days.to_string());
    }
    if let Some(rank) = decision.at_least {
        line("at_least", quoted(rank.level.word()));
    }
    for (key, ids) in [
        ("reasons", decision.reasons.iter().map(|reason| &reason.red_flag.id).collect::<Vec<_>>()),
        ("floors", decision.floors.iter().map(|floor| &floor.red_flag.id).collect()),
        ("offers", decision.offers.iter().map(|offer| &offer.treatment.id).collect()),
    ] {
        let ids: Vec<_> = ids.into_iter().map(|id| quoted(id)).collect();
        line(key, format!("[{}]", ids.join(", ")));
    }
    line("only", "true".to_owned());
    text
}

/// An answer as the contract writes it, which is TOML too.
fn value(answer: &Answer) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
