//! Every text that people are shown is plain: its Flesch-Kincaid grade is 6 or lower.
//!
//! Names of medicines and illnesses, and a few words that nobody can put more shortly, count as one easy word: they
//! stand in `guideline/long-words.txt`, in groups that say why. A text of fewer than eight words has no use for a
//! grade; in it no word may be long and hard.
//!
//! The names of products, ingredients and medicines are not measured: they are what stands on the box. Nor is what a label
//! says of how to take a product, nor a remark on one: both are for those who review it. The notes beside them are measured.

#![expect(clippy::indexing_slicing, reason = "a test may panic, its helpers too")]

use easeback_guideline::{Choice, Guideline};
use std::collections::BTreeSet;

/// The highest grade a text may have.
const GRADE_LIMIT: f64 = 6.0;
/// Texts of fewer words are judged by their words alone.
const SHORT_TEXT: usize = 8;
/// A word of this many syllables is long.
const LONG_WORD: usize = 4;

/// A text with the place where it stands, for people to find it.
type Text<'g> = (String, &'g str);

#[test]
fn every_text_for_people_reads_at_grade_6_or_lower() {
    let guideline = Guideline::built_in().unwrap();
    let easy = easy_words();
    let texts = texts(&guideline);
    assert!(texts.len() > 1000, "only {} texts were found", texts.len());
    let hard: Vec<_> = texts
        .iter()
        .filter_map(|(place, text)| Some(format!("{place}: {}\n    {text}", too_hard(text, &easy)?)))
        .collect();
    assert!(hard.is_empty(), "{} of {} texts are too hard:\n{}", hard.len(), texts.len(), hard.join("\n"));
}

/// I-56.
#[test]
fn no_text_claims_a_diagnosis_or_says_that_serious_illness_is_ruled_out() {
    let guideline = Guideline::built_in().unwrap();
    let claims = [
        "diagnos",
        "ruled out",
        "rule out",
        "rules out",
        "nothing serious",
        "you are fine",
        "all clear",
        "not serious",
    ];
    for (place, text) in texts(&guideline) {
        let text = text.to_lowercase();
        assert!(!claims.iter().any(|claim| text.contains(claim)), "{place}: {text}");
    }
    for flag in &guideline.red_flags {
        let says = flag.because.to_lowercase();
        for claim in ["you have a ", "you have an ", "this is a ", "this is an "] {
            assert!(!says.contains(claim), "{}: {says}", flag.id);
        }
    }
}

