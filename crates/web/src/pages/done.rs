//! What was written down just now: a word on the page that a form leads to, and the way to take it back.
//!
//! There is one such word for all pages. The address names the event by its id, which tells nothing about anybody; the
//! page finds it in the person's own log. Whoever opens that address later, or looks at another log, finds no word.
//! That settings were saved, or that a form wrote nothing, is said as often as its address is opened. No word stands
//! beside the way to help in an emergency.

use crate::components::{NoticeKind, notice};
use crate::known::Known;
use crate::pages::history::says;
use crate::when::When;
use axum::extract::Query;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_episode::{Event, EventId, Recorded};
use easeback_guideline::Guideline;
use jiff::SignedDuration;
use maud::{Markup, html};
use std::fmt::Display;

/// The field of an address that names what was done.
const DONE: &str = "done";

/// What stands there for what needs no way back, such as a setting.
const SAVED: &str = "saved";

/// What stands there for a form that wrote nothing.
const NOTHING: &str = "nothing";

/// The field of a form that names the page it stands on, to come back to.
pub(crate) const PAGE: &str = "page";

/// For how long it is news.
const JUST_NOW: SignedDuration = SignedDuration::from_mins(2);

/// What an address says was done, and on which page.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    what: What,
    page: String,
    /// The id of the event that takes it back.
    undo: EventId,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Event(EventId),
    Saved,
    Nothing,
}

/// A word on what was done.
pub(crate) struct Word {
    /// In a word.
    pub(crate) title: &'static str,
    pub(crate) body: Markup,
}

impl Done {
    /// What an address says was done, if it says so.
    pub(crate) fn of(uri: &Uri, undo: impl FnOnce() -> EventId) -> Option<Self> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
        let (_, value) = pairs.into_iter().find(|(name, _)| name == DONE)?;
        let what = match value.as_str() {
            SAVED => What::Saved,
            NOTHING => What::Nothing,
            id => What::Event(id.parse().ok()?),
        };
        Some(Self { what, page: uri.path().to_owned(), undo: undo() })
    }

    /// The word; none for what the page shows by itself, or what is no news any more.
    pub(crate) fn word(&self, guideline: &Guideline, known: &Known, when: &When) -> Option<Word> {
        let id = match self.what {
            What::Event(id) => id,
            What::Saved => return Some(word("Saved", &html! { p { "Your settings are saved." } })),
            What::Nothing => {
                let nothing = html! { p { "There was nothing new to write into this log." } };
                return Some(word("Nothing was logged", &nothing));
            }
        };
        let recorded = known.events.iter().rev().find(|event| event.id == id)?;
        if known.now.duration_since(recorded.recorded_at) > JUST_NOW {
            return None;
        }
        let (title, text, more) = told(guideline, known, when, recorded)?;
        let gone =
            known.events.iter().any(|one| matches!(one.event, Event::EventWithdrawn { event, .. } if event == id));
        let undo = recorded.event.is_correctable() && !gone;
        let body = html! {
            p { (text) }
            (more)
            @if undo { (self.ways_back(recorded)) }
        };
        Some(word(title, &body))
    }

    fn ways_back(&self, recorded: &Recorded) -> Markup {
        let dose = matches!(recorded.event, Event::MedicineTaken { .. });
        html! {
            form.row.undo method="post" action="/log/withdraw" {
                input type="hidden" name="_event" value=(self.undo);
                input type="hidden" name="event" value=(recorded.id);
                input type="hidden" name=(PAGE) value=(self.page);
                button.btn.quiet type="submit" name="undo" value="yes" { "Undo" }
                @if dose { a.btn.quiet href={ "/log?event=" (recorded.id) } { "Change it" } }
            }
        }
    }
}

fn word(title: &'static str, body: &Markup) -> Word {
    Word { title, body: html! { div.done-now role="status" { (notice(NoticeKind::Done, title, body)) } } }
}

