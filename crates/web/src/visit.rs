//! Whose log a request is about, and everything a page may do with that log.
//!
//! Several people of one household share an Easeback, each with a log of their own. Which of them a browser shows is
//! its choice, kept in a cookie that holds a random id and nothing else. A page is made for one person, and every form
//! on it says for whom, so two tabs for two people never mix: what a form sends goes to the person it was made for,
//! whoever is chosen by then, and that browser then goes on with that person. A form for somebody who is not here any
//! more is refused, and so is one that names nobody while somebody was chosen.
//!
//! A handler takes a [`Visit`] and has no other way to a log.

use crate::App;
use crate::error::{Trouble, kind};
use crate::known::{About, Known};
use crate::memory::{Memory, Remembered};
use crate::pages::done::Done;
use crate::pages::trouble::Trouble as Kind;
use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{Form, FromRef, FromRequest, FromRequestParts, Query, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_episode::{NewEvent, Sequence};
use easeback_store::{EventStore, PersonId, StoreError, Tries};
use maud::html;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

/// The field of a form, or of an address, that names the person it is for.
pub(crate) const FIELD: &str = "_person";

/// The cookie that holds the choice.
const CHOICE: &str = "easeback_person";

/// Where a person is chosen.
pub(crate) const PEOPLE_HREF: &str = "/people";

type Pairs = Vec<(String, String)>;

/// The app while it is served: with what was read before, and why the last change could not be kept.
pub(crate) struct Served<S> {
    pub(crate) app: Arc<App<S>>,
    memory: Arc<Memory>,
    refused: Arc<Mutex<Option<Kind>>>,
}

impl<S> Served<S> {
    pub(crate) fn new(app: App<S>) -> Self {
        Self { app: Arc::new(app), memory: Arc::default(), refused: Arc::default() }
    }
}

impl<S: EventStore> Served<S> {
    /// Reads the log of the app's person into memory. Where that fails, the first request finds out why.
    pub(crate) async fn read_ahead(&self) {
        let _read = self.memory.read(&self.app.store, &self.app.person).await;
    }
}

impl<S> Clone for Served<S> {
    fn clone(&self) -> Self {
        let Self { app, memory, refused } = self;
        Self { app: Arc::clone(app), memory: Arc::clone(memory), refused: Arc::clone(refused) }
    }
}

impl<S> FromRef<Served<S>> for Arc<App<S>> {
    fn from_ref(served: &Served<S>) -> Self {
        Self::clone(&served.app)
    }
}

/// What a request says about whom it is for.
#[derive(Clone, Debug, Default)]
struct Asked {
    /// Whether it changes something.
    changes: bool,
    /// Who was chosen in this browser.
    chosen: Option<PersonId>,
    /// Who is named in the form or in the address, as it stands there.
    named: Option<String>,
}

/// Finds out for whom a request is, before any page does, and keeps the choice of the browser.
pub(crate) async fn ask<S: EventStore + 'static>(
    State(served): State<Served<S>>,
    mut request: Request,
    next: Next,
) -> Response {
    let chosen = chosen(request.headers());
    let changes = !request.method().is_safe();
    let mut named = named_in(request.uri());
    if changes && named.is_none() && is_form(request.headers()) {
        (request, named) = match named_in_form(request).await {
            Ok(found) => found,
            Err(trouble) => return trouble.into_response(),
        };
    }
    request.extensions_mut().insert(Asked { changes, chosen: chosen.clone(), named: named.clone() });
    let mut response = next.run(request).await;
    let Some(named) = named.filter(|_| changes) else { return response };
    if let Some(trouble) = response.extensions_mut().get_mut::<Trouble>() {
        trouble.keep_field(FIELD, &named);
        return response;
    }
    let before = chosen.as_ref().unwrap_or(&served.app.person);
    if before.as_str() != named
        && !response.headers().contains_key(SET_COOKIE)
        && let Ok(person) = PersonId::new(named)
    {
        choose(&mut response, &person, &served.app.person);
    }
    response
}

/// From here on the browser shows this person.
pub(crate) fn choose(response: &mut Response, person: &PersonId, usual: &PersonId) {
    let (value, age) = if person == usual { ("", 0) } else { (person.as_str(), 365 * 24 * 60 * 60) };
    let cookie = format!("{CHOICE}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
}

fn chosen(headers: &HeaderMap) -> Option<PersonId> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    let mut pairs = cookies.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, id) = pairs.find(|(name, _)| *name == CHOICE)?;
    PersonId::new(id).ok()
}

