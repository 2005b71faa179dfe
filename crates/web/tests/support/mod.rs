//! A phone: it opens pages of an app in process, ticks, types and taps as a person would, and counts the taps.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail loudly"
)]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use easeback_engine::Engine;
use easeback_episode::{Event, EventId, NewEvent, Recorded};
use easeback_guideline::Guideline;
use easeback_store::{EventStore, MemoryStore, PersonId};
use easeback_web::{AllowedHosts, App, router};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

pub const HOST: &str = "localhost:8080";

pub static ENGINE: LazyLock<Arc<Engine>> =
    LazyLock::new(|| Arc::new(Engine::new(Guideline::built_in().expect("checked on every build"))));

static LAST_ID: AtomicU64 = AtomicU64::new(1);
static SECONDS: AtomicI64 = AtomicI64::new(1_770_000_000);

pub fn person() -> PersonId {
    PersonId::new("me").unwrap()
}

pub fn app<S>(store: S) -> App<S> {
    App {
        engine: Arc::clone(&ENGINE),
        store,
        person: person(),
        clock: Arc::new(|| jiff::Timestamp::from_second(SECONDS.fetch_add(1, Ordering::Relaxed)).unwrap()),
        ids: Arc::new(|| EventId::from_u128(u128::from(LAST_ID.fetch_add(1, Ordering::Relaxed)))),
        zone: "America/New_York".to_owned(),
        hosts: AllowedHosts::loopback(8080),
    }
}

/// An answer of the router.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends a request; header `host` is set unless it is among `headers`.
pub async fn send(router: &Router, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", HOST);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
}

/// Kinds of fields that are typed into.
const TYPED: [&str; 4] = ["text", "number", "search", "datetime-local"];

pub const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

pub fn encode(pairs: &[(String, String)]) -> String {
    let escape = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'-' => char::from(byte).to_string(),
                b' ' => "+".to_owned(),
                byte => format!("%{byte:02X}"),
            })
            .collect()
    };
    pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

/// One control of a form.
#[derive(Clone, Debug)]
struct Control {
    kind: String,
    name: String,
    value: String,
    on: bool,
}

/// A form of a page.
#[derive(Clone, Debug)]
struct Form {
    action: String,
    controls: Vec<Control>,
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = tag[start..].find('"')? + start;
    Some(tag[start..end].replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<"))
}

fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name}");
    html.match_indices(&open)
        .filter(|(at, _)| html[at + open.len()..].starts_with([' ', '>']))
        .map(|(at, _)| &html[at..at + html[at..].find('>').unwrap()])
        .collect()
}

fn forms(html: &str) -> Vec<Form> {
    html.split("<form")
        .skip(1)
        .map(|rest| {
            let rest = &rest[..rest.find("</form>").unwrap()];
            let action = attribute(&rest[..rest.find('>').unwrap()], "action").unwrap();
            let inputs = tags(rest, "input").into_iter().map(|tag| Control {
                kind: attribute(tag, "type").unwrap(),
                name: attribute(tag, "name").unwrap(),
                value: attribute(tag, "value").unwrap_or_default(),
                on: tag.ends_with(" checked") || tag.contains(" checked "),
            });
            let buttons = tags(rest, "button").into_iter().map(|tag| Control {
                kind: "submit".to_owned(),
                name: attribute(tag, "name").unwrap_or_default(),
                value: attribute(tag, "value").unwrap_or_default(),
                on: false,
            });
            Form { action, controls: inputs.chain(buttons).collect() }
        })
        .collect()
}

/// A phone with one page open.
pub struct Phone {
    pub router: Router,
    pub store: MemoryStore,
    pub page: String,
    pub path: String,
    pub status: StatusCode,
    pub taps: usize,
    forms: Vec<Form>,
}

impl Phone {
    pub async fn new() -> Self {
        Self::over(MemoryStore::default()).await
    }

    /// A new start of the program over the same log.
    pub async fn over(store: MemoryStore) -> Self {
        let router = router(app(store.clone()));
        let mut phone = Self {
            router,
            store,
            page: String::new(),
            path: String::new(),
            status: StatusCode::OK,
            taps: 0,
            forms: Vec::new(),
        };
        phone.open("/").await;
        phone
    }

    /// A phone whose clock shows the seconds of `clock`, for tests that play hours and weeks.
    pub async fn by(clock: &Arc<AtomicI64>) -> Self {
        let clock = Arc::clone(clock);
        let mut phone = Self::new().await;
        let tells = move || jiff::Timestamp::from_second(clock.load(Ordering::Relaxed)).unwrap();
        phone.router = router(App { clock: Arc::new(tells), ..app(phone.store.clone()) });
        phone.open("/").await;
        phone
    }

