//! What is written into the log from the pages: nothing that is true is refused, nothing that may be a slip is taken in
//! silence, and what a dose comes to is said at once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail loudly"
)]

mod support;

use axum::http::StatusCode;
use easeback_episode::{Content, Event, EventId, NewEvent, Recorded, Sequence};
use easeback_store::{EventStore, MemoryStore, PersonId, StoreError};
use easeback_web::{App, router};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use support::{ENGINE, FORM, Phone, app, encode, later, pairs, person, phone_at, plain, send, wanting};

const HOUR: i64 = 3600;

/// Monday at 9:00 in the morning in New York, and some seconds: the fields of a form show none.
const MONDAY: &str = "2026-02-02T14:00:07Z";

/// The fields of a form that writes one event.
fn writes(number: u128, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let id = EventId::from_u128(0xE000_0000 + number).to_string();
    let mut form = pairs(fields);
    form.push(("_event".to_owned(), id));
    form
}

async fn doses(phone: &Phone) -> Vec<(Recorded, Vec<Content>)> {
    let events = phone.events().await.into_iter();
    let doses = events.filter_map(|recorded| match recorded.event.clone() {
        Event::MedicineTaken { contents, .. } => Some((recorded, contents)),
        _ => None,
    });
    doses.collect()
}

fn inside(contents: &[Content]) -> Vec<(&str, Option<f64>)> {
    contents.iter().map(|one| (one.ingredient.as_str(), one.mg)).collect()
}

/// The words of a red flag and of its action.
fn flag(id: &str) -> (&'static str, &'static str) {
    let guideline = ENGINE.guideline();
    let flag = guideline.red_flags.iter().find(|flag| flag.id == id).unwrap();
    (&flag.because, &guideline.action(&flag.action).unwrap().say)
}

/// The text of the part about too much; empty where there is none.
fn too_much(phone: &Phone) -> String {
    let Some(start) = phone.page.find("id=\"too-much\"") else { return String::new() };
    plain(phone.page[start..].split_once('>').unwrap().1.split("<h2>What is inside").next().unwrap())
}

#[tokio::test]
async fn a_name_that_is_certain_counts_whatever_stands_beside_it() {
    for (typed, ingredient) in [
        ("Tylenol extra strength", "acetaminophen"),
        ("APAP 500mg", "acetaminophen"),
        ("Ibuprofen tablets", "ibuprofen"),
    ] {
        let (mut phone, _) = wanting(MONDAY).await;
        let form = writes(1, &[("name", "A box"), ("ingredient.1", typed), ("mg.1", "10000")]);
        phone.post("/medicines/log", &form).await;
        assert_eq!(phone.path, "/result", "{typed}: {}", phone.text());
        assert_eq!(inside(&doses(&phone).await[0].1), [(ingredient, Some(10_000.0))], "{typed}");
        phone.open("/medicines").await;
        assert!(phone.text().contains("10000 mg"), "it is said what was taken over: {}", phone.text());
    }
}

#[tokio::test]
async fn a_name_that_may_mean_several_things_is_asked_before_anything_is_kept() {
    let (mut phone, _) = wanting(MONDAY).await;
    let typed =
        [("name", "My \"box\" & more"), ("ingredient.1", "paracetmol"), ("mg.1", "10000"), ("at", "2026-02-02T08:00")];
    phone.post("/medicines/log", &writes(1, &typed)).await;
    assert_eq!((phone.status, doses(&phone).await.len()), (StatusCode::UNPROCESSABLE_ENTITY, 0));
    let text = phone.text();
    assert!(text.contains("Is it this one?") && text.contains("You typed “paracetmol”"), "{text}");
    assert!(text.contains("acetaminophen (paracetamol)") && text.contains("None of these"), "{text}");
    assert!(!phone.path.contains("paracetmol"));
    // All that was typed is in the form that asks.
    let form = phone.forms_to("/medicines/log").remove(0);
    for (name, value) in typed {
        assert!(form.contains(&(name.to_owned(), value.to_owned())), "{name}: {form:?}");
    }
    phone.tick("meant.1", "acetaminophen ");
    phone.tap("intent", "took").await;
    assert_eq!(phone.path, "/result", "{}", phone.text());
    let kept = &doses(&phone).await[0];
    assert_eq!(inside(&kept.1), [("acetaminophen", Some(10_000.0))]);
    assert_eq!(kept.0.at.to_string(), "2026-02-02T13:00:00Z");

    // Whoever means none of them keeps what they typed.
    let (mut phone, _) = wanting(MONDAY).await;
    phone.post("/medicines/log", &writes(1, &typed)).await;
    phone.tick("meant.1", "none");
    phone.tap("intent", "took").await;
    assert_eq!(inside(&doses(&phone).await[0].1), [("paracetmol", Some(10_000.0))]);
}

