//! Keeping the next one away: the exercise programme with its levels, the walking plan, lifting and posture.

use crate::App;
use crate::components::{NoticeKind, notice, submit_button};
use crate::error::Trouble;
use crate::figures::figure;
use crate::pages::check::Sent;
use crate::pages::medicines::why;
use crate::pages::session::{
    EXERCISE, abandon_form, ended, lengths, may, one_at_a_time, session_of, start_form, under_way,
};
use crate::pages::write::{Posted, attempt, event_field, number, scale, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::{When, span};
use axum::http::StatusCode;
use axum::response::Response;
use easeback_episode::{
    Event, May, Programme, Progress, Set, Standing, in_prevention, programme, running, session, walking,
};
use easeback_guideline::{ExerciseLevel, Treatment};
use easeback_store::EventStore;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

/// Where all of this stands.
pub(crate) const HREF: &str = "/prevent";

const TITLE: &str = "Keep the next one away";

/// The fact that counts the days of low pain.
const LOW_PAIN_DAYS: &str = "low_pain_days";

/// The treatment of the walks.
const WALKING: &str = "walking_plan";

/// `GET /prevent`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    Ok(page(&app, &present, StatusCode::OK, &html! {}))
}

/// The page, with a word on what just happened; or the session of exercises that is on.
pub(crate) fn page<S>(app: &App<S>, present: &Present<'_>, status: StatusCode, answer: &Markup) -> Response {
    let (when, now) = (present.when(), present.now());
    let standing = running(&now).into_iter().find(|one| one.running.treatment == EXERCISE);
    let (head, body) = match (&standing, programme(&now)) {
        (Some(standing), Some(programme)) => under_way(present, &when, standing, &finish(app, standing, &programme)),
        (_, programme) => (html! {}, whole(app, present, &when, programme.as_ref())),
    };
    let body = html! { div data-here=(HREF) { (answer) (body) } };
    present.frame().page_with(status, TITLE, HREF, &head, &body)
}

fn whole<S>(app: &App<S>, present: &Present<'_>, when: &When, programme: Option<&Programme<'_>>) -> Markup {
    html! {
        h1 { (TITLE) }
        (when_to_start(present))
        @if let Some(programme) = programme { (exercises(app, present, when, programme)) }
        (walks(app, present, when))
        section {
            h2 { "Every day" }
            ul.links {
                li { a href="/learn/lifting_advice" { "How to lift" } }
                li { a href="/learn/posture_advice" { "How to sit and stand" } }
            }
        }
    }
}

fn when_to_start(present: &Present<'_>) -> Markup {
    let now = present.now();
    let last = now.guideline().phases.iter().max_by_key(|phase| phase.order);
    html! {
        @match last.filter(|_| in_prevention(&now)) {
            Some(phase) => p.lead { (phase.say) },
            None => p.lead { "Moves and walks that make the next spasm less likely. They start when your back is calm." },
        }
    }
}

fn treatment<'a>(present: &'a Present<'_>, id: &str) -> Option<&'a Treatment> {
    present.engine.guideline().treatment(id)
}

fn exercises<S>(app: &App<S>, present: &Present<'_>, when: &When, programme: &Programme<'_>) -> Markup {
    let level = programme.level;
    html! {
        section #exercises {
            h2 { "Exercises" }
            (levels(&present.engine.guideline().exercise_levels, programme))
            (this_week(programme))
            @if let Some(until) = programme.back_until {
                (notice(NoticeKind::Warning, "One step back", &html! { p { (programme.chosen.step_back) " Until " (when.on(until)) "." } }))
            }
            @if let Some(up) = programme.may_move_up { (move_up(app, up)) }
            (begin(app, present, when, programme))
            h3 { "The moves of level " (level.level) }
            @if programme.half { p { "Half as much as usual, for a week." } }
            @for set in &programme.exercises { (exercise(set)) }
            @if !programme.left_out.is_empty() {
                h3 { "Left out for you" }
                ul.held-moves {
                    @for (exercise, because) in &programme.left_out {
                        li { strong { (exercise.name) } @if !because.is_empty() { ": " (because) } }
                    }
                }
            }
            details {
                summary { "When to go up, and when to go back" }
                p { (programme.chosen.move_up) }
                p { (programme.chosen.step_back) }
                @if programme.chosen.level > 1 {
                    form method="post" action="/prevent/level" {
                        (event_field(app))
                        button.btn.quiet name="level" value=(programme.chosen.level - 1) type="submit" {
                            "Go down to level " (programme.chosen.level - 1)
                        }
                    }
                }
            }
            p.small { a href={ "/learn/" (EXERCISE) } { "How sure this is, and more" } }
        }
    }
}

/// The levels as a path, with the one to exercise at.
fn levels(all: &[ExerciseLevel], programme: &Programme<'_>) -> Markup {
    let mut all: Vec<&ExerciseLevel> = all.iter().collect();
    all.sort_by_key(|level| level.level);
    html! {
        ol.path {
            @for level in all {
                @let here = level.level == programme.level.level;
                li.past[level.level < programme.level.level] aria-current=[here.then_some("step")] {
                    span.number { (level.level) }
                    span { (level.name) @if here { span.vh { ", your level" } } }
                }
            }
        }
    }
}

