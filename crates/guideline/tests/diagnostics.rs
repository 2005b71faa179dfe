//! What a clinician sees when something in a guideline is wrong: each kind of problem from a small guideline with one
//! planted fault, drawn as the command line draws it.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

use easeback_guideline::{Guideline, Problems, SourceFile};
use miette::{GraphicalReportHandler, GraphicalTheme};

/// A small guideline without problems.
const SOUND: &str = r#"
[guideline]
name = "small"
version = "1"
title = "A small guideline"
scope = "Nobody."
status = "For tests."

[[source]]
id = "B-ONE"
cite = "A book."
status = "verified"

[[level]]
id = "home_care"
title = "Care at home"
lead = "Stay."
[[level]]
id = "see_doctor_soon"
title = "Within {days}"
lead = "Go soon."
[[level]]
id = "same_day"
title = "Today"
lead = "Go today."
unknown_costs = { level = "see_doctor_soon", within_days = 1 }
[[level]]
id = "emergency_now"
title = "Now"
lead = "Go now."
unknown_costs = { level = "same_day" }
[[level]]
id = "incomplete"
title = "More to ask"
lead = "Go on."

[[action]]
id = "go"
say = "Go."

[[finding]]
id = "fever"
group = "emergency"
ask = "Do you have a fever?"
tick = "I have a fever"
kind = "yes_no"
sources = ["B-ONE"]

[[finding]]
id = "trauma"
group = "emergency"
ask = "Did you fall?"
tick = "I fell"
kind = "one_of"
none = "none"
option = [{ id = "none", say = "No" }, { id = "minor", say = "A bit" }, { id = "major", say = "Hard" }]
sources = ["B-ONE"]

[[finding]]
id = "medicines"
group = "medicine"
ask = "What do you take?"
kind = "many_of"
option = [{ id = "lithium", say = "Lithium" }]
sources = ["B-ONE"]

[[finding]]
id = "pain_now"
group = "pain"
ask = "How bad is it?"
kind = "number"
min = 0
max = 10
sources = ["B-ONE"]

[[screen]]
id = "first"
title = "First"
style = "tick"
rows = ["fever", "trauma", "medicines.lithium"]

[[screen]]
id = "second"
title = "Second"
style = "one"
rows = ["pain_now"]

[[definition]]
id = "ill"
says = "ill"
when = "fever"

[[red_flag]]
id = "ill_and_fell"
code = "RF01"
when = "ill and trauma != 'none'"
level = "same_day"
because = "It needs a look."
action = "go"
sources = ["B-ONE"]

[[treatment]]
id = "heat"
name = "Warm pack"
kind = "comfort"
summary = "It warms."
shown_at = ["home_care"]
offer_when = "pain_now >= 1"
sources = ["B-ONE"]
[[treatment.stop]]
id = "lithium"
strength = "never"
when = "medicines contains 'lithium'"
because = "It does not go together."
sources = ["B-ONE"]

[[property]]
id = "I-01"
claim = "fever and trauma = 'major' implies at_least('same_day')"
says = "A hard fall with a fever is looked at today."
"#;

fn read(files: &[(&str, &str)]) -> Result<Guideline, Problems> {
    let file = |(name, text): &(&str, &str)| SourceFile { name: (*name).to_owned(), text: (*text).to_owned() };
    Guideline::read(&files.iter().map(file).collect::<Vec<_>>())
}

fn draw(problems: &Problems) -> String {
    let theme = GraphicalTheme::unicode_nocolor();
    let handler =
        GraphicalReportHandler::new_themed(theme).with_context_lines(1).with_width(100).without_syntax_highlighting();
    problems.iter().fold(String::new(), |mut drawn, problem| {
        handler.render_report(&mut drawn, problem).unwrap();
        drawn
    })
}

