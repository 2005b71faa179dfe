//! The engine and a second, independent evaluator agree on ten thousand random people.
//!
//! The evaluator is [`oracle`]; read there what it is made from. Besides agreement, this holds what the specification
//! says of every person (`safety.toml`) and of pairs of people who differ in one answer (I-03 and I-26). A person that
//! makes trouble is printed as JSON, with as few and as plain answers as still make it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic, its helpers too"
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "every number of the guideline is small"
)]

mod oracle;

use easeback_engine::{Answer, Crowd, Disposition, Engine, PersonFacts};
use easeback_logic::{Block, Lanes, OnePerson};
use oracle::{Answers, Dice, Finding, Guideline, Kind, Outcome, People, Person, Rank, Truth, number};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

const PEOPLE: usize = 10_000;
const SEED: u64 = 20_261_122;

static WORLD: LazyLock<World> = LazyLock::new(World::new);

struct World {
    guideline: Guideline,
    engine: Engine,
    people: Vec<Answers>,
    facts: Vec<PersonFacts>,
    outcomes: Vec<Outcome>,
}

impl World {
    fn new() -> Self {
        let guideline = Guideline::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guideline"));
        let engine = Engine::new(easeback_guideline::Guideline::built_in().unwrap());
        let mut source = People::new(&guideline, SEED);
        let people: Vec<Answers> = (0..PEOPLE).map(|_| source.next()).collect();
        let facts = people.iter().map(|person| facts(&engine, person).unwrap_or_else(|why| panic!("{why}"))).collect();
        let outcomes = people.iter().map(|person| guideline.decide(person)).collect();
        Self { guideline, engine, people, facts, outcomes }
    }

    fn all(&self) -> impl Iterator<Item = (&Answers, &PersonFacts, &Outcome)> {
        self.people
            .iter()
            .zip(&self.facts)
            .zip(&self.outcomes)
            .map(|((answers, facts), outcome)| (answers, facts, outcome))
    }

    /// The same person with fewer and plainer answers, as long as `still` holds.
    fn shrink(&self, answers: &Answers, still: impl Fn(&Answers) -> bool) -> Answers {
        let fine = |answers: &Answers| facts(&self.engine, answers).is_ok() && still(answers);
        let mut smallest = answers.clone();
        for finding in &self.guideline.findings {
            let mut smaller = smallest.clone();
            if smaller.remove(&finding.id).is_some() && fine(&smaller) {
                smallest = smaller;
                continue;
            }
            let mut plainer = smallest.clone();
            plainer.insert(finding.id.clone(), finding.commonest.clone());
            if smallest.contains_key(&finding.id) && fine(&plainer) {
                smallest = plainer;
            }
        }
        smallest
    }
}

fn facts(engine: &Engine, answers: &Answers) -> Result<PersonFacts, String> {
    let read: BTreeMap<String, Answer> = serde_json::from_value(Value::Object(answers.clone())).unwrap();
    engine.facts(&read).map_err(|problems| format!("{problems:?}: {}", text(answers)))
}

/// What both evaluators say, in the same words.
#[derive(Debug, PartialEq)]
struct Said {
    disposition: Option<Rank>,
    at_least: Option<Rank>,
    fired: BTreeSet<String>,
    floors: BTreeSet<String>,
    offers: BTreeSet<String>,
    suggested: BTreeSet<String>,
    withheld: BTreeMap<String, BTreeSet<String>>,
}

impl Said {
    fn by_oracle(outcome: &Outcome) -> Self {
        let outcome = outcome.clone();
        Self {
            disposition: outcome.disposition,
            at_least: outcome.disposition.is_none().then_some(outcome.at_least),
            fired: outcome.fired,
            floors: outcome.floors,
            offers: outcome.offers,
            suggested: outcome.suggested,
            withheld: outcome.withheld,
        }
    }

