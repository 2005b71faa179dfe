//! The frame around a page, filled with what the person chose: theme, country, menu.

use crate::assets;
use crate::components::{NavItem, PageShell, Words, page};
use crate::known::{Known, Place};
use crate::pages::done::Word;
use crate::pages::trouble::not_kept;
use crate::visit::{PEOPLE_HREF, made_for};
use crate::when::When;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use easeback_episode::time_zone;
use easeback_guideline::Guideline;
use maud::{Markup, html};

/// The words of the pages.
pub(crate) const WORDS: &Words<'static> = &Words::ENGLISH;

const NAV: &[NavItem<'static>] = &[
    NavItem { href: "/", label: "Home", icon: "home" },
    NavItem { href: "/today", label: "Today", icon: "plan" },
    NavItem { href: "/medicines", label: "Medicines", icon: "medicine" },
    NavItem { href: "/progress", label: "Progress", icon: "chart" },
    NavItem { href: "/learn", label: "Learn", icon: "book" },
];

const FOOTER: &[(&str, &str)] = &[("/learn", "Learn"), ("/learn/about", "How this works"), ("/settings", "Settings")];

/// What every page of a person needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame<'a> {
    guideline: &'a Guideline,
    zone: &'a str,
    theme: Option<&'a str>,
    /// What is known; nothing where nothing could be read.
    known: Option<&'a Known>,
    /// Whom to call.
    pub(crate) place: Place<'a>,
}

impl<'a> Frame<'a> {
    /// For a person.
    pub(crate) fn of(guideline: &'a Guideline, known: &'a Known, zone: &'a str) -> Self {
        Self {
            guideline,
            zone,
            theme: known.theme(),
            known: Some(known),
            place: Place::of(guideline, known.country(guideline), zone),
        }
    }

    /// For somebody of whom nothing could be read.
    pub(crate) fn unknown(guideline: &'a Guideline, zone: &'a str) -> Self {
        Self { guideline, zone, theme: None, known: None, place: Place::of(guideline, None, zone) }
    }

    /// A page while a check is under way: no menu, so that one thing is in view.
    pub(crate) fn alone(&self, status: StatusCode, title: &str, body: &Markup) -> Response {
        self.answer(status, &self.titled(title), &[], None, &html! { (self.word()) (self.notes()) (body) })
    }

    /// The same for a check-in, which looks like the pages of an episode.
    pub(crate) fn check_in(&self, status: StatusCode, title: &str, body: &Markup) -> Response {
        let head = html! { (episode_style()) };
        self.answer_with(
            status,
            &self.titled(title),
            (&[], None),
            &head,
            &html! { (self.word()) (self.notes()) (body) },
        )
    }

    /// A page on which nothing stands before the way to help, and no menu beside it.
    pub(crate) fn urgent(&self, title: &str, body: &Markup) -> Response {
        self.answer(StatusCode::OK, title, &[], None, &html! { (body) (self.notes()) })
    }

    /// A page with the menu; `current` is the entry that it belongs to.
    pub(crate) fn page(&self, title: &str, current: &str, body: &Markup) -> Response {
        self.page_as(StatusCode::OK, title, current, body)
    }

    /// The same with more in its head, such as the script of a session.
    pub(crate) fn page_with(
        &self,
        status: StatusCode,
        title: &str,
        current: &str,
        head: &Markup,
        body: &Markup,
    ) -> Response {
        self.answer_with(
            status,
            &self.titled(title),
            (NAV, Some(current)),
            head,
            &html! { (self.word()) (self.notes()) (body) },
        )
    }

    /// The same with another status.
    pub(crate) fn page_as(&self, status: StatusCode, title: &str, current: &str, body: &Markup) -> Response {
        self.answer(status, &self.titled(title), NAV, Some(current), &html! { (self.word()) (self.notes()) (body) })
    }

    /// What was written down just now.
    fn said(&self) -> Option<Word> {
        let known = self.known?;
        let when = When::new(known.now, time_zone(self.zone), self.place.country.map(|country| country.id.as_str()));
        known.about.done.as_ref()?.word(self.guideline, known, &when)
    }

    fn word(&self) -> Markup {
        html! { @if let Some(word) = self.said() { (word.body) } }
    }

    /// The title is what a screen reader says first.
    fn titled(&self, title: &str) -> String {
        self.said().map_or_else(|| title.to_owned(), |word| format!("{}: {title}", word.title))
    }

    /// Whose log it is where there are several, and that nothing is kept while that is so.
    fn notes(&self) -> Markup {
        let whose = self.known.and_then(Known::whose);
        html! {
            @if let Some(kind) = self.known.and_then(|known| known.about.not_kept) { (not_kept(kind)) }
            @if let Some(whose) = whose {
                p.whose.small { "This is the log of " strong { (whose) } ". " a href=(PEOPLE_HREF) { "Not you?" } }
            }
        }
    }

    fn answer(
        &self,
        status: StatusCode,
        title: &str,
        nav: &[NavItem<'_>],
        nav_current: Option<&str>,
        body: &Markup,
    ) -> Response {
        self.answer_with(status, title, (nav, nav_current), &html! {}, body)
    }

    fn answer_with(
        &self,
        status: StatusCode,
        title: &str,
        (nav, nav_current): (&[NavItem<'_>], Option<&str>),
        head: &Markup,
        body: &Markup,
    ) -> Response {
        let text = page(&PageShell {
            title,
            theme: self.theme,
            nav,
            nav_current,
            // The check has no menu, and stays small without it.
            head: html! { @if !nav.is_empty() { (episode_style()) } (head) },
            emergency_number: self.place.emergency(),
            footer_links: FOOTER,
            assets: assets::links(),
            body: html! { (body) },
            ..PageShell::default()
        });
        let text = text.into_string();
        let text = self.known.map_or_else(|| text.clone(), |known| made_for(&known.about.person, &text));
        let mut response = (status, text).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response
    }
}

/// The style of the pages of an episode.
fn episode_style() -> Markup {
    html! { link rel="stylesheet" href=(assets::pages_style()); }
}
