//! One treatment: what it is, how to do it, who should not, and how sure that is.

use easeback_guideline::{Disagreement, Guideline, Note, Severity, StopForAll, Strength, Treatment, TreatmentKind};
use maud::{Markup, html};

use super::conditions::whom;
use super::parts::{
    Unchecked, WORDS, cited, count, distinct, evidence, interactions, list, pictures, sources_section, unchecked,
    unchecked_section,
};
use super::{LEARN_HREF, exercise};
use crate::components::{NoticeKind, back_button, button_link, notice};
use crate::figures::{figure, icon};

/// How many reasons stand in view before a list is one tap away.
const IN_VIEW: usize = 8;

/// The same for the reasons that weigh most.
const NEVER_IN_VIEW: usize = 16;

/// The page of the treatment of this id, or `None` when there is none.
pub fn treatment(guideline: &Guideline, id: &str) -> Option<Markup> {
    let treatment = guideline.treatment(id)?;
    let information = treatment.kind == TreatmentKind::Information;
    Some(html! {
        (back_button(LEARN_HREF, WORDS))
        h1 { (treatment.name) }
        p.lead { (treatment.summary) }
        @if !treatment.stops.is_empty() && !information {
            p { "Not for everybody: " a href="#who-should-not" { "see who should not" } "." }
        }
        @if information {
            (notice(NoticeKind::Info, "For information only", &html! {
                p { "Easeback does not offer this. Only a doctor can say if it is right for you." }
            }))
        } @else if !exercise::has_pictures(&treatment.id) {
            @for id in pictures(&treatment.id) { @if let Some(drawing) = figure(id) { (drawing) } }
        }
        (how_to(guideline, treatment, information))
        (exercise::programme(guideline, &treatment.id))
        (who_should_not(guideline, treatment))
        (not_together(guideline, treatment))
        (how_sure(guideline, treatment))
        (article(guideline, treatment))
        (sources_section(&cited(guideline, source_ids(guideline, treatment))))
        (unchecked_section(&awaiting_review(guideline, treatment)))
        @if !information {
            section {
                h2 { "Is it right for you?" }
                p { "The check goes through the lists above with you. It takes a few minutes." }
                (button_link("/check", "Do the check", true))
            }
        }
    })
}

/// Stands in for a page that is not shown to this person, with the reasons. It does not name what it stands in for.
pub fn not_for_you(because: &[&str]) -> Markup {
    html! {
        (back_button(LEARN_HREF, WORDS))
        h1 { "This page is not shown to you" }
        p.lead { "Your answers hold it back. Here is why." }
        ul { @for reason in distinct(because.iter().copied()) { li { (reason) } } }
        p { (button_link(LEARN_HREF, "See what else can help", true)) }
    }
}

fn how_to(guideline: &Guideline, treatment: &Treatment, information: bool) -> Markup {
    let some_people: Vec<_> = treatment.notes.iter().filter_map(|note| for_some(guideline, note)).collect();
    html! {
        @if !treatment.steps.is_empty() {
            section {
                h2 { @if information { "What to know" } @else { (WORDS.how_to) } }
                @if information { ul { @for step in &treatment.steps { li { (step) } } } }
                @else if let Some(pictured) = exercise::pictured_steps(guideline, treatment) { (pictured) }
                @else { ol { @for step in &treatment.steps { li { (step) } } } }
                (notes(treatment))
            }
        }
        @if !treatment.limits.is_empty() {
            section {
                h2 { (WORDS.limits) }
                ul { @for limit in &treatment.limits { li { (limit.say) } } }
            }
        }
        @if !some_people.is_empty() {
            section {
                h2 { "For some people" }
                dl.some {
                    @for (whom, note) in &some_people {
                        dt { "If this fits you: " (whom.join("; or ")) }
                        dd { (note.say) }
                    }
                }
            }
        }
    }
}

