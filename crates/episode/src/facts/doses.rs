//! Facts from doses and from treatments used: what was taken, when, on how many days, and what is in use or on the skin.

use super::{hours_after, hours_before};
use crate::counted::{Counts, Whole, ingredient_of};
use crate::days::Days;
use crate::{Content, Dose, Log, Rows};
use easeback_guideline::{Answer, Atom, Finding, Guideline, Kind};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The finding that says what was taken before the log began.
pub(crate) const TAKEN_BEFORE: &str = "taken_before";
/// Its answer that there was nothing.
const NOTHING: &str = "none";
/// The finding whose options are the medicines that somebody takes.
pub(super) const MEDICINES: &str = "medicines";
/// The finding whose options are the treatments in use.
const USING: &str = "using";
/// The finding whose options are bad reactions; [`OTHER`] stands for one that the guideline does not know.
const BAD_REACTION: &str = "bad_reaction";
const OTHER: &str = "other";

/// Whether what was taken before the log began is in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    NotKnown,
    /// There was something, and it is not in the log.
    NotCounted,
    Counted,
}

/// What a fact from the log about one medicine tells.
#[derive(Clone, Copy)]
enum About {
    TakenMg,
    HoursSince,
    Days,
}

/// The facts that speak of one medicine. Which one, the guideline says.
const FACTS: [(&str, About); 6] = [
    ("taken_acet_mg_24h", About::TakenMg),
    ("taken_ibu_mg_24h", About::TakenMg),
    ("hours_since_acet", About::HoursSince),
    ("hours_since_ibu", About::HoursSince),
    ("acet_days", About::Days),
    ("ibu_days", About::Days),
];

/// The treatments whose traces on the skin are facts of their own.
const ON_SKIN: [(&str, &str); 2] = [("heat_on_skin_24h", "heat"), ("capsaicin_on_skin_24h", "capsicum_topical")];

pub(super) fn add(guideline: &Guideline, log: &Log, instant: Timestamp, rows: &mut Rows) {
    let standing = || log.doses.iter().rev().filter(|dose| dose.stands && dose.at <= instant);
    // Older doses matter only to the hours since the last one.
    let window = hours_before(instant, 24.0 * guideline.log_number("dose_days_window").unwrap_or(f64::MAX));
    let recent: Vec<&Dose> = standing().take_while(|dose| dose.at > window).collect();
    let before = if uncounted_until(log).is_some_and(|until| until > instant) {
        Before::NotCounted
    } else if since_answered(rows) {
        Before::Counted
    } else {
        Before::NotKnown
    };
    for (id, about) in FACTS {
        let Some((_, finding)) = guideline.finding(id) else { continue };
        let known = match about {
            About::TakenMg => taken_mg(guideline, finding, &recent, instant, before == Before::Counted),
            About::HoursSince => hours_since(guideline, finding, standing(), instant),
            About::Days => Some(days(guideline, finding, &recent)),
        };
        let fact = match (before, known, about) {
            // Enough for a red flag is told whatever else was taken.
            (_, Some(known), About::TakenMg) | (Before::Counted, Some(known), _) => Some(known),
            (Before::Counted, None, _) | (Before::NotCounted, ..) => Some(Answer::NotSure),
            (Before::NotKnown, ..) => None,
        };
        rows.remove(id);
        rows.extend(fact.map(|fact| (id.to_owned(), fact)));
    }
    add_in_use(guideline, log, instant, rows);
    add_medicines(guideline, &recent, instant, rows);
    add_harms(guideline, log, rows);
}

/// Whether it is known what was taken before the log began.
fn since_answered(rows: &Rows) -> bool {
    matches!(rows.get(TAKEN_BEFORE), Some(Answer::OneOf(_)))
}

fn holds(guideline: &Guideline, dose: &Dose, medicine: &str) -> bool {
    Whole::from(dose).of_medicine(guideline, medicine).next().is_some()
}

/// A number as this finding can hold it.
fn number(finding: &Finding, number: f64) -> Answer {
    let number = if finding.whole { number.ceil() } else { number };
    Answer::Number(number.clamp(finding.min.unwrap_or(f64::MIN), finding.max.unwrap_or(f64::MAX)))
}

/// Until when a dose may count that the person told of and that is not in the log: they said that they had taken something
/// in the 24 hours before, and the log holds nothing from then.
pub(crate) fn uncounted_until(log: &Log) -> Option<Timestamp> {
    let episode = log.open()?;
    let Some(Answer::OneOf(said)) = episode.rows.get(TAKEN_BEFORE) else { return None };
    let answered = episode.dated.get(TAKEN_BEFORE).filter(|_| said != NOTHING)?.at;
    let since = hours_before(answered, 24.0);
    let told = log.doses.iter().any(|dose| dose.stands && since < dose.at && dose.at <= answered);
    (!told).then(|| hours_after(answered, 24.0))
}

