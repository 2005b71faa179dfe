//! The page of the result, from the band at the top down to the answers behind it.

use super::texts::{cited, lines};
use super::{Seen, answers, days, plan, title};
use crate::components::{
    ActionBox, Call, Fold, NoticeKind, ReasonCard, Source, action_box, button_link, copy_text, disposition_band, fold,
    notice, reason_card,
};
use crate::pages::check::{Stretch, journey};
use crate::pages::frame::WORDS;
use easeback_engine::{Answer, Reason, logged, told};
use easeback_episode::{Content, Dose};
use easeback_guideline::{FindingId, LevelId, WatchFor, WatchKind};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

pub(super) fn page(seen: &Seen<'_>) -> Markup {
    let (guideline, level) = (seen.guideline(), seen.level());
    let lead = guideline.level(level).map_or("", |level| level.lead.as_str());
    let emergency = level == LevelId::EmergencyNow;
    html! {
        (disposition_band(level.word(), &title(guideline, seen.decision.disposition), lead, WORDS))
        @if seen.unsaved {
            (notice(NoticeKind::Warning, "", &html! { p { "This result could not be saved in your log. It holds all the same. Write it down." } }))
        }
        (what_to_do(seen))
        @if level == LevelId::Incomplete { (go_on(seen)) }
        @if level == LevelId::HomeCare { (plan::first_things(seen)) }
        @if !emergency { (jump(seen)) }
        @if level != LevelId::HomeCare && level != LevelId::Incomplete {
            (copy_text("say", "What to say on the phone", &on_the_phone(seen).join("\n"), WORDS))
        }
        (why(seen))
        (slip(seen))
        @if !emergency { (not_ruled_out(seen)) }
        @if level == LevelId::HomeCare { (plan::plan(seen)) (watch(seen)) }
        @else { (watch(seen)) (plan::plan(seen)) }
        (answers::answers(seen))
    }
}

/// What to do, why, and what else can be said about it, for a page where it is told in short.
pub(super) fn at_once(seen: &Seen<'_>) -> Markup {
    html! {
        (so_far(seen))
        (what_to_do(seen))
        (why(seen))
        (slip(seen))
    }
}

/// What to say on the phone; where a dose is a reason, each dose of the last day with its time.
fn on_the_phone(seen: &Seen<'_>) -> Vec<String> {
    let facts = seen.decision.reasons.iter().flat_map(|reason| &reason.facts);
    let logged = facts.filter_map(|id| seen.guideline().finding_at(*id)).filter(|finding| finding.is_logged());
    let taken: Vec<&str> = logged.filter_map(|finding| finding.about.as_deref()).collect();
    let counts = |dose: &&Dose| {
        let of_it = |content: &Content| {
            let medicines =
                seen.guideline().medicines.iter().filter(|medicine| medicine.ingredient == content.ingredient);
            medicines.map(|medicine| medicine.id.as_str()).any(|id| taken.contains(&id))
        };
        let day = seen.known.now.checked_sub(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MIN);
        dose.stands && dose.at > day && dose.contents.iter().any(of_it)
    };
    let doses = seen.known.log.doses.iter().filter(counts).map(|dose| {
        let units = dose.units.map_or(String::new(), |units| format!("{units} of "));
        format!("I took {units}{} {}.", dose.name, seen.when.at(dose.at))
    });
    seen.decision.say_on_the_phone(seen.facts).into_iter().chain(doses).collect()
}

/// The big button and the steps; nothing at home, where the plan says what to do.
fn what_to_do(seen: &Seen<'_>) -> Markup {
    let (steps, lines) = (seen.decision.what_to_do(), lines(seen));
    // A number in words ("112 or your local number") is told, not dialled.
    let (calls, told): (Vec<_>, Vec<_>) =
        lines.iter().partition(|(_, number)| !number.contains(|sign: char| sign.is_alphabetic()));
    let calls: Vec<Call<'_>> = calls.into_iter().map(|(label, number)| Call { label, number }).collect();
    let level = seen.level();
    let title = if level == LevelId::SeeDoctorSoon {
        format!("Book a visit within {}", days(seen.decision.disposition.within_days().unwrap_or(1)))
    } else {
        "What to do now".to_owned()
    };
    let place = seen.frame.place;
    html! {
        @if !steps.is_empty() || !lines.is_empty() {
            @for (label, _) in told { p.lead { strong { (label) } } }
            (action_box(&ActionBox { level: level.word(), title: &title, calls: &calls, steps: &steps }))
            @if place.guessed && !lines.is_empty() {
                @if let Some(country) = place.country {
                    p.small.soft {
                        @if country.id == "other" { "We do not know your country. " } @else { "These are the numbers for " (country.name) ". " }
                        a href="/settings" { "Choose your country" }
                    }
                }
            }
        }
    }
}

