//! The plan: what is suggested now, in a few calm groups, and the way to a medicine for those who want one.
//!
//! What may be offered at which level is the engine's to decide; here stands only in which group a thing appears.

use super::held::{held_back, not_before_a_doctor};
use super::texts::cited;
use super::{Seen, WANTS};
use crate::components::{
    Evidence, FirstThing, Fold, NoticeKind, OfferCard, Source, button_link, fold, names_in_a_line, notice, offer_card,
    right_now, submit_button,
};
use crate::pages::check::Stretch;
use crate::pages::frame::WORDS;
use easeback_engine::{Offer, sentences};
use easeback_guideline::{Atom, Certainty, LevelId, Treatment, TreatmentKind};
use maud::{Markup, html};

/// Groups of a plan, in order, with their headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Rest,
    Move,
    Warmth,
    Mind,
    Day,
    ByOthers,
    Prevent,
    /// What waits for a wish.
    Wanted,
}

const GROUPS: [(Group, &str); 7] = [
    (Group::Rest, "Rest"),
    (Group::Move, "Move"),
    (Group::Warmth, "Warmth"),
    (Group::Mind, "Body and mind"),
    (Group::Day, "Through your day"),
    (Group::ByOthers, "Care by someone else"),
    (Group::Prevent, "Keep it from coming back"),
];

fn group(seen: &Seen<'_>, treatment: &Treatment) -> Group {
    match treatment.kind {
        _ if !waits_for(seen, treatment).is_empty() => Group::Wanted,
        TreatmentKind::Comfort if treatment.id == "heat" => Group::Warmth,
        TreatmentKind::Comfort | TreatmentKind::Position => Group::Rest,
        TreatmentKind::Movement => Group::Move,
        TreatmentKind::MindBody => Group::Mind,
        TreatmentKind::Advice | TreatmentKind::Information => Group::Day,
        TreatmentKind::HandsOn => Group::ByOthers,
        TreatmentKind::Prevention => Group::Prevent,
        TreatmentKind::Medicine | TreatmentKind::Herb | TreatmentKind::SkinRub => Group::Wanted,
    }
}