/// Milligrams over the last 24 hours; none while a part is not known, be it an amount, what was in a dose, or (where `all`
/// is false) what was taken before. Unless what is known is enough for a red flag: then that much is told, so that it fires.
fn taken_mg(
    guideline: &Guideline,
    finding: &Finding,
    doses: &[&Dose],
    instant: Timestamp,
    all: bool,
) -> Option<Answer> {
    let medicine = finding.about.as_deref()?;
    let since = hours_before(instant, 24.0);
    let of_24h: Vec<Whole<'_>> = doses.iter().filter(|dose| dose.at > since).map(|dose| Whole::from(*dose)).collect();
    let of_it = of_24h.iter().flat_map(|dose| dose.of_medicine(guideline, medicine));
    let (known, all_known) =
        of_it.fold((0.0, all), |(sum, all), content| (sum + content.mg.unwrap_or(0.0), all && content.mg.is_some()));
    let hidden = of_24h.iter().any(|dose| dose.may_hide(guideline, medicine));
    (all_known && !hidden || fires(guideline, finding, known)).then(|| number(finding, known))
}

/// Whether a number is over a line that a red flag draws for this finding.
fn fires(guideline: &Guideline, finding: &Finding, value: f64) -> bool {
    let id = guideline.finding(&finding.id).map(|(id, _)| id);
    let atoms = guideline.red_flags.iter().flat_map(|flag| flag.when.condition().atoms());
    let mut lines = atoms.filter(|atom| atom.finding() == id).filter_map(|atom| match atom {
        Atom::Above(_, line) => Some(value > line),
        Atom::AtLeast(_, line) => Some(value >= line),
        _ => None,
    });
    lines.any(|over| over)
}

/// Hours since the last dose; the most that the finding can hold when there was none. None while a later dose, of the last
/// 24 hours, may have been one.
fn hours_since<'d>(
    guideline: &Guideline,
    finding: &Finding,
    latest_first: impl Iterator<Item = &'d Dose>,
    instant: Timestamp,
) -> Option<Answer> {
    let medicine = finding.about.as_deref().unwrap_or_default();
    let day = hours_before(instant, 24.0);
    // What lies further back than the finding can tell is all the same.
    let from = hours_before(instant, finding.max.unwrap_or(f64::MAX));
    let mut last = None;
    for dose in latest_first.take_while(|dose| dose.at > from) {
        if holds(guideline, dose, medicine) {
            last = Some(dose.at);
            break;
        }
        if dose.at > day && Whole::from(dose).may_hide(guideline, medicine) {
            return None;
        }
    }
    let hours = last.map_or(f64::INFINITY, |last| instant.duration_since(last).as_secs_f64() / 3600.0);
    Some(number(finding, hours))
}

fn days(guideline: &Guideline, finding: &Finding, recent: &[&Dose]) -> Answer {
    let medicine = finding.about.as_deref().unwrap_or_default();
    let of_it = recent.iter().filter(|dose| holds(guideline, dose, medicine));
    let days = days_with_a_dose(of_it.map(|dose| (dose.at, dose.zone.as_str())));
    number(finding, f64::from(u32::try_from(days).unwrap_or(u32::MAX)))
}

/// On how many days there was a dose. A day is the one where the person was; and one of UTC where that makes more of them,
/// so that a journey through zones saves none.
pub(crate) fn days_with_a_dose<'d>(doses: impl Iterator<Item = (Timestamp, &'d str)>) -> usize {
    let mut calendar = Days::default();
    let (mut own, mut utc): (BTreeSet<Date>, BTreeSet<Date>) = (BTreeSet::new(), BTreeSet::new());
    for (at, zone) in doses {
        own.insert(calendar.day(at, zone));
        utc.insert(jiff::tz::TimeZone::UTC.to_datetime(at).date());
    }
    own.len().max(utc.len())
}

/// What is in use, and what is on the skin.
fn add_in_use(guideline: &Guideline, log: &Log, instant: Timestamp, rows: &mut Rows) {
    let hours = |id: &str| hours_before(instant, guideline.log_number(id).unwrap_or(f64::MAX));
    let used = used_since(guideline, log, hours("in_use_hours"), instant);
    if let Some((_, using)) = guideline.finding(USING) {
        let options = using.options.iter().map(|option| &option.id);
        let chosen = options.filter(|option| used.contains(option.as_str())).cloned().collect();
        rows.insert(USING.to_owned(), Answer::ManyOf { chosen, not_sure: false });
    }
    let mut on_skin = used_since(guideline, log, hours("on_skin_hours"), instant);
    let given_up =
        log.other_uses.iter().filter(|one| one.is_given_up(guideline) && one.told.at > hours("on_skin_hours"));
    on_skin.extend(given_up.map(|one| one.told.treatment.as_str()));
    for (finding, treatment) in ON_SKIN {
        if guideline.finding(finding).is_some() {
            let worn = || was_worn(guideline, log, treatment, hours("on_skin_hours"), instant);
            rows.insert(finding.to_owned(), Answer::YesNo(on_skin.contains(treatment) || worn()));
        }
    }
}

