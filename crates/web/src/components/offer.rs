//! What may be used, how sure the evidence is, and what is held back.

use maud::{Markup, html};

use super::Words;
use crate::figures::{figure, icon};

/// Where a claim comes from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source<'a> {
    /// The citation.
    pub cite: &'a str,
    /// A link to it; empty when there is none.
    pub href: &'a str,
}

/// The sources as a small list; nothing when there are none.
pub fn source_list(sources: &[Source<'_>], words: &Words<'_>) -> Markup {
    html! {
        @if !sources.is_empty() {
            p.small.soft { (words.sources) }
            (cites(sources))
        }
    }
}

fn cites(sources: &[Source<'_>]) -> Markup {
    html! {
        ul.sources {
            @for source in sources {
                li { @if source.href.is_empty() { (source.cite) } @else { a href=(source.href) rel="noreferrer" { (source.cite) } } }
            }
        }
    }
}

/// What is known, and how sure it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// `high`, `moderate`, `low`, `very_low` or `none`.
    pub certainty: &'a str,
    /// In plain words.
    pub say: &'a str,
    /// The numbers, for those who want them; may be empty.
    pub figures: &'a str,
    /// Where it comes from.
    pub sources: &'a [Source<'a>],
}

/// How sure the evidence is: in words, and as filled and empty dots.
pub fn evidence_note(evidence: &Evidence<'_>, words: &Words<'_>) -> Markup {
    let (filled, certainty) = match evidence.certainty {
        "high" => (4, words.certainty_high),
        "moderate" => (3, words.certainty_moderate),
        "low" => (2, words.certainty_low),
        "very_low" => (1, words.certainty_very_low),
        _ => (0, words.certainty_none),
    };
    html! {
        div.evidence {
            p.dots { (dots(filled)) span { (certainty) } }
            p { (evidence.say) }
            @if !evidence.figures.is_empty() {
                details { summary { (words.the_numbers) } p.small { (evidence.figures) } (source_list(evidence.sources, words)) }
            } @else if !evidence.sources.is_empty() {
                details { summary { (words.sources) } (cites(evidence.sources)) }
            }
        }
    }
}

fn dots(filled: u8) -> Markup {
    html! {
        svg viewBox="0 0 84 20" width="67" height="16" aria-hidden="true" focusable="false" {
            @for (dot, centre) in (0_u8..4).zip(["10", "31", "52", "73"]) {
                circle cx=(centre) cy="10" r="7" stroke="currentColor" stroke-width="2.5" fill=(if dot < filled { "currentColor" } else { "none" }) {}
            }
        }
    }
}

/// A treatment that may be used now.
#[derive(Debug, Clone, Default)]
pub struct OfferCard<'a> {
    /// The id of its [`figure`]; one that has no figure shows none.
    pub figure: &'a str,
    /// Its name.
    pub name: &'a str,
    /// One sentence: what it does for you.
    pub summary: &'a str,
    /// How to do it, in order.
    pub steps: &'a [&'a str],
    /// Its limits.
    pub limits: &'a [&'a str],
    /// Whether the limits stand in view, before the notes: so it is for whatever can be taken too much of.
    pub limits_in_view: bool,
    /// What it must not be combined with.
    pub not_with: &'a [&'a str],
    /// Notes that stay in view.
    pub notes: &'a [&'a str],
    /// What is known.
    pub evidence: &'a [Evidence<'a>],
    /// Buttons: start, log, read more.
    pub actions: Markup,
}

/// A card with the figure, the name and one line; the rest is one tap away.
pub fn offer_card(offer: &OfferCard<'_>, words: &Words<'_>) -> Markup {
    html! {
        article.card.offer {
            @if let Some(drawing) = figure(offer.figure) { (drawing) }
            h3 { (offer.name) }
            p { (offer.summary) }
            @if offer.limits_in_view && !offer.limits.is_empty() { h4 { (words.limits) } ul.notes { @for limit in offer.limits { li { (limit) } } } }
            @if !offer.notes.is_empty() { ul.notes { @for note in offer.notes { li { (note) } } } }
            @if !offer.actions.0.is_empty() { div.row { (offer.actions) } }
            details {
                summary { (words.how_to) span.vh { ": " (offer.name) } }
                @if !offer.steps.is_empty() { ol { @for step in offer.steps { li { (step) } } } }
                @if !offer.limits_in_view && !offer.limits.is_empty() { h4 { (words.limits) } ul { @for limit in offer.limits { li { (limit) } } } }
                @if !offer.not_with.is_empty() { h4 { (words.not_together_with) } ul { @for other in offer.not_with { li { (other) } } } }
            }
            @if !offer.evidence.is_empty() {
                details {
                    summary { (words.how_sure) span.vh { " " (offer.name) } }
                    @for evidence in offer.evidence { (evidence_note(evidence, words)) }
                }
            }
        }
    }
}

/// A treatment that is held back.
#[derive(Debug, Clone, Default)]
pub struct Withheld<'a> {
    /// Its name.
    pub name: &'a str,
    /// `never` or `ask_first`.
    pub strength: &'a str,
    /// Every reason, in plain words.
    pub because: &'a [&'a str],
    /// A button, as in "My doctor said yes".
    pub actions: Markup,
}

/// What is held back, and why.
pub fn withheld_list(held: &[Withheld<'_>], words: &Words<'_>) -> Markup {
    html! {
        ul.held {
            @for one in held {
                @let (name, label) = if one.strength == "ask_first" { ("not_sure", words.ask_first) } else { ("none", words.never) };
                li {
                    (icon(name))
                    div {
                        p { strong { (one.name) } " – " (label) }
                        @for reason in one.because { p.soft { (reason) } }
                        (one.actions)
                    }
                }
            }
        }
    }
}