/// A product, what is inside it and a list of names, to be added to the sound guideline without a problem.
const SHELF: &str = r#"
[[medicine]]
id = "heat"
ingredient = "warmth"
[[product_country]]
id = "mx"
name = "Mexico"
[[ingredient]]
id = "salt"
name = "salt"
dose_of = "heat"
medicines_option = "lithium"
medicines_option_when = ["mixed"]
review = "judgement"
[[product]]
id = "mx_calm"
name = "Calm"
country = "mx"
form = "tablet"
unit = "tablet"
units_per_dose = 2
ingredients = [{ ingredient = "salt", mg = 7.5 }]
kind = "plain"
seen_in = "label 12"
[[medicine_names]]
id = "salts"
classes = ["lithium"]
review = "from memory"
names = [{ name = "Litio", countries = ["mx"] }]
"#;

/// The problems of the shelf after one change.
#[track_caller]
fn shelved(from: &str, to: &str) -> String {
    assert_eq!(SHELF.matches(from).count(), 1, "{from:?} has to stand there once");
    added(&SHELF.replace(from, to))
}

/// The problems of the sound guideline after one change.
#[track_caller]
fn planted(from: &str, to: &str) -> String {
    assert_eq!(SOUND.matches(from).count(), 1, "{from:?} has to stand there once");
    draw(&read(&[("small.toml", &SOUND.replace(from, to))]).unwrap_err())
}

/// The problems of the sound guideline with something added at its end.
fn added(text: &str) -> String {
    draw(&read(&[("small.toml", &format!("{SOUND}\n{text}"))]).unwrap_err())
}

macro_rules! drawn {
    ($($name:ident: $problems:expr),* $(,)?) => { $(
        #[test]
        fn $name() {
            insta::assert_snapshot!($problems);
        }
    )* };
}

#[test]
fn the_small_guideline_is_sound() {
    read(&[("small.toml", SOUND)]).unwrap_or_else(|problems| panic!("{}", draw(&problems)));
}

#[test]
fn the_small_shelf_is_sound() {
    let text = format!("{SOUND}\n{SHELF}");
    read(&[("small.toml", &text)]).unwrap_or_else(|problems| panic!("{}", draw(&problems)));
}