    fn by_engine(engine: &Engine, facts: &PersonFacts) -> Self {
        let decision = engine.decide(facts);
        let days = |days: Option<u32>| days.map(i64::from);
        Self {
            disposition: (decision.disposition != Disposition::Incomplete)
                .then(|| Rank::of(&level(decision.disposition.level()), days(decision.disposition.within_days()))),
            at_least: decision.at_least.map(|rank| Rank::of(&level(rank.level), days(rank.within_days))),
            fired: decision.reasons.iter().map(|reason| reason.red_flag.id.clone()).collect(),
            floors: decision.floors.iter().map(|floor| floor.red_flag.id.clone()).collect(),
            offers: decision.offers.iter().map(|offer| offer.treatment.id.clone()).collect(),
            suggested: decision
                .offers
                .iter()
                .filter(|offer| offer.suggested)
                .map(|offer| offer.treatment.id.clone())
                .collect(),
            withheld: decision
                .withheld
                .iter()
                .map(|held| {
                    let stops = held.stops.iter().map(|stop| stop.id.to_owned()).collect();
                    (held.treatment.id.clone(), stops)
                })
                .collect(),
        }
    }
}

impl Said {
    /// What differs, part by part.
    fn unlike(&self, other: &Self) -> String {
        let mut differences = Vec::new();
        let mut part = |name: &str, mine: String, theirs: String| {
            if mine != theirs {
                differences.push(format!("{name}: {mine} or {theirs}"));
            }
        };
        let only = |mine: &BTreeSet<String>, theirs: &BTreeSet<String>| format!("{:?}", mine.difference(theirs));
        part("disposition", format!("{:?}", self.disposition), format!("{:?}", other.disposition));
        part("at least", format!("{:?}", self.at_least), format!("{:?}", other.at_least));
        for (name, mine, theirs) in [
            ("fired", &self.fired, &other.fired),
            ("floors", &self.floors, &other.floors),
            ("offers", &self.offers, &other.offers),
            ("suggested", &self.suggested, &other.suggested),
        ] {
            part(name, only(mine, theirs), only(theirs, mine));
        }
        let all: BTreeSet<&String> = self.withheld.keys().chain(other.withheld.keys()).collect();
        for treatment in all {
            let stops = |said: &Self| said.withheld.get(treatment).cloned().unwrap_or_default();
            part(treatment, only(&stops(self), &stops(other)), only(&stops(other), &stops(self)));
        }
        differences.join("; ")
    }
}

fn level(level: impl serde::Serialize) -> String {
    serde_json::to_value(level).unwrap().as_str().unwrap().to_owned()
}

fn text(answers: &Answers) -> String {
    Value::Object(answers.clone()).to_string()
}

/// Fails with the first of each kind of trouble.
fn nothing_in(troubles: &BTreeMap<String, String>) {
    let told: Vec<String> = troubles.iter().map(|(kind, person)| format!("{kind}\n    {person}")).collect();
    assert!(troubles.is_empty(), "{} kinds of trouble\n{}", troubles.len(), told.join("\n"));
}

#[test]
fn the_people_reach_every_disposition_and_every_rule() {
    let world = &*WORLD;
    let mut reached: BTreeMap<&str, usize> = BTreeMap::new();
    let [mut fired, mut not_ruled_out, mut open, mut offered, mut suggested] = [const { BTreeSet::new() }; 5];
    let mut stopping = BTreeSet::new();
    for outcome in &world.outcomes {
        *reached.entry(outcome.disposition.map_or("incomplete", Rank::level)).or_default() += 1;
        fired.extend(&outcome.fired);
        not_ruled_out.extend(&outcome.floors);
        open.extend(&outcome.open);
        offered.extend(&outcome.offers);
        suggested.extend(&outcome.suggested);
        for (treatment, stops) in &outcome.withheld {
            stopping.extend(stops.iter().map(|stop| (treatment, stop)));
        }
    }
    for level in ["home_care", "see_doctor_soon", "same_day", "emergency_now", "incomplete"] {
        assert!(reached.get(level).is_some_and(|times| *times >= PEOPLE / 20), "{level}: {reached:?}");
    }
    for flag in &world.guideline.red_flags {
        let about: Vec<&Finding> =
            world.guideline.findings_of(&flag.when).into_iter().map(|id| world.guideline.finding(id)).collect();
        let only_log = about.iter().all(|finding| finding.group == "log");
        // Not sure of a pregnancy is `maybe`, so what a pregnancy alone decides is never unknown for good.
        let never_not_sure = about.iter().all(|finding| finding.not_sure_is.is_some());
        assert!(fired.contains(&flag.id), "{} fires for nobody", flag.id);
        assert!(only_log || open.contains(&flag.id), "{} is open for nobody", flag.id);
        assert!(only_log || never_not_sure || not_ruled_out.contains(&flag.id), "{} is a floor for nobody", flag.id);
    }
    let mut stops = BTreeSet::new();
    for treatment in world.guideline.treatments.iter().filter(|treatment| !treatment.shown_at.is_empty()) {
        assert!(offered.contains(&treatment.id), "{} is offered to nobody", treatment.id);
        assert!(suggested.contains(&treatment.id), "{} is suggested to nobody", treatment.id);
        stops.extend(treatment.stops.iter().map(|(stop, _)| (&treatment.id, stop)));
    }
    // The others can only stop what the level already keeps back, as bleeding from the gut does with ibuprofen.
    let never: Vec<_> = stops.difference(&stopping).collect();
    assert!(never.len() <= stops.len() / 10, "{} of {} stops stop nobody: {never:?}", never.len(), stops.len());
}

