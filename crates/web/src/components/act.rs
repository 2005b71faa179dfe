//! What to do now: the box with the big call button, and the text to read out on the phone.

use maud::{Markup, html};

use super::{Words, band::level_class, shell::dialled};
use crate::figures::icon;

/// A number to call.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The words on the button, as in "Call 911".
    pub label: &'a str,
    /// The number as people write it.
    pub number: &'a str,
}

/// What to do now.
#[derive(Debug, Clone, Copy, Default)]
pub struct ActionBox<'a> {
    /// The level that gives the box its colour, as in [`super::disposition_band`].
    pub level: &'a str,
    /// The heading.
    pub title: &'a str,
    /// Numbers to call, the one that matters most first: it becomes the big button.
    pub calls: &'a [Call<'a>],
    /// What to do, in order.
    pub steps: &'a [&'a str],
}

/// A box with a big telephone link, and the steps below it.
pub fn action_box(action: &ActionBox<'_>) -> Markup {
    let urgent = action.level == "emergency_now";
    html! {
        section.act.(level_class(action.level)) {
            h2 { (action.title) }
            @if !action.calls.is_empty() {
                div.go {
                    @for (place, call) in action.calls.iter().enumerate() {
                        a.btn.big[place == 0].call[place == 0 && urgent].quiet[place > 0] href={ "tel:" (dialled(call.number)) } {
                            (icon("phone")) span { (call.label) }
                        }
                    }
                }
            }
            @if !action.steps.is_empty() {
                ol { @for step in action.steps { li { (step) } } }
            }
        }
    }
}

/// A text to read out or to copy. One tap selects all of it; the button appears where copying can work.
///
/// `id` is unique on the page.
pub fn copy_text(id: &str, title: &str, text: &str, words: &Words<'_>) -> Markup {
    html! {
        section {
            h2 { (title) }
            p.read-out #(id) { (text) }
            div.row {
                button.btn.quiet type="button" hidden data-copy=(id) data-done=(words.copied) { (words.copy) }
                span role="status" {}
            }
        }
    }
}
