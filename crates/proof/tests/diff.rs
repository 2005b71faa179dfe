//! What two guidelines decide differently, against all people of a small guideline, one by one.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod support;

use easeback_engine::{Answer, Decision, Disposition, Engine};
use easeback_guideline::{Guideline, SourceFile};
use easeback_proof::{BigUint, ChangeKind, Difference, Direction, diff};
use std::collections::BTreeMap;

const SMALL: &str = include_str!("small/guideline.toml");

fn engine(text: &str) -> Engine {
    let files = [SourceFile { name: "guideline.toml".to_owned(), text: text.to_owned() }];
    Engine::new(Guideline::read(&files).unwrap_or_else(|problems| panic!("{problems}")))
}

/// The small guideline with one text changed, which has to stand there once.
fn with(from: &str, to: &str) -> String {
    assert_eq!(SMALL.matches(from).count(), 1, "{from}");
    SMALL.replacen(from, to, 1)
}

/// Every answer to a row; none stands for not asked.
type Row = (&'static str, Vec<Option<Answer>>);

fn yes_no(row: &'static str) -> Row {
    (row, vec![None, Some(Answer::NotSure), Some(Answer::YesNo(true)), Some(Answer::YesNo(false))])
}

fn trauma(options: &[&str]) -> Row {
    let options = options.iter().map(|option| Some(Answer::OneOf((*option).to_owned())));
    ("trauma", [None, Some(Answer::NotSure)].into_iter().chain(options).collect())
}

fn pain(numbers: &[f64]) -> Row {
    let numbers = numbers.iter().map(|number| Some(Answer::Number(*number)));
    ("pain_now", [None, Some(Answer::NotSure)].into_iter().chain(numbers).collect())
}

/// Every person: one answer of each row.
fn everybody(rows: &[Row]) -> Vec<BTreeMap<String, Answer>> {
    rows.iter().fold(vec![BTreeMap::new()], |people, (row, answers)| {
        let with = |person: &BTreeMap<String, Answer>| {
            let person = person.clone();
            answers.iter().map(move |answer| {
                let mut person = person.clone();
                person.extend(answer.clone().map(|answer| ((*row).to_owned(), answer)));
                person
            })
        };
        people.iter().flat_map(with).collect::<Vec<_>>()
    })
}

/// What a guideline is told of a person: what it does not have, or does not take, it was not asked.
fn told(engine: &Engine, person: &BTreeMap<String, Answer>) -> BTreeMap<String, Answer> {
    let takes = |row: &String, answer: &Answer| engine.facts(&BTreeMap::from([(row.clone(), answer.clone())])).is_ok();
    person
        .iter()
        .filter(|(row, answer)| takes(row, answer))
        .map(|(row, answer)| (row.clone(), answer.clone()))
        .collect()
}

/// How two decisions differ, worked out from the decisions as the contract tells them.
fn differences(old: &Decision<'_>, new: &Decision<'_>) -> Vec<ChangeKind> {
    let mut kinds = Vec::new();
    let (from, to) = (old.disposition, new.disposition);
    let urgency = |disposition: Disposition| match disposition {
        Disposition::HomeCare => 0,
        Disposition::SeeDoctorSoon { .. } => 1,
        Disposition::SameDay => 2,
        Disposition::EmergencyNow => 3,
        Disposition::Incomplete => 9,
    };
    if from != to {
        let direction = match (urgency(from), urgency(to)) {
            (_, 9) => Direction::Open,
            (9, _) => Direction::Settled,
            (before, after) if before < after => Direction::MoreUrgent,
            (before, after) if before > after => Direction::LessUrgent,
            _ if from.within_days() > to.within_days() => Direction::ShorterWindow,
            _ => Direction::LongerWindow,
        };
        kinds.push(ChangeKind::Disposition { direction, from, to });
    }
    for id in ["heat", "cold"] {
        let offered = |decision: &Decision<'_>| decision.offer(id).is_some();
        let suggested = |decision: &Decision<'_>| decision.offer(id).is_some_and(|offer| offer.suggested);
        let held = |decision: &Decision<'_>| {
            decision.withheld.iter().find(|one| one.treatment.id == id).map(|one| one.strength.word())
        };
        let id = || id.to_owned();
        kinds.extend((!offered(old) && offered(new)).then(|| ChangeKind::Offered(id())));
        kinds.extend((offered(old) && !offered(new)).then(|| ChangeKind::NotOffered(id())));
        kinds.extend((!suggested(old) && suggested(new)).then(|| ChangeKind::Suggested(id())));
        kinds.extend((suggested(old) && !suggested(new)).then(|| ChangeKind::NotSuggested(id())));
        let strengths = (held(old), held(new));
        kinds.extend((strengths == (Some("ask_first"), Some("never"))).then(|| ChangeKind::Never(id())));
        kinds.extend((strengths == (Some("never"), Some("ask_first"))).then(|| ChangeKind::AskFirst(id())));
    }
    kinds
}

