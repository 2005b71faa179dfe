//! How it is going: pain over time beside the published course, what helped, steps on the way, and earlier spasms.

use crate::App;
use crate::components::{
    Chart, Line, Moment, NoticeKind, Reading, Row, button_link, chart, empty_state, notice, submit_button,
};
use crate::error::Trouble;
use crate::pages::check_in::is_news;
use crate::pages::frame::WORDS;
use crate::pages::today::look_again;
use crate::pages::write::{Posted, event_field, lead, number, pain_field, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::When;
use axum::response::Response;
use easeback_episode::{
    Dose, Episode, EpisodeError, Event, EventId, Expected, expected, helped, milestones, pain_by_day, spasms,
};
use easeback_guideline::MilestoneKind;
use easeback_store::EventStore;
use jiff::Timestamp;
use maud::{Markup, html};

/// The chart reaches at least so many days, so that there is something ahead to look at.
const DAYS_SHOWN_MIN: i64 = 21;

/// The field with the dose that a pain came after.
const AFTER: &str = "after";

/// `GET /progress`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    let when = present.when();
    let now = present.now();
    let body = html! {
        h1 { "How it is going" }
        @match now.episode() {
            Some(episode) => {
                (look_again(&present))
                (pain_now(&app))
                (course(&present, &when, episode))
                (what_helped(&present))
                (steps(&present, &when))
            }
            None => (empty_state("", "Nothing to show yet", "Once you look after a spasm here, this page shows how it goes.",
                &button_link("/", "Start the check", false))),
        }
        (earlier(&present, &when))
        ul.links {
            li { a href="/report" { "A page for the doctor" } }
            li { a href="/learn/course" { "How it usually goes" } }
        }
    };
    Ok(present.frame().page("How it is going", "/progress", &body))
}

fn pain_now<S>(app: &App<S>) -> Markup {
    html! {
        form.card method="post" action="/pain" {
            (event_field(app))
            (pain_field("pain", "How bad is the pain right now?"))
            (submit_button("Log it", "", "", true))
        }
    }
}

/// `POST /pain`; with `after`, of a dose: how it is after that.
pub(crate) async fn pain<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let pain = number(&sent, "pain")?.ok_or(Trouble::BAD_FORM)?;
    let after: Option<EventId> =
        sent.get(AFTER).map(str::parse).transpose().map_err(|_: EpisodeError| Trouble::BAD_FORM)?;
    let then = if after.is_some() { "/medicines" } else { "/progress" };
    let written = write(&app, "/pain", &sent, then, |present| {
        let doses = &present.known.log.doses;
        if after.is_some_and(|id| !doses.iter().any(|dose| dose.id == id && dose.stands)) {
            return Err(Trouble::BAD_FORM);
        }
        Ok(vec![(None, Event::PainFelt { pain, after })])
    });
    let written = written.await?;
    let after = app.present().await?;
    let shown = after.known.episode().and_then(|episode| episode.decisions.last());
    // Pain can be so bad that a doctor should know of it.
    let news = after.known.episode().is_some() && is_news(shown, &after.decision);
    Ok(if news { lead("/result", &sent) } else { written })
}

