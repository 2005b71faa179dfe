//! The frame around a page, filled with what the person chose: theme, country, menu.

use crate::assets;
use crate::components::{NavItem, PageShell, Words, page};
use crate::known::{Known, Place};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use easeback_guideline::Guideline;
use maud::{Markup, html};

/// The words of the pages.
pub(crate) const WORDS: &Words<'static> = &Words::ENGLISH;

const NAV: &[NavItem<'static>] = &[
    NavItem { href: "/", label: "Home", icon: "home" },
    NavItem { href: "/result", label: "My plan", icon: "plan" },
    NavItem { href: "/learn", label: "Learn", icon: "book" },
    NavItem { href: "/settings", label: "Settings", icon: "gear" },
];

const FOOTER: &[(&str, &str)] = &[("/learn", "Learn"), ("/learn/about", "How this works"), ("/settings", "Settings")];

/// What every page of a person needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame<'a> {
    theme: Option<&'a str>,
    /// Whom to call.
    pub(crate) place: Place<'a>,
}

impl<'a> Frame<'a> {
    /// For a person.
    pub(crate) fn of(guideline: &'a Guideline, known: &'a Known, zone: &str) -> Self {
        Self { theme: known.theme(), place: Place::of(guideline, known.country(guideline), zone) }
    }

    /// For somebody of whom nothing could be read.
    pub(crate) fn unknown(guideline: &'a Guideline, zone: &str) -> Self {
        Self { theme: None, place: Place::of(guideline, None, zone) }
    }

    /// A page while a check is under way: no menu, so that one thing is in view.
    pub(crate) fn alone(&self, status: StatusCode, title: &str, body: &Markup) -> Response {
        self.answer(status, title, &[], None, body)
    }

    /// A page with the menu; `current` is the entry that it belongs to.
    pub(crate) fn page(&self, title: &str, current: &str, body: &Markup) -> Response {
        self.answer(StatusCode::OK, title, NAV, Some(current), body)
    }

    fn answer(
        &self,
        status: StatusCode,
        title: &str,
        nav: &[NavItem<'_>],
        nav_current: Option<&str>,
        body: &Markup,
    ) -> Response {
        let text = page(&PageShell {
            title,
            theme: self.theme,
            nav,
            nav_current,
            emergency_number: self.place.emergency(),
            footer_links: FOOTER,
            assets: assets::links(),
            body: html! { (body) },
            ..PageShell::default()
        });
        let mut response = (status, text.into_string()).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response
    }
}
