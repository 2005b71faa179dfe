//! The plan for today: a short list with times, done with one tap; what comes first, what goes all day, and what waits.

use crate::App;
use crate::components::{NoticeKind, PlanItem as Line, button_link, level_tag, notice, plan_item, submit_button};
use crate::error::Trouble;
use crate::pages::check::Stretch;
use crate::pages::frame::WORDS;
use crate::pages::medicines::{NAMES_HREF, to_name};
use crate::pages::progress::pain_after;
use crate::pages::result::{note, title};
use crate::pages::session::page_of;
use crate::pages::write::{Posted, event_field, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::{When, span};
use axum::response::{IntoResponse, Redirect, Response};
use easeback_engine::Disposition;
use easeback_episode::{Event, Item, NotYet, Plan, Progress, Shown, felt_worse, running, schedule, to_tell};
use easeback_guideline::{LevelId, Phase, PlanKind, WatchKind};
use easeback_store::EventStore;
use maud::{Markup, html};

/// `GET /today`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    let plan = present.plan();
    match plan.shown {
        Shown::NoEpisode => return Ok(Redirect::to("/").into_response()),
        // A question opened again: after the check-in of today it is asked by itself, else the check-in asks it.
        Shown::NotAtThisLevel(level) if level.id == LevelId::Incomplete && !present.is_unfinished() => {
            let alone = schedule(&present.now()).done_today && present.next_question().is_some();
            let to = if alone { Stretch::Check.href(None) } else { "/check-in".to_owned() };
            return Ok(Redirect::to(&to).into_response());
        }
        Shown::NotAtThisLevel(_) => return Ok(Redirect::to("/result").into_response()),
        _ => {}
    }
    // What stands here rests on a decision, and its window counts from the day on which it was first seen.
    note(&app, &present.known, &present.decision).await;
    let when = present.when();
    let body = html! {
        h1 { "Today" }
        p.soft { (day(&present, &plan)) }
        (how_soon(&present))
        (look_again(&present))
        @if to_name(&present.known).is_some() {
            (notice(NoticeKind::Warning, "Which medicine did your doctor give you?", &html! {
                p { "Until we know it, we suggest no pain medicine. " a href=(NAMES_HREF) { "Look it up by its name" } }
            }))
        }
        (stands(&present, &plan))
        (silent(&present))
        (told(&present))
        (under_way(&present, &when))
        (lines(&app, &when, &plan))
        (all_day(&plan))
        (not_yet(&when, &plan.not_yet))
        (after_last_dose(&app, &present))
        (more(&app, &present, &when))
        section {
            h2 { "Is it over?" }
            p { (button_link("/fine", "My back is fine again", true)) }
        }
    };
    Ok(present.frame().page("Today", "/today", &body))
}

/// The day, and what this time is about. Beside the way to a doctor it would promise too much.
fn day(present: &Present<'_>, plan: &Plan<'_>) -> Markup {
    html! {
        @if plan.day == 0 { "The day it began" } @else { "Day " (plan.day) }
        @if let Some(phase) = phase(present, plan) { ": " (phase.title) }
    }
}

fn phase<'a>(present: &Present<'_>, plan: &Plan<'a>) -> Option<&'a Phase> {
    plan.phase.filter(|_| present.decision.disposition == Disposition::HomeCare)
}

/// Pain was noted that is worse than at the last check-in.
pub(crate) fn look_again(present: &Present<'_>) -> Markup {
    let worse = felt_worse(&present.now()) && present.decision.disposition != Disposition::EmergencyNow;
    html! {
        @if worse {
            (notice(NoticeKind::Warning, "Look again first", &html! {
                p { "The pain that you logged is worse than at your last check-in. Go through the warning signs now." }
                (button_link("/check-in", "Check in now", false))
            }))
        }
    }
}

/// How the pain is after the last dose, where that is still to be told.
fn after_last_dose<S>(app: &App<S>, present: &Present<'_>) -> Markup {
    let last = present.known.log.doses.iter().rev().find(|dose| dose.stands);
    html! { @if let Some(dose) = last { (pain_after(app, present, dose)) } }
}

/// How soon and whom to see, where that is more than care at home.
fn how_soon(present: &Present<'_>) -> Markup {
    let disposition = present.decision.disposition;
    html! {
        @if disposition != Disposition::HomeCare {
            div.how-soon {
                (level_tag(disposition.level().word(), WORDS))
                p { strong { (title(present.engine.guideline(), disposition)) } " " a href="/result" { "See why, and what to do" } }
            }
        }
    }
}

