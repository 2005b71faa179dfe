//! What the person answered, screen by screen, each one tap away from being changed.

use super::Seen;
use crate::components::{Fold, fold};
use crate::pages::check::{Stretch, journey};
use easeback_engine::{Answer, Row, words};
use easeback_guideline::Screen;
use maud::{Markup, html};

pub(super) fn answers(seen: &Seen<'_>) -> Markup {
    let rows = seen.known.rows();
    let screens = journey(seen.engine, &rows, Stretch::Check);
    html! {
        section {
            h2 #answers { "Your answers" }
            (fold(&Fold { title: "See or change your answers", line: "If one of them was a slip, change it, and the result follows.", ..Fold::default() }, &html! {
                dl.answers-given {
                    @for (place, screen) in screens.iter().enumerate() {
                        dt { (screen.title) }
                        dd {
                            @for said in of_screen(seen, screen) { p { (said) } }
                            p { a href=(Stretch::Check.href(Some(place + 1))) { "Change" span.vh { ": " (screen.title) } } }
                        }
                    }
                }
            }))
        }
    }
}

/// What was said on a screen: what was ticked, or that nothing was.
fn of_screen(seen: &Seen<'_>, screen: &Screen) -> Vec<String> {
    let rows = seen.known.rows();
    let answered: Vec<_> = seen.engine.rows(screen).filter_map(|row| Some((row, rows.get(row.id)?))).collect();
    let several = answered.len() > 1 || screen.rows.len() > 1;
    let mut said: Vec<String> = answered
        .iter()
        .filter(|(row, answer)| !several || **answer != row.none())
        .map(|(row, answer)| line(row, answer))
        .collect();
    if said.is_empty() {
        said.push("None of these".to_owned());
    }
    said
}

fn line(row: &Row<'_>, answer: &Answer) -> String {
    match (row.option, answer) {
        (Some(option), Answer::NotSure) => format!("{}: Not sure", option.say),
        (Some(option), _) => option.say.clone(),
        (None, answer) => words(row.finding, answer),
    }
}
