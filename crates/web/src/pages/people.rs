//! The people of a household: whose log to open, a log for one more, and what the open one is called.
//!
//! Plain forms: `POST /people` with `name` adds somebody and opens their log, `POST /people/choose` opens the log of
//! the person it is made for, `POST /people/name` with `name` renames the person whose log is open. Erasing is the
//! settings'.

use crate::components::{NoticeKind, notice, submit_button};
use crate::error::Trouble;
use crate::known::{Known, NAME};
use crate::pages::check::Sent;
use crate::pages::done;
use crate::pages::frame::Frame;
use crate::visit::{FIELD, PEOPLE_HREF, Served, Visit, choose as keep_choice};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_episode::Event;
use easeback_store::{EventStore, PersonId, StoreError};
use maud::{Markup, html};

/// The longest name, in characters.
const LONGEST: usize = 40;

/// Somebody of the household.
struct Somebody {
    person: PersonId,
    name: Option<String>,
}

/// What went wrong with a form: the field it is about, what was typed, and why it was not taken.
struct Problem<'a> {
    field: &'static str,
    typed: &'a str,
    says: &'static str,
}

/// `GET /people`. Also for a browser whose choice is not here any more.
pub(crate) async fn show<S: EventStore + 'static>(
    State(served): State<Served<S>>,
    visit: Result<Visit<S>, Response>,
) -> Result<Response, Trouble> {
    match visit {
        Ok(visit) => page(&visit, true, None).await,
        Err(_) => page(&Visit::usual(&served).await?, false, None).await,
    }
}

/// `POST /people`.
pub(crate) async fn add<S: EventStore + 'static>(
    app: Visit<S>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(pairs) = form?;
    let sent = Sent(pairs);
    let typed = sent.get(NAME).ok_or(Trouble::BAD_FORM)?;
    let name = match name(typed, None, &everybody(&app).await?) {
        Ok(name) => name,
        Err(says) => return page(&app, true, Some(Problem { field: "new", typed, says })).await,
    };
    let person = PersonId::new((app.ids)().to_string())?;
    let new = app.of(&person);
    new.append(|known| vec![app.event(known, called(&name))]).await?;
    let mut response = Redirect::to("/").into_response();
    keep_choice(&mut response, &person, &app.person_at_first());
    Ok(response)
}

/// `POST /people/choose`. The form is made for the person whose log is to be opened; that alone opens it.
pub(crate) async fn choose<S: EventStore + 'static>(_: Visit<S>) -> Redirect {
    Redirect::to("/")
}

/// `POST /people/name`.
pub(crate) async fn rename<S: EventStore + 'static>(
    app: Visit<S>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(pairs) = form?;
    let sent = Sent(pairs);
    let typed = sent.get(NAME).ok_or(Trouble::BAD_FORM)?;
    let name = match name(typed, Some(&app.person), &everybody(&app).await?) {
        Ok(name) => name,
        Err(says) => return page(&app, true, Some(Problem { field: "mine", typed, says })).await,
    };
    app.append(|known| {
        let new = known.log.settings.get(NAME) != Some(&name);
        if new { vec![app.event(known, called(&name))] } else { Vec::new() }
    })
    .await?;
    Ok(done::saved(PEOPLE_HREF))
}

fn called(name: &str) -> Event {
    Event::SettingChanged { setting: NAME.to_owned(), value: name.to_owned() }
}

/// The name that was typed, if it can be one and nobody else has it.
fn name(typed: &str, of: Option<&PersonId>, everybody: &[Somebody]) -> Result<String, &'static str> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err("Type a name.");
    }
    if name.chars().count() > LONGEST {
        return Err("Type a shorter name.");
    }
    let same = |other: &&Somebody| other.name.as_ref().is_some_and(|other| other.to_lowercase() == name.to_lowercase());
    if everybody.iter().filter(same).any(|other| Some(&other.person) != of) {
        return Err("Someone here has this name. Type another one.");
    }
    Ok(name)
}

/// Everybody by name; the one who was here first stands first.
async fn everybody<S: EventStore>(app: &Visit<S>) -> Result<Vec<Somebody>, StoreError> {
    let first = app.person_at_first();
    let mut everybody = Vec::new();
    for person in app.people.iter().filter(|person| **person != first).chain([&first]) {
        let log = app.of(person).remembered().await?.log;
        everybody.push(Somebody { person: person.clone(), name: log.settings.get(NAME).cloned() });
    }
    everybody.sort_by(|one, other| {
        let key = |somebody: &Somebody| (somebody.person != first, somebody.name.clone());
        key(one).cmp(&key(other))
    });
    Ok(everybody)
}

async fn page<S: EventStore>(app: &Visit<S>, open: bool, problem: Option<Problem<'_>>) -> Result<Response, Trouble> {
    let everybody = everybody(app).await?;
    let known = app.read().await?;
    let frame = Frame::of(app.engine.guideline(), &known, &app.zone);
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let open = open.then_some(&app.person);
    Ok(frame.page_as(status, "People here", "/settings", &view(&known, open, &everybody, problem.as_ref())))
}

fn view(known: &Known, open: Option<&PersonId>, everybody: &[Somebody], problem: Option<&Problem<'_>>) -> Markup {
    html! {
        h1 { "People here" }
        @if let Some(problem) = problem {
            div role="alert" { (notice(NoticeKind::Warning, "", &html! { p { (problem.says) } })) }
        }
        @if open.is_none() {
            (notice(NoticeKind::Info, "The log that was open here is gone.", &html! { p { "Choose whose log to open." } }))
        }
        p.lead { "Each person has a log of their own. Nothing is mixed." }
        p { "Anyone who can open this page can open each log here. There is no password." }
        section {
            h2 { "Whose log is it?" }
            ul.lines {
                @for somebody in everybody {
                    li {
                        span { strong { (somebody.name.as_deref().unwrap_or("No name yet")) } }
                        @if open == Some(&somebody.person) { span { "Open now" } }
                        @else {
                            form method="post" action="/people/choose" {
                                input type="hidden" name=(FIELD) value=(somebody.person.as_str());
                                button.btn.quiet type="submit" {
                                    "Open" span.vh { " the log of " (somebody.name.as_deref().unwrap_or("the person with no name yet")) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if open.is_some() {
            section {
                h2 { "The log that is open" }
                form method="post" action="/people/name" {
                    (field("mine", "Name", known.log.settings.get(NAME).map_or("", String::as_str), problem))
                    (submit_button("Save the name", "", "", true))
                }
            }
        }
        section {
            h2 { "Someone else" }
            form method="post" action="/people" {
                (field("new", "Their name", "", problem))
                (submit_button("Start a log for them", "", "", true))
            }
        }
        // Away from the other buttons: nobody should come upon it by a slip.
        @if open.is_some() {
            section {
                h2 { "Erase the log that is open" }
                p { "Erased means gone. We ask you once more first." }
                p { a.btn.call href="/settings/erase" { "Erase this log" } }
            }
        }
    }
}

fn field(id: &'static str, label: &str, value: &str, problem: Option<&Problem<'_>>) -> Markup {
    let problem = problem.filter(|problem| problem.field == id);
    let value = problem.map_or(value, |problem| problem.typed);
    html! {
        p.field {
            label for=(id) { (label) }
            input #(id) type="text" name=(NAME) value=(value) maxlength=(LONGEST) autocomplete="off"
                aria-invalid=[problem.map(|_| "true")];
        }
    }
}
