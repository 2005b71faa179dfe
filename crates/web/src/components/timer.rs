//! A session with a clock: the time that is left, the step that is on, and the end.
//!
//! The server writes the time that is left when the page is made, and the instants of start and end. `assets/session.js`
//! takes over from there and counts to the end by the server's clock, so a page that slept, was reloaded or has a wrong
//! clock of its own shows the right time. Without JavaScript the page says when the session ends, and is asked for again
//! from time to time by its [`reload`].

use super::Words;
use crate::figures::icon;
use maud::{Markup, html};

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
}

/// A step of a session.
#[derive(Debug, Clone, Copy)]
pub struct Cue<'a> {
    /// Seconds from the start of the session.
    pub at_seconds: u32,
    /// What to do, as it is shown and read aloud.
    pub say: &'a str,
    /// A region of the body map that is lit with it; may be empty.
    pub region: &'a str,
}

impl Timer<'_> {
    /// Whole seconds that are left, rounded up; 0 once it is over.
    pub fn seconds_left(&self) -> i64 {
        (self.end_ms - self.now_ms).max(0).div_euclid(1000) + i64::from((self.end_ms - self.now_ms).max(0) % 1000 > 0)
    }

    /// The step that is on; the last one once it is over.
    fn current(&self) -> Option<usize> {
        let elapsed = (self.now_ms - self.start_ms) / 1000;
        self.cues.iter().rposition(|cue| i64::from(cue.at_seconds) <= elapsed)
    }
}

/// The clock of a session, its steps, and the words for its end.
pub fn timer(timer: &Timer<'_>, words: &Words<'_>) -> Markup {
    let left = timer.seconds_left();
    let total = ((timer.end_ms - timer.start_ms) / 1000).max(1);
    let current = timer.current();
    html! {
        section.session data-timer data-now=(timer.now_ms) data-start=(timer.start_ms) data-end=(timer.end_ms) {
            div data-running hidden[left == 0] {
                p.timer aria-hidden="true" data-left { (clock(left)) }
                progress max=(total) value=((total - left).max(0)) aria-label=(timer.name) data-done-part {}
                p.soft.center { (words.ends_at) " " strong.number { (timer.ends_at) } }
            }
            div data-over hidden[left > 0] { p.lead.center { (icon("check")) (timer.over) } }
            p.vh role="status" data-said {}
            @if !timer.cues.is_empty() {
                ol.cues {
                    @for (place, cue) in timer.cues.iter().enumerate() {
                        li data-at=(cue.at_seconds) data-region=[(!cue.region.is_empty()).then_some(cue.region)]
                            aria-current=[(current == Some(place) && left > 0).then_some("step")] { (cue.say) }
                    }
                }
            }
            div.row data-comfort hidden {
                button.btn.quiet type="button" data-sound aria-pressed="false" { (icon("bell")) (words.sound_at_the_end) }
                @if !timer.cues.is_empty() {
                    button.btn.quiet type="button" data-speak aria-pressed="false" hidden { (icon("voice")) (words.read_aloud) }
                }
            }
        }
    }
}

/// For the head of a page with a running session: without JavaScript it is asked for again as often as makes sense.
pub fn reload(timer: &Timer<'_>) -> Markup {
    let seconds = timer.seconds_left().clamp(5, 60);
    html! {
        @if timer.seconds_left() > 0 { noscript { meta http-equiv="refresh" content=(seconds); } }
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
        Cue { at_seconds: 0, say: "Lie down.", region: "" },
        Cue { at_seconds: 60, say: "Curl your toes.", region: "feet" },
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
    fn the_step_that_is_on_is_marked() {
        let at = |now| timer(&running(now), &Words::ENGLISH).into_string();
        assert!(at(1_059_999).contains("aria-current=\"step\">Lie down."));
        assert!(at(1_060_000).contains("aria-current=\"step\">Curl your toes."));
    }

    #[test]
    fn once_over_it_says_what_to_do_and_asks_no_more() {
        let over = running(9_000_000);
        let text = timer(&over, &Words::ENGLISH).into_string();
        assert!(text.contains("data-running hidden"));
        assert!(!text.contains("data-over hidden"));
        assert!(reload(&over).into_string().is_empty());
        assert!(reload(&running(1_000_000)).into_string().contains("content=\"60\""));
    }
}
