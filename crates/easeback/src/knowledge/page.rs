//! One thing of the guideline as a page that a clinician can read.

use super::catalogue::{self, Thing};
use super::words;
use crate::error::Error;
use crate::page::{Page, Tone};
use easeback_engine::capital;
use easeback_guideline::{Guideline, did_you_mean};

/// The pages of everything that is called this.
pub(super) fn of(guideline: &Guideline, id: &str) -> Result<String, Error> {
    let things = catalogue::of(guideline);
    let mut page = Page::new();
    let called: Vec<_> = things.iter().flat_map(Thing::with_parts).filter(|thing| thing.is_called(id)).collect();
    for thing in &called {
        page.gap();
        write(&mut page, guideline, &things, thing);
    }
    sources(&mut page, guideline, called.iter().flat_map(|thing| thing.with_parts()));
    let text = page.text();
    if !text.is_empty() {
        return Ok(text);
    }
    let known =
        things.iter().flat_map(Thing::with_parts).flat_map(|thing| thing.code.into_iter().chain([thing.id.as_str()]));
    let help = did_you_mean(id, known).or_else(|| Some("`easeback guideline show` lists what there is".to_owned()));
    Err(Error::NothingCalled { id: id.to_owned(), help })
}

fn write(page: &mut Page, guideline: &Guideline, things: &[Thing<'_>], thing: &Thing<'_>) {
    let code = thing.code.map(|code| format!(" {code}")).unwrap_or_default();
    page.toned(Tone::Strong, &format!("{}{code}: {}", capital(thing.kind), thing.id));
    page.say(thing.title);
    awaits(page, 0, thing);
    if thing.parts.is_empty() {
        rules(page, guideline, thing);
    }
    if !thing.says.is_empty() {
        page.gap();
    }
    for (label, text) in &thing.says {
        page.hanging("", "  ", &format!("{} {text}", Tone::Strong.of(&format!("{label}:"))));
    }
    for (label, items) in &thing.lists {
        page.heading(label);
        for item in items {
            page.item(2, item);
        }
    }
    if !thing.parts.is_empty() {
        rules(page, guideline, thing);
    }
    parts(page, guideline, thing);
    examples(page, guideline, thing);
    users(page, guideline, things, thing);
}

fn rules(page: &mut Page, guideline: &Guideline, thing: &Thing<'_>) {
    for (label, rule) in &thing.rules {
        page.heading(label);
        words::say(page, 2, guideline, rule);
        page.inside(2, &format!("{} {}", Tone::Quiet.of("as it is written:"), rule.text()));
    }
}

/// The parts of a thing, kind by kind.
fn parts(page: &mut Page, guideline: &Guideline, thing: &Thing<'_>) {
    let mut kind = "";
    for part in &thing.parts {
        if part.kind != kind {
            kind = part.kind;
            page.heading(match kind {
                "stop" => "Stops: what holds it back",
                "limit" => "Limits",
                "note" => "Notes",
                "evidence" => "Evidence",
                "option" => "Options",
                "escalation" => "Escalations",
                _ => "Not checked yet",
            });
        }
        let says = part.says.iter().map(|(label, text)| format!("{}: {text}", label.to_lowercase()));
        let from = (!part.sources.is_empty()).then(|| part.sources.join(", "));
        let details: Vec<_> = says.chain(from).collect();
        page.item(2, &format!("{} {}", Tone::Strong.of(&part.id), part.title));
        if !details.is_empty() {
            page.inside_toned(4, Tone::Quiet, &details.join(" · "));
        }
        for (_, rule) in &part.rules {
            words::say(page, 4, guideline, rule);
            page.inside_toned(4, Tone::Quiet, rule.text());
        }
        awaits(page, 4, part);
    }
}

/// Why it awaits review.
fn awaits(page: &mut Page, columns: usize, thing: &Thing<'_>) {
    if let Some((why, note)) = thing.review {
        let note = if note.is_empty() { String::new() } else { format!(". {note}") };
        page.inside(columns, &format!("{}{note}", Tone::Care.of(&format!("Awaits review: {why}"))));
    }
}

/// The example people who show it; only where the guideline was read from a folder.
fn examples(page: &mut Page, guideline: &Guideline, thing: &Thing<'_>) {
    if thing.kind != "red flag" {
        return;
    }
    let people: Vec<_> = guideline.people.iter().filter(|person| person.expect.reasons.contains(&thing.id)).collect();
    if !people.is_empty() {
        page.heading("Example people for whom it fires");
    }
    for person in people {
        page.item(2, &format!("{} {}", person.who, Tone::Quiet.of(&person.id)));
    }
}

/// What speaks of a finding, uses a definition or cites a source.
fn users(page: &mut Page, guideline: &Guideline, things: &[Thing<'_>], thing: &Thing<'_>) {
    let finding = guideline.finding(&thing.id).map(|(id, _)| id).filter(|_| thing.kind == "finding");
    let uses = |other: &&Thing<'_>| match thing.kind {
        "source" => other.sources.contains(&thing.id),
        "definition" => other.rules.iter().any(|(_, rule)| has_word(rule.text(), &thing.id)),
        _ => other.rules.iter().any(|(_, rule)| finding.is_some_and(|id| rule.condition().findings().contains(&id))),
    };
    if !matches!(thing.kind, "source" | "definition" | "finding") {
        return;
    }
    let found: Vec<_> = things.iter().flat_map(Thing::with_parts).filter(uses).collect();
    if found.is_empty() {
        return;
    }
    page.heading(if thing.kind == "source" { "Cited by" } else { "Used by" });
    let mut kinds: Vec<&str> = found.iter().map(|user| user.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let ids: Vec<_> = found.iter().filter(|user| user.kind == kind).map(|user| user.id.as_str()).collect();
        page.item(2, &format!("{}: {}", Tone::Quiet.of(kind), ids.join(", ")));
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|char: char| !char.is_alphanumeric() && char != '_').any(|found| found == word)
}

/// Every source that these rest on, in full.
fn sources<'t>(page: &mut Page, guideline: &Guideline, things: impl Iterator<Item = &'t Thing<'t>>) {
    let mut ids: Vec<&str> = Vec::new();
    for id in things.flat_map(|thing| thing.sources) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    if !ids.is_empty() {
        page.heading("Sources");
    }
    for source in ids.into_iter().filter_map(|id| guideline.source(id)) {
        page.item(2, &format!("{} {}", Tone::Strong.of(&source.id), source.cite));
        let address = source.link.clone().or_else(|| source.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")));
        if let Some(address) = address {
            page.inside(4, &address);
        }
        let note = source.note.as_deref().map(|note| format!(" {note}")).unwrap_or_default();
        page.inside_toned(4, Tone::Quiet, &format!("Seen: {}.{note}", catalogue::seen(source.status)));
    }
}

/// The heading for several things of a kind.
pub(super) fn several(kind: &str) -> String {
    let plural = match kind {
        "country of products" => "countries of products".to_owned(),
        "list of names" => "lists of names".to_owned(),
        "country" | "property" => format!("{}ies", kind.trim_end_matches('y')),
        "stop for all" => "stops for all".to_owned(),
        "sign to watch for" => "signs to watch for".to_owned(),
        "evidence" | "choice order" | "every check-in" | "prognosis" => kind.to_owned(),
        kind => format!("{kind}s"),
    };
    capital(&plural)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_has_an_id_has_a_page() {
        let guideline = Guideline::built_in().unwrap();
        let things = catalogue::of(&guideline);
        assert!(things.len() > 300);
        for thing in things.iter().flat_map(Thing::with_parts) {
            let mut page = Page::new();
            write(&mut page, &guideline, &things, thing);
            sources(&mut page, &guideline, thing.with_parts());
            let text = anstream::adapter::strip_str(&page.text()).to_string();
            assert!(text.contains(&thing.id) && text.lines().count() > 1, "{}", thing.id);
            for line in text.lines().filter(|line| !line.contains("http")) {
                assert!(line.chars().count() <= 80, "{}: {line}", thing.id);
            }
        }
    }

    #[test]
    fn a_wrong_id_is_answered_with_a_right_one() {
        let guideline = Guideline::built_in().unwrap();
        let error = of(&guideline, "sadle_numbness").unwrap_err().to_string();
        assert!(error.ends_with("did you mean `saddle_numbness`?"), "{error}");
        assert!(of(&guideline, "rf01").is_ok());
        assert!(of(&guideline, "heat.broken_skin").is_ok());
        assert!(of(&guideline, "").is_err());
    }
}
