//! Small things that speak: notices, problems, nothing-here-yet, a thing to do today, a row of settings.

use maud::{Markup, html};

use super::Words;
use crate::figures::{figure, icon};

/// The tone of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// Look out.
    Warning,
    /// It worked.
    Done,
}

/// A notice with an icon; `title` may be empty. Put it in a `role="status"` element when it answers what a person just did.
pub fn notice(kind: NoticeKind, title: &str, body: &Markup) -> Markup {
    let name = match kind {
        NoticeKind::Info => "book",
        NoticeKind::Warning => "warning",
        NoticeKind::Done => "check",
    };
    html! {
        div.notice.warning[kind == NoticeKind::Warning] {
            (icon(name))
            div {
                @if !title.is_empty() { p { strong { (title) } } }
                (body)
            }
        }
    }
}

/// What went wrong, at the top of a form that came back: each as the `id` of the field and a message.
pub fn error_summary(errors: &[(&str, &str)], words: &Words<'_>) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.errors role="alert" tabindex="-1" data-errors {
                h2 { (words.there_is_a_problem) }
                @for (field, message) in errors {
                    p { a href={ "#" (field) } { (message) } }
                }
            }
        }
    }
}

/// Nothing here yet: what will stand here, and a way on. `figure_id` may be empty.
pub fn empty_state(figure_id: &str, title: &str, text: &str, action: &Markup) -> Markup {
    html! {
        section.empty {
            @if let Some(drawing) = figure(figure_id) { (drawing) }
            h2 { (title) }
            p { (text) }
            (action)
        }
    }
}

/// One thing to do today.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlanItem<'a> {
    /// When, as shown; may be empty.
    pub time: &'a str,
    /// What.
    pub name: &'a str,
    /// Where it is told how to do it; empty for nowhere.
    pub href: &'a str,
    /// How long or how often; may be empty.
    pub detail: &'a str,
    /// Whether it is done.
    pub done: bool,
}

/// A thing to do today with its time; `actions` is the "done" form or a link to the session.
pub fn plan_item(item: &PlanItem<'_>, actions: &Markup, words: &Words<'_>) -> Markup {
    html! {
        div.todo.done[item.done] {
            @if !item.time.is_empty() { time { (item.time) } }
            div.what {
                p { strong { @if item.href.is_empty() { (item.name) } @else { a href=(item.href) { (item.name) } } } }
                @if !item.detail.is_empty() { p.small.soft { (item.detail) } }
            }
            @if item.done { (icon("check")) span.vh { (words.done) } } @else { (actions) }
        }
    }
}

/// A row of the settings: the label with its help, and the control. Pass the control's `id` as `for_id`; empty when the
/// control labels itself.
pub fn settings_row(for_id: &str, label: &str, help: &str, control: &Markup) -> Markup {
    html! {
        div.setting {
            div {
                @if for_id.is_empty() { p { strong { (label) } } } @else { label for=(for_id) { strong { (label) } } }
                @if !help.is_empty() { p.small.soft { (help) } }
            }
            div.row { (control) }
        }
    }
}
