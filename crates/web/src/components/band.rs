//! How soon and whom to see: the band, the tag and the reasons behind it. A level is told by icon, words and colour.

use maud::{Markup, html};

use super::{Source, Words, source_list};
use crate::figures::icon;

/// The look of a level, by the guideline's id for it. An id that is not known looks like `incomplete`.
struct Look<'a> {
    class: &'static str,
    icon: &'static str,
    word: &'a str,
}

fn look<'a>(level: &str, words: &Words<'a>) -> Look<'a> {
    let (class, icon, word) = match level {
        "emergency_now" => ("emergency_now", "emergency", words.level_emergency),
        "same_day" => ("same_day", "today", words.level_today),
        "see_doctor_soon" => ("see_doctor_soon", "soon", words.level_soon),
        "home_care" => ("home_care", "home", words.level_home),
        _ => ("incomplete", "not_sure", words.level_incomplete),
    };
    Look { class, icon, word }
}

/// The class that colours things by level: put it on any `.card`, `.act` or `.tag`.
pub(super) fn level_class(level: &str) -> &'static str {
    look(level, &Words::ENGLISH).class
}

/// The strong band at the top of a result: `title` is the page's `h1`, `lead` one or two calm sentences.
///
/// `level` is `emergency_now`, `same_day`, `see_doctor_soon`, `home_care` or `incomplete`.
pub fn disposition_band(level: &str, title: &str, lead: &str, words: &Words<'_>) -> Markup {
    let look = look(level, words);
    html! {
        header.band.(look.class) {
            (icon(look.icon))
            p.level { (look.word) }
            h1 { (title) }
            @if !lead.is_empty() { p.lead { (lead) } }
        }
    }
}

/// A level as a small tag with icon and word.
pub fn level_tag(level: &str, words: &Words<'_>) -> Markup {
    let look = look(level, words);
    html! { p.tag.(look.class) { (icon(look.icon)) (look.word) } }
}

/// One red flag that fired, or one that could not be ruled out.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReasonCard<'a> {
    /// Its own level, as in [`disposition_band`].
    pub level: &'a str,
    /// Why, in plain words.
    pub because: &'a str,
    /// What to do about it; may be empty.
    pub what_to_do: &'a str,
    /// By when, as in "Within 3 days"; may be empty.
    pub by_when: &'a str,
    /// The answers behind it; for one that could not be ruled out, the questions that would settle it.
    pub facts: &'a [&'a str],
    /// Whether it is one that could not be ruled out.
    pub not_ruled_out: bool,
    /// Where it comes from.
    pub sources: &'a [Source<'a>],
}

/// A reason, as a card whose edge and tag tell its level.
pub fn reason_card(reason: &ReasonCard<'_>, words: &Words<'_>) -> Markup {
    html! {
        article.card.reason.(level_class(reason.level)) {
            (level_tag(reason.level, words))
            @if reason.not_ruled_out { p.small.soft { (words.could_not_rule_out) } }
            p.because { (reason.because) }
            @if !reason.what_to_do.is_empty() || !reason.by_when.is_empty() {
                p { @if !reason.by_when.is_empty() { strong { (reason.by_when) ". " } } (reason.what_to_do) }
            }
            @if !reason.facts.is_empty() || !reason.sources.is_empty() {
                details {
                    summary { @if reason.not_ruled_out { (words.would_settle_it) } @else { (words.because_you_said) } }
                    @if !reason.facts.is_empty() { ul { @for fact in reason.facts { li { (fact) } } } }
                    (source_list(reason.sources, words))
                }
            }
        }
    }
}