/// The word for an event: a title, what it was, and what else there is to know.
fn told(guideline: &Guideline, known: &Known, when: &When, one: &Recorded) -> Option<(&'static str, String, Markup)> {
    let nothing = || html! {};
    let of = |id: EventId| known.events.iter().find(|event| event.id == id);
    Some(match &one.event {
        // The page that follows is itself about these.
        Event::EpisodeStarted {}
        | Event::EpisodeEnded {}
        | Event::SessionStarted { .. }
        | Event::DecisionShown { .. } => return None,
        Event::CheckedIn { .. } => {
            let on = html! { p { a href="/progress" { "See how it goes" } ", or " a href="/medicines" { "log a medicine" } "." } };
            ("Thank you", "Your check-in is saved.".to_owned(), on)
        }
        Event::SessionAbandoned { .. } => ("Not logged", "The session does not count.".to_owned(), nothing()),
        Event::AnswersGiven { .. } | Event::AnswersWithdrawn { .. } => {
            ("Saved", "What you told us is saved.".to_owned(), nothing())
        }
        Event::AnswersCorrected { .. } => ("Saved", "We took that answer back.".to_owned(), nothing()),
        Event::SettingChanged { .. } => ("Saved", "Your settings are saved.".to_owned(), nothing()),
        Event::EventCorrected { event, to, .. } => {
            let corrected = Recorded { event: (**to).clone(), ..of(*event)?.clone() };
            ("Changed", sentence(says(guideline, &corrected, when)?), nothing())
        }
        Event::EventWithdrawn { event, .. } => {
            let gone = of(*event)?;
            let dose = matches!(gone.event, Event::MedicineTaken { .. });
            let stopped = stopped_with(known, gone).and_then(|id| guideline.treatment(id));
            let still = html! {
                @if dose { p.small { "To be safe, it still counts for when the next dose is due." } }
                @if let Some(treatment) = stopped {
                    p.small { (treatment.name) " stays out of your plan until you use it again." }
                }
            };
            ("Undone", sentence(says(guideline, gone, when)?), still)
        }
        _ => ("Logged", sentence(says(guideline, one, when)?), nothing()),
    })
}

/// The treatment that was stopped in the same breath as a bad reaction was told.
fn stopped_with<'k>(known: &'k Known, told: &Recorded) -> Option<&'k str> {
    let Event::HarmNoticed { .. } = told.event else { return None };
    known.events.iter().filter(|one| one.recorded_at == told.recorded_at).find_map(|one| match &one.event {
        Event::TreatmentStopped { treatment, .. } => Some(treatment.as_str()),
        _ => None,
    })
}

fn sentence(text: impl Display) -> String {
    format!("{text}.")
}

/// To a page, which then says what this event was.
pub(crate) fn lead(to: &str, event: EventId) -> Response {
    with(to, event)
}

/// To a page, which then says that it was saved.
pub(crate) fn saved(to: &str) -> Response {
    with(to, SAVED)
}

/// To a page, which then says that there was nothing to write.
pub(crate) fn nothing(to: &str) -> Response {
    with(to, NOTHING)
}

fn with(to: &str, done: impl Display) -> Response {
    let (page, place) = to.split_once('#').map_or((to, String::new()), |(page, place)| (page, format!("#{place}")));
    let sign = if page.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{page}{sign}{DONE}={done}{place}")).into_response()
}

/// The page that a form says it stands on; none where that is no page of ours.
pub(crate) fn page(named: Option<&str>) -> Option<&str> {
    let ours = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'/' | b'-'))
    };
    named.filter(ours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::LOCATION;

    #[test]
    fn an_address_says_what_was_done_before_the_place_on_the_page() {
        let to = |to| saved(to).headers().get(LOCATION).unwrap().to_str().unwrap().to_owned();
        assert_eq!(to("/today"), "/today?done=saved");
        assert_eq!(to("/medicines#too-much"), "/medicines?done=saved#too-much");
        assert_eq!(to("/check?part=after"), "/check?part=after&done=saved");
    }

    #[test]
    fn only_a_page_of_ours_is_come_back_to() {
        assert_eq!(page(Some("/medicines/name")), Some("/medicines/name"));
        for other in ["", "today", "//example.org", "https://example.org", "/\\example.org", "/today?done=x", "/a.b"] {
            assert_eq!(page(Some(other)), None, "{other}");
        }
        assert_eq!(page(None), None);
    }
}
