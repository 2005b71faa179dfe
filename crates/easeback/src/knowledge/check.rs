//! Every problem of a guideline at once, and every example person decided.

use crate::error::{Ending, Error};
use crate::folder;
use crate::page::{Page, Tone, count, list};
use easeback_engine::{Engine, refused_answers_of};
use easeback_guideline::{Guideline, Problems};
use miette::{GraphicalReportHandler, GraphicalTheme};
use std::io::IsTerminal;
use std::path::Path;

/// What there is to say about the guideline in this folder, or about the one built in.
pub(super) fn report(folder: Option<&Path>) -> Result<(String, Ending), Error> {
    let read = match folder {
        Some(folder) => Guideline::read(&folder::files(folder)?),
        None => Guideline::built_in(),
    };
    match read {
        Err(problems) => Ok((in_their_places(&problems), Ending::Wrong)),
        Ok(guideline) => Ok(decide_all(&Engine::new(guideline), folder.is_some())),
    }
}

fn in_their_places(problems: &Problems) -> String {
    let theme = if std::io::stdout().is_terminal() { GraphicalTheme::unicode() } else { GraphicalTheme::none() };
    let mut page = Page::new();
    let handler = GraphicalReportHandler::new_themed(theme).with_width(page.width()).with_context_lines(1);
    let mut text = String::new();
    for problem in problems.iter() {
        // A report that cannot be drawn is still said.
        if handler.render_report(&mut text, problem).is_err() {
            text.push_str(&problem.to_string());
        }
        text.push('\n');
    }
    let mut files: Vec<_> = problems.iter().filter_map(|problem| problem.file.as_deref()).collect();
    files.dedup();
    let within = if files.is_empty() { String::new() } else { format!(" in {}", list(&files, "and")) };
    page.toned(Tone::Alarm, &format!("{}{within}", count(problems.count(), "problem")));
    text + &page.text()
}

fn decide_all(engine: &Engine, from_folder: bool) -> (String, Ending) {
    let guideline = engine.guideline();
    let mut page = Page::new();
    let mut wrong = 0;
    for person in &guideline.people {
        let differences = engine.differences(person);
        if differences.is_empty() {
            continue;
        }
        wrong += 1;
        page.toned(Tone::Strong, &format!("Example person `{}`: {}", person.id, person.who));
        for difference in differences {
            page.item(2, &difference);
        }
        page.gap();
    }
    for refused in &guideline.refused {
        if !engine.refuses(&refused_answers_of(guideline, refused), &refused.contradiction) {
            wrong += 1;
            page.toned(Tone::Strong, &format!("Answers to be refused `{}`: {}", refused.id, refused.who));
            page.item(2, &format!("`{}` does not refuse them, or not alone", refused.contradiction));
            page.gap();
        }
    }
    let stops: usize = guideline.treatments.iter().map(|treatment| treatment.stops.len()).sum();
    let held = [
        count(guideline.findings.len(), "finding"),
        count(guideline.red_flags.len(), "red flag"),
        count(guideline.treatments.len(), "treatment"),
        count(stops + guideline.stops_for_all.len(), "stop"),
    ];
    page.say(&format!("{} {}: {}", guideline.name, guideline.version, list(&held, "and")));
    let people = guideline.people.len();
    match (wrong, from_folder) {
        (0, true) => {
            page.toned(Tone::Well, &format!("No problems. {} decided as expected.", all_of(people)));
        }
        (0, false) => {
            page.toned(Tone::Well, "No problems.");
            page.say("The guideline that is built in brings no example people. To decide those too, give its folder.");
        }
        (wrong, _) => page.toned(
            Tone::Alarm,
            &format!(
                "{wrong} of {} decided differently from what was expected",
                count(people, "example person").replace("persons", "people")
            ),
        ),
    }
    (page.text(), if wrong == 0 { Ending::Fine } else { Ending::Wrong })
}

fn all_of(people: usize) -> String {
    match people {
        0 => "There are no example people to be".to_owned(),
        1 => "The example person is".to_owned(),
        people => format!("All {people} example people are"),
    }
}
