//! What eases the pain, through the pages by a clock that the test sets: doses with their limits, sessions with their
//! gaps, and the levels of the exercises.

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
use easeback_store::EventStore;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use support::{ENGINE, Phone, checked, later, pairs, wanting};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Monday at 9:00 in the morning in New York.
const MONDAY: &str = "2026-02-02T14:00:00Z";

fn new_id(number: u128) -> String {
    EventId::from_u128(0xE000_0000 + number).to_string()
}

async fn count(phone: &Phone, kind: &str) -> usize {
    phone.kinds().await.into_iter().filter(|one| *one == kind).count()
}

/// What the guideline says of a limit.
fn says(treatment: &str, limit: &str) -> &'static str {
    let treatment = ENGINE.guideline().treatment(treatment).unwrap();
    &treatment.limits.iter().find(|one| one.id == limit).unwrap().say
}

/// The text of one card, from its heading to the link at its end.
fn card(phone: &Phone, id: &str) -> String {
    let start = phone.page.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no {id}: {}", phone.text()));
    support::plain(phone.page[start..].split_once('>').unwrap().1.split("/learn/").next().unwrap())
}

#[tokio::test]
async fn a_clock_that_jumped_ahead_and_was_put_right_brings_no_dose_forward() {
    let (mut phone, clock) = wanting(MONDAY).await;
    phone.tap("mg", "200").await;
    // For a moment it is two days later, and something is written down: the answer of a form, and the decision of a page.
    later(&clock, 48 * HOUR);
    phone.post("/pain", &pairs(&[("_event", &new_id(1)), ("pain", "5")])).await;
    assert_eq!(count(&phone, "pain_felt").await, 1);
    phone.open("/result").await;
    later(&clock, -48 * HOUR + 10 * MINUTE);
    phone.open("/medicines").await;
    let text = card(&phone, "ibuprofen");
    assert!(text.contains("Not yet. From 3:00 pm") && text.contains("In the last 24 hours: 200 mg"), "{text}");
    let dose = pairs(&[("_event", &new_id(2)), ("treatment", "ibuprofen"), ("mg", "200")]);
    phone.post("/medicines/take", &dose).await;
    assert_eq!(phone.status, StatusCode::CONFLICT);
    assert_eq!(count(&phone, "medicine_taken").await, 1);

    // A dose that was dated ahead counts too, until its own time is over.
    later(&clock, 48 * HOUR);
    let anyway = pairs(&[("_event", &new_id(3)), ("treatment", "ibuprofen"), ("mg", "200")]);
    phone.post("/medicines/log", &anyway).await;
    assert_eq!(count(&phone, "medicine_taken").await, 2);
    later(&clock, -40 * HOUR);
    phone.open("/medicines").await;
    assert!(card(&phone, "ibuprofen").contains("Not yet. From Wed"), "{}", card(&phone, "ibuprofen"));
}

#[tokio::test]
async fn before_the_questions_about_medicines_the_page_asks_them_and_allows_nothing() {
    let (mut phone, _) = checked(MONDAY).await;
    phone.open("/medicines").await;
    assert!(phone.text().contains("Answer a few questions"));
    assert!(!phone.text().contains("Yes, you may"));
    let dose = pairs(&[("_event", &new_id(1)), ("treatment", "ibuprofen"), ("mg", "200")]);
    phone.post("/medicines/take", &dose).await;
    assert_eq!(phone.status, StatusCode::CONFLICT);
    assert_eq!(count(&phone, "medicine_taken").await, 0);
}