drawn! {
    an_unknown_ingredient_offers_the_nearest_one: shelved("ingredient = \"salt\"", "ingredient = \"sallt\""),
    an_ingredient_that_stands_twice_is_reported: shelved("mg = 7.5 }", "mg = 7.5 }, { ingredient = \"salt\" }"),
    a_strength_of_nothing_is_refused: shelved("mg = 7.5", "mg = 0"),
    a_strength_below_nothing_is_refused: shelved("mg = 7.5", "mg = -7.5"),
    more_than_all_of_it_is_refused: shelved("mg = 7.5", "percent = 101"),
    milligrams_without_a_unit_are_refused: shelved("unit = \"tablet\"\n", ""),
    a_dose_of_no_unit_is_refused: shelved("units_per_dose = 2", "units_per_dose = 0"),
    a_product_without_ingredients_is_refused: shelved("[{ ingredient = \"salt\", mg = 7.5 }]", "[]"),
    a_product_of_a_country_that_is_not_known_is_refused: shelved("country = \"mx\"", "country = \"mxx\""),
    a_product_seen_nowhere_says_what_to_give: shelved("seen_in = \"label 12\"\n", ""),
    a_product_of_no_kind_is_refused: shelved("kind = \"plain\"", "kind = \"plane\""),
    a_product_is_an_option_that_exists: shelved("kind = \"plain\"", "kind = \"plain\"\nmedicines_options = [\"litium\"]"),
    two_products_that_nobody_can_tell_apart_are_reported: added(&format!("{SHELF}\n[[product]]\nid = \"mx_calm_2\"\nname = \"CALM\"\ncountry = \"mx\"\nform = \"tablet\"\ningredients = [{{ ingredient = \"salt\" }}]\nkind = \"plain\"\nreview = \"from memory\"")),
    two_products_with_one_id_are_reported: added(&format!("{SHELF}\n[[product]]\nid = \"mx_calm\"\nname = \"Calm\"\ncountry = \"mx\"\nform = \"powder\"\ningredients = [{{ ingredient = \"salt\" }}]\nkind = \"plain\"\nreview = \"from memory\"")),
    an_ingredient_counts_with_a_medicine_that_exists: shelved("dose_of = \"heat\"", "dose_of = \"heet\""),
    an_ingredient_is_an_option_that_exists: shelved("medicines_option = \"lithium\"", "medicines_option = \"lithum\""),
    an_ingredient_that_is_sometimes_an_option_says_which: shelved("medicines_option = \"lithium\"\n", ""),
    an_ingredient_is_a_treatment_that_exists: shelved("dose_of = \"heat\"", "treatment = \"heet\""),
    an_ingredient_of_a_kind_is_an_option_that_exists: shelved("dose_of = \"heat\"", "medicines_option_of_kind = { stomach = \"lithum\" }"),
    names_are_of_a_class_that_exists: shelved("classes = [\"lithium\"]", "classes = [\"lithum\"]"),
    names_are_of_some_class: shelved("classes = [\"lithium\"]", "classes = []"),
    names_without_a_source_are_refused: shelved("review = \"from memory\"\n", ""),
    a_name_that_stands_twice_is_reported: shelved("{ name = \"Litio\", countries = [\"mx\"] }", "{ name = \"Litio\" }, { name = \"litio\" }"),
    a_name_of_a_country_that_is_not_known_is_refused: shelved("countries = [\"mx\"]", "countries = [\"mxx\"]"),
    a_country_that_stands_twice_is_reported: added(&format!("{SHELF}\n[[country]]\nid = \"mx\"\nname = \"Mexico\"\nemergency = \"911\"\nreview = \"from memory\"")),
    an_unknown_finding_offers_the_nearest_name: planted("when = \"fever\"", "when = \"feverr\""),
    an_unknown_option_offers_the_nearest_one: planted("trauma != 'none'", "trauma = 'mayor'"),
    an_option_far_from_all_lists_them: planted("trauma != 'none'", "trauma = 'crash_of_a_car'"),
    a_one_of_finding_used_as_yes_or_no_says_how_to_compare: planted("ill and trauma != 'none'", "ill and trauma"),
    a_number_used_as_a_list_is_of_the_wrong_type: planted("when = \"medicines contains 'lithium'\"", "when = \"pain_now contains 'lithium'\""),
    a_number_out_of_range_names_the_range: planted("pain_now >= 1", "pain_now >= 11"),
    not_before_a_comparison_needs_parentheses: planted("trauma != 'none'", "not trauma = 'none'"),
    an_option_without_quotes_shows_how_to_write_it: planted("trauma != 'none'", "trauma != none"),
    a_condition_that_ends_early_says_what_is_expected: planted("trauma != 'none'", "trauma !="),
    a_function_that_may_not_stand_there_is_refused: planted("ill and trauma != 'none'", "ill and trauma != 'none' and offered('heat')"),
    a_level_that_does_not_exist_is_refused: planted("at_least('same_day')", "at_least('some_day')"),
    an_unknown_source_offers_the_nearest_one: planted("kind = \"yes_no\"\nsources = [\"B-ONE\"]", "kind = \"yes_no\"\nsources = [\"B-OEN\"]"),
    a_missing_source_says_what_to_give: planted("kind = \"yes_no\"\nsources = [\"B-ONE\"]", "kind = \"yes_no\""),
    a_stop_without_a_source_is_underlined: planted("because = \"It does not go together.\"\nsources = [\"B-ONE\"]", "because = \"It does not go together.\""),
    a_stop_without_a_reason_is_refused: planted("because = \"It does not go together.\"", "because = \"\""),
    a_stop_without_a_because_is_refused: planted("because = \"It does not go together.\"\n", ""),
    a_reason_without_a_final_stop_is_refused: planted("It needs a look.", "It needs a look"),
    a_double_space_is_refused: planted("It needs a look.", "It needs  a look."),
    an_unused_definition_is_reported: planted("ill and trauma", "fever and trauma"),
    definitions_that_lead_back_to_themselves_are_reported: added("[[definition]]\nid = \"one\"\nsays = \"one\"\nwhen = \"two\"\n\n[[definition]]\nid = \"two\"\nsays = \"two\"\nwhen = \"fever or one\""),
    two_things_with_one_id_name_the_other_place: added("[[action]]\nid = \"go\"\nsay = \"Go again.\""),
    an_id_of_the_wrong_form_is_refused: added("[[action]]\nid = \"Go-Now\"\nsay = \"Go again.\""),
    an_unknown_key_lists_the_known_ones: planted("action = \"go\"", "acton = \"go\""),
    a_key_that_is_missing_is_named: planted("level = \"same_day\"\nbecause", "because"),
    an_unknown_action_offers_the_nearest_one: planted("action = \"go\"", "action = \"goo\""),
    a_usual_action_that_does_not_exist_offers_the_nearest_one: planted("lead = \"Go today.\"", "lead = \"Go today.\"\nusual_action = \"goo\""),
    an_addition_that_is_missing_is_asked_for: planted("action = \"go\"", "action = \"go\"\nalso_only_deciding = true"),
    what_is_told_of_a_number_says_where_it_stands: planted("ask = \"How bad is it?\"", "ask = \"How bad is it?\"\ntell = \"It is bad.\""),
    an_unknown_table_offers_the_nearest_one: added("[[redflag]]\nid = \"late\""),
    toml_that_does_not_parse_is_shown_where_it_breaks: planted("level = \"same_day\"\nbecause", "level = same_day\nbecause"),
    a_red_flag_that_no_answer_satisfies_is_two_red_flags: planted("ill and trauma != 'none'", "ill and trauma = 'minor' or trauma = 'major'"),
    a_window_that_is_missing_is_asked_for: planted("level = \"same_day\"\nbecause", "level = \"see_doctor_soon\"\nbecause"),
    a_window_where_there_is_none_is_refused: planted("level = \"same_day\"\nbecause", "level = \"same_day\"\nwithin_days = 2\nbecause"),
    a_red_flag_at_home_care_is_refused: planted("level = \"same_day\"\nbecause", "level = \"home_care\"\nbecause"),
    a_word_that_may_not_stand_there_lists_those_that_may: planted("kind = \"comfort\"", "kind = \"cosy\""),
    a_row_on_two_screens_is_reported: planted("rows = [\"pain_now\"]", "rows = [\"fever\"]"),
    a_finding_on_no_screen_is_reported: planted("\"fever\", \"trauma\"", "\"trauma\""),
    a_row_that_is_no_finding_is_reported: planted("\"fever\", \"trauma\"", "\"fever\", \"truma\""),
    an_option_of_the_wrong_kind_of_list_is_reported: planted("none = \"none\"", "none = \"nothing\""),
    a_treatment_shown_nowhere_is_information: planted("shown_at = [\"home_care\"]", "shown_at = []"),
    a_level_that_is_missing_is_reported: planted("[[level]]\nid = \"incomplete\"\ntitle = \"More to ask\"\nlead = \"Go on.\"\n", ""),
    a_floor_above_its_level_is_refused: planted("unknown_costs = { level = \"same_day\" }", "unknown_costs = { level = \"emergency_now\" }"),
    an_interaction_without_a_stop_is_reported: added("[[interaction]]\nid = \"heat_ice\"\na = \"heat\"\nb = \"ice\"\nseverity = \"never\"\nbecause = \"They undo each other.\"\nsources = [\"B-ONE\"]"),
    an_interaction_stronger_than_its_stop_is_reported: added("[[interaction]]\nid = \"heat_lithium\"\na = \"heat\"\nb = \"lithium\"\nseverity = \"ask_first\"\nbecause = \"Ask.\"\nstop = \"heat.lithium\"\nsources = [\"B-ONE\"]"),
    a_picture_that_nothing_shows_is_reported: added("[[figure]]\nid = \"warm\"\nalt = \"A warm back.\"\nreview = \"judgement\""),
    an_exercise_names_a_picture_and_a_level_that_exist: added("[[exercise]]\nid = \"bridge\"\nname = \"Bridge\"\nkind = \"strength\"\nsteps = [\"Lift.\"]\nfigure = \"brigde\"\non_floor = false\nreview = \"assumed\"\n[[exercise.dose]]\nlevel = 1\nreps = 8\neach_side = false"),
    a_check_in_asks_findings_that_exist: added("[[check_in]]\nid = \"day_3\"\nday = 3\ntitle = \"Day 3\"\nsay = \"Look again.\"\nasks = [\"pain\"]\nreview = \"assumed\"\n[[check_in.escalation]]\nid = \"worse\"\ntrigger = \"worse\"\nwhen = \"pain_now >= 70\"\nred_flag = \"ill_and_fel\"\nstop_treatments = [\"heta\"]\nsay = \"Stop.\"\nreview = \"assumed\""),
    a_definition_with_the_name_of_a_finding_is_refused: added("[[definition]]\nid = \"fever\"\nsays = \"hot\"\nwhen = \"fever and trauma = 'major'\""),
    a_definition_with_the_name_of_a_word_of_the_language_is_refused: added("[[definition]]\nid = \"exists\"\nsays = \"there\"\nwhen = \"fever\""),
    a_finding_with_the_name_of_a_word_of_the_language_is_refused: added("[[finding]]\nid = \"true\"\ngroup = \"log\"\nask = \"True?\"\nkind = \"yes_no\"\nwhen_absent = false\nreview = \"assumed\""),
    a_floor_two_steps_below_an_emergency_is_refused: planted("unknown_costs = { level = \"same_day\" }", "unknown_costs = { level = \"see_doctor_soon\", within_days = 1 }"),
    a_floor_without_its_window_is_refused: planted("unknown_costs = { level = \"see_doctor_soon\", within_days = 1 }", "unknown_costs = { level = \"see_doctor_soon\" }"),
    a_floor_below_see_doctor_soon_is_refused: planted("lead = \"Go soon.\"", "lead = \"Go soon.\"\nunknown_costs = { level = \"home_care\" }"),
    a_condition_for_asking_names_no_conditional_finding: planted("kind = \"yes_no\"\n", "kind = \"yes_no\"\nasked_when = \"pain_now >= 5 and ill\"\n"),
    a_condition_nested_too_deep_is_refused: planted("ill and trauma != 'none'", &format!("{}ill{}", "(".repeat(65), ")".repeat(65))),
    a_number_above_the_range_is_refused: planted("pain_now >= 1", "pain_now > 10"),
    a_number_below_the_range_is_refused: planted("pain_now >= 1", "pain_now < 0"),
    a_red_flag_for_a_number_outside_the_range_is_refused: planted("ill and trauma != 'none'", "ill and trauma != 'none' and not (pain_now >= 0)"),
    an_option_that_means_none_is_never_chosen: planted("option = [{ id = \"lithium\", say = \"Lithium\" }]", "option = [{ id = \"lithium\", say = \"Lithium\" }]\nnone = \"lithium\""),
    nothing_is_at_least_incomplete: planted("at_least('same_day')", "at_least('incomplete')"),
    a_window_at_a_level_without_one_is_refused: planted("at_least('same_day')", "at_least('same_day', 3)"),
    two_words_on_what_an_absent_fact_means_are_refused: added("[[finding]]\nid = \"weeks\"\ngroup = \"log\"\nask = \"How long?\"\nkind = \"number\"\nmin = 0\nmax = 9\nwhen_absent = 0\nwhen_absent_after = { finding = \"trauma\", answer = \"none\", value = 0 }\nreview = \"assumed\""),
    none_of_these_is_an_answer_of_the_kind_of_finding: planted("none = \"none\"", "none = true"),
    none_of_these_to_a_number_is_refused: planted("max = 10\n", "max = 10\nnone = \"low\"\n"),
    none_of_these_to_yes_or_no_is_no_option: planted("kind = \"yes_no\"\n", "kind = \"yes_no\"\nnone = \"no\"\n"),
    not_sure_is_stored_as_an_option_of_a_one_of_finding: planted("kind = \"yes_no\"\n", "kind = \"yes_no\"\nnot_sure_is = \"yes\"\n"),
    an_example_person_speaks_of_what_exists: added("[[person]]\nid = \"one\"\nwho = \"Someone.\"\nwhy = \"So.\"\nlike = \"two\"\nanswers = { fevr = true, pain_now = 11, trauma = \"mayor\" }\n[person.expect]\ndisposition = \"home_care\"\noffers = [\"heatt\"]\nwithheld = { heat = [\"lithum\"] }"),
}

