//! When something goes wrong: what happened, what became of the log, what to do, and the emergency signs.
//!
//! Every page here stands without the store. None of them shows an answer, and none shows what went wrong inside: that
//! goes to the log of the program.

use easeback_guideline::{Country, Guideline};
use maud::{DOCTYPE, Markup, html};

use super::emergency::{emergency_box, signs};
use crate::components::{NoticeKind, button_link, notice};

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such page.
    NotFound,
    /// The page exists, but not for this method.
    Method,
    /// More was sent than is taken.
    TooLarge,
    /// The request came from another site.
    CrossSite,
    /// The request names a host that is not ours.
    WrongHost,
    /// The store cannot be reached.
    StoreUnavailable,
    /// The store can be read, not written.
    StoreReadOnly,
    /// Something else holds the store.
    StoreLocked,
    /// What is stored cannot be read.
    StoreCorrupt,
    /// There is no room left.
    StoreFull,
    /// The log went on in another tab.
    Conflict,
    /// What was sent is for somebody whose log is not here any more.
    PersonGone,
    /// What was sent cannot be read.
    Invalid,
    /// Anything else.
    Internal,
}

/// The words for one kind of trouble.
struct Said {
    title: &'static str,
    happened: &'static str,
    became: &'static str,
    to_do: &'static [&'static str],
    /// Where the button leads, and its words.
    way_on: (&'static str, &'static str),
}

const START: (&str, &str) = ("/", "Go to the start");
const TODAY: (&str, &str) = ("/today", "Go to today");
/// The emergency numbers that most people know theirs among, for a page that knows no country.
const NUMBERS: [&str; 3] = ["112", "911", "999"];
/// Said whenever a dose may have been logged and was not kept.
const WRITE_IT_DOWN: &str = "Did you take a medicine? Write its name and the time on paper for now.";