#[tokio::test]
async fn after_a_dose_the_next_is_refused_with_its_reason_and_time_also_from_an_old_page() {
    let (mut phone, clock) = wanting(MONDAY).await;
    assert!(card(&phone, "ibuprofen").contains("Yes, you may."));
    phone.tap("mg", "200").await;
    let text = card(&phone, "ibuprofen");
    assert!(text.contains("Not yet. From 3:00 pm"), "{text}");
    assert!(text.contains("6 h to go") && text.contains(says("ibuprofen", "gap_hours_min")), "{text}");
    assert!(text.contains("In the last 24 hours: 200 mg"), "{text}");
    let until = (clock.load(Ordering::Relaxed) + 6 * HOUR) * 1000;
    assert!(phone.page.contains(&format!("data-until=\"{until}\"")));

    // A page that was opened before the dose still has its button.
    later(&clock, 6 * HOUR - 1);
    let old = pairs(&[("_event", &new_id(2)), ("treatment", "ibuprofen"), ("mg", "200")]);
    phone.post("/medicines/take", &old).await;
    assert_eq!(phone.status, StatusCode::CONFLICT);
    let text = phone.text();
    assert!(text.contains("Do not take it: Ibuprofen") && text.contains("Nothing was written"), "{text}");
    assert!(text.contains("From 3:00 pm") && text.contains(says("ibuprofen", "gap_hours_min")), "{text}");
    assert_eq!(count(&phone, "medicine_taken").await, 1);

    // A second later it is time; and the form sent twice is one dose.
    later(&clock, 1);
    phone.post("/medicines/take", &old).await;
    phone.post("/medicines/take", &old).await;
    assert_eq!((phone.path.as_str(), phone.status), ("/medicines", StatusCode::OK));
    assert_eq!(count(&phone, "medicine_taken").await, 2);
}

#[tokio::test]
async fn a_dose_that_uses_up_a_limit_says_so_before_it_is_taken() {
    let (mut phone, clock) = wanting(MONDAY).await;
    for mg in ["200", "400", "400"] {
        assert!(!card(&phone, "ibuprofen").contains("uses up a limit"), "{}", card(&phone, "ibuprofen"));
        phone.tap("mg", mg).await;
        later(&clock, 6 * HOUR);
        phone.open("/medicines").await;
    }
    // 1,000 mg are in: one tablet is the last one.
    let text = card(&phone, "ibuprofen");
    assert!(
        text.contains("1 tablet of 200 mg uses up a limit") && text.contains(says("ibuprofen", "max_mg_24h")),
        "{text}"
    );
    assert!(!text.contains("2 tablets"), "{text}");
    let too_much = pairs(&[("_event", &new_id(3)), ("treatment", "ibuprofen"), ("mg", "400")]);
    phone.post("/medicines/take", &too_much).await;
    assert_eq!((phone.status, count(&phone, "medicine_taken").await), (StatusCode::CONFLICT, 3));
    phone.open("/medicines").await;
    phone.tap("mg", "200").await;
    assert!(card(&phone, "ibuprofen").contains("In the last 24 hours: 1200 mg"));
}

#[tokio::test]
async fn what_is_not_allowed_can_still_be_logged_and_too_much_leads_to_help() {
    let (mut phone, _) = wanting(MONDAY).await;
    phone.tap("mg", "200").await;
    let again = pairs(&[("_event", &new_id(4)), ("treatment", "ibuprofen"), ("mg", "400")]);
    phone.post("/medicines/take", &again).await;
    assert_eq!(phone.status, StatusCode::CONFLICT);
    phone.tap("", "").await;
    assert_eq!(count(&phone, "medicine_taken").await, 2, "the log tells the truth: {}", phone.text());
    let lots =
        pairs(&[("_event", &new_id(5)), ("name", "Painkiller"), ("ingredient.1", "paracetamol"), ("mg.1", "12000")]);
    phone.post("/medicines/log", &lots).await;
    assert_eq!(phone.path, "/result", "{}", phone.text());
}

#[tokio::test]
async fn a_product_is_found_with_typos_and_what_hides_in_it_counts() {
    let (mut phone, _) = wanting(MONDAY).await;
    phone.type_in("name", "tilenol pm");
    let form = pairs(&[("name", "tilenol pm")]);
    phone.post("/medicines/find", &form).await;
    let text = phone.text();
    assert!(text.contains("Tylenol PM") && text.contains("diphenhydramine 25 mg"), "{text}");
    assert!(text.contains("It makes you sleepy. Do not drive."), "{text}");
    assert!(text.contains("This holds acetaminophen (paracetamol) too."), "{text}");
    let product = ENGINE.guideline().find_products("tilenol pm", Some("us"), 1)[0];
    let dose = |id: u128, intent: &str| {
        pairs(&[("_event", &new_id(id)), ("product", &product.id), ("units", "2"), ("intent", intent)])
    };
    phone.post("/medicines/log", &dose(6, "now")).await;
    assert_eq!(phone.status, StatusCode::CONFLICT, "no sleep pill is ever allowed by us");
    assert_eq!(count(&phone, "medicine_taken").await, 0);
    phone.post("/medicines/log", &dose(7, "took")).await;
    let text = phone.text();
    assert!(text.contains("acetaminophen (paracetamol) 1000 mg; diphenhydramine 50 mg"), "{text}");
    assert!(!card(&phone, "acetaminophen").contains("Yes, you may"), "{text}");
}