/// The plan; nothing where the level allows none.
pub(super) fn plan(seen: &Seen<'_>) -> Markup {
    let offers = |wanted: Group| {
        let suggested = seen.decision.offers.iter().filter(|offer| offer.suggested);
        suggested.filter(move |offer| group(seen, offer.treatment) == wanted).collect::<Vec<_>>()
    };
    let title = match seen.level() {
        LevelId::EmergencyNow | LevelId::Incomplete => return html! {},
        LevelId::SameDay => "How to rest until then",
        LevelId::SeeDoctorSoon => "What you may do until the visit",
        LevelId::HomeCare => "Your plan for today",
    };
    // Below 18, for one: then there is only the way to a doctor.
    if let Some(instead) = seen.decision.instead_of_a_plan() {
        return html! { section { h2 #plan { (title) } p { (instead) } } };
    }
    let nothing = seen.decision.offers.is_empty() && !seen.has_questions(Stretch::Comfort);
    let full = seen.level() != LevelId::SameDay && !nothing;
    html! {
        section {
            h2 #plan { (title) }
            @if seen.has_questions(Stretch::Comfort) {
                p { "A few answers decide what is safe for you." }
                p { (button_link(&Stretch::Comfort.href(None), "Answer them", seen.decision.offers.is_empty())) }
            }
            @if nothing {
                p { "Nothing on our list is safe to suggest to you right now. Below it says why. Ask a doctor or pharmacist what may help." }
            }
            @if full && seen.level() != LevelId::HomeCare { (first_things(seen)) }
            @for (group, name) in GROUPS {
                @let list = offers(group);
                // The few positions that may be used before the doctor is reached stand in view.
                @if !list.is_empty() { (group_of(seen, name, &list, !full)) }
            }
            @if full { (wanted(seen, &offers(Group::Wanted))) }
            (also_allowed(seen))
            (held_back(seen, false))
            @if !nothing { (not_before_a_doctor(seen)) }
            @if full && seen.has_questions(Stretch::After) {
                (notice(NoticeKind::Info, "A few more questions?", &html! {
                    p { "How you feel and how your day goes can change how long this lasts. It takes a minute." }
                    p { (button_link(&Stretch::After.href(None), "Answer a few more", true)) }
                }))
            }
        }
    }
}

/// A group, folded to its name and the names in it.
fn group_of(seen: &Seen<'_>, name: &str, offers: &[&Offer<'_>], open: bool) -> Markup {
    let names: Vec<&str> = offers.iter().map(|offer| offer.treatment.name.as_str()).collect();
    let line = names_in_a_line(&names, WORDS);
    fold(&Fold { id: "", title: name, line: &line, open }, &html! { @for offer in offers { (card(seen, offer)) } })
}

/// How many things a person can do within the next hour.
const FIRST_THINGS: usize = 3;

/// What to do within the next hour: the first of each group that the guideline has words for, in the order in which they
/// help somebody who lies on the floor.
pub(super) fn first_things(seen: &Seen<'_>) -> Markup {
    let plan = matches!(seen.level(), LevelId::HomeCare | LevelId::SeeDoctorSoon);
    let first = |wanted: Group| {
        let suggested = seen.decision.offers.iter().filter(|offer| offer.suggested).map(|offer| offer.treatment);
        suggested.filter(|one| one.right_now.is_some()).find(|one| group(seen, one) == wanted)
    };
    let order = [Group::Rest, Group::Warmth, Group::Move, Group::Mind];
    let chosen: Vec<&Treatment> = order.into_iter().filter_map(first).take(FIRST_THINGS).collect();
    let hrefs: Vec<String> = chosen.iter().map(|one| format!("#{}", one.id)).collect();
    let things: Vec<FirstThing<'_>> = chosen
        .iter()
        .zip(&hrefs)
        .map(|(one, href)| {
            let say = one.right_now.as_deref().unwrap_or_default();
            let what = sentences(say).first().copied().unwrap_or(say);
            let how = say.strip_prefix(what).unwrap_or_default().trim();
            FirstThing { figure: picture(&one.id), what, how, href, name: &one.name }
        })
        .collect();
    html! { @if plan && !things.is_empty() { (right_now(&things, WORDS)) } }
}

/// Where a treatment waits for a wish: the options of the wish that it waits for.
pub(super) fn waits_for(seen: &Seen<'_>, treatment: &Treatment) -> Vec<String> {
    let Some((wants, finding)) = seen.guideline().finding(WANTS) else { return Vec::new() };
    let Some(when) = &treatment.offer_when else { return Vec::new() };
    let atoms = when.condition().atoms();
    let options = atoms.iter().filter_map(|atom| match atom {
        Atom::Contains(id, option) if *id == wants => finding.option_at(*option),
        _ => None,
    });
    options.map(|option| option.id.clone()).collect()
}

/// What was wished for, and the form to wish.
fn wanted(seen: &Seen<'_>, offers: &[&Offer<'_>]) -> Markup {
    let (wants, level) = (seen.wants(), seen.level());
    let Some((_, finding)) = seen.guideline().finding(WANTS) else { return html! {} };
    // A wish that nothing at this level can answer is not asked for.
    let answered = |option: &str| {
        let treatments = seen.guideline().treatments.iter().filter(|one| one.shown_at.contains(&level));
        treatments.into_iter().any(|one| waits_for(seen, one).iter().any(|wish| wish == option))
    };
    let options: Vec<_> = finding.options.iter().filter(|option| answered(&option.id)).collect();
    let medicine = |offer: &&&Offer<'_>| offer.treatment.kind == TreatmentKind::Medicine;
    let no_medicine = wants.iter().any(|wish| wish.contains("medicine") || wish == "other_than_ibuprofen")
        && !offers.iter().any(|offer| medicine(&offer))
        && !seen.has_questions(Stretch::Wanted);
    let pharmacist = seen.guideline().choice_order.iter().find(|one| one.treatment == "pharmacist");
    let fold_of = Fold {
        id: "wanted",
        title: if wants.is_empty() { "If you want a medicine" } else { "What you asked for" },
        line: if wants.is_empty() { "Pain pills, herbs, rubs, hands-on care: see what is safe for you" } else { "" },
        open: !wants.is_empty(),
    };
    fold(
        &fold_of,
        &html! {
            @if !wants.is_empty() && seen.has_questions(Stretch::Wanted) {
                p { "Before we can say what is safe, we need some more answers." }
                p { (button_link(&Stretch::Wanted.href(None), "Answer them", false)) }
            }
            @for offer in offers { (card(seen, offer)) }
            @if !seen.has_questions(Stretch::Wanted) { (held_back(seen, true)) }
            @if let Some(pharmacist) = pharmacist.filter(|_| no_medicine) { p { strong { (pharmacist.say) } } }
            @if !options.is_empty() {
                form.card method="post" action="/wants" {
                    fieldset {
                        legend { h4 { (finding.ask) } }
                        p.soft { "You do not need any of it. If you want something, we ask what makes it safe for you." }
                        @for option in options {
                            label.pick {
                                input type="checkbox" name=(WANTS) value=(option.id) checked[wants.contains(&option.id)];
                                span { (option.say) }
                            }
                        }
                    }
                    div.go { (submit_button("See if it is safe for me", "", "", !wants.is_empty())) }
                }
            }
        },
    )
}