/// Compares two guidelines over all people, and by going through them one by one.
fn compared(old: &str, new: &str, rows: &[Row]) -> Difference {
    let (old, new) = (engine(old), engine(new));
    let difference = diff(&old, &new);
    let mut counted: Vec<(ChangeKind, usize)> = Vec::new();
    let (mut people, mut differing) = (0_usize, 0_usize);
    for person in everybody(rows) {
        let (to_old, to_new) = (told(&old, &person), told(&new, &person));
        let (Ok(before), Ok(after)) = (old.facts(&to_old), new.facts(&to_new)) else { continue };
        people += 1;
        let kinds = differences(&old.decide(&before), &new.decide(&after));
        differing += usize::from(!kinds.is_empty());
        for kind in kinds {
            match counted.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => counted.push((kind, 1)),
            }
        }
    }
    assert_eq!(difference.people, BigUint::from(people));
    assert_eq!(difference.differing, BigUint::from(differing));
    assert_eq!(difference.changes.len(), counted.len(), "{:?}\n{counted:?}", difference.changes);
    for change in &difference.changes {
        let count = counted.iter().find(|(kind, _)| *kind == change.kind).map_or(0, |(_, count)| *count);
        assert_eq!(change.people, BigUint::from(count), "{:?}", change.kind);
        assert!(change.witness.replayed, "{change:?}");
        let before = old.facts(&change.witness.old).expect("a witness is possible");
        let after = new.facts(&change.witness.new).expect("a witness is possible");
        assert!(differences(&old.decide(&before), &new.decide(&after)).contains(&change.kind), "{change:?}");
    }
    difference
}

fn rows() -> Vec<Row> {
    // `other` is named by no rule, and no rule asks for the whole list, so it tells nobody apart.
    vec![yes_no("fever"), trauma(&["none", "minor"]), yes_no("medicines.lithium")]
}

#[test]
fn a_guideline_decides_as_itself() {
    let mut rows = rows();
    rows.push(pain(&[0.0, 1.0, 7.0]));
    let difference = compared(SMALL, SMALL, &rows);
    assert!(difference.changes.is_empty() && difference.share.abs() < 1e-12);
}

#[test]
fn a_threshold_that_moves_is_counted_exactly_with_a_witness_in_each_direction() {
    let later = with("pain_now >= 7", "pain_now >= 8");
    let mut rows = rows();
    rows.push(pain(&[0.0, 1.0, 7.0, 8.0]));
    for (old, new, direction) in
        [(SMALL, later.as_str(), Direction::LessUrgent), (later.as_str(), SMALL, Direction::MoreUrgent)]
    {
        let difference = compared(old, new, &rows);
        let change = difference
            .changes
            .iter()
            .find(
                |change| matches!(change.kind, ChangeKind::Disposition { direction: found, .. } if found == direction),
            )
            .expect("somebody is decided so");
        assert_eq!(change.witness.new["pain_now"], Answer::Number(7.0));
        // One in ten has a pain of 7; of them all but those with a fever after a fall.
        assert!((change.share - 0.1 * (1.0 - 0.1 * 0.2)).abs() < 1e-9, "{}", change.share);
    }
}

#[test]
fn a_window_a_stop_and_a_strength_that_change_are_counted_exactly() {
    let mut rows = rows();
    rows.push(pain(&[0.0, 1.0, 7.0]));
    let shorter = compared(SMALL, &with("within_days = 3", "within_days = 2"), &rows);
    let of_window =
        |kind: &ChangeKind| matches!(kind, ChangeKind::Disposition { direction: Direction::ShorterWindow, .. });
    assert!(shorter.changes.iter().any(|change| of_window(&change.kind)));
    let weaker = compared(SMALL, &with("strength = \"never\"", "strength = \"ask_first\""), &rows);
    assert_eq!(
        weaker.changes.iter().map(|change| &change.kind).collect::<Vec<_>>(),
        [&ChangeKind::AskFirst("heat".to_owned())]
    );
    let wider = compared(SMALL, &with("when = \"fever\"\n", "when = \"fever or trauma = 'minor'\"\n"), &rows);
    assert!(wider.changes.iter().any(|change| change.kind == ChangeKind::NotOffered("heat".to_owned())));
}

#[test]
fn a_finding_an_option_and_a_treatment_that_only_one_has_count_as_not_asked_and_not_offered_for_the_other() {
    let new = with("{ id = \"minor\", say = \"A bit\", prevalence = 0.2 }", "{ id = \"minor\", say = \"A bit\", prevalence = 0.2 }, { id = \"major\", say = \"Hard\" }")
        .replace("[[property]]", "[[finding]]\nid = \"cough\"\ngroup = \"warning\"\nask = \"Do you cough?\"\ntick = \"I cough\"\nkind = \"yes_no\"\nsources = [\"B-ONE\"]\n\n[[screen]]\nid = \"third\"\ntitle = \"Third\"\nstyle = \"tick\"\nrows = [\"cough\"]\n\n[[red_flag]]\nid = \"coughs\"\ncode = \"RF03\"\nwhen = \"cough\"\nlevel = \"same_day\"\nbecause = \"It needs a look.\"\naction = \"go\"\nsources = [\"B-ONE\"]\n\n[[treatment]]\nid = \"cold\"\nname = \"Cold pack\"\nkind = \"comfort\"\nsummary = \"It cools.\"\nshown_at = [\"home_care\"]\noffer_when = \"pain_now >= 1\"\nsources = [\"B-ONE\"]\n\n[[property]]");
    let rows = [
        yes_no("fever"),
        trauma(&["none", "minor", "major"]),
        yes_no("medicines.lithium"),
        pain(&[0.0, 1.0, 7.0]),
        yes_no("cough"),
    ];
    compared(SMALL, &new, &rows);
    compared(&new, SMALL, &rows);
}

#[test]
fn a_range_that_grows_is_not_asked_where_the_other_does_not_take_it() {
    let new = with("max = 10\n", "max = 20\n");
    let mut rows = rows();
    rows.push(pain(&[0.0, 1.0, 7.0, 11.0]));
    compared(SMALL, &new, &rows);
}
