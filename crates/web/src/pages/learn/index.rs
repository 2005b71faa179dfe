//! All treatments in a few calm groups.

use easeback_guideline::{Guideline, Treatment, TreatmentKind};
use maud::{Markup, html};

use super::parts::{GROUPS, evidence_line, href, pictures};
use crate::components::button_link;
use crate::figures::figure;

/// Every treatment with its picture, its name, one line and how sure the evidence is.
///
/// The treatments of the ids in `hidden` are left out, for a person who must not be pointed to them.
pub fn index_without(guideline: &Guideline, hidden: &[&str]) -> Markup {
    let shown = |kinds: &[TreatmentKind]| -> Vec<&Treatment> {
        let all = guideline.treatments.iter();
        all.filter(|one| kinds.contains(&one.kind) && !hidden.contains(&one.id.as_str())).collect()
    };
    let groups: Vec<_> = GROUPS.iter().map(|(id, name, kinds)| (id, name, shown(kinds))).collect();
    let groups: Vec<_> = groups.into_iter().filter(|(_, _, treatments)| !treatments.is_empty()).collect();
    html! {
        h1 { "What can help" }
        p.lead { "Read about each one: how to do it, who should not, and how sure we are." }
        p { "The dots show how sure the studies are. They do not show how much it helps." }
        p.row {
            (button_link("/learn/course", "How it usually goes", true))
            (button_link("/learn/about", "How this works", true))
        }
        nav aria-labelledby="on-this-page" {
            p.small.soft #on-this-page { "On this page" }
            ul.jump { @for (id, name, _) in &groups { li { a href={ "#" (id) } { (name) } } } }
        }
        @for (id, name, treatments) in &groups {
            section {
                h2 id=(id) { (name) }
                ul.learn { @for treatment in treatments { (entry(treatment)) } }
            }
        }
    }
}

fn entry(treatment: &Treatment) -> Markup {
    let told_in_words = treatment.kind == TreatmentKind::Information;
    let drawing = pictures(&treatment.id).first().filter(|_| !told_in_words).and_then(|id| figure(id));
    html! {
        li {
            @if let Some(drawing) = drawing { div.thumb aria-hidden="true" { (drawing) } }
            div {
                h3 { a href=(href(&treatment.id)) { (treatment.name) } }
                p { (treatment.summary) }
                @if let Some(evidence) = treatment.evidence.first() { (evidence_line(evidence)) }
            }
        }
    }
}
