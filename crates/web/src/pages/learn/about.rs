//! How decisions are made, by which guideline, what this is not, and where answers are kept.

use easeback_guideline::{Guideline, LevelId};
use maud::{Markup, html};

use super::LEARN_HREF;
use super::parts::{WORDS, count};
use super::treatment::disagreement;
use crate::components::{NoticeKind, back_button, level_tag, notice};

/// Points of disagreement that name medicines which only a doctor can choose: they stand on those pages alone.
const ON_THEIR_OWN_PAGE: [&str; 2] = ["narcotics", "muscle_relaxants"];

/// How this works, and what it is not.
pub fn about(guideline: &Guideline) -> Markup {
    html! {
        (back_button(LEARN_HREF, WORDS))
        h1 { "How Easeback works" }
        p.lead { (guideline.title) }
        (notice(NoticeKind::Warning, "What it is not", &html! {
            p { (WORDS.footer_not_a_device) " It cannot see you or feel your back. It does not take the place of a doctor." }
            p { (guideline.status) }
        }))
        section {
            h2 { "Whom it is for" }
            p { (guideline.scope) }
        }
        section {
            h2 { "How it decides" }
            ol {
                li { "You tick what is true for you. “Not sure” is always a choice." }
                li {
                    "Your answers are compared with " (count(guideline.red_flags.len(), "warning sign", "warning signs")) ". "
                    "The most urgent one that fits sets how soon you should be seen."
                }
                li { "What we do not know never makes it less urgent." }
                li {
                    "Then we go through " (count(guideline.treatments.len(), "treatment", "treatments")) ". "
                    "Each one has a list of reasons to hold it back. When a reason may fit you, it is held back and you are told why."
                }
                li { "The same answers always give the same advice. The rules are fixed: no AI makes them up." }
            }
        }
        (levels(guideline))
        section {
            h2 { "Where your answers are" }
            ul {
                li { "Your answers stay in the Easeback that you use. They are not sent to anybody else." }
                li { "No page loads anything from another site. Nobody counts your visits." }
                li { "You can get all of it as a file, and you can erase all of it." }
            }
            p { a href="/settings" { "Go to the settings" } }
        }
        (which_guideline(guideline))
        (differs(guideline))
        (scores(guideline))
    }
}

fn levels(guideline: &Guideline) -> Markup {
    let told = guideline.levels.iter().filter(|level| level.id != LevelId::Incomplete);
    html! {
        section {
            h2 { "How soon" }
            ul.levels {
                @for level in told { li { (level_tag(level.id.word(), WORDS)) p { (level.title.replace("{days}", "some days")) } } }
            }
        }
    }
}

fn differs(guideline: &Guideline) -> Markup {
    let entries = guideline.disagreements.iter().filter(|one| !ON_THEIR_OWN_PAGE.contains(&one.id.as_str()));
    html! {
        section {
            h2 { "Where we differ from the article" }
            p { "Easeback grew from a short article. Some of it is old. Where newer advice is more careful, we follow that." }
            details {
                summary { "See each point" }
                @for entry in entries { h3 { (entry.topic) } (disagreement(entry, true)) }
            }
        }
    }
}

fn scores(guideline: &Guideline) -> Markup {
    let unused: Vec<_> = guideline.prognosis_tools.iter().filter(|tool| !tool.used).collect();
    html! {
        @if !unused.is_empty() {
            section {
                h2 { "Scores that others use" }
                details {
                    summary { "See them, and why we do not use them" }
                    @for tool in unused { p { (tool.say) " " (tool.why) } }
                }
            }
        }
    }
}

fn which_guideline(guideline: &Guideline) -> Markup {
    html! {
        section {
            h2 { "Which guideline this is" }
            dl.differ {
                div { dt { "Name" } dd { (guideline.name) } }
                div { dt { "Version" } dd.number { (guideline.version) } }
                div { dt { "Sources" } dd.number { (guideline.sources.len()) } }
                div { dt { "Fingerprint" } dd { code.digest { (guideline.digest) } } }
            }
            p.small.soft { "The fingerprint changes when any word of the guideline changes. It tells your doctor what you were told." }
        }
    }
}