/// The notes that are for everybody, in one box.
fn notes(treatment: &Treatment) -> Markup {
    let for_all: Vec<_> = treatment.notes.iter().filter(|note| note.when.is_none()).collect();
    html! {
        @if for_all.len() == 1 { @for note in for_all { (notice(NoticeKind::Warning, "", &html! { p { (note.say) } })) } }
        @else if !for_all.is_empty() {
            (notice(NoticeKind::Warning, "Keep in mind", &html! { ul { @for note in for_all { li { (note.say) } } } }))
        }
    }
}

/// A note with whom it is for; `None` for a note that is for everybody, and for one that only a plan can decide.
fn for_some<'a>(guideline: &Guideline, note: &'a Note) -> Option<(Vec<String>, &'a Note)> {
    let when = note.when.as_ref()?;
    Some((whom(guideline, when.condition())?, note))
}

/// The stops that hold for every treatment of this kind.
fn stops_for_all<'a>(guideline: &'a Guideline, treatment: &Treatment) -> impl Iterator<Item = &'a StopForAll> {
    let kind = treatment.kind;
    guideline.stops_for_all.iter().filter(move |stop| stop.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind)))
}

fn who_should_not(guideline: &Guideline, treatment: &Treatment) -> Markup {
    let of = |strength: Strength| {
        let own =
            treatment.stops.iter().filter(move |stop| stop.strength == strength).map(|stop| stop.because.as_str());
        let for_all = stops_for_all(guideline, treatment).filter(move |stop| stop.strength == strength);
        distinct(own.chain(for_all.map(|stop| stop.because.as_str())))
    };
    let (never, ask_first) = (of(Strength::Never), of(Strength::AskFirst));
    html! {
        @if !never.is_empty() || !ask_first.is_empty() {
            section {
                h2 #who-should-not { "Who should not" }
                @if !never.is_empty() {
                    h3.with-icon { (icon("none")) "Never" }
                    p.soft {
                        @if treatment.kind == TreatmentKind::Information { "It is not for you when one of these fits you." }
                        @else { "We do not offer it when one of these fits you." }
                    }
                    (list(&never, NEVER_IN_VIEW, &format!("See all {}", count(never.len(), "reason", "reasons"))))
                }
                @if !ask_first.is_empty() {
                    h3.with-icon { (icon("not_sure")) "Ask first" }
                    p.soft { "Wait for a yes from a doctor or pharmacist when one of these fits you." }
                    (list(&ask_first, IN_VIEW, &format!("See all {}", count(ask_first.len(), "reason", "reasons"))))
                }
            }
        }
    }
}

fn not_together(guideline: &Guideline, treatment: &Treatment) -> Markup {
    let groups = [
        (Severity::Never, "none", "Never together"),
        (Severity::AskFirst, "not_sure", "Ask first"),
        (Severity::Caution, "warning", "Take care"),
        (Severity::NeededTogether, "check", "These belong together"),
    ]
    .map(|(severity, icon, title)| {
        let entries: Vec<_> =
            interactions(guideline, &treatment.id).filter(|entry| entry.severity == severity).collect();
        (icon, title, distinct(entries.iter().map(|entry| entry.because.as_str())))
    });
    html! {
        @if groups.iter().any(|(_, _, texts)| !texts.is_empty()) {
            section {
                h2 { "What goes with it, and what does not" }
                @for (name, title, texts) in &groups {
                    @if !texts.is_empty() {
                        h3.with-icon { (icon(name)) (title) }
                        (list(texts, IN_VIEW, &format!("See all {}", texts.len())))
                    }
                }
            }
        }
    }
}

fn how_sure(guideline: &Guideline, treatment: &Treatment) -> Markup {
    html! {
        @if !treatment.evidence.is_empty() {
            section {
                h2 { (WORDS.how_sure) }
                @for one in &treatment.evidence { (evidence(guideline, one)) }
            }
        }
    }
}

