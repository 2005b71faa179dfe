//! What is held back, why, and which answer held it.

use super::Seen;
use super::plan::waits_for;
use crate::components::{Withheld, withheld_list};
use crate::pages::frame::WORDS;
use easeback_engine::{Held, said};
use easeback_guideline::{Answer, LevelId, Strength, Treatment, TreatmentKind};
use maud::{Markup, html};

/// Treatments that the level allows and a stop holds back: those that were wished for, or those that wait for no wish.
/// What nobody wished for is not told.
pub(super) fn held_back(seen: &Seen<'_>, wished: bool) -> Markup {
    let wants = seen.wants();
    let told = |treatment: &Treatment| {
        let needs = waits_for(seen, treatment);
        if wished { needs.iter().any(|wish| wants.contains(wish)) } else { needs.is_empty() }
    };
    let withheld: Vec<_> = seen.decision.withheld.iter().filter(|held| told(held.treatment)).collect();
    let texts: Vec<Vec<String>> = withheld
        .iter()
        .map(|held| {
            let mut texts: Vec<String> = Vec::new();
            if held.strength == Strength::AskFirst {
                texts.push("Ask a pharmacist or doctor first.".to_owned());
            }
            for text in held.stops.iter().map(|stop| reason(seen, stop)) {
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            texts
        })
        .collect();
    let because: Vec<Vec<&str>> = texts.iter().map(|texts| texts.iter().map(String::as_str).collect()).collect();
    let list: Vec<Withheld<'_>> = withheld
        .iter()
        .zip(&because)
        .map(|(held, because)| Withheld {
            name: &held.treatment.name,
            strength: held.strength.word(),
            because,
            actions: html! {},
        })
        .collect();
    html! {
        @if !list.is_empty() && wished {
            h4 { "Held back for you, and why" }
            (withheld_list(&list, WORDS))
        } @else if !list.is_empty() {
            details {
                summary { "Held back for you, and why" }
                (withheld_list(&list, WORDS))
            }
        }
    }
}

/// Why a stop holds, and the answer that held it.
fn reason(seen: &Seen<'_>, stop: &Held<'_>) -> String {
    let guideline = seen.guideline();
    if !stop.known {
        return format!("We could not rule this out: {}", stop.because);
    }
    // A long list of illnesses says no more than the reason does.
    let short = stop.facts.iter().filter(|fact| match seen.facts.answer(guideline, **fact) {
        Some(Answer::ManyOf { chosen, not_sure }) => chosen.len() == 1 && !not_sure,
        _ => true,
    });
    let said = short.filter_map(|fact| said(guideline, seen.facts, *fact));
    let said: Vec<String> = said.map(|text| text.trim_end_matches('.').to_owned()).collect();
    if said.is_empty() {
        return stop.because.to_owned();
    }
    format!("{} You said: \u{201c}{}\u{201d}", stop.because, said.join("; "))
}

/// At "see a doctor soon": what is only for home care.
pub(super) fn not_before_a_doctor(seen: &Seen<'_>) -> Markup {
    let closed = |treatment: &&Treatment| {
        treatment.shown_at.contains(&LevelId::HomeCare)
            && !treatment.shown_at.contains(&LevelId::SeeDoctorSoon)
            && treatment.kind != TreatmentKind::Information
            && seen.decision.offer(&treatment.id).is_none()
            && !seen.decision.withheld.iter().any(|held| held.treatment.id == treatment.id)
    };
    let list: Vec<&Treatment> = seen.guideline().treatments.iter().filter(closed).collect();
    html! {
        @if seen.level() == LevelId::SeeDoctorSoon && !list.is_empty() {
            details {
                summary { "Not before a doctor has looked" }
                p { "These may help some people with a sore back. Do not start them before the visit." }
                ul { @for treatment in list { li { a href={ "/learn/" (treatment.id) } { (treatment.name) } } } }
            }
        }
    }
}