/// Whether a patch of this treatment may have been on since an instant: it stays on for hours.
fn was_worn(guideline: &Guideline, log: &Log, treatment: &str, since: Timestamp, instant: Timestamp) -> bool {
    let worn = guideline.treatment(treatment).and_then(|treatment| treatment.limit("patch_hours_max"));
    let Some(worn) = worn.map(|limit| limit.value) else { return false };
    let put_on = log.doses.iter().rev().take_while(|dose| dose.at > hours_before(since, worn));
    let mut standing = put_on.filter(|dose| dose.stands && dose.at <= instant).map(Whole::from);
    standing.any(|dose| {
        dose.is_patch(guideline) && dose.counts(guideline).any(|(_, counts)| counts.treatment == Some(treatment))
    })
}

/// The treatments used since an instant, medicines among them, and those of a session that is running.
fn used_since<'g>(guideline: &'g Guideline, log: &'g Log, since: Timestamp, instant: Timestamp) -> BTreeSet<&'g str> {
    let doses = log.doses.iter().rev().take_while(|dose| dose.at > since);
    let doses = doses.filter(|dose| dose.stands && dose.at <= instant);
    let of_doses = doses.flat_map(|dose| Whole::from(dose).counts(guideline));
    let of_doses = of_doses.flat_map(|(_, counts)| [counts.medicine, counts.treatment]).flatten();
    let uses = log.uses.iter().rev().take_while(|one| one.at > since).filter(|one| one.at <= instant);
    let uses = uses.map(|one| one.treatment.as_str());
    let running = log.running.iter().filter(|running| running.ends_at() > since);
    of_doses.chain(uses).chain(running.map(|running| running.treatment.as_str())).collect()
}

/// What the doses say about medicines: a naproxen pill in the log is a medicine that the person takes, asked or not.
fn add_medicines(guideline: &Guideline, doses: &[&Dose], instant: Timestamp, rows: &mut Rows) {
    let Some((_, finding)) = guideline.finding(MEDICINES) else { return };
    let hours = guideline.log_number("in_use_hours").unwrap_or(f64::MAX);
    for dose in doses {
        for (content, Counts { options, nsaid_like, .. }) in Whole::from(*dose).counts(guideline) {
            let washed_out = if nsaid_like { washed_out_after(guideline, content, &options) } else { hours };
            let holds = dose.at > hours_before(instant, hours.max(washed_out));
            for option in options.into_iter().filter(|_| holds) {
                choose(finding, option, rows);
            }
        }
    }
}

/// The longest that any medicine has to wait after this ingredient, in hours.
fn washed_out_after(guideline: &Guideline, content: &Content, options: &BTreeSet<&str>) -> f64 {
    let limits = guideline.treatments.iter().flat_map(|treatment| &treatment.limits);
    let ingredient = ingredient_of(guideline, content).map_or(content.ingredient.as_str(), |one| one.id.as_str());
    let waits = limits.filter_map(|limit| crate::ledger::wash_out(limit, ingredient, options));
    waits.fold(0.0, f64::max)
}

/// Adds an option to the answer about a many-of finding, in whichever form it was answered.
fn choose(finding: &Finding, option: &str, rows: &mut Rows) {
    debug_assert_eq!(finding.kind, Kind::ManyOf);
    let none = match &finding.none {
        Some(Answer::OneOf(none)) => Some(none),
        _ => None,
    };
    match rows.get_mut(&finding.id) {
        Some(Answer::ManyOf { chosen, .. }) => {
            chosen.retain(|known| known != option && Some(known) != none);
            chosen.push(option.to_owned());
        }
        Some(answer) => *answer = Answer::ManyOf { chosen: vec![option.to_owned()], not_sure: true },
        None => {
            rows.insert(format!("{}.{option}", finding.id), Answer::YesNo(true));
        }
    }
}

/// Bad reactions that nobody has cleared. One that the guideline does not know is not lost.
fn add_harms(guideline: &Guideline, log: &Log, rows: &mut Rows) {
    let Some((_, finding)) = guideline.finding(BAD_REACTION) else { return };
    let known = |id: &str| if finding.option(id).is_some() { id.to_owned() } else { OTHER.to_owned() };
    let chosen: BTreeSet<String> = log.harms.iter().map(|harm| known(&harm.reaction)).collect();
    rows.insert(BAD_REACTION.to_owned(), Answer::ManyOf { chosen: chosen.into_iter().collect(), not_sure: false });
}

/// Whether a medicine was taken after an instant that was neither the one of this treatment nor in use before.
pub(super) fn changed_since(guideline: &Guideline, log: &Log, at: Timestamp, treatment: &str) -> bool {
    let before = hours_before(at, guideline.log_number("in_use_hours").unwrap_or(f64::MAX));
    let ingredients =
        |dose: &'_ Dose| dose.contents.iter().map(|content| content.ingredient.clone()).collect::<Vec<_>>();
    let standing = || log.doses.iter().rev().take_while(|dose| dose.at > before).filter(|dose| dose.stands);
    let used: BTreeSet<String> = standing().filter(|dose| dose.at <= at).flat_map(ingredients).collect();
    standing().filter(|dose| dose.at > at).any(|dose| {
        Whole::from(dose).counts(guideline).any(|(content, counts)| {
            counts.medicine != Some(treatment)
                && counts.treatment != Some(treatment)
                && !used.contains(&content.ingredient)
        })
    })
}
