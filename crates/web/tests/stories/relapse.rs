//! Pain that was gone and comes back: a short check-in is not enough then.

use crate::days::{Days, pain};
use crate::{says, says_not};

#[tokio::test]
async fn pain_that_comes_back_leads_to_the_whole_check_and_a_new_plan() {
    let mut days = Days::begin().await;
    days.check("6", &[]).await;
    for (day, left) in [(1, 4), (2, 3), (3, 2), (4, 2), (5, 1), (6, 1), (7, 1), (8, 1), (9, 0)] {
        days.on_day(day);
        days.check_in(pain(left, "better")).await;
    }
    says(&days.phone.text(), &["Keep it from coming back"]);

    // One bad day is no relapse yet; a day later it is one.
    days.on_day(11);
    days.check_in(pain(6, "worse")).await;
    says(&days.phone.text(), &["Yours is getting worse"]);
    says_not(&days.page("/today").await, &["The pain is back."]);
    days.on(12, 10);
    days.check_in(pain(5, "same")).await;
    let today = days.page("/today").await;
    says(&today, &["The pain is back. Let us go through the whole check again"]);
    says_not(&today, &["Your pain has not come down much."]);
    says_not(&today, &["Warm pack", "Short rest"]);
    says(&days.page("/").await, &["The pain is back.", "Start the check"]);

    // A short check-in does not bring the plan back. The whole check does.
    days.wait_minutes(60);
    days.check_in(pain(5, "same")).await;
    says(&days.page("/today").await, &["The pain is back."]);
    let start = days.phone.forms_to("/start").remove(0);
    days.phone.post("/start", &start).await;
    assert_eq!(days.phone.heading(), "Is it an emergency?");
    days.check("5", &[]).await;
    assert_eq!(days.phone.heading(), "You can care for your back at home");
    let today = days.page("/today").await;
    says(&today, &["The day it began: Ease it and keep moving", "Warm pack"]);
    says_not(&today, &["The pain is back."]);
    says(&days.page("/progress").await, &["Your spasms"]);

    // The new one has its own month: it asks on its own first day.
    days.on(13, 12);
    says(&days.page("/check-in").await, &["After one day"]);
}
