//! Somebody who gets worse on day 4: how the plan gives way, what counts on, and how a slip is taken back.

use crate::days::{Days, Said, pain};
use crate::{says, says_not};

#[tokio::test]
async fn who_gets_worse_on_day_4_is_sent_to_a_doctor_and_a_new_sign_withdraws_the_plan() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    for day in 1..=3 {
        days.on_day(day);
        days.check_in(pain(5, "same")).await;
        assert_eq!(days.phone.path, "/today");
    }

    // Day 4: worse.
    days.on_day(4);
    days.check_in(pain(6, "worse")).await;
    assert_eq!((days.phone.path.as_str(), days.phone.heading()), ("/result", "See a doctor within 3 days".to_owned()));
    says(&days.phone.text(), &["Yours is getting worse, so it needs a check.", "Warm pack"]);
    says(&days.page("/today").await, &["Book a doctor visit within 3 days", "by Mon 9 Feb"]);

    // Day 5: a leg gives way. It counts at once, and nothing of the plan is left.
    days.on_day(5);
    days.check_in(Said { signs: &["leg_weak"], ..pain(6, "worse") }).await;
    assert_eq!((days.phone.path.as_str(), days.phone.heading()), ("/result", "Get emergency help now".to_owned()));
    says_not(&days.phone.text(), &["Warm pack"]);
    days.phone.open("/today").await;
    assert_eq!(days.phone.path, "/result");
    says(&days.page("/").await, &["Get emergency help now", "See what to do now"]);

    // Day 6: the leg is well again, and it still counts.
    days.on_day(6);
    days.phone.open("/check-in").await;
    assert!(days.phone.is_on("leg_weak", "yes"), "what was ticked stands ticked");
    days.phone.tick("leg_weak", "yes");
    let rest = pain(5, "same");
    fill_in_the_rest(&mut days, rest).await;
    assert_eq!(days.phone.heading(), "Get emergency help now", "{}", days.phone.text());
    says(&days.phone.text(), &["It still counts, even if it has gone.", "I ticked that by mistake"]);

    // A doctor has looked: their word counts, and the day goes on.
    days.phone.open("/doctor").await;
    days.phone.tick("said", "yes_home_care_ok");
    days.phone.tick("new_medicine", "no");
    let form = days.phone.forms_to("/doctor").remove(0);
    days.phone.post("/doctor", &form).await;
    says_not(&days.page("/").await, &["Get emergency help now"]);
}

/// Answers a check-in whose signs are all gone, on the page as it stands.
async fn fill_in_the_rest(days: &mut Days, said: Said<'_>) {
    for (name, value) in [
        ("pain_now", said.pain.to_string()),
        ("course", said.course.to_owned()),
        ("rest_days", said.rest_days.to_string()),
        ("pain_constant", "comes_and_goes".to_owned()),
    ] {
        days.phone.tick(name, &value);
    }
    for group in ["nerves", "body", "unwell", "where_else", "pain_effects", "bad_reaction"] {
        days.phone.tick(&format!("_none.{group}"), "yes");
    }
    days.phone.go_on().await;
}

#[tokio::test]
async fn a_sign_ticked_by_mistake_is_taken_back_when_it_is_said() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    days.on_day(1);
    days.check_in(Said { signs: &["groin_numb"], ..pain(5, "same") }).await;
    assert_eq!(days.phone.heading(), "Get emergency help now");

    // Looking at the page changes nothing, and neither does saying that it is so.
    days.phone.open("/mistake").await;
    assert_eq!(days.phone.heading(), "Was it a mistake?");
    days.phone.tap("", "").await;
    assert_eq!(days.phone.heading(), "Get emergency help now");
    assert_eq!(days.count("answers_corrected").await, 0);

    days.phone.open("/mistake").await;
    days.phone.tick("groin_numb", "pressed_the_wrong_box");
    days.phone.tap("", "").await;
    assert_eq!(
        (days.phone.path.as_str(), days.phone.heading()),
        ("/result", "You can care for your back at home".to_owned())
    );
    assert_eq!(days.count("answers_corrected").await, 1);
    says(&days.page("/today").await, &["Warm pack"]);
}

