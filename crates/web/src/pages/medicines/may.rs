//! "May I take it now?": for each medicine of the plan, with the time that is left, or the reasons against it.

use crate::App;
use crate::components::{NoticeKind, button_link, notice, submit_button};
use crate::pages::check::{STRETCH, Stretch};
use crate::pages::medicines::take::take_form;
use crate::present::Present;
use crate::when::When;
use easeback_engine::Answer;
use easeback_episode::{Dose, May, Rule, Why};
use easeback_guideline::{Finding, Medicine, Treatment, TreatmentKind};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

/// What the person would like to use, and the option that is a pain medicine.
const WANTS: &str = "wants";
const MEDICINE: &str = "medicine";

/// How many open questions are named; more help nobody.
const ASKS_SHOWN: usize = 3;

pub(super) fn section<S>(app: &App<S>, present: &Present<'_>, when: &When) -> Markup {
    if present.known.episode().is_none() {
        return html! {
            section.card {
                h2 { "May I take it now?" }
                p { "First a short check tells what is safe for you. What you log here is kept, also before a check." }
                p { (button_link("/", "Start the check", false)) }
            }
        };
    }
    let unasked = questions(present);
    let all: Vec<(&Treatment, May<'_>)> = listed(present).into_iter().map(|one| (one, of(present, one))).collect();
    // While questions are left, "no" would only mean "not asked yet".
    let open = |may: &May<'_>| unasked.is_none() || !matches!(may, May::NotAtAll { .. });
    let new = to_choose_from(present, &all);
    let is_new = |treatment: &Treatment| new.iter().any(|(one, _)| one.id == treatment.id);
    html! {
        section #may {
            h2 { "May I take it now?" }
            @if let Some(wants) = &unasked {
                form.card method="post" action="/wants" {
                    p.lead { "Before we can say, we need to know what you take and what illnesses you have." }
                    @for want in wants { input type="hidden" name=(WANTS) value=(want); }
                    input type="hidden" name=(STRETCH) value=(Stretch::Medicines.word());
                    div.go { (submit_button("Answer a few questions", "", "", false)) }
                }
            }
            (one_of(app, present, when, &new))
            @for (treatment, may) in all.iter().filter(|(one, may)| open(may) && !is_new(one)) {
                (card(app, present, when, treatment, may, Among::Alone))
            }
        }
    }
}

/// What to ask for so that the questions about medicines come up; nothing where they are all answered.
fn questions(present: &Present<'_>) -> Option<Vec<String>> {
    let mut rows = present.known.rows();
    let mut wants = match rows.get(WANTS) {
        Some(Answer::ManyOf { chosen, .. }) => chosen.clone(),
        _ => Vec::new(),
    };
    if !wants.iter().any(|want| want == MEDICINE) {
        wants.push(MEDICINE.to_owned());
    }
    rows.insert(WANTS.to_owned(), Answer::ManyOf { chosen: wants.clone(), not_sure: false });
    let facts = present.known.facts_with(present.engine, &rows);
    Stretch::Medicines.next(present.engine, &facts).map(|_| wants)
}

/// The medicines of the plan; herbs and rubs only when they are asked for, or were used.
fn listed<'a>(present: &'a Present<'_>) -> Vec<&'a Treatment> {
    let ledger = present.ledger();
    let treatments = present.engine.guideline().treatments.iter();
    let wanted = treatments.filter(|treatment| match treatment.kind {
        TreatmentKind::Medicine => present.engine.guideline().medicine(&treatment.id).is_some(),
        TreatmentKind::Herb | TreatmentKind::SkinRub => {
            let suggested = present.decision.offer(&treatment.id).is_some_and(|offer| offer.suggested);
            suggested || ledger.has_taken(&treatment.id)
        }
        _ => false,
    });
    wanted.collect()
}

/// What the ledger says of a medicine, herb or rub now.
pub(super) fn of<'a>(present: &'a Present<'_>, treatment: &Treatment) -> May<'a> {
    let (ledger, now) = (present.ledger(), present.known.now);
    match treatment.kind {
        TreatmentKind::SkinRub => ledger.may_use(&present.decision, &treatment.id, now),
        _ => ledger.may_take(&present.decision, &treatment.id, now),
    }
}

/// How a card stands to the others: by itself, or as one of those of which only one can be begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Among {
    Alone,
    First,
    Instead,
}

/// The limit on how many medicines are begun in a day.
const NEW_A_DAY: &str = "new_medicines_24h_max";

