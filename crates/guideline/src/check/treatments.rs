//! Treatments, medicines and interactions.

use super::draft::Draft;
use super::entries::{Known, bare};
use super::{course, resolve};
use crate::condition::resolve::{Names, Place, did_you_mean};
use crate::model::{Medicine, Severity, Strength, Treatment, TreatmentKind};
use crate::problem::Problem;
use crate::read::Entry;

/// Gives the rules of treatments and stops their meaning; checks medicines, their order and interactions.
pub(super) fn check(draft: &mut Draft<'_>, names: &Names<'_>, problems: &mut Vec<Problem>) {
    for entry in &mut draft.treatments {
        resolve_rules(entry, names, problems);
        check_shape(entry, problems);
        check_parts_sourced(entry, problems);
    }
    for entry in &mut draft.stops_for_all {
        resolve(entry, &["when"], |stop| Some(&mut stop.when), names, Place::FactsAndAsked, problems);
    }
    let treatments = Known::of("treatment", &draft.treatments);
    check_medicines(&draft.medicines, &treatments, problems);
    for entry in &draft.choice_order {
        let name = &entry.value.treatment;
        if !["non_drug", "pharmacist"].contains(&name.as_str()) {
            treatments.expect(entry, &["treatment"], name, problems);
        }
    }
    course::check_order(&draft.choice_order, |step| step.order, problems);
    check_interactions(draft, &treatments, problems);
}

fn resolve_rules(entry: &mut Entry<'_, Treatment>, names: &Names<'_>, problems: &mut Vec<Problem>) {
    let facts = Place::Facts;
    let offers = Place::FactsAndOffers;
    resolve(entry, &["offer_when"], |treatment| treatment.offer_when.as_mut(), names, offers, problems);
    for place in 0..entry.value.notes.len() {
        resolve(
            entry,
            &["note", &place.to_string(), "when"],
            |treatment| treatment.notes.get_mut(place).and_then(|note| note.when.as_mut()),
            names,
            offers,
            problems,
        );
    }
    for place in 0..entry.value.stops.len() {
        resolve(
            entry,
            &["stop", &place.to_string(), "when"],
            |treatment| treatment.stops.get_mut(place).map(|stop| &mut stop.when),
            names,
            facts,
            problems,
        );
    }
    for place in 0..entry.value.also_shown.len() {
        resolve(
            entry,
            &["also_shown", &place.to_string(), "when"],
            |treatment| treatment.also_shown.get_mut(place).map(|also| &mut also.when),
            names,
            facts,
            problems,
        );
    }
}

fn check_shape(entry: &Entry<'_, Treatment>, problems: &mut Vec<Problem>) {
    let treatment = &entry.value;
    let information = treatment.kind == TreatmentKind::Information;
    if information != (treatment.shown_at.is_empty() && treatment.also_shown.is_empty()) {
        let message = format!("`{}` is shown at no level, or is information shown at one", treatment.id);
        problems.push(entry.problem(&["shown_at"], message).help(Some("information, and only that, is never offered")));
    }
    if !information && treatment.offer_when.is_none() {
        let help = Some("`offer_when = \"true\"` suggests it always");
        problems
            .push(entry.problem(&["id"], format!("`{}` does not say when it is suggested", treatment.id)).help(help));
    }
    entry.twice("stop", &treatment.stops.iter().map(|stop| stop.id.as_str()).collect::<Vec<_>>(), problems);
    entry.twice("limit", &treatment.limits.iter().map(|limit| limit.id.as_str()).collect::<Vec<_>>(), problems);
}

/// Every stop, limit and line of evidence says where it comes from.
fn check_parts_sourced(entry: &Entry<'_, Treatment>, problems: &mut Vec<Problem>) {
    let Treatment { stops, limits, evidence, .. } = &entry.value;
    let stops = stops.iter().map(|stop| (stop.id.as_str(), stop.sources.is_empty() && stop.review.is_none()));
    let limits = limits.iter().map(|limit| (limit.id.as_str(), limit.sources.is_empty() && limit.review.is_none()));
    let evidence = evidence.iter().map(|line| ("evidence", line.sources.is_empty() && line.review.is_none()));
    for (key, parts) in
        [("stop", stops.collect::<Vec<_>>()), ("limit", limits.collect()), ("evidence", evidence.collect())]
    {
        for (place, (id, _)) in parts.iter().enumerate().filter(|(_, (_, is_bare))| *is_bare) {
            problems.push(bare(entry, &[key, &place.to_string()], &format!("{}.{id}", entry.value.id)));
        }
    }
}

/// Every medicine is a treatment, and its numbers fit together.
fn check_medicines(entries: &[Entry<'_, Medicine>], treatments: &Known, problems: &mut Vec<Problem>) {
    for entry in entries {
        let medicine = &entry.value;
        treatments.expect(entry, &["id"], &medicine.id, problems);
        let ordered = [medicine.single_mg_min, medicine.single_mg_max, medicine.max_mg_24h];
        let given: Vec<_> = ordered.into_iter().flatten().collect();
        if !given.is_sorted() || given.iter().any(|number| *number <= 0.0) {
            let message = format!("the doses of `{}` do not go up from single to day", medicine.id);
            problems.push(entry.problem(&["id"], message));
        }
    }
}

/// One side is a treatment, and what a person can have is carried out by a stop of the same strength.
fn check_interactions(draft: &Draft<'_>, treatments: &Known, problems: &mut Vec<Problem>) {
    for entry in &draft.interactions {
        let interaction = &entry.value;
        treatments.expect(entry, &["a"], &interaction.a, problems);
        let strength = match interaction.severity {
            Severity::Never => Some(Strength::Never),
            Severity::AskFirst => Some(Strength::AskFirst),
            Severity::Caution | Severity::NeededTogether => None,
        };
        let Some(name) = &interaction.stop else {
            if strength.is_some() && !treatments.contains(&interaction.b) && interaction.review_note.is_none() {
                let message = format!("no stop carries out `{}`", interaction.id);
                let help = Some("give `stop = \"treatment.stop\"`, or say in `review_note` why there is none");
                problems.push(entry.problem(&["id"], message).help(help));
            }
            continue;
        };
        let stop = name.split_once('.').and_then(|(treatment, stop)| {
            let treatment = draft.treatments.iter().find(|known| known.value.id == treatment)?;
            treatment.value.stops.iter().find(|known| known.id == stop)
        });
        match stop {
            None => {
                let stops = draft.treatments.iter().flat_map(|entry| {
                    entry.value.stops.iter().map(|stop| format!("{}.{}", entry.value.id, stop.id)).collect::<Vec<_>>()
                });
                let stops: Vec<_> = stops.collect();
                let help = did_you_mean(name, stops.iter().map(String::as_str));
                problems.push(entry.problem(&["stop"], format!("`{name}` is no stop")).help(help));
            }
            Some(stop) if Some(stop.strength) != strength => {
                let message = format!("the stop `{name}` is `{}`, not as strong as this says", stop.strength.word());
                problems.push(entry.problem(&["stop"], message));
            }
            Some(_) => {}
        }
    }
}
