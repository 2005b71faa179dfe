//! What the check comes to, as a page: how soon and whom to see, why, what to do, the plan, and what to watch for.

use super::KEEPS_NOTHING;
use super::interview::{Asked, Detail, Question};
use crate::page::{Page, Tone, list};
use easeback_engine::{Answer, Decision, Disposition, Engine, Offer, PersonFacts, StillOpen};
use easeback_guideline::{Finding, FindingId, Guideline, LevelId, Strength, WatchKind};

/// Asked once the plan is shown.
pub(super) const MORE: &str = "A few more questions, about your mood and your days. Answer them now?";

/// The line that stands on every page: what this is not, and who has looked at it.
pub(super) fn no_device(guideline: &Guideline) -> String {
    format!("Easeback is not a medical device and does not diagnose. {}", guideline.status)
}

/// What the check comes to for this person.
pub(super) fn page(engine: &Engine, facts: &PersonFacts, detail: Detail) -> String {
    let decision = engine.decide(facts);
    let mut page = Page::new();
    headline(&mut page, &decision);
    why(&mut page, &decision);
    to_do(&mut page, &decision, facts);
    if decision.disposition == Disposition::EmergencyNow {
        whom_to_call(&mut page, decision.guideline);
    } else {
        not_ruled_out(&mut page, &decision);
        still_to_ask(&mut page, &decision);
        plan(&mut page, &decision, detail);
        held_back(&mut page, &decision, facts);
    }
    watch_for(&mut page, &decision);
    about(&mut page, &decision);
    format!("\n{}", page.text())
}

/// How soon, why, and what to do: for somebody to whom nothing else matters now.
pub(crate) fn urgent(page: &mut Page, decision: &Decision<'_>) {
    headline(page, decision);
    why(page, decision);
    if !decision.what_to_do().is_empty() {
        page.heading("What to do");
        steps(page, decision);
    }
    if decision.disposition == Disposition::EmergencyNow {
        whom_to_call(page, decision.guideline);
    }
}

/// What is said to somebody who stops before the end.
pub(super) fn stopped(engine: &Engine) -> String {
    let decision = engine.decide(&PersonFacts::nothing_asked(engine.guideline()));
    let mut page = Page::new();
    page.heading("Stopped. Nothing was decided, and nothing was kept.");
    watch_for(&mut page, &decision);
    page.gap();
    page.say(&no_device(engine.guideline()));
    format!("\n{}", page.text())
}

/// `a whole number from 0 to 3650 days (0: Today)`.
pub(super) fn number_hint(finding: &Finding) -> String {
    let in_words = finding.pick.iter().find(|pick| !pick.say.contains(|char: char| char.is_ascii_digit()));
    let in_words = in_words.map(|pick| format!(" ({}: {})", pick.value, pick.say)).unwrap_or_default();
    format!("{}{in_words}", range(finding))
}

/// What counts most once more, because the page has grown longer than the screen.
pub(super) fn recap(decision: &Decision<'_>) -> String {
    let mut page = Page::new();
    title(&mut page, decision);
    if decision.disposition == Disposition::EmergencyNow {
        steps(&mut page, decision);
    }
    page.toned(Tone::Quiet, "Scroll up to read all of it.");
    format!("\n{}", page.text())
}

/// What is said when the answers after the plan have changed nothing.
pub(super) fn unchanged() -> String {
    let mut page = Page::new();
    page.say("Thank you. That changes nothing about how soon you should be seen. Your plan stands.");
    format!("\n{}", page.text())
}

/// The heading of a question.
pub(super) fn question_head(question: &Question<'_>) -> String {
    let mut page = Page::new();
    if let Asked::Which(row) = question.asked {
        page.toned(Tone::Strong, &format!("{}: which one?", row.statement()));
        return format!("\n{}", page.text());
    }
    let of = if question.about > question.step { format!(" of about {}", question.about) } else { String::new() };
    page.toned(Tone::Quiet, &format!("Step {}{of}", question.step));
    page.toned(Tone::Strong, question.title);
    if let Some(lead) = question.lead {
        page.say(lead);
    }
    format!("\n{}", page.text())
}

/// Why answers cannot stand together.
pub(super) fn refused(problems: &[String]) -> String {
    let mut page = Page::new();
    for problem in problems {
        page.toned(Tone::Care, &format!("That does not go together: {problem}"));
    }
    format!("\n{}", page.text())
}

/// `a whole number from 0 to 10`.
pub(super) fn range(finding: &Finding) -> String {
    let whole = if finding.whole { "a whole number" } else { "a number" };
    let unit = finding.unit.as_deref().filter(|unit| !unit.starts_with("of "));
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    match (finding.min, finding.max) {
        (Some(min), Some(max)) => format!("{whole} from {min} to {max}{unit}"),
        _ => format!("{whole}{unit}"),
    }
}