/// Medicines that could each be begun now, but only one of them: whoever begins one waits with the others. The one that
/// the guideline chooses first stands first. Nothing where there is no choice to make.
fn to_choose_from<'m, 'a>(
    present: &Present<'_>,
    all: &'m [(&'a Treatment, May<'a>)],
) -> Vec<(&'a Treatment, &'m May<'a>)> {
    let now = present.now();
    let order = |treatment: &Treatment| {
        let order = now.guideline().choice_order.iter().find(|one| one.treatment == treatment.id);
        order.map_or(u32::MAX, |one| one.order)
    };
    let begins = |one: &Treatment| !now.uses(&one.id) && one.limit(NEW_A_DAY).is_some_and(|limit| limit.value < 2.0);
    let new = all.iter().filter(|(treatment, may)| may.now().is_some() && begins(treatment));
    let mut new: Vec<_> = new.map(|(treatment, may)| (*treatment, may)).collect();
    new.sort_by_key(|(treatment, _)| order(treatment));
    if new.len() > 1 { new } else { Vec::new() }
}

/// The same as cards, joined by "or", so that nobody takes two yeses for "take both".
fn one_of<S>(app: &App<S>, present: &Present<'_>, when: &When, new: &[(&Treatment, &May<'_>)]) -> Markup {
    let limit = new.first().and_then(|(treatment, _)| treatment.limit(NEW_A_DAY));
    html! {
        @if let Some(limit) = limit {
            div.one-of {
                p.lead { strong { @if new.len() == 2 { "Take one of these, not both." } @else { "Take only one of these." } } " " (limit.say) }
                @for (place, (treatment, may)) in new.iter().enumerate() {
                    @if place > 0 { p.or { span { "or" } } }
                    (card(app, present, when, treatment, may, if place == 0 { Among::First } else { Among::Instead }))
                }
            }
        }
    }
}

fn card<S>(
    app: &App<S>,
    present: &Present<'_>,
    when: &When,
    treatment: &Treatment,
    may: &May<'_>,
    place: Among,
) -> Markup {
    let doses = present.engine.guideline().medicine(&treatment.id);
    let total = doses.and_then(|doses| total(present, doses));
    html! {
        section.card.medicine id=(treatment.id) {
            h3 { (treatment.name) }
            @if let Some(doses) = doses.filter(|doses| !doses.also_called.is_empty()) {
                p.small.soft { "Sold as " (doses.also_called.join(", ")) "." }
            }
            @match place {
                Among::Alone => (verdict(present, when, may)),
                Among::First => p.verdict.yes { strong { "Yes, you may." } " This one comes first." },
                Among::Instead => p.verdict { strong { "You may take this one instead." } },
            }
            @if let Some((has, most, says)) = &total {
                progress max=(most) value=(has.min(*most)) aria-label="Taken in the last 24 hours" {}
                p.small.soft { (says) }
            }
            @if let May::Now(room) = may {
                (for_this_person(present, &treatment.id))
                (take_form(app, present, when, treatment, room, place == Among::Instead))
            }
            p.small { a href={ "/learn/" (treatment.id) } { "How to take it, and who should not" } }
        }
    }
}

/// What the guideline says to this very person about a medicine that is offered, and what a yes was needed for.
pub(super) fn for_this_person(present: &Present<'_>, treatment: &str) -> Markup {
    let offer = present.decision.offer(treatment);
    html! {
        @if let Some(offer) = offer {
            @for note in offer.notes.iter().filter(|note| note.when.is_some()) {
                (notice(NoticeKind::Warning, "", &html! { p { (note.say) } }))
            }
            @for stop in &offer.allowed {
                p.small.soft { "You told us that a doctor or pharmacist said yes to this: " (stop.because) }
            }
        }
    }
}

/// The answer in a word, with its time and its reasons.
pub(crate) fn verdict(present: &Present<'_>, when: &When, may: &May<'_>) -> Markup {
    html! {
        @match may {
            May::Now(_) => p.verdict.yes { strong { "Yes, you may." } },
            May::NotYet { from, reasons } => {
                p.verdict.wait { strong { "Not yet." } " From " strong.number { (when.at(*from)) } "." }
                (countdown(when, *from))
                (why(present, when, reasons))
            }
            May::NotAtAll { reasons } => {
                // Where nothing is known to forbid it, "no" would say too much.
                @let known = reasons.iter().any(|why| !is_open(why));
                p.verdict.no { strong { @if known || reasons.is_empty() { "No, not now." } @else { "We cannot say yet." } } }
                (why(present, when, reasons))
            }
        }
    }
}

