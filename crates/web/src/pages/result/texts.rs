//! The texts of a result that are put together from the guideline's words: what to do, whom to call, what to say.

use super::Seen;
use crate::pages::said::{said, sentence, sentences};
use easeback_guideline::{FindingId, Guideline, HelpLine, LevelId};

/// A citation and where it leads; the link is empty when there is none.
pub(super) type Cited = (String, String);

/// The sources of these ids.
pub(super) fn cited(guideline: &Guideline, ids: &[String]) -> Vec<Cited> {
    let sources = ids.iter().filter_map(|id| guideline.source(id));
    sources
        .map(|source| {
            let doi = source.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
            (source.cite.clone(), source.link.clone().or(doi).unwrap_or_default())
        })
        .collect()
}

/// Whom to call, as the words on the button and the number.
pub(super) type Line = (String, String);

/// What to do, in order, each sentence once. Where no single red flag decides, it is what the level asks for as a rule.
pub(super) fn steps(seen: &Seen<'_>) -> Vec<String> {
    let mut texts: Vec<&str> = seen.decision.deciding().map(|reason| reason.action.as_str()).collect();
    let usual = match seen.level() {
        LevelId::EmergencyNow => Some("call"),
        LevelId::SameDay => Some("today"),
        LevelId::SeeDoctorSoon => Some("soon"),
        LevelId::HomeCare | LevelId::Incomplete => None,
    };
    if texts.is_empty() {
        texts.extend(usual.and_then(|id| seen.guideline().action(id)).map(|action| action.say.as_str()));
    }
    let mut steps: Vec<String> = Vec::new();
    for step in texts.into_iter().flat_map(sentences) {
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    steps
}

/// Whom to call: the emergency number when it is one, before it the line that all reasons name, else behind it.
pub(super) fn lines(seen: &Seen<'_>) -> Vec<Line> {
    let Some(country) = seen.frame.place.country else {
        return vec![emergency(seen)];
    };
    let actions: Vec<&str> = seen.decision.deciding().map(|reason| reason.red_flag.action.as_str()).collect();
    let poison = |action: &&str| matches!(*action, "poison" | "poison_today" | "no_more_today");
    let crisis = |action: &&str| *action == "crisis";
    let named = |line: &Option<HelpLine>, wanted: bool| {
        line.as_ref().filter(|_| wanted).map(|line| {
            // Some lines carry their number in their name, as "NHS 111".
            let number = if line.name.contains(&line.number) { String::new() } else { format!(": {}", line.number) };
            (format!("Call {}{number}", line.name), line.number.clone())
        })
    };
    let special: Vec<Line> =
        [named(&country.crisis, actions.iter().any(crisis)), named(&country.poison, actions.iter().any(poison))]
            .into_iter()
            .flatten()
            .collect();
    let only_special = !actions.is_empty() && actions.iter().all(|action| poison(action) || crisis(action));
    match seen.level() {
        LevelId::EmergencyNow if only_special => special.into_iter().chain([emergency(seen)]).collect(),
        LevelId::EmergencyNow => [emergency(seen)].into_iter().chain(special).collect(),
        LevelId::SameDay => {
            let advice = named(&country.advice, true).into_iter();
            let mut lines: Vec<Line> = special.into_iter().chain(advice).collect();
            lines.dedup_by(|one, other| one.1 == other.1);
            lines
        }
        LevelId::SeeDoctorSoon | LevelId::HomeCare | LevelId::Incomplete => special,
    }
}

fn emergency(seen: &Seen<'_>) -> Line {
    let number = seen.frame.place.emergency();
    (format!("Call {number}"), number.to_owned())
}

/// A short text to read out on the phone: the level's first words, the answers behind the reasons, age and how long.
pub(super) fn say_on_the_phone(seen: &Seen<'_>) -> String {
    let (guideline, decision) = (seen.guideline(), seen.decision);
    let first = guideline.level(seen.level()).and_then(|level| level.say_to_the_phone.clone());
    let reasons = decision.deciding().chain(&decision.reasons).flat_map(|reason| reason.facts.iter().copied());
    let rank = (seen.level(), decision.disposition.within_days());
    let unsure = decision.floors.iter().filter(|floor| (floor.floor.level, floor.floor.within_days) == rank);
    let unsure = unsure.flat_map(|floor| floor.settled_by.iter().copied());
    let reasons = reasons.chain(unsure.filter(|_| decision.deciding().next().is_none()));
    let always = ["age_years", "duration_days"].into_iter().filter_map(|id| guideline.finding(id)).map(|(id, _)| id);
    let mut facts: Vec<FindingId> = Vec::new();
    for fact in reasons.chain(always) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    let answers = told(seen, &facts);
    let lines: Vec<String> = first.into_iter().chain(answers).map(|line| sentence(&line)).collect();
    lines.join("\n")
}

/// What the person said about these findings; what only the log knows was not said.
pub(super) fn told(seen: &Seen<'_>, facts: &[FindingId]) -> Vec<String> {
    let guideline = seen.guideline();
    let asked = facts.iter().filter(|fact| guideline.finding_at(**fact).is_some_and(|finding| !finding.is_logged()));
    asked.filter_map(|fact| said(guideline, seen.facts, *fact)).collect()
}