#[tokio::test]
async fn low_mood_leads_to_the_question_about_self_harm_at_once() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    for day in 1..=6 {
        days.on_day(day);
        days.check_in(pain(4, "better")).await;
    }
    days.on_day(7);
    days.phone.open("/check-in").await;
    assert!(!days.phone.page.contains("name=\"self_harm_thoughts\""));
    days.check_in(Said { others: &[("mood_low", "8")], ..pain(4, "better") }).await;
    assert_eq!(days.phone.heading(), "Do you have any thoughts of hurting yourself?");
    // Going away does not answer it: no plan until it is.
    says(&days.page("/").await, &["A few answers are missing"]);
    says_not(&days.page("/today").await, &["Warm pack"]);
    days.phone.open("/check").await;
    days.phone.tap("self_harm_thoughts", "no").await;
    says(&days.page("/today").await, &["Warm pack"]);

    // While the mood is low every check-in asks it again, and a "yes" brings the crisis line.
    days.on_day(8);
    days.check_in(Said { others: &[("self_harm_thoughts", "yes")], ..pain(4, "better") }).await;
    assert_eq!(days.phone.heading(), "Get emergency help now");
    assert!(days.phone.page.contains("href=\"tel:988\""));
}

#[tokio::test]
async fn a_no_of_an_earlier_week_does_not_answer_for_this_one() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    for day in 1..=6 {
        days.on_day(day);
        days.check_in(pain(4, "better")).await;
    }
    days.on_day(7);
    days.check_in(Said { others: &[("mood_low", "8")], ..pain(4, "better") }).await;
    days.phone.tap("self_harm_thoughts", "no").await;
    // The mood is better by week 6, and then it is not.
    days.on_day(40);
    days.phone.open("/check?part=after&step=1").await;
    days.phone.tap("mood_low", "1").await;
    days.on_day(42);
    days.check_in(Said { others: &[("mood_low", "9")], ..pain(0, "better") }).await;
    assert_eq!(days.phone.heading(), "Do you have any thoughts of hurting yourself?", "{}", days.phone.text());
}

#[tokio::test]
async fn a_check_in_that_leaves_a_group_open_comes_back_with_everything() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    days.on_day(1);
    days.phone.open("/check-in").await;
    days.phone.tick("pain_now", "4");
    days.phone.tick("_none.nerves", "yes");
    days.phone.tick("fever", "not_sure");
    days.phone.tick("_none.unwell", "yes");
    days.phone.tick("nausea", "yes");
    days.phone.tick("_ask.slept", "yes");
    days.phone.go_on().await;
    assert_eq!(days.phone.status, axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(days.count("checked_in").await, 0);
    let text = days.phone.text();
    says(&text, &["There is a problem", "open the list and tick what fits you.", "Take one of the two away."]);
    for (name, value) in [
        ("pain_now", "4"),
        ("_none.nerves", "yes"),
        ("fever", "not_sure"),
        ("_none.unwell", "yes"),
        ("nausea", "yes"),
        ("_ask.slept", "yes"),
    ] {
        assert!(days.phone.is_on(name, value), "{name}");
    }
    for anchor in ["where_else", "unwell", "course", "rest_days"] {
        assert!(days.phone.page.contains(&format!("href=\"#{anchor}\"")), "{anchor}");
        assert!(days.phone.page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }
}

#[tokio::test]
async fn a_check_in_sent_twice_counts_once() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    days.on_day(1);
    days.phone.open("/check-in").await;
    fill_in_the_rest(&mut days, pain(4, "better")).await;
    assert_eq!(days.count("checked_in").await, 1);
    let events = days.phone.events().await;
    let id = events.iter().rev().find(|event| event.event.kind() == "checked_in").unwrap().id;
    days.phone.open("/check-in").await;
    let mut form = days.phone.forms_to("/check-in").remove(0);
    form.retain(|(name, _)| name != "_event");
    form.push(("_event".to_owned(), id.to_string()));
    for group in ["nerves", "body", "unwell", "where_else", "pain_effects", "bad_reaction"] {
        form.push((format!("_none.{group}"), "yes".to_owned()));
    }
    for (name, value) in
        [("pain_now", "9"), ("course", "worse"), ("rest_days", "0"), ("pain_constant", "comes_and_goes")]
    {
        form.push((name.to_owned(), value.to_owned()));
    }
    days.phone.post("/check-in", &form).await;
    assert_eq!(days.count("checked_in").await, 1);
}