/// How long until then; `assets/app.js` counts it down by the server's clock.
pub(crate) fn countdown(when: &When, until: Timestamp) -> Markup {
    html! {
        p.countdown data-countdown data-now=(when.now.as_millisecond()) data-until=(until.as_millisecond()) {
            span { span.number data-left { (when.until(until)) } " to go" }
            a data-free hidden href=(super::HREF) { "The time is up: look again" }
        }
    }
}

/// What was taken of it in 24 hours and the most, with the words for it.
fn total(present: &Present<'_>, doses: &Medicine) -> Option<(f64, f64, String)> {
    let most = doses.max_mg_24h?;
    let at = present.known.now;
    let recent = present.known.log.doses.iter().filter(|dose| dose.stands && !dose.on_skin && is_recent(dose, at));
    let contents = recent.flat_map(|dose| &dose.contents).filter(|content| content.ingredient == doses.ingredient);
    let amounts: Vec<Option<f64>> = contents.map(|content| content.mg).collect();
    if amounts.is_empty() {
        return None;
    }
    let known: f64 = amounts.iter().flatten().sum();
    let more = if amounts.contains(&None) { " and some more that nobody knows" } else { "" };
    let says = format!("In the last 24 hours: {known} mg{more}. The most in any 24 hours is {most} mg.");
    Some((known, most, says))
}

fn is_recent(dose: &Dose, at: Timestamp) -> bool {
    dose.at > at.checked_sub(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MIN)
}

/// Whether it is not known to hold: a stop that could not be ruled out.
const fn is_open(why: &Why<'_>) -> bool {
    matches!(why.rule, Rule::Stop { known: false, .. })
}

/// What could not be ruled out, as the questions that would settle it, each with the way to it. A stop that may hold is
/// never told as a fact.
fn not_known(present: &Present<'_>, reasons: &[Why<'_>]) -> Markup {
    let open = reasons.iter().filter_map(|why| match &why.rule {
        Rule::Stop { known: false, facts, .. } => Some(facts),
        _ => None,
    });
    let guideline = present.engine.guideline();
    let mut findings: Vec<&Finding> = Vec::new();
    for id in open.flatten() {
        let Some(finding) = guideline.finding_at(*id) else { continue };
        // What only the log tells waits for the question whether there is anything to log.
        let before = finding.when_absent_after.as_ref().and_then(|after| guideline.finding(&after.finding));
        let asked = if finding.is_logged() { before.map(|(_, before)| before) } else { Some(finding) };
        findings.extend(asked.filter(|one| !findings.iter().any(|other| other.id == one.id)));
    }
    html! {
        @if !findings.is_empty() {
            p { "We do not know yet. Your answers to these would tell:" }
            ul.because {
                @for finding in findings.iter().take(ASKS_SHOWN) {
                    li { @if let Some(href) = Stretch::href_of(present.engine, &present.known, finding) { a href=(href) { (finding.ask) } } @else { (finding.ask) } }
                }
                @if findings.len() > ASKS_SHOWN { li { "and some other questions" } }
            }
        }
    }
}

/// Every reason once, each with the time at which it ends.
pub(crate) fn why(present: &Present<'_>, when: &When, reasons: &[Why<'_>]) -> Markup {
    let mut said: Vec<Markup> = Vec::new();
    for reason in reasons.iter().filter(|why| !is_open(why)) {
        let line = html! {
            @match (&reason.rule, reason.rule.say()) {
                (Rule::NotInPlan(id), _) => {
                    "Our plan never suggests " (super::ingredient(present.engine.guideline(), id)) ". Ask a pharmacist or a doctor."
                }
                (Rule::UnknownAmount(limit), _) => { "We do not know how much you had. " (limit.say) }
                (_, Some(say)) => (say),
                (_, None) => { "First get the help on " a href="/result" { "your result page" } "." }
            }
            @if let Some(until) = reason.until.filter(|_| reasons.len() > 1) { " Until " (when.at(easeback_episode::minute_up(until))) "." }
        };
        if !said.iter().any(|other| other.0 == line.0) {
            said.push(line);
        }
    }
    html! {
        @if let [only] = said.as_slice() { p.because { (only) } }
        @else if !said.is_empty() { ul.because { @for line in said { li { (line) } } } }
        (not_known(present, reasons))
    }
}