/// While answers are missing: the way on, and what has fired so far.
fn go_on(seen: &Seen<'_>) -> Markup {
    html! {
        div.go { (button_link(&Stretch::Check.href(None), "Go on with the check", false)) }
        (so_far(seen))
    }
}

/// What has fired so far, while answers are missing.
fn so_far(seen: &Seen<'_>) -> Markup {
    let so_far = seen.decision.at_least.filter(|rank| !matches!(rank.level, LevelId::HomeCare | LevelId::Incomplete));
    html! {
        @if let Some(rank) = so_far {
            (notice(NoticeKind::Warning, "So far", &html! {
                p {
                    @match (rank.level, rank.within_days) {
                        (LevelId::SeeDoctorSoon, Some(within)) => { "Your answers so far say: see a doctor within " (days(within)) ". It may be sooner." },
                        (LevelId::SameDay, _) => { "Your answers so far say: talk to a doctor today. It may be sooner." },
                        _ => { "Your answers so far say: get emergency help now." },
                    }
                }
            }))
        }
    }
}

/// Where the parts of a long page are.
fn jump(seen: &Seen<'_>) -> Markup {
    let level = seen.level();
    html! {
        nav aria-label="On this page" {
            ul.jump {
                @if matches!(level, LevelId::SeeDoctorSoon | LevelId::SameDay) { li { a href="#say" { "What to say" } } }
                @if level != LevelId::HomeCare { li { a href="#watch" { "What to watch for" } } }
                @if matches!(level, LevelId::SeeDoctorSoon) { li { a href="#plan" { "What you may do until the visit" } } }
                @if level == LevelId::SameDay { li { a href="#plan" { "How to rest until then" } } }
                @if level == LevelId::HomeCare {
                    li { a href="#watch" { "What to watch for" } }
                    li { a href="#wanted" { "If you want a medicine" } }
                    li { a href="#answers" { "Your answers" } }
                }
            }
        }
    }
}

