//! A plain spasm that eases day by day, until exercises keep the next one away.

use crate::days::{Days, pain};
use crate::{says, says_not};

#[tokio::test]
async fn a_plain_spasm_eases_and_prevention_begins() {
    let mut days = Days::begin().await;
    days.check("6", &[]).await;
    assert_eq!(days.phone.heading(), "You can care for your back at home");

    // The first day: a plan with times, and the way back tomorrow.
    let home = days.page("/").await;
    says(&home, &["You can care for your back at home", "Next check-in tomorrow, 9:00 am"]);
    let today = days.page("/today").await;
    says(
        &today,
        &[
            "The day it began: Ease it and keep moving",
            "Short rest",
            "Warm pack",
            "Everything held back for me, and why",
        ],
    );
    says_not(&today, &["Check in now", "See a doctor"]);

    // Each check-in of the first days has its own words and questions.
    for (day, title, question, left) in [
        (1, "After one day", "Did you get some sleep?", "5"),
        (2, "After two days", "does it help?", "4"),
        (3, "Day 3", "does it help?", "3"),
    ] {
        days.on_day(day);
        says(&days.page("/").await, &["Check in now"]);
        let page = days.page("/check-in").await;
        says(&page, &[title, question, "Is it an emergency?", "None of these", "Log it first"]);
        days.check_in(pain(left.parse().unwrap(), "better")).await;
        assert_eq!(days.phone.path, "/today", "{}", days.phone.text());
        says(&days.phone.text(), &["Thank you", "Your check-in is saved."]);
    }

    // Two days of silence in the first week: the plan is not shown, and the signs are.
    days.on(5, 8);
    says(&days.page("/today").await, &["Warm pack"]);
    days.on_day(5);
    let old = days.page("/today").await;
    says(&old, &["This plan is more than two days old.", "We have not heard from you for two days.", "Check in now"]);
    says(&old, &["Numb or tingling skin between your legs"]);
    says_not(&old, &["Keep moving", "Warm pack"]);
    says(&days.page("/").await, &["This plan is more than two days old.", "Check in now"]);
    days.check_in(pain(2, "better")).await;
    says(&days.phone.text(), &["Warm pack"]);
    says_not(&days.phone.text(), &["more than two days old"]);

    // Day 7 asks about work and mood.
    days.on_day(7);
    says(&days.page("/check-in").await, &["One week", "Are you back at your work", "how low have you felt?"]);
    days.check_in(pain(2, "better")).await;
    says(&days.phone.text(), &["Day 7"]);
    says_not(&days.phone.text(), &["Keep it from coming back", "has not come down much"]);

    // Day 10, and then a week of little pain is complete: prevention begins.
    days.on_day(10);
    says(&days.page("/check-in").await, &["Day 10"]);
    days.check_in(pain(1, "better")).await;
    says(&days.phone.text(), &["Build up again"]);
    days.on_day(11);
    days.check_in(pain(1, "better")).await;
    says(&days.phone.text(), &["Day 11: Keep it from coming back", "Exercise to keep it from coming back"]);
    let prevent = days.page("/prevent").await;
    says(&prevent, &["Exercises", "Wake up the muscles , your level"]);
    says_not(&prevent, &["Not yet"]);

    // Without pain, days 14, 15 and 21 send nobody to a doctor.
    for (day, title) in [(14, "Two weeks"), (15, "After two weeks"), (21, "Three weeks"), (42, "Six weeks")] {
        days.on_day(day);
        says(&days.page("/check-in").await, &[title]);
        days.check_in(pain(0, "better")).await;
        assert_eq!(days.phone.path, "/today", "day {day}: {}", days.phone.text());
        says_not(&days.phone.text(), &["See a doctor within"]);
    }

    // It is over.
    says(&days.page("/fine").await, &["Is your back fine again?"]);
    days.phone.tap("", "").await;
    says(&days.phone.text(), &["Good to hear", "Keep the next one away"]);
    assert_eq!(days.count("episode_ended").await, 1);
    days.phone.open("/").await;
    assert_eq!(days.phone.heading(), "Is it an emergency?");
}