fn title(page: &mut Page, decision: &Decision<'_>) {
    let level = decision.disposition.level();
    let (tone, label) = match level {
        LevelId::EmergencyNow => (Tone::Alarm, "EMERGENCY"),
        LevelId::SameDay => (Tone::Care, "TODAY"),
        LevelId::SeeDoctorSoon => (Tone::Care, "SOON"),
        LevelId::HomeCare => (Tone::Well, "AT HOME"),
        LevelId::Incomplete => (Tone::Care, "NOT FINISHED"),
    };
    let words = decision.guideline.level(level).map_or(level.word(), |words| words.title.as_str());
    page.toned(tone, &format!("{label}: {}", decision.disposition.filled(words)));
}

fn headline(page: &mut Page, decision: &Decision<'_>) {
    title(page, decision);
    let words = decision.guideline.level(decision.disposition.level());
    if let Some(words) = words {
        page.gap();
        page.say(&words.lead);
    }
    if let Some(at_least) = decision.at_least.filter(|rank| rank.level != LevelId::HomeCare)
        && let Some(words) = decision.guideline.level(at_least.level)
    {
        let title = Disposition::from(at_least).filled(&words.title);
        page.say(&format!("What you have said so far calls for this at least: {}.", title.to_lowercase()));
    }
}

fn steps(page: &mut Page, decision: &Decision<'_>) {
    for step in decision.what_to_do() {
        page.item(2, step);
    }
}

fn why(page: &mut Page, decision: &Decision<'_>) {
    if decision.reasons.is_empty() {
        return;
    }
    page.heading("Why");
    for reason in &decision.reasons {
        page.item(2, &format!("{} {}", reason.red_flag.because, Tone::Quiet.of(&reason.red_flag.code)));
    }
}

/// What to do, and what to say to whom is called; at home the plan says it.
fn to_do(page: &mut Page, decision: &Decision<'_>, facts: &PersonFacts) {
    if !decision.what_to_do().is_empty() {
        page.heading("What to do");
        steps(page, decision);
    }
    if !matches!(decision.disposition, Disposition::HomeCare | Disposition::Incomplete) {
        page.heading("What to say on the phone");
        for line in decision.say_on_the_phone(facts) {
            page.inside(2, &line);
        }
    }
}

/// Every emergency number, with the countries that share it: a terminal does not know where it stands.
fn whom_to_call(page: &mut Page, guideline: &Guideline) {
    let mut numbers: Vec<(&str, Vec<&str>)> = Vec::new();
    for country in &guideline.countries {
        match numbers.iter_mut().find(|(number, _)| *number == country.emergency) {
            Some((_, names)) => names.push(&country.name),
            None => numbers.push((&country.emergency, vec![&country.name])),
        }
    }
    page.heading("Emergency numbers");
    for (number, names) in numbers {
        page.item(2, &format!("{}: {}", Tone::Strong.of(number), names.join(", ")));
    }
}

fn questions<'g>(guideline: &'g Guideline, findings: &[FindingId]) -> Vec<&'g str> {
    findings.iter().filter_map(|finding| guideline.finding_at(*finding)).map(|finding| finding.ask.as_str()).collect()
}

fn not_ruled_out(page: &mut Page, decision: &Decision<'_>) {
    if decision.floors.is_empty() {
        return;
    }
    page.heading("Could not be ruled out");
    page.inside(2, "You were not sure, so these count until you know:");
    for floor in &decision.floors {
        let code = Tone::Quiet.of(&floor.red_flag.code);
        page.item(2, &format!("{} {code}", floor.red_flag.because));
        for question in questions(decision.guideline, &floor.settled_by) {
            page.inside_toned(4, Tone::Quiet, &format!("To find out: {question}"));
        }
    }
}

fn still_to_ask(page: &mut Page, decision: &Decision<'_>) {
    if decision.ask.is_empty() {
        return;
    }
    page.heading("Still to be answered");
    for question in questions(decision.guideline, &decision.ask) {
        page.item(2, question);
    }
}

fn plan(page: &mut Page, decision: &Decision<'_>, detail: Detail) {
    let (suggested, others): (Vec<_>, Vec<_>) = decision.offers.iter().partition(|offer| offer.suggested);
    if !suggested.is_empty() {
        page.heading("Your plan for today");
        page.inside(2, "Choose what feels right. You need not do all of it.");
        page.gap();
    }
    for (place, offer) in suggested.iter().enumerate() {
        let columns = if place < 9 { 2 } else { 1 };
        page.marked(columns, &format!("{}.", place + 1), &Tone::Strong.of(&offer.treatment.name));
        page.inside(5, &offer.treatment.summary);
        if detail == Detail::Everything {
            how_to(page, decision.guideline, offer);
            page.gap();
        }
    }
    if !others.is_empty() {
        page.heading("You may also use");
        for offer in others {
            page.item(2, &format!("{}. {}", offer.treatment.name, offer.treatment.summary));
        }
    }
}

