//! Settings, export, erasing, the handbook, and a log that cannot be used.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test may fail loudly")]

mod support;

use axum::http::StatusCode;
use easeback_episode::{Event, Export, NewEvent, Recorded, Sequence};
use easeback_store::{EventStore, MemoryStore, PersonId, StoreError};
use easeback_web::router;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use support::{FORM, Phone, app, encode, plain, send};

#[tokio::test]
async fn the_chosen_country_gives_the_numbers_and_the_theme_the_colours() {
    let mut phone = Phone::new().await;
    phone.open("/settings").await;
    let pairs = |country: &str, theme: &str| {
        vec![("country".to_owned(), country.to_owned()), ("theme".to_owned(), theme.to_owned())]
    };
    phone.post("/settings", &pairs("gb", "dark")).await;
    assert_eq!(phone.path, "/settings");
    assert_eq!(phone.word(), "Saved Your settings are saved.");
    assert!(phone.page.contains("data-theme=\"dark\"") && phone.page.contains("href=\"tel:999\""));
    assert_eq!(phone.kinds().await, ["setting_changed", "setting_changed"]);
    phone.post("/settings", &pairs("gb", "system")).await;
    assert_eq!(phone.kinds().await.len(), 3, "only what differs is an event");
    assert!(!phone.page.contains("data-theme"));
    for (country, theme) in [("atlantis", "dark"), ("gb", "pink")] {
        phone.post("/settings", &pairs(country, theme)).await;
        assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(phone.kinds().await.len(), 3);
    phone.open("/").await;
    phone.tick("groin_numb", "yes");
    phone.go_on().await;
    assert!(phone.page.contains("btn big call\" href=\"tel:999\""), "the number of the country");
}

#[tokio::test]
async fn everything_can_be_taken_along_and_erased_means_gone() {
    let mut phone = Phone::new().await;
    phone.plain_until("").await;
    let answer = send(&phone.router, "GET", "/export.json", &[], "").await;
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"easeback-log-20"));
    assert_eq!(answer.header("content-type"), "application/json");
    let export = Export::from_json(&answer.text).unwrap();
    assert_eq!(export.events, phone.events().await);

    phone.open("/settings").await;
    assert!(phone.page.contains("href=\"/settings/erase\""));
    phone.open("/settings/erase").await;
    assert!(!phone.events().await.is_empty(), "asked once more first");
    phone.tap("", "").await;
    phone.post("/erase", &[]).await;
    assert_eq!(phone.heading(), "Erased");
    assert!(phone.events().await.is_empty());
    phone.open("/").await;
    assert_eq!(phone.heading(), "Is it an emergency?");
    let answer = send(&phone.router, "GET", "/erase", &[], "").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn every_treatment_has_its_page() {
    let phone = Phone::new().await;
    for treatment in &support::ENGINE.guideline().treatments {
        let answer = send(&phone.router, "GET", &format!("/learn/{}", treatment.id), &[], "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", treatment.id);
        assert!(plain(&answer.text).contains(&treatment.name));
    }
    assert_eq!(send(&phone.router, "GET", "/learn/magic", &[], "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn strong_pills_are_not_pointed_out_to_a_person_who_had_a_problem_with_drugs() {
    let mut phone = Phone::new().await;
    phone.open("/learn").await;
    assert!(phone.page.contains("/learn/rx_opioid_info"));
    phone.open("/").await;
    phone.plain_until("Your health before this").await;
    phone.tick("hx_substance", "yes");
    phone.go_on().await;
    phone.open("/learn").await;
    assert!(!phone.page.contains("/learn/rx_opioid_info"));
    phone.open("/learn/rx_opioid_info").await;
    assert_eq!(phone.heading(), "This page is not shown to you");
    phone.open("/learn/heat").await;
    assert_eq!(phone.heading(), "Warm pack");
}

/// A store that stops working when it is told to.
#[derive(Clone, Default)]
struct Breaking {
    inner: MemoryStore,
    reads: Arc<AtomicBool>,
    writes: Arc<AtomicBool>,
}

impl Breaking {
    fn check(flag: &AtomicBool) -> Result<(), StoreError> {
        if flag.load(Ordering::Relaxed) { Err(StoreError::Full { source: None }) } else { Ok(()) }
    }
}

impl EventStore for Breaking {
    async fn append(&self, person: &PersonId, expected: Sequence, events: &[NewEvent]) -> Result<Sequence, StoreError> {
        Self::check(&self.writes)?;
        self.inner.append(person, expected, events).await
    }

    async fn read_after(&self, person: &PersonId, after: Sequence) -> Result<Vec<Recorded>, StoreError> {
        Self::check(&self.reads)?;
        self.inner.read_after(person, after).await
    }

    async fn last_sequence(&self, person: &PersonId) -> Result<Sequence, StoreError> {
        self.inner.last_sequence(person).await
    }

    async fn erase(&self, person: &PersonId) -> Result<(), StoreError> {
        Self::check(&self.writes)?;
        self.inner.erase(person).await
    }

    async fn people(&self) -> Result<Vec<PersonId>, StoreError> {
        self.inner.people().await
    }

    async fn health(&self) -> Result<(), StoreError> {
        Self::check(&self.writes)
    }
}

#[tokio::test]
async fn a_log_that_cannot_be_written_gives_back_what_was_typed() {
    let store = Breaking::default();
    let router = router(app(store.clone()));
    let page = send(&router, "GET", "/", &[], "").await.text;
    let field = |name: &str| {
        let start = page.find(&format!("name=\"{name}\" value=\"")).unwrap() + name.len() + 15;
        page[start..].split('"').next().unwrap().to_owned()
    };
    let mut pairs: Vec<(String, String)> =
        ["_screen", "_rows", "_as", "_seen", "_event"].iter().map(|name| ((*name).to_owned(), field(name))).collect();
    pairs.push(("groin_numb".to_owned(), "yes".to_owned()));
    pairs.push(("_continue".to_owned(), "pressed".to_owned()));
    store.writes.store(true, Ordering::Relaxed);
    let answer = send(&router, "POST", "/check", &[FORM], &encode(&pairs)).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text.contains("There is no room left"));
    assert!(answer.text.contains("Any one of these? Get help now."));
    assert!(answer.text.contains("<input type=\"hidden\" name=\"groin_numb\" value=\"yes\">"), "it can be sent again");
    assert_eq!(send(&router, "GET", "/healthz", &[], "").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(send(&router, "POST", "/erase", &[FORM], "").await.status, StatusCode::SERVICE_UNAVAILABLE);
    store.writes.store(false, Ordering::Relaxed);
    let answer = send(&router, "POST", "/check", &[FORM], &encode(&pairs)).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/result"));
    assert_eq!(send(&router, "GET", "/healthz", &[], "").await.text, "ok\n");

    // The result is shown even when it cannot be written down.
    store.writes.store(true, Ordering::Relaxed);
    let answer = send(&router, "GET", "/result", &[], "").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("Get emergency help now") && answer.text.contains("could not be saved"));

    // Every page says that nothing is kept, and why, before anybody enters anything.
    for path in ["/", "/result", "/check?step=1", "/learn", "/settings", "/people", "/emergency"] {
        let page = send(&router, "GET", path, &[], "").await.text;
        assert!(page.contains("What you enter is not kept") && page.contains("is full"), "{path}");
        assert!(page.contains("href=\"/emergency\"") && page.contains("href=\"tel:911\""), "{path}");
    }

    // And the signs are shown when nothing can be read.
    store.reads.store(true, Ordering::Relaxed);
    for path in ["/", "/check", "/result", "/settings", "/learn", "/export.json"] {
        let answer = send(&router, "GET", path, &[], "").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.text.contains("Any one of these? Get help now."), "{path}");
    }
    let answer = send(&router, "GET", "/emergency", &[], "").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("href=\"tel:911\""));
}

#[tokio::test]
async fn answers_from_a_time_ahead_of_the_clock_still_count() {
    let phone = Phone::new().await;
    let later = "2031-01-01T00:00:00Z".parse().unwrap();
    let event = |id, event| NewEvent {
        id: easeback_episode::EventId::from_u128(id),
        at: later,
        zone: "UTC".to_owned(),
        recorded_at: later,
        event,
    };
    let answers = std::collections::BTreeMap::from([("leg_weak".to_owned(), easeback_engine::Answer::NotSure)]);
    let events = [
        event(u128::MAX, Event::EpisodeStarted {}),
        event(u128::MAX - 1, Event::AnswersGiven { screen: Some("nerves".to_owned()), answers }),
    ];
    phone.store.append(&support::person(), Sequence::EMPTY, &events).await.unwrap();
    let mut phone = Phone::over(phone.store.clone()).await;
    phone.open("/check?step=1").await;
    assert!(phone.is_on("leg_weak", "not_sure"));
    phone.tick("leg_weak", "not_sure");
    phone.none().await;
    phone.open("/check?step=1").await;
    assert!(!phone.is_on("leg_weak", "not_sure"), "the later answer wins, whatever the clock says");
}
