//! What a form about a dose is asked about once more before it is written down: a time that cannot be, or a day that lies
//! far back. Everything that was typed stands in the form that comes back; nothing is put in its place.

use crate::components::{error_summary, submit_button};
use crate::pages::check::Sent;
use crate::pages::frame::WORDS;
use crate::when::{NotTyped, When};
use easeback_guideline::Guideline;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

/// The field with the time, and the one that says that an old time is right.
const AT: &str = "at";
const RIGHT: &str = "right";

/// When it happened, as the form says: none for this very minute. Else the form once more, with why.
pub(super) fn time(when: &When, guideline: &Guideline, sent: &Sent) -> Result<Option<Timestamp>, Markup> {
    // A form without a time is about now.
    let Some(text) = sent.get(AT) else { return Ok(None) };
    match when.typed(text) {
        Err(problem) => Err(again(when, sent, problem)),
        Ok(at) if text == when.field(when.now) || at == when.now => Ok(None),
        Ok(at) if is_old(guideline, when.now, at) && !sent.has(RIGHT, text) => Err(is_it_right(when, sent, text, at)),
        Ok(at) => Ok(Some(at)),
    }
}

/// Whether a dose lies so far back that the date may be a slip.
fn is_old(guideline: &Guideline, now: Timestamp, at: Timestamp) -> bool {
    let hours = guideline.log_number("old_dose_hours").unwrap_or(0.0);
    now.duration_since(at) > SignedDuration::try_from_secs_f64(hours * 3600.0).unwrap_or(SignedDuration::ZERO)
}

/// What was sent, to be sent once more; but for what the new form asks itself.
pub(super) fn kept(sent: &Sent, asked: &[&str]) -> Markup {
    html! {
        @for (name, value) in sent.0.iter().filter(|(name, _)| !asked.contains(&name.as_str())) {
            input type="hidden" name=(name) value=(value);
        }
    }
}

fn field(when: &When, typed: &str) -> Markup {
    html! {
        p.field {
            label for="asked-at" { "When?" }
            input #asked-at type="datetime-local" name=(AT) value=(typed) max=(when.field(when.now)) required;
        }
    }
}

fn again(when: &When, sent: &Sent, problem: NotTyped) -> Markup {
    html! {
        (error_summary(&[("asked-at", problem.says())], WORDS))
        form.card method="post" action="/medicines/log" {
            p { strong { "Nothing is in your log yet. " } "All that you typed is still here." }
            (kept(sent, &[AT, RIGHT]))
            (field(when, sent.get(AT).unwrap_or_default()))
            div.go { (submit_button("Log it", "", "", false)) }
        }
    }
}

fn is_it_right(when: &When, sent: &Sent, typed: &str, at: Timestamp) -> Markup {
    html! {
        section.act role="alert" {
            h2 { "Is that date right?" }
            p { "You typed " strong.number { (when.at(at)) } ". Nothing is in your log yet." }
            form method="post" action="/medicines/log" {
                (kept(sent, &[RIGHT]))
                div.go { (submit_button("Yes, log it", RIGHT, typed, false)) }
            }
            form method="post" action="/medicines/log" {
                (kept(sent, &[AT, RIGHT]))
                (field(when, typed))
                div.go { (submit_button("No, log it with this time", "", "", true)) }
            }
        }
    }
}