/// One part of the plan, step by step.
pub(super) fn step_by_step(guideline: &Guideline, offer: &Offer<'_>) -> String {
    let mut page = Page::new();
    page.toned(Tone::Strong, &offer.treatment.name);
    page.say(&offer.treatment.summary);
    how_to(&mut page, guideline, offer);
    format!("\n{}", page.text())
}

fn how_to(page: &mut Page, guideline: &Guideline, offer: &Offer<'_>) {
    let treatment = offer.treatment;
    if !treatment.steps.is_empty() {
        page.inside_toned(5, Tone::Quiet, "How to do it");
        for (place, step) in treatment.steps.iter().enumerate() {
            page.marked(5, &format!("{}.", place + 1), step);
        }
    }
    if !treatment.limits.is_empty() {
        page.inside_toned(5, Tone::Quiet, "Limits");
        for limit in &treatment.limits {
            page.item(5, &limit.say);
        }
    }
    if !offer.notes.is_empty() {
        page.inside_toned(5, Tone::Quiet, "Good to know");
        for note in &offer.notes {
            page.item(5, &note.say);
        }
    }
    if !offer.not_with.is_empty() {
        let names: Vec<_> = offer.not_with.iter().map(|id| name(guideline, id)).collect();
        page.inside(5, &format!("Do not combine with: {}.", list(&names, "or")));
    }
}

fn name<'g>(guideline: &'g Guideline, treatment: &'g str) -> &'g str {
    guideline.treatment(treatment).map_or(treatment, |treatment| treatment.name.as_str())
}

/// What is held back for something that the person said, with why; and what is held back only because something is not
/// known, which is another thing.
fn held_back(page: &mut Page, decision: &Decision<'_>, facts: &PersonFacts) {
    if let Some(instead) = decision.instead_of_a_plan() {
        page.heading("No plan for today");
        page.inside(2, instead);
        return;
    }
    let said = |finding: &FindingId| match facts.answer(decision.guideline, *finding) {
        None | Some(Answer::NotSure) => false,
        Some(Answer::ManyOf { chosen, not_sure }) => !chosen.is_empty() || !not_sure,
        Some(_) => true,
    };
    let (mut not_known, mut doses) = (Vec::new(), Vec::new());
    let mut first = true;
    for withheld in &decision.withheld {
        let known: Vec<_> = withheld.stops.iter().filter(|stop| stop.known && stop.facts.iter().any(said)).collect();
        if known.is_empty() {
            let name = withheld.treatment.name.as_str();
            match decision.still_open(facts, withheld) {
                StillOpen::Doses(say) => doses.push((name, say)),
                _ => not_known.push(name),
            }
            continue;
        }
        if std::mem::take(&mut first) {
            page.heading("Held back, and why");
        }
        let label = match known.iter().map(|stop| stop.strength).max() {
            Some(Strength::AskFirst) => "ask a doctor or pharmacist first",
            _ => "not for you now",
        };
        page.item(2, &format!("{}: {label}", Tone::Strong.of(&withheld.treatment.name)));
        for stop in known {
            page.inside(4, stop.because);
        }
        match decision.still_open(facts, withheld) {
            StillOpen::Nothing => {}
            StillOpen::Doses(say) => page.inside(4, say),
            StillOpen::Answers(_) => page.inside(4, "Some other questions are still open."),
        }
    }
    if let Some((_, say)) = doses.first() {
        page.heading("Held back, because of what you took");
        page.inside(2, &format!("{}.", doses.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")));
        page.inside(2, say);
    }
    if !not_known.is_empty() {
        page.heading("Held back, because not enough is known");
        page.inside(2, &format!("{}.", not_known.join(", ")));
        page.inside(2, "Do not start these on your own. To see if they suit you, do the check again, choose them when it asks what you would like to use, and answer what you can.");
    }
}

fn watch_for(page: &mut Page, decision: &Decision<'_>) {
    let incomplete = decision.disposition == Disposition::Incomplete;
    for (kind, heading) in [
        (WatchKind::Emergency, "Get emergency help if this starts"),
        (WatchKind::ComeBack, "Do the check again, or see a doctor, if"),
    ] {
        if kind == WatchKind::ComeBack && (incomplete || decision.disposition == Disposition::EmergencyNow) {
            continue;
        }
        page.heading(heading);
        for sign in decision.safety_net.iter().filter(|sign| sign.kind == kind) {
            page.item(2, &sign.say);
        }
    }
}

fn about(page: &mut Page, decision: &Decision<'_>) {
    let guideline = decision.guideline;
    page.gap();
    page.say(&no_device(guideline));
    page.say(KEEPS_NOTHING);
    if let Some(code) = decision.reasons.first().map(|reason| reason.red_flag.code.as_str()) {
        page.toned(Tone::Quiet, &format!("To read what stands behind a line: easeback guideline show {code}"));
    }
    let digest: String = guideline.digest.chars().take(12).collect();
    page.toned(Tone::Quiet, &format!("Guideline {} {} ({digest})", guideline.name, guideline.version));
}
