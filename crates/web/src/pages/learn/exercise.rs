//! The parts that only some treatments have: exercises by level, walks by week, the relaxation script, moves, lifting
//! and sitting step by step with pictures.

use easeback_guideline::{
    Exercise, ExerciseDose, ExerciseLevel, FloorMove, FloorPosition, Guideline, PictureStep, RelaxationKind,
    RelaxationStep, Treatment,
};
use maud::{Markup, html};

use super::parts::{count, range};
use crate::figures::figure;

/// What belongs to the treatment of this id beyond its own texts; nothing for most.
pub(super) fn programme(guideline: &Guideline, id: &str) -> Markup {
    match id {
        "prevention_exercise" => levels(guideline),
        "walking_plan" => walks(guideline),
        "progressive_relaxation" => script(guideline),
        "floor_moves" => moves(&guideline.floor_moves, guideline),
        _ => html! {},
    }
}

/// Whether the page shows its pictures further down, beside what they belong to, and so needs none at the top.
pub(super) fn has_pictures(id: &str) -> bool {
    matches!(id, "lifting_advice" | "posture_advice" | "floor_moves" | "prevention_exercise")
}

/// The steps of lifting and of sitting, each with its picture; `None` where the steps have none of their own.
pub(super) fn pictured_steps(guideline: &Guideline, treatment: &Treatment) -> Option<Markup> {
    let steps = match treatment.id.as_str() {
        "lifting_advice" => &guideline.lifting_steps,
        "posture_advice" => &guideline.posture_steps,
        _ => return None,
    };
    let is_pictured = |text: &String| steps.iter().any(|step| step.say == *text);
    treatment.steps.iter().all(is_pictured).then(|| pictured(steps, guideline))
}

/// The sources of what [`programme`] shows.
pub(super) fn source_ids<'a>(guideline: &'a Guideline, id: &str) -> Box<dyn Iterator<Item = &'a String> + 'a> {
    match id {
        "prevention_exercise" => {
            let levels = guideline.exercise_levels.iter().flat_map(|one| &one.sources);
            Box::new(levels.chain(guideline.exercises.iter().flat_map(|one| &one.sources)))
        }
        "walking_plan" => Box::new(guideline.walking_steps.iter().flat_map(|one| &one.sources)),
        "progressive_relaxation" => Box::new(guideline.relaxation_steps.iter().flat_map(|one| &one.sources)),
        "floor_moves" => Box::new(guideline.floor_moves.iter().flat_map(|one| &one.sources)),
        "lifting_advice" => Box::new(guideline.lifting_steps.iter().flat_map(|one| &one.sources)),
        "posture_advice" => Box::new(guideline.posture_steps.iter().flat_map(|one| &one.sources)),
        _ => Box::new(std::iter::empty()),
    }
}

/// The drawing of a figure of the guideline.
fn drawn(id: &str) -> &str {
    match id {
        "cat_and_hollow" => "cat_round_hollow",
        "hip_hinge_stick" => "hip_hinge",
        "sleep_on_side" => "side_lying_pillow",
        "sit_at_desk" => "posture_advice",
        "lift_right" => "lifting_right",
        "lift_wrong" => "lifting_wrong",
        _ => id,
    }
}

/// The picture of a pose; where nobody has drawn it yet, the pose in words.
fn pose(guideline: &Guideline, id: &str) -> Markup {
    html! {
        @if let Some(drawing) = figure(drawn(id)) { (drawing) }
        @else if let Some(words) = guideline.figure(id) { p.pose { (words.alt) } }
    }
}

fn levels(guideline: &Guideline) -> Markup {
    html! {
        section {
            h2 { "The programme" }
            @for level in &guideline.exercise_levels {
                details open[level.level == 1] {
                    summary { h3 { "Level " (level.level) ": " (level.name) } }
                    p { (weeks(level)) }
                    ul {
                        li { "Go through all of them " (sets(level)) "." }
                        li {
                            (count(level.sessions_per_week as usize, "time", "times")) " a week, "
                            (range(level.minutes_min, level.minutes_max)) " minutes each time."
                        }
                        li { (level.move_up) }
                        li { (level.step_back) }
                    }
                    @for exercise in &guideline.exercises {
                        @if let Some(dose) = exercise.doses.iter().find(|dose| dose.level == level.level) {
                            (one_exercise(guideline, exercise, dose))
                        }
                    }
                }
            }
        }
    }
}

fn weeks(level: &ExerciseLevel) -> String {
    let rest = if level.then_keep_on { ", and then keep on" } else { "" };
    format!("Weeks {}{rest}.", range(level.weeks_from, level.weeks_to))
}