#[tokio::test]
async fn an_amount_that_nobody_knows_is_asked_and_never_guessed() {
    let (mut phone, _) = wanting(MONDAY).await;
    let products = &ENGINE.guideline().products;
    let unknown = products.iter().find(|product| {
        let content = |one: &easeback_guideline::Content| one.mg.is_none() && one.ingredient == "acetaminophen";
        !product.on_skin && product.ingredients.iter().any(content)
    });
    let unknown = unknown.expect("a product whose strength nobody has seen");
    phone.post("/medicines/find", &pairs(&[("name", &unknown.name)])).await;
    let text = phone.text();
    assert!(text.contains("Type in the amount from the box") && text.contains("how many mg in one?"), "{text}");
    let dose = pairs(&[("_event", &new_id(8)), ("product", &unknown.id), ("units", "1"), ("intent", "now")]);
    phone.post("/medicines/log", &dose).await;
    assert_eq!((phone.status, count(&phone, "medicine_taken").await), (StatusCode::CONFLICT, 0));
}

#[tokio::test]
async fn a_dose_at_another_time_counts_from_then_and_one_taken_back_still_counts() {
    let (mut phone, _) = wanting(MONDAY).await;
    let dose = [
        ("_event", new_id(9)),
        ("treatment", "ibuprofen".into()),
        ("mg", "200".into()),
        ("at", "2026-02-02T07:30".into()),
    ];
    let dose: Vec<(String, String)> = dose.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    phone.post("/medicines/log", &dose).await;
    assert!(phone.text().contains("7:30 am Ibuprofen"), "{}", phone.text());
    assert!(card(&phone, "ibuprofen").contains("From 1:30 pm"));
    let id = phone.events().await.last().unwrap().id;
    phone.post("/log/withdraw", &pairs(&[("_event", &new_id(10)), ("event", &id.to_string())])).await;
    phone.open("/medicines").await;
    assert!(phone.text().contains("Nothing is in the log for the last two days."));
    assert!(card(&phone, "ibuprofen").contains("From 1:30 pm"), "no taking back allows a dose sooner");
}

#[tokio::test]
async fn the_name_of_a_doctors_medicine_sets_its_class_after_a_yes_and_not_before() {
    let (mut phone, _) = wanting(MONDAY).await;
    let answered = phone.kinds().await.len();
    phone.post("/medicines/name", &pairs(&[("name", "elequis")])).await;
    assert!(phone.text().contains("Eliquis") && phone.text().contains("Blood thinner"), "{}", phone.text());
    assert_eq!(phone.kinds().await.len(), answered, "looking writes nothing");
    let list = ENGINE.guideline().find_medicine_names("elequis", 1)[0].list;
    phone.post("/medicines/name/yes", &pairs(&[("_event", &new_id(11)), ("list", &list.id)])).await;
    let event = phone.events().await.into_iter().rev().find_map(|event| match event.event {
        Event::AnswersGiven { answers, .. } => Some(answers),
        _ => None,
    });
    let row = event.unwrap().remove("medicines.anticoagulant");
    assert_eq!(row, Some(Answer::YesNo(true)));
    phone.open("/medicines/name").await;
    assert!(phone.text().contains("What you told us you take"));
    phone.open("/medicines").await;
    assert!(card(&phone, "ibuprofen").contains("No, not now."), "{}", phone.text());
}

