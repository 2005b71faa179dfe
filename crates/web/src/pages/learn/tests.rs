use easeback_guideline::{Guideline, TreatmentKind};
use maud::{Markup, html};

use super::*;

fn guideline() -> Guideline {
    Guideline::built_in().unwrap()
}

/// A text as it stands in markup.
fn shown(text: &str) -> String {
    html! { (text) }.into_string()
}

fn page(guideline: &Guideline, id: &str) -> String {
    treatment(guideline, id).unwrap().into_string()
}

#[test]
fn an_unknown_treatment_has_no_page() {
    assert!(treatment(&guideline(), "bed_rest").is_none());
}

#[test]
fn every_treatment_stands_on_the_index_once() {
    let guideline = guideline();
    let text = index_without(&guideline, &[]).into_string();
    for one in &guideline.treatments {
        assert_eq!(text.matches(&format!("href=\"/learn/{}\"", one.id)).count(), 1, "{}", one.id);
        assert!(text.contains(&shown(&one.summary)), "{}", one.id);
    }
}

#[test]
fn a_hidden_treatment_is_not_named_on_the_index() {
    let guideline = guideline();
    let text = index_without(&guideline, &["rx_opioid_info", "rx_muscle_relaxant_info"]).into_string();
    for word in ["opioid", "uscle relaxant", "rx_opioid", "rx_muscle"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(text.contains("/learn/rx_alternative_therapy"));
}

#[test]
fn every_page_tells_its_steps_limits_stops_evidence_interactions_and_sources() {
    let guideline = guideline();
    for one in &guideline.treatments {
        let text = page(&guideline, &one.id);
        let has = |what: &str| assert!(text.contains(&shown(what)), "{}: {what}", one.id);
        has(&one.name);
        one.steps.iter().for_each(|step| has(step));
        one.limits.iter().for_each(|limit| has(&limit.say));
        one.stops.iter().for_each(|stop| has(&stop.because));
        one.evidence.iter().for_each(|evidence| {
            has(&evidence.say);
            evidence.figures.iter().for_each(|figures| has(figures));
        });
        one.notes.iter().filter(|note| note.when.is_none()).for_each(|note| has(&note.say));
        parts::interactions(&guideline, &one.id).for_each(|entry| has(&entry.because));
        let evidence = one.evidence.iter().flat_map(|evidence| &evidence.sources);
        let stops = one.stops.iter().flat_map(|stop| &stop.sources);
        for id in one.sources.iter().chain(evidence).chain(stops) {
            has(&guideline.source(id).unwrap().cite);
        }
    }
}

#[test]
fn the_stops_that_hold_for_all_of_a_kind_stand_on_each_of_its_pages() {
    let guideline = guideline();
    assert!(!guideline.stops_for_all.is_empty());
    for stop in &guideline.stops_for_all {
        for one in &guideline.treatments {
            let holds = stop.kinds.as_ref().is_none_or(|kinds| kinds.contains(&one.kind));
            assert_eq!(page(&guideline, &one.id).contains(&shown(&stop.because)), holds, "{} {}", stop.id, one.id);
        }
    }
}

#[test]
fn a_note_for_some_people_says_for_whom() {
    let guideline = guideline();
    let text = page(&guideline, "acetaminophen");
    assert!(text.contains("How much do you weigh? Less than 50 kg"), "{text}");
    let text = page(&guideline, "pos_pillow_knees");
    assert!(text.contains("I cannot get down to the floor and up again alone"));
    assert!(text.contains("Are you pregnant, or could you be? “Yes, 20 weeks or more”"));
}

#[test]
fn a_note_that_only_a_plan_can_decide_is_left_to_the_plan() {
    let text = page(&guideline(), "walking_plan");
    assert!(!text.contains("For now, stay with the first step"));
}

#[test]
fn pages_about_prescribed_medicines_show_no_dose_no_brand_and_no_way_to_get_them() {
    let guideline = guideline();
    let medicines = guideline.finding("medicines").unwrap().1;
    // The names that stand in the list of medicines: people are asked for them, and no page offers them.
    let names: Vec<String> = medicines
        .options
        .iter()
        .flat_map(|option| option.say.split([' ', ',', '(', ')', ':']))
        .map(str::to_lowercase)
        .filter(|word| {
            [
                "codeine",
                "tramadol",
                "oxycodone",
                "diazepam",
                "valium",
                "zolpidem",
                "ambien",
                "pregabalin",
                "lyrica",
                "percocet",
            ]
            .contains(&word.as_str())
        })
        .collect();
    assert!(names.len() >= 9, "{names:?}");
    let informations: Vec<_> =
        guideline.treatments.iter().filter(|one| one.kind == TreatmentKind::Information).collect();
    assert_eq!(informations.len(), 3);
    for one in informations {
        let text = page(&guideline, &one.id).to_lowercase();
        let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).collect();
        for pair in words.windows(2) {
            let digits = pair[0].chars().all(|sign| sign.is_ascii_digit()) && !pair[0].is_empty();
            assert!(
                !(digits && ["mg", "milligram", "milligrams", "tablet", "tablets"].contains(&pair[1])),
                "{}: {pair:?}",
                one.id
            );
        }
        assert!(!words.iter().any(|word| word.ends_with("mg") && word.starts_with(|sign: char| sign.is_ascii_digit())));
        for name in &names {
            assert!(!words.contains(&name.as_str()), "{}: {name}", one.id);
        }
        for supply in ["buy", "online", "order", "refill", "without a prescription", "shop"] {
            assert!(!words.contains(&supply), "{}: {supply}", one.id);
        }
        assert!(!text.contains("<svg role=\"img\""), "{}", one.id);
        assert!(text.contains("for information only"));
        assert!(!text.contains("is it right for you?"));
    }
}

