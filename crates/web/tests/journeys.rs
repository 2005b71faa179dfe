//! What a person does, from the first screen to the plan.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test may fail loudly")]

mod support;

use axum::http::StatusCode;
use easeback_episode::Event;
use support::Phone;

/// What each event of the log decided, for the decisions that were shown.
async fn shown(phone: &Phone) -> Vec<(String, Option<u32>)> {
    let events = phone.events().await;
    let shown = events.into_iter().filter_map(|event| match event.event {
        Event::DecisionShown { disposition, within_days, .. } => Some((disposition, within_days)),
        _ => None,
    });
    shown.collect()
}

#[tokio::test]
async fn a_plain_spasm_has_a_plan_in_at_most_18_taps_and_types_only_the_age() {
    let mut phone = Phone::new().await;
    assert_eq!(phone.heading(), "Is it an emergency?");
    let mut headings = Vec::new();
    while !phone.path.starts_with("/result") {
        headings.push(phone.heading());
        phone.plain().await;
    }
    println!("{} taps: {headings:?}", phone.taps);
    assert!(phone.taps <= 18, "{} taps: {headings:?}", phone.taps);
    assert_eq!(phone.heading(), "You can care for your back at home");
    let text = phone.text();
    for part in ["Your plan for today", "Warm pack", "Keep moving, gently", "What to watch for", "How sure is this?"] {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(shown(&phone).await, [("home_care".to_owned(), None)]);
}

#[tokio::test]
async fn numb_skin_between_the_legs_is_an_emergency_right_after_the_first_screen() {
    let mut phone = Phone::new().await;
    phone.tick("groin_numb", "yes");
    phone.go_on().await;
    assert_eq!(phone.path, "/result");
    assert_eq!(phone.heading(), "Get emergency help now");
    assert_eq!(phone.taps, 2);
    let text = phone.text();
    assert!(phone.page.contains("href=\"tel:911\""));
    assert!(text.contains("My groin, inner thighs or private parts are numb or tingly."), "the words for the phone");
    assert!(text.contains("Do not drive yourself."));
    assert!(
        !text.contains("plan for today") && !text.contains("Warm pack") && !text.contains("If you want a medicine")
    );
    assert_eq!(phone.kinds().await, ["episode_started", "answers_given", "decision_shown"]);
    // The check is over: what could not change anything is not asked.
    phone.open("/check").await;
    assert_eq!(phone.path, "/result");
}

#[tokio::test]
async fn not_sure_about_an_emergency_sign_means_a_doctor_today() {
    let mut phone = Phone::new().await;
    phone.tick("groin_numb", "not_sure");
    phone.go_on().await;
    phone.plain_until("Talk to a doctor today").await;
    assert_eq!(phone.heading(), "Talk to a doctor today");
    let text = phone.text();
    assert!(text.contains("What could not be ruled out"));
    assert!(phone.page.contains("href=\"/check?step=1\""), "the way to answer it again");
    assert!(!text.contains("Warm pack") && !text.contains("If you want a medicine"));
    // The resting positions come after a few answers more, when they are wanted.
    phone.open("/check?part=comfort").await;
    phone.plain_until("Talk to a doctor today").await;
    assert!(phone.text().contains("On your back, pillows under your knees"), "{}", phone.text());
    assert_eq!(shown(&phone).await, [("same_day".to_owned(), None)]);
}

#[tokio::test]
async fn see_a_doctor_soon_says_both_to_book_a_visit_and_what_to_do_until_then() {
    let mut phone = Phone::new().await;
    phone.plain_until("Is it in other places too?").await;
    phone.tick("leg_pain", "yes");
    phone.go_on().await;
    phone.plain_until("").await;
    assert!(phone.heading().starts_with("See a doctor within "), "{}", phone.heading());
    let text = phone.text();
    for part in [
        "Book a visit within",
        "What you may do until the visit",
        "Warm pack",
        "Not before a doctor has looked",
        "Gentle massage",
        "I have pain in a leg",
        "What to say on the phone",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let shown = shown(&phone).await;
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].0, "see_doctor_soon");
    assert!(phone.heading().contains(&shown[0].1.unwrap().to_string()));
}

