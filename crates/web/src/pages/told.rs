//! What others said, and what went wrong: a visit to a doctor, a "yes" of a doctor or pharmacist, a bad reaction.

use crate::App;
use crate::components::{NoticeKind, back_button, notice, submit_button};
use crate::error::Trouble;
use crate::pages::frame::WORDS;
use crate::pages::medicines::{NAMES_HREF, some_new};
use crate::pages::write::{Posted, event_field, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use axum::response::Response;
use easeback_engine::{Held, Withheld};
use easeback_episode::{Event, Harm};
use easeback_guideline::{Guideline, Strength};
use easeback_store::EventStore;
use maud::{Markup, html};

/// The finding that says whether a doctor has looked, and its option for "no".
const DOCTOR_SEEN: &str = "doctor_seen";
const NO: &str = "no";

/// The finding whose options are bad reactions.
const BAD_REACTION: &str = "bad_reaction";

/// Whether a doctor gave a new medicine: what is sent, and what is read.
const NEW_MEDICINE: [(&str, &str); 3] = [("yes", "Yes"), (NO, "No"), ("not_sure", "I am not sure")];

/// The longest text in the person's own words, in characters.
const WORDS_MAX: usize = 600;

/// `GET /doctor`.
pub(crate) async fn doctor<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    let body = html! {
        (back_button("/today", WORDS))
        h1 { "What a doctor or pharmacist said" }
        @if present.known.log.open().is_none() {
            p { "What a doctor said about your back belongs to a spasm that you are looking after. There is none at the moment." }
            (clear_form(&app, &present))
        } @else {
            (visit_form(&app, &present))
            (yes_forms(&app, &present))
            (clear_form(&app, &present))
        }
    };
    Ok(present.frame().page("What a doctor said", "/today", &body))
}

fn visit_form<S>(app: &App<S>, present: &Present<'_>) -> Markup {
    let finding = present.engine.guideline().finding(DOCTOR_SEEN).map(|(_, finding)| finding);
    let options = finding.into_iter().flat_map(|finding| &finding.options).filter(|option| option.id != NO);
    html! {
        form.card method="post" action="/doctor" {
            (event_field(app))
            fieldset {
                legend { h2 { "I saw a doctor about my back" } }
                @for option in options {
                    label.pick { input type="radio" name="said" value=(option.id) required; span { (option.say) } }
                }
            }
            fieldset {
                legend { h2 { "Did they give you a new medicine?" } }
                @for (value, say) in NEW_MEDICINE {
                    label.pick { input type="radio" name="new_medicine" value=(value) required; span { (say) } }
                }
            }
            p.field {
                label for="plan" { "Their plan, in your own words" }
                span.small.soft { "It stays here, and it goes before ours." }
                textarea #plan name="plan" rows="4" maxlength=(WORDS_MAX) {}
            }
            div.go { (submit_button("Save", "", "", false)) }
        }
    }
}

/// What only waits for a yes: every stop that holds it is known and asks to be asked about.
fn waits_for_a_yes<'d>(withheld: &'d [Withheld<'d>]) -> impl Iterator<Item = (&'d Withheld<'d>, &'d Held<'d>)> {
    let asks = |stop: &Held<'_>| stop.strength == Strength::AskFirst && stop.known && !stop.of_every_treatment;
    let waiting = withheld.iter().filter(move |withheld| withheld.stops.iter().all(asks));
    waiting.flat_map(|withheld| withheld.stops.iter().map(move |stop| (withheld, stop)))
}

fn yes_forms<S>(app: &App<S>, present: &Present<'_>) -> Markup {
    let list: Vec<_> = waits_for_a_yes(&present.decision.withheld).collect();
    html! {
        @if !list.is_empty() {
            section {
                h2 { "They said yes" }
                p { "These are held back until a doctor or pharmacist was asked. A yes counts for this spasm, and ends when one of your answers or medicines changes." }
                @for (withheld, stop) in list {
                    form.card method="post" action="/allowed" {
                        (event_field(app))
                        input type="hidden" name="treatment" value=(withheld.treatment.id);
                        input type="hidden" name="stop" value=(stop.id);
                        h3 { (withheld.treatment.name) }
                        p { (stop.because) }
                        (submit_button("They said yes to this", "", "", true))
                    }
                }
            }
        }
    }
}

fn clear_form<S>(app: &App<S>, present: &Present<'_>) -> Markup {
    let harms: Vec<&Harm> = present.known.log.harms.iter().collect();
    html! {
        @if !harms.is_empty() {
            form.card method="post" action="/harm/cleared" {
                (event_field(app))
                h2 { "They looked at a bad reaction" }
                p { "Tick only what a doctor or pharmacist said need not hold anything back any more." }
                @for harm in harms {
                    label.pick { input type="checkbox" name="reaction" value=(harm.reaction);
                        span { (reaction(present.engine.guideline(), &harm.reaction)) } }
                }
                div.go { (submit_button("Save", "", "", true)) }
            }
        }
    }
}

fn reaction<'g>(guideline: &'g Guideline, id: &'g str) -> &'g str {
    let option = guideline.finding(BAD_REACTION).and_then(|(_, finding)| finding.option(id));
    option.map_or(id, |(_, option)| option.say.as_str())
}

/// The person's own words, without what is only space; too many are refused.
fn own_words(text: Option<&str>) -> Result<Option<String>, Trouble> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) if text.chars().count() > WORDS_MAX => Err(Trouble::BAD_FORM),
        text => Ok(text.map(str::to_owned)),
    }
}

