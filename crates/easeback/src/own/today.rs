//! `easeback today`: the plan for today as a list, or why there is none.
//!
//! It is to be read at a glance, on one screen: what is to be done now stands with how it is done, what comes later
//! with its time alone. `--all` says everything.

use super::standing::Standing;
use super::{Own, print, print_json};
use crate::arguments::Today;
use crate::check::urgent;
use crate::error::{Ending, Error};
use crate::page::{Page, Tone};
use easeback_engine::Disposition;
use easeback_episode::{Item, Plan, Shown, to_tell};
use easeback_guideline::PlanKind;
use serde_json::{Value, json};

pub(super) fn show(own: &Own, standing: &Standing<'_>, how: &Today) -> Result<Ending, Error> {
    let plan = standing.plan();
    if how.json {
        print_json(&told_as_json(standing, &plan))?;
    } else {
        let mut page = Page::new();
        own.say_whose(&mut page);
        tell(&mut page, standing, &plan, how.all);
        print(&page.text())?;
    }
    Ok(Ending::Fine)
}

fn tell(page: &mut Page, standing: &Standing<'_>, plan: &Plan<'_>, all: bool) {
    match plan.shown {
        Shown::NoEpisode => {
            page.say("No spasm is being looked after. `easeback` opens the app, which begins with the safety check.");
            return;
        }
        Shown::NotAtThisLevel(_) => {
            urgent(page, &standing.decision);
            return;
        }
        Shown::Instead(say) => page.say(say),
        Shown::Expired(missed) => page.toned(Tone::Care, &format!("{} Check in with `easeback`.", missed.expired)),
        Shown::Relapsed(relapse) => page.toned(Tone::Care, &relapse.say),
        Shown::Ended(escalation) => page.toned(Tone::Care, &escalation.say),
        Shown::Yes => {
            // Beside the way to a doctor the words of the phase would promise too much.
            let at_home = standing.decision.disposition == Disposition::HomeCare;
            let phase = plan.phase.filter(|_| at_home).map_or(String::new(), |phase| format!(": {}", phase.title));
            page.toned(Tone::Strong, &format!("Day {}{phase}", plan.day));
        }
    }
    for one in to_tell(&standing.now()).iter().filter(|one| !one.escalation.ends_plan) {
        page.toned(Tone::Care, &one.escalation.say);
    }
    let (all_day, timed): (Vec<_>, Vec<_>) = plan.items.iter().partition(|item| item.line.kind == PlanKind::AllDay);
    if all {
        in_full(page, standing, plan, &timed, &all_day);
    } else {
        at_a_glance(page, standing, plan, &timed, !all_day.is_empty());
    }
}

/// Everything, each with how it is done.
fn in_full(page: &mut Page, standing: &Standing<'_>, plan: &Plan<'_>, timed: &[&Item<'_>], all_day: &[&Item<'_>]) {
    list(page, "Your list", timed, |item| line(standing, item));
    not_yet(page, standing, plan);
    if !all_day.is_empty() {
        page.heading("All day");
        for item in all_day {
            let limits: Vec<&str> = item.limits.iter().map(|limit| limit.say.as_str()).collect();
            page.item(2, &format!("{} {}", item.say(), limits.join(" ")));
        }
    }
}