/// For somebody who has not been heard from: that we noticed, and the signs that need help at once.
fn silent(present: &Present<'_>) -> Markup {
    let now = present.now();
    let silent = schedule(&now).silent;
    let signs = present.decision.safety_net.iter().filter(|sign| sign.kind == WatchKind::Emergency);
    html! {
        @if let Some(missed) = silent {
            (notice(NoticeKind::Warning, "", &html! {
                p { (missed.say) }
                @if missed.with_emergency_list { ul { @for sign in signs { li { (sign.say) } } } }
            }))
        }
    }
}

/// What the phase is about, or why there is no plan.
fn stands(present: &Present<'_>, plan: &Plan<'_>) -> Markup {
    let warning = |say: &str, go: Markup| notice(NoticeKind::Warning, "", &html! { p { (say) } (go) });
    html! {
        @match plan.shown {
            Shown::Expired(missed) => (warning(&missed.expired, button_link("/check-in", "Check in now", false))),
            Shown::Relapsed(relapse) => (warning(&relapse.say, html! {
                form method="post" action="/start" { (submit_button("Start the check", "", "", false)) }
            })),
            Shown::Instead(instead) => p.lead { (instead) },
            Shown::Ended(escalation) => (warning(&escalation.say, html! {})),
            _ => @if let Some(phase) = phase(present, plan) { p { (phase.say) } },
        }
    }
}

/// What a check-in has found that leads somewhere.
fn told(present: &Present<'_>) -> Markup {
    let now = present.now();
    let told = to_tell(&now);
    html! {
        @for escalation in told.iter().map(|one| one.escalation).filter(|escalation| !escalation.ends_plan) {
            (notice(if escalation.firm { NoticeKind::Warning } else { NoticeKind::Info }, "", &html! {
                p { (escalation.say) }
            }))
        }
    }
}

/// Sessions that run, or were forgotten.
fn under_way(present: &Present<'_>, when: &When) -> Markup {
    let now = present.now();
    html! {
        @for one in running(&now) {
            @let treatment = now.guideline().treatment(&one.running.treatment);
            @if let Some(treatment) = treatment {
                @let page = page_of(treatment).unwrap_or_else(|| "/prevent".to_owned());
                div.card {
                    p { strong { (treatment.name) } " "
                        @match one.progress {
                            Progress::Going { .. } => { "is on until " (when.time(one.ends_at)) },
                            Progress::Over | Progress::Forgotten => { "is over" },
                        }
                    }
                    p { (button_link(&page, if one.ask.is_some() { "Say how it went" } else { "Go to the timer" }, true)) }
                }
            }
        }
    }
}

fn lines<S>(app: &App<S>, when: &When, plan: &Plan<'_>) -> Markup {
    let timed = |item: &&Item<'_>| !matches!(item.line.kind, PlanKind::AllDay);
    let items: Vec<&Item<'_>> = plan.items.iter().filter(timed).collect();
    html! {
        @if !items.is_empty() {
            section.today {
                h2 { "Your list" }
                @for item in items { (line(app, when, item)) }
            }
        }
    }
}

/// The first thing on the list that is not done yet.
pub(crate) fn next<S>(app: &App<S>, when: &When, plan: &Plan<'_>) -> Option<Markup> {
    let is_next = |item: &&Item<'_>| {
        !item.is_done() && !matches!(item.line.kind, PlanKind::AllDay | PlanKind::CheckIn | PlanKind::AskPharmacist)
    };
    plan.items.iter().find(is_next).map(|item| line(app, when, item))
}

fn line<S>(app: &App<S>, when: &When, item: &Item<'_>) -> Markup {
    let name = item.treatment.map_or_else(|| item.say(), |treatment| treatment.name.as_str());
    let time = time(when, item);
    let page = item.treatment.and_then(|treatment| Some(format!("{}#{}", page_of(treatment)?, treatment.id)));
    let href = page.unwrap_or_default();
    let shown = Line { time: &time, name, href: &href, detail: &detail(item), done: item.is_done() };
    plan_item(&shown, &action(app, when, item), WORDS)
}

/// When it is to be done, where it has a time.
fn time(when: &When, item: &Item<'_>) -> String {
    match (item.by, item.line.kind) {
        _ if item.is_done() => String::new(),
        (Some(by), _) => format!("by {}", when.on(by)),
        (None, PlanKind::Session | PlanKind::Hourly | PlanKind::Dose | PlanKind::Walk | PlanKind::Exercises) => {
            if item.at <= when.now { "now".to_owned() } else { when.at(item.at) }
        }
        (None, PlanKind::CheckIn) if item.at > when.now => when.at(item.at),
        _ => String::new(),
    }
}