    pub async fn open(&mut self, path: &str) {
        let path = path.split('#').next().unwrap();
        let answer = send(&self.router, "GET", path, &[("sec-fetch-site", "same-origin")], "").await;
        self.follow(path.to_owned(), answer).await;
    }

    async fn follow(&mut self, mut path: String, mut answer: Answer) {
        for _ in 0..5 {
            if answer.status != StatusCode::SEE_OTHER {
                break;
            }
            path = answer.header("location").split('#').next().unwrap().to_owned();
            answer = send(&self.router, "GET", &path, &[("sec-fetch-site", "same-origin")], "").await;
        }
        self.status = answer.status;
        self.path = without_word(&path);
        self.forms = forms(&answer.text);
        self.page = answer.text;
    }

    /// What the page says was done just now.
    pub fn word(&self) -> String {
        let start = self.page.find("<div class=\"done-now\"").unwrap_or(self.page.len());
        let rest = &self.page[start..];
        let end = ["<h1", "<a class=\"back\""].iter().filter_map(|part| rest.find(part)).min().unwrap_or(rest.len());
        plain(&rest[..end])
    }

    /// Ticks (or unticks) a box or a radio.
    pub fn tick(&mut self, name: &str, value: &str) {
        self.taps += 1;
        let mut found = false;
        for control in self.forms.iter_mut().flat_map(|form| &mut form.controls) {
            if control.name == name && control.value == value && matches!(control.kind.as_str(), "checkbox" | "radio") {
                control.on = !control.on || control.kind == "radio";
                found = true;
            } else if control.name == name && control.kind == "radio" {
                control.on = false;
            }
        }
        assert!(found, "no box {name}={value} on {}:\n{}", self.path, self.text());
    }

    pub fn type_in(&mut self, name: &str, text: &str) {
        let field = self.forms.iter_mut().flat_map(|form| &mut form.controls);
        let field = field.into_iter().find(|control| control.name == name && TYPED.contains(&control.kind.as_str()));
        text.clone_into(&mut field.expect("a field to type in").value);
    }

    /// Taps a submit button.
    pub async fn tap(&mut self, name: &str, value: &str) {
        self.taps += 1;
        let has = |form: &&Form| {
            form.controls.iter().any(|one| one.kind == "submit" && one.name == name && one.value == value)
        };
        let form = self.forms.iter().find(has).cloned();
        let form = form.unwrap_or_else(|| panic!("no button {name}={value} on {}:\n{}", self.path, self.text()));
        let mut pairs: Vec<(String, String)> = Vec::new();
        for control in &form.controls {
            let sent = match control.kind.as_str() {
                "hidden" => true,
                kind if TYPED.contains(&kind) => true,
                "checkbox" | "radio" => control.on,
                _ => control.name == name && control.value == value && !name.is_empty(),
            };
            if sent {
                pairs.push((control.name.clone(), control.value.clone()));
            }
        }
        self.post(&form.action, &pairs).await;
    }

    pub async fn post(&mut self, path: &str, pairs: &[(String, String)]) {
        let answer = send(&self.router, "POST", path, &[FORM, ("sec-fetch-site", "same-origin")], &encode(pairs)).await;
        self.follow(path.to_owned(), answer).await;
    }

    /// What each form of this address would send but for its buttons.
    pub fn forms_to(&self, action: &str) -> Vec<Vec<(String, String)>> {
        let sent = |one: &&Control| match one.kind.as_str() {
            "checkbox" | "radio" => one.on,
            kind => kind != "submit",
        };
        let forms = self.forms.iter().filter(|form| form.action == action);
        forms
            .map(|form| form.controls.iter().filter(sent).map(|one| (one.name.clone(), one.value.clone())).collect())
            .collect()
    }

