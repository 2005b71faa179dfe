//! Screens of tick-boxes: a statement, "yes" by its box, "Not sure" beside it, details below once it is ticked.
//!
//! What a form sends, for a row named `bladder`: nothing (no), `bladder=yes`, `bladder=not_sure`, and with choices
//! `bladder.which=leaking`. Without the script a person can tick both boxes of a row, or choose a detail without ticking: the
//! receiver decides, and must never read either as "no". While nothing is ticked only "None of these" is in view, after
//! that only "Continue"; browsers without `:has` show both, so the receiver checks.

use maud::{Markup, html};

use super::{CONTINUE, Choice, Hidden, NONE_OF_THESE, NOT_SURE, PRESSED, WHICH, Words, YES, hidden_fields};

/// One row: a statement that may be true.
#[derive(Debug, Clone, Copy, Default)]
pub struct TickRow<'a> {
    /// The name it is sent under: a finding (`bladder`) or an option of one (`conditions.diabetes`).
    pub name: &'a str,
    /// The statement.
    pub label: &'a str,
    /// One or two more sentences; may be empty.
    pub help: &'a str,
    /// Whether it is ticked.
    pub yes: bool,
    /// Whether "Not sure" is ticked.
    pub not_sure: bool,
    /// Whether "Not sure" is left out.
    pub no_not_sure: bool,
    /// The question over the choices; may be empty.
    pub which: &'a str,
    /// What kind of yes it is; empty where yes is enough.
    pub choices: &'a [Choice<'a>],
    /// The value of the choice that was made.
    pub chosen: Option<&'a str>,
    /// What is wrong with this row; empty when nothing is.
    pub error: &'a str,
}

/// The longest list of names that still reads as part of its statement, in characters.
const SHORT_LIST: usize = 36;

/// A statement; a long list of names behind its colon steps back, so that the eye finds what it is about.
fn statement(label: &str) -> Markup {
    html! {
        @match label.split_once(": ").filter(|(_, names)| names.chars().count() > SHORT_LIST) {
            Some((about, names)) => span { (about) ": " span.names { (names) } },
            None => span { (label) },
        }
    }
}

/// A row of a tick screen.
pub fn tick_row(row: &TickRow<'_>, words: &Words<'_>) -> Markup {
    let help_id = format!("{}.help", row.name);
    let described = (!row.help.is_empty()).then_some(help_id.as_str());
    html! {
        div.tick id=(row.name) {
            div {
                label.yes {
                    input type="checkbox" name=(row.name) value=(YES) checked[row.yes] aria-describedby=[described]
                        aria-invalid=[(!row.error.is_empty()).then_some("true")];
                    (statement(row.label))
                }
                @if !row.no_not_sure {
                    label.unsure {
                        input type="checkbox" name=(row.name) value=(NOT_SURE) checked[row.not_sure];
                        span { (words.not_sure) span.vh { ": " (row.label) } }
                    }
                }
            }
            @if !row.help.is_empty() { p.more id=(help_id) { (row.help) } }
            @if !row.error.is_empty() { p.more.error { (row.error) } }
            @if !row.choices.is_empty() {
                fieldset.choices {
                    legend.vh[row.which.is_empty()] { @if row.which.is_empty() { (row.label) } @else { (row.which) } }
                    @for choice in row.choices {
                        label {
                            input type="radio" name={ (row.name) (WHICH) } value=(choice.value) checked[row.chosen == Some(choice.value)];
                            span { (choice.label) }
                        }
                    }
                }
            }
        }
    }
}

/// A screen of at most eight rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct TickScreen<'a> {
    /// Where the form is sent.
    pub action: &'a str,
    /// The heading, the page's `h1`.
    pub title: &'a str,
    /// A line under it; may be empty.
    pub lead: &'a str,
    /// The rows.
    pub rows: &'a [TickRow<'a>],
    /// Hidden fields.
    pub hidden: Hidden<'a>,
    /// Other words for "None of these"; empty for the usual ones.
    pub none_label: &'a str,
}

/// A form of tick-boxes with "None of these" and "Continue".
pub fn tick_screen(screen: &TickScreen<'_>, words: &Words<'_>) -> Markup {
    let none = if screen.none_label.is_empty() { words.none_of_these } else { screen.none_label };
    html! {
        form.ticks method="post" action=(screen.action) {
            (hidden_fields(screen.hidden))
            fieldset {
                legend { h1 { (screen.title) } }
                @if !screen.lead.is_empty() { p.lead { (screen.lead) } }
                @for row in screen.rows { (tick_row(row, words)) }
            }
            (none_or_continue(none, words))
        }
    }
}

/// The two buttons under tick-boxes. The first one is what the Enter key presses, so "None of these" is not it.
pub(super) fn none_or_continue(none: &str, words: &Words<'_>) -> Markup {
    html! {
        div.go {
            button.btn.big.on type="submit" name=(CONTINUE) value=(PRESSED) { (words.continue_on) }
            button.btn.big.none type="submit" name=(NONE_OF_THESE) value=(PRESSED) { (none) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_of_names_steps_back_and_nothing_of_it_is_lost() {
        let text = |label| statement(label).into_string();
        let names = "warfarin (Coumadin), apixaban (Eliquis), rivaroxaban";
        let label = format!("Blood thinner: {names}");
        assert_eq!(text(&label), format!("<span>Blood thinner: <span class=\"names\">{names}</span></span>"));
        assert_eq!(text("Too little to drink: dry mouth"), "<span>Too little to drink: dry mouth</span>");
    }

    #[test]
    fn a_row_offers_yes_and_not_sure_under_one_name() {
        let row = TickRow { name: "fever", label: "I have a fever", ..TickRow::default() };
        let text = tick_row(&row, &Words::ENGLISH).into_string();
        assert!(text.contains("name=\"fever\" value=\"yes\""));
        assert!(text.contains("name=\"fever\" value=\"not_sure\""));
        assert!(text.contains("Not sure<span class=\"vh\">: I have a fever</span>"));
    }
}
