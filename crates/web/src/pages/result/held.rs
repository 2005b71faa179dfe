//! What is held back, why, and which answer held it.

use super::Seen;
use super::plan::waits_for;
use crate::components::{Fold, Withheld, fold, names_in_a_line, withheld_list};
use crate::pages::check::{Stretch, journey};
use crate::pages::frame::WORDS;
use easeback_engine::{Held, StillOpen, said};
use easeback_guideline::{Answer, LevelId, Strength, Treatment, TreatmentKind};
use maud::{Markup, html};

/// How many open questions are named; more help nobody.
const ASKS_SHOWN: usize = 3;

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
            let known: Vec<&Held<'_>> = held.stops.iter().filter(|stop| stop.known).collect();
            if held.strength == Strength::AskFirst && !known.is_empty() {
                texts.push("Ask a pharmacist or doctor first.".to_owned());
            }
            for text in known.into_iter().map(|stop| reason(seen, stop)) {
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
            actions: not_known(seen, held),
        })
        .collect();
    html! {
        @if !list.is_empty() && wished {
            h4 { "Held back for you, and why" }
            (withheld_list(&list, WORDS))
        } @else if !list.is_empty() {
            @let names = names_in_a_line(&list.iter().map(|held| held.name).collect::<Vec<_>>(), WORDS);
            @let held = Fold { id: "held", title: "Held back for you, and why", line: &names, ..Fold::default() };
            (fold(&held, &withheld_list(&list, WORDS)))
        }
    }
}

/// What is not known about a treatment that is held back, and the way to the questions.
fn not_known(seen: &Seen<'_>, held: &easeback_engine::Withheld<'_>) -> Markup {
    let guideline = seen.guideline();
    let answers = match seen.decision.still_open(seen.facts, held) {
        StillOpen::Nothing => return html! {},
        StillOpen::Doses(say) => return html! { p.soft { (say) } },
        StillOpen::Answers(answers) => answers,
    };
    let (unsure, not_asked): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|id| seen.facts.answer(guideline, *id).is_some());
    let stretch = [Stretch::Comfort, Stretch::Wanted].into_iter().find(|stretch| seen.has_questions(*stretch));
    let way_on = stretch.filter(|_| !not_asked.is_empty()).map(|stretch| stretch.href(None));
    if held.stops.iter().any(|stop| stop.known) {
        let say = if not_asked.is_empty() {
            "You were not sure about some other things."
        } else {
            "Some other questions were not asked."
        };
        return html! { p.soft { (say) @if let Some(href) = way_on { " " a href=(href) { "Answer them" } } } };
    }
    let steps = journey(seen.engine, &seen.known.rows(), Stretch::Check);
    let step = |id: &str| {
        let of = |row: &String| row == id || row.split_once('.').is_some_and(|(finding, _)| finding == id);
        let place = steps.iter().position(|screen| screen.rows.iter().any(of));
        place.map(|place| Stretch::Check.href(Some(place + 1)))
    };
    let unsure = unsure.iter().filter_map(|id| guideline.finding_at(*id)).map(|one| (step(&one.id), &one.ask));
    let not_asked = not_asked.iter().filter_map(|id| guideline.finding_at(*id)).map(|one| (way_on.clone(), &one.ask));
    let asks: Vec<_> = not_asked.chain(unsure).collect();
    html! {
        p.soft { "We need to know more before we can say:" }
        ul {
            @for (href, ask) in asks.iter().take(ASKS_SHOWN) {
                li { @if let Some(href) = href { a href=(href) { (ask) } } @else { (ask) } }
            }
            @if asks.len() > ASKS_SHOWN { li { "and some other questions" } }
        }
    }
}

/// Why a stop holds, and the answer that held it.
fn reason(seen: &Seen<'_>, stop: &Held<'_>) -> String {
    let guideline = seen.guideline();
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
            @let names = names_in_a_line(&list.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), WORDS);
            @let closed = Fold { title: "Not before a doctor has looked", line: &names, ..Fold::default() };
            (fold(&closed, &html! {
                p { "These may help some people with a sore back. Do not start them before the visit." }
                ul.links { @for treatment in list { li { a href={ "/learn/" (treatment.id) } { (treatment.name) } } } }
            }))
        }
    }
}