#[tokio::test]
async fn warmth_runs_to_its_end_through_a_new_start_and_comes_again_only_after_its_gap() {
    let (mut phone, clock) = checked(MONDAY).await;
    phone.open("/heat").await;
    phone.tap("minutes", "20").await;
    assert!(phone.text().contains("20:00") && phone.text().contains("Ends at 9:20 am"), "{}", phone.text());
    // A new start of the program over the same log, half way through.
    later(&clock, 10 * MINUTE);
    let tells = Arc::clone(&clock);
    let tells = move || jiff::Timestamp::from_second(tells.load(Ordering::Relaxed)).unwrap();
    phone.router =
        easeback_web::router(easeback_web::App { clock: Arc::new(tells), ..support::app(phone.store.clone()) });
    phone.open("/heat").await;
    assert!(phone.text().contains("10:00") && phone.text().contains("Ends at 9:20 am"), "{}", phone.text());

    // Nothing else is started beside it.
    let other = pairs(&[("_event", &new_id(12)), ("treatment", "progressive_relaxation")]);
    phone.post("/session/start", &other).await;
    assert_eq!(phone.status, StatusCode::CONFLICT);
    assert!(phone.text().contains("One thing at a time") && phone.text().contains("on until 9:20 am"));

    // Over, it is offered to be logged, for no longer than it was meant to be.
    later(&clock, 15 * MINUTE);
    phone.open("/heat").await;
    assert!(phone.text().contains("Warm pack: the time is up."));
    phone.tick("pain_after", "3");
    phone.tap("", "").await;
    let used = phone.events().await.into_iter().rev().find_map(|event| match event.event {
        Event::TreatmentUsed { seconds, pain_after, .. } => Some((seconds, pain_after, event.at)),
        _ => None,
    });
    let (seconds, pain_after, at) = used.unwrap();
    assert_eq!((seconds, pain_after), (Some(20 * 60), Some(3.0)));
    assert_eq!(at, "2026-02-02T14:20:00Z".parse().unwrap());

    phone.open("/heat").await;
    let text = card(&phone, "heat");
    assert!(text.contains("Not yet. From 10:20 am") && text.contains(says("heat", "gap_minutes")), "{text}");
    let early = pairs(&[("_event", &new_id(13)), ("treatment", "heat"), ("minutes", "20")]);
    later(&clock, 54 * MINUTE);
    phone.post("/session/start", &early).await;
    assert_eq!(phone.status, StatusCode::CONFLICT);
    assert!(phone.text().contains("Not started: Warm pack") && phone.text().contains("From 10:20 am"));
    later(&clock, MINUTE);
    phone.post("/session/start", &early).await;
    assert_eq!((phone.status, count(&phone, "session_started").await), (StatusCode::OK, 2));
}

#[tokio::test]
async fn a_session_stopped_within_its_first_second_was_not_done() {
    let (mut phone, _) = checked(MONDAY).await;
    phone.post("/session/start", &pairs(&[("_event", &new_id(19)), ("treatment", "floor_moves")])).await;
    let id = phone.events().await.last().unwrap().id;
    phone.post("/session/end", &pairs(&[("_event", &new_id(20)), ("session", &id.to_string())])).await;
    assert_eq!((phone.status, phone.kinds().await.last().copied()), (StatusCode::OK, Some("session_abandoned")));
}

#[tokio::test]
async fn warmth_waits_a_day_after_a_chili_rub() {
    let (mut phone, clock) = checked(MONDAY).await;
    let rub = pairs(&[("_event", &new_id(14)), ("name", "Rub"), ("ingredient.1", "capsaicin"), ("on_skin", "yes")]);
    phone.post("/medicines/log", &rub).await;
    later(&clock, 23 * HOUR);
    let warm = |id: u128| pairs(&[("_event", &new_id(id)), ("treatment", "heat"), ("minutes", "20")]);
    phone.post("/session/start", &warm(15)).await;
    assert_eq!((phone.status, count(&phone, "session_started").await), (StatusCode::CONFLICT, 0), "{}", phone.text());
    later(&clock, HOUR);
    phone.post("/session/start", &warm(16)).await;
    assert_eq!((phone.status, count(&phone, "session_started").await), (StatusCode::OK, 1), "{}", phone.text());
}

