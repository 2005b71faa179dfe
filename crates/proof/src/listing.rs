//! Which claims a guideline makes: its own properties, and those that follow from its red flags, treatments and findings.

use crate::claims::{Claim, Kind, One, Relation, Two};
use crate::everyone::Everyone;
use crate::fact::{About, Fact, Status};
use easeback_guideline::{
    Finding, FindingId, Group, Guideline, Kind as Answers, ScreenPart, Severity, TreatmentKind, Worse,
};

/// Every claim: the written ones first, then those about one person, then those about two.
pub(crate) fn claims(everyone: &Everyone<'_>) -> Vec<Claim> {
    let guideline = everyone.guideline();
    let one = |id: String, says: String, one| Claim { id, says, kind: Kind::One(one) };
    let mut claims = Vec::new();
    for (place, property) in guideline.properties.iter().enumerate() {
        claims.push(one(property.id.clone(), property.says.clone(), One::Written(place)));
    }
    claims.push(one("total".to_owned(), "Every person gets exactly one disposition.".to_owned(), One::Total));
    for (place, flag) in guideline.red_flags.iter().enumerate() {
        let says = format!("{} sets at least its level, and its floor while it is not ruled out.", flag.code);
        claims.push(one(format!("red_flag.{}", flag.id), says, One::RedFlag(place)));
    }
    for (place, treatment) in guideline.treatments.iter().enumerate() {
        let (id, name) = (&treatment.id, &treatment.name);
        let says = format!("{name}: the level allows it exactly where its gate is open.");
        claims.push(one(format!("gate.{id}"), says, One::Gate(place)));
        let says = format!("{name}: every stop holds it back, known or unknown.");
        claims.push(one(format!("stops.{id}"), says, One::Stops(place)));
        let says = format!("{name}: it is offered where the level allows it and no stop holds, and nowhere else.");
        claims.push(one(format!("offers.{id}"), says, One::Offers(place)));
    }
    for (place, pair) in guideline.interactions.iter().enumerate() {
        let name = |id: &str| guideline.treatment(id).map(|treatment| treatment.name.as_str());
        if let (Severity::Never, Some(a), Some(b)) = (pair.severity, name(&pair.a), name(&pair.b)) {
            let says =
                format!("{a} and {b}: where both are offered, each offer says not to combine it with the other.");
            claims.push(one(format!("apart.{}", pair.id), says, One::Apart(place)));
        }
        let stop = pair.stop.as_ref().and_then(|stop| stop.split_once('.'));
        if let Some((treatment, _)) = stop {
            let name = name(treatment).unwrap_or(treatment);
            let other = if pair.a == treatment { &pair.b } else { &pair.a }.replace('_', " ");
            let says = format!("{name}: it is not offered while its stop for {other} holds or is not ruled out.");
            claims.push(one(format!("kept_from.{}", pair.id), says, One::KeptFrom(place)));
        }
    }
    let says = "Whoever could still become more or less urgent is asked for it.";
    claims.push(one("interview".to_owned(), says.to_owned(), One::Asked));
    let says = "While an emergency sign that everybody is asked is still open, no other screen comes before it.";
    claims.push(one("signs_first".to_owned(), says.to_owned(), One::SignsFirst));
    for (relation, prefix, says) in [
        (Relation::Worse, "worse", "a worse answer never lowers the urgency, and never opens what was withheld."),
        (Relation::NotSure, "not_sure", "not sure costs at most one step, and adds no offer at the same level."),
        (Relation::NotAsked, "not_asked", "an answer that is missing adds no offer."),
        (Relation::PassedOver, "interview", "passing it over never changes the urgency."),
    ] {
        for two in changing(everyone, relation) {
            let name = two.fact.and_then(|place| everyone.facts().get(place)).map(|fact| fact.id.clone());
            let name = name.or_else(|| Some(guideline.finding_at(two.finding)?.id.clone())).unwrap_or_default();
            let claim =
                Claim { id: format!("{prefix}.{name}"), says: format!("`{name}`: {says}"), kind: Kind::Two(two) };
            claims.push(claim);
        }
    }
    claims
}

/// Every fact, and every whole list, that a relation speaks of.
fn changing(everyone: &Everyone<'_>, relation: Relation) -> Vec<Two> {
    let guideline = everyone.guideline();
    let mut changing = Vec::new();
    for (finding, definition) in guideline.finding_ids() {
        if !speaks_of(guideline, relation, finding, definition) {
            continue;
        }
        let facts = everyone.facts().iter().enumerate().filter(|(_, fact)| fact.finding == finding);
        let facts: Vec<_> = facts.map(|(place, _)| Two { relation, fact: Some(place), finding }).collect();
        let whole = definition.kind == Answers::ManyOf && matches!(relation, Relation::NotSure | Relation::NotAsked);
        let whole = (whole && facts.len() > 1).then_some(Two { relation, fact: None, finding });
        changing.extend(facts.into_iter().chain(whole));
    }
    changing
}

/// Whether a relation speaks of a finding; the exceptions are those of the clinical specification.
fn speaks_of(guideline: &Guideline, relation: Relation, id: FindingId, finding: &Finding) -> bool {
    match relation {
        Relation::Worse => match &finding.worse {
            Some(Worse::Steps(_)) => true,
            Some(Worse::Word(word)) => word != "no_order",
            None => matches!(finding.kind, Answers::YesNo),
        },
        // I-03: a pregnancy that may be is judged as one, and doses of the log set no floor while they are not known.
        Relation::NotSure => finding.not_sure_is.is_none() && finding.when_absent_after.is_none(),
        // Ruling 4: what counts as no until it is asked depends on findings that may be asked after the plan.
        Relation::NotAsked => finding.group != Group::Log && !counts_until_then(guideline, id),
        Relation::PassedOver => asked_in_the_check(guideline, finding),
    }
}

