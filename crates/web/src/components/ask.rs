//! Screens with one question: one answer of several, several of many, or a number.

use maud::{Markup, html};

use super::tick::none_or_continue;
use super::{CONTINUE, Hidden, NOT_SURE, PRESSED, Words, hidden_fields};

/// One answer that may be chosen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is read.
    pub label: &'a str,
}

/// A single question: one tap answers it.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChoiceScreen<'a> {
    /// Where the form is sent.
    pub action: &'a str,
    /// The name of the answer.
    pub name: &'a str,
    /// The question, the page's `h1`.
    pub question: &'a str,
    /// One or two more sentences; may be empty.
    pub help: &'a str,
    /// The answers.
    pub choices: &'a [Choice<'a>],
    /// The value given before (`not_sure` too), to mark it.
    pub chosen: Option<&'a str>,
    /// Whether "Not sure" is left out.
    pub no_not_sure: bool,
    /// Hidden fields.
    pub hidden: Hidden<'a>,
}

/// A form where each answer is a big submit button `name=value`; "Not sure" sends `name=not_sure`.
pub fn choice_screen(screen: &ChoiceScreen<'_>, words: &Words<'_>) -> Markup {
    html! {
        form method="post" action=(screen.action) {
            (hidden_fields(screen.hidden))
            h1 { (screen.question) }
            @if !screen.help.is_empty() { p.soft { (screen.help) } }
            div.answers {
                @for choice in screen.choices { (answer(screen.name, *choice, screen.chosen, words)) }
                @if !screen.no_not_sure { (answer(screen.name, not_sure(words), screen.chosen, words)) }
            }
        }
    }
}

fn not_sure<'a>(words: &Words<'a>) -> Choice<'a> {
    Choice { value: NOT_SURE, label: words.not_sure }
}

fn answer(name: &str, choice: Choice<'_>, chosen: Option<&str>, words: &Words<'_>) -> Markup {
    let is_chosen = chosen == Some(choice.value);
    html! {
        button.answer.chosen[is_chosen].unsure[choice.value == NOT_SURE] type="submit" name=(name) value=(choice.value) {
            span { (choice.label) }
            @if is_chosen { small { (words.your_answer) } }
        }
    }
}

/// A second part of a number that people say in two.
#[derive(Debug, Clone, Copy, Default)]
pub struct BesideField<'a> {
    /// What it is sent under.
    pub name: &'a str,
    /// Its unit, also its label.
    pub unit: &'a str,
    /// What was given before.
    pub value: Option<&'a str>,
}

/// A question for a number.
#[derive(Debug, Clone, Copy, Default)]
pub struct NumberScreen<'a> {
    /// Where the form is sent.
    pub action: &'a str,
    /// The name of the answer.
    pub name: &'a str,
    /// The question, the page's `h1`.
    pub question: &'a str,
    /// One or two more sentences; may be empty.
    pub help: &'a str,
    /// Quick answers, one tap each.
    pub pick: &'a [Choice<'a>],
    /// What the lowest and the highest quick answer mean, as in "no pain" and "worst pain"; may be empty.
    pub ends: (&'a str, &'a str),
    /// The words over the field to type in; empty leaves the field out.
    pub type_label: &'a str,
    /// The unit behind the field.
    pub unit: &'a str,
    /// A second part of it, as the pounds beside stone.
    pub beside: Option<BesideField<'a>>,
    /// The same question in other units: where each stands, and its name.
    pub other_units: &'a [Choice<'a>],
    /// Which numbers are allowed, in words; may be empty.
    pub range: &'a str,
    /// Whether only whole numbers are asked for.
    pub whole: bool,
    /// What was given before.
    pub value: Option<&'a str>,
    /// What is wrong with it; empty when nothing is.
    pub error: &'a str,
    /// Whether "Not sure" is left out.
    pub no_not_sure: bool,
    /// Hidden fields.
    pub hidden: Hidden<'a>,
}

/// Quick answers as submit buttons, then a field with its unit and "Continue", then "Not sure". All send `name=…`.
pub fn number_screen(screen: &NumberScreen<'_>, words: &Words<'_>) -> Markup {
    let short = screen.pick.iter().all(|choice| choice.label.chars().count() <= 3);
    html! {
        h1 { (screen.question) }
        @if !screen.help.is_empty() { p.soft { (screen.help) } }
        @if !screen.pick.is_empty() {
            form method="post" action=(screen.action) {
                (hidden_fields(screen.hidden))
                div.picks.short[short] {
                    @for choice in screen.pick {
                        button.answer.chosen[screen.value == Some(choice.value)] type="submit" name=(screen.name) value=(choice.value)
                            aria-current=[(screen.value == Some(choice.value)).then_some("true")] { (choice.label) }
                    }
                }
                @if !screen.ends.0.is_empty() { p.ends { span { (screen.ends.0) } span { (screen.ends.1) } } }
            }
        }
        @if !screen.type_label.is_empty() { (typed_number(screen, words)) }
        @if !screen.no_not_sure {
            form method="post" action=(screen.action) {
                (hidden_fields(screen.hidden))
                div.answers { (answer(screen.name, not_sure(words), screen.value, words)) }
            }
        }
    }
}

