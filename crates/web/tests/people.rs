//! Several people of one household, each with their own log, in one browser and in several tabs.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test may fail loudly")]

mod support;

use axum::Router;
use axum::http::StatusCode;
use easeback_episode::Export;
use easeback_store::{EventStore, MemoryStore, PersonId};
use easeback_web::router;
use support::{Answer, FORM, app, encode, person, plain, send};

/// A browser: one cookie jar, any number of tabs.
struct Browser {
    router: Router,
    store: MemoryStore,
    cookie: String,
}

impl Browser {
    fn new() -> Self {
        let store = MemoryStore::default();
        Self { router: router(app(store.clone())), store, cookie: String::new() }
    }

    async fn get(&mut self, path: &str) -> Answer {
        let cookie = self.cookie.clone();
        let answer = send(&self.router, "GET", path, &[("cookie", &cookie)], "").await;
        assert_eq!(answer.header("set-cookie"), "", "looking at a page changes no choice");
        answer
    }

    async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let cookie = self.cookie.clone();
        let answer = send(&self.router, "POST", path, &[FORM, ("cookie", &cookie)], &encode(&pairs)).await;
        let set = answer.header("set-cookie");
        if !set.is_empty() {
            assert!(set.ends_with("; HttpOnly; SameSite=Strict") && set.contains("; Path=/;"), "{set}");
            set.split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        answer
    }

