//! Finding one's way: how far, back, and buttons that lead on.

use maud::{Markup, html};

use super::Words;
use crate::figures::icon;

/// How far the check has come, as text and as a bar. The number of steps is an estimate, since answers shorten the way.
pub fn progress(step: usize, about: usize, words: &Words<'_>) -> Markup {
    let about = about.max(step).max(1);
    html! {
        div.steps-so-far {
            p.number { (words.step) " " (step) " " (words.of_about) " " (about) }
            progress value=(step) max=(about) aria-hidden="true" {}
        }
    }
}

/// A link to the step before.
pub fn back_button(href: &str, words: &Words<'_>) -> Markup {
    html! { a.back href=(href) { (icon("back")) (words.back) } }
}

/// A link that looks like a button; `quiet` for the lesser of two.
pub fn button_link(href: &str, label: &str, quiet: bool) -> Markup {
    html! { a.btn.quiet[quiet] href=(href) { (label) } }
}

/// A submit button. `name` and `value` are sent when it is pressed; leave both empty for a plain one.
pub fn submit_button(label: &str, name: &str, value: &str, quiet: bool) -> Markup {
    let name = (!name.is_empty()).then_some(name);
    html! { button.btn.quiet[quiet] type="submit" name=[name] value=[name.map(|_| value)] { (label) } }
}
