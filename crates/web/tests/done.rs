//! What is said of what was just done: on every page that a form leads to, with the way to take it back.

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
use easeback_engine::Answer;
use easeback_episode::{Event, EventId, NewEvent};
use easeback_guideline::ScreenStyle;
use easeback_store::EventStore;
use std::sync::atomic::{AtomicI64, Ordering};
use support::{FORM, Phone, checked, encode, later, pairs, person, send, wanting};

const MONDAY: &str = "2026-02-02T14:00:00Z";

/// An id that no page has given out.
fn new_id(number: u32) -> String {
    format!("{:032x}", 0xd0e0_0000_u32 + number)
}

async fn count(phone: &Phone, kind: &str) -> usize {
    phone.kinds().await.iter().filter(|one| **one == kind).count()
}

/// Puts a sign into the log, as of now.
async fn know_now(phone: &Phone, clock: &AtomicI64, sign: &str) {
    let at = jiff::Timestamp::from_second(clock.load(Ordering::Relaxed)).unwrap();
    let event = Event::AnswersGiven { screen: None, answers: [(sign.to_owned(), Answer::YesNo(true))].into() };
    let event = NewEvent { id: EventId::from_u128(0xFE), at, zone: "UTC".to_owned(), recorded_at: at, event };
    let last = phone.events().await.last().unwrap().sequence;
    phone.store.append(&person(), last, &[event]).await.unwrap();
}

/// Taps "Undo" in the word on what was done.
async fn undo(phone: &mut Phone) {
    let form = phone.forms_to("/log/withdraw").into_iter().next().expect("a way to take it back");
    phone.post("/log/withdraw", &form).await;
}

#[tokio::test]
async fn whatever_a_tap_logs_is_said_and_can_be_taken_back_where_the_person_is() {
    let (mut phone, clock) = wanting(MONDAY).await;
    for (number, form, fields, page, says) in [
        (1, "/rest", vec![("mostly_lying", "no")], "/today", "Logged Mostly up today."),
        (2, "/pain", vec![("pain", "4")], "/progress", "Logged Pain 4 of 10."),
        (3, "/done", vec![("treatment", "short_rest")], "/today", "Logged "),
        (4, "/done", vec![("treatment", "short_rest"), ("then", "/prevent")], "/prevent", "Logged "),
        (5, "/medicines/take", vec![("treatment", "ibuprofen"), ("mg", "200")], "/medicines", "Logged Took Ibuprofen"),
        (6, "/medicines/log", vec![("name", "Zzyzx")], "/medicines", "Logged Took Zzyzx"),
        (7, "/doctor", vec![("said", "yes_home_care_ok"), ("new_medicine", "no")], "/result", "Logged Saw a doctor."),
        (8, "/harm", vec![("reaction", "rash")], "/result", "Logged A bad reaction: "),
    ] {
        later(&clock, 60);
        let id = new_id(number);
        let mut sent = pairs(&fields);
        sent.push(("_event".to_owned(), id.clone()));
        phone.post(form, &sent).await;
        assert_eq!((phone.status, phone.path.as_str()), (StatusCode::OK, page), "{form}: {}", phone.text());
        assert!(phone.word().starts_with(says), "{form}: {}", phone.word());
        assert!(phone.page.contains("<title>Logged: "), "{form}: it is what a screen reader says first");
        let before = count(&phone, "event_withdrawn").await;
        undo(&mut phone).await;
        assert_eq!(count(&phone, "event_withdrawn").await, before + 1, "{form}");
        assert_eq!(phone.path, page, "{form}: the person stays where they are");
        assert!(phone.word().starts_with("Undone "), "{form}: {}", phone.word());
        assert!(phone.word().contains(says.trim_start_matches("Logged ").trim_end_matches('.')), "{}", phone.word());
        let is_dose = form.starts_with("/medicines");
        assert_eq!(phone.word().contains("it still counts for when the next dose is due"), is_dose, "{form}");
        // Once taken back, the old page offers nothing more to take back.
        phone.open(&format!("{page}?done={id}")).await;
        assert!(!phone.word().contains("Undo "), "{form}: {}", phone.word());
    }
}