fn named_in(uri: &Uri) -> Option<String> {
    let Query(pairs) = Query::<Pairs>::try_from_uri(uri).ok()?;
    pairs.into_iter().find(|(name, _)| name == FIELD).map(|(_, value)| value)
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("application/x-www-form-urlencoded")
}

/// Takes the name out of a form, so that a handler finds only its own fields in it.
async fn named_in_form(request: Request) -> Result<(Request, Option<String>), Trouble> {
    let (mut parts, body) = request.into_parts();
    let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await;
    let bytes = bytes.map_err(|rejection| unread(&rejection))?;
    let again = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let Ok(Form(pairs)) = Form::<Pairs>::from_request(again, &()).await else {
        return Ok((Request::from_parts(parts, Body::from(bytes)), None));
    };
    let mut given = pairs.into_iter().filter(|(name, _)| name == FIELD).map(|(_, value)| value);
    let Some(named) = given.next() else { return Ok((Request::from_parts(parts, Body::from(bytes)), None)) };
    if given.any(|other| other != named) {
        return Err(Trouble::BAD_FORM);
    }
    let other = |field: &&[u8]| !(field.starts_with(FIELD.as_bytes()) && field.get(FIELD.len()) == Some(&b'='));
    let rest: Vec<&[u8]> = bytes.split(|byte| *byte == b'&').filter(other).collect();
    parts.headers.remove(CONTENT_LENGTH);
    Ok((Request::from_parts(parts, Body::from(rest.join(&b'&'))), Some(named)))
}

fn unread(rejection: &BytesRejection) -> Trouble {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { Trouble::TOO_LARGE } else { Trouble::BAD_FORM }
}

/// A request for the log of one person, and that log.
pub(crate) struct Visit<S> {
    served: Served<S>,
    /// Whose log it is.
    pub(crate) person: PersonId,
    /// Everybody who has a log, in no order that means something.
    pub(crate) people: Vec<PersonId>,
    /// What was done just now, as the address says.
    done: Option<Done>,
}

impl<S> Deref for Visit<S> {
    type Target = App<S>;

    fn deref(&self) -> &App<S> {
        &self.served.app
    }
}

impl<S: EventStore + 'static> FromRequestParts<Served<S>> for Visit<S> {
    /// A page that tells why, or the way to the page where a person is chosen.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, served: &Served<S>) -> Result<Self, Response> {
        let asked = parts.extensions.get::<Asked>().cloned().unwrap_or_default();
        let visit = Self::usual(served).await.map_err(IntoResponse::into_response)?;
        let usual = &visit.person;
        let is_here = |person: &PersonId| person == usual || visit.people.contains(person);
        let person = match (asked.named, asked.chosen) {
            (Some(named), _) => {
                PersonId::new(named).ok().filter(is_here).ok_or_else(|| Trouble::GONE.into_response())?
            }
            (None, Some(chosen)) if asked.changes && chosen != *usual => return Err(Trouble::BAD_FORM.into_response()),
            (None, Some(chosen)) if is_here(&chosen) => chosen,
            (None, Some(_)) => return Err(Redirect::to(PEOPLE_HREF).into_response()),
            (None, None) => usual.clone(),
        };
        let done = Done::of(&parts.uri, || (visit.ids)());
        Ok(Self { person, done, ..visit })
    }
}

impl<S: EventStore> Visit<S> {
    /// As somebody who has chosen nobody.
    pub(crate) async fn usual(served: &Served<S>) -> Result<Self, Trouble> {
        let people = served.app.store.people().await?;
        Ok(Self { served: served.clone(), person: served.app.person.clone(), people, done: None })
    }

    /// The same request for somebody else who is here.
    pub(crate) fn of(&self, person: &PersonId) -> Self {
        Self { served: self.served.clone(), person: person.clone(), people: self.people.clone(), done: None }
    }

    /// Whose log it is for whoever has chosen nobody.
    pub(crate) fn person_at_first(&self) -> PersonId {
        self.served.app.person.clone()
    }

