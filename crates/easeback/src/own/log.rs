//! `easeback log`: what is in the log, and adding to it.
//!
//! What was taken is always written down, also when it was too much: a log that refuses the truth would be worth
//! nothing. What it comes to is said right after.

use super::amount::{amount as read_amount, count, seconds};
use super::may::contents;
use super::standing::{Standing, padded};
use super::thing::{Thing, find};
use super::{Own, print};
use crate::arguments::{LogCommand, YesNo};
use crate::check::urgent;
use crate::error::{Ending, Error};
use crate::page::{Page, Tone};
use easeback_engine::{Disposition, Engine};
use easeback_episode::{Content, Event, May, passed};
use easeback_guideline::{FindingId, Guideline, TreatmentKind};
use jiff::Timestamp;

/// How many lines are shown unless all are wanted.
const SHOWN: usize = 20;

pub(super) async fn run(engine: &Engine, own: &Own, what: Option<&LogCommand>, all: bool) -> Result<Ending, Error> {
    let before = own.standing(engine).await?;
    let Some(what) = what else {
        let mut page = Page::new();
        own.say_whose(&mut page);
        list(&mut page, &before, if all { usize::MAX } else { SHOWN });
        print(&page.text())?;
        return Ok(Ending::Fine);
    };
    let (event, at, said) = happened(&before, what)?;
    own.add(at, event).await?;
    let after = own.standing(engine).await?;
    let mut page = Page::new();
    own.say_whose(&mut page);
    page.say(&format!("Written down: {said}, {}.", after.told(at)));
    comes_to(&mut page, &after, what);
    print(&page.text())?;
    Ok(Ending::Fine)
}

/// The event, when it happened, and how it is told.
fn happened(standing: &Standing<'_>, what: &LogCommand) -> Result<(Event, Timestamp, String), Error> {
    match what {
        LogCommand::Took { name, amount, told, long_ago } => {
            let (event, said) = took(standing, name, &amount.join(" "), told.pain.map(f64::from))?;
            let at = when(standing, told.at.as_deref())?;
            let hours = standing.guideline().log_number("old_dose_hours").unwrap_or(0.0);
            if standing.at.duration_since(at).as_secs_f64() > hours * 3600.0 && !long_ago {
                let given = told.at.clone().unwrap_or_default();
                return Err(Error::Amount {
                    given,
                    allowed: "a time of the last two days; or with `--long-ago`, if the date is right",
                });
            }
            Ok((event, at, said))
        }
        LogCommand::Used { name, time, told } => {
            let (event, said) = used(standing, name, &time.join(" "), told.pain.map(f64::from))?;
            Ok((event, when(standing, told.at.as_deref())?, said))
        }
        LogCommand::Pain { pain, at, after } => {
            let at = when(standing, at.as_deref())?;
            let (after, said) = if *after {
                let last = standing.log.doses.iter().rev().find(|dose| dose.stands && dose.at <= at);
                let last = last.ok_or_else(|| Error::Amount {
                    given: "--after".to_owned(),
                    allowed: "it behind a dose that is in the log; without it, the pain alone is written down",
                })?;
                (Some(last.id), format!("pain {pain} of 10 after {}", last.name))
            } else {
                (None, format!("pain {pain} of 10"))
            };
            Ok((Event::PainFelt { pain: f64::from(*pain), after }, at, said))
        }
        LogCommand::Rest { mostly } => {
            let (date, mostly_lying) = (standing.now().today(), *mostly == YesNo::Yes);
            let said = if mostly_lying { "mostly lying down today" } else { "mostly up today" };
            Ok((Event::RestLogged { date, mostly_lying }, standing.next, said.to_owned()))
        }
    }
}

/// When it happened: now, or at the time that was typed, which is never later than now.
fn when(standing: &Standing<'_>, typed: Option<&str>) -> Result<Timestamp, Error> {
    let Some(typed) = typed else { return Ok(standing.next) };
    let at = standing.read(typed).ok_or_else(|| Error::Amount {
        given: typed.to_owned(),
        allowed: "a time like `14:30`, or `2026-11-22 14:30` for another day",
    })?;
    if at > standing.at {
        return Err(Error::Later { given: typed.to_owned(), help: of_yesterday(standing, typed) });
    }
    Ok(at)
}

