//! Taking the log along: all of it as JSON, to be taken in again elsewhere; doses, sessions and pain as a table for a
//! spreadsheet.

use crate::App;
use crate::error::Trouble;
use crate::visit::Visit;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use easeback_episode::{Dose, Export, Log, Pain, Use, time_zone};
use easeback_guideline::Guideline;
use easeback_store::{EventStore, StoreError};
use jiff::Timestamp;

/// `GET /export.json`: everything that is kept, as a file.
pub(crate) async fn json<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let known = app.read().await?;
    let export = Export::new(app.person.as_str().to_owned(), (app.clock)(), known.events.to_vec());
    let text = export.to_json().map_err(StoreError::from)?;
    Ok(file(&app, text, "application/json", "json"))
}

/// `GET /export.csv`: doses, sessions and pain, a line each.
pub(crate) async fn csv<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let known = app.read().await?;
    let text = table(app.engine.guideline(), &known.log);
    Ok(file(&app, text, "text/csv; charset=utf-8; header=present", "csv"))
}

fn file<S>(app: &App<S>, text: String, media_type: &'static str, ending: &str) -> Response {
    let name = format!("attachment; filename=\"easeback-log-{}.{ending}\"", (app.clock)().strftime("%Y-%m-%d"));
    let mut response = text.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    response
}

/// The first line. A cell that does not apply, or is not known, is empty.
const COLUMNS: [&str; 13] = [
    "utc",
    "date",
    "time",
    "zone",
    "kind",
    "what",
    "ingredient",
    "mg",
    "units",
    "on_skin",
    "minutes",
    "pain",
    "pain_after",
];

/// One line.
#[derive(Debug, Default)]
struct Line<'a> {
    zone: &'a str,
    kind: &'static str,
    what: &'a str,
    ingredient: &'a str,
    mg: Option<f64>,
    units: Option<f64>,
    on_skin: Option<bool>,
    minutes: Option<f64>,
    pain: Option<f64>,
    pain_after: Option<f64>,
}

/// The log after RFC 4180, in the order in which things happened; a dose has a line for each ingredient.
fn table(guideline: &Guideline, log: &Log) -> String {
    let doses = log.doses.iter().filter(|dose| dose.stands).flat_map(|dose| of_dose(guideline, dose));
    let uses = log.uses.iter().map(|one| (one.at, of_use(guideline, one)));
    let pains = log.pains.iter().map(|pain| (pain.at, of_pain(pain)));
    let mut lines: Vec<(Timestamp, Line<'_>)> = doses.chain(uses).chain(pains).collect();
    lines.sort_by_key(|(at, _)| *at);
    let mut text = format!("{}\r\n", COLUMNS.join(","));
    for (at, line) in lines {
        text.push_str(&line.cells(at).join(","));
        text.push_str("\r\n");
    }
    text
}

fn of_dose<'a>(guideline: &'a Guideline, dose: &'a Dose) -> Vec<(Timestamp, Line<'a>)> {
    let whole = Line {
        zone: &dose.zone,
        kind: "dose",
        what: &dose.name,
        units: dose.units,
        on_skin: Some(dose.on_skin),
        pain: dose.pain_before,
        ..Line::default()
    };
    let name = |id: &'a str| guideline.ingredient_name(id);
    let of =
        dose.contents.iter().map(|content| Line { ingredient: name(&content.ingredient), mg: content.mg, ..whole });
    of.map(|line| (dose.at, line)).collect()
}

fn of_use<'a>(guideline: &'a Guideline, one: &'a Use) -> Line<'a> {
    Line {
        zone: &one.zone,
        kind: "session",
        what: guideline.treatment(&one.treatment).map_or(one.treatment.as_str(), |treatment| treatment.name.as_str()),
        minutes: one.seconds.map(|seconds| (f64::from(seconds) / 6.0).round() / 10.0),
        pain: one.pain_before,
        pain_after: one.pain_after,
        ..Line::default()
    }
}