#[tokio::test]
async fn a_word_is_said_once_and_about_this_log_only() {
    let (mut phone, clock) = checked(MONDAY).await;
    let id = new_id(1);
    phone.post("/pain", &pairs(&[("_event", &id), ("pain", "4")])).await;
    let address = format!("/progress?done={id}");
    phone.open(&address).await;
    assert!(phone.word().starts_with("Logged Pain 4 of 10."));
    phone.open("/progress").await;
    assert_eq!(phone.word(), "");
    later(&clock, 3 * 60);
    phone.open(&address).await;
    assert_eq!(phone.word(), "", "it is no news any more");
    let nobodys = format!("/progress?done={}", new_id(99));
    for nonsense in ["/progress?done=", "/progress?done=Pain+10", "/progress?done=%3Cb%3E", &nobodys] {
        phone.open(nonsense).await;
        assert_eq!((phone.status, phone.word().as_str()), (StatusCode::OK, ""), "{nonsense}");
    }
    // Sent twice it counts once, and is said all the same.
    let twice = new_id(2);
    for _ in 0..2 {
        phone.post("/pain", &pairs(&[("_event", &twice), ("pain", "3")])).await;
        assert!(phone.word().starts_with("Logged Pain 3 of 10."), "{}", phone.word());
    }
    assert_eq!(count(&phone, "pain_felt").await, 2);
}

#[tokio::test]
async fn where_nothing_was_written_that_is_said_too() {
    let (mut phone, _) = checked(MONDAY).await;
    let before = phone.events().await.len();
    // A session that is not on, a reaction that nobody told of.
    for (form, fields) in [
        ("/session/end", vec![("session", new_id(77))]),
        ("/harm/cleared", vec![("reaction", "rash".to_owned())]),
        ("/mistake", Vec::new()),
    ] {
        let mut sent: Vec<(String, String)> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        sent.push(("_event".to_owned(), new_id(1)));
        phone.post(form, &sent).await;
        let says = "Nothing was logged There was nothing new to write into this log.";
        assert!(phone.word().starts_with(says), "{form}: {}", phone.word());
    }
    assert_eq!(phone.events().await.len(), before);
}

#[tokio::test]
async fn what_stays_stopped_after_an_undo_is_said() {
    let (mut phone, _) = wanting(MONDAY).await;
    let fields = [("_event", &*new_id(1)), ("reaction", "rash"), ("treatment", "ibuprofen"), ("stopped", "yes")];
    phone.post("/harm", &pairs(&fields)).await;
    assert_eq!(count(&phone, "treatment_stopped").await, 1);
    undo(&mut phone).await;
    assert!(phone.word().contains("Ibuprofen stays out of your plan until you use it again."), "{}", phone.word());
}

#[tokio::test]
async fn no_word_stands_above_the_way_to_help_after_an_overdose() {
    let mut phone = Phone::new().await;
    let fields = [("_event", &*new_id(1)), ("product", "us_tylenol_extra_strength_caplet"), ("units", "20")];
    phone.post("/medicines/log", &pairs(&fields)).await;
    assert_eq!(count(&phone, "medicine_taken").await, 1, "{}", phone.text());
    assert!(phone.page.contains("id=\"too-much\""), "{}", phone.text());
    assert_eq!(phone.word(), "");
}

#[tokio::test]
async fn no_address_tells_what_was_done() {
    let (phone, _) = wanting(MONDAY).await;
    for (form, fields) in [
        ("/pain", vec![("pain", "4")]),
        ("/rest", vec![("mostly_lying", "yes")]),
        ("/medicines/take", vec![("treatment", "ibuprofen"), ("mg", "200")]),
        ("/doctor", vec![("said", "yes_home_care_ok"), ("new_medicine", "no")]),
        ("/harm", vec![("reaction", "rash")]),
        ("/settings", vec![("country", "gb")]),
    ] {
        let id = phone.events().await.len().to_string();
        let mut sent = pairs(&fields);
        if form != "/settings" {
            sent.push(("_event".to_owned(), format!("{id:0>32}")));
        }
        let answer =
            send(&phone.router, "POST", form, &[FORM, ("sec-fetch-site", "same-origin")], &encode(&sent)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form}: {}", answer.text);
        let (_, done) = answer.header("location").split_once("?done=").unwrap_or_else(|| panic!("{form}"));
        let opaque = done.len() == 32 && done.bytes().all(|byte| byte.is_ascii_hexdigit());
        assert!(opaque || done == "saved", "{form}: {done}");
    }
}

#[tokio::test]
async fn taking_back_a_visit_that_left_a_medicine_unknown_gives_back_what_was_known() {
    let (mut phone, _) = wanting(MONDAY).await;
    let offered = |phone: &Phone| phone.forms_to("/medicines/take").len();
    let before = offered(&phone);
    phone
        .post("/doctor", &pairs(&[("_event", &new_id(1)), ("said", "yes_home_care_ok"), ("new_medicine", "yes")]))
        .await;
    assert_eq!(phone.path, "/medicines/name");
    undo(&mut phone).await;
    phone.open("/medicines").await;
    assert!(before > 0);
    assert_eq!(offered(&phone), before, "{}", phone.text());
    phone.open("/today").await;
    assert!(!phone.text().contains("Which medicine did your doctor give you?"));
}

