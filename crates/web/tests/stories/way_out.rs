//! Help is needed and no check is open, or a check is begun anew: there is always a way to help, and an honest way out.

use crate::days::{Days, pain};
use crate::{says, says_not};

const STEPS: &[&str] = &["Get emergency help now", "Call a poison center", "Poison Help: 1-800-222-1222"];

#[tokio::test]
async fn an_overdose_before_any_check_shows_what_to_do_on_every_way_there() {
    let mut days = Days::begin().await;
    days.logs("Tylenol Extra Strength", "12").await;
    for path in ["/", "/result", "/today"] {
        let page = days.page(path).await;
        says(&page, STEPS);
        says(&page, &["more acetaminophen (paracetamol) in one day than is safe", "Is a dose wrong in your log?"]);
    }
    // The warning signs can be gone through all the same, and one of them counts too.
    says(&days.page("/").await, &["Check for warning signs"]);
    days.phone.open("/check").await;
    assert_eq!(days.phone.heading(), "Is it an emergency?");
    days.check("5", &[("groin_numb", "yes")]).await;
    says(&days.phone.text(), STEPS);
    says(&days.phone.text(), &["nerves low in the spine"]);
    assert_eq!(days.count("episode_started").await, 1);
}

#[tokio::test]
async fn a_dose_that_was_a_slip_or_a_day_ago_lets_go() {
    let mut days = Days::begin().await;
    days.logs("Tylenol Extra Strength", "12").await;
    // Answered to its end, the check keeps the level, and the day after it is over.
    days.phone.open("/check").await;
    days.check("5", &[]).await;
    assert_eq!(days.phone.heading(), "Get emergency help now");
    days.on(1, 10);
    days.check_in(pain(5, "same")).await;
    says_not(&days.page("/").await, &["Get emergency help now"]);

    let mut slip = Days::begin().await;
    slip.logs("Tylenol Extra Strength", "12").await;
    let dose = slip.phone.events().await.into_iter().find(|event| event.event.kind() == "medicine_taken").unwrap();
    slip.phone.open(&format!("/log?event={}", dose.id)).await;
    let form = slip.phone.forms_to("/log/withdraw").remove(0);
    slip.phone.post("/log/withdraw", &form).await;
    slip.phone.open("/").await;
    assert_eq!(slip.phone.heading(), "Is it an emergency?");
}

#[tokio::test]
async fn far_too_much_ibuprofen_before_any_check_is_told_beside_the_check() {
    let mut days = Days::begin().await;
    days.logs("Advil", "13").await;
    let page = days.page("/").await;
    says(&page, &["That is far more ibuprofen than is safe", "Call a poison center (poison centre) or doctor today"]);
    says(&page, &["talk to a doctor today", "Check for warning signs"]);
    says(&days.page("/result").await, &["talk to a doctor today", "That is far more ibuprofen than is safe"]);
}

#[tokio::test]
async fn an_overdose_counts_after_the_spasm_and_through_a_check_begun_anew() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    days.on_day(1);
    days.check_in(pain(1, "better")).await;
    let mut anew = days;
    anew.logs("Tylenol Extra Strength", "12").await;
    says(&anew.page("/").await, STEPS);
    let start = anew.phone.forms_to("/start").remove(0);
    anew.phone.post("/start", &start).await;
    assert_eq!(anew.phone.heading(), "Is it an emergency?", "the check can be done");
    for path in ["/", "/result"] {
        says(&anew.page(path).await, STEPS);
    }

    let mut closed = Days::begin().await;
    closed.check("5", &[]).await;
    closed.on_day(1);
    closed.check_in(pain(1, "better")).await;
    closed.phone.open("/fine").await;
    closed.phone.tap("", "").await;
    closed.logs("Tylenol Extra Strength", "12").await;
    for path in ["/", "/result", "/today"] {
        says(&closed.page(path).await, STEPS);
    }
}