#[test]
fn the_engine_decides_as_the_oracle_does() {
    let world = &*WORLD;
    let engine_says = |answers: &Answers| Said::by_engine(&world.engine, &facts(&world.engine, answers).unwrap());
    let oracle_says = |answers: &Answers| Said::by_oracle(&world.guideline.decide(answers));
    let mut troubles = BTreeMap::new();
    for (answers, facts, outcome) in world.all() {
        if Said::by_engine(&world.engine, facts) != Said::by_oracle(outcome) && troubles.len() < 10 {
            let smallest = world.shrink(answers, |answers| engine_says(answers) != oracle_says(answers));
            let unlike = engine_says(&smallest).unlike(&oracle_says(&smallest));
            troubles.insert(format!("engine or oracle, {unlike}"), text(&smallest));
        }
    }
    nothing_in(&troubles);
}

#[test]
fn the_engine_holds_the_same_questions_open_as_the_oracle() {
    let world = &*WORLD;
    let red_flags = &world.engine.guideline().red_flags;
    let mut troubles = BTreeMap::new();
    for (answers, facts, outcome) in world.all() {
        let evaluation = world.engine.evaluate(&OnePerson, facts);
        let open = red_flags.iter().zip(&evaluation.open).filter(|(_, open)| **open);
        let open: BTreeSet<String> = open.map(|(flag, _)| flag.id.clone()).collect();
        for id in open.symmetric_difference(&outcome.open) {
            troubles.entry(format!("{id}: open for one, not for the other")).or_insert_with(|| text(answers));
        }
    }
    nothing_in(&troubles);
}

#[test]
fn engine_and_oracle_refuse_the_same_contradictions() {
    let world = &*WORLD;
    let mut source = People::new(&world.guideline, SEED + 1);
    let mut refused = 0;
    for _ in 0..5_000 {
        let answers = source.anyone();
        let contradiction = Person::new(&world.guideline, &answers).contradiction().map(str::to_owned);
        let by_engine = facts(&world.engine, &answers);
        assert_eq!(by_engine.is_err(), contradiction.is_some(), "{contradiction:?} {}", text(&answers));
        refused += usize::from(contradiction.is_some());
    }
    assert!(refused >= 50, "only {refused} of 5,000 contradicted themselves");
}

#[test]
fn pain_without_a_place_and_normal_with_others_are_refused() {
    let world = &*WORLD;
    for answers in [
        json!({ "pain_now": 1, "pain_sites": [] }),
        json!({ "skin_area": ["normal", "broken"] }),
        json!({ "skin_area": ["normal", "not_sure"] }),
    ] {
        let answers = answers.as_object().unwrap();
        assert!(facts(&world.engine, answers).is_err(), "the engine takes {answers:?}");
        assert!(Person::new(&world.guideline, answers).contradiction().is_some(), "the oracle takes {answers:?}");
    }
}

