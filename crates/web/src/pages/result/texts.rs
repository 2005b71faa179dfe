//! The parts of a result that are put together from the guideline's lists: sources, and whom to call.

use super::Seen;
use easeback_guideline::{Guideline, HelpLine, LevelId};

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
    // A line that another reason names, or a doubt, is told too, as its action is.
    let reasons = seen.decision.reasons.iter().map(|reason| reason.red_flag);
    let all: Vec<&str> =
        reasons.chain(seen.decision.doubts_with_a_line()).map(|red_flag| red_flag.action.as_str()).collect();
    let special = [named(&country.crisis, all.iter().any(crisis)), named(&country.poison, all.iter().any(poison))];
    let special: Vec<Line> = special.into_iter().flatten().collect();
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
