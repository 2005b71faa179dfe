//! Keeping the next one away: the exercise programme with its levels, the walking plan, lifting and posture.

use crate::App;
use crate::components::{NoticeKind, notice, submit_button};
use crate::error::Trouble;
use crate::figures::figure;
use crate::pages::write::{Posted, event_field, number, pain_field, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::When;
use axum::response::Response;
use easeback_episode::{Event, Programme, Set, in_prevention, programme, walking};
use easeback_store::EventStore;
use maud::{Markup, html};

/// The treatments of this page.
const EXERCISE: &str = "prevention_exercise";
const WALKING: &str = "walking_plan";

/// `GET /prevent`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    let when = present.when();
    let body = html! {
        h1 { "Keep the next one away" }
        (when_to_start(&present))
        (exercises(&app, &present, &when))
        (walks(&app, &present, &when))
        section {
            h2 { "Every day" }
            ul.links {
                li { a href="/learn/lifting_advice" { "How to lift" } }
                li { a href="/learn/posture_advice" { "How to sit and stand" } }
            }
        }
    };
    Ok(present.frame().page("Keep the next one away", "/prevent", &body))
}

fn when_to_start(present: &Present<'_>) -> Markup {
    let now = present.now();
    let phases = &now.guideline().phases;
    html! {
        @if !in_prevention(&now) {
            @if let Some(last) = phases.iter().max_by_key(|phase| phase.order) {
                (notice(NoticeKind::Info, "Not yet", &html! { p { (last.say) } }))
            }
        }
    }
}

fn exercises<S>(app: &App<S>, present: &Present<'_>, when: &When) -> Markup {
    let now = present.now();
    let offered = now.decision.offer(EXERCISE).is_some();
    let Some(programme) = programme(&now) else { return html! {} };
    html! {
        section {
            h2 { "Exercises: " (programme.level.name) }
            p { "Level " (programme.level.level) " of " (now.guideline().exercise_levels.len())
                @if let Some(week) = programme.week { ", week " (week) }
                ". Done in the last 7 days: " (programme.done_this_week) " of " (programme.level.sessions_per_week) "." }
            @if let Some(until) = programme.back_until {
                (notice(NoticeKind::Info, "One step back", &html! { p { (programme.chosen.step_back) " Until " (when.on(until)) "." } }))
            }
            @if offered { (level_forms(app, &programme)) }
            @if offered { p { strong { "Next session: " (when.on(programme.next_on)) } } }
            @for set in &programme.exercises { (exercise(set, programme.half)) }
            @if !programme.left_out.is_empty() {
                details {
                    summary { "Left out for you" }
                    ul { @for (exercise, because) in &programme.left_out { li { (exercise.name) ": " (because) } } }
                }
            }
            @if offered { (done_form(app, &programme)) }
            p.small { (programme.level.move_up) " " (programme.level.step_back) }
            p.small { a href={ "/learn/" (EXERCISE) } { "How sure this is, and more" } }
        }
    }
}

fn exercise(set: &Set<'_>, half: bool) -> Markup {
    let dose = set.dose;
    let sets = if set.sets_min == set.sets_max {
        format!("{} set{}", set.sets_max, if set.sets_max == 1 { "" } else { "s" })
    } else {
        format!("{} to {} sets", set.sets_min, set.sets_max)
    };
    html! {
        details.card.offer {
            summary {
                strong { (set.exercise.name) } " "
                span.soft { (sets) " of " (set.repeats)
                    @if dose.each_side { " on each side" }
                    @if let Some(seconds) = dose.hold_seconds { ", hold " (seconds) " s" } }
            }
            @if let Some(drawing) = figure(&set.exercise.figure) { (drawing) }
            ol { @for step in &set.exercise.steps { li { (step) } } }
            @if let Some(without) = &set.exercise.without_floor { p.small { "If the floor is hard for you: " (without) } }
            @if half { p.small { "Half as much as usual, for a week." } }
        }
    }
}