#[tokio::test]
async fn a_box_ticked_without_saying_what_it_is_leads_to_that_question_alone() {
    let mut phone = Phone::new().await;
    phone.tick("bladder", "yes");
    phone.go_on().await;
    assert_eq!(phone.heading(), "Since your back hurt, is there a new change in how you pee?");
    // The rest of that screen is stored, this row is not, and a reload asks it again.
    let Event::AnswersGiven { answers, .. } = &phone.events().await[1].event else { panic!() };
    assert!(answers.contains_key("groin_numb") && !answers.contains_key("bladder"));
    phone.open("/check").await;
    assert_eq!(phone.heading(), "Since your back hurt, is there a new change in how you pee?");
    phone.tap("bladder", "leaking").await;
    assert_eq!(phone.heading(), "Get emergency help now");
}

#[tokio::test]
async fn a_box_ticked_later_without_saying_what_it_is_takes_the_earlier_no_away() {
    let mut phone = Phone::new().await;
    phone.plain_until("").await;
    assert_eq!(phone.heading(), "You can care for your back at home");
    phone.open("/check?step=1").await;
    phone.tick("bladder", "yes");
    phone.go_on().await;
    assert!(phone.heading().ends_with("how you pee?"), "{}", phone.heading());
    assert!(!last_rows(&phone).await.contains_key("bladder"));
    phone.open("/").await;
    assert_eq!(phone.heading(), "A few answers are missing");
    // The same where it is the only row of its screen.
    phone.open("/check?step=1").await;
    phone.back().await;
    phone.open("/check").await;
    phone.tap("bladder", "normal").await;
    assert_eq!(phone.heading(), "You can care for your back at home");
    phone.open("/check?step=1").await;
    let mut pairs = phone.hidden();
    for (name, value) in &mut pairs {
        if name == "_rows" {
            *value = "bladder".to_owned();
        }
    }
    pairs.push(("bladder".to_owned(), "yes".to_owned()));
    pairs.push(("_continue".to_owned(), "pressed".to_owned()));
    phone.post("/check", &pairs).await;
    assert!(phone.heading().ends_with("how you pee?"));
    assert!(!last_rows(&phone).await.contains_key("bladder"));
    phone.tap("bladder", "cannot_go").await;
    assert_eq!(phone.heading(), "Get emergency help now");
}

#[tokio::test]
async fn a_detail_without_a_tick_is_asked_and_never_read_as_no() {
    let mut phone = Phone::new().await;
    phone.tick("bladder.which", "cannot_go");
    phone.go_on().await;
    assert!(phone.heading().ends_with("how you pee?"));
}

#[tokio::test]
async fn back_shows_what_was_answered_and_a_change_counts() {
    let mut phone = Phone::new().await;
    phone.tick("leg_weak", "not_sure");
    phone.go_on().await;
    phone.plain_until("How old are you?").await;
    phone.plain().await;
    phone.plain().await;
    assert_eq!(phone.heading(), "Where does it hurt?");
    phone.back().await;
    assert!(phone.page.contains("answer chosen"), "the answer about pregnancy is marked");
    phone.back().await;
    assert_eq!(phone.typed("age_years"), "35");
    phone.type_in("age_years", "36");
    phone.go_on().await;
    assert_eq!(phone.heading(), "Where does it hurt?", "on to where the person was");
    for _ in 0..7 {
        phone.back().await;
    }
    assert_eq!(phone.heading(), "Is it an emergency?");
    assert!(phone.is_on("leg_weak", "not_sure") && !phone.is_on("groin_numb", "yes"));
    phone.tick("leg_weak", "not_sure");
    phone.tick("groin_numb", "yes");
    phone.go_on().await;
    assert_eq!(phone.heading(), "Get emergency help now");
    let rows = last_rows(&phone).await;
    assert_eq!(rows["age_years"], easeback_engine::Answer::Number(36.0));
    assert_eq!(rows["leg_weak"], easeback_engine::Answer::YesNo(false));
}

async fn last_rows(phone: &Phone) -> std::collections::BTreeMap<String, easeback_engine::Answer> {
    let events = phone.events().await;
    let now = events.iter().map(|event| event.at).max().unwrap();
    easeback_episode::Log::at(&events, now).open().unwrap().rows.clone()
}

#[tokio::test]
async fn a_corrected_slip_takes_the_emergency_back() {
    let mut phone = Phone::new().await;
    phone.tick("groin_numb", "yes");
    phone.go_on().await;
    assert_eq!(phone.heading(), "Get emergency help now");
    phone.open("/check?step=1").await;
    assert!(phone.is_on("groin_numb", "yes"));
    phone.tick("groin_numb", "yes");
    phone.none().await;
    // A sign that has gone still counts, a slip does not: only the person knows which it was.
    assert_eq!(phone.heading(), "Was it a mistake?");
    assert!(phone.text().contains("It was so, and it has gone"), "{}", phone.text());
    phone.tick("groin_numb", "pressed_the_wrong_box");
    phone.tap("", "").await;
    assert_eq!(phone.heading(), "Anything else that cannot wait?");
}

