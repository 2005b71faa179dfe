//! `easeback diff`: who is decided differently by another guideline, and how many.
//!
//! It compares decisions and not texts: two guidelines that say the same in other words do not differ here.

use crate::arguments::Diff;
use crate::error::{Ending, Error};
use crate::folder;
use crate::page::{Page, Tone, count};
use crate::prove::{Progress, short};
use easeback_engine::{Answer, Disposition, Engine};
use easeback_guideline::Guideline;
use easeback_proof::{Change, ChangeKind, Difference, Direction};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// Compares the guidelines of two folders.
pub(crate) fn run(how: &Diff) -> Result<Ending, Error> {
    let (old, new) = (engine(&how.old)?, engine(&how.new)?);
    let mut progress = Progress::new();
    progress.say("deciding for all possible people by both guidelines");
    let difference = easeback_proof::diff(&old, &new);
    progress.end();
    let text = if how.json {
        format!("{}\n", as_json(old.guideline(), new.guideline(), &difference))
    } else {
        page(old.guideline(), new.guideline(), &difference)
    };
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(if difference.changes.is_empty() { Ending::Fine } else { Ending::Wrong })
}

fn engine(folder: &Path) -> Result<Engine, Error> {
    let read = Guideline::read(&folder::files(folder)?);
    let trouble = |problems| Error::CannotCompare { path: folder.to_owned(), problems };
    read.map(Engine::new).map_err(trouble)
}

fn page(old: &Guideline, new: &Guideline, difference: &Difference) -> String {
    let mut page = Page::new();
    let told =
        |guideline: &Guideline| format!("{} ({})", guideline.version, guideline.digest.get(..12).unwrap_or_default());
    page.toned(Tone::Strong, &format!("{}: {} to {}", new.title, told(old), told(new)));
    page.say(&format!("{} people are told apart by either, and accepted by both.", short(&difference.people)));
    let zero = easeback_proof::BigUint::ZERO;
    for (people, which) in [(&difference.only_old, "old"), (&difference.only_new, "new")] {
        if *people != zero {
            page.say(&format!("{} more are accepted by the {which} one alone, and not compared.", short(people)));
        }
    }
    if difference.changes.is_empty() {
        page.toned(Tone::Well, "Nobody is decided differently.");
        return page.text();
    }
    page.say(&format!(
        "{} of them are decided differently: {}.",
        short(&difference.differing),
        in_thousand(difference.share)
    ));
    page.say("A number of people counts each way to answer once. Shares come from how common the guideline says each answer is, of people who were asked everything and are sure, as if answers did not depend on each other. They are rough.");
    let mut heading = "";
    for change in &difference.changes {
        let next = heading_of(&change.kind);
        if next != heading {
            heading = next;
            page.heading(heading);
        }
        let (people, share) = (short(&change.people), in_thousand(change.share));
        page.item(2, &format!("{}: {people} people, {share}", what(&change.kind)));
        page.inside_toned(4, Tone::Quiet, &format!("such as {}", who(new, &change.witness.new)));
        if change.witness.old != change.witness.new {
            page.inside_toned(4, Tone::Quiet, &format!("who tells the old one {}", who(old, &change.witness.old)));
        }
    }
    page.gap();
    page.toned(
        Tone::Care,
        &format!("{}; every person is whole with --json", count(difference.changes.len(), "change")),
    );
    page.text()
}

/// What somebody said, but for the plain no.
fn who(guideline: &Guideline, answers: &BTreeMap<String, Answer>) -> String {
    let is_plain_no = |row: &str, answer: &Answer| {
        let none = guideline.finding(row).and_then(|(_, finding)| finding.none.clone());
        let empty = matches!(answer, Answer::ManyOf { chosen, not_sure: false } if chosen.is_empty());
        empty || *answer == none.unwrap_or(Answer::YesNo(false))
    };
    let told: Vec<_> = answers
        .iter()
        .filter(|(row, answer)| !is_plain_no(row, answer))
        .map(|(row, answer)| format!("{row} {}", json!(answer).to_string().replace('"', "")))
        .collect();
    let rest = answers.len() - told.len();
    match (told.is_empty(), rest) {
        (true, _) => format!("no to {}", count(rest, "question")),
        (false, 0) => told.join(", "),
        (false, _) => format!("{}; no to {rest} more", told.join(", ")),
    }
}

