//! Knowledge that makes no difference to anybody: a red flag in the shadow of others, a stop that never holds anything
//! back, an option that no rule tells apart, a treatment that nobody is offered, a claim that speaks of nobody.
//!
//! It is no fault: a shadowed red flag still gives its reason. But somebody should have looked at it.

use crate::diagrams::{Diagram, included};
use crate::fact::{About, Fact, Status};
use crate::listing::is_offered;
use crate::outcome::{Flag, Treated};
use crate::prover::Prover;
use easeback_guideline::{Finding, Kind, Stop, StopForAll, Treatment};
use easeback_logic::Algebra;

/// A piece of knowledge that makes no difference to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dead {
    /// `red_flag.fever`, `stop.heat.fever`, `option.onset.gradual`, `treatment.heat`, `property.I-01`.
    pub id: String,
    /// Why it makes none, in a sentence without a final stop.
    pub because: String,
    /// What stands in its light, where something does.
    pub behind: Vec<String>,
}

/// Why a stop makes a difference to those alone who do not know.
const ONLY_UNKNOWN: &str = "it matters only while it is not ruled out";

/// What makes no difference to anybody, held against what the guideline says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shadows {
    /// What somebody has looked at: `[[shadowed]]` names it and says why it stays.
    pub known: Vec<Dead>,
    /// What nobody has looked at yet.
    pub new: Vec<Dead>,
    /// What `[[shadowed]]` names although it makes a difference, or does not exist.
    pub gone: Vec<String>,
}

impl Shadows {
    /// Whether all that makes no difference is named, and nothing else is.
    pub fn are_known(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty()
    }
}