fn this_week(programme: &Programme<'_>) -> Markup {
    let (done, wanted) = (programme.done_this_week, programme.level.sessions_per_week);
    html! {
        p {
            span.beads aria-hidden="true" { @for place in 0..wanted.max(done) { span.on[place < done] {} } }
            strong { (done) " of " (wanted) } " sessions in the last 7 days"
            @if let Some(week) = programme.week { span.soft { " · week " (week) } }
        }
    }
}

fn move_up<S>(app: &App<S>, up: &ExerciseLevel) -> Markup {
    html! {
        form.act.up method="post" action="/prevent/level" {
            (event_field(app))
            h3 { "You may move up" }
            p { "It has gone well. Level " (up.level) " is next: " (up.name) "." }
            div.go { button.btn name="level" value=(up.level) type="submit" { "Move up to level " (up.level) } }
        }
    }
}

/// To start a session now, or why not and from when; and to log one that was done without the timer.
fn begin<S>(app: &App<S>, present: &Present<'_>, when: &When, programme: &Programme<'_>) -> Markup {
    let now = present.now();
    let Some(treatment) = treatment(present, EXERCISE) else { return html! {} };
    let plan = present.plan();
    let item = plan.items.iter().find(|item| item.treatment.is_some_and(|one| one.id == EXERCISE));
    let may = may(present, treatment, item);
    let busy = running(&now).into_iter().next();
    if let Some(too_early) = too_early(present, when) {
        return too_early;
    }
    html! {
        @match (&may, &busy, session(&now, EXERCISE, None)) {
            (May::Now(_), Some(busy), _) => (one_at_a_time(present, when, busy)),
            (May::Now(room), None, Some(session)) => div.card {
                p { "We lead you through it, move by move, with the counts. You need a mat and a chair." }
                (start_form(app, EXERCISE, &lengths(session.seconds, item, room.most_minutes)))
            },
            (May::Now(_), None, None) => {},
            (May::NotYet { .. }, ..) => p { strong { "Next session: " (when.on(programme.next_on)) } },
            (held, ..) => (notice(NoticeKind::Info, "Not yet", &why(present, when, held.reasons()))),
        }
        @if now.decision.offer(EXERCISE).is_some() {
            details.card.product {
                summary { strong { "I did a session without the timer" } }
                (done_form(app, programme, None, "done"))
            }
        }
    }
}

/// Why training does not start yet, and from when it may, where that can be told; nothing once it has begun.
pub(crate) fn too_early(present: &Present<'_>, when: &When) -> Option<Markup> {
    let now = present.now();
    if in_prevention(&now) {
        return None;
    }
    let relapse = now.guideline().relapses.first()?;
    let so_far = now.number(LOW_PAIN_DAYS).filter(|days| *days >= 1.0);
    let left = |days: f64| (f64::from(relapse.low_pain_days) - days).max(0.0);
    Some(notice(
        NoticeKind::Info,
        "Not yet",
        &html! {
            p { "Training starts when your pain has been " (relapse.low_pain_max) " or less for " (relapse.low_pain_days) " days in a row, and a doctor has looked if a visit was advised." }
            @match so_far {
                Some(days) if left(days) > 0.0 => p { "So far it has been low for " (days) @if days > 1.0 { " days" } @else { " day" } ". Training can start " (when.on(in_days(now.today(), left(days)))) " if it stays low." },
                Some(_) => p { a href="/result" { "See what is still open" } },
                None => p { "Your check-ins count the days." },
            }
        },
    ))
}

#[expect(clippy::cast_possible_truncation, reason = "a few days")]
fn in_days(today: Date, days: f64) -> Date {
    today.saturating_add((days as i64).days())
}

fn exercise(set: &Set<'_>) -> Markup {
    html! {
        details.card.product.move {
            summary { strong { (set.exercise.name) } " " span.soft { (amount(set)) } }
            @if let Some(drawing) = figure(&set.exercise.figure) { (drawing) }
            ol { @for step in &set.exercise.steps { li { (step) } } }
            @if let Some(without) = &set.exercise.without_floor { p.small { "If the floor is hard for you: " (without) } }
        }
    }
}

/// As in "2 to 3 sets of 8 on each side, hold 10 seconds".
fn amount(set: &Set<'_>) -> String {
    let sets = match (set.sets_min, set.sets_max) {
        (1, 1) => String::new(),
        (least, most) if least == most => format!("{most} sets of "),
        (least, most) => format!("{least} to {most} sets of "),
    };
    let times = if sets.is_empty() { if set.repeats == 1 { " time" } else { " times" } } else { "" };
    let sides = if set.dose.each_side { " on each side" } else { "" };
    let hold = set.dose.hold_seconds.map_or(String::new(), |seconds| format!(", hold {seconds} seconds"));
    format!("{sets}{}{times}{sides}{hold}", set.repeats)
}

