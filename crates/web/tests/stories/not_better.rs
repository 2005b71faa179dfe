//! Pain that stays as it is: who is sent where, and by when.

use crate::days::{Days, pain};
use crate::{says, says_not};

#[tokio::test]
async fn who_does_not_get_better_is_sent_on_step_by_step() {
    let mut days = Days::begin().await;
    days.check("5", &[]).await;
    for day in 1..=6 {
        days.on_day(day);
        days.check_in(pain(5, "same")).await;
        assert_eq!(days.phone.path, "/today", "day {day}");
    }
    says_not(&days.phone.text(), &["has not come down much"]);

    // Day 7: not down by a fifth.
    days.on_day(7);
    days.check_in(pain(5, "same")).await;
    says(&days.phone.text(), &["Your pain has not come down much.", "by Mon 16 Feb"]);
    for day in [8, 10, 12] {
        days.on_day(day);
        days.check_in(pain(5, "same")).await;
        assert_eq!(days.phone.path, "/today", "day {day}");
        says(&days.phone.text(), &["by Mon 16 Feb"]);
    }

    // Day 14: the result is another one, and it comes by itself.
    days.on_day(14);
    days.check_in(pain(5, "same")).await;
    assert_eq!(days.phone.path, "/result");
    assert_eq!(days.phone.heading(), "See a doctor within 7 days");
    says(&days.phone.text(), &["Two weeks have passed and you are not better.", "What you may do until the visit"]);
    says(&days.page("/today").await, &["by today", "Warm pack"]);

    // Day 15: pain for more than two weeks is a reason of its own.
    days.on_day(15);
    days.check_in(pain(5, "same")).await;
    assert_eq!(days.phone.path, "/result");
    says(&days.phone.text(), &["Your pain has gone on for more than two weeks."]);
    // The week for the visit counts from the day on which it was first said.
    says(&days.page("/today").await, &["by Mon 23 Feb", "Warm pack"]);

    // Day 21 without a doctor: one day, and firmly. The clock alone brings it, before any check-in.
    days.on(21, 8);
    says(&days.page("/").await, &["See a doctor within 1 day"]);
    days.on_day(21);
    days.check_in(pain(5, "same")).await;
    says(&days.page("/today").await, &["Please do not wait any more.", "See a doctor within 1 day"]);
    days.phone.open("/result").await;
    assert_eq!(days.phone.heading(), "See a doctor within 1 day");

    // The day for the visit passes, and three more: then it is today.
    days.on_day(23);
    says(&days.page("/result").await, &["The day by which you should have seen a doctor has passed"]);
    assert_eq!(days.phone.heading(), "See a doctor within 1 day");
    days.on_day(25);
    assert_eq!(
        {
            days.phone.open("/result").await;
            days.phone.heading()
        },
        "Talk to a doctor today"
    );
    says(&days.phone.text(), &["You should have seen a doctor three or more days ago"]);
    says_not(&days.page("/today").await, &["Warm pack", "Take"]);

    // A doctor has looked and says that home care is fine.
    days.phone.open("/doctor").await;
    days.phone.tick("said", "yes_home_care_ok");
    days.phone.tick("new_medicine", "no");
    let form = days.phone.forms_to("/doctor").remove(0);
    days.phone.post("/doctor", &form).await;
    days.phone.open("/result").await;
    assert_eq!(days.phone.heading(), "You can care for your back at home");

    // Six weeks on it is still 5: somebody should fit the care to this person.
    days.on_day(42);
    says(&days.page("/check-in").await, &["Six weeks", "How likely do you think it is that this pain will last?"]);
    days.check_in(pain(5, "same")).await;
    says(&days.page("/today").await, &["Your pain is still 3 or more. See a doctor or physio"]);
}

#[tokio::test]
async fn two_weeks_and_nearly_there_is_a_routine_visit() {
    let mut days = Days::begin().await;
    days.check("6", &[]).await;
    for (day, left) in [(1, 6), (3, 5), (5, 4), (7, 4), (9, 3), (11, 3), (13, 3)] {
        days.on_day(day);
        days.check_in(pain(left, "better")).await;
        assert_eq!(days.phone.path, "/today", "day {day}: {}", days.phone.text());
    }
    days.on_day(15);
    days.check_in(pain(2, "better")).await;
    assert_eq!(days.phone.heading(), "See a doctor within 7 days");
    says(&days.page("/today").await, &["You are nearly there. A routine visit within 7 days is enough"]);
}

#[tokio::test]
async fn who_lies_down_for_days_is_told_to_get_up_and_then_to_see_a_doctor() {
    let mut days = Days::begin().await;
    days.check("6", &[]).await;
    for rest_days in 1..=4 {
        days.on_day(rest_days.into());
        days.check_in(crate::days::Said { rest_days, ..pain(6, "same") }).await;
        let text = days.page("/today").await;
        match rest_days {
            3 => says(&text, &["You have mostly lain down for 3 days. Now is the time to get up."]),
            4 => says(&text, &["See a doctor within 1 day", "You have mostly lain down for 4 days."]),
            _ => says_not(&text, &["mostly lain down"]),
        }
        if rest_days >= 3 {
            says_not(&text, &["Short rest"]);
        }
    }
}