fn level_forms<S>(app: &App<S>, programme: &Programme<'_>) -> Markup {
    html! {
        @if let Some(up) = programme.may_move_up {
            form.card method="post" action="/prevent/level" {
                (event_field(app))
                p { "It has gone well twice in a row. You may move up to level " (up.level) ": " (up.name) "." }
                button.btn name="level" value=(up.level) type="submit" { "Move up to level " (up.level) }
            }
        }
        @if programme.chosen.level > 1 {
            form method="post" action="/prevent/level" {
                (event_field(app))
                button.btn.quiet name="level" value=(programme.chosen.level - 1) type="submit" { "Go down to level " (programme.chosen.level - 1) }
            }
        }
    }
}

fn done_form<S>(app: &App<S>, programme: &Programme<'_>) -> Markup {
    html! {
        form.card method="post" action="/prevent/done" {
            (event_field(app))
            input type="hidden" name="level" value=(programme.level.level);
            h3 { "I did a session" }
            fieldset {
                legend { "Which moves?" }
                @for set in &programme.exercises {
                    label.pick { input type="checkbox" name="exercise" value=(set.exercise.id) checked; span { (set.exercise.name) } }
                }
            }
            (scale("effort", "How hard was the hardest one?", "0 easy", "10 as hard as can be"))
            (pain_field("pain_during", "What was the worst pain during it?"))
            div.go { (submit_button("Log it", "", "", false)) }
        }
    }
}

/// A choice from 0 to 10.
fn scale(name: &str, legend: &str, low: &str, high: &str) -> Markup {
    html! {
        fieldset.scale {
            legend { (legend) }
            div { @for step in 0..=10 { label { input type="radio" name=(name) value=(step) required; span { (step) } } } }
            p.ends { span { (low) } span { (high) } }
        }
    }
}

fn walks<S>(app: &App<S>, present: &Present<'_>, when: &When) -> Markup {
    let now = present.now();
    let Some(offer) = now.decision.offer(WALKING) else { return html! {} };
    let walking = walking(&now, offer.treatment);
    html! {
        section {
            h2 { "Walking" }
            @match walking {
                None => p { "Walks in the plan start a few days after the spasm began." },
                Some(walking) => {
                    p { "Week " (walking.week) ": " (walking.step.say) }
                    @if walking.back { (notice(NoticeKind::Info, "", &html! { p { "Your pain went up after walking. Take the shorter walks for now." } })) }
                    p { "Days with a walk in the last 7: " (walking.days_this_week) " of " (walking.step.days_per_week) ". Next: " (when.on(walking.next_on)) "." }
                    form method="post" action="/done" {
                        (event_field(app))
                        input type="hidden" name="treatment" value=(WALKING);
                        (submit_button("I took my walk", "", "", true))
                    }
                }
            }
        }
    }
}

/// `POST /prevent/done`.
pub(crate) async fn done<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let level = level(&sent)?;
    let (effort, pain) = (number(&sent, "effort")?, number(&sent, "pain_during")?);
    let effort = effort.ok_or(Trouble::BAD_FORM)?;
    let pain_during = pain.ok_or(Trouble::BAD_FORM)?;
    let exercises: Vec<String> = sent.all("exercise").map(str::to_owned).collect();
    let known = |id: &String| app.engine.guideline().exercise(id).is_some();
    if exercises.is_empty() || !exercises.iter().all(known) {
        return Err(Trouble::BAD_FORM);
    }
    let event = Event::ExercisesDone { level, exercises, effort, pain_during };
    write(&app, "/prevent/done", &sent, "/prevent", |_| Ok(vec![(None, event.clone())])).await
}

/// `POST /prevent/level`: up only when it is time; down whenever the person likes.
pub(crate) async fn choose_level<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let level = level(&sent)?;
    write(&app, "/prevent/level", &sent, "/prevent", |present| {
        let now = present.now();
        let Some(programme) = programme(&now) else { return Ok(Vec::new()) };
        let up = programme.may_move_up.is_some_and(|up| up.level == level);
        let allowed = up || level < programme.chosen.level;
        Ok(allowed.then_some((None, Event::LevelChosen { level })).into_iter().collect())
    })
    .await
}

fn level(sent: &crate::pages::check::Sent) -> Result<u32, Trouble> {
    sent.get("level").and_then(|level| level.parse().ok()).ok_or(Trouble::BAD_FORM)
}