#[test]
fn the_same_people_side_by_side_get_the_same_decisions() {
    let world = &*WORLD;
    let mut troubles = BTreeMap::new();
    for (block, people) in world.facts.chunks(256).enumerate() {
        let crowd = world.engine.evaluate_crowd::<4>(people);
        let claims = world.engine.properties(&Lanes::<4>, &Crowd(people), &crowd);
        let claims: Vec<_> = claims.iter().map(|claim| claim.value(&Lanes::<4>)).collect();
        for (lane, facts) in people.iter().enumerate() {
            let person = world.engine.evaluate(&OnePerson, facts);
            let mut compare = |what: &str, one: &[bool], many: &[Block<4>]| {
                assert_eq!(one.len(), many.len());
                for (index, (one, many)) in one.iter().zip(many).enumerate() {
                    if *one != many.holds(lane) {
                        let told = text(&world.people[block * 256 + lane]);
                        troubles.entry(format!("{what} {index}")).or_insert(told);
                    }
                }
            };
            compare("fired", &person.fired, &crowd.fired);
            compare("floors", &person.floors, &crowd.floors);
            compare("open", &person.open, &crowd.open);
            compare("fired at least", &person.fired_at_least, &crowd.fired_at_least);
            compare("at least", &person.at_least, &crowd.at_least);
            compare("incomplete", &[person.incomplete], &[crowd.incomplete]);
            compare("exactly", &person.exactly, &crowd.exactly);
            compare("allowed", &person.allowed, &crowd.allowed);
            compare("offered", &person.offered, &crowd.offered);
            compare("suggested", &person.suggested, &crowd.suggested);
            let own_claims = world.engine.properties(&OnePerson, facts, &person);
            for (index, (one, many)) in own_claims.iter().zip(&claims).enumerate() {
                let one = one.value(&OnePerson);
                compare(&format!("claim {index}"), &[one.yes, one.no], &[many.yes, many.no]);
            }
        }
    }
    nothing_in(&troubles);
}

#[test]
fn every_property_holds_for_every_person() {
    let world = &*WORLD;
    let mut troubles = BTreeMap::new();
    for (answers, _, outcome) in world.all() {
        for id in world.guideline.broken(answers, outcome) {
            troubles.entry(id.to_owned()).or_insert_with(|| {
                let broken =
                    |answers: &Answers| world.guideline.broken(answers, &world.guideline.decide(answers)).contains(&id);
                text(&world.shrink(answers, broken))
            });
        }
    }
    nothing_in(&troubles);
}

#[test]
fn the_engine_judges_every_property_as_the_oracle_does() {
    let world = &*WORLD;
    let mut troubles = BTreeMap::new();
    for (answers, facts, outcome) in world.all() {
        let by_engine = world.engine.properties(&OnePerson, facts, &world.engine.evaluate(&OnePerson, facts));
        let by_oracle = world.guideline.claims(answers, outcome);
        assert_eq!(by_engine.len(), by_oracle.len());
        for (((id, _), by_engine), by_oracle) in world.guideline.properties.iter().zip(by_engine).zip(by_oracle) {
            let by_engine = by_engine.value(&OnePerson);
            let by_engine = match (by_engine.yes, by_engine.no) {
                (true, false) => Truth::True,
                (false, true) => Truth::False,
                (false, false) => Truth::Unknown,
                (true, true) => panic!("{id} is true and false: {}", text(answers)),
            };
            if by_engine == Truth::False {
                troubles.entry(format!("{id} is violated")).or_insert_with(|| text(answers));
            }
            if by_engine != by_oracle {
                let told = format!("{id}: {by_engine:?} for the engine, {by_oracle:?} for the oracle");
                troubles.entry(told).or_insert_with(|| text(answers));
            }
        }
    }
    nothing_in(&troubles);
}

/// What happens to one answer.
#[derive(Clone, Debug)]
enum Change {
    To(Value),
    NotAsked,
}

/// What two decisions are compared by.
struct Brief {
    /// `None` while incomplete.
    disposition: Option<Rank>,
    fired: Rank,
    offers: BTreeSet<String>,
}

impl World {
    fn brief(&self, facts: &PersonFacts) -> Brief {
        let evaluation = self.engine.evaluate(&OnePerson, facts);
        let rank = |index: usize| {
            let rank = self.engine.ranks()[index];
            Rank::of(&level(rank.level), rank.within_days.map(i64::from))
        };
        let treatments = self.engine.guideline().treatments.iter().zip(&evaluation.offered);
        Brief {
            disposition: evaluation.exactly.iter().position(|holds| *holds).map(rank),
            fired: evaluation.fired_at_least.iter().rposition(|holds| *holds).map_or(Rank::HomeCare, rank),
            offers: treatments.filter(|(_, offered)| **offered).map(|(treatment, _)| treatment.id.clone()).collect(),
        }
    }

