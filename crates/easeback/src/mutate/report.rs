//! What came of each change: a table for people, or a line of JSON each for programs.

use easeback_guideline::Places;
use easeback_proof::{Mutation, Noticed, Survivor, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

type Judged<'m> = (&'m Mutation, Verdict);

/// A line per change.
pub(super) fn table(places: &Places<'_>, judged: &[Judged<'_>]) -> String {
    let rows: Vec<[String; 4]> = judged
        .iter()
        .map(|(mutation, verdict)| [mutation.id.clone(), place(places, mutation), mutation.says.clone(), told(verdict)])
        .collect();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let (first, second, third) = (width(0).unwrap_or(0).min(60), width(1).unwrap_or(0), width(2).unwrap_or(0).min(90));
    let mut text = String::new();
    for [id, line, says, verdict] in &rows {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{id:<first$}  {line:<second$}  {says:<third$}  {verdict}");
    }
    text
}

/// What nobody notices, each with who is decided differently.
pub(super) fn survivors(judged: &[Judged<'_>]) -> String {
    let mut text = String::new();
    for (mutation, verdict) in judged {
        if let Verdict::Survives(witness) = verdict {
            let _ = write!(text, "\nNobody notices {}: {}\n{}", mutation.id, mutation.says, survivor(witness));
        }
    }
    text
}

fn place(places: &Places<'_>, mutation: &Mutation) -> String {
    let path: Vec<&str> = mutation.place.path.iter().map(String::as_str).collect();
    let line = places.line(mutation.place.table, &mutation.place.id, &path);
    line.map(|(file, line)| format!("{file}:{line}")).unwrap_or_default()
}

fn told(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Noticed(Noticed::Checks(message)) => format!("refused: {message}"),
        Verdict::Noticed(Noticed::Person(id)) => format!("person {id}"),
        Verdict::Noticed(Noticed::Claim(id)) => format!("claim {id}"),
        Verdict::Equivalent(because) => format!("no difference: {because}"),
        Verdict::Survives(_) => "NOBODY NOTICES".to_owned(),
    }
}

fn survivor(witness: &Survivor) -> String {
    let mut text = String::new();
    for (word, list) in [("no longer", &witness.no_longer), ("instead", &witness.instead)] {
        for difference in list {
            let _ = writeln!(text, "  {word}: {difference}");
        }
    }
    match &witness.known {
        Some(known) => {
            let _ = writeln!(text, "  This is so for the example person `{known}`, of whom nothing of it is expected.");
        }
        None => text.push_str(&witness.toml),
    }
    text
}

/// How many of each kind were noticed, and by whom.
pub(super) fn counts(judged: &[Judged<'_>], of: usize) -> String {
    let mut kinds: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for (mutation, verdict) in judged {
        let column = match verdict {
            Verdict::Noticed(Noticed::Checks(_)) => 0,
            Verdict::Noticed(Noticed::Person(_)) => 1,
            Verdict::Noticed(Noticed::Claim(_)) => 2,
            Verdict::Equivalent(_) => 3,
            Verdict::Survives(_) => 4,
        };
        for kind in [mutation.kind, "in all"] {
            if let Some(count) = kinds.entry(kind).or_default().get_mut(column) {
                *count += 1;
            }
        }
    }
    let all = kinds.remove("in all").unwrap_or_default();
    let mut text = format!("\n{} of {of} changes tried\n", judged.len());
    let heads = ["refused", "by a person", "by a claim", "no difference", "by nobody"];
    let _ = writeln!(text, "{:<14}{}", "", heads.map(|head| format!("{head:>14}")).concat());
    for (kind, counts) in kinds.into_iter().chain([("in all", all)]) {
        let _ = writeln!(text, "{kind:<14}{}", counts.map(|count| format!("{count:>14}")).concat());
    }
    text
}

/// One object per change, a line each.
pub(super) fn json(places: &Places<'_>, judged: &[Judged<'_>]) -> String {
    judged.iter().map(|(mutation, verdict)| object(places, mutation, verdict).to_string() + "\n").collect()
}

fn object(places: &Places<'_>, mutation: &Mutation, verdict: &Verdict) -> Value {
    let (outcome, detail) = match verdict {
        Verdict::Noticed(Noticed::Checks(message)) => ("refused", json!(message)),
        Verdict::Noticed(Noticed::Person(id)) => ("person", json!(id)),
        Verdict::Noticed(Noticed::Claim(id)) => ("claim", json!(id)),
        Verdict::Equivalent(because) => ("no_difference", json!(because)),
        Verdict::Survives(witness) => {
            let list = |list: &[easeback_proof::Effect]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
            let detail = json!({
                "answers": witness.answers,
                "no_longer": list(&witness.no_longer),
                "instead": list(&witness.instead),
                "known": witness.known,
                "like": witness.like,
                "toml": witness.toml,
            });
            ("nobody", detail)
        }
    };
    json!({
        "id": mutation.id,
        "kind": mutation.kind,
        "place": place(places, mutation),
        "says": mutation.says,
        "outcome": outcome,
        "detail": detail,
    })
}
