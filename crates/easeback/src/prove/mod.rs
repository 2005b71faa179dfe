//! `easeback prove`: every claim put to the proof over all possible people.
//!
//! It prints a line a claim, and for a claim that does not hold a person for whom the ordinary engine goes wrong too,
//! written as an example person. It changes nothing and decides nothing.

mod progress;
mod table;
mod usage;

use crate::arguments::Prove;
use crate::error::{Ending, Error};
use easeback_engine::Engine;
use easeback_guideline::did_you_mean;
use easeback_proof::{Claim, Proof, Prover};
pub(crate) use progress::Progress;
use serde_json::{Value, json};
use std::io::Write;
use std::time::Instant;
pub(crate) use table::short;
use usage::Usage;

/// Puts the claims of a guideline to the proof.
pub(crate) fn run(engine: &Engine, how: &Prove) -> Result<Ending, Error> {
    let start = Instant::now();
    let mut progress = Progress::new();
    progress.say("looking at all possible people");
    let prover = Prover::new(engine);
    let claims = chosen(prover.claims(), &how.only)?;
    let mut proofs = Vec::new();
    for (place, claim) in claims.iter().enumerate() {
        progress.count("proving", place, claims.len());
        let one = Instant::now();
        let proof = prover.prove(claim);
        proofs.push(proof.took(one.elapsed().as_secs_f64() * 1000.0));
    }
    let shadows = how.dead.then(|| {
        progress.say("looking for what makes no difference");
        prover.shadows()
    });
    progress.end();
    let usage = Usage::since(start);
    let axioms = if how.axioms { prover.axioms() } else { &[] };
    let text = if how.json {
        let axioms = axioms.iter().map(|axiom| json!({ "axiom": axiom.id, "says": axiom.says }));
        let lines = axioms.chain(proofs.iter().map(told)).chain(shadows.iter().flat_map(table::shadows_as_json));
        lines.fold(String::new(), |text, line| format!("{text}{line}\n"))
    } else {
        let found = proofs
            .iter()
            .zip(&claims)
            .filter_map(|(proof, claim)| Some((proof, proof.counter_example()?.to_toml(engine, claim))));
        let found: Vec<_> = found.collect();
        table::of(&prover, axioms, &proofs, &found, shadows.as_ref(), &usage)
    };
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    let holds = proofs.iter().all(Proof::holds) && shadows.is_none_or(|shadows| shadows.are_known());
    Ok(if holds { Ending::Fine } else { Ending::Wrong })
}

/// The claims that were asked for: by id, or by what their ids begin with.
fn chosen(claims: Vec<Claim>, only: &[String]) -> Result<Vec<Claim>, Error> {
    let begins = |id: &str, wanted: &str| {
        let rest = id.strip_prefix(wanted);
        // `I-57` stands for `I-57a` and on, `worse` for `worse.fever` and on.
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|next: char| next == '.' || next.is_ascii_lowercase())
        })
    };
    for wanted in only {
        if !claims.iter().any(|claim| begins(&claim.id, wanted)) {
            let help = did_you_mean(wanted, claims.iter().map(|claim| claim.id.as_str()));
            return Err(Error::NothingCalled { id: wanted.clone(), help });
        }
    }
    let wanted = |claim: &Claim| only.is_empty() || only.iter().any(|wanted| begins(&claim.id, wanted));
    Ok(claims.into_iter().filter(wanted).collect())
}

/// A proof as an object for programs.
fn told(proof: &Proof) -> Value {
    let person = proof.counter_example().map(|person| match &person.after {
        None => json!({ "facts": person.answers }),
        Some(after) => json!({ "facts": person.answers, "facts_after": after }),
    });
    json!({
        "id": proof.id,
        "claim": proof.claim,
        "status": if proof.holds() { "proved" } else { "refuted" },
        "people": proof.people.to_string(),
        "ms": proof.milliseconds,
        "counter_example": person,
    })
}