impl Trouble {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::NotFound,
        Self::Method,
        Self::TooLarge,
        Self::CrossSite,
        Self::WrongHost,
        Self::StoreUnavailable,
        Self::StoreReadOnly,
        Self::StoreLocked,
        Self::StoreCorrupt,
        Self::StoreFull,
        Self::Conflict,
        Self::PersonGone,
        Self::Invalid,
        Self::Internal,
    ];

    /// The title of its page.
    pub const fn title(self) -> &'static str {
        self.said().title
    }

    #[expect(clippy::too_many_lines, reason = "a table")]
    const fn said(self) -> Said {
        match self {
            Self::NotFound => Said {
                title: "This page is not here",
                happened: "The address may be old, or have a slip in it.",
                became: "Nothing was lost.",
                to_do: &["Check the address, or begin from the start page."],
                way_on: START,
            },
            Self::Method => Said {
                title: "That did not work",
                happened: "This page was opened in a way that it does not know.",
                became: "Nothing was changed, and nothing was lost.",
                to_do: &["Go back and use the button on the page."],
                way_on: START,
            },
            Self::TooLarge => Said {
                title: "That was too much at once",
                happened: "What you sent is larger than we can take.",
                became: "It was not saved. All that was saved before is still there.",
                to_do: &["Go back, make it shorter, and send it again.", WRITE_IT_DOWN],
                way_on: START,
            },
            Self::CrossSite => Said {
                title: "We stopped this to keep you safe",
                happened: "Another site tried to send something here in your name.",
                became: "Nothing was changed, and nothing was lost.",
                to_do: &["If it was you, open Easeback in a new tab and do it there."],
                way_on: START,
            },
            Self::WrongHost => Said {
                title: "We do not know this address",
                happened: "Easeback answers only at the address it was set up for.",
                became: "Nothing was changed, and nothing was lost.",
                to_do: &["Use the address that Easeback showed when it was started."],
                way_on: START,
            },
            Self::StoreUnavailable => Said {
                title: "We cannot reach your log",
                happened: "Your log does not answer now.",
                became: "What you just sent may not be saved. What was saved before is not touched.",
                to_do: &["Wait a minute, then try again.", WRITE_IT_DOWN],
                way_on: TODAY,
            },
            Self::StoreReadOnly => Said {
                title: "Your log cannot be changed",
                happened: "We may read your log, but we are not allowed to write in it.",
                became: "What you just sent was not saved. What was saved before is still there.",
                to_do: &["Ask the person who set this up to let Easeback write to its file.", WRITE_IT_DOWN],
                way_on: TODAY,
            },
            Self::StoreLocked => Said {
                title: "Your log is in use",
                happened: "Something else is writing in your log right now.",
                became: "What you just sent was not saved. What was saved before is still there.",
                to_do: &["Close other copies of Easeback, wait a moment, and send it again.", WRITE_IT_DOWN],
                way_on: TODAY,
            },
            Self::StoreCorrupt => Said {
                title: "We cannot read all of your log",
                happened: "A part of your log is damaged.",
                became: "We stopped, so that no more can be lost. We cannot say yet what is missing.",
                to_do: &[
                    "Do not trust the times for the next dose. Look at your own notes, or ask a pharmacist.",
                    "Erase nothing. Keep a copy of the file, and ask the person who set this up.",
                    WRITE_IT_DOWN,
                ],
                way_on: START,
            },
            Self::StoreFull => Said {
                title: "There is no room left",
                happened: "The place where your log is kept is full.",
                became: "What you just sent was not saved. What was saved before is still there.",
                to_do: &["Make some room on the device, then send it again.", WRITE_IT_DOWN],
                way_on: TODAY,
            },
            Self::Conflict => Said {
                title: "Your log has moved on",
                happened: "Something was added in another tab or on another device.",
                became: "What you just sent was not saved, so that nothing was overwritten.",
                to_do: &["Look at what is there now. If something is missing, add it again."],
                way_on: TODAY,
            },
            Self::PersonGone => Said {
                title: "This log is not here any more",
                happened: "This page was made for someone whose log was erased since.",
                became: "What you just sent was not saved, so that it did not get into the log of someone else.",
                to_do: &["Choose whose log to open. If something is missing there, add it again.", WRITE_IT_DOWN],
                way_on: ("/people", "Choose whose log to open"),
            },
            Self::Invalid => Said {
                title: "We could not read that",
                happened: "Something in what you sent does not fit the question.",
                became: "It was not saved, and we did not guess. What was saved before is still there.",
                to_do: &["Go back, look at your answers, and send them again."],
                way_on: START,
            },
            Self::Internal => Said {
                title: "Something went wrong here",
                happened: "It is our fault, not yours.",
                became: "We cannot say if what you just sent was saved. What was saved before is still there.",
                to_do: &["Look at your log before you do it again, and before you take another dose.", WRITE_IT_DOWN],
                way_on: TODAY,
            },
        }
    }
}

/// Says on every page that nothing is kept, why, and what to do, while that is so.
pub(crate) fn not_kept(kind: Trouble) -> Markup {
    let why = match kind {
        Trouble::StoreReadOnly => {
            "We may read your log, but not write in it. Ask the person who set this up to let Easeback write to its file."
        }
        Trouble::StoreFull => "The place where your log is kept is full. Make some room on the device.",
        Trouble::StoreLocked => "Something else is writing in your log. Close other copies of Easeback.",
        _ => "Your log does not answer as it should. Ask the person who set this up.",
    };
    html! {
        div role="status" {
            (notice(NoticeKind::Warning, "What you enter is not kept", &html! { p { (why) " " (WRITE_IT_DOWN) } }))
        }
    }
}