/// What to type instead of a time that is still to come: after midnight it was mostly yesterday.
fn of_yesterday(standing: &Standing<'_>, typed: &str) -> String {
    let yesterday =
        standing.now().today().yesterday().map(|date| format!("{date} {}", padded(typed))).unwrap_or_default();
    match standing.read(&yesterday) {
        Some(_) => format!("for yesterday, type `{yesterday}`"),
        None => "type a time that has been".to_owned(),
    }
}

fn took(standing: &Standing<'_>, name: &str, amount: &str, pain_before: Option<f64>) -> Result<(Event, String), Error> {
    let wrong = |allowed| Error::Amount { given: amount.to_owned(), allowed };
    match find(standing.guideline(), name, standing.country())? {
        Thing::Medicine(treatment, medicine) => {
            let on_skin = treatment.kind == TreatmentKind::SkinRub;
            let mg = match amount {
                // Nobody counts what is rubbed in.
                "" if on_skin => None,
                amount => read_amount(amount).ok_or_else(|| wrong("milligrams, as in `400mg`, or `unknown`"))?.mg(),
            };
            let contents = vec![Content { ingredient: medicine.ingredient.clone(), mg }];
            let said = mg.map_or_else(
                || format!("{}, amount not known", treatment.name),
                |mg| format!("{} {mg} mg", treatment.name),
            );
            let units = mg.zip(medicine.strength_mg).map(|(mg, tablet)| mg / tablet);
            let name = treatment.name.clone();
            Ok((Event::MedicineTaken { product: None, name, units, contents, on_skin, pain_before }, said))
        }
        Thing::Product(product) => {
            let unit = product.unit.as_deref().unwrap_or("dose");
            let units = count(amount).ok_or_else(|| wrong("how many, as in `2`"))?;
            let contents = contents(product, units);
            let said = format!("{units} × {unit} of {} ({})", product.name, inside(standing.guideline(), &contents));
            let (product, name, on_skin) = (Some(product.id.clone()), product.name.clone(), product.on_skin);
            Ok((Event::MedicineTaken { product, name, units: Some(units), contents, on_skin, pain_before }, said))
        }
        Thing::Treatment(treatment) => Err(Error::Unclear {
            name: treatment.name.clone(),
            help: format!("it is not taken; try `easeback log used {}`", treatment.id),
        }),
    }
}

fn inside(guideline: &Guideline, contents: &[Content]) -> String {
    let parts = contents.iter().map(|content| {
        let name = guideline.ingredient_name(&content.ingredient);
        content.mg.map_or_else(|| format!("{name}, amount not known"), |mg| format!("{name} {mg} mg"))
    });
    parts.collect::<Vec<_>>().join("; ")
}

fn used(standing: &Standing<'_>, name: &str, time: &str, pain_before: Option<f64>) -> Result<(Event, String), Error> {
    let treatment = match find(standing.guideline(), name, standing.country())? {
        Thing::Treatment(treatment) => treatment,
        Thing::Medicine(..) | Thing::Product(_) => {
            let help = format!("it is a medicine; try `easeback log took \"{name}\" AMOUNT`");
            return Err(Error::Unclear { name: name.to_owned(), help });
        }
    };
    let seconds = match time {
        "" => None,
        time => Some(seconds(time).ok_or_else(|| Error::Amount {
            given: time.to_owned(),
            allowed: "how long, as in `20min`, and at most a day",
        })?),
    };
    let said = match seconds {
        Some(seconds) => format!("{}, {} min", treatment.name, seconds.div_ceil(60)),
        None => treatment.name.clone(),
    };
    let (treatment, part, session, pain_after) = (treatment.id.clone(), None, None, None);
    Ok((Event::TreatmentUsed { treatment, part, seconds, session, pain_before, pain_after }, said))
}

