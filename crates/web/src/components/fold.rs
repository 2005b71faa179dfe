//! Parts of a long page that stay folded until they are wanted, and the first things to do before them.
//!
//! Both work without the script. Printing opens every fold: the style sheet does it, and the script where a browser
//! does not know how.

use maud::{Markup, html};

use super::Words;
use crate::figures::figure;

/// A part of a page that shows one line until it is opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fold<'a> {
    /// Its id on the page, so that a link can lead to it; a browser opens it on the way. May be empty.
    pub id: &'a str,
    /// Its heading, an `h3`.
    pub title: &'a str,
    /// What is in it, in a line; may be empty.
    pub line: &'a str,
    /// Whether it stands open from the start.
    pub open: bool,
}

/// A fold around `body`.
pub fn fold(fold: &Fold<'_>, body: &Markup) -> Markup {
    html! {
        details.fold id=[(!fold.id.is_empty()).then_some(fold.id)] open[fold.open] {
            summary {
                h3 { (fold.title) }
                @if !fold.line.is_empty() { span.line { (fold.line) } }
            }
            div.folded { (body) }
        }
    }
}

/// One of the first things to do.
#[derive(Debug, Clone, Copy, Default)]
pub struct FirstThing<'a> {
    /// The id of its [`figure`]; one that has no figure shows none.
    pub figure: &'a str,
    /// What to do, in a sentence.
    pub what: &'a str,
    /// How long, how often; may be empty.
    pub how: &'a str,
    /// Where the whole of it stands; empty for nowhere.
    pub href: &'a str,
    /// Its name, for the link there.
    pub name: &'a str,
}

/// How many names a line takes before it only counts the rest.
const NAMES_IN_A_LINE: usize = 3;

/// Names in a line, for a [`Fold`]: the first few, and how many more there are.
pub fn names_in_a_line(names: &[&str], words: &Words<'_>) -> String {
    let shown = names.iter().take(NAMES_IN_A_LINE).copied().collect::<Vec<_>>().join(" \u{b7} ");
    match names.len().saturating_sub(NAMES_IN_A_LINE) {
        0 => shown,
        more => format!("{shown} \u{b7} {} {more} {}", words.and, words.more),
    }
}

/// The card "Right now": two or three things for the next hour, in order. Its heading is an `h2`.
pub fn right_now(things: &[FirstThing<'_>], words: &Words<'_>) -> Markup {
    html! {
        section.card.now {
            h2 { (words.right_now) }
            ol {
                @for thing in things {
                    li {
                        @if let Some(drawing) = figure(thing.figure) { div.thumb { (drawing) } }
                        div {
                            p { strong { (thing.what) } " " (thing.how) }
                            @if !thing.href.is_empty() { a href=(thing.href) { (words.how_to) span.vh { ": " (thing.name) } } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fold_is_closed_unless_it_is_said_to_be_open_and_always_shows_its_line() {
        let closed = Fold { id: "rest", title: "Rest", line: "Short rests", open: false };
        let body = html! { p { "Lie down." } };
        let text = fold(&closed, &body).into_string();
        assert!(text.contains("<details class=\"fold\" id=\"rest\"><summary><h3>Rest</h3>"), "{text}");
        assert!(text.contains("Short rests"));
        assert!(fold(&Fold { open: true, ..closed }, &body).into_string().contains(" open>"));
    }

    #[test]
    fn a_line_names_three_and_counts_the_rest() {
        let line = |names: &[&str]| names_in_a_line(names, &Words::ENGLISH);
        assert_eq!(line(&["Rest", "Heat", "Walk"]), "Rest \u{b7} Heat \u{b7} Walk");
        assert_eq!(line(&["Rest", "Heat", "Walk", "Massage", "Rub"]), "Rest \u{b7} Heat \u{b7} Walk \u{b7} and 2 more");
    }

    #[test]
    fn the_first_things_keep_their_order_and_lead_on() {
        let thing = |what, href| FirstThing { figure: "heat", what, how: "", href, name: "Warm pack" };
        let text = right_now(&[thing("Lie down.", "#rest"), thing("Walk.", "")], &Words::ENGLISH).into_string();
        assert!(text.find("Lie down.") < text.find("Walk."));
        assert_eq!(text.matches("<a href=\"#rest\">").count(), 1);
        assert_eq!(text.matches("<a ").count(), 1);
    }
}