#[tokio::test]
async fn the_log_does_not_refuse_what_nobody_knows() {
    let (mut phone, _) = wanting(MONDAY).await;
    phone.post("/medicines/log", &writes(1, &[("name", "Zzyzx")])).await;
    assert_eq!((phone.path.as_str(), phone.status), ("/medicines", StatusCode::OK), "{}", phone.text());
    assert_eq!(inside(&doses(&phone).await[0].1), [("Zzyzx", None)]);
    assert!(phone.text().contains("Zzyzx, amount not known"), "{}", phone.text());
    // A name on the box is a name too, and so much of it counts.
    phone.post("/medicines/log", &writes(2, &[("name", "Advil")])).await;
    assert_eq!(inside(&doses(&phone).await[1].1), [("ibuprofen", None)]);
    phone.post("/medicines/log", &writes(3, &[("name", "paracetamol"), ("mg.1", "12000")])).await;
    assert_eq!(phone.path, "/result", "{}", phone.text());
}

#[tokio::test]
async fn a_mix_typed_by_hand_counts_as_all_that_is_in_it() {
    let (mut phone, _) = wanting(MONDAY).await;
    phone
        .post("/medicines/log", &writes(1, &[("name", "Box"), ("ingredient.1", "Tylenol PM"), ("mg.1", "12000")]))
        .await;
    let kept = doses(&phone).await;
    assert_eq!(inside(&kept[0].1), [("acetaminophen", Some(12_000.0)), ("diphenhydramine", Some(12_000.0))]);
}

#[tokio::test]
async fn whatever_passes_a_limit_is_told_at_once_with_what_to_do() {
    // With a spasm, by a product that was found.
    let (mut phone, _) = wanting(MONDAY).await;
    let product = ENGINE.guideline().find_products("Tylenol Extra Strength", Some("us"), 1)[0];
    phone.post("/medicines/log", &writes(1, &[("product", &product.id), ("units", "7"), ("intent", "took")])).await;
    let (because, action) = flag("daily_limit_passed");
    let text = too_much(&phone);
    assert!(text.contains(because) && text.contains(action), "{}", phone.text());
    assert!(text.contains("Never more than 1,000 mg at once."), "{text}");

    // Without one, typed by hand.
    let (mut phone, clock) = phone_at(MONDAY).await;
    let ibuprofen = |mg: &'static str| [("name", "Box"), ("ingredient.1", "ibuprofen"), ("mg.1", mg)];
    phone.post("/medicines/log", &writes(1, &ibuprofen("2400"))).await;
    assert_eq!(phone.path, "/medicines");
    let text = too_much(&phone);
    assert!(text.contains(because) && text.contains(action), "{}", phone.text());
    // It stands there until it is over.
    later(&clock, 24 * HOUR - 60);
    phone.open("/medicines").await;
    assert!(!too_much(&phone).is_empty());
    later(&clock, 60);
    phone.open("/medicines").await;
    assert!(too_much(&phone).is_empty(), "{}", too_much(&phone));

    let (mut phone, _) = phone_at(MONDAY).await;
    phone.post("/medicines/log", &writes(1, &ibuprofen("3000"))).await;
    let (because, action) = flag("ibuprofen_far_too_much");
    assert!(too_much(&phone).contains(because) && too_much(&phone).contains(action), "{}", phone.text());
    let (mut phone, _) = phone_at(MONDAY).await;
    phone.post("/medicines/log", &writes(1, &[("name", "paracetamol"), ("mg.1", "10000")])).await;
    let (because, action) = flag("acetaminophen_overdose");
    let text = too_much(&phone);
    assert!(text.contains(because) && text.contains(action), "{}", phone.text());
    assert!(phone.page.contains("href=\"tel:911\""));
    assert!(!text.contains("Book a doctor visit"), "a lesser order does not stand beside it: {text}");

    // Too soon, without a red flag; and nothing where all is well.
    let (mut phone, clock) = phone_at(MONDAY).await;
    phone.post("/medicines/log", &writes(1, &ibuprofen("400"))).await;
    assert!(too_much(&phone).is_empty(), "{}", too_much(&phone));
    later(&clock, HOUR);
    phone.post("/medicines/log", &writes(2, &ibuprofen("200"))).await;
    let text = too_much(&phone);
    assert!(text.contains("too much or too soon") && text.contains("At least 6 hours"), "{text}");
    assert!(text.contains("No more of it before 4:01 pm"), "{text}");
}