/// Under a dose of the last hours: how the pain is now, once.
pub(crate) fn pain_after<S>(app: &App<S>, present: &Present<'_>, dose: &Dose) -> Markup {
    let noted = present.known.log.pains.iter().rev().find(|pain| pain.after == Some(dose.id));
    let hours = present.engine.guideline().log_number("pain_after_hours").unwrap_or(0.0);
    let recent = present.known.now.duration_since(dose.at).as_secs_f64() <= hours * 3600.0;
    html! {
        @if let Some(pain) = noted { span.small.soft { "Pain after it: " (pain.pain) " of 10" } }
        @else if recent {
            details.fold-away {
                summary { "How is the pain now, after " (dose.name) "?" }
                form method="post" action="/pain" {
                    (event_field(app))
                    input type="hidden" name=(AFTER) value=(dose.id);
                    (pain_field("pain", "How bad is the pain now?"))
                    (submit_button("Log it", "", "", true))
                }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of one spasm")]
fn course(present: &Present<'_>, when: &When, episode: &Episode) -> Markup {
    let now = present.now();
    let days = pain_by_day(&now, episode);
    let Some(last) = days.last() else {
        return html! { p { "No pain is in your log yet. Log it above, or at a check-in." } };
    };
    let last_day = last.day.max(DAYS_SHOWN_MIN);
    let dates: Vec<String> = days.iter().map(|day| when.on(day.date)).collect();
    let notes: Vec<String> = days
        .iter()
        .map(|day| if day.readings > 1 { format!("worst of {}", day.readings) } else { String::new() })
        .collect();
    let pain: Vec<Reading<'_>> = days
        .iter()
        .zip(dates.iter().zip(&notes))
        .map(|(day, (date, note))| Reading { day: day.day as f64, pain: day.worst, date, note })
        .collect();
    let others = expected(&now, last_day);
    let points = |value: fn(&Expected) -> Option<f64>| -> Vec<(f64, f64)> {
        let days = others.iter().flat_map(|(_, days)| days);
        days.filter_map(|day| Some((day.day as f64, value(day)?))).collect()
    };
    let mean = points(|day| Some(day.mean));
    let lines = [Line { label: "Average of many people", points: &mean }];
    let marked: Vec<(f64, String)> = milestones(&now)
        .into_iter()
        .filter(|step| step.milestone.kind == MilestoneKind::Day)
        .map(|step| (step.milestone.value, format!("Day {}", step.milestone.value)))
        .collect();
    let moments: Vec<Moment<'_>> = marked.iter().map(|(day, label)| Moment { day: *day, label }).collect();
    let day_of = |at: Timestamp| at.duration_since(episode.started_at).as_secs_f64() / 86_400.0;
    let doses: Vec<f64> = present
        .known
        .log
        .doses
        .iter()
        .filter(|dose| dose.stands && episode.holds(dose.at))
        .map(|dose| day_of(dose.at))
        .collect();
    let sessions: Vec<f64> =
        present.known.log.uses.iter().filter(|one| episode.holds(one.at)).map(|one| day_of(one.at)).collect();
    let rows: Vec<Row<'_>> = [("Medicines", &doses), ("Warmth, rest, moves", &sessions)]
        .into_iter()
        .filter(|(_, days)| !days.is_empty())
        .map(|(label, days)| Row { label, days })
        .collect();
    let first = days.first().map_or(0.0, |day| day.worst);
    let description = format!("It was {first} on the first day and {} on the last, of 10.", last.worst);
    let drawing = Chart {
        id: "pain",
        title: "The worst pain of each day",
        description: &description,
        last_day: last_day as f64,
        pain: &pain,
        others: if mean.is_empty() { &[] } else { &lines },
        moments: &moments,
        rows: &rows,
        own: "You",
        axes: ["Pain, 0 to 10", "Days"],
    };
    html! {
        (chart(&drawing, WORDS))
        @if let Some((course, _)) = &others {
            p { (course.says) " Your own course may be quicker or slower." }
        }
    }
}

fn what_helped(present: &Present<'_>) -> Markup {
    let now = present.now();
    let list = helped(&now);
    let rule = now.guideline().help_rules.first();
    html! {
        @if let Some(rule) = rule.filter(|_| !list.is_empty()) {
            section {
                h2 { "What helped" }
                table {
                    thead { tr { th scope="col" { "What" } th.number scope="col" { "Times" } th scope="col" { "Pain after it" } } }
                    tbody {
                        @for one in &list {
                            tr {
                                th scope="row" { (now.guideline().treatment(&one.what).map_or(one.what.as_str(), |treatment| treatment.name.as_str())) }
                                td.number { (one.times) }
                                td { (one.verdict.say(rule)) }
                            }
                        }
                    }
                }
                p.small.soft { (rule.say_honest) }
            }
        }
    }
}

fn steps(present: &Present<'_>, when: &When) -> Markup {
    let now = present.now();
    let reached: Vec<_> = milestones(&now).into_iter().filter_map(|step| Some((step.milestone, step.on?))).collect();
    html! {
        @if !reached.is_empty() {
            section {
                h2 { "Steps on the way" }
                ul.lines { @for (milestone, on) in reached { li { span { (milestone.say) } span.soft { (when.on(on)) } } } }
            }
        }
    }
}

fn earlier(present: &Present<'_>, when: &When) -> Markup {
    let now = present.now();
    let all = spasms(&now);
    html! {
        @if all.len() > 1 {
            section {
                h2 { "Your spasms" }
                table {
                    thead { tr { th scope="col" { "Began" } th.number scope="col" { "Worst pain" } th.number scope="col" { "Days to little pain" } th.number scope="col" { "Days with a medicine" } } }
                    tbody {
                        @for spasm in &all {
                            tr {
                                th scope="row" { (when.on(spasm.from)) }
                                td.number { @match spasm.worst { Some(worst) => (worst), None => "–" } }
                                td.number { @match spasm.days_to_low { Some(days) => (days), None => "–" } }
                                td.number { (spasm.medicine_days) }
                            }
                        }
                    }
                }
                (notice(NoticeKind::Info, "", &html! { p { "A few spasms are too few to see a rule in them." } }))
            }
        }
    }
}
