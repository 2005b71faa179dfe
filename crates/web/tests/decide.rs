//! The contract for programs at `/api/decide`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test may fail loudly")]

mod support;

use axum::http::StatusCode;
use serde_json::{Value, json};
use support::{Phone, send};

async fn decide(body: &str) -> (StatusCode, String, Vec<Value>) {
    let phone = Phone::new().await;
    let answer = send(&phone.router, "POST", "/api/decide", &[], body).await;
    assert!(phone.kinds().await.is_empty(), "nothing is stored");
    let media_type = answer.header("content-type").to_owned();
    let lines = answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (answer.status, media_type, lines)
}

#[tokio::test]
async fn people_come_back_in_their_order_whether_by_line_or_one_behind_the_other() {
    let people = [json!({"id": "a", "facts": {"groin_numb": true}}), json!({"id": 2, "facts": {}})];
    for between in ["\n", "", " ", "\n\n", "\r\n"] {
        let (status, media_type, lines) = decide(&people.clone().map(|person| person.to_string()).join(between)).await;
        assert_eq!((status, media_type.as_str()), (StatusCode::OK, "application/x-ndjson"));
        assert_eq!(lines.len(), 2);
        assert_eq!((&lines[0]["id"], &lines[0]["disposition"]), (&json!("a"), &json!("emergency_now")));
        assert_eq!((&lines[1]["id"], &lines[1]["disposition"]), (&json!(2), &json!("incomplete")));
        assert_eq!(lines[0]["reasons"][0]["code"], "RF01");
    }
    let pretty = serde_json::to_string_pretty(&people[0]).unwrap();
    assert_eq!(decide(&pretty).await.2.len(), 1);
}

#[tokio::test]
async fn a_person_who_is_not_accepted_is_named_by_line_and_the_others_are_answered() {
    let body = [
        r#"{"id":1,"facts":{"groin_numb":true}}"#,
        r#"{"id":2,"facts":{"age_years":200,"fever":"maybe"}}"#,
        r#"{"id":3,"facts":{"fever":true,"fever":false}}"#,
        r#"{"id":4,"facts":{"fever":tru"#,
        r#"{"id":5,"fact":{}}"#,
        r#"{"id":6,"facts":{"fevre":true}}"#,
        r#"{"id":7,"facts":{}}"#,
    ]
    .join("\n");
    let (status, media_type, lines) = decide(&body).await;
    assert_eq!((status, media_type.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "application/json"));
    let errors = lines[0]["errors"].as_array().unwrap();
    let places: Vec<_> =
        errors.iter().map(|error| (error["line"].as_u64().unwrap(), error["field"].as_str().unwrap())).collect();
    assert_eq!(places, [(2, "age_years"), (2, "fever"), (3, ""), (4, ""), (5, ""), (6, "fevre")]);
    assert!(errors[0]["problem"].as_str().unwrap().contains("200"));
    assert!(errors[0]["allowed"].as_str().unwrap().contains("from 0 to 120"));
    assert!(errors[2]["problem"].as_str().unwrap().contains("given twice"));
    assert!(errors[5]["allowed"].as_str().unwrap().contains("fever"));
    let answered: Vec<_> = lines[0]["answers"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    assert_eq!(answered, [json!(1), json!(7)]);
}

#[tokio::test]
async fn lines_are_counted_from_the_start_whatever_stands_between_people() {
    let wrong = r#"{"id":1,"facts":{"age_years":200}}"#;
    let body = format!("\n\n{wrong}\n{{\n\"facts\":\n{{}}\n}}\n\n{wrong} {wrong}\n{wrong}");
    let (_, _, lines) = decide(&body).await;
    let places: Vec<_> = lines[0]["errors"].as_array().unwrap().iter().map(|error| error["line"].clone()).collect();
    assert_eq!(places, [json!(3), json!(9), json!(9), json!(10)]);
}

#[tokio::test]
async fn nothing_null_and_what_is_no_person_are_errors() {
    for body in [
        "",
        "  \n",
        "null",
        "[]",
        "[{}]",
        "3",
        "{}",
        "{\"facts\":{\"fever\":null}}",
        "\u{1}",
        "{\"facts\":{\"pain_now\":1e999}}",
    ] {
        let (status, _, lines) = decide(body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(lines[0]["errors"].as_array().unwrap().len(), 1, "{body}");
        assert!(lines[0]["answers"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn another_method_or_too_much_is_told_in_json() {
    let phone = Phone::new().await;
    let answer = send(&phone.router, "GET", "/api/decide", &[], "").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(serde_json::from_str::<Value>(&answer.text).is_ok());
    let answer = send(&phone.router, "POST", "/api/decide", &[], &" ".repeat(2_000_000)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(serde_json::from_str::<Value>(&answer.text).unwrap()["errors"][0]["problem"].is_string());
    let many = "{\"facts\":{}}\n".repeat(1000);
    let answer = send(&phone.router, "POST", "/api/decide", &[], &many).await;
    assert_eq!((answer.status, answer.text.lines().count()), (StatusCode::OK, 1000));
}