    /// What the open form would send but for its buttons.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let controls = self.forms.iter().find(|form| form.action == "/check").unwrap().controls.iter();
        controls.filter(|one| one.kind == "hidden").map(|one| (one.name.clone(), one.value.clone())).collect()
    }

    pub async fn none(&mut self) {
        self.tap("_none", "pressed").await;
    }

    pub async fn go_on(&mut self) {
        self.tap("_continue", "pressed").await;
    }

    pub async fn back(&mut self) {
        let link = tags(&self.page, "a").into_iter().find(|tag| attribute(tag, "class").as_deref() == Some("back"));
        let href = attribute(link.expect("a way back"), "href").unwrap();
        self.open(&href).await;
    }

    /// Whether a box or radio is ticked.
    pub fn is_on(&self, name: &str, value: &str) -> bool {
        self.forms.iter().flat_map(|form| &form.controls).any(|one| one.name == name && one.value == value && one.on)
    }

    /// What stands in a field.
    pub fn typed(&self, name: &str) -> String {
        let controls = self.forms.iter().flat_map(|form| &form.controls);
        controls.into_iter().find(|one| one.name == name && one.kind == "text").unwrap().value.clone()
    }

    /// The heading of the page.
    pub fn heading(&self) -> String {
        let start = self.page.find("<h1").expect("a heading");
        let rest = &self.page[start..];
        plain(&rest[..rest.find("</h1>").unwrap()])
    }

    /// The page without its tags.
    pub fn text(&self) -> String {
        plain(&self.page)
    }

    pub async fn events(&self) -> Vec<Recorded> {
        self.store.read(&person()).await.unwrap()
    }

    /// Puts an answer into the log that no screen asks for.
    pub async fn know(&self, finding: &str, answer: easeback_engine::Answer) {
        let (events, app) = (self.events().await, app(self.store.clone()));
        let (last, at) = (events.last().unwrap().sequence, (app.clock)());
        let answers = [(finding.to_owned(), answer)].into();
        let event = Event::AnswersGiven { screen: None, answers };
        let event = NewEvent { id: (app.ids)(), at, zone: "UTC".to_owned(), recorded_at: at, event };
        self.store.append(&person(), last, &[event]).await.unwrap();
    }

    pub async fn kinds(&self) -> Vec<&'static str> {
        self.events().await.iter().map(|event| event.event.kind()).collect()
    }

    /// Answers screens until the page of this heading or the result is open: "None of these" on tick screens, and what
    /// a person with a plain spasm says to single questions.
    pub async fn plain_until(&mut self, wanted: &str) {
        for _ in 0..40 {
            if self.path.starts_with("/result") || self.path == "/medicines" || self.heading() == wanted {
                return;
            }
            self.plain().await;
        }
        panic!("never came to {wanted}: {}", self.heading());
    }

    /// Answers one screen as a person with a plain spasm does.
    pub async fn plain(&mut self) {
        const SINGLE: &[(&str, &str)] = &[
            ("pregnancy", "no"),
            ("onset", "sudden_strain"),
            ("duration_days", "2"),
            ("pain_now", "5"),
            ("pain_constant", "comes_and_goes"),
            ("course", "better"),
            ("alcohol_drinks_day", "0"),
            ("taken_before", "none"),
            ("mood_low", "2"),
            ("worry_persist", "2"),
            ("prior_episodes", "1"),
            ("sit_or_awkward", "no"),
        ];
        let buttons = |name: &str| self.page.contains(&format!("type=\"submit\" name=\"{name}\""));
        if let Some((name, value)) = SINGLE.iter().find(|(name, _)| buttons(name)) {
            self.tap(name, value).await;
        } else if self.page.contains("name=\"age_years\"") {
            self.type_in("age_years", "35");
            self.go_on().await;
        } else if self.page.contains("name=\"weight_kg\"") {
            // In pounds, as in New York.
            self.type_in("weight_kg", "160");
            self.go_on().await;
        } else if self.page.contains("name=\"pain_sites\"") {
            self.tick("pain_sites", "low");
            self.go_on().await;
        } else {
            self.none().await;
        }
    }
}

/// An address without the field that says what was done.
fn without_word(path: &str) -> String {
    let (page, query) = path.split_once('?').unwrap_or((path, ""));
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("done=")).collect();
    if rest.is_empty() { page.to_owned() } else { format!("{page}?{}", rest.join("&")) }
}

pub fn plain(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        text.push(' ');
    }
    let text = text.replace("&amp;", "&").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A phone by a clock that the test sets, in seconds.
pub async fn phone_at(instant: &str) -> (Phone, Arc<AtomicI64>) {
    let at: jiff::Timestamp = instant.parse().unwrap();
    let clock = Arc::new(AtomicI64::new(at.as_second()));
    (Phone::by(&clock).await, clock)
}

pub fn later(clock: &AtomicI64, seconds: i64) {
    clock.fetch_add(seconds, Ordering::Relaxed);
}

/// Somebody with a plain spasm, through the check.
pub async fn checked(instant: &str) -> (Phone, Arc<AtomicI64>) {
    let (mut phone, clock) = phone_at(instant).await;
    phone.plain_until("never").await;
    (phone, clock)
}

/// The same who has also answered what must be known before a medicine.
pub async fn wanting(instant: &str) -> (Phone, Arc<AtomicI64>) {
    let (mut phone, clock) = checked(instant).await;
    phone.open("/medicines").await;
    phone.tap("", "").await;
    phone.plain_until("never").await;
    phone.open("/medicines").await;
    (phone, clock)
}

/// The fields of a form.
pub fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