#[tokio::test]
async fn a_sign_that_has_gone_still_counts() {
    let mut phone = Phone::new().await;
    phone.tick("groin_numb", "yes");
    phone.go_on().await;
    phone.open("/check?step=1").await;
    phone.tick("groin_numb", "yes");
    phone.none().await;
    phone.tap("", "").await;
    assert_eq!(phone.heading(), "Get emergency help now");
    assert!(phone.text().contains("It still counts, even if it has gone."), "{}", phone.text());
}

#[tokio::test]
async fn a_reload_or_a_restart_in_the_middle_loses_nothing() {
    let mut phone = Phone::new().await;
    phone.plain_until("Where does it hurt?").await;
    let before = phone.kinds().await;
    phone.open("/check").await;
    assert_eq!(phone.heading(), "Where does it hurt?");
    let mut phone = Phone::over(phone.store.clone()).await;
    assert_eq!(phone.path, "/");
    assert!(phone.text().contains("Go on with the check"));
    phone.open("/check").await;
    assert_eq!(phone.heading(), "Where does it hurt?");
    assert_eq!(phone.kinds().await, before, "looking stores nothing");
    phone.plain_until("").await;
    assert_eq!(phone.heading(), "You can care for your back at home");
    let before = phone.kinds().await;
    phone.open("/result").await;
    let phone = {
        let mut phone = Phone::over(phone.store.clone()).await;
        phone.open("/result").await;
        phone
    };
    assert_eq!(phone.kinds().await, before, "the same decision is shown once");
}

#[tokio::test]
async fn what_cannot_be_right_comes_back_with_what_was_typed_and_stores_nothing() {
    let mut phone = Phone::new().await;
    phone.plain_until("How old are you?").await;
    let before = phone.kinds().await;
    for (typed, says) in [
        ("200", "“200” cannot be right here. Type a whole number from 0 to 120."),
        ("thirty", "“thirty” is not a number."),
        ("35.5", "“35.5” cannot be right here."),
        ("-3", "“-3” is not a number."),
        ("NaN", "“NaN” is not a number."),
        ("", "Type a whole number from 0 to 120, or choose Not sure."),
    ] {
        phone.type_in("age_years", typed);
        phone.go_on().await;
        assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(phone.text().contains("There is a problem") && phone.heading() == "How old are you?");
        assert!(phone.text().contains(says), "{typed}: {}", phone.text());
        assert_eq!(phone.typed("age_years"), typed);
        assert!(phone.page.contains("href=\"#age_years\"") && phone.page.contains("id=\"age_years\""));
    }
    assert_eq!(phone.kinds().await, before);
}

#[tokio::test]
async fn contradictory_ticks_come_back_with_all_of_them() {
    let mut phone = Phone::new().await;
    phone.tick("leg_weak", "yes");
    phone.tick("leg_weak", "not_sure");
    phone.tick("bladder", "yes");
    phone.tick("bladder.which", "long_standing");
    phone.go_on().await;
    assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(phone.text().contains("not both"));
    for (name, value) in
        [("leg_weak", "yes"), ("leg_weak", "not_sure"), ("bladder", "yes"), ("bladder.which", "long_standing")]
    {
        assert!(phone.is_on(name, value), "{name}");
    }
    phone.none().await;
    assert!(phone.text().contains("You ticked a box and then chose"));
    assert!(phone.is_on("leg_weak", "yes"));
    assert!(phone.kinds().await.is_empty());

    let mut phone = Phone::new().await;
    phone.go_on().await;
    assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing ticked is not the same as none of these");
    assert!(phone.kinds().await.is_empty());
}

#[tokio::test]
async fn a_place_of_the_pain_is_always_chosen() {
    let mut phone = Phone::new().await;
    phone.plain_until("Where does it hurt?").await;
    assert!(!phone.page.contains("name=\"_none\""));
    phone.go_on().await;
    assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(phone.text().contains("Choose at least one, or Not sure."));
    let mut pairs = phone.hidden();
    pairs.push(("_none".to_owned(), "pressed".to_owned()));
    phone.post("/check", &pairs).await;
    assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
    phone.tick("pain_sites", "not_sure");
    phone.go_on().await;
    assert_eq!(phone.heading(), "How did it start?");
}