#[tokio::test]
async fn whoever_comes_from_the_medicines_goes_back_there_unless_an_answer_is_news() {
    let (mut phone, _) = checked(MONDAY).await;
    phone.open("/medicines").await;
    phone.tap("", "").await;
    assert_eq!(phone.path, "/check?part=medicines");
    phone.back().await;
    assert_eq!(phone.path, "/medicines", "back leads where they came from");
    phone.tap("", "").await;
    phone.plain_until("never").await;
    assert_eq!(phone.path, "/medicines");
    assert!(phone.text().contains("Yes, you may."), "{}", phone.text());

    // Somebody asked on the page of the result still ends there.
    let (mut phone, _) = checked(MONDAY).await;
    phone.post("/wants", &pairs(&[("wants", "medicine")])).await;
    assert_eq!(phone.path, "/check?part=wanted");
    phone.plain_until("never").await;
    assert_eq!(phone.path, "/result");

    // An answer that makes it more urgent is told first.
    let (mut phone, clock) = checked(MONDAY).await;
    phone.open("/medicines").await;
    phone.tap("", "").await;
    know_now(&phone, &clock, "fever").await;
    for _ in 0..20 {
        if !phone.path.starts_with("/check") {
            break;
        }
        phone.open("/check?part=medicines").await;
        if phone.path.starts_with("/check") {
            phone.plain().await;
        }
    }
    assert_eq!(phone.path, "/result", "{}", phone.text());
}

#[tokio::test]
async fn of_two_medicines_that_may_be_begun_only_one_is_to_be_taken_and_the_first_choice_stands_first() {
    let (mut phone, clock) = wanting(MONDAY).await;
    let place =
        |phone: &Phone, what: &str| phone.text().find(what).unwrap_or_else(|| panic!("{what}: {}", phone.text()));
    let order = [
        place(&phone, "Take one of these, not both."),
        place(&phone, "Yes, you may. This one comes first."),
        place(&phone, "I take 1 tablet of 200 mg now"),
        place(&phone, " or Acetaminophen"),
        place(&phone, "You may take this one instead."),
    ];
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(phone.text().matches("Yes, you may.").count(), 1, "two yeses would read as both");
    // Once one is begun there is nothing to choose: the other waits.
    phone.tap("mg", "200").await;
    assert!(!phone.text().contains("Take one of these"));
    later(&clock, 7 * 3600);
    phone.open("/medicines").await;
    assert!(!phone.text().contains("Take one of these"), "{}", phone.text());
}

#[tokio::test]
async fn a_check_in_shows_every_sign_beside_the_tick_that_says_no_to_them() {
    let (mut phone, clock) = checked(MONDAY).await;
    later(&clock, 24 * 3600);
    phone.open("/check-in").await;
    let guideline = support::ENGINE.guideline();
    let mut signs = 0;
    for id in &guideline.check_in_always.first().unwrap().screens {
        let screen = guideline.screens.iter().find(|screen| screen.id == *id).unwrap();
        if screen.style != ScreenStyle::Tick {
            continue;
        }
        let start = phone.page.find(&format!("<fieldset class=\"again\" id=\"{id}\"")).unwrap();
        let group = &phone.page[start..start + phone.page[start..].find("</fieldset>").unwrap()];
        let shown = support::plain(&group[..group.find(&format!("_none.{id}")).unwrap()]);
        for row in &screen.rows {
            let Some(statement) = guideline.finding(row).and_then(|(_, finding)| finding.tick.as_ref()) else {
                continue;
            };
            assert!(shown.contains(statement), "{row} in {shown}");
            signs += 1;
        }
    }
    assert!(signs >= 20, "{signs}");
    // Nothing that was left alone is a "no".
    phone.go_on().await;
    assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(&phone, "checked_in").await, 0);
}

#[tokio::test]
async fn a_level_that_cannot_be_chosen_any_more_is_refused_aloud() {
    let (mut phone, _) = checked(MONDAY).await;
    let sent = |number| pairs(&[("_event", &new_id(number)), ("level", "1")]);
    phone.post("/prevent/level", &sent(1)).await;
    assert_eq!(phone.status, StatusCode::CONFLICT);
    assert!(phone.text().contains("You are at level 1 already."), "{}", phone.text());
    assert_eq!(count(&phone, "level_chosen").await, 0);
}

#[tokio::test]
async fn the_page_of_mistakes_always_has_a_way_on() {
    let (mut phone, _) = checked(MONDAY).await;
    phone.open("/mistake").await;
    assert!(phone.text().contains("nothing to take back here"), "{}", phone.text());
    for way in ["/today", "/result#answers", "/log"] {
        assert!(phone.page.contains(&format!("href=\"{way}\"")), "{way}");
    }
}