fn why(seen: &Seen<'_>) -> Markup {
    let deciding: Vec<&Reason<'_>> = seen.decision.deciding().collect();
    let others: Vec<&Reason<'_>> = seen.decision.others().collect();
    html! {
        @if !deciding.is_empty() {
            section {
                h2 #why { "Why" }
                @for reason in &deciding { (card(seen, reason, true)) }
            }
        }
        @if !others.is_empty() {
            section {
                @if deciding.is_empty() { h2 #why { "What your answers show" } @for reason in &others { (card(seen, reason, false)) } }
                @else {
                    // Where only the log decides, as that a visit is overdue, the reason itself is among the others.
                    @let only_log = deciding.iter().all(|reason| told(seen.guideline(), seen.facts, &reason.facts).is_empty());
                    @let more = Fold { title: "What else your answers show", open: only_log, ..Fold::default() };
                    (fold(&more, &html! { @for reason in &others { (card(seen, reason, false)) } }))
                }
            }
        }
    }
}

/// The ways out of a result for today or for now: what was ticked or written down by mistake, which else would count on
/// even once it is changed, and what a doctor has said.
fn slip(seen: &Seen<'_>) -> Markup {
    let urgent = |reason: &&Reason<'_>| matches!(reason.red_flag.level, LevelId::EmergencyNow | LevelId::SameDay);
    let dose =
        |id: &FindingId| seen.guideline().finding_at(*id).is_some_and(|one| one.about.is_some() && one.is_logged());
    let of_a_dose = |reason: &&Reason<'_>| reason.facts.iter().any(dose);
    let reasons = || seen.decision.reasons.iter();
    html! {
        @if reasons().any(|reason| of_a_dose(&reason)) {
            p { "Is a dose wrong in your log? " a href="/log" { "Put it right" } }
        }
        @if reasons().any(|reason| urgent(&reason) && !of_a_dose(&reason)) {
            p { "Did you press the wrong box? " a href="/mistake" { "I ticked that by mistake" } }
            p { "Has a doctor looked at it? " a href="/doctor" { "Tell us what they said" } }
        } @else if !seen.known.log.harms.is_empty() {
            p { "Has a doctor or pharmacist looked at the reaction? " a href="/doctor" { "Tell us what they said" } }
        }
    }
}

fn card(seen: &Seen<'_>, reason: &Reason<'_>, deciding: bool) -> Markup {
    let guideline = seen.guideline();
    let said = reason.facts.iter().filter_map(|id| behind(seen, *id));
    let facts: Vec<String> = said.chain(logged(guideline, seen.facts, reason.facts.iter().copied())).collect();
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    let cited = cited(guideline, &reason.red_flag.sources);
    let sources: Vec<Source<'_>> = cited.iter().map(|(cite, href)| Source { cite, href }).collect();
    let by_when = match (deciding, reason.red_flag.within_days) {
        (false, Some(within)) => format!("Within {}", days(within)),
        _ => String::new(),
    };
    reason_card(
        &ReasonCard {
            level: reason.red_flag.level.word(),
            because: &reason.red_flag.because,
            // What to do stands in the box at the top, once and in one voice: beside it a lesser order would contradict it.
            by_when: &by_when,
            facts: &facts,
            sources: &sources,
            ..ReasonCard::default()
        },
        WORDS,
    )
}

/// What was said about a finding. Where the log tells more than the last answer, it is not put into the person's mouth.
fn behind(seen: &Seen<'_>, id: FindingId) -> Option<String> {
    let said = told(seen.guideline(), seen.facts, &[id]).pop()?;
    let finding = seen.guideline().finding_at(id)?;
    let episode = seen.known.log.open();
    let answered = episode.and_then(|episode| episode.rows.get(&finding.id));
    // How long it has lasted only counts on from what was said.
    let counts_on = episode.is_some_and(|episode| episode.dated.contains_key(&finding.id));
    let by_log = answered.is_some() && answered != seen.facts.answer(seen.guideline(), id).as_ref() && !counts_on;
    Some(if by_log { format!("Your log shows: {said}") } else { said })
}

/// Red flags that could not be ruled out: the questions that would settle them, and why they matter.
fn not_ruled_out(seen: &Seen<'_>) -> Markup {
    let guideline = seen.guideline();
    let floors = &seen.decision.floors;
    // What was not asked, because it could not change anything, is no open question of the person.
    let unsure = |id: &FindingId| {
        matches!(seen.facts.answer(guideline, *id), Some(Answer::NotSure | Answer::ManyOf { not_sure: true, .. }))
    };
    let mut questions: Vec<FindingId> = floors.iter().flat_map(|floor| floor.settled_by.iter().copied()).collect();
    questions.retain(unsure);
    questions.sort_unstable();
    questions.dedup();
    let rows = seen.known.rows();
    let steps = journey(seen.engine, &rows, Stretch::Check);
    let step = |id: &str| {
        let of = |row: &String| row == id || row.split_once('.').is_some_and(|(finding, _)| finding == id);
        steps.iter().position(|screen| screen.rows.iter().any(of)).map(|place| place + 1)
    };
    html! {
        @if !floors.is_empty() && seen.level() != LevelId::Incomplete {
            section {
                h2 #unsure { "What could not be ruled out" }
                p { "You were not sure about some things. Until they are clear, we stay on the safe side. If you find out more, answer again:" }
                ul {
                    @for finding in questions.iter().filter_map(|id| guideline.finding_at(*id)) {
                        li {
                            @if let Some(step) = step(&finding.id) { a href=(Stretch::Check.href(Some(step))) { (finding.ask) } }
                            @else { (finding.ask) }
                        }
                    }
                }
                (fold(&Fold { title: "Why this matters", ..Fold::default() }, &html! {
                    @for floor in floors {
                        @let cited = cited(guideline, &floor.red_flag.sources);
                        @let sources: Vec<Source<'_>> = cited.iter().map(|(cite, href)| Source { cite, href }).collect();
                        @let asks: Vec<&str> = floor.settled_by.iter().filter_map(|id| guideline.finding_at(*id)).map(|one| one.ask.as_str()).collect();
                        (reason_card(&ReasonCard {
                            level: floor.floor.level.word(), because: &floor.red_flag.because, facts: &asks, not_ruled_out: true, sources: &sources,
                            ..ReasonCard::default()
                        }, WORDS))
                    }
                }))
            }
        }
    }
}

/// What to watch for: always there.
fn watch(seen: &Seen<'_>) -> Markup {
    let of = |kind: WatchKind| seen.decision.safety_net.iter().filter(move |sign| sign.kind == kind);
    let list = |signs: Vec<&WatchFor>| html! { ul { @for sign in signs { li { (sign.say) } } } };
    let emergency = seen.level() == LevelId::EmergencyNow;
    html! {
        section {
            h2 #watch { "What to watch for" }
            @if emergency {
                p { "Tell the people who help you if one of these starts too." }
                (list(of(WatchKind::Emergency).collect()))
            } @else {
                h3 { "Get emergency help at once if one of these starts" }
                (list(of(WatchKind::Emergency).collect()))
                @let come_back = Fold { title: "Do this check again, and see a doctor, if…", ..Fold::default() };
                (fold(&come_back, &list(of(WatchKind::ComeBack).collect())))
            }
        }
    }
}
