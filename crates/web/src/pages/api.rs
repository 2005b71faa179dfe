//! The contract for programs: people in, decisions out, line by line. Nothing is stored and nothing is logged.
//!
//! The body holds one person or several, one per line or one behind the other. When all are right, the answer is one
//! decision per line in their order. When one is not, the answer tells every problem with its line, and the decisions for
//! those that are right.

use crate::App;
use crate::error::Trouble;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use easeback_engine::{DecisionOut, Engine, PersonIn};
use easeback_store::EventStore;
use serde::Serialize;
use serde_json::value::RawValue;
use std::sync::Arc;

/// What is wrong with a person, and where.
#[derive(Debug, Serialize)]
struct LineProblem {
    /// The line on which the person begins, from 1.
    line: usize,
    /// The finding; empty where the person as a whole cannot be read.
    field: String,
    problem: String,
    allowed: String,
}

#[derive(Debug, Default, Serialize)]
struct Answered {
    errors: Vec<LineProblem>,
    answers: Vec<DecisionOut>,
}

/// `POST /api/decide`.
pub(crate) async fn decide<S: EventStore + 'static>(
    State(app): State<Arc<App<S>>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Trouble::TOO_LARGE.into_response();
        }
        Err(_) => return Trouble::BAD_FORM.into_response(),
    };
    let answered = match std::str::from_utf8(&body) {
        Ok(text) => answer_all(&app.engine, text),
        Err(error) => {
            let before = body.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.split(|byte| *byte == b'\n').count();
            Answered { errors: vec![unreadable(line, "this is no UTF-8 text".to_owned())], answers: Vec::new() }
        }
    };
    if !answered.errors.is_empty() {
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(answered)).into_response();
    }
    let mut lines = String::new();
    for decision in &answered.answers {
        let Ok(line) = serde_json::to_string(decision) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        lines.push_str(&line);
        lines.push('\n');
    }
    let mut response = lines.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"));
    response
}

fn unreadable(line: usize, problem: String) -> LineProblem {
    let allowed = "a person as `{\"id\": …, \"facts\": {\"finding\": answer}}`".to_owned();
    LineProblem { line, field: String::new(), problem, allowed }
}

fn answer_all(engine: &Engine, text: &str) -> Answered {
    let mut answered = Answered::default();
    let (mut place, mut counted, mut line) = (0, 0, 1);
    while let Some(rest) = text.get(place..) {
        let start = place + (rest.len() - rest.trim_start().len());
        let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) else { break };
        line += text.get(counted..start).unwrap_or_default().matches('\n').count();
        counted = start;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        match values.next() {
            Some(Ok(raw)) => {
                place = start + values.byte_offset();
                answer_one(engine, line, raw.get(), &mut answered);
            }
            Some(Err(error)) => {
                answered.errors.push(unreadable(line, said(&error)));
                // The next person begins on the next line that begins with one.
                place = rest.find("\n{").map_or(text.len(), |next| start + next + 1);
            }
            None => break,
        }
    }
    if answered.errors.is_empty() && answered.answers.is_empty() {
        answered.errors.push(unreadable(1, "there is no person here".to_owned()));
    }
    answered
}

fn answer_one(engine: &Engine, line: usize, text: &str, answered: &mut Answered) {
    match serde_json::from_str::<PersonIn>(text) {
        Err(error) => answered.errors.push(unreadable(line, said(&error))),
        Ok(person) => match engine.answer(&person) {
            Ok(decision) => answered.answers.push(decision),
            Err(problems) => answered.errors.extend(problems.into_iter().map(|problem| LineProblem {
                line,
                field: problem.field,
                problem: problem.problem,
                allowed: problem.allowed,
            })),
        },
    }
}

/// What the parser says, without its own count of lines, which begins anew with each person.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(said, _)| said.to_owned())
}
