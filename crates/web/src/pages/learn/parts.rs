//! What the pages of the handbook share: sources, evidence, what awaits review, links.

use easeback_guideline::{Certainty, Evidence, Guideline, Interaction, Review, SourceStatus, TreatmentKind};
use maud::{Markup, html};

use crate::components::{self, Words};

/// The words of the components.
pub(super) const WORDS: &Words<'static> = &Words::ENGLISH;

/// The address of a treatment's page.
pub(super) fn href(id: &str) -> String {
    format!("{}/{id}", super::LEARN_HREF)
}

/// The figures of a treatment, by the ids of [`crate::figures`], the most telling one first.
///
/// Information about care that only a doctor can choose has none: it is told in words alone.
pub(super) fn pictures(id: &str) -> Vec<&str> {
    match id {
        "short_rest" => vec!["short_rest", "side_lying_pillow"],
        "floor_moves" => vec!["knee_rock"],
        "prevention_exercise" => vec!["bird_dog"],
        "lifting_advice" => vec!["lifting_right", "lifting_wrong"],
        "pos_pillow_knees" | "pos_legs_chair" => vec![id, "roll_to_rise"],
        _ => vec![id],
    }
}

/// The groups of the index, in order, with the kinds that stand in each.
pub(super) const GROUPS: [(&str, &str, &[TreatmentKind]); 7] = [
    ("rest", "Rest, warmth and positions", &[TreatmentKind::Comfort, TreatmentKind::Position]),
    ("move", "Moving", &[TreatmentKind::Movement]),
    ("mind", "Mind and body", &[TreatmentKind::MindBody]),
    (
        "medicine",
        "Medicines, creams and herbs",
        &[TreatmentKind::Medicine, TreatmentKind::SkinRub, TreatmentKind::Herb],
    ),
    ("hands", "Care by someone else", &[TreatmentKind::HandsOn]),
    ("prevent", "Keep it from coming back", &[TreatmentKind::Prevention, TreatmentKind::Advice]),
    ("doctor", "To talk about with a doctor", &[TreatmentKind::Information]),
];

/// The word that [`components::evidence_note`] takes.
const fn certainty_word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::High => "high",
        Certainty::Moderate => "moderate",
        Certainty::Low => "low",
        Certainty::VeryLow => "very_low",
        Certainty::None => "none",
    }
}

/// What is known, as dots and words; the figures and sources are one tap away.
pub(super) fn evidence(guideline: &Guideline, evidence: &Evidence) -> Markup {
    let cited = cited(guideline, evidence.sources.iter());
    let sources: Vec<_> = cited.iter().map(Cited::as_source).collect();
    components::evidence_note(
        &components::Evidence {
            certainty: certainty_word(evidence.certainty),
            say: &evidence.say,
            figures: evidence.figures.as_deref().unwrap_or_default(),
            sources: &sources,
        },
        WORDS,
    )
}

/// The dots and the first line of the evidence, so that nobody takes the dots for a recommendation.
pub(super) fn evidence_line(evidence: &Evidence) -> Markup {
    components::evidence_note(
        &components::Evidence {
            certainty: certainty_word(evidence.certainty),
            say: &evidence.say,
            ..components::Evidence::default()
        },
        WORDS,
    )
}

/// A source with the address it is found at.
pub(super) struct Cited<'a> {
    cite: &'a str,
    href: String,
    status: SourceStatus,
}

impl Cited<'_> {
    fn as_source(&self) -> components::Source<'_> {
        components::Source { cite: self.cite, href: &self.href }
    }
}

/// The sources of these ids, once each, in the order in which they are first named.
pub(super) fn cited<'a>(guideline: &'a Guideline, ids: impl Iterator<Item = &'a String>) -> Vec<Cited<'a>> {
    let mut seen: Vec<&str> = Vec::new();
    let mut cited = Vec::new();
    for id in ids {
        if seen.contains(&id.as_str()) {
            continue;
        }
        seen.push(id);
        if let Some(source) = guideline.source(id) {
            let doi = source.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
            let href = doi.or_else(|| source.link.clone()).unwrap_or_default();
            cited.push(Cited { cite: &source.cite, href, status: source.status });
        }
    }
    cited
}

/// The sources as a section. A link opens only when it is tapped, and does not say where it was tapped.
pub(super) fn sources_section(cited: &[Cited<'_>]) -> Markup {
    html! {
        @if !cited.is_empty() {
            section {
                h2 { "Where this comes from" }
                details {
                    summary { (count(cited.len(), "source", "sources")) }
                    p.small { "A link leaves Easeback and opens the web. Nothing is loaded until you tap it." }
                    ul.sources {
                        @for source in cited {
                            li {
                                @if source.href.is_empty() { (source.cite) }
                                @else { a href=(source.href) rel="noreferrer" { (source.cite) } }
                                @match source.status {
                                    SourceStatus::Verified => {},
                                    SourceStatus::FiguresNotSeen => { " (We found it, but did not see its numbers.)" },
                                    SourceStatus::FromMemory => { " (From memory. Nobody has looked it up yet.)" },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Something that nobody has checked against a source yet.
pub(super) struct Unchecked<'a> {
    /// What is said.
    pub(super) say: &'a str,
    /// Why it awaits review.
    pub(super) review: Review,
    /// What exactly is unsure.
    pub(super) note: Option<&'a str>,
}

/// The entry, when it awaits review.
pub(super) fn unchecked<'a>(
    say: &'a str,
    review: Option<Review>,
    note: Option<&'a String>,
) -> impl Iterator<Item = Unchecked<'a>> {
    review.map(|review| Unchecked { say, review, note: note.map(String::as_str) }).into_iter()
}

/// What no clinician has checked yet, as a section.
pub(super) fn unchecked_section(entries: &[Unchecked<'_>]) -> Markup {
    html! {
        @if !entries.is_empty() {
            section {
                h2 { "Still to be checked" }
                p { "No clinician has looked at these lines yet. They may change." }
                details {
                    summary { (count(entries.len(), "line", "lines")) }
                    ul.small {
                        @for entry in entries {
                            li {
                                (entry.say) " "
                                em.soft { (review_says(entry.review)) @if let Some(note) = entry.note { " " (note) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Why an entry awaits review, in plain words.
const fn review_says(review: Review) -> &'static str {
    match review {
        Review::Assumed => "Our choice. No study says so.",
        Review::FromMemory => "Written from memory.",
        Review::Judgement => "Our judgement.",
    }
}

/// What goes, or does not go, with a treatment, from the side of either.
pub(super) fn interactions<'a>(guideline: &'a Guideline, id: &str) -> impl Iterator<Item = &'a Interaction> {
    guideline.interactions.iter().filter(move |entry| entry.a == id || entry.b == id)
}

/// A number with its word.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A range, or one number when both ends are the same.
pub(super) fn range<T: Copy + PartialEq + std::fmt::Display>(low: T, high: T) -> String {
    if low == high { low.to_string() } else { format!("{low} to {high}") }
}

/// A long list is one tap away, a short one stands in view.
///
/// `in_view` is how many may stand in view.
pub(super) fn list(items: &[&str], in_view: usize, summary: &str) -> Markup {
    html! {
        @if items.len() > in_view {
            details { summary { (summary) } ul { @for item in items { li { (item) } } } }
        } @else {
            ul { @for item in items { li { (item) } } }
        }
    }
}

/// The texts, each once, in their order.
pub(super) fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct = Vec::new();
    for text in texts {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    distinct
}
