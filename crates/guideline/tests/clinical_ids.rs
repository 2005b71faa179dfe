//! The guideline says what the clinical specification says: every id, option, level, window, stop and interaction that
//! the specification names is there, and none is there that it does not name.
//!
//! `clinical-ids.txt` is the specification's side, section by section; this file writes the guideline in the same words.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic, its helpers too")]

use easeback_guideline::{
    Atom, Condition, Finding, FindingId, Guideline, IfUnknown, Kind, RedFlag, Rule, Severity, Strength,
};
use std::collections::BTreeSet;

/// One section of the specification's list.
fn specified(section: &str) -> BTreeSet<String> {
    let list = include_str!("clinical-ids.txt");
    let (_, rest) = list.split_once(&format!("\n[{section}]\n")).unwrap();
    rest.lines().take_while(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[track_caller]
fn assert_same(section: &str, guideline: impl IntoIterator<Item = String>) {
    assert_says(section, &specified(section), &guideline.into_iter().collect());
}

#[track_caller]
fn assert_says(section: &str, specified: &BTreeSet<String>, guideline: &BTreeSet<String>) {
    let missing: Vec<_> = specified.difference(guideline).collect();
    let added: Vec<_> = guideline.difference(specified).collect();
    assert!(missing.is_empty() && added.is_empty(), "{section}: missing {missing:#?}, not specified {added:#?}");
}

fn built_in() -> Guideline {
    Guideline::built_in().unwrap()
}

fn kind(finding: &Finding) -> &'static str {
    match finding.kind {
        Kind::YesNo => "yes_no",
        Kind::OneOf => "one_of",
        Kind::ManyOf => "many_of",
        Kind::Number => "number",
    }
}

#[test]
fn every_finding_is_asked_as_specified() {
    let guideline = built_in();
    let facts: BTreeSet<String> = &specified("facts from the log") | &specified("facts added");
    for (section, specified, logged) in [("findings", specified("findings"), false), ("facts", facts, true)] {
        let of_section = guideline.findings.iter().filter(|finding| finding.is_logged() == logged);
        // The specification leaves the range of some facts open.
        let said = |finding: &Finding| match (finding.min, finding.max) {
            (Some(min), Some(max)) if !specified.contains(&format!("{} number", finding.id)) => {
                format!("{} number {min} {max}", finding.id)
            }
            _ => format!("{} {}", finding.id, kind(finding)),
        };
        assert_says(section, &specified, &of_section.map(said).collect());
    }
}

#[test]
fn every_option_is_one_that_is_specified() {
    let guideline = built_in();
    let options = guideline.findings.iter().filter(|finding| finding.id != "using").flat_map(|finding| {
        finding.options.iter().map(|option| format!("{}.{}", finding.id, option.id)).collect::<Vec<_>>()
    });
    assert_says("options", &(&specified("options") | &specified("options added")), &options.collect());
}

#[test]
fn what_is_in_use_is_always_a_treatment() {
    let guideline = built_in();
    let (_, using) = guideline.finding("using").unwrap();
    let unknown: Vec<_> =
        using.options.iter().map(|option| &option.id).filter(|id| guideline.treatment(id).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

fn flag_line(flag: &RedFlag) -> String {
    let window = flag.within_days.map_or(String::new(), |days| format!("({days})"));
    let unknown = if flag.if_unknown == Some(IfUnknown::None) { "if_unknown_none " } else { "" };
    let seed = flag.seed_line.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    let seed = if seed.is_empty() { "-" } else { &seed };
    format!("{} {}{window} {unknown}{seed}", flag.code, flag.level.word())
}

#[test]
fn every_red_flag_has_its_level_window_and_line_of_the_article() {
    let all = &specified("red flags") | &specified("red flags added");
    assert_says("red flags", &all, &built_in().red_flags.iter().map(flag_line).collect());
}

#[test]
fn every_red_flag_fires_exactly_as_specified() {
    let guideline = built_in();
    let lines = guideline.red_flags.iter().flat_map(|flag| {
        ways(&guideline, [&flag.when]).into_iter().map(|way| format!("{} {way}", flag.code)).collect::<Vec<_>>()
    });
    let all = &specified("red flag conditions") | &specified("red flag conditions added");
    assert_says("red flag conditions", &all, &lines.collect());
}

#[test]
fn every_treatment_is_shown_at_the_levels_specified() {
    let guideline = built_in();
    let lines = guideline.treatments.iter().map(|treatment| {
        let levels: BTreeSet<&str> = treatment.shown_at.iter().map(|level| level.word()).collect();
        let levels: Vec<&str> = ["home_care", "see_doctor_soon", "same_day", "emergency_now"]
            .into_iter()
            .filter(|level| levels.contains(level))
            .collect();
        let levels = if levels.is_empty() { "-".to_owned() } else { levels.join(" ") };
        let also = treatment.also_shown.iter().map(|also| format!(" conditionally:{}", also.level.word()));
        format!("{} {levels}{}", treatment.id, also.collect::<String>())
    });
    assert_same("treatments", lines);
}

#[test]
fn no_stop_is_missing_and_none_is_added() {
    let guideline = built_in();
    for (section, strength) in [("never", Strength::Never), ("ask_first", Strength::AskFirst)] {
        let lines = guideline.treatments.iter().flat_map(|treatment| {
            let stops = treatment.stops.iter().filter(|stop| stop.strength == strength).map(|stop| &stop.when);
            ways(&guideline, stops).into_iter().map(|way| format!("{} {way}", treatment.id)).collect::<Vec<_>>()
        });
        assert_same(section, lines);
    }
}

#[test]
fn every_row_of_the_interaction_matrix_is_there() {
    let guideline = built_in();
    let lines = guideline.interactions.iter().map(|row| {
        let severity = match row.severity {
            Severity::Never => "never",
            Severity::AskFirst => "ask_first",
            Severity::Caution => "caution",
            Severity::NeededTogether => "needed_together",
        };
        format!("{},{},{severity}", row.a, row.b)
    });
    assert_same("interactions", lines);
}

#[test]
fn every_source_of_the_specification_is_there() {
    let guideline = built_in();
    let known: BTreeSet<&str> = guideline.sources.iter().map(|source| source.id.as_str()).collect();
    let missing: Vec<_> = specified("sources").into_iter().filter(|id| !known.contains(id.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_invariant_is_a_property_or_is_said_to_be_controlled_elsewhere() {
    let guideline = built_in();
    let head: String = include_str!("../../../guideline/safety.toml")
        .lines()
        .take_while(|line| line.starts_with('#') || line.is_empty())
        .collect();
    for id in specified("invariants") {
        let parts = guideline.properties.iter().filter(|property| {
            property.id.strip_prefix(&id).is_some_and(|part| part.chars().all(|char| char.is_ascii_lowercase()))
        });
        assert!(parts.count() > 0 || head.contains(&format!("{id} ")), "{id} is stated nowhere");
    }
}

/// Every way in which any of these rules holds, each as its sorted comparisons; a way that another one covers is left
/// out.
fn ways<'r>(guideline: &Guideline, rules: impl IntoIterator<Item = &'r Rule>) -> BTreeSet<String> {
    let ways: Vec<_> = rules.into_iter().flat_map(|rule| expand(guideline, rule.condition(), true)).collect();
    let covered = |way: &BTreeSet<String>| ways.iter().any(|other| other.is_subset(way) && other != way);
    ways.iter()
        .filter(|way| !covered(way))
        .map(|way| way.iter().map(String::as_str).collect::<Vec<_>>().join(" and "))
        .collect()
}

fn expand(guideline: &Guideline, condition: &Condition, sign: bool) -> Vec<BTreeSet<String>> {
    match condition {
        Condition::Constant(value) => (*value == sign).then(BTreeSet::new).into_iter().collect(),
        Condition::Not(inner) => expand(guideline, inner, !sign),
        Condition::Or(parts) if sign => parts.iter().flat_map(|part| expand(guideline, part, sign)).collect(),
        Condition::And(parts) if !sign => parts.iter().flat_map(|part| expand(guideline, part, sign)).collect(),
        Condition::And(parts) | Condition::Or(parts) => parts.iter().fold(vec![BTreeSet::new()], |ways, part| {
            let more = expand(guideline, part, sign);
            ways.iter().flat_map(|way| more.iter().map(move |other| way | other)).collect()
        }),
        Condition::Atom(atom) => comparisons(guideline, *atom, sign).into_iter().map(|one| [one].into()).collect(),
    }
}

fn comparisons(guideline: &Guideline, atom: Atom, sign: bool) -> Vec<String> {
    let id = |finding: FindingId| &guideline.finding_at(finding).unwrap().id;
    match atom {
        Atom::Yes(finding) if sign => vec![id(finding).clone()],
        Atom::Yes(finding) => vec![format!("not {}", id(finding))],
        Atom::OneOf(finding, mask) => {
            let options = guideline.finding_at(finding).unwrap().options.iter().enumerate();
            let chosen = options.filter(|(place, _)| (mask >> place & 1 == 1) == sign);
            chosen.map(|(_, option)| format!("{} = '{}'", id(finding), option.id)).collect()
        }
        Atom::Contains(finding, option) => {
            let option = &guideline.finding_at(finding).unwrap().option_at(option).unwrap().id;
            let contains = format!("{} contains '{option}'", id(finding));
            vec![if sign { contains } else { format!("not ({contains})") }]
        }
        Atom::AtLeast(finding, number) => vec![format!("{} {} {number}", id(finding), if sign { ">=" } else { "<" })],
        Atom::Above(finding, number) => vec![format!("{} {} {number}", id(finding), if sign { ">" } else { "<=" })],
        other => panic!("{other:?} is no comparison over facts"),
    }
}