#[tokio::test]
async fn a_dose_that_is_set_right_to_too_much_is_told_too() {
    let (mut phone, _) = phone_at(MONDAY).await;
    phone.post("/medicines/log", &writes(1, &[("name", "ibuprofen"), ("mg.1", "200")])).await;
    let id = doses(&phone).await[0].0.id.to_string();
    phone.open(&format!("/log?event={id}")).await;
    phone.type_in("mg.0", "2400");
    phone.tap("", "").await;
    assert!(too_much(&phone).contains(flag("daily_limit_passed").1), "{} {}", phone.path, phone.text());
}

#[tokio::test]
async fn a_date_that_lies_far_back_is_asked_about_once() {
    let (mut phone, _) = wanting(MONDAY).await;
    let form = writes(1, &[("treatment", "ibuprofen"), ("mg", "200"), ("at", "2025-02-02T08:00")]);
    phone.post("/medicines/log", &form).await;
    assert_eq!((phone.status, doses(&phone).await.len()), (StatusCode::UNPROCESSABLE_ENTITY, 0));
    assert!(
        phone.text().contains("Is that date right?") && phone.text().contains("Sun 2 Feb 2025"),
        "{}",
        phone.text()
    );
    phone.tap("right", "2025-02-02T08:00").await;
    assert_eq!(doses(&phone).await[0].0.at.to_string(), "2025-02-02T13:00:00Z");

    // It was a slip.
    let (mut phone, _) = wanting(MONDAY).await;
    phone.post("/medicines/log", &form).await;
    phone.type_in("at", "2026-02-02T08:00");
    let mut form = phone.forms_to("/medicines/log").remove(1);
    form.retain(|(name, _)| name != "at");
    form.push(("at".to_owned(), "2026-02-02T08:00".to_owned()));
    phone.post("/medicines/log", &form).await;
    assert_eq!(doses(&phone).await[0].0.at.to_string(), "2026-02-02T13:00:00Z");
    // Two days are not far.
    phone.post("/medicines/log", &writes(2, &[("treatment", "ibuprofen"), ("at", "2026-01-31T09:01")])).await;
    assert_eq!(doses(&phone).await.len(), 2, "{}", phone.text());
}

#[tokio::test]
async fn a_time_that_is_still_to_come_is_never_made_into_another() {
    let (mut phone, _) = wanting(MONDAY).await;
    let form = [("name", "A box"), ("ingredient.1", "ibuprofen"), ("mg.1", "200"), ("at", "2026-02-02T21:00")];
    phone.post("/medicines/log", &writes(1, &form)).await;
    assert_eq!((phone.status, doses(&phone).await.len()), (StatusCode::UNPROCESSABLE_ENTITY, 0));
    assert!(phone.text().contains("Type a time that is not later than now."), "{}", phone.text());
    let again = phone.forms_to("/medicines/log").remove(0);
    for (name, value) in form {
        assert!(again.contains(&(name.to_owned(), value.to_owned())), "{name}: {again:?}");
    }
    phone.type_in("at", "2026-02-02T08:00");
    phone.tap("", "").await;
    assert_eq!(doses(&phone).await[0].0.at.to_string(), "2026-02-02T13:00:00Z");
    // A dose that is set right, likewise.
    let id = doses(&phone).await[0].0.id.to_string();
    phone.open(&format!("/log?event={id}")).await;
    phone.type_in("mg.0", "150");
    phone.type_in("at", "2026-02-02T21:00");
    phone.tap("", "").await;
    assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = phone.forms_to("/log/correct").remove(0);
    assert!(typed.contains(&("mg.0".to_owned(), "150".to_owned())), "{typed:?}");
    assert!(typed.contains(&("at".to_owned(), "2026-02-02T21:00".to_owned())), "{typed:?}");
    assert!(!phone.kinds().await.contains(&"event_corrected"));
}

#[tokio::test]
async fn an_amount_that_is_set_right_takes_its_units_along_and_leaves_the_time() {
    let (mut phone, _) = wanting(MONDAY).await;
    phone.tap("mg", "200").await;
    let dose = doses(&phone).await[0].0.clone();
    phone.open(&format!("/log?event={}", dose.id)).await;
    phone.type_in("mg.0", "400");
    phone.tap("", "").await;
    let Some(Event::EventCorrected { at, to, .. }) = phone.events().await.pop().map(|event| event.event) else {
        panic!("nothing was set right: {}", phone.text())
    };
    assert_eq!(at, dose.at, "to the second");
    let Event::MedicineTaken { units, contents, .. } = *to else { panic!() };
    assert_eq!((units, contents[0].mg), (Some(2.0), Some(400.0)));
    phone.open(&format!("/log?event={}", dose.id)).await;
    phone.type_in("mg.0", "");
    phone.tap("", "").await;
    let Some(Event::EventCorrected { to, .. }) = phone.events().await.pop().map(|event| event.event) else { panic!() };
    assert!(matches!(*to, Event::MedicineTaken { units: None, .. }));
}