#[test]
fn every_point_of_disagreement_that_a_page_names_exists() {
    let guideline = guideline();
    let ids = guideline.treatments.iter().flat_map(|one| treatment::disagreement_ids(&one.id));
    for id in ids.chain(&course::DIFFERS) {
        assert!(guideline.disagreements.iter().any(|entry| entry.id == *id), "{id}");
    }
}

#[test]
fn every_kind_has_its_group_and_no_kind_has_two() {
    for kind in TreatmentKind::ALL {
        let groups = parts::GROUPS.iter().filter(|(_, _, kinds)| kinds.contains(&kind)).count();
        assert_eq!(groups, 1, "{kind:?}");
    }
}

#[test]
fn the_programme_shows_every_exercise_at_every_level() {
    let guideline = guideline();
    let text = page(&guideline, "prevention_exercise");
    for level in &guideline.exercise_levels {
        assert!(text.contains(&shown(&level.name)) && text.contains(&shown(&level.move_up)));
    }
    for exercise in &guideline.exercises {
        let wanted = format!("<h4>{}</h4>", shown(&exercise.name));
        assert_eq!(text.matches(&wanted).count(), exercise.doses.len(), "{}", exercise.id);
    }
}

#[test]
fn walks_the_script_moves_and_pictures_are_told_in_full() {
    let guideline = guideline();
    let has = |id: &str, what: &str| assert!(page(&guideline, id).contains(&shown(what)), "{id}: {what}");
    guideline.walking_steps.iter().for_each(|step| has("walking_plan", &step.say));
    for step in &guideline.relaxation_steps {
        has("progressive_relaxation", &step.say);
        step.tense_say.iter().chain(&step.let_go_say).for_each(|words| has("progressive_relaxation", words));
    }
    guideline.floor_moves.iter().flat_map(|one| &one.steps).for_each(|step| has("floor_moves", step));
    guideline.lifting_steps.iter().for_each(|step| has("lifting_advice", &step.say));
    guideline.posture_steps.iter().for_each(|step| has("posture_advice", &step.say));
}

#[test]
fn the_course_promises_nothing_and_says_most_people() {
    let guideline = guideline();
    let text = course(&guideline).into_string();
    let promise = guideline.course_notes.first().unwrap();
    assert_eq!(promise.id, "no_promise", "the page begins with the first note");
    assert!(text.contains(&shown(&promise.say)) && promise.say.contains("most people"));
    assert_eq!(text.matches("<table").count(), guideline.expected_courses.iter().filter(|one| one.shown).count());
}

#[test]
fn about_names_the_guideline_its_version_and_its_digest() {
    let guideline = guideline();
    let text = about(&guideline).into_string();
    for what in [&guideline.name, &guideline.version, &guideline.digest, &guideline.scope, &guideline.status] {
        assert!(text.contains(&shown(what)), "{what}");
    }
    assert!(text.contains("does not diagnose"));
    assert!(!text.contains("opioid") && !text.contains("uscle relaxant"));
}

#[test]
fn headings_never_skip_a_level_and_nothing_is_inline() {
    let guideline = guideline();
    let treatments = guideline.treatments.iter().filter_map(|one| treatment(&guideline, &one.id));
    let others = [index_without(&guideline, &[]), course(&guideline), about(&guideline), not_for_you(&["Because."])];
    for text in treatments.chain(others).map(Markup::into_string) {
        assert!(!text.contains("style=") && !text.contains("<script"));
        let mut last = 0;
        for (place, _) in text.match_indices("<h") {
            let Some(level) = text[place + 2..].chars().next().and_then(|sign| sign.to_digit(10)) else { continue };
            assert!(level <= last + 1, "h{level} after h{last}: {}", &text[place..text.len().min(place + 80)]);
            last = level;
        }
    }
}