fn also_allowed(seen: &Seen<'_>) -> Markup {
    let others: Vec<_> = seen.decision.offers.iter().filter(|offer| !offer.suggested).collect();
    html! {
        @if !others.is_empty() {
            @let also = Fold { title: "Also allowed", line: "Not the first choice now", ..Fold::default() };
            (fold(&also, &html! {
                p { "Nothing holds these back. They are just not the first choice now." }
                ul.links { @for offer in others { li { a href={ "/learn/" (offer.treatment.id) } { (offer.treatment.name) } } } }
            }))
        }
    }
}

fn card(seen: &Seen<'_>, offer: &Offer<'_>) -> Markup {
    let (guideline, treatment) = (seen.guideline(), offer.treatment);
    let texts = |list: &'_ [String]| -> Vec<String> { list.to_vec() };
    let steps = texts(&treatment.steps);
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let limits: Vec<&str> = treatment.limits.iter().map(|limit| limit.say.as_str()).collect();
    let not_with: Vec<&str> =
        offer.not_with.iter().filter_map(|id| guideline.treatment(id)).map(|other| other.name.as_str()).collect();
    let notes: Vec<&str> = offer.notes.iter().map(|note| note.say.as_str()).collect();
    let cites: Vec<_> = treatment.evidence.iter().map(|one| cited(guideline, &one.sources)).collect();
    let sources: Vec<Vec<Source<'_>>> =
        cites.iter().map(|list| list.iter().map(|(cite, href)| Source { cite, href }).collect()).collect();
    let evidence: Vec<Evidence<'_>> = treatment
        .evidence
        .iter()
        .zip(&sources)
        .map(|(one, sources)| Evidence {
            certainty: certainty(one.certainty),
            say: &one.say,
            figures: one.figures.as_deref().unwrap_or_default(),
            sources,
        })
        .collect();
    let offer = OfferCard {
        figure: picture(&treatment.id),
        name: &treatment.name,
        summary: &treatment.summary,
        steps: &steps,
        limits: &limits,
        limits_in_view: matches!(
            treatment.kind,
            TreatmentKind::Medicine | TreatmentKind::Herb | TreatmentKind::SkinRub
        ),
        not_with: &not_with,
        notes: &notes,
        evidence: &evidence,
        actions: html! {},
    };
    html! { div id=(treatment.id) { (offer_card(&offer, WORDS)) } }
}

/// The picture that stands for a treatment.
pub(crate) fn picture(id: &str) -> &str {
    match id {
        "capsicum_topical" => "capsicum",
        "floor_moves" => "knee_rock",
        "lifting_advice" => "lifting_right",
        "prevention_exercise" => "bridge",
        other => other,
    }
}

const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::High => "high",
        Certainty::Moderate => "moderate",
        Certainty::Low => "low",
        Certainty::VeryLow => "very_low",
        Certainty::None => "none",
    }
}