/// The session is over, or stopped: what was done of it, how hard it was, and the pain.
fn finish<S>(app: &App<S>, standing: &Standing<'_>, programme: &Programme<'_>) -> Markup {
    let going = matches!(standing.progress, Progress::Going { .. });
    html! {
        div data-when-over hidden[going] { (done_form(app, programme, Some(standing), "over")) }
        details.card.product data-until-over hidden[!going] {
            summary { strong { "Stop now and log it" } }
            (done_form(app, programme, Some(standing), "now"))
        }
        (abandon_form(app, standing, "I did not do it"))
    }
}

fn done_form<S>(app: &App<S>, programme: &Programme<'_>, standing: Option<&Standing<'_>>, id: &str) -> Markup {
    html! {
        form.card[standing.is_some() && id == "over"] method="post" action="/prevent/done" {
            (event_field(app))
            input type="hidden" name="level" value=(programme.level.level);
            @if let Some(standing) = standing { input type="hidden" name="session" value=(standing.running.id); }
            fieldset.moves {
                legend { strong { "Which moves did you do?" } }
                @for set in &programme.exercises {
                    label.pick { input type="checkbox" name="exercise" value=(set.exercise.id) checked; span { (set.exercise.name) } }
                }
            }
            (scale("effort", "How hard was the hardest one?", ("easy", "as hard as can be"), true))
            (scale("pain_during", "What was the worst pain during it?", ("none", "the worst"), true))
            div.go { (submit_button("Log it", "", "", false)) }
        }
    }
}

fn walks<S>(app: &App<S>, present: &Present<'_>, when: &When) -> Markup {
    let now = present.now();
    let Some(offer) = now.decision.offer(WALKING) else { return html! {} };
    html! {
        section #walking {
            h2 { "Walking" }
            @match walking(&now, offer.treatment) {
                None => p { "Walks in the plan start a few days after the spasm began." },
                Some(walking) => {
                    p.lead { "Week " (walking.week) ": " (walking.step.say) }
                    @if walking.back {
                        (notice(NoticeKind::Info, "", &html! { p { "Your pain went up after walking. Take the shorter walks for now." } }))
                    }
                    p {
                        span.beads aria-hidden="true" {
                            @for place in 0..walking.step.days_per_week.max(walking.days_this_week) { span.on[place < walking.days_this_week] {} }
                        }
                        strong { (walking.days_this_week) " of " (walking.step.days_per_week) } " days with a walk in the last 7 · "
                        (minutes(walking.step.minutes_min, walking.step.minutes_max))
                    }
                    p { "Next walk: " strong { (when.on(walking.next_on)) } }
                    form method="post" action="/done" {
                        (event_field(app))
                        input type="hidden" name="treatment" value=(WALKING);
                        input type="hidden" name="then" value=(HREF);
                        div.go { (submit_button("I took my walk", "", "", true)) }
                    }
                }
            }
        }
    }
}

fn minutes(least: u32, most: u32) -> String {
    if least < most { format!("{least} to {most} min") } else { span(i64::from(least)) }
}

/// `POST /prevent/done`: a session, led by the timer or not.
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
    let led = sent.get("session").map(|_| session_of(&sent)).transpose()?;
    let event = Event::ExercisesDone { level, exercises, effort, pain_during };
    write(&app, "/prevent/done", &sent, HREF, |present| {
        let now = present.now();
        let standing = running(&now).into_iter().find(|one| Some(one.running.id) == led);
        let ended = standing.map(|one| ended(&one, now.at, None));
        let at = ended.as_ref().and_then(|(at, _)| *at);
        Ok(std::iter::once((at, event.clone())).chain(ended).collect())
    })
    .await
}

/// `POST /prevent/level`: up only when it is time; down whenever the person likes.
pub(crate) async fn choose_level<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let level = level(&sent)?;
    let allowed = |present: &Present<'_>| {
        programme(&present.now()).is_some_and(|programme| {
            let up = programme.may_move_up.is_some_and(|up| up.level == level);
            up || (1..programme.chosen.level).contains(&level)
        })
    };
    let made = attempt(&app, "/prevent/level", &sent, HREF, |present| {
        Ok(if allowed(present) { Ok(vec![(None, Event::LevelChosen { level })]) } else { Err(()) })
    });
    match made.await? {
        Ok(done) => Ok(done),
        Err((present, ())) => Ok(page(&app, &present, StatusCode::CONFLICT, &not_this_level(&present, level))),
    }
}

/// Why a level could not be chosen.
fn not_this_level(present: &Present<'_>, level: u32) -> Markup {
    let now = present.now();
    let programme = programme(&now);
    html! {
        div role="alert" {
            @match &programme {
                Some(one) if one.chosen.level == level => (notice(NoticeKind::Info, "Nothing changed", &html! { p { "You are at level " (level) " already." } })),
                Some(one) => (notice(NoticeKind::Warning, "Not yet", &html! { p { (one.chosen.move_up) } })),
                None => (notice(NoticeKind::Warning, "Not now", &html! { p { "The exercises are not open to you right now. Nothing was changed." } })),
            }
        }
    }
}

fn level(sent: &Sent) -> Result<u32, Trouble> {
    sent.get("level").and_then(|level| level.parse().ok()).ok_or(Trouble::BAD_FORM)
}
