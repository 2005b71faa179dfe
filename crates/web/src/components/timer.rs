//! A session with a clock: the time that is left, the step that is on, and the end.
//!
//! The server writes the time that is left when the page is made, and the instants of start and end. `assets/session.js`
//! takes over from there and counts to the end by the server's clock, so a page that slept, was reloaded or has a wrong
//! clock of its own shows the right time. Without JavaScript the page says when the session ends and which step is on, and
//! is asked for again when the next one begins, by its [`reload`].

use super::Words;
use crate::figures::{REGIONS, body_map, figure, icon};
use maud::{Markup, html};

/// The region of a cue that means the whole body.
const WHOLE_BODY: &str = "whole_body";

/// From so many letters on a step is set smaller.
const LONG: usize = 120;

/// A running session. Instants are milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct Timer<'a> {
    /// What it is, as in "Warm pack".
    pub name: &'a str,
    /// When the page was made.
    pub now_ms: i64,
    /// When the session began.
    pub start_ms: i64,
    /// When it ends.
    pub end_ms: i64,
    /// The end as a clock shows it, as in "3:45 pm".
    pub ends_at: &'a str,
    /// What is said once it is over.
    pub over: &'a str,
    /// What to do when, in order; may be empty.
    pub cues: &'a [Cue<'a>],
    /// Whether the cues lead through it, one after the other. Otherwise each stands there all the time.
    pub led: bool,
}

/// A step of a session.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cue<'a> {
    /// Seconds from the start of the session.
    pub at_seconds: u32,
    /// What it belongs to, as in the name of an exercise; may be empty.
    pub name: &'a str,
    /// What to do, as it is shown and read aloud.
    pub say: &'a str,
    /// A region of the body map that is lit with it; may be empty.
    pub region: &'a str,
    /// The figure beside it; may be empty.
    pub figure: &'a str,
}

impl<'a> Timer<'a> {
    /// Whole seconds that are left, rounded up; 0 once it is over.
    pub fn seconds_left(&self) -> i64 {
        (self.end_ms - self.now_ms).max(0).div_euclid(1000) + i64::from((self.end_ms - self.now_ms).max(0) % 1000 > 0)
    }

    fn elapsed(&self) -> i64 {
        (self.now_ms - self.start_ms) / 1000
    }

    /// The step that is on; the last one once it is over.
    fn current(&self) -> Option<usize> {
        self.cues.iter().rposition(|cue| i64::from(cue.at_seconds) <= self.elapsed())
    }

    /// Seconds until the next step.
    fn next_step(&self) -> Option<i64> {
        let ahead = self.cues.iter().map(|cue| i64::from(cue.at_seconds) - self.elapsed()).find(|ahead| *ahead > 0);
        ahead.filter(|_| self.led)
    }

    /// The figures of the steps, each once.
    fn figures(&self) -> Vec<&'a str> {
        let mut all: Vec<&str> = Vec::new();
        for cue in self.cues.iter().filter(|cue| !cue.figure.is_empty()) {
            if !all.contains(&cue.figure) {
                all.push(cue.figure);
            }
        }
        all
    }
}

/// The clock of a session, its steps, and the words for its end.
pub fn timer(timer: &Timer<'_>, words: &Words<'_>) -> Markup {
    let left = timer.seconds_left();
    let total = ((timer.end_ms - timer.start_ms) / 1000).max(1);
    html! {
        section.session data-timer data-now=(timer.now_ms) data-start=(timer.start_ms) data-end=(timer.end_ms) {
            (stage(timer))
            div data-running hidden[left == 0] {
                (steps(timer, left > 0))
                p.timer aria-hidden="true" data-left { (clock(left)) }
                progress max=(total) value=((total - left).max(0)) aria-label=(timer.name) data-done-part {}
                p.soft.center { (words.ends_at) " " strong.number { (timer.ends_at) } }
            }
            div data-over hidden[left > 0] { p.lead.center { (icon("check")) (timer.over) } }
            p.vh role="status" data-said {}
            div.row data-comfort hidden {
                button.btn.quiet type="button" data-sound aria-pressed="false" { (icon("bell")) (words.sound_at_the_end) }
                @if timer.led {
                    button.btn.quiet type="button" data-speak aria-pressed="false" hidden { (icon("voice")) (words.read_aloud) }
                }
            }
        }
    }
}