fn sets(level: &ExerciseLevel) -> String {
    let many = level.sets_max != 1;
    format!("{} {}", range(level.sets_min, level.sets_max), if many { "times" } else { "time" })
}

fn one_exercise(guideline: &Guideline, exercise: &Exercise, dose: &ExerciseDose) -> Markup {
    html! {
        article.card.offer {
            (pose(guideline, &exercise.figure))
            h4 { (exercise.name) }
            p { strong { (how_much(dose)) } }
            ol { @for step in &exercise.steps { li { (step) } } }
            @if let Some(instead) = &exercise.without_floor { p.soft { "If you cannot get down to the floor: " (instead) } }
            @if let Some(because) = &exercise.leave_out_because { p.soft { "When to leave it out: " (because) } }
        }
    }
}

/// How much, as in "5 times on each side, hold for 5 seconds".
fn how_much(dose: &ExerciseDose) -> String {
    let times = count(dose.reps as usize, "time", "times");
    let sides = if dose.each_side { " on each side" } else { "" };
    let hold = dose
        .hold_seconds
        .map(|hold| format!(", hold for {} seconds", range(hold, dose.hold_seconds_max.unwrap_or(hold))));
    let weight = dose.kg_min.map(|kg| format!(", with {} kg", range(kg, dose.kg_max.unwrap_or(kg))));
    format!("{times}{sides}{}{}", hold.unwrap_or_default(), weight.unwrap_or_default())
}

fn walks(guideline: &Guideline) -> Markup {
    html! {
        section {
            h2 { "Week by week" }
            table {
                caption.vh { "How long to walk, week by week" }
                thead { tr { th scope="col" { "Weeks" } th scope="col" { "Walk" } } }
                tbody {
                    @for step in &guideline.walking_steps {
                        tr { th.number scope="row" { (range(step.weeks_from, step.weeks_to)) } td { (step.say) } }
                    }
                }
            }
        }
    }
}

fn script(guideline: &Guideline) -> Markup {
    let seconds: u32 = guideline.relaxation_steps.iter().map(RelaxationStep::seconds).sum();
    html! {
        section {
            h2 { "The words" }
            p { "Have somebody read this to you, or read it first." }
            p { "It takes about " (seconds.div_ceil(60)) " minutes." }
            ol.script { @for step in &guideline.relaxation_steps { li { (script_step(step)) } } }
        }
    }
}

fn script_step(step: &RelaxationStep) -> Markup {
    let rounds = step.rounds.unwrap_or(0);
    html! {
        p { (step.say) }
        @for (words, seconds) in [(&step.tense_say, step.tense_seconds), (&step.let_go_say, step.let_go_seconds)] {
            @if let Some(words) = words { p { (words) @if let Some(seconds) = seconds { " " em.soft { (seconds) " seconds." } } } }
        }
        @if rounds > 1 { p.small.soft { "Do this " (count(rounds as usize, "time", "times")) "." } }
        @if step.kind == RelaxationKind::Breathe {
            @if let Some(breaths) = step.breaths { p.small.soft { (count(breaths as usize, "slow breath", "slow breaths")) "." } }
        }
    }
}

fn moves(moves: &[FloorMove], guideline: &Guideline) -> Markup {
    html! {
        section {
            h2 { "The moves" }
            @for one in moves {
                article.card.offer {
                    (pose(guideline, &one.figure))
                    h3 { (one.name) }
                    p {
                        strong {
                            (count(one.reps as usize, "time", "times")) ", "
                            @match one.position {
                                FloorPosition::OnBack => "on your back",
                                FloorPosition::HandsAndKnees => "on your hands and knees",
                            }
                        }
                    }
                    ol { @for step in &one.steps { li { (step) } } }
                }
            }
        }
    }
}

/// Steps with the right picture and the wrong one; a picture that was shown before is not shown again.
fn pictured(steps: &[PictureStep], guideline: &Guideline) -> Markup {
    let is_new = |place: usize, id: &str| !steps.iter().take(place).any(|step| step.figure.as_deref() == Some(id));
    html! {
        ol.pictured {
            @for (place, step) in steps.iter().enumerate() {
                li {
                    p { (step.say) }
                    @if let Some(right) = step.figure.as_deref().filter(|id| is_new(place, id)) {
                        @if let Some(wrong) = &step.figure_wrong {
                            div.pair {
                                div { p.small { strong { "Like this" } } (pose(guideline, right)) }
                                div { p.small { strong { "Not like this" } } (pose(guideline, wrong)) }
                            }
                        } @else { (pose(guideline, right)) }
                    }
                }
            }
        }
    }
}