#[tokio::test]
async fn a_form_with_rows_that_were_not_asked_is_refused() {
    let mut phone = Phone::new().await;
    let with = |name: &str, value: &str| {
        let mut pairs = phone.hidden();
        pairs.retain(|(field, _)| field != name);
        pairs.push((name.to_owned(), value.to_owned()));
        if name != "_none" {
            pairs.push(("_none".to_owned(), "pressed".to_owned()));
        }
        pairs
    };
    let bad = [
        with("_screen", "no_such_screen"),
        with("_rows", "fever"),
        with("_rows", "groin_numb groin_numb"),
        with("_rows", ""),
        with("_as", "one"),
        with("_seen", "x"),
        with("_event", "x"),
        with("fever", "yes"),
        with("taken_ibu_mg_24h", "0"),
    ];
    for pairs in bad {
        phone.post("/check", &pairs).await;
        assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY, "{pairs:?}");
    }
    assert!(phone.kinds().await.is_empty());
}

#[tokio::test]
async fn two_tabs_do_not_write_over_each_other() {
    let mut one = Phone::new().await;
    let mut two = Phone::over(one.store.clone()).await;
    one.none().await;
    two.tick("groin_numb", "not_sure");
    two.go_on().await;
    assert_eq!(two.status, StatusCode::CONFLICT);
    assert!(two.text().contains("Something was saved in another window."));
    assert!(two.text().contains("Your last choice was not stored."));
    assert!(!two.is_on("groin_numb", "not_sure"), "it shows what is stored");
    assert_eq!(one.kinds().await, ["episode_started", "answers_given"]);
    // From there it goes on.
    two.tick("groin_numb", "not_sure");
    two.go_on().await;
    assert_eq!(two.heading(), "Anything else that cannot wait?");
    // The first tab is behind now, but its question is still open: its ticks stay.
    one.tick("fever", "not_sure");
    one.go_on().await;
    assert_eq!(one.status, StatusCode::CONFLICT);
    assert!(one.is_on("fever", "not_sure"));
    one.go_on().await;
    assert_eq!(one.status, StatusCode::OK);
    assert_eq!(one.heading(), "Do you feel ill?");
}

#[tokio::test]
async fn a_form_sent_twice_counts_once() {
    let mut phone = Phone::new().await;
    let mut pairs = phone.hidden();
    pairs.push(("_none".to_owned(), "pressed".to_owned()));
    phone.post("/check", &pairs).await;
    let heading = phone.heading();
    phone.post("/check", &pairs).await;
    assert_eq!((phone.status, phone.heading()), (StatusCode::OK, heading));
    assert_eq!(phone.kinds().await, ["episode_started", "answers_given"]);
}

#[tokio::test]
async fn a_medicine_is_offered_after_its_own_questions() {
    let mut phone = Phone::new().await;
    phone.plain_until("").await;
    assert!(phone.text().contains("If you want a medicine"));
    assert!(!phone.text().contains("Ibuprofen"), "no pill is pressed on anybody");
    phone.tick("wants", "medicine");
    phone.tap("", "").await;
    assert_eq!(phone.heading(), "Stomach, liver and kidneys");
    phone.plain_until("").await;
    assert_eq!(phone.path, "/result");
    let text = phone.text();
    assert!(text.contains("What you asked for") && text.contains("Ibuprofen"), "{text}");
    assert!(phone.is_on("wants", "medicine"));
    assert_eq!(shown(&phone).await.len(), 1, "the decision is the same");
    // Changed my mind.
    phone.tick("wants", "medicine");
    phone.tap("", "").await;
    assert!(phone.text().contains("If you want a medicine"));
}

#[tokio::test]
async fn what_holds_a_medicine_back_is_said_with_the_answer() {
    let mut phone = Phone::new().await;
    phone.plain_until("").await;
    phone.tick("wants", "medicine");
    phone.tap("", "").await;
    phone.tick("conditions.kidney_disease", "yes");
    phone.go_on().await;
    phone.plain_until("").await;
    let text = phone.text();
    assert!(text.contains("Held back for you, and why"));
    assert!(text.contains("You said: “Do you have any of these? Kidney disease, or weak kidneys”"), "{text}");
    assert!(!text.contains("rule this out"), "{text}");
}

#[tokio::test]
async fn the_few_questions_after_the_plan_lead_back_to_it() {
    let mut phone = Phone::new().await;
    phone.plain_until("").await;
    assert!(phone.page.contains("href=\"/check?part=after\""));
    phone.open("/check?part=after").await;
    assert_eq!(phone.heading(), "In the past week, how low have you felt?");
    phone.tap("mood_low", "8").await;
    assert_eq!(phone.heading(), "Do you have any thoughts of hurting yourself?");
    phone.tap("self_harm_thoughts", "yes").await;
    assert_eq!(phone.path, "/result");
    assert_eq!(phone.heading(), "Get emergency help now");
    let crisis = phone.page.find("href=\"tel:988\"").expect("the crisis line");
    let emergency = phone.page.find("class=\"btn quiet\" href=\"tel:911\"").expect("the emergency number");
    assert!(crisis < emergency, "the crisis line comes first");
}