#[test]
fn every_easy_word_is_long_and_used_and_stands_once() {
    let guideline = Guideline::built_in().unwrap();
    let used: BTreeSet<String> =
        texts(&guideline).iter().flat_map(|(_, text)| words(text).map(singular).collect::<Vec<_>>()).collect();
    let mut seen = BTreeSet::new();
    for word in easy_word_list() {
        assert!(seen.insert(word), "{word} stands twice");
        assert!(syllables(word) > 1, "{word} is short");
        assert!(used.contains(&singular(word)), "{word} is not used");
    }
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    for (word, count) in [
        ("a", 1),
        ("the", 1),
        ("there", 1),
        ("pain", 1),
        ("eased", 1),
        ("waited", 2),
        ("table", 2),
        ("doctor", 2),
        ("medicine", 3),
        ("area", 3),
        ("being", 2),
        ("emergency", 4),
        ("relaxation", 4),
        ("boxes", 2),
        ("times", 1),
        ("minutes", 2),
        ("people", 2),
        ("quiet", 2),
        ("every", 3),
        ("stroke", 1),
        ("days", 1),
        ("mg", 1),
        ("35", 1),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
}

/// Why a text is too hard, if it is.
fn too_hard(text: &str, easy: &BTreeSet<String>) -> Option<String> {
    let counts: Vec<_> =
        words(text).map(|word| (word, if easy.contains(&singular(word)) { 1 } else { syllables(word) })).collect();
    if counts.len() < SHORT_TEXT {
        let long = counts.iter().find(|(_, count)| *count >= LONG_WORD)?;
        return Some(format!("`{}` is long", long.0));
    }
    let grade = grade(sentences(text), counts.len(), counts.iter().map(|(_, count)| count).sum());
    (grade > GRADE_LIMIT).then(|| format!("grade {grade:.1}"))
}

/// The Flesch-Kincaid grade.
#[expect(clippy::cast_precision_loss, reason = "texts have far fewer than 2^52 words")]
fn grade(sentences: usize, words: usize, syllables: usize) -> f64 {
    0.39 * words as f64 / sentences as f64 + 11.8 * syllables as f64 / words as f64 - 15.59
}

fn sentences(text: &str) -> usize {
    let ends = text.split(['.', '?', '!', ':', ';']).filter(|sentence| sentence.contains(char::is_alphabetic)).count();
    ends.max(1)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|char: char| !char.is_alphanumeric() && char != '\'' && char != '’')
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// The word in lower case and without the `s` of a plural or a possession.
fn singular(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    let base = word.strip_suffix("'s").or_else(|| word.strip_suffix('s')).unwrap_or(&word);
    base.to_owned()
}

/// How many syllables a word has, by its vowels. Numbers and abbreviations have one.
fn syllables(word: &str) -> usize {
    let abbreviation = word.chars().all(|char| !char.is_lowercase());
    if abbreviation {
        return 1;
    }
    let word = word.to_lowercase();
    let letters: Vec<char> = word.chars().filter(|char| char.is_alphabetic()).collect();
    let vowel = |char: &char| "aeiouyé".contains(*char);
    let mut count = letters.split(|char| !vowel(char)).filter(|group| !group.is_empty()).count();
    let text: String = letters.iter().collect();
    // Two vowels that are spoken apart: area, being, quiet, radio (but station, special).
    let apart = ["ea", "eo", "ia", "ie", "io", "iu", "ua", "ue", "ei", "yi", "oi"];
    for (place, pair) in letters.windows(2).enumerate() {
        let pair: String = pair.iter().collect();
        let before = place.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(place + 2);
        let spoken_apart = match pair.as_str() {
            "ia" | "io" | "iu" => !matches!(before, Some('t' | 'c' | 's' | 'g' | 'x')),
            "ie" => after == Some(&'t') && before == Some('u'),
            "ei" | "yi" | "oi" => text[..].ends_with("ing") && place + 4 == letters.len(),
            "ea" => after == Some(&'t') && text.contains("creat") || text.ends_with("area"),
            _ => false,
        };
        count += usize::from(apart.contains(&pair.as_str()) && spoken_apart);
    }
    let silent = text.ends_with('e') && !text.ends_with("le") && !text.ends_with("ee")
        || text.ends_with("le") && letters.len() > 2 && vowel(&letters[letters.len() - 3])
        || text.ends_with("ed") && !text.ends_with("ted") && !text.ends_with("ded") && !text.ends_with("eed")
        || text.ends_with("es")
            && !["ses", "zes", "ces", "xes", "shes", "ches", "ges", "les"].iter().any(|end| text.ends_with(end));
    count.saturating_sub(usize::from(silent && count > 1)).max(1)
}

fn easy_word_list() -> impl Iterator<Item = &'static str> {
    let list = include_str!("../../../guideline/long-words.txt");
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

fn easy_words() -> BTreeSet<String> {
    easy_word_list().map(singular).collect()
}

/// Every text that people are shown.
fn texts(guideline: &Guideline) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    asked(guideline, &mut texts);
    decided(guideline, &mut texts);
    treated(guideline, &mut texts);
    followed(guideline, &mut texts);
    moved(guideline, &mut texts);
    recognised(guideline, &mut texts);
    planned(guideline, &mut texts);
    texts
}

/// `say!(texts, place, [text, text])`: adds texts, each of them a `&str`, a `String` or an option of one.
macro_rules! say {
    ($texts:ident, $($place:expr),+ => $($text:expr),+ $(,)?) => {
        let place = [$($place.to_string()),+].join(".");
        $($texts.extend($text.shown().map(|text| (place.clone(), text)));)+
    };
}

trait Shown {
    fn shown(&self) -> impl Iterator<Item = &str>;
}

impl Shown for String {
    fn shown(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.as_str())
    }
}

impl Shown for Option<String> {
    fn shown(&self) -> impl Iterator<Item = &str> {
        self.as_deref().into_iter()
    }
}

impl Shown for Vec<String> {
    fn shown(&self) -> impl Iterator<Item = &str> {
        self.iter().map(String::as_str)
    }
}

impl Shown for Vec<Choice> {
    fn shown(&self) -> impl Iterator<Item = &str> {
        self.iter()
            .flat_map(|choice| [Some(choice.say.as_str()), choice.tell.as_deref(), choice.help.as_deref()])
            .flatten()
    }
}

fn asked<'g>(guideline: &'g Guideline, texts: &mut Vec<Text<'g>>) {
    for finding in &guideline.findings {
        say!(texts, finding.id => finding.ask, finding.tick, finding.tell, finding.help, finding.options);
        say!(texts, finding.id, "uncounted" => finding.uncounted, finding.uncounted_if_not_sure);
        say!(texts, finding.id, "held_back" => finding.held_back);
        for pick in &finding.pick {
            say!(texts, finding.id, "pick" => pick.say, pick.tell);
        }
    }
    for screen in &guideline.screens {
        say!(texts, screen.id => screen.title, screen.lead);
    }
    for contradiction in &guideline.contradictions {
        say!(texts, contradiction.id => contradiction.because);
    }
}

fn decided<'g>(guideline: &'g Guideline, texts: &mut Vec<Text<'g>>) {
    for level in &guideline.levels {
        say!(texts, level.id.word() => level.title, level.lead, level.say_to_the_phone);
    }
    for action in &guideline.actions {
        say!(texts, action.id => action.say);
    }
    for sign in &guideline.watch_for {
        say!(texts, sign.id => sign.say);
    }
    for definition in &guideline.definitions {
        say!(texts, definition.id => definition.says);
    }
    for flag in &guideline.red_flags {
        say!(texts, flag.code, flag.id => flag.because, flag.also);
    }
}

