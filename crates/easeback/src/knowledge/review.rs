//! What still awaits a clinician: everything assumed, written from memory, or a matter of judgement.

use super::catalogue::{self, Thing};
use super::page::several;
use crate::page::{Page, Tone, count, list};
use easeback_guideline::Guideline;

/// Of so many of a kind that await review, those of which nothing else is to be said stand together in a paragraph.
const TOGETHER_FROM: usize = 60;

/// Everything that awaits review, kind by kind, and how much there is of it.
pub(super) fn page(guideline: &Guideline) -> String {
    let things = catalogue::of(guideline);
    let all: Vec<_> = things.iter().flat_map(Thing::with_parts).collect();
    let mut kinds: Vec<&str> = Vec::new();
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for thing in &all {
        let Some((why, _)) = thing.review else { continue };
        if !kinds.contains(&thing.kind) {
            kinds.push(thing.kind);
        }
        match reasons.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, number)) => *number += 1,
            None => reasons.push((why, 1)),
        }
    }
    let mut page = Page::new();
    for kind in kinds {
        let of_kind = || all.iter().filter(|thing| thing.kind == kind);
        let waiting = of_kind().filter(|thing| thing.review.is_some()).count();
        page.heading(&format!("{}: {waiting} of {}", several(kind), of_kind().count()));
        let together = waiting > TOGETHER_FROM;
        for (thing, (why, note)) in of_kind().filter_map(|thing| Some((thing, thing.review?))) {
            if together && note.is_empty() {
                continue;
            }
            let note = if note.is_empty() { String::new() } else { format!(": {note}") };
            page.hanging("  ", "      ", &format!("{}  {}{note}", Tone::Strong.of(&thing.id), Tone::Care.of(why)));
        }
        for (why, _) in reasons.iter().filter(|_| together) {
            let bare = of_kind().filter(|thing| thing.review == Some((*why, "")));
            let ids: Vec<_> = bare.map(|thing| thing.id.as_str()).collect();
            if !ids.is_empty() {
                page.hanging("  ", "      ", &format!("{} {}", Tone::Care.of(&format!("{why}:")), ids.join(" ")));
            }
        }
    }
    page.gap();
    let total: usize = reasons.iter().map(|(_, number)| number).sum();
    let reasons: Vec<_> = reasons.iter().map(|(why, number)| format!("{number} {why}")).collect();
    if total == 0 {
        page.say("Nothing awaits review.");
    } else {
        page.say(&format!("{} of {} await review: {}.", total, count(all.len(), "thing"), list(&reasons, "and")));
    }
    page.say(&guideline.status);
    page.text()
}