const fn heading_of(kind: &ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Disposition { direction, .. } => match direction {
            Direction::LessUrgent => "Less urgent",
            Direction::LongerWindow => "A longer window",
            Direction::MoreUrgent => "More urgent",
            Direction::ShorterWindow => "A shorter window",
            Direction::Open => "Asked more before it is decided",
            Direction::Settled => "Asked less before it is decided",
        },
        _ => "Treatments",
    }
}

fn what(kind: &ChangeKind) -> String {
    match kind {
        ChangeKind::Disposition { from, to, .. } => format!("{} to {}", in_words(*from), in_words(*to)),
        ChangeKind::Offered(id) => format!("`{id}` is offered now"),
        ChangeKind::NotOffered(id) => format!("`{id}` is not offered any more"),
        ChangeKind::Suggested(id) => format!("`{id}` is suggested now"),
        ChangeKind::NotSuggested(id) => format!("`{id}` is not suggested any more"),
        ChangeKind::Never(id) => format!("`{id}` is held back for good, where asking first was enough"),
        ChangeKind::AskFirst(id) => format!("`{id}` is held back until asking, where it was for good"),
    }
}

fn in_words(disposition: Disposition) -> String {
    let days = disposition.within_days().map(|days| format!(" within {}", count(days as usize, "day")));
    format!("{}{}", disposition.level().word().replace('_', " "), days.unwrap_or_default())
}

/// `about 31 in 1,000`.
fn in_thousand(share: f64) -> String {
    for (many, told) in [(1_000.0, "1,000"), (100_000.0, "100,000"), (10_000_000.0, "10,000,000")] {
        let number = (share * many).round();
        if number >= 1.0 {
            return format!("about {number:.0} in {told}");
        }
    }
    if share > 0.0 {
        "fewer than 1 in 10,000,000".to_owned()
    } else {
        "nobody who was asked everything and is sure".to_owned()
    }
}

fn as_json(old: &Guideline, new: &Guideline, difference: &Difference) -> Value {
    let guideline = |guideline: &Guideline| json!({ "name": guideline.name, "version": guideline.version, "digest": guideline.digest });
    json!({
        "old": guideline(old),
        "new": guideline(new),
        "people": difference.people.to_string(),
        "only_old_accepts": difference.only_old.to_string(),
        "only_new_accepts": difference.only_new.to_string(),
        "differing": difference.differing.to_string(),
        "share": difference.share,
        "changes": difference.changes.iter().map(change_as_json).collect::<Vec<_>>(),
    })
}

fn change_as_json(change: &Change) -> Value {
    let (kind, treatment, direction) = match &change.kind {
        ChangeKind::Disposition { direction, .. } => (
            "disposition",
            None,
            Some(match direction {
                Direction::LessUrgent => "less_urgent",
                Direction::LongerWindow => "longer_window",
                Direction::MoreUrgent => "more_urgent",
                Direction::ShorterWindow => "shorter_window",
                Direction::Open => "open",
                Direction::Settled => "settled",
            }),
        ),
        ChangeKind::Offered(id) => ("offered", Some(id), None),
        ChangeKind::NotOffered(id) => ("not_offered", Some(id), None),
        ChangeKind::Suggested(id) => ("suggested", Some(id), None),
        ChangeKind::NotSuggested(id) => ("not_suggested", Some(id), None),
        ChangeKind::Never(id) => ("never", Some(id), None),
        ChangeKind::AskFirst(id) => ("ask_first", Some(id), None),
    };
    let disposition = |it: Disposition| json!({ "disposition": it.level().word(), "within_days": it.within_days() });
    let (from, to) = match &change.kind {
        ChangeKind::Disposition { from, to, .. } => (disposition(*from), disposition(*to)),
        _ => (Value::Null, Value::Null),
    };
    json!({
        "kind": kind,
        "direction": direction,
        "from": from,
        "to": to,
        "treatment": treatment,
        "people": change.people.to_string(),
        "share": change.share,
        "witness": { "old": { "facts": change.witness.old }, "new": { "facts": change.witness.new } },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_in_numbers_that_can_be_pictured() {
        assert_eq!(in_thousand(0.0312), "about 31 in 1,000");
        assert_eq!(in_thousand(0.000_04), "about 4 in 100,000");
        assert_eq!(in_thousand(1e-9), "fewer than 1 in 10,000,000");
        assert_eq!(in_thousand(0.0), "nobody who was asked everything and is sure");
    }
}
