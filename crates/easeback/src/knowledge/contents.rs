//! What there is in a guideline: every id with what it says in a line.

use super::catalogue;
use super::page::several;
use crate::page::{Page, Tone};
use easeback_guideline::Guideline;

/// The table of contents.
pub(super) fn page(guideline: &Guideline) -> String {
    let things = catalogue::of(guideline);
    let mut page = Page::new();
    page.toned(Tone::Strong, &guideline.title);
    page.say(&guideline.scope);
    page.say(&format!("{} {}. {}", guideline.name, guideline.version, guideline.status));
    page.say("To read one of them: easeback guideline show ID");
    let mut kind = "";
    for thing in &things {
        if thing.kind != kind {
            kind = thing.kind;
            let number = things.iter().filter(|thing| thing.kind == kind).count();
            page.heading(&format!("{} ({number})", several(kind)));
        }
        let code = thing.code.map(|code| format!("{code} ")).unwrap_or_default();
        let room = page.width().saturating_sub(thing.id.len() + code.len() + 4);
        page.inside(
            2,
            &format!("{}{}  {}", Tone::Quiet.of(&code), Tone::Strong.of(&thing.id), first(thing.title, room)),
        );
    }
    page.text()
}

/// As much of a text as there is room for.
fn first(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let start: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}