    /// Somebody new, whose log is open from now on; their id.
    async fn add(&mut self, name: &str) -> String {
        let page = self.get("/people").await;
        let made_for = made_for(&page.text);
        let answer = self.post("/people", &[("_person", &made_for), ("name", name)]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"));
        self.cookie.split_once('=').unwrap().1.to_owned()
    }

    async fn theme(&self, id: &str) -> Vec<String> {
        let log = self.store.read(&PersonId::new(id).unwrap()).await.unwrap();
        let lines = log.iter().map(|event| event.to_json().unwrap()).filter(|line| line.contains("\"theme\""));
        lines.map(|line| line.rsplit("\"value\":\"").next().unwrap().split('"').next().unwrap().to_owned()).collect()
    }
}

/// Whom the last form of a page is made for: the forms that open another log come before.
fn made_for(page: &str) -> String {
    let start = page.rfind("name=\"_person\" value=\"").unwrap() + 22;
    page[start..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_household_of_one_is_not_told_whose_log_it_is() {
    let mut browser = Browser::new();
    for path in ["/", "/settings", "/learn", "/people"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text.contains("This is the log of"), "{path}");
    }
    browser.post("/settings", &[("theme", "dark")]).await;
    assert_eq!((browser.theme("me").await, browser.cookie.as_str()), (vec!["dark".to_owned()], ""));
}

#[tokio::test]
async fn every_page_says_whose_log_it_is_once_there_are_two() {
    let mut browser = Browser::new();
    let id = browser.add("Maria & <b>").await;
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "a random id and no name: {id}");
    for path in ["/", "/learn", "/learn/heat", "/settings", "/settings/erase", "/people", "/emergency"] {
        let page = browser.get(path).await;
        assert!(page.text.contains("This is the log of <strong>Maria &amp; &lt;b&gt;</strong>"), "{path}");
        assert!(page.text.contains("href=\"/emergency\"") && page.text.contains("tel:911"), "{path}");
    }
    // On the page for an emergency it does not stand in the way.
    let page = browser.get("/emergency").await.text;
    assert!(page.find("Any one of these?").unwrap() < page.find("This is the log of").unwrap());

    browser.cookie.clear();
    let page = browser.get("/").await;
    assert!(plain(&page.text).contains("This is the log of the first person here"), "another browser has not chosen");
}

#[tokio::test]
async fn two_tabs_for_two_people_never_mix() {
    let mut browser = Browser::new();
    browser.post("/settings", &[("theme", "light")]).await;
    let first_tab = browser.get("/settings").await;
    let maria = browser.add("Maria").await;
    let second_tab = browser.get("/settings").await;
    assert_eq!((made_for(&first_tab.text), made_for(&second_tab.text)), ("me".to_owned(), maria.clone()));

    // Maria is chosen, and the first tab still sends for the one it was made for; then that browser goes on with that
    // one.
    let answer = browser.post("/settings", &[("_person", &made_for(&first_tab.text)), ("theme", "dark")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.theme("me").await, ["light", "dark"]);
    assert!(browser.theme(&maria).await.is_empty());
    assert_eq!(made_for(&browser.get("/settings").await.text), "me");

    browser.post("/settings", &[("_person", &made_for(&second_tab.text)), ("theme", "system")]).await;
    assert_eq!(browser.theme(&maria).await, ["system"]);
    assert_eq!(browser.theme("me").await, ["light", "dark"]);
    assert_eq!(made_for(&browser.get("/settings").await.text), maria);

    // What is taken along is the log of the page, too.
    for id in ["me", maria.as_str()] {
        let answer = browser.get(&format!("/export.json?_person={id}")).await;
        assert_eq!(Export::from_json(&answer.text).unwrap().person, id);
    }
}

#[tokio::test]
async fn the_check_of_one_person_stays_theirs() {
    let mut browser = Browser::new();
    let maria = browser.add("Maria").await;
    let page = browser.get("/").await.text;
    let field = |name: &str| {
        let start = page.find(&format!("name=\"{name}\" value=\"")).unwrap() + name.len() + 15;
        page[start..].split('"').next().unwrap().to_owned()
    };
    let values = ["_person", "_screen", "_rows", "_as", "_seen", "_event"].map(|name| (name, field(name)));
    let mut pairs: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    pairs.extend([("groin_numb", "yes"), ("_continue", "pressed")]);
    browser.post("/people/choose", &[("_person", "me")]).await;
    assert_eq!(browser.cookie, "easeback_person=", "the first one needs no cookie");
    let answer = browser.post("/check", &pairs).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/result"));
    assert!(plain(&browser.get("/result").await.text).contains("Get emergency help now"));
    assert!(browser.store.read(&person()).await.unwrap().is_empty());
    let kinds: Vec<_> =
        browser.store.read(&PersonId::new(maria).unwrap()).await.unwrap().iter().map(|one| one.event.kind()).collect();
    assert_eq!(kinds, ["setting_changed", "episode_started", "answers_given", "decision_shown"]);
}

#[tokio::test]
async fn a_form_for_somebody_who_was_erased_is_refused_and_brings_nobody_back() {
    let mut browser = Browser::new();
    browser.post("/settings", &[("theme", "dark")]).await;
    let maria = browser.add("Maria").await;
    browser.store.erase(&PersonId::new(maria.clone()).unwrap()).await.unwrap();
    for named in [maria.as_str(), "nobody", "", "two words"] {
        for (path, pairs) in
            [("/settings", ("theme", "light")), ("/people/name", ("name", "Eve")), ("/start", ("", ""))]
        {
            let answer = browser.post(path, &[("_person", named), pairs]).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{named} {path}");
            assert!(answer.text.contains("This log is not here any more") && answer.text.contains("Get help now."));
        }
    }
    assert_eq!(browser.store.people().await.unwrap(), [person()]);
    assert_eq!(browser.theme("me").await, ["dark"]);

    // The browser that had chosen her chooses anew, and is not shown somebody else's log.
    let answer = browser.get("/result").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/people"));
    let page = browser.get("/people").await;
    assert!(page.text.contains("The log that was open here is gone."));
    assert_eq!(browser.get("/emergency").await.status, StatusCode::OK);
    browser.post("/people/choose", &[("_person", "me")]).await;
    assert_eq!(browser.get("/settings").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_that_names_nobody_is_refused_where_somebody_was_chosen() {
    let mut browser = Browser::new();
    let maria = browser.add("Maria").await;
    let answer = browser.post("/settings", &[("theme", "dark")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let twice = browser.post("/settings", &[("_person", &maria), ("_person", "me"), ("theme", "dark")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.theme("me").await.is_empty() && browser.theme(&maria).await.is_empty());
}

#[tokio::test]
async fn another_site_cannot_choose_or_add_anybody() {
    let mut browser = Browser::new();
    let maria = browser.add("Maria").await;
    let body = encode(&[("_person".to_owned(), maria), ("name".to_owned(), "Eve".to_owned())]);
    for path in ["/people", "/people/choose", "/people/name"] {
        let headers = [FORM, ("sec-fetch-site", "cross-site")];
        let answer = send(&browser.router, "POST", path, &headers, &body).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::FORBIDDEN, ""), "{path}");
    }
    assert_eq!(browser.store.people().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_name_is_a_name_and_nobody_elses() {
    let mut browser = Browser::new();
    let maria = browser.add(" Maria   Luisa ").await;
    let long = "x".repeat(41);
    for (name, says) in [
        ("", "Type a name."),
        ("  ", "Type a name."),
        ("a\u{1}b", "Type a name."),
        (long.as_str(), "Type a shorter name."),
        ("maria luisa", "Someone here has this name."),
    ] {
        let answer = browser.post("/people", &[("_person", &maria), ("name", name)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text.contains(says), "{name}");
    }
    assert_eq!(browser.store.people().await.unwrap().len(), 1);
    // Her own name in other letters is hers to choose.
    let answer = browser.post("/people/name", &[("_person", &maria), ("name", "MARIA LUISA")]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/people?done=saved"));
    assert!(browser.get("/").await.text.contains("<strong>MARIA LUISA</strong>"));
}

#[tokio::test]
async fn erasing_one_leaves_the_others() {
    let mut browser = Browser::new();
    browser.post("/settings", &[("theme", "dark")]).await;
    let maria = browser.add("Maria").await;
    let page = browser.get("/settings/erase").await;
    let answer = browser.post("/erase", &[("_person", &made_for(&page.text))]).await;
    assert!(answer.text.contains("Erased"));
    assert!(browser.store.read(&PersonId::new(maria).unwrap()).await.unwrap().is_empty());
    assert_eq!(browser.theme("me").await, ["dark"]);
}