fn typed_number(screen: &NumberScreen<'_>, words: &Words<'_>) -> Markup {
    let wrong = !screen.error.is_empty();
    let error_id = format!("{}.error", screen.name);
    let value = screen.value.filter(|value| *value != NOT_SURE);
    html! {
        form method="post" action=(screen.action) novalidate {
            (hidden_fields(screen.hidden))
            div.typed {
                label for=(screen.name) { (screen.type_label) }
                @if wrong { p.small.error id=(error_id) { (screen.error) } }
                input id=(screen.name) name=(screen.name) type="text" inputmode=(if screen.whole { "numeric" } else { "decimal" })
                    autocomplete="off" value=[value] aria-invalid=[wrong.then_some("true")]
                    aria-describedby=[wrong.then_some(error_id.as_str())];
                span { (screen.unit) }
                @if let Some(beside) = screen.beside {
                    input name=(beside.name) type="text" inputmode="decimal" autocomplete="off" value=[beside.value] aria-label=(beside.unit);
                    span aria-hidden="true" { (beside.unit) }
                }
                @if !screen.range.is_empty() && !wrong { p.small.soft { (screen.range) } }
                @if !screen.other_units.is_empty() {
                    p.small.units { (words.or_type_it_in) " " @for unit in screen.other_units { a href=(unit.value) { (unit.label) } " " } }
                }
            }
            div.go { button.btn.big type="submit" name=(CONTINUE) value=(PRESSED) { (words.continue_on) } }
        }
    }
}

/// A plain group of a long list.
#[derive(Debug, Clone, Copy, Default)]
pub struct MultiGroup<'a> {
    /// Its heading; may be empty when there is one group only.
    pub title: &'a str,
    /// Its options.
    pub options: &'a [Choice<'a>],
    /// The name that this group's own "None of these" box sends (with the value `yes`); empty leaves the box out.
    pub none_name: &'a str,
    /// Whether that box is ticked.
    pub none: bool,
}

/// A question that takes several answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct MultiScreen<'a> {
    /// Where the form is sent.
    pub action: &'a str,
    /// The name that every ticked option is sent under.
    pub name: &'a str,
    /// The question, the page's `h1`.
    pub question: &'a str,
    /// One or two more sentences; may be empty.
    pub help: &'a str,
    /// The options in plain groups.
    pub groups: &'a [MultiGroup<'a>],
    /// The values that are ticked, `not_sure` too.
    pub chosen: &'a [&'a str],
    /// Whether "Not sure" is left out.
    pub no_not_sure: bool,
    /// Whether "None of these" is left out, where it is no answer.
    pub no_none: bool,
    /// What is wrong; empty when nothing is.
    pub error: &'a str,
    /// Hidden fields.
    pub hidden: Hidden<'a>,
}

/// Tick-boxes in groups. Where no group has its own "None of these", the form ends with that button.
pub fn multi_screen(screen: &MultiScreen<'_>, words: &Words<'_>) -> Markup {
    let own_none = screen.no_none || screen.groups.iter().any(|group| !group.none_name.is_empty());
    html! {
        form.ticks[!own_none] method="post" action=(screen.action) {
            (hidden_fields(screen.hidden))
            h1 #question { (screen.question) }
            @if !screen.help.is_empty() { p.soft { (screen.help) } }
            @if !screen.error.is_empty() { p.error { (screen.error) } }
            @for group in screen.groups {
                fieldset.group data-none aria-labelledby=[group.title.is_empty().then_some("question")] {
                    @if !group.title.is_empty() { legend { (group.title) } }
                    @for option in group.options { (box_row(screen.name, *option, screen.chosen.contains(&option.value), false)) }
                    @if !group.none_name.is_empty() {
                        (box_row(group.none_name, Choice { value: super::YES, label: words.none_of_these }, group.none, true))
                    }
                }
            }
            @if !screen.no_not_sure {
                (box_row(screen.name, not_sure(words), screen.chosen.contains(&NOT_SURE), false))
            }
            @if own_none {
                div.go { button.btn.big type="submit" name=(CONTINUE) value=(PRESSED) { (words.continue_on) } }
            } @else {
                (none_or_continue(words.none_of_these, words))
            }
        }
    }
}

fn box_row(name: &str, choice: Choice<'_>, ticked: bool, none: bool) -> Markup {
    html! {
        div.tick {
            label {
                input type="checkbox" name=(name) value=(choice.value) checked[ticked] data-none-box[none];
                span { (choice.label) }
            }
        }
    }
}