/// `POST /doctor`.
pub(crate) async fn saw_doctor<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let said = sent.get("said").filter(|said| *said != NO).ok_or(Trouble::BAD_FORM)?;
    let finding = app.engine.guideline().finding(DOCTOR_SEEN).ok_or(Trouble::BAD_FORM)?.1;
    let plan = own_words(sent.get("plan"))?;
    if finding.option(said).is_none() {
        return Err(Trouble::BAD_FORM);
    }
    let new = sent.get("new_medicine").ok_or(Trouble::BAD_FORM)?;
    if !NEW_MEDICINE.iter().any(|(value, _)| *value == new) {
        return Err(Trouble::BAD_FORM);
    }
    let seen = Event::DoctorSeen { said: said.to_owned(), plan };
    let to_name = new != NO;
    let then = if to_name { NAMES_HREF } else { "/result" };
    write(&app, "/doctor", &sent, then, |present| {
        let unsure = to_name.then(|| Event::AnswersGiven { screen: None, answers: some_new(&present.known.rows()) });
        Ok(std::iter::once(seen.clone()).chain(unsure).map(|event| (None, event)).collect())
    })
    .await
}

/// `POST /allowed`: only what waits for a yes can get one.
pub(crate) async fn allowed<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let (treatment, stop) = sent.get("treatment").zip(sent.get("stop")).ok_or(Trouble::BAD_FORM)?;
    write(&app, "/allowed", &sent, "/doctor", |present| {
        let waits = waits_for_a_yes(&present.decision.withheld)
            .any(|(withheld, held)| withheld.treatment.id == treatment && held.id == stop);
        let yes = Event::TreatmentAllowed { treatment: treatment.to_owned(), stop: stop.to_owned() };
        Ok(waits.then_some((None, yes)).into_iter().collect())
    })
    .await
}

/// `GET /harm`.
pub(crate) async fn harm<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    let guideline = present.engine.guideline();
    let options = guideline.finding(BAD_REACTION).map(|(_, finding)| finding.options.as_slice()).unwrap_or_default();
    let used = |id: &str| {
        let log = &present.known.log;
        log.uses.iter().any(|one| one.treatment == id)
            || guideline.medicine(id).is_some_and(|medicine| {
                let holds = |content: &easeback_episode::Content| content.ingredient == medicine.ingredient;
                log.doses.iter().any(|dose| dose.stands && dose.contents.iter().any(holds))
            })
    };
    let body = html! {
        (back_button("/today", WORDS))
        h1 { "Something is not right" }
        (notice(NoticeKind::Warning, "A new warning sign?", &html! {
            p { "If one of the emergency signs is there, get help first." }
            p { a href=(crate::components::EMERGENCY_HREF) { "Look at the emergency signs" } }
        }))
        form.card method="post" action="/harm" {
            (event_field(&app))
            fieldset {
                legend { h2 { "What happened?" } }
                @for option in options {
                    label.pick { input type="checkbox" name="reaction" value=(option.id); span { (option.say) } }
                }
            }
            p.field {
                label for="treatment" { "After what? If you can tell." }
                select #treatment name="treatment" {
                    option value="" { "I cannot tell" }
                    @for treatment in guideline.treatments.iter().filter(|treatment| used(&treatment.id)) {
                        option value=(treatment.id) { (treatment.name) }
                    }
                }
            }
            label.pick { input type="checkbox" name="stopped" value="yes" checked; span { "I stop using it" } }
            div.go { (submit_button("Save, and see what to do", "", "", false)) }
        }
    };
    Ok(present.frame().page("Something is not right", "/today", &body))
}

/// `POST /harm`.
pub(crate) async fn noticed<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let guideline = app.engine.guideline();
    let finding = guideline.finding(BAD_REACTION).ok_or(Trouble::BAD_FORM)?.1;
    let reactions: Vec<String> = sent.all("reaction").map(str::to_owned).collect();
    if reactions.iter().any(|reaction| finding.option(reaction).is_none()) {
        return Err(Trouble::BAD_FORM);
    }
    let treatment = sent.get("treatment").filter(|id| !id.is_empty()).map(str::to_owned);
    if treatment.as_ref().is_some_and(|id| guideline.treatment(id).is_none()) {
        return Err(Trouble::BAD_FORM);
    }
    let stopped = treatment.clone().filter(|_| sent.has("stopped", "yes"));
    let mut events = Vec::new();
    if !reactions.is_empty() {
        events.push((None, Event::HarmNoticed { reactions, treatment }));
    }
    events.extend(
        stopped.map(|treatment| (None, Event::TreatmentStopped { treatment, reason: "bad_reaction".to_owned() })),
    );
    write(&app, "/harm", &sent, "/result", |_| Ok(events.clone())).await
}

/// `POST /harm/cleared`.
pub(crate) async fn cleared<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let reactions: Vec<String> = sent.all("reaction").map(str::to_owned).collect();
    write(&app, "/harm/cleared", &sent, "/doctor", |present| {
        let known = |reaction: &String| present.known.log.harms.iter().any(|harm| harm.reaction == *reaction);
        let reactions: Vec<String> = reactions.iter().filter(|reaction| known(reaction)).cloned().collect();
        let event = (!reactions.is_empty()).then_some((None, Event::HarmCleared { reactions }));
        Ok(event.into_iter().collect())
    })
    .await
}
