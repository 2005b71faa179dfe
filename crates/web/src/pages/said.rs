//! What a person answered, in the person's own words: the statements that were ticked, not the ids of findings.

use easeback_engine::PersonFacts;
use easeback_guideline::{Answer, Finding, FindingId, Guideline};

/// The answer to a finding as the person would say it; none where it was not asked.
pub(crate) fn said(guideline: &Guideline, facts: &PersonFacts, id: FindingId) -> Option<String> {
    let finding = guideline.finding_at(id)?;
    Some(words(finding, &facts.answer(guideline, id)?))
}

/// An answer in words.
pub(crate) fn words(finding: &Finding, answer: &Answer) -> String {
    let ask = &finding.ask;
    match answer {
        Answer::NotSure => format!("{ask} Not sure"),
        Answer::YesNo(yes) => {
            let ticked = *yes == (finding.none != Some(Answer::YesNo(true)));
            match &finding.tick {
                Some(tick) if ticked => tick.clone(),
                _ => format!("{ask} {}", if *yes { "Yes" } else { "No" }),
            }
        }
        Answer::OneOf(id) => {
            let say = option(finding, id);
            match &finding.tick {
                Some(tick) if finding.none.as_ref() != Some(answer) => format!("{tick}: {say}"),
                _ => format!("{ask} {say}"),
            }
        }
        Answer::ManyOf { chosen, not_sure } => {
            let mut said: Vec<&str> = chosen.iter().map(|id| option(finding, id)).collect();
            match (said.is_empty(), not_sure) {
                (true, false) => said.push("None of these"),
                (true, true) => said.push("Not sure"),
                (false, true) => said.push("not sure about the others"),
                (false, false) => {}
            }
            format!("{ask} {}", said.join("; "))
        }
        Answer::Number(number) => match (&finding.unit, finding.max) {
            (Some(unit), _) => format!("{ask} {number} {}", counted(unit, *number)),
            // A scale, as the pain.
            (None, Some(max)) => format!("{ask} {number} of {max}"),
            (None, None) => format!("{ask} {number}"),
        },
    }
}

fn option<'f>(finding: &'f Finding, id: &'f str) -> &'f str {
    finding.option(id).map_or(id, |(_, option)| option.say.as_str())
}

/// The unit for one of it: "1 day".
fn counted(unit: &str, number: f64) -> &str {
    let one = (number - 1.0).abs() < f64::EPSILON;
    unit.strip_suffix('s').filter(|_| one).unwrap_or(unit)
}

/// The text as a whole sentence.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// A text cut behind each sentence. A sentence that offers another way ("Or call …") stays with the one before it.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for part in text.split_inclusive(". ").map(str::trim).filter(|part| !part.is_empty()) {
        match list.last_mut().filter(|_| part.starts_with("Or ")) {
            Some(before) => {
                before.push(' ');
                before.push_str(part);
            }
            None => list.push(part.to_owned()),
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_said_in_the_words_of_the_person() {
        let guideline = Guideline::built_in().unwrap();
        let words = |id: &str, answer| words(guideline.finding(id).unwrap().1, &answer);
        assert_eq!(
            words("groin_numb", Answer::YesNo(true)),
            "My groin, inner thighs or private parts are numb or tingly"
        );
        assert!(words("bladder", Answer::OneOf("leaking".to_owned())).ends_with(": I leak, or I cannot hold it"));
        assert!(words("bladder", Answer::OneOf("normal".to_owned())).ends_with("? No change"));
        assert!(words("floor_safe", Answer::YesNo(false)).starts_with("I cannot"));
        assert_eq!(words("duration_days", Answer::Number(1.0)), "How many days ago did this pain start? 1 day");
        assert!(words("pain_now", Answer::Number(8.0)).ends_with("8 of 10"));
        assert!(words("fever", Answer::NotSure).ends_with("Not sure"));
    }

    #[test]
    fn another_way_stays_with_the_sentence_before() {
        let list = sentences("Go now. Or call your number. Do not drive.");
        assert_eq!(list, ["Go now. Or call your number.", "Do not drive."]);
    }
}