#[tokio::test]
async fn the_pain_after_a_dose_is_told_and_shows_what_helped() {
    let (mut phone, clock) = wanting(MONDAY).await;
    let rule = &ENGINE.guideline().help_rules[0];
    for _ in 0..rule.times_min {
        phone.open("/medicines").await;
        phone.tick("pain_before", "7");
        phone.tap("mg", "200").await;
        later(&clock, HOUR);
        phone.open("/medicines").await;
        assert!(phone.text().contains("How is the pain now, after Ibuprofen?"), "{}", phone.text());
        phone.open("/today").await;
        assert!(phone.text().contains("How is the pain now, after Ibuprofen?"), "{}", phone.text());
        let mut form = phone.forms_to("/pain").remove(0);
        form.push(("pain".to_owned(), "3".to_owned()));
        phone.post("/pain", &form).await;
        assert!(phone.path == "/medicines" && phone.text().contains("Pain after it: 3 of 10"), "{}", phone.text());
        later(&clock, 8 * HOUR);
    }
    phone.open("/progress").await;
    assert!(phone.text().contains(&rule.say_lower), "{}", phone.text());
    // A day later it is no pain after it any more.
    phone
        .post("/medicines/log", &writes(9, &[("treatment", "ibuprofen"), ("mg", "200"), ("at", "2026-02-02T09:00")]))
        .await;
    assert!(phone.forms_to("/pain").is_empty(), "{}", phone.text());
    let foreign = writes(10, &[("pain", "3"), ("after", "000000000000000000000000000000ff")]);
    phone.post("/pain", &foreign).await;
    assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_medicine_that_nobody_knows_can_be_told_as_another_one() {
    let (mut phone, _) = wanting(MONDAY).await;
    phone.post("/medicines/name", &pairs(&[("name", "Zzyzx")])).await;
    assert!(phone.text().contains("add it as another medicine"), "{}", phone.text());
    let form = phone.forms_to("/medicines/name/yes").remove(0);
    phone.post("/medicines/name/yes", &form).await;
    let answers = phone.events().await.into_iter().rev().find_map(|event| match event.event {
        Event::AnswersGiven { answers, .. } => Some(answers),
        _ => None,
    });
    assert_eq!(answers.unwrap().get("medicines.other_medicine"), Some(&easeback_engine::Answer::YesNo(true)));
    phone.open("/medicines").await;
    assert!(!phone.text().contains("Yes, you may."), "ask first: {}", phone.text());
    phone.post("/medicines/name", &pairs(&[("name", "Marcumar")])).await;
    assert!(phone.text().contains("Blood thinner"), "{}", phone.text());
}

#[tokio::test]
async fn an_offer_that_rests_on_a_yes_says_what_the_yes_was_for() {
    let (mut phone, clock) = wanting(MONDAY).await;
    let at = jiff::Timestamp::from_second(clock.load(Ordering::Relaxed)).unwrap();
    let answers = [("weight_kg".to_owned(), easeback_engine::Answer::Number(45.0))].into();
    let event = Event::AnswersGiven { screen: None, answers };
    let event = NewEvent { id: EventId::from_u128(0xAAAA), at, zone: "UTC".to_owned(), recorded_at: at, event };
    let last = phone.events().await.last().unwrap().sequence;
    phone.store.append(&person(), last, &[event]).await.unwrap();
    phone.open("/doctor").await;
    let yes =
        phone.forms_to("/allowed").into_iter().find(|form| form.iter().any(|(_, value)| value == "acetaminophen"));
    let yes = yes.expect("it waits for a yes");
    phone.post("/allowed", &yes).await;
    phone.open("/medicines").await;
    let start = phone.page.find("id=\"acetaminophen\"").unwrap();
    let card = plain(phone.page[start..].split("/learn/").next().unwrap());
    assert!(card.contains("You may take this one instead."), "{card}");
    assert!(card.contains("Take only the dose that a doctor or pharmacist gave you."), "{card}");
    assert!(card.contains("said yes to this"), "{card}");
}

#[tokio::test]
async fn the_log_is_in_the_order_in_which_things_happened_and_asks_strange_addresses_nothing() {
    let (mut phone, _) = wanting(MONDAY).await;
    phone.tap("mg", "200").await;
    let earlier = writes(1, &[("name", "Zzyzx"), ("at", "2026-02-01T08:00")]);
    phone.post("/medicines/log", &earlier).await;
    phone.open("/log").await;
    let (first, second) = (phone.text().find("Took Ibuprofen").unwrap(), phone.text().find("Took Zzyzx").unwrap());
    assert!(first < second, "{}", phone.text());
    phone.open("/log?event=a&event=b").await;
    assert_eq!(phone.status, StatusCode::NOT_FOUND);
    assert!(phone.page.contains("Any one of these? Get help now."));
}

/// A store into which something else is written just before the first append once it is armed.
#[derive(Clone)]
struct Racing {
    store: MemoryStore,
    armed: Arc<AtomicBool>,
    rival: Arc<Mutex<Option<NewEvent>>>,
}

impl EventStore for Racing {
    async fn append(&self, who: &PersonId, at: Sequence, events: &[NewEvent]) -> Result<Sequence, StoreError> {
        if self.armed.swap(false, Ordering::Relaxed) {
            let rival = self.rival.lock().unwrap().take().unwrap();
            self.store.append(who, at, &[rival]).await?;
        }
        self.store.append(who, at, events).await
    }

    async fn read_after(&self, who: &PersonId, after: Sequence) -> Result<Vec<Recorded>, StoreError> {
        self.store.read_after(who, after).await
    }

    async fn last_sequence(&self, who: &PersonId) -> Result<Sequence, StoreError> {
        self.store.last_sequence(who).await
    }

    async fn erase(&self, who: &PersonId) -> Result<(), StoreError> {
        self.store.erase(who).await
    }

    async fn people(&self) -> Result<Vec<PersonId>, StoreError> {
        self.store.people().await
    }

    async fn health(&self) -> Result<(), StoreError> {
        self.store.health().await
    }
}

#[tokio::test]
async fn what_is_refused_because_of_what_happened_in_between_is_refused_aloud() {
    let (phone, clock) = wanting(MONDAY).await;
    let at = jiff::Timestamp::from_second(clock.load(Ordering::Relaxed)).unwrap();
    let dose = Event::MedicineTaken {
        product: None,
        name: "Ibuprofen".to_owned(),
        units: None,
        contents: vec![Content { ingredient: "ibuprofen".to_owned(), mg: Some(200.0) }],
        on_skin: false,
        pain_before: None,
    };
    let (treatment, part) = ("progressive_relaxation".to_owned(), None);
    let session = Event::SessionStarted { treatment, part, seconds: 600, pain_before: None };
    let advil = ENGINE.guideline().find_products("Advil", Some("us"), 1)[0];
    for (number, path, form, rival) in [
        (1, "/medicines/take", writes(1, &[("treatment", "ibuprofen"), ("mg", "200")]), dose.clone()),
        (2, "/medicines/log", writes(2, &[("product", &advil.id), ("units", "1"), ("intent", "now")]), dose),
        (3, "/session/start", writes(3, &[("treatment", "heat"), ("minutes", "20")]), session),
    ] {
        let store = MemoryStore::default();
        let before: Vec<NewEvent> = phone
            .events()
            .await
            .into_iter()
            .map(|Recorded { sequence: _, id, at, zone, recorded_at, event }| NewEvent {
                id,
                at,
                zone,
                recorded_at,
                event,
            })
            .collect();
        store.append(&person(), Sequence::EMPTY, &before).await.unwrap();
        let id = EventId::from_u128(0xFFFF_0000 + number);
        let rival = NewEvent { id, at, zone: "America/New_York".to_owned(), recorded_at: at, event: rival };
        let armed = Arc::new(AtomicBool::new(true));
        let racing = Racing { store: store.clone(), armed, rival: Arc::new(Mutex::new(Some(rival))) };
        let router = router(App { clock: Arc::new(move || at), ..app(racing) });
        let answer = send(&router, "POST", path, &[FORM, ("sec-fetch-site", "same-origin")], &encode(&form)).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}: {}", plain(&answer.text));
        let text = plain(&answer.text);
        assert!(text.contains("Nothing was written") || text.contains("One thing at a time"), "{path}: {text}");
        assert_eq!(store.read(&person()).await.unwrap().len(), before.len() + 1, "{path}");
        if path != "/session/start" {
            assert!(text.contains("I have taken it already"), "{text}");
        }
    }
}