/// The points of disagreement with the article that belong to a treatment.
pub(super) fn disagreement_ids(id: &str) -> &'static [&'static str] {
    match id {
        "short_rest" | "keep_moving" => &["bed_rest"],
        "acetaminophen" => &["acetaminophen"],
        "ibuprofen" => &["ibuprofen"],
        "rx_opioid_info" => &["narcotics"],
        "rx_muscle_relaxant_info" => &["muscle_relaxants"],
        "willow_bark" | "devils_claw" => &["herbs"],
        "capsicum_topical" => &["capsicum", "capsicum_name"],
        "acupuncture" => &["acupuncture"],
        "spinal_manipulation" | "massage" => &["hands_on"],
        "cbt_skills" | "progressive_relaxation" => &["stress"],
        "posture_advice" => &["posture"],
        "lifting_advice" => &["lifting"],
        "prevention_exercise" | "walking_plan" => &["exercise"],
        _ => &[],
    }
}

fn disagreements<'a>(guideline: &'a Guideline, id: &str) -> impl Iterator<Item = &'a Disagreement> {
    let ids = disagreement_ids(id);
    guideline.disagreements.iter().filter(move |entry| ids.contains(&entry.id.as_str()))
}

fn article(guideline: &Guideline, treatment: &Treatment) -> Markup {
    let differs: Vec<_> = disagreements(guideline, &treatment.id).collect();
    html! {
        @if !differs.is_empty() || treatment.seed_says.is_some() {
            section {
                h2 { @if differs.is_empty() { "What the article says" } @else { "What the article says, and what we do" } }
                @if let Some(says) = &treatment.seed_says {
                    p { "Easeback grew from a short article. It says:" }
                    blockquote { p { (says) } }
                }
                @for entry in &differs { (disagreement(entry, treatment.seed_says.is_none())) }
            }
        }
    }
}

/// The article (unless it was quoted just before), newer guidance and what is done here, side by side.
pub(super) fn disagreement(entry: &Disagreement, with_article: bool) -> Markup {
    html! {
        dl.differ {
            @if with_article { div { dt { "The article" } dd { (entry.article_says) } } }
            div { dt { "Newer advice" } dd { (entry.guidance_says) } }
            div { dt { "What we do" } dd { (entry.we_do) } }
        }
    }
}

fn source_ids<'a>(guideline: &'a Guideline, treatment: &'a Treatment) -> impl Iterator<Item = &'a String> {
    let own = treatment.sources.iter();
    let evidence = treatment.evidence.iter().flat_map(|entry| &entry.sources);
    let limits = treatment.limits.iter().flat_map(|entry| &entry.sources);
    let notes = treatment.notes.iter().flat_map(|entry| &entry.sources);
    let stops = treatment.stops.iter().flat_map(|entry| &entry.sources);
    let for_all = stops_for_all(guideline, treatment).flat_map(|entry| &entry.sources);
    let together = interactions(guideline, &treatment.id).flat_map(|entry| &entry.sources);
    let differs = disagreements(guideline, &treatment.id).flat_map(|entry| &entry.sources);
    let programme = exercise::source_ids(guideline, &treatment.id);
    own.chain(evidence)
        .chain(limits)
        .chain(notes)
        .chain(stops)
        .chain(for_all)
        .chain(together)
        .chain(differs)
        .chain(programme)
}

fn awaiting_review<'a>(guideline: &'a Guideline, treatment: &'a Treatment) -> Vec<Unchecked<'a>> {
    let own = unchecked(&treatment.summary, treatment.review, treatment.review_note.as_ref());
    let limits = treatment.limits.iter().flat_map(|one| unchecked(&one.say, one.review, one.review_note.as_ref()));
    let notes = treatment.notes.iter().flat_map(|one| unchecked(&one.say, one.review, one.review_note.as_ref()));
    let known = treatment.evidence.iter().flat_map(|one| unchecked(&one.say, one.review, one.review_note.as_ref()));
    let stops = treatment.stops.iter().flat_map(|one| unchecked(&one.because, one.review, one.review_note.as_ref()));
    let for_all = stops_for_all(guideline, treatment)
        .flat_map(|one| unchecked(&one.because, one.review, one.review_note.as_ref()));
    let together = interactions(guideline, &treatment.id)
        .flat_map(|one| unchecked(&one.because, one.review, one.review_note.as_ref()));
    own.chain(limits).chain(notes).chain(known).chain(stops).chain(for_all).chain(together).collect()
}
