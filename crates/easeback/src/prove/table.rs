//! The proofs for a reader: a line a claim, and for what does not hold a person.

use super::usage::Usage;
use crate::page::{Page, Tone, count};
use easeback_proof::{Axiom, BigUint, Dead, Proof, Prover, Shadows};
use serde_json::{Value, json};
use std::io::IsTerminal;

/// Everything that a run found out.
pub(super) fn of(
    prover: &Prover<'_>,
    axioms: &[Axiom],
    proofs: &[Proof],
    found: &[(&Proof, String)],
    shadows: Option<&Shadows>,
    usage: &Usage,
) -> String {
    let guideline = prover.engine().guideline();
    let mut page = Page::new();
    page.toned(Tone::Strong, &format!("{} {}", guideline.title, guideline.version));
    page.say("All people whom the guideline can tell apart, and whose answers the input accepts:");
    page.say(&grouped(prover.people()));
    if !axioms.is_empty() {
        page.heading("Nobody is left out but by these");
        for axiom in axioms {
            page.item(2, &format!("{}: {}", axiom.id, axiom.says));
        }
    }
    page.gap();
    let width = std::io::stdout().is_terminal().then(|| page.width());
    let mut text = page.text();
    text.push_str("         people        ms  claim\n");
    for proof in proofs {
        text.push_str(&line(proof, width));
    }
    let mut page = Page::new();
    for (proof, person) in found {
        page.heading(&format!("{} does not hold", proof.id));
        page.say(&proof.claim);
        page.say("This person shows it. Saved under people/, it stays a test:");
        text.push('\n');
        text.push_str(&std::mem::replace(&mut page, Page::new()).text());
        text.push_str(person);
    }
    page.gap();
    shadows.inspect(|shadows| say_shadows(&mut page, shadows));
    page.gap();
    let refuted = proofs.iter().filter(|proof| !proof.holds()).count();
    let claims = count(proofs.len(), "claim");
    if refuted == 0 {
        page.toned(Tone::Well, &format!("{claims}, all proved, in {}", usage.told()));
    } else {
        page.toned(Tone::Alarm, &format!("{claims}, {refuted} refuted, in {}", usage.told()));
    }
    text.push('\n');
    text + &page.text()
}

/// One claim; cut to the width of a terminal.
fn line(proof: &Proof, width: Option<usize>) -> String {
    let status = if proof.holds() { "proved " } else { "REFUTED" };
    let took = proof.milliseconds.unwrap_or_default();
    let line = format!("{status} {:>7} {took:>9.1}  {}: {}", short(&proof.people), proof.id, proof.claim);
    let cut = match width {
        Some(width) if line.chars().count() > width => {
            line.chars().take(width.saturating_sub(1)).chain(['…']).collect()
        }
        _ => line,
    };
    let tone = if proof.holds() { Tone::Well } else { Tone::Alarm };
    format!("{}\n", cut.replacen(status, &tone.of(status), 1))
}

/// All digits, in groups of three.
fn grouped(number: &BigUint) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let starts_group = |place: usize| place > 0 && place % 3 == first;
    let spaced = digits
        .chars()
        .enumerate()
        .flat_map(|(place, digit)| starts_group(place).then_some(' ').into_iter().chain([digit]));
    spaced.collect()
}

/// `1.2e82`; small numbers in full.
pub(crate) fn short(number: &BigUint) -> String {
    let digits = number.to_string();
    match (digits.get(..1), digits.get(1..2)) {
        (Some(first), Some(second)) if digits.len() > 6 => format!("{first}.{second}e{}", digits.len() - 1),
        _ => digits,
    }
}

fn say_shadows(page: &mut Page, shadows: &Shadows) {
    for (heading, list) in [
        ("Makes no difference, as `[[shadowed]]` says", &shadows.known),
        ("NEW: makes no difference to anybody", &shadows.new),
    ] {
        if !list.is_empty() {
            page.heading(heading);
        }
        for dead in list {
            let behind =
                if dead.behind.is_empty() { String::new() } else { format!(" (behind {})", dead.behind.join(", ")) };
            page.item(2, &format!("{}: {}{behind}", dead.id, dead.because));
        }
    }
    if !shadows.new.is_empty() {
        page.say("Take it out, or name it in guideline/shadowed.toml with the reason why it stays.");
    }
    if !shadows.gone.is_empty() {
        page.heading("GONE: `[[shadowed]]` names it, but it makes a difference, or does not exist");
        shadows.gone.iter().for_each(|id| page.item(2, id));
    }
}

/// What makes no difference, an object each.
pub(super) fn shadows_as_json(shadows: &Shadows) -> Vec<Value> {
    let dead = |status: &'static str| move |dead: &Dead| json!({ "dead": dead.id, "because": dead.because, "behind": dead.behind, "status": status });
    let gone = shadows.gone.iter().map(|id| json!({ "dead": id, "status": "gone" }));
    shadows.known.iter().map(dead("known")).chain(shadows.new.iter().map(dead("new"))).chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_told_short_or_in_groups() {
        assert_eq!(
            ["1", "123", "1234", "123456"].map(|text| grouped(&text.parse().unwrap())),
            ["1", "123", "1 234", "123 456"]
        );
        let number = |text: &str| short(&text.parse().unwrap());
        assert_eq!(number("999999"), "999999");
        assert_eq!(number("1000000"), "1.0e6");
        assert_eq!(number("12337667342099085851641680648630"), "1.2e31");
    }
}
