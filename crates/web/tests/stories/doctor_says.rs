//! What a doctor gave, what the log shows, and what nobody was asked yet: no page says more than is known.

use crate::days::{Days, Said, pain};
use crate::{says, says_not};

/// A plain spasm, the wish for a medicine with all the questions for it, and what differs.
async fn wants_a_medicine(differs: &[(&str, &str)]) -> Days {
    let mut days = Days::begin().await;
    days.check("5", differs).await;
    days.phone.open("/medicines").await;
    let form = days.phone.forms_to("/wants").remove(0);
    days.phone.post("/wants", &form).await;
    days.phone.plain_until("").await;
    days
}

async fn saw_a_doctor(days: &mut Days, said: &str, new_medicine: &str) {
    days.phone.open("/doctor").await;
    days.phone.tick("said", said);
    days.phone.tick("new_medicine", new_medicine);
    let form = days.phone.forms_to("/doctor").remove(0);
    days.phone.post("/doctor", &form).await;
}

#[tokio::test]
async fn a_new_medicine_of_a_doctor_holds_back_every_painkiller_until_it_is_named() {
    for new in ["yes", "not_sure"] {
        let mut days = wants_a_medicine(&[]).await;
        days.on_day(3);
        days.check_in(pain(5, "same")).await;
        days.phone.open("/medicines").await;
        assert!(days.offered("ibuprofen").is_some());
        saw_a_doctor(&mut days, "yes_other_plan", new).await;
        assert_eq!(days.phone.path, "/medicines/name");
        says(&days.phone.text(), &["Which medicine did your doctor give you?"]);
        says(&days.page("/today").await, &["Which medicine did your doctor give you?"]);
        days.phone.open("/medicines").await;
        for medicine in ["ibuprofen", "acetaminophen"] {
            assert!(days.offered(medicine).is_none(), "{medicine}: {}", days.phone.text());
        }

        // Named, it is one of the kinds that ibuprofen does not go with; what else was known is known again.
        days.phone.post("/medicines/name", &[("name".to_owned(), "Naproxen".to_owned())]).await;
        let form = days.phone.forms_to("/medicines/name/yes").remove(0);
        days.phone.post("/medicines/name/yes", &form).await;
        assert!(!days.page("/today").await.contains("Which medicine did your doctor give you?"));
        days.phone.open("/medicines").await;
        assert!(days.offered("ibuprofen").is_none());
        assert!(days.offered("acetaminophen").is_some(), "{}", days.phone.text());
        // Naming it is no new sign since the visit.
        says(&days.page("/").await, &["You can care for your back at home"]);
    }
}

#[tokio::test]
async fn a_new_medicine_that_was_none_gives_back_what_was_known() {
    let mut days = wants_a_medicine(&[]).await;
    saw_a_doctor(&mut days, "yes_home_care_ok", "not_sure").await;
    let form = days.phone.forms_to("/medicines/name/none").remove(0);
    days.phone.post("/medicines/name/none", &form).await;
    days.phone.open("/medicines").await;
    assert!(days.offered("ibuprofen").is_some(), "{}", days.phone.text());
}

#[tokio::test]
async fn who_saw_a_doctor_has_to_say_whether_there_is_a_new_medicine() {
    let mut days = wants_a_medicine(&[]).await;
    days.phone.open("/doctor").await;
    days.phone.tick("said", "yes_home_care_ok");
    let form = days.phone.forms_to("/doctor").remove(0);
    days.phone.post("/doctor", &form).await;
    assert_eq!(days.count("doctor_seen").await, 0);
    assert!(days.phone.status.is_client_error());
}

#[tokio::test]
async fn pain_that_is_up_for_two_days_counts_as_worse_whatever_was_said() {
    let mut days = Days::begin().await;
    days.check("4", &[]).await;
    days.on_day(1);
    days.check_in(pain(6, "same")).await;
    says(&days.page("/").await, &["You can care for your back at home"]);
    days.on_day(2);
    days.check_in(pain(6, "same")).await;
    assert_eq!((days.phone.path.as_str(), days.phone.heading()), ("/result", "See a doctor within 3 days".to_owned()));
    says(&days.phone.text(), &["Your log shows: The pain is getting worse."]);
    let today = days.page("/today").await;
    says(&today, &["Your pain has gone up for two days. Book a doctor visit within 3 days."]);
    says_not(&today, &["Most spasms start to ease by now, and yours"]);
    assert_eq!(today.matches("Book a doctor visit").count(), 1, "{today}");
    // A doctor has looked, or the pain is down again.
    days.on_day(3);
    days.check_in(pain(5, "same")).await;
    says(&days.page("/").await, &["You can care for your back at home"]);
}

