//! The record is the person's: the page for the doctor, the table, taking a log in, and the calendar.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test may fail loudly")]

mod support;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use easeback_engine::Answer;
use easeback_episode::{Content, Event, EventId, Export, NewEvent, Recorded, Sequence};
use easeback_guideline::{PartOfReport, ReportPart};
use easeback_store::EventStore;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use support::{ENGINE, FORM, HOST, Phone, encode, pairs, person, plain, send};
use tower::ServiceExt;

/// A phone of somebody with a plain spasm, and a log of some days behind it.
async fn after_some_days() -> Phone {
    let first: Timestamp = "2026-02-02T14:00:00Z".parse().unwrap();
    let clock = Arc::new(AtomicI64::new(first.as_second()));
    let mut phone = Phone::by(&clock).await;
    phone.plain_until("").await;
    clock.fetch_add(9 * 24 * 60 * 60, Ordering::Relaxed);
    let mut events = Vec::new();
    for day in 0..9_i32 {
        let at = first + SignedDuration::from_hours(24 * i64::from(day)) + SignedDuration::from_mins(30);
        let pain_before = Some(f64::from(7 - day / 2));
        let contents = vec![Content { ingredient: "ibuprofen".to_owned(), mg: Some(400.0) }];
        let name = "Nurofen".to_owned();
        let units = Some(2.0);
        let dose = Event::MedicineTaken { product: None, name, units, contents, on_skin: false, pain_before };
        let heat = Event::TreatmentUsed {
            treatment: "heat".to_owned(),
            part: None,
            seconds: Some(1200),
            session: None,
            pain_before,
            pain_after: Some(f64::from(5 - day / 2)),
        };
        events.extend([
            (at, Event::PainFelt { pain: f64::from(7 - day / 2), after: None }),
            (at, dose),
            (at + SignedDuration::from_mins(40), heat),
        ]);
    }
    add(&phone, events).await;
    phone
}

async fn add(phone: &Phone, events: Vec<(Timestamp, Event)>) {
    let there = phone.events().await;
    let last = there.last().map_or(Sequence::EMPTY, |event| event.sequence);
    let id = |place: usize| EventId::from_u128(0xabcd_0000_0000 + u128::from(last.get()) * 1000 + place as u128);
    let new: Vec<NewEvent> = events
        .into_iter()
        .enumerate()
        .map(|(place, (at, event))| NewEvent {
            id: id(place),
            at,
            zone: "America/New_York".to_owned(),
            recorded_at: at,
            event,
        })
        .collect();
    phone.store.append(&person(), last, &new).await.unwrap();
}

async fn bytes(phone: &Phone, path: &str) -> (StatusCode, String, Vec<u8>) {
    let request = Request::builder().uri(path).header("host", HOST).body(Body::empty()).unwrap();
    let response = phone.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let kind = parts.headers.get("content-type").map_or("", |kind| kind.to_str().unwrap()).to_owned();
    (parts.status, kind, to_bytes(body, usize::MAX).await.unwrap().to_vec())
}

fn section<'t>(page: &'t str, title: &str) -> Option<&'t str> {
    let start = page.find(&format!("<h2>{title}</h2>"))?;
    let rest = &page[start + 4..];
    Some(&rest[..rest.find("<h2>").unwrap_or(rest.len())])
}

/// Whether a part stands there: with what it holds, or with the words that it holds nothing.
fn stands(page: &str, part: &ReportPart) -> bool {
    section(page, &part.title).is_some() || page.contains(&format!("{}: {}", part.title, part.empty))
}

#[tokio::test]
async fn the_page_for_the_doctor_says_what_was_asked_taken_and_advised() {
    let mut phone = after_some_days().await;
    phone.open("/report").await;
    assert_eq!(phone.status, StatusCode::OK);
    assert_eq!(phone.heading(), "Back pain: a page for the doctor");
    let parts = &ENGINE.guideline().report_parts;
    for part in parts {
        assert!(stands(&phone.page, part), "{}", part.title);
    }
    let titled = |part: PartOfReport| parts.iter().find(|one| one.part == part).unwrap().title.clone();
    let text = |part| plain(section(&phone.page, &titled(part)).unwrap());
    assert!(text(PartOfReport::WarningSigns).contains("and said no:"));
    let medicines = text(PartOfReport::Medicines);
    assert!(medicines.contains("ibuprofen (Nurofen)") && medicines.contains("3600 mg"), "{medicines}");
    assert!(text(PartOfReport::Advice).contains("back-spasm"));
    assert!(text(PartOfReport::WhatHelped).contains("With pain noted"));
    assert!(plain(&phone.page).contains("Bad reactions: None were noted."));
    for relative in ["today,", "yesterday", "tomorrow"] {
        assert!(!medicines.contains(relative), "a date on paper is written out");
    }
}