#[tokio::test]
async fn doubt_about_self_harm_after_the_plan_leads_to_the_crisis_line_at_once() {
    let mut phone = Phone::new().await;
    phone.plain_until("").await;
    phone.open("/check?part=after").await;
    phone.tap("mood_low", "8").await;
    assert!(phone.page.contains("116 123"), "{}", phone.text());
    phone.tap("self_harm_thoughts", "not_sure").await;
    assert_eq!(phone.heading(), "Talk to a doctor today");
    assert!(phone.text().contains("Call your crisis line or emergency number now."), "{}", phone.text());
}

#[tokio::test]
async fn the_start_leads_back_to_the_last_answer_of_an_open_check() {
    let mut phone = Phone::new().await;
    phone.plain().await;
    phone.open("/").await;
    assert!(phone.page.contains("href=\"/check?step=1\""), "{}", phone.page);
    assert!(phone.text().contains("Change my last answer"));
}

#[tokio::test]
async fn below_18_there_is_the_way_to_a_doctor_and_no_treatment() {
    let mut phone = Phone::new().await;
    phone.plain_until("How old are you?").await;
    phone.type_in("age_years", "15");
    phone.go_on().await;
    phone.plain_until("").await;
    assert!(phone.heading().starts_with("See a doctor"), "{}", phone.heading());
    let offers = phone.page.matches("card offer").count();
    assert_eq!(offers, 0, "{}", phone.text());
    assert!(!phone.text().contains("If you want a medicine") && !phone.text().contains("A few more questions?"));
    let text = phone.text();
    assert!(text.contains("This plan is for adults, so we list no tips for you."), "{text}");
    assert!(!text.contains("Held back for you") && !text.contains("Not before a doctor has looked"), "{text}");
}

#[tokio::test]
async fn the_words_for_the_phone_say_by_when_how_old_and_since_when() {
    let mut phone = Phone::new().await;
    phone.plain_until("Is it in other places too?").await;
    phone.tick("leg_pain", "yes");
    phone.go_on().await;
    phone.plain_until("").await;
    let start = phone.page.find("id=\"say\"").unwrap();
    let words = &phone.page[start..start + phone.page[start..].find("</p>").unwrap()];
    assert!(words.contains("I am 35 years old.") && words.contains("It began 2 days ago."), "{words}");
    assert!(words.contains(" days.") && !words.contains("{days}") && !words.contains('?'), "{words}");
}

#[tokio::test]
async fn an_emergency_still_says_to_stop_what_did_harm() {
    let mut phone = Phone::new().await;
    phone.plain_until("").await;
    let harm = easeback_engine::Answer::ManyOf { chosen: vec!["rash".to_owned()], not_sure: false };
    phone.know("bad_reaction", harm).await;
    phone.open("/check?step=1").await;
    phone.tick("groin_numb", "yes");
    phone.go_on().await;
    assert_eq!(phone.heading(), "Get emergency help now");
    let text = phone.text();
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
    assert!(at("Do not drive yourself.") < at("Stop that treatment."));
    assert_eq!(text.matches("Stop that treatment.").count(), 1);
}

#[tokio::test]
async fn a_new_check_begins_from_the_first_screen_and_keeps_the_log() {
    let mut phone = Phone::new().await;
    phone.none().await;
    phone.open("/").await;
    assert!(phone.text().contains("Start a new check"));
    phone.tap("", "").await;
    assert_eq!((phone.path.as_str(), phone.heading()), ("/", "Is it an emergency?".to_owned()));
    assert_eq!(phone.kinds().await, ["episode_started", "answers_given", "episode_started"]);
    phone.none().await;
    assert_eq!(phone.kinds().await.len(), 4, "the open episode is used");
}

#[tokio::test]
async fn the_result_before_the_end_of_the_check_says_what_is_known() {
    let mut phone = Phone::new().await;
    phone.none().await;
    phone.open("/result").await;
    assert_eq!(phone.heading(), "A few answers are missing");
    assert!(phone.text().contains("Go on with the check") && phone.text().contains("Get emergency help at once"));
    assert!(!phone.text().contains("Your plan"));
}