#[tokio::test]
async fn no_word_of_the_phase_stands_beside_the_way_to_a_doctor() {
    let mut days = Days::begin().await;
    days.check("3", &[("leg_pain", "yes"), ("duration_days", "10")]).await;
    let soon = days.page("/today").await;
    says(&soon, &["See a doctor within"]);
    says_not(&soon, &["Build up again", "Do a bit more each day", "The worst is over"]);

    let mut days = Days::begin().await;
    days.check("3", &[("duration_days", "10")]).await;
    days.phone.open("/today").await;
    says(&days.phone.text(), &["The first week is behind you."]);
    days.wait_minutes(60);
    days.check_in(Said { signs: &["fever"], ..pain(3, "same") }).await;
    // What only matters beside a fever is asked first.
    days.check("3", &[]).await;
    let today = days.page("/today").await;
    says(&today, &["Talk to a doctor today"]);
    says_not(&today, &["Do a bit more each day", "Ask a pharmacist", "Build up again"]);
}

#[tokio::test]
async fn a_question_left_open_by_a_check_in_is_asked_alone() {
    let mut days = Days::begin().await;
    days.check("5", &[("leg_pain", "yes")]).await;
    days.on_day(1);
    days.check_in(pain(4, "better")).await;
    days.phone.open("/check?step=4").await;
    days.phone.tick("leg_pain", "yes");
    days.phone.none().await;
    assert_eq!(days.phone.heading(), "Your health before this", "what did not matter beside the leg pain");
    days.phone.open("/today").await;
    assert_eq!(days.phone.heading(), "Your health before this");
    days.on_day(2);
    days.phone.open("/today").await;
    assert_eq!(days.phone.path, "/check-in");
}

#[tokio::test]
async fn what_holds_a_painkiller_back_and_was_not_asked_is_asked_and_never_told_as_a_fact() {
    let mut days = Days::begin().await;
    days.check("5", &[("leg_pain", "yes")]).await;
    assert_eq!(days.phone.heading(), "See a doctor within 7 days");
    days.phone.open("/medicines").await;
    let form = days.phone.forms_to("/wants").remove(0);
    days.phone.post("/wants", &form).await;
    let mut asked = Vec::new();
    while days.phone.path != "/medicines" {
        asked.push(days.phone.text());
        days.phone.plain().await;
    }
    assert!(asked.iter().any(|page| page.contains("problem with drugs or alcohol")), "{asked:?}");
    days.phone.open("/medicines").await;
    assert!(days.offered("ibuprofen").is_some(), "{}", days.phone.text());

    // Somebody who is not sure is told what to find out, with the way to the question.
    let mut unsure = wants_a_medicine(&[("hx_substance", "not_sure")]).await;
    let page = unsure.page("/medicines").await;
    says(&page, &["We cannot say yet.", "We do not know yet."]);
    says_not(&page, &["After trouble with drugs or alcohol"]);
    assert!(unsure.phone.page.contains("href=\"/check?step="), "{}", unsure.phone.page);
}

#[tokio::test]
async fn training_waits_until_pain_has_been_low_for_a_week() {
    let mut days = Days::begin().await;
    days.check("2", &[]).await;
    let page = days.page("/prevent").await;
    says(&page, &["Not yet", "Training starts when your pain has been 2 or less for 7 days in a row", "So far"]);
    assert!(days.phone.forms_to("/session/start").is_empty());
    let form = [("treatment", "prevention_exercise"), ("_event", "000000000000000000000000000000ab")];
    let form: Vec<_> = form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    days.phone.post("/session/start", &form).await;
    says(&days.phone.text(), &["Training starts when"]);
    assert_eq!(days.count("session_started").await, 0);
}

#[tokio::test]
async fn worse_pain_that_is_noted_leads_to_a_check_in_and_very_bad_pain_to_the_result() {
    let mut days = Days::begin().await;
    days.check("4", &[]).await;
    let note = async |days: &mut Days, pain: &str| {
        days.phone.open("/progress").await;
        days.phone.tick("pain", pain);
        let form = days.phone.forms_to("/pain").remove(0);
        days.phone.post("/pain", &form).await;
    };
    note(&mut days, "6").await;
    for path in ["/progress", "/today", "/"] {
        says(&days.page(path).await, &["Look again first", "Check in now"]);
    }
    note(&mut days, "10").await;
    assert_eq!((days.phone.path.as_str(), days.phone.heading()), ("/result", "See a doctor within 1 day".to_owned()));
    days.wait_minutes(60);
    days.check_in(pain(5, "same")).await;
    says_not(&days.page("/today").await, &["Look again first"]);
}

#[tokio::test]
async fn the_script_for_the_phone_names_what_was_taken_and_when() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    days.logs("Tylenol Extra Strength", "12").await;
    let page = days.page("/result").await;
    says(
        &page,
        &["I took 6000 mg of acetaminophen (paracetamol) in the last 24 hours.", "I took 12 of Tylenol", "9:00 am"],
    );
}
