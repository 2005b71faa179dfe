//! Which treatments stand in the plan.

use super::{Doses, NotYet};
use crate::Now;
use crate::escalation::escalations;
use easeback_engine::{Offer, Withheld};
use easeback_guideline::{PlanItem, Treatment, TreatmentKind};

/// A line of the plan with the offer behind it.
pub(super) type Chosen<'a> = (&'a PlanItem, &'a Offer<'a>);

/// Whether it is something that is taken or put on, so that only one is ever begun at a time.
fn is_drug(treatment: &Treatment) -> bool {
    matches!(treatment.kind, TreatmentKind::Medicine | TreatmentKind::Herb | TreatmentKind::SkinRub)
}

/// Whether an offer counts as suggested: by the guideline, or as a medicine that the person takes already, though
/// another one would be suggested to somebody who begins.
fn is_suggested(now: &Now<'_>, offer: &Offer<'_>) -> bool {
    offer.suggested || offer.treatment.kind == TreatmentKind::Medicine && now.uses(&offer.treatment.id)
}

/// The lines whose treatments are offered and suggested, and not to be stopped or given up.
fn candidates<'a>(now: &Now<'a>) -> Vec<Chosen<'a>> {
    let escalations = escalations(now);
    let to_stop = |id: &String| escalations.iter().any(|one| one.escalation.stop_treatments.contains(id));
    let lines = now.guideline().plan_items.iter().filter(|line| line.when.as_ref().is_none_or(|when| now.holds(when)));
    lines
        .filter_map(|line| Some((line, now.decision.offer(line.treatment.as_ref()?)?)))
        .filter(|(_, offer)| is_suggested(now, offer))
        .filter(|(_, offer)| !to_stop(&offer.treatment.id) && !given_up(now, &offer.treatment.id))
        .collect()
}

/// The lines that stand in the plan, in the order of the guideline. What was used within the last day goes before
/// what was not, what the person asked for goes before what they did not, and what must not go with it is left out.
pub(super) fn chosen<'a>(now: &Now<'a>, kept: impl Fn(&Treatment) -> bool) -> Vec<Chosen<'a>> {
    let mut candidates = candidates(now);
    candidates.retain(|(_, offer)| kept(offer.treatment));
    candidates.sort_by_key(|(line, offer)| {
        let treatment = offer.treatment;
        (!now.uses(&treatment.id), !is_drug(treatment), choice(now, treatment), line.order)
    });
    let drug_in_use = now.guideline().treatments.iter().any(|one| is_drug(one) && now.uses(&one.id));
    let mut chosen: Vec<Chosen<'a>> = Vec::new();
    for (line, offer) in candidates {
        let treatment = offer.treatment;
        let same = |other: &Chosen<'_>| other.1.treatment.id == treatment.id;
        let apart = |id: &str| offer.not_with.contains(&id);
        let clashes = chosen
            .iter()
            .any(|(_, other)| apart(&other.treatment.id) || other.not_with.contains(&treatment.id.as_str()));
        let used = offer.not_with.iter().any(|id| now.uses(id));
        let begins = is_drug(treatment) && !now.uses(&treatment.id);
        let other_begins = drug_in_use || chosen.iter().any(|(_, other)| is_drug(other.treatment));
        let by_mouth = |one: &Treatment| is_drug(one) && one.kind != TreatmentKind::SkinRub;
        let second = by_mouth(treatment) && chosen.iter().any(|other| by_mouth(other.1.treatment) && !same(other));
        if !(clashes || used || second || begins && other_begins && !chosen.iter().any(same)) {
            chosen.push((line, offer));
        }
    }
    let with = |id: &String| {
        chosen.iter().any(|(_, offer)| offer.treatment.id == *id)
            || now.guideline().plan_items.iter().any(|line| line.instead_of.as_ref() == Some(id) && held(now, id))
    };
    let alone: Vec<&str> = chosen
        .iter()
        .filter(|(line, _)| line.needs.as_ref().is_some_and(|id| !with(id)))
        .map(|(line, _)| line.id.as_str())
        .collect();
    chosen.retain(|(line, _)| !alone.contains(&line.id.as_str()));
    chosen.sort_by_key(|(line, _)| line.order);
    chosen
}

fn held(now: &Now<'_>, id: &str) -> bool {
    now.decision.withheld.iter().any(|withheld| withheld.treatment.id == id)
}

/// The place of a medicine in the order of choice; whatever has none comes after those that have.
fn choice(now: &Now<'_>, treatment: &Treatment) -> u32 {
    let order = now.guideline().choice_order.iter().find(|one| one.treatment == treatment.id);
    order.map_or(u32::MAX, |one| one.order)
}

/// Whether the person gave a treatment up in this episode, and has not used it since.
fn given_up(now: &Now<'_>, treatment: &str) -> bool {
    let Some(episode) = now.episode() else { return false };
    let stopped = now.log.stopped.iter().filter(|one| one.treatment == treatment && episode.holds(one.at));
    let Some(stopped) = stopped.map(|one| one.at).max() else { return false };
    let mut used = now.log.uses.iter().filter(|one| one.treatment == treatment && one.at > stopped);
    let later = now.log.doses.iter().rev().take_while(|dose| dose.at > stopped).filter(|dose| dose.stands);
    let mut taken = later.filter(|dose| dose.is_of(now.guideline(), treatment));
    used.next().is_none() && taken.next().is_none()
}

/// Whether a medicine may be taken now, be it that the plan leaves it out for another.
pub(super) fn has_a_medicine(now: &Now<'_>, doses: &dyn Doses) -> bool {
    let may_now = |id: &str| doses.next_dose(id).from.is_some_and(|from| from <= now.at);
    candidates(now).iter().any(|(_, offer)| is_drug(offer.treatment) && may_now(&offer.treatment.id))
}

/// The medicines in use that only time holds back.
pub(super) fn not_yet<'a>(now: &Now<'a>, doses: &dyn Doses) -> Vec<NotYet<'a>> {
    let escalations = escalations(now);
    let to_stop = |id: &String| escalations.iter().any(|one| one.escalation.stop_treatments.contains(id));
    let withheld = now.decision.withheld.iter().filter(|withheld| is_drug(withheld.treatment));
    withheld
        .filter(|withheld| now.uses(&withheld.treatment.id) && only_time(now, withheld))
        .filter(|withheld| !to_stop(&withheld.treatment.id) && !given_up(now, &withheld.treatment.id))
        .filter_map(|withheld| {
            let next = doses.next_dose(&withheld.treatment.id);
            let from = next.from.filter(|from| *from > now.at)?;
            Some(NotYet { treatment: withheld.treatment, from, why_not: next.why_not })
        })
        .collect()
}

/// Whether every stop that holds is known, and hangs on nothing but earlier doses of this very medicine.
fn only_time(now: &Now<'_>, withheld: &Withheld<'_>) -> bool {
    let about = |id: &easeback_guideline::FindingId| {
        let finding = now.guideline().finding_at(*id);
        finding.is_some_and(|finding| finding.about.as_ref() == Some(&withheld.treatment.id))
    };
    withheld.stops.iter().all(|stop| stop.known && !stop.facts.is_empty() && stop.facts.iter().all(about))
}
