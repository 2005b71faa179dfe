//! A session that runs, or is over and waits to be logged.

use crate::App;
use crate::assets::session_script;
use crate::components::{Cue, NoticeKind, Timer, notice, reload, submit_button, timer as clock};
use crate::figures::figure;
use crate::pages::frame::WORDS;
use crate::pages::result::picture;
use crate::pages::write::{event_field, pain_field};
use crate::present::Present;
use crate::when::When;
use easeback_episode::{Progress, Standing, session};
use maud::{Markup, html};

/// What stands in the head of the page, and on it; `finish` is how it is ended or given up.
pub(crate) fn under_way(
    present: &Present<'_>,
    when: &When,
    standing: &Standing<'_>,
    finish: &Markup,
) -> (Markup, Markup) {
    let now = present.now();
    let run = standing.running;
    let name = now.guideline().treatment(&run.treatment).map_or("", |treatment| treatment.name.as_str());
    let script = session(&now, &run.treatment, run.part.as_deref());
    let cues: Vec<Cue<'_>> = script.iter().flat_map(|script| &script.cues).map(shown).collect();
    let led = script.is_some_and(|script| script.cues.iter().any(|cue| cue.seconds > 0));
    let over = format!("{name}: the time is up.");
    let clock_of = Timer {
        name,
        now_ms: now.at.as_millisecond(),
        start_ms: run.started_at.as_millisecond(),
        end_ms: standing.ends_at.as_millisecond(),
        ends_at: &when.time(standing.ends_at),
        over: &over,
        cues: &cues,
        led,
    };
    let head = html! {
        (reload(&clock_of))
        script src=(session_script()) defer {}
    };
    let body = html! {
        h1 { (name) }
        @if !led && let Some(drawing) = figure(picture(&run.treatment)) { (drawing) }
        (clock(&clock_of, WORDS))
        @if let Some(ask) = standing.ask { (notice(NoticeKind::Info, "", &html! { p { (ask) } })) }
        (finish)
    };
    (head, body)
}

/// A step as the timer shows it. What has a figure is a move with a name; what has a name alone is a region of the body.
fn shown<'a>(cue: &easeback_episode::Cue<'a>) -> Cue<'a> {
    let name = cue.name.unwrap_or_default();
    let (name, region) = if cue.figure.is_some() { (name, "") } else { ("", name) };
    Cue { at_seconds: cue.from, name, say: cue.say, region, figure: cue.figure.unwrap_or_default() }
}

/// To log it, for no longer than it was meant to last, or to say that it was not done.
pub(crate) fn finish_forms<S>(app: &App<S>, standing: &Standing<'_>) -> Markup {
    let going = matches!(standing.progress, Progress::Going { .. });
    let id = standing.running.id;
    html! {
        form.card method="post" action="/session/end" data-when-over hidden[going] {
            h2 { "Log it" }
            (event_field(app))
            input type="hidden" name="session" value=(id);
            (pain_field("pain_after", "How bad is the pain now? You may leave this out."))
            div.go { (submit_button("I did it: log it", "", "", false)) }
        }
        form method="post" action="/session/end" data-until-over hidden[!going] {
            (event_field(app))
            input type="hidden" name="session" value=(id);
            div.go { (submit_button("Stop now and log it", "", "", true)) }
        }
        (abandon_form(app, standing, "I did not do it"))
    }
}

/// To say that it was not done.
pub(crate) fn abandon_form<S>(app: &App<S>, standing: &Standing<'_>, label: &str) -> Markup {
    html! {
        form.center method="post" action="/session/abandon" {
            (event_field(app))
            input type="hidden" name="session" value=(standing.running.id);
            button.plain type="submit" { (label) }
        }
    }
}