#[tokio::test]
async fn relaxation_shows_one_step_at_a_time_with_its_region_lit_by_the_server_alone() {
    let (mut phone, clock) = checked(MONDAY).await;
    phone.open("/relax").await;
    let steps = &ENGINE.guideline().relaxation_steps;
    let start = pairs(&[("_event", &new_id(17)), ("treatment", "progressive_relaxation")]);
    phone.post("/session/start", &start).await;
    let step = |order: u32| steps.iter().find(|step| step.order == order).unwrap();
    let shown = |phone: &Phone, say: &str| phone.page.contains(&format!("aria-current=\"step\"><span data-say>{say}"));
    assert!(phone.page.contains(&step(1).say) && phone.page.matches("aria-current=\"step\"").count() == 1);
    later(&clock, i64::from(step(1).say_seconds));
    phone.open("/relax").await;
    assert!(shown(&phone, &step(2).say), "{}", phone.page);
    let lit = phone.page.matches("class=\"region hs on").count();
    assert_eq!(lit, phone.page.matches("data-part=\"feet\"").count());
    assert!(phone.page.contains("http-equiv=\"refresh\" content=\"8\""), "asked for again when the next step begins");

    // Nobody ended it: hours later it is asked about, and may be said not to have been done.
    later(&clock, 5 * HOUR);
    phone.open("/relax").await;
    assert!(phone.text().contains(&ENGINE.guideline().session_paces[0].say_forgotten));
    let id = phone.events().await.iter().rev().find(|event| event.event.kind() == "session_started").unwrap().id;
    phone.post("/session/abandon", &pairs(&[("_event", &new_id(18)), ("session", &id.to_string())])).await;
    assert_eq!(count(&phone, "treatment_used").await, 0);
}

/// The pain as a check-in notes it.
async fn feel(phone: &Phone, clock: &AtomicI64, pain: f64) {
    let at = jiff::Timestamp::from_second(clock.load(Ordering::Relaxed)).unwrap();
    let id = EventId::from_u128(0xF000_0000 + u128::try_from(at.as_second()).unwrap());
    let answers = [("pain_now".to_owned(), Answer::Number(pain))].into();
    let event = Event::CheckedIn { check_in: None, answers, questions: BTreeMap::new() };
    let event = NewEvent { id, at, zone: "America/New_York".to_owned(), recorded_at: at, event };
    let last = phone.events().await.last().unwrap().sequence;
    phone.store.append(&support::person(), last, &[event]).await.unwrap();
}

/// A session of exercises that felt like this.
async fn exercise(phone: &mut Phone, id: u128, effort: &str, pain: &str) {
    phone.open("/prevent").await;
    let hidden = phone
        .page
        .split("action=\"/prevent/done\"")
        .nth(1)
        .unwrap_or_else(|| panic!("no form to log it: {}", phone.text()));
    let level = hidden.split("name=\"level\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fields = [
        ("_event", new_id(id)),
        ("level", level),
        ("exercise", "pelvic_tilt".to_owned()),
        ("effort", effort.to_owned()),
        ("pain_during", pain.to_owned()),
    ];
    let fields: Vec<(String, String)> = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    phone.post("/prevent/done", &fields).await;
}

#[tokio::test]
async fn the_exercises_go_up_a_level_when_it_goes_well_and_back_when_it_hurts() {
    let (mut phone, clock) = checked(MONDAY).await;
    phone.open("/prevent").await;
    assert!(phone.text().contains("Not yet") && !phone.text().contains("Log it"), "{}", phone.text());
    // Days without pain, said each morning.
    let morning = async |phone: &mut Phone| {
        later(&clock, DAY);
        feel(phone, &clock, 0.0).await;
    };
    for _ in 0..9 {
        morning(&mut phone).await;
    }
    phone.open("/prevent").await;
    assert!(phone.text().contains("0 of 3 sessions"), "{}", phone.text());
    for session in 0..12 {
        exercise(&mut phone, 200 + session, "5", "1").await;
        for _ in 0..3 {
            morning(&mut phone).await;
        }
    }
    // Not before its week, and by no old form.
    phone.open("/prevent").await;
    assert!(phone.text().contains("Move up to level 2"), "{}", phone.text());
    phone.post("/prevent/level", &pairs(&[("_event", &new_id(300)), ("level", "3")])).await;
    assert_eq!((phone.status, count(&phone, "level_chosen").await), (StatusCode::CONFLICT, 0));
    phone.open("/prevent").await;
    phone.tap("level", "2").await;
    assert!(phone.text().contains("The moves of level 2"), "{}", phone.text());
    assert!(!phone.text().contains("Move up to level 3"), "one step at a time");

    // It hurts: back to level 1 for a week, and up again by itself after it.
    exercise(&mut phone, 301, "8", "6").await;
    let text = phone.text();
    assert!(text.contains("One step back") && text.contains("The moves of level 1"), "{text}");
    for _ in 0..8 {
        morning(&mut phone).await;
    }
    phone.open("/prevent").await;
    assert!(phone.text().contains("The moves of level 2"), "{}", phone.text());
}