/// What happened, what became of the log, what to do; then the emergency signs with the number.
pub fn trouble(kind: Trouble, guideline: &Guideline, country: Option<&Country>) -> Markup {
    let said = kind.said();
    html! {
        h1 { (said.title) }
        p.lead { (said.happened) }
        p { strong { (said.became) } }
        (what_you_can_do(&said))
        p.row { (button_link(said.way_on.0, said.way_on.1, false)) }
        (emergency_box(guideline, country))
    }
}

fn what_you_can_do(said: &Said) -> Markup {
    html! {
        h2 { "What you can do" }
        ul { @for line in said.to_do { li { (line) } } }
    }
}

/// The same as a whole page that needs nothing else: no style sheet, no shell, no country, no guideline of the caller's.
///
/// The signs are those of the built-in guideline.
pub fn plain_trouble(kind: Trouble) -> String {
    let said = kind.said();
    let guideline = Guideline::built_in().ok();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (said.title) " – Easeback" }
            }
            body {
                main {
                    h1 { (said.title) }
                    p { (said.happened) " " strong { (said.became) } }
                    (what_you_can_do(&said))
                    p { a href=(said.way_on.0) { (said.way_on.1) } }
                    h2 { "Any one of these? Get help now." }
                    p {
                        strong { "Call your emergency number. " }
                        @for number in NUMBERS { a href={ "tel:" (number) } { (number) } " " }
                        "or the one where you are."
                    }
                    @if let Some(guideline) = &guideline { ul { @for sign in signs(guideline) { li { (sign.say) } } } }
                }
            }
        }
    };
    page.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_shows_every_emergency_sign_and_the_number() {
        let guideline = Guideline::built_in().unwrap();
        for kind in Trouble::ALL {
            let page = trouble(kind, &guideline, guideline.country("gb")).into_string();
            assert!(page.contains("href=\"tel:999\""), "{kind:?}");
            let without_country = [trouble(kind, &guideline, None).into_string(), plain_trouble(kind)];
            assert!(without_country.iter().all(|text| text.contains("112")), "{kind:?}");
            for text in without_country.into_iter().chain([page]) {
                for sign in signs(&guideline) {
                    assert!(text.contains(&html! { (sign.say) }.into_string()), "{kind:?} {}", sign.id);
                }
            }
        }
    }

    #[test]
    fn every_trouble_says_what_happened_what_became_of_it_and_what_to_do() {
        for kind in Trouble::ALL {
            let said = kind.said();
            assert!(!said.happened.is_empty() && !said.became.is_empty() && !said.to_do.is_empty(), "{kind:?}");
            let same = Trouble::ALL.iter().filter(|other| other.title() == kind.title()).count();
            assert_eq!(same, 1, "two kinds have one title: {kind:?}");
        }
    }

    #[test]
    fn whoever_may_have_lost_a_dose_is_told_to_write_it_down() {
        let stores = [
            Trouble::StoreUnavailable,
            Trouble::StoreReadOnly,
            Trouble::StoreLocked,
            Trouble::StoreCorrupt,
            Trouble::StoreFull,
            Trouble::Internal,
        ];
        assert!(stores.iter().all(|kind| kind.said().to_do.contains(&WRITE_IT_DOWN)));
    }

    #[test]
    fn the_plain_page_is_whole_and_loads_nothing() {
        for kind in Trouble::ALL {
            let text = plain_trouble(kind);
            assert!(text.starts_with("<!DOCTYPE html>") && text.ends_with("</html>"));
            assert!(!text.contains("<link") && !text.contains("src="));
        }
    }

    #[test]
    fn no_page_speaks_in_our_own_words() {
        let guideline = Guideline::built_in().unwrap();
        for kind in Trouble::ALL {
            let text = format!("{}{}", trouble(kind, &guideline, None).into_string(), plain_trouble(kind));
            for word in ["error", "Error", "database", "SQL", "server", "store", "request", "invalid", "404", "500"] {
                assert!(!text.contains(word), "{kind:?} says `{word}`");
            }
            assert!(!text.contains("style=") && !text.contains("<script"));
        }
    }
}