/// The picture of the step that is on: the body with its region lit, or the figure of the move.
fn stage(timer: &Timer<'_>) -> Markup {
    let current = timer.current().and_then(|place| timer.cues.get(place)).copied().unwrap_or_default();
    let lit: &[&str] = if current.region == WHOLE_BODY { REGIONS } else { &[current.region] };
    html! {
        @if timer.cues.iter().any(|cue| !cue.region.is_empty()) { (body_map(lit, "region-")) }
        @for id in timer.figures() {
            @if let Some(drawing) = figure(id) { div data-figure=(id) hidden[id != current.figure] { (drawing) } }
        }
    }
}

fn steps(timer: &Timer<'_>, running: bool) -> Markup {
    let current = timer.current();
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    html! {
        @if !timer.cues.is_empty() {
            ol.cues.led[timer.led] {
                @for (place, cue) in timer.cues.iter().enumerate() {
                    @let on = current == Some(place) && running;
                    li.long[cue.say.len() > LONG] data-at=(cue.at_seconds) data-region=[filled(cue.region)] data-picture=[filled(cue.figure)]
                        aria-current=[on.then_some("step")] hidden[timer.led && !on] {
                        @if !cue.name.is_empty() { span.small.soft { (cue.name) } " " }
                        span data-say { (cue.say) }
                    }
                }
            }
        }
    }
}

/// For the head of a page with a running session: without JavaScript it is asked for again as often as makes sense.
pub fn reload(timer: &Timer<'_>) -> Markup {
    let next = timer.next_step().unwrap_or(60).min(timer.seconds_left());
    html! {
        @if timer.seconds_left() > 0 { noscript { meta http-equiv="refresh" content=(next.clamp(3, 60)); } }
    }
}

/// Minutes and seconds, as in "24:05".
fn clock(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUES: &[Cue<'_>] = &[
        Cue { at_seconds: 0, name: "", say: "Lie down.", region: "", figure: "" },
        Cue { at_seconds: 60, name: "", say: "Curl your toes.", region: "feet", figure: "" },
    ];

    fn running(now_ms: i64) -> Timer<'static> {
        let over = "Take the pack off.";
        Timer {
            name: "Warm pack",
            now_ms,
            start_ms: 1_000_000,
            end_ms: 2_200_000,
            ends_at: "3:45 pm",
            over,
            cues: CUES,
            led: true,
        }
    }

    #[test]
    fn the_time_that_is_left_stands_there_without_a_script() {
        let text = timer(&running(1_000_500), &Words::ENGLISH).into_string();
        assert!(text.contains(">20:00<"), "{text}");
        assert!(text.contains("3:45 pm"));
        assert_eq!(running(1_000_500).seconds_left(), 1200);
        assert_eq!(running(2_199_999).seconds_left(), 1);
    }

    #[test]
    fn the_step_that_is_on_is_the_only_one_in_view_and_lights_its_region() {
        let at = |now| timer(&running(now), &Words::ENGLISH).into_string();
        let first = at(1_059_999);
        assert!(first.contains("aria-current=\"step\"><span data-say>Lie down."), "{first}");
        assert!(first.contains("data-region=\"feet\" hidden>"));
        assert!(!first.contains("class=\"region hs on"));
        let second = at(1_060_000);
        assert!(second.contains("aria-current=\"step\"><span data-say>Curl your toes."));
        assert!(second.contains("data-at=\"0\" hidden>"));
        assert_eq!(second.matches("class=\"region hs on").count(), 2, "the feet, from the front and from behind");
    }

    #[test]
    fn what_does_not_lead_stands_there_all_the_time() {
        let cues = [Cue { at_seconds: 600, say: "Look at the skin.", ..Cue::default() }];
        let text = timer(&Timer { cues: &cues, led: false, ..running(1_000_000) }, &Words::ENGLISH).into_string();
        assert!(text.contains("Look at the skin.") && !text.contains("data-at=\"600\" hidden"));
    }

    #[test]
    fn once_over_it_says_what_to_do_and_asks_no_more() {
        let over = running(9_000_000);
        let text = timer(&over, &Words::ENGLISH).into_string();
        assert!(text.contains("data-running hidden"));
        assert!(!text.contains("data-over hidden"));
        assert!(reload(&over).into_string().is_empty());
        assert!(reload(&running(1_000_000)).into_string().contains("content=\"60\""));
        assert!(reload(&running(1_050_000)).into_string().contains("content=\"10\""), "when the next step begins");
    }
}