/// Each is satisfied by a single answer to every finding, so asking what is open settles it.
#[test]
fn comparisons_of_one_finding_may_be_joined_by_or() {
    for when in [
        "ill and pain_now != 5",
        "ill and (pain_now < 3 or pain_now > 7)",
        "ill and (trauma = 'minor' or trauma = 'major')",
        "pain_now <= 0 and ill",
        "pain_now > 9.9 and ill",
    ] {
        let text = SOUND.replace("ill and trauma != 'none'", when);
        read(&[("small.toml", &text)]).unwrap_or_else(|problems| panic!("{}", draw(&problems)));
    }
}

#[test]
fn a_red_flag_that_no_single_answer_satisfies_is_refused() {
    for when in [
        "ill and not fever",
        "ill and pain_now = 5 and pain_now != 5",
        "ill and pain_now > 4 and pain_now < 5",
        "ill and not (pain_now <= 10)",
        "ill and (pain_now < 3 or pain_now > 7) and pain_now = 5",
        "ill and (pain_now < 3 or fever and pain_now > 7)",
        "ill and trauma = 'minor' and (trauma = 'none' or trauma = 'major')",
    ] {
        let text = SOUND.replace("ill and trauma != 'none'", when).replace("max = 10\n", "max = 10\nwhole = true\n");
        let problems = read(&[("small.toml", &text)]).expect_err(when);
        assert!(problems.iter().all(|problem| problem.message.starts_with("no single answer")), "{when}: {problems}");
        assert_eq!(problems.count(), 1, "{when}");
    }
}

#[test]
fn a_guideline_that_does_not_say_what_it_is_is_refused() {
    insta::assert_snapshot!(draw(&read(&[]).unwrap_err()));
}

#[test]
fn many_problems_are_reported_at_once_in_the_order_of_files_and_lines() {
    let findings =
        "[[finding]]\nid = \"nausea\"\ngroup = \"warning\"\nask = \"Do you feel sick?\"\nkind = \"yes_no\"\n";
    let flags = "# Red flags.\n\n[[red_flag]]\nid = \"sick\"\ncode = \"RF01\"\nwhen = \"\"\"nausa or \\\n  trauma = 'mayor' \\\n  or pain_now > 10.5\"\"\"\nlevel = \"same_day\"\nbecause = \"Sick\"\naction = \"went\"\nsources = [\"B-TWO\"]\n";
    let problems = read(&[("z-flags.toml", flags), ("small.toml", SOUND), ("findings.toml", findings)]).unwrap_err();
    insta::assert_snapshot!(format!("{problems}\n{}", draw(&problems)));
}