    /// For each person, `times` changes of one answer, and what `wrong` says about the two decisions.
    fn compare(
        &self,
        seed: u64,
        times: usize,
        change: impl Fn(&mut Dice, &Finding, &Answers) -> Option<Change>,
        wrong: impl Fn(&Brief, &Brief) -> Option<&'static str>,
    ) {
        let mut dice = Dice(seed);
        let mut changed = 0;
        let mut troubles = BTreeMap::new();
        for (answers, before, _) in self.all() {
            let before = self.brief(before);
            for _ in 0..times {
                let finding = dice.pick(&self.guideline.findings);
                let Some(answer) = answers.get(&finding.id) else { continue };
                let Some(new) = change(&mut dice, finding, answers) else { continue };
                let mut other = answers.clone();
                match new.clone() {
                    Change::To(new) => other.insert(finding.id.clone(), new),
                    Change::NotAsked => other.remove(&finding.id),
                };
                let Ok(after) = facts(&self.engine, &other) else { continue };
                changed += 1;
                if let Some(wrong) = wrong(&before, &self.brief(&after)) {
                    let told = || format!("{answer} to {new:?}: {}", text(answers));
                    troubles.entry(format!("{}: {wrong}", finding.id)).or_insert_with(told);
                }
            }
        }
        assert!(changed > PEOPLE / 2, "only {changed} changes");
        nothing_in(&troubles);
    }
}

/// Ruling 2: what a level costs when it can no longer be known.
fn one_step_below(rank: Rank) -> Rank {
    match rank {
        Rank::EmergencyNow => Rank::SameDay,
        Rank::SameDay => Rank::of("see_doctor_soon", Some(1)),
        lower => lower,
    }
}

#[test]
fn not_sure_costs_at_most_one_step_and_adds_no_offer() {
    let not_sure = |_: &mut Dice, finding: &Finding, answers: &Answers| {
        // The pregnancy that may be is judged as one, and doses of the log set no floor while they are not known.
        let judged_otherwise = finding.not_sure_is.is_some() || finding.when_absent_after.is_some();
        (!judged_otherwise && answers[&finding.id] != "not_sure").then(|| Change::To(json!("not_sure")))
    };
    WORLD.compare(1, 6, not_sure, |before, after| {
        let after_rank = after.disposition?;
        if after_rank < one_step_below(before.disposition.unwrap_or(before.fired)) {
            return Some("lower by more than one step");
        }
        let same_level = before.disposition.is_some_and(|before| before.level() == after_rank.level());
        (same_level && !after.offers.is_subset(&before.offers)).then_some("an offer more at the same level")
    });
}

#[test]
fn not_asked_adds_no_offer() {
    let not_asked = |_: &mut Dice, finding: &Finding, answers: &Answers| {
        // Ruling 4: `mood_low` may be asked after the plan, and until then `self_harm_thoughts` counts as no.
        let after_the_plan =
            finding.id == "mood_low" || finding.counts_as_no_until_asked && !answers.contains_key("mood_low");
        (finding.group != "log" && !after_the_plan).then_some(Change::NotAsked)
    };
    WORLD
        .compare(2, 6, not_asked, |before, after| (!after.offers.is_subset(&before.offers)).then_some("an offer more"));
}

#[test]
fn a_worse_answer_never_lowers_the_disposition_nor_lengthens_the_window() {
    WORLD.compare(3, 10, worse, |before, after| {
        if after.fired < before.fired {
            return Some("less has fired");
        }
        (after.disposition? < before.disposition?).then_some("lower, or a longer window")
    });
}

/// A worse answer than this one, by the order of the finding.
fn worse(dice: &mut Dice, finding: &Finding, answers: &Answers) -> Option<Change> {
    let answer = &answers[&finding.id];
    let worse = match finding.kind {
        Kind::YesNo if finding.higher_is_worse && answer == false => vec![json!(true)],
        Kind::Number if finding.higher_is_worse => {
            let higher = finding.numbers_worth_trying().into_iter();
            higher.filter(|number| answer.as_f64().is_some_and(|now| *number > now)).map(number).collect()
        }
        Kind::OneOf => {
            let now = finding.worse.iter().position(|step| step.iter().any(|option| answer == option.as_str()));
            finding.worse.iter().skip(now? + 1).flatten().map(|option| json!(option)).collect()
        }
        _ => Vec::new(),
    };
    (!worse.is_empty()).then(|| Change::To(dice.pick(&worse).clone()))
}
