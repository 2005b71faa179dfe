//! What was taken in the last two days, newest first; each can be set right.

use crate::App;
use crate::components::submit_button;
use crate::pages::done::PAGE;
use crate::pages::medicines::{HREF, ingredient};
use crate::pages::progress::pain_after;
use crate::pages::write::event_field;
use crate::present::Present;
use crate::when::When;
use easeback_episode::Dose;
use easeback_guideline::Guideline;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

pub(super) fn section<S>(app: &App<S>, present: &Present<'_>, when: &When) -> Markup {
    let since = when.now.checked_sub(SignedDuration::from_hours(48)).unwrap_or(Timestamp::MIN);
    let all = &present.known.log.doses;
    let doses: Vec<&Dose> = all.iter().rev().filter(|dose| dose.stands && dose.at > since).collect();
    html! {
        section #taken {
            h2 { "What I took" }
            @if doses.is_empty() { p { "Nothing is in the log for the last two days." } }
            @else {
                ul.lines {
                    @for dose in doses { (line(app, present, when, dose)) }
                }
            }
            @if !all.is_empty() {
                p.small.soft { "To be safe, what you take back still counts for when the next dose is due." }
                p { a href="/log" { "Everything in my log" } }
            }
        }
    }
}

fn line<S>(app: &App<S>, present: &Present<'_>, when: &When, dose: &Dose) -> Markup {
    let guideline = present.engine.guideline();
    let id = format!("took-{}", dose.id);
    html! {
        li.took {
            div {
                strong.number { (when.at(dose.at)) } br; span id=(id) { (dose.name) } br; span.small.soft { (amount(guideline, dose)) } br;
                (pain_after(app, present, dose))
            }
            span.row {
                a href={ "/log?event=" (dose.id) } aria-describedby=(id) { "Change" }
                form method="post" action="/log/withdraw" {
                    (event_field(app))
                    input type="hidden" name="event" value=(dose.id);
                    input type="hidden" name=(PAGE) value=(HREF);
                    (submit_button("I did not take it", "", "", true))
                }
            }
        }
    }
}

fn amount(guideline: &Guideline, dose: &Dose) -> String {
    let parts = dose.contents.iter().map(|content| {
        let name = ingredient(guideline, &content.ingredient);
        content.mg.map_or_else(|| format!("{name}, amount not known"), |mg| format!("{name} {mg} mg"))
    });
    parts.collect::<Vec<_>>().join("; ")
}