    /// Reads what is known of the person.
    pub(crate) async fn read(&self) -> Result<Known, StoreError> {
        let remembered = self.remembered().await?;
        let not_kept = match self.store.health().await {
            Ok(()) => *self.served.refused.lock().unwrap_or_else(PoisonError::into_inner),
            Err(error) => Some(kind(&error)),
        };
        let alone = self.person == self.served.app.person && self.people.iter().all(|other| *other == self.person);
        let about = About { person: self.person.clone(), alone, not_kept, done: self.done.clone() };
        Ok(Known::new(remembered, (self.clock)(), about))
    }

    /// Every event of the person, and what they come to.
    pub(crate) async fn remembered(&self) -> Result<Remembered, StoreError> {
        self.served.memory.read(&self.store, &self.person).await
    }

    /// Adds the events that `make` gives for what is known, and reads and makes them again when something else was
    /// written in between. For events that are right whatever that was.
    pub(crate) async fn append(
        &self,
        mut make: impl FnMut(&Known) -> Vec<NewEvent> + Send,
    ) -> Result<Sequence, StoreError> {
        let mut tries = Tries::default();
        loop {
            let known = self.read().await?;
            let events = make(&known);
            if events.is_empty() {
                return Ok(known.sequence);
            }
            if known.sequence == Sequence::EMPTY && self.people.contains(&self.person) {
                // Erased since the request began: nothing of them may come back.
                return Err(StoreError::Conflict { expected: Sequence::FIRST, actual: Sequence::EMPTY });
            }
            let done = self.add(known.sequence, &events).await;
            if !tries.again(&done) {
                return done;
            }
        }
    }

    /// Adds events to the log, which ends at `seen`.
    pub(crate) async fn add(&self, seen: Sequence, events: &[NewEvent]) -> Result<Sequence, StoreError> {
        self.noted(self.store.append(&self.person, seen, events).await)
    }

    /// Removes the person with everything about them.
    pub(crate) async fn erase(&self) -> Result<(), StoreError> {
        self.served.memory.forget(&self.person);
        self.noted(self.store.erase(&self.person).await)
    }

    /// Notes what keeps the log from being changed for longer than this request, for a notice on the pages that follow.
    fn noted<T>(&self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        let refused = match &done {
            Ok(_) => None,
            Err(
                error @ (StoreError::Full { .. }
                | StoreError::ReadOnly { .. }
                | StoreError::Corrupt { .. }
                | StoreError::Unavailable { .. }),
            ) => Some(kind(error)),
            Err(_) => return done,
        };
        *self.served.refused.lock().unwrap_or_else(PoisonError::into_inner) = refused;
        done
    }
}

/// The same page, where every form says for whom it was made. A form that names somebody already is left as it is.
pub(crate) fn made_for(person: &PersonId, page: &str) -> String {
    let field = html! { input type="hidden" name=(FIELD) value=(person.as_str()); }.into_string();
    let mut text = String::with_capacity(page.len() + 256);
    let mut rest = page;
    while let Some((before, form)) = rest.split_once("<form") {
        let (tag, inside) = form.split_once('>').unwrap_or((form, ""));
        let own = inside.split("</form>").next().unwrap_or_default();
        for part in [before, "<form", tag, ">"] {
            text.push_str(part);
        }
        if !own.contains(&format!("name=\"{FIELD}\"")) {
            text.push_str(&field);
        }
        rest = inside;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_page_is_made_for_its_person() {
        let person = PersonId::new("a\"&b").unwrap();
        let field = "<input type=\"hidden\" name=\"_person\" value=\"a&quot;&amp;b\">";
        let page = "<p>a</p><form action=\"/a\"><p></p></form><form class=\"x\"></form>z";
        let made = format!("<p>a</p><form action=\"/a\">{field}<p></p></form><form class=\"x\">{field}</form>z");
        assert_eq!(made_for(&person, page), made);
        assert_eq!(made_for(&person, "no form"), "no form");
        let named = "<form><input type=\"hidden\" name=\"_person\" value=\"b\"></form><form></form>";
        assert_eq!(made_for(&person, named), named.replace("<form></form>", &format!("<form>{field}</form>")));
    }

    #[test]
    fn the_choice_is_read_from_among_other_cookies() {
        let headers = |text: &'static str| HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(text))]);
        let id = |text| chosen(&headers(text)).map(|person| person.as_str().to_owned());
        assert_eq!(id("a=b; easeback_person=00ff; c=d").as_deref(), Some("00ff"));
        for none in ["", "easeback_person=", "xeaseback_person=1", "easeback_person"] {
            assert_eq!(id(none), None, "{none}");
        }
    }
}
