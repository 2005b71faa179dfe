//! Answers in the person's own words: the statements that were ticked, not the ids of findings. And texts cut to size.
//!
//! Every page, in a browser or a terminal, says them the same way. What an answer means is decided elsewhere.

use crate::facts::PersonFacts;
use easeback_guideline::{Answer, Finding, FindingId, Guideline};

/// The answer to a finding as the person would say it; none where it was not asked.
pub fn said(guideline: &Guideline, facts: &PersonFacts, id: FindingId) -> Option<String> {
    let finding = guideline.finding_at(id)?;
    Some(words(finding, &facts.answer(guideline, id)?))
}

/// What the person said about these findings; what only the log knows was not said.
pub fn told(guideline: &Guideline, facts: &PersonFacts, findings: &[FindingId]) -> Vec<String> {
    let asked = |id: &&FindingId| guideline.finding_at(**id).is_some_and(|finding| !finding.is_logged());
    findings.iter().filter(asked).filter_map(|id| said(guideline, facts, *id)).collect()
}

/// What the log says about these findings, in words that can be said to a doctor, each once: how much was taken, and
/// what went wrong. What it only counts for itself is not told.
pub fn logged(guideline: &Guideline, facts: &PersonFacts, findings: impl Iterator<Item = FindingId>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for id in findings {
        let Some(finding) = guideline.finding_at(id).filter(|finding| finding.is_logged()) else { continue };
        let more = match facts.answer(guideline, id) {
            Some(Answer::Number(number)) => finding.told(number).into_iter().collect(),
            Some(Answer::ManyOf { chosen, .. }) if finding.tick.is_none() => {
                chosen.iter().map(|id| option(finding, id).to_owned()).collect()
            }
            _ => Vec::new(),
        };
        said.extend(more.into_iter().filter(|one| !said.contains(one)).collect::<Vec<_>>());
    }
    said
}