/// Whether a conditional question counts as no until this finding is known.
fn counts_until_then(guideline: &Guideline, id: FindingId) -> bool {
    guideline.findings.iter().any(|other| {
        let when = other.asked_when.as_ref().filter(|_| other.until_then.is_some());
        when.is_some_and(|when| when.condition().findings().contains(&id))
    })
}

/// Whether a finding stands on a screen that comes before the plan.
fn asked_in_the_check(guideline: &Guideline, finding: &Finding) -> bool {
    let names = |row: &String| row.split_once('.').map_or(row.as_str(), |(name, _)| name) == finding.id;
    guideline.screens.iter().any(|screen| screen.when != ScreenPart::After && screen.rows.iter().any(names))
}

/// One way in which a fact may change: who has it before, and what it is after.
#[derive(Clone, Debug)]
pub(crate) struct Change<'f> {
    /// The one status before; where there are several, none.
    pub(crate) from: Option<(&'f Fact, Status)>,
    /// The statuses before, for each fact that changes; any where the list is empty.
    pub(crate) among: Vec<(&'f Fact, Vec<Status>)>,
    /// The findings that have to be asked before.
    pub(crate) asked: Vec<FindingId>,
    /// The statuses after.
    pub(crate) to: Vec<(&'f Fact, Status)>,
}

/// Every way in which what a claim speaks of may change.
pub(crate) fn changes<'f>(everyone: &'f Everyone<'_>, two: Two) -> Vec<Change<'f>> {
    let Some(fact) = two.fact else { return whole_list(everyone, two) };
    let Some(fact) = everyone.facts().get(fact) else { return Vec::new() };
    let guideline = everyone.guideline();
    let between = |from, to| Change {
        from: Some((fact, from)),
        among: vec![(fact, vec![from])],
        asked: Vec::new(),
        to: vec![(fact, to)],
    };
    let into = |to: Status, among: Vec<Status>| {
        let finding = guideline.finding_at(fact.finding);
        let conditional =
            finding.filter(|finding| finding.until_then.is_some()).and_then(|finding| finding.asked_when.as_ref());
        let asked = conditional.map(|when| when.condition().findings()).unwrap_or_default();
        vec![Change { from: None, among: vec![(fact, among)], asked, to: vec![(fact, to)] }]
    };
    let others = |not_sure, not_asked| Status::Others { not_sure, not_asked };
    match two.relation {
        Relation::Worse => {
            let pairs = fact.statuses().flat_map(|from| fact.statuses().map(move |to| (from, to)));
            let worse = |(from, to): &(Status, Status)| is_worse(guideline.finding_at(fact.finding), *from, *to);
            pairs.filter(worse).map(|(from, to)| between(from, to)).collect()
        }
        Relation::NotSure => match fact.about {
            About::Others(_) => into(others(true, false), vec![others(false, false)]),
            _ => into(Status::NotSure, fact.statuses().filter(|status| status.is_sure()).collect()),
        },
        Relation::NotAsked => match fact.about {
            About::Others(_) => into(others(false, true), vec![others(false, false), others(true, false)]),
            _ => into(Status::NotAsked, fact.statuses().filter(|status| *status != Status::NotAsked).collect()),
        },
        Relation::PassedOver => {
            let answers = fact.statuses().filter(|status| !matches!(status, Status::NotAsked | Status::Others { .. }));
            answers.map(|to| between(Status::NotAsked, to)).collect()
        }
    }
}

/// A whole list that becomes not sure, or is taken away.
fn whole_list<'f>(everyone: &'f Everyone<'_>, two: Two) -> Vec<Change<'f>> {
    let (single, of_others) = match two.relation {
        Relation::NotSure => (Status::NotSure, Status::Others { not_sure: true, not_asked: false }),
        _ => (Status::NotAsked, Status::Others { not_sure: false, not_asked: true }),
    };
    let to = |fact: &'f Fact| (fact, if matches!(fact.about, About::Others(_)) { of_others } else { single });
    let to = everyone.facts_of(two.finding).map(to).collect();
    vec![Change { from: None, among: Vec::new(), asked: Vec::new(), to }]
}

/// Whether one answer to a finding is worse than another.
fn is_worse(finding: Option<&Finding>, from: Status, to: Status) -> bool {
    let step = |status| match (status, finding.and_then(|finding| finding.worse.as_ref())) {
        (Status::OneOf(option), Some(Worse::Steps(steps))) => {
            let id = &finding?.option_at(option)?.id;
            steps.iter().position(|step| step.contains(id))
        }
        _ => None,
    };
    match (from, to) {
        (Status::YesNo(from), Status::YesNo(to)) => !from && to,
        (Status::Number(from), Status::Number(to)) => from < to,
        _ => step(from).zip(step(to)).is_some_and(|(from, to)| from < to),
    }
}

/// Whether a treatment can be offered at all; information never is.
pub(crate) fn is_offered(kind: TreatmentKind) -> bool {
    kind != TreatmentKind::Information
}