fn detail(item: &Item<'_>) -> String {
    let mut parts = Vec::new();
    if item.treatment.is_some() {
        parts.push(item.say().to_owned());
    }
    // Why a visit is advised stands above; here the first reason is enough.
    let words = if item.line.kind == PlanKind::Visit { 1 } else { item.words.len() };
    parts.extend(item.words.iter().take(words).map(|words| (*words).to_owned()));
    match item.minutes {
        Some((least, most)) if least < most => parts.push(format!("{least} to {most} min.")),
        Some((least, _)) => parts.push(format!("{}.", span(i64::from(least)))),
        None => {}
    }
    if let Some(left) = item.left_today.filter(|left| *left > 0 && !item.done_by.is_empty() && !item.waits) {
        parts.push(format!("{left} more today."));
    }
    if let Some(mg) = item.mg {
        parts.push(format!("At most {mg} mg now."));
    }
    parts.join(" ")
}

/// The one tap that goes with a line.
fn action<S>(app: &App<S>, when: &When, item: &Item<'_>) -> Markup {
    let link = |href: &str, label: &str| html! { a.btn.quiet href=(href) { (label) } };
    match (item.line.kind, item.treatment) {
        (PlanKind::CheckIn, _) => link("/check-in", "Check in"),
        (PlanKind::Visit, _) => link("/doctor", "I was there"),
        (PlanKind::NewCheck, _) => html! {
            form method="post" action="/start" { (submit_button("Start", "", "", true)) }
        },
        (PlanKind::Dose, _) => link("/medicines", "Take"),
        (PlanKind::Exercises, _) => link("/prevent", "Start"),
        (_, Some(_)) if item.from > when.now => html! {},
        (PlanKind::Session, Some(treatment)) => match page_of(treatment) {
            Some(page) => link(&format!("{page}#{}", treatment.id), "Start"),
            None => done(app, &treatment.id),
        },
        (PlanKind::Hourly | PlanKind::Walk, Some(treatment)) => done(app, &treatment.id),
        _ => html! {},
    }
}

fn done<S>(app: &App<S>, treatment: &str) -> Markup {
    html! {
        form method="post" action="/done" {
            (event_field(app))
            input type="hidden" name="treatment" value=(treatment);
            (submit_button("Done", "", "", true))
        }
    }
}

fn all_day(plan: &Plan<'_>) -> Markup {
    let items: Vec<&Item<'_>> = plan.items.iter().filter(|item| item.line.kind == PlanKind::AllDay).collect();
    html! {
        @if !items.is_empty() {
            section {
                h2 { "All day" }
                ul {
                    @for item in items {
                        li { (item.say()) @for limit in &item.limits { " " (limit.say) } }
                    }
                }
            }
        }
    }
}

fn not_yet(when: &When, list: &[NotYet<'_>]) -> Markup {
    html! {
        @if !list.is_empty() {
            section {
                h2 { "Not yet" }
                @for one in list {
                    p { strong { (one.treatment.name) } ": from " (when.at(one.from)) " (in " (when.until(one.from)) "). "
                        @for why in &one.why_not { (why) " " } }
                }
            }
        }
    }
}

/// What can be told at any time, and the way to the rest.
fn more<S>(app: &App<S>, present: &Present<'_>, when: &When) -> Markup {
    let today = when.date(when.now);
    let rested = present.known.log.rest.get(&today);
    html! {
        section {
            h2 { "Add to your log" }
            @if rested.is_none() {
                form.row method="post" action="/rest" {
                    (event_field(app))
                    p { "Did you lie down for more than half of your waking time today?" }
                    button.btn.quiet name="mostly_lying" value="yes" type="submit" { "Yes" }
                    button.btn.quiet name="mostly_lying" value="no" type="submit" { "No" }
                }
            }
            ul.links {
                li { a href="/check-in" { "Something changed: check in now" } }
                li { a href="/medicines" { "I took a medicine" } }
                li { a href="/doctor" { "A doctor or pharmacist told me something" } }
                li { a href="/harm" { "Something made it worse, or I got a bad reaction" } }
                li { a href="/log" { "Everything in my log" } }
                li { a href="/result#held" { "Everything held back for me, and why" } }
            }
        }
    }
}

/// `POST /rest`: whether today was spent mostly lying down.
pub(crate) async fn rest<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let mostly_lying = match sent.get("mostly_lying") {
        Some("yes") => true,
        Some("no") => false,
        _ => return Err(Trouble::BAD_FORM),
    };
    write(&app, "/rest", &sent, "/today", |present| {
        let when = present.when();
        Ok(vec![(None, Event::RestLogged { date: when.date(when.now), mostly_lying })])
    })
    .await
}
