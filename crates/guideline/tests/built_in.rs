//! What holds for the guideline that is built into the program, and what its digest depends on.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic, its helpers too")]

use easeback_guideline::{
    Answer, Group, Guideline, Kind, LevelId, ScreenPart, Simulation, SourceFile, TreatmentKind, WatchKind,
};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guideline")
}

/// The files of the guideline's folder, or of one below it.
fn files(below: &str) -> Vec<SourceFile> {
    let entries = std::fs::read_dir(folder().join(below)).unwrap().map(|entry| entry.unwrap().path());
    let tables = entries.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    tables
        .map(|path| SourceFile {
            name: format!("{below}{}", path.file_name().unwrap().to_str().unwrap()),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect()
}

fn built_in() -> Guideline {
    Guideline::built_in().unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_built_in_guideline_has_no_problems() {
    assert!(!built_in().red_flags.is_empty());
}

#[test]
fn the_example_people_have_no_problems() {
    let mut all = files("");
    all.extend(files("people/"));
    let guideline = Guideline::read(&all).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(!guideline.people.is_empty());
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let from_folder = Guideline::read(&files("")).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(built_in(), from_folder);
}

#[test]
fn the_digest_does_not_depend_on_the_order_of_files_nor_on_people() {
    let mut all = files("");
    let digest = Guideline::read(&all).unwrap().digest;
    all.reverse();
    all.extend(files("people/"));
    assert_eq!(Guideline::read(&all).unwrap().digest, digest);
    assert_eq!(digest.len(), 64);
}

#[test]
fn the_digest_changes_with_a_single_letter() {
    let mut all = files("");
    let digest = Guideline::read(&all).unwrap().digest;
    all[0].text.push_str("# a remark\n");
    assert_ne!(Guideline::read(&all).unwrap().digest, digest);
}

/// I-62: what red flags are made of stands on a screen before the plan, so that it can be asked while it matters.
#[test]
fn every_question_of_a_red_flag_can_be_asked_before_the_plan() {
    let guideline = built_in();
    let before = guideline.screens.iter().filter(|screen| screen.when != ScreenPart::After);
    let rows = before.flat_map(|screen| &screen.rows).map(|row| row.split('.').next().unwrap());
    let asked: BTreeSet<&str> = rows.collect();
    for flag in &guideline.red_flags {
        for id in flag.when.condition().findings() {
            let finding = guideline.finding_at(id).unwrap();
            let asked = finding.is_logged() || finding.asked_when.is_some() || asked.contains(finding.id.as_str());
            assert!(asked, "{} names {}, which is asked too late", flag.id, finding.id);
            assert!(!finding.after_plan, "{} names {}, which may be asked after the plan", flag.id, finding.id);
        }
    }
}

/// The other half of I-62: nothing is asked before the plan that no rule needs.
#[test]
fn every_question_before_the_plan_is_named_by_a_rule() {
    let guideline = built_in();
    let mut named = BTreeSet::new();
    named.extend(guideline.red_flags.iter().flat_map(|flag| flag.when.condition().findings()));
    named.extend(guideline.stops_for_all.iter().flat_map(|stop| stop.when.condition().findings()));
    for treatment in &guideline.treatments {
        named.extend(treatment.stops.iter().flat_map(|stop| stop.when.condition().findings()));
        named.extend(treatment.offer_when.iter().flat_map(|rule| rule.condition().findings()));
    }
    named.extend(
        guideline
            .findings
            .iter()
            .filter_map(|finding| finding.asked_when.as_ref())
            .flat_map(|rule| rule.condition().findings()),
    );
    for (id, finding) in guideline.finding_ids().filter(|(_, finding)| !finding.after_plan && !finding.is_logged()) {
        assert!(named.contains(&id), "no rule needs {}", finding.id);
    }
}

#[test]
fn every_level_that_needs_a_doctor_has_a_usual_action() {
    let guideline = built_in();
    for level in [LevelId::EmergencyNow, LevelId::SameDay, LevelId::SeeDoctorSoon] {
        assert!(guideline.usual_action(level).is_some(), "{}", level.word());
    }
}

/// An action that stops something, or names a line of its own, is told beside a more urgent one too.
#[test]
fn every_action_that_stops_something_or_names_a_line_is_always_shown() {
    for action in &built_in().actions {
        let words = ["Stop the new", "Stop that", "Take no more", "poison", "crisis line", "maternity unit"];
        assert_eq!(action.always_shown, words.iter().any(|words| action.say.contains(words)), "{}", action.id);
    }
}

/// I-11.
#[test]
fn the_leg_question_says_in_full_that_sore_muscles_do_not_count() {
    let (_, leg_pain) = built_in().finding("leg_pain").map(|(id, finding)| (id, finding.clone())).unwrap();
    let words = format!("{} {}", leg_pain.ask, leg_pain.help.unwrap_or_default());
    for part in ["sore to touch", "exercise", "5 days", "not count"] {
        assert!(words.contains(part), "{words:?} does not say {part:?}");
    }
}

/// I-46.
#[test]
fn heat_always_says_not_to_sleep_on_it() {
    let guideline = built_in();
    let heat = guideline.treatment("heat").unwrap();
    let always = heat.steps.iter().chain(heat.notes.iter().filter(|note| note.when.is_none()).map(|note| &note.say));
    assert!(
        always.clone().any(|text| text.contains("asleep") || text.contains("sleep on it")),
        "{:?}",
        always.collect::<Vec<_>>()
    );
}

/// I-51.
#[test]
fn every_check_in_asks_for_pain_course_rest_and_harm() {
    let guideline = built_in();
    let asked: BTreeSet<&str> =
        guideline.check_in_always.iter().flat_map(|always| &always.asks).map(String::as_str).collect();
    assert_eq!(asked, ["bad_reaction", "course", "pain_now", "rest_days"].into());
    assert!(guideline.check_in_always.iter().all(|always| always.medicine_log));
}

/// I-49.
#[test]
fn information_holds_no_dose() {
    for treatment in built_in().treatments.iter().filter(|treatment| treatment.kind == TreatmentKind::Information) {
        let texts =
            treatment.steps.iter().chain(treatment.notes.iter().map(|note| &note.say)).chain([&treatment.summary]);
        for text in texts {
            assert!(!names_a_dose(text), "{}: {text}", treatment.id);
        }
    }
}

/// Whether a text speaks of an amount by weight, as doses are given.
fn names_a_dose(text: &str) -> bool {
    const UNITS: [&str; 9] = ["mg", "mcg", "µg", "gram", "grams", "milligram", "milligrams", "microgram", "micrograms"];
    let text = text.to_lowercase();
    let mut words = text.split(|char: char| !char.is_alphanumeric());
    words.any(|word| UNITS.contains(&word.trim_start_matches(|char: char| char.is_ascii_digit())))
}

#[test]
fn a_dose_is_seen_however_it_is_written() {
    for text in ["Take 400 mg.", "up to 400mg, twice", "(200 MG/day)", "four hundred milligrams", "1 gram a day"] {
        assert!(names_a_dose(text), "{text}");
    }
    assert!(!names_a_dose("It is a program of steps, e.g. a walk of 10 minutes."));
}

#[test]
fn emergency_numbers_are_numbers() {
    for country in built_in().countries {
        let digits = |number: &str| number.chars().any(|char| char.is_ascii_digit());
        assert!(digits(&country.emergency) || country.id == "other", "{}: {}", country.id, country.emergency);
    }
}

/// I-55: the list that always stands with home care.
#[test]
fn the_emergency_list_names_the_signs_of_squeezed_nerves_and_more() {
    let guideline = built_in();
    let signs: Vec<_> = guideline.watch_for.iter().filter(|sign| sign.kind == WatchKind::Emergency).collect();
    for word in ["between your legs", "pee", "poop", "both legs", "weak", "fever", "chest", "faint"] {
        assert!(signs.iter().any(|sign| sign.say.to_lowercase().contains(word)), "no emergency sign says {word:?}");
    }
    assert!(guideline.watch_for.iter().any(|sign| sign.kind == WatchKind::ComeBack));
}

#[test]
fn the_walking_plan_and_the_relaxation_are_as_long_as_they_say() {
    let guideline = built_in();
    let steps = &guideline.walking_steps;
    assert!(steps.is_sorted_by(|a, b| a.weeks_to + 1 == b.weeks_from && a.minutes_max <= b.minutes_min));
    let minutes = guideline.relaxation_steps.iter().map(easeback_guideline::RelaxationStep::seconds).sum::<u32>() / 60;
    assert!((10..=20).contains(&minutes), "the relaxation takes {minutes} minutes");
}

/// The assumed curve gives the means that stand beside it, to the nearest whole number, and comes within 2 points of
/// the published course that it is fitted to.
#[test]
fn the_simulated_course_gives_the_means_it_states_and_meets_the_published_one() {
    let guideline = built_in();
    let course = guideline.expected_courses.iter().find(|course| course.id == "acute_2024").unwrap();
    for simulation in &guideline.simulations {
        for mean in &simulation.means {
            let computed = mean_pain(simulation, f64::from(mean.week) * 7.0);
            assert!((computed - mean.pain).abs() <= 1.0, "week {}: {computed} and {}", mean.week, mean.pain);
            for point in course.points.iter().filter(|point| point.week == mean.week && !point.interpolated) {
                assert!((point.pain - mean.pain).abs() <= 2.0, "week {}: {} and {}", point.week, point.pain, mean.pain);
            }
        }
    }
}

/// The mean of the curve on a day, by adding up over a grid of people.
fn mean_pain(simulation: &Simulation, day: f64) -> f64 {
    let Simulation { start_pain, recoverers, slow, tau_days, .. } = simulation;
    let grid = |parts: u32| (0..parts).map(move |part| (f64::from(part) + 0.5) / f64::from(parts));
    let normal: Vec<(f64, f64)> = grid(40).map(|place| 8.0 * place - 4.0).map(|z| (z, (-z * z / 2.0).exp())).collect();
    let whole: f64 = normal.iter().map(|(_, weight)| weight).sum();
    let mut pain = 0.0;
    for (start, start_weight) in &normal {
        let start = (start_pain.mean + start_pain.sd * start).clamp(start_pain.min, start_pain.max);
        for (tau, tau_weight) in &normal {
            let left = (-day / (tau_days.median * (tau_days.sigma * tau).exp())).exp();
            let at = |end: f64| end.min(start) + (start - end.min(start)) * left;
            let well = normal.iter().map(|(end, weight)| {
                at((recoverers.end_pain_mean + recoverers.end_pain_sd * end).max(recoverers.end_pain_min)) * weight
                    / whole
            });
            let slow_ends = grid(20).map(|place| slow.end_pain_min + place * (slow.end_pain_max - slow.end_pain_min));
            let both = recoverers.share * well.sum::<f64>() + slow.share * slow_ends.map(at).sum::<f64>() / 20.0;
            pain += both * start_weight * tau_weight / (whole * whole);
        }
    }
    pain
}

#[test]
fn everything_that_is_asked_has_a_term_for_the_page_for_the_doctor() {
    let guideline = built_in();
    for finding in guideline.findings.iter().filter(|finding| finding.group != Group::Log) {
        assert!(finding.term.is_some(), "{}", finding.id);
        for option in &finding.options {
            assert!(option.term.is_some(), "{}.{}", finding.id, option.id);
        }
    }
}

#[test]
fn a_tick_screen_asks_in_statements_and_one_question_fills_a_screen_of_its_own() {
    let guideline = built_in();
    for finding in guideline.findings.iter().filter(|finding| finding.kind == Kind::YesNo && !finding.is_logged()) {
        assert!(finding.ask.ends_with('?') || finding.ask.contains("? "), "{}: {}", finding.id, finding.ask);
        assert!(finding.tick.as_ref().is_none_or(|tick| !tick.ends_with(['?', '.'])), "{}", finding.id);
    }
}

#[test]
fn log_facts_are_known_to_be_empty_or_wait_for_what_was_taken_before() {
    for finding in built_in().findings.iter().filter(|finding| finding.is_logged()) {
        let at_once = finding.when_absent.as_ref().is_some_and(|answer| *answer != Answer::NotSure);
        assert!(at_once || finding.when_absent_after.is_some(), "{}", finding.id);
    }
}

#[test]
fn an_unknown_red_flag_costs_one_step() {
    let guideline = built_in();
    let cost = |level| guideline.level(level).unwrap().unknown_costs.map(|floor| (floor.level, floor.within_days));
    assert_eq!(cost(LevelId::EmergencyNow), Some((LevelId::SameDay, None)));
    assert_eq!(cost(LevelId::SameDay), Some((LevelId::SeeDoctorSoon, Some(1))));
    assert_eq!(cost(LevelId::SeeDoctorSoon), None);
}

/// The tables that `guideline/README.md` shows, as one file.
fn readme_tables() -> SourceFile {
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    SourceFile { name: "README.md".to_owned(), text: rest.split_once("```").unwrap().0.to_owned() }
}

#[test]
fn every_table_and_key_that_the_readme_shows_can_be_read() {
    let readme = readme_tables();
    readme.text.parse::<toml::Table>().unwrap();
    // The names in it come from the whole guideline, so most of them are not there; its form is what counts.
    for problem in Guideline::read(&[readme]).unwrap_err().iter() {
        for form in ["in `", "is no key here", "is no table of", "may not stand here", "is missing"] {
            assert!(!problem.message.contains(form), "line {}: {problem}", problem.line);
        }
    }
}

#[test]
fn the_readme_shows_every_table_that_is_used() {
    let shown = readme_tables().text;
    let all: Vec<_> = files("").into_iter().chain(files("people/")).collect();
    for header in all.iter().flat_map(|file| file.text.lines()).filter(|line| line.starts_with("[[")) {
        assert!(shown.contains(header), "the README does not show {header}");
    }
}