fn treated<'g>(guideline: &'g Guideline, texts: &mut Vec<Text<'g>>) {
    for treatment in &guideline.treatments {
        let id = &treatment.id;
        say!(texts, id => treatment.name, treatment.summary, treatment.steps);
        for limit in &treatment.limits {
            say!(texts, id, limit.id => limit.say);
        }
        for note in &treatment.notes {
            say!(texts, id, "note" => note.say);
        }
        for evidence in &treatment.evidence {
            say!(texts, id, "evidence" => evidence.say);
        }
        for stop in &treatment.stops {
            say!(texts, id, stop.id => stop.because);
        }
    }
    for stop in &guideline.stops_for_all {
        say!(texts, stop.id => stop.because, stop.instead);
    }
    for step in &guideline.choice_order {
        say!(texts, step.id => step.say);
    }
    for interaction in &guideline.interactions {
        say!(texts, interaction.id => interaction.because);
    }
}

fn followed<'g>(guideline: &'g Guideline, texts: &mut Vec<Text<'g>>) {
    for course in &guideline.expected_courses {
        say!(texts, course.id => course.says);
    }
    for anchor in &guideline.anchors {
        say!(texts, anchor.id => anchor.say);
    }
    for note in &guideline.course_notes {
        say!(texts, note.id => note.say);
    }
    for prognosis in &guideline.prognosis {
        say!(texts, prognosis.id => prognosis.say);
    }
    for tool in &guideline.prognosis_tools {
        say!(texts, tool.id => tool.say, tool.why);
    }
    for always in &guideline.check_in_always {
        say!(texts, always.id => always.say);
    }
    for check_in in &guideline.check_ins {
        say!(texts, check_in.id => check_in.title, check_in.say);
        for question in &check_in.questions {
            say!(texts, check_in.id, question.id => question.ask, question.options);
        }
        for escalation in &check_in.escalations {
            say!(texts, check_in.id, escalation.id => escalation.trigger, escalation.say);
        }
    }
    for number in &guideline.log_numbers {
        say!(texts, number.id => number.says);
    }
    for reminder in &guideline.reminders {
        say!(texts, reminder.id => reminder.say);
    }
    for missed in &guideline.missed_check_ins {
        say!(texts, missed.id => missed.say, missed.expired);
    }
    for phase in &guideline.phases {
        say!(texts, phase.id => phase.title, phase.say);
    }
    for relapse in &guideline.relapses {
        say!(texts, relapse.id => relapse.say);
    }
    for disagreement in &guideline.disagreements {
        say!(texts, disagreement.id => disagreement.topic, disagreement.article_says, disagreement.guidance_says, disagreement.we_do);
    }
}

fn moved<'g>(guideline: &'g Guideline, texts: &mut Vec<Text<'g>>) {
    for figure in &guideline.figures {
        say!(texts, "figure", figure.id => figure.alt);
    }
    for level in &guideline.exercise_levels {
        say!(texts, level.id => level.name, level.move_up, level.step_back);
    }
    for exercise in &guideline.exercises {
        say!(texts, exercise.id => exercise.name, exercise.steps, exercise.without_floor, exercise.leave_out_because);
    }
    for step in &guideline.walking_steps {
        say!(texts, step.id => step.say);
    }
    for step in &guideline.relaxation_steps {
        say!(texts, step.id => step.say, step.tense_say, step.let_go_say);
    }
    for step in &guideline.floor_moves {
        say!(texts, step.id => step.name, step.steps);
    }
    for step in guideline.lifting_steps.iter().chain(&guideline.posture_steps) {
        say!(texts, step.id => step.say);
    }
}

fn recognised<'g>(guideline: &'g Guideline, texts: &mut Vec<Text<'g>>) {
    for product in &guideline.products {
        say!(texts, product.id => product.note);
    }
    for ingredient in &guideline.ingredients {
        say!(texts, "ingredient", ingredient.id => ingredient.note);
    }
    for list in &guideline.medicine_names {
        for medicine in &list.names {
            say!(texts, list.id, medicine.name => medicine.note);
        }
    }
}

fn planned<'g>(guideline: &'g Guideline, texts: &mut Vec<Text<'g>>) {
    for item in &guideline.plan_items {
        say!(texts, "plan", item.id => item.say, item.say_done);
    }
    for pace in &guideline.session_paces {
        say!(texts, pace.id => pace.say_first, pace.say_other_side, pace.say_rest, pace.say_end, pace.say_forgotten);
    }
    for rule in &guideline.help_rules {
        say!(texts, rule.id => rule.say_too_few, rule.say_lower, rule.say_same, rule.say_higher, rule.say_honest);
    }
    for milestone in &guideline.milestones {
        say!(texts, milestone.id => milestone.say);
    }
    for entry in &guideline.calendar_entries {
        say!(texts, entry.id => entry.title, entry.title_with_health);
    }
    for part in &guideline.report_parts {
        say!(texts, "report", part.id => part.title, part.empty);
    }
}