#[tokio::test]
async fn a_reaction_after_the_spasm_can_be_cleared_or_taken_back_and_hides_no_other_sign() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    days.on_day(1);
    days.check_in(pain(1, "better")).await;
    days.phone.open("/fine").await;
    days.phone.tap("", "").await;
    days.phone.open("/harm").await;
    days.phone.tick("reaction", "black_stool_or_vomiting_blood");
    let form = days.phone.forms_to("/harm").remove(0);
    days.phone.post("/harm", &form).await;
    assert_eq!((days.phone.path.as_str(), days.phone.heading()), ("/result", "Get emergency help now".to_owned()));
    says(
        &days.phone.text(),
        &["This can be bleeding in the gut", "I ticked that by mistake", "Tell us what they said"],
    );

    // Eight days later it still stands, and so does the way to the check.
    days.on_day(9);
    says(&days.page("/").await, &["Get emergency help now", "Check for warning signs"]);
    days.phone.open("/check").await;
    days.phone.tick("groin_numb", "yes");
    days.phone.go_on().await;
    says(&days.phone.text(), &["nerves low in the spine", "This can be bleeding in the gut"]);

    // A doctor has looked at the reaction; the numb skin is another matter.
    days.phone.open("/doctor").await;
    days.phone.tick("reaction", "black_stool_or_vomiting_blood");
    let form = days.phone.forms_to("/harm/cleared").remove(0);
    days.phone.post("/harm/cleared", &form).await;
    let page = days.page("/result").await;
    says(&page, &["nerves low in the spine"]);
    says_not(&page, &["This can be bleeding in the gut"]);

    // Pressed by mistake, with no spasm open, it is taken back.
    let mut slip = Days::begin().await;
    slip.phone.open("/harm").await;
    slip.phone.tick("reaction", "black_stool_or_vomiting_blood");
    let form = slip.phone.forms_to("/harm").remove(0);
    slip.phone.post("/harm", &form).await;
    slip.phone.open("/mistake").await;
    slip.phone.tick("bad_reaction.black_stool_or_vomiting_blood", "pressed_the_wrong_box");
    slip.phone.tap("", "").await;
    slip.phone.open("/").await;
    assert_eq!(slip.phone.heading(), "Is it an emergency?");
}

#[tokio::test]
async fn a_check_begun_anew_wipes_no_warning_sign() {
    let mut days = Days::begin().await;
    days.check("5", &[("groin_numb", "yes")]).await;
    assert_eq!(days.phone.heading(), "Get emergency help now");
    days.phone.open("/").await;
    let start = days.phone.forms_to("/start").remove(0);
    days.phone.post("/start", &start).await;
    assert_eq!(days.phone.heading(), "Is it an emergency?");
    days.wait_minutes(60);
    days.check("5", &[]).await;
    assert_eq!(days.phone.heading(), "Get emergency help now");
    says(&days.phone.text(), &["It still counts, even if it has gone."]);

    // What was said before the new check can be taken back, and only then it is let go.
    days.phone.open("/mistake").await;
    says(&days.phone.text(), &["It was so, and it has gone"]);
    days.phone.tick("groin_numb", "pressed_the_wrong_box");
    days.phone.tap("", "").await;
    assert_eq!(days.phone.heading(), "You can care for your back at home", "{}", days.phone.text());
}

#[tokio::test]
async fn a_sign_ticked_again_without_saying_which_takes_nothing_back() {
    let mut days = Days::begin().await;
    days.phone.tick("bladder", "yes");
    days.phone.go_on().await;
    days.phone.tap("bladder", "leaking").await;
    assert_eq!(days.phone.heading(), "Get emergency help now", "{}", days.phone.text());
    days.phone.open("/check?step=1").await;
    let mut form = days.phone.forms_to("/check").remove(0);
    form.retain(|(name, _)| name.starts_with('_'));
    form.extend(
        [("bladder", "yes"), ("_continue", "pressed")].map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    days.phone.post("/check", &form).await;
    days.phone.tap("bladder", "normal").await;
    says(&days.page("/").await, &["Get emergency help now"]);
    assert_eq!(days.count("answers_corrected").await, 0);
}