/// An answer in words.
pub fn words(finding: &Finding, answer: &Answer) -> String {
    let ask = &finding.ask;
    match answer {
        Answer::NotSure => match &finding.tick {
            Some(tick) => format!("I am not sure about this: {tick}"),
            None => format!("{ask} Not sure"),
        },
        Answer::YesNo(yes) => {
            let ticked = *yes == (finding.none != Some(Answer::YesNo(true)));
            match &finding.tick {
                Some(tick) if ticked => tick.clone(),
                _ => format!("{ask} {}", if *yes { "Yes" } else { "No" }),
            }
        }
        Answer::OneOf(id) => {
            if let Some(tell) = finding.option(id).and_then(|(_, option)| option.tell.as_ref()) {
                return tell.clone();
            }
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
        Answer::Number(number) => {
            finding.told(*number).unwrap_or_else(|| format!("{ask} {}", measured(finding, *number)))
        }
    }
}

/// An answer as a clinician writes it: "saddle numbness or tingling", "worst pain in the last day: 5 of 10".
pub fn termed(finding: &Finding, answer: &Answer) -> String {
    let name = finding.clinical_name();
    let term = |id: &str| finding.option(id).and_then(|(_, option)| option.term.clone());
    match answer {
        Answer::NotSure => format!("{name}: not sure"),
        Answer::YesNo(yes) if *yes == (finding.none != Some(Answer::YesNo(true))) => name.to_owned(),
        Answer::YesNo(_) => format!("{name}: no"),
        Answer::OneOf(id) => term(id).unwrap_or_else(|| format!("{name}: {}", option(finding, id))),
        Answer::ManyOf { chosen, not_sure } => {
            let mut said: Vec<_> =
                chosen.iter().map(|id| term(id).unwrap_or_else(|| option(finding, id).to_owned())).collect();
            match (said.is_empty(), not_sure) {
                (true, false) => said.push("none of those asked about".to_owned()),
                (true, true) => said.push("not sure".to_owned()),
                (false, true) => said.push("not sure about the others".to_owned()),
                (false, false) => {}
            }
            format!("{name}: {}", said.join(" + "))
        }
        Answer::Number(number) => format!("{name}: {}", measured(finding, *number)),
    }
}

/// A number with its unit, or with the end of its scale.
fn measured(finding: &Finding, number: f64) -> String {
    match (&finding.unit, finding.max) {
        // A weight that was converted from pounds has more digits than anybody said.
        (Some(unit), _) => format!("{} {}", (number * 100.0).round() / 100.0, counted(unit, number)),
        // A scale, as the pain.
        (None, Some(max)) => format!("{number} of {max}"),
        (None, None) => number.to_string(),
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

/// The text with a capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text as a whole sentence.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// A text cut behind each sentence. A sentence that offers another way ("Or call …") stays with the one before it.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut list = Vec::new();
    let mut rest = text.trim();
    let mut from = 0;
    while let Some(end) = rest.get(from..).and_then(|text| text.find(". ")).map(|end| from + end + 1) {
        let (sentence, after) = rest.split_at(end);
        if after.trim_start().starts_with("Or ") {
            from = end;
        } else {
            list.push(sentence);
            (rest, from) = (after.trim_start(), 0);
        }
    }
    list.push(rest);
    list.retain(|sentence| !sentence.is_empty());
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_in_the_terms_of_a_clinician() {
        let guideline = Guideline::built_in().unwrap();
        let termed = |id: &str, answer| termed(guideline.finding(id).unwrap().1, &answer);
        let some = |chosen: &[&str], not_sure| Answer::ManyOf {
            chosen: chosen.iter().map(|id| (*id).to_owned()).collect(),
            not_sure,
        };
        assert_eq!(termed("groin_numb", Answer::YesNo(true)), "saddle numbness or tingling");
        assert_eq!(termed("groin_numb", Answer::NotSure), "saddle numbness or tingling: not sure");
        assert_eq!(termed("groin_numb", Answer::YesNo(false)), "saddle numbness or tingling: no");
        assert_eq!(termed("floor_safe", Answer::YesNo(false)), "cannot get down to the floor and up alone");
        assert_eq!(termed("bladder", Answer::OneOf("leaking".to_owned())), "urinary incontinence, new or unexplained");
        assert_eq!(termed("conditions", some(&["diabetes", "asthma"], false)), "other conditions: diabetes + asthma");
        assert_eq!(termed("allergies", some(&[], false)), "allergies: none of those asked about");
        assert_eq!(termed("allergies", some(&[], true)), "allergies: not sure");
        assert_eq!(termed("pain_sites", some(&["low"], true)), "site: low back + not sure about the others");
        assert_eq!(termed("duration_days", Answer::Number(1.0)), "duration: 1 day");
        assert_eq!(termed("pain_now", Answer::Number(5.0)), "worst pain in the last day: 5 of 10");
    }

    #[test]
    fn an_answer_is_said_in_the_words_of_the_person() {
        let guideline = Guideline::built_in().unwrap();
        let words = |id: &str, answer| words(guideline.finding(id).unwrap().1, &answer);
        assert_eq!(
            words("groin_numb", Answer::YesNo(true)),
            "My groin, inner thighs or private parts are numb or tingly"
        );
        assert_eq!(
            words("bladder", Answer::OneOf("leaking".to_owned())),
            "I leak pee and cannot hold it. This is new."
        );
        assert_eq!(
            words("leg_weak", Answer::NotSure),
            "I am not sure about this: A leg or foot is newly weak, or a foot drops or trips me"
        );
        assert!(words("age_years", Answer::NotSure).ends_with("? Not sure"));
        assert!(words("bladder", Answer::OneOf("normal".to_owned())).ends_with("? No change"));
        assert!(words("floor_safe", Answer::YesNo(false)).starts_with("I cannot"));
        assert!(words("low_pain_days", Answer::Number(1.0)).ends_with("? 1 day"));
        assert!(words("mood_low", Answer::Number(8.0)).ends_with("? 8 of 10"));
    }

    #[test]
    fn a_number_that_a_doctor_asks_for_is_told_in_a_sentence() {
        let guideline = Guideline::built_in().unwrap();
        let words = |id: &str, number| words(guideline.finding(id).unwrap().1, &Answer::Number(number));
        assert_eq!(words("age_years", 35.0), "I am 35 years old.");
        assert_eq!(words("duration_days", 3.0), "It began 3 days ago.");
        assert_eq!(words("duration_days", 1.0), "It began 1 day ago.");
        assert_eq!(words("duration_days", 0.0), "It began today.");
        assert_eq!(words("pain_now", 8.0), "The pain is 8 out of 10 at its worst.");
    }

    #[test]
    fn another_way_stays_with_the_sentence_before() {
        let list = sentences("Go now. Or call your number. Or ask. Do not drive. Or");
        assert_eq!(list, ["Go now. Or call your number. Or ask.", "Do not drive.", "Or"]);
        assert_eq!(sentences(" Take 2.5 mg. "), ["Take 2.5 mg."]);
        assert!(sentences("").is_empty());
    }
}