impl Prover<'_> {
    /// Everything that makes no difference to anybody, held against what the guideline says of it.
    pub fn shadows(&self) -> Shadows {
        let named: Vec<_> = self.engine().guideline().shadowed.iter().flat_map(|shadowed| &shadowed.what).collect();
        let (known, new): (Vec<_>, Vec<_>) =
            self.dead_knowledge().into_iter().partition(|dead| named.contains(&&dead.id));
        let gone = named.into_iter().filter(|id| !known.iter().any(|dead| dead.id == **id)).cloned().collect();
        Shadows { known, new, gone }
    }

    /// Everything that makes no difference to any possible person, in the order of the guideline.
    pub fn dead_knowledge(&self) -> Vec<Dead> {
        let mut dead = self.dead_red_flags();
        dead.extend(self.dead_treatments());
        dead.extend(self.dead_answers());
        dead.extend(self.dead_properties());
        dead
    }

    fn is_somebody(&self, people: &Diagram) -> bool {
        !self.diagrams().and(people, self.possible()).is_nobody()
    }

    /// Red flags that never fire alone: wherever they do, another of the same rank or above fires too.
    fn dead_red_flags(&self) -> Vec<Dead> {
        let (diagrams, outcome) = (self.diagrams(), self.outcome());
        let flags = self.engine().guideline().red_flags.iter().zip(&outcome.flags);
        let mut dead = Vec::new();
        for (place, (flag, truth)) in flags.clone().enumerate() {
            let fires = diagrams.and(&truth.value.yes, self.possible());
            let others =
                flags.clone().enumerate().filter(|(other, (_, known))| *other != place && known.rank >= truth.rank);
            let others: Vec<_> = others.map(|(_, (flag, known))| (flag.id.clone(), known.value.yes.clone())).collect();
            if let Some(behind) = self.covered(&fires, &others) {
                let because = if fires.is_nobody() { "it never fires" } else { "others fire wherever it does" };
                dead.push(Dead { id: format!("red_flag.{}", flag.id), because: because.to_owned(), behind });
            }
        }
        dead
    }

    /// Those of the others that hold wherever these people are; none where somebody is left.
    fn covered(&self, people: &Diagram, others: &[(String, Diagram)]) -> Option<Vec<String>> {
        let diagrams = self.diagrams();
        let all = |other: &&(String, Diagram)| diagrams.and_not(people, &other.1).is_nobody();
        if people.is_nobody() {
            return Some(Vec::new());
        }
        if let Some((id, _)) = others.iter().find(all) {
            return Some(vec![id.clone()]);
        }
        let (mut rest, mut behind) = (people.clone(), Vec::new());
        for (id, other) in others {
            let left = diagrams.and_not(&rest, other);
            if left.nodes() != rest.nodes() || !diagrams.and(&rest, other).is_nobody() {
                behind.push(id.clone());
            }
            rest = left;
        }
        rest.is_nobody().then_some(behind)
    }

    fn dead_treatments(&self) -> Vec<Dead> {
        let guideline = self.engine().guideline();
        let mut dead = Vec::new();
        let list = guideline.treatments.iter().zip(&self.outcome().treatments);
        for (treatment, truth) in list.filter(|(treatment, _)| is_offered(treatment.kind)) {
            let mut treatment_is = |because: &str| {
                dead.push(Dead {
                    id: format!("treatment.{}", treatment.id),
                    because: because.to_owned(),
                    behind: Vec::new(),
                });
            };
            if !self.is_somebody(&truth.offered) {
                treatment_is("it is offered to nobody");
            } else if !self.is_somebody(&truth.suggested) {
                treatment_is("it is suggested to nobody");
            }
            dead.extend(self.dead_stops(treatment, truth));
        }
        dead
    }

    /// Stops that never hold a treatment back alone while the level allows it.
    fn dead_stops(&self, treatment: &Treatment, truth: &Treated<Diagram>) -> Vec<Dead> {
        let diagrams = self.diagrams();
        let for_all = self.engine().guideline().stops_for_all.iter();
        let applies = |stop: &&StopForAll| stop.kinds.as_ref().is_none_or(|kinds| kinds.contains(&treatment.kind));
        let ids =
            treatment.stops.iter().map(|stop: &Stop| &stop.id).chain(for_all.filter(applies).map(|stop| &stop.id));
        let ids: Vec<_> = ids.collect();
        // Who is clear of all stops before, and of all after, each place.
        let mut after = vec![diagrams.constant(true)];
        for stop in truth.stops.iter().rev() {
            let clear = after.last().map_or(diagrams.constant(true), |clear| diagrams.and(clear, &stop.no));
            after.push(clear);
        }
        let allowed = diagrams.and(&truth.allowed, self.possible());
        let mut before = diagrams.constant(true);
        let mut dead = Vec::new();
        for ((place, stop), id) in truth.stops.iter().enumerate().zip(&ids) {
            let rest =
                after.get(truth.stops.len() - place - 1).map_or(before.clone(), |after| diagrams.and(&before, after));
            let holds = |stop: &Diagram| !diagrams.and(&diagrams.and(&rest, stop), &allowed).is_nobody();
            let because = if !holds(&diagrams.not(&stop.no)) {
                Some("the level or another stop holds it back wherever this one does")
            } else if !holds(&stop.yes) {
                Some(ONLY_UNKNOWN)
            } else {
                None
            };
            if let Some(because) = because {
                let held = if because == ONLY_UNKNOWN { stop.yes.clone() } else { diagrams.not(&stop.no) };
                let others = truth.stops.iter().zip(&ids).enumerate().filter(|(other, _)| *other != place);
                let others: Vec<_> = others
                    .map(|(_, (stop, id))| (format!("stop.{}.{id}", treatment.id), diagrams.not(&stop.no)))
                    .collect();
                let behind = self.behind(&diagrams.and(&held, &allowed), &stop.yes, &others);
                let id = format!("stop.{}.{id}", treatment.id);
                dead.push(Dead { id, because: because.to_owned(), behind });
            }
            before = diagrams.and(&before, &stop.no);
        }
        dead
    }

    /// What stands before a stop: other stops where the level allows the treatment, else the red flag that sets the level.
    fn behind(&self, allowed: &Diagram, known: &Diagram, others: &[(String, Diagram)]) -> Vec<String> {
        if !allowed.is_nobody() {
            return self.covered(allowed, others).unwrap_or_default();
        }
        let known = self.diagrams().and(known, self.possible());
        let flags = self.engine().guideline().red_flags.iter().zip(&self.outcome().flags);
        // The most urgent says best why nothing is shown.
        let fires = |(_, flag): &(_, &Flag<Diagram>)| self.diagrams().and_not(&known, &flag.value.yes).is_nobody();
        let flag = flags.filter(fires).max_by_key(|(_, flag)| flag.rank);
        flag.map(|(flag, _)| format!("red_flag.{}", flag.id)).into_iter().collect()
    }

    /// Options, yes/no answers and thresholds between which no decision differs.
    fn dead_answers(&self) -> Vec<Dead> {
        let guideline = self.engine().guideline();
        let mut dead = Vec::new();
        for (id, finding) in guideline.finding_ids() {
            let facts: Vec<_> = self.everyone().facts_of(id).collect();
            let mut answer_is = |id: String, because: &str| {
                dead.push(Dead { id, because: because.to_owned(), behind: Vec::new() });
            };
            for choice in &finding.options {
                let Some((option, _)) = finding.option(&choice.id) else { continue };
                let name = format!("option.{}.{}", finding.id, choice.id);
                let fact = facts.iter().find(|fact| match &fact.about {
                    About::Whole => true,
                    About::Option(mine) => *mine == option,
                    About::Others(_) => false,
                });
                match fact {
                    // The log holds what happened, whether or not a rule asks for it.
                    None if is_none(finding, &choice.id) || finding.is_logged() => {}
                    None => answer_is(name, "no rule names it"),
                    Some(fact) => {
                        let mine =
                            if finding.kind == Kind::ManyOf { Status::YesNo(true) } else { Status::OneOf(option) };
                        let differs = fact.statuses().any(|other| {
                            let comparable = matches!(
                                (mine, other),
                                (Status::OneOf(_), Status::OneOf(_)) | (Status::YesNo(_), Status::YesNo(_))
                            );
                            comparable && other != mine && self.makes_a_difference(fact, mine, other)
                        });
                        if !differs {
                            answer_is(name, "no decision differs by it");
                        }
                    }
                }
            }
            if let [fact] = facts.as_slice() {
                let statuses: Vec<_> =
                    fact.statuses().filter(|status| matches!(status, Status::YesNo(_) | Status::Number(_))).collect();
                for (one, other) in statuses.iter().zip(statuses.iter().skip(1)) {
                    if !self.makes_a_difference(fact, *one, *other) {
                        answer_is(format!("answer.{}.{}", finding.id, told(*other)), "no decision differs by it");
                    }
                }
            }
        }
        dead
    }

    /// Whether some decision differs between two statuses of a fact.
    fn makes_a_difference(&self, fact: &Fact, one: Status, other: Status) -> bool {
        let (diagrams, outcome) = (self.diagrams(), self.outcome());
        let (here, there) = (self.everyone().fixed([(fact, one)]), self.everyone().fixed([(fact, other)]));
        let treatments = outcome.treatments.iter();
        let treated = treatments.flat_map(|treatment| [&treatment.clear, &treatment.offered, &treatment.suggested]);
        let urgency = outcome.fired.iter().chain([&outcome.incomplete]).chain(&outcome.exactly);
        urgency.chain(treated).any(|truth| {
            let differs = !included((truth, &here), (truth, &there)) || !included((truth, &there), (truth, &here));
            differs && {
                let apart = truth.fixed(&here).xor(&truth.fixed(&there));
                let possible = diagrams.and(&self.possible().fixed(&here), &self.possible().fixed(&there));
                !diagrams.and(&apart, &possible).is_nobody()
            }
        })
    }

    /// Claims whose "when" holds for nobody.
    fn dead_properties(&self) -> Vec<Dead> {
        let properties = self.engine().guideline().properties.iter().zip(self.concerned());
        let dead = properties.filter(|(_, people)| !self.is_somebody(people)).map(|(property, _)| Dead {
            id: format!("property.{}", property.id),
            because: "it speaks of nobody".to_owned(),
            behind: Vec::new(),
        });
        dead.collect()
    }
}

/// Whether an option is the one that means "none of these".
fn is_none(finding: &Finding, option: &str) -> bool {
    matches!(&finding.none, Some(easeback_engine::Answer::OneOf(none)) if none == option)
}

fn told(status: Status) -> String {
    match status {
        Status::YesNo(yes) => if yes { "yes" } else { "no" }.to_owned(),
        Status::Number(number) => format!("{number}"),
        _ => String::new(),
    }
}
