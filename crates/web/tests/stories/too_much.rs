//! Somebody who takes too much: what is refused and from when it is allowed, what is told before a limit, and what follows
//! when it was taken all the same.

use crate::days::{Days, pain};
use crate::{says, says_not};

/// A plain spasm and the wish for a medicine, with all the questions for it.
async fn wants_a_medicine() -> Days {
    let mut days = Days::begin().await;
    days.check("6", &[]).await;
    days.phone.tick("wants", "medicine");
    days.phone.tap("", "").await;
    days.phone.plain_until("").await;
    days
}

#[tokio::test]
async fn a_dose_too_early_is_refused_with_the_reason_and_the_time() {
    let mut days = wants_a_medicine().await;
    days.takes("ibuprofen", "200").await;
    assert_eq!(days.count("medicine_taken").await, 1);
    let page = days.page("/medicines").await;
    says(&page, &["Not yet.", "3:00 pm", "6 h to go"]);
    assert!(days.offered("ibuprofen").is_none());
    says(&days.page("/").await, &["Next dose:", "from 3:00 pm"]);
    // A form of an old page is no way around it.
    let old = [("treatment", "ibuprofen"), ("mg", "200"), ("_event", "000000000000000000000000000000aa")];
    let old: Vec<(String, String)> =
        old.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    days.phone.post("/medicines/take", &old).await;
    assert_eq!(days.count("medicine_taken").await, 1);
    // One minute before, and on the minute.
    days.on(0, 14);
    days.wait_minutes(59);
    says(&days.page("/medicines").await, &["1 min to go"]);
    days.wait_minutes(1);
    days.takes("ibuprofen", "200").await;
    assert_eq!(days.count("medicine_taken").await, 2);
}

#[tokio::test]
async fn ibuprofen_ends_after_seven_days() {
    let mut days = wants_a_medicine().await;
    days.takes("ibuprofen", "200").await;
    for day in 1..=6 {
        days.on_day(day);
        days.check_in(pain(4, "better")).await;
        days.takes("ibuprofen", "200").await;
    }
    assert_eq!(days.count("medicine_taken").await, 7);
    days.on_day(7);
    days.check_in(pain(4, "better")).await;
    says(&days.page("/today").await, &["You have had ibuprofen on 7 days. Stop it now."]);
    days.phone.open("/medicines").await;
    assert!(days.offered("ibuprofen").is_none(), "{}", days.phone.text());
}

#[tokio::test]
async fn a_medicine_that_does_not_help_by_day_3_is_stopped() {
    let mut days = wants_a_medicine().await;
    days.takes("ibuprofen", "200").await;
    for (day, said) in [(2, "If the medicine has not helped by day 3, stop it."), (3, "Stop the medicine.")] {
        days.on_day(day);
        days.check_in(crate::days::Said { others: &[("_ask.medicine_helping", "no")], ..pain(6, "same") }).await;
        says(&days.page("/today").await, &[said]);
    }
}

#[tokio::test]
async fn far_too_much_ibuprofen_leads_to_help_today() {
    let mut days = wants_a_medicine().await;
    days.logs("Advil", "13").await;
    assert_eq!(days.count("medicine_taken").await, 1, "the log never lies: {}", days.phone.text());
    days.phone.open("/result").await;
    assert_eq!(days.phone.heading(), "Talk to a doctor today");
    says(&days.phone.text(), &["That is far more ibuprofen than is safe without a doctor."]);
    says_not(&days.page("/today").await, &["Warm pack"]);
    // Feeling well does not lift it.
    days.phone.open("/fine").await;
    says(&days.phone.text(), &["Not yet"]);
    assert!(days.phone.forms_to("/fine").is_empty());
}

#[tokio::test]
async fn too_much_acetaminophen_is_an_emergency_though_it_is_hidden_in_a_cold_medicine() {
    let mut days = wants_a_medicine().await;
    days.logs("Tylenol Extra Strength", "6").await;
    days.phone.open("/result").await;
    assert_eq!(days.phone.heading(), "You can care for your back at home");
    days.logs("NyQuil", "4").await;
    days.phone.open("/").await;
    assert_eq!(days.phone.heading(), "Get emergency help now", "{}", days.page("/medicines").await);
    says(&days.page("/result").await, &["more acetaminophen (paracetamol) in one day than is safe"]);
    days.phone.open("/today").await;
    assert_eq!(days.phone.path, "/result", "there is no plan");
}