fn of_pain(pain: &Pain) -> Line<'_> {
    Line { zone: &pain.zone, kind: "pain", pain: Some(pain.pain), ..Line::default() }
}

impl Line<'_> {
    fn cells(&self, at: Timestamp) -> [String; 13] {
        let zone = time_zone(self.zone);
        let local = zone.to_datetime(at);
        let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
        [
            at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            local.strftime("%Y-%m-%d").to_string(),
            local.strftime("%H:%M").to_string(),
            cell(self.zone),
            self.kind.to_owned(),
            cell(self.what),
            cell(self.ingredient),
            number(self.mg),
            number(self.units),
            self.on_skin.map_or_else(String::new, |on_skin| if on_skin { "yes" } else { "no" }.to_owned()),
            number(self.minutes),
            number(self.pain),
            number(self.pain_after),
        ]
    }
}

/// A text as a cell: quoted where it has to be, and never a formula to a spreadsheet.
fn cell(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use easeback_episode::{Content, Event, EventId, NewEvent, Sequence};

    fn log(events: Vec<Event>) -> Log {
        let at: Timestamp = "2026-03-29T00:30:00Z".parse().unwrap();
        let mut sequence = Sequence::EMPTY;
        let recorded = events.into_iter().map(|event| {
            sequence = sequence.next();
            let (id, zone) = (EventId::from_u128(u128::from(sequence.get())), "Europe/Paris".to_owned());
            NewEvent { id, at, zone, recorded_at: at, event }.recorded(sequence)
        });
        Log::at(&recorded.collect::<Vec<_>>(), at)
    }

    fn dose(name: &str, contents: Vec<Content>) -> Event {
        let (product, units, pain_before) = (None, Some(2.0), Some(6.0));
        Event::MedicineTaken { product, name: name.to_owned(), units, contents, on_skin: false, pain_before }
    }

    #[test]
    fn every_dose_session_and_reading_has_a_line_with_its_local_time() {
        let guideline = Guideline::built_in().unwrap();
        let contents = vec![
            Content { ingredient: "ibuprofen".to_owned(), mg: Some(400.0) },
            Content { ingredient: "something else".to_owned(), mg: None },
        ];
        let heat = Event::TreatmentUsed {
            treatment: "heat".to_owned(),
            part: None,
            seconds: Some(1230),
            session: None,
            pain_before: None,
            pain_after: Some(3.0),
        };
        let text =
            table(&guideline, &log(vec![dose("A box", contents), heat, Event::PainFelt { pain: 4.0, after: None }]));
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines[0], COLUMNS.join(","));
        assert_eq!(lines[1], "2026-03-29T00:30:00Z,2026-03-29,01:30,Europe/Paris,dose,A box,ibuprofen,400,2,no,,6,");
        assert_eq!(lines[2], "2026-03-29T00:30:00Z,2026-03-29,01:30,Europe/Paris,dose,A box,something else,,2,no,,6,");
        let heat = &guideline.treatment("heat").unwrap().name;
        assert!(lines[3].ends_with(&format!(",session,{heat},,,,,20.5,,3")), "{}", lines[3]);
        assert!(lines[4].ends_with(",pain,,,,,,,4,"), "{}", lines[4]);
        assert_eq!(lines.len(), 5);
        assert!(lines.iter().all(|line| line.matches(',').count() == COLUMNS.len() - 1));
    }

    #[test]
    fn no_cell_is_a_formula_and_every_text_comes_back() {
        for (text, wanted) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            (" =1", "' =1"),
            ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
            ("two\r\nlines", "\"two\r\nlines\""),
            ("plain", "plain"),
        ] {
            assert_eq!(cell(text), wanted);
        }
        let guideline = Guideline::built_in().unwrap();
        let text = table(
            &guideline,
            &log(vec![dose("=HYPERLINK(\"x\")", vec![Content { ingredient: "@what".to_owned(), mg: None }])]),
        );
        assert!(text.contains(",dose,\"'=HYPERLINK(\"\"x\"\")\",'@what,,2,no,,6,\r\n"), "{text}");
    }
}
