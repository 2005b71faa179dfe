//! What the forms of sessions write: started, ended, given up, or done without a timer.

use crate::components::{NoticeKind, notice};
use crate::error::Trouble;
use crate::pages::check::Sent;
use crate::pages::prevent;
use crate::pages::session::{EXERCISE, lengths, may, one_at_a_time, page, page_of};
use crate::pages::write::{Happened, Posted, attempt, number, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use easeback_episode::{Event, EventId, May, Session, Standing, running, session};
use easeback_guideline::{Treatment, TreatmentKind};
use easeback_store::EventStore;
use jiff::Timestamp;
use maud::{Markup, html};

/// `POST /session/start`. What is not offered any more, or not yet again, or not beside what runs, is not started: the page
/// says why, and from when.
pub(crate) async fn start<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let treatment = named(&app.engine, &sent)?;
    let page_path = page_of(treatment).ok_or(Trouble::BAD_FORM)?;
    let (minutes, pain) = (number(&sent, "minutes")?, number(&sent, "pain_before")?);
    let begin = |present: &Present<'_>| {
        let (now, plan) = (present.now(), present.plan());
        let item = plan.items.iter().find(|item| item.treatment.is_some_and(|one| one.id == treatment.id));
        let may = may(present, treatment, item);
        let Some(room) = may.now().filter(|_| running(&now).is_empty()) else { return Ok(None) };
        let Some(session) = session(&now, &treatment.id, sent.get("part")) else { return Ok(None) };
        let allowed = lengths(session.seconds, item, room.most_minutes);
        let seconds = match minutes {
            Some(chosen) => allowed
                .iter()
                .find(|one| (f64::from(**one) - chosen).abs() < 0.5)
                .ok_or(Trouble::BAD_FORM)?
                .saturating_mul(60),
            None => session.seconds,
        };
        Ok::<_, Trouble>(Some(Session { seconds, ..session }.start(pain)))
    };
    let made = attempt(&app, "/session/start", &sent, &page_path, |present| {
        Ok(begin(present)?.map_or_else(|| Err(refused(present, treatment)), |event| Ok(vec![(None, event)])))
    });
    let (present, answer) = match made.await? {
        Ok(done) => return Ok(done),
        Err(refused) => refused,
    };
    let page = page(&app, &present, &page_path, StatusCode::CONFLICT, &answer);
    Ok(page.unwrap_or_else(|| prevent::page(&app, &present, StatusCode::CONFLICT, &answer)))
}

/// Nothing was started, and why.
fn refused(present: &Present<'_>, treatment: &Treatment) -> Markup {
    let when = present.when();
    let busy = running(&present.now()).into_iter().next();
    let plan = present.plan();
    let item = plan.items.iter().find(|item| item.treatment.is_some_and(|one| one.id == treatment.id));
    let may = may(present, treatment, item);
    let too_early = (treatment.id == EXERCISE).then(|| prevent::too_early(present, &when)).flatten();
    html! {
        div role="alert" {
            @match (&may, &busy) {
                _ if too_early.is_some() => @if let Some(too_early) = &too_early { (too_early) },
                (May::Now(_), Some(busy)) => (one_at_a_time(present, &when, busy)),
                _ => (notice(NoticeKind::Warning, &format!("Not started: {}", treatment.name), &html! {
                    (crate::pages::medicines::verdict(present, &when, &may))
                })),
            }
        }
    }
}

fn named<'e>(engine: &'e easeback_engine::Engine, sent: &Sent) -> Result<&'e Treatment, Trouble> {
    sent.get("treatment").and_then(|id| engine.guideline().treatment(id)).ok_or(Trouble::BAD_FORM)
}

/// The session that a form names.
pub(crate) fn session_of(sent: &Sent) -> Result<EventId, Trouble> {
    sent.get("session").and_then(|id| id.parse().ok()).ok_or(Trouble::BAD_FORM)
}

/// `POST /session/end`: it counts, for no longer than it was meant to last.
pub(crate) async fn end<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let (id, pain) = (session_of(&sent)?, number(&sent, "pain_after")?);
    write(&app, "/session/end", &sent, "/today", |present| {
        let now = present.now();
        let standing = running(&now).into_iter().find(|one| one.running.id == id);
        Ok(standing.map(|one| ended(&one, now.at, pain)).into_iter().collect())
    })
    .await
}

/// What to record when a session is ended now: one of no length was not done.
pub(crate) fn ended(standing: &Standing<'_>, now: Timestamp, pain: Option<f64>) -> Happened {
    match standing.ended(now, pain) {
        (_, Event::TreatmentUsed { seconds: Some(0), .. }) => (None, standing.abandoned()),
        (at, event) => (Some(at), event),
    }
}

/// `POST /session/abandon`: it does not count.
pub(crate) async fn abandon<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let id = session_of(&sent)?;
    write(&app, "/session/abandon", &sent, "/today", |present| {
        let now = present.now();
        let gone = running(&now).into_iter().find(|one| one.running.id == id).map(|one| (None, one.abandoned()));
        Ok(gone.into_iter().collect())
    })
    .await
}

/// `POST /done`: something was done without a timer.
pub(crate) async fn done<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let treatment = named(&app.engine, &sent)?;
    // A medicine is logged with its product and its time, on the page of medicines; exercises with how hard they were.
    if matches!(treatment.kind, TreatmentKind::Medicine | TreatmentKind::Herb | TreatmentKind::SkinRub)
        || treatment.id == EXERCISE
    {
        return Err(Trouble::BAD_FORM);
    }
    let (pain_before, pain_after) = (number(&sent, "pain_before")?, number(&sent, "pain_after")?);
    let then = if sent.has("then", prevent::HREF) { prevent::HREF } else { "/today" };
    write(&app, "/done", &sent, then, |_| {
        let used = Event::TreatmentUsed {
            treatment: treatment.id.clone(),
            part: sent.get("part").map(str::to_owned),
            seconds: None,
            session: None,
            pain_before,
            pain_after,
        };
        Ok(vec![(None, used)])
    })
    .await
}