/// What is to be known right after it: help that is needed now, and when the next dose is due.
fn comes_to(page: &mut Page, standing: &Standing<'_>, what: &LogCommand) {
    if matches!(standing.decision.disposition, Disposition::EmergencyNow | Disposition::SameDay) {
        page.gap();
        urgent(page, &standing.decision);
        return;
    }
    let LogCommand::Took { name, .. } = what else { return };
    too_much(page, standing);
    let Ok(Thing::Medicine(treatment, _)) = find(standing.guideline(), name, standing.country()) else { return };
    if let May::NotYet { from, .. } = standing.ledger().may_take(&standing.decision, &treatment.id, standing.at) {
        page.toned(Tone::Strong, &format!("The next one: from {}.", standing.told(from)));
    }
}

/// What the doses of the last day set off, and the limits that they passed.
fn too_much(page: &mut Page, standing: &Standing<'_>) {
    let guideline = standing.guideline();
    let of_doses = |id: &FindingId| guideline.finding_at(*id).is_some_and(|finding| finding.about.is_some());
    let reasons = standing.decision.reasons.iter().filter(|reason| reason.facts.iter().any(of_doses));
    if let Some(worst) = reasons.map(|reason| reason.red_flag).max_by_key(|flag| flag.level) {
        page.gap();
        page.toned(Tone::Alarm, &worst.because);
        page.say(guideline.action(&worst.action).map_or("", |action| action.say.as_str()));
        page.gap();
    }
    for one in passed(guideline, &standing.log, standing.at) {
        let name = guideline.treatment(one.medicine).map_or(one.medicine, |treatment| treatment.name.as_str());
        let what = if one.over.is_empty() { "a limit is used up" } else { "too much or too soon" };
        let limits: Vec<&str> = one.over.iter().chain(&one.reached).map(|limit| limit.say.as_str()).collect();
        page.toned(Tone::Care, &format!("{name}: {what}. {}", limits.join(" ")));
    }
}

/// The log, newest first.
fn list(page: &mut Page, standing: &Standing<'_>, most: usize) {
    let (log, guideline) = (&standing.log, standing.guideline());
    let name = |id: &str| guideline.treatment(id).map_or_else(|| id.to_owned(), |treatment| treatment.name.clone());
    let mut lines: Vec<(Timestamp, String)> = Vec::new();
    for dose in log.doses.iter().filter(|dose| dose.stands) {
        lines.push((dose.at, format!("took {} ({})", dose.name, inside(guideline, &dose.contents))));
    }
    for one in &log.uses {
        let minutes = one.seconds.map_or(String::new(), |seconds| format!(", {} min", seconds.div_ceil(60)));
        lines.push((one.at, format!("{}{minutes}", name(&one.treatment))));
    }
    lines.extend(log.pains.iter().map(|pain| (pain.at, format!("pain {} of 10", pain.pain))));
    for episode in &log.episodes {
        lines.push((episode.started_at, "a spasm began".to_owned()));
        lines.extend(episode.ended_at.map(|at| (at, "the spasm was over".to_owned())));
        lines.extend(episode.check_ins.iter().map(|one| (one.at, "checked in".to_owned())));
        lines.extend(episode.visits.iter().map(|one| (one.at, "saw a doctor".to_owned())));
    }
    lines.extend(log.exercises.iter().map(|one| (one.at, format!("exercises of level {}", one.level))));
    if lines.is_empty() {
        page.say("Nothing is in your log yet. `easeback log --help` says what can be written down here.");
        return;
    }
    lines.sort_by_key(|(at, _)| *at);
    for (at, line) in lines.iter().rev().take(most) {
        page.hanging(&format!("{:>16}  ", standing.told(*at)), &" ".repeat(18), line);
    }
    if lines.len() > most {
        page.toned(Tone::Quiet, &format!("{} older ones: `easeback log --all`", lines.len() - most));
    }
}
