//! `easeback check`: the interview in a terminal, and what it comes to.
//!
//! [`interview`] knows what to ask next; [`plain`] and [`terminal`] know how to ask it; [`result`] says what it comes to.
//! Answers are held in memory and nowhere else.

mod interview;
mod plain;
mod result;
mod terminal;

use crate::arguments::Check;
use crate::error::{Ending, Error};
use crate::page::{Page, Tone};
use easeback_engine::{Disposition, Engine, PersonFacts};
use interview::{Ask, Asked, Detail, Interview, Reply};
use std::io::{self, IsTerminal, Write};

pub(crate) use result::urgent;

/// Said at the end, and before it.
const KEEPS_NOTHING: &str = "Your answers are not kept: when this ends, they are gone.";

/// Asks, and shows what it comes to.
pub(crate) fn run(engine: &Engine, how: &Check) -> Result<Ending, Error> {
    let interactive = io::stdin().is_terminal() && io::stdout().is_terminal();
    if how.plain || !interactive {
        ask_all(engine, &mut plain::Plain::new(io::stdin().lock(), io::stdin().is_terminal()))
    } else {
        ask_all(engine, &mut terminal::Terminal::new())
    }
}

fn ask_all(engine: &Engine, asker: &mut impl Ask) -> Result<Ending, Error> {
    let mut interview = Interview::new(engine);
    welcome(engine, asker)?;
    let mut shown: Option<Disposition> = None;
    loop {
        let Some(question) = interview.next() else {
            let disposition = interview.disposition();
            if shown.replace(disposition) == Some(disposition) {
                print(&result::unchanged())?;
            } else {
                print(&result::page(engine, interview.facts(), asker.detail()))?;
                browse(engine, interview.facts(), asker)?;
            }
            if !interview.has_more() || !asker.wants_more()? {
                return Ok(Ending::Fine);
            }
            interview.go_on();
            continue;
        };
        print(&result::question_head(&question))?;
        let taken = match (asker.ask(&question)?, &question.asked) {
            (Reply::Marks(marks), Asked::Statements(rows)) => interview.mark(rows, &marks),
            (Reply::Answer(answer), Asked::Which(row)) => interview.answer(row.id, answer),
            (Reply::Answer(answer), Asked::One(finding)) => interview.answer(&finding.id, answer),
            (Reply::Marks(_) | Reply::Answer(_), _) => Ok(()),
            (Reply::Back, _) => {
                interview.back();
                Ok(())
            }
            (Reply::Stop | Reply::Ended, _) if shown.is_some() => return Ok(Ending::Fine),
            (Reply::Stop, _) => {
                print(&result::stopped(engine))?;
                return Ok(Ending::Fine);
            }
            (Reply::Ended, _) => {
                print(&result::page(engine, interview.facts(), asker.detail()))?;
                return Ok(Ending::Wrong);
            }
        };
        if let Err(problems) = taken {
            print(&result::refused(&problems))?;
        }
    }
}

/// Shows parts of the plan step by step, for as long as somebody asks for them.
fn browse(engine: &Engine, facts: &PersonFacts, asker: &mut impl Ask) -> Result<(), Error> {
    let decision = engine.decide(facts);
    let plan: Vec<_> = decision.offers.iter().filter(|offer| offer.suggested).collect();
    let names: Vec<_> = plan.iter().map(|offer| offer.treatment.name.as_str()).collect();
    if asker.detail() == Detail::Everything {
        return Ok(());
    }
    print(&result::recap(&decision))?;
    if plan.is_empty() {
        return Ok(());
    }
    while let Some(place) = asker.browse(&names)? {
        if let Some(offer) = plan.get(place) {
            print(&result::step_by_step(decision.guideline, offer))?;
        }
    }
    Ok(())
}

fn welcome(engine: &Engine, asker: &impl Ask) -> Result<(), Error> {
    let mut page = Page::new();
    page.toned(Tone::Strong, "Easeback: a safety check for a back spasm");
    page.say(&format!("{} {KEEPS_NOTHING}", result::no_device(engine.guideline())));
    page.say("In an emergency, do not wait for this check: call your emergency number.");
    page.say(asker.how_to());
    print(&page.text())
}

fn print(text: &str) -> Result<(), Error> {
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(())
}