/// What is to be done now, and how; what comes later, each on a line; and how much is done.
fn at_a_glance(page: &mut Page, standing: &Standing<'_>, plan: &Plan<'_>, timed: &[&Item<'_>], has_more: bool) {
    let (done, open): (Vec<&Item<'_>>, Vec<&Item<'_>>) = timed.iter().partition(|item| item.is_done());
    let (now, later): (Vec<_>, Vec<_>) = open.into_iter().partition(|item| item.at <= standing.at);
    list(page, "Now", &now, |item| line(standing, item));
    not_yet(page, standing, plan);
    list(page, "Later", &later, |item| in_short(standing, item));
    let done = if done.is_empty() { String::new() } else { format!("Done for today: {}. ", done.len()) };
    if !timed.is_empty() || has_more {
        page.gap();
        page.toned(Tone::Quiet, &format!("{done}How each is done, and what holds all day: `easeback today --all`"));
    }
}

fn list(page: &mut Page, heading: &str, items: &[&Item<'_>], tell: impl Fn(&Item<'_>) -> String) {
    if items.is_empty() {
        return;
    }
    page.heading(heading);
    for item in items {
        page.marked(2, if item.is_done() { "[x]" } else { "[ ]" }, &tell(item));
    }
}

fn not_yet(page: &mut Page, standing: &Standing<'_>, plan: &Plan<'_>) {
    if plan.not_yet.is_empty() {
        return;
    }
    page.heading("Not yet");
    for one in &plan.not_yet {
        let (from, until) = (standing.told(one.from), standing.until(one.from));
        let why = one.why_not.join(" ");
        page.item(2, &format!("{}: from {from} (in {until}). {why}", one.treatment.name));
    }
}

/// As in "14:30 Warm pack, 20 to 30 min".
fn in_short(standing: &Standing<'_>, item: &Item<'_>) -> String {
    let name = item.treatment.map_or_else(|| item.say(), |treatment| treatment.name.as_str());
    let minutes = minutes(item).map_or(String::new(), |minutes| format!(", {minutes}"));
    format!("{} {name}{minutes}", standing.told(item.at))
}

/// As in "20 to 30 min".
fn minutes(item: &Item<'_>) -> Option<String> {
    item.minutes.map(
        |(least, most)| {
            if least < most { format!("{least} to {most} min") } else { format!("{least} min") }
        },
    )
}

/// As in "14:30 Heat: …".
fn line(standing: &Standing<'_>, item: &Item<'_>) -> String {
    let time = match item.by {
        Some(by) => format!("by {} ", by.strftime("%-d %b")),
        None if item.at <= standing.at || item.is_done() => String::new(),
        None => format!("{} ", standing.told(item.at)),
    };
    let named = item.treatment.filter(|treatment| !item.say().starts_with(&treatment.name));
    let name = named.map_or(String::new(), |treatment| format!("{}: ", treatment.name));
    let minutes = minutes(item).map_or(String::new(), |minutes| format!(" {minutes}."));
    let mg = item.mg.map_or(String::new(), |mg| format!(" At most {mg} mg."));
    let words = item.words.join(" ");
    format!("{time}{name}{}{minutes}{mg} {words}", item.say())
}

const fn word(shown: &Shown<'_>) -> &'static str {
    match shown {
        Shown::Yes => "yes",
        Shown::NoEpisode => "no_episode",
        Shown::NotAtThisLevel(_) => "not_at_this_level",
        Shown::Instead(_) => "instead",
        Shown::Expired(_) => "expired",
        Shown::Relapsed(_) => "relapsed",
        Shown::Ended(_) => "ended",
    }
}

fn told_as_json(standing: &Standing<'_>, plan: &Plan<'_>) -> Value {
    let items: Vec<Value> = plan
        .items
        .iter()
        .map(|item| {
            json!({
                "id": item.line.id,
                "kind": item.line.kind.word(),
                "treatment": item.treatment.map(|treatment| treatment.id.as_str()),
                "say": item.say(),
                "from": item.from.to_string(),
                "at": item.at.to_string(),
                "by": item.by.map(|by| by.to_string()),
                "minutes": item.minutes,
                "mg": item.mg,
                "done": item.is_done(),
                "left_today": item.left_today,
                "words": item.words,
            })
        })
        .collect();
    let not_yet: Vec<Value> = plan
        .not_yet
        .iter()
        .map(|one| {
            let (treatment, from) = (one.treatment.id.as_str(), one.from.to_string());
            json!({ "treatment": treatment, "from": from, "why_not": one.why_not })
        })
        .collect();
    let decision = &standing.decision;
    let reasons: Vec<&str> = decision.reasons.iter().map(|reason| reason.red_flag.id.as_str()).collect();
    json!({
        "plan": word(&plan.shown),
        "disposition": decision.disposition.level().word(),
        "within_days": decision.disposition.within_days(),
        "red_flags": reasons,
        "day": plan.day,
        "phase": plan.phase.map(|phase| phase.id.as_str()),
        "items": items,
        "not_yet": not_yet,
    })
}
