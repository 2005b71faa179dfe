//! Exercises, walking, relaxation and pictures.

use super::course::check_order;
use super::draft::Draft;
use super::entries::Known;
use super::{resolve, resolve_when};
use crate::condition::resolve::{Names, Place};
use crate::model::{Exercise, ExerciseLevel, PictureStep, RelaxationKind, RelaxationStep};
use crate::problem::Problem;
use crate::read::Entry;
use std::collections::BTreeSet;

/// Gives the rules of the exercises their meaning and checks what their tables name.
pub(super) fn check(draft: &mut Draft<'_>, names: &Names<'_>, problems: &mut Vec<Problem>) {
    resolve_when!(draft.walking_steps, names, problems);
    for entry in &mut draft.exercises {
        resolve(entry, &["leave_out_when"], |exercise| exercise.leave_out_when.as_mut(), names, Place::Facts, problems);
        check_exercise(entry, &draft.exercise_levels, problems);
    }
    for entry in &draft.walking_steps {
        let step = &entry.value;
        if step.weeks_from > step.weeks_to || step.minutes_min > step.minutes_max || step.days_per_week > 7 {
            problems.push(entry.problem(&["id"], format!("the weeks, minutes or days of `{}` do not fit", step.id)));
        }
    }
    for entry in &draft.exercise_levels {
        let level = &entry.value;
        let fits = level.weeks_from <= level.weeks_to
            && level.sets_min <= level.sets_max
            && level.minutes_min <= level.minutes_max
            && level.sessions_per_week <= 7;
        if !fits {
            problems.push(entry.problem(&["id"], format!("the weeks, sets or minutes of `{}` do not fit", level.id)));
        }
    }
    for entry in &draft.relaxation_steps {
        check_relaxation(entry, problems);
    }
    check_order(&draft.exercise_levels, |level| level.level, problems);
    check_order(&draft.relaxation_steps, |step| step.order, problems);
    check_order(&draft.floor_moves, |step| step.order, problems);
    check_order(&draft.lifting_steps, |step| step.order, problems);
    check_order(&draft.posture_steps, |step| step.order, problems);
    check_figures(draft, problems);
}

fn check_exercise(entry: &Entry<'_, Exercise>, levels: &[Entry<'_, ExerciseLevel>], problems: &mut Vec<Problem>) {
    let exercise = &entry.value;
    if exercise.leave_out_when.is_some() != exercise.leave_out_because.is_some() {
        let help = Some("`leave_out_when` and `leave_out_because` stand together");
        problems.push(
            entry.problem(&["leave_out_when"], format!("`{}` is left out without a reason", exercise.id)).help(help),
        );
    }
    if exercise.on_floor != exercise.without_floor.is_some() {
        let help = Some("`without_floor` says what to do instead, for an exercise on the floor and only there");
        problems.push(
            entry
                .problem(&["on_floor"], format!("`{}` does not fit those who cannot get down", exercise.id))
                .help(help),
        );
    }
    for (place, dose) in exercise.doses.iter().enumerate() {
        let path = ["dose", &place.to_string()];
        if !levels.iter().any(|level| level.value.level == dose.level) {
            problems.push(entry.problem(&path, format!("there is no level {} of the programme", dose.level)));
        }
        let twice = exercise.doses.iter().take(place).any(|other| other.level == dose.level);
        let ranges =
            [(dose.hold_seconds.map(f64::from), dose.hold_seconds_max.map(f64::from)), (dose.kg_min, dose.kg_max)];
        let falls = ranges.iter().any(|(least, most)| most.is_some() && least >= most);
        if twice || falls || dose.reps == 0 {
            problems.push(entry.problem(&path, format!("this dose of `{}` does not fit", exercise.id)));
        }
    }
    if exercise.doses.is_empty() {
        problems.push(entry.problem(&["id"], format!("`{}` has no dose at any level", exercise.id)));
    }
}

fn check_relaxation(entry: &Entry<'_, RelaxationStep>, problems: &mut Vec<Problem>) {
    let step = &entry.value;
    let tenses = step.tense_say.is_some() && step.tense_seconds.is_some() && step.let_go_say.is_some();
    let lets_go = step.let_go_seconds.is_some() && step.rounds.is_some();
    let breathes = step.breaths.is_some() && step.breath_seconds.is_some();
    let fits = match step.kind {
        RelaxationKind::Settle => !tenses && !lets_go && !breathes,
        RelaxationKind::Tense => tenses && lets_go && !breathes,
        RelaxationKind::LetGoOnly => !tenses && lets_go && !breathes,
        RelaxationKind::Breathe => !tenses && !lets_go && breathes,
    };
    if !fits {
        let help =
            Some("tense: say and seconds for both, and rounds; let_go_only: let go and rounds; breathe: breaths");
        let message = format!("what `{}` has does not go with its kind", step.id);
        problems.push(entry.problem(&["kind"], message).help(help));
    }
}

/// Every picture that is named exists, and every picture is named, or belongs to a treatment.
fn check_figures(draft: &Draft<'_>, problems: &mut Vec<Problem>) {
    let figures = Known::of("figure", &draft.figures);
    let treatments = Known::of("treatment", &draft.treatments);
    let mut used = BTreeSet::new();
    for entry in &draft.exercises {
        figures.expect(entry, &["figure"], &entry.value.figure, problems);
        used.insert(entry.value.figure.as_str());
    }
    for entry in &draft.floor_moves {
        figures.expect(entry, &["figure"], &entry.value.figure, problems);
        used.insert(entry.value.figure.as_str());
    }
    for entry in draft.lifting_steps.iter().chain(&draft.posture_steps) {
        let PictureStep { figure, figure_wrong, .. } = &entry.value;
        for (key, figure) in [("figure", figure), ("figure_wrong", figure_wrong)] {
            if let Some(figure) = figure {
                figures.expect(entry, &[key], figure, problems);
                used.insert(figure.as_str());
            }
        }
    }
    for entry in &draft.figures {
        match &entry.value.treatment {
            Some(treatment) => treatments.expect(entry, &["treatment"], treatment, problems),
            None if used.contains(entry.value.id.as_str()) => {}
            None => {
                let help = Some("name it in an exercise or a step, or give its `treatment`");
                problems.push(entry.problem(&["id"], format!("nothing shows `{}`", entry.value.id)).help(help));
            }
        }
    }
}