#[tokio::test]
async fn the_page_for_the_doctor_speaks_as_doctors_do_and_says_what_the_person_said() {
    let mut phone = Phone::new().await;
    phone.plain_until("Is it in other places too?").await;
    phone.tick("leg_pain", "yes");
    phone.go_on().await;
    phone.plain_until("").await;
    phone.know("weight_kg", Answer::Number(77.110_702_9)).await;
    phone.post("/settings", &pairs(&[("weight_unit", "lb")])).await;
    phone.open("/report").await;
    let text = phone.text();
    for part in [
        "Leg pain (“I have pain in a leg”)",
        "Asked (last on 1 Feb 2026), and said no: saddle numbness or tingling; perianal numbness or altered sensation; urinary incontinence,",
        "Advice now See a doctor within 7 days",
        "See a doctor within 7 days. RF",
        "skin trouble on the back: none of those asked about (not all asked);",
        "Not sure, or open for this advice Problem with drugs or alcohol, now or before; other conditions; medicine classes, last 7 days; allergies;",
        "Not asked: inflammatory back pain pattern;",
        "weight: 77.1 kg (170 lb)",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for part in ["None of these", "warning signs of pregnancy", "thoughts of self-harm", "{days}"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn the_pdf_is_tagged_small_and_of_the_same_document() {
    let phone = after_some_days().await;
    let (status, kind, pdf) = bytes(&phone, "/report.pdf").await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/pdf"));
    if let Some(dir) = std::env::var_os("EASEBACK_KEEP_REPORT") {
        std::fs::write(std::path::Path::new(&dir).join("report.pdf"), &pdf).unwrap();
    }
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(pdf.len() < 100_000, "{} bytes", pdf.len());
    let has = |text: &str| pdf.windows(text.len()).any(|part| part == text.as_bytes());
    let objects = pdf.windows(11).filter(|part| part.starts_with(b"/Type/Page")).filter(|part| part[10] != b's');
    assert_eq!(objects.count(), 1, "it is one page");
    assert!(has("/MarkInfo") && has("/StructTreeRoot") && has("/Lang"));
    // The same log and the same choice give the same page; another choice another one.
    let (_, _, without) = bytes(&phone, "/report.pdf?without=warning_signs&without=medicines").await;
    assert!(without.starts_with(b"%PDF-1.7") && without != pdf);
}

#[tokio::test]
async fn what_the_person_leaves_out_is_gone_and_said_to_be_left_out() {
    let mut phone = after_some_days().await;
    let parts = &ENGINE.guideline().report_parts;
    for part in parts {
        phone.open(&format!("/report?without={}", part.part.word())).await;
        assert!(!stands(&phone.page, part), "{}", part.title);
        assert!(phone.text().contains(&format!("Left out by choice: {}.", part.title)), "{}", part.title);
        assert!(phone.is_on("without", part.part.word()));
        assert!(phone.page.contains(&format!("/report.pdf?without={}", part.part.word())));
        for other in parts.iter().filter(|other| other.part != part.part) {
            assert!(stands(&phone.page, other), "{}", other.title);
        }
    }
    phone.open("/report?without=medicines&without=nonsense").await;
    assert!(!phone.text().contains("Nurofen"));
    let all: Vec<String> = parts.iter().map(|part| format!("without={}", part.part.word())).collect();
    let (status, _, pdf) = bytes(&phone, &format!("/report.pdf?{}", all.join("&"))).await;
    assert_eq!(status, StatusCode::OK);
    assert!(pdf.starts_with(b"%PDF"));
}

#[tokio::test]
async fn without_a_spasm_there_is_no_page_for_a_doctor() {
    let mut phone = Phone::new().await;
    phone.open("/report").await;
    assert_eq!(phone.path, "/progress");
    assert_eq!(bytes(&phone, "/report.pdf").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_table_holds_every_dose_session_and_reading() {
    let phone = after_some_days().await;
    let answer = send(&phone.router, "GET", "/export.csv", &[], "").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert!(answer.header("content-disposition").ends_with(".csv\""));
    let lines: Vec<&str> = answer.text.split_terminator("\r\n").collect();
    let of = |kind: &str| lines.iter().skip(1).filter(|line| line.contains(&format!(",{kind},"))).count();
    // The first pain was said in the check.
    assert_eq!((of("dose"), of("session"), of("pain")), (9, 9, 10));
    assert_eq!(lines.len(), 29);
}

fn form(file: &[u8]) -> (String, Vec<u8>) {
    let mut body = b"--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log.json\"\r\n\r\n".to_vec();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--xyz--\r\n");
    ("multipart/form-data; boundary=xyz".to_owned(), body)
}

/// Sends a file to `/import`, and gives the status, where it leads and what the page says.
async fn take_in(phone: &Phone, file: &[u8]) -> (StatusCode, String, String) {
    take_in_from(phone, file, "same-origin").await
}

async fn take_in_from(phone: &Phone, file: &[u8], site: &str) -> (StatusCode, String, String) {
    let (kind, body) = form(file);
    let request = Request::builder().method("POST").uri("/import").header("host", HOST).header("content-type", kind);
    let request = request.header("sec-fetch-site", site).header("content-length", body.len());
    let response = phone.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let to = parts.headers.get("location").map_or("", |to| to.to_str().unwrap()).to_owned();
    let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    (parts.status, to, plain(&text))
}

/// A page without the ids that are new on each load.
async fn shown(phone: &Phone, path: &str) -> String {
    let answer = send(&phone.router, "GET", path, &[("sec-fetch-site", "same-origin")], "").await;
    format!("{} {}", answer.status, plain(&answer.text))
}

#[tokio::test]
async fn an_exported_log_is_taken_in_after_erasing_and_every_page_is_the_same_again() {
    let mut phone = after_some_days().await;
    let pages = ["/", "/log?all=yes", "/progress", "/report", "/medicines", "/result", "/settings", "/export.csv"];
    let mut before = Vec::new();
    for path in pages {
        before.push(shown(&phone, path).await);
    }
    let events = phone.events().await;
    let file = send(&phone.router, "GET", "/export.json", &[], "").await.text;
    phone.open("/settings/erase").await;
    phone.post("/erase", &[]).await;
    assert!(phone.events().await.is_empty());

    let (status, to, _) = take_in(&phone, file.as_bytes()).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("/import?new={}", events.len())));
    assert_eq!(phone.events().await, events, "the very same log");
    phone.open("/import?new=3").await;
    assert!(phone.text().contains("3 entries are new in your log."));
    for (path, before) in pages.into_iter().zip(&before) {
        assert_eq!(shown(&phone, path).await, *before, "{path}");
    }
    // Once more changes nothing.
    let (status, to, _) = take_in(&phone, file.as_bytes()).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/import?new=0"));
    assert_eq!(phone.events().await, events);
}

#[tokio::test]
async fn two_logs_come_together_and_nothing_of_either_is_lost() {
    let (one, other) = (after_some_days().await, Phone::new().await);
    add(&other, vec![(Timestamp::from_second(1_770_000_000).unwrap(), Event::PainFelt { pain: 2.0, after: None })])
        .await;
    let file = send(&one.router, "GET", "/export.json", &[], "").await.text;
    assert_eq!(take_in(&other, file.as_bytes()).await.0, StatusCode::SEE_OTHER);
    assert_eq!(other.events().await.len(), one.events().await.len() + 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_taken_in_says_where_it_is_wrong_and_nothing_is_taken() {
    let phone = after_some_days().await;
    let file = send(&phone.router, "GET", "/export.json", &[], "").await.text;
    phone.store.erase(&person()).await.unwrap();
    let broken = [
        (String::new(), "Choose the file first."),
        ("{}".to_owned(), "This file is not a log of Easeback."),
        ("not json".to_owned(), "line 1"),
        (file.replacen("\"easeback-log\",\"version\":1", "\"easeback-log\",\"version\":99", 1), "Update Easeback here"),
        (
            file.replacen("\"mg\":400.0", "\"mg\":-400.0", 1),
            "What stands in “mg” of “medicine taken” does not fit. It has to be",
        ),
        (
            file.replacen("\"kind\":\"pain_felt\"", "\"kind\":\"pain_dreamt\"", 1),
            "a kind that this Easeback does not know: “pain dreamt”",
        ),
        (file[..file.len() / 2].to_owned(), "line"),
    ];
    for (file, says) in broken {
        let (status, _, text) = take_in(&phone, file.as_bytes()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(text.contains(says) && text.contains("Nothing was imported"), "{says}: {text}");
        assert!(phone.events().await.is_empty(), "{says}");
    }
    let wrong = file.replacen("\"mg\":400.0", "\"mg\":-400.0", 1);
    let place = file.split('\n').position(|line| line.contains("\"mg\":400.0")).unwrap();
    let text = take_in(&phone, wrong.as_bytes()).await.2;
    assert!(text.contains(&format!("There is a problem with entry {place} of the file.")), "{text}");
    assert!(!text.contains("-400"), "no answer is told");
    assert_eq!(take_in(&phone, b"\xff\xfe").await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn only_our_own_form_of_a_fair_size_is_taken_in() {
    let phone = Phone::new().await;
    let file = send(&phone.router, "GET", "/export.json", &[], "").await.text;
    assert_eq!(take_in_from(&phone, file.as_bytes(), "cross-site").await.0, StatusCode::FORBIDDEN);
    let large = vec![b' '; 20 * 1024 * 1024];
    assert_eq!(take_in(&phone, &large).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    // Larger than other forms may be is fine here.
    assert_eq!(take_in(&phone, &large[..1024 * 1024]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let pairs = encode(&[("file".to_owned(), file)]);
    let answer = send(&phone.router, "POST", "/import", &[FORM], &pairs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a form without a file");
}

#[tokio::test]
async fn a_log_with_answers_that_this_guideline_does_not_know_is_taken_in_and_they_count_as_not_asked() {
    let mut phone = after_some_days().await;
    let file = send(&phone.router, "GET", "/export.json", &[], "").await.text;
    let mut export = Export::from_json(&file).unwrap();
    let last = export.events.last().unwrap().clone();
    let answers = BTreeMap::from([
        ("a_finding_of_tomorrow".to_owned(), Answer::YesNo(true)),
        ("course".to_owned(), Answer::OneOf("an option of tomorrow".to_owned())),
    ]);
    let event = Event::AnswersGiven { screen: Some("a screen of tomorrow".to_owned()), answers };
    let (sequence, id) = (last.sequence.next(), EventId::from_u128(0xfeed));
    export.events.push(Recorded { sequence, id, event, ..last });
    assert_eq!(take_in(&phone, export.to_json().unwrap().as_bytes()).await.1, "/import?new=1");
    for path in ["/", "/result", "/report", "/progress"] {
        phone.open(path).await;
        assert_eq!(phone.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_log_is_taken_in_for_the_person_that_the_page_was_made_for() {
    let mut phone = after_some_days().await;
    // What is shown first for the days gone by is an event of its own.
    phone.open("/").await;
    let file = send(&phone.router, "GET", "/export.json", &[], "").await.text;
    phone.post("/people", &[("name".to_owned(), "Maria".to_owned())]).await;
    let people = phone.store.people().await.unwrap();
    let maria = people.iter().find(|one| **one != person()).unwrap();
    let page = send(&phone.router, "GET", &format!("/import?_person={}", maria.as_str()), &[], "").await.text;
    let action = format!("action=\"/import?_person={}\"", maria.as_str());
    assert!(page.contains(&action), "the form says for whom it is");
    let (before, (kind, body)) = (phone.events().await, form(file.as_bytes()));
    let request = Request::builder().method("POST").uri(format!("/import?_person={}", maria.as_str()));
    let request = request.header("host", HOST).header("content-type", kind).body(Body::from(body)).unwrap();
    assert_eq!(phone.router.clone().oneshot(request).await.unwrap().status(), StatusCode::SEE_OTHER);
    assert_eq!(phone.events().await, before);
    assert_eq!(phone.store.read(maria).await.unwrap().len(), before.len() + 1);
}

/// The content lines of a calendar, unfolded, once it is known to keep the rules of RFC 5545.
fn content_lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n"));
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    let unfolded = text.replace("\r\n ", "").replace("\r\n\t", "");
    let lines: Vec<String> = unfolded.split_terminator("\r\n").map(str::to_owned).collect();
    let mut open = Vec::new();
    for line in &lines {
        let (name, value) = line.split_once(':').unwrap();
        match name {
            "BEGIN" => open.push(value.to_owned()),
            "END" => assert_eq!(open.pop().as_deref(), Some(value)),
            name => assert!(name.bytes().all(|byte| byte.is_ascii_uppercase() || b"-;=".contains(&byte)), "{name}"),
        }
    }
    assert!(open.is_empty());
    let count = |wanted: &str| lines.iter().filter(|line| line.starts_with(wanted)).count();
    assert_eq!((lines[0].as_str(), count("VERSION:2.0"), count("PRODID:")), ("BEGIN:VCALENDAR", 1, 1));
    let events = count("BEGIN:VEVENT");
    for needed in ["UID:", "DTSTAMP:", "DTSTART:", "SUMMARY:", "TRIGGER:", "ACTION:DISPLAY", "DESCRIPTION:"] {
        assert_eq!(count(needed), events, "{needed}");
    }
    let ids: BTreeSet<&String> = lines.iter().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(ids.len(), events, "each entry has a name of its own");
    for line in lines.iter().filter(|line| line.starts_with("DTSTART:") || line.starts_with("DTSTAMP:")) {
        let time = line.split_once(':').unwrap().1;
        assert!(time.len() == 16 && time.ends_with('Z') && &time[8..9] == "T", "{line}");
    }
    lines
}

fn titles(lines: &[String]) -> Vec<&str> {
    lines.iter().filter_map(|line| line.strip_prefix("SUMMARY:")).collect()
}

#[tokio::test]
async fn the_calendar_keeps_the_rules_and_tells_nobody_about_health() {
    let mut phone = after_some_days().await;
    let calendar = send(&phone.router, "GET", "/calendar.ics", &[], "").await;
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    let lines = content_lines(&calendar.text);
    assert!(!titles(&lines).is_empty());
    let neutral: Vec<&str> = ENGINE.guideline().calendar_entries.iter().map(|entry| entry.title.as_str()).collect();
    assert!(titles(&lines).iter().all(|title| neutral.contains(title)), "{lines:?}");
    let again = content_lines(&send(&phone.router, "GET", "/calendar.ics", &[], "").await.text);
    let ids = |lines: &[String]| lines.iter().filter(|line| line.starts_with("UID:")).cloned().collect::<Vec<_>>();
    assert_eq!(ids(&lines), ids(&again), "an entry keeps its name, so that a calendar moves it");

    phone.open("/settings").await;
    assert!(phone.page.contains(&format!("<code class=\"address\">http://{HOST}/calendar.ics</code>")));
    phone.post("/settings", &[("calendar_with_health".to_owned(), "yes".to_owned())]).await;
    let lines = content_lines(&send(&phone.router, "GET", "/calendar.ics", &[], "").await.text);
    assert!(titles(&lines).iter().any(|title| title.starts_with("Back check-in")), "{lines:?}");
}

#[tokio::test]
async fn without_a_spasm_the_calendar_is_empty_and_still_a_calendar() {
    let phone = Phone::new().await;
    let lines = content_lines(&send(&phone.router, "GET", "/calendar.ics", &[], "").await.text);
    assert!(titles(&lines).is_empty());
}

#[tokio::test]
async fn own_hours_move_what_is_planned_and_make_sense() {
    let mut phone = after_some_days().await;
    let pairs = |wakes: &str, sleeps: &str| {
        vec![("wakes_at_hour".to_owned(), wakes.to_owned()), ("sleeps_at_hour".to_owned(), sleeps.to_owned())]
    };
    let before = phone.events().await.len();
    phone.post("/settings", &pairs("7", "22")).await;
    assert_eq!(phone.events().await.len(), before, "what is usual already is no change");
    phone.post("/settings", &pairs("10", "23")).await;
    assert_eq!(phone.path, "/settings");
    assert!(phone.page.contains("<option value=\"10\" selected>10 am</option>"));
    assert_eq!(phone.events().await.len(), before + 2);
    phone.post("/settings", &pairs("22", "6")).await;
    assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(phone.text().contains("has to come before"));
    for (wakes, sleeps) in [("-1", "22"), ("7", "24"), ("07", "22"), ("seven", "22")] {
        phone.post("/settings", &pairs(wakes, sleeps)).await;
        assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY, "{wakes} {sleeps}");
    }
    assert_eq!(phone.events().await.len(), before + 2);
}

#[tokio::test]
async fn a_whole_list_in_the_log_gives_way_to_its_single_options_on_a_screen() {
    let mut phone = Phone::new().await;
    phone.plain_until("").await;
    // The list as a whole, as it comes with a log from another program.
    phone.know("conditions", Answer::ManyOf { chosen: vec!["diabetes".to_owned()], not_sure: false }).await;
    let mut step = 1;
    phone.open("/check?step=1").await;
    while !phone.page.contains("name=\"conditions.heart_failure\"") {
        step += 1;
        assert!(step < 30, "the screen with single conditions was never shown");
        phone.open(&format!("/check?step={step}")).await;
    }
    phone.none().await;
    assert_eq!(phone.status, StatusCode::OK, "{}", phone.text());
    let events = phone.events().await;
    let given = events.iter().rev().find_map(|event| match &event.event {
        Event::AnswersGiven { answers, .. } => Some(answers),
        _ => None,
    });
    assert_eq!(given.unwrap().get("conditions.diabetes"), Some(&Answer::YesNo(false)));
}
